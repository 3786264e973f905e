/* Pages as they are seen, kept as files that a person reads: FOLDER/NAME.txt holds one in three sizes, and in Indonesian
 * where that differs. TANYA_REWRITE=1 writes the files anew, and fails: they are to be read before they are believed. */
#ifndef TANYA_TESTS_PAGES_H
#define TANYA_TESTS_PAGES_H

#include "play.h"

struct shown {
	const char *name, *keys; /* typed at 80x24; then the window changes its size */
	void (*open)(struct play *play, const char *language); /* NULL: an interview of the folder's form.yaml */
	void (*event)(struct play *play); /* what comes from outside; NULL: nothing */
	const char *way_out;              /* in the bottom line; NULL: none is owed */
	bool own;                         /* all words are the program's: none may be cut */
};

struct album {
	const char *suite, *folder; /* below the source */
	const struct shown *shown;
	size_t count;
	bool folds; /* many empty rows are told as one line */
};

/* A test for each page; what main returns. */
int pages_run(const struct album *album);

#endif
