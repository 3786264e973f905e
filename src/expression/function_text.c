/* Text. Places and lengths are code points. */
#include <math.h>
#include <string.h>

#include "functions.h"

struct value call_string(struct evaluation *e, const struct node *call)
{
	struct value value = argument(e, call, 0);
	return value_text(evaluation_text(e, &value));
}

static struct value joined(struct evaluation *e, const struct node *call, struct span between, uint32_t from)
{
	struct walk walk = walk_from(e, call, from);
	struct value value;
	/* Nested calls take the evaluation's buffer: this text is built in its own. */
	struct string text = {0};
	bool first = true;
	while (walk_next(&walk, &value)) {
		if (!first)
			string_add(&text, between);
		first = false;
		string_add(&text, evaluation_text(e, &value));
		if (text.length > LIMIT_EXPRESSION_TEXT)
			break;
	}
	char *room = evaluation_room(e, text.length);
	size_t length = room != NULL ? text.length : 0;
	if (length > 0)
		memcpy(room, text.data, length);
	string_free(&text);
	return value_text((struct span){length > 0 ? room : "", length});
}

struct value call_concat(struct evaluation *e, const struct node *call)
{
	return joined(e, call, SPAN(""), 0);
}

struct value call_join(struct evaluation *e, const struct node *call)
{
	struct span between = argument_text(e, call, 0);
	return joined(e, call, between, 1);
}

struct value call_contains(struct evaluation *e, const struct node *call)
{
	struct span text = argument_text(e, call, 0), part = argument_text(e, call, 1);
	return value_boolean(part.length == 0 || span_find(text, part) != SIZE_MAX);
}

struct value call_starts_with(struct evaluation *e, const struct node *call)
{
	struct span text = argument_text(e, call, 0), part = argument_text(e, call, 1);
	return value_boolean(part.length == 0 || span_starts(text, part));
}

struct value call_ends_with(struct evaluation *e, const struct node *call)
{
	struct span text = argument_text(e, call, 0), part = argument_text(e, call, 1);
	return value_boolean(part.length == 0 || span_ends(text, part));
}

static struct value between(struct span text, size_t from, size_t to)
{
	size_t first = text_offset(text, from);
	return value_text(to > from ? span_sub(text, first, text_offset(text, to) - first) : SPAN(""));
}

/* ODK's: from 0, the end is not part of it, negative places count from the end. */
struct value call_substr(struct evaluation *e, const struct node *call)
{
	struct span text = argument_text(e, call, 0);
	int64_t length = (int64_t)text_length(text);
	int64_t from = whole_number(argument_number(e, call, 1));
	int64_t to = call->count > 2 ? whole_number(argument_number(e, call, 2)) : length;
	from = from < 0 ? from + length : from;
	to = to < 0 ? to + length : to;
	from = from < 0 ? 0 : from;
	to = to > length ? length : to;
	return from < to ? between(text, (size_t)from, (size_t)to) : empty_value();
}

/* XPath's: from 1, with a length; both are rounded and may lie outside. */
struct value call_substring(struct evaluation *e, const struct node *call)
{
	struct span text = argument_text(e, call, 0);
	double length = (double)text_length(text);
	double from = floor(argument_number(e, call, 1) + 0.5);
	double to = call->count > 2 ? from + floor(argument_number(e, call, 2) + 0.5) : length + 1;
	if (isnan(from) || isnan(to))
		return empty_value();
	from = from < 1 ? 1 : from;
	to = to > length + 1 ? length + 1 : to;
	return from < to ? between(text, (size_t)from - 1, (size_t)to - 1) : empty_value();
}

struct value call_substring_before(struct evaluation *e, const struct node *call)
{
	struct span text = argument_text(e, call, 0), part = argument_text(e, call, 1);
	size_t at = part.length > 0 ? span_find(text, part) : 0;
	return at == SIZE_MAX ? empty_value() : value_text(span_sub(text, 0, at));
}

struct value call_substring_after(struct evaluation *e, const struct node *call)
{
	struct span text = argument_text(e, call, 0), part = argument_text(e, call, 1);
	size_t at = part.length > 0 ? span_find(text, part) : 0;
	return at == SIZE_MAX ? empty_value() : value_text(span_sub(text, at + part.length, text.length));
}

/* Where `codepoint` stands in `set`: its place from 0, or SIZE_MAX. */
static size_t place_in(struct span set, uint32_t codepoint)
{
	size_t place = 0;
	for (size_t at = 0; at < set.length; place++)
		if (text_decode(set, &at) == codepoint)
			return place;
	return SIZE_MAX;
}

struct value call_translate(struct evaluation *e, const struct node *call)
{
	struct span text = argument_text(e, call, 0);
	struct span from = argument_text(e, call, 1), to = argument_text(e, call, 2);
	size_t replacements = text_length(to);
	for (size_t at = 0; at < text.length;) {
		size_t start = at;
		size_t place = place_in(from, text_decode(text, &at));
		if (!evaluation_steps(e, 1 + from.length / 16))
			break;
		if (place == SIZE_MAX) {
			string_add(&e->buffer, span_sub(text, start, at - start));
		} else if (place < replacements) {
			size_t first = text_offset(to, place);
			string_add(&e->buffer, span_sub(to, first, text_offset(to, place + 1) - first));
		}
	}
	return evaluation_built(e);
}

struct value call_string_length(struct evaluation *e, const struct node *call)
{
	return value_number((double)text_length(argument_text(e, call, 0)));
}

/* The next word between XPath's four blanks: form feed and vertical tab are none of them. */
static bool next_word(struct span *rest, struct span *word)
{
	size_t from = 0, end;
	while (from < rest->length && memchr(" \t\r\n", rest->data[from], 4) != NULL)
		from++;
	for (end = from; end < rest->length && memchr(" \t\r\n", rest->data[end], 4) == NULL; end++) {
	}
	*word = span_sub(*rest, from, end - from);
	*rest = span_sub(*rest, end, SIZE_MAX);
	return word->length > 0;
}

struct value call_normalize_space(struct evaluation *e, const struct node *call)
{
	struct span rest = argument_text(e, call, 0), word;
	while (next_word(&rest, &word)) {
		if (e->buffer.length > 0)
			string_add_byte(&e->buffer, ' ');
		string_add(&e->buffer, word);
	}
	return evaluation_built(e);
}
