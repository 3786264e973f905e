/* Marking what has to be evaluated again: bits by derived and row. */
#include "state.h"

static void mark_bit(struct interview *interview, uint32_t derived, uint32_t slot)
{
	interview->dirt[derived].bits[slot / 64] |= (uint64_t)1 << slot % 64;
	interview->dirty[derived / 64] |= (uint64_t)1 << derived % 64;
	interview->dirty_words[derived / 64 / 64] |= (uint64_t)1 << derived / 64 % 64;
}

struct each { /* what is done with each row */
	void (*call)(struct interview *interview, uint32_t tag, uint32_t slot);
	uint32_t tag;
};

static void descend(struct interview *interview, const uint32_t *path, unsigned steps, uint32_t slot, struct each each)
{
	if (steps == 0) {
		each.call(interview, each.tag, slot);
		return;
	}
	const struct table *table = &interview->tables[path[0]];
	for (uint32_t at = table->lists[slot].first; at != NONE; at = table->rows[at].sibling)
		descend(interview, path + 1, steps - 1, at, each);
}

/* All rows of `table` below the row `slot` of the table at depth `level` around it, or that row itself. */
static void each_below(struct interview *interview, uint32_t table, unsigned level, uint32_t slot, struct each each)
{
	uint32_t path[LIMIT_REPEAT_DEPTH + 1];
	unsigned steps = interview->tables[table].depth - level;
	for (unsigned i = steps; i > 0; i--) {
		path[i - 1] = table;
		table = interview->tables[table].parent;
	}
	descend(interview, path, steps, slot, each);
}

void mark_derived(struct interview *interview, uint32_t derived, unsigned level, uint32_t slot)
{
	uint32_t table = interview->plan.table_of[interview->questionnaire->derived[derived].item];
	struct dirt *dirt = &interview->dirt[derived];
	if (level >= interview->tables[table].depth) {
		mark_bit(interview, derived, slot);
		return;
	}
	if (dirt->whole_level == level && dirt->whole_slot == slot)
		return;
	each_below(interview, table, level, slot, (struct each){mark_bit, derived});
	dirt->whole_level = level;
	dirt->whole_slot = slot;
}

void roster_pending(struct interview *interview, uint32_t repeat, uint32_t parent)
{
	struct cell roster = {repeat, parent};
	ARRAY_PUSH(interview->pending, interview->pending_count, interview->pending_capacity, roster);
}

void rosters_pending(struct interview *interview, uint32_t repeat, unsigned level, uint32_t slot)
{
	each_below(interview, interview->plan.table_of[repeat], level, slot, (struct each){roster_pending, repeat});
}

static void mark_piped(struct interview *interview, const struct piped_pair *piped)
{
	if (piped->derived != NONE)
		mark_derived(interview, piped->derived, 0, 0);
	else
		rosters_pending(interview, interview->plan.froms[piped->from].repeat, 0, 0);
}

/* Readers of an item of which something changed in the row `slot` of `table`. */
static void mark_readers(struct interview *interview, uint32_t item, uint32_t table, uint32_t slot)
{
	const struct plan *plan = &interview->plan;
	unsigned depth = interview->tables[table].depth;
	for (uint32_t at = plan->first[item]; at < plan->first[item + 1]; at++) {
		const struct edge *edge = &plan->edges[at];
		unsigned level = edge->shared < depth ? edge->shared : depth;
		mark_derived(interview, edge->derived, level, cell_ancestor(interview, table, slot, level));
	}
	for (size_t i = 0; i < plan->piped_count; i++)
		if (item <= plan->piped[i].item && plan->piped[i].item < interview->questionnaire->items[item].end)
			mark_piped(interview, &plan->piped[i]);
}

static void bump(struct interview *interview, uint32_t item)
{
	interview->versions[item] = ++interview->stamp;
}

uint64_t version_of(const struct interview *interview, uint32_t item)
{
	uint64_t sum = 1;
	for (uint32_t at = item; at != NONE; at = interview->questionnaire->items[at].parent)
		sum += interview->versions[at];
	return sum;
}

static void mark_triggers(struct interview *interview, struct cell cell)
{
	const struct plan *plan = &interview->plan;
	uint32_t table = plan->table_of[cell.item];
	size_t low = 0, high = plan->trigger_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (plan->triggers[middle].item < cell.item)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < plan->trigger_count && plan->triggers[low].item == cell.item; low++) {
		uint32_t derived = plan->triggers[low].derived;
		unsigned level = questionnaire_shared_repeats(
			interview->questionnaire, cell.item, interview->questionnaire->derived[derived].item);
		mark_derived(interview, derived, level, cell_ancestor(interview, table, cell.row, level));
	}
}

/* Rosters whose question lies in [first, end) and in or below the row. */
static void mark_rosters(struct interview *interview, uint32_t first, uint32_t end, uint32_t table, uint32_t slot)
{
	const struct plan *plan = &interview->plan;
	size_t low = 0, high = plan->from_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (plan->froms[middle].question < first)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < plan->from_count && plan->froms[low].question < end; low++)
		rosters_pending(interview, plan->froms[low].repeat, interview->tables[table].depth, slot);
}

void mark_value(struct interview *interview, struct cell cell)
{
	uint32_t table = interview->plan.table_of[cell.item];
	bump(interview, cell.item);
	mark_readers(interview, cell.item, table, cell.row);
	mark_triggers(interview, cell);
	if (interview->plan.from_count > 0)
		mark_rosters(interview, cell.item, cell.item + 1, table, cell.row);
}

/* Defaults of items in [first, end), in and below the row. */
static void mark_defaults(struct interview *interview, uint32_t first, uint32_t end, uint32_t table, uint32_t slot)
{
	const struct plan *plan = &interview->plan;
	const struct derived *derived = interview->questionnaire->derived;
	size_t low = 0, high = plan->default_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (derived[plan->defaults[middle]].item < first)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < plan->default_count && derived[plan->defaults[low]].item < end; low++)
		mark_derived(interview, plan->defaults[low], interview->tables[table].depth, slot);
}

void mark_asked(struct interview *interview, struct cell cell)
{
	uint32_t table = interview->plan.table_of[cell.item], end = interview->questionnaire->items[cell.item].end;
	bump(interview, cell.item);
	mark_readers(interview, cell.item, table, cell.row);
	mark_defaults(interview, cell.item, end, table, cell.row);
	mark_rosters(interview, cell.item, end, table, cell.row);
}

void mark_row(struct interview *interview, uint32_t table, uint32_t slot)
{
	uint32_t repeat = interview->tables[table].repeat, end = interview->questionnaire->items[repeat].end;
	bump(interview, repeat);
	mark_readers(interview, repeat, table, slot);
	mark_defaults(interview, repeat + 1, end, table, slot);
	mark_rosters(interview, repeat + 1, end, table, slot);
}

void mark_new_row(struct interview *interview, uint32_t table, uint32_t slot)
{
	const struct table *of = &interview->tables[table];
	for (uint32_t i = 0; i < of->eager_count; i++)
		if (!interview->plan.triggered[of->eager[i]])
			mark_bit(interview, of->eager[i], slot);
}

/* Whose own place, or that of a row around it, is another. */
void mark_places(struct interview *interview, uint32_t table, uint32_t slot)
{
	const struct plan *plan = &interview->plan;
	uint32_t repeat = interview->tables[table].repeat;
	for (size_t i = 0; i < plan->position_count; i++) {
		uint32_t item = interview->questionnaire->derived[plan->positions[i]].item;
		if (item > repeat && item < interview->questionnaire->items[repeat].end)
			mark_derived(interview, plan->positions[i], interview->tables[table].depth, slot);
	}
}

void mark_list(struct interview *interview, const uint32_t *derived, size_t count)
{
	for (size_t i = 0; i < count; i++)
		mark_derived(interview, derived[i], 0, 0);
}

void mark_all(struct interview *interview)
{
	for (uint32_t d = 0; d < interview->questionnaire->derived_count; d++)
		if (derived_is_eager(&interview->questionnaire->derived[d]) && !interview->plan.triggered[d])
			mark_derived(interview, d, 0, 0);
}
