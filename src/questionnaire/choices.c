/* Lists of choices. */
#include <math.h>
#include <string.h>

#include "loader.h"

static bool is_plain_word(struct span text)
{
	for (size_t i = 0; i < text.length; i++)
		if (text.data[i] == ' ' || text.data[i] == '\t')
			return false;
	return true;
}

static bool name_is_fit(struct span name)
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

static void finish_list(struct choice_list *list)
{
	list->whole_numbers = list->count > 0;
	list->by_name = map_new();
	for (uint32_t i = 0; i < list->count; i++) {
		map_put(list->by_name, list->choices[i].name, i);
		list->whole_numbers &= is_whole(list->choices[i].name);
	}
}

static uint32_t push_list(struct loader *loader, struct choice_list list)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	size_t count = questionnaire->list_count;
	ARRAY_PUSH(questionnaire->lists, count, loader->list_capacity, list);
	questionnaire->list_count = (uint32_t)count;
	return (uint32_t)count - 1;
}

/* ---- a list written in YAML ---------------------------------------------------------------------------------------------- */

static bool is_own_key(struct span key)
{
	static const char *const own[] = {"name", "label", "aliases", "exclusive", "factor", "media"};
	for (unsigned i = 0; i < sizeof own / sizeof *own; i++)
		if (span_is(key, own[i]))
			return true;
	return false;
}

static void gather_columns(struct loader *loader, const struct yaml_node *node, struct choice_list *list)
{
	struct map *seen = map_new();
	struct span *names = NULL;
	size_t count = 0, capacity = 0;
	for (uint32_t i = 0; i < node->count; i++) {
		const struct yaml_node *choice = node->items[i];
		for (uint32_t k = 0; choice->kind == YAML_MAPPING && k < choice->count; k++) {
			struct span key = choice->pairs[k].key->text;
			if (!is_own_key(key) && map_put(seen, key, (uint32_t)count) == MAP_NONE)
				ARRAY_PUSH(names, count, capacity, key);
		}
	}
	if (count)
		ARRAY_PUSH(names, count, capacity, SPAN("name")); /* a choice_filter may read the name as well */
	list->column_names = arena_copy(loader->arena, names, count * sizeof *names);
	list->column_count = (uint32_t)count;
	list->cells = arena_alloc(loader->arena, (count * node->count + 1) * sizeof *list->cells);
	map_free(seen);
	memory_free(names);
}

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

static void take_choice(struct loader *loader, const struct yaml_node *node, struct choice_list *list, uint32_t index)
{
	struct choice *choice = &list->choices[index];
	struct span factor;
	choice->place = node->place;
	choice->factor = NAN;
	if (node->kind != YAML_MAPPING) {
		fault(loader, "not-map", node, "a choice is a map: {name: cash, label: {id: Tunai, en: Cash}}");
		return;
	}
	const struct yaml_node *name = yaml_get(node, "name");
	if (!name)
		fault(loader, "missing-key", node, "a choice needs a name");
	else if (text_or_fault(loader, name, "a choice's name", &choice->name) && !name_is_fit(choice->name))
		fault(loader, "choice-name", name, "a choice's name has 1 to 64 bytes, no control characters, no [ or ]");
	take_aliases(loader, yaml_get(node, "aliases"), choice);
	if (yaml_get(node, "exclusive"))
		truth_or_fault(loader, yaml_get(node, "exclusive"), "exclusive", &choice->exclusive);
	if (text_or_fault(loader, yaml_get(node, "factor"), "factor", &factor) && (!number_parse(factor, &choice->factor) || !(choice->factor > 0))) {
		fault(loader, "not-number", yaml_get(node, "factor"), "factor is a number above 0, not %.*s", SPAN_ARGUMENTS(factor));
		choice->factor = NAN;
	}
	for (uint32_t c = 0; c < list->column_count; c++) {
		const struct yaml_node *cell = span_is(list->column_names[c], "name") ? name : yaml_get(node, list->column_names[c].data);
		if (cell && cell->kind == YAML_SCALAR)
			list->cells[(size_t)index * list->column_count + c] = cell->text;
		else if (cell)
			fault(loader, "unknown-key", cell, "a choice's further keys are columns of text; %.*s is a list or map", SPAN_ARGUMENTS(list->column_names[c]));
	}
}

static void load_list(struct loader *loader, const struct yaml_node *key, const struct yaml_node *node)
{
	struct choice_list list = {.name = key->text, .place = key->place};
	if (!name_fits(key->text)) {
		fault(loader, "name-pattern", key, "a list's name is of letters, digits and _, up to 64, and begins with no digit");
	}
	uint32_t stands = map_get(loader->by_list, key->text);
	if (stands != MAP_NONE) {
		fault(loader, "duplicate-list", key, "a list %.*s stands already", SPAN_ARGUMENTS(key->text));
		diagnostic_related(loader->faults, loader->questionnaire->lists[stands].place, "the first one");
		return;
	}
	if (node->kind != YAML_SEQUENCE) {
		fault(loader, "not-list", node, "a list of choices was expected: - {name: cash, label: Cash}");
		return;
	}
	gather_columns(loader, node, &list);
	list.count = node->count;
	list.choices = arena_alloc(loader->arena, (node->count + 1) * sizeof *list.choices);
	for (uint32_t i = 0; i < node->count; i++)
		take_choice(loader, node->items[i], &list, i);
	finish_list(&list);
	uint32_t index = push_list(loader, list);
	map_put(loader->by_list, list.name, index);
	ARRAY_PUSH(loader->list_drafts, loader->list_draft_count, loader->list_draft_capacity, ((struct list_draft){node, false}));
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

/* ---- a list from a CSV file --------------------------------------------------------------------------------------------------- */

/* A file's label columns: `label` is in the default language, `label::id` (XLSForm's way) in that one. */
static const struct words *file_label(struct loader *loader, const struct lookup *lookup, const struct span *cells)
{
	const struct questionnaire *questionnaire = loader->questionnaire;
	static const struct expression_scope nothing;
	const struct template **texts = arena_alloc(loader->arena, questionnaire->language_count * sizeof *texts);
	bool *given = arena_alloc(loader->arena, questionnaire->language_count), any = false;
	for (uint32_t i = 0; i < lookup->column_count; i++) {
		struct span header = lookup->header[i];
		uint32_t language = span_is(header, "label") ? questionnaire->default_language
		                    : span_starts(header, SPAN("label::")) ? questionnaire_language(questionnaire, span_sub(header, 7, SIZE_MAX))
		                                                           : NONE;
		if (language == NONE || !cells[i].length)
			continue;
		struct diagnostics ignored = {0};
		texts[language] = span_find(cells[i], SPAN("${")) == SIZE_MAX ? template_compile(loader->arena, cells[i], &nothing, &ignored) : NULL;
		given[language] = any = true;
		diagnostics_free(&ignored);
	}
	for (uint32_t i = 0; any && i < questionnaire->language_count; i++)
		for (uint32_t other = 0; !texts[i] && other < questionnaire->language_count; other++)
			texts[i] = texts[other];
	if (!any || !texts[0])
		return NULL;
	struct words *words = arena_alloc(loader->arena, sizeof *words);
	words->by_language = texts;
	words->given = given;
	return words;
}

uint32_t list_from_file(struct loader *loader, const char *from, const struct yaml_node *named, struct span name)
{
	uint32_t index = find_lookup(loader, from, named, name);
	if (index == NONE)
		return NONE;
	const struct lookup *lookup = &loader->questionnaire->lookups[index];
	uint32_t known = map_get(loader->by_list, lookup->file);
	if (known != MAP_NONE)
		return known;
	uint32_t column = lookup_column(lookup, "name");
	if (column == NONE) {
		fault(loader, "csv-columns", named, "%.*s has no column `name`", SPAN_ARGUMENTS(lookup->file));
		cure(loader, "its header needs name and label");
		return NONE;
	}
	struct choice_list list = {.name = lookup->file, .from_file = true, .place = named->place, .count = lookup->row_count,
	                           .column_names = lookup->header, .column_count = lookup->column_count, .cells = lookup->cells};
	list.choices = arena_alloc(loader->arena, (lookup->row_count + 1) * sizeof *list.choices);
	for (uint32_t i = 0; i < lookup->row_count; i++) {
		const struct span *cells = lookup->cells + (size_t)i * lookup->column_count;
		list.choices[i] = (struct choice){.name = cells[column], .factor = NAN, .place = {lookup->file.data, i + 2, 0}};
		list.choices[i].label = file_label(loader, lookup, cells);
	}
	finish_list(&list);
	uint32_t made = push_list(loader, list);
	map_put(loader->by_list, list.name, made);
	ARRAY_PUSH(loader->list_drafts, loader->list_draft_count, loader->list_draft_capacity, ((struct list_draft){NULL, true}));
	return made;
}

/* ---- what can be judged only when everything is compiled ------------------------------------------------------------------------ */

/* Do two choices of one name differ in a column that a choice_filter of the list reads? */
static bool told_apart(const struct loader *loader, uint32_t list_index, uint32_t a, uint32_t b)
{
	const struct questionnaire *questionnaire = loader->questionnaire;
	const struct choice_list *list = &questionnaire->lists[list_index];
	for (uint32_t i = 0; i < questionnaire->item_count; i++) {
		const struct item *item = &questionnaire->items[i];
		size_t count = 0;
		const struct span *columns = item->list == list_index && item->choice_filter ? expression_columns(item->choice_filter, &count) : NULL;
		for (size_t c = 0; c < count; c++)
			for (uint32_t k = 0; k < list->column_count; k++)
				if (span_equal(list->column_names[k], columns[c]) && !span_is(columns[c], "name") &&
				    !span_equal(list->cells[(size_t)a * list->column_count + k], list->cells[(size_t)b * list->column_count + k]))
					return true;
	}
	return false;
}

static void check_duplicates(struct loader *loader, uint32_t index)
{
	struct choice_list *list = &loader->questionnaire->lists[index];
	for (uint32_t i = 0; i < list->count; i++) {
		uint32_t first = map_get(list->by_name, list->choices[i].name);
		if (first == i || first == MAP_NONE || told_apart(loader, index, first, i))
			continue;
		diagnostics_error(loader->faults, "duplicate-choice", list->choices[i].place, "the choice %.*s stands twice in the list %.*s",
		                  SPAN_ARGUMENTS(list->choices[i].name), SPAN_ARGUMENTS(list->name));
		diagnostic_cure(loader->faults, "give one of them another name");
		diagnostic_related(loader->faults, list->choices[first].place, "the first one");
	}
}

void compile_lists(struct loader *loader)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	for (uint32_t i = 0; i < questionnaire->list_count; i++) {
		struct choice_list *list = &questionnaire->lists[i];
		const struct yaml_node *node = loader->list_drafts[i].node;
		for (uint32_t c = 0; node && c < list->count; c++)
			if (node->items[c]->kind == YAML_MAPPING)
				list->choices[c].label = load_words(loader, yaml_get(node->items[c], "label"), NONE, SPAN(""));
		check_duplicates(loader, i);
	}
	for (uint32_t i = 0; i < questionnaire->item_count; i++) {
		const struct item *item = &questionnaire->items[i];
		bool tokens = item->kind == ITEM_QUESTION && (item_type(item)->storage == STORE_CHOICES || item_type(item)->storage == STORE_RANK) && item->list != NONE;
		const struct choice_list *list = tokens ? &questionnaire->lists[item->list] : NULL;
		for (uint32_t c = 0; list && c < list->count; c++)
			if (!is_plain_word(list->choices[c].name))
				diagnostics_error(loader->faults, "choice-name", list->choices[c].place,
				                  "the name %.*s has white space, and %.*s takes several of them", SPAN_ARGUMENTS(list->choices[c].name), SPAN_ARGUMENTS(item->name));
	}
}
