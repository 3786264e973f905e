/* Rows: made once, counting or not; their order; those of counts and of other questions' answers. */
#include <math.h>
#include <string.h>

#include "state.h"

static void identity_key(struct string *key, uint32_t parent, struct span identity)
{
	string_format(key, "%u/", parent);
	string_add(key, identity);
}

uint32_t row_find(const struct interview *interview, uint32_t table, uint32_t parent, struct span identity)
{
	struct string key = {0};
	identity_key(&key, parent, identity);
	uint32_t slot = map_get(interview->tables[table].by_identity, string_span(&key));
	string_free(&key);
	return slot == MAP_NONE ? NONE : slot;
}

/* Rosters inside the new row over questions around it. */
static void pending_inside(struct interview *interview, uint32_t index, uint32_t slot)
{
	const struct plan *plan = &interview->plan;
	for (size_t i = 0; i < plan->from_count; i++)
		if (plan->table_of[plan->froms[i].repeat] == index)
			roster_pending(interview, plan->froms[i].repeat, slot);
}

uint32_t row_make(struct interview *interview, uint32_t index, uint32_t parent, struct span identity)
{
	struct table *table = &interview->tables[index];
	struct string key = {0};
	int64_t number = 0;
	uint32_t slot = table->count;
	table_grow(interview, index, slot + 1);
	struct row_list *list = &table->lists[parent];
	struct row_data *row = &table->rows[slot];
	identity_key(&key, parent, identity);
	struct span kept = span_copy(interview->keep, string_span(&key));
	string_free(&key);
	*row = (struct row_data){.sibling = list->first};
	row->shown.parent = parent;
	row->shown.identity = span_sub(kept, kept.length - identity.length, identity.length);
	row->number = number_parse_whole(identity, &number) && number > 0 && number < UINT32_MAX ? (uint32_t)number : 0;
	map_put(table->by_identity, kept, slot);
	list->first = slot;
	table->count++;
	if (interview->logging) {
		log_add(interview, LOG_SLOT, index, slot);
		log_add(interview, LOG_MOST, index, parent)->most = list->most;
	}
	if (row->number > list->most)
		list->most = row->number;
	mark_new_row(interview, index, slot);
	metadata_row(interview, index, slot);
	pending_inside(interview, index, slot);
	return slot;
}

/* ---- order ---- */

static void row_place(struct interview *interview, uint32_t index, uint32_t slot, uint32_t place)
{
	struct row_data *row = &interview->tables[index].rows[slot];
	bool live = place > 0;
	if (row->shown.place != place) {
		row->shown.place = place;
		if (interview->plan.position_count > 0)
			mark_places(interview, index, slot);
	}
	row->live = live;
}

static void rows_toggled(struct interview *interview, uint32_t index, uint32_t slot)
{
	toggle_add(interview, (struct toggle){interview->tables[index].repeat, slot, true});
	mark_row(interview, index, slot);
}

void rows_set(struct interview *interview, uint32_t index, uint32_t parent, uint32_t *slots, uint32_t count)
{
	struct table *table = &interview->tables[index];
	struct row_list *list = &table->lists[parent];
	uint32_t *old = list->slots, old_count = list->count, same = 0;
	while (same < count && same < old_count && slots[same] == old[same])
		same++;
	if (same == count && same == old_count) {
		memory_free(slots);
		return;
	}
	for (uint32_t i = same; i < old_count; i++)
		table->rows[old[i]].live = false;
	for (uint32_t i = same; i < count; i++)
		table->rows[slots[i]].live = true;
	list->slots = slots;
	list->count = count;
	for (uint32_t i = same; i < old_count; i++) {
		if (!table->rows[old[i]].live) {
			row_place(interview, index, old[i], 0);
			rows_toggled(interview, index, old[i]);
		}
	}
	for (uint32_t i = same; i < count; i++) {
		bool fresh = table->rows[slots[i]].shown.place == 0;
		row_place(interview, index, slots[i], i + 1);
		if (fresh)
			rows_toggled(interview, index, slots[i]);
	}
	effect_add(interview, EFFECT_ROWS, (struct cell){table->repeat, parent}, NULL);
	if (interview->logging) {
		struct log_entry *entry = log_add(interview, LOG_LIST, index, parent);
		entry->slots = old;
		entry->slot_count = old_count;
	} else {
		memory_free(old);
	}
}

/* A row joins its list, by its number: one that was removed stands where it stood. */
void rows_add(struct interview *interview, uint32_t index, uint32_t slot)
{
	const struct table *table = &interview->tables[index];
	const struct row_data *row = &table->rows[slot];
	const struct row_list *list = &table->lists[row->shown.parent];
	uint32_t at = list->count;
	while (at > 0 && table->rows[list->slots[at - 1]].number > row->number)
		at--;
	uint32_t *slots = memory_alloc(((size_t)list->count + 1) * sizeof *slots);
	if (list->count > 0) {
		memcpy(slots, list->slots, at * sizeof *slots);
		memcpy(slots + at + 1, list->slots + at, (list->count - at) * sizeof *slots);
	}
	slots[at] = slot;
	rows_set(interview, index, row->shown.parent, slots, list->count + 1);
}

void rows_remove(struct interview *interview, uint32_t index, uint32_t slot)
{
	const struct table *table = &interview->tables[index];
	uint32_t parent = table->rows[slot].shown.parent, count = 0;
	const struct row_list *list = &table->lists[parent];
	uint32_t *slots = memory_alloc(list->count * sizeof *slots);
	for (uint32_t i = 0; i < list->count; i++)
		if (list->slots[i] != slot)
			slots[count++] = list->slots[i];
	rows_set(interview, index, parent, slots, count);
}

void rows_label(struct interview *interview, uint32_t index, uint32_t slot, struct span label, bool renamed)
{
	struct row_data *row = &interview->tables[index].rows[slot];
	if (span_equal(row->shown.label, label) && row->renamed == renamed)
		return;
	if (interview->logging)
		log_add(interview, LOG_ROW, index, slot)->row = *row;
	row->shown.label = label.length > 0 ? span_copy(interview->keep, label) : SPAN("");
	row->renamed = renamed;
	effect_add(interview, EFFECT_ROWS, (struct cell){interview->tables[index].repeat, row->shown.parent}, NULL);
}

/* The choice that a row stands for; MAP_NONE where its label is kept as it was given. */
static uint32_t row_choice(const struct interview *interview, const struct item *from, const struct row_data *row)
{
	bool chosen = from != NULL && from->list != NONE && !row->renamed && !(from->or_other && span_is(row->shown.identity, "other"));
	return chosen ? map_get(interview->questionnaire->lists[from->list].by_name, row->shown.identity) : MAP_NONE;
}

void row_words(const struct interview *interview, uint32_t index, uint32_t slot, uint32_t language, struct string *out)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	const struct row_data *row = &interview->tables[index].rows[slot];
	uint32_t from = questionnaire->items[interview->tables[index].repeat].from;
	const struct item *question = from != NONE ? &questionnaire->items[from] : NULL;
	uint32_t choice = row_choice(interview, question, row);
	if (choice != MAP_NONE) {
		uint32_t source = cell_ancestor(interview, index, slot, question->depth);
		choice_words(interview, (struct cell){from, source}, question->list, choice, language, out);
	} else if (row->shown.label.length > 0) {
		string_add(out, row->shown.label);
	} else {
		string_format(out, "%u", row->shown.place);
	}
}

/* ---- counted rows ---- */

void rows_count(struct interview *interview, struct cell repeat, double number)
{
	uint32_t index = interview->plan.inner_of[repeat.item];
	uint32_t count = number >= 1 && number <= LIMIT_ROWS ? (uint32_t)number : 0;
	char text[16];
	if (number > LIMIT_ROWS) {
		effect_add(interview, EFFECT_FAULT, repeat,
			"the number of rows is over 100000, the most that a repeat may have; none is made");
	}
	if (count == interview->tables[index].lists[repeat.row].count)
		return;
	uint32_t *slots = memory_alloc((count > 0 ? count : 1) * sizeof *slots);
	for (uint32_t i = 0; i < count; i++) {
		size_t at = sizeof text;
		for (uint32_t rest = i + 1; rest > 0; rest /= 10)
			text[--at] = (char)('0' + rest % 10);
		struct span identity = {text + at, sizeof text - at};
		uint32_t slot = row_find(interview, index, repeat.row, identity);
		slots[i] = slot != NONE ? slot : row_make(interview, index, repeat.row, identity);
	}
	rows_set(interview, index, repeat.row, slots, count);
}

/* ---- rows over another question's answer ---- */

struct roster {
	struct interview *interview;
	uint32_t table, parent;
	uint32_t *slots;
	size_t count, capacity;
};

static bool roster_has(const struct roster *roster, uint32_t slot)
{
	/* Only names that occur twice in one answer could be there already; the last row tells of lists, the rest is short.
	 */
	for (size_t i = roster->count; i > 0 && roster->count <= 64; i--)
		if (roster->slots[i - 1] == slot)
			return true;
	return false;
}

static void roster_row(struct roster *roster, struct span identity, struct span label)
{
	struct interview *interview = roster->interview;
	uint32_t slot = row_find(interview, roster->table, roster->parent, identity);
	if (slot == NONE)
		slot = row_make(interview, roster->table, roster->parent, identity);
	if (!interview->tables[roster->table].rows[slot].renamed)
		rows_label(interview, roster->table, slot, label, false);
	if (roster->count < LIMIT_ROWS && !roster_has(roster, slot))
		ARRAY_PUSH(roster->slots, roster->count, roster->capacity, slot);
}

static void roster_choices(struct roster *roster, struct cell question, const struct answer *answer)
{
	const struct questionnaire *questionnaire = roster->interview->questionnaire;
	const struct item *item = &questionnaire->items[question.item];
	struct span rest = answer->v, name;
	struct string label = {0};
	while (span_token(&rest, &name)) {
		uint32_t choice = item->list != NONE ? map_get(questionnaire->lists[item->list].by_name, name) : MAP_NONE;
		string_clear(&label);
		if (item->or_other && answer->other.length > 0 && span_is(name, "other"))
			string_add(&label, answer->other);
		else if (choice != MAP_NONE)
			choice_words(roster->interview, question, item->list, choice, roster->interview->head.language, &label);
		else
			string_add(&label, name);
		roster_row(roster, name, string_span(&label));
	}
	string_free(&label);
}

static void roster_lines(struct roster *roster, const struct answer *answer)
{
	struct string identity = {0};
	for (uint32_t i = 0; i < answer->line_count; i++) {
		string_clear(&identity);
		string_format(&identity, "%u", answer->lines[i].id);
		roster_row(roster, string_span(&identity), answer->lines[i].text);
	}
	string_free(&identity);
}

void rows_from(struct interview *interview, struct cell repeat)
{
	const struct plan *plan = &interview->plan;
	uint32_t from = interview->questionnaire->items[repeat.item].from;
	unsigned depth = interview->questionnaire->items[from].depth;
	struct cell question = {from, cell_ancestor(interview, plan->table_of[repeat.item], repeat.row, depth)};
	struct roster roster = {.interview = interview, .table = plan->inner_of[repeat.item], .parent = repeat.row};
	const struct answer *answer = interview->columns[from].answers[question.row];
	if (answer != NULL && answer->state == STATE_ANSWERED && cell_asked(interview, question, false)) {
		if (question_types[interview->questionnaire->items[from].type].storage == STORE_LIST)
			roster_lines(&roster, answer);
		else
			roster_choices(&roster, question, answer);
	}
	rows_set(interview, roster.table, roster.parent, roster.slots, (uint32_t)roster.count);
}

void rows_relabel(struct interview *interview)
{
	for (size_t i = 0; i < interview->plan.from_count; i++)
		rosters_pending(interview, interview->plan.froms[i].repeat, 0, 0);
}
