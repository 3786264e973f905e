/* Choices: what is offered, and what keys do to cursor, filter and the text of `other`. */
#include <string.h>

#include "choices.h"

static void find_other(struct widget *widget, struct choices *choices)
{
	choices->other = NONE;
	if (!widget->item->or_other)
		return;
	uint32_t named = choices->list->by_name ? map_get(choices->list->by_name, SPAN("other")) : MAP_NONE;
	choices->other = named == MAP_NONE ? choices->list->count : named;
	widget->editor = editor_new(false);
}

/* Too many for keys, or wanted so: they are found by typing as soon as they are seen. */
static bool opens_filter(const struct widget *widget)
{
	const struct choices *choices = widget->own;
	return choices->count > KEYED_CHOICES || (widget->item->look & LOOK_AUTOCOMPLETE);
}

void choices_start(struct widget *widget)
{
	struct choices *choices = memory_alloc(sizeof *choices);
	widget->own = choices;
	choices->list = &widget->questionnaire->lists[widget->item->list];
	find_other(widget, choices);
	choices->typed = editor_new(false);
	choices_of(widget);
	choices->foldable = (widget->item->look & LOOK_MINIMAL) && item_type(widget->item)->storage != STORE_RANK;
	if (choices->foldable)
		choices->closed = true;
	else
		choices->filtering = opens_filter(widget);
}

void choices_finish(struct widget *widget)
{
	struct choices *choices = widget->own;
	memory_free(choices->shown);
	memory_free(choices->picks);
	string_free(&choices->number);
	editor_free(choices->typed);
	filter_free(choices->filter);
	memory_free(choices);
}

/* ---- what is offered ---- */

static void forget_filter(struct choices *choices)
{
	filter_free(choices->filter);
	choices->filter = NULL;
	choices->matches = NULL;
	choices->match_count = 0;
}

/* The cursor stays with its choice, wherever that stands now. */
static void put_cursor_on(struct choices *choices, uint32_t choice)
{
	for (size_t i = 0; i < choices->count; i++) {
		if (choices->shown[i] == choice) {
			choices->cursor = i;
			return;
		}
	}
	choices->cursor = choices->cursor < choices->count ? choices->cursor : 0;
}

static bool is_shown(const struct choices *choices, uint32_t choice)
{
	for (size_t i = 0; i < choices->count; i++)
		if (choices->shown[i] == choice)
			return true;
	return false;
}

/* Picks that are not offered any more are shown too: else nobody could take them away. */
static void add_stranded(struct choices *choices)
{
	for (size_t i = 0; i < choices->pick_count; i++)
		if (!is_shown(choices, choices->picks[i]))
			ARRAY_PUSH(choices->shown, choices->count, choices->capacity, choices->picks[i]);
}

struct choices *choices_of(const struct widget *widget)
{
	struct choices *choices = widget->own;
	uint32_t count;
	const uint32_t *offered = interview_choices(widget->interview, widget->cell, &count);
	bool virtual = choices->other != NONE && choices->other == choices->list->count;
	size_t wanted = (size_t)count + virtual;
	bool same = choices->offered == wanted && choices->shown &&
				(count == 0 || memcmp(choices->shown, offered, count * sizeof *offered) == 0);
	if (same && !choices->stale)
		return choices;
	choices->stale = false;
	uint32_t under_cursor = choices->count ? choices->shown[choices->cursor] : NONE;
	choices->shown = array_reserve(choices->shown, &choices->capacity, wanted + 1, sizeof *choices->shown);
	if (count)
		memcpy(choices->shown, offered, count * sizeof *offered);
	if (virtual)
		choices->shown[count] = choices->other;
	choices->count = choices->offered = wanted;
	add_stranded(choices);
	put_cursor_on(choices, under_cursor);
	forget_filter(choices);
	return choices;
}

/* ---- filter ---- */

static void make_filter(const struct widget *widget, struct choices *choices)
{
	struct string label = {0};
	choices->filter = filter_new((uint32_t)choices->count);
	for (uint32_t i = 0; i < choices->count; i++) {
		uint32_t index = choices->shown[i];
		const struct choice *choice = index < choices->list->count ? &choices->list->choices[index] : NULL;
		filter_add(choices->filter, i, choice_name(choices, index), true);
		for (uint32_t k = 0; choice && k < choice->alias_count; k++)
			filter_add(choices->filter, i, choice->aliases[k], true);
		for (uint32_t k = 0; k < widget->questionnaire->language_count; k++) {
			if (choice && (!choice->label || !choice->label->given[k]))
				continue;
			string_clear(&label);
			choice_label(widget, index, k, &label);
			filter_add(choices->filter, i, string_span(&label), false);
		}
	}
	string_free(&label);
}

/* What is in view after a change of what is typed; the cursor goes to the likeliest. */
static void filter_again(const struct widget *widget, struct choices *choices)
{
	struct span typed = span_trim(editor_text(choices->typed));
	choices->matches = NULL;
	choices->top = 0;
	if (!typed.length)
		return;
	if (!choices->filter)
		make_filter(widget, choices);
	choices->matches = filter_find(choices->filter, typed, &choices->match_count);
	if (choices->match_count)
		choices->cursor = choices->matches[0];
}

void choices_filter(struct widget *widget, struct span typed)
{
	struct choices *choices = widget->own;
	editor_set(choices->typed, typed);
	filter_again(widget, choices);
}

static void close_filter(struct choices *choices)
{
	editor_set(choices->typed, SPAN(""));
	choices->matches = NULL;
	choices->filtering = choices->filtering && !choices->filter_by_key;
	choices->top = 0;
}

void choices_close(struct choices *choices)
{
	if (!choices->foldable)
		return;
	close_filter(choices);
	choices->filtering = choices->filter_by_key = false;
	choices->closed = true;
}

static void open_list(const struct widget *widget, struct choices *choices)
{
	choices->closed = false;
	choices->filtering = opens_filter(widget);
}

size_t choices_view_count(const struct choices *choices)
{
	return choices->matches ? choices->match_count : choices->count;
}

size_t choices_view(const struct choices *choices, size_t at)
{
	return choices->matches ? choices->matches[at] : at;
}

bool choices_takes_text(const struct widget *widget)
{
	const struct choices *choices = widget->own;
	return choices->filtering || choices->in_other || (choices->closed && opens_filter(widget));
}

bool choices_escape(struct widget *widget)
{
	struct choices *choices = widget->own;
	bool unfolded = choices->foldable && !choices->closed;
	bool open = choices->in_other || choices->number.length || unfolded ||
				(choices->filtering && (choices->filter_by_key || choices->matches));
	if (choices->in_other)
		choices->in_other = false;
	else if (unfolded && !choices->matches)
		choices_close(choices);
	else
		close_filter(choices);
	string_clear(&choices->number);
	return open;
}

/* ---- keys ---- */

uint32_t choice_key(const struct choices *choices, size_t place)
{
	if (choices->count > KEYED_CHOICES || choices->list->whole_numbers)
		return 0;
	return place < 9 ? '1' + (uint32_t)place : 'a' + (uint32_t)place - 9;
}

/* The place that a character picks; count: none. */
static size_t place_of(const struct choices *choices, uint32_t character)
{
	size_t place = 0;
	while (place < choices->count && choice_key(choices, place) != character)
		place++;
	return place;
}

static bool is_numeral(uint32_t character)
{
	return (character >= '0' && character <= '9') || character == '-';
}

/* A name begins with what is typed so far and this digit. */
static bool number_goes_on(const struct choices *choices, uint32_t digit)
{
	struct string typed = {0};
	size_t i = 0;
	string_add(&typed, string_span(&choices->number));
	string_add_byte(&typed, (char)digit);
	while (i < choices->count && !span_starts(choice_name(choices, choices->shown[i]), string_span(&typed)))
		i++;
	string_free(&typed);
	return i < choices->count;
}

bool choices_names(const struct widget *widget, uint32_t character)
{
	const struct choices *choices = choices_of(widget);
	if (choices->list->whole_numbers && is_numeral(character))
		return number_goes_on(choices, character);
	return character == '/' || (character == ' ' && choices->count) || place_of(choices, character) < choices->count;
}

void choices_say_keys(const struct widget *widget, struct string *out)
{
	const struct choices *choices = choices_of(widget);
	char last = choices->count ? (char)choice_key(choices, choices->count - 1) : 0;
	struct string keys = {0};
	string_format(&keys, last == '1' ? "1" : "1–%c", last < 'a' ? last : '9');
	if (last >= 'a')
		string_format(&keys, last == 'a' ? " a" : " a–%c", last);
	if (last)
		string_format(out, _("press %s or Space"), string_text(&keys));
	else
		string_add_text(out, choices->count ? _("type the number before a choice") : _("no choice is offered"));
	string_free(&keys);
}

static enum choice_step move(struct choices *choices, bool down)
{
	size_t count = choices_view_count(choices), at = 0;
	while (at < count && choices_view(choices, at) != choices->cursor)
		at++;
	if (!count || (down ? at + 1 >= count : at == 0))
		return STEP_IGNORED;
	choices->cursor = choices_view(choices, at + (down ? 1 : (size_t)-1));
	return STEP_MOVED;
}

/* To the row above or below, where they stand side by side: out of the only row, first or last, is another field's. */
static enum choice_step move_row(struct choices *choices, bool down)
{
	size_t across = (size_t)(choices->across > 1 && !choices->filtering ? choices->across : 1);
	if (across == 1)
		return move(choices, down);
	size_t row = choices->cursor / across, last = (choices->count - 1) / across;
	if (down ? row == last : row == 0)
		return STEP_IGNORED;
	size_t to = down ? choices->cursor + across : choices->cursor - across;
	choices->cursor = to < choices->count ? to : choices->count - 1;
	return STEP_MOVED;
}

static enum choice_step jump(struct choices *choices, bool last)
{
	size_t count = choices_view_count(choices);
	if (!count)
		return STEP_TAKEN;
	choices->cursor = choices_view(choices, last ? count - 1 : 0);
	return STEP_MOVED;
}

/* Names that are whole numbers are typed: picked as soon as no other name goes on like this. */
static enum choice_step number_key(struct choices *choices, uint32_t digit)
{
	size_t before = choices->number.length, beginning = 0, exact = SIZE_MAX;
	string_add_byte(&choices->number, (char)digit);
	struct span typed = string_span(&choices->number);
	for (size_t i = 0; i < choices->count; i++) {
		struct span name = choice_name(choices, choices->shown[i]);
		if (span_equal(name, typed))
			exact = i;
		else
			beginning += span_starts(name, typed);
	}
	if (exact != SIZE_MAX)
		choices->cursor = exact;
	if (exact != SIZE_MAX && !beginning) {
		string_clear(&choices->number);
		return STEP_PICK;
	}
	if (exact == SIZE_MAX && !beginning)
		string_splice(&choices->number, before, choices->number.length - before, SPAN(""));
	return STEP_TAKEN;
}

bool choices_number_is_whole(const struct choices *choices)
{
	return choices->number.length && choices->count &&
		   span_equal(choice_name(choices, choices->shown[choices->cursor]), string_span(&choices->number));
}

static enum choice_step character(struct widget *widget, struct choices *choices, struct key key, int64_t now_ms)
{
	if (key.codepoint == '/') {
		choices->filtering = choices->filter_by_key = true;
		return STEP_TAKEN;
	}
	if (choices->list->whole_numbers && is_numeral(key.codepoint))
		return number_key(choices, key.codepoint);
	if (widget_repeated(widget, key, now_ms))
		return STEP_TAKEN;
	if (key.codepoint == ' ' && choices->count)
		return STEP_PICK;
	size_t place = place_of(choices, key.codepoint);
	if (place == choices->count)
		return STEP_IGNORED;
	choices->cursor = place;
	return STEP_PICK;
}

static enum choice_step filter_key(struct widget *widget, struct choices *choices, struct key key)
{
	bool empty = !choices->matches;
	if (key.kind == PRESS_ENTER && !empty) {
		if (!choices->match_count)
			return STEP_TAKEN;
		close_filter(choices);
		return STEP_PICK;
	}
	if (key.kind == PRESS_ENTER)
		return STEP_GO_ON;
	if (key.kind == PRESS_UP || key.kind == PRESS_DOWN) {
		enum choice_step step = move(choices, key.kind == PRESS_DOWN);
		return step == STEP_MOVED && !empty ? STEP_TAKEN : step;
	}
	if (empty && key.kind == PRESS_TEXT && key.codepoint == ' ' && choices->count)
		return STEP_PICK;
	if (empty && key.kind == PRESS_BACKSPACE) {
		if (!choices->filter_by_key)
			return STEP_BACK;
		close_filter(choices);
		return STEP_TAKEN;
	}
	if (!editor_key(choices->typed, key))
		return STEP_IGNORED;
	filter_again(widget, choices);
	return STEP_TAKEN;
}

static enum choice_step other_key(struct widget *widget, struct choices *choices, struct key key)
{
	if (key.kind == PRESS_ENTER)
		return STEP_GO_ON;
	bool leaves = key.kind == PRESS_UP || key.kind == PRESS_DOWN ||
				  (key.kind == PRESS_BACKSPACE && !editor_text(widget->editor).length);
	if (!leaves)
		return editor_key(widget->editor, key) ? STEP_TAKEN : STEP_IGNORED;
	choices->in_other = false;
	return key.kind == PRESS_BACKSPACE ? STEP_TAKEN : move(choices, key.kind == PRESS_DOWN);
}

static enum choice_step list_key(struct widget *widget, struct choices *choices, struct key key, int64_t now_ms)
{
	switch (key.kind) {
	case PRESS_TEXT:
		return character(widget, choices, key, now_ms);
	case PRESS_UP:
	case PRESS_DOWN:
		return move_row(choices, key.kind == PRESS_DOWN);
	case PRESS_LEFT:
	case PRESS_RIGHT:
		return move(choices, key.kind == PRESS_RIGHT);
	case PRESS_HOME:
	case PRESS_END:
		return jump(choices, key.kind == PRESS_END);
	case PRESS_ENTER:
		return choices_number_is_whole(choices) ? STEP_PICK_AND_GO : STEP_GO_ON;
	case PRESS_BACKSPACE:
		if (!choices->number.length)
			return STEP_BACK;
		string_splice(&choices->number, choices->number.length - 1, 1, SPAN(""));
		return STEP_TAKEN;
	default:
		return STEP_IGNORED;
	}
}

/* Space, a slash and the keys that move open it; the first letter of what is looked for too, where there is no key for
 * each choice. False: the key is none of these. */
static bool opening_key(struct widget *widget, struct choices *choices, struct key key)
{
	bool text = key.kind == PRESS_TEXT, blank = text && key.codepoint == ' ', slash = text && key.codepoint == '/';
	bool moves = key.kind == PRESS_UP || key.kind == PRESS_DOWN || key.kind == PRESS_LEFT || key.kind == PRESS_RIGHT ||
				 key.kind == PRESS_HOME || key.kind == PRESS_END;
	bool looks = opens_filter(widget) && (text || key.kind == PRESS_PASTE);
	if (!blank && !slash && !moves && !looks)
		return false;
	open_list(widget, choices);
	choices->filter_by_key = slash && !choices->filtering;
	choices->filtering |= slash;
	if (looks && !blank && !slash)
		filter_key(widget, choices, key);
	return true;
}

enum choice_step choices_key(struct widget *widget, struct key key, int64_t now_ms)
{
	struct choices *choices = choices_of(widget);
	if (choices->in_other)
		return other_key(widget, choices, key);
	if (choices->closed && opening_key(widget, choices, key))
		return STEP_TAKEN;
	if (choices->filtering)
		return filter_key(widget, choices, key);
	enum choice_step step = list_key(widget, choices, key, now_ms);
	bool typing = step == STEP_TAKEN && (key.kind == PRESS_TEXT || key.kind == PRESS_BACKSPACE);
	bool stays = typing || step == STEP_IGNORED || step == STEP_GO_ON; /* going on judges what is half typed */
	if (!stays)
		string_clear(&choices->number);
	return step;
}
