/* Storms of keys: seeded random bytes, waits and sizes through decoder, screen and sitting, as the stage of commands/ has them,
 * without a terminal. What they meet is recorded in a real journal in a folder of its own; nothing is synced. */
#ifndef TANYA_TESTS_KEYSTORM_H
#define TANYA_TESTS_KEYSTORM_H

#include "tanya/base.h"

enum keystorm_kind { STORM_BYTES, STORM_WAIT, STORM_SIZE };
struct keystorm_step {
	enum keystorm_kind kind;
	struct span bytes;  /* whole keys, or what is none */
	int64_t ms;         /* before it */
	int rows, columns;
};
struct keystorm {
	const char *form; /* path of a questionnaire */
	uint64_t seed;
	struct keystorm_step *steps;
	size_t count, check_every; /* steps between looks at the journal */
	struct arena *arena;
};
/* The steps do not depend on what the screen shows, so that any of them can be left out. */
void keystorm_draw(struct keystorm *storm, const char *form, uint64_t seed, size_t count);
void keystorm_free(struct keystorm *storm);
void keystorm_print(const struct keystorm *storm, struct string *out); /* as a script that a person can type */

struct keystorm_result {
	size_t done;         /* steps, the failing one included */
	struct string fault; /* empty: all held */
	size_t interviews, resumed, finished, events, paints;
	double slowest, median; /* processor seconds a step: painting, engine and journal */
	size_t slowest_step;
};
/* Plays it. After each step a page is painted and looked at; now and then, at each end, and last of all the journal is
 * held against the live interview and a screen on what it replays to against the live one. */
void keystorm_run(const struct keystorm *storm, struct keystorm_result *result);
void keystorm_result_free(struct keystorm_result *result);
/* Runs it; when it fails, looks for a short script that fails too, prints seed and script and fails the test. */
struct keystorm_totals {
	size_t storms, keys, interviews, resumed, finished, events, paints;
};
void keystorm_test(const char *form, uint64_t seed, size_t count, struct keystorm_totals *totals);

#endif
