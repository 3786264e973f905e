/* Panels: one way to read, choose and type above a page. */
#include <string.h>

#include "panel.h"
#include "tanya/words.h"

#define FOLD_COLUMNS 70 /* from this width on short items stand in two columns */
#define FAR 1000000000L /* rows: beyond any end */

struct panel *panel_new(const char *title)
{
	struct panel *panel = memory_alloc(sizeof *panel);
	panel->arena = arena_new();
	panel->title = span_copy(panel->arena, span_of(title));
	return panel;
}

void panel_free(struct panel *panel)
{
	if (!panel)
		return;
	editor_free(panel->editor);
	memory_free(panel->items);
	arena_free(panel->arena);
	memory_free(panel);
}

void panel_say(struct panel *panel, struct span text)
{
	struct string all = {0};
	string_add(&all, panel->text);
	if (all.length)
		string_add_byte(&all, '\n');
	string_add(&all, text);
	panel->text = span_copy(panel->arena, string_span(&all));
	string_free(&all);
}

void panel_item(struct panel *panel, struct span mark, struct span text, uint32_t key, uint64_t value, bool dim)
{
	struct panel_item item = {span_copy(panel->arena, mark), span_copy(panel->arena, text), {0}, dim, key, value};
	ARRAY_PUSH(panel->items, panel->count, panel->capacity, item);
}

void panel_tail(struct panel *panel, struct span tail)
{
	panel->items[panel->count - 1].tail = span_copy(panel->arena, tail);
}

void panel_clear_items(struct panel *panel)
{
	panel->count = panel->cursor = panel->top = panel->shown_top = 0;
}

void panel_line(struct panel *panel, struct span text)
{
	if (!panel->editor)
		panel->editor = editor_new(false);
	editor_set(panel->editor, text);
}

static void move_cursor(struct panel *panel, long by)
{
	long at = (long)panel->cursor + by;
	if (at < 0)
		at = 0;
	if (at >= (long)panel->count)
		at = (long)panel->count - 1;
	panel->cursor = at < 0 ? 0 : (size_t)at;
}

static bool scroll_key(struct panel *panel, enum key_kind kind, int page_rows)
{
	long by = kind == PRESS_UP ? -1 : kind == PRESS_DOWN ? 1 : kind == PRESS_PAGE_UP ? -page_rows : kind == PRESS_PAGE_DOWN ? page_rows : 0;
	if (kind == PRESS_HOME && !panel->editor)
		by = -FAR;
	if (kind == PRESS_END && !panel->editor)
		by = FAR;
	if (!by)
		return false;
	bool pages = kind == PRESS_PAGE_UP || kind == PRESS_PAGE_DOWN;
	if (panel->text_rows && pages)
		by = by < 0 ? -panel->text_rows : panel->text_rows;
	if (panel->count && !(panel->text_rows && pages)) {
		move_cursor(panel, by);
	} else {
		long top = panel->text_top + by;
		panel->text_top = top < 0 ? 0 : top > FAR ? (int)FAR : (int)top; /* painting brings it back to the last page */
		panel->shown_text_top = panel->text_top;
	}
	return true;
}

static const struct panel_item *item_of_key(const struct panel *panel, uint32_t codepoint)
{
	for (size_t i = 0; i < panel->count; i++)
		if (panel->items[i].key == codepoint && !panel->items[i].dim)
			return &panel->items[i];
	return NULL;
}

static bool choose(enum panel_outcome *outcome, bool *told, enum panel_outcome what, bool done)
{
	*outcome = what;
	*told = true;
	return done;
}

bool panel_key(struct panel *panel, struct key key, int page_rows, enum panel_outcome *outcome, const struct panel_item **item, bool *told)
{
	*told = false;
	*item = NULL;
	panel->top = panel->shown_top;
	panel->text_top = panel->shown_text_top;
	if (key.kind == PRESS_ESCAPE || panel->any_key)
		return choose(outcome, told, PANEL_CLOSED, true);
	if ((key.kind == PRESS_TEXT || key.kind == PRESS_ALT) && key.codepoint && (!panel->editor || key.kind == PRESS_ALT)) {
		*item = item_of_key(panel, key.codepoint);
		return *item ? choose(outcome, told, PANEL_CHOSEN, true) : false;
	}
	if (key.kind == PRESS_ENTER) {
		*item = panel->cursor < panel->count && !panel->items[panel->cursor].dim ? &panel->items[panel->cursor] : NULL;
		if (panel->editor)
			return choose(outcome, told, PANEL_ENTERED, true);
		if (*item)
			return choose(outcome, told, PANEL_CHOSEN, true);
		return panel->count ? false : choose(outcome, told, PANEL_CLOSED, true);
	}
	if (scroll_key(panel, key.kind, page_rows))
		return false;
	if (panel->editor && editor_key(panel->editor, key))
		return choose(outcome, told, PANEL_TYPED, false);
	return false;
}

/* The text's lines, to be freed; however many there are. */
static struct span *wrap(const struct panel *panel, int columns, size_t *count)
{
	*count = panel->text.length ? text_wrap(panel->text, columns, NULL, 0) : 0;
	struct span *lines = memory_alloc((*count + 1) * sizeof *lines);
	if (*count)
		text_wrap(panel->text, columns, lines, *count);
	return lines;
}

static int fill_row(struct grid *grid, int row, struct rectangle body, struct span text, unsigned ink)
{
	grid_put(grid, row, body.column, body.columns, text, ink);
	return row + 1;
}

static void blank(struct grid *grid, struct rectangle where)
{
	for (int row = where.row; row < where.row + where.rows; row++)
		for (int column = where.column; column < where.column + where.columns; column++)
			grid_put(grid, row, column, 1, SPAN(" "), INK_PLAIN);
}

static size_t item_columns(const struct panel *panel, int columns)
{
	return panel->folds && columns >= FOLD_COLUMNS ? 2 : 1;
}

/* Rows that the panel wants: rule, title, text, line, items. */
static int wanted_rows(const struct panel *panel, size_t text_lines, int columns)
{
	size_t beside = item_columns(panel, columns);
	return 2 + (int)text_lines + (panel->editor ? 1 : 0) + (int)((panel->count + beside - 1) / beside);
}

/* Says at the right edge that there is more above or below. */
static void paint_more(struct grid *grid, int row, int column, bool more, struct span mark)
{
	if (more)
		grid_put(grid, row, column, 1, mark, INK_BOLD);
}

static void paint_item(const struct panel *panel, size_t index, struct grid *grid, int row, struct rectangle body)
{
	const struct panel_item *item = &panel->items[index];
	bool here = index == panel->cursor && !panel->editor;
	unsigned ink = (here ? INK_REVERSE : 0) | (item->dim ? INK_DIM : 0);
	grid_put(grid, row, body.column, 1, index == panel->cursor ? SPAN(">") : SPAN(" "), INK_PLAIN);
	int column = grid_put(grid, row, body.column + 2, body.columns - 2, item->mark, ink | INK_BOLD);
	if (item->mark.length)
		column = grid_put(grid, row, column, body.column + body.columns - column, SPAN("  "), ink);
	int end = body.column + body.columns - 1; /* behind it stands the sign that there is more */
	grid_put_pair(grid, row, column, end - column, item->text, ink, item->tail, item->dim ? INK_DIM : INK_PLAIN);
}

static void paint_items(struct panel *panel, struct grid *grid, int row, struct rectangle body)
{
	size_t rows = (size_t)(body.row + body.rows - row > 0 ? body.row + body.rows - row : 0);
	size_t beside = item_columns(panel, body.columns), fit = rows * beside;
	int width = body.columns / (int)beside;
	if (panel->count && rows > (panel->count + beside - 1) / beside)
		rows = (panel->count + beside - 1) / beside;
	size_t top = panel->cursor < panel->top ? panel->cursor : panel->top;
	if (fit && panel->cursor >= top + fit)
		top = panel->cursor - fit + 1;
	if (panel->count <= fit)
		top = 0;
	panel->shown_top = top;
	for (size_t i = 0; i < fit && top + i < panel->count && rows; i++) {
		struct rectangle where = {body.row, body.column + (int)(i / rows) * width, body.rows, width - 1};
		paint_item(panel, top + i, grid, row + (int)(i % rows), where);
	}
	if (rows) {
		paint_more(grid, row, body.column + body.columns - 1, top > 0, SPAN("↑"));
		paint_more(grid, row + (int)rows - 1, body.column + body.columns - 1, top + fit < panel->count, SPAN("↓"));
	}
}

/* As much of the text as `room` rows take, from its top line on; the row behind it. */
static int paint_text(struct panel *panel, struct grid *grid, int row, struct rectangle where, int room, const struct span *lines, size_t count)
{
	int most = (int)count > room ? (int)count - room : 0, first = row;
	panel->text_rows = most > 0 ? room : 0;
	int top = panel->text_top > most ? most : panel->text_top;
	panel->shown_text_top = top;
	for (int i = 0; i < room && top + i < (int)count; i++)
		row = fill_row(grid, row, (struct rectangle){0, where.column + 1, 1, where.columns - 2}, lines[top + i], INK_PLAIN);
	if (row > first) {
		paint_more(grid, first, where.column + where.columns - 1, top > 0, SPAN("↑"));
		paint_more(grid, row - 1, where.column + where.columns - 1, top < most, SPAN("↓"));
	}
	return row;
}

void panel_paint(struct panel *panel, struct grid *grid, struct rectangle body)
{
	size_t count;
	struct span *lines = wrap(panel, body.columns - 2, &count);
	int wants = panel->whole ? body.rows : wanted_rows(panel, count, body.columns);
	if (wants > body.rows)
		wants = body.rows;
	struct rectangle where = {body.row + body.rows - wants, body.column, wants, body.columns};
	blank(grid, where);
	int row = where.row;
	for (int column = where.column; column < where.column + where.columns; column++)
		grid_put(grid, row, column, 1, SPAN("─"), INK_DIM);
	grid_put(grid, row++, where.column + 1, where.columns - 2, panel->title, INK_BOLD);
	int end = where.row + where.rows;
	int below = (panel->editor ? 1 : 0) + (panel->count ? 1 : 0);
	row = paint_text(panel, grid, row, where, end - row - below > 0 ? end - row - below : 0, lines, count);
	memory_free(lines);
	if (panel->editor) {
		grid_put(grid, row, where.column, 2, SPAN("> "), INK_BOLD);
		editor_paint(panel->editor, grid, (struct rectangle){row++, where.column + 2, 1, where.columns - 2}, true);
	}
	paint_items(panel, grid, row, (struct rectangle){where.row, where.column, where.rows, where.columns});
}
