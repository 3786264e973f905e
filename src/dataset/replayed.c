/* Records of a replayed interview. */
#include <math.h>

#include "record.h"

static struct answer derived(struct records *records, const struct interview *interview, struct cell cell)
{
	struct value value = interview_value(interview, cell);
	struct string text = {0};
	bool empty = value_is_empty(&value) || (value.kind == VALUE_NUMBER && isnan(value.number));
	if (!empty)
		value_print(&text, &value);
	struct answer answer = {.state = empty ? STATE_UNANSWERED : STATE_ANSWERED};
	answer.v = span_copy(records->arena, string_span(&text));
	string_free(&text);
	return answer;
}

static void put_cell(struct records *records, const struct interview *interview, size_t at, struct cell cell)
{
	const struct item *item = &records->layout->questionnaire->items[cell.item];
	enum answer_state state = interview_state(interview, cell);
	struct answer answer = {.state = state};
	if (state == STATE_NOT_ASKED)
		return;
	if (item_type(item)->storage == STORE_DERIVED)
		answer = derived(records, interview, cell);
	else if (state == STATE_ANSWERED)
		answer = *interview_answer(interview, cell);
	records_put(records, at, cell.item, &answer);
}

static void put_rows(struct records *records, const struct interview *interview, size_t parent, struct cell repeat);

/* All of a row (or of the interview) between two items. */
static void put_items(
	struct records *records, const struct interview *interview, size_t at, uint32_t slot, uint32_t first, uint32_t end)
{
	const struct layout *layout = records->layout;
	uint32_t table = records->items[at].table;
	for (uint32_t i = first; i < end; i++) {
		const struct item *item = &layout->questionnaire->items[i];
		if (item->kind == ITEM_REPEAT) {
			put_rows(records, interview, at, (struct cell){i, slot});
			i = item->end - 1; /* what is in it was put with its rows */
		} else if (layout->columns[i] != NONE && layout->tables[i] == table) {
			put_cell(records, interview, at, (struct cell){i, slot});
		}
	}
}

static void put_rows(struct records *records, const struct interview *interview, size_t parent, struct cell repeat)
{
	uint32_t count;
	const uint32_t *slots = interview_rows(interview, repeat, &count);
	struct string path = {0};
	if (!interview_asked(interview, repeat))
		return;
	for (uint32_t i = 0; i < count; i++) {
		const struct row *row = interview_row(interview, repeat.item, slots[i]);
		string_clear(&path);
		interview_path(interview, repeat, &path);
		string_format(&path, "[%.*s]", SPAN_ARGUMENTS(row->identity));
		struct span kept = span_copy(records->arena, string_span(&path));
		size_t at = records_add(records, parent, repeat.item, kept, row->label);
		put_items(records, interview, at, slots[i], repeat.item + 1,
			records->layout->questionnaire->items[repeat.item].end);
	}
	string_free(&path);
}

void records_of_replay(struct records *records, const struct interview *interview)
{
	put_items(records, interview, 0, 0, 0, records->layout->questionnaire->item_count);
}
