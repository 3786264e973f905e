/* Painting through curses: one cchar a character, continuation cells skipped. */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "paint.h"

#define PIECE_BYTES 4096
#define TAKEN_MOST (1 << 20) /* bytes; then the memory is used from its beginning again */

enum { PAIR_WARNING = 1, PAIR_GOOD = 2 };

static void start_colours(struct painter *painter)
{
	painter->has_colours = has_colors() && start_color() == OK;
	if (painter->has_colours) {
		use_default_colors();
		init_pair(PAIR_WARNING, COLOR_RED, -1);
		init_pair(PAIR_GOOD, COLOR_GREEN, -1);
	}
}

/* What curses has written since the last time; most frames are read at one go. */
static struct span take_pieces(struct painter *painter)
{
	int memory = fileno(painter->pieces);
	size_t before;
	string_clear(&painter->frame);
	do {
		char *end = string_reserve(&painter->frame, PIECE_BYTES);
		ssize_t got = pread(memory, end, PIECE_BYTES, painter->taken + (off_t)painter->frame.length);
		before = painter->frame.length;
		painter->frame.length += got > 0 ? (size_t)got : 0;
	} while (painter->frame.length == before + PIECE_BYTES);
	painter->taken += (off_t)painter->frame.length;
	if (painter->taken > TAKEN_MOST && ftruncate(memory, 0) == 0)
		painter->taken = lseek(memory, 0, SEEK_SET);
	return string_span(&painter->frame);
}

bool painter_start(struct painter *painter, const char *kind)
{
	int memory = memfd_create("frame", MFD_CLOEXEC);
	if (memory < 0)
		return false;
	painter->pieces = fdopen(memory, "w");
	painter->curses = newterm(kind, painter->pieces, stdin); /* of a size that the first frame corrects */
	start_colours(painter);
	endwin(); /* until it has left the screen once, curses writes at each movement of the cursor */
	take_pieces(painter);
	typeahead(-1); /* paint whole frames: half a frame because of a waiting key would show a mix */
	return true;
}

static attr_t attributes(unsigned ink)
{
	static const struct {
		enum ink ink;
		attr_t attribute;
	} table[] = {{INK_BOLD, A_BOLD}, {INK_DIM, A_DIM}, {INK_REVERSE, A_REVERSE}, {INK_UNDERLINE, A_UNDERLINE}, {INK_WARNING, A_BOLD}};
	attr_t result = A_NORMAL;
	for (unsigned i = 0; i < sizeof table / sizeof *table; i++)
		if (ink & table[i].ink)
			result |= table[i].attribute;
	return result;
}

static short colour_pair(const struct painter *painter, unsigned ink)
{
	if (!painter->has_colours)
		return 0;
	return ink & INK_WARNING ? PAIR_WARNING : ink & INK_GOOD ? PAIR_GOOD : 0;
}

/* The changed part of a row, [first, end): both halves of a wide one belong to it. */
static void paint_cells(const struct painter *painter, const struct grid_cell *cells, int row, int first, int end)
{
	int column = first;
	while (column < end) {
		cchar_t out[64];
		int count = 0, start = column;
		unsigned ink = cells[column].ink;
		attr_t attribute = attributes(ink);
		short pair = colour_pair(painter, ink);
		for (; column < end && count < 64 && cells[column].ink == ink; column++) {
			if (!cells[column].text[0])
				continue; /* the second half of a wide one: curses takes it with the first */
			wchar_t text[GRID_CELL_CODEPOINTS + 1] = {0};
			for (int i = 0; i < GRID_CELL_CODEPOINTS && cells[column].text[i]; i++)
				text[i] = (wchar_t)cells[column].text[i];
			setcchar(&out[count++], text, attribute, pair, NULL);
		}
		while (column < end && !cells[column].text[0])
			column++;
		mvadd_wchnstr(row, start, out, count);
	}
}

static bool same_cell(const struct grid_cell *one, const struct grid_cell *other)
{
	return memcmp(one, other, sizeof *one) == 0;
}

/* The cells of a row that differ from what is shown, among the first `end`. */
static void paint_row(const struct painter *painter, const struct grid_cell *cells, const struct grid_cell *old, int row, int end)
{
	int first = 0;
	while (first < end && same_cell(&cells[first], &old[first]))
		first++;
	while (end > first && same_cell(&cells[end - 1], &old[end - 1]))
		end--;
	while (first > 0 && !cells[first].text[0])
		first--;
	while (end < painter->shown.columns && !cells[end].text[0])
		end++;
	paint_cells(painter, cells, row, first, end);
}

/* Curses learns what is new in the grid, and `shown` with it. */
static void paint_grid(struct painter *painter, const struct grid *grid)
{
	struct grid *shown = &painter->shown;
	for (int row = 0; row < grid->rows; row++) {
		size_t at = (size_t)row * (size_t)grid->columns;
		int end = grid->used[row] > shown->used[row] ? grid->used[row] : shown->used[row];
		size_t bytes = (size_t)end * sizeof *grid->cells;
		shown->used[row] = grid->used[row];
		if (memcmp(grid->cells + at, shown->cells + at, bytes) == 0)
			continue;
		paint_row(painter, grid->cells + at, shown->cells + at, row, end);
		memcpy(shown->cells + at, grid->cells + at, bytes);
	}
}

struct span painter_frame(struct painter *painter, const struct grid *grid)
{
	struct grid *shown = &painter->shown;
	if (shown->rows != grid->rows || shown->columns != grid->columns) {
		grid_resize(shown, grid->rows, grid->columns);
		resizeterm(grid->rows, grid->columns);
		clearok(stdscr, TRUE);
		erase();
	}
	paint_grid(painter, grid);
	curs_set(grid->cursor_row >= 0);
	if (grid->cursor_row >= 0)
		move(grid->cursor_row, grid->cursor_column);
	refresh();
	return take_pieces(painter);
}

void painter_forget(struct painter *painter)
{
	clearok(stdscr, TRUE);
	grid_free(&painter->shown);
}

struct span painter_goodbye(struct painter *painter)
{
	endwin();
	return take_pieces(painter);
}

void painter_end(struct painter *painter)
{
	delscreen(painter->curses);
	fclose(painter->pieces);
	string_free(&painter->frame);
	grid_free(&painter->shown);
}
