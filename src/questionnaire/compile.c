/* Texts and expressions of items, compiled when all names are known. */
#include <stddef.h>
#include <string.h>

#include "loader.h"

static const struct {
	const char *key;
	size_t offset;
} expressions[] = {
	{"relevant", offsetof(struct item, relevant)},
	{"constraint", offsetof(struct item, constraint)},
	{"calculation", offsetof(struct item, calculation)},
	{"repeat_count", offsetof(struct item, repeat_count)},
};

static const struct {
	const char *key;
	size_t offset;
} words[] = {
	{"label", offsetof(struct item, label)},
	{"hint", offsetof(struct item, hint)},
	{"guidance_hint", offsetof(struct item, guidance)},
	{"required_message", offsetof(struct item, required_message)},
	{"constraint_message", offsetof(struct item, constraint_message)},
	{"purpose", offsetof(struct item, purpose)},
};

/* `.` where nothing is answered. */
static struct expression *with_value(
	struct loader *loader, struct expression *expression, uint32_t item, const struct yaml_node *node)
{
	if (!expression || !(expression_traits(expression) & TRAIT_SELF))
		return expression;
	const struct item *at = item == NONE ? NULL : &loader->questionnaire->items[item];
	if (at && at->kind == ITEM_QUESTION && item_type(at)->storage != STORE_NOTHING)
		return expression;
	size_t dot = span_find(node->text, SPAN("."));
	fault_at(loader, "unknown-name", node, span_sub(node->text, dot == SIZE_MAX ? 0 : dot, 1),
		"`.` has no value here: it is the answer of the question itself");
	cure(loader, "name a question with ${name}");
	return NULL;
}

static struct expression *compile_in(
	struct loader *loader, const struct yaml_node *node, uint32_t item, const struct expression_scope *scope)
{
	struct span text;
	if (!text_or_fault(loader, node, "an expression", &text) || !span_trim(text).length)
		return NULL;
	return with_value(loader, expression_compile(loader->arena, text, scope, loader->faults), item, node);
}

static struct expression *compile(struct loader *loader, const struct yaml_node *node, uint32_t item)
{
	struct expression_scope scope = scope_at(loader, item, node);
	return compile_in(loader, node, item, &scope);
}

/* true, yes, false, no in any case, else an expression. */
static void compile_truth(
	struct loader *loader, const struct yaml_node *node, uint32_t item, bool *always, struct expression **expression)
{
	if (node && node->kind == YAML_SCALAR && is_truth(span_trim(node->text), always))
		return;
	*expression = node ? compile(loader, node, item) : NULL;
}

/* ---- defaults ---- */

/* Text as an expression that gives it back. */
static struct expression *literal(struct loader *loader, struct span text)
{
	static const struct expression_scope nothing;
	struct string source = {0};
	bool single = memchr(text.data, '\'', text.length) != NULL;
	if (single && memchr(text.data, '"', text.length)) {
		string_add_text(&source, "concat('");
		for (size_t i = 0; i < text.length; i++)
			if (text.data[i] == '\'')
				string_add_text(&source, "', \"'\", '");
			else
				string_add_byte(&source, text.data[i]);
		string_add_text(&source, "')");
	} else {
		string_add_text(&source, single ? "\"" : "'");
		string_add(&source, text);
		string_add_text(&source, single ? "\"" : "'");
	}
	struct expression *made = expression_compile(loader->arena, string_span(&source), &nothing, loader->faults);
	string_free(&source);
	return made;
}

/* As in XLSForm: a default with ${} or a call that can be read is dynamic, everything else is text. */
static struct expression *compile_default(struct loader *loader, const struct yaml_node *node, uint32_t item)
{
	struct span text;
	if (!text_or_fault(loader, node, "default", &text) || !text.length)
		return NULL;
	if (span_find(text, SPAN("${")) != SIZE_MAX)
		return compile(loader, node, item);
	if (memchr(text.data, '(', text.length)) {
		struct diagnostics ignored = {0};
		struct expression_scope scope = scope_at(loader, item, node);
		struct expression *dynamic = expression_compile(loader->arena, text, &scope, &ignored);
		diagnostics_free(&ignored);
		if (dynamic)
			return with_value(loader, dynamic, item, node);
	}
	return literal(loader, text);
}

/* ---- soft checks ---- */

static bool compile_check(struct loader *loader, const struct yaml_node *node, uint32_t index, struct check *check)
{
	if (node->kind != YAML_MAPPING)
		return fault(loader, "not-map", node, "a check is a map: {test: …, message: …}");
	check_keys(loader, node, IN_CHECK);
	if (!yaml_get(node, "test"))
		return fault(loader, "missing-key", node, "a check needs a test");
	*check = (struct check){.place = yaml_get(node, "test")->place};
	check->test = compile(loader, yaml_get(node, "test"), index);
	check->message = load_words(loader, yaml_get(node, "message"), index);
	return check->test != NULL;
}

static void compile_checks(struct loader *loader, const struct yaml_node *node, uint32_t index)
{
	struct item *item = &loader->questionnaire->items[index];
	if (!node)
		return;
	if (node->kind == YAML_SCALAR) {
		fault(loader, "not-list", node, "check is a list: - {test: …, message: …}");
		return;
	}
	uint32_t count = node->kind == YAML_MAPPING ? 1 : node->count;
	if (count > UINT16_MAX) {
		fault(loader, "too-many", node, "more than %d checks of a question", UINT16_MAX);
		return;
	}
	item->checks = arena_alloc(loader->arena, (count + 1) * sizeof *item->checks);
	for (uint32_t i = 0; i < count; i++)
		item->check_count += compile_check(
			loader, node->kind == YAML_MAPPING ? node : node->items[i], index, &item->checks[item->check_count]);
}

/* ---- probes ---- */

/* `- {name: price, label: …}`, or a text (in one or more languages), whose name is its place from 1. */
static bool compile_probe(
	struct loader *loader, const struct yaml_node *node, uint32_t index, uint32_t place, struct probe *probe)
{
	const struct yaml_node *name = yaml_get(node, "name"), *label = yaml_get(node, "label");
	string_clear(&loader->scratch);
	string_format(&loader->scratch, "%u", place);
	*probe = (struct probe){.name = span_copy(loader->arena, string_span(&loader->scratch))};
	if (name && !text_or_fault(loader, name, "a probe's name", &probe->name))
		return false;
	if (name && !name_or_fault(loader, name, probe->name))
		return false;
	if (name || label)
		check_keys(loader, node, IN_PROBE);
	probe->label = load_words(loader, name || label ? label : node, index);
	return true;
}

static void compile_probes(struct loader *loader, const struct yaml_node *node, uint32_t index)
{
	struct item *item = &loader->questionnaire->items[index];
	if (!node)
		return;
	if (node->kind != YAML_SEQUENCE) {
		fault(loader, "not-list", node, "probes is a list of texts, or of - {name: …, label: …}");
		return;
	}
	item->probes = arena_alloc(loader->arena, (node->count + 1) * sizeof *item->probes);
	for (uint32_t i = 0; i < node->count; i++) {
		struct probe *probe = &item->probes[item->probe_count];
		if (!compile_probe(loader, node->items[i], index, i + 1, probe))
			continue;
		for (uint32_t k = 0; k < item->probe_count; k++)
			if (span_equal(item->probes[k].name, probe->name))
				fault(loader, "duplicate-name", node->items[i], "the probe %.*s stands already",
					SPAN_ARGUMENTS(probe->name));
		item->probe_count++;
	}
}

/* ---- other items that are named ---- */

static uint32_t named_item(struct loader *loader, const struct yaml_node *node, uint32_t index, const char *what)
{
	struct span name;
	uint32_t found = NONE;
	if (!text_or_fault(loader, node, what, &name))
		return NONE;
	name = span_trim(name);
	if (name.length > 3 && span_starts(name, SPAN("${")) && span_ends(name, SPAN("}")))
		name = span_trim(span_sub(name, 2, name.length - 3));
	scope_at(loader, index, node);
	if (place_find(&loader->scope, name, &found))
		return found;
	fault_at(
		loader, "unknown-name", node, name, "no question is named `%.*s`, which %s names", SPAN_ARGUMENTS(name), what);
	cure_nearest(loader, nearest_item(loader, name).name, "write the name of a question");
	return NONE;
}

static void compile_rows(struct loader *loader, const struct yaml_node *node, uint32_t index)
{
	const struct questionnaire *questionnaire = loader->questionnaire;
	struct item *item = &loader->questionnaire->items[index];
	const struct yaml_node *from = yaml_get(node, "from");
	if (!from)
		return;
	if (yaml_get(node, "repeat_count")) {
		fault(loader, "from-and-count", from, "a repeat has repeat_count or from, not both");
		return;
	}
	uint32_t found = named_item(loader, from, index, "from");
	if (found == NONE)
		return;
	const struct item *source = &questionnaire->items[found];
	bool fits = source->kind == ITEM_QUESTION &&
				(item_type(source)->storage == STORE_CHOICES || item_type(source)->storage == STORE_LIST);
	if (fits && source->depth == questionnaire_shared_repeats(questionnaire, index, found))
		item->from = found;
	else
		fault(loader, "from-type", from,
			"from names a select_multiple or list question outside this repeat; %.*s is none",
			SPAN_ARGUMENTS(source->name));
}

/* ---- items ---- */

static void compile_question(struct loader *loader, const struct yaml_node *node, uint32_t index)
{
	struct item *item = &loader->questionnaire->items[index];
	const struct yaml_node *filter = yaml_get(node, "choice_filter"), *trigger = yaml_get(node, "trigger");
	if (filter) {
		struct expression_scope scope = scope_of_filter(loader, index, filter);
		item->choice_filter = compile_in(loader, filter, index, &scope);
	}
	compile_truth(loader, yaml_get(node, "required"), index, &item->required_always, &item->required);
	compile_truth(loader, yaml_get(node, "read_only"), index, &item->read_only_always, &item->read_only);
	item->fallback = compile_default(loader, yaml_get(node, "default"), index);
	if (trigger)
		item->trigger = named_item(loader, trigger, index, "trigger");
	compile_checks(loader, yaml_get(node, "check"), index);
	compile_seed(loader, index, yaml_get(node, "parameters"));
	if (item->type == TYPE_CALCULATE && !yaml_get(node, "calculation")) {
		fault(loader, "missing-key", node, "%.*s needs a calculation", SPAN_ARGUMENTS(item->name));
		cure(loader, "add calculation: with an expression");
	}
}

static void compile_item(struct loader *loader, uint32_t index)
{
	const struct yaml_node *node = loader->drafts[index].node, *media = yaml_get(node, "media"), *value;
	struct item *item = &loader->questionnaire->items[index];
	for (unsigned i = 0; i < sizeof expressions / sizeof *expressions; i++)
		if ((value = yaml_get(node, expressions[i].key)))
			*(struct expression **)((char *)item + expressions[i].offset) = compile(loader, value, index);
	for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
		if ((value = yaml_get(node, words[i].key)))
			*(const struct words **)((char *)item + words[i].offset) = load_words(loader, value, index);
	if (media)
		note(loader, "ignored", media->place, "media is taken and not shown: a terminal has none");
	compile_probes(loader, yaml_get(node, "probes"), index);
	if (item->kind == ITEM_REPEAT)
		compile_rows(loader, node, index);
	if (item->kind == ITEM_QUESTION)
		compile_question(loader, node, index);
}

void compile_items(struct loader *loader)
{
	for (uint32_t i = 0; i < loader->questionnaire->item_count; i++)
		compile_item(loader, i);
}

/* ---- the form's own ---- */

/* An expression if it parses as one, else a template. */
static void compile_instance_name(struct loader *loader, const struct yaml_node *node)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	struct diagnostics ignored = {0};
	struct expression *made = NULL;
	if (node->kind == YAML_SCALAR) {
		struct expression_scope scope = scope_at(loader, NONE, node);
		made = expression_compile(loader->arena, node->text, &scope, &ignored);
	}
	diagnostics_free(&ignored);
	questionnaire->instance_expression = with_value(loader, made, NONE, node);
	if (!made)
		questionnaire->instance_words = load_words(loader, node, NONE);
}

void compile_header(struct loader *loader)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	const struct yaml_node *root = loader->files[0].root, *name = yaml_get(root, "instance_name"),
						   *outcomes = yaml_get(root, "outcomes");
	questionnaire->title = load_words(loader, yaml_get(root, "title"), NONE);
	for (uint32_t i = 0; i < questionnaire->outcome_count; i++) {
		const struct yaml_node *outcome = outcomes->items[loader->outcome_nodes[i]];
		questionnaire->outcomes[i].label = load_words(loader, yaml_get(outcome, "label"), NONE);
	}
	if (name)
		compile_instance_name(loader, name);
}
