/* Who reads each item, and what is derived of each item: compressed rows, each in the order of the derived. */
#include "loader.h"

struct rows { /* counted first, then filled */
	uint32_t *values, *first;
	uint32_t *last; /* item → the derived that was put there last, plus one */
	bool filling;
};

static void put(struct rows *rows, uint32_t item, uint32_t derived)
{
	if (rows->last[item] == derived + 1)
		return;
	rows->last[item] = derived + 1;
	if (rows->filling)
		rows->values[rows->first[item]++] = derived;
	else
		rows->first[item]++;
}

/* The reader depends on the item, and so on everything around it whose relevance or rows may take it away. */
static void put_reader(const struct questionnaire *questionnaire, struct rows *rows, uint32_t item, uint32_t derived)
{
	for (uint32_t at = item; at != NONE; at = questionnaire->items[at].parent)
		put(rows, at, derived);
}

static void put_readers(const struct questionnaire *questionnaire, struct rows *rows, uint32_t index)
{
	const struct derived *derived = &questionnaire->derived[index];
	size_t count = 0;
	const struct reference *references = expression_references(derived->expression, &count);
	/* `.` is no reference: who reads its own answer is asked when that is given, and once() must not call itself. */
	for (size_t i = 0; i < count; i++)
		put_reader(questionnaire, rows, references[i].item, index);
	if (derived->kind == DERIVED_CALCULATION && questionnaire->items[derived->item].trigger != NONE)
		put_reader(questionnaire, rows, questionnaire->items[derived->item].trigger, index);
}

static void put_own(const struct questionnaire *questionnaire, struct rows *rows, uint32_t index)
{
	put(rows, questionnaire->derived[index].item, index);
}

/* Counts become where each item's values begin; filling moves each on to its end, which is where the next one's began.
 */
static void sum_up(struct rows *rows, uint32_t items)
{
	uint32_t at = 0;
	for (uint32_t i = 0; i <= items; i++) {
		uint32_t count = rows->first[i];
		rows->first[i] = at;
		at += count;
	}
}

static void make_rows(struct questionnaire *questionnaire,
	void (*of)(const struct questionnaire *, struct rows *, uint32_t), uint32_t **values, uint32_t **first)
{
	uint32_t items = questionnaire->item_count;
	struct rows rows = {.first = arena_alloc(questionnaire->arena, ((size_t)items + 2) * sizeof *rows.first)};
	rows.first++; /* one before, so that what filling has moved on is right again */
	for (int pass = 0; pass < 2; pass++) {
		rows.last = memory_alloc(((size_t)items + 1) * sizeof *rows.last);
		rows.filling = pass == 1;
		if (rows.filling) {
			sum_up(&rows, items);
			rows.values = arena_alloc(questionnaire->arena, ((size_t)rows.first[items] + 1) * sizeof *rows.values);
		}
		for (uint32_t i = 0; i < questionnaire->derived_count; i++)
			of(questionnaire, &rows, i);
		memory_free(rows.last);
	}
	*values = rows.values;
	*first = rows.first - 1;
}

void make_readers(struct questionnaire *questionnaire)
{
	make_rows(questionnaire, put_readers, &questionnaire->dependents, &questionnaire->dependents_first);
	make_rows(questionnaire, put_own, &questionnaire->own, &questionnaire->own_first);
}
