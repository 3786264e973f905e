/* What is derived from what: an order in which each stands behind all that it reads, and who reads each item. */
#include <stdlib.h>
#include <string.h>

#include "loader.h"

/* ---- the list of what is derived ------------------------------------------------------------------------------------------ */

struct order {
	struct loader *loader;
	struct questionnaire *questionnaire;
	struct derived *all; /* in document order */
	size_t count, capacity;
	uint32_t *first;     /* of item i: all[first[i] … first[i + 1]) */
	uint8_t *mark;       /* 0 new, 1 on the way, 2 placed */
	uint32_t *way;       /* what is on the way, for telling a cycle */
	size_t way_count;
	struct derived *placed;
	size_t placed_count;
	bool cycle;
};

static void add(struct order *order, uint32_t item, enum derived_kind kind, uint16_t check, const struct expression *expression)
{
	if (expression)
		ARRAY_PUSH(order->all, order->count, order->capacity, ((struct derived){item, (uint16_t)kind, check, expression}));
}

static void list_derived(struct order *order)
{
	struct questionnaire *questionnaire = order->questionnaire;
	for (uint32_t i = 0; i < questionnaire->item_count; i++) {
		const struct item *item = &questionnaire->items[i];
		order->first[i] = (uint32_t)order->count;
		add(order, i, DERIVED_REPEAT_COUNT, 0, item->repeat_count);
		add(order, i, DERIVED_RELEVANT, 0, item->relevant);
		add(order, i, DERIVED_CALCULATION, 0, item->calculation);
		add(order, i, DERIVED_DEFAULT, 0, item->fallback);
		add(order, i, DERIVED_REQUIRED, 0, item->required);
		add(order, i, DERIVED_READ_ONLY, 0, item->read_only);
		add(order, i, DERIVED_FILTER, 0, item->choice_filter);
		add(order, i, DERIVED_CONSTRAINT, 0, item->constraint);
		for (uint32_t c = 0; c < item->check_count; c++)
			add(order, i, DERIVED_CHECK, (uint16_t)c, item->checks[c].test);
	}
	order->first[questionnaire->item_count] = (uint32_t)order->count;
}

/* ---- the order ---------------------------------------------------------------------------------------------------------------- */

static bool place_derived(struct order *order, uint32_t index);

static bool gives_value(enum derived_kind kind)
{
	return kind == DERIVED_REPEAT_COUNT || kind == DERIVED_RELEVANT || kind == DERIVED_CALCULATION || kind == DERIVED_DEFAULT;
}

static bool place_kinds(struct order *order, uint32_t item, bool values)
{
	for (uint32_t i = order->first[item]; i < order->first[item + 1]; i++) {
		enum derived_kind kind = (enum derived_kind)order->all[i].kind;
		bool wanted = values ? gives_value(kind) : kind == DERIVED_RELEVANT || kind == DERIVED_REPEAT_COUNT;
		if (wanted && !place_derived(order, i))
			return false;
	}
	return true;
}

/* What an item's value rests on: its own calculation, and whether it and all around it are asked. */
static bool place_value(struct order *order, uint32_t item)
{
	const struct questionnaire *questionnaire = order->questionnaire;
	if (!place_kinds(order, item, true))
		return false;
	for (uint32_t up = questionnaire->items[item].parent; up != NONE; up = questionnaire->items[up].parent) {
		if (!place_kinds(order, up, false))
			return false;
		if (questionnaire->items[up].from != NONE && !place_value(order, questionnaire->items[up].from))
			return false;
	}
	if (questionnaire->items[item].kind == ITEM_REPEAT && questionnaire->items[item].from != NONE)
		return place_value(order, questionnaire->items[item].from);
	return true;
}

static void tell_cycle(struct order *order, uint32_t index)
{
	const struct questionnaire *questionnaire = order->questionnaire;
	struct string loop = {0};
	size_t from = 0;
	while (from < order->way_count && order->way[from] != index)
		from++;
	for (size_t i = from; i < order->way_count; i++)
		string_format(&loop, "%.*s → ", SPAN_ARGUMENTS(questionnaire->items[order->all[order->way[i]].item].name));
	const struct item *item = &questionnaire->items[order->all[index].item];
	string_add(&loop, item->name);
	diagnostics_error(order->loader->faults, "cycle", item->place, "this depends on itself: %s", string_text(&loop));
	diagnostic_cure(order->loader->faults, "take one of them out of the others' expressions");
	order->cycle = true;
	string_free(&loop);
}

static bool place_references(struct order *order, uint32_t index)
{
	size_t count = 0;
	const struct derived *derived = &order->all[index];
	const struct reference *references = expression_references(derived->expression, &count);
	for (size_t i = 0; i < count; i++) {
		uint32_t item = references[i].item;
		if (item == REFERENCE_SELF || (item == derived->item && derived->kind >= DERIVED_CALCULATION))
			continue; /* its own value: a constraint on it, once() */
		if (!place_value(order, item))
			return false;
	}
	for (uint32_t up = order->questionnaire->items[derived->item].parent; up != NONE; up = order->questionnaire->items[up].parent)
		if (order->questionnaire->items[up].kind == ITEM_REPEAT && !place_kinds(order, up, false))
			return false; /* its row must be there first */
	return true;
}

static bool place_derived(struct order *order, uint32_t index)
{
	if (order->mark[index] == 2)
		return true;
	if (order->mark[index] == 1) {
		tell_cycle(order, index);
		return false;
	}
	order->mark[index] = 1;
	order->way[order->way_count++] = index;
	bool fine = place_references(order, index);
	order->way_count--;
	order->mark[index] = 2;
	order->placed[order->placed_count++] = order->all[index];
	return fine;
}

/* ---- who reads what --------------------------------------------------------------------------------------------------------------- */

struct pair {
	uint32_t item, derived;
};
struct pairs {
	struct pair *items;
	size_t count, capacity;
};

/* The reader depends on the item, and so on everything around it whose relevance or rows may take it away. */
static void add_reader(const struct questionnaire *questionnaire, struct pairs *pairs, uint32_t item, uint32_t derived)
{
	for (uint32_t at = item; at != NONE; at = questionnaire->items[at].parent)
		ARRAY_PUSH(pairs->items, pairs->count, pairs->capacity, ((struct pair){at, derived}));
}

static int by_item(const void *a, const void *b)
{
	const struct pair *left = a, *right = b;
	if (left->item != right->item)
		return left->item < right->item ? -1 : 1;
	return (left->derived > right->derived) - (left->derived < right->derived);
}

/* Compressed rows: values[first[i] … first[i + 1]) belong to item i. */
static void compress(struct loader *loader, struct pairs *pairs, uint32_t items, uint32_t **values, uint32_t **first)
{
	size_t kept = 0;
	if (pairs->count)
		qsort(pairs->items, pairs->count, sizeof *pairs->items, by_item);
	*values = arena_alloc(loader->arena, (pairs->count + 1) * sizeof **values);
	*first = arena_alloc(loader->arena, ((size_t)items + 1) * sizeof **first);
	uint32_t item = 0;
	for (size_t i = 0; i < pairs->count; i++) {
		if (i && by_item(&pairs->items[i], &pairs->items[i - 1]) == 0)
			continue;
		while (item <= pairs->items[i].item)
			(*first)[item++] = (uint32_t)kept;
		(*values)[kept++] = pairs->items[i].derived;
	}
	while (item <= items)
		(*first)[item++] = (uint32_t)kept;
}

static void list_readers(struct order *order)
{
	struct questionnaire *questionnaire = order->questionnaire;
	struct pairs readers = {0}, own = {0};
	for (uint32_t d = 0; d < questionnaire->derived_count; d++) {
		const struct derived *derived = &questionnaire->derived[d];
		size_t count = 0;
		const struct reference *references = expression_references(derived->expression, &count);
		ARRAY_PUSH(own.items, own.count, own.capacity, ((struct pair){derived->item, d}));
		for (size_t i = 0; i < count; i++)
			add_reader(questionnaire, &readers, references[i].item == REFERENCE_SELF ? derived->item : references[i].item, d);
		if (derived->kind == DERIVED_CALCULATION && questionnaire->items[derived->item].trigger != NONE)
			add_reader(questionnaire, &readers, questionnaire->items[derived->item].trigger, d);
	}
	compress(order->loader, &readers, questionnaire->item_count, &questionnaire->dependents, &questionnaire->dependents_first);
	compress(order->loader, &own, questionnaire->item_count, &questionnaire->own, &questionnaire->own_first);
	memory_free(readers.items);
	memory_free(own.items);
}

void make_order(struct loader *loader)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	struct order order = {.loader = loader, .questionnaire = questionnaire};
	order.first = memory_alloc((questionnaire->item_count + 1) * sizeof *order.first);
	list_derived(&order);
	order.mark = memory_alloc(order.count + 1);
	order.way = memory_alloc((order.count + 1) * sizeof *order.way);
	order.placed = arena_alloc(loader->arena, (order.count + 1) * sizeof *order.placed);
	for (uint32_t i = 0; i < order.count && !order.cycle; i++)
		place_derived(&order, i);
	questionnaire->derived = order.placed;
	questionnaire->derived_count = (uint32_t)order.placed_count;
	if (!order.cycle)
		list_readers(&order);
	memory_free(order.first);
	memory_free(order.mark);
	memory_free(order.way);
	memory_free(order.all);
}
