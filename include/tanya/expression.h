/* expression: ODK's XForms expressions (XPath 1.0 operators, `${name}`) and text templates.
 * Knows nothing of questionnaires: names are resolved by a scope at compile time, answers come from a world at run time. */
#ifndef TANYA_EXPRESSION_H
#define TANYA_EXPRESSION_H

#include "tanya/base.h"

/* ---- values: 16 bytes, texts borrowed ---------------------------------------------------------------------------- */
enum value_kind {
	VALUE_TEXT,     /* also choice names and select_multiple's, with one space between; empty is the empty text */
	VALUE_NUMBER,
	VALUE_BOOLEAN,
	VALUE_DATE,     /* ISO text, perhaps partly known ("2026-11") */
	VALUE_DATETIME, /* ISO text with offset */
	VALUE_TIME,     /* ISO text */
	VALUE_NODES,    /* several values */
};

struct value {
	uint8_t kind;
	uint32_t length; /* bytes of text, or number of nodes */
	union {
		const char *text;
		double number;
		bool truth;
		const struct value *nodes;
	};
};

struct value value_text(struct span text);
struct value value_number(double number);
struct value value_boolean(bool truth);
struct value value_date(struct span iso);
bool value_is_empty(const struct value *value);
/* Conversions of XPath 1.0 section 3.2 and 4, with ODK's on dates. Nodes convert by their first. `offset_minutes` is that of
 * the evaluation, for datetimes. */
double value_to_number(const struct value *value, int offset_minutes);
bool value_to_boolean(const struct value *value);
void value_print(struct string *out, const struct value *value); /* as `tanya eval` prints it */
bool value_equal(const struct value *a, const struct value *b); /* identical kind and content (change detection) */

/* The six states; the order is part of no format, the words (`answer_state_word`) are. */
enum answer_state { STATE_UNANSWERED, STATE_ANSWERED, STATE_DONT_KNOW, STATE_REFUSED, STATE_NOT_APPLICABLE, STATE_NOT_ASKED };
#define STATE_COUNT 6
const char *answer_state_word(enum answer_state state); /* "dont_know" … */
bool answer_state_of(struct span word, enum answer_state *state);

/* ---- compiling --------------------------------------------------------------------------------------------------- */
#define REFERENCE_SELF UINT32_MAX       /* `.`: the question whose expression this is */
#define REFERENCE_CASE (UINT32_MAX - 1) /* ${case.COLUMN}: a cell of the case's row; among the references of no expression */

struct reference {
	uint32_t item;   /* of the questionnaire, or one of the above */
	uint32_t column; /* of REFERENCE_CASE: in the header of the list of cases */
	uint8_t shared; /* enclosing repeats that it has in common with the place of the expression */
	bool many;      /* stands in a repeat that the place does not: a set of nodes */
	bool container; /* a group or repeat: count() counts its rows */
	bool row;       /* a repeat that stands around the place: in a template the row's own label */
};

struct expression_scope {
	void *self;
	/* What `${name}` means here; false: unknown (then `nearest` may name a likely one, or NULL). A late scope is also asked
	 * for `.`: false means that it has no value. */
	bool (*resolve)(void *self, struct span name, struct reference *reference, const char **nearest);
	/* Number of a choice's column by its bare name, or UINT32_MAX. NULL: bare names are errors. */
	uint32_t (*column)(void *self, struct span name);
	bool (*has_file)(void *self, struct span file); /* for pulldata; NULL: any */
	struct place (*place)(void *self, size_t offset); /* of a byte of the source */
	bool late; /* `eval`: unknown names, functions and wrong counts fail only when reached */
	unsigned depth; /* repeats around the place, for position(..) */
};

struct expression;

enum expression_trait {
	TRAIT_NOW = 1,       /* now() today() */
	TRAIT_RANDOM = 2,    /* random() randomize() uuid() once() of them */
	TRAIT_DURATION = 4,
	TRAIT_SELF = 8,      /* reads `.` */
	TRAIT_POSITION = 16, /* reads its row's place */
	TRAIT_LANGUAGE = 32, /* jr:choice-name: depends on the language on screen */
	TRAIT_COLUMNS = 64,  /* reads columns of a choice */
	TRAIT_CONSTANT = 128, /* reads nothing */
	TRAIT_CASE = 512      /* reads the case's row */
};

/* Compiles; all comes from `arena`. NULL with faults (codes: expression-syntax, unknown-name, unknown-function, arity,
 * several-nodes, not-supported (axes, paths, predicates, instance(), current(), with the cure in words), too-long, too-deep,
 * bad-date). An unknown look-up file of pulldata() is an unknown-name; a group or repeat where a value is needed is several-nodes. */
struct expression *expression_compile(struct arena *arena, struct span source, const struct expression_scope *scope,
                                      struct diagnostics *faults);
unsigned expression_traits(const struct expression *expression); /* of enum expression_trait */
struct span expression_source(const struct expression *expression);
const struct reference *expression_references(const struct expression *expression, size_t *count); /* each once */
const struct span *expression_columns(const struct expression *expression, size_t *count); /* bare names it reads */

/* ---- evaluating ---------------------------------------------------------------------------------------------------- */
struct expression_world {
	void *self;
	struct value (*one)(void *self, const struct reference *reference); /* in the row of the evaluation */
	/* All nodes of a many-reference (asked ones only), borrowed until the evaluation ends; answers may be empty texts. */
	struct value (*many)(void *self, const struct reference *reference);
	/* indexed-repeat(q, repeat1, index1, …): indexes from 1, outermost first, `count` of them. */
	struct value (*indexed)(void *self, const struct reference *reference, const int64_t *indexes, size_t count);
	enum answer_state (*state)(void *self, const struct reference *reference);
	double (*base)(void *self, const struct reference *reference); /* a quantity in base units, else NaN */
	/* position(..) asks for up 0, position(../..) for 1: the place from 1, among its siblings, of the literal parent, its
	 * parent and so on. Of a group that is 1. */
	double (*position)(void *self, unsigned up);
	/* Label of choice `name` of the question, in the language on screen; the name itself when there is none. */
	struct value (*choice_label)(void *self, const struct reference *reference, struct span name);
	/* pulldata(file, column, key column, key); the empty text when absent. */
	struct value (*lookup)(void *self, struct span file, struct span column, struct span key_column, struct span key);
	struct value (*column)(void *self, uint32_t column); /* of the choice that is judged */
	/* Memo of an aggregate over a many-reference that does not depend on the row: a number that changes whenever a node of it
	 * does; 0: do not keep. NULL: never kept. */
	uint64_t (*version)(void *self, const struct reference *reference);
	struct moment now; /* of the event; its offset is the time zone of the evaluation */
	double duration_s; /* over all sittings */
	/* The generator's inputs (tanya-interview(5)): the journal's seed, the event's n, the number of the node. */
	uint64_t seed, event, node;
	struct expression_memory *memory; /* regexes and aggregates kept between evaluations; may be NULL */
};

struct expression_memory *expression_memory_new(void);
void expression_memory_free(struct expression_memory *memory);

/* Evaluates into *out, whose texts live in `scratch`, in the world's answers or in the expression. False when a limit was
 * passed, a regex is bad, several nodes stand where one is needed, or (late) a name is unknown: *fault is a clear sentence. */
bool expression_evaluate(const struct expression *expression, const struct expression_world *world, struct arena *scratch,
                         struct value *out, const char **fault);

/* The generator behind random(): a number in [0, 1) from seed, event, node and the number of the draw within the evaluation,
 * from 0. In unsigned 64-bit arithmetic, with mix(x) the step of SplitMix64:
 *   x += 0x9E3779B97F4A7C15; x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9; x = (x ^ x >> 27) * 0x94D049BB133111EB; x ^ x >> 31
 *   bits = mix(mix(mix(mix(seed) ^ event) ^ node) ^ call);   random = (bits >> 11) / 2^53
 * One draw each: random(); each character of uuid(n), "0…9A…Za…z"[floor(random * 62)]; randomize() without a seed, whose seed
 * is bits >> 33. Two draws: uuid(), the high and the low half of an RFC 9562 version 4. */
double expression_random(uint64_t seed, uint64_t event, uint64_t node, uint64_t call);
/* ODK's randomize(): order[] is filled with a permutation of 0…count-1 (Park–Miller, Fisher–Yates inside out).
 * state = seed rem 2147483647, plus 2147483646 when that is 0 or less, 1 if it is still 0; then for i = 0 … count - 1:
 * state = state * 16807 rem 2147483647; j = floor((state - 1) / 2147483646 * (i + 1)); order[i] = order[j]; order[j] = i.
 * A, B, C, D, E, F become AFCBDE with seed 42 and BFEACD with seed 1. */
void expression_shuffle(uint32_t *order, size_t count, int64_t seed);

/* ---- text templates: labels with `${q}` ----------------------------------------------------------------------------- */
struct template;
struct template_part {
	struct span text;           /* literal; empty when reference is meant */
	bool is_reference;
	struct reference reference;
};
/* `source` is kept: it must live as long as the arena. Unknown names are faults (`unknown-name`). Backslash has no meaning. */
struct template *template_compile(struct arena *arena, struct span source, const struct expression_scope *scope,
                                  struct diagnostics *faults);
const struct template_part *template_parts(const struct template *template, size_t *count);

#endif
