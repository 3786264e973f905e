/* CSV (RFC 4180). */
#include <string.h>

#include "tanya/formats.h"

void csv_open(struct csv_reader *reader, struct span bytes)
{
	*reader = (struct csv_reader){.rest = span_starts(bytes, SPAN("\xEF\xBB\xBF")) ? span_sub(bytes, 3, SIZE_MAX) : bytes, .line = 1};
}

void csv_close(struct csv_reader *reader)
{
	string_free(&reader->scratch);
	memory_free(reader->cells);
	memory_free(reader->offsets);
	*reader = (struct csv_reader){0};
}

static bool is_break(char byte)
{
	return byte == '\n' || byte == '\r';
}

/* Ends the record at `at`: moves over LF, CRLF or CR. */
static size_t pass_break(struct span text, size_t at)
{
	if (at + 1 < text.length && text.data[at] == '\r' && text.data[at + 1] == '\n')
		return at + 2;
	return at < text.length ? at + 1 : at;
}

/* A quoted cell from behind its quote: unquoted into scratch. False when it never ends or goes on behind its quote. */
static bool take_quoted(struct csv_reader *reader, struct span text, size_t *at, uint32_t *lines)
{
	for (;;) {
		const char *quote = *at < text.length ? memchr(text.data + *at, '"', text.length - *at) : NULL;
		if (!quote)
			return false;
		size_t end = (size_t)(quote - text.data);
		for (size_t i = *at; i < end; i++)
			*lines += text.data[i] == '\n';
		string_add(&reader->scratch, span_sub(text, *at, end - *at));
		*at = end + 1;
		if (*at < text.length && text.data[*at] == '"') {
			string_add_byte(&reader->scratch, '"');
			++*at;
			continue;
		}
		return *at >= text.length || text.data[*at] == ',' || is_break(text.data[*at]);
	}
}

static size_t take_plain(struct span text, size_t at)
{
	while (at < text.length && text.data[at] != ',' && text.data[at] != '"' && !is_break(text.data[at]))
		at++;
	return at;
}

static enum csv_result bad(struct csv_reader *reader, struct span text, size_t at, const char *file, struct diagnostics *faults)
{
	uint32_t line, column;
	text_place(text, at < text.length ? at : text.length, &line, &column);
	diagnostics_error(faults, "csv-quote", (struct place){file, reader->line + line - 1, column}, "a quote stands where none can, or one is never closed");
	diagnostic_cure(faults, "put the whole cell in quotes and double those inside");
	const char *end = text.length ? memchr(text.data, '\n', text.length) : NULL;
	size_t past = end ? (size_t)(end - text.data) + 1 : text.length;
	reader->rest = span_sub(text, past, SIZE_MAX);
	reader->next_line = reader->line + 1;
	return CSV_BAD;
}

static void pass_blank_lines(struct csv_reader *reader)
{
	while (reader->rest.length && is_break(reader->rest.data[0])) {
		size_t past = pass_break(reader->rest, 0);
		reader->rest = span_sub(reader->rest, past, SIZE_MAX);
		reader->next_line++;
	}
}

/* One cell at *at; its text lies in `rest` or, quoted, in scratch from *offset on (which may still move). */
static bool take_cell(struct csv_reader *reader, struct span text, size_t *at, uint32_t *lines, struct span *cell, size_t *offset)
{
	size_t from = *at;
	if (from < text.length && text.data[from] == '"') {
		*offset = reader->scratch.length;
		++*at;
		bool fine = take_quoted(reader, text, at, lines);
		*cell = (struct span){NULL, reader->scratch.length - *offset};
		return fine;
	}
	*offset = SIZE_MAX;
	*at = take_plain(text, from);
	*cell = span_sub(text, from, *at - from);
	return *at >= text.length || text.data[*at] != '"';
}

enum csv_result csv_next(struct csv_reader *reader, const char *file, struct diagnostics *faults)
{
	reader->next_line = reader->next_line ? reader->next_line : 1;
	pass_blank_lines(reader);
	struct span text = reader->rest;
	uint32_t lines = 0;
	size_t at = 0;
	string_clear(&reader->scratch);
	reader->count = 0;
	reader->line = reader->next_line;
	if (!text.length)
		return CSV_END;
	reader->record++;
	for (;; at++) {
		struct span cell;
		size_t offset, count = reader->count;
		if (!take_cell(reader, text, &at, &lines, &cell, &offset))
			return bad(reader, text, at, file, faults);
		ARRAY_PUSH(reader->offsets, count, reader->offset_capacity, offset);
		ARRAY_PUSH(reader->cells, reader->count, reader->capacity, cell);
		if (at >= text.length || text.data[at] != ',')
			break;
	}
	for (size_t i = 0; i < reader->count; i++)
		if (reader->offsets[i] != SIZE_MAX)
			reader->cells[i].data = string_text(&reader->scratch) + reader->offsets[i];
	at = pass_break(text, at);
	reader->rest = span_sub(text, at, SIZE_MAX);
	reader->next_line = reader->line + lines + 1;
	return CSV_RECORD;
}

void csv_put(struct string *out, struct span cell, bool first)
{
	bool quoted = false;
	for (size_t i = 0; i < cell.length && !quoted; i++)
		quoted = cell.data[i] == ',' || cell.data[i] == '"' || is_break(cell.data[i]);
	if (!first)
		string_add_byte(out, ',');
	if (!quoted) {
		string_add(out, cell);
		return;
	}
	string_add_byte(out, '"');
	for (size_t at = 0; at < cell.length;) {
		const char *quote = memchr(cell.data + at, '"', cell.length - at);
		size_t end = quote ? (size_t)(quote - cell.data) + 1 : cell.length;
		string_add(out, span_sub(cell, at, end - at));
		if (quote)
			string_add_byte(out, '"');
		at = end;
	}
	string_add_byte(out, '"');
}
