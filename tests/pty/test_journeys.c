/* Whole sittings as a person has them: each file of tests/pty/journeys is a test, found by itself; README.md there tells
 * how one is written. The same file is played again with the window resized at each step, and with the program killed
 * after some (TANYA_JOURNEY_KILLS=all: after each) and resumed. All are played side by side: they mostly wait. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "journey.h"

#define AT_ONCE 12
#define KILLS 2

struct played {
	const char *path;
	char *name;
	pid_t pid;
	int result; /* what went wrong is read here */
};

static struct played *all;
static size_t count;

/* ---- in a process of its own ---- */

/* Two of a journey's steps, the same each time. */
static bool is_chosen(const struct journey *journey, size_t step, size_t eligible)
{
	const char *kills = getenv("TANYA_JOURNEY_KILLS");
	uint64_t seed = span_hash(string_span(&journey->path)) + step * 0x9E3779B97F4A7C15u;
	return (kills && strcmp(kills, "all") == 0) || (seed >> 32) % (eligible ? eligible : 1) < KILLS;
}

static bool survives_kills(struct journey *journey, struct string *fault)
{
	size_t eligible = 0;
	for (size_t i = 0; i < journey->count; i++)
		eligible += journey->steps[i].can_be_killed;
	for (size_t i = 0; i < journey->count; i++)
		if (journey->steps[i].can_be_killed && is_chosen(journey, i, eligible) && !journey_play(journey, JOURNEY_KILLED, i, fault))
			return false;
	return true;
}

static bool play(const char *path, struct string *fault)
{
	struct journey journey;
	bool fine = journey_read(&journey, path, fault);
	if (fine && getenv("TANYA_REWRITE")) {
		fine = journey_play(&journey, JOURNEY_REWRITE, 0, fault);
		fine = journey_write(&journey, fault) && fine;
	} else if (fine) {
		fine = journey_play(&journey, JOURNEY_PLAIN, 0, fault) && journey_play(&journey, JOURNEY_RESIZED, 0, fault) &&
		       survives_kills(&journey, fault);
	}
	journey_free(&journey);
	return fine;
}

static void play_apart(const char *path, int turns[2], int result)
{
	struct string fault = {0};
	char turn;
	if (read(turns[0], &turn, 1) == 1 && !play(path, &fault) && write(result, fault.data, fault.length) < 0)
		perror(path);
	if (write(turns[1], &turn, 1) != 1)
		perror(path);
	exit(0);
}

/* ---- side by side ---- */

static int begin_all(void **state)
{
	static const char turn[AT_ONCE];
	int turns[2];
	(void)state;
	if (pipe(turns) != 0 || write(turns[1], turn, AT_ONCE) != AT_ONCE)
		return 1;
	for (size_t i = 0; i < count; i++) {
		FILE *result = tmpfile();
		all[i].result = dup(fileno(result));
		fclose(result);
		all[i].pid = fork();
		if (all[i].pid == 0)
			play_apart(all[i].path, turns, all[i].result);
	}
	return 0;
}

static void test_journey(void **state)
{
	struct played *played = *state;
	struct string fault = {0};
	char block[4096];
	int status = -1;
	waitpid(played->pid, &status, 0);
	lseek(played->result, 0, SEEK_SET);
	for (ssize_t got; (got = read(played->result, block, sizeof block)) > 0;)
		string_add(&fault, (struct span){block, (size_t)got});
	if (fault.length || status != 0)
		fail_msg("%sstatus %d", string_text(&fault), status);
}

/* ---- the files ---- */

static char *name_of(const char *path)
{
	struct string name = {0};
	const char *base = strrchr(path, '/') + 1;
	string_add(&name, (struct span){base, strlen(base) - strlen(".txt")});
	return name.data;
}

static void find_all(glob_t *found)
{
	const char *only = getenv("TANYA_JOURNEY");
	struct string pattern = {0};
	string_format(&pattern, "%s/tests/pty/journeys/*%s*.txt", getenv("TANYA_SOURCE"), only ? only : "");
	glob(string_text(&pattern), 0, NULL, found);
	string_free(&pattern);
	count = found->gl_pathc;
	all = memory_alloc((count + 1) * sizeof *all);
	for (size_t i = 0; i < count; i++)
		all[i] = (struct played){.path = found->gl_pathv[i], .name = name_of(found->gl_pathv[i])};
}

int main(void)
{
	glob_t found;
	find_all(&found);
	struct CMUnitTest *tests = memory_alloc((count + 1) * sizeof *tests);
	for (size_t i = 0; i < count; i++)
		tests[i] = (struct CMUnitTest){.name = all[i].name, .test_func = test_journey, .initial_state = &all[i]};
	int failed = _cmocka_run_group_tests("pty/journeys", tests, count, begin_all, NULL);
	for (size_t i = 0; i < count; i++) {
		close(all[i].result);
		memory_free(all[i].name);
	}
	globfree(&found);
	memory_free(tests);
	memory_free(all);
	return failed;
}
