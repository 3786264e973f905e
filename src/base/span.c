/* Spans: borrowed bytes. */
#include <string.h>

#include "tanya/base/memory.h"
#include "tanya/base/string.h"

struct span span_sub(struct span span, size_t from, size_t length)
{
	if (from > span.length)
		from = span.length;
	if (length > span.length - from)
		length = span.length - from;
	return (struct span){span.data ? span.data + from : NULL, length};
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

struct span span_trim(struct span span)
{
	size_t from = 0, end = span.length;
	while (from < end && is_blank(span.data[from]))
		from++;
	while (end > from && is_blank(span.data[end - 1]))
		end--;
	return span_sub(span, from, end - from);
}

struct span span_copy(struct arena *arena, struct span span)
{
	return (struct span){arena_text(arena, span.data, span.length), span.length};
}

bool span_ends(struct span span, struct span suffix)
{
	return span.length >= suffix.length &&
	       span_equal(span_sub(span, span.length - suffix.length, suffix.length), suffix);
}

int span_compare(struct span a, struct span b)
{
	size_t common = a.length < b.length ? a.length : b.length;
	int order = common ? memcmp(a.data, b.data, common) : 0;
	if (order)
		return order;
	return (a.length > b.length) - (a.length < b.length);
}

size_t span_find(struct span span, struct span what)
{
	if (what.length == 0)
		return 0;
	if (span.length < what.length)
		return SIZE_MAX;
	/* Most searches end here: memchr() is many times as fast as memmem(). */
	const char *first = memchr(span.data, what.data[0], span.length);
	if (!first)
		return SIZE_MAX;
	const char *found = memmem(first, span.length - (size_t)(first - span.data), what.data, what.length);
	return found ? (size_t)(found - span.data) : SIZE_MAX;
}

/* Nothing is left when data is NULL: so "a," still has its empty second piece to give. */
bool span_next(struct span *rest, char separator, struct span *piece)
{
	if (!rest->data)
		return false;
	const char *found = rest->length ? memchr(rest->data, separator, rest->length) : NULL;
	if (!found) {
		*piece = *rest;
		*rest = (struct span){0};
		return true;
	}
	size_t length = (size_t)(found - rest->data);
	*piece = (struct span){rest->data, length};
	*rest = (struct span){found + 1, rest->length - length - 1};
	return true;
}

static bool is_space(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

bool span_token(struct span *rest, struct span *token)
{
	size_t from = 0;
	while (from < rest->length && is_space(rest->data[from]))
		from++;
	size_t end = from;
	while (end < rest->length && !is_space(rest->data[end]))
		end++;
	*token = span_sub(*rest, from, end - from);
	*rest = span_sub(*rest, end, SIZE_MAX);
	return token->length > 0;
}

static uint64_t load(const unsigned char *bytes, size_t count)
{
	uint64_t word = 0;
	for (size_t i = 0; i < count; i++)
		word |= (uint64_t)bytes[i] << (8 * i);
	return word;
}

static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
	return hash ^ hash >> 32;
}

uint64_t span_hash(struct span span)
{
	const unsigned char *bytes = (const unsigned char *)span.data;
	uint64_t hash = 0x243F6A8885A308D3u ^ span.length;
	size_t at = 0;
	for (; span.length - at >= 8; at += 8)
		hash = mix(hash, load(bytes + at, 8));
	if (at < span.length)
		hash = mix(hash, load(bytes + at, span.length - at));
	return mix(hash, hash >> 29);
}
