/* Choices of one name, and names with white space where several are written side by side: judged when every
 * choice_filter is compiled. */
#include <string.h>

#include "loader.h"

struct list_use {    /* what the questions ask of a list */
	bool *filtered;  /* by column: read by a choice_filter */
	uint32_t tokens; /* an item that takes several of its choices, or NONE */
};

/* Name and the cells that tell choices of one name apart, each after its length. */
static void choice_key(const struct choice_list *list, const struct list_use *use, uint32_t index, struct string *key)
{
	string_clear(key);
	string_format(key, "%zu:", list->choices[index].name.length);
	string_add(key, list->choices[index].name);
	for (uint32_t c = 0; use->filtered && c < list->column_count; c++) {
		if (!use->filtered[c])
			continue;
		struct span cell = list->cells[(size_t)index * list->column_count + c];
		string_format(key, "%zu:", cell.length);
		string_add(key, cell);
	}
}

static void tell_duplicate(
	struct loader *loader, const struct choice_list *list, const struct choice *choice, const struct choice *first)
{
	diagnostics_error(loader->faults, "duplicate-choice", choice->place,
		"the choice %.*s stands twice in the list %.*s", SPAN_ARGUMENTS(choice->name), SPAN_ARGUMENTS(list->name));
	diagnostic_cure(
		loader->faults, "give one of them another name, or let them differ in a column that the choice_filter reads");
	diagnostic_related(loader->faults, first->place, "the first one");
}

/* Only lists that have a name twice are looked at closely. */
static void check_names(struct loader *loader, const struct choice_list *list, const struct list_use *use)
{
	if (map_count(list->by_name) == list->count)
		return;
	struct map *seen = map_new();
	struct arena *keys = arena_new();
	struct string key = {0};
	for (uint32_t i = 0; i < list->count; i++) {
		choice_key(list, use, i, &key);
		uint32_t first = map_put(seen, span_copy(keys, string_span(&key)), i);
		if (first != MAP_NONE && list->choices[i].name.length)
			tell_duplicate(loader, list, &list->choices[i], &list->choices[first]);
	}
	string_free(&key);
	map_free(seen);
	arena_free(keys);
}

static bool has_white_space(struct span text)
{
	return memchr(text.data, ' ', text.length) != NULL || span_find(text, SPAN("\xc2\xa0")) != SIZE_MAX;
}

static void check_tokens(struct loader *loader, const struct choice_list *list, uint32_t item)
{
	for (uint32_t i = 0; i < list->count; i++) {
		if (!list->choices[i].name.length || !has_white_space(list->choices[i].name))
			continue;
		diagnostics_error(loader->faults, "choice-name", list->choices[i].place,
			"the name %.*s has white space, and %.*s takes several of them", SPAN_ARGUMENTS(list->choices[i].name),
			SPAN_ARGUMENTS(loader->questionnaire->items[item].name));
		diagnostic_cure(loader->faults, "write _ for the space");
	}
}

static void note_filter(struct loader *loader, const struct item *item, struct list_use *use)
{
	const struct choice_list *list = &loader->questionnaire->lists[item->list];
	size_t count = 0;
	const struct span *columns = expression_columns(item->choice_filter, &count);
	if (!use->filtered)
		use->filtered = arena_alloc(loader->arena, list->column_count + 1);
	for (size_t i = 0; i < count; i++)
		for (uint32_t c = 0; c < list->column_count; c++)
			use->filtered[c] |= span_equal(list->column_names[c], columns[i]);
}

void check_duplicates(struct loader *loader)
{
	const struct questionnaire *questionnaire = loader->questionnaire;
	struct list_use *uses = arena_alloc(loader->arena, (questionnaire->list_count + 1) * sizeof *uses);
	for (uint32_t i = 0; i < questionnaire->list_count; i++)
		uses[i].tokens = NONE;
	for (uint32_t i = 0; i < questionnaire->item_count; i++) {
		const struct item *item = &questionnaire->items[i];
		if (item->kind != ITEM_QUESTION || item->list == NONE)
			continue;
		enum storage storage = item_type(item)->storage;
		if ((storage == STORE_CHOICES || storage == STORE_RANK) && uses[item->list].tokens == NONE)
			uses[item->list].tokens = i;
		if (item->choice_filter)
			note_filter(loader, item, &uses[item->list]);
	}
	for (uint32_t i = 0; i < questionnaire->list_count; i++) {
		check_names(loader, &questionnaire->lists[i], &uses[i]);
		if (uses[i].tokens != NONE)
			check_tokens(loader, &questionnaire->lists[i], uses[i].tokens);
	}
}
