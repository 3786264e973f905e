/* What is picked: taken over from an answer or a draft, and given back as one. */
#include <stdlib.h>
#include <string.h>

#include "choices.h"

bool picks_has(const struct choices *choices, uint32_t choice, size_t *place)
{
	for (size_t i = 0; i < choices->pick_count; i++) {
		if (choices->picks[i] != choice)
			continue;
		if (place)
			*place = i;
		return true;
	}
	return false;
}

void picks_add(struct choices *choices, uint32_t choice)
{
	if (!picks_has(choices, choice, NULL))
		ARRAY_PUSH(choices->picks, choices->pick_count, choices->pick_capacity, choice);
}

void picks_remove(struct choices *choices, uint32_t choice)
{
	size_t place;
	if (!picks_has(choices, choice, &place))
		return;
	choices->stale = choices->stale || choices->offered < choices->count;
	memmove(
		choices->picks + place, choices->picks + place + 1, (choices->pick_count - place - 1) * sizeof *choices->picks);
	choices->pick_count--;
}

void picks_clear(struct choices *choices)
{
	choices->stale = choices->stale || choices->offered < choices->count;
	choices->pick_count = 0;
}

struct span choice_name(const struct choices *choices, uint32_t choice)
{
	return choice < choices->list->count ? choices->list->choices[choice].name : SPAN("other");
}

bool choice_is_exclusive(const struct choices *choices, uint32_t choice)
{
	return choice < choices->list->count && choices->list->choices[choice].exclusive;
}

/* ---- in ---- */

/* The choice of that name: among those offered where two have it, else in the list. */
static uint32_t named(const struct choices *choices, struct span name)
{
	for (size_t i = 0; i < choices->count; i++)
		if (span_equal(choice_name(choices, choices->shown[i]), name))
			return choices->shown[i];
	uint32_t choice = choices->list->by_name ? map_get(choices->list->by_name, name) : MAP_NONE;
	return choice == MAP_NONE ? NONE : choice;
}

static bool is_one(const struct widget *widget)
{
	return item_type(widget->item)->storage == STORE_CHOICE;
}

/* A name of no choice is a number that was half typed. */
static void take(struct widget *widget, struct span names, struct span other)
{
	struct choices *choices = choices_of(widget);
	struct span name;
	picks_clear(choices);
	string_clear(&choices->number);
	while (is_one(widget) ? names.length > 0 : span_token(&names, &name)) {
		if (is_one(widget)) {
			name = names; /* names of select_one may hold blanks */
			names = SPAN("");
		}
		uint32_t choice = named(choices, name);
		if (choice != NONE)
			picks_add(choices, choice);
		else if (choices->list->whole_numbers)
			string_add(&choices->number, name);
	}
	if (widget->editor)
		editor_set(widget->editor, other);
	choices->stale = true;
	choices_of(widget);
	for (size_t i = 0; i < choices->count && choices->pick_count; i++)
		if (choices->shown[i] == choices->picks[0])
			choices->cursor = i;
}

void choices_show(struct widget *widget, const struct answer *answer)
{
	take(widget, answer->v, answer->other);
}

/* Words beside `other` that are not the answer's were being typed: they go on. */
static void resume_other(struct widget *widget, struct span other)
{
	struct choices *choices = choices_of(widget);
	const struct answer *standing = widget_standing(widget);
	if (choices->other == NONE || !picks_has(choices, choices->other, NULL) || (other.length && span_equal(other, standing->other)))
		return;
	choices->in_other = true;
	for (size_t i = 0; i < choices->count; i++)
		if (choices->shown[i] == choices->other)
			choices->cursor = i;
}

/* A draft is the names, a number half typed among them, then, behind a tab, the text of `other`. */
void choices_resume(struct widget *widget, struct span draft, bool pick)
{
	struct span names = draft, other = {0};
	size_t tab = span_find(draft, SPAN("\t"));
	(void)pick;
	if (tab != SIZE_MAX) {
		names = span_sub(draft, 0, tab);
		other = span_sub(draft, tab + 1, SIZE_MAX);
	}
	take(widget, names, other);
	resume_other(widget, other);
}

/* ---- out ---- */

static int by_index(const void *a, const void *b)
{
	uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;
	return first < second ? -1 : first > second;
}

static void join(const struct choices *choices, bool sorted, struct string *out)
{
	size_t size = choices->pick_count * sizeof *choices->picks;
	uint32_t *order = memory_alloc(size ? size : 1);
	if (size)
		memcpy(order, choices->picks, size);
	if (sorted)
		qsort(order, choices->pick_count, sizeof *order, by_index);
	for (size_t i = 0; i < choices->pick_count; i++) {
		if (i)
			string_add_byte(out, ' ');
		string_add(out, choice_name(choices, order[i]));
	}
	memory_free(order);
}

static bool other_is_picked(const struct choices *choices)
{
	return choices->other != NONE && picks_has(choices, choices->other, NULL);
}

bool choices_draft(struct widget *widget, struct span *text, bool *pick)
{
	struct choices *choices = choices_of(widget);
	bool half_typed = choices->number.length && !choices_number_is_whole(choices);
	*pick = true;
	string_clear(&widget->text);
	if (!half_typed || !is_one(widget))
		join(choices, item_type(widget->item)->storage != STORE_RANK, &widget->text);
	if (half_typed)
		string_format(&widget->text, "%s%s", widget->text.length ? " " : "", string_text(&choices->number));
	if (other_is_picked(choices) && editor_text(widget->editor).length) {
		string_add_byte(&widget->text, '\t');
		string_add(&widget->text, editor_text(widget->editor));
		*pick = is_one(widget); /* several picks are written as a list of names, in which these words would be lost */
	}
	*text = string_span(&widget->text);
	return text->length > 0;
}

enum entry_state choices_entry(
	struct widget *widget, struct arena *arena, bool sorted, struct answer *answer, const char **why)
{
	struct choices *choices = choices_of(widget);
	struct string names = {0};
	if (choices->number.length && !choices_number_is_whole(choices)) {
		*why = widget_say(arena, _("No choice has the number %s"), string_text(&choices->number));
		return ENTRY_INCOMPLETE;
	}
	if (!choices->pick_count)
		return ENTRY_EMPTY;
	join(choices, sorted, &names);
	*answer = (struct answer){.state = STATE_ANSWERED, .v = span_copy(arena, string_span(&names))};
	string_free(&names);
	if (!other_is_picked(choices))
		return ENTRY_VALID;
	answer->other = span_copy(arena, editor_text(widget->editor));
	if (!text_is_blank(answer->other))
		return ENTRY_VALID;
	*why = _("What is the other? It is to be typed beside that choice");
	return ENTRY_INCOMPLETE;
}
