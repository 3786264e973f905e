/* interview: the state of one interview. Pure: reads no clock, no entropy, no file. One call, interview_apply, takes an event in
 * and gives its effects; replaying a journal is the same call over its lines. */
#ifndef TANYA_INTERVIEW_H
#define TANYA_INTERVIEW_H

#include "tanya/base.h"
#include "tanya/expression.h"
#include "tanya/questionnaire.h"

/* ---- where: an item in a row ---------------------------------------------------------------------------------------- */
struct cell {
	uint32_t item; /* of the questionnaire, or NONE */
	uint32_t row;  /* slot in the table of the nearest repeat around it; 0 outside repeats */
};
#define CELL_NONE ((struct cell){NONE, 0})
bool cell_equal(struct cell a, struct cell b);

/* ---- answers ---------------------------------------------------------------------------------------------------------- */
struct list_line { /* one line of a `list` answer */
	uint32_t id;   /* given once, from 1 */
	struct span text;
};
struct paragraph { /* of a passage */
	struct span id, mode, text;
	struct span mark;  /* important, unclear, return; empty */
	struct moment at;  /* of the event that made it */
};
struct answer {
	enum answer_state state; /* UNANSWERED, ANSWERED or one of the three non-answers */
	struct span v;           /* as its CSV cell: names with one space between, numbers canonical, dates ISO; a list's lines with LF */
	struct span unit, per, other, sha256, typed, by;
	const struct list_line *lines; /* of a list */
	const struct paragraph *paragraphs; /* of a passage; v has their texts with an empty line between */
	uint32_t line_count, paragraph_count;
};
bool answer_equal(const struct answer *a, const struct answer *b); /* state, v, unit, per, other, lines */

/* ---- events ------------------------------------------------------------------------------------------------------------ */
enum event_kind {
#define X(name, word, durable, undoable, appears) EVENT_##name,
#include "tanya/events.def"
#undef X
	EVENT_KIND_COUNT
};
struct event_row {
	const char *word;
	bool durable, undoable, appears;
};
extern const struct event_row event_rows[EVENT_KIND_COUNT];

/* All members that an event may have; those of its kind are used, the rest is zero. Texts are borrowed by interview_apply, which
 * copies what it keeps. */
struct event {
	enum event_kind kind;
	uint64_t n;       /* given by the journal when it is appended */
	struct moment at;
	int64_t ms;       /* since the sitting began */
	uint64_t undo, redo; /* the n concerned, or 0 */
	struct span q;    /* path */
	struct answer answer;                 /* answer; draft with half-made picks: v */
	bool draft_is_pick;                   /* draft: v, not a splice */
	uint32_t from, cut;                   /* draft: codepoints */
	struct span put;                      /* draft */
	struct span label, text, who, to;     /* row_*: label · remark, override: text · aside: who (`for`) · language: to */
	uint32_t check;                       /* override: place in the list, from 1 */
	struct span message, reason;          /* override, close, reopen, case: reason */
	struct span name, id, mode, mark;     /* probe · paragraph, mark */
	bool done;                            /* probe */
	struct span outcome, why;             /* close · leave */
	struct span case_key;                 /* open, case */
	const struct named_text *case_values; /* open, case */
	uint32_t case_value_count;
	/* open, resume, migrate */
	struct span questionnaire, version, sha256, form, title, program, enumerator, device, host, user, tty, language;
	int64_t pid, torn;
	uint64_t seed;
	uint32_t format;
	bool simulated;
	const struct span *set_aside; /* migrate: paths */
	uint32_t set_aside_count;
	const int64_t *dropped; /* repair: line numbers */
	uint32_t dropped_count;
	struct span summary, answers; /* leave, complete, close: raw JSON, made by the journal's room from the interview */
};
struct named_text {
	struct span name, text;
};

/* What an event did, for whoever shows it. In document order, each cell once a kind. */
enum effect_kind {
	EFFECT_ANSWER,      /* the cell's answer, state, remark, aside or override is new */
	EFFECT_ASKED,       /* has become asked */
	EFFECT_UNASKED,     /* has become not asked; its answer is kept aside */
	EFFECT_CALCULATED,  /* a calculation has a new value */
	EFFECT_ROWS,        /* the repeat (cell: item, parent row) has other rows or another order */
	EFFECT_FAULT        /* an expression of the cell could not be evaluated; text tells */
};
struct effect {
	enum effect_kind kind;
	struct cell cell;
	bool answered;    /* the cell holds an answer or non-answer */
	const char *text; /* of a fault */
};
struct effects {
	struct effect *items;
	size_t count, capacity;
};
void effects_clear(struct effects *effects);
void effects_free(struct effects *effects);

/* ---- the interview -------------------------------------------------------------------------------------------------------- */
struct interview;
enum interview_status { INTERVIEW_PARTIAL, INTERVIEW_COMPLETE, INTERVIEW_CLOSED };
const char *interview_status_word(enum interview_status status); /* "partial" … */
#define INTERVIEW_OUTCOMES 6
extern const char *const interview_outcomes[INTERVIEW_OUTCOMES]; /* of `close`, before those that a questionnaire lists (4-files) */

/* An interview before its first event (which must be `open`). The questionnaire is borrowed and must outlive it. */
struct interview *interview_new(const struct questionnaire *questionnaire);
void interview_free(struct interview *interview);

/* Applies one event. False, with *refusal a plain English sentence and nothing changed, when the event makes no sense (no such
 * path, row that exists, answer to a note, value that is none of its type). An answer that a constraint refuses, or to what is not
 * asked, is *taken*: judging is the caller's (interview_judge), since a journal may hold it after a migration. Effects may be NULL;
 * they are appended. */
bool interview_apply(struct interview *interview, const struct event *event, struct effects *effects, const char **refusal);

const struct questionnaire *interview_questionnaire(const struct interview *interview);
enum interview_status interview_status(const struct interview *interview);
struct span interview_outcome(const struct interview *interview); /* of a closed one */
struct span interview_reason(const struct interview *interview);  /* why it was closed, in words */
uint32_t interview_language(const struct interview *interview);
uint64_t interview_last(const struct interview *interview);  /* n of the last event */
const struct event *interview_opening(const struct interview *interview); /* the `open` event, texts kept */
struct moment interview_started(const struct interview *interview);
struct moment interview_last_change(const struct interview *interview); /* 4-files */
struct moment interview_completed(const struct interview *interview);   /* of complete or close; ms 0 when neither */
int64_t interview_worked_ms(const struct interview *interview);         /* `minutes` of 4-files, in ms */
struct cell interview_place(const struct interview *interview);         /* of the last show; item NONE: the finish screen or nothing yet */
bool interview_was_shown(const struct interview *interview, bool *finish_screen);
struct span interview_case(const struct interview *interview);          /* key, or empty */
struct span interview_enumerator(const struct interview *interview);
/* Who gave the last answer in the respondent's place; empty: the respondent, or the sitting has ended since. */
struct span interview_answerer(const struct interview *interview);

/* Paths (4-files). */
void interview_path(const struct interview *interview, struct cell cell, struct string *out);
bool interview_find(const struct interview *interview, struct span path, struct cell *cell); /* false: no such item or row */
/* For a path whose last row does not exist: its repeat, parent row and identity; for row_add. */
bool interview_find_row(const struct interview *interview, struct span path, struct cell *repeat, struct span *identity);

/* Rows. A repeat's rows are asked for by the cell of the repeat: (repeat item, parent row). */
struct row {
	struct span identity; /* "2", a choice name */
	struct span label;    /* renamed, of its choice or line; may be empty */
	uint32_t parent;      /* slot in the table of the repeat around */
	uint32_t place;       /* from 1, among the rows that count */
};
const uint32_t *interview_rows(const struct interview *interview, struct cell repeat, uint32_t *count); /* slots in order */
const struct row *interview_row(const struct interview *interview, uint32_t repeat_item, uint32_t slot);
struct cell interview_repeat_of(const struct interview *interview, struct cell cell); /* repeat around, with its parent row; item NONE */
bool interview_repeat_is_open(const struct interview *interview, struct cell repeat); /* neither count nor from */
uint32_t interview_next_identity(const struct interview *interview, struct cell repeat); /* the number a row_add is to use */
uint32_t interview_next_line(const struct interview *interview, struct cell list); /* the id a new line of a list is to use */

/* What is known of a cell. */
bool interview_asked(const struct interview *interview, struct cell cell); /* relevant, and all around it too, and its row counts */
enum answer_state interview_state(const struct interview *interview, struct cell cell); /* NOT_ASKED when so */
const struct answer *interview_answer(const struct interview *interview, struct cell cell); /* kept aside ones too; never NULL */
struct value interview_value(const struct interview *interview, struct cell cell); /* as expressions see it; of calculations too */
bool interview_required(const struct interview *interview, struct cell cell);
bool interview_read_only(const struct interview *interview, struct cell cell);
struct span interview_remark(const struct interview *interview, struct cell cell);
struct span interview_aside(const struct interview *interview, struct cell cell); /* "" when not set aside */
bool interview_probe_done(const struct interview *interview, struct cell topic, struct span name);
/* Draft as text; false: none. `pick` tells that it is v of half-made picks. `remark` asks for that of remark(PATH). */
bool interview_draft(const struct interview *interview, struct cell cell, bool remark, struct span *text, bool *pick);
struct override {
	uint32_t check;
	struct span reason, text, message;
};
const struct override *interview_override(const struct interview *interview, struct cell cell, uint32_t check); /* that still holds, or NULL */
bool interview_offers(const struct interview *interview, struct cell cell, uint32_t choice); /* after choice_filter */
/* Choices in the order shown (randomize), those not offered left out; borrowed until the next apply. */
const uint32_t *interview_choices(const struct interview *interview, struct cell cell, uint32_t *count);

/* Walking in the questionnaire's order, rows in theirs, only what is asked; a group, topic or repeat stands before what is in it. With `shown`,
 * only what has a screen: groups with field-list or table-list are met as one, their members not; an open repeat is met *behind* its
 * rows, where it asks for another; other groups, topics and repeats not at all. Start with CELL_NONE; false at the end. */
bool interview_step(const struct interview *interview, struct cell *cell, bool forward, bool shown);
/* Cells below a group or in a row, in order: what a screen or an export walks. Includes what is not asked when `all`. */
int interview_compare(const struct interview *interview, struct cell a, struct cell b); /* below, at or above 0: a stands before, at or behind b */
bool interview_step_all(const struct interview *interview, struct cell *cell); /* every cell of every row that counts, asked or not */
void interview_number(const struct interview *interview, struct cell cell, struct string *out); /* "2.1[3]" ; "" when it has none */

/* Texts in a language, `${q}` piped (non-answers as …); empty when the author gave none. */
enum words_kind { WORDS_LABEL, WORDS_HINT, WORDS_GUIDANCE, WORDS_REQUIRED, WORDS_CONSTRAINT, WORDS_PURPOSE };
void interview_words(const struct interview *interview, struct cell cell, enum words_kind kind, uint32_t language, struct string *out);
void interview_check_message(const struct interview *interview, struct cell cell, uint32_t check, uint32_t language, struct string *out);
void interview_choice_label(const struct interview *interview, struct cell cell, uint32_t list, uint32_t choice, uint32_t language,
                            struct string *out);
/* An answer as shown on screen: labels, grouped numbers with unit, dates in words short; "…" for non-answers. */
void interview_show(const struct interview *interview, struct cell cell, uint32_t language, struct string *out);
/* A stored number as one types it in a language: its own decimal mark, no others. */
void answer_digits(const struct questionnaire *questionnaire, struct span digits, uint32_t language, struct string *out);
void answer_show(const struct questionnaire *questionnaire, const struct item *item, const struct answer *answer, uint32_t language,
                 struct string *out);
void interview_title(const struct interview *interview, struct string *out); /* instance_name, else "" */

/* ---- judging ------------------------------------------------------------------------------------------------------------------ */
enum verdict_kind {
	VERDICT_FINE, VERDICT_NOT_A_VALUE, VERDICT_OUT_OF_RANGE, VERDICT_UNKNOWN_CHOICE, VERDICT_NOT_OFFERED, VERDICT_EXCLUSIVE,
	VERDICT_UNKNOWN_UNIT, VERDICT_STATE_NOT_ALLOWED, VERDICT_NOT_ASKED, VERDICT_READ_ONLY, VERDICT_REQUIRED, VERDICT_CONSTRAINT,
	VERDICT_CHECK /* soft: `check` says which, from 1 */
};
struct verdict {
	enum verdict_kind kind;
	uint32_t check;
	const char *fault; /* a constraint or check that could not be evaluated, and so refuses nothing; lives with the interview */
};
/* Would this answer do for this cell? Hard faults first, then the first soft check without an override. */
struct verdict interview_judge(struct interview *interview, struct cell cell, const struct answer *answer);
struct verdict interview_judge_standing(struct interview *interview, struct cell cell); /* the answer that stands */

/* Reads a CSV cell (4-files, Values) as an answer of the item; texts live in `arena`. False: *expected tells what was expected. */
bool answer_read(struct arena *arena, const struct questionnaire *questionnaire, const struct item *item, struct span cell,
                 struct answer *answer, const char **expected);

/* What an event would change, without changing it: apply, list, undo. The same effects as interview_apply would give. */
bool interview_preview(struct interview *interview, const struct event *event, struct effects *effects);

/* Open points, in order, for finish screen, todo and `complete`. */
enum point_kind { POINT_REQUIRED, POINT_HARD, POINT_SOFT, POINT_NOT_OFFERED, POINT_DRAFT, POINT_OPTIONAL, POINT_ASIDE };
struct point {
	enum point_kind kind; /* up to POINT_DRAFT they are in the way of completing */
	struct cell cell;
	uint32_t check;
};
struct points {
	struct point *items;
	size_t count, capacity, in_the_way;
};
void interview_points(struct interview *interview, struct points *points); /* clears first */
void points_free(struct points *points);

struct counts {
	uint32_t answered, asked, open;
};
struct counts interview_counts(const struct interview *interview);
/* False: there are questions that identify the respondent, and none of them is asked: nobody agreed, or fits. */
bool interview_has_respondent(const struct interview *interview);

/* The event that undoes the last undoable one that is not undone, or redoes: ready but for n, at, ms. Texts live in `arena`.
 * False: nothing to undo (redo). */
bool interview_undo(const struct interview *interview, struct arena *arena, struct event *event);
bool interview_redo(const struct interview *interview, struct arena *arena, struct event *event);

/* Look-ups and time for expressions are the event's; metadata (deviceid, username …) come from open and resume. */
uint64_t interview_digest(const struct interview *interview); /* of the whole state: answers, rows, drafts, calculations, place */
/* Recomputes everything from answers alone and compares; false with the first cell that differs (tests). */
bool interview_recompute_matches(struct interview *interview, struct cell *differs);

/* `eval --form`, `--at`: evaluates a freshly compiled expression at a cell. */
bool interview_evaluate(struct interview *interview, struct cell at, const struct expression *expression, struct arena *scratch,
                        struct value *out, const char **fault);

#endif
