/* ${name}, `.` and bare names: what the scope makes of them. */
#include "compiler.h"

#define SEARCHED_MOST 32 /* references that are searched one by one */

static bool is_known(const struct compiler *c, struct reference reference)
{
	for (size_t i = 0; i < c->reference_count; i++) {
		const struct reference *known = &c->references[i];
		if (known->item == reference.item && known->shared == reference.shared && known->many == reference.many)
			return true;
	}
	return false;
}

/* What makes a reference the same as another, as bytes that stay. */
static struct span key_of(struct compiler *c, struct reference reference)
{
	uint32_t parts[2] = {reference.item, (uint32_t)reference.shared << 1 | reference.many};
	return (struct span){arena_copy(c->arena, parts, sizeof parts), sizeof parts};
}

/* Each reference once; a map takes over where searching would cost the square of an expression's length. */
static void uses_reference(struct compiler *c, struct reference reference)
{
	if (c->seen == NULL && c->reference_count >= SEARCHED_MOST) {
		c->seen = map_new();
		for (size_t i = 0; i < c->reference_count; i++)
			map_put(c->seen, key_of(c, c->references[i]), 1);
	}
	if (c->seen != NULL ? map_put(c->seen, key_of(c, reference), 1) != MAP_NONE : is_known(c, reference))
		return;
	ARRAY_PUSH(c->references, c->reference_count, c->reference_capacity, reference);
}

uint32_t compile_reference(struct compiler *c, struct span name, size_t offset)
{
	struct reference reference = {0};
	const char *nearest = NULL;
	struct string message = {0}, cure = {0};
	if (name.length > 0 && c->scope->resolve != NULL && c->scope->resolve(c->scope->self, name, &reference, &nearest)) {
		if (reference.item == REFERENCE_CASE)
			c->traits |= TRAIT_CASE;
		else
			uses_reference(c, reference);
		bool many = reference.many || reference.container;
		return compiler_node(c, (struct node){.kind = many ? NODE_MANY : NODE_ONE, .reference = reference});
	}
	string_format(&message, "no question is named `%.*s`", SPAN_ARGUMENTS(name));
	if (nearest != NULL)
		string_format(&cure, "did you mean ${%s}?", nearest);
	else if (name.length == 0)
		string_add_text(&cure, "write the name of a question between the braces");
	uint32_t node = compiler_late(c, "unknown-name", offset, string_text(&cure), string_text(&message));
	string_free(&message);
	string_free(&cure);
	return node;
}

uint32_t compile_self(struct compiler *c, size_t offset)
{
	struct reference reference = {.item = REFERENCE_SELF};
	const char *nearest = NULL;
	c->traits |= TRAIT_SELF;
	if (c->scope->late && c->scope->resolve != NULL &&
		!c->scope->resolve(c->scope->self, SPAN("."), &reference, &nearest))
		return compiler_late(c, "unknown-name", offset, "", "`.` has no value here");
	return compiler_node(c, (struct node){.kind = NODE_ONE, .reference = {.item = REFERENCE_SELF}});
}

static void uses_column(struct compiler *c, struct span name)
{
	c->traits |= TRAIT_COLUMNS;
	for (size_t i = 0; i < c->column_count; i++)
		if (span_equal(c->columns[i], name))
			return;
	ARRAY_PUSH(c->columns, c->column_count, c->column_capacity, name);
}

/* `null` in any case. */
static bool is_null(struct span name)
{
	static const char word[] = "null";
	for (size_t i = 0; i < 4 && name.length == 4; i++)
		if ((name.data[i] | 0x20) != word[i])
			return false;
	return name.length == 4;
}

uint32_t compile_bare(struct compiler *c, struct span name, size_t offset)
{
	if (is_null(name))
		return compiler_node(c, (struct node){.kind = NODE_LITERAL, .value = value_text(SPAN(""))});
	uint32_t column = c->scope->column != NULL ? c->scope->column(c->scope->self, name) : UINT32_MAX;
	if (column != UINT32_MAX) {
		uses_column(c, name);
		return compiler_node(c, (struct node){.kind = NODE_COLUMN, .column = column});
	}
	struct string message = {0}, cure = {0};
	string_format(&message, c->scope->column != NULL ? "the choices have no column `%.*s`" : "a bare name, `%.*s`",
		SPAN_ARGUMENTS(name));
	string_format(
		&cure, "write ${%.*s} for the question, '%.*s' for the text", SPAN_ARGUMENTS(name), SPAN_ARGUMENTS(name));
	uint32_t node = compiler_late(c, "unknown-name", offset, string_text(&cure), string_text(&message));
	string_free(&message);
	string_free(&cure);
	return node;
}
