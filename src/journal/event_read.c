/* Line to event. */
#include <string.h>

#include "answer.h"
#include "members.h"
#include "tanya/formats.h"
#include "tanya/journal.h"

static bool take_hex(const struct json *value, uint64_t *number)
{
	if (value->kind != JSON_STRING || value->raw.length != 16)
		return false;
	*number = 0;
	for (size_t i = 0; i < 16; i++) {
		const char *digit = memchr("0123456789abcdef", value->raw.data[i], 16);
		if (!digit)
			return false;
		*number = *number << 4 | (uint64_t)(digit - "0123456789abcdef");
	}
	return true;
}

static bool take_whole(const struct json *value, int64_t least, int64_t most, int64_t *number)
{
	return value->kind == JSON_NUMBER && json_whole(value, number) && *number >= least && *number <= most;
}

static bool take_named(struct arena *arena, const struct json *object, struct event *event)
{
	struct json_iterator iterator = {0};
	struct json name, value;
	uint32_t count = 0;
	if (object->kind != JSON_OBJECT)
		return false;
	while (json_next(object, &iterator, &name, &value)) {
		if (value.kind != JSON_STRING)
			return false;
		count++;
	}
	struct named_text *values = arena_alloc(arena, (count + 1) * sizeof *values);
	iterator = (struct json_iterator){0};
	for (uint32_t i = 0; json_next(object, &iterator, &name, &value); i++)
		values[i] = (struct named_text){json_span(arena, &name), json_span(arena, &value)};
	event->case_values = values;
	event->case_value_count = count;
	return true;
}

static bool take_case(struct arena *arena, const struct json *object, struct event *event)
{
	struct json key, values;
	if (object->kind != JSON_OBJECT || !json_member(object, "key", &key) || key.kind != JSON_STRING ||
		!json_member(object, "values", &values))
		return false;
	event->case_key = json_span(arena, &key);
	return take_named(arena, &values, event);
}

static uint32_t count_items(const struct json *array)
{
	struct json_iterator iterator = {0};
	struct json unused, value;
	uint32_t count = 0;
	while (json_next(array, &iterator, &unused, &value))
		count++;
	return count;
}

static bool take_list(struct arena *arena, const struct json *array, struct event *event, bool texts)
{
	struct json_iterator iterator = {0};
	struct json unused, value;
	if (array->kind != JSON_ARRAY)
		return false;
	uint32_t count = count_items(array), at = 0;
	struct span *paths = texts ? arena_alloc(arena, (count + 1) * sizeof *paths) : NULL;
	int64_t *numbers = texts ? NULL : arena_alloc(arena, (count + 1) * sizeof *numbers);
	for (; json_next(array, &iterator, &unused, &value); at++)
		if (texts && value.kind == JSON_STRING)
			paths[at] = json_span(arena, &value);
		else if (texts || !take_whole(&value, 1, INT64_MAX, &numbers[at]))
			return false;
	if (texts) {
		event->set_aside = paths;
		event->set_aside_count = count;
	} else {
		event->dropped = numbers;
		event->dropped_count = count;
	}
	return true;
}

static bool take_state(const struct json *value, struct answer *answer)
{
	return value->kind == JSON_STRING && answer_state_of(value->raw, &answer->state) &&
		   (answer->state == STATE_DONT_KNOW || answer->state == STATE_REFUSED ||
			   answer->state == STATE_NOT_APPLICABLE);
}

static bool take_v(struct arena *arena, const struct json *value, struct event *event)
{
	event->draft_is_pick = event->kind == EVENT_DRAFT;
	event->answer.state = STATE_ANSWERED;
	return answer_take_v(arena, value, &event->answer);
}

static bool take_member(struct arena *arena, const struct member *member, const struct json *value, struct event *event)
{
	void *field = (char *)event + member->offset;
	int64_t number = 0;
	switch ((enum coding)member->coding) {
	case CODING_TEXT:
		if (value->kind != JSON_STRING)
			return false;
		*(struct span *)field = json_span(arena, value);
		return true;
	case CODING_WHOLE32:
		if (!take_whole(value, 0, UINT32_MAX, &number))
			return false;
		*(uint32_t *)field = (uint32_t)number;
		return true;
	case CODING_WHOLE64:
		return take_whole(value, INT64_MIN, INT64_MAX, field);
	case CODING_COUNT64:
		if (!take_whole(value, 1, INT64_MAX, &number))
			return false;
		*(uint64_t *)field = (uint64_t)number;
		return true;
	case CODING_HEX64:
		return take_hex(value, field);
	case CODING_TRUTH:
		*(bool *)field = value->kind == JSON_TRUE;
		return value->kind == JSON_TRUE || value->kind == JSON_FALSE;
	case CODING_VALUE:
		return take_v(arena, value, event);
	case CODING_STATE:
		return take_state(value, &event->answer);
	case CODING_CASE:
		return take_case(arena, value, event);
	case CODING_NAMED:
		return take_named(arena, value, event);
	case CODING_RAW:
		*(struct span *)field = value->raw;
		return value->kind == JSON_OBJECT;
	case CODING_TEXTS:
	case CODING_WHOLES:
		return take_list(arena, value, event, member->coding == CODING_TEXTS);
	case CODING_COUNT:
		break;
	}
	return false;
}

/* Members mostly come in the table's order, so the search begins behind the last one found. */
static const struct member *find_member(const struct member_list *list, struct span name, unsigned *at)
{
	for (unsigned i = 0; i < list->count; i++) {
		unsigned place = (*at + i) % list->count;
		if (!span_is(name, list->items[place].name))
			continue;
		*at = place + 1;
		return &list->items[place];
	}
	return NULL;
}

/* n, at, ms and do; false when one is missing or is none. *kind EVENT_KIND_COUNT: an unknown word. */
static bool take_head(const struct json *object, struct event *event, struct span *word)
{
	struct json_iterator iterator = {0};
	struct json name, value;
	int64_t number;
	unsigned found = 0;
	while (found != 15 && json_next(object, &iterator, &name, &value)) {
		if (span_is(name.raw, "n")) {
			if (!take_whole(&value, 1, INT64_MAX, &number))
				return false;
			event->n = (uint64_t)number;
			found |= 1;
		} else if (span_is(name.raw, "at")) {
			if (value.kind != JSON_STRING || !moment_parse(value.raw, 0, &event->at))
				return false;
			found |= 2;
		} else if (span_is(name.raw, "ms")) {
			if (!take_whole(&value, 0, INT64_MAX, &event->ms))
				return false;
			found |= 4;
		} else if (span_is(name.raw, "do")) {
			if (value.kind != JSON_STRING)
				return false;
			*word = value.raw;
			found |= 8;
		}
	}
	return found == 15;
}

static enum event_kind kind_of(struct span word)
{
	unsigned kind = 0;
	while (kind < EVENT_KIND_COUNT && !span_is(word, event_rows[kind].word))
		kind++;
	return (enum event_kind)kind;
}

/* Are all that every event of the kind has there? Bits of `seen` are places in the table. */
static bool has_all(const struct event *event, uint32_t seen)
{
	const struct member_list *list = &event_members[event->kind];
	for (unsigned i = 0; i < list->count; i++) {
		bool needed = list->items[i].presence == MEMBER_ALWAYS ||
					  (list->items[i].presence == MEMBER_IF_SPLICE && !event->draft_is_pick);
		if (needed && !(seen >> i & 1))
			return false;
	}
	return event->kind != EVENT_ANSWER || event->answer.state != STATE_UNANSWERED;
}

static bool is_answer_twice(const struct event *event, uint32_t seen)
{
	const struct member_list *list = &event_members[event->kind];
	unsigned ways = 0;
	for (unsigned i = 0; event->kind == EVENT_ANSWER && i < list->count; i++)
		if (seen >> i & 1 && (list->items[i].coding == CODING_VALUE || list->items[i].coding == CODING_STATE))
			ways++;
	return ways > 1;
}

enum event_reading event_read(struct arena *arena, struct span line, struct event *event)
{
	struct json object, name, value;
	struct span word = {0};
	size_t bad;
	*event = (struct event){0};
	if (!json_parse(line, &object, &bad) || object.kind != JSON_OBJECT || !take_head(&object, event, &word))
		return EVENT_MALFORMED;
	event->kind = kind_of(word);
	if (event->kind == EVENT_KIND_COUNT)
		return EVENT_UNKNOWN;
	const struct member_list *list = &event_members[event->kind];
	struct json_iterator iterator = {0};
	uint32_t seen = 0;
	unsigned at = 0, common_at = 0;
	while (json_next(&object, &iterator, &name, &value)) {
		const struct member *member = find_member(list, name.raw, &at);
		if (member)
			seen |= 1u << (member - list->items);
		else
			member = find_member(&common_members, name.raw, &common_at);
		if (member && !take_member(arena, member, &value, event))
			return EVENT_MALFORMED;
	}
	return has_all(event, seen) && !is_answer_twice(event, seen) ? EVENT_READ : EVENT_MALFORMED;
}
