/* A journey: what a person types and sees, as a file that a person reads (tests/pty/journeys/README.md tells how it is
 * written). Reading it, printing it anew, playing it on a pty. */
#ifndef TANYA_TESTS_JOURNEY_H
#define TANYA_TESTS_JOURNEY_H

#include "tanya/base.h"

struct journey_step {
	struct string before; /* comments and empty lines above it, as they stand */
	struct string word;   /* "keys", "$"; "" at the end of the file */
	struct string rest;   /* of its line */
	struct string text;   /* the lines below it that begin with `|`, without that */
	unsigned line;
	bool can_be_killed;   /* an interview is open and recorded then; known once it was played */
};

struct journey {
	struct string path;
	struct journey_step *steps; /* the last one has no word */
	size_t count, capacity;
};

/* Both false with *fault. */
bool journey_read(struct journey *journey, const char *path, struct string *fault);
bool journey_write(const struct journey *journey, struct string *fault); /* where it differs from what stands */
void journey_free(struct journey *journey);

enum journey_pass {
	JOURNEY_PLAIN,   /* each screen is as the file says */
	JOURNEY_REWRITE, /* each screen goes into the journey */
	JOURNEY_RESIZED, /* and at each the window is small, wide, too small, of no size, and back: the screen is the same again */
	JOURNEY_KILLED,  /* up to step `last`; then it is killed and resumed, and the same page must stand there */
};
/* False with what went wrong, and where. */
bool journey_play(struct journey *journey, enum journey_pass pass, size_t last, struct string *fault);

/* What differs from run to run, in the same width: times, IDs; `folder` becomes a dot. */
void journey_mask(struct string *text, const char *folder);

#endif
