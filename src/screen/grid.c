/* The grid of cells that is painted and that tests read as text. */
#include <string.h>

#include "tanya/screen.h"

static const struct grid_cell blank = {.text = {' '}};

static void blank_out(struct grid_cell *cells, int count)
{
	for (int i = 0; i < count; i++)
		cells[i] = blank;
}

void grid_resize(struct grid *grid, int rows, int columns)
{
	size_t old = (size_t)grid->rows * (size_t)grid->columns, new = (size_t)rows * (size_t)columns;
	grid->cells = memory_resize(grid->cells, old * sizeof *grid->cells, new * sizeof *grid->cells);
	grid->used = memory_resize(grid->used, (size_t)grid->rows * sizeof *grid->used, (size_t)rows * sizeof *grid->used);
	grid->rows = rows;
	grid->columns = columns;
	for (int row = 0; row < rows; row++)
		grid->used[row] = columns;
	grid_clear(grid);
}

void grid_free(struct grid *grid)
{
	memory_free(grid->cells);
	memory_free(grid->used);
	*grid = (struct grid){0};
}

void grid_clear(struct grid *grid)
{
	for (int row = 0; row < grid->rows; row++) {
		blank_out(grid->cells + (size_t)row * (size_t)grid->columns, grid->used[row]);
		grid->used[row] = 0;
	}
	grid->cursor_row = -1;
	grid->cursor_column = 0;
}

static struct grid_cell *cell_at(const struct grid *grid, int row, int column)
{
	return &grid->cells[(size_t)row * (size_t)grid->columns + (size_t)column];
}

static void use(struct grid *grid, int row, int end)
{
	if (grid->used[row] < end)
		grid->used[row] = end;
}

static void add_combining(struct grid_cell *cell, uint32_t codepoint)
{
	for (int i = 1; i < GRID_CELL_CODEPOINTS; i++) {
		if (!cell->text[i]) {
			cell->text[i] = codepoint;
			return;
		}
	}
}

/* Writing over half of a wide character leaves no other half behind: `from` is about to be written, `end` is behind what was. */
static void break_wide_before(const struct grid *grid, int row, int from)
{
	if (from > 0 && !cell_at(grid, row, from)->text[0])
		*cell_at(grid, row, from - 1) = blank;
}

static void break_wide_behind(const struct grid *grid, int row, int end)
{
	if (end < grid->columns && !cell_at(grid, row, end)->text[0])
		*cell_at(grid, row, end) = blank;
}

static bool is_joiner(uint32_t codepoint)
{
	return codepoint == 0x200D || (codepoint >= 0xFE00 && codepoint <= 0xFE0F); /* kept in data, dropped in painting */
}

/* Most text is plain: no table is asked about it. */
static uint32_t next_codepoint(struct span text, size_t *at, int *width)
{
	unsigned char byte = (unsigned char)text.data[*at];
	*width = 1;
	if (byte >= ' ' && byte < 0x7F) {
		(*at)++;
		return byte;
	}
	uint32_t codepoint = text_decode(text, at);
	if (codepoint == '\t')
		return ' ';
	if (codepoint == TEXT_INVALID || !text_is_printable(codepoint))
		codepoint = TEXT_REPLACEMENT;
	*width = text_codepoint_width(codepoint);
	return codepoint;
}

int grid_put(struct grid *grid, int row, int column, int columns, struct span text, unsigned ink)
{
	int end = column + columns < grid->columns ? column + columns : grid->columns;
	int last = -1;
	if (row < 0 || row >= grid->rows || column < 0)
		return column;
	for (size_t at = 0; at < text.length;) {
		int width;
		uint32_t codepoint = next_codepoint(text, &at, &width);
		if (width == 0) {
			if (last >= 0 && !is_joiner(codepoint))
				add_combining(cell_at(grid, row, last), codepoint);
			continue;
		}
		if (column + width > end)
			break;
		if (last < 0)
			break_wide_before(grid, row, column);
		last = column;
		*cell_at(grid, row, column++) = (struct grid_cell){.text = {codepoint}, .ink = ink};
		for (; column < last + width; column++)
			*cell_at(grid, row, column) = (struct grid_cell){.ink = ink};
	}
	if (last < 0)
		return column;
	break_wide_behind(grid, row, column);
	use(grid, row, column);
	return column;
}

void grid_fill(struct grid *grid, int row, int column, int columns, uint32_t codepoint, unsigned ink)
{
	int end = column + columns < grid->columns ? column + columns : grid->columns;
	if (row < 0 || row >= grid->rows || column < 0 || column >= end)
		return;
	break_wide_before(grid, row, column);
	for (; column < end; column++)
		*cell_at(grid, row, column) = (struct grid_cell){.text = {codepoint}, .ink = ink};
	break_wide_behind(grid, row, end);
	use(grid, row, end);
}

void grid_put_pair(struct grid *grid, int row, int column, int columns, struct span text, unsigned ink, struct span tail, unsigned tail_ink)
{
	struct string clipped = {0};
	int end = column + columns, width = text_width(tail);
	int room = columns - (width ? width + 2 : 0);
	text_clip(&clipped, text, room > 0 ? room : 0);
	column = grid_put(grid, row, column, end - column, string_span(&clipped), ink);
	if (width)
		grid_put(grid, row, end - width > column ? end - width : column, width, tail, tail_ink);
	string_free(&clipped);
}

void grid_lay(struct grid *grid, int row, const struct grid *other, int first, int count)
{
	int columns = grid->columns < other->columns ? grid->columns : other->columns;
	count = count < grid->rows - row ? count : grid->rows - row;
	count = count < other->rows - first ? count : other->rows - first;
	for (int i = 0; i < count; i++) {
		int used = other->used[first + i] < columns ? other->used[first + i] : columns;
		struct grid_cell *cells = cell_at(grid, row + i, 0);
		memcpy(cells, cell_at(other, first + i, 0), (size_t)used * sizeof *cells);
		blank_out(cells + used, grid->used[row + i] - used);
		grid->used[row + i] = used;
	}
	if (other->cursor_row >= first && other->cursor_row < first + count) {
		grid->cursor_row = row + other->cursor_row - first;
		grid->cursor_column = other->cursor_column;
	}
}

void grid_text(const struct grid *grid, struct string *out)
{
	for (int row = 0; row < grid->rows; row++) {
		size_t used = out->length;
		for (int column = 0; column < grid->used[row]; column++) {
			const struct grid_cell *cell = cell_at(grid, row, column);
			for (int i = 0; i < GRID_CELL_CODEPOINTS && cell->text[i]; i++)
				text_encode(out, cell->text[i]);
			if (cell->text[0] && cell->text[0] != ' ')
				used = out->length;
		}
		if (used < out->length)
			string_splice(out, used, out->length - used, SPAN(""));
		string_add_byte(out, '\n');
	}
}
