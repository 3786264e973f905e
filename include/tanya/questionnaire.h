/* questionnaire: what is asked. The model, its loader with every error of the language, and the table of question types. */
#ifndef TANYA_QUESTIONNAIRE_H
#define TANYA_QUESTIONNAIRE_H

#include "tanya/base.h"
#include "tanya/expression.h"
#include "tanya/formats.h"

#define NONE UINT32_MAX /* no item, list, language … */

/* How an answer is stored (dataset and writers map these), and how it is typed (screen maps these). */
enum storage {
	STORE_NOTHING, STORE_TEXT, STORE_INTEGER, STORE_NUMBER, STORE_DATE, STORE_TIME, STORE_DATETIME, STORE_CHOICE,
	STORE_CHOICES, STORE_RANK, STORE_NUMBER_UNIT, STORE_LIST, STORE_ACKNOWLEDGE, STORE_FILE, STORE_GEOPOINT,
	STORE_PASSAGE, STORE_DERIVED /* calculate and metadata: in `answers` only */
};
enum input {
	INPUT_NONE, INPUT_LINE, INPUT_TEXT, INPUT_NUMBER, INPUT_RANGE, INPUT_NUMBER_UNIT, INPUT_DATE, INPUT_TIME, INPUT_DATETIME,
	INPUT_CHOICE, INPUT_CHOICES, INPUT_RANK, INPUT_LIST, INPUT_NOTE, INPUT_ACKNOWLEDGE, INPUT_FILE, INPUT_PASSAGE
};

/* X(NAME, "word", storage, input, words after the type: number of lists it takes (min, max)) in question_types.def. */
enum question_type {
#define X(name, word, storage, input, lists_least, lists_most) TYPE_##name,
#include "tanya/question_types.def"
#undef X
	TYPE_COUNT
};
struct question_type_row {
	const char *word;
	enum storage storage;
	enum input input;
	uint8_t lists_least, lists_most; /* lists or files named after the type */
};
extern const struct question_type_row question_types[TYPE_COUNT];

enum item_kind { ITEM_QUESTION, ITEM_GROUP, ITEM_REPEAT, ITEM_TOPIC };
enum interview_kind { KIND_STRUCTURED, KIND_IN_DEPTH, KIND_OBSERVATION };

/* A text in each language; where one is missing the default language's, then the first stands in its place (already filled
 * in: never NULL inside). `words` itself is NULL where the author gave nothing. */
struct words {
	const struct template *const *by_language; /* questionnaire->language_count of them */
	const bool *given;                         /* was it given in that language? */
};

struct check { /* a soft check */
	struct expression *test;
	const struct words *message; /* NULL: none */
	struct place place;
};

struct probe { /* what is to be touched upon; ticked as it is covered */
	struct span name; /* its place from 1 when the author gave none */
	const struct words *label; /* NULL: the name is shown */
};

enum appearance {
	LOOK_QUICK = 1, LOOK_MINIMAL = 2, LOOK_AUTOCOMPLETE = 4, LOOK_LIKERT = 8, LOOK_HORIZONTAL = 16, LOOK_FIELD_LIST = 32,
	LOOK_TABLE_LIST = 64, LOOK_MULTILINE = 128, LOOK_THOUSANDS = 256, LOOK_MONTH_YEAR = 512, LOOK_YEAR = 1024,
	LOOK_NUMBERS = 2048, LOOK_MASKED = 4096
};

struct parameters {
	bool randomize, partial;
	bool has_seed, has_start, has_end, has_step;
	uint32_t seed_item; /* seed=${q}; else NONE */
	double seed, start, end, step; /* range: 0 to 10 by 1 when not given */
};

struct item {
	uint8_t kind, type;  /* enum item_kind; enum question_type for ITEM_QUESTION */
	uint8_t depth;       /* repeats around it (its own not counted) */
	uint8_t states;      /* allowed non-answers: bits 1 << STATE_… */
	uint16_t look;       /* enum appearance */
	uint8_t columns;     /* columns-n, else 0 */
	bool required_always, read_only_always, or_other, personal, identifies;
	uint32_t parent;     /* item, or NONE at the top */
	uint32_t end;        /* first item behind its last descendant; a question's own index + 1 */
	uint32_t repeat;     /* nearest repeat around it, or NONE */
	struct span name;
	const char *number;  /* "2.1" without row parts; "" for those that have none */
	struct place place;
	const struct words *label, *hint, *guidance, *required_message, *constraint_message, *purpose;
	struct expression *relevant, *required, *read_only, *constraint, *calculation, *fallback /* default */, *choice_filter,
		*repeat_count;
	uint32_t trigger;    /* item whose change re-evaluates the calculation, or NONE */
	uint32_t list;       /* choices, units of a quantity; NONE */
	uint32_t per_list;   /* a quantity's second list */
	uint32_t from;       /* repeat: the select_multiple or list question whose choices or lines are its rows; NONE */
	struct parameters parameters;
	struct check *checks;
	uint32_t check_count;
	struct probe *probes; /* of a topic, or of a passage */
	uint32_t probe_count;
	const char *appearance; /* as written, or "" */
};

struct choice {
	struct span name;
	const struct words *label; /* NULL: the name is shown */
	const struct span *aliases;
	uint32_t alias_count;
	bool exclusive;
	double factor; /* of a unit; NaN when not given */
	struct place place;
};

struct choice_list {
	struct span name;   /* of a list, or the file's name */
	bool from_file;
	struct choice *choices;
	uint32_t count;
	struct span *column_names; /* further keys, for choice_filter */
	uint32_t column_count;
	struct span *cells;        /* count × column_count */
	struct map *by_name;       /* choice name → first index */
	bool whole_numbers;        /* all names are whole numbers: typed themselves */
	struct place place;
};

/* A look-up CSV (pulldata, select from file). */
struct lookup {
	struct span file;
	struct span *header;
	uint32_t column_count, row_count;
	struct span *cells; /* row_count × column_count */
	const uint32_t *lines; /* in the file, of each row */
};
uint32_t lookup_column(const struct lookup *lookup, struct span name); /* of the header, or NONE */

/* Something computed from answers; numbered in an order in which each stands behind all it reads. */
enum derived_kind { DERIVED_REPEAT_COUNT, DERIVED_RELEVANT, DERIVED_CALCULATION, DERIVED_DEFAULT, DERIVED_REQUIRED, DERIVED_READ_ONLY,
	DERIVED_FILTER, DERIVED_CONSTRAINT, DERIVED_CHECK };
struct derived {
	uint32_t item;
	uint16_t kind;  /* enum derived_kind */
	uint16_t check; /* index of a soft check */
	const struct expression *expression;
};

struct source_file { /* what an interview pins */
	const char *path; /* relative to the form's folder, no .. */
	struct span bytes;
};

struct language {
	struct span code, title;
};

struct outcome {
	struct span name;
	const struct words *label;
};

struct multiplier {
	struct span word;
	double factor;
};

struct questionnaire {
	struct arena *arena;
	const char *file;       /* as it was opened */
	struct span id, version;
	const struct words *title;
	enum interview_kind kind;
	bool quick;
	struct language *languages;
	uint32_t language_count, default_language;
	const struct expression *instance_expression; /* instance_name if it parses as one … */
	const struct words *instance_words;           /* … else as a template */
	struct item *items;
	uint32_t item_count;
	struct map *by_name;    /* item name folded to lower case → item */
	struct choice_list *lists;
	uint32_t list_count;
	struct lookup *lookups;
	uint32_t lookup_count;
	struct outcome *outcomes; /* of the questionnaire; those of 4-files stand besides */
	uint32_t outcome_count;
	struct multiplier *multipliers;
	uint32_t multiplier_count;
	struct { struct span file, key, label /* raw, with ${case.COLUMN} */; uint32_t lookup; } cases; /* lookup NONE: no list */
	struct derived *derived;
	uint32_t derived_count;
	/* Who reads item i (or, for a group or repeat, i or any item in it): dependents[dependents_first[i] … dependents_first[i+1]). */
	uint32_t *dependents, *dependents_first;
	/* Derived of item i, in order: own[own_first[i] … own_first[i+1]). */
	uint32_t *own, *own_first;
	struct source_file *sources; /* sorted by path; form, includes, look-ups */
	uint32_t source_count;
	const char *form_path;  /* the form's own among them */
	char sha256[65];        /* of MANIFEST (4-files) */
	struct string manifest; /* `sha256sum` format, sorted by path */
};

/* Reads files for the loader: appends to `out`; false with faults. `path` is as joined from the form's folder. Both are handed
 * in, since this room does no I/O. */
struct questionnaire_reader {
	void *self;
	bool (*read)(void *self, const char *path, struct string *out, struct diagnostics *faults);
	void (*hash)(char out[65], struct span bytes); /* SHA-256 in hex */
};

/* Loads a form and all it includes. All faults of all files are told in one go (every *error* of 6-language). Warnings and notes
 * may come with a usable questionnaire; with any error the result is NULL. */
struct questionnaire *questionnaire_load(const char *path, const struct questionnaire_reader *reader, struct diagnostics *faults);
void questionnaire_free(struct questionnaire *questionnaire);

uint32_t questionnaire_find(const struct questionnaire *questionnaire, struct span name); /* item or NONE; exact case */
uint32_t questionnaire_language(const struct questionnaire *questionnaire, struct span code); /* index or NONE */
const struct question_type_row *item_type(const struct item *item); /* of a question */
bool item_has_answer(const struct item *item); /* a question that stores one: not note, group … */
bool item_is_shown(const struct item *item);   /* has a screen: not calculate, hidden, metadata */
/* Lowest common repeats: how many repeats around item a also stand around item b. */
unsigned questionnaire_shared_repeats(const struct questionnaire *questionnaire, uint32_t a, uint32_t b);
/* The scope in which an expression at `item` (NONE: the top) is compiled, for eval and templates made later. */
struct expression_scope questionnaire_scope(const struct questionnaire *questionnaire, uint32_t item);

#endif
