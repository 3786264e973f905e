/* Whole sittings on a real pty: what a person types and sees, cut off and resumed. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "pty.h"
#include "tanya/system.h"

static char *folder;

static int make_folder(void **state)
{
	(void)state;
	folder = pty_make_folder();
	return 0;
}

static int drop_folder(void **state)
{
	(void)state;
	pty_remove_folder(folder);
	return 0;
}

static const char *source(const char *relative)
{
	static char path[4096];
	snprintf(path, sizeof path, "%s/%s", getenv("TANYA_SOURCE"), relative);
	return path;
}

static struct pty *start(const char *form)
{
	const char *words[] = {"interview", source(form), NULL};
	struct pty *pty = pty_start(folder, 24, 80, words);
	if (!pty_settle(pty))
		fail_msg("the program did not paint: %s", pty_output(pty));
	return pty;
}

static struct pty *resume(void)
{
	const char *words[] = {"resume", NULL};
	struct pty *pty = pty_start(folder, 24, 80, words);
	if (!pty_settle(pty))
		fail_msg("resume did not paint: %s", pty_output(pty));
	return pty;
}

static void type(struct pty *pty, const char *keys)
{
	if (!pty_type(pty, keys))
		fail_msg("no answer after %s:\n%s", keys, pty_screen(pty));
}

static void sees(struct pty *pty, const char *text)
{
	if (!pty_shows(pty, text))
		fail_msg("not on screen: %s\n%s", text, pty_screen(pty));
}

static char *command_output(const char *arguments)
{
	static char out[65536];
	char line[8192];
	snprintf(line, sizeof line, "%s --data %s %s 2>&1", getenv("TANYA_PROGRAM"), folder, arguments);
	FILE *pipe = popen(line, "r");
	size_t length = fread(out, 1, sizeof out - 1, pipe);
	out[length] = '\0';
	pclose(pipe);
	return out;
}

/* Do these bytes stand in the journal of an interview of first.yaml? */
static bool in_journal(const char *bytes)
{
	char line[8192];
	snprintf(line, sizeof line, "grep -qF '%s' %s/interviews/first/*.jsonl", bytes, folder);
	return system(line) == 0;
}

static void a_whole_interview(void **state)
{
	(void)state;
	struct pty *pty = start("questionnaires/first.yaml");
	sees(pty, "May I ask you nine questions?");
	type(pty, "1");
	sees(pty, "What is your name?");
	type(pty, "Siti<Enter>");
	sees(pty, "What do you make, Siti?");
	type(pty, "1");
	sees(pty, "Since when?");
	type(pty, "5/2010<Enter>");
	sees(pty, "How many people");
	type(pty, "0<Enter>");
	sees(pty, "at least 1");
	type(pty, "<Backspace>30<Enter>");
	sees(pty, "More than 20 people?");
	type(pty, "1");
	sees(pty, "At what price");
	type(pty, "45.000 per kodi<Enter>");
	sees(pty, "Which number was meant?");
	type(pty, "1");
	sees(pty, "Who buys?");
	type(pty, "12<Enter>");
	sees(pty, "Do stores pay");
	type(pty, "1");
	sees(pty, "how content");
	type(pty, "<F7>");
	sees(pty, "What else should we know?");
	type(pty, "All is well<Tab>");
	sees(pty, "Nothing is in the way");
	pty_send(pty, "f");
	assert_int_equal(pty_wait(pty), 0);
	pty_free(pty);
	assert_non_null(strstr(command_output("list --format tsv"), "complete"));
	assert_non_null(strstr(command_output("verify"), "sound"));
	assert_true(in_journal("\"do\":\"override\",\"q\":\"workers\",\"check\":1,\"v\":30,\"message\":"));
}

static void cut_off_by_a_kill_and_resumed(void **state)
{
	(void)state;
	struct pty *pty = start("questionnaires/first.yaml");
	type(pty, "1Siti<Enter>");
	type(pty, "3");
	type(pty, "201");
	usleep(1300000); /* half-typed text is in the journal within a second */
	type(pty, "");
	pty_kill(pty, SIGKILL);
	assert_int_equal(pty_wait(pty), 128 + SIGKILL);
	pty_free(pty);
	pty = resume();
	sees(pty, "Since when?");
	sees(pty, "201");
	sees(pty, "half-typed text is back");
	type(pty, "5<Enter>");
	sees(pty, "How many people");
	type(pty, "<Esc>q");
	sees(pty, "Leave the interview?");
	pty_send(pty, "<Enter>");
	assert_int_equal(pty_wait(pty), 0);
	pty_free(pty);
}

static void a_half_typed_remark_survives_a_kill(void **state)
{
	(void)state;
	struct pty *pty = start("questionnaires/first.yaml");
	type(pty, "1Siti<Enter><F4>the husband answ");
	usleep(1300000);
	type(pty, "");
	pty_kill(pty, SIGKILL);
	assert_int_equal(pty_wait(pty), 128 + SIGKILL);
	pty_free(pty);
	pty = resume();
	sees(pty, "half-typed text is back");
	sees(pty, "What do you make, Siti?");
	sees(pty, "> the husband answ");
	type(pty, "ers<Enter>");
	sees(pty, "“ the husband answers");
	pty_send(pty, "<C-q><Enter>");
	assert_int_equal(pty_wait(pty), 0);
	pty_free(pty);
}

static void signals_write_draft_and_leave(void **state)
{
	static const int numbers[] = {SIGTERM, SIGHUP};
	(void)state;
	for (int i = 0; i < 2; i++) {
		struct pty *pty = start("questionnaires/first.yaml");
		type(pty, "1Half a na");
		pty_kill(pty, numbers[i]);
		assert_int_equal(pty_wait(pty), 128 + numbers[i]);
		pty_free(pty);
		pty = resume();
		sees(pty, "Half a na");
		type(pty, "me<Enter>");
		sees(pty, "What do you make, Half a name?");
		pty_send(pty, "<C-q><Enter>");
		assert_int_equal(pty_wait(pty), 0);
		pty_free(pty);
		pty_remove_folder(folder);
		folder = pty_make_folder();
	}
}

static void a_closed_terminal_is_survived(void **state)
{
	(void)state;
	struct pty *pty = start("questionnaires/first.yaml");
	type(pty, "1Siti");
	pty_hang_up(pty);
	int status = pty_wait(pty);
	assert_true(status == 128 + SIGHUP);
	pty_free(pty);
	pty = resume();
	sees(pty, "Siti");
	pty_free(pty);
}

static void nothing_recorded_leaves_no_file(void **state)
{
	(void)state;
	struct pty *pty = start("questionnaires/first.yaml");
	type(pty, "<Esc>q");
	pty_send(pty, "<Enter>");
	assert_int_equal(pty_wait(pty), 0);
	assert_non_null(strstr(pty_output(pty), "Nothing was recorded"));
	pty_free(pty);
	assert_non_null(strstr(command_output("list"), "No interviews."));
}

static void the_menu_map_and_languages(void **state)
{
	(void)state;
	struct pty *pty = start("questionnaires/first.yaml");
	type(pty, "1");
	type(pty, "<F2>");
	sees(pty, "Siapa nama Ibu/Bapak?");
	pty_send(pty, "<Esc>");
	usleep(60000); /* silence after Esc makes it the menu's key */
	type(pty, "l");
	sees(pty, "What is your name?");
	type(pty, "Ali<Enter>");
	type(pty, "<F3>");
	sees(pty, "Ali");
	sees(pty, "not asked");
	type(pty, "<C-c>");
	type(pty, "<F6>name<Enter>");
	sees(pty, "What is your name?");
	type(pty, "<F4>\"said so\"<Enter>");
	sees(pty, "said so");
	type(pty, "<C-z>");
	assert_false(pty_shows(pty, "said so"));
	type(pty, "<C-y>");
	sees(pty, "said so");
	type(pty, "<F1>");
	sees(pty, "Help");
	type(pty, "<C-c><F10>");
	sees(pty, "questions are answered");
	pty_free(pty);
}

static void what_an_answer_would_unask(void **state)
{
	(void)state;
	struct pty *pty = start("questionnaires/first.yaml");
	type(pty, "1Ali<Enter>");
	type(pty, "<F6>agrees<Enter>");
	sees(pty, "May I ask");
	type(pty, "2");
	sees(pty, "would be taken out");
	sees(pty, "What is your name?");
	type(pty, "<C-c>");
	type(pty, "2");
	sees(pty, "would be taken out");
	usleep(350000); /* an Enter right after a pick is a bounce, and swallowed */
	type(pty, "<Enter>");
	sees(pty, "questions are answered");
	pty_free(pty);
}

static void sizes_and_resizing(void **state)
{
	static const int sizes[][2] = {{12, 40}, {24, 80}, {60, 240}, {8, 30}, {5, 20}, {24, 80}};
	(void)state;
	struct pty *pty = start("questionnaires/jambi/batik.yaml");
	type(pty, "<Enter>");
	for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		pty_resize(pty, sizes[i][0], sizes[i][1]);
		usleep(30000);
		type(pty, "");
		sees(pty, sizes[i][0] < 8 ? "30x8" : "Jawaban");
	}
	pty_free(pty);
}

static void where_am_i(void **state)
{
	(void)state;
	struct pty *pty = start("questionnaires/jambi/batik.yaml");
	type(pty, "<Enter>");
	type(pty, "1"); /* once it is seen: what is typed ahead acknowledges nothing */
	usleep(100000); /* the same key within 60 ms would count as a bounce */
	type(pty, "1Siti<Enter>");
	type(pty, "1");
	sees(pty, "2.2  Perempuan ─"); /* the pick that went on by itself stays in sight */
	type(pty, "<Esc>g4.1<Enter>3<Enter>");
	sees(pty, "Siti · 1/3");
	type(pty, "<Esc>m");
	sees(pty, "Perempuan");
	pty_send(pty, "<Esc>");
	usleep(100000);
	type(pty, "Siti");
	pty_kill(pty, SIGTERM);
	assert_int_equal(pty_wait(pty), 128 + SIGTERM);
	pty_free(pty);
	pty = resume();
	sees(pty, "Lanjut:");
	sees(pty, "Ketikan yang belum selesai dipulihkan");
	pty_free(pty);
}

static void a_megabyte_pasted(void **state)
{
	(void)state;
	struct pty *pty = start("questionnaires/first.yaml");
	type(pty, "1");
	struct string paste = {0};
	string_add_text(&paste, "<Paste>");
	for (int i = 0; i < 100000; i++)
		string_add_text(&paste, "abc\033def\n ");
	string_add_text(&paste, "</Paste><Enter>");
	type(pty, string_text(&paste));
	sees(pty, "What do you make");
	string_free(&paste);
	pty_free(pty);
}

static void two_programs_on_one_interview(void **state)
{
	(void)state;
	struct pty *pty = start("questionnaires/first.yaml");
	type(pty, "1Ali<Enter>");
	const char *words[] = {"resume", NULL};
	struct pty *second = pty_start(folder, 24, 80, words);
	assert_int_equal(pty_wait(second), 1);
	assert_non_null(strstr(pty_output(second), "open elsewhere"));
	pty_free(second);
	pty_free(pty);
}

/* What the home screen's export leaves out is told there too. */
static void an_export_from_home(void **state)
{
	char words[2048];
	const char *none[] = {NULL};
	(void)state;
	struct pty *pty = start("questionnaires/first.yaml");
	type(pty, "1Ali<Enter>");
	pty_send(pty, "<C-q><Enter>");
	assert_int_equal(pty_wait(pty), 0);
	pty_free(pty);
	snprintf(words, sizeof words, "fill $TANYA_SOURCE/questionnaires/first.yaml --from %s/rows.csv", folder);
	assert_int_equal(chdir(folder), 0);
	FILE *file = fopen("rows.csv", "w");
	fputs("agrees\nno\n", file);
	fclose(file);
	assert_non_null(strstr(command_output(words), "complete"));
	pty = pty_start(folder, 24, 80, none);
	assert_true(pty_settle(pty));
	type(pty, "e");
	sees(pty, "./first.csv");
	sees(pty, "Left out: 1 partial (--partial adds them)");
	pty_send(pty, "<C-c>q");
	assert_int_equal(pty_wait(pty), 0);
	pty_free(pty);
	assert_int_equal(access("first.csv", R_OK), 0);
	assert_int_equal(chdir(getenv("TANYA_SOURCE")), 0);
}

static void the_home_screen(void **state)
{
	(void)state;
	struct pty *pty = start("questionnaires/first.yaml");
	type(pty, "1Ali<Enter>");
	pty_send(pty, "<C-q><Enter>");
	assert_int_equal(pty_wait(pty), 0);
	pty_free(pty);
	const char *words[] = {NULL};
	assert_int_equal(chdir(getenv("TANYA_SOURCE")), 0);
	pty = pty_start(folder, 24, 80, words);
	assert_true(pty_settle(pty));
	sees(pty, "Go on with");
	sees(pty, "Ali");
	sees(pty, "Pengrajin batik");
	type(pty, "s");
	sees(pty, "What is your name?");
	type(pty, "<C-c>e");
	sees(pty, "no complete interview");
	type(pty, "<C-c>n<C-u>Tester<Enter>");
	sees(pty, "Tester");
	type(pty, "?");
	sees(pty, "Help");
	type(pty, "<C-c>1");
	sees(pty, "What do you make, Ali?");
	type(pty, "<C-q><Enter>");
	sees(pty, "Go on with");
	type(pty, "<Down><Down><Enter>");
	sees(pty, "Whom?");
	sees(pty, "Siti Aminah, Olak Kemang");
	assert_null(strstr(pty_screen(pty), "Danau Teluk")); /* the list's label has no district */
	type(pty, "<Enter>");
	sees(pty, "Pengrajin batik");
	type(pty, "<C-q><Enter>");
	sees(pty, "Lanjutkan"); /* the screen's words stay in the language of the last interview */
	pty_send(pty, "q");
	assert_int_equal(pty_wait(pty), 0);
	pty_free(pty);
}

static const char roster[] = "tanya: 1\nid: roster\nversion: '1'\ntitle: Roster\nsurvey:\n"
                             "  - repeat: workers\n    label: Workers\n    children:\n"
                             "      - {name: who, type: text, label: Who}\n"
                             "      - {name: age, type: integer, label: Age, constraint: . < 120}\n"
                             "      - repeat: tools\n        label: Tools\n        children:\n"
                             "          - {name: tool, type: text, label: Tool}\n"
                             "  - group: views\n    appearance: field-list\n    label: Views\n    children:\n"
                             "      - {name: good, type: select_one yn, label: Good}\n"
                             "      - {name: why, type: text, label: Why, relevant: \"${good} = 'y'\"}\n"
                             "choices:\n  yn: [{name: y, label: Yes}, {name: n, label: No}]\n";

static void rows_and_repeats_within_repeats(void **state)
{
	char path[4096];
	(void)state;
	snprintf(path, sizeof path, "%s/roster.yaml", folder);
	FILE *file = fopen(path, "w");
	fputs(roster, file);
	fclose(file);
	const char *words[] = {"interview", path, NULL};
	struct pty *pty = pty_start(folder, 24, 80, words);
	assert_true(pty_settle(pty));
	sees(pty, "add the first one");
	type(pty, "1");
	sees(pty, "Who");
	type(pty, "Budi<Enter>");
	sees(pty, "Age");
	type(pty, "40<Enter>");
	sees(pty, "Tools");
	type(pty, "1");
	type(pty, "hammer<Enter>");
	sees(pty, "another one");
	type(pty, "2");
	sees(pty, "Workers");
	type(pty, "1");
	type(pty, "Cici<Enter><Esc>c");
	type(pty, "<F6>age<Enter>");
	sees(pty, "Age");
	type(pty, "<Esc>eThe boss<Enter>");
	type(pty, "<Esc>-");
	type(pty, "y");
	type(pty, "<C-z>");
	type(pty, "<F3>");
	sees(pty, "hammer");
	type(pty, "<C-c><F10>");
	sees(pty, "questions are answered");
	type(pty, "<BackTab>");
	sees(pty, "Views");
	type(pty, "1<Enter>");
	sees(pty, "Why");
	type(pty, "because<Enter>");
	sees(pty, "questions are answered");
	pty_send(pty, "<F10>");
	assert_int_equal(pty_wait(pty), 0);
	pty_free(pty);
	assert_non_null(strstr(command_output("verify"), "sound"));
}

static void pause_aside_todo_and_ends(void **state)
{
	(void)state;
	struct pty *pty = start("questionnaires/first.yaml");
	type(pty, "1");
	type(pty, "<Esc>sthe wife<Enter>");
	type(pty, "<BackTab>");
	sees(pty, "the wife");
	type(pty, "<Esc>p");
	sees(pty, "Paused");
	type(pty, "x");
	sees(pty, "What is your name?");
	type(pty, "<F8>");
	sees(pty, "Who answered?");
	type(pty, "1");
	type(pty, "<F5>");
	type(pty, "<Esc>b");
	type(pty, "<Esc><lt>");
	sees(pty, "May I ask");
	type(pty, "<Esc>>");
	type(pty, "<Esc>v");
	type(pty, "<C-s>");
	sees(pty, "saved already");
	type(pty, "<C-l>");
	type(pty, "<F10>");
	sees(pty, "questions are answered");
	type(pty, "<C-q>x");
	sees(pty, "which outcome");
	type(pty, "2");
	pty_send(pty, "rain<Enter>");
	assert_int_equal(pty_wait(pty), 0);
	pty_free(pty);
	assert_non_null(strstr(command_output("list --status closed --format tsv"), "closed"));
	assert_true(in_journal("\"state\":\"refused\",\"by\":\"the wife\""));
	assert_int_equal(chdir(folder), 0);
	command_output("export first --closed");
	assert_int_equal(system("grep -q '^uuid:.*,name,by,the wife,' first.remarks.csv"), 0);
	assert_int_equal(system("! grep -q ',aside,' first.remarks.csv"), 0);
	assert_int_equal(chdir(getenv("TANYA_SOURCE")), 0);
}

/* The five aspects of the batik questionnaire: cut off in the middle of a grid, resumed on the very row. */
static void a_grid_cut_off_and_resumed(void **state)
{
	(void)state;
	struct pty *pty = start("questionnaires/jambi/batik.yaml");
	type(pty, "<Enter>");
	type(pty, "1"); /* once it is seen: what is typed ahead acknowledges nothing */
	usleep(70000); /* sooner, the same key counts as bounced */
	type(pty, "1");
	type(pty, "<F6>equal_deliberation<Enter>");
	sees(pty, "Kesetaraan: seberapa benar bagi Ibu/Bapak?");
	sees(pty, "Tidak  Kurang   Cukup  Sangat");
	sees(pty, "benar   benar   benar   benar");
	type(pty, "3");
	type(pty, "<Right>");
	sees(pty, "Keputusan dimusyawarahkan   ( )     ( )     (x)     ( )");
	sees(pty, "Cara bayar disepakati       ( )    >(x)     ( )     ( )");
	usleep(1300000); /* what is picked and not recorded is in the journal within a second */
	type(pty, "");
	pty_kill(pty, SIGKILL);
	assert_int_equal(pty_wait(pty), 128 + SIGKILL);
	pty_free(pty);
	pty = resume();
	sees(pty, "Keputusan dimusyawarahkan   ( )     ( )     (x)     ( )");
	sees(pty, "Cara bayar disepakati       ( )    >(x)     ( )     ( )");
	pty_resize(pty, 12, 40);
	usleep(30000);
	type(pty, "<F7>");
	sees(pty, "1 Tidak benar  2 Kurang benar");
	sees(pty, ">( ) ( ) ( ) ( )");
	type(pty, "4");
	sees(pty, "Legalitas: seberapa benar");
	pty_send(pty, "<C-q><Enter>");
	assert_int_equal(pty_wait(pty), 0);
	pty_free(pty);
	assert_non_null(strstr(command_output("verify"), "\topen")); /* whole, not finished */
}

/* One letter of an answer changes on the disk: what stands before it can be looked at, and the cure is named. */
static void a_damaged_journal_is_only_looked_at(void **state)
{
	char line[4096];
	(void)state;
	struct pty *pty = start("questionnaires/first.yaml");
	type(pty, "1Siti<Enter>2");
	pty_send(pty, "<C-q><Enter>");
	assert_int_equal(pty_wait(pty), 0);
	pty_free(pty);
	snprintf(line, sizeof line, "sed -i s/Siti/Sita/ %s/interviews/first/*.jsonl", folder);
	assert_int_equal(system(line), 0);
	pty = resume();
	sees(pty, "Read-only: line");
	sees(pty, "`tanya repair");
	assert_false(pty_shows(pty, "every answer is here"));
	sees(pty, "What is your name?");
	type(pty, "<C-q>");
	sees(pty, "Leave the interview?");
	assert_false(pty_shows(pty, "x end it"));
	pty_send(pty, "<Enter>");
	assert_int_equal(pty_wait(pty), 0);
	pty_free(pty);
	snprintf(line, sizeof line, "close $(ls %s/interviews/first | cut -c 1-36) --outcome refused --reason x", folder);
	const char *words = command_output(line);
	assert_non_null(strstr(words, "cannot be changed: line"));
	assert_non_null(strstr(words, "`tanya repair"));
}

/* No file of the program may grow beyond so many bytes: what a full disk is to it. */
static void disk_takes(const struct pty *pty, rlim_t bytes)
{
	const struct rlimit limit = {bytes, RLIM_INFINITY};
	assert_int_equal(prlimit(pty_pid(pty), RLIMIT_FSIZE, &limit, NULL), 0);
}

/* The journal is longer than the disk then takes; a frame, for which memory counts as a file too, is not. */
static struct pty *full_at_the_second_answer(void)
{
	enum { FRAME_MOST = 12 << 10 };
	struct string keys = {0};
	signal(SIGXFSZ, SIG_IGN); /* the program inherits it: the write fails, as on a full disk */
	struct pty *pty = start("questionnaires/first.yaml");
	signal(SIGXFSZ, SIG_DFL);
	string_add_text(&keys, "1<Paste>Siti");
	while (keys.length < FRAME_MOST + 1024)
		string_add_text(&keys, " binti Ahmad");
	string_add_text(&keys, "</Paste><Enter>");
	type(pty, string_text(&keys));
	string_free(&keys);
	disk_takes(pty, FRAME_MOST);
	type(pty, "1");
	sees(pty, "could not be written");
	usleep(100000); /* sooner, the same key counts as bounced */
	return pty;
}

static void a_full_disk_and_another_folder(void **state)
{
	char other[512], words[2048];
	(void)state;
	struct pty *pty = full_at_the_second_answer();
	type(pty, "2");
	sees(pty, "into which folder?");
	type(pty, "<C-c>"); /* back: there is still no room */
	sees(pty, "> 1  try again");
	type(pty, "<Down>");
	sees(pty, "> 2  save all");
	pty_resize(pty, 12, 40);
	usleep(30000);
	type(pty, "<Enter>");
	sees(pty, "into which folder?");
	snprintf(other, sizeof other, "%s/other", folder);
	snprintf(words, sizeof words, "<C-u>%s<Enter>", other);
	type(pty, words);
	sees(pty, "could not be written"); /* there neither */
	type(pty, "2");
	disk_takes(pty, RLIM_INFINITY);
	pty_send(pty, words);
	assert_int_equal(pty_wait(pty), 3);
	assert_non_null(strstr(pty_output(pty), "The whole interview was saved into"));
	pty_free(pty);
	snprintf(words, sizeof words, "--data %s show --format json $(ls %s/interviews/first | cut -c 1-36)", other, other);
	assert_non_null(strstr(command_output(words), "\"value\":\"batik\""));
	assert_non_null(strstr(command_output("verify"), "\topen")); /* here all but the last answer stands, whole */
}

static void a_full_disk_has_room_again(void **state)
{
	(void)state;
	struct pty *pty = full_at_the_second_answer();
	type(pty, "1");
	sees(pty, "could not be written");
	disk_takes(pty, RLIM_INFINITY);
	usleep(100000);
	type(pty, "1");
	sees(pty, "Since when?");
	pty_send(pty, "<C-q><Enter>");
	assert_int_equal(pty_wait(pty), 0);
	pty_free(pty);
	assert_true(in_journal("\"v\":\"batik\""));
	assert_non_null(strstr(command_output("verify"), "\topen"));
}

/* A question whose label fills any screen: it can be answered, read with F1, and says why it stays. */
static void a_label_longer_than_the_screen(void **state)
{
	static const int sizes[][2] = {{24, 80}, {12, 40}, {60, 240}};
	char path[4096];
	(void)state;
	snprintf(path, sizeof path, "%s/long.yaml", folder);
	FILE *file = fopen(path, "w");
	fputs("tanya: 1\nid: long\nversion: '1'\ntitle: Long\nsurvey:\n  - {name: q, type: integer, constraint: . < 9, label: \"", file);
	for (int i = 0; i < 3000; i++)
		fprintf(file, "word%d ", i);
	fputs("END\"}\n", file);
	fclose(file);
	const char *words[] = {"interview", path, NULL};
	struct pty *pty = pty_start(folder, 24, 80, words);
	assert_true(pty_settle(pty));
	type(pty, "50");
	for (unsigned i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		pty_resize(pty, sizes[i][0], sizes[i][1]);
		usleep(30000);
		type(pty, "<Enter>");
		sees(pty, "word0 word1");
		sees(pty, "… F1");
		sees(pty, "\n  50");
		sees(pty, "This answer is not possible");
	}
	type(pty, "<F1>");
	sees(pty, "word0 word1");
	for (int page = 0; page < 100 && !pty_shows(pty, "END"); page++)
		type(pty, "<PgDn>");
	sees(pty, "END");
	pty_free(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_whole_interview, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(cut_off_by_a_kill_and_resumed, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(a_half_typed_remark_survives_a_kill, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(signals_write_draft_and_leave, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(a_closed_terminal_is_survived, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(nothing_recorded_leaves_no_file, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(the_menu_map_and_languages, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(what_an_answer_would_unask, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(where_am_i, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(sizes_and_resizing, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(a_megabyte_pasted, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(the_home_screen, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(an_export_from_home, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(rows_and_repeats_within_repeats, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(pause_aside_todo_and_ends, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(a_grid_cut_off_and_resumed, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(a_damaged_journal_is_only_looked_at, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(a_full_disk_and_another_folder, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(a_full_disk_has_room_again, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(a_label_longer_than_the_screen, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(two_programs_on_one_interview, make_folder, drop_folder),
	};
	return cmocka_run_group_tests_name("pty/journey", tests, NULL, NULL);
}
