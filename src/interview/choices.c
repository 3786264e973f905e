/* Which choices a question offers, and in which order. */
#include "state.h"

#define KEPT_MOST 64 /* questions whose choices are kept past an event */

static bool filter_holds(const struct interview *interview, struct ground *ground, const struct item *item,
	uint32_t derived, uint32_t choice)
{
	ground->list = &interview->questionnaire->lists[item->list];
	ground->choice = choice;
	/* A filter that cannot be evaluated hides nothing. */
	return ground_holds((struct interview *)interview, ground, item->choice_filter, derived, true);
}

bool interview_offers(const struct interview *interview, struct cell cell, uint32_t choice)
{
	const struct item *item = &interview->questionnaire->items[cell.item];
	struct ground ground;
	if (item->list == NONE || choice >= interview->questionnaire->lists[item->list].count)
		return false;
	if (item->choice_filter == NULL)
		return true;
	ground_set(&ground, (struct interview *)interview, cell);
	return filter_holds(
		interview, &ground, item, plan_derived(interview->questionnaire, cell.item, DERIVED_FILTER, 0), choice);
}

/* Two choices may have one name when the filter tells them apart. */
bool name_offered(const struct interview *interview, struct cell cell, struct span name)
{
	const struct item *item = &interview->questionnaire->items[cell.item];
	const struct choice_list *list = &interview->questionnaire->lists[item->list];
	uint32_t choice = map_get(list->by_name, name);
	if (choice == MAP_NONE || item->choice_filter == NULL || interview_offers(interview, cell, choice))
		return choice != MAP_NONE;
	for (choice++; choice < list->count; choice++)
		if (span_equal(list->choices[choice].name, name) && interview_offers(interview, cell, choice))
			return true;
	return false;
}

/* seed=NUMBER, seed=${q}, or the interview's own for this cell. */
static int64_t seed_of(const struct interview *interview, struct cell cell, const struct item *item)
{
	double seed = item->parameters.seed;
	if (item->parameters.seed_item != NONE) {
		struct ground ground;
		struct reference reference = {.item = item->parameters.seed_item, .shared = UINT8_MAX};
		ground_set(&ground, (struct interview *)interview, cell);
		struct cell at = ground_cell(&ground, &reference);
		struct value value = at.item != NONE ? cell_read(interview, at) : value_text(SPAN(""));
		seed = value_to_number(&value, interview->head.now.offset_minutes);
	} else if (!item->parameters.has_seed) {
		seed =
			expression_random(interview->head.opening.seed, 0, (uint64_t)cell.row << 32 | cell.item, 0) * 2147483646 +
			1;
	}
	return seed > -9e15 && seed < 9e15 ? (int64_t)seed : 0;
}

static void randomize(
	const struct interview *interview, struct cell cell, const struct item *item, struct choices_kept *kept)
{
	uint32_t *places = memory_alloc((kept->count + 1) * sizeof *places),
			 *order = memory_alloc((kept->count + 1) * sizeof *order);
	expression_shuffle(places, kept->count, seed_of(interview, cell, item));
	for (uint32_t i = 0; i < kept->count; i++)
		order[i] = kept->order[places[i]];
	memory_free(places);
	memory_free(kept->order);
	kept->order = order;
}

static void fill(const struct interview *interview, struct cell cell, struct choices_kept *kept)
{
	const struct item *item = &interview->questionnaire->items[cell.item];
	const struct choice_list *list = &interview->questionnaire->lists[item->list];
	uint32_t derived = plan_derived(interview->questionnaire, cell.item, DERIVED_FILTER, 0);
	struct ground ground;
	memory_free(kept->order);
	kept->order = memory_alloc((list->count + 1) * sizeof *kept->order);
	kept->count = 0;
	ground_set(&ground, (struct interview *)interview, cell);
	for (uint32_t i = 0; i < list->count; i++)
		if (item->choice_filter == NULL || filter_holds(interview, &ground, item, derived, i))
			kept->order[kept->count++] = i;
	if (item->parameters.randomize)
		randomize(interview, cell, item, kept);
	kept->lasting = item->choice_filter == NULL && item->parameters.seed_item == NONE;
	kept->generation = interview->generation;
}

static struct choices_kept *kept_of(struct interview *interview, struct cell cell)
{
	size_t stale = SIZE_MAX;
	for (size_t i = 0; i < interview->choices_count; i++) {
		struct choices_kept *kept = &interview->choices[i];
		if (cell_equal(kept->cell, cell))
			return kept;
		stale = kept->generation != interview->generation ? i : stale;
	}
	if (interview->choices_count >= KEPT_MOST && stale != SIZE_MAX) {
		interview->choices[stale].cell = cell;
		interview->choices[stale].lasting = false;
		return &interview->choices[stale];
	}
	ARRAY_PUSH(
		interview->choices, interview->choices_count, interview->choices_capacity, (struct choices_kept){.cell = cell});
	return &interview->choices[interview->choices_count - 1];
}

const uint32_t *interview_choices(const struct interview *interview, struct cell cell, uint32_t *count)
{
	*count = 0;
	if (interview->questionnaire->items[cell.item].list == NONE)
		return NULL;
	struct choices_kept *kept = kept_of((struct interview *)interview, cell);
	if (kept->order == NULL || (!kept->lasting && kept->generation != interview->generation))
		fill(interview, cell, kept);
	*count = kept->count;
	return kept->order;
}
