/* The grid: wide and combining characters, clipping, what is painted for controls. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tanya/screen.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *shown(const struct grid *grid, struct string *out)
{
	string_clear(out);
	grid_text(grid, out);
	return string_text(out);
}

static void test_put(void **state)
{
	(void)state;
	static const struct {
		int row, column, columns;
		const char *text, *expected;
		int behind;
	} cases[] = {
		{0, 0, 8, "abc", "abc\n\n", 3},
		{1, 2, 8, "abc", "\n  abc\n", 5},
		{0, 6, 8, "abc", "      ab\n\n", 8},
		{0, 0, 2, "abc", "ab\n\n", 2},
		{0, 0, 8, "a漢b", "a漢b\n\n", 4},
		{0, 0, 3, "a漢b", "a漢\n\n", 3},
		{0, 0, 2, "a漢b", "a\n\n", 1},
		{0, 0, 8, "e\u0301x", "e\u0301x\n\n", 2},
		{0, 0, 8, "\u0301x", "x\n\n", 1},
		{0, 0, 8, "a\x1b[2J", "a\uFFFD[2J\n\n", 5},
		{0, 0, 8, "a\tb\nc", "a b\uFFFDc\n\n", 5},
		{0, 0, 8,
			"a\xc2\x85"
			"b\u202e"
			"c",
			"a\uFFFDb\uFFFDc\n\n", 5},
		{0, 0, 8,
			"a\xff"
			"b",
			"a\uFFFDb\n\n", 3},
		{0, 0, 8, "a\u200db\ufe0f", "ab\n\n", 2},
		{0, 0, 8, "abc   ", "abc\n\n", 6},
		{-1, 0, 8, "abc", "\n\n", 0},
		{2, 0, 8, "abc", "\n\n", 0},
		{0, -1, 8, "abc", "\n\n", -1},
		{0, 0, 0, "abc", "\n\n", 0},
		{0, 0, -3, "abc", "\n\n", 0},
	};
	struct string out = {0};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct grid grid = {0};
		grid_resize(&grid, 2, 8);
		int behind =
			grid_put(&grid, cases[i].row, cases[i].column, cases[i].columns, span_of(cases[i].text), INK_PLAIN);
		if (strcmp(shown(&grid, &out), cases[i].expected) != 0 || behind != cases[i].behind)
			fail_msg("case %zu: %s behind %d", i, string_text(&out), behind);
		grid_free(&grid);
	}
	string_free(&out);
}

static void test_half_of_a_wide_one_goes_with_it(void **state)
{
	(void)state;
	struct grid grid = {0};
	struct string out = {0};
	grid_resize(&grid, 1, 8);
	grid_put(&grid, 0, 0, 8, SPAN("漢字漢"), INK_PLAIN);
	grid_put(&grid, 0, 1, 1, SPAN("x"), INK_PLAIN);
	assert_string_equal(shown(&grid, &out), " x字漢\n");
	grid_put(&grid, 0, 4, 1, SPAN("y"), INK_PLAIN);
	assert_string_equal(shown(&grid, &out), " x字y\n");
	grid_put(&grid, 0, 1, 2, SPAN("漢"), INK_PLAIN);
	assert_string_equal(shown(&grid, &out), " 漢 y\n");
	grid_free(&grid);
	string_free(&out);
}

static void test_ink_and_most_combining(void **state)
{
	(void)state;
	struct grid grid = {0};
	grid_resize(&grid, 1, 4);
	grid_put(&grid, 0, 0, 4, SPAN("e\u0301\u0301\u0301\u0301\u0301\u0301x"), INK_BOLD | INK_WARNING);
	assert_int_equal(grid.cells[0].text[0], 'e');
	for (int i = 1; i < GRID_CELL_CODEPOINTS; i++)
		assert_int_equal(grid.cells[0].text[i], 0x301);
	assert_int_equal(grid.cells[0].ink, INK_BOLD | INK_WARNING);
	assert_int_equal(grid.cells[1].text[0], 'x');
	assert_int_equal(grid.cells[2].ink, INK_PLAIN);
	grid_free(&grid);
}

static void test_resize_clears(void **state)
{
	(void)state;
	struct grid grid = {0};
	struct string out = {0};
	grid_resize(&grid, 2, 4);
	grid_put(&grid, 0, 0, 4, SPAN("abcd"), INK_BOLD);
	grid.cursor_row = 1;
	grid_resize(&grid, 3, 2);
	assert_string_equal(shown(&grid, &out), "\n\n\n");
	assert_int_equal(grid.cursor_row, -1);
	grid_resize(&grid, 0, 0);
	assert_string_equal(shown(&grid, &out), "");
	assert_int_equal(grid_put(&grid, 0, 0, 4, SPAN("x"), 0), 0);
	grid_free(&grid);
	string_free(&out);
}

/* A strip of a page: some rows of one grid over those of another, what does not fit left out. */
static void test_lay(void **state)
{
	(void)state;
	static const struct {
		int row, first, count;
		const char *expected;
		int cursor_row;
	} cases[] = {
		{0, 0, 3, "漢a\nb\nc\n", 1},
		{1, 0, 2, "1\n漢a\nb\n", 2},
		{0, 1, 1, "b\n2\n3\n", 0},
		{2, 0, 3, "1\n2\n漢a\n", 0},
		{0, 2, 5, "c\n2\n3\n", 0},
		{0, 0, 0, "1\n2\n3\n", 0},
	};
	struct string out = {0};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct grid grid = {0}, other = {0};
		grid_resize(&grid, 3, 4);
		grid_resize(&other, 3, 4);
		static const char *const own[] = {"1", "2", "3"}, *const others[] = {"漢a", "b", "c"};
		for (int row = 0; row < 3; row++) {
			grid_put(&grid, row, 0, 4, span_of(own[row]), INK_PLAIN);
			grid_put(&other, row, 0, 4, span_of(others[row]), INK_BOLD);
		}
		grid.cursor_row = 0;
		other.cursor_row = 1;
		other.cursor_column = 3;
		grid_lay(&grid, cases[i].row, &other, cases[i].first, cases[i].count);
		if (strcmp(shown(&grid, &out), cases[i].expected) != 0 || grid.cursor_row != cases[i].cursor_row)
			fail_msg("case %zu: cursor in %d\n%s", i, grid.cursor_row, string_text(&out));
		grid_free(&grid);
		grid_free(&other);
	}
	string_free(&out);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put),
		cmocka_unit_test(test_lay),
		cmocka_unit_test(test_half_of_a_wide_one_goes_with_it),
		cmocka_unit_test(test_ink_and_most_combining),
		cmocka_unit_test(test_resize_clears),
	};
	return cmocka_run_group_tests_name("screen/grid", tests, NULL, NULL);
}
