/* A compiled expression: flat arrays, children before their parents, names resolved. */
#ifndef TANYA_EXPRESSION_NODE_H
#define TANYA_EXPRESSION_NODE_H

#include "tanya/expression.h"

enum node_kind {
	NODE_LITERAL,  /* value */
	NODE_ONE,      /* reference: one value, `.` too */
	NODE_MANY,     /* reference: several nodes, or a group or repeat */
	NODE_COLUMN,   /* column: of the choice that is judged */
	NODE_POSITION, /* up */
	NODE_OR,
	NODE_AND,
	NODE_FOLD,   /* comparisons and arithmetic, from the left; each link has its operator */
	NODE_NEGATE, /* odd: the sign changes; even: only a number is asked for */
	NODE_CALL,   /* function */
	NODE_FAULT,  /* late: fails when reached */
};

struct link {
	uint32_t node;
	uint32_t operation; /* of enum operation, before the node; of the first link and of arguments none */
};

struct node {
	uint8_t kind;
	bool odd;
	uint16_t function;
	uint32_t first, count; /* links */
	union {
		struct value value;
		struct reference reference;
		uint32_t column;
		unsigned up;
		const char *fault;
	};
};

struct expression {
	struct span source;
	const struct node *nodes;
	const struct link *links;
	uint32_t root;
	unsigned traits;
	const struct reference *references;
	size_t reference_count;
	const struct span *columns;
	size_t column_count;
};

#endif
