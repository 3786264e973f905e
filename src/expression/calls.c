/* Function calls at compile time: arguments, their number, which of them may be several nodes. */
#include "compiler.h"
#include "functions.h"

static bool parse_arguments(struct compiler *c)
{
	compiler_advance(c);
	if (c->token.kind == TOKEN_CLOSE) {
		compiler_advance(c);
		return true;
	}
	for (;;) {
		size_t offset = c->token.offset;
		uint32_t argument = parse_expression(c);
		if (c->stopped)
			return false;
		compiler_push(c, argument, 0, offset);
		if (c->token.kind == TOKEN_CLOSE) {
			compiler_advance(c);
			return true;
		}
		if (c->token.kind != TOKEN_COMMA) {
			parse_unexpected(c, "an operator, `,` or `)`");
			return false;
		}
		compiler_advance(c);
	}
}

/* position(..), position(../..): the only place for `..`. */
static uint32_t parse_position(struct compiler *c)
{
	unsigned up = 0;
	compiler_advance(c);
	while (c->token.kind == TOKEN_SLASH) {
		compiler_advance(c);
		if (c->token.kind != TOKEN_PARENT) {
			compiler_stop(c, "not-supported", c->token.offset,
				"write position(..), or position(../..) for the next outer place",
				"paths to other questions are not supported in position()");
			return 0;
		}
		up++;
		compiler_advance(c);
	}
	if (c->token.kind != TOKEN_CLOSE) {
		parse_unexpected(c, "`)`");
		return 0;
	}
	compiler_advance(c);
	c->traits |= TRAIT_POSITION;
	return compiler_node(c, (struct node){.kind = NODE_POSITION, .up = up});
}

static const struct {
	const char *name, *cure;
} foreign[] = {
	{"instance", "write pulldata('x', 'c', 'k', ${v}) for instance('x')/root/item[k=${v}]/c"},
	{"current", "name the question with ${name}; in a choice_filter write the column's bare name"},
	{"id", "name the question with ${name}"},
	{"text", "name the question with ${name}"},
	{"node", "name the question with ${name}"},
	{"name", "name the question with ${name}"},
	{"local-name", "name the question with ${name}"},
	{"namespace-uri", "name the question with ${name}"},
	{"lang", "name the question with ${name}"},
	{"jr:itext", "write the label itself, or jr:choice-name(${name}, '${name}')"},
};

static bool is_foreign(struct compiler *c, struct span name, size_t offset)
{
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
		if (span_is(name, foreign[i].name)) {
			compiler_stop(c, "not-supported", offset, foreign[i].cure, "%s() is not supported", foreign[i].name);
			return true;
		}
	}
	return false;
}

static uint32_t unknown_function(struct compiler *c, struct span name, size_t offset)
{
	struct string message = {0}, cure = {0};
	unsigned best = 3;
	string_format(&message, "there is no function `%.*s`", SPAN_ARGUMENTS(name));
	for (uint32_t i = 0; i < function_count && name.length < 64; i++) {
		unsigned distance = text_distance(name, span_of(functions[i].name), best);
		if (distance < best) {
			best = distance;
			string_clear(&cure);
			string_format(&cure, "did you mean %s()?", functions[i].name);
		}
	}
	uint32_t node = compiler_late(c, "unknown-function", offset, string_text(&cure), string_text(&message));
	string_free(&message);
	string_free(&cure);
	return node;
}

static uint32_t wrong_count(struct compiler *c, const struct function *function, size_t count, size_t offset)
{
	struct string message = {0};
	string_format(&message, "%s() takes ", function->name);
	if (function->most == UINT32_MAX) {
		string_format(&message, "at least %u arguments", function->fewest);
	} else if (function->most == 0) {
		string_add_text(&message, "no argument");
	} else if (function->fewest == function->most) {
		string_format(&message, "%u argument%s", function->most, function->most == 1 ? "" : "s");
	} else {
		string_format(
			&message, "%u or %u argument%s", function->fewest, function->most, function->most == 1 ? "" : "s");
	}
	string_format(&message, ", not %zu", count);
	uint32_t node = compiler_late(c, "arity", offset, "", string_text(&message));
	string_free(&message);
	return node;
}

static uint32_t finish_call(struct compiler *c, const struct span *name, struct call *call)
{
	call->function = function_find(*name);
	if (call->function == FUNCTION_NONE)
		return unknown_function(c, *name, call->offset);
	const struct function *function = &functions[call->function];
	if (call->count < function->fewest || call->count > function->most)
		return wrong_count(c, function, call->count, call->offset);
	for (size_t i = 0; i < call->count && i < function->nodes_from; i++)
		compiler_need_one(c, c->pending[call->base + i].link.node, c->pending[call->base + i].offset);
	c->traits |= function->traits;
	size_t faults = c->faults->errors;
	function->form(c, call);
	if (c->faults->errors != faults || c->stopped)
		return 0;
	return compiler_parent(c, (struct node){.kind = NODE_CALL, .function = (uint16_t)call->function}, call->base);
}

uint32_t parse_call(struct compiler *c, struct span name, size_t offset)
{
	struct call call = {.base = c->pending_count, .offset = offset};
	if (is_foreign(c, name, offset))
		return 0;
	if (span_is(name, "position")) {
		struct token next = lexer_next(c->source, c->token.end, false);
		if (next.kind == TOKEN_PARENT) {
			compiler_advance(c);
			return parse_position(c);
		}
	}
	if (!parse_arguments(c))
		return 0;
	call.count = c->pending_count - call.base;
	uint32_t node = finish_call(c, &name, &call);
	c->pending_count = call.base;
	return node;
}
