/* Plain mode: choices as lines, and a line as picks. A choice is meant by what stands before it, by its place, its name
 * or an alias, or by the beginning of its label. Of a long list a part is typed, and those that fit are told. */
#include <string.h>

#include "choices.h"

#define TOLD_MOST 9 /* of those that fit a part that was typed */

static bool is_long(const struct choices *choices)
{
	return choices->count > KEYED_CHOICES;
}

static bool is_one(const struct widget *widget)
{
	return item_type(widget->item)->input == INPUT_CHOICE;
}

/* ---- out ---- */

static void add_mark(const struct choices *choices, size_t place, struct string *out)
{
	if (choices->list->whole_numbers)
		string_add(out, choice_name(choices, choices->shown[place]));
	else if (choice_key(choices, place))
		text_encode(out, choice_key(choices, place));
	else
		string_format(out, "%zu", place + 1);
}

static void add_label(const struct widget *widget, size_t place, bool both, struct string *out)
{
	const struct choices *choices = widget->own;
	uint32_t languages = both ? widget->questionnaire->language_count : 1;
	for (uint32_t i = 0; i < languages; i++) {
		string_add_text(out, i ? " / " : "");
		choice_label(widget, choices->shown[place], widget_other_language(widget, i), out);
	}
	if (place >= choices->offered)
		string_format(out, " (%s)", _("not offered any more"));
	string_add_byte(out, '\n');
}

/* Those that fit what was typed, numbered from 1. */
static void tell_view(const struct widget *widget, bool both, struct string *out)
{
	const struct choices *choices = widget->own;
	size_t count = choices_view_count(choices);
	for (size_t i = 0; i < count && i < TOLD_MOST; i++) {
		string_format(out, "%zu ", i + 1);
		add_label(widget, choices_view(choices, i), both, out);
	}
	if (count > TOLD_MOST)
		string_format(out, _("… and %zu more: type more of it\n"), count - TOLD_MOST);
}

void choices_tell(const struct widget *widget, bool both, struct string *out)
{
	const struct choices *choices = choices_of(widget);
	if (is_long(choices) && !choices->matches) {
		string_format(out, _("%zu choices: type a part of one\n"), choices->count);
		return;
	}
	if (is_long(choices)) {
		tell_view(widget, both, out);
		return;
	}
	for (size_t i = 0; i < choices->count; i++) {
		add_mark(choices, i, out);
		string_add_byte(out, ' ');
		add_label(widget, i, both, out);
	}
}

/* ---- which choice is meant ---- */

enum likeness { LIKE_NOT, LIKE_BEGINNING, LIKE_WHOLE };

static enum likeness likeness_of(struct span text, struct span typed)
{
	struct string folded = {0};
	text_fold(&folded, text);
	enum likeness like = span_equal(string_span(&folded), typed)	? LIKE_WHOLE
						 : span_starts(string_span(&folded), typed) ? LIKE_BEGINNING
																	: LIKE_NOT;
	string_free(&folded);
	return like;
}

static enum likeness better(enum likeness a, enum likeness b)
{
	return a > b ? a : b;
}

static enum likeness likeness(const struct widget *widget, size_t place, struct span typed)
{
	const struct choices *choices = widget->own;
	uint32_t index = choices->shown[place];
	enum likeness best = likeness_of(choice_name(choices, index), typed);
	const struct choice *choice = index < choices->list->count ? &choices->list->choices[index] : NULL;
	for (uint32_t i = 0; choice && i < choice->alias_count; i++)
		best = better(best, likeness_of(choice->aliases[i], typed));
	for (uint32_t i = 0; i < widget->questionnaire->language_count; i++) {
		struct string label = {0};
		choice_label(widget, index, i, &label);
		best = better(best, likeness_of(string_span(&label), typed));
		string_free(&label);
	}
	return best;
}

/* By what stands before it, or by its place; count: by none. */
static size_t by_mark(const struct choices *choices, struct span typed)
{
	struct string mark = {0};
	int64_t number = 0;
	size_t place = 0;
	for (; place < choices->count && !is_long(choices); place++) {
		string_clear(&mark);
		add_mark(choices, place, &mark);
		if (span_equal(string_span(&mark), typed))
			break;
	}
	string_free(&mark);
	if (is_long(choices))
		place = choices->count;
	bool told = is_long(choices) && choices->matches, counts = !choices->list->whole_numbers && (told || !is_long(choices));
	if (place < choices->count || !counts || !number_parse_whole(typed, &number) || number < 1)
		return place;
	if (told)
		return (size_t)number <= choices_view_count(choices) && number <= TOLD_MOST ? choices_view(choices, (size_t)number - 1) : place;
	return (size_t)number <= choices->count ? (size_t)number - 1 : place;
}

/* By its words; count: none, or *several begin so. */
static size_t by_words(const struct widget *widget, struct span typed, struct string *several)
{
	const struct choices *choices = widget->own;
	size_t found = choices->count, count = 0;
	for (size_t place = 0; place < choices->count; place++) {
		enum likeness like = likeness(widget, place, typed);
		if (like == LIKE_WHOLE)
			return place;
		if (like == LIKE_NOT)
			continue;
		found = place;
		count++;
		add_mark(choices, place, several);
		string_add_byte(several, ' ');
		add_label(widget, place, false, several);
	}
	return count == 1 ? found : choices->count;
}

static void refuse(const struct widget *widget, struct span word, const struct string *several, struct string *say)
{
	const struct choices *choices = widget->own;
	if (!choices->count)
		string_add_text(say, _("no choice is offered"));
	else if (several->length)
		string_format(say, _("several choices begin with “%.*s”:\n%s"), SPAN_ARGUMENTS(word), string_text(several));
	else
		string_format(say, _("no choice is called “%.*s”"), SPAN_ARGUMENTS(word));
}

/* The place of the choice that a word means; count, with why, when there is none. */
static size_t find(const struct widget *widget, struct span word, struct string *say)
{
	const struct choices *choices = widget->own;
	struct string folded = {0}, several = {0};
	size_t place = by_mark(choices, word);
	if (place == choices->count && word.length && !is_long(choices)) {
		text_fold(&folded, word);
		place = by_words(widget, string_span(&folded), &several);
	}
	if (place == choices->count)
		refuse(widget, word, &several, say);
	string_free(&folded);
	string_free(&several);
	return place;
}

/* ---- a line ---- */

/* The next of several: parted by commas where there are some, else by blanks. */
static bool next_word(struct span *rest, bool commas, struct span *word)
{
	if (!commas)
		return span_token(rest, word);
	if (!span_next(rest, ',', word))
		return false;
	*word = span_trim(*word);
	return true;
}

static enum line_result ask_other(struct widget *widget, struct string *say)
{
	struct choices *choices = widget->own;
	choices->in_other = choices->other != NONE && picks_has(choices, choices->other, NULL);
	if (!choices->in_other)
		return LINE_WHOLE;
	string_add_text(say, _("What is the other?"));
	if (editor_text(widget->editor).length)
		string_format(say, "\n%s: %.*s", _("So far"), SPAN_ARGUMENTS(editor_text(widget->editor)));
	return LINE_PART;
}

/* What is picked gives way to these. */
static enum line_result pick(struct widget *widget, const size_t *places, size_t count, struct string *say)
{
	struct choices *choices = widget->own;
	uint32_t *picked = memory_alloc((count + 1) * sizeof *picked);
	for (size_t i = 0; i < count; i++)
		picked[i] = choices->shown[places[i]];
	widget->touched = true;
	picks_clear(choices);
	for (size_t i = 0; i < count; i++)
		picks_add(choices, picked[i]);
	memory_free(picked);
	choices_of(widget);
	return ask_other(widget, say);
}

static enum line_result take_several(struct widget *widget, struct span line, struct string *say)
{
	struct span rest = line, word;
	size_t *places = NULL, count = 0, capacity = 0, none = ((struct choices *)widget->own)->count;
	bool commas = span_find(line, SPAN(",")) != SIZE_MAX;
	while (!say->length && next_word(&rest, commas, &word)) {
		size_t place = word.length ? find(widget, word, say) : none;
		if (place < none)
			ARRAY_PUSH(places, count, capacity, place);
	}
	enum line_result result = say->length ? LINE_REFUSED : pick(widget, places, count, say);
	memory_free(places);
	return result;
}

static enum line_result take_short(struct widget *widget, struct span line, struct string *say)
{
	struct choices *choices = widget->own;
	struct string why = {0};
	size_t place = find(widget, line, &why);
	enum line_result result = LINE_REFUSED;
	if (place < choices->count)
		result = pick(widget, &place, 1, say);
	else if (is_one(widget))
		string_add(say, string_span(&why));
	else
		result = take_several(widget, line, say);
	string_free(&why);
	return result;
}

/* Of several the one is added, or taken away if it is picked already. */
static enum line_result add_one(struct widget *widget, size_t place, struct string *say)
{
	struct choices *choices = widget->own;
	uint32_t choice = choices->shown[place];
	widget->touched = true;
	if (picks_has(choices, choice, NULL))
		picks_remove(choices, choice);
	else
		picks_add(choices, choice);
	choices_of(widget);
	if (picks_has(choices, choice, NULL) && choice == choices->other)
		return ask_other(widget, say);
	for (size_t i = 0; i < choices->pick_count; i++) {
		string_add_text(say, i ? ", " : "= ");
		choice_label(widget, choices->picks[i], widget_language(widget), say);
	}
	string_format(say, "%s%s", say->length ? "\n" : "", _("Another one, or an empty line to go on"));
	return LINE_PART;
}

/* One that is called so, or the only one that fits. */
static size_t only_one(const struct widget *widget, struct span line)
{
	const struct choices *choices = widget->own;
	struct string folded = {0};
	if (!choices->match_count)
		return choices->count;
	text_fold(&folded, span_trim(line));
	size_t first = choices_view(choices, 0);
	bool sure = choices->match_count == 1 || likeness(widget, first, string_span(&folded)) == LIKE_WHOLE;
	string_free(&folded);
	return sure ? first : choices->count;
}

static enum line_result take_long(struct widget *widget, struct span line, struct string *say)
{
	struct choices *choices = widget->own;
	size_t place = by_mark(choices, span_trim(line));
	if (place == choices->count) {
		choices_filter(widget, line);
		place = only_one(widget, line);
	}
	bool none = choices->matches && !choices->match_count;
	if (place == choices->count && none) {
		choices_filter(widget, SPAN(""));
		string_format(say, _("no choice has “%.*s” in it"), SPAN_ARGUMENTS(line));
		return LINE_REFUSED;
	}
	if (place == choices->count) {
		choices_tell(widget, false, say);
		return LINE_PART;
	}
	choices_filter(widget, SPAN(""));
	return is_one(widget) ? pick(widget, &place, 1, say) : add_one(widget, place, say);
}

static enum line_result take_other(struct widget *widget, struct span line, struct string *say)
{
	struct choices *choices = widget->own;
	if (line.length)
		editor_set(widget->editor, line);
	widget->touched = true;
	choices->in_other = text_is_blank(editor_text(widget->editor));
	if (choices->in_other)
		string_add_text(say, _("its words are needed, or < for another choice"));
	return choices->in_other ? LINE_REFUSED : LINE_WHOLE;
}

enum line_result choices_line(struct widget *widget, struct span line, bool literal, struct string *say)
{
	struct choices *choices = choices_of(widget);
	(void)literal;
	if (choices->in_other)
		return take_other(widget, line, say);
	if (!line.length)
		return LINE_WHOLE;
	return is_long(choices) ? take_long(widget, line, say) : take_short(widget, span_trim(line), say);
}
