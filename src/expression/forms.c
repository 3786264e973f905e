/* What single functions ask of their arguments beyond their number. */
#include "compiler.h"
#include "functions.h"
#include "value.h"

static struct node *argument_of(struct compiler *c, const struct call *call, size_t index)
{
	return &c->nodes[c->pending[call->base + index].link.node];
}

static size_t offset_of(const struct compiler *c, const struct call *call, size_t index)
{
	return c->pending[call->base + index].offset;
}

static bool is_literal_text(const struct node *node)
{
	return node->kind == NODE_LITERAL && node->value.kind == VALUE_TEXT;
}

/* A group or repeat has no value of its own, wherever several nodes may stand. */
static void refuse_containers(struct compiler *c, const struct call *call)
{
	for (size_t i = 0; i < call->count; i++) {
		const struct node *node = argument_of(c, call, i);
		if (node->kind == NODE_MANY && node->reference.container)
			compiler_need_one(c, c->pending[call->base + i].link.node, offset_of(c, call, i));
	}
}

void form_plain(struct compiler *c, struct call *call)
{
	if (functions[call->function].nodes_from != UINT32_MAX)
		refuse_containers(c, call);
}

/* once() reads the question that it stands in: a hidden second argument. */
void form_once(struct compiler *c, struct call *call)
{
	uint32_t self = compile_self(c, call->offset);
	if (c->nodes[self].kind == NODE_FAULT)
		c->nodes[self] = (struct node){.kind = NODE_LITERAL, .value = value_text(SPAN(""))};
	compiler_push(c, self, 0, call->offset);
	call->count++;
}

void form_pairs(struct compiler *c, struct call *call)
{
	if (call->count % 2 == 0)
		return;
	if (c->scope->late) {
		c->pending[call->base].link.node =
			compiler_late(c, "arity", call->offset, "", "weighted-checklist() takes pairs of a value and its weight");
		return;
	}
	compiler_fault(c, "arity", call->offset, "write weighted-checklist(least, most, value, weight, value, weight, …)",
		"weighted-checklist() takes pairs of a value and its weight after its two bounds");
}

/* The second argument names the question: '${x}', or ${x} itself. */
void form_choice_name(struct compiler *c, struct call *call)
{
	const struct node *node = argument_of(c, call, 1);
	size_t offset = offset_of(c, call, 1);
	if (is_literal_text(node)) {
		struct span text = span_trim(value_span(&node->value)), name = {0};
		size_t end = 0;
		bool braces = span_starts(text, SPAN("${")) && lexer_reference(text, 0, &name, &end) && end == text.length;
		if (braces) {
			c->pending[call->base + 1].link.node = compile_reference(c, name, offset);
			node = argument_of(c, call, 1);
		}
	}
	if (node->kind != NODE_ONE && node->kind != NODE_MANY && node->kind != NODE_FAULT && !c->stopped) {
		compiler_fault(c, "expression-syntax", offset, "write jr:choice-name(${name}, '${name}')",
			"the second argument of jr:choice-name() must name a question");
	}
}

void form_pulldata(struct compiler *c, struct call *call)
{
	const struct node *node = argument_of(c, call, 0);
	if (!is_literal_text(node) || c->scope->has_file == NULL)
		return;
	struct span file = value_span(&node->value);
	if (!c->scope->has_file(c->scope->self, file)) {
		compiler_fault(c, "unknown-name", offset_of(c, call, 0),
			"put NAME.csv beside the questionnaire and write 'NAME'", "there is no look-up file `%.*s`",
			SPAN_ARGUMENTS(file));
	}
}

/* A group or repeat may be counted. */
void form_count(struct compiler *c, struct call *call)
{
	const struct node *node = argument_of(c, call, 0);
	bool nodes =
		node->kind == NODE_MANY || node->kind == NODE_ONE || node->kind == NODE_CALL || node->kind == NODE_FAULT;
	if (!nodes && !c->stopped && !c->failed) {
		compiler_fault(c, "expression-syntax", offset_of(c, call, 0),
			"write ${name}; the choices of an answer are counted by count-selected()",
			"%s() takes a question, a group or a repeat", functions[call->function].name);
	}
}

void form_indexed(struct compiler *c, struct call *call)
{
	if (call->count % 2 == 0 || call->count > 1 + 2 * LIMIT_REPEAT_DEPTH) {
		compiler_fault(c, "arity", call->offset, "write indexed-repeat(${question}, ${repeat}, n)",
			"indexed-repeat() takes a question and pairs of a repeat and its row, at most %d", LIMIT_REPEAT_DEPTH);
		return;
	}
	for (size_t i = 0; i < call->count; i++) {
		const struct node *node = argument_of(c, call, i);
		bool reference = node->kind == NODE_ONE || node->kind == NODE_MANY;
		if (i > 0 && i % 2 == 0) {
			compiler_need_one(c, c->pending[call->base + i].link.node, offset_of(c, call, i));
		} else if (node->kind != NODE_FAULT && !c->failed &&
				   (!reference || node->reference.item >= REFERENCE_CASE || node->reference.container != (i > 0))) {
			compiler_fault(c, "expression-syntax", offset_of(c, call, i),
				"write indexed-repeat(${question}, ${repeat}, n)",
				i == 0 ? "the first argument of indexed-repeat() must name a question"
					   : "before each row indexed-repeat() needs the name of its repeat");
		}
	}
}

void form_date(struct compiler *c, struct call *call)
{
	const struct node *node = argument_of(c, call, 0);
	double day = 0;
	if (c->scope->late || !is_literal_text(node) || node->value.length == 0 ||
		text_is_day(value_span(&node->value), 0, &day))
		return;
	compiler_fault(c, "bad-date", offset_of(c, call, 0), "write a day of the calendar as YYYY-MM-DD",
		"`%.*s` is no date", SPAN_ARGUMENTS(value_span(&node->value)));
}

/* Without a seed the order is the generator's. */
void form_randomize(struct compiler *c, struct call *call)
{
	refuse_containers(c, call);
	if (call->count == 1)
		c->traits |= TRAIT_RANDOM;
	else
		compiler_need_one(c, c->pending[call->base + 1].link.node, offset_of(c, call, 1));
}

/* position(..) never comes here: calls.c reads it whole. */
void form_position(struct compiler *c, struct call *call)
{
	if (call->count > 0 && !c->failed) {
		compiler_fault(c, "expression-syntax", offset_of(c, call, 0),
			"write position(..); indexed-repeat(${name}, ${repeat}, n) "
			"reads another row",
			"position() takes only `..`, the row that it stands in");
	}
}

void form_reference(struct compiler *c, struct call *call)
{
	const struct node *node = argument_of(c, call, 0);
	if (node->kind != NODE_ONE && node->kind != NODE_FAULT && !c->failed) {
		compiler_fault(c, "expression-syntax", offset_of(c, call, 0), "write the name of one question, ${name}",
			"%s() takes a question, not a value", functions[call->function].name);
	}
}
