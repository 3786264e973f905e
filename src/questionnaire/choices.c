/* Lists of choices written in YAML. */
#include <math.h>
#include <string.h>

#include "loader.h"

bool choice_name_fits(struct span name)
{
	bool fits = name.length >= 1 && name.length <= 64;
	for (size_t at = 0; at < name.length && fits;) {
		uint32_t codepoint = text_decode(name, &at);
		fits = codepoint != TEXT_INVALID && text_is_printable(codepoint) && codepoint != '[' && codepoint != ']';
	}
	return fits;
}

static bool is_whole(struct span name)
{
	int64_t ignored;
	return name.length && name.data[0] != '-' && number_parse_whole(name, &ignored);
}

bool list_makes_room(struct loader *loader, const struct yaml_node *at, size_t choices)
{
	loader->choice_count += choices;
	if (loader->choice_count <= LIMIT_CHOICES)
		return true;
	loader->choice_count = LIMIT_CHOICES + 1;
	return fault(loader, "too-many", at, "more than %u choices in all lists of the form", LIMIT_CHOICES);
}

uint32_t list_add(struct loader *loader, struct choice_list list, const struct yaml_node *node)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	size_t count = questionnaire->list_count;
	list.whole_numbers = list.count > 0;
	list.by_name = map_new();
	for (uint32_t i = 0; i < list.count; i++) {
		map_put(list.by_name, list.choices[i].name, i);
		list.whole_numbers = list.whole_numbers && is_whole(list.choices[i].name);
	}
	ARRAY_PUSH(questionnaire->lists, count, loader->list_capacity, list);
	questionnaire->list_count = (uint32_t)count;
	map_put(loader->by_list, list.name, (uint32_t)count - 1);
	ARRAY_PUSH(loader->list_nodes, loader->list_node_count, loader->list_node_capacity, node);
	return (uint32_t)count - 1;
}

/* ---- columns ---- */

static bool is_own_key(struct span key)
{
	static const struct span own[] = {
		SPAN("name"), SPAN("label"), SPAN("aliases"), SPAN("exclusive"), SPAN("factor"), SPAN("media")};
	for (unsigned i = 0; i < sizeof own / sizeof *own; i++)
		if (span_equal(key, own[i]))
			return true;
	return false;
}

/* The further keys of all choices. A choice_filter may read the name as well. */
static void gather_columns(struct loader *loader, const struct yaml_node *node, struct choice_list *list)
{
	struct map *seen = map_new();
	struct span *names = NULL;
	size_t count = 0, capacity = 0;
	ARRAY_PUSH(names, count, capacity, SPAN("name"));
	for (uint32_t i = 0; i < node->count; i++) {
		const struct yaml_node *choice = node->items[i];
		for (uint32_t k = 0; choice->kind == YAML_MAPPING && k < choice->count; k++) {
			struct span key = choice->pairs[k].key->text;
			if (!is_own_key(key) && map_put(seen, key, (uint32_t)count) == MAP_NONE)
				ARRAY_PUSH(names, count, capacity, key);
		}
	}
	list->column_names = arena_copy(loader->arena, names, count * sizeof *names);
	list->column_count = (uint32_t)count;
	list->cells = arena_alloc(loader->arena, (count * node->count + 1) * sizeof *list->cells);
	map_free(seen);
	memory_free(names);
}

static void take_cells(
	struct loader *loader, const struct yaml_node *node, const struct choice_list *list, uint32_t index)
{
	struct span *cells = list->cells + (size_t)index * list->column_count;
	cells[0] = list->choices[index].name;
	for (uint32_t k = 0; k < node->count; k++) {
		const struct yaml_node *value = node->pairs[k].value;
		struct span key = node->pairs[k].key->text;
		if (is_own_key(key))
			continue;
		for (uint32_t c = 1; c < list->column_count; c++)
			if (span_equal(list->column_names[c], key))
				text_or_fault(loader, value, "a choice's further key, a column for choice_filter,", &cells[c]);
	}
}

/* ---- a choice ---- */

static void take_aliases(struct loader *loader, const struct yaml_node *node, struct choice *choice)
{
	struct span *aliases;
	if (!node)
		return;
	if (node->kind == YAML_SCALAR) {
		aliases = arena_alloc(loader->arena, sizeof *aliases);
		aliases[0] = node->text;
		choice->alias_count = 1;
	} else if (node->kind == YAML_SEQUENCE) {
		aliases = arena_alloc(loader->arena, (node->count + 1) * sizeof *aliases);
		for (uint32_t i = 0; i < node->count; i++)
			if (text_or_fault(loader, node->items[i], "an alias", &aliases[choice->alias_count]))
				choice->alias_count++;
	} else {
		fault(loader, "not-list", node, "aliases is a list of words: [utang, bon]");
		return;
	}
	choice->aliases = aliases;
}

static void take_factor(struct loader *loader, const struct yaml_node *node, struct choice *choice)
{
	struct span factor;
	if (!text_or_fault(loader, node, "factor", &factor) ||
		(number_parse(factor, &choice->factor) && choice->factor > 0))
		return;
	fault(loader, "not-number", node, "factor is a number above 0, not %.*s", SPAN_ARGUMENTS(factor));
	choice->factor = (double)NAN;
}

static void take_choice(struct loader *loader, const struct yaml_node *node, struct choice_list *list, uint32_t index)
{
	struct choice *choice = &list->choices[index];
	choice->place = node->place;
	choice->factor = (double)NAN;
	if (node->kind != YAML_MAPPING) {
		fault(loader, "not-map", node, "a choice is a map: {name: cash, label: {id: Tunai, en: Cash}}");
		return;
	}
	const struct yaml_node *name = yaml_get(node, "name"), *exclusive = yaml_get(node, "exclusive"),
						   *media = yaml_get(node, "media");
	if (!name)
		fault(loader, "missing-key", node, "a choice needs a name");
	else if (text_or_fault(loader, name, "a choice's name", &choice->name) && !choice_name_fits(choice->name))
		fault(loader, "choice-name", name, "a choice's name has 1 to 64 bytes, no control characters, no [ or ]");
	if (name)
		choice->place = name->place;
	take_aliases(loader, yaml_get(node, "aliases"), choice);
	if (exclusive)
		truth_or_fault(loader, exclusive, "exclusive", &choice->exclusive);
	take_factor(loader, yaml_get(node, "factor"), choice);
	if (media)
		note(loader, "ignored", media->place, "media is taken and not shown: a terminal has none");
	take_cells(loader, node, list, index);
}

/* ---- the lists ---- */

static void load_list(struct loader *loader, const struct yaml_node *key, const struct yaml_node *node)
{
	struct choice_list list = {.name = key->text, .place = key->place};
	uint32_t stands = map_get(loader->by_list, key->text);
	if (!name_fits(key->text))
		fault(loader, "name-pattern", key, "%.*s is no name of a list: letters, digits and _, up to 64, no digit first",
			SPAN_ARGUMENTS(key->text));
	if (stands != MAP_NONE) {
		fault(loader, "duplicate-list", key, "a list %.*s stands already", SPAN_ARGUMENTS(key->text));
		cure(loader, "give one of them another name");
		diagnostic_related(loader->faults, loader->questionnaire->lists[stands].place, "the first one");
		return;
	}
	if (node->kind != YAML_SEQUENCE) {
		fault(loader, "not-list", node, "a list of choices was expected: - {name: cash, label: Cash}");
		return;
	}
	if (!list_makes_room(loader, key, node->count))
		return;
	gather_columns(loader, node, &list);
	list.count = node->count;
	list.choices = arena_alloc(loader->arena, (node->count + 1) * sizeof *list.choices);
	for (uint32_t i = 0; i < node->count; i++)
		take_choice(loader, node->items[i], &list, i);
	list_add(loader, list, node);
}

void load_lists(struct loader *loader)
{
	for (size_t f = 0; f < loader->file_count; f++) {
		const struct yaml_node *choices = yaml_get(loader->files[f].root, "choices");
		if (choices && choices->kind != YAML_MAPPING)
			fault(loader, "not-map", choices, "choices is a map of lists: {payment: [...]}");
		for (uint32_t i = 0; choices && choices->kind == YAML_MAPPING && i < choices->count; i++)
			load_list(loader, choices->pairs[i].key, choices->pairs[i].value);
	}
}

uint32_t find_list(struct loader *loader, struct span name)
{
	uint32_t index = map_get(loader->by_list, name);
	return index == MAP_NONE ? NONE : index;
}

/* Labels, when all names are known. */
void compile_lists(struct loader *loader)
{
	for (size_t i = 0; i < loader->list_node_count; i++) {
		struct choice_list *list = &loader->questionnaire->lists[i];
		const struct yaml_node *node = loader->list_nodes[i];
		if (!node)
			compile_file_labels(loader, (uint32_t)i);
		for (uint32_t c = 0; node && c < list->count; c++)
			list->choices[c].label = load_words(loader, yaml_get(node->items[c], "label"), NONE);
	}
}
