/* Several nodes brought together. One pass over all rows is kept until an answer among them changes. */
#include <math.h>

#include "functions.h"

/* The version to keep the aggregate under; 0: it must not be kept. */
static uint64_t version_of(const struct evaluation *e, const struct node *call)
{
	const struct expression_world *world = e->world;
	const struct node *node = argument_node(e, call, 0);
	if (call->count != 1 || node->kind != NODE_MANY || node->reference.shared != 0 || world->memory == NULL ||
		world->version == NULL)
		return 0;
	return world->version(world->self, &node->reference);
}

static struct value aggregate(
	struct evaluation *e, const struct node *call, double (*gather)(struct evaluation *, const struct node *))
{
	uint64_t version = version_of(e, call);
	double number = 0;
	if (version == 0)
		return value_number(gather(e, call));
	struct memo_key key = {argument_node(e, call, 0)->reference.item, call->function};
	if (!memory_aggregate(e->world->memory, key, version, &number)) {
		number = gather(e, call);
		if (e->fault == NULL)
			memory_keep_aggregate(e->world->memory, key, version, number);
	}
	return value_number(number);
}

static double gather_sum(struct evaluation *e, const struct node *call)
{
	struct walk walk = walk_from(e, call, 0);
	struct value value;
	double sum = 0;
	while (walk_next(&walk, &value))
		sum += value_is_empty(&value) ? 0 : value_to_number(&value, evaluation_offset(e));
	return sum;
}

/* sign 1: the largest, -1: the smallest. */
static double gather_extreme(struct evaluation *e, const struct node *call, double sign)
{
	struct walk walk = walk_from(e, call, 0);
	struct value value;
	double best = NO_NUMBER;
	bool any = false, bad = false;
	while (walk_next(&walk, &value)) {
		if (value_is_empty(&value))
			continue;
		double number = value_to_number(&value, evaluation_offset(e));
		bad = bad || isnan(number);
		if (!any || sign * number > sign * best)
			best = number;
		any = true;
	}
	return bad ? NO_NUMBER : best;
}

static double gather_min(struct evaluation *e, const struct node *call)
{
	return gather_extreme(e, call, -1);
}

static double gather_max(struct evaluation *e, const struct node *call)
{
	return gather_extreme(e, call, 1);
}

static double gather_non_empty(struct evaluation *e, const struct node *call)
{
	struct walk walk = walk_from(e, call, 0);
	struct value value;
	double count = 0;
	while (walk_next(&walk, &value))
		count += value_is_empty(&value) ? 0 : 1;
	return count;
}

/* A single question is one node, none when it is not asked. */
static double gather_count(struct evaluation *e, const struct node *call)
{
	const struct node *node = argument_node(e, call, 0);
	const struct expression_world *world = e->world;
	if (node->kind == NODE_ONE)
		return world->state != NULL && world->state(world->self, &node->reference) == STATE_NOT_ASKED ? 0 : 1;
	struct value value = argument_nodes(e, call, 0);
	return value.kind == VALUE_NODES ? value.length : 1;
}

struct value call_sum(struct evaluation *e, const struct node *call)
{
	return aggregate(e, call, gather_sum);
}

struct value call_min(struct evaluation *e, const struct node *call)
{
	return aggregate(e, call, gather_min);
}

struct value call_max(struct evaluation *e, const struct node *call)
{
	return aggregate(e, call, gather_max);
}

struct value call_count(struct evaluation *e, const struct node *call)
{
	return aggregate(e, call, gather_count);
}

struct value call_count_non_empty(struct evaluation *e, const struct node *call)
{
	return aggregate(e, call, gather_non_empty);
}

struct value call_indexed_repeat(struct evaluation *e, const struct node *call)
{
	const struct expression_world *world = e->world;
	int64_t indexes[LIMIT_REPEAT_DEPTH];
	size_t count = 0;
	for (uint32_t i = 0; i < call->count; i += 2) {
		/* A late unknown name fails here. */
		if (argument_node(e, call, i > 0 ? i - 1 : 0)->kind == NODE_FAULT)
			return argument(e, call, i > 0 ? i - 1 : 0);
		if (i > 0) {
			double index = argument_number(e, call, i);
			indexes[count++] = whole_number(index);
		}
	}
	if (world->indexed == NULL || e->fault != NULL)
		return empty_value();
	return world->indexed(world->self, &argument_node(e, call, 0)->reference, indexes, count);
}

/* Outside of a predicate the context is one node, the first of one. */
struct value call_position(struct evaluation *e, const struct node *call)
{
	(void)e;
	(void)call;
	return value_number(1);
}

struct value call_last(struct evaluation *e, const struct node *call)
{
	(void)e;
	(void)call;
	return value_number(1);
}
