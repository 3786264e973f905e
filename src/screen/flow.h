/* Text that wraps onto a grid, and rectangles for it. */
#ifndef TANYA_SCREEN_FLOW_H
#define TANYA_SCREEN_FLOW_H

#include "editor.h"

#define FLOW_ON_F1 SPAN(" … F1") /* what is left out is read with that key */

static inline int smaller(int a, int b)
{
	return a < b ? a : b;
}

static inline int larger(int a, int b)
{
	return a > b ? a : b;
}

/* Paints as many lines as `where` has rows (grid NULL: none). The rows that the whole text takes; none for no text. */
int flow(struct grid *grid, struct rectangle where, struct span text, unsigned ink);
/* Marks the end of the last row of `where`: more stood there than it had rows for. */
void flow_cut(struct grid *grid, struct rectangle where, struct span mark);
struct rectangle rows_below(struct rectangle where, int used);     /* what is left of it */
struct rectangle rows_take(struct rectangle *where, int rows);     /* its first rows, which it loses */
struct rectangle columns_behind(struct rectangle where, int left); /* without its first columns */

#endif
