/* if, not, boolean, coalesce, once and the checklists. Nothing is evaluated that is not needed. */
#include "functions.h"

struct value call_if(struct evaluation *e, const struct node *call)
{
	return argument(e, call, argument_truth(e, call, 0) ? 1 : 2);
}

struct value call_not(struct evaluation *e, const struct node *call)
{
	return value_boolean(!argument_truth(e, call, 0));
}

struct value call_true(struct evaluation *e, const struct node *call)
{
	(void)e;
	(void)call;
	return value_boolean(true);
}

struct value call_false(struct evaluation *e, const struct node *call)
{
	(void)e;
	(void)call;
	return value_boolean(false);
}

struct value call_boolean(struct evaluation *e, const struct node *call)
{
	return value_boolean(argument_truth(e, call, 0));
}

struct value call_boolean_from_string(struct evaluation *e, const struct node *call)
{
	struct span text = argument_text(e, call, 0);
	return value_boolean(span_is(text, "true") || span_is(text, "1"));
}

/* The first that is not empty; what is empty in all is the last. */
struct value call_coalesce(struct evaluation *e, const struct node *call)
{
	struct value value = empty_value();
	for (uint32_t i = 0; i < call->count && e->fault == NULL; i++) {
		value = argument(e, call, i);
		if (!value_is_empty(&value))
			break;
	}
	return value;
}

/* The compiler put the question itself behind the argument. */
struct value call_once(struct evaluation *e, const struct node *call)
{
	struct value own = argument(e, call, 1);
	return value_is_empty(&own) ? argument(e, call, 0) : own;
}

static bool within(double sum, double least, double most)
{
	return (least < 0 || sum >= least) && (most < 0 || sum <= most);
}

struct value call_checklist(struct evaluation *e, const struct node *call)
{
	double least = argument_number(e, call, 0), most = argument_number(e, call, 1), count = 0;
	struct walk walk = walk_from(e, call, 2);
	struct value value;
	while (walk_next(&walk, &value))
		count += value_to_boolean(&value) ? 1 : 0;
	return value_boolean(within(count, least, most));
}

struct value call_weighted_checklist(struct evaluation *e, const struct node *call)
{
	double least = argument_number(e, call, 0), most = argument_number(e, call, 1), sum = 0;
	for (uint32_t i = 2; i + 1 < call->count && e->fault == NULL; i += 2)
		if (argument_truth(e, call, i))
			sum += argument_number(e, call, i + 1);
	return value_boolean(within(sum, least, most));
}
