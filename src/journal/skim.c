/* A journal held against its chain without reading what its lines say: exports do this to thousands. */
#include <string.h>

#include "chain.h"
#include "tanya/journal.h"

#define HEAD_BYTES 160 /* within these a line says what it does */

static bool kind_of(struct span word, enum event_kind *kind)
{
	for (unsigned i = 0; i < EVENT_KIND_COUNT; i++)
		if (span_is(word, event_rows[i].word)) {
			*kind = (enum event_kind)i;
			return true;
		}
	return false;
}

/* Does the line bear this n, and which event is it? The members stand in order (4-files); a line that has them otherwise
 * is left to journal_read. */
static bool take_head(struct span line, uint64_t n, enum event_kind *kind)
{
	static const char mark[] = ",\"do\":\"";
	struct span head = span_sub(line, 0, HEAD_BYTES);
	uint64_t number = 0;
	size_t at = sizeof "{\"n\":" - 1;
	if (!span_starts(head, SPAN("{\"n\":")))
		return false;
	for (; at < head.length && head.data[at] >= '0' && head.data[at] <= '9'; at++)
		number = number * 10 + (uint64_t)(head.data[at] - '0');
	size_t word = span_find(head, SPAN(mark));
	if (number != n || word == SIZE_MAX || !span_starts(span_sub(head, at, SIZE_MAX), SPAN(",\"at\":\"")))
		return false;
	word += sizeof mark - 1;
	const char *end = memchr(head.data + word, '"', head.length - word);
	return end && kind_of(span_sub(head, word, (size_t)(end - head.data) - word), kind);
}

bool journal_skim(struct span bytes, struct span id,
	void (*each)(void *self, enum event_kind kind, struct span line), void *self)
{
	char chain[CHAIN_LENGTH + 1];
	struct span rest = span_sub(bytes, 0, journal_used(bytes)), line, body, digits;
	uint64_t n = 0;
	chain_start(chain, id);
	while (rest.length) {
		const char *end = memchr(rest.data, '\n', rest.length);
		enum event_kind kind;
		if (!end)
			return false;
		line = span_sub(rest, 0, (size_t)(end - rest.data));
		if (!chain_take(line, &body, &digits) || !take_head(line, ++n, &kind))
			return false;
		chain_next(chain, body);
		if (!span_is(digits, chain))
			return false;
		each(self, kind, line);
		rest = span_sub(rest, line.length + 1, SIZE_MAX);
	}
	return n > 0;
}
