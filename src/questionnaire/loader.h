/* Loading, in steps: files to trees, trees to items and lists, texts and expressions to compiled ones, then order and numbers. Private to the room. */
#ifndef TANYA_QUESTIONNAIRE_LOADER_H
#define TANYA_QUESTIONNAIRE_LOADER_H

#include "tanya/questionnaire.h"

struct file { /* a YAML file of the form */
	const char *path;   /* relative to the form's folder */
	const char *shown;  /* as messages name it */
	struct yaml_node *root;
	struct yaml_node *included_by; /* the scalar that named it */
	size_t parent;      /* index of the file that named it */
};

struct draft { /* what an item is made of, until it is compiled */
	const struct yaml_node *node;
	struct span prefix;
	const struct yaml_node *list_words; /* the type's scalar, for places */
};

struct group_definition { /* a group of an included file, placed by `use:` */
	struct span name;
	const struct yaml_node *node;
	size_t used;
};

struct list_draft {
	const struct yaml_node *node;
	bool used;
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
	struct list_draft *list_drafts;
	size_t list_capacity, list_draft_count, list_draft_capacity;
	size_t lookup_capacity, source_count, source_capacity;
	struct map *by_list, *by_lookup;
	uint32_t hints; /* nearest names offered so far: a file full of unknown names is not searched for each */
	uint8_t default_states;
	size_t errors_before; /* faults may be those of several forms */
};

#define HINTS_MOST 50

/* keys.c */
enum context { IN_FORM = 1, IN_INCLUDED = 2, IN_QUESTION = 4, IN_GROUP = 8, IN_REPEAT = 16, IN_TOPIC = 32, IN_USE = 64, IN_CHECK = 128, IN_CASE = 256, IN_GROUPS = 512 };
void check_keys(struct loader *loader, const struct yaml_node *mapping, enum context context);
bool fault(struct loader *loader, const char *code, const struct yaml_node *at, const char *format, ...) __attribute__((format(printf, 4, 5)));
void cure(struct loader *loader, const char *format, ...) __attribute__((format(printf, 2, 3)));
void note(struct loader *loader, const char *code, const struct yaml_node *at, const char *format, ...) __attribute__((format(printf, 4, 5)));
const char *nearest_of(struct loader *loader, struct span wanted, const char *(*name_at)(const void *self, size_t index), const void *self, size_t count);
bool text_or_fault(struct loader *loader, const struct yaml_node *node, const char *what, struct span *text); /* a scalar */
bool truth_or_fault(struct loader *loader, const struct yaml_node *node, const char *what, bool *truth);
bool is_truth(struct span text, bool *truth); /* true yes false no, any case */
bool name_fits(struct span name);

/* files.c */
bool load_files(struct loader *loader, const char *path);
const char *path_within(struct loader *loader, const char *from, const struct yaml_node *named); /* NULL with a fault */
bool source_read(struct loader *loader, const char *relative, const struct yaml_node *named, struct span *bytes);
void finish_sources(struct loader *loader);

/* header.c */
bool load_header(struct loader *loader);

/* items.c */
void load_items(struct loader *loader);

/* types.c */
void load_type(struct loader *loader, uint32_t item, const struct yaml_node *type, const struct yaml_node *parameters, const char *file);
void load_look(struct loader *loader, struct item *item, const struct yaml_node *appearance);

/* choices.c */
void load_lists(struct loader *loader);
uint32_t find_list(struct loader *loader, struct span name);
uint32_t list_from_file(struct loader *loader, const char *from, const struct yaml_node *named, struct span name);
void compile_lists(struct loader *loader);

/* lookups.c */
uint32_t find_lookup(struct loader *loader, const char *from, const struct yaml_node *named, struct span name); /* NONE with a fault */
uint32_t lookup_column(const struct lookup *lookup, const char *name);

/* words.c */
const struct words *load_words(struct loader *loader, const struct yaml_node *node, uint32_t item, struct span prefix);

/* scope.c, compile.c */
struct expression_scope scope_at(struct loader *loader, uint32_t item, const struct yaml_node *node, struct span prefix);
struct expression_scope filter_scope_at(struct loader *loader, uint32_t item, const struct yaml_node *node, struct span prefix); /* with columns */
void compile_items(struct loader *loader);
void compile_header(struct loader *loader);

/* order.c, number.c */
void make_order(struct loader *loader);
void make_numbers(struct questionnaire *questionnaire);

#endif
