/* Answers that are choices, and look-ups. */
#include "functions.h"

/* Whole names; what surrounds them is no part of them. One name may hold blanks: the whole answer counts too. */
struct value call_selected(struct evaluation *e, const struct node *call)
{
	struct span list = span_trim(argument_text(e, call, 0));
	struct span name = span_trim(argument_text(e, call, 1)), token;
	if (name.length == 0 || span_equal(list, name))
		return value_boolean(list.length == name.length);
	while (span_token(&list, &token))
		if (span_equal(token, name))
			return value_boolean(true);
	return value_boolean(false);
}

struct value call_selected_at(struct evaluation *e, const struct node *call)
{
	struct span list = argument_text(e, call, 0), token;
	double wanted = argument_number(e, call, 1);
	int64_t index = whole_number(wanted);
	if (!(wanted >= 0))
		return empty_value();
	while (span_token(&list, &token))
		if (index-- == 0)
			return value_text(token);
	return empty_value();
}

struct value call_count_selected(struct evaluation *e, const struct node *call)
{
	struct span list = argument_text(e, call, 0), token;
	double count = 0;
	while (span_token(&list, &token))
		count++;
	return value_number(count);
}

struct value call_choice_name(struct evaluation *e, const struct node *call)
{
	const struct expression_world *world = e->world;
	struct span name = argument_text(e, call, 0);
	const struct node *question = argument_node(e, call, 1);
	if (question->kind == NODE_FAULT)
		return argument(e, call, 1);
	if (name.length == 0 || world->choice_label == NULL || e->fault != NULL)
		return value_text(name);
	return world->choice_label(world->self, &question->reference, name);
}

struct value call_pulldata(struct evaluation *e, const struct node *call)
{
	const struct expression_world *world = e->world;
	struct span file = argument_text(e, call, 0), column = argument_text(e, call, 1);
	struct span key_column = argument_text(e, call, 2), key = argument_text(e, call, 3);
	if (world->lookup == NULL || e->fault != NULL)
		return empty_value();
	return world->lookup(world->self, file, column, key_column, key);
}

/* The reference of a question's own functions; NULL when its name is unknown (and that is now the fault). */
static const struct reference *question_of(struct evaluation *e, const struct node *call)
{
	const struct node *node = argument_node(e, call, 0);
	if (node->kind == NODE_FAULT) {
		argument(e, call, 0);
		return NULL;
	}
	return &node->reference;
}

static enum answer_state state_of(struct evaluation *e, const struct reference *reference)
{
	const struct expression_world *world = e->world;
	if (world->state != NULL)
		return world->state(world->self, reference);
	struct value value = world->one(world->self, reference);
	return value_is_empty(&value) ? STATE_UNANSWERED : STATE_ANSWERED;
}

struct value call_state(struct evaluation *e, const struct node *call)
{
	const struct reference *reference = question_of(e, call);
	return reference != NULL ? value_text(span_of(answer_state_word(state_of(e, reference)))) : empty_value();
}

struct value call_answered(struct evaluation *e, const struct node *call)
{
	const struct reference *reference = question_of(e, call);
	return value_boolean(reference != NULL && state_of(e, reference) == STATE_ANSWERED);
}

struct value call_base(struct evaluation *e, const struct node *call)
{
	const struct reference *reference = question_of(e, call);
	if (reference == NULL || e->world->base == NULL)
		return value_number(reference != NULL ? argument_number(e, call, 0) : 0);
	return value_number(e->world->base(e->world->self, reference));
}
