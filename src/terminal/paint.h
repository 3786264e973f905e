/* Grid to bytes for the terminal, through curses: the cells that differ from what it shows, as one frame. */
#ifndef TANYA_TERMINAL_PAINT_H
#define TANYA_TERMINAL_PAINT_H

#include <curses.h>
#include <stdio.h>

#include "tanya/screen.h"

struct painter {
	SCREEN *curses;
	FILE *pieces;        /* in memory: curses writes when its buffer is full, a terminal is better written to once */
	off_t taken;         /* how much of them was sent */
	struct string frame; /* all pieces since then */
	struct grid shown;   /* what the terminal shows; rows 0: nothing is known */
	bool has_colours;
};
bool painter_start(struct painter *painter, const char *kind); /* as in $TERM; false with errno */
/* What makes the terminal show the grid; valid until the next call. */
struct span painter_frame(struct painter *painter, const struct grid *grid);
void painter_forget(struct painter *painter);         /* everything at the next frame */
struct span painter_goodbye(struct painter *painter); /* what gives the terminal back */
void painter_end(struct painter *painter);

#endif
