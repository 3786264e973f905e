/* Plain mode: lines in, text out, on the pages, widgets and panels that are drawn otherwise. Lines are read in plain.c
 * (pages) and plain_panel.c, text is said in plain_say.c. */
#ifndef TANYA_SCREEN_PLAIN_H
#define TANYA_SCREEN_PLAIN_H

#include "app.h"

struct plain {
	bool prompted;           /* the cursor stands behind a prompt, in its line */
	bool again;              /* the question is wanted whole */
	bool away;               /* something else was said since the question */
	struct cell said;        /* the question said last */
	struct cell section, page, repeat; /* the headings said last; repeat: and its row */
	uint32_t language;
	bool both;
	bool battery_low;        /* and was said to be */
	struct string row_label; /* of the row said last */
	struct string standing;  /* what stands, as said last */
	struct string asked;     /* what a widget asks back */
	struct string refusal;   /* why a line was not understood */
	struct string typed;     /* the last line: what it says need not be told again */
	struct string words;     /* behind a command: for the line of the panel that `words_for` opens */
	enum action words_for;
	size_t told_to;          /* of a panel's items: those in front were told */
};

/* plain.c: what is typed cannot be taken: said, and lines typed ahead are void. */
void plain_refuse(struct screen *screen, const char *why);
/* Takes a backslash away: what follows is meant as it stands. */
bool plain_literal(struct span *line);

/* plain_panel.c */
void plain_panel_line(struct screen *screen, struct span line);
void plain_panel_enter(struct screen *screen, struct span text); /* into its line, and Enter */
void plain_panel_close(struct screen *screen);
void plain_panel_say(struct screen *screen, struct string *out);

/* plain_say.c: names of keys in texts that are written for the drawn screen become what is typed here. */
void plain_keys(struct span text, struct string *out);

#endif
