/* Frames: whatever was shown before, a terminal that is sent one shows the grid. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <vterm.h>

#include "paint.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define FRAMES 400

struct stage {
	VTerm *emulator;
	VTermScreen *screen;
	bool hides, cursor; /* the terminal can hide its cursor; it is seen */
	struct painter painter;
	struct grid grid;
	unsigned seed;
};

static unsigned draw(struct stage *stage, unsigned below)
{
	stage->seed = stage->seed * 1103515245u + 12345u;
	return (stage->seed >> 16) % below;
}

static int note_property(VTermProp property, VTermValue *value, void *context)
{
	struct stage *stage = context;
	if (property == VTERM_PROP_CURSORVISIBLE)
		stage->cursor = value->boolean;
	return 1;
}

static void start(struct stage *stage, const char *kind, bool hides)
{
	static const VTermScreenCallbacks callbacks = {.settermprop = note_property};
	*stage = (struct stage){.hides = hides, .cursor = true, .seed = 7};
	assert_true(painter_start(&stage->painter, kind));
	grid_resize(&stage->grid, 12, 40);
	stage->emulator = vterm_new(12, 40);
	vterm_set_utf8(stage->emulator, 1);
	stage->screen = vterm_obtain_screen(stage->emulator);
	vterm_screen_set_callbacks(stage->screen, &callbacks, stage);
	vterm_screen_reset(stage->screen, 1);
}

static void end(struct stage *stage)
{
	painter_goodbye(&stage->painter);
	painter_end(&stage->painter);
	grid_free(&stage->grid);
	vterm_free(stage->emulator);
}

static struct span frame(struct stage *stage)
{
	struct span bytes = painter_frame(&stage->painter, &stage->grid);
	vterm_input_write(stage->emulator, bytes.data, bytes.length);
	return bytes;
}

static void compare_cell(struct stage *stage, int row, int column)
{
	const struct grid_cell *cell = &stage->grid.cells[row * stage->grid.columns + column];
	VTermScreenCell shown;
	vterm_screen_get_cell(stage->screen, (VTermPos){row, column}, &shown);
	if (!cell->text[0])
		return;
	assert_int_equal(shown.chars[0] ? shown.chars[0] : ' ', cell->text[0]);
	for (int i = 1; cell->text[i - 1] && i < GRID_CELL_CODEPOINTS; i++)
		assert_int_equal(shown.chars[0] ? shown.chars[i] : 0, cell->text[i]);
	assert_int_equal(shown.attrs.reverse, (cell->ink & INK_REVERSE) != 0);
	assert_int_equal(shown.attrs.underline, (cell->ink & INK_UNDERLINE) != 0);
	assert_int_equal(shown.attrs.bold, (cell->ink & (INK_BOLD | INK_WARNING)) != 0);
	if (stage->painter.has_colours)
		assert_int_equal(VTERM_COLOR_IS_DEFAULT_FG(&shown.fg), (cell->ink & (INK_WARNING | INK_GOOD)) == 0);
}

static void compare(struct stage *stage)
{
	const struct grid *grid = &stage->grid;
	VTermPos cursor;
	for (int row = 0; row < grid->rows; row++)
		for (int column = 0; column < grid->columns - (row == grid->rows - 1); column++)
			compare_cell(stage, row, column);
	vterm_state_get_cursorpos(vterm_obtain_state(stage->emulator), &cursor);
	if (stage->hides)
		assert_int_equal(stage->cursor, grid->cursor_row >= 0);
	if (grid->cursor_row >= 0) {
		assert_int_equal(cursor.row, grid->cursor_row);
		assert_int_equal(cursor.col, grid->cursor_column);
	}
}

static void put_something(struct stage *stage)
{
	static const char *const words[] = {"e\u0301le\u0301ve", "", "a", "kain panjang, selendang", "漢字 and 漢", "          ",
		"x   y       z", "────────────────────────────────────────", "tab\tand \033[2J"};
	static const unsigned inks[] = {
		INK_PLAIN, INK_PLAIN, INK_BOLD, INK_DIM, INK_REVERSE, INK_UNDERLINE, INK_WARNING, INK_GOOD | INK_BOLD};
	struct grid *grid = &stage->grid;
	unsigned word = draw(stage, COUNT(words));
	int column = (int)draw(stage, (unsigned)grid->columns);
	int end = word ? grid->columns : grid->columns - 1; /* the emulator loses a mark in its last column */
	grid_put(grid, (int)draw(stage, (unsigned)grid->rows), column, end - column, span_of(words[word]), inks[draw(stage, COUNT(inks))]);
}

/* What pages do to the grid, and what happens to terminals. */
static void change(struct stage *stage)
{
	struct grid *grid = &stage->grid;
	if (draw(stage, 8) == 0)
		grid_clear(grid);
	if (draw(stage, 20) == 0) {
		int rows = 8 + (int)draw(stage, 9), columns = 30 + (int)draw(stage, 20);
		vterm_set_size(stage->emulator, rows, columns);
		grid_resize(grid, rows, columns);
	}
	if (draw(stage, 20) == 0) {
		vterm_input_write(stage->emulator, "\033[4mnoise\033[m", 12);
		painter_forget(&stage->painter);
	}
	for (unsigned i = draw(stage, 6); i > 0; i--)
		put_something(stage);
	grid->cursor_row = (int)draw(stage, (unsigned)grid->rows + 1) - 1;
	grid->cursor_column = (int)draw(stage, (unsigned)grid->columns);
}

static void test_frames_show_the_grid(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		bool hides;
	} kinds[] = {{"xterm", true}, {"xterm-256color", true}, {"linux", true}, {"screen", true}, {"tmux", true}, {"rxvt", true},
		{"vt220", true}, {"vt100", false}};
	for (unsigned kind = 0; kind < COUNT(kinds); kind++) {
		struct stage stage;
		start(&stage, kinds[kind].name, kinds[kind].hides);
		for (int i = 0; i < FRAMES; i++) {
			change(&stage);
			frame(&stage);
			compare(&stage);
		}
		end(&stage);
	}
	printf("%zu frames\n", COUNT(kinds) * FRAMES);
}

static void test_little_is_sent(void **state)
{
	(void)state;
	struct stage stage;
	start(&stage, "xterm", true);
	grid_put(&stage.grid, 3, 2, 30, SPAN("the answer that stands here"), INK_UNDERLINE);
	frame(&stage);
	assert_int_equal(frame(&stage).length, 0);
	grid_put(&stage.grid, 3, 2, 30, SPAN("The answer"), INK_UNDERLINE);
	assert_in_range(frame(&stage).length, 1, 32);
	compare(&stage);
	end(&stage);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_frames_show_the_grid), cmocka_unit_test(test_little_is_sent)};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests_name("terminal/paint", tests, NULL, NULL);
}
