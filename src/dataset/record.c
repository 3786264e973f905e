/* Records: which column shows what of an answer. */
#include <math.h>
#include <string.h>

#include "record.h"

void entry_key(struct string *out, const struct entry *entry)
{
	string_format(out, "uuid:%.*s", SPAN_ARGUMENTS(entry->id));
}

void entry_minutes(struct string *out, const struct entry *entry)
{
	string_format(out, "%lld.%lld", (long long)(entry->minutes_tenths / 10), (long long)(entry->minutes_tenths % 10));
}

static struct span keep(struct records *records, struct string *text)
{
	struct span kept = span_copy(records->arena, string_span(text));
	string_clear(text);
	return kept;
}

/* ---- what stands before the cells ---- */

static void fill_head(struct records *records, struct record *record)
{
	const struct entry *entry = records->entry;
	struct string text = {0};
	entry_key(&text, entry);
	record->head[0] = keep(records, &text);
	const struct span texts[] = {entry->version, entry->language, entry->enumerator, entry->device, entry->case_key,
		span_of(interview_status_word(entry->status)), entry->outcome};
	for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++)
		record->head[1 + i] = texts[i];
	moment_print(&text, entry->started);
	record->head[8] = keep(records, &text);
	if (entry->status != INTERVIEW_PARTIAL)
		moment_print(&text, entry->completed);
	record->head[9] = keep(records, &text);
	entry_minutes(&text, entry);
	record->head[10] = keep(records, &text);
	string_free(&text);
}

static struct row_record *add(struct records *records, uint32_t table, struct span path)
{
	uint32_t columns = records->dataset->tables[table].column_count;
	struct row_record row = {.table = table, .path = path, .record = {.entry = records->entry}};
	row.record.cells = arena_alloc(records->arena, (columns + 1) * sizeof *row.record.cells);
	row.record.states = arena_alloc(records->arena, columns + 1);
	memset(row.record.states, 's', columns); /* also of a question that only another version has */
	ARRAY_PUSH(records->items, records->count, records->capacity, row);
	return &records->items[records->count - 1];
}

void records_start(struct records *records, const struct entry *entry, const struct layout *layout)
{
	arena_reset(records->arena);
	records->count = 0;
	records->entry = entry;
	records->layout = layout;
	fill_head(records, &add(records, 0, SPAN(""))->record);
}

size_t records_add(struct records *records, size_t parent, uint32_t repeat, struct span path, struct span label)
{
	struct string key = {0};
	struct span above = records->items[parent].record.head[0];
	struct record *record = &add(records, records->layout->tables[repeat], path)->record;
	entry_key(&key, records->entry);
	string_add_byte(&key, '/');
	string_add(&key, path);
	record->head[0] = keep(records, &key);
	record->head[1] = above;
	record->head[2] = label;
	string_free(&key);
	return records->count - 1;
}

/* ---- one answer's columns ---- */

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

static struct span base_units(struct records *records, const struct item *item, const struct answer *answer)
{
	const struct questionnaire *questionnaire = records->layout->questionnaire;
	struct string text = {0};
	double number, unit = factor(questionnaire, item->list, answer->unit);
	double per = item->per_list == NONE ? 1 : factor(questionnaire, item->per_list, answer->per);
	if (number_parse(answer->v, &number) && !isnan(unit) && !isnan(per) && per != 0)
		number_print(&text, number * unit / per);
	struct span kept = keep(records, &text);
	string_free(&text);
	return kept;
}

static struct span choice(struct records *records, const struct column *column, struct span tokens)
{
	struct string text = {0};
	uint32_t place;
	if (!has_token(tokens, column->choice, &place))
		return column->storage == STORE_RANK ? SPAN("") : SPAN("0");
	if (column->storage != STORE_RANK)
		return SPAN("1");
	string_format(&text, "%u", place);
	struct span kept = keep(records, &text);
	string_free(&text);
	return kept;
}

static struct span part(
	struct records *records, const struct column *column, const struct item *item, const struct answer *answer)
{
	switch (column->part) {
	case PART_CHOICE:
		return choice(records, column, answer->v);
	case PART_OTHER:
		return answer->other;
	case PART_UNIT:
		return answer->unit;
	case PART_PER:
		return answer->per;
	case PART_BASE:
		return base_units(records, item, answer);
	case PART_VALUE:
		break;
	}
	return answer->v;
}

void records_put(struct records *records, size_t at, uint32_t item, const struct answer *answer)
{
	static const char letters[STATE_COUNT] = {[STATE_ANSWERED] = 'a',
		[STATE_DONT_KNOW] = 'd',
		[STATE_REFUSED] = 'r',
		[STATE_NOT_APPLICABLE] = 'n',
		[STATE_UNANSWERED] = 'u',
		[STATE_NOT_ASKED] = 's'};
	const struct layout *layout = records->layout;
	const struct column *columns = records->dataset->tables[layout->tables[item]].columns;
	struct record *record = &records->items[at].record;
	for (uint32_t i = layout->columns[item]; i != NONE; i = columns[i].next) {
		record->states[i] = letters[answer->state];
		if (answer->state == STATE_ANSWERED)
			record->cells[i] = part(records, &columns[i], &layout->questionnaire->items[item], answer);
	}
}
