/* What is done to rows of a repeat (rows.c, rows_copy.c), and several answers given by one key (deeds.c). */
#ifndef TANYA_SCREEN_ROWS_H
#define TANYA_SCREEN_ROWS_H

#include "app.h"

void row_copy_cell(struct screen *screen, struct cell repeat, uint32_t slot); /* the field in hand, from the row above */
/* All that is empty in this row; `more`: what the answers just copied have brought. */
void row_copy_all(struct screen *screen, struct cell repeat, uint32_t slot, bool more);
void row_fill(struct screen *screen, struct cell repeat, uint32_t slot);      /* the field's answer, into the rows below */

/* So many events just queued belong to one key: one undo takes them all back, one redo brings them again. */
void deeds_add(struct screen *screen, uint32_t events, bool more); /* `more`: beside those of before */
void deeds_told(struct screen *screen); /* one more event is in the journal */
uint32_t deeds_of(const struct screen *screen, uint64_t n, bool back); /* events to undo (redo) for that of number n: 1, or all */

#endif
