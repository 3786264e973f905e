/* Loading, in steps: files to trees, trees to items and lists, texts and expressions to compiled ones, then order and
 * numbers. Private to the room. */
#ifndef TANYA_QUESTIONNAIRE_LOADER_H
#define TANYA_QUESTIONNAIRE_LOADER_H

#include "tanya/questionnaire.h"

struct file {          /* a YAML file of the form */
	const char *path;  /* relative to the form's folder */
	const char *shown; /* as messages name it */
	struct yaml_node *root;
	size_t parent; /* index of the file that named it */
};

struct use {                      /* a group of an included file, where `use:` places it */
	const struct yaml_node *node; /* the name behind `use:` */
	const struct use *outer;      /* that it stands in; NULL: none */
	struct span prefix;           /* with those of the outer ones before it */
	uint32_t first, end;          /* its items */
};

struct draft { /* what an item is made of, until it is compiled */
	const struct yaml_node *node;
	const struct use *use; /* NULL: it stands in the form itself */
	const char *file;      /* that it is written in, relative to the form's folder */
};

struct group_definition { /* a group of an included file */
	struct span name;
	const struct yaml_node *node, *place;
	const char *file;
	bool open; /* being placed */
};

struct place_scope { /* where a name or an expression stands */
	const struct questionnaire *questionnaire;
	struct loader *loader;        /* NULL once loading is over */
	const struct yaml_node *node; /* for places; NULL when there is none … */
	struct place place;           /* … then this */
	const struct use *use;
	const char *file; /* that it is written in */
	uint32_t item;
};

struct loader {
	struct questionnaire *questionnaire;
	struct arena *arena;
	const struct questionnaire_reader *reader;
	struct diagnostics *faults;
	const char *folder; /* of the form, with its slash; "" when none */
	struct file *files;
	size_t file_count, file_capacity;
	struct draft *drafts; /* one an item */
	size_t draft_count, draft_capacity, item_capacity;
	struct group_definition *groups;
	size_t group_count, group_capacity;
	const struct yaml_node **list_nodes; /* one a list; NULL: from a file */
	size_t list_capacity, list_node_count, list_node_capacity, choice_count;
	size_t lookup_capacity, source_count, source_capacity;
	struct map *by_list, *by_lookup, *by_group, *by_source; /* by_lookup: BAD_LOOKUP of those told already */
	struct place_scope scope;                               /* of the expression or text that is being compiled */
	struct string scratch;
	uint32_t *outcome_nodes; /* which of the list in YAML each outcome is */
	uint32_t hints;          /* nearest names looked for: a file full of unknown names is not searched for each */
	uint8_t default_states;
	bool full;            /* too many items: told once */
	size_t errors_before; /* faults may be those of several forms */
};

#define HINTS_MOST 50
#define BAD_LOOKUP (UINT32_MAX - 1)

/* faults.c */
bool fault(struct loader *loader, const char *code, const struct yaml_node *at, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* The same at a word of a scalar's text. */
bool fault_at(struct loader *loader, const char *code, const struct yaml_node *scalar, struct span word,
	const char *format, ...) __attribute__((format(printf, 5, 6)));
struct place place_in(const struct yaml_node *scalar, struct span word);
void cure(struct loader *loader, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cure_nearest(struct loader *loader, const char *nearest, const char *otherwise);
void note(struct loader *loader, const char *code, struct place place, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
struct nearest { /* a search for the likeliest of many names */
	struct span wanted;
	const char *name; /* NULL: none is like it */
	unsigned distance;
	bool over; /* too many were searched for */
};
struct nearest nearest_start(struct loader *loader, struct span wanted);
void nearest_try(struct nearest *nearest, struct span name, const char *kept);
bool text_or_fault(
	struct loader *loader, const struct yaml_node *node, const char *what, struct span *text); /* a scalar */
bool truth_or_fault(struct loader *loader, const struct yaml_node *node, const char *what, bool *truth);
bool is_truth(struct span text, bool *truth); /* true yes false no, any case */
bool name_fits(struct span name);
bool name_or_fault(struct loader *loader, const struct yaml_node *node, struct span name);
struct span span_lower(struct arena *arena, struct span name); /* ASCII capitals made small */

/* keys.c */
enum context {
	IN_FORM = 1,
	IN_INCLUDED = 2,
	IN_QUESTION = 4,
	IN_GROUP = 8,
	IN_REPEAT = 16,
	IN_TOPIC = 32,
	IN_USE = 64,
	IN_CHECK = 128,
	IN_CASE = 256,
	IN_OUTCOME = 512,
	IN_OBSERVATION = 1024,
	IN_PROBE = 2048
};
void check_keys(struct loader *loader, const struct yaml_node *mapping, unsigned contexts);

/* files.c */
bool load_files(struct loader *loader, const char *path);
const char *path_within(
	struct loader *loader, const char *from, const struct yaml_node *scalar, struct span named); /* NULL with a fault */
const char *shown_path(struct loader *loader, const char *relative);
bool source_read(struct loader *loader, const char *relative, const struct yaml_node *named, struct span *bytes);
void finish_sources(struct loader *loader);

/* header.c */
void load_header(struct loader *loader);

/* items.c */
void load_items(struct loader *loader);

/* states.c */
uint8_t read_states(struct loader *loader, const struct yaml_node *node, uint8_t otherwise);

/* types.c */
void load_type(struct loader *loader, uint32_t item, const struct yaml_node *type, const char *file);

/* parameters.c */
void load_parameters(struct loader *loader, uint32_t item, const struct yaml_node *node, const struct yaml_node *type);
void load_look(struct loader *loader, struct item *item, const struct yaml_node *appearance);
void compile_seed(struct loader *loader, uint32_t item, const struct yaml_node *node); /* seed=${q} */

/* choices.c */
void load_lists(struct loader *loader);
uint32_t find_list(struct loader *loader, struct span name);
void compile_lists(struct loader *loader);
bool list_makes_room(struct loader *loader, const struct yaml_node *at, size_t choices);
uint32_t list_add(struct loader *loader, struct choice_list list, const struct yaml_node *node);
bool choice_name_fits(struct span name);

/* choice_files.c */
uint32_t list_from_file(
	struct loader *loader, const char *from, const struct yaml_node *scalar, struct span named); /* NONE with a fault */
void compile_file_labels(struct loader *loader, uint32_t list);

/* duplicates.c */
void check_duplicates(struct loader *loader);

/* lookups.c */
uint32_t find_lookup(
	struct loader *loader, const char *from, const struct yaml_node *scalar, struct span named); /* NONE with a fault */

/* words.c */
const struct words *load_words(struct loader *loader, const struct yaml_node *node, uint32_t item);
const struct words *words_of(
	struct loader *loader, const struct template **texts, bool *given); /* NULL when none is given; fills gaps */
const struct template *load_template(struct loader *loader, struct span text, const struct expression_scope *scope);

/* scope.c. Borrowed until the next call: compiling keeps nothing of it. */
struct expression_scope scope_at(struct loader *loader, uint32_t item, const struct yaml_node *node);
struct expression_scope scope_of_filter(
	struct loader *loader, uint32_t item, const struct yaml_node *node); /* bare names are columns */
struct expression_scope scope_at_place(struct loader *loader, struct place place);
bool place_find(const struct place_scope *scope, struct span name, uint32_t *item); /* heeds prefixes */
struct nearest nearest_item(struct loader *loader, struct span name);

/* compile.c */
void compile_items(struct loader *loader);
void compile_header(struct loader *loader);

/* order.c, readers.c, number.c */
void make_order(struct loader *loader);
void make_readers(struct questionnaire *questionnaire);
void make_numbers(struct questionnaire *questionnaire);

#endif
