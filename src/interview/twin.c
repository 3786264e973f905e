/* The recompute-everything twin: an interview with the same answers in which all that follows from them is made anew.
 */
#include <string.h>

#include "state.h"

/* What follows not from the answers alone: chance, the clock, triggers, what reads itself, defaults and what overwrites
 * answers. */
static bool is_frozen(const struct interview *interview, uint32_t d)
{
	const struct derived *derived = &interview->questionnaire->derived[d];
	unsigned traits = expression_traits(derived->expression);
	return derived->kind == DERIVED_DEFAULT || interview->plan.triggered[d] ||
		   (traits & (TRAIT_NOW | TRAIT_RANDOM | TRAIT_DURATION | TRAIT_SELF)) != 0 ||
		   (derived->kind == DERIVED_CALCULATION &&
			   question_types[interview->questionnaire->items[derived->item].type].storage != STORE_DERIVED);
}

static bool frozen_of(const struct interview *interview, const bool *frozen, uint32_t item, enum derived_kind kind)
{
	uint32_t d = plan_derived(interview->questionnaire, item, kind, 0);
	return d != NONE && frozen[d];
}

static void copy_list(struct table *to, const struct table *from, uint32_t parent, bool counts)
{
	struct row_list *list = &to->lists[parent];
	const struct row_list *old = &from->lists[parent];
	*list = *old;
	list->slots = NULL;
	list->count = 0;
	if (counts && old->count > 0) {
		list->slots = memory_alloc(old->count * sizeof *list->slots);
		memcpy(list->slots, old->slots, old->count * sizeof *list->slots);
		list->count = old->count;
	}
}

static void copy_rows(struct interview *twin, const struct interview *interview, uint32_t index, const bool *frozen)
{
	const struct table *from = &interview->tables[index];
	struct table *to = &twin->tables[index];
	table_grow(twin, index, from->count);
	to->count = from->count;
	if (from->repeat == NONE)
		return;
	bool counts = interview_repeat_is_open(interview, (struct cell){from->repeat, 0}) ||
				  frozen_of(interview, frozen, from->repeat, DERIVED_REPEAT_COUNT);
	for (uint32_t i = 0; i < from->count; i++) {
		struct string key = {0};
		struct row_data *row = &to->rows[i];
		*row = from->rows[i];
		string_format(&key, "%u/%.*s", row->shown.parent, SPAN_ARGUMENTS(row->shown.identity));
		map_put(to->by_identity, span_copy(twin->arena, string_span(&key)), i);
		string_free(&key);
		row->live = row->was_live = counts && row->live;
		row->shown.place = counts ? row->shown.place : 0;
	}
	for (uint32_t i = 0; i < interview->tables[from->parent].count; i++)
		copy_list(to, from, i, counts);
}

static void copy_columns(struct interview *twin, const struct interview *interview, uint32_t item, const bool *frozen)
{
	const struct column *from = &interview->columns[item];
	struct column *to = &twin->columns[item];
	const struct item *of = &interview->questionnaire->items[item];
	bool derived = of->kind == ITEM_QUESTION && question_types[of->type].storage == STORE_DERIVED &&
				   of->calculation != NULL && !frozen_of(interview, frozen, item, DERIVED_CALCULATION);
	uint8_t flags = frozen_of(interview, frozen, item, DERIVED_RELEVANT) ? UINT8_MAX : CELL_DEFAULTED;
	for (uint32_t slot = 0; slot < interview->tables[interview->plan.table_of[item]].count; slot++) {
		to->flags[slot] = from->flags[slot] & flags;
		if (from->answers != NULL) {
			to->answers[slot] = from->answers[slot];
			to->values[slot] = derived ? value_text(SPAN("")) : from->values[slot];
		}
	}
}

static void mark_anew(struct interview *twin, const bool *frozen)
{
	const struct plan *plan = &twin->plan;
	for (uint32_t d = 0; d < twin->questionnaire->derived_count; d++) {
		if (derived_is_eager(&twin->questionnaire->derived[d]) && !frozen[d]) {
			uint32_t count = twin->tables[plan->table_of[twin->questionnaire->derived[d].item]].count;
			for (uint32_t slot = 0; slot < count; slot++)
				mark_derived(twin, d, UINT8_MAX, slot);
		}
	}
	for (size_t i = 0; i < plan->from_count; i++)
		rosters_pending(twin, plan->froms[i].repeat, 0, 0);
}

static bool same_cell(const struct interview *a, const struct interview *b, struct cell cell)
{
	const struct column *x = &a->columns[cell.item], *y = &b->columns[cell.item];
	bool conditional = a->questionnaire->items[cell.item].relevant != NULL;
	return (!conditional || ((x->flags[cell.row] ^ y->flags[cell.row]) & CELL_RELEVANT) == 0) &&
		   (x->values == NULL || value_equal(&x->values[cell.row], &y->values[cell.row])) &&
		   cell_asked(a, cell, false) == cell_asked(b, cell, false);
}

static bool same_rows(const struct table *a, const struct table *b, struct cell *differs)
{
	for (uint32_t i = 0; i < a->count && a->repeat != NONE; i++) {
		if (a->rows[i].shown.place != b->rows[i].shown.place || a->rows[i].live != b->rows[i].live) {
			*differs = (struct cell){a->repeat, a->rows[i].shown.parent};
			return false;
		}
	}
	return true;
}

static bool same(const struct interview *a, const struct interview *b, struct cell *differs)
{
	for (uint32_t t = 0; t < a->table_count; t++) {
		const struct table *table = &a->tables[t];
		if (!same_rows(table, &b->tables[t], differs))
			return false;
		for (uint32_t i = 0; i < table->item_count; i++) {
			for (uint32_t slot = 0; slot < table->count; slot++) {
				*differs = (struct cell){table->items[i], slot};
				if (!same_cell(a, b, *differs))
					return false;
			}
		}
	}
	return true;
}

bool interview_recompute_matches(struct interview *interview, struct cell *differs)
{
	struct interview *twin = interview_new(interview->questionnaire);
	bool *frozen = arena_alloc(twin->arena, interview->questionnaire->derived_count + 1);
	for (uint32_t d = 0; d < interview->questionnaire->derived_count; d++)
		frozen[d] = is_frozen(interview, d);
	twin->head = interview->head;
	for (uint32_t t = 0; t < interview->table_count; t++)
		copy_rows(twin, interview, t, frozen);
	for (uint32_t i = 0; i < interview->questionnaire->item_count; i++)
		copy_columns(twin, interview, i, frozen);
	mark_anew(twin, frozen);
	twin->frozen = frozen;
	sweep(twin);
	bool matches = same(interview, twin, differs);
	interview_free(twin);
	return matches;
}

bool interview_evaluate(struct interview *interview, struct cell at, const struct expression *expression,
	struct arena *scratch, struct value *out, const char **fault)
{
	struct ground ground;
	ground_set(&ground, interview, at);
	bool fine = ground_evaluate(interview, &ground, expression, NONE, out, fault);
	*out = value_keep(scratch, *out);
	if (!fine && fault != NULL && *fault != NULL)
		*fault = span_copy(scratch, span_of(*fault)).data;
	return fine;
}
