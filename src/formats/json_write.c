/* JSON out: compact, no escape without need. */
#include <string.h>

#include "tanya/formats.h"

static void comma(struct json_writer *writer)
{
	if (writer->comma)
		string_add_byte(writer->out, ',');
	writer->comma = true;
}

void json_open(struct json_writer *writer, char bracket)
{
	comma(writer);
	string_add_byte(writer->out, bracket);
	writer->comma = false;
}

void json_close(struct json_writer *writer, char bracket)
{
	string_add_byte(writer->out, bracket);
	writer->comma = true;
}

/* How many bytes from `at` on stand for themselves. */
static size_t common_length(struct span text, size_t at)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones * 0x80;
	size_t from = at;
	for (uint64_t word; text.length - at >= sizeof word; at += sizeof word) {
		memcpy(&word, text.data + at, sizeof word);
		uint64_t quotes = (word ^ (ones * '"')) - ones, slashes = (word ^ (ones * '\\')) - ones;
		if ((quotes | slashes | (word - ones * 0x20) | word) & tops)
			break;
	}
	return at - from;
}

static void put_escape(struct string *out, uint32_t codepoint)
{
	static const char from[] = "\b\f\n\r\t\"\\", to[] = "bfnrt\"\\", digits[] = "0123456789abcdef";
	if (codepoint == TEXT_INVALID) {
		text_encode(out, TEXT_REPLACEMENT);
		return;
	}
	const char *found = codepoint ? strchr(from, (int)codepoint) : NULL;
	char escape[6] = {'\\', 'u', '0', '0', digits[codepoint >> 4 & 0xF], digits[codepoint & 0xF]};
	if (found)
		escape[1] = to[found - from];
	string_add(out, (struct span){escape, found ? 2 : sizeof escape});
}

static void put_quoted(struct string *out, struct span text)
{
	size_t kept = 0; /* all before it is in `out` */
	string_add_byte(out, '"');
	for (size_t at = common_length(text, 0); at < text.length;) {
		size_t start = at;
		uint32_t codepoint = text_decode(text, &at);
		if (codepoint != TEXT_INVALID && codepoint >= 0x20 && codepoint != '"' && codepoint != '\\')
			continue;
		string_add(out, span_sub(text, kept, start - kept));
		put_escape(out, codepoint);
		kept = at;
		at += common_length(text, at);
	}
	string_add(out, span_sub(text, kept, SIZE_MAX));
	string_add_byte(out, '"');
}

void json_name_span(struct json_writer *writer, struct span name)
{
	comma(writer);
	put_quoted(writer->out, name);
	string_add_byte(writer->out, ':');
	writer->comma = false;
}

void json_name(struct json_writer *writer, const char *name)
{
	json_name_span(writer, span_of(name));
}

void json_put_text(struct json_writer *writer, struct span text)
{
	comma(writer);
	put_quoted(writer->out, text);
}

void json_put_whole(struct json_writer *writer, int64_t value)
{
	comma(writer);
	string_format(writer->out, "%lld", (long long)value);
}

void json_put_bool(struct json_writer *writer, bool value)
{
	json_put_raw(writer, value ? SPAN("true") : SPAN("false"));
}

void json_put_null(struct json_writer *writer)
{
	json_put_raw(writer, SPAN("null"));
}

void json_put_raw(struct json_writer *writer, struct span json)
{
	comma(writer);
	string_add(writer->out, json);
}
