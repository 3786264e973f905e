/* The state of one compilation. The first syntax fault ends it; names, counts and the like go on to the next fault. */
#ifndef TANYA_EXPRESSION_COMPILER_H
#define TANYA_EXPRESSION_COMPILER_H

#include "lexer.h"
#include "node.h"

#define TRAIT_LOOKUP 256 /* pulldata(): reads a file, so is not constant; private */

struct pending {
	struct link link;
	size_t offset; /* of its first byte in the source */
};

struct compiler {
	struct span source;
	const struct expression_scope *scope;
	struct arena *arena;
	struct diagnostics *faults;
	struct token token;
	bool after_operand;
	bool stopped; /* no further: syntax or a limit */
	bool failed;
	unsigned depth, traits;
	struct node *nodes;
	size_t node_count, node_capacity;
	struct link *links; /* of finished nodes */
	size_t link_count, link_capacity;
	struct pending *pending; /* children of nodes under way: a stack */
	size_t pending_count, pending_capacity;
	struct reference *references;
	size_t reference_count, reference_capacity;
	struct map *seen; /* references by their bytes, once there are many */
	struct span *columns;
	size_t column_count, column_capacity;
};

/* A call whose arguments are compiled: pending[base] and on. */
struct call {
	uint32_t function;
	size_t base, count, offset;
};

/* compile.c */
void compiler_fault(struct compiler *compiler, const char *code, size_t offset, const char *cure, const char *format,
	...) __attribute__((format(printf, 5, 6)));
void compiler_stop(struct compiler *compiler, const char *code, size_t offset, const char *cure, const char *format,
	...) __attribute__((format(printf, 5, 6)));
void compiler_advance(struct compiler *compiler);
uint32_t compiler_node(struct compiler *compiler, struct node node);
void compiler_push(struct compiler *compiler, uint32_t node, uint32_t operation, size_t offset);
/* A node whose children are pending[base] and on, which leave the stack. */
uint32_t compiler_parent(struct compiler *compiler, struct node node, size_t base);
/* Late: a node that fails when reached. Else a fault now. */
uint32_t compiler_late(
	struct compiler *compiler, const char *code, size_t offset, const char *cure, const char *message);
void compiler_need_one(struct compiler *compiler, uint32_t node, size_t offset);

/* names.c */
uint32_t compile_reference(struct compiler *compiler, struct span name, size_t offset);
uint32_t compile_self(struct compiler *compiler, size_t offset);
uint32_t compile_bare(struct compiler *compiler, struct span name, size_t offset);

/* parse.c */
uint32_t parse_expression(struct compiler *compiler);
void parse_unexpected(struct compiler *compiler, const char *expected);

/* calls.c */
uint32_t parse_call(struct compiler *compiler, struct span name, size_t offset);

/* forms.c */
void form_plain(struct compiler *compiler, struct call *call);
void form_once(struct compiler *compiler, struct call *call);
void form_pairs(struct compiler *compiler, struct call *call);
void form_choice_name(struct compiler *compiler, struct call *call);
void form_pulldata(struct compiler *compiler, struct call *call);
void form_count(struct compiler *compiler, struct call *call);
void form_indexed(struct compiler *compiler, struct call *call);
void form_date(struct compiler *compiler, struct call *call);
void form_randomize(struct compiler *compiler, struct call *call);
void form_position(struct compiler *compiler, struct call *call);
void form_reference(struct compiler *compiler, struct call *call);

#endif
