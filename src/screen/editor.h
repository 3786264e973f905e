/* A text editor on grapheme clusters: one line that scrolls sideways, or several that wrap. No undo of its own: events
 * undo. */
#ifndef TANYA_SCREEN_EDITOR_H
#define TANYA_SCREEN_EDITOR_H

#include "tanya/screen.h"

struct rectangle {
	int row, column, rows, columns;
};

struct editor;
struct editor *editor_new(bool multiline);
void editor_free(struct editor *editor);
void editor_set(struct editor *editor, struct span text); /* cursor behind it */
void editor_mask(struct editor *editor, bool masked);     /* paints bullets in place of characters */
struct span editor_text(const struct editor *editor);     /* borrowed until the next change */
bool editor_at_end(const struct editor *editor); /* the cursor is */
/* Characters, pastes, Backspace, Delete, arrows, words, Home, End, Ctrl-A E K U W; multiline: Enter, Up, Down. False:
 * not its key. */
bool editor_key(struct editor *editor, struct key key);
bool editor_is_at_end(const struct editor *editor, enum key_kind kind); /* nothing left for Left, or for Right */
/* Paints and, when focused, puts the cursor. A line break in a one-line editor is shown as ⏎. */
void editor_paint(struct editor *editor, struct grid *grid, struct rectangle where, bool focused);
int editor_height(struct editor *editor, int columns); /* rows its text takes at this width, at least 1 */

#endif
