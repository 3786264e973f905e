/* CSV in (RFC 4180): records as spans into the file. */
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "tanya/formats.h"

#define BLOCK ((size_t)64)

/* Finds what ends a plain cell, 64 bytes at a time: a bit for each comma, quote and line break. */
struct scanner {
	struct span text;
	size_t block; /* where the bits of `marks` begin; SIZE_MAX: nowhere yet */
	uint64_t marks;
	bool high; /* a byte past ASCII was seen, perhaps behind the record */
};

#ifdef __SSE2__
static uint64_t marks_of_16(const char *data, bool *high)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)data);
	__m128i comma = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(','));
	__m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
	__m128i feed = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'));
	__m128i carriage = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r'));
	*high |= _mm_movemask_epi8(bytes) != 0;
	return (uint64_t)(uint32_t)_mm_movemask_epi8(
		_mm_or_si128(_mm_or_si128(comma, quote), _mm_or_si128(feed, carriage)));
}

static uint64_t marks_of(const char *data, bool *high)
{
	uint64_t low = marks_of_16(data, high) | marks_of_16(data + 16, high) << 16;
	return low | marks_of_16(data + 32, high) << 32 | marks_of_16(data + 48, high) << 48;
}
#else
static uint64_t marks_of(const char *data, bool *high)
{
	uint64_t marks = 0;
	for (size_t i = 0; i < BLOCK; i++) {
		char byte = data[i];
		marks |= (uint64_t)(byte == ',' || byte == '"' || byte == '\n' || byte == '\r') << i;
		*high |= ((unsigned char)byte & 0x80) != 0;
	}
	return marks;
}
#endif

static void look_at(struct scanner *scanner, size_t at)
{
	size_t left = scanner->text.length - at;
	scanner->block = at;
	if (left >= BLOCK) {
		scanner->marks = marks_of(scanner->text.data + at, &scanner->high);
		return;
	}
	char padded[BLOCK] = {0};
	memcpy(padded, scanner->text.data + at, left);
	scanner->marks = marks_of(padded, &scanner->high);
}

/* The next comma, quote or break from `at` on, or the end. */
static size_t next_mark(struct scanner *scanner, size_t at)
{
	if (scanner->block != SIZE_MAX && at - scanner->block < BLOCK) {
		uint64_t marks = scanner->marks >> (at - scanner->block);
		if (marks)
			return at + (size_t)__builtin_ctzll(marks);
		at = scanner->block + BLOCK;
	}
	for (; at < scanner->text.length; at += BLOCK) {
		look_at(scanner, at);
		if (scanner->marks)
			return at + (size_t)__builtin_ctzll(scanner->marks);
	}
	return scanner->text.length;
}

static char byte_at(struct span text, size_t at)
{
	return at < text.length ? text.data[at] : '\n';
}

static bool is_break(char byte)
{
	return byte == '\n' || byte == '\r';
}

static size_t pass_break(struct span text, size_t at)
{
	if (at >= text.length || !is_break(text.data[at]))
		return at;
	return at + (text.data[at] == '\r' && at + 1 < text.length && text.data[at + 1] == '\n' ? 2 : 1);
}

/* Breaks in `text`, of which CRLF is one. */
static uint32_t count_breaks(struct span text)
{
	uint32_t count = 0;
	for (size_t at = 0; at < text.length; at++)
		if (text.data[at] == '\n' || (text.data[at] == '\r' && (at + 1 == text.length || text.data[at + 1] != '\n')))
			count++;
	return count;
}

static bool is_ascii(struct span text)
{
	uint64_t word, high = 0;
	size_t at = 0;
	for (; at + sizeof word <= text.length; at += sizeof word) {
		memcpy(&word, text.data + at, sizeof word);
		high |= word;
	}
	for (; at < text.length; at++)
		high |= (unsigned char)text.data[at];
	return (high & 0x8080808080808080u) == 0;
}

void csv_open(struct csv_reader *reader, struct span bytes)
{
	*reader = (struct csv_reader){.rest = bytes, .line = 1, .next_line = 1};
	if (span_starts(bytes, SPAN("\xEF\xBB\xBF")))
		reader->rest = span_sub(bytes, 3, SIZE_MAX);
}

void csv_close(struct csv_reader *reader)
{
	string_free(&reader->scratch);
	memory_free(reader->cells);
	memory_free(reader->doubled);
	*reader = (struct csv_reader){0};
}

/* ---- faults ------------------------------------------------------------------------------------------------------ */

struct complaint {
	const char *code, *what, *cure;
	size_t at;     /* where it is */
	size_t resume; /* reading goes on behind the line that holds this byte */
};

static enum csv_result bad(
	struct csv_reader *reader, const char *file, struct complaint complaint, struct diagnostics *faults)
{
	struct span text = reader->rest;
	size_t start = complaint.at, end = complaint.resume;
	while (start > 0 && !is_break(text.data[start - 1]))
		start--;
	uint32_t line = reader->line + count_breaks(span_sub(text, 0, start));
	uint32_t column = (uint32_t)text_length(span_sub(text, start, complaint.at - start)) + 1;
	diagnostics_error(faults, complaint.code, (struct place){file, line, column}, "%s", complaint.what);
	diagnostic_cure(faults, "%s", complaint.cure);
	while (end < text.length && !is_break(text.data[end]))
		end++;
	end = pass_break(text, end);
	reader->next_line = reader->line + count_breaks(span_sub(text, 0, end));
	reader->rest = span_sub(text, end, SIZE_MAX);
	reader->count = 0;
	return CSV_BAD;
}

static enum csv_result bad_quote(
	struct csv_reader *reader, const char *file, size_t at, const char *what, struct diagnostics *faults)
{
	struct complaint complaint = {"csv-quote", what, "put the whole cell in quotes and double those inside", at, at};
	return bad(reader, file, complaint, faults);
}

static enum csv_result not_utf8(
	struct csv_reader *reader, const char *file, size_t at, size_t end, struct diagnostics *faults)
{
	struct string what = {0};
	string_format(
		&what, "byte 0x%02X is not UTF-8, which was expected", (unsigned)(unsigned char)reader->rest.data[at]);
	struct complaint complaint = {"encoding", string_text(&what), "save the file as CSV UTF-8", at, end};
	bad(reader, file, complaint, faults);
	string_free(&what);
	return CSV_BAD;
}

static bool is_utf16(struct span text)
{
	return span_starts(text, SPAN("\xFF\xFE")) || span_starts(text, SPAN("\xFE\xFF")) ||
		   (text.length >= 2 && !text.data[0] != !text.data[1]);
}

static enum csv_result utf16(struct csv_reader *reader, const char *file, struct diagnostics *faults)
{
	struct complaint complaint = {
		"encoding", "the file is UTF-16; UTF-8 was expected", "save the file as CSV UTF-8", 0, 0};
	bad(reader, file, complaint, faults);
	reader->rest = (struct span){NULL, 0};
	return CSV_BAD;
}

/* ---- records ----------------------------------------------------------------------------------------------------- */

/* The end of a quoted cell: its closing quote, from behind the opening one; SIZE_MAX when there is none. */
static size_t closing_quote(struct span text, size_t at, bool *doubled)
{
	while (at < text.length) {
		const char *quote = memchr(text.data + at, '"', text.length - at);
		if (!quote)
			return SIZE_MAX;
		at = (size_t)(quote - text.data);
		if (at + 1 >= text.length || text.data[at + 1] != '"')
			return at;
		*doubled = true;
		at += 2;
	}
	return SIZE_MAX;
}

static void put_cell(struct csv_reader *reader, struct span cell)
{
	if (reader->count == reader->capacity)
		reader->cells = array_reserve(reader->cells, &reader->capacity, reader->count + 1, sizeof *reader->cells);
	reader->cells[reader->count++] = cell;
}

/* Takes a quoted cell from its quote on; returns where it ends. NULL in *fault when all is well. */
static size_t take_quoted(struct csv_reader *reader, struct span text, size_t from, const char **fault)
{
	bool doubled = false;
	size_t end = closing_quote(text, from + 1, &doubled);
	if (end == SIZE_MAX) {
		*fault = "this quote is never closed";
		return from;
	}
	if (doubled)
		ARRAY_PUSH(reader->doubled, reader->doubled_count, reader->doubled_capacity, reader->count);
	put_cell(reader, span_sub(text, from + 1, end - from - 1));
	if (byte_at(text, end + 1) != ',' && !is_break(byte_at(text, end + 1)))
		*fault = "text stands behind the closing quote of a cell; a comma or the end of the line was expected";
	return end + 1;
}

/* Cells with doubled quotes are written into scratch with single ones; it does not move meanwhile. */
static void halve_quotes(struct csv_reader *reader)
{
	size_t needed = 0;
	for (size_t i = 0; i < reader->doubled_count; i++)
		needed += reader->cells[reader->doubled[i]].length;
	string_clear(&reader->scratch);
	string_reserve(&reader->scratch, needed);
	for (size_t i = 0; i < reader->doubled_count; i++) {
		struct span *cell = &reader->cells[reader->doubled[i]], rest = *cell;
		size_t from = reader->scratch.length;
		while (rest.length) {
			const char *quote = memchr(rest.data, '"', rest.length);
			size_t length = quote ? (size_t)(quote - rest.data) + 1 : rest.length;
			string_add(&reader->scratch, span_sub(rest, 0, length));
			rest = span_sub(rest, length + (quote != NULL), SIZE_MAX);
		}
		*cell = (struct span){reader->scratch.data + from, reader->scratch.length - from};
	}
}

static void pass_blank_lines(struct csv_reader *reader)
{
	struct span text = reader->rest;
	size_t at = 0;
	for (size_t next; (next = pass_break(text, at)) != at; at = next)
		reader->next_line++;
	reader->rest = span_sub(text, at, SIZE_MAX);
}

static enum csv_result end_record(struct csv_reader *reader, const struct scanner *scanner, size_t end, bool quoted,
	const char *file, struct diagnostics *faults)
{
	struct span record = span_sub(scanner->text, 0, end);
	size_t bad_offset;
	if (reader->count > CSV_CELLS_MOST) {
		struct complaint complaint = {
			"csv-cells", "this record has too many cells", "end each record with a line break", 0, end};
		return bad(reader, file, complaint, faults);
	}
	if ((scanner->high || quoted) && !is_ascii(record) && !text_valid(record, &bad_offset))
		return not_utf8(reader, file, bad_offset, end, faults);
	if (reader->doubled_count)
		halve_quotes(reader);
	reader->next_line = reader->line + 1 + (quoted ? count_breaks(record) : 0);
	reader->rest = span_sub(scanner->text, pass_break(scanner->text, end), SIZE_MAX);
	return CSV_RECORD;
}

enum csv_result csv_next(struct csv_reader *reader, const char *file, struct diagnostics *faults)
{
	if (reader->record == 0 && is_utf16(reader->rest))
		return utf16(reader, file, faults);
	pass_blank_lines(reader);
	struct scanner scanner = {reader->rest, SIZE_MAX, 0, false};
	struct span text = reader->rest;
	bool quoted = false;
	reader->count = reader->doubled_count = 0;
	reader->line = reader->next_line;
	if (!text.length)
		return CSV_END;
	reader->record++;
	for (size_t at = 0;; at++) {
		const char *fault = NULL;
		size_t from = at;
		if (byte_at(text, at) == '"') {
			quoted = true;
			at = take_quoted(reader, text, at, &fault);
		} else {
			at = next_mark(&scanner, at);
			put_cell(reader, (struct span){text.data + from, at - from});
			if (byte_at(text, at) == '"')
				fault = "a quote stands inside a cell that does not begin with one";
		}
		if (fault)
			return bad_quote(reader, file, at, fault, faults);
		if (byte_at(text, at) != ',' || reader->count > CSV_CELLS_MOST)
			return end_record(reader, &scanner, at, quoted, file, faults);
	}
}
