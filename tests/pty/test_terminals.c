/* The program on terminals of many kinds, sizes and states: what it shows there, and how it gives them back. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>

#include <cmocka.h>

#include "place.h"
#include "pty.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static char *folder, program[4096];

static int make_folder(void **state)
{
	(void)state;
	folder = pty_make_folder();
	snprintf(program, sizeof program, "%s", getenv("TANYA_PROGRAM"));
	return 0;
}

static int drop_folder(void **state)
{
	(void)state;
	setenv("TANYA_PROGRAM", program, 1);
	pty_remove_folder(folder);
	return 0;
}

static struct pty *begin(int rows, int columns)
{
	char form[4096];
	snprintf(form, sizeof form, "%s/questionnaires/first.yaml", getenv("TANYA_SOURCE"));
	const char *words[] = {"interview", form, NULL};
	struct pty *pty = pty_start(folder, rows, columns, words);
	if (!pty_settle(pty))
		fail_msg("it did not paint: %s", pty_output(pty));
	return pty;
}

/* The program between lines of a shell script, which then tells the terminal's mode in the file `mode`. */
static struct pty *begin_between(const char *before)
{
	struct string script = {0}, path = {0};
	string_format(&script, "#!/bin/sh\n%s\n'%s' \"$@\"\nstatus=$?\nstty -a >'%s/mode'\nexit $status\n", before, program, folder);
	string_format(&path, "%s/between", folder);
	place_write(string_text(&path), string_span(&script));
	chmod(string_text(&path), 0700);
	setenv("TANYA_PROGRAM", string_text(&path), 1);
	string_free(&script);
	string_free(&path);
	return begin(24, 80);
}

static void sees(struct pty *pty, const char *text)
{
	if (!pty_shows(pty, text))
		fail_msg("not on screen: %s\n%s", text, pty_screen(pty));
}

static void type(struct pty *pty, const char *keys)
{
	if (!pty_type(pty, keys))
		fail_msg("no answer after %s:\n%s", keys, pty_screen(pty));
}

static void leave(struct pty *pty)
{
	type(pty, "<C-q>");
	sees(pty, "Leave the interview?");
	pty_send(pty, "<Enter>");
	assert_int_equal(pty_wait(pty), 0);
}

static void mode_has(const char *word, bool wanted)
{
	struct string path = {0}, mode = {0}, word_alone = {0};
	string_format(&path, "%s/mode", folder);
	string_format(&word_alone, " %s", word);
	place_read(string_text(&path), &mode);
	for (size_t i = 0; i < mode.length; i++)
		mode.data[i] = mode.data[i] == '\n' ? ' ' : mode.data[i];
	if ((strstr(string_text(&mode), string_text(&word_alone)) != NULL) != wanted)
		fail_msg("%s%s: %s", wanted ? "" : "not wanted: ", word, string_text(&mode));
	string_free(&path);
	string_free(&mode);
	string_free(&word_alone);
}

/* As a program that was killed under a shell without job control leaves it. */
static void a_raw_terminal_is_given_back_sane(void **state)
{
	static const char *const wanted[] = {"icanon", "echo", "isig", "icrnl", "opost", "onlcr"};
	(void)state;
	struct pty *pty = begin_between("stty raw -echo");
	type(pty, "1Ali<Enter>");
	leave(pty);
	pty_free(pty);
	for (size_t i = 0; i < COUNT(wanted); i++)
		mode_has(wanted[i], true);
}

static void own_settings_are_given_back(void **state)
{
	(void)state;
	struct pty *pty = begin_between("stty -ixon -echoe -isig");
	leave(pty);
	pty_free(pty);
	mode_has("-ixon", true);
	mode_has("-echoe", true);
	mode_has("-isig", true);
	mode_has("icanon", true);
}

static bool sends_colour(struct pty *pty)
{
	return strstr(pty_output(pty), "31m") != NULL;
}

/* A refused number is told in red where there is red, and on every kind of terminal. */
static void every_kind(void **state)
{
	static const struct {
		const char *before;
		bool colours;
	} kinds[] = {
		{"export TERM=xterm", true},
		{"export TERM=xterm-256color", true},
		{"export TERM=linux", true},
		{"export TERM=screen", true},
		{"export TERM=tmux", true},
		{"export TERM=rxvt", true},
		{"export TERM=vt100", false},
		{"export TERM=vt220", false},
		{"export TERM=xterm-mono", false},
		{"export TERM=xterm NO_COLOR=1", false},
		{"export TERM=xterm NO_COLOR=", true},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		struct pty *pty = begin_between(kinds[i].before);
		type(pty, "1Ali<Enter>");
		sees(pty, "What do you make, Ali?");
		type(pty, "<F6>workers<Enter>");
		sees(pty, "How many people");
		type(pty, "0<Enter>");
		sees(pty, "at least 1");
		if (sends_colour(pty) != kinds[i].colours)
			fail_msg("%s: colours %s", kinds[i].before, kinds[i].colours ? "wanted" : "not wanted");
		leave(pty);
		pty_free(pty);
	}
}

/* Ctrl-Z is undo; who sends SIGTSTP otherwise is not heard either. Ctrl-S and Ctrl-Q are keys. */
static void nothing_stops_it(void **state)
{
	(void)state;
	struct pty *pty = begin(24, 80);
	type(pty, "1Ali<Enter>");
	pty_kill(pty, SIGTSTP);
	type(pty, "<C-z>");
	sees(pty, "What is your name?");
	type(pty, "<C-s>");
	sees(pty, "saved already");
	leave(pty);
	pty_free(pty);
}

/* Stopped from outside, the terminal used by others, then continued: raw again, painted anew. */
static void continued_after_a_stop(void **state)
{
	struct termios mode;
	(void)state;
	struct pty *pty = begin(24, 80);
	type(pty, "1Al");
	pty_kill(pty, SIGSTOP);
	assert_int_equal(tcgetattr(pty_fd(pty), &mode), 0);
	assert_false(mode.c_lflag & ICANON);
	mode.c_lflag |= ICANON | ECHO | ISIG;
	assert_int_equal(tcsetattr(pty_fd(pty), TCSANOW, &mode), 0);
	size_t before = strlen(pty_output(pty));
	pty_kill(pty, SIGCONT);
	for (int i = 0; i < 500 && strlen(pty_output(pty)) == before; i++)
		pty_answered(pty, 10000);
	type(pty, "i");
	assert_non_null(strstr(pty_output(pty) + before, "What is your name?"));
	assert_int_equal(tcgetattr(pty_fd(pty), &mode), 0);
	assert_false(mode.c_lflag & (ICANON | ECHO | ISIG));
	sees(pty, "Ali");
	leave(pty);
	pty_free(pty);
}

static void odd_sizes_at_start(void **state)
{
	static const int sizes[][2] = {{12, 40}, {60, 240}, {8, 30}, {1, 1}, {300, 1000}};
	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		struct pty *pty = begin(sizes[i][0], sizes[i][1]);
		type(pty, "x");
		if (sizes[i][0] >= 8)
			sees(pty, "May I ask");
		pty_resize(pty, 24, 80);
		type(pty, "");
		type(pty, "");
		sees(pty, "May I ask you nine questions?");
		leave(pty);
		pty_free(pty);
	}
}

/* Sizes that change in the middle of everything, without a wait. */
static void a_storm_of_sizes(void **state)
{
	static const char *const keys[] = {"<F3>", "<C-c>", "<Esc>h", "<PgDn>", "<F4>", "abc", "<C-c>", "<Down>", "<F6>", "<C-c>", "<Esc>v", "<PgUp>"};
	unsigned seed = 11;
	(void)state;
	struct pty *pty = begin(24, 80);
	type(pty, "1");
	for (int i = 0; i < 300; i++) {
		seed = seed * 1103515245u + 12345u;
		pty_resize(pty, 1 + (int)(seed >> 16) % 60, 1 + (int)(seed >> 8) % 200);
		pty_send(pty, keys[(seed >> 20) % COUNT(keys)]);
	}
	pty_resize(pty, 24, 80);
	type(pty, "<C-c>");
	type(pty, "<C-c>");
	sees(pty, " My first interview");
	sees(pty, "\n──────────");
	sees(pty, "Esc ");
	pty_kill(pty, SIGTERM);
	assert_int_equal(pty_wait(pty), 128 + SIGTERM);
	pty_free(pty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_raw_terminal_is_given_back_sane, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(own_settings_are_given_back, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(every_kind, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(nothing_stops_it, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(continued_after_a_stop, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(odd_sizes_at_start, make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(a_storm_of_sizes, make_folder, drop_folder),
	};
	return cmocka_run_group_tests_name("pty/terminals", tests, NULL, NULL);
}
