/* Event to line. */
#include <string.h>

#include "answer.h"
#include "chain.h"
#include "members.h"
#include "tanya/formats.h"

static const void *field_of(const struct event *event, const struct member *member)
{
	return (const char *)event + member->offset;
}

static bool is_empty(const struct event *event, const struct member *member)
{
	const void *field = field_of(event, member);
	switch (member->coding) {
	case CODING_TEXT:
		return ((const struct span *)field)->length == 0;
	case CODING_TRUTH:
		return !*(const bool *)field;
	case CODING_COUNT64:
		return *(const uint64_t *)field == 0;
	case CODING_WHOLE64:
		return *(const int64_t *)field == 0;
	case CODING_CASE:
		return event->case_key.length == 0 && event->case_value_count == 0;
	default:
		return false;
	}
}

static bool is_present(const struct event *event, const struct member *member)
{
	switch (member->presence) {
	case MEMBER_IF_ANY:
		return !is_empty(event, member);
	case MEMBER_IF_ANSWERED:
		return event->answer.state == STATE_ANSWERED;
	case MEMBER_IF_STATE:
		return event->answer.state != STATE_ANSWERED;
	case MEMBER_IF_SPLICE:
		return !event->draft_is_pick;
	case MEMBER_IF_PICK:
		return event->draft_is_pick;
	default:
		return true;
	}
}

/* Readers refuse a line that has a member twice, so of values alike in name the first is kept. */
static void write_named(struct json_writer *writer, const struct event *event)
{
	struct map *seen = map_new();
	json_open(writer, '{');
	for (uint32_t i = 0; i < event->case_value_count; i++) {
		struct span name = event->case_values[i].name;
		if (map_put(seen, name, i) != MAP_NONE)
			continue;
		json_name_span(writer, name);
		json_put_text(writer, event->case_values[i].text);
	}
	json_close(writer, '}');
	map_free(seen);
}

static void write_case(struct json_writer *writer, const struct event *event)
{
	json_open(writer, '{');
	json_name(writer, "key");
	json_put_text(writer, event->case_key);
	json_name(writer, "values");
	write_named(writer, event);
	json_close(writer, '}');
}

static void write_hex(struct json_writer *writer, uint64_t number)
{
	struct string hex = {0};
	string_format(&hex, "%016llx", (unsigned long long)number);
	json_put_text(writer, string_span(&hex));
	string_free(&hex);
}

static void write_lists(struct json_writer *writer, const struct event *event, bool texts)
{
	json_open(writer, '[');
	for (uint32_t i = 0; texts && i < event->set_aside_count; i++)
		json_put_text(writer, event->set_aside[i]);
	for (uint32_t i = 0; !texts && i < event->dropped_count; i++)
		json_put_whole(writer, event->dropped[i]);
	json_close(writer, ']');
}

static void write_raw(struct json_writer *writer, struct span json)
{
	json_put_raw(writer, json.length ? json : SPAN("{}"));
}

static void write_member(
	struct json_writer *writer, const struct event *event, const struct member *member, const struct item *item)
{
	const void *field = field_of(event, member);
	json_name(writer, member->name);
	switch ((enum coding)member->coding) {
	case CODING_TEXT:
		json_put_text(writer, *(const struct span *)field);
		break;
	case CODING_WHOLE32:
		json_put_whole(writer, *(const uint32_t *)field);
		break;
	case CODING_WHOLE64:
		json_put_whole(writer, *(const int64_t *)field);
		break;
	case CODING_COUNT64:
		json_put_whole(writer, (int64_t) * (const uint64_t *)field);
		break;
	case CODING_HEX64:
		write_hex(writer, *(const uint64_t *)field);
		break;
	case CODING_TRUTH:
		json_put_bool(writer, *(const bool *)field);
		break;
	case CODING_VALUE:
		if (event->draft_is_pick && span_find(event->answer.v, SPAN("\t")) != SIZE_MAX)
			json_put_text(writer, event->answer.v); /* names and, behind a tab, words: no list of names */
		else
			answer_put_v(writer, item, &event->answer);
		break;
	case CODING_STATE:
		json_put_text(writer, span_of(answer_state_word(event->answer.state)));
		break;
	case CODING_CASE:
		write_case(writer, event);
		break;
	case CODING_NAMED:
		write_named(writer, event);
		break;
	case CODING_RAW:
		write_raw(writer, *(const struct span *)field);
		break;
	case CODING_TEXTS:
	case CODING_WHOLES:
		write_lists(writer, event, member->coding == CODING_TEXTS);
		break;
	case CODING_COUNT:
		break;
	}
}

static void write_list(
	struct json_writer *writer, const struct event *event, const struct member_list *list, const struct item *item)
{
	for (unsigned i = 0; i < list->count; i++)
		if (is_present(event, &list->items[i]))
			write_member(writer, event, &list->items[i], item);
}

static void write_head(struct json_writer *writer, const struct event *event)
{
	struct string at = {0};
	moment_print(&at, event->at);
	json_name(writer, "n");
	json_put_whole(writer, (int64_t)event->n);
	json_name(writer, "at");
	json_put_text(writer, string_span(&at));
	json_name(writer, "ms");
	json_put_whole(writer, event->ms);
	json_name(writer, "do");
	json_put_text(writer, span_of(event_rows[event->kind].word));
	string_free(&at);
}

void event_write(struct string *out, const struct event *event, const struct questionnaire *questionnaire,
	char chain[CHAIN_LENGTH + 1])
{
	struct json_writer writer = {.out = out};
	size_t start = out->length;
	bool has_value = event->kind == EVENT_ANSWER || event->kind == EVENT_OVERRIDE || event->kind == EVENT_DRAFT;
	json_open(&writer, '{');
	write_head(&writer, event);
	write_list(&writer, event, &event_members[event->kind], has_value ? path_item(questionnaire, event->q) : NULL);
	write_list(&writer, event, &common_members, NULL);
	chain_next(chain, span_sub(string_span(out), start, out->length));
	string_add(out, SPAN(CHAIN_MEMBER));
	string_add(out, (struct span){chain, CHAIN_LENGTH});
	string_add(out, SPAN("\"}\n"));
}
