/* What an event did: gathered while it is applied, put in document order at its end. */
#include <stdlib.h>

#include "state.h"

void effects_clear(struct effects *effects)
{
	effects->count = 0;
}

void effects_free(struct effects *effects)
{
	memory_free(effects->items);
	*effects = (struct effects){0};
}

static bool is_answered(const struct interview *interview, struct cell cell)
{
	const struct column *column = &interview->columns[cell.item];
	const struct item *item = &interview->questionnaire->items[cell.item];
	if (column->answers == NULL)
		return false;
	if (question_types[item->type].storage == STORE_DERIVED)
		return !value_is_empty(&column->values[cell.row]);
	return column->answers[cell.row] != NULL;
}

void effect_add(struct interview *interview, enum effect_kind kind, struct cell cell, const char *text)
{
	struct effects *effects = interview->effects;
	if (effects != NULL) {
		struct effect effect = {.kind = kind, .cell = cell, .text = text};
		ARRAY_PUSH(effects->items, effects->count, effects->capacity, effect);
	}
}

void toggle_add(struct interview *interview, struct toggle toggle)
{
	ARRAY_PUSH(interview->toggles, interview->toggle_count, interview->toggle_capacity, toggle);
}

/* ---- document order ---- */

/* The keys that order a cell: repeat, place and slot of each row around it, then its item. */
static unsigned keys_of(const struct interview *interview, struct cell cell, uint32_t *keys)
{
	uint32_t table = interview->plan.table_of[cell.item], slot = cell.row;
	unsigned depth = interview->tables[table].depth;
	for (unsigned level = depth; level > 0; level--) {
		const struct row_data *row = &interview->tables[table].rows[slot];
		keys[3 * level - 3] = interview->tables[table].repeat;
		keys[3 * level - 2] = row->shown.place;
		keys[3 * level - 1] = slot;
		slot = row->shown.parent;
		table = interview->tables[table].parent;
	}
	keys[3 * depth] = cell.item;
	return 3 * depth + 1;
}

int interview_compare(const struct interview *interview, struct cell a, struct cell b)
{
	uint32_t x[3 * LIMIT_REPEAT_DEPTH + 1], y[3 * LIMIT_REPEAT_DEPTH + 1];
	unsigned count_x = keys_of(interview, a, x), count_y = keys_of(interview, b, y);
	for (unsigned i = 0; i < count_x && i < count_y; i++)
		if (x[i] != y[i])
			return x[i] < y[i] ? -1 : 1;
	return count_x == count_y ? 0 : count_x < count_y ? -1 : 1;
}

static int effect_order(const void *a, const void *b, void *interview)
{
	const struct effect *x = a, *y = b;
	int order = interview_compare(interview, x->cell, y->cell);
	return order != 0 ? order : (x->kind > y->kind) - (x->kind < y->kind);
}

/* ---- what has become asked, or no longer ---- */

static void tell_cell(struct interview *interview, struct cell cell)
{
	bool before = cell_asked(interview, cell, true), now = cell_asked(interview, cell, false);
	if (before != now)
		effect_add(interview, now ? EFFECT_ASKED : EFFECT_UNASKED, cell, NULL);
}

static void tell_items(struct interview *interview, uint32_t first, uint32_t end, uint32_t slot)
{
	const struct item *items = interview->questionnaire->items;
	for (uint32_t i = first; i < end;) {
		if (items[i].kind == ITEM_QUESTION)
			tell_cell(interview, (struct cell){i, slot});
		if (items[i].kind != ITEM_REPEAT) {
			i++;
			continue;
		}
		const struct table *table = &interview->tables[interview->plan.inner_of[i]];
		for (uint32_t row = table->lists[slot].first; row != NONE; row = table->rows[row].sibling)
			tell_items(interview, i + 1, items[i].end, row);
		i = items[i].end;
	}
}

static void settle(struct interview *interview, const struct toggle *toggle)
{
	if (toggle->row) {
		struct row_data *row = &interview->tables[interview->plan.inner_of[toggle->item]].rows[toggle->slot];
		row->was_live = row->live;
		return;
	}
	uint8_t *flags = &interview->columns[toggle->item].flags[toggle->slot];
	*flags = (uint8_t)((*flags & ~CELL_WAS) | (*flags & CELL_RELEVANT ? CELL_WAS : 0));
}

static bool toggled(const struct interview *interview, const struct toggle *toggle)
{
	if (toggle->row) {
		const struct row_data *row = &interview->tables[interview->plan.inner_of[toggle->item]].rows[toggle->slot];
		return row->was_live != row->live;
	}
	uint8_t flags = interview->columns[toggle->item].flags[toggle->slot];
	return !(flags & CELL_WAS) != !(flags & CELL_RELEVANT);
}

void toggles_settle(struct interview *interview, size_t first)
{
	struct effects *effects = interview->effects;
	const struct item *items = interview->questionnaire->items;
	for (size_t i = 0; effects != NULL && i < interview->toggle_count; i++) {
		const struct toggle *toggle = &interview->toggles[i];
		if (toggled(interview, toggle))
			tell_items(interview, toggle->item + (toggle->row ? 1 : 0), items[toggle->item].end, toggle->slot);
	}
	for (size_t i = 0; i < interview->toggle_count; i++)
		settle(interview, &interview->toggles[i]);
	interview->toggle_count = 0;
	if (effects == NULL || effects->count == first)
		return;
	qsort_r(effects->items + first, effects->count - first, sizeof *effects->items, effect_order, interview);
	size_t kept = first;
	for (size_t i = first; i < effects->count; i++) {
		struct effect *effect = &effects->items[i];
		if (kept > first && effect->kind == effects->items[kept - 1].kind &&
			cell_equal(effect->cell, effects->items[kept - 1].cell))
			continue;
		effect->answered = is_answered(interview, effect->cell);
		effects->items[kept++] = *effect;
	}
	effects->count = kept;
}
