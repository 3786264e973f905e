/* Texts and expressions of items, compiled when all names are known. */
#include <stddef.h>
#include <string.h>

#include "loader.h"

static struct expression *compile(struct loader *loader, const struct yaml_node *node, uint32_t item, bool filter)
{
	struct span text, prefix = item == NONE ? SPAN("") : loader->drafts[item].prefix;
	if (!text_or_fault(loader, node, "an expression", &text) || !span_trim(text).length)
		return NULL;
	struct expression_scope scope = (filter ? filter_scope_at : scope_at)(loader, item, node, prefix);
	return expression_compile(loader->arena, text, &scope, loader->faults);
}

static const struct {
	const char *key;
	size_t offset;
} expressions[] = {
	{"relevant", offsetof(struct item, relevant)}, {"constraint", offsetof(struct item, constraint)},
	{"calculation", offsetof(struct item, calculation)}, {"repeat_count", offsetof(struct item, repeat_count)},
};

static const struct {
	const char *key;
	size_t offset;
} words[] = {
	{"label", offsetof(struct item, label)}, {"hint", offsetof(struct item, hint)}, {"guidance_hint", offsetof(struct item, guidance)},
	{"required_message", offsetof(struct item, required_message)}, {"constraint_message", offsetof(struct item, constraint_message)},
	{"purpose", offsetof(struct item, purpose)},
};

/* true, yes, false, no in any case, else an expression. */
static void compile_truth(struct loader *loader, const struct yaml_node *node, uint32_t item, bool *always, struct expression **expression)
{
	if (node && node->kind == YAML_SCALAR && is_truth(span_trim(node->text), always))
		return;
	*expression = node ? compile(loader, node, item, false) : NULL;
}

/* Text as an expression that gives it back. */
static struct expression *literal(struct loader *loader, struct span text)
{
	static const struct expression_scope nothing;
	struct string source = {0};
	bool single = span_find(text, SPAN("'")) != SIZE_MAX, both = single && span_find(text, SPAN("\"")) != SIZE_MAX;
	if (both) {
		struct span rest = text, piece;
		string_add_text(&source, "concat(''");
		for (bool first = true; span_next(&rest, '\'', &piece); first = false)
			string_format(&source, "%s, '%.*s'", first ? "" : ", \"'\"", SPAN_ARGUMENTS(piece));
		string_add_text(&source, ")");
	} else {
		string_format(&source, single ? "\"%.*s\"" : "'%.*s'", SPAN_ARGUMENTS(text));
	}
	struct expression_scope scope = nothing;
	struct expression *made = expression_compile(loader->arena, span_copy(loader->arena, string_span(&source)), &scope, loader->faults);
	string_free(&source);
	return made;
}

/* As in XLSForm: a default with ${} or a function call is dynamic, everything else is text. */
static struct expression *compile_default(struct loader *loader, const struct yaml_node *node, uint32_t item)
{
	struct span text;
	if (!text_or_fault(loader, node, "default", &text) || !text.length)
		return NULL;
	if (span_find(text, SPAN("${")) != SIZE_MAX || span_find(text, SPAN("(")) != SIZE_MAX) {
		struct diagnostics ignored = {0};
		struct expression_scope scope = scope_at(loader, item, node, loader->drafts[item].prefix);
		bool fits = expression_compile(loader->arena, text, &scope, &ignored) != NULL;
		diagnostics_free(&ignored);
		if (fits || span_find(text, SPAN("${")) != SIZE_MAX)
			return compile(loader, node, item, false);
	}
	return literal(loader, text);
}

static void compile_checks(struct loader *loader, const struct yaml_node *node, uint32_t index)
{
	struct item *item = &loader->questionnaire->items[index];
	if (!node)
		return;
	bool one = node->kind == YAML_MAPPING;
	uint32_t count = one ? 1 : node->kind == YAML_SEQUENCE ? node->count : 0;
	if (!count && node->kind != YAML_SEQUENCE)
		fault(loader, "not-list", node, "check is a list: - {test: …, message: …}");
	item->checks = arena_alloc(loader->arena, (count + 1) * sizeof *item->checks);
	for (uint32_t i = 0; i < count; i++) {
		const struct yaml_node *check = one ? node : node->items[i];
		if (check->kind != YAML_MAPPING) {
			fault(loader, "not-map", check, "a check is a map: {test: …, message: …}");
			continue;
		}
		check_keys(loader, check, IN_CHECK);
		struct check *made = &item->checks[item->check_count];
		made->place = check->place;
		if (!yaml_get(check, "test")) {
			fault(loader, "missing-key", check, "a check needs a test");
			continue;
		}
		made->test = compile(loader, yaml_get(check, "test"), index, false);
		made->message = load_words(loader, yaml_get(check, "message"), index, loader->drafts[index].prefix);
		if (made->test)
			item->check_count++;
	}
}

static uint32_t named_item(struct loader *loader, const struct yaml_node *node, uint32_t index, const char *what)
{
	struct span name;
	struct reference reference;
	const char *nearest;
	if (!text_or_fault(loader, node, what, &name))
		return NONE;
	name = span_trim(name);
	if (span_starts(name, SPAN("${")) && span_ends(name, SPAN("}")))
		name = span_sub(name, 2, name.length - 3);
	struct expression_scope scope = scope_at(loader, index, node, loader->drafts[index].prefix);
	if (scope.resolve(scope.self, name, &reference, &nearest))
		return reference.item;
	fault(loader, "unknown-name", node, "%s: there is no question %.*s", what, SPAN_ARGUMENTS(name));
	if (nearest)
		cure(loader, "did you mean %s?", nearest);
	return NONE;
}

static void compile_rows(struct loader *loader, const struct yaml_node *node, uint32_t index)
{
	struct item *item = &loader->questionnaire->items[index];
	const struct yaml_node *from = yaml_get(node, "from");
	if (!from)
		return;
	if (item->repeat_count) {
		fault(loader, "from-and-count", from, "a repeat has repeat_count or from, not both");
		return;
	}
	item->from = named_item(loader, from, index, "from");
	if (item->from == NONE)
		return;
	const struct item *source = &loader->questionnaire->items[item->from];
	bool fits = source->kind == ITEM_QUESTION && (item_type(source)->storage == STORE_CHOICES || item_type(source)->storage == STORE_LIST);
	if (!fits || source->depth != questionnaire_shared_repeats(loader->questionnaire, index, item->from)) {
		fault(loader, "from-type", from, "from names a select_multiple or list question outside this repeat; %.*s is none", SPAN_ARGUMENTS(source->name));
		item->from = NONE;
	}
}

static void compile_item(struct loader *loader, uint32_t index)
{
	const struct yaml_node *node = loader->drafts[index].node;
	struct item *item = &loader->questionnaire->items[index];
	for (unsigned i = 0; i < sizeof expressions / sizeof *expressions; i++)
		if (yaml_get(node, expressions[i].key))
			*(struct expression **)((char *)item + expressions[i].offset) = compile(loader, yaml_get(node, expressions[i].key), index, false);
	for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
		*(const struct words **)((char *)item + words[i].offset) = load_words(loader, yaml_get(node, words[i].key), index, loader->drafts[index].prefix);
	if (yaml_get(node, "media"))
		note(loader, "ignored", yaml_get(node, "media"), "media is taken and not shown: a terminal has none");
	if (item->kind == ITEM_REPEAT)
		compile_rows(loader, node, index);
	if (item->kind != ITEM_QUESTION)
		return;
	if (yaml_get(node, "choice_filter"))
		item->choice_filter = compile(loader, yaml_get(node, "choice_filter"), index, true);
	compile_truth(loader, yaml_get(node, "required"), index, &item->required_always, &item->required);
	compile_truth(loader, yaml_get(node, "read_only"), index, &item->read_only_always, &item->read_only);
	item->fallback = compile_default(loader, yaml_get(node, "default"), index);
	if (yaml_get(node, "trigger"))
		item->trigger = named_item(loader, yaml_get(node, "trigger"), index, "trigger");
	compile_checks(loader, yaml_get(node, "check"), index);
	if (item->type == TYPE_CALCULATE && !yaml_get(node, "calculation")) {
		fault(loader, "missing-key", node, "%.*s needs a calculation", SPAN_ARGUMENTS(item->name));
	}
}

void compile_items(struct loader *loader)
{
	for (uint32_t i = 0; i < loader->questionnaire->item_count; i++)
		compile_item(loader, i);
}

void compile_header(struct loader *loader)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	const struct yaml_node *root = loader->files[0].root, *name = yaml_get(root, "instance_name"), *outcomes = yaml_get(root, "outcomes");
	questionnaire->title = load_words(loader, yaml_get(root, "title"), NONE, SPAN(""));
	for (uint32_t i = 0, made = 0; outcomes && outcomes->kind == YAML_SEQUENCE && i < outcomes->count && made < questionnaire->outcome_count; i++)
		if (outcomes->items[i]->kind == YAML_MAPPING)
			questionnaire->outcomes[made++].label = load_words(loader, yaml_get(outcomes->items[i], "label"), NONE, SPAN(""));
	if (!name)
		return;
	struct diagnostics ignored = {0};
	struct expression_scope scope = scope_at(loader, NONE, name, SPAN(""));
	if (name->kind == YAML_SCALAR)
		questionnaire->instance_expression = expression_compile(loader->arena, name->text, &scope, &ignored);
	if (!questionnaire->instance_expression)
		questionnaire->instance_words = load_words(loader, name, NONE, SPAN(""));
	diagnostics_free(&ignored);
}
