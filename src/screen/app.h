/* The application's screen: a page of fields, panels above it, and a queue of intents. Private to the room. */
#ifndef TANYA_SCREEN_APP_H
#define TANYA_SCREEN_APP_H

#include "panel.h"
#include "tanya/screen.h"
#include "widget.h"
#include "tanya/words.h"

enum action {
	ACTION_NONE,
#define X(name, words, letter, function, control, changes) ACTION_##name,
#include "actions.def"
#undef X
	ACTION_ARRIVE, /* go to the cell in `target` */
	ACTION_FIELD,  /* go to the field in `target_field` */
	ACTION_CELL,   /* go to the cell in `target`, which is no jump; NONE: to the finish page */
	ACTION_ONWARD, /* the next field of the page, else the next page */
	ACTION_FRESH, /* build the page anew from what stands */
	ACTION_STEPPED, /* the same after an undo or redo, and go to its cell, in `target` */
	ACTION_NEW_ROW, /* enter the last row of the repeat in `new_row` */
	ACTION_ROW_COPY_MORE, /* what the answers copied have brought */
	ACTION_COUNT
};

enum page_kind { PAGE_NONE, PAGE_FIELDS, PAGE_REPEAT /* another row, or go on */, PAGE_FINISH, PAGE_HOME };

struct field {
	struct cell cell;
	struct widget *widget;
	struct string drafted; /* what the journal has as draft, or the answer */
	bool recorded;         /* its answer is on its way: what is typed is no longer news */
	uint32_t table;        /* the group whose grid it is a row of, or NONE */
};

struct page {
	enum page_kind kind;
	struct cell cell;     /* question, group or repeat */
	struct field *fields; /* what can be typed, in order */
	size_t count, focus;
	int top;              /* first line of the body shown */
	bool seen;            /* painted since it came */
	bool by_key;          /* finish: opened by its key, so Enter completes */
	struct string complaint; /* why Enter stayed */
	enum answer_state wanted; /* a non-answer asked for once over an answer; UNANSWERED: none */
	uint32_t before, about;  /* questions in front of it, and about how many there are */
};

/* Recording one answer, perhaps through dialogs, and what is to be done then. */
struct pending {
	enum action then;
	size_t field;
	struct answer answer; /* in arena */
	bool by_enter;        /* which stays where an answer is refused */
	bool clear;           /* nothing typed where an answer stood */
	bool confirmed;       /* un-asking was listed and accepted */
	bool answerer_known;  /* it was asked who answered */
	uint32_t check;       /* soft check that was accepted, 0: none */
	const char *reason;
	struct span reason_text, message;
	struct arena *arena;
};

/* Words typed in a panel about a question are drafted as its remark: a kill leaves them there (4-files has no other place). */
struct about {
	struct cell cell;
	struct string known;  /* what the journal has: the draft, else the remark */
	struct string before; /* stands before what is typed */
	struct string back;   /* what to leave when the panel is done with */
};

/* What is told of the page behind, as a quick pick leaves its own at once and Enter asks for nothing. */
struct behind {
	struct cell given; /* the answer given last; item NONE: none */
	struct cell left;  /* the first question left unanswered, */
	uint32_t left_count; /* of so many */
};

#define JUMPS_MOST 32

/* Every page there is now, in order: to walk a long form at each key takes too long. */
struct page_place {
	struct cell cell;
	uint32_t before; /* questions on the pages in front of it */
};
struct page_list {
	struct page_place *items;
	size_t count, capacity;
	uint32_t questions; /* on all pages */
	bool known; /* false: pages may have come or gone since */
};

/* A repeat as a table (roster.h). */
#define ROSTER_COLUMNS_MOST 24
struct roster_column {
	uint32_t item;
	int column, width; /* of its cells; before them stands the cursor's mark, behind them that of a remark */
	bool number;       /* its cells end at the right, and have a total */
	bool stale;        /* the total is to be reckoned anew */
	uint32_t summed;   /* so many cells have a number */
	double sum;
};
struct roster {
	struct cell repeat; /* with its parent row; item NONE: nothing is measured */
	int rows, columns;  /* of the screen for which it was */
	uint32_t language;
	uint32_t row_count;
	bool fits, rows_known;
	struct roster_column list[ROSTER_COLUMNS_MOST];
	size_t count;
	int number_columns, name_columns; /* at the left: the row's place, and its name; 0: rows have none */
	int head_lines;
	uint32_t top;       /* place of the first row in sight, from 0 */
	uint32_t in_sight;  /* so many rows, as last painted */
	int cursor_row, cursor_column; /* of the cell, as last painted; row -1: it is not typed in */
};

/* Answers given by one key (rows.h). */
struct deeds {
	uint64_t first, last; /* events in the journal */
	uint32_t count;       /* of them */
	uint32_t coming;      /* still queued */
};

struct screen {
	struct interview *interview;
	const struct home *home;
	bool read_only, both, paused;
	bool small; /* the terminal is too small to show anything: Enter does nothing */
	struct string notice, clock, card;
	struct moment now;
	int battery;
	int64_t now_ms, changed_ms; /* since when something typed is not in the journal; -1: nothing */
	int64_t picked_ms;          /* last quick pick: an Enter right after it is swallowed, and so is its key */
	struct key picked_key;
	int64_t stray_ms;           /* last key of words that pick nothing, and how many there were */
	unsigned strays;
	struct page page;
	struct page_list pages;
	struct roster roster;
	struct deeds deeds;
	int rows, columns; /* of the grid painted last */
	struct panel *panel;
	struct about about; /* of a drafted panel */
	struct pending pending;
	enum action after;          /* to do when the queue is empty */
	struct cell target, new_row;
	bool stepped_back;          /* ACTION_STEPPED: by an undo, else a redo */
	const char *deed;           /* and of what, to be translated */
	size_t target_field;
	struct cell jumps[JUMPS_MOST];
	size_t jump_count;
	struct cell furthest;       /* of all pages seen in this sitting */
	struct behind behind;       /* the page gone on from, shown above this one */
	struct string answerer, last_answerer; /* who answers in the respondent's place; empty: nobody */
	struct { struct intent *items; size_t count, capacity, next; } queue;
	struct arena *texts;        /* of queued intents; reset with the queue */
	bool surprise;              /* a dialog has come up: type-ahead is void */
	struct plain *plain;        /* NULL: drawn */
};

/* app.c */
void app_push(struct screen *screen, const struct intent *intent);
void app_event(struct screen *screen, const struct event *event);
void app_notice(struct screen *screen, const char *format, ...) __attribute__((format(printf, 2, 3)));
void app_panel(struct screen *screen, struct panel *panel); /* stands until it is done with */
void app_surprise(struct screen *screen, struct panel *panel); /* the same, where nobody expects it: type-ahead is void */
void app_run(struct screen *screen, enum action action);     /* at once: the entry is recorded already */
void app_run_key(struct screen *screen, enum action action); /* as its key would: records first where that is due */
enum action action_of_key(struct key key, bool in_text);
enum action action_of_letter(uint32_t letter);
uint32_t action_letter(enum action action); /* after Esc; 0: none */
const char *action_words(enum action action);
const char *action_key_name(enum action action, struct string *out); /* "F7", "Esc d" */
bool action_changes(enum action action);
void app_field(struct screen *screen, size_t index); /* records, and goes to that field of the page, if there is one */

/* page.c */
void page_clear(struct page *page);
void page_arrive(struct screen *screen, struct cell cell);  /* and tells the journal (show) */
void page_jump(struct screen *screen, struct cell cell);    /* arrives and remembers where it came from */
void page_finish(struct screen *screen, bool by_key);
void page_fresh(struct screen *screen); /* what stands, nothing typed */
void page_refresh(struct screen *screen); /* after effects: fields that came or went, new answers */
bool page_step(const struct screen *screen, struct cell from, bool forward, struct cell *to); /* false: the end */
struct cell page_of(const struct screen *screen, struct cell cell); /* the page on which a cell stands */
struct field *page_focus(struct screen *screen); /* NULL: none */
uint32_t page_number(const struct screen *screen); /* the place of the question in hand among all that are asked, from 1 */
struct cell page_subject(struct screen *screen); /* what a remark is about: the focused field, else the page; may be CELL_NONE */
void page_opening(struct screen *screen); /* the first page, or where it was left */

/* behind.c */
void behind_take(struct screen *screen); /* this page is gone on from */
void behind_forget(struct screen *screen);
void behind_text(const struct screen *screen, struct string *out); /* one line; nothing when there is nothing to tell */

/* steps.c */
void undo_step(struct screen *screen);
void redo_step(struct screen *screen);
void step_arrive(struct screen *screen); /* where the step was, once it is done */

/* record.c */
void record_and(struct screen *screen, enum action then, bool by_enter); /* the focused field, then the action */
void record_state(struct screen *screen, enum answer_state state);
void record_tell(struct screen *screen); /* the pending answer, once nothing is left to ask about it */
void record_judge(struct screen *screen, bool by_enter); /* the pending answer */
void record_not_accepted(struct screen *screen, const char *why, bool by_enter);
struct answer record_keep(struct arena *arena, const struct answer *answer); /* a copy with its texts */

/* attach.c */
bool attach_is_due(const struct screen *screen); /* the pending answer is the path of a file that is not copied yet */
void attach_ask(struct screen *screen);
void attach_done(struct screen *screen, const struct intent *intent, const char *refusal);

/* stray.c: words where keys pick; true: the key is one of them, and was told so. */
bool stray_key(struct screen *screen, const struct widget *widget, struct key key);

/* not_asked.c */
void not_asked_reason(const struct screen *screen, struct cell cell, struct string *out); /* "not asked because of 2.6" */

/* draft.c */
void draft_note_change(struct screen *screen);
void draft_drop(struct screen *screen); /* the journal's draft of the focused field, if it has one */
void draft_push(struct screen *screen); /* what is typed and not in the journal yet */
/* Drafts what is typed in the panel's line: the cell's remark itself, or other words (a reason) behind it. No cell: not drafted. */
void draft_words(struct screen *screen, struct panel *panel, struct cell cell, bool is_remark);
void draft_words_end(struct screen *screen, const struct panel *panel); /* the words are told elsewhere, or dropped */

/* plain.c */
void plain_free(struct plain *plain);
void plain_afresh(struct plain *plain); /* nothing was said yet */
void plain_key(struct screen *screen, struct key key);
void plain_ran(struct screen *screen, enum action action); /* this was done: its panel, if it has one, stands */
void plain_commands(struct panel *panel); /* what can be typed, for help */
void end_pause(struct screen *screen); /* app.c */

/* One file each. */
void menu_open(struct screen *screen);
void help_open(struct screen *screen);
void map_open(struct screen *screen);
void go_to_open(struct screen *screen);
void todo_go(struct screen *screen);
void remark_open(struct screen *screen);
void remark_resume(struct screen *screen); /* opens the one that was half-typed when all ended */
void aside_open(struct screen *screen);
void answerer_open(struct screen *screen);
bool answerer_asks(struct screen *screen); /* a dialog wants to know who gave the pending answer */
void leave_open(struct screen *screen);
void close_open(struct screen *screen);
void rows_action(struct screen *screen, enum action action);
void row_name(const struct screen *screen, struct cell cell, struct string *out); /* "Toko Murni · 2/3"; nothing outside of repeats */
void row_title(const struct screen *screen, struct cell repeat, uint32_t slot, struct string *out); /* its name, else its first answer */
void rows_enter_new(struct screen *screen);
void repeat_key(struct screen *screen, struct key key);
bool finish_ends(const struct screen *screen); /* with an outcome first, before completing */
void finish_key(struct screen *screen, struct key key);
void finish_hints(struct screen *screen, struct string *line); /* the bottom line */
void finish_say(struct screen *screen, struct string *out);
void finish_paint(struct screen *screen, struct grid *grid, struct rectangle body);
void home_key(struct screen *screen, struct key key);
void home_say(struct screen *screen, struct string *out);
void home_do(struct screen *screen, size_t number, char letter); /* to the line of that number, from 1: 0 opens, s shows, e exports */
void home_paint(struct screen *screen, struct grid *grid, struct rectangle body);

/* page_paint.c */
void fields_paint(struct screen *screen, struct grid *grid, struct rectangle body);
void repeat_paint(struct screen *screen, struct grid *grid, struct rectangle body);
int fields_height(struct screen *screen, struct rectangle body); /* rows that they want */
void repeat_ask_paint(struct grid *grid, struct rectangle body, bool first); /* another row, or go on */
#define REPEAT_ASK_ROWS 2

/* paint.c */
void cell_title(const struct screen *screen, struct cell cell, struct string *out); /* "3.4 How does …", one line */
void add_answer(const struct screen *screen, struct cell cell, struct string *out); /* as on screen, else its state in words; one line */

#endif
