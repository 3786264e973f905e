/* What a kind of widget is to widget.c: a row of functions. Those that are NULL have a plain meaning, told at each. */
#ifndef TANYA_SCREEN_WIDGET_KIND_H
#define TANYA_SCREEN_WIDGET_KIND_H

#include "flow.h"
#include "widget.h"
#include "tanya/words.h"

struct widget_kind {
	void (*start)(struct widget *widget);                                /* makes what it needs, empty */
	void (*finish)(struct widget *widget);                               /* frees it */
	void (*show)(struct widget *widget, const struct answer *answer);    /* takes an answer over */
	void (*resume)(struct widget *widget, struct span draft, bool pick); /* takes a draft over */
	enum widget_result (*key)(struct widget *widget, struct key key, int64_t now_ms);
	int (*paint)(struct widget *widget, struct grid *grid, struct rectangle where, bool focused); /* rows used */
	int (*height)(struct widget *widget, int columns);
	void (*paint_cell)(struct widget *widget, struct grid *grid, struct rectangle where, bool focused);
	enum entry_state (*entry)(struct widget *widget, struct arena *arena, struct answer *answer, const char **why);
	bool (*draft)(struct widget *widget, struct span *text, bool *pick);
	bool (*takes_text)(const struct widget *widget); /* NULL: no */
	bool (*names)(const struct widget *widget, uint32_t character); /* it picks, or begins to; NULL: nothing is picked */
	void (*say_keys)(const struct widget *widget, struct string *out); /* which do */
	bool (*escape)(struct widget *widget);           /* closes something of its own; NULL: nothing to close */
	/* Plain mode; NULL: the line is the editor's text; nothing is told. */
	enum line_result (*line)(struct widget *widget, struct span line, bool literal, struct string *say);
	void (*tell)(const struct widget *widget, bool both, struct string *out);
	/* Fields, whose entry is read off a text: as which text an answer stands in the line, and what a text means. */
	void (*text_of)(const struct widget *widget, const struct answer *answer, struct string *out); /* NULL: v */
	enum entry_state (*read)(
		struct widget *widget, struct arena *arena, struct span text, struct answer *answer, const char **why);
	bool multiline, echoes, deliberate;
};

struct widget {
	const struct widget_kind *kind;
	struct interview *interview;
	const struct questionnaire *questionnaire;
	const struct item *item;
	struct cell cell;
	uint32_t language, language_then; /* as asked for, while the interview's was `language_then` */
	struct moment now;
	bool touched;                  /* a key has changed something */
	int reading;                   /* of an ambiguous number: -1 none chosen */
	struct editor *editor;         /* of fields, and of the text of `other` */
	struct arena *entry, *scratch; /* texts until the next key; texts of one call */
	struct string text;            /* of a draft */
	struct key last;
	int64_t last_ms;
	void *own;
};

extern const struct widget_kind widget_line, widget_text, widget_number, widget_range, widget_quantity, widget_date,
	widget_time, widget_datetime, widget_choice, widget_choices, widget_rank, widget_list, widget_note,
	widget_acknowledge, widget_file;

/* widget.c */
uint32_t widget_language(const struct widget *widget); /* the one on screen */
struct span widget_language_code(const struct widget *widget);
const struct answer *widget_standing(const struct widget *widget);
bool widget_is_quick(const struct widget *widget);
enum widget_result widget_backspace(const struct widget *widget);            /* on what is empty: back when untouched */
bool widget_repeated(struct widget *widget, struct key key, int64_t now_ms); /* the same key bounced: to be ignored */
const char *widget_say(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

uint32_t widget_other_language(const struct widget *widget, uint32_t steps); /* so many behind the one on screen */

/* widget_field.c: what widgets with one editor share. */
void field_start(struct widget *widget);
void field_start_multiline(struct widget *widget);
void field_show(struct widget *widget, const struct answer *answer);
void field_resume(struct widget *widget, struct span draft, bool pick);
enum widget_result field_key(struct widget *widget, struct key key, int64_t now_ms);
int field_paint(struct widget *widget, struct grid *grid, struct rectangle where, bool focused);
int field_height(struct widget *widget, int columns);
enum entry_state field_entry(struct widget *widget, struct arena *arena, struct answer *answer, const char **why);
/* `read` of a kind whose answer is the text as it was typed. */
enum entry_state field_read_text(
	struct widget *widget, struct arena *arena, struct span text, struct answer *answer, const char **why);
bool field_draft(struct widget *widget, struct span *text, bool *pick);
bool field_takes_text(const struct widget *widget);
bool text_is_blank(struct span text);
enum line_result field_line_more(struct widget *widget, struct span line, bool literal, struct string *say); /* multiline */

#define FIELD_ROW \
	.start = field_start, .show = field_show, .resume = field_resume, .key = field_key, .paint = field_paint, \
	.height = field_height, .entry = field_entry, .draft = field_draft, .takes_text = field_takes_text

#endif
