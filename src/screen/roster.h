/* A repeat as a table: a row of it a line, a question a column. Each cell still is the page that it is where the table does
 * not fit: the same keys, the same events. Only what is seen, and the keys between cells, are the table's. */
#ifndef TANYA_SCREEN_ROSTER_H
#define TANYA_SCREEN_ROSTER_H

#include "app.h"
#include "flow.h"

/* ---- roster.c: where it fits ---- */
bool roster_fits(struct screen *screen); /* the page in hand is a cell, or the end, of a table that fits; measured at need */
bool roster_shows(const struct screen *screen, struct cell cell); /* the table that stands there has this cell */
void roster_changed(struct screen *screen, const struct effects *effects); /* NULL: anything may have */
const struct roster_column *roster_column_of(const struct roster *roster, uint32_t item); /* NULL: none */
uint32_t roster_place(const struct screen *screen); /* of the row in hand, from 0; behind the last: another row, or go on */

void roster_head(const struct screen *screen, uint32_t item, struct string *out); /* the label, what it pipes as … */

/* ---- roster_keys.c ---- */
/* Keys that go to another cell. `spare`: the cell itself has no use for the key. True: it was one, and was done. */
bool roster_key(struct screen *screen, struct key key, bool spare);

/* ---- roster_totals.c: sums of the columns of numbers, kept as answers come ---- */
bool roster_total(struct screen *screen, const struct roster_column *column, struct string *out); /* false: nothing to sum */

/* ---- roster_paint.c ---- */
/* Paints the table; what is left of the body below it. */
struct rectangle roster_paint(struct screen *screen, struct grid *grid, struct rectangle body, int wanted_below);
void roster_cursor(struct screen *screen, struct grid *grid); /* into the cell, once all is painted */

#endif
