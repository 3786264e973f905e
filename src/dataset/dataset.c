/* Interviews as records: cells and why they are empty. */
#include <math.h>
#include <string.h>

#include "plan.h"

/* ---- which interviews ----------------------------------------------------------------------------------------------------- */

static bool is_in(const struct entry *entry, const struct dataset_options *options)
{
	if (entry->simulated != options->simulated)
		return false;
	return entry->status == INTERVIEW_COMPLETE || (entry->status == INTERVIEW_PARTIAL && options->partial) ||
	       (entry->status == INTERVIEW_CLOSED && options->closed);
}

static void choose(struct dataset *dataset, const struct dataset_options *options)
{
	struct entries *entries = &dataset->entries;
	size_t kept = 0;
	for (size_t i = 0; i < entries->count; i++) {
		dataset->has_simulated |= entries->items[i].simulated;
		dataset->has_real |= !entries->items[i].simulated;
		if (is_in(&entries->items[i], options))
			entries->items[kept++] = entries->items[i];
	}
	entries->count = kept;
}

bool dataset_open(struct store *store, struct span form, const struct dataset_options *options, struct dataset *dataset, struct diagnostics *faults)
{
	*dataset = (struct dataset){.arena = arena_new()};
	dataset->form = span_copy(dataset->arena, form);
	struct plan plan = {.arena = dataset->arena, .form = dataset->form};
	bool fine = store_list(store, form, &dataset->entries, faults);
	if (fine)
		choose(dataset, options);
	fine = fine && dataset_plan(store, &plan, &dataset->entries, faults);
	if (fine) {
		dataset->table_count = (uint32_t)plan.building_count;
		dataset->tables = arena_alloc(dataset->arena, plan.building_count * sizeof *dataset->tables);
		for (size_t i = 0; i < plan.building_count; i++) {
			struct building *building = &plan.buildings[i];
			struct column *columns = arena_copy(dataset->arena, building->columns, building->count * sizeof *columns);
			dataset->tables[i] = (struct table){building->repeat, columns, (uint32_t)building->count, building->parent};
		}
	}
	dataset_plan_free(&plan);
	return fine;
}

void dataset_close(struct dataset *dataset)
{
	entries_free(&dataset->entries);
	arena_free(dataset->arena);
	*dataset = (struct dataset){0};
}

/* ---- one cell ---------------------------------------------------------------------------------------------------------------- */

void entry_key(struct string *out, const struct entry *entry)
{
	string_format(out, "uuid:%.*s", SPAN_ARGUMENTS(entry->id));
}

void entry_minutes(struct string *out, const struct entry *entry)
{
	string_format(out, "%lld.%lld", (long long)(entry->minutes_tenths / 10), (long long)(entry->minutes_tenths % 10));
}

static bool has_token(struct span tokens, struct span wanted, uint32_t *place)
{
	struct span token;
	for (*place = 1; span_token(&tokens, &token); ++*place)
		if (span_equal(token, wanted))
			return true;
	return false;
}

static double factor(const struct questionnaire *questionnaire, uint32_t list, struct span unit)
{
	uint32_t index = list == NONE ? MAP_NONE : map_get(questionnaire->lists[list].by_name, unit);
	return index == MAP_NONE ? (double)NAN : questionnaire->lists[list].choices[index].factor;
}

static void base_units(const struct questionnaire *questionnaire, const struct item *item, const struct answer *answer, struct string *out)
{
	double number, unit = factor(questionnaire, item->list, answer->unit);
	double per = item->per_list == NONE ? 1 : factor(questionnaire, item->per_list, answer->per);
	if (number_parse(answer->v, &number) && !isnan(unit) && !isnan(per) && per != 0)
		number_print(out, number * unit / per);
}

/* An answered cell's text for one column. */
static void part_text(const struct questionnaire *questionnaire, const struct item *item, const struct answer *answer, const struct column *column,
                      struct string *out)
{
	uint32_t place;
	switch (column->part) {
	case PART_VALUE:
		string_add(out, answer->v);
		break;
	case PART_CHOICE:
		if (!has_token(answer->v, column->choice, &place))
			string_add_text(out, column->storage == STORE_RANK ? "" : "0");
		else
			string_format(out, "%u", column->storage == STORE_RANK ? place : 1);
		break;
	case PART_OTHER:
		string_add(out, answer->other);
		break;
	case PART_UNIT:
		string_add(out, answer->unit);
		break;
	case PART_PER:
		string_add(out, answer->per);
		break;
	case PART_BASE:
		base_units(questionnaire, item, answer, out);
		break;
	}
}

static char state_letter(enum answer_state state)
{
	static const char letters[STATE_COUNT] = {[STATE_ANSWERED] = 'a', [STATE_DONT_KNOW] = 'd', [STATE_REFUSED] = 'r', [STATE_NOT_APPLICABLE] = 'n',
	                                          [STATE_UNANSWERED] = 'u', [STATE_NOT_ASKED] = 's'};
	return letters[state];
}

static void fill_cell(const struct interview *interview, struct cell cell, const struct column *column, struct string *out, char *state)
{
	const struct questionnaire *questionnaire = interview_questionnaire(interview);
	const struct item *item = &questionnaire->items[cell.item];
	enum answer_state stands = interview_state(interview, cell);
	string_clear(out);
	if (item_type(item)->storage == STORE_DERIVED) {
		struct value value = interview_value(interview, cell);
		bool empty = value_is_empty(&value) || (value.kind == VALUE_NUMBER && isnan(value.number));
		if (!empty && stands != STATE_NOT_ASKED)
			value_print(out, &value);
		*state = stands == STATE_NOT_ASKED ? 's' : empty ? 'u' : 'a';
		return;
	}
	*state = state_letter(stands);
	if (stands == STATE_ANSWERED)
		part_text(questionnaire, item, interview_answer(interview, cell), column, out);
}

/* ---- records ------------------------------------------------------------------------------------------------------------------ */

struct visit {
	const struct dataset *dataset;
	const struct dataset_visitor *visitor;
	const struct entry *entry;
	struct interview *interview;
	struct arena *arena; /* of one interview's records */
};

static struct span keep(struct visit *visit, struct string *text)
{
	struct span kept = span_copy(visit->arena, string_span(text));
	string_clear(text);
	return kept;
}

static void fill_record(struct visit *visit, uint32_t table_index, uint32_t row, struct record *record)
{
	const struct table *table = &visit->dataset->tables[table_index];
	const struct questionnaire *questionnaire = interview_questionnaire(visit->interview);
	struct string text = {0};
	record->entry = visit->entry;
	record->cells = arena_alloc(visit->arena, (table->column_count + 1) * sizeof *record->cells);
	record->states = arena_alloc(visit->arena, table->column_count + 1);
	for (uint32_t i = 0; i < table->column_count; i++) {
		uint32_t item = questionnaire_find(questionnaire, table->columns[i].question);
		record->states[i] = 's'; /* a question of another version was not asked */
		if (item == NONE || !is_column(&questionnaire->items[item]))
			continue;
		fill_cell(visit->interview, (struct cell){item, row}, &table->columns[i], &text, &record->states[i]);
		record->cells[i] = keep(visit, &text);
	}
	string_free(&text);
}

static void interview_heading(struct visit *visit, struct record *record)
{
	const struct entry *entry = visit->entry;
	struct string text = {0};
	entry_key(&text, entry);
	record->head[0] = keep(visit, &text);
	const struct span texts[] = {entry->version, entry->language, entry->enumerator, entry->device, entry->case_key, span_of(interview_status_word(entry->status)), entry->outcome};
	for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++)
		record->head[1 + i] = texts[i];
	moment_print(&text, entry->started);
	record->head[8] = keep(visit, &text);
	if (entry->status != INTERVIEW_PARTIAL)
		moment_print(&text, entry->completed);
	record->head[9] = keep(visit, &text);
	entry_minutes(&text, entry);
	record->head[10] = keep(visit, &text);
	string_free(&text);
}

static uint32_t table_index(const struct dataset *dataset, struct span repeat)
{
	uint32_t index = 1;
	while (index < dataset->table_count && !span_equal(dataset->tables[index].repeat, repeat))
		index++;
	return index;
}

static bool visit_rows(struct visit *visit, struct cell repeat, struct span parent_key)
{
	const struct questionnaire *questionnaire = interview_questionnaire(visit->interview);
	uint32_t count, table = table_index(visit->dataset, questionnaire->items[repeat.item].name);
	const uint32_t *slots = interview_rows(visit->interview, repeat, &count);
	struct string key = {0};
	bool goes_on = true;
	if (!interview_asked(visit->interview, repeat))
		return true;
	for (uint32_t i = 0; i < count && goes_on; i++) {
		const struct row *row = interview_row(visit->interview, repeat.item, slots[i]);
		struct record record = {.head = {[1] = parent_key, [2] = row->label}};
		entry_key(&key, visit->entry);
		string_add_byte(&key, '/');
		interview_path(visit->interview, repeat, &key);
		string_format(&key, "[%.*s]", SPAN_ARGUMENTS(row->identity));
		record.head[0] = keep(visit, &key);
		fill_record(visit, table, slots[i], &record);
		goes_on = visit->visitor->row(visit->visitor->self, table, &record);
		for (uint32_t item = repeat.item + 1; item < questionnaire->items[repeat.item].end && goes_on; item++)
			if (questionnaire->items[item].kind == ITEM_REPEAT && questionnaire->items[item].repeat == repeat.item)
				goes_on = visit_rows(visit, (struct cell){item, slots[i]}, record.head[0]);
	}
	string_free(&key);
	return goes_on;
}

static bool visit_interview(struct visit *visit)
{
	const struct questionnaire *questionnaire = interview_questionnaire(visit->interview);
	struct record record = {0};
	interview_heading(visit, &record);
	fill_record(visit, 0, 0, &record);
	if (!visit->visitor->row(visit->visitor->self, 0, &record))
		return false;
	for (uint32_t item = 0; item < questionnaire->item_count; item++)
		if (questionnaire->items[item].kind == ITEM_REPEAT && questionnaire->items[item].repeat == NONE &&
		    !visit_rows(visit, (struct cell){item, 0}, record.head[0]))
			return false;
	return true;
}

bool dataset_visit(struct store *store, struct dataset *dataset, const struct dataset_visitor *visitor, struct diagnostics *faults)
{
	struct visit visit = {.dataset = dataset, .visitor = visitor, .arena = arena_new()};
	bool goes_on = true;
	for (size_t i = 0; i < dataset->entries.count && goes_on; i++) {
		visit.entry = &dataset->entries.items[i];
		struct sitting *sitting = sitting_look(store, visit.entry, faults);
		goes_on = sitting != NULL;
		if (!goes_on)
			break;
		visit.interview = sitting_interview(sitting);
		goes_on = visit_interview(&visit) && (!visitor->whole || visitor->whole(visitor->self, visit.entry, sitting));
		sitting_free(sitting);
		arena_reset(visit.arena);
	}
	arena_free(visit.arena);
	return goes_on && !faults->errors;
}
