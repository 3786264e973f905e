/* Labels with `${q}`: literal pieces and references, resolved once. */
#include "lexer.h"
#include "tanya/expression.h"

struct template
{
	size_t count;
	struct template_part parts[];
};

struct builder {
	struct template *template; /* with room for all parts */
	const struct expression_scope *scope;
	struct diagnostics *faults;
	struct span source;
	bool failed;
};

static void fault(
	struct builder *b, const char *code, size_t offset, const char *cure, struct span name, const char *what)
{
	struct place place = {0};
	if (b->scope->place != NULL)
		place = b->scope->place(b->scope->self, offset);
	else
		text_place(b->source, offset, &place.line, &place.column);
	b->failed = true;
	diagnostics_error(b->faults, code, place, what, SPAN_ARGUMENTS(name));
	if (cure != NULL)
		diagnostic_cure(b->faults, "%s", cure);
}

static void add_literal(struct builder *b, size_t from, size_t to)
{
	if (to > from)
		b->template->parts[b->template->count++].text = span_sub(b->source, from, to - from);
}

static void unknown_name(struct builder *b, size_t offset, struct span name, const char *nearest)
{
	struct string cure = {0};
	if (nearest != NULL)
		string_format(&cure, "did you mean ${%s}?", nearest);
	else
		string_add_text(&cure, "write the name of a question between the braces");
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
		b->template->parts[b->template->count++] = part;
	}
}

/* The next `${` from `at` on, or the end. */
static size_t next_reference(struct span source, size_t at)
{
	size_t found = span_find(span_sub(source, at, SIZE_MAX), SPAN("${"));
	return found == SIZE_MAX ? source.length : at + found;
}

static struct template *template_new(struct arena *arena, struct span source)
{
	struct span name;
	size_t parts = 1, at = next_reference(source, 0);
	for (; at < source.length && lexer_reference(source, at, &name, &at); at = next_reference(source, at))
		parts += 2; /* itself, and the literal behind it */
	return arena_alloc(arena, sizeof(struct template) + parts * sizeof(struct template_part));
}

struct template *template_compile(
	struct arena *arena, struct span source, const struct expression_scope *scope, struct diagnostics *faults)
{
	struct builder builder = {
		.template = template_new(arena, source), .scope = scope, .faults = faults, .source = source};
	size_t from = 0;
	for (size_t at = next_reference(source, 0); at < source.length; at = next_reference(source, from)) {
		struct span name;
		add_literal(&builder, from, at);
		if (!lexer_reference(source, at, &name, &from)) {
			fault(&builder, "expression-syntax", at, "write ${name}", SPAN(""), "`${` without `}`%.*s");
			return NULL;
		}
		add_reference(&builder, at, name);
	}
	add_literal(&builder, from, source.length);
	return builder.failed ? NULL : builder.template;
}

const struct template_part *template_parts(const struct template *template, size_t *count)
{
	*count = template->count;
	return template->parts;
}
