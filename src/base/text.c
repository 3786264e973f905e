/* UTF-8: decoding, encoding, places. */
#include "tanya/base/text.h"

#include <string.h>

/* What may follow a lead byte in the second byte (RFC 3629, section 4); the rest is 80..BF. */
struct lead {
	unsigned char first, last, extra, second_least, second_most;
};

static const struct lead leads[] = {
	{0xC2, 0xDF, 1, 0x80, 0xBF},
	{0xE0, 0xE0, 2, 0xA0, 0xBF},
	{0xE1, 0xEC, 2, 0x80, 0xBF},
	{0xED, 0xED, 2, 0x80, 0x9F},
	{0xEE, 0xEF, 2, 0x80, 0xBF},
	{0xF0, 0xF0, 3, 0x90, 0xBF},
	{0xF1, 0xF3, 3, 0x80, 0xBF},
	{0xF4, 0xF4, 3, 0x80, 0x8F},
};

static uint32_t decode_multibyte(struct span text, size_t *at)
{
	const unsigned char *bytes = (const unsigned char *)text.data + (*at)++;
	size_t left = text.length - *at;
	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
		const struct lead *lead = &leads[i];
		if (bytes[0] < lead->first || bytes[0] > lead->last)
			continue;
		if (left < lead->extra || bytes[1] < lead->second_least || bytes[1] > lead->second_most)
			return TEXT_INVALID;
		uint32_t codepoint = bytes[0] & (0x3Fu >> lead->extra);
		for (unsigned j = 1; j <= lead->extra; j++) {
			if ((bytes[j] & 0xC0) != 0x80)
				return TEXT_INVALID;
			codepoint = codepoint << 6 | (bytes[j] & 0x3Fu);
		}
		*at += lead->extra;
		return codepoint;
	}
	return TEXT_INVALID;
}

uint32_t text_decode(struct span text, size_t *at)
{
	if (*at >= text.length)
		return TEXT_INVALID;
	unsigned char byte = (unsigned char)text.data[*at];
	if (byte >= 0x80)
		return decode_multibyte(text, at);
	(*at)++;
	return byte;
}

void text_encode(struct string *out, uint32_t codepoint)
{
	if (codepoint < 0x80) {
		string_add_byte(out, (char)codepoint);
		return;
	}
	if (codepoint > 0x10FFFF || (codepoint >= 0xD800 && codepoint <= 0xDFFF))
		codepoint = TEXT_REPLACEMENT;
	unsigned extra = codepoint < 0x800 ? 1 : codepoint < 0x10000 ? 2 : 3;
	char bytes[4];
	bytes[0] = (char)((0xFF00u >> (extra + 1)) | (codepoint >> (6 * extra)));
	for (unsigned i = 1; i <= extra; i++)
		bytes[i] = (char)(0x80 | (codepoint >> (6 * (extra - i)) & 0x3F));
	string_add(out, (struct span){bytes, extra + 1});
}

/* How many bytes from `at` on are ASCII, up to `most`; eight at a time. */
static size_t ascii_run(struct span text, size_t at, size_t most)
{
	size_t end = most < text.length - at ? at + most : text.length, from = at;
	for (uint64_t word; end - at >= sizeof word; at += sizeof word) {
		memcpy(&word, text.data + at, sizeof word);
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	while (at < end && (unsigned char)text.data[at] < 0x80)
		at++;
	return at - from;
}

bool text_valid(struct span text, size_t *bad_offset)
{
	for (size_t at = ascii_run(text, 0, SIZE_MAX); at < text.length; at += ascii_run(text, at, SIZE_MAX)) {
		size_t from = at;
		if (text_decode(text, &at) == TEXT_INVALID) {
			if (bad_offset)
				*bad_offset = from;
			return false;
		}
	}
	return true;
}

size_t text_length(struct span text)
{
	size_t at = ascii_run(text, 0, SIZE_MAX), count = at;
	for (; at < text.length; count++)
		text_decode(text, &at);
	return count;
}

size_t text_offset(struct span text, size_t codepoints)
{
	size_t at = ascii_run(text, 0, codepoints);
	for (codepoints -= at; codepoints && at < text.length; codepoints--)
		text_decode(text, &at);
	return at;
}

void text_place(struct span text, size_t offset, uint32_t *line, uint32_t *column)
{
	text = span_sub(text, 0, offset);
	*line = 1;
	for (const char *end; text.length && (end = memchr(text.data, '\n', text.length)); (*line)++)
		text = span_sub(text, (size_t)(end - text.data) + 1, SIZE_MAX);
	*column = (uint32_t)text_length(text) + 1;
}

void text_clean(struct string *out, struct span text, bool keep_lines)
{
	size_t kept = 0; /* all before it is in `out` */
	for (size_t at = 0; at < text.length;) {
		size_t from = at;
		uint32_t codepoint = text_decode(text, &at);
		if ((codepoint >= ' ' && codepoint < 0x7F) || (keep_lines && codepoint == '\n'))
			continue;
		if (codepoint != TEXT_INVALID && text_is_printable(codepoint))
			continue;
		string_add(out, span_sub(text, kept, from - kept));
		text_encode(out, TEXT_REPLACEMENT);
		kept = at;
	}
	string_add(out, span_sub(text, kept, SIZE_MAX));
}
