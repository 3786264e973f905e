/* The tree walk. */
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "evaluation.h"
#include "functions.h"
#include "lexer.h"

struct value empty_value(void)
{
	return value_text((struct span){"", 0});
}

void evaluation_fail(struct evaluation *e, const char *format, ...)
{
	struct string text = {0};
	va_list list;
	if (e->fault != NULL)
		return;
	va_start(list, format);
	string_format_list(&text, format, list);
	va_end(list);
	e->fault = arena_text(e->scratch, string_text(&text), text.length);
	string_free(&text);
}

bool evaluation_steps(struct evaluation *e, uint64_t steps)
{
	e->steps += steps;
	if (e->steps > LIMIT_EXPRESSION_STEPS) {
		evaluation_fail(e, "the expression takes more than %u steps", LIMIT_EXPRESSION_STEPS);
		return false;
	}
	return true;
}

char *evaluation_room(struct evaluation *e, size_t length)
{
	if (length > LIMIT_EXPRESSION_TEXT || e->text_built + length > LIMIT_EXPRESSION_TEXT) {
		evaluation_fail(e, "the expression builds more than %u bytes of text", LIMIT_EXPRESSION_TEXT);
		return NULL;
	}
	e->text_built += length;
	return e->fault != NULL ? NULL : arena_alloc(e->scratch, length + 1);
}

struct value evaluation_built(struct evaluation *e)
{
	size_t length = e->buffer.length;
	char *room = evaluation_room(e, length);
	if (room == NULL) {
		string_clear(&e->buffer);
		return empty_value();
	}
	if (length > 0)
		memcpy(room, e->buffer.data, length);
	string_clear(&e->buffer);
	return value_text((struct span){room, length});
}

int evaluation_offset(const struct evaluation *e)
{
	return e->world->now.offset_minutes;
}

struct span evaluation_text(struct evaluation *e, const struct value *value)
{
	struct value single = value_first(value);
	if (single.kind == VALUE_BOOLEAN)
		return single.truth ? SPAN("true") : SPAN("false");
	if (single.kind == VALUE_NUMBER) {
		struct string digits = {0};
		number_print(&digits, single.number);
		char *room = evaluation_room(e, digits.length);
		struct span text = {
			room != NULL ? memcpy(room, digits.data, digits.length) : "", room != NULL ? digits.length : 0};
		string_free(&digits);
		return text;
	}
	return value_span(&single);
}

/* ---- arguments ---- */

const struct node *argument_node(const struct evaluation *e, const struct node *call, uint32_t index)
{
	return &e->expression->nodes[e->expression->links[call->first + index].node];
}

struct value argument_nodes(struct evaluation *e, const struct node *call, uint32_t index)
{
	return evaluation_node(e, e->expression->links[call->first + index].node);
}

struct value argument(struct evaluation *e, const struct node *call, uint32_t index)
{
	struct value value = argument_nodes(e, call, index);
	return value.kind == VALUE_NODES ? value_first(&value) : value;
}

double argument_number(struct evaluation *e, const struct node *call, uint32_t index)
{
	struct value value = argument_nodes(e, call, index);
	return value_to_number(&value, evaluation_offset(e));
}

bool argument_truth(struct evaluation *e, const struct node *call, uint32_t index)
{
	struct value value = argument_nodes(e, call, index);
	return value_to_boolean(&value);
}

struct span argument_text(struct evaluation *e, const struct node *call, uint32_t index)
{
	struct value value = argument_nodes(e, call, index);
	return evaluation_text(e, &value);
}

int64_t whole_number(double number)
{
	const double most = 9007199254740992.0;
	if (isnan(number))
		return 0;
	return number > most ? (int64_t)most : number < -most ? (int64_t)-most : (int64_t)number;
}

struct walk walk_from(struct evaluation *e, const struct node *call, uint32_t index)
{
	return (struct walk){.evaluation = e, .call = call, .index = index};
}

bool walk_next(struct walk *walk, struct value *value)
{
	for (;;) {
		if (walk->at < walk->nodes.length) {
			*value = walk->nodes.nodes[walk->at++];
			return true;
		}
		if (walk->index >= walk->call->count || walk->evaluation->fault != NULL)
			return false;
		struct value next = argument_nodes(walk->evaluation, walk->call, walk->index++);
		if (walk->evaluation->fault != NULL)
			return false;
		if (next.kind != VALUE_NODES) {
			*value = next;
			return true;
		}
		if (!evaluation_steps(walk->evaluation, next.length))
			return false;
		walk->nodes = next;
		walk->at = 0;
	}
}

/* ---- nodes ---- */

static struct value arithmetic(struct evaluation *e, uint32_t operation, const struct value *a, const struct value *b)
{
	double x = value_to_number(a, evaluation_offset(e));
	double y = value_to_number(b, evaluation_offset(e));
	switch (operation) {
	case OPERATOR_ADD:
		return value_number(x + y);
	case OPERATOR_SUBTRACT:
		return value_number(x - y);
	case OPERATOR_MULTIPLY:
		return value_number(x * y);
	case OPERATOR_DIVIDE:
		return value_number(x / y);
	default:
		return value_number(fmod(x, y));
	}
}

static struct value apply(struct evaluation *e, uint32_t operation, const struct value *a, const struct value *b)
{
	switch (operation) {
	case OPERATOR_EQUAL:
		return value_boolean(compare_equal(a, b, evaluation_offset(e)));
	case OPERATOR_UNEQUAL:
		return value_boolean(!compare_equal(a, b, evaluation_offset(e)));
	case OPERATOR_LESS:
	case OPERATOR_LESS_EQUAL:
	case OPERATOR_GREATER:
	case OPERATOR_GREATER_EQUAL:
		return value_boolean(compare_order((int)operation, a, b, evaluation_offset(e)));
	default:
		return arithmetic(e, operation, a, b);
	}
}

static struct value fold(struct evaluation *e, const struct node *node)
{
	const struct link *links = e->expression->links + node->first;
	struct value value = evaluation_node(e, links[0].node);
	for (uint32_t i = 1; i < node->count && e->fault == NULL; i++) {
		struct value next = evaluation_node(e, links[i].node);
		value = apply(e, links[i].operation, &value, &next);
	}
	return value;
}

/* The first of the parts that settles it ends it. */
static struct value either(struct evaluation *e, const struct node *node, bool settles)
{
	for (uint32_t i = 0; i < node->count && e->fault == NULL; i++)
		if (argument_truth(e, node, i) == settles)
			return value_boolean(settles);
	return value_boolean(!settles);
}

static struct value negate(struct evaluation *e, const struct node *node)
{
	double number = argument_number(e, node, 0);
	return value_number(node->odd ? -number : number);
}

static struct value position(const struct evaluation *e, const struct node *node)
{
	const struct expression_world *world = e->world;
	return value_number(world->position != NULL ? world->position(world->self, node->up) : 1);
}

struct value evaluation_node(struct evaluation *e, uint32_t index)
{
	const struct node *node = &e->expression->nodes[index];
	const struct expression_world *world = e->world;
	if (e->fault != NULL || !evaluation_steps(e, 1))
		return empty_value();
	switch ((enum node_kind)node->kind) {
	case NODE_LITERAL:
		return node->value;
	case NODE_ONE:
		return world->one(world->self, &node->reference);
	case NODE_MANY:
		return world->many(world->self, &node->reference);
	case NODE_COLUMN:
		return world->column != NULL ? world->column(world->self, node->column) : empty_value();
	case NODE_POSITION:
		return position(e, node);
	case NODE_OR:
		return either(e, node, true);
	case NODE_AND:
		return either(e, node, false);
	case NODE_FOLD:
		return fold(e, node);
	case NODE_NEGATE:
		return negate(e, node);
	case NODE_CALL:
		return functions[node->function].body(e, node);
	case NODE_FAULT:
		evaluation_fail(e, "%s", node->fault);
		return empty_value();
	}
	return empty_value();
}

bool expression_evaluate(const struct expression *expression, const struct expression_world *world,
	struct arena *scratch, struct value *out, const char **fault)
{
	struct evaluation evaluation = {.expression = expression, .world = world, .scratch = scratch};
	*out = evaluation_node(&evaluation, expression->root);
	if (out->kind == VALUE_NODES)
		evaluation_fail(&evaluation, "the answers of several rows stand where one value is needed");
	if (evaluation.fault != NULL)
		*out = empty_value();
	string_free(&evaluation.buffer);
	if (fault != NULL)
		*fault = evaluation.fault;
	return evaluation.fault == NULL;
}
