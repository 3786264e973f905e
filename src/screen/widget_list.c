/* A list: short texts, one a line, each with an id it keeps. Enter begins the next line; on an empty one it goes on. */
#include <string.h>

#include "widget_kind.h"

struct line {
	uint32_t id; /* 0: given when it is recorded */
	struct editor *editor;
};

struct list {
	struct line *lines; /* never none */
	size_t count, capacity, at, top;
};

static void insert(struct list *list, size_t place, uint32_t id, struct span text)
{
	struct line line = {id, editor_new(false)};
	editor_set(line.editor, text);
	list->lines = array_reserve(list->lines, &list->capacity, list->count + 1, sizeof *list->lines);
	memmove(list->lines + place + 1, list->lines + place, (list->count - place) * sizeof *list->lines);
	list->lines[place] = line;
	list->count++;
}

static void take_away(struct list *list, size_t place)
{
	editor_free(list->lines[place].editor);
	memmove(list->lines + place, list->lines + place + 1, (list->count - place - 1) * sizeof *list->lines);
	list->count--;
}

static void clear(struct list *list)
{
	while (list->count)
		take_away(list, list->count - 1);
	list->at = list->top = 0;
}

static void start(struct widget *widget)
{
	struct list *list = memory_alloc(sizeof *list);
	widget->own = list;
	insert(list, 0, 0, SPAN(""));
}

static void finish(struct widget *widget)
{
	struct list *list = widget->own;
	clear(list);
	memory_free(list->lines);
	memory_free(list);
}

static void end_empty(struct list *list)
{
	insert(list, list->count, 0, SPAN(""));
	list->at = list->count - 1;
}

static void show(struct widget *widget, const struct answer *answer)
{
	struct list *list = widget->own;
	clear(list);
	for (uint32_t i = 0; i < answer->line_count; i++)
		insert(list, list->count, answer->lines[i].id, answer->lines[i].text);
	end_empty(list);
}

/* ---- drafts: lines find their ids again ---- */

static bool id_is_used(const struct list *list, uint32_t id)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->lines[i].id == id)
			return true;
	return false;
}

/* First the lines that read the same, then those that stand at the same place. */
static void find_ids(struct list *list, const struct answer *standing)
{
	for (size_t i = 0; i < list->count; i++)
		for (uint32_t k = 0; k < standing->line_count && !list->lines[i].id; k++)
			if (span_equal(editor_text(list->lines[i].editor), standing->lines[k].text) &&
				!id_is_used(list, standing->lines[k].id))
				list->lines[i].id = standing->lines[k].id;
	for (size_t i = 0; i < list->count && i < standing->line_count; i++)
		if (!list->lines[i].id && editor_text(list->lines[i].editor).length && !id_is_used(list, standing->lines[i].id))
			list->lines[i].id = standing->lines[i].id;
}

static void resume(struct widget *widget, struct span draft, bool pick)
{
	struct list *list = widget->own;
	struct span rest = draft, piece;
	(void)pick;
	clear(list);
	while (span_next(&rest, '\n', &piece))
		insert(list, list->count, 0, piece);
	if (widget_standing(widget)->state == STATE_ANSWERED)
		find_ids(list, widget_standing(widget));
	if (!list->count)
		end_empty(list);
	list->at = list->count - 1; /* half-typed, it is gone on with */
}

/* ---- keys ---- */

static enum widget_result next_line(struct list *list)
{
	bool empty = !editor_text(list->lines[list->at].editor).length;
	if (empty && list->at + 1 == list->count)
		return WIDGET_GO_ON;
	if (list->at + 1 == list->count || editor_text(list->lines[list->at + 1].editor).length)
		insert(list, list->at + 1, 0, SPAN(""));
	list->at++;
	return WIDGET_TAKEN;
}

static enum widget_result backspace(struct widget *widget, struct list *list)
{
	if (list->count == 1)
		return widget_backspace(widget);
	if (list->at == 0 && !widget->touched)
		return widget_backspace(widget);
	take_away(list, list->at);
	if (list->at > 0)
		list->at--;
	widget->touched = true;
	return WIDGET_TAKEN;
}

/* Line breaks in what is pasted part lines. */
static void paste(struct list *list, struct span text)
{
	struct span rest = text, piece;
	bool first = true;
	while (span_next(&rest, text.length && memchr(text.data, '\n', text.length) ? '\n' : '\r', &piece)) {
		struct span line = span_trim(piece);
		if (!first)
			insert(list, ++list->at, 0, SPAN(""));
		editor_key(list->lines[list->at].editor, (struct key){PRESS_PASTE, 0, line});
		first = false;
	}
}

static enum widget_result key(struct widget *widget, struct key pressed, int64_t now_ms)
{
	struct list *list = widget->own;
	bool empty = !editor_text(list->lines[list->at].editor).length;
	(void)now_ms;
	if (pressed.kind == PRESS_UP || pressed.kind == PRESS_DOWN) {
		size_t to = list->at + (pressed.kind == PRESS_DOWN ? 1 : (size_t)-1);
		if (to >= list->count)
			return WIDGET_IGNORED;
		list->at = to;
		return WIDGET_TAKEN;
	}
	if (pressed.kind == PRESS_ENTER)
		return next_line(list);
	if (pressed.kind == PRESS_BACKSPACE && empty)
		return backspace(widget, list);
	if (pressed.kind == PRESS_PASTE)
		paste(list, pressed.text);
	else if (!editor_key(list->lines[list->at].editor, pressed))
		return WIDGET_IGNORED;
	widget->touched = true;
	return WIDGET_TAKEN;
}

/* ---- painting ---- */

static int height(struct widget *widget, int columns)
{
	const struct list *list = widget->own;
	(void)columns;
	return list->count < INT16_MAX ? (int)list->count : INT16_MAX;
}

static int paint(struct widget *widget, struct grid *grid, struct rectangle where, bool focused)
{
	struct list *list = widget->own;
	size_t rows = (size_t)where.rows;
	if (list->at < list->top)
		list->top = list->at;
	else if (list->at >= list->top + rows)
		list->top = list->at + 1 - rows;
	if (list->top + rows > list->count)
		list->top = list->count > rows ? list->count - rows : 0;
	int row = 0;
	for (size_t i = list->top; i < list->count && row < where.rows; i++, row++) {
		struct string mark = {0};
		string_format(&mark, "%c%3zu ", i == list->at ? '>' : ' ', i + 1);
		struct rectangle line = {where.row + row, where.column, 1, where.columns};
		grid_put(grid, line.row, line.column, line.columns, string_span(&mark), i == list->at ? INK_BOLD : INK_PLAIN);
		editor_paint(list->lines[i].editor, grid, columns_behind(line, (int)mark.length), focused && i == list->at);
		string_free(&mark);
	}
	return row;
}

/* ---- entry and draft ---- */

static bool has_text(const struct line *line)
{
	return !text_is_blank(editor_text(line->editor));
}

static void join(const struct list *list, struct string *out)
{
	bool first = true;
	for (size_t i = 0; i < list->count; i++) {
		if (!has_text(&list->lines[i]))
			continue;
		if (!first)
			string_add_byte(out, '\n');
		string_add(out, editor_text(list->lines[i].editor));
		first = false;
	}
}

static enum entry_state entry(struct widget *widget, struct arena *arena, struct answer *answer, const char **why)
{
	struct list *list = widget->own;
	struct string text = {0};
	(void)why;
	join(list, &text);
	if (!text.length)
		return ENTRY_EMPTY;
	struct list_line *lines = arena_alloc(arena, list->count * sizeof *lines);
	uint32_t count = 0, next = interview_next_line(widget->interview, widget->cell);
	for (size_t i = 0; i < list->count; i++)
		if (has_text(&list->lines[i]))
			lines[count++] =
				(struct list_line){list->lines[i].id ? list->lines[i].id : next++, editor_text(list->lines[i].editor)};
	*answer = (struct answer){
		.state = STATE_ANSWERED, .v = span_copy(arena, string_span(&text)), .lines = lines, .line_count = count};
	string_free(&text);
	return ENTRY_VALID;
}

static bool draft(struct widget *widget, struct span *text, bool *pick)
{
	*pick = false;
	string_clear(&widget->text);
	join(widget->own, &widget->text);
	*text = string_span(&widget->text);
	return text->length > 0;
}

/* ---- plain mode: a line each; "-2" takes the second away, "2=…" changes it ---- */

/* The place that a command is about; count: it is none. */
static size_t place_meant(const struct list *list, struct span line, bool *away, struct span *text)
{
	struct span number = line;
	size_t equals = span_find(line, SPAN("="));
	int64_t place = 0;
	*away = span_starts(line, SPAN("-"));
	if (*away)
		number = span_sub(line, 1, SIZE_MAX);
	else if (equals == SIZE_MAX)
		return list->count;
	else
		number = span_sub(line, 0, equals);
	*text = *away ? SPAN("") : span_trim(span_sub(line, equals + 1, SIZE_MAX));
	bool fits = number_parse_whole(span_trim(number), &place) && place >= 1 && place < (int64_t)list->count;
	return fits && (*away || text->length) ? (size_t)place - 1 : list->count;
}

static void tell(const struct widget *widget, bool both, struct string *out)
{
	const struct list *list = widget->own;
	(void)both;
	string_format(out, "%s\n", _("One a line; an empty line goes on."));
	for (size_t i = 0; i + 1 < list->count; i++)
		string_format(out, "%zu %.*s\n", i + 1, SPAN_ARGUMENTS(editor_text(list->lines[i].editor)));
	if (list->count > 1)
		string_format(out, "%s\n", _("-1 takes the first away, 1=words changes it."));
}

static enum line_result line(struct widget *widget, struct span line, bool literal, struct string *say)
{
	struct list *list = widget->own;
	struct span text;
	bool away = false;
	if (!line.length)
		return LINE_WHOLE;
	if (editor_text(list->lines[list->count - 1].editor).length)
		end_empty(list);
	size_t place = literal ? list->count : place_meant(list, line, &away, &text);
	widget->touched = true;
	if (place < list->count && away)
		take_away(list, place);
	else if (place < list->count)
		editor_set(list->lines[place].editor, text);
	else
		editor_set(list->lines[list->count - 1].editor, line);
	list->at = list->count - 1;
	if (place < list->count)
		tell(widget, false, say);
	return LINE_PART;
}

static bool takes_text(const struct widget *widget)
{
	(void)widget;
	return true;
}

const struct widget_kind widget_list = {
	.start = start,
	.finish = finish,
	.show = show,
	.resume = resume,
	.key = key,
	.paint = paint,
	.height = height,
	.entry = entry,
	.draft = draft,
	.takes_text = takes_text,
	.line = line,
	.tell = tell,
	.multiline = true,
};
