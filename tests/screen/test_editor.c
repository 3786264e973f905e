/* The editor: keys in, text and cells out; against a naive model, over random edits; fast on long texts. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "editor.h"
#include "growth.h"
#include "keys.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void press(struct editor *editor, const char *script)
{
	struct key key;
	while (keys_next(&script, &key))
		editor_key(editor, key);
}

/* The painted text with the cursor as `|`. */
static const char *painted(struct editor *editor, int rows, int columns, struct string *out)
{
	struct grid grid = {0};
	grid_resize(&grid, rows, columns);
	editor_paint(editor, &grid, (struct rectangle){0, 0, rows, columns}, true);
	struct grid_cell *cell = &grid.cells[(size_t)grid.cursor_row * (size_t)columns + (size_t)grid.cursor_column];
	assert_true(
		grid.cursor_row >= 0 && grid.cursor_row < rows && grid.cursor_column >= 0 && grid.cursor_column < columns);
	assert_true(cell->text[0] != 0);
	cell->text[0] = '|';
	string_clear(out);
	grid_text(&grid, out);
	grid_free(&grid);
	return string_text(out);
}

static void test_keys(void **state)
{
	(void)state;
	static const struct {
		bool multiline;
		const char *start, *keys, *text;
	} cases[] = {
		{false, "", "abc", "abc"},
		{false, "", "abc<BS>d", "abd"},
		{false, "", "ac<Left>b", "abc"},
		{false, "", "bc<Home>a", "abc"},
		{false, "", "bc<C-a>a<End>d", "abcd"},
		{false, "", "bc<C-a>a<C-e>d", "abcd"},
		{false, "abc", "<Home><Del>", "bc"},
		{false, "abc", "<Del>", "abc"},
		{false, "abc", "<Home><BS>", "abc"},
		{false, "one two", "<C-w>", "one "},
		{false, "one two  ", "<C-w>", "one "},
		{false, "one two", "<Left><Left><C-u>", "wo"},
		{false, "one two", "<Home><Right><C-k>", "o"},
		{false, "one two three", "<W-Left><W-Left>x", "one xtwo three"},
		{false, "one two three", "<Home><W-Right><W-Right>x", "one twox three"},
		{false, "ae\u0301", "<BS>", "a"},
		{false, "a👨‍👩‍👧b", "<Left><BS>", "ab"},
		{false, "a👨‍👩‍👧b", "<Left><Left><Del>", "ab"},
		{false, "a", "\u0301<Left>x", "xa\u0301"},
		{false, "a", "<Paste one\r\ntwo\rthree\nfour>", "aone\ntwo\nthree\nfour"},
		{false, "",
			"<Paste a\xff"
			"b>",
			"a\uFFFDb"},
		{false, "a\nb", "<C-u>", ""},
		{true, "", "a<Enter>b", "a\nb"},
		{true, "a\nb", "<C-u>", "a\n"},
		{true, "a\nb", "<Up><C-k>", "ab"},
		{true, "abc\nd", "<Up><Left><C-k>", "\nd"},
		{true, "abc\nd", "<Up><End><C-k>", "abcd"},
		{true, "one\ntwo", "<Up>x", "onex\ntwo"},
		{true, "one\n\ntwo", "<Up><Up>x", "onex\n\ntwo"},
		{true, "one\ntwo", "<Home><Up>x<Down>y", "xone\ntywo"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct editor *editor = editor_new(cases[i].multiline);
		editor_set(editor, span_of(cases[i].start));
		press(editor, cases[i].keys);
		if (!span_is(editor_text(editor), cases[i].text))
			fail_msg("case %zu: %.*s", i, SPAN_ARGUMENTS(editor_text(editor)));
		editor_free(editor);
	}
}

static void test_keys_that_are_not_its(void **state)
{
	(void)state;
	static const struct {
		bool multiline;
		const char *key;
	} cases[] = {{false, "<Enter>"}, {false, "<Up>"}, {false, "<Down>"}, {true, "<Up>"}, {true, "<Down>"},
		{true, "<PgDn>"}, {false, "<F1>"}, {false, "<C-g>"}, {false, "<Esc>"}, {false, "<Tab>"}, {false, "<Ins>"}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct editor *editor = editor_new(cases[i].multiline);
		struct key key;
		const char *script = cases[i].key;
		editor_set(editor, SPAN("abc"));
		assert_true(keys_next(&script, &key));
		assert_false(editor_key(editor, key));
		assert_true(span_is(editor_text(editor), "abc"));
		editor_free(editor);
	}
}

static void test_paint(void **state)
{
	(void)state;
	static const struct {
		bool multiline;
		int rows, columns;
		const char *text, *keys, *expected;
	} cases[] = {
		{false, 1, 10, "", "", "|\n"},
		{false, 1, 10, "abc", "", "abc|\n"},
		{false, 1, 10, "abc", "<Left>", "ab|\n"},
		{false, 1, 10, "a\nb", "", "a⏎b|\n"},
		{false, 1, 10,
			"a\x01"
			"b",
			"", "a\uFFFDb|\n"},
		{false, 1, 8, "abcdefghijkl", "", "ghijkl|\n"},
		{false, 1, 8, "abcdefghijkl", "<Home>", "|bcdefgh\n"},
		{false, 1, 8, "abcdefghijkl", "<Home><Right>", "a|cdefgh\n"},
		{false, 1, 8, "漢字漢字漢字", "", "字漢字|\n"},
		{true, 3, 10, "the quick brown fox", "", "the quick\nbrown fox|\n\n"},
		{true, 3, 10, "the quick brown fox", "<Up>", "the quick|\nbrown fox\n\n"},
		{true, 3, 10, "a\n", "", "a\n|\n\n"},
		{true, 2, 10, "1\n2\n3\n4", "", "3\n4|\n"},
		{true, 2, 10, "1\n2\n3\n4", "<Up><Up><Up>", "1|\n2\n"},
		{true, 2, 5, "abcdefgh", "", "abcde\nfgh|\n"},
	};
	struct string out = {0};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct editor *editor = editor_new(cases[i].multiline);
		editor_set(editor, span_of(cases[i].text));
		painted(editor, cases[i].rows, cases[i].columns, &out); /* the width is known from here on, as on screen */
		press(editor, cases[i].keys);
		if (strcmp(painted(editor, cases[i].rows, cases[i].columns, &out), cases[i].expected) != 0)
			fail_msg("case %zu:\n%s", i, string_text(&out));
		editor_free(editor);
	}
	string_free(&out);
}

static void test_mask(void **state)
{
	(void)state;
	struct editor *editor = editor_new(false);
	struct string out = {0};
	editor_mask(editor, true);
	editor_set(editor, SPAN("sé漢"));
	assert_string_equal(painted(editor, 1, 10, &out), "•••|\n");
	assert_true(span_is(editor_text(editor), "sé漢"));
	editor_free(editor);
	string_free(&out);
}

/* ---- against a model ---- */

struct model {
	struct string text;
	size_t cursor;
};

static uint64_t next_random(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

/* The first boundary between clusters at or behind `at`, counted from the front. */
static size_t boundary(struct span text, size_t at)
{
	size_t from = 0;
	while (from < at)
		from = text_next(text, from);
	return from;
}

static size_t boundary_before(struct span text, size_t at)
{
	size_t from = 0, last = 0;
	while (from < at) {
		last = from;
		from = text_next(text, from);
	}
	return last;
}

static void model_splice(struct model *model, size_t from, size_t cut, struct span put)
{
	string_splice(&model->text, from, cut, put);
	model->cursor = boundary(string_span(&model->text), from + put.length);
}

static const char *const pieces[] = {"a", " ", "kain ", "é", "漢", "\u0301", "👩", "\u200d", "batik-tulis ", ", ",
	"\xc2\xa0", "🇮", "xxxxxxxxxxxxxxxxxxxxxxxx"};

static void model_key(struct model *model, struct key key)
{
	struct span text = string_span(&model->text);
	struct string put = {0};
	size_t at = model->cursor;
	switch (key.kind) {
	case PRESS_TEXT:
		text_encode(&put, key.codepoint);
		model_splice(model, at, 0, string_span(&put));
		break;
	case PRESS_PASTE:
		model_splice(model, at, 0, key.text);
		break;
	case PRESS_ENTER:
		model_splice(model, at, 0, SPAN("\n"));
		break;
	case PRESS_BACKSPACE:
		if (at)
			model_splice(model, boundary_before(text, at), at - boundary_before(text, at), SPAN(""));
		break;
	case PRESS_DELETE:
		if (at < text.length)
			model_splice(model, at, text_next(text, at) - at, SPAN(""));
		break;
	case PRESS_LEFT:
		model->cursor = boundary_before(text, at);
		break;
	case PRESS_RIGHT:
		model->cursor = text_next(text, at);
		break;
	default:
		break;
	}
	string_free(&put);
}

static struct key random_key(uint64_t *seed)
{
	static const enum key_kind kinds[] = {PRESS_PASTE, PRESS_PASTE, PRESS_PASTE, PRESS_PASTE, PRESS_TEXT, PRESS_TEXT,
		PRESS_ENTER, PRESS_BACKSPACE, PRESS_DELETE, PRESS_LEFT, PRESS_RIGHT, PRESS_LEFT};
	struct key key = {.kind = kinds[next_random(seed) % COUNT(kinds)]};
	if (key.kind == PRESS_TEXT)
		key.codepoint = "ab c"[next_random(seed) % 4];
	if (key.kind == PRESS_PASTE)
		key.text = span_of(pieces[next_random(seed) % COUNT(pieces)]);
	return key;
}

/* The same text painted by an editor that has just been given it: what is kept between edits must not show. */
static void same_as_fresh(struct editor *editor, int columns)
{
	struct editor *fresh = editor_new(true);
	struct grid a = {0}, b = {0};
	editor_set(fresh, editor_text(editor));
	int rows = editor_height(fresh, columns);
	assert_int_equal(editor_height(editor, columns), rows);
	grid_resize(&a, rows, columns);
	grid_resize(&b, rows, columns);
	editor_paint(editor, &a, (struct rectangle){0, 0, rows, columns}, true);
	editor_paint(fresh, &b, (struct rectangle){0, 0, rows, columns}, false);
	assert_memory_equal(a.cells, b.cells, (size_t)rows * (size_t)columns * sizeof *a.cells);
	grid_free(&a);
	grid_free(&b);
	editor_free(fresh);
}

static void random_edits(uint64_t seed, unsigned count, int columns)
{
	struct editor *editor = editor_new(true);
	struct model model = {0};
	uint64_t random = seed * 0x9E3779B97F4A7C15u + 1;
	editor_height(editor, columns);
	for (unsigned i = 0; i < count; i++) {
		size_t away = next_random(&random) % 40 ? 0 : next_random(&random) % 60; /* now and then somewhere else */
		struct key step = {.kind = away % 3 ? PRESS_LEFT : PRESS_RIGHT};
		for (size_t k = 0; k < away; k++) {
			model_key(&model, step);
			editor_key(editor, step);
		}
		struct key key = random_key(&random);
		model_key(&model, key);
		editor_key(editor, key);
		if (!span_equal(editor_text(editor), string_span(&model.text)))
			fail_msg("seed %llu, edit %u: texts differ", (unsigned long long)seed, i);
		same_as_fresh(editor, columns);
	}
	string_free(&model.text);
	editor_free(editor);
}

static void test_random_edits(void **state)
{
	(void)state;
	const char *scale = getenv("TANYA_TEST_SCALE");
	unsigned count = 400 / (scale ? (unsigned)atoi(scale) : 1);
	for (uint64_t seed = 1; seed <= 8; seed++)
		random_edits(seed, count, seed % 2 ? 20 : 7);
}

/* ---- long texts ---- */

struct typing { /* into a text of the size that is asked for */
	bool multiline, feeds;
};

static void type_into(size_t bytes, const void *context)
{
	const struct typing *typing = context;
	struct string text = {0}, out = {0};
	struct editor *editor = editor_new(typing->multiline);
	while (text.length < bytes)
		string_add_text(&text, typing->feeds && text.length % 7 == 0 ? "Pengrajin batik di Olak Kemang.\n"
																	  : "Pengrajin batik di Olak Kemang é. ");
	editor_key(editor, (struct key){PRESS_PASTE, 0, string_span(&text)});
	painted(editor, 20, 76, &out);
	for (size_t i = 0; i < 100; i++)
		editor_key(editor, (struct key){.kind = PRESS_UP});
	for (unsigned i = 0; i < 100; i++) {
		press(editor, i % 6 ? "x" : " ");
		painted(editor, 20, 76, &out);
	}
	press(editor, "<Home>y<End><BS>");
	painted(editor, 20, 76, &out);
	assert_true(editor_text(editor).length >= text.length);
	string_free(&text);
	string_free(&out);
	editor_free(editor);
}

/* A pasted megabyte takes keys like an eighth of it. */
static void test_long_texts_stay_fast(void **state)
{
	(void)state;
	static const struct typing cases[] = {{true, true}, {true, false}, {false, false}};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_grows_like_its_size(type_into, &cases[i], (1u << 20) / GROWTH_STEP);
}

static void test_an_answer_has_a_most(void **state)
{
	(void)state;
	struct editor *editor = editor_new(false);
	char *block = memory_alloc(LIMIT_ANSWER_BYTES - 1);
	memset(block, 'a', LIMIT_ANSWER_BYTES - 1);
	editor_key(editor, (struct key){PRESS_PASTE, 0, {block, LIMIT_ANSWER_BYTES - 1}});
	editor_key(editor, (struct key){PRESS_PASTE, 0, SPAN("é")});
	assert_int_equal(editor_text(editor).length, LIMIT_ANSWER_BYTES - 1);
	editor_key(editor, (struct key){PRESS_PASTE, 0, SPAN("bc")});
	assert_int_equal(editor_text(editor).length, LIMIT_ANSWER_BYTES);
	memory_free(block);
	editor_free(editor);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_keys_that_are_not_its),
		cmocka_unit_test(test_paint),
		cmocka_unit_test(test_mask),
		cmocka_unit_test(test_random_edits),
		cmocka_unit_test(test_long_texts_stay_fast),
		cmocka_unit_test(test_an_answer_has_a_most),
	};
	return cmocka_run_group_tests_name("screen/editor", tests, NULL, NULL);
}
