/* One sweep over what is marked, in the order in which each stands behind all it reads. */
#include <math.h>

#include "state.h"

#define VISITS_MOST 100 /* of one derived within one event: more would be two answers that undo each other for ever */

static void fault_effect(struct interview *interview, struct cell cell, const char *fault)
{
	if (interview->effects != NULL) {
		struct span kept = span_copy(interview->arena, span_of(fault));
		effect_add(interview, EFFECT_FAULT, cell, kept.data);
	}
}

/* False: it could not be evaluated, which the effects tell. */
static bool evaluate(struct interview *interview, uint32_t derived, struct cell cell, struct value *value)
{
	struct ground ground;
	const char *fault = NULL;
	ground_set(&ground, interview, cell);
	if (!ground_evaluate(
			interview, &ground, interview->questionnaire->derived[derived].expression, derived, value, &fault)) {
		fault_effect(interview, cell, fault);
		return false;
	}
	return true;
}

static void derive_relevant(struct interview *interview, uint32_t derived, struct cell cell)
{
	struct value value;
	uint8_t flags = interview->columns[cell.item].flags[cell.row];
	/* What cannot be told is asked. */
	bool holds = !evaluate(interview, derived, cell, &value) || value_to_boolean(&value);
	if (holds != ((flags & CELL_RELEVANT) != 0)) {
		toggle_add(interview, (struct toggle){cell.item, cell.row, false});
		set_flags(interview, cell, flags ^ CELL_RELEVANT);
		mark_asked(interview, cell);
	}
}

static void derive_repeat_count(struct interview *interview, uint32_t derived, struct cell cell)
{
	struct value value;
	double count = 0;
	if (evaluate(interview, derived, cell, &value))
		count = value_to_number(&value, interview->head.now.offset_minutes);
	rows_count(interview, cell, count);
}

/* The value as an answer of the question, or none where it is empty; true when there is one or nothing is to be said.
 */
static bool answer_of_value(
	struct interview *interview, struct cell cell, const struct value *value, struct answer *answer)
{
	const struct item *item = &interview->questionnaire->items[cell.item];
	const char *expected = NULL;
	struct string text = {0};
	bool fits = true;
	*answer = no_answer;
	if (!value_is_empty(value)) {
		value_print(&text, value);
		fits = answer_read(interview->scratch, interview->questionnaire, item, string_span(&text), answer, &expected);
	}
	if (!fits) {
		struct string message = {0};
		string_format(&message, "`%.*s` is no answer here: expected %s", SPAN_ARGUMENTS(string_span(&text)), expected);
		fault_effect(interview, cell, string_text(&message));
		string_free(&message);
		*answer = no_answer;
	}
	string_free(&text);
	return fits;
}

static void give_answer(struct interview *interview, struct cell cell, const struct value *value)
{
	const struct answer *old = interview->columns[cell.item].answers[cell.row];
	struct answer answer;
	answer_of_value(interview, cell, value, &answer);
	if (answer_equal(old != NULL ? old : &no_answer, &answer))
		return;
	if (question_types[interview->questionnaire->items[cell.item].type].storage == STORE_PASSAGE)
		passage_replace(interview, cell, answer.v);
	else
		set_answer(interview, cell, answer.state == STATE_UNANSWERED ? NULL : answer_keep(interview->keep, &answer));
	if (!interview->restoring)
		overrides_lapse(interview, cell, old, &answer);
	effect_add(interview, EFFECT_ANSWER, cell, NULL);
}

static void derive_calculation(struct interview *interview, uint32_t derived, struct cell cell)
{
	const struct item *item = &interview->questionnaire->items[cell.item];
	struct value value = value_text(SPAN(""));
	/* NaN is empty. */
	if (!evaluate(interview, derived, cell, &value) || value_is_empty(&value))
		value = value_text(SPAN(""));
	if (question_types[item->type].storage != STORE_DERIVED) {
		give_answer(interview, cell, &value);
		return;
	}
	if (!value_equal(&value, &interview->columns[cell.item].values[cell.row])) {
		set_value(interview, cell, value_keep(interview->keep, value));
		effect_add(interview, EFFECT_CALCULATED, cell, NULL);
	}
}

/* Once, when the question is asked for the first time, unless it has an answer. */
static void derive_default(struct interview *interview, uint32_t derived, struct cell cell)
{
	struct value value;
	uint8_t flags = interview->columns[cell.item].flags[cell.row];
	if ((flags & CELL_DEFAULTED) || !cell_asked(interview, cell, false))
		return;
	set_flags(interview, cell, flags | CELL_DEFAULTED);
	if (interview->columns[cell.item].answers[cell.row] == NULL &&
		item_has_answer(&interview->questionnaire->items[cell.item]) && evaluate(interview, derived, cell, &value))
		give_answer(interview, cell, &value);
}

static void (*const derivations[])(struct interview *, uint32_t, struct cell) = {
	[DERIVED_REPEAT_COUNT] = derive_repeat_count,
	[DERIVED_RELEVANT] = derive_relevant,
	[DERIVED_CALCULATION] = derive_calculation,
	[DERIVED_DEFAULT] = derive_default,
};

static uint32_t lowest_dirty(struct interview *interview)
{
	size_t words = (interview->questionnaire->derived_count + 4095) / 4096;
	for (size_t i = 0; i < words; i++) {
		if (interview->dirty_words[i] == 0)
			continue;
		size_t word = i * 64 + (size_t)__builtin_ctzll(interview->dirty_words[i]);
		uint32_t derived = (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(interview->dirty[word]);
		interview->dirty[word] &= interview->dirty[word] - 1;
		if (interview->dirty[word] == 0)
			interview->dirty_words[i] &= ~((uint64_t)1 << word % 64);
		return derived;
	}
	return NONE;
}

static bool may_visit(struct interview *interview, uint32_t derived)
{
	struct dirt *dirt = &interview->dirt[derived];
	if (dirt->visited != interview->generation) {
		dirt->visited = interview->generation;
		dirt->visits = 0;
	}
	return ++dirt->visits <= VISITS_MOST;
}

static void sweep_derived(struct interview *interview, uint32_t derived)
{
	const struct derived *of = &interview->questionnaire->derived[derived];
	const struct table *table = &interview->tables[interview->plan.table_of[of->item]];
	struct dirt *dirt = &interview->dirt[derived];
	bool frozen = interview->frozen != NULL && interview->frozen[derived], rests = may_visit(interview, derived);
	dirt->whole_level = NONE;
	for (size_t word = 0; word * 64 < table->count; word++) {
		while (dirt->bits[word] != 0) {
			uint32_t slot = (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(dirt->bits[word]);
			dirt->bits[word] &= dirt->bits[word] - 1;
			if (slot >= table->count)
				continue;
			if (rests && !frozen)
				derivations[of->kind](interview, derived, (struct cell){of->item, slot});
		}
	}
	if (!rests)
		fault_effect(interview, (struct cell){of->item, 0}, "this and what it decides about undo each other for ever");
}

void sweep(struct interview *interview)
{
	size_t rosters = 0;
	for (;;) {
		while (rosters < interview->pending_count)
			rows_from(interview, interview->pending[rosters++]);
		uint32_t derived = lowest_dirty(interview);
		if (derived == NONE)
			break;
		sweep_derived(interview, derived);
	}
	interview->pending_count = 0;
}
