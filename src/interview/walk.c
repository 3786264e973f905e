/* Walking in the questionnaire's order, rows in theirs. A repeat has two places: before its rows and behind them. */
#include "state.h"

struct walker {
	struct cell cell;
	bool behind;
};
static const struct walker nowhere = {{NONE, 0}, false};

static const struct row_list *rows_of(const struct interview *interview, struct cell repeat)
{
	return &interview->tables[interview->plan.inner_of[repeat.item]].lists[repeat.row];
}

/* What stands at index `item` of the row, or, past its end, behind it. */
static struct walker at_or_behind(const struct interview *interview, uint32_t item, uint32_t table, uint32_t slot)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	uint32_t repeat = interview->tables[table].repeat;
	if (repeat == NONE)
		return item < questionnaire->item_count ? (struct walker){{item, slot}, false} : nowhere;
	if (item < questionnaire->items[repeat].end)
		return (struct walker){{item, slot}, false};
	const struct row *row = &interview->tables[table].rows[slot].shown;
	const struct row_list *list = &interview->tables[table].lists[row->parent];
	if (row->place < list->count)
		return (struct walker){{repeat + 1, list->slots[row->place]}, false};
	return (struct walker){{repeat, row->parent}, true};
}

static struct walker forward_from(const struct interview *interview, struct walker at, bool into)
{
	const struct item *item = &interview->questionnaire->items[at.cell.item];
	uint32_t table = interview->plan.table_of[at.cell.item];
	if (at.behind || item->kind != ITEM_REPEAT)
		return at_or_behind(interview, into && !at.behind ? at.cell.item + 1 : item->end, table, at.cell.row);
	const struct row_list *list = rows_of(interview, at.cell);
	if (!into || list->count == 0 || item->end == at.cell.item + 1)
		return (struct walker){at.cell, true};
	return (struct walker){{at.cell.item + 1, list->slots[0]}, false};
}

/* What stands before index `item` of the row. */
static struct walker before(const struct interview *interview, uint32_t item, uint32_t table, uint32_t slot)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	uint32_t repeat = interview->tables[table].repeat, first = repeat != NONE ? repeat + 1 : 0;
	if (item == first) {
		if (repeat == NONE)
			return nowhere;
		const struct row *row = &interview->tables[table].rows[slot].shown;
		if (row->place < 2)
			return (struct walker){{repeat, row->parent}, false};
		slot = interview->tables[table].lists[row->parent].slots[row->place - 2];
		item = questionnaire->items[repeat].end;
		if (item == first)
			return (struct walker){{repeat, row->parent}, false};
	}
	uint32_t last = item - 1;
	while (interview->plan.table_of[last] != table)
		last = questionnaire->items[last].repeat;
	return (struct walker){{last, slot}, questionnaire->items[last].kind == ITEM_REPEAT};
}

static struct walker backward_from(const struct interview *interview, struct walker at, bool into)
{
	const struct item *item = &interview->questionnaire->items[at.cell.item];
	if (!at.behind)
		return before(interview, at.cell.item, interview->plan.table_of[at.cell.item], at.cell.row);
	const struct row_list *list = rows_of(interview, at.cell);
	if (!into || list->count == 0 || item->end == at.cell.item + 1)
		return (struct walker){at.cell, false};
	return before(interview, item->end, interview->plan.inner_of[at.cell.item], list->slots[list->count - 1]);
}

/* ---- what has a screen ---- */

static bool is_one_page(const struct item *item)
{
	return item->kind != ITEM_QUESTION && item->kind != ITEM_REPEAT &&
		   (item->look & (LOOK_FIELD_LIST | LOOK_TABLE_LIST)) != 0;
}

static bool within_one_page(const struct questionnaire *questionnaire, uint32_t item)
{
	for (uint32_t up = questionnaire->items[item].parent; up != NONE; up = questionnaire->items[up].parent) {
		if (questionnaire->items[up].kind == ITEM_REPEAT)
			return false;
		if (is_one_page(&questionnaire->items[up]))
			return true;
	}
	return false;
}

/* A page of fields that are all not asked or not shown has nothing to show. */
static bool page_has_fields(const struct interview *interview, struct cell page)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	for (uint32_t i = page.item + 1; i < questionnaire->items[page.item].end; i++)
		if (questionnaire->items[i].kind == ITEM_QUESTION &&
			interview->plan.table_of[i] == interview->plan.table_of[page.item] &&
			item_is_shown(&questionnaire->items[i]) && cell_asked(interview, (struct cell){i, page.row}, false))
			return true;
	return false;
}

static bool has_screen(const struct interview *interview, struct walker at)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	const struct item *item = &questionnaire->items[at.cell.item];
	switch ((enum item_kind)item->kind) {
	case ITEM_QUESTION:
		return item_is_shown(item) && !within_one_page(questionnaire, at.cell.item);
	case ITEM_REPEAT:
		return at.behind && interview_repeat_is_open(interview, at.cell);
	default:
		return is_one_page(item) && !within_one_page(questionnaire, at.cell.item) &&
			   page_has_fields(interview, at.cell);
	}
}

bool interview_step(const struct interview *interview, struct cell *cell, bool forward, bool shown)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	struct walker at = nowhere;
	bool into = true;
	if (cell->item == NONE) {
		at = questionnaire->item_count == 0 ? nowhere
			 : forward                      ? (struct walker){{0, 0}, false}
											: before(interview, questionnaire->item_count, 0, 0);
	} else {
		bool repeat = questionnaire->items[cell->item].kind == ITEM_REPEAT;
		at = (struct walker){*cell, repeat && shown};
		into = !(shown && is_one_page(&questionnaire->items[cell->item]));
		at = forward ? forward_from(interview, at, into) : backward_from(interview, at, true);
	}
	while (at.cell.item != NONE) {
		bool asked = cell_asked(interview, at.cell, false);
		if (asked && (shown ? has_screen(interview, at) : !at.behind)) {
			*cell = at.cell;
			return true;
		}
		at = forward ? forward_from(interview, at, asked) : backward_from(interview, at, asked);
	}
	return false;
}

bool interview_step_all(const struct interview *interview, struct cell *cell)
{
	struct walker at = {*cell, false};
	if (cell->item == NONE)
		at = interview->questionnaire->item_count > 0 ? (struct walker){{0, 0}, false} : nowhere;
	else
		at = forward_from(interview, at, true);
	while (at.behind)
		at = forward_from(interview, at, true);
	if (at.cell.item == NONE)
		return false;
	*cell = at.cell;
	return true;
}
