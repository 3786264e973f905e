/* A journal held against its chain without reading what its lines say: exports do this to thousands. */
#include <string.h>

#include "chain.h"
#include "tanya/journal.h"

#define MOMENT_LENGTH 29 /* 2026-11-24T08:00:00.000+07:00 */

/* Which event's word stands here, its quotation mark behind it? */
static bool kind_of(const char *at, const char *end, enum event_kind *kind)
{
	for (unsigned i = 0; i < EVENT_KIND_COUNT; i++) {
		const char *word = event_rows[i].word;
		size_t same = 0;
		while (word[same] && at + same < end && at[same] == word[same])
			same++;
		if (!word[same] && at + same < end && at[same] == '"') {
			*kind = (enum event_kind)i;
			return true;
		}
	}
	return false;
}

/* Over `mark`, whose length is known; NULL when something else stands there. */
#define PASS(at, end, mark) \
	((at) && (size_t)((end) - (at)) >= sizeof(mark) - 1 && memcmp((at), mark, sizeof(mark) - 1) == 0 ? (at) + sizeof(mark) - 1 : NULL)

static const char *pass_number(const char *at, const char *end, uint64_t *number)
{
	for (*number = 0; at && at < end && *at >= '0' && *at <= '9'; at++)
		*number = *number * 10 + (uint64_t)(*at - '0');
	return at;
}

/* `at` is always as long. */
static const char *pass_moment(const char *at, const char *end)
{
	return at && end - at > MOMENT_LENGTH ? at + MOMENT_LENGTH : NULL;
}

/* Its n, and which event it is. The members stand in order (4-files); a line that has them otherwise is left to
 * journal_read. */
static bool take_head(struct span line, uint64_t *n, enum event_kind *kind)
{
	const char *end = line.data + line.length, *at = PASS(line.data, end, "{\"n\":");
	uint64_t ms;
	at = pass_number(at, end, n);
	at = pass_moment(PASS(at, end, ",\"at\":\""), end);
	at = pass_number(PASS(at, end, "\",\"ms\":"), end, &ms);
	at = PASS(at, end, ",\"do\":\"");
	return at && kind_of(at, end, kind);
}

static bool next_line(struct span *rest, struct span *line)
{
	const char *end = rest->length ? memchr(rest->data, '\n', rest->length) : NULL;
	if (!end)
		return false;
	*line = (struct span){rest->data, (size_t)(end - rest->data)};
	*rest = (struct span){end + 1, rest->length - line->length - 1};
	return true;
}

bool journal_skim(struct span bytes, struct span id,
	void (*each)(void *self, enum event_kind kind, struct span line), void *self)
{
	char chain[CHAIN_LENGTH + 1];
	struct span rest = span_sub(bytes, 0, journal_used(bytes)), line, body, digits;
	enum event_kind kind;
	uint64_t n, expected = 0;
	chain_start(chain, id);
	while (next_line(&rest, &line)) {
		if (!chain_take(line, &body, &digits) || !take_head(line, &n, &kind) || n != ++expected)
			return false;
		chain_next(chain, body);
		if (!span_is(digits, chain))
			return false;
		each(self, kind, line);
	}
	return expected && !rest.length;
}

void journal_scan(struct span bytes, void (*each)(void *self, enum event_kind kind, struct span line), void *self)
{
	struct span rest = bytes, line;
	enum event_kind kind;
	uint64_t n;
	while (next_line(&rest, &line))
		if (take_head(line, &n, &kind))
			each(self, kind, line);
}
