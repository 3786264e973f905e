/* The table of functions: functions.def made into rows. */
#ifndef TANYA_EXPRESSION_FUNCTIONS_H
#define TANYA_EXPRESSION_FUNCTIONS_H

#include "evaluation.h"

#define FUNCTION_NONE UINT32_MAX

struct compiler;
struct call;

struct function {
	const char *name;
	uint32_t fewest, most, nodes_from; /* arguments; UINT32_MAX: no bound, none */
	unsigned traits;
	struct value (*body)(struct evaluation *evaluation, const struct node *call);
	void (*form)(struct compiler *compiler, struct call *call);
};

extern const struct function functions[];
extern const uint32_t function_count;
uint32_t function_find(struct span name); /* FUNCTION_NONE when there is none */

#define FUNCTION(id, name, fewest, most, nodes_from, traits, form) \
	struct value call_##id(struct evaluation *evaluation, const struct node *call);
#define ANY 0
#define NONE 0
/* choice-label is a second name: the repeated prototype is the same. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wredundant-decls"
#include "functions.def"
#pragma GCC diagnostic pop
#undef ANY
#undef NONE
#undef FUNCTION

#endif
