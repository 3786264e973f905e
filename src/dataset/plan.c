/* Which tables and columns there are, over all versions of a questionnaire that interviews use. */
#include <string.h>

#include "plan.h"

static const char *const interview_head[] = {"KEY", "version", "language", "enumerator", "device", "case", "status", "outcome", "started", "completed", "minutes"};
static const char *const row_head[] = {"KEY", "PARENT_KEY", "row_label"};

const char *const *dataset_head(uint32_t table, uint32_t *count)
{
	*count = table ? sizeof row_head / sizeof *row_head : sizeof interview_head / sizeof *interview_head;
	return table ? row_head : interview_head;
}

/* ---- versions ------------------------------------------------------------------------------------------------------------ */

static struct version *version_of(struct plan *plan, struct span sha256)
{
	for (size_t i = 0; i < plan->version_count; i++)
		if (span_equal(plan->versions[i].sha256, sha256))
			return &plan->versions[i];
	return NULL;
}

static bool add_version(struct store *store, struct plan *plan, const struct entry *entry, struct diagnostics *faults)
{
	struct version *version = version_of(plan, entry->sha256);
	if (version) {
		if (entry->started.ms > version->newest_ms)
			version->newest_ms = entry->started.ms;
		return true;
	}
	const struct questionnaire *questionnaire = store_pinned(store, entry->sha256, entry->form, faults);
	if (!questionnaire)
		return false;
	ARRAY_PUSH(plan->versions, plan->version_count, plan->version_capacity, ((struct version){entry->sha256, questionnaire, entry->started.ms}));
	return true;
}

static bool newer(const struct version *a, const struct version *b)
{
	return a->newest_ms != b->newest_ms ? a->newest_ms > b->newest_ms : span_compare(a->sha256, b->sha256) < 0;
}

static void sort_versions(struct plan *plan)
{
	for (size_t i = 1; i < plan->version_count; i++)
		for (size_t j = i; j > 0 && newer(&plan->versions[j], &plan->versions[j - 1]); j--) {
			struct version kept = plan->versions[j];
			plan->versions[j] = plan->versions[j - 1];
			plan->versions[j - 1] = kept;
		}
}

/* ---- columns -------------------------------------------------------------------------------------------------------------- */

#define CHOICE_COLUMNS_MOST 200 /* longer lists, and those from files, have none (4-files) */

static struct span join(struct arena *arena, struct span name, const char *between, struct span end)
{
	struct string text = {0};
	string_add(&text, name);
	string_add_text(&text, between);
	string_add(&text, end);
	struct span kept = span_copy(arena, string_span(&text));
	string_free(&text);
	return kept;
}

/* What a question's column is called, by question and part: the same over all versions. */
static struct column *find_column(struct building *building, struct span name)
{
	uint32_t index = map_get(building->by_name, name);
	return index == MAP_NONE ? NULL : &building->columns[index];
}

static void add_column(struct plan *plan, struct building *building, struct column column, struct diagnostics *faults)
{
	struct column *stands = find_column(building, column.name);
	if (!stands) {
		ARRAY_PUSH(building->columns, building->count, building->capacity, column);
		map_put(building->by_name, column.name, (uint32_t)building->count - 1);
		return;
	}
	if (stands->storage == column.storage || stands->mixed)
		return;
	stands->mixed = true;
	stands->storage = STORE_TEXT;
	diagnostics_add(faults, SEVERITY_WARNING, "mixed-type", (struct place){0}, "%.*s is of another type in another version of %.*s", SPAN_ARGUMENTS(column.name),
	                SPAN_ARGUMENTS(plan->form));
	diagnostic_cure(faults, "it is exported as text");
}

static void add_parts(struct plan *plan, struct building *building, const struct questionnaire *questionnaire, const struct item *item,
                      struct diagnostics *faults)
{
	enum storage storage = item_type(item)->storage;
	struct span name = span_copy(plan->arena, item->name);
	struct column column = {.name = name, .question = name, .part = PART_VALUE, .storage = storage, .next = NONE};
	add_column(plan, building, column, faults);
	const struct choice_list *list = item->list == NONE ? NULL : &questionnaire->lists[item->list];
	bool split = (storage == STORE_CHOICES || storage == STORE_RANK) && list && !list->from_file && list->count <= CHOICE_COLUMNS_MOST;
	for (uint32_t i = 0; split && i < list->count; i++) {
		struct span choice = span_copy(plan->arena, list->choices[i].name);
		add_column(plan, building, (struct column){join(plan->arena, name, "/", choice), name, PART_CHOICE, choice, storage, false, NONE}, faults);
	}
	if (split && item->or_other && map_get(list->by_name, SPAN("other")) == MAP_NONE)
		add_column(plan, building, (struct column){join(plan->arena, name, "/", SPAN("other")), name, PART_CHOICE, SPAN("other"), storage, false, NONE}, faults);
	if (item->or_other)
		add_column(plan, building, (struct column){join(plan->arena, name, "_other", SPAN("")), name, PART_OTHER, SPAN(""), STORE_TEXT, false, NONE}, faults);
	if (storage == STORE_NUMBER_UNIT) {
		static const struct {
			const char *suffix;
			enum column_part part;
		} parts[] = {{"_unit", PART_UNIT}, {"_per", PART_PER}, {"_base", PART_BASE}};
		for (unsigned i = 0; i < 3; i++)
			add_column(plan, building,
			           (struct column){join(plan->arena, name, parts[i].suffix, SPAN("")), name, parts[i].part, SPAN(""),
			                           parts[i].part == PART_BASE ? STORE_NUMBER : STORE_CHOICE, false, NONE},
			           faults);
	}
}

bool is_column(const struct item *item)
{
	return item->kind == ITEM_QUESTION && item_type(item)->storage != STORE_NOTHING;
}

static uint32_t table_of(struct plan *plan, struct span repeat)
{
	for (uint32_t i = 0; i < plan->building_count; i++)
		if (span_equal(plan->buildings[i].repeat, repeat))
			return i;
	struct building building = {.repeat = span_copy(plan->arena, repeat), .by_name = map_new()};
	ARRAY_PUSH(plan->buildings, plan->building_count, plan->building_capacity, building);
	return (uint32_t)plan->building_count - 1;
}

static void add_items(struct plan *plan, const struct questionnaire *questionnaire, struct diagnostics *faults)
{
	for (uint32_t i = 0; i < questionnaire->item_count; i++) {
		const struct item *item = &questionnaire->items[i];
		struct span repeat = item->repeat == NONE ? SPAN("") : questionnaire->items[item->repeat].name;
		if (item->kind == ITEM_REPEAT) {
			uint32_t parent = table_of(plan, repeat);
			plan->buildings[table_of(plan, item->name)].parent = parent;
		} else if (is_column(item)) {
			add_parts(plan, &plan->buildings[table_of(plan, repeat)], questionnaire, item, faults);
		}
	}
}

bool dataset_plan(struct store *store, struct plan *plan, const struct dataset *dataset, struct diagnostics *faults)
{
	for (size_t i = 0; i < dataset->entry_count; i++)
		if (!add_version(store, plan, dataset->entries[i], faults))
			return false;
	sort_versions(plan);
	table_of(plan, SPAN(""));
	for (size_t i = 0; i < plan->version_count; i++)
		add_items(plan, plan->versions[i].questionnaire, faults);
	return true;
}

/* ---- where each question's columns are ---------------------------------------------------------------------------------------- */

/* Chains the columns of each question, behind the one that bears its name. */
static void chain_columns(struct table *table)
{
	struct map *last = map_new();
	for (uint32_t i = 0; i < table->column_count; i++) {
		uint32_t before = map_get(last, table->columns[i].question);
		if (before != MAP_NONE)
			table->columns[before].next = i;
		map_set(last, table->columns[i].question, i);
	}
	map_free(last);
}

static void lay_out(struct plan *plan, const struct questionnaire *questionnaire, struct layout *layout)
{
	layout->questionnaire = questionnaire;
	layout->tables = arena_alloc(plan->arena, (questionnaire->item_count + 1) * sizeof *layout->tables);
	layout->columns = arena_alloc(plan->arena, (questionnaire->item_count + 1) * sizeof *layout->columns);
	for (uint32_t i = 0; i < questionnaire->item_count; i++) {
		const struct item *item = &questionnaire->items[i];
		uint32_t repeat = item->kind == ITEM_REPEAT ? i : item->repeat;
		layout->tables[i] = table_of(plan, repeat == NONE ? SPAN("") : questionnaire->items[repeat].name);
		layout->columns[i] = is_column(item) ? map_get(plan->buildings[layout->tables[i]].by_name, item->name) : NONE;
	}
}

void dataset_lay_out(struct plan *plan, struct dataset *dataset)
{
	dataset->table_count = (uint32_t)plan->building_count;
	dataset->tables = arena_alloc(plan->arena, plan->building_count * sizeof *dataset->tables);
	for (size_t i = 0; i < plan->building_count; i++) {
		struct building *building = &plan->buildings[i];
		struct column *columns = arena_copy(plan->arena, building->columns, building->count * sizeof *columns);
		dataset->tables[i] = (struct table){building->repeat, columns, (uint32_t)building->count, building->parent};
		chain_columns(&dataset->tables[i]);
	}
	dataset->layout_count = plan->version_count;
	dataset->layouts = arena_alloc(plan->arena, (plan->version_count + 1) * sizeof *dataset->layouts);
	for (size_t i = 0; i < plan->version_count; i++)
		lay_out(plan, plan->versions[i].questionnaire, &dataset->layouts[i]);
}

void dataset_plan_free(struct plan *plan)
{
	for (size_t i = 0; i < plan->building_count; i++) {
		map_free(plan->buildings[i].by_name);
		memory_free(plan->buildings[i].columns);
	}
	memory_free(plan->versions);
	memory_free(plan->buildings);
}
