/* Random but seeded events on a questionnaire, and the interview that takes them. */
#ifndef TANYA_TESTS_STORM_H
#define TANYA_TESTS_STORM_H

#include "tanya/interview.h"
#include "tanya/questionnaire.h"

struct storm {
	const struct questionnaire *questionnaire;
	struct interview *interview;
	struct arena *arena; /* of the recorded events */
	struct event *events;
	size_t count, capacity;
	uint64_t seed, drawn;
	struct moment now;
	int64_t ms;
	bool has_chance; /* something reads chance, the clock or the time taken */
};

/* A questionnaire from the disk; faults fail the test. NULL: the file is an include, no form. */
struct questionnaire *storm_load(const char *path);
void storm_open(struct storm *storm, const struct questionnaire *questionnaire, uint64_t seed); /* with its `open` */
void storm_close(struct storm *storm);
uint32_t storm_draw(struct storm *storm, uint32_t below);
/* A random event, with n, at and ms. False: none this time. Texts live in the storm's arena. */
bool storm_event(struct storm *storm, struct event *event);
/* A random answer for the question, of its type nearly always. False: none this time. */
bool storm_answer(struct storm *storm, struct cell cell, struct answer *answer);
/* The case in this row of the form's list, as the command line takes it; the key is its first column. */
void storm_case(struct storm *storm, uint32_t row, struct event *event);
void storm_stamp(struct storm *storm, struct event *event);
void storm_record(struct storm *storm, const struct event *event);
void storm_look(struct storm *storm); /* reads all that can be read: words, points, steps, choices */
void storm_show(struct storm *storm); /* the events so far, for a failure */

#endif
