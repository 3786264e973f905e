/* Grid to curses: rows that differ from the last painted grid are written whole. */
#ifndef TANYA_TERMINAL_PAINT_H
#define TANYA_TERMINAL_PAINT_H

#include "tanya/screen.h"

struct painter {
	struct grid shown; /* what the terminal shows; rows 0: nothing is known */
	bool has_colours;
};
void painter_start(struct painter *painter);  /* after initscr */
void painter_paint(struct painter *painter, const struct grid *grid);
void painter_forget(struct painter *painter); /* everything at the next paint */
void painter_end(struct painter *painter);

#endif
