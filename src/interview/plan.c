/* What follows from the questionnaire alone: tables, who is marked when what changes, and in which rows. */
#include <stddef.h>
#include <stdlib.h>

#include "state.h"

bool derived_is_eager(const struct derived *derived)
{
	switch ((enum derived_kind)derived->kind) {
	case DERIVED_REPEAT_COUNT:
	case DERIVED_RELEVANT:
	case DERIVED_CALCULATION:
	case DERIVED_DEFAULT:
		return true;
	default:
		return false; /* evaluated when somebody asks */
	}
}

uint32_t plan_derived(const struct questionnaire *questionnaire, uint32_t item, enum derived_kind kind, uint32_t check)
{
	for (uint32_t at = questionnaire->own_first[item]; at < questionnaire->own_first[item + 1]; at++) {
		const struct derived *derived = &questionnaire->derived[questionnaire->own[at]];
		if (derived->kind == kind && (kind != DERIVED_CHECK || derived->check == check))
			return questionnaire->own[at];
	}
	return NONE;
}

static void plan_tables(struct interview *interview)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	struct plan *plan = &interview->plan;
	uint32_t count = 1;
	plan->table_of = arena_alloc(interview->arena, (questionnaire->item_count + 1) * sizeof *plan->table_of);
	plan->inner_of = arena_alloc(interview->arena, (questionnaire->item_count + 1) * sizeof *plan->inner_of);
	for (uint32_t i = 0; i < questionnaire->item_count; i++) {
		const struct item *item = &questionnaire->items[i];
		plan->inner_of[i] = item->kind == ITEM_REPEAT ? count++ : NONE;
		plan->table_of[i] = item->repeat == NONE ? 0 : plan->inner_of[item->repeat];
	}
	interview->tables = arena_alloc(interview->arena, count * sizeof *interview->tables);
	interview->table_count = count;
	interview->tables[0].repeat = interview->tables[0].parent = NONE;
	for (uint32_t i = 0; i < questionnaire->item_count; i++) {
		if (plan->inner_of[i] != NONE) {
			struct table *table = &interview->tables[plan->inner_of[i]];
			table->repeat = i;
			table->parent = plan->table_of[i];
			table->depth = (uint8_t)(questionnaire->items[i].depth + 1);
			table->by_identity = map_new();
		}
	}
}

/* Arrays of what lives in each table: counted first, then filled. */
static uint32_t *members(
	struct interview *interview, const uint32_t *owner, size_t count, size_t offset_of_array, size_t offset_of_count)
{
	uint32_t *all = arena_alloc(interview->arena, (count + 1) * sizeof *all), at = 0;
	for (size_t i = 0; i < count; i++)
		if (owner[i] != NONE)
			++*(uint32_t *)((char *)&interview->tables[owner[i]] + offset_of_count);
	for (uint32_t t = 0; t < interview->table_count; t++) {
		uint32_t *size = (uint32_t *)((char *)&interview->tables[t] + offset_of_count);
		*(uint32_t **)((char *)&interview->tables[t] + offset_of_array) = all + at;
		at += *size;
		*size = 0;
	}
	for (size_t i = 0; i < count; i++) {
		if (owner[i] != NONE) {
			uint32_t *size = (uint32_t *)((char *)&interview->tables[owner[i]] + offset_of_count);
			(*(uint32_t **)((char *)&interview->tables[owner[i]] + offset_of_array))[(*size)++] = (uint32_t)i;
		}
	}
	return all;
}

static void plan_members(struct interview *interview)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	uint32_t *owner = memory_alloc((questionnaire->derived_count + interview->table_count) * sizeof *owner);
	members(interview, interview->plan.table_of, questionnaire->item_count, offsetof(struct table, items),
		offsetof(struct table, item_count));
	for (uint32_t d = 0; d < questionnaire->derived_count; d++) {
		const struct derived *derived = &questionnaire->derived[d];
		owner[d] = derived_is_eager(derived) ? interview->plan.table_of[derived->item] : NONE;
	}
	members(interview, owner, questionnaire->derived_count, offsetof(struct table, eager),
		offsetof(struct table, eager_count));
	for (uint32_t t = 0; t < interview->table_count; t++)
		owner[t] = interview->tables[t].parent;
	members(
		interview, owner, interview->table_count, offsetof(struct table, inner), offsetof(struct table, inner_count));
	memory_free(owner);
}

static void plan_gates(struct interview *interview)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	struct plan *plan = &interview->plan;
	plan->gate = arena_alloc(interview->arena, (questionnaire->item_count + 1) * sizeof *plan->gate);
	for (uint32_t i = 0; i < questionnaire->item_count; i++) {
		const struct item *item = &questionnaire->items[i];
		bool same_table = item->parent != NONE && plan->table_of[item->parent] == plan->table_of[i];
		plan->gate[i] = item->relevant != NULL ? i : same_table ? plan->gate[item->parent] : NONE;
	}
}

static bool holds(const struct questionnaire *questionnaire, uint32_t around, uint32_t item)
{
	return around <= item && item < questionnaire->items[around].end;
}

/* Repeats whose row the reader and what it reads have in common: the fewest over its references to `item`; UINT8_MAX
 * where it has none, and reads only itself or is only triggered. */
static uint8_t shared_by(const struct questionnaire *questionnaire, const struct derived *derived, uint32_t item)
{
	size_t count = 0;
	const struct reference *references = expression_references(derived->expression, &count);
	unsigned shared = UINT8_MAX;
	for (size_t i = 0; i < count; i++) {
		uint32_t read = references[i].item;
		if (read != REFERENCE_SELF && (holds(questionnaire, item, read) || holds(questionnaire, read, item)) &&
			references[i].shared < shared)
			shared = references[i].shared;
	}
	return (uint8_t)shared;
}

static void plan_edges(struct interview *interview)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	struct plan *plan = &interview->plan;
	uint32_t total = questionnaire->dependents_first[questionnaire->item_count], at = 0;
	plan->edges = arena_alloc(interview->arena, ((size_t)total + 1) * sizeof *plan->edges);
	plan->first = arena_alloc(interview->arena, (questionnaire->item_count + 1) * sizeof *plan->first);
	for (uint32_t i = 0; i < questionnaire->item_count; i++) {
		plan->first[i] = at;
		for (uint32_t j = questionnaire->dependents_first[i]; j < questionnaire->dependents_first[i + 1]; j++) {
			uint32_t d = questionnaire->dependents[j];
			const struct derived *derived = &questionnaire->derived[d];
			if (!derived_is_eager(derived) || derived->kind == DERIVED_DEFAULT || plan->triggered[d])
				continue;
			uint8_t shared = shared_by(questionnaire, derived, i);
			if (shared != UINT8_MAX)
				plan->edges[at++] = (struct edge){d, shared};
		}
	}
	plan->first[questionnaire->item_count] = at;
}

static int trigger_order(const void *a, const void *b)
{
	const struct trigger_pair *x = a, *y = b;
	return x->item != y->item ? (x->item < y->item ? -1 : 1) : (x->derived > y->derived) - (x->derived < y->derived);
}

static int from_order(const void *a, const void *b)
{
	const struct from_pair *x = a, *y = b;
	return x->question != y->question ? (x->question < y->question ? -1 : 1)
									  : (x->repeat > y->repeat) - (x->repeat < y->repeat);
}

static void plan_pairs(struct interview *interview)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	struct plan *plan = &interview->plan;
	plan->triggered = arena_alloc(interview->arena, questionnaire->derived_count + 1);
	plan->triggers = arena_alloc(interview->arena, (questionnaire->item_count + 1) * sizeof *plan->triggers);
	plan->froms = arena_alloc(interview->arena, interview->table_count * sizeof *plan->froms);
	for (uint32_t i = 0; i < questionnaire->item_count; i++) {
		const struct item *item = &questionnaire->items[i];
		uint32_t d = item->trigger != NONE ? plan_derived(questionnaire, i, DERIVED_CALCULATION, 0) : NONE;
		if (d != NONE) {
			plan->triggered[d] = true;
			plan->triggers[plan->trigger_count++] = (struct trigger_pair){item->trigger, d};
		}
		if (item->kind == ITEM_REPEAT && item->from != NONE &&
			questionnaire_shared_repeats(questionnaire, item->from, i) == questionnaire->items[item->from].depth)
			plan->froms[plan->from_count++] = (struct from_pair){item->from, i};
	}
	if (plan->trigger_count > 0)
		qsort(plan->triggers, plan->trigger_count, sizeof *plan->triggers, trigger_order);
	if (plan->from_count > 0)
		qsort(plan->froms, plan->from_count, sizeof *plan->froms, from_order);
}

static void plan_traits(struct interview *interview)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	struct plan *plan = &interview->plan;
	size_t size = (questionnaire->derived_count + 1) * sizeof(uint32_t);
	plan->positions = arena_alloc(interview->arena, size);
	plan->volatiles = arena_alloc(interview->arena, size);
	plan->languages = arena_alloc(interview->arena, size);
	plan->cases = arena_alloc(interview->arena, size);
	plan->defaults = arena_alloc(interview->arena, size);
	for (uint32_t d = 0; d < questionnaire->derived_count; d++) {
		const struct derived *derived = &questionnaire->derived[d];
		unsigned traits = expression_traits(derived->expression);
		if (!derived_is_eager(derived) || derived->kind == DERIVED_DEFAULT || plan->triggered[d])
			continue;
		if (traits & TRAIT_POSITION)
			plan->positions[plan->position_count++] = d;
		if (traits & (TRAIT_NOW | TRAIT_RANDOM | TRAIT_DURATION))
			plan->volatiles[plan->volatile_count++] = d;
		if (traits & TRAIT_LANGUAGE)
			plan->languages[plan->language_count++] = d;
		if (traits & TRAIT_CASE)
			plan->cases[plan->case_count++] = d;
	}
	for (uint32_t i = 0; i < questionnaire->item_count; i++) {
		uint32_t d = plan_derived(questionnaire, i, DERIVED_DEFAULT, 0);
		if (d != NONE)
			plan->defaults[plan->default_count++] = d;
	}
}

/* Choice labels may pipe answers, which jr:choice-name() and the rows over a list then read without naming them. */
static void plan_labels(struct interview *interview, uint32_t list, struct piped_pair pair, size_t *capacity)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	struct plan *plan = &interview->plan;
	for (uint32_t c = 0; list != NONE && c < questionnaire->lists[list].count; c++) {
		const struct words *label = questionnaire->lists[list].choices[c].label;
		for (uint32_t language = 0; label != NULL && language < questionnaire->language_count; language++) {
			size_t count = 0;
			const struct template_part *parts = template_parts(label->by_language[language], &count);
			for (size_t i = 0; i < count; i++) {
				if (parts[i].is_reference && parts[i].reference.item < REFERENCE_CASE) {
					pair.item = parts[i].reference.item;
					ARRAY_PUSH(plan->piped, plan->piped_count, *capacity, pair);
				}
			}
		}
	}
}

static void plan_piped(struct interview *interview)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	struct plan *plan = &interview->plan;
	size_t capacity = 0;
	for (size_t i = 0; i < plan->language_count; i++) {
		uint32_t d = plan->languages[i];
		size_t count = 0;
		const struct reference *references = expression_references(questionnaire->derived[d].expression, &count);
		for (size_t j = 0; j < count; j++) {
			uint32_t list = references[j].item != REFERENCE_SELF ? questionnaire->items[references[j].item].list : NONE;
			plan_labels(interview, list, (struct piped_pair){NONE, d, NONE}, &capacity);
		}
	}
	for (size_t i = 0; i < plan->from_count; i++) {
		uint32_t list = questionnaire->items[plan->froms[i].question].list;
		plan_labels(interview, list, (struct piped_pair){NONE, NONE, (uint32_t)i}, &capacity);
	}
}

void plan_make(struct interview *interview)
{
	plan_tables(interview);
	plan_members(interview);
	plan_gates(interview);
	plan_pairs(interview);
	plan_edges(interview);
	plan_traits(interview);
	plan_piped(interview);
}
