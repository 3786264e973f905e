/* Cells: growing the columns, what is asked, and the setters through which every answer and value passes. */
#include <string.h>

#include "state.h"

const struct answer no_answer = {.state = STATE_UNANSWERED};

/* ---- room for rows ---- */

static void column_grow(struct interview *interview, uint32_t item, size_t old, size_t new)
{
	struct column *column = &interview->columns[item];
	bool question = interview->questionnaire->items[item].kind == ITEM_QUESTION;
	column->flags = memory_resize(column->flags, old, new);
	if (question) {
		column->answers = memory_resize(column->answers, old * sizeof *column->answers, new * sizeof *column->answers);
		column->values = memory_resize(column->values, old * sizeof *column->values, new * sizeof *column->values);
	}
}

static void lists_grow(struct table *table, size_t new)
{
	table->lists = memory_resize(table->lists, table->list_capacity * sizeof *table->lists, new * sizeof *table->lists);
	for (size_t i = table->list_capacity; i < new; i++)
		table->lists[i].first = NONE;
	table->list_capacity = new;
}

static size_t words_of(size_t slots)
{
	return (slots + 63) / 64;
}

void table_grow(struct interview *interview, uint32_t index, uint32_t slots)
{
	struct table *table = &interview->tables[index];
	size_t old = table->capacity, new = old > 0 ? old : index == 0 ? 1 : 4;
	while (new < slots)
		new *= 2;
	if (new == old)
		return;
	table->rows = memory_resize(table->rows, old * sizeof *table->rows, new * sizeof *table->rows);
	for (uint32_t i = 0; i < table->item_count; i++)
		column_grow(interview, table->items[i], old, new);
	for (uint32_t i = 0; i < table->inner_count; i++)
		lists_grow(&interview->tables[table->inner[i]], new);
	for (uint32_t i = 0; i < table->eager_count; i++) {
		struct dirt *dirt = &interview->dirt[table->eager[i]];
		dirt->bits = memory_resize(dirt->bits, words_of(old) * sizeof *dirt->bits, words_of(new) * sizeof *dirt->bits);
	}
	table->capacity = new;
}

/* ---- where ---- */

bool cell_equal(struct cell a, struct cell b)
{
	return a.item == b.item && (a.item == NONE || a.row == b.row);
}

uint32_t cell_ancestor(const struct interview *interview, uint32_t table, uint32_t slot, unsigned depth)
{
	while (interview->tables[table].depth > depth) {
		slot = interview->tables[table].rows[slot].shown.parent;
		table = interview->tables[table].parent;
	}
	return slot;
}

bool cell_exists(const struct interview *interview, struct cell cell)
{
	return cell.item < interview->questionnaire->item_count &&
		   cell.row < interview->tables[interview->plan.table_of[cell.item]].count;
}

static bool gates_open(const struct interview *interview, uint32_t item, uint32_t slot, uint8_t bit)
{
	const struct plan *plan = &interview->plan;
	for (uint32_t at = plan->gate[item]; at != NONE;) {
		if (!(interview->columns[at].flags[slot] & bit))
			return false;
		uint32_t parent = interview->questionnaire->items[at].parent;
		at = parent != NONE && plan->table_of[parent] == plan->table_of[at] ? plan->gate[parent] : NONE;
	}
	return true;
}

bool cell_asked(const struct interview *interview, struct cell cell, bool before)
{
	uint8_t bit = before ? CELL_WAS : CELL_RELEVANT;
	for (;;) {
		const struct table *table = &interview->tables[interview->plan.table_of[cell.item]];
		if (!gates_open(interview, cell.item, cell.row, bit))
			return false;
		if (table->repeat == NONE)
			return interview->head.opened;
		const struct row_data *row = &table->rows[cell.row];
		if (before ? !row->was_live : !row->live)
			return false;
		cell = (struct cell){table->repeat, row->shown.parent};
	}
}

/* The row is in its list, and so is each row around it. */
bool row_counts(const struct interview *interview, uint32_t table, uint32_t slot)
{
	for (; table != 0; table = interview->tables[table].parent) {
		const struct row_data *row = &interview->tables[table].rows[slot];
		if (!row->live)
			return false;
		slot = row->shown.parent;
	}
	return true;
}

struct value cell_read(const struct interview *interview, struct cell cell)
{
	const struct column *column = &interview->columns[cell.item];
	if (column->values == NULL || !cell_asked(interview, cell, false))
		return value_text(SPAN(""));
	return column->values[cell.row];
}

/* ---- setters ---- */

void set_flags(struct interview *interview, struct cell cell, uint8_t flags)
{
	uint8_t *at = &interview->columns[cell.item].flags[cell.row];
	if (interview->logging)
		log_add(interview, LOG_FLAGS, cell.item, cell.row)->flags = *at;
	*at = flags;
}

void set_value(struct interview *interview, struct cell cell, struct value value)
{
	struct value *at = &interview->columns[cell.item].values[cell.row];
	bool same = value_equal(at, &value);
	if (interview->logging)
		log_add(interview, LOG_VALUE, cell.item, cell.row)->value = *at;
	*at = value;
	if (!same)
		mark_value(interview, cell);
}

void set_answer(struct interview *interview, struct cell cell, const struct answer *answer)
{
	const struct answer **at = &interview->columns[cell.item].answers[cell.row];
	const struct item *item = &interview->questionnaire->items[cell.item];
	enum answer_state old = *at != NULL ? (*at)->state : STATE_UNANSWERED;
	if (interview->logging)
		log_add(interview, LOG_ANSWER, cell.item, cell.row)->answer = *at;
	bool same = answer_equal(*at != NULL ? *at : &no_answer, answer != NULL ? answer : &no_answer);
	*at = answer;
	set_value(interview, cell, answer != NULL ? answer_value(item, answer) : value_text(SPAN("")));
	/* state(), base() and rosters read more than the value. */
	if (!same && (old != (answer != NULL ? answer->state : STATE_UNANSWERED) ||
					 question_types[item->type].storage == STORE_NUMBER_UNIT ||
					 question_types[item->type].storage == STORE_LIST || item->or_other))
		mark_value(interview, cell);
}
