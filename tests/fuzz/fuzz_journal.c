/* Any bytes are a journal in some condition: its sound lines are written again as they were read, what follows them is
 * judged the same way each time, and a mended journal is sound. */
#include <stdlib.h>
#include <string.h>

#include "tanya/journal.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ID "0190163d-8694-739b-aea5-966c26f8ad91"

static void demand(bool holds)
{
	if (!holds)
		abort();
}

/* A line read, written, read and written: both writings are alike, and so are the events' members. */
static void check_line(struct arena *arena, struct span line)
{
	struct event first, second;
	struct string once = {0}, twice = {0};
	char chain[CHAIN_LENGTH + 1], other[CHAIN_LENGTH + 1];
	if (event_read(arena, line, &first) != EVENT_READ)
		return;
	chain_start(chain, SPAN(ID));
	memcpy(other, chain, sizeof other);
	event_write(&once, &first, NULL, chain);
	demand(once.length && once.data[once.length - 1] == '\n');
	demand(event_read(arena, span_sub(string_span(&once), 0, once.length - 1), &second) == EVENT_READ);
	event_write(&twice, &second, NULL, other);
	demand(span_equal(string_span(&once), string_span(&twice)));
	demand(first.kind == second.kind && first.n == second.n && first.ms == second.ms && first.at.ms == second.at.ms);
	demand(first.answer.state == second.answer.state && span_equal(first.answer.v, second.answer.v));
	demand(span_equal(first.q, second.q) && first.undo == second.undo && first.seed == second.seed);
	string_free(&once);
	string_free(&twice);
}

static bool check_event(void *self, const struct event *event, struct span line)
{
	uint64_t *last = self;
	demand(event->n > *last);
	demand(line.length > 0 && line.data[line.length] == '\n');
	*last = event->n;
	return true;
}

static void check_journal(struct span bytes)
{
	struct journal_reading reading, again;
	uint64_t last = 0;
	journal_read(bytes, SPAN(ID), &reading, check_event, &last);
	demand(reading.sound_bytes <= reading.used_bytes && reading.used_bytes <= bytes.length);
	demand((reading.condition == JOURNAL_SOUND) == (reading.sound_bytes == reading.used_bytes));
	demand(last <= reading.last_n);
	journal_read(span_sub(bytes, 0, reading.used_bytes), SPAN(ID), &again, NULL, NULL);
	demand(again.condition == reading.condition && again.sound_bytes == reading.sound_bytes &&
		   again.last_n == reading.last_n);
	journal_read(span_sub(bytes, 0, reading.sound_bytes), SPAN(ID), &again, NULL, NULL);
	demand(again.sound_bytes <= reading.sound_bytes); /* a gap may have been excused by a line behind it */
}

static void check_repair(struct span bytes)
{
	const struct event repair = {.kind = EVENT_REPAIR, .at = {INT64_C(1795487400000), 420}};
	struct journal_reading reading;
	struct string mended = {0};
	uint32_t dropped;
	if (journal_repaired(bytes, SPAN(ID), &repair, &mended, &dropped)) {
		journal_read(string_span(&mended), SPAN(ID), &reading, NULL, NULL);
		demand(reading.condition == JOURNAL_SOUND && reading.sound_bytes == mended.length);
	}
	string_free(&mended);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = memory_alloc(size + 1); /* exactly as long as the input, so that reading on is found */
	memcpy(copy, data, size);
	struct span bytes = {copy, size}, rest = bytes, line;
	struct arena *arena = arena_new();
	check_journal(bytes);
	check_repair(bytes);
	while (span_next(&rest, '\n', &line)) {
		check_line(arena, line);
		arena_reset(arena);
	}
	arena_free(arena);
	memory_free(copy);
	return 0;
}
