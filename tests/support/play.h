/* A whole screen without a terminal: keys in; a grid as text and what was told out, over an interview in memory. */
#ifndef TANYA_TESTS_PLAY_H
#define TANYA_TESTS_PLAY_H

#include "form.h"
#include "keys.h"

#define SPAN_OF(literal) {(literal), sizeof(literal) - 1} /* SPAN where the compiler wants a constant */

struct play {
	struct form form;
	const char *language; /* of the interview when it is opened; NULL: the form's */
	struct screen *screen;
	struct grid grid;
	struct string told; /* since play_hush, a line each: "answer age 12", "draft remark(age) 0 0 lou", "leave" */
	struct string text; /* of play_screen */
	struct string typed; /* all keys, for what a failing test says */
	const struct span *outer, *inner; /* names that lie in the folder, and in each folder there; ended by an empty one */
	struct string copy;  /* name of the file attached last */
	int64_t now_ms;
	struct decoder *decoder; /* of lines; NULL: drawn */
	bool surprise;      /* the last key brought a dialog that nobody expected */
};

/* An interview of the form on its first question, 80x24. */
void play_open(struct play *play, const char *yaml, const char *language);
void play_open_file(struct play *play, const char *path, const char *language); /* below the source folder */
void play_home(struct play *play, const struct home *home, const char *language);
void play_close(struct play *play);
void play_words(void); /* binds the translations of the build; play_open does it */
void play_resume(struct play *play, const char *notice); /* all but the interview is gone, as after a kill; a new screen on it */
void play_size(struct play *play, int rows, int columns);
void play_press(struct play *play, struct key key); /* one key, 400 ms after the last */
void play_type(struct play *play, const char *keys); /* 400 ms apart: nothing counts as bounced, no draft is due */
void play_burst(struct play *play, const char *keys, int64_t apart_ms);
void play_ahead(struct play *play, const char *keys); /* all of them before anything is painted */
void play_plain(struct play *play, int columns); /* in lines from now on */
/* Types a line as a terminal echoes it: ^C, ^[ and other controls; what comes behind a ^C is the next line. What is said then. */
const char *play_enter(struct play *play, const char *line);
void play_wait(struct play *play, int64_t ms);
const char *play_screen(struct play *play);    /* painted anew; blanks and empty rows at the end trimmed */
void play_sees(struct play *play, const char *text);      /* else the test fails and the screen is shown */
void play_sees_not(struct play *play, const char *text);
void play_told(struct play *play, const char *expected); /* all that was told since the last call, but for show */

/* A suite's play, with fixtures for each test: `setup` opens this form, `teardown` closes it. */
#define PLAY_FIXTURES(yaml) \
	static struct play play; \
	static int setup(void **state) \
	{ \
		(void)state; \
		play_open(&play, yaml, NULL); \
		return 0; \
	} \
	static int teardown(void **state) \
	{ \
		(void)state; \
		play_close(&play); \
		return 0; \
	}

#endif
