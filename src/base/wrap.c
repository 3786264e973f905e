/* Wrapping: UAX 14 says where a line may end, wcwidth how long it is. Linear in the text. */
#include "wrap.h"

#include <string.h>
#include <unilbrk.h>

#include "tanya/base/memory.h"

struct lines {
	struct span *items;
	size_t most, count;
	int columns;
};

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static void add(struct lines *lines, struct span line)
{
	if (lines->count < lines->most)
		lines->items[lines->count] = line;
	lines->count++;
}

/* A line that ends at a break of ours: the blanks before the break are not shown. */
static void add_broken(struct lines *lines, struct span line)
{
	while (line.length && is_blank(line.data[line.length - 1]))
		line.length--;
	add(lines, line);
}

/* The last line of a paragraph keeps the blanks for which there is room. */
static void add_last(struct lines *lines, struct span line, int width)
{
	for (; width > lines->columns && line.length && is_blank(line.data[line.length - 1]); width--)
		line.length--;
	add(lines, line);
}

/* ---- one paragraph, any text ---- */

struct paragraph {
	struct span text;
	uint32_t *codepoints; /* from 1, with a letter before them */
	char *breaks;         /* from 1: may a line end before it? */
	size_t *offsets;      /* from 0, count + 1 of them */
	size_t count, capacity;
};

static void free_paragraph(struct paragraph *paragraph)
{
	memory_free(paragraph->codepoints);
	memory_free(paragraph->offsets);
	memory_free(paragraph->breaks);
}

static void decode(struct paragraph *paragraph, struct span text)
{
	if (text.length + 1 > paragraph->capacity) {
		free_paragraph(paragraph);
		paragraph->capacity = text.length + 1;
		paragraph->codepoints = memory_alloc(paragraph->capacity * sizeof *paragraph->codepoints);
		paragraph->offsets = memory_alloc(paragraph->capacity * sizeof *paragraph->offsets);
		paragraph->breaks = memory_alloc(paragraph->capacity);
	}
	paragraph->text = text;
	paragraph->count = 0;
	for (size_t at = 0; at < text.length;) {
		paragraph->offsets[paragraph->count] = at;
		uint32_t codepoint = text_decode(text, &at);
		paragraph->codepoints[++paragraph->count] = codepoint == TEXT_INVALID ? TEXT_REPLACEMENT : codepoint;
	}
	paragraph->offsets[paragraph->count] = text.length;
	if (paragraph->count == 0)
		return;
	/* libunistring never breaks after the spaces that begin a text, LB18 does: let them follow a letter. */
	paragraph->codepoints[0] = 'a';
	size_t from = text.data[0] != ' ';
	u32_possible_linebreaks(
		paragraph->codepoints + from, paragraph->count + 1 - from, "UTF-8", paragraph->breaks + from);
}

static struct span part(const struct paragraph *paragraph, size_t from, size_t end)
{
	return span_sub(paragraph->text, paragraph->offsets[from], paragraph->offsets[end] - paragraph->offsets[from]);
}

static bool blank_at(const struct paragraph *paragraph, size_t i)
{
	uint32_t codepoint = paragraph->codepoints[i + 1];
	return codepoint == ' ' || codepoint == '\t';
}

/* No break is allowed where the room ends: break after the last whole cluster that fits and the blanks behind it. */
static size_t forced_end(const struct paragraph *paragraph, size_t from, int columns)
{
	struct span rest = part(paragraph, from, paragraph->count);
	size_t bytes = text_fit(rest, columns);
	if (bytes == 0)
		bytes = text_next(rest, 0);
	size_t end = from;
	while (end < paragraph->count && paragraph->offsets[end] < paragraph->offsets[from] + bytes)
		end++;
	while (end < paragraph->count && blank_at(paragraph, end))
		end++;
	return end;
}

/* May it stand past the end of a line? Blanks, and marks that have a letter to stand on. */
static bool hangs(const struct paragraph *paragraph, size_t start, size_t i, int width)
{
	return blank_at(paragraph, i) || (width == 0 && (i == start || !blank_at(paragraph, i - 1)));
}

static void wrap_paragraph(struct lines *lines, struct paragraph *paragraph, struct span text)
{
	decode(paragraph, text);
	size_t start = 0, allowed = 0; /* allowed: the last place where the line may end */
	size_t wide_end = 0;           /* the end of a cluster that is wider than a line */
	int width = 0, width_allowed = 0;
	for (size_t i = 0; i < paragraph->count; i++) {
		if (i > start && paragraph->breaks[i + 1] == UC_BREAK_POSSIBLE) {
			allowed = i;
			width_allowed = width;
		}
		int own = text_codepoint_width(paragraph->codepoints[i + 1]);
		width += own;
		if (width <= lines->columns || i < wide_end || hangs(paragraph, start, i, own))
			continue;
		while (width > lines->columns && i >= wide_end) {
			size_t end = allowed > start ? allowed : forced_end(paragraph, start, lines->columns);
			if (end > i) {
				wide_end = end;
				break;
			}
			add_broken(lines, part(paragraph, start, end));
			width -= allowed > start ? width_allowed : text_width(part(paragraph, start, end));
			start = allowed = end;
		}
	}
	add_last(lines, part(paragraph, start, paragraph->count), width);
}

/* ---- one paragraph of plain ASCII words ---- */

static bool is_letter_or_digit(char byte)
{
	return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/* Text in which a line may end after each run of spaces and nowhere else: letters and digits, apostrophes between them,
 * and , . : ; ? ! at the end of words. All else is left to the rules of UAX 14. */
static bool is_plain(struct span text)
{
	for (size_t i = 0; i < text.length; i++) {
		char byte = text.data[i];
		if (is_letter_or_digit(byte))
			continue;
		char before = i ? text.data[i - 1] : ' ', after = i + 1 < text.length ? text.data[i + 1] : ' ';
		bool word_before = is_letter_or_digit(before), word_after = is_letter_or_digit(after);
		if (byte == ' ' && (after == ' ' || word_after || i + 1 == text.length))
			continue;
		if (byte != '\0' && strchr(",.:;?!", byte) && word_before && after == ' ')
			continue;
		if (byte == '\'' && word_before && word_after)
			continue;
		return false;
	}
	return true;
}

static void wrap_plain(struct lines *lines, struct span text)
{
	size_t columns = (size_t)lines->columns, start = 0;
	while (text.length - start > columns) {
		size_t end = start + columns;
		if (text.data[end] != ' ') { /* within a word, or just before one: back to its start */
			while (end > start && text.data[end - 1] != ' ')
				end--;
			if (end == start)
				end = start + columns; /* a word longer than the line */
		}
		size_t next = end;
		while (next < text.length && text.data[next] == ' ')
			next++;
		if (next == text.length)
			break;
		add_broken(lines, span_sub(text, start, end - start));
		start = next;
	}
	struct span last = span_sub(text, start, SIZE_MAX);
	add_last(lines, last, last.length > INT32_MAX ? INT32_MAX : (int)last.length);
}

/* ---- paragraphs ---- */

/* The bytes of the line break at `at`, 0 for none. LF, CR, CR LF, VT, FF, NEL, LS, PS. */
static size_t hard_break(struct span text, size_t at)
{
	unsigned char byte = (unsigned char)text.data[at];
	if (byte == '\r')
		return at + 1 < text.length && text.data[at + 1] == '\n' ? 2 : 1;
	if (byte >= '\n' && byte <= '\f')
		return 1;
	if (byte != 0xC2 && byte != 0xE2)
		return 0;
	size_t end = at;
	uint32_t codepoint = text_decode(text, &end);
	return codepoint == 0x85 || codepoint == 0x2028 || codepoint == 0x2029 ? end - at : 0;
}

static size_t wrap(struct span text, int columns, struct span *items, size_t most, bool short_way)
{
	struct lines lines = {items, most, 0, columns < 1 ? 1 : columns};
	struct paragraph paragraph = {0};
	for (size_t from = 0, skip = 1; skip > 0;) {
		size_t at = from;
		for (skip = 0; at < text.length && (skip = hard_break(text, at)) == 0;)
			at++;
		struct span piece = span_sub(text, from, at - from);
		if (short_way && is_plain(piece))
			wrap_plain(&lines, piece);
		else
			wrap_paragraph(&lines, &paragraph, piece);
		from = at + skip;
	}
	free_paragraph(&paragraph);
	return lines.count;
}

size_t text_wrap(struct span text, int columns, struct span *lines, size_t most)
{
	return wrap(text, columns, lines, most, true);
}

size_t wrap_by_unicode(struct span text, int columns, struct span *lines, size_t most)
{
	return wrap(text, columns, lines, most, false);
}
