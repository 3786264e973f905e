/* row_add, row_remove, row_rename. */
#include "state.h"

/* The open repeat of a row's path, and the row where there is one. */
static bool find_row(
	struct interview *interview, const struct event *event, struct cell *repeat, struct span *identity, uint32_t *slot)
{
	if (!interview_find_row(interview, event->q, repeat, identity))
		return refuse(interview, "`%.*s` names no row", SPAN_ARGUMENTS(event->q));
	*slot = row_find(interview, interview->plan.inner_of[repeat->item], repeat->row, *identity);
	return true;
}

static bool must_be_open(struct interview *interview, const struct event *event, struct cell repeat)
{
	return interview_repeat_is_open(interview, repeat) ||
		   refuse(interview, "the rows of `%.*s` come from an earlier answer", SPAN_ARGUMENTS(event->q));
}

static bool may_add(
	struct interview *interview, const struct event *event, struct cell repeat, struct span identity, uint32_t slot)
{
	const struct table *table = &interview->tables[interview->plan.inner_of[repeat.item]];
	int64_t number = 0;
	if (!must_be_open(interview, event, repeat))
		return false;
	if (slot != NONE && table->rows[slot].live)
		return refuse(interview, "the row `%.*s` exists", SPAN_ARGUMENTS(event->q));
	if (slot != NONE && event->undo == 0 && event->redo == 0)
		return refuse(interview, "the row `%.*s` was removed; its number is not used again", SPAN_ARGUMENTS(event->q));
	if (!number_parse_whole(identity, &number) || number < 1 || number >= UINT32_MAX || identity.data[0] == '0')
		return refuse(interview, "`%.*s` is no number of a row", SPAN_ARGUMENTS(identity));
	return table->lists[repeat.row].count < LIMIT_ROWS || refuse(interview, "a repeat has at most %u rows", LIMIT_ROWS);
}

bool apply_row_add(struct interview *interview, const struct event *event)
{
	struct cell repeat;
	struct span identity;
	uint32_t slot, table;
	if (!find_row(interview, event, &repeat, &identity, &slot) || !may_add(interview, event, repeat, identity, slot))
		return false;
	table = interview->plan.inner_of[repeat.item];
	if (slot == NONE)
		slot = row_make(interview, table, repeat.row, identity);
	if (event->label.length > 0)
		rows_label(interview, table, slot, event->label, true);
	rows_add(interview, table, slot);
	past_add(interview, event, (struct past){.cell = repeat, .slot = slot});
	return true;
}

bool apply_row_remove(struct interview *interview, const struct event *event)
{
	struct cell repeat;
	struct span identity;
	uint32_t slot;
	if (!find_row(interview, event, &repeat, &identity, &slot) || !must_be_open(interview, event, repeat))
		return false;
	uint32_t table = interview->plan.inner_of[repeat.item];
	if (slot == NONE || !interview->tables[table].rows[slot].live)
		return refuse(interview, "there is no row `%.*s`", SPAN_ARGUMENTS(event->q));
	rows_remove(interview, table, slot);
	past_add(interview, event, (struct past){.cell = repeat, .slot = slot});
	return true;
}

bool apply_row_rename(struct interview *interview, const struct event *event)
{
	struct cell repeat;
	struct span identity;
	uint32_t slot;
	if (!find_row(interview, event, &repeat, &identity, &slot))
		return false;
	uint32_t table = interview->plan.inner_of[repeat.item];
	if (slot == NONE)
		return refuse(interview, "there is no row `%.*s`", SPAN_ARGUMENTS(event->q));
	const struct row_data *row = &interview->tables[table].rows[slot];
	struct past past = {.cell = repeat, .slot = slot, .old_text = row->renamed ? row->shown.label : SPAN("")};
	rows_label(interview, table, slot, event->label, event->label.length > 0);
	past.new_text = interview->tables[table].rows[slot].shown.label;
	if (interview->questionnaire->items[repeat.item].from != NONE)
		roster_pending(interview, repeat.item, repeat.row);
	past_add(interview, event, past);
	return true;
}
