/* Plain mode on a real terminal that can do nothing but lines: TERM=dumb, or none. Nothing but text is sent to it, and what is
 * typed is no more lost than on a drawn screen. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "place.h"
#include "pty.h"

#define PROMPT_US 10000000L
#define PIECE_US 20000L

static const char form[] =
	"tanya: 1\nid: plain\nversion: '1'\ntitle: Plain\nchoices:\n  yes_no:\n    - {name: 'yes', label: Yes}\n    - {name: 'no', label: No}\n"
	"survey:\n"
	"  - {name: agrees, type: select_one yes_no, label: May I ask?, required: true}\n"
	"  - name: age\n    type: integer\n    label: How old?\n    check: [{test: . < 90, message: That is old}]\n"
	"  - {name: secret, type: text, label: The password?, appearance: masked}\n"
	"  - {name: story, type: text, label: What happened?, appearance: multiline}\n";

struct world {
	char *folder;
	struct string form, data, journal;
	const char *term;
	struct pty *pty;
	size_t seen; /* of the output, up to the last prompt */
};

static struct world world;

static int begin(void **state)
{
	world = (struct world){.folder = pty_make_folder(), .term = *state ? *state : "TERM=dumb"};
	string_format(&world.form, "%s/plain.yaml", world.folder);
	string_format(&world.data, "%s/data", world.folder);
	place_write(string_text(&world.form), span_of(form));
	return 0;
}

static int end(void **state)
{
	(void)state;
	pty_free(world.pty);
	string_free(&world.form);
	string_free(&world.data);
	string_free(&world.journal);
	pty_remove_folder(world.folder);
	return 0;
}

/* ---- lines ---- */

static const char *output(void)
{
	return pty_output(world.pty) + world.seen;
}

static void await(const char *text)
{
	for (long waited = 0; waited < PROMPT_US; waited += PIECE_US) {
		const char *said = output();
		size_t length = strlen(said);
		if (strstr(said, text) && length > 2 && strcmp(said + length - 2, "> ") == 0)
			return;
		pty_answered(world.pty, PIECE_US);
	}
	fail_msg("not said: %s\n%s", text, output());
}

static void start(const char *const *words, const char *text)
{
	const char *environment[] = {world.term, NULL};
	const struct pty_setting setting = {.data = string_text(&world.data), .folder = world.folder, .environment = environment, .rows = 24, .columns = 80};
	pty_free(world.pty);
	world.seen = 0;
	world.pty = pty_start_in(&setting, words);
	await(text);
}

/* Types this script and waits for these words, and a prompt behind them. */
static void type(const char *script, const char *text)
{
	world.seen = strlen(pty_output(world.pty));
	pty_send(world.pty, script);
	await(text);
}

static void begin_interview(void)
{
	start((const char *[]){"--plain", "interview", string_text(&world.form), NULL}, "May I ask?");
}

static void resume(const char *text)
{
	start((const char *[]){"resume", "--plain", NULL}, text);
}

static void ends(int status)
{
	assert_int_equal(pty_wait(world.pty), status);
}

static void is_text(void)
{
	const char *bytes = pty_output(world.pty);
	for (size_t i = 0; bytes[i]; i++)
		if (((unsigned char)bytes[i] < 0x20 && bytes[i] != '\r' && bytes[i] != '\n') || bytes[i] == 0x7f)
			fail_msg("%02x is sent to the terminal behind: %.*s", bytes[i], (int)i, bytes);
}

static void journal_has(const char *text)
{
	glob_t found;
	struct string pattern = {0};
	string_format(&pattern, "%s/interviews/plain/*.jsonl", string_text(&world.data));
	glob(string_text(&pattern), 0, NULL, &found);
	assert_int_equal(found.gl_pathc, 1);
	string_clear(&world.journal);
	place_read(found.gl_pathv[0], &world.journal);
	globfree(&found);
	string_free(&pattern);
	if (!strstr(string_text(&world.journal), text))
		fail_msg("not in the journal: %s\n%s", text, string_text(&world.journal));
}

/* ---- whole interviews ---- */

static void test_whole(void **state)
{
	(void)state;
	begin_interview();
	type("1<Enter>", "How old?");
	type("34<Enter>", "The password?");
	type("sesame<Enter>", "What happened?");
	assert_null(strstr(pty_output(world.pty), "sesame"));
	type("Nothing<Enter>much<Enter>.<Enter>", "f completes");
	pty_send(world.pty, "f<Enter>");
	ends(0);
	is_text();
	journal_has("\"v\":\"Nothing\\nmuch\"");
	journal_has("\"v\":\"sesame\"");
	journal_has("\"do\":\"complete\"");
}

/* What was said is on the disk, also when nothing could be done any more. */
static void test_killed(void **state)
{
	(void)state;
	begin_interview();
	type("1<Enter>", "How old?");
	pty_kill(world.pty, SIGKILL);
	ends(128 + SIGKILL);
	journal_has("\"q\":\"agrees\",\"v\":\"yes\"");
	resume("How old?");
	type("<lt><Enter>", "Answer: Yes");
	type(":g 9<Enter>", "no question fits");
	type(":g story<Enter>", "What happened?");
	type("Rain<Enter>", "> ");
	for (long waited = 0; waited < 1500000; waited += PIECE_US)
		pty_answered(world.pty, PIECE_US); /* a draft is written within a second */
	pty_kill(world.pty, SIGKILL);
	ends(128 + SIGKILL);
	resume("Rain");
	type("and flood<Enter>.<Enter>", "f completes");
	journal_has("\"v\":\"Rain\\nand flood\"");
	pty_send(world.pty, "<C-d>");
	ends(0);
	is_text();
}

/* ---- ends ---- */

static void test_half_a_line_and_sigterm(void **state)
{
	(void)state;
	begin_interview();
	type("1<Enter>", "How old?");
	pty_send(world.pty, "3");
	pty_answered(world.pty, 200000);
	pty_kill(world.pty, SIGTERM);
	ends(128 + SIGTERM);
	journal_has("\"do\":\"leave\",\"why\":\"signal\"");
	resume("Typed, not recorded: 3");
	type("<Enter>", "The password?");
	journal_has("\"q\":\"age\",\"v\":3");
}

static void test_end_of_file(void **state)
{
	(void)state;
	begin_interview();
	type("1<Enter>", "How old?");
	pty_send(world.pty, "<C-d>");
	ends(0);
	journal_has("\"do\":\"leave\",\"why\":\"later\"");
	assert_non_null(strstr(pty_output(world.pty), "tanya resume goes on"));
}

static void test_hung_up(void **state)
{
	(void)state;
	begin_interview();
	type("1<Enter>", "How old?");
	pty_hang_up(world.pty);
	ends(128 + SIGHUP);
	journal_has("\"do\":\"leave\"");
	resume("How old?");
}

static void test_nothing_recorded(void **state)
{
	(void)state;
	begin_interview();
	pty_send(world.pty, "<C-d>");
	ends(0);
	assert_non_null(strstr(pty_output(world.pty), "no interview was kept"));
}

/* ---- keys that a line does not end with ---- */

static void test_control_c(void **state)
{
	(void)state;
	begin_interview();
	type("1<Enter>", "How old?");
	type("3<C-c>", "Menu");
	type("<C-c>", "Typed, not recorded: 3");
	type("<C-z><Enter>", "What was typed is taken back");
	type("34<Enter>", "The password?");
}

/* Lines that were typed ahead of a dialog are not for it. */
static void test_type_ahead(void **state)
{
	(void)state;
	begin_interview();
	type("1<Enter>95<Enter>1<Enter>2<Enter>", "That is old");
	pty_answered(world.pty, 300000);
	assert_null(strstr(output(), "password"));
	type("2<Enter>", "The password?");
	journal_has("\"reason\":\"estimate\"");
}

static void test_stopped(void **state)
{
	(void)state;
	begin_interview();
	type("1<Enter>", "How old?");
	world.seen = strlen(pty_output(world.pty));
	pty_kill(world.pty, SIGSTOP);
	pty_kill(world.pty, SIGCONT);
	await("How old?");
	type("34<Enter>", "The password?");
}

static void test_home(void **state)
{
	(void)state;
	start((const char *[]){"--plain", NULL}, "1 Plain  ");
	type("1<Enter>", "May I ask?");
	type("yes<Enter>", "How old?");
	type(":q<Enter>", "Leave the interview?");
	type("<Enter>", "Go on with");
	type("s 1<Enter>", "May I ask?");
	type("7<Enter>", "not in the list");
	type("1<Enter>", "How old?");
	pty_send(world.pty, "<C-d>");
	await("n who types");
	pty_send(world.pty, "q<Enter>");
	ends(0);
	is_text();
}

#define PLAIN_TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
	static char unset[] = "TERM=", unknown[] = "TERM=teletype-33-asr";
	const struct CMUnitTest tests[] = {
		PLAIN_TEST(test_whole),
		{"test_whole_without_TERM", test_whole, begin, end, unset},
		{"test_whole_with_an_unknown_TERM", test_whole, begin, end, unknown},
		PLAIN_TEST(test_killed),
		PLAIN_TEST(test_half_a_line_and_sigterm),
		PLAIN_TEST(test_end_of_file),
		PLAIN_TEST(test_hung_up),
		PLAIN_TEST(test_nothing_recorded),
		PLAIN_TEST(test_control_c),
		PLAIN_TEST(test_type_ahead),
		PLAIN_TEST(test_stopped),
		PLAIN_TEST(test_home),
	};
	return cmocka_run_group_tests_name("pty/plain", tests, NULL, NULL);
}
