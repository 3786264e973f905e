/* What the widgets with choices share: which are offered, the cursor, what is picked, the filter, the text of `other`.
 */
#ifndef TANYA_SCREEN_CHOICES_H
#define TANYA_SCREEN_CHOICES_H

#include "filter.h"
#include "widget_kind.h"

#define KEYED_CHOICES 35 /* 1–9 then a–z; longer lists are filtered */

struct choices {
	const struct choice_list *list;
	uint32_t *shown; /* choices in the order shown; those picked that are not offered any more come last */
	size_t count, capacity;
	size_t offered;  /* so many of them are offered */
	bool stale;      /* one that is not offered was picked or given up: `shown` is to be made again */
	uint32_t other;  /* choice with a text beside it: of the list, or list->count when it has none of that name; NONE */
	uint32_t *picks; /* choices, in the order they were picked */
	size_t pick_count, pick_capacity;
	size_t cursor;        /* place in `shown` */
	struct string number; /* digits of a choice's name, typed so far */
	bool in_other;        /* typing goes to the text of `other` */
	bool filtering, filter_by_key;
	bool foldable, closed; /* `minimal`: only what is picked is shown */
	int across;  /* so many stood in a row when they were last painted: arrows go by what is seen */
	struct editor *typed;    /* into the filter */
	struct filter *filter;   /* of `shown`; NULL: to be made */
	const uint32_t *matches; /* places in `shown`; NULL: all of them */
	uint32_t match_count;
	size_t top; /* first place painted, counted in what is in view */
};

enum choice_step {
	STEP_IGNORED,
	STEP_TAKEN,
	STEP_MOVED,
	STEP_PICK /* what the cursor is on */,
	STEP_PICK_AND_GO,
	STEP_GO_ON,
	STEP_BACK
};

/* choices.c */
void choices_start(struct widget *widget);
void choices_finish(struct widget *widget);
struct choices *choices_of(const struct widget *widget); /* brought up to date with what is offered now */
enum choice_step choices_key(struct widget *widget, struct key key, int64_t now_ms);
bool choices_takes_text(const struct widget *widget);
bool choices_names(const struct widget *widget, uint32_t character);
void choices_say_keys(const struct widget *widget, struct string *out);
bool choices_escape(struct widget *widget);
void choices_filter(struct widget *widget, struct span typed); /* as if that were typed; empty: all are in view */
void choices_close(struct choices *choices); /* `minimal`: after a pick */
size_t choices_view_count(const struct choices *choices);
size_t choices_view(const struct choices *choices, size_t at); /* place in `shown` of what stands at `at` in view */
bool choices_number_is_whole(
	const struct choices *choices); /* a name has been typed whole, while others go on like it; the cursor is on it */
uint32_t choice_key(const struct choices *choices, size_t place); /* character that picks it; 0: none */

/* choices_picks.c */
bool picks_has(const struct choices *choices, uint32_t choice, size_t *place); /* place may be NULL */
void picks_add(struct choices *choices, uint32_t choice);
void picks_remove(struct choices *choices, uint32_t choice);
void picks_clear(struct choices *choices);
struct span choice_name(const struct choices *choices, uint32_t choice);
bool choice_is_exclusive(const struct choices *choices, uint32_t choice);
void choices_show(struct widget *widget, const struct answer *answer);
void choices_resume(struct widget *widget, struct span draft, bool pick);
bool choices_draft(struct widget *widget, struct span *text, bool *pick);
/* The picks as an answer; `sorted`: in the list's order. */
enum entry_state choices_entry(
	struct widget *widget, struct arena *arena, bool sorted, struct answer *answer, const char **why);

/* choices_paint.c: the marks stand before a choice: "[x]". */
struct choice_marks { /* of what is picked and what is not; NULL: the place among the picks */
	const char *on, *off;
};
int choices_paint(
	struct widget *widget, struct grid *grid, struct rectangle where, bool focused, struct choice_marks marks);
int choices_height(struct widget *widget, int columns, struct choice_marks marks);
void paint_more(struct grid *grid, struct rectangle where, bool above, bool below); /* than is in sight */
void choice_label(const struct widget *widget, uint32_t choice, uint32_t language, struct string *out);

/* choices_line.c: plain mode */
enum line_result choices_line(struct widget *widget, struct span line, bool literal, struct string *say);
void choices_tell(const struct widget *widget, bool both, struct string *out);

#define CHOICES_ROW \
	.start = choices_start, .finish = choices_finish, .show = choices_show, .resume = choices_resume, \
	.draft = choices_draft, .takes_text = choices_takes_text, .escape = choices_escape, \
	.names = choices_names, .say_keys = choices_say_keys, .line = choices_line, .tell = choices_tell

#endif
