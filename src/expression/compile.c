/* expression_compile: from source to the flat arrays of node.h. */
#include <stdarg.h>
#include <string.h>

#include "compiler.h"
#include "functions.h"

static struct place place_of(const struct compiler *c, size_t offset)
{
	struct place place = {0};
	if (c->scope->place != NULL)
		return c->scope->place(c->scope->self, offset);
	text_place(c->source, offset, &place.line, &place.column);
	return place;
}

static void fault_list(
	struct compiler *c, const char *code, size_t offset, const char *cure, const char *format, va_list list)
{
	struct string message = {0};
	c->failed = true;
	string_format_list(&message, format, list);
	diagnostics_error(c->faults, code, place_of(c, offset), "%s", string_text(&message));
	if (cure[0] != '\0')
		diagnostic_cure(c->faults, "%s", cure);
	string_free(&message);
}

void compiler_fault(struct compiler *c, const char *code, size_t offset, const char *cure, const char *format, ...)
{
	va_list list;
	if (c->stopped)
		return;
	va_start(list, format);
	fault_list(c, code, offset, cure, format, list);
	va_end(list);
}

void compiler_stop(struct compiler *c, const char *code, size_t offset, const char *cure, const char *format, ...)
{
	va_list list;
	if (c->stopped)
		return;
	va_start(list, format);
	fault_list(c, code, offset, cure, format, list);
	va_end(list);
	c->stopped = true;
}

void compiler_advance(struct compiler *c)
{
	size_t at = c->token.end;
	if (c->stopped) {
		c->token = (struct token){.kind = TOKEN_END, .offset = c->source.length, .end = c->source.length};
		return;
	}
	c->token = lexer_next(c->source, at, c->after_operand);
	c->after_operand = token_is_operand(&c->token);
}

uint32_t compiler_node(struct compiler *c, struct node node)
{
	if (c->node_count >= LIMIT_EXPRESSION_NODES) {
		compiler_stop(c, "too-long", c->token.offset, "divide the expression among several calculate questions",
			"an expression of more than %u parts", LIMIT_EXPRESSION_NODES);
		return 0;
	}
	ARRAY_PUSH(c->nodes, c->node_count, c->node_capacity, node);
	return (uint32_t)(c->node_count - 1);
}

void compiler_push(struct compiler *c, uint32_t node, uint32_t operation, size_t offset)
{
	struct pending child = {{node, operation}, offset};
	ARRAY_PUSH(c->pending, c->pending_count, c->pending_capacity, child);
}

uint32_t compiler_parent(struct compiler *c, struct node node, size_t base)
{
	node.first = (uint32_t)c->link_count;
	node.count = (uint32_t)(c->pending_count - base);
	for (size_t i = base; i < c->pending_count; i++)
		ARRAY_PUSH(c->links, c->link_count, c->link_capacity, c->pending[i].link);
	c->pending_count = base;
	return compiler_node(c, node);
}

uint32_t compiler_late(struct compiler *c, const char *code, size_t offset, const char *cure, const char *message)
{
	struct string text = {0};
	if (!c->scope->late) {
		compiler_fault(c, code, offset, cure, "%s", message);
		return 0;
	}
	string_add_text(&text, message);
	if (cure[0] != '\0')
		string_format(&text, "; %s", cure);
	struct node node = {.kind = NODE_FAULT, .fault = arena_text(c->arena, string_text(&text), text.length)};
	string_free(&text);
	return compiler_node(c, node);
}

static bool gives_nodes(const struct compiler *c, const struct node *node)
{
	return node->kind == NODE_CALL && functions[node->function].body == call_randomize &&
		   c->nodes[c->links[node->first].node].kind == NODE_MANY;
}

void compiler_need_one(struct compiler *c, uint32_t index, size_t offset)
{
	const struct node *node = &c->nodes[index];
	if (c->stopped)
		return;
	if (node->kind == NODE_MANY && node->reference.container) {
		compiler_fault(c, "several-nodes", offset, "name a question, or count its rows with count(${name})",
			"a group or repeat stands where a value is needed");
	} else if (node->kind == NODE_MANY || gives_nodes(c, node)) {
		compiler_fault(c, "several-nodes", offset,
			"name one row with indexed-repeat(${name}, ${repeat}, n), or bring them together with sum(), count(), "
			"join() and the like",
			"the answers of all rows stand where one value is needed");
	}
}

static void *keep(struct arena *arena, void *items, size_t count, size_t size)
{
	void *kept = count > 0 ? arena_copy(arena, items, count * size) : NULL;
	memory_free(items);
	return kept;
}

static struct expression *finish(struct compiler *c, uint32_t root)
{
	struct expression *expression = c->failed ? NULL : arena_alloc(c->arena, sizeof *expression);
	/* All four are freed by keep() whether or not the expression stands. */
	struct arena *arena = c->arena;
	if (expression == NULL) {
		memory_free(c->nodes);
		memory_free(c->links);
		memory_free(c->references);
		memory_free(c->columns);
	} else {
		expression->source = c->source;
		expression->root = root;
		expression->traits = c->traits & ~(unsigned)TRAIT_LOOKUP;
		expression->traits |= c->traits == 0 && c->reference_count == 0 ? TRAIT_CONSTANT : 0;
		expression->nodes = keep(arena, c->nodes, c->node_count, sizeof *c->nodes);
		expression->links = keep(arena, c->links, c->link_count, sizeof *c->links);
		expression->references = keep(arena, c->references, c->reference_count, sizeof *c->references);
		expression->reference_count = c->reference_count;
		expression->columns = keep(arena, c->columns, c->column_count, sizeof *c->columns);
		expression->column_count = c->column_count;
	}
	memory_free(c->pending);
	map_free(c->seen);
	return expression;
}

struct expression *expression_compile(
	struct arena *arena, struct span source, const struct expression_scope *scope, struct diagnostics *faults)
{
	struct compiler compiler = {.source = source, .scope = scope, .arena = arena, .faults = faults};
	size_t bad = 0;
	uint32_t root = 0;
	/* Node 0 is what a failed part compiles to, so that no index is ever out of the array. */
	compiler_node(&compiler, (struct node){.kind = NODE_LITERAL, .value = value_text(SPAN(""))});
	if (source.length > LIMIT_EXPRESSION_BYTES) {
		compiler_stop(&compiler, "too-long", LIMIT_EXPRESSION_BYTES, "divide it among several calculate questions",
			"an expression of more than %u bytes", LIMIT_EXPRESSION_BYTES);
	} else if (!text_valid(source, &bad)) {
		compiler_stop(&compiler, "expression-syntax", bad, "save the file as UTF-8", "bytes that are not UTF-8");
	} else {
		compiler.source = span_copy(arena, source);
		compiler_advance(&compiler);
		if (compiler.token.kind == TOKEN_END)
			compiler_stop(&compiler, "expression-syntax", 0, "write a condition or a value", "an empty expression");
		size_t offset = compiler.token.offset;
		root = parse_expression(&compiler);
		if (!compiler.stopped && compiler.token.kind != TOKEN_END)
			parse_unexpected(&compiler, "an operator or the end");
		compiler_need_one(&compiler, root, offset);
	}
	return finish(&compiler, root);
}

unsigned expression_traits(const struct expression *expression)
{
	return expression->traits;
}

struct span expression_source(const struct expression *expression)
{
	return expression->source;
}

const struct reference *expression_references(const struct expression *expression, size_t *count)
{
	*count = expression->reference_count;
	return expression->references;
}

const struct span *expression_columns(const struct expression *expression, size_t *count)
{
	*count = expression->column_count;
	return expression->columns;
}
