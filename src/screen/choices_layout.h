/* What the ways to lay choices out share: measures, and one choice painted. Places are those in `shown`. */
#ifndef TANYA_SCREEN_CHOICES_LAYOUT_H
#define TANYA_SCREEN_CHOICES_LAYOUT_H

#include "choices.h"

#define LINES_MOST 8 /* of one label */

struct layout {
	struct choice_marks marks;
	int key_columns, mark_columns, indent; /* columns before a label */
	int columns;
	bool clipped; /* one line a choice */
};

/* choices_paint.c */
void label_at(const struct widget *widget, size_t place, struct string *out);
/* Cursor, key and mark: `indent` columns. */
void paint_front(struct widget *widget, struct grid *grid, struct rectangle where, const struct layout *layout,
	size_t place, bool focused);
/* The label alone; the lines it wants. */
int paint_label(
	struct widget *widget, struct grid *grid, struct rectangle where, const struct layout *layout, size_t place);

/* choices_side.c: side by side where the form wants that and it fits. */
struct side {
	int across; /* choices in a row; 1: below each other */
	int width;  /* columns of each */
	int lines;  /* of a row: 1, or more with the labels below the marks */
	bool other; /* the text of `other` has a row of its own below all */
};
struct side side_of(const struct widget *widget, const struct layout *layout);
int side_height(const struct widget *widget, const struct side *side);
int side_paint(struct widget *widget, struct grid *grid, struct rectangle where, const struct layout *layout,
	const struct side *side, bool focused);

#endif
