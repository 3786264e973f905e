/* One evaluation under way, and what the functions are written with. A fault sets `fault`; from then on every part
 * evaluates to the empty text at once, so functions need not look. */
#ifndef TANYA_EXPRESSION_EVALUATION_H
#define TANYA_EXPRESSION_EVALUATION_H

#include "node.h"
#include "value.h"

struct evaluation {
	const struct expression *expression;
	const struct expression_world *world;
	struct arena *scratch;
	const char *fault;
	uint64_t steps, calls; /* calls: numbers that were drawn */
	size_t text_built;     /* bytes */
	struct string buffer;  /* for texts under way; freed at the end */
};

void evaluation_fail(struct evaluation *evaluation, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool evaluation_steps(struct evaluation *evaluation, uint64_t steps); /* false: the limit is passed */
struct value evaluation_node(struct evaluation *evaluation, uint32_t node);
/* Room for a text that is built; NULL past the limit. */
char *evaluation_room(struct evaluation *evaluation, size_t length);
/* Moves the evaluation's buffer into a text value and clears it. */
struct value evaluation_built(struct evaluation *evaluation);
struct span evaluation_text(struct evaluation *evaluation, const struct value *value);
int evaluation_offset(const struct evaluation *evaluation); /* minutes east of UTC */
uint64_t evaluation_draw(struct evaluation *evaluation);    /* the generator's next 64 bits */

const struct node *argument_node(const struct evaluation *evaluation, const struct node *call, uint32_t index);
struct value argument(struct evaluation *evaluation, const struct node *call, uint32_t index); /* of nodes the first */
struct value argument_nodes(struct evaluation *evaluation, const struct node *call, uint32_t index); /* as it is */
double argument_number(struct evaluation *evaluation, const struct node *call, uint32_t index);
bool argument_truth(struct evaluation *evaluation, const struct node *call, uint32_t index);
struct span argument_text(struct evaluation *evaluation, const struct node *call, uint32_t index);
/* A number cut to a whole one: NaN is 0, what is too large is clipped. */
int64_t whole_number(double number);
struct value empty_value(void);

/* Every single value of arguments `index` and on, nodes opened. */
struct walk {
	struct evaluation *evaluation;
	const struct node *call;
	uint32_t index, at;
	struct value nodes; /* under way; length 0: none */
};
struct walk walk_from(struct evaluation *evaluation, const struct node *call, uint32_t index);
bool walk_next(struct walk *walk, struct value *value);

/* memory.c */
struct memo_key {
	uint32_t item;
	uint16_t function;
};
bool memory_aggregate(const struct expression_memory *memory, struct memo_key key, uint64_t version, double *number);
void memory_keep_aggregate(struct expression_memory *memory, struct memo_key key, uint64_t version, double number);
/* regex.c: does the pattern match all of the text? A bad pattern or too much effort is a fault. */
struct regex_cache;
void regex_cache_free(struct regex_cache *cache);
struct regex_cache **memory_regexes(struct expression_memory *memory);
bool regex_matches(struct evaluation *evaluation, struct span text, struct span pattern);

#endif
