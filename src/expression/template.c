/* Labels with `${q}`: literal pieces and references, resolved once. */
#include "lexer.h"
#include "tanya/expression.h"

struct template
{
	struct template_part *parts;
	size_t count;
};

struct builder {
	struct template_part *items;
	size_t count, capacity;
	const struct expression_scope *scope;
	struct diagnostics *faults;
	struct span source;
	bool failed;
};

static void fault(
	struct builder *b, const char *code, size_t offset, const char *cure, struct span name, const char *what)
{
	struct place place = {0};
	if (b->scope->place != NULL) {
		place = b->scope->place(b->scope->self, offset);
	} else {
		text_place(b->source, offset, &place.line, &place.column);
	}
	b->failed = true;
	diagnostics_error(b->faults, code, place, what, SPAN_ARGUMENTS(name));
	if (cure != NULL) {
		diagnostic_cure(b->faults, "%s", cure);
	}
}

static void add_literal(struct builder *b, size_t from, size_t to)
{
	if (to > from) {
		struct template_part part = {.text = span_sub(b->source, from, to - from)};
		ARRAY_PUSH(b->items, b->count, b->capacity, part);
	}
}

static void unknown_name(struct builder *b, size_t offset, struct span name, const char *nearest)
{
	struct string cure = {0};
	if (nearest != NULL) {
		string_format(&cure, "did you mean ${%s}?", nearest);
	} else {
		string_add_text(&cure, "write the name of a question between the braces");
	}
	fault(b, "unknown-name", offset, string_text(&cure), name, "no question is named `%.*s`");
	string_free(&cure);
}

static void add_reference(struct builder *b, size_t offset, struct span name)
{
	struct template_part part = {.is_reference = true};
	const char *nearest = NULL;
	if (name.length == 0 || !b->scope->resolve(b->scope->self, name, &part.reference, &nearest)) {
		unknown_name(b, offset, name, nearest);
	} else if ((part.reference.many || part.reference.container) && !part.reference.row) {
		fault(b, "several-nodes", offset,
			"take one row by a calculate question with indexed-repeat(${name}, ${repeat}, n)", name,
			"`%.*s` stands for the answers of several rows");
	} else {
		ARRAY_PUSH(b->items, b->count, b->capacity, part);
	}
}

struct template *template_compile(
	struct arena *arena, struct span source, const struct expression_scope *scope, struct diagnostics *faults)
{
	struct builder builder = {.scope = scope, .faults = faults, .source = span_copy(arena, source)};
	struct template *template = NULL;
	size_t from = 0, at = 0;
	while (at < source.length) {
		struct span name;
		size_t end = 0;
		if (source.data[at] != '$' || at + 1 >= source.length || source.data[at + 1] != '{') {
			at++;
			continue;
		}
		if (!lexer_reference(builder.source, at, &name, &end)) {
			fault(&builder, "expression-syntax", at, "write ${name}", SPAN(""), "`${` without `}`%.*s");
			break;
		}
		add_literal(&builder, from, at);
		add_reference(&builder, at, name);
		at = from = end;
	}
	if (!builder.failed) {
		add_literal(&builder, from, source.length);
		template = arena_alloc(arena, sizeof *template);
		template->count = builder.count;
		template->parts =
			builder.count > 0 ? arena_copy(arena, builder.items, builder.count * sizeof *builder.items) : NULL;
	}
	memory_free(builder.items);
	return template;
}

const struct template_part *template_parts(const struct template *template, size_t *count)
{
	*count = template->count;
	return template->parts;
}
