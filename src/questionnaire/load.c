/* From a path to a questionnaire, or to all its faults. */
#include <string.h>

#include "loader.h"

const struct question_type_row *item_type(const struct item *item)
{
	return &question_types[item->type];
}

bool item_has_answer(const struct item *item)
{
	return item->kind == ITEM_QUESTION && item_type(item)->storage != STORE_NOTHING &&
		   item_type(item)->storage != STORE_DERIVED;
}

bool item_is_shown(const struct item *item)
{
	return item->kind != ITEM_QUESTION || item_type(item)->input != INPUT_NONE;
}

uint32_t questionnaire_language(const struct questionnaire *questionnaire, struct span code)
{
	for (uint32_t i = 0; i < questionnaire->language_count; i++)
		if (span_equal(questionnaire->languages[i].code, code))
			return i;
	return NONE;
}

uint32_t questionnaire_find(const struct questionnaire *questionnaire, struct span name)
{
	char folded[64];
	if (!name.length || name.length > sizeof folded)
		return NONE;
	for (size_t i = 0; i < name.length; i++)
		folded[i] = name.data[i] >= 'A' && name.data[i] <= 'Z' ? (char)(name.data[i] + 32) : name.data[i];
	uint32_t item = map_get(questionnaire->by_name, (struct span){folded, name.length});
	return item != MAP_NONE && span_equal(questionnaire->items[item].name, name) ? item : NONE;
}

void questionnaire_free(struct questionnaire *questionnaire)
{
	if (!questionnaire)
		return;
	for (uint32_t i = 0; i < questionnaire->list_count; i++)
		map_free(questionnaire->lists[i].by_name);
	for (uint32_t i = 0; i < questionnaire->source_count; i++)
		memory_free((char *)(uintptr_t)questionnaire->sources[i].bytes.data);
	memory_free(questionnaire->lists);
	memory_free(questionnaire->lookups);
	memory_free(questionnaire->items);
	memory_free(questionnaire->sources);
	map_free(questionnaire->by_name);
	string_free(&questionnaire->manifest);
	arena_free(questionnaire->arena);
	memory_free(questionnaire);
}

static void load_all(struct loader *loader, const char *path)
{
	if (!load_files(loader, path))
		return;
	load_header(loader);
	load_lists(loader);
	load_items(loader);
	compile_header(loader);
	compile_items(loader);
	compile_lists(loader);
	check_duplicates(loader);
	if (loader->faults->errors != loader->errors_before)
		return;
	make_order(loader);
	make_readers(loader->questionnaire);
	make_numbers(loader->questionnaire);
	finish_sources(loader);
}

static void loader_free(struct loader *loader)
{
	map_free(loader->by_list);
	map_free(loader->by_lookup);
	map_free(loader->by_group);
	map_free(loader->by_source);
	memory_free(loader->files);
	memory_free(loader->drafts);
	memory_free(loader->groups);
	memory_free(loader->list_nodes);
	string_free(&loader->scratch);
}

struct questionnaire *questionnaire_load(
	const char *path, const struct questionnaire_reader *reader, struct diagnostics *faults)
{
	struct questionnaire *questionnaire = memory_alloc(sizeof *questionnaire);
	size_t before = faults->errors;
	questionnaire->arena = arena_new();
	questionnaire->file = arena_text(questionnaire->arena, path, strlen(path));
	questionnaire->by_name = map_new();
	questionnaire->cases.lookup = NONE;
	struct loader loader = {.questionnaire = questionnaire,
		.arena = questionnaire->arena,
		.reader = reader,
		.faults = faults,
		.errors_before = before,
		.by_list = map_new(),
		.by_lookup = map_new(),
		.by_group = map_new(),
		.by_source = map_new()};
	load_all(&loader, path);
	loader_free(&loader);
	diagnostics_sort(faults);
	if (faults->errors == before)
		return questionnaire;
	questionnaire_free(questionnaire);
	return NULL;
}
