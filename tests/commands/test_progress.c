/* The line that tells how far long work has come: when it speaks, what it leaves behind, which commands show it. */
#include <pty.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "place.h"
#include "progress.h"
#include "sample_journal.h"
#include "tanya/commands.h"
#include "tanya/system.h"

PLACE_FIXTURES(sample_yaml)

/* ---- a clock of our own ---- */

static struct system_calls calls;
static int64_t now_ms, tick_ms;
static unsigned looked;

static int our_clock(clockid_t clock, struct timespec *time)
{
	if (clock != CLOCK_BOOTTIME)
		return system_real.clock(clock, time);
	looked++;
	now_ms += tick_ms;
	*time = (struct timespec){.tv_sec = now_ms / 1000, .tv_nsec = now_ms % 1000 * 1000000};
	return 0;
}

static void use_our_clock(int64_t start_ms, int64_t each_ms)
{
	calls = system_real;
	calls.clock = our_clock;
	now_ms = start_ms;
	tick_ms = each_ms;
	looked = 0;
	system_use(&calls);
}

/* ---- the line ---- */

struct step {
	int64_t ms;       /* since the work began */
	size_t done, all; /* both 0: the line is hidden */
	const char *wrote;
};

static void written(const struct step *steps, size_t count)
{
	char *bytes = NULL;
	size_t length = 0, before = 0;
	FILE *stream = open_memstream(&bytes, &length);
	struct progress_line line;
	use_our_clock(77000, 0);
	progress_begin(&line, "interviews", stream);
	for (size_t i = 0; i < count; i++) {
		now_ms = 77000 + steps[i].ms;
		if (steps[i].done)
			progress_step(&line.progress, steps[i].done, steps[i].all);
		else
			progress_hide(&line);
		fflush(stream);
		assert_string_equal(bytes + before, steps[i].wrote);
		before = length;
	}
	fclose(stream);
	free(bytes);
	system_use(NULL);
}
#define WRITTEN(...) written((const struct step[]){__VA_ARGS__}, sizeof((const struct step[]){__VA_ARGS__}) / sizeof(struct step))

static void silent_up_to_a_second(void **state)
{
	(void)state;
	WRITTEN({0, 1, 9, ""}, {500, 2, 9, ""}, {999, 3, 9, ""}, {1000, 4, 9, "\r4 of 9 interviews"});
	WRITTEN({999, 8, 9, ""}, {999, 9, 9, ""}, {5000, 0, 0, ""});
}

static void five_times_a_second(void **state)
{
	(void)state;
	WRITTEN({1300, 4, 900, "\r4 of 900 interviews"}, {1301, 5, 900, ""}, {1499, 6, 900, ""}, {1500, 7, 900, "\r7 of 900 interviews"},
		{9000, 899, 900, "\r899 of 900 interviews"});
}

static void leaves_nothing_behind(void **state)
{
	(void)state;
	WRITTEN({1000, 12, 0, "\r12 interviews"}, {1100, 0, 0, "\r             \r"}, {1200, 0, 0, ""}, {1200, 13, 0, "\r13 interviews"});
	WRITTEN({1000, 100, 100, "\r100 of 100 interviews"}, {1200, 1, 5, "\r1 of 5 interviews    "}, {1300, 0, 0, "\r                 \r"});
}

static void silent_without_a_terminal(void **state)
{
	(void)state;
	struct progress_line line;
	use_our_clock(0, 5000);
	progress_begin(&line, "interviews", NULL);
	progress_step(&line.progress, 1, 2);
	progress_hide(&line);
	assert_int_equal(looked, 0);
	system_use(NULL);
	progress_step(NULL, 1, 2); /* and where nobody looks */
}

/* ---- the commands ---- */

static void three_interviews(void)
{
	for (int i = 0; i < 3; i++) {
		struct sitting *sitting = place_start(&place);
		place_answer(sitting, "age", "37");
		assert_true(sitting_complete(sitting, &place.faults));
		sitting_free(sitting);
	}
}

#define WORDS_MOST 8

/* What a command writes to a terminal when each look at the clock takes a second. Its stdout is a file. */
static int on_terminal(const char *const *words, int count, int64_t each_ms, struct string *out)
{
	int terminal, status = -1;
	pid_t pid = forkpty(&terminal, NULL, NULL, NULL);
	if (pid == 0) {
		if (!freopen("/dev/null", "w", stdout))
			_exit(99);
		char *own[WORDS_MOST];
		memcpy(own, words, sizeof own);
		use_our_clock(1000, each_ms);
		_exit(run_tanya(count, own));
	}
	assert_true(pid > 0);
	char bytes[512];
	for (ssize_t got; (got = read(terminal, bytes, sizeof bytes)) > 0;)
		string_add(out, (struct span){bytes, (size_t)got});
	assert_int_equal(waitpid(pid, &status, 0), pid);
	close(terminal);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* To the line's beginning, other than for a new line. */
static bool goes_back(const char *text)
{
	for (const char *at = text; (at = strchr(at, '\r')); at++)
		if (at[1] != '\n')
			return true;
	return false;
}

static void shown_by_commands(void **state)
{
	(void)state;
	struct string rows = {0}, results = {0};
	three_interviews();
	string_format(&rows, "%s/rows.csv", string_text(&place.folder));
	string_format(&results, "%s/results", string_text(&place.folder));
	place_write(string_text(&rows), SPAN("age\n38\nnonsense\n39\n"));
	const char *data = string_text(&place.data), *form = string_text(&place.form), *csv = string_text(&rows), *output = string_text(&results);
	const struct {
		const char *words[WORDS_MOST];
		int count, status;
		const char *shown, *also;
	} cases[] = {
		{{"tanya", "--data", data, "list"}, 4, 0, "\r3 of 3 interviews", "\r                 \r"},
		{{"tanya", "--data", data, "verify"}, 4, 0, "\r3 of 3 interviews", "\r                 \r"},
		{{"tanya", "--data", data, "export", "sample", "--output", output}, 7, 0, "\r3 of 3 interviews", "\r                 \r"},
		{{"tanya", "--data", data, "fill", form, "--from", csv}, 7, 1, "\r2 rows", "\r      \r"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct string quick = {0}, slow = {0};
		assert_int_equal(on_terminal(cases[i].words, cases[i].count, 0, &quick), cases[i].status);
		assert_false(goes_back(string_text(&quick)));
		assert_int_equal(on_terminal(cases[i].words, cases[i].count, 1000, &slow), cases[i].status);
		if (!strstr(string_text(&slow), cases[i].shown) || !strstr(string_text(&slow), cases[i].also))
			fail_msg("%s shows: %s", cases[i].words[3], string_text(&slow));
		string_free(&quick);
		string_free(&slow);
	}
	string_free(&rows);
	string_free(&results);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(silent_up_to_a_second),
		cmocka_unit_test(five_times_a_second),
		cmocka_unit_test(leaves_nothing_behind),
		cmocka_unit_test(silent_without_a_terminal),
		cmocka_unit_test_setup_teardown(shown_by_commands, fresh, clean),
	};
	return cmocka_run_group_tests_name("commands/progress", tests, NULL, NULL);
}
