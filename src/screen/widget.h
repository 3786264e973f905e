/* A widget types one answer: functions from state and key to state and result, and from state to cells of a grid.
 * The table of widgets (one row an INPUT_*) is in widget.c; each row's functions are in widget_NAME.c. */
#ifndef TANYA_SCREEN_WIDGET_H
#define TANYA_SCREEN_WIDGET_H

#include "editor.h"
#include "tanya/screen.h"

enum widget_result {
	WIDGET_IGNORED, /* not its key: the screen's */
	WIDGET_TAKEN,   /* its key, nothing else to do */
	WIDGET_PICKED,  /* a pick was made (quick goes on) */
	WIDGET_GO_ON,   /* Enter (Tab in long text): record and go on */
	WIDGET_BACK     /* Backspace on an untouched question: go back */
};

struct widget; /* state; made by widget_new for one cell */

/* A widget for a cell, showing the draft if there is one, else the standing answer. `now` is what "10 years ago" counts
 * from. */
struct widget *widget_new(struct interview *interview, struct cell cell, uint32_t language, struct moment now);
void widget_free(struct widget *widget);
struct cell widget_cell(const struct widget *widget);
enum widget_result widget_key(struct widget *widget, struct key key, int64_t now_ms);
/* A key came, for this widget or for what stands above it: after another one the same key again is meant. */
void widget_passed_by(struct widget *widget, struct key key);
/* Paints into the rectangle; `focused` puts the cursor. Returns the rows it used; `rows` 0 with grid NULL only measures
 * for `columns`. */
int widget_paint(struct widget *widget, struct grid *grid, struct rectangle where, bool focused);
int widget_height(struct widget *widget, int columns); /* rows it would like */
/* One line of it for a table cell (roster, grid) of so many columns. */
void widget_paint_cell(struct widget *widget, struct grid *grid, struct rectangle where, bool focused);

enum entry_state {
	ENTRY_EMPTY,      /* nothing typed or picked */
	ENTRY_VALID,      /* *answer is what would be recorded; texts live until the next key */
	ENTRY_INCOMPLETE, /* typed, but not a value: *why says what was expected */
	ENTRY_ASK         /* "2.500" in a decimal: which was meant? two readings in `widget_readings` */
};
enum entry_state widget_entry(struct widget *widget, struct answer *answer, const char **why);
bool widget_changed(const struct widget *widget); /* differs from the standing answer (or state) */
/* The draft that would bring this entry back: text, or half-made picks. False: nothing typed. */
bool widget_draft(struct widget *widget, struct span *text, bool *pick);
bool widget_takes_text(const struct widget *widget); /* printable characters and `?` belong to it now */
bool widget_is_coded(const struct widget *widget);      /* characters pick now */
bool widget_names(const struct widget *widget, uint32_t character); /* coded: it picks, or begins what picks */
bool widget_is_deliberate(const struct widget *widget); /* no key typed ahead may pick */
void widget_say_keys(const struct widget *widget, struct string *out); /* coded: "press 1–4 or Space" */
bool widget_escape(struct widget *widget); /* Esc closes something of its own first: an open filter, the text of
											  `other`. False: nothing to close */
bool widget_edits(const struct widget *widget, enum key_kind kind); /* Left or Right moves in text that was begun */
bool widget_is_multiline(const struct widget *widget);
/* Plain mode. A line typed as the answer, or as a part of it: what was typed or picked before gives way to it. `literal`: it
 * is text though it may look otherwise. */
enum line_result {
	LINE_WHOLE,  /* to be recorded: what the line says or, if it is empty, what stands */
	LINE_PART,   /* another one is awaited; *say: what is asked, or nothing */
	LINE_REFUSED /* *say: why */
};
enum line_result widget_take_line(struct widget *widget, struct span line, bool literal, struct string *say);
void widget_empty(struct widget *widget);                      /* nothing typed, nothing picked */
bool widget_has_begun(const struct widget *widget);            /* of an answer in several lines there are some */
void widget_tell(const struct widget *widget, bool both, struct string *out); /* what can be answered, in lines; in all languages */

bool widget_readings(struct widget *widget, struct answer readings[2]); /* of ENTRY_ASK */
/* The path of a file: it wants to know, once, what lies where `typed` leads; and is told names (of folders with a slash
 * behind) that may stand there. */
bool widget_wants_paths(struct widget *widget, struct span *typed);
void widget_paths(struct widget *widget, const struct span *names, size_t count, bool more);
void widget_choose_reading(struct widget *widget, int which);

#endif
