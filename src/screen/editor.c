/* The text editor. Its text is one string, its cursor a byte offset between grapheme clusters. Where lines begin at a
 * width is kept, and after an edit worked out anew only from the line before it to where the old lines fit again: a
 * passage of 200 kB costs a key no more than a short one. */
#include <string.h>

#include "editor.h"

struct editor {
	struct string text;
	size_t cursor;
	bool multiline, masked;
	int goal;       /* column that Up and Down keep to, -1: the cursor's own */
	size_t first;   /* one line: offset of what stands leftmost */
	size_t top;     /* several lines: first one painted */
	int columns;    /* width that `starts` was made for; 0: none */
	size_t *starts; /* offset where each line begins */
	size_t count, capacity;
};

struct editor *editor_new(bool multiline)
{
	struct editor *editor = memory_alloc(sizeof *editor);
	editor->multiline = multiline;
	editor->goal = -1;
	return editor;
}

void editor_free(struct editor *editor)
{
	if (!editor)
		return;
	string_free(&editor->text);
	memory_free(editor->starts);
	memory_free(editor);
}

void editor_mask(struct editor *editor, bool masked)
{
	editor->masked = masked;
}

struct span editor_text(const struct editor *editor)
{
	return string_span(&editor->text);
}

bool editor_at_end(const struct editor *editor)
{
	return editor->cursor == editor->text.length;
}

/* ---- where lines begin ---- */

/* A window on the text that surely holds the whole line that begins at `start`, so that a long paragraph is not looked
 * at whole. */
static struct span line_window(const struct editor *editor, size_t start)
{
	struct span rest = span_sub(string_span(&editor->text), start, SIZE_MAX);
	size_t most = (size_t)editor->columns * 8 + 256;
	const char *feed = rest.length ? memchr(rest.data, '\n', rest.length < most ? rest.length : most) : NULL;
	if (feed)
		rest.length = (size_t)(feed - rest.data) + 1;
	if (rest.length <= most)
		return rest;
	size_t fits = text_fit(span_sub(rest, 0, most), editor->columns);
	if (fits + 128 >= most) /* very long clusters */
		fits = text_fit(rest, editor->columns);
	size_t length = fits + 128 < rest.length ? fits + 128 : rest.length;
	while (length < rest.length && ((unsigned char)rest.data[length] & 0xC0) == 0x80)
		length++;
	return span_sub(rest, 0, length);
}

/* Offset of the line behind the one at `start`; SIZE_MAX: that was the last. */
static size_t line_after(const struct editor *editor, size_t start)
{
	struct span window = line_window(editor, start);
	struct span lines[2];
	bool feed = window.length && window.data[window.length - 1] == '\n';
	bool whole = start + window.length == editor->text.length;
	struct span wrapped = feed ? span_sub(window, 0, window.length - 1) : window;
	if (text_wrap(wrapped, editor->columns, lines, 2) > 1) {
		size_t next = (size_t)(lines[1].data - window.data);
		return next > 0 ? start + next : start + text_next(window, 0);
	}
	return feed ? start + window.length : whole ? SIZE_MAX : start + window.length;
}

static void wrap_all(struct editor *editor, int columns)
{
	editor->columns = columns > 0 ? columns : 1;
	editor->count = 0;
	for (size_t start = 0; start != SIZE_MAX; start = line_after(editor, start))
		ARRAY_PUSH(editor->starts, editor->count, editor->capacity, start);
}

static void wrap_for(struct editor *editor, int columns)
{
	if (editor->columns != (columns > 0 ? columns : 1))
		wrap_all(editor, columns);
}

/* The line on which an offset lies. */
static size_t line_of(const struct editor *editor, size_t offset)
{
	size_t low = 0, high = editor->count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (editor->starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Takes `fresh` in place of the lines from `from` up to `to`, and moves those behind by `shift`. */
static void replace_starts(
	struct editor *editor, size_t from, size_t to, const size_t *fresh, size_t fresh_count, size_t shift)
{
	size_t behind = editor->count - to;
	editor->starts =
		array_reserve(editor->starts, &editor->capacity, from + fresh_count + behind, sizeof *editor->starts);
	memmove(editor->starts + from + fresh_count, editor->starts + to, behind * sizeof *editor->starts);
	if (fresh_count)
		memcpy(editor->starts + from, fresh, fresh_count * sizeof *fresh);
	editor->count = from + fresh_count + behind;
	for (size_t i = from + fresh_count; i < editor->count; i++)
		editor->starts[i] += shift; /* modulo 2^64: a shift may be to the left */
}

/* The lines after `cut` bytes at `from` gave way to `put` others. */
static void wrap_again(struct editor *editor, size_t from, size_t cut, size_t put)
{
	size_t line = line_of(editor, from), shift = put - cut;
	size_t begin = line ? line - 1 : 0, old = begin + 1;
	size_t *fresh = NULL, count = 0, capacity = 0;
	size_t start = line_after(editor, editor->starts[begin]);
	for (; start != SIZE_MAX; start = line_after(editor, start)) {
		while (old < editor->count && (editor->starts[old] < from + cut || editor->starts[old] + shift < start))
			old++;
		if (old < editor->count && editor->starts[old] + shift == start)
			break; /* from here on the text is the old one, and so are its lines */
		ARRAY_PUSH(fresh, count, capacity, start);
	}
	if (start == SIZE_MAX)
		old = editor->count;
	replace_starts(editor, begin + 1, old, fresh, count, shift);
	memory_free(fresh);
}

/* ---- edits ---- */

/* An edit may join what stands at both sides into one cluster: the cursor then goes behind it. */
static void snap(struct editor *editor)
{
	struct span text = string_span(&editor->text);
	if (editor->cursor == 0 || editor->cursor >= text.length)
		return;
	size_t next = text_next(text, text_previous(text, editor->cursor));
	if (next > editor->cursor)
		editor->cursor = next;
}

static void replace(struct editor *editor, size_t from, size_t cut, struct span put)
{
	string_splice(&editor->text, from, cut, put);
	editor->cursor = from + put.length;
	editor->goal = -1;
	if (editor->first > editor->cursor)
		editor->first = editor->cursor;
	snap(editor);
	if (editor->multiline && editor->columns)
		wrap_again(editor, from, cut, put.length);
}

void editor_set(struct editor *editor, struct span text)
{
	string_clear(&editor->text);
	string_add(&editor->text, text);
	editor->cursor = text.length;
	editor->first = editor->top = 0;
	editor->goal = -1;
	editor->columns = 0;
}

/* Line ends of all systems become LF, what is no UTF-8 becomes U+FFFD. */
static void clean_paste(struct string *out, struct span text)
{
	size_t run = 0;
	for (size_t at = 0; at < text.length;) {
		size_t before = at;
		uint32_t codepoint = text_decode(text, &at);
		if (codepoint != '\r' && codepoint != TEXT_INVALID)
			continue;
		string_add(out, span_sub(text, run, before - run));
		if (codepoint == TEXT_INVALID)
			text_encode(out, TEXT_REPLACEMENT);
		else
			string_add_byte(out, '\n');
		if (codepoint == '\r' && at < text.length && text.data[at] == '\n')
			at++;
		run = at;
	}
	string_add(out, span_sub(text, run, SIZE_MAX));
}

/* What is beyond the most an answer may hold is left out, whole characters. */
static struct span that_fits(const struct editor *editor, struct span put)
{
	size_t room = LIMIT_ANSWER_BYTES > editor->text.length ? LIMIT_ANSWER_BYTES - editor->text.length : 0;
	if (put.length <= room)
		return put;
	while (room > 0 && ((unsigned char)put.data[room] & 0xC0) == 0x80)
		room--;
	return span_sub(put, 0, room);
}

static void insert(struct editor *editor, struct span put)
{
	replace(editor, editor->cursor, 0, that_fits(editor, put));
}

static bool insert_codepoint(struct editor *editor, uint32_t codepoint)
{
	struct string text = {0};
	text_encode(&text, codepoint);
	insert(editor, string_span(&text));
	string_free(&text);
	return true;
}

static bool insert_paste(struct editor *editor, struct span paste)
{
	struct string text = {0};
	clean_paste(&text, paste);
	insert(editor, string_span(&text));
	string_free(&text);
	return true;
}

/* ---- places in the text ---- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static size_t word_left(const struct editor *editor)
{
	struct span text = string_span(&editor->text);
	size_t at = editor->cursor;
	while (at > 0 && is_blank(text.data[at - 1]))
		at--;
	while (at > 0 && !is_blank(text.data[at - 1]))
		at = text_previous(text, at);
	return at;
}

static size_t word_right(const struct editor *editor)
{
	struct span text = string_span(&editor->text);
	size_t at = editor->cursor;
	while (at < text.length && is_blank(text.data[at]))
		at++;
	while (at < text.length && !is_blank(text.data[at]))
		at = text_next(text, at);
	return at;
}

/* The line as the author of the text made it: from behind an LF to before the next. One line: all of it. */
static size_t paragraph_start(const struct editor *editor)
{
	size_t at = editor->cursor;
	while (at > 0 && !(editor->multiline && editor->text.data[at - 1] == '\n'))
		at--;
	return at;
}

static size_t paragraph_end(const struct editor *editor)
{
	const char *feed = editor->multiline && editor->text.length
						   ? memchr(editor->text.data + editor->cursor, '\n', editor->text.length - editor->cursor)
						   : NULL;
	return feed ? (size_t)(feed - editor->text.data) : editor->text.length;
}

/* Where the cursor can stand last on a painted line. */
static size_t line_end(const struct editor *editor, size_t line)
{
	if (line + 1 >= editor->count)
		return editor->text.length;
	return text_previous(string_span(&editor->text), editor->starts[line + 1]);
}

static size_t home(struct editor *editor)
{
	if (!editor->multiline || !editor->columns)
		return paragraph_start(editor);
	return editor->starts[line_of(editor, editor->cursor)];
}

static size_t end(struct editor *editor)
{
	if (!editor->multiline || !editor->columns)
		return paragraph_end(editor);
	return line_end(editor, line_of(editor, editor->cursor));
}

static bool move(struct editor *editor, size_t to)
{
	editor->cursor = to;
	editor->goal = -1;
	return true;
}

static bool move_lines(struct editor *editor, bool down)
{
	wrap_for(editor, editor->columns ? editor->columns : 76);
	struct span text = string_span(&editor->text);
	size_t line = line_of(editor, editor->cursor);
	if (down ? line + 1 >= editor->count : line == 0)
		return false;
	if (editor->goal < 0)
		editor->goal = text_width(span_sub(text, editor->starts[line], editor->cursor - editor->starts[line]));
	line += down ? 1 : (size_t)-1;
	size_t start = editor->starts[line], stop = line_end(editor, line);
	editor->cursor = start + text_fit(span_sub(text, start, stop - start), editor->goal);
	return true;
}

/* ---- keys ---- */

static bool erase(struct editor *editor, size_t from, size_t to)
{
	if (from < to)
		replace(editor, from, to - from, SPAN(""));
	return true;
}

static bool kill_to_end(struct editor *editor)
{
	size_t stop = paragraph_end(editor);
	if (stop == editor->cursor && stop < editor->text.length)
		stop++; /* at the end of a line: the line break */
	return erase(editor, editor->cursor, stop);
}

static bool control_key(struct editor *editor, uint32_t letter)
{
	switch (letter) {
	case 'a':
		return move(editor, home(editor));
	case 'e':
		return move(editor, end(editor));
	case 'k':
		return kill_to_end(editor);
	case 'u':
		return erase(editor, paragraph_start(editor), editor->cursor);
	case 'w':
		return erase(editor, word_left(editor), editor->cursor);
	default:
		return false;
	}
}

bool editor_is_at_end(const struct editor *editor, enum key_kind kind)
{
	return kind == PRESS_LEFT ? editor->cursor == 0 : editor->cursor == editor->text.length;
}

bool editor_key(struct editor *editor, struct key key)
{
	struct span text = string_span(&editor->text);
	size_t at = editor->cursor;
	switch (key.kind) {
	case PRESS_TEXT:
		return insert_codepoint(editor, key.codepoint);
	case PRESS_PASTE:
		return insert_paste(editor, key.text);
	case PRESS_ENTER:
		return editor->multiline && insert_codepoint(editor, '\n');
	case PRESS_BACKSPACE:
		return erase(editor, at ? text_previous(text, at) : 0, at);
	case PRESS_DELETE:
		return erase(editor, at, at < text.length ? text_next(text, at) : at);
	case PRESS_LEFT:
		return move(editor, at ? text_previous(text, at) : 0);
	case PRESS_RIGHT:
		return move(editor, at < text.length ? text_next(text, at) : at);
	case PRESS_WORD_LEFT:
		return move(editor, word_left(editor));
	case PRESS_WORD_RIGHT:
		return move(editor, word_right(editor));
	case PRESS_HOME:
		return move(editor, home(editor));
	case PRESS_END:
		return move(editor, end(editor));
	case PRESS_UP:
	case PRESS_DOWN:
		return editor->multiline && move_lines(editor, key.kind == PRESS_DOWN);
	case PRESS_CONTROL:
		return control_key(editor, key.codepoint);
	default:
		return false;
	}
}

/* ---- painting ---- */

/* Puts a piece of text, its line breaks as ⏎, masked as bullets; the column behind it. */
static int put(const struct editor *editor, struct grid *grid, int row, int column, int columns, struct span text)
{
	int stop = column + columns;
	while (text.length && column < stop) {
		size_t next = text_next(text, 0);
		struct span cluster = span_sub(text, 0, next);
		struct span shown = editor->masked ? SPAN("•") : span_is(cluster, "\n") ? SPAN("⏎") : cluster;
		int after = grid_put(grid, row, column, stop - column, shown, INK_UNDERLINE);
		if (after == column && text_width(shown) > 0)
			break;
		column = after;
		text = span_sub(text, next, SIZE_MAX);
	}
	return column;
}

static int shown_width(const struct editor *editor, struct span cluster)
{
	return editor->masked ? 1 : text_width(cluster);
}

/* The whole text fits, with the cursor behind it: looks at no more of it than that. */
static bool fits_whole(const struct editor *editor, int columns)
{
	struct span text = string_span(&editor->text);
	int width = 0;
	for (size_t at = 0, next; at < text.length && width < columns; at = next) {
		next = text_next(text, at);
		width += shown_width(editor, span_sub(text, at, next - at));
	}
	return width < columns;
}

/* Scrolls sideways so that the cursor is in sight: looks at no more text than fits. */
static int scroll_sideways(struct editor *editor, int columns)
{
	struct span text = string_span(&editor->text);
	size_t at = editor->cursor, quarter = at;
	int width = 0;
	if (editor->first && fits_whole(editor, columns))
		editor->first = 0;
	while (at > 0 && at > editor->first) {
		size_t before = text_previous(text, at);
		int wide = shown_width(editor, span_sub(text, before, at - before));
		if (width + wide > columns - 1) {
			editor->first = quarter;
			break;
		}
		width += wide;
		at = before;
		if (width <= columns * 3 / 4)
			quarter = at;
	}
	if (editor->cursor <= editor->first && editor->cursor > 0) {
		for (width = 0, at = editor->cursor; at > 0 && width < columns / 4;) {
			size_t before = text_previous(text, at);
			width += shown_width(editor, span_sub(text, before, at - before));
			at = before;
		}
		editor->first = at;
	} else if (editor->cursor == 0) {
		editor->first = 0;
	}
	width = 0;
	for (at = editor->first; at < editor->cursor; at = text_next(text, at))
		width += shown_width(editor, span_sub(text, at, text_next(text, at) - at));
	return width < columns ? width : columns - 1;
}

static void paint_line(struct editor *editor, struct grid *grid, struct rectangle where, bool focused)
{
	int column = scroll_sideways(editor, where.columns);
	put(editor, grid, where.row, where.column, where.columns,
		span_sub(string_span(&editor->text), editor->first, SIZE_MAX));
	if (focused) {
		grid->cursor_row = where.row;
		grid->cursor_column = where.column + column;
	}
}

static void paint_lines(struct editor *editor, struct grid *grid, struct rectangle where, bool focused)
{
	struct span text = string_span(&editor->text);
	wrap_for(editor, where.columns);
	size_t line = line_of(editor, editor->cursor), rows = (size_t)where.rows;
	if (editor->top + rows > editor->count)
		editor->top = editor->count > rows ? editor->count - rows : 0;
	if (line < editor->top)
		editor->top = line;
	else if (line >= editor->top + rows)
		editor->top = line + 1 - rows;
	for (size_t i = 0; i < rows && editor->top + i < editor->count; i++) {
		size_t start = editor->starts[editor->top + i];
		size_t stop = editor->top + i + 1 < editor->count ? editor->starts[editor->top + i + 1] : text.length;
		if (stop > start && text.data[stop - 1] == '\n')
			stop--;
		put(editor, grid, where.row + (int)i, where.column, where.columns, span_sub(text, start, stop - start));
	}
	if (focused) {
		int column = text_width(span_sub(text, editor->starts[line], editor->cursor - editor->starts[line]));
		grid->cursor_row = where.row + (int)(line - editor->top);
		grid->cursor_column = where.column + (column < where.columns ? column : where.columns - 1);
	}
}

void editor_paint(struct editor *editor, struct grid *grid, struct rectangle where, bool focused)
{
	if (where.rows <= 0 || where.columns <= 0)
		return;
	for (int row = 0; row < (editor->multiline ? where.rows : 1); row++)
		grid_fill(grid, where.row + row, where.column, where.columns, ' ', INK_UNDERLINE);
	if (editor->multiline)
		paint_lines(editor, grid, where, focused);
	else
		paint_line(editor, grid, where, focused);
}

int editor_height(struct editor *editor, int columns)
{
	if (!editor->multiline)
		return 1;
	wrap_for(editor, columns);
	return editor->count < INT16_MAX ? (int)editor->count : INT16_MAX;
}
