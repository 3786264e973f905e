/* A folder of its own for a test: a form in it, a data directory, and sittings on them. */
#ifndef TANYA_TESTS_PLACE_H
#define TANYA_TESTS_PLACE_H

#include "tanya/sitting.h"

struct place_of_work {
	struct string folder, form, data;
	struct store *store;
	struct questionnaire *questionnaire;
	struct diagnostics faults;
	struct entries entries; /* of place_entry, and for tests that list */
};

/* Makes the folder, writes the form, opens the store. A failure fails the test. */
void place_make(struct place_of_work *place, const char *yaml);
void place_remove(struct place_of_work *place); /* the folder with all that is in it; system calls are real again */
void place_again(struct place_of_work *place);  /* another store on the same directory, as another program has it */
void place_clear(struct place_of_work *place);  /* no data directory any more */
struct sitting_options place_options(void);
struct sitting *place_start(struct place_of_work *place);
/* Does one event; a refusal fails the test. */
void place_do(struct sitting *sitting, struct event event);
void place_answer(struct sitting *sitting, const char *path, const char *text);
/* The only interview there is, listed anew. NULL when there is none. */
struct entry *place_entry(struct place_of_work *place);
void place_read(const char *path, struct string *out); /* past the table of system calls */
void place_write(const char *path, struct span bytes);
unsigned place_count(const char *folder); /* files below it, folders not counted */
bool place_has(
	const struct place_of_work *place, const char *part); /* a file below the data directory whose path holds `part` */

/* A suite's place, with fixtures for each test: `fresh` makes it with this form, `clean` removes it. */
#define PLACE_FIXTURES(yaml) \
	static struct place_of_work place; \
	static int fresh(void **state) \
	{ \
		(void)state; \
		place_make(&place, yaml); \
		return 0; \
	} \
	static int clean(void **state) \
	{ \
		(void)state; \
		place_remove(&place); \
		return 0; \
	}

#endif
