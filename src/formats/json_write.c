/* JSON out: compact, no escape without need. */
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

static void put_quoted(struct string *out, struct span text)
{
	static const char short_from[] = "\b\f\n\r\t\"\\", short_to[] = "bfnrt\"\\";
	size_t kept = 0;
	string_add_byte(out, '"');
	for (size_t at = 0; at < text.length;) {
		size_t start = at;
		unsigned char byte = (unsigned char)text.data[at];
		uint32_t codepoint = byte < 0x80 ? (at++, byte) : text_decode(text, &at);
		if (codepoint != TEXT_INVALID && codepoint >= 0x20 && codepoint != '"' && codepoint != '\\')
			continue;
		string_add(out, span_sub(text, kept, start - kept));
		kept = at;
		if (codepoint == TEXT_INVALID) {
			text_encode(out, TEXT_REPLACEMENT);
			continue;
		}
		size_t short_form = 0;
		while (short_from[short_form] && (unsigned char)short_from[short_form] != codepoint)
			short_form++;
		if (short_from[short_form])
			string_format(out, "\\%c", short_to[short_form]);
		else
			string_format(out, "\\u%04x", codepoint);
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
