/* Which part of a journal holds: the longest prefix whose lines check, and what the rest is. */
#include <string.h>

#include "chain.h"
#include "tanya/journal.h"

struct reader {
	struct arena *arena;
	struct span bytes;
	struct journal_reading *reading;
	int64_t *dropped; /* by `repair` events further on: gaps that are no damage */
	size_t dropped_count, dropped_capacity;
	bool looked_ahead;
	char fault[96]; /* of the first line that does not check */
};

static void say(char *out, size_t size, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void say(char *out, size_t size, const char *format, ...)
{
	struct string text = {0};
	va_list list;
	va_start(list, format);
	string_format_list(&text, format, list);
	va_end(list);
	size_t length = text.length < size ? text.length : size - 1;
	memcpy(out, string_text(&text), length);
	out[length] = 0;
	string_free(&text);
}

/* The line that begins at `at`, without its LF; false at the end or when no LF ends it. */
static bool line_at(struct span bytes, size_t at, struct span *line)
{
	const char *end = at < bytes.length ? memchr(bytes.data + at, '\n', bytes.length - at) : NULL;
	if (!end)
		return false;
	*line = (struct span){bytes.data + at, (size_t)(end - bytes.data) - at};
	return true;
}

size_t journal_used(struct span bytes)
{
	size_t end = bytes.length;
	while (end && bytes.data[end - 1] == '\n')
		end--;
	return end && end < bytes.length ? end + 1 : end;
}

/* Collects the line numbers that all `repair` events behind `at` name. */
static void look_ahead(struct reader *reader, size_t at)
{
	struct arena *arena = arena_new();
	struct span line;
	for (; line_at(reader->bytes, at, &line); at += line.length + 1) {
		struct event event;
		if (span_find(line, SPAN("\"do\":\"repair\"")) == SIZE_MAX || event_read(arena, line, &event) != EVENT_READ)
			continue;
		for (uint32_t i = 0; event.kind == EVENT_REPAIR && i < event.dropped_count; i++)
			ARRAY_PUSH(reader->dropped, reader->dropped_count, reader->dropped_capacity, event.dropped[i]);
		arena_reset(arena);
	}
	arena_free(arena);
	reader->looked_ahead = true;
}

static bool is_dropped(const struct reader *reader, uint64_t n)
{
	for (size_t i = 0; i < reader->dropped_count; i++)
		if ((uint64_t)reader->dropped[i] == n)
			return true;
	return false;
}

/* Does n follow the last one, but for lines that a `repair` has dropped? */
static bool follows(struct reader *reader, uint64_t n, size_t at)
{
	uint64_t next = reader->reading->last_n + 1;
	if (n == next)
		return true;
	if (n < next || n - next > FAR_GAP)
		return false;
	if (!reader->looked_ahead)
		look_ahead(reader, at);
	while (next < n && is_dropped(reader, next))
		next++;
	return next == n;
}

/* One line; false, with reader->fault, when it does not check. *known: the event can be handed on. */
static bool check_line(struct reader *reader, struct span line, size_t at, struct event *event, bool *known)
{
	struct span body, digits;
	char chain[CHAIN_LENGTH + 1];
	if (!chain_take(line, &body, &digits)) {
		say(reader->fault, sizeof reader->fault, "has no chain at its end");
		return false;
	}
	memcpy(chain, reader->reading->chain, sizeof chain);
	chain_next(chain, body);
	if (!span_is(digits, chain)) {
		say(reader->fault, sizeof reader->fault, "does not fit the chain: it or a line before it was changed");
		return false;
	}
	enum event_reading kind = event_read(reader->arena, line, event);
	if (kind == EVENT_MALFORMED) {
		say(reader->fault, sizeof reader->fault, "is no event");
		return false;
	}
	if (!follows(reader, event->n, at)) {
		say(reader->fault, sizeof reader->fault, "has n %llu, expected %llu", (unsigned long long)event->n,
			(unsigned long long)reader->reading->last_n + 1);
		return false;
	}
	memcpy(reader->reading->chain, chain, sizeof chain);
	reader->reading->last_n = event->n;
	*known = kind == EVENT_READ;
	return true;
}

/* Marks what only a later program can read. */
static void look_for_newer(struct reader *reader, const struct event *event, struct span line, bool known)
{
	struct journal_reading *reading = reader->reading;
	if (!known && !reading->newer) {
		size_t from = span_find(line, SPAN("\"do\":\""));
		struct span name = from == SIZE_MAX ? SPAN("") : span_sub(line, from + 6, 40);
		const char *end = name.length ? memchr(name.data, '"', name.length) : NULL;
		if (end)
			name.length = (size_t)(end - name.data);
		say(reading->detail, sizeof reading->detail, "event %llu is `%.*s`, which this version of tanya does not know",
			(unsigned long long)event->n, SPAN_ARGUMENTS(name));
		reading->newer = true;
	}
	if (known && event->kind == EVENT_OPEN && event->format > JOURNAL_FORMAT) {
		say(reading->detail, sizeof reading->detail, "the journal has format %u, this version of tanya reads up to %d",
			event->format, JOURNAL_FORMAT);
		reading->newer = true;
	}
}

/* Torn: nothing in the rest has the full form of a line (4-files). */
static enum journal_condition judge_rest(struct span rest)
{
	struct span line;
	for (size_t at = 0; line_at(rest, at, &line); at += line.length + 1)
		if (chain_full_form(line))
			return JOURNAL_DAMAGED;
	return JOURNAL_TORN;
}

static void conclude(struct reader *reader, uint32_t line_number)
{
	struct journal_reading *reading = reader->reading;
	if (reading->sound_bytes >= reading->used_bytes)
		return;
	size_t length = reading->used_bytes - reading->sound_bytes;
	reading->condition = judge_rest(span_sub(reader->bytes, reading->sound_bytes, length));
	if (reading->condition == JOURNAL_TORN)
		say(reading->detail, sizeof reading->detail, "%zu bytes at the end were cut off in writing (line %u)", length,
			line_number);
	else
		say(reading->detail, sizeof reading->detail, "line %u (byte %zu) %s", line_number, reading->sound_bytes + 1,
			reader->fault[0] ? reader->fault : "is damaged");
}

void journal_read(struct span bytes, struct span id, struct journal_reading *reading,
	bool (*each)(void *self, const struct event *event, struct span line), void *self)
{
	*reading = (struct journal_reading){.condition = JOURNAL_SOUND, .used_bytes = journal_used(bytes)};
	struct reader reader = {.arena = arena_new(), .reading = reading};
	reader.bytes = span_sub(bytes, 0, reading->used_bytes);
	chain_start(reading->chain, id);
	struct span line;
	uint32_t number = 1;
	for (; line_at(reader.bytes, reading->sound_bytes, &line); number++) {
		struct event event;
		bool known;
		if (!check_line(&reader, line, reading->sound_bytes, &event, &known))
			break;
		reading->sound_bytes += line.length + 1;
		look_for_newer(&reader, &event, line, known);
		if (each && known && !each(self, &event, line))
			each = NULL;
		arena_reset(reader.arena);
	}
	conclude(&reader, number);
	arena_free(reader.arena);
	memory_free(reader.dropped);
}
