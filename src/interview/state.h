/* The state of one interview in memory: tables of rows, a column a question, notes, and what is derived from them.
 * Every change of it goes through the setters below, which keep the old value while a preview runs. */
#ifndef TANYA_INTERVIEW_STATE_H
#define TANYA_INTERVIEW_STATE_H

#include "tanya/interview.h"

/* ---- cells ---- */
enum cell_flag {
	CELL_RELEVANT = 1,  /* its own condition holds */
	CELL_WAS = 2,       /* … held before this event */
	CELL_DEFAULTED = 4, /* its default has been given once */
};

struct column {                    /* of an item, by row slot; arrays of what the item has not are NULL */
	const struct answer **answers; /* NULL: unanswered */
	struct value *values;          /* as expressions see it when asked */
	uint8_t *flags;
};

/* ---- rows ---- */
struct row_data {
	struct row shown;
	bool live, was_live; /* counts: is in its list */
	bool renamed;
	uint32_t number;  /* identity as a number, else 0 */
	uint32_t sibling; /* next slot under the same parent, those that do not count too; NONE ends */
};

struct row_list {    /* rows under one parent slot */
	uint32_t *slots; /* those that count, in order */
	uint32_t count;
	uint32_t first; /* slot, of all */
	uint32_t most;  /* largest number used as identity */
};

struct table {
	uint32_t repeat; /* item, NONE for the top */
	uint32_t parent; /* table */
	uint8_t depth;   /* repeats around its cells: 0 for the top */
	struct row_data *rows;
	uint32_t count; /* slots */
	size_t capacity;
	struct row_list *lists; /* by slot of the parent */
	size_t list_capacity;
	struct map *by_identity; /* parent slot and identity → slot */
	const uint32_t *items;   /* that live in it */
	uint32_t item_count;
	const uint32_t *eager; /* derived that live in it */
	uint32_t eager_count;
	const uint32_t *inner; /* tables below */
	uint32_t inner_count;
};

/* ---- notes: what few cells have ---- */
struct override_kept {
	struct override shown;
	struct span v;
};
struct note { /* never changed in place: a change makes a new one */
	struct span remark, aside;
	const struct override_kept *overrides;
	uint32_t override_count;
	const struct span *probes; /* done */
	uint32_t probe_count;
};
struct draft {
	struct string text;
	bool live, pick;
};
struct passage {
	struct paragraph *items; /* removed ones keep their place with an empty text */
	size_t count, capacity;
	struct paragraph *shown;
	size_t shown_capacity;
	struct string joined;
	struct answer answer;
};
struct note_slot {
	struct cell cell;
	const struct note *note; /* NULL: none */
	struct draft drafts[2];  /* of the answer, of the remark */
	struct passage *passage;
	uint32_t last_line; /* largest id that a line of this list was ever given */
};

/* ---- history, for undo ---- */
struct past {
	uint64_t n;
	enum event_kind kind;
	struct cell cell;
	uint32_t slot;                  /* row_*: in the table of cell.item */
	const struct answer *old, *new; /* NULL: unanswered */
	struct span id, old_text, new_text, old_mode, new_mode;
	bool old_done, new_done;
};

/* ---- what a preview takes back ---- */
enum log_kind {
	LOG_ANSWER,
	LOG_VALUE,
	LOG_FLAGS,
	LOG_NOTE,
	LOG_DRAFT,
	LOG_PARAGRAPH,
	LOG_PASSAGE,
	LOG_LIST,
	LOG_ROW,
	LOG_SLOT,
	LOG_MOST
};
struct log_entry {
	enum log_kind kind;
	uint32_t item, slot; /* LIST, ROW, SLOT, MOST: table and slot */
	union {
		const struct answer *answer;
		struct value value;
		uint8_t flags;
		const struct note *note;
		struct {
			struct draft draft;
			uint8_t which;
		};
		struct {
			struct paragraph paragraph;
			uint32_t index, count;
		};
		struct passage passage;
		struct {
			uint32_t *slots;
			uint32_t slot_count;
		};
		struct row_data row;
		uint32_t most;
	};
};

/* ---- plan: what follows from the questionnaire alone ---- */
struct edge {
	uint32_t derived;
	uint8_t shared; /* rows of that many repeats around are the same */
};
struct from_pair {
	uint32_t question, repeat;
};
struct trigger_pair {
	uint32_t item, derived;
};
struct piped_pair {
	uint32_t item, derived, from; /* derived, or index of a from_pair; the other is NONE */
};
struct plan {
	uint32_t *table_of; /* item → table of its cells */
	uint32_t *inner_of; /* repeat → table of its rows */
	uint32_t *gate;     /* item → itself or the next around it, in the same table, that has a condition; NONE */
	struct edge *edges; /* eager readers of item i: edges[first[i] … first[i + 1]) */
	uint32_t *first;
	struct trigger_pair *triggers; /* by item */
	size_t trigger_count;
	struct from_pair *froms; /* by question */
	size_t from_count;
	uint32_t *defaults; /* derived, by item */
	size_t default_count;
	uint32_t *positions, *volatiles, *languages, *cases; /* derived */
	size_t position_count, volatile_count, language_count, case_count;
	struct piped_pair *piped; /* by what choice labels pipe; nearly always none */
	size_t piped_count;
	bool *triggered; /* derived that only its trigger evaluates */
};

/* ---- what is to be evaluated ---- */
struct dirt {
	uint64_t *bits;                   /* by slot */
	uint32_t whole_level, whole_slot; /* all below this row are marked already; level NONE: no such */
	uint32_t visits;
	uint64_t visited; /* the event that visits are counted for */
};

struct toggle { /* what may have become asked or not asked */
	uint32_t item, slot;
	bool row; /* the row itself: item is its repeat, slot its own */
};

/* Where an expression is evaluated. */
struct ground {
	struct interview *interview;
	struct cell cell;
	uint32_t chain[LIMIT_REPEAT_DEPTH + 1]; /* row slot at each depth */
	uint8_t depth;
	const struct value *candidate; /* stands for the cell's own value */
	const struct answer *candidate_answer;
	const struct choice_list *list;
	uint32_t choice;
};

struct choices_kept {
	struct cell cell;
	uint64_t generation;
	bool lasting;
	uint32_t *order;
	uint32_t count;
};

struct head { /* the rest: copied whole by a preview */
	enum interview_status status;
	struct span outcome, reason; /* of a closed one */
	uint32_t language;
	uint64_t last;
	struct event opening;
	struct span enumerator, device, version;
	struct span answerer; /* of the last answer, in the respondent's place */
	struct span case_key;
	const struct named_text *case_values; /* its row of the list, as journalled */
	uint32_t case_value_count;
	struct moment now, last_change, completed, ended;
	int64_t last_ms, worked_ms;
	bool opened, paused, shown, shown_finish;
	struct cell place;
	size_t done_count, undone_count;
};

struct interview {
	const struct questionnaire *questionnaire;
	struct arena *arena, *preview_arena, *scratch;
	struct arena *keep; /* of the two first, where texts of this event go */
	struct plan plan;
	struct table *tables;
	uint32_t table_count;
	struct column *columns;
	struct head head;

	struct map *note_index; /* cell → note slot */
	struct note_slot *notes;
	size_t note_count, note_capacity;
	struct past *done, *undone;
	size_t done_capacity, undone_capacity;

	struct dirt *dirt;             /* by derived */
	uint64_t *dirty, *dirty_words; /* bits by derived; bits by word of those */
	uint64_t *versions;            /* by item: of its value, of its being asked */
	uint64_t stamp;
	struct cell *pending; /* rosters to make anew: repeat and parent row */
	size_t pending_count, pending_capacity;

	bool logging;
	bool restoring; /* the event is an undo or redo */
	struct log_entry *log;
	size_t log_count, log_capacity;
	struct effects *effects; /* NULL: nobody asks */
	struct toggle *toggles;
	size_t toggle_count, toggle_capacity;

	struct expression_memory *memory;
	struct expression_world world;
	struct ground ground;
	uint64_t generation; /* of choices kept */
	struct choices_kept *choices;
	size_t choices_count, choices_capacity;
	struct map **lookups; /* by look-up and key column, made when first used */
	uint32_t *lookup_first;
	const char *refusal;
	const bool *frozen; /* by derived: not to be evaluated; NULL: none */
};

/* ---- plan.c ---- */
void plan_make(struct interview *interview);
bool derived_is_eager(const struct derived *derived);
uint32_t plan_derived(
	const struct questionnaire *questionnaire, uint32_t item, enum derived_kind kind, uint32_t check); /* or NONE */

/* ---- cells.c ---- */
void table_grow(struct interview *interview, uint32_t table, uint32_t slots);
uint32_t cell_ancestor(const struct interview *interview, uint32_t table, uint32_t slot, unsigned depth);
bool cell_exists(const struct interview *interview, struct cell cell);
bool cell_asked(const struct interview *interview, struct cell cell, bool before);
bool row_counts(const struct interview *interview, uint32_t table, uint32_t slot);
struct value cell_read(const struct interview *interview, struct cell cell); /* empty when not asked */
void set_answer(
	struct interview *interview, struct cell cell, const struct answer *answer);   /* kept already; NULL clears */
void set_value(struct interview *interview, struct cell cell, struct value value); /* kept already */
void set_flags(struct interview *interview, struct cell cell, uint8_t flags);
const struct answer *answer_keep(struct arena *arena, const struct answer *answer);
struct value answer_value(const struct item *item, const struct answer *answer); /* borrowed from the answer */
struct value value_keep(struct arena *arena, struct value value);
extern const struct answer no_answer;

/* ---- rows.c ---- */
uint32_t row_find(
	const struct interview *interview, uint32_t table, uint32_t parent, struct span identity); /* slot or NONE */
uint32_t row_make(struct interview *interview, uint32_t table, uint32_t parent, struct span identity);
void rows_set(
	struct interview *interview, uint32_t table, uint32_t parent, uint32_t *slots, uint32_t count); /* takes slots */
void rows_add(struct interview *interview, uint32_t table, uint32_t slot);
void rows_remove(struct interview *interview, uint32_t table, uint32_t slot);
void rows_label(struct interview *interview, uint32_t table, uint32_t slot, struct span label, bool renamed);
/* What a row is called in a language: by its name, its choice or line, else by its place. */
void row_words(const struct interview *interview, uint32_t index, uint32_t slot, uint32_t language, struct string *out);
void rows_count(struct interview *interview, struct cell repeat, double count);
void rows_from(struct interview *interview, struct cell repeat);
void rows_relabel(struct interview *interview); /* after another language */

/* ---- mark.c ---- */
void mark_derived(struct interview *interview, uint32_t derived, unsigned level, uint32_t slot);
void mark_value(struct interview *interview, struct cell cell);            /* the cell's value is another */
void mark_asked(struct interview *interview, struct cell cell);            /* its own condition is another */
void mark_row(struct interview *interview, uint32_t table, uint32_t slot); /* the row counts, or no longer */
void mark_new_row(struct interview *interview, uint32_t table, uint32_t slot);
void mark_places(struct interview *interview, uint32_t table, uint32_t slot);
void mark_list(struct interview *interview, const uint32_t *derived, size_t count); /* in all rows */
void roster_pending(struct interview *interview, uint32_t repeat, uint32_t parent);
/* … under all parents below the row `slot` of the table at depth `level` around the repeat. */
void rosters_pending(struct interview *interview, uint32_t repeat, unsigned level, uint32_t slot);
void mark_all(struct interview *interview);
uint64_t version_of(const struct interview *interview, uint32_t item);

/* ---- derive.c ---- */
void sweep(struct interview *interview);

/* ---- world.c ---- */
void world_make(struct interview *interview);
void ground_set(struct ground *ground, struct interview *interview, struct cell cell);
/* Evaluates at a ground; the value lives until the next evaluation. */
bool ground_evaluate(struct interview *interview, const struct ground *ground, const struct expression *expression,
	uint32_t node, struct value *out, const char **fault);
/* True, false, or `otherwise` where it cannot be told. */
bool ground_holds(struct interview *interview, const struct ground *ground, const struct expression *expression,
	uint32_t node, bool otherwise);
/* The cell of ${case.COLUMN} in the case's row; empty when there is no case. */
struct span case_text(const struct interview *interview, const struct reference *reference);
struct cell ground_cell(const struct ground *ground, const struct reference *reference);
struct value ground_many(const struct ground *ground, const struct reference *reference, struct arena *arena);

/* ---- effects.c ---- */
void effect_add(struct interview *interview, enum effect_kind kind, struct cell cell, const char *text);
void toggle_add(struct interview *interview, struct toggle toggle);
void toggles_settle(struct interview *interview, size_t first_effect); /* effects of them; sorts from first_effect */

/* ---- notes.c ---- */
struct note_slot *note_find(const struct interview *interview, struct cell cell); /* or NULL */
struct note_slot *note_make(struct interview *interview, struct cell cell);
void note_set(struct interview *interview, struct note_slot *slot, const struct note *note);
void draft_end(struct interview *interview, struct cell cell, bool remark);
void passage_build(struct interview *interview, struct note_slot *slot); /* its answer, from its paragraphs */
void passage_join(struct interview *interview, struct note_slot *slot);  /* … and makes it the cell's */
struct passage *passage_of(struct note_slot *slot);
void passage_replace(struct interview *interview, struct cell cell, struct span text);
void overrides_lapse(struct interview *interview, struct cell cell, const struct answer *old, const struct answer *new);
void passage_free(struct passage *passage);

/* ---- log.c ---- */
struct log_entry *log_add(struct interview *interview, enum log_kind kind, uint32_t item, uint32_t slot);
void log_unroll(struct interview *interview);

/* ---- metadata.c ---- */
void metadata_row(struct interview *interview, uint32_t table, uint32_t slot);
void metadata_all(struct interview *interview);

/* ---- handlers: apply_*.c ---- */
bool refuse(struct interview *interview, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool find_cell(struct interview *interview, const struct event *event, struct cell *cell);
bool find_question(struct interview *interview, const struct event *event, struct cell *cell);
void past_add(struct interview *interview, const struct event *event, struct past past);
bool apply_open(struct interview *interview, const struct event *event);
bool apply_show(struct interview *interview, const struct event *event);
bool apply_answer(struct interview *interview, const struct event *event);
bool apply_clear(struct interview *interview, const struct event *event);
bool apply_draft(struct interview *interview, const struct event *event);
bool apply_row_add(struct interview *interview, const struct event *event);
bool apply_row_remove(struct interview *interview, const struct event *event);
bool apply_row_rename(struct interview *interview, const struct event *event);
bool apply_remark(struct interview *interview, const struct event *event);
bool apply_aside(struct interview *interview, const struct event *event);
bool apply_override(struct interview *interview, const struct event *event);
bool apply_paragraph(struct interview *interview, const struct event *event);
bool apply_probe(struct interview *interview, const struct event *event);
bool apply_mark(struct interview *interview, const struct event *event);
bool apply_language(struct interview *interview, const struct event *event);
bool apply_pause(struct interview *interview, const struct event *event);
bool apply_continue(struct interview *interview, const struct event *event);
bool apply_case(struct interview *interview, const struct event *event);
bool apply_leave(struct interview *interview, const struct event *event);
bool apply_resume(struct interview *interview, const struct event *event);
bool apply_complete(struct interview *interview, const struct event *event);
bool apply_close(struct interview *interview, const struct event *event);
bool apply_reopen(struct interview *interview, const struct event *event);
bool apply_migrate(struct interview *interview, const struct event *event);
bool apply_repair(struct interview *interview, const struct event *event);

/* ---- values, words, judging ---- */
bool answer_fits(const struct questionnaire *questionnaire, const struct item *item, const struct answer *answer,
	const char **expected);
/* False: it pipes answers, and none of them is given. */
bool words_render(const struct interview *interview, const struct words *words, uint32_t language, struct cell cell,
	struct string *out);
void show_value(const struct questionnaire *questionnaire, const struct item *item, const struct value *value,
	uint32_t language, struct string *out);
void choice_words(const struct interview *interview, struct cell cell, uint32_t list, uint32_t choice,
	uint32_t language, struct string *out);
/* The next soft check after number `after` that the standing answer fails; 0: none. */
uint32_t judge_next_check(struct interview *interview, struct cell cell, uint32_t after);
bool name_offered(const struct interview *interview, struct cell cell, struct span name);
/* An answer as shown; without an interview what choice labels pipe is `…`. */
void show_answer(const struct interview *interview, struct cell cell, const struct questionnaire *questionnaire,
	const struct item *item, const struct answer *answer, uint32_t language, struct string *out);
bool is_question(const struct interview *interview, struct cell cell); /* one that a person answers */

#endif
