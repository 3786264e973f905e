/* Sittings on a real pty that no file of journeys/ can tell: a full disk, two programs, a megabyte pasted. */
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
		cmocka_unit_test_setup_teardown(a_megabyte_pasted, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(a_full_disk_and_another_folder, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(a_full_disk_has_room_again, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(a_label_longer_than_the_screen, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(two_programs_on_one_interview, make_folder, drop_folder),
	};
	return cmocka_run_group_tests_name("pty/journey", tests, NULL, NULL);
}
