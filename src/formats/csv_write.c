/* CSV out (RFC 4180): quotes only where they are needed. */
#include <string.h>

#include "tanya/formats.h"

static bool needs_quotes(struct span cell, bool first)
{
	if (first && span_starts(cell, SPAN("\xEF\xBB\xBF"))) /* at the start of a file it would be taken for a BOM */
		return true;
	for (size_t i = 0; i < cell.length; i++) {
		char byte = cell.data[i];
		if (byte == ',' || byte == '"' || byte == '\n' || byte == '\r')
			return true;
	}
	return false;
}

void csv_put(struct string *out, struct span cell, bool first)
{
	if (!first)
		string_add_byte(out, ',');
	if (!needs_quotes(cell, first)) {
		string_add(out, cell);
		return;
	}
	string_add_byte(out, '"');
	while (cell.length) {
		const char *quote = memchr(cell.data, '"', cell.length);
		size_t length = quote ? (size_t)(quote - cell.data) + 1 : cell.length;
		string_add(out, span_sub(cell, 0, length));
		if (quote)
			string_add_byte(out, '"');
		cell = span_sub(cell, length, SIZE_MAX);
	}
	string_add_byte(out, '"');
}

void csv_end(struct string *out, size_t from)
{
	if (out->length == from)
		string_add(out, SPAN("\"\""));
	string_add_byte(out, '\n');
}
