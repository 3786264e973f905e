/* A label longer than the screen: choices and entry stay in sight at any size, the cut is marked, F1 reads it whole. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "play.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const int sizes[][2] = {{24, 80}, {12, 40}, {60, 240}, {8, 30}};

/* "w1 w2 … last", 5,000 characters or, for the largest screen, so many that they fill it too. */
static void long_label(struct string *out, size_t length)
{
	size_t before = out->length;
	for (int i = 1; out->length - before < length; i++)
		string_format(out, "w%d ", i);
	string_add_text(out, "last");
}

/* A form with one question of that type and that label; `rest`: further keys in YAML's flow form. */
static void write_form(struct string *out, const char *type, const char *rest, size_t length)
{
	string_clear(out);
	string_add_text(out, "tanya: 1\nid: long\nversion: '1'\ntitle: Long\nchoices:\n  pay:\n");
	for (int i = 1; i <= 9; i++)
		string_format(out, "    - {name: c%d, label: Choice %d}\n", i, i);
	string_add_text(out, "  kilo:\n    - {name: kg, label: kg}\nsurvey:\n");
	string_format(out, "  - {name: q, type: %s, %s, label: \"", type, rest);
	long_label(out, length);
	string_add_text(out, "\"}\n");
}

/* Pages through the help until it says so. */
static bool reads(struct play *play, const char *text)
{
	for (int page = 0; page < 1000; page++) {
		if (strstr(play_screen(play), text))
			return true;
		play_type(play, "<Down><Down><Down><Down>");
	}
	return false;
}

/* What is to be seen once the keys are typed, whatever the label. */
static const struct {
	const char *type, *rest, *keys, *seen;
	bool has_cursor;
} widgets[] = {
	{"text", "required: true", "Siti", "Siti", true},
	{"text", "appearance: multiline", "one<Enter>two", "two", true},
	{"integer", "required: true", "2750000", "2750000", true},
	{"decimal", "required: true", "2,75", "2,75", true},
	{"range", "parameters: start=1 end=5", "4", "4", true},
	{"quantity kilo", "required: true", "12 kg", "12 kg", true},
	{"date", "required: true", "2010-11-24", "2010-11-24", true},
	{"select_one pay", "required: true", "", "> 1 ( ) Choice 1", true},
	{"select_one pay", "required: true", "<End>", "> 9 (x) Choice 9", true},
	{"select_one pay", "appearance: autocomplete", "choice 7", "> 7 ( ) Choice 7", true},
	{"select_multiple pay", "required: true", "35", "> 5 [x] Choice 5", true},
	{"rank pay", "required: true", "35", "> 5 [2] Choice 5", true},
	{"list", "required: true", "hammer<Enter>saw", "saw", true},
	{"acknowledge", "required: true", "", "> 1 [ ]", true},
	{"note", "required: false", "", "w1 ", false},
};

static void check_size(struct play *play, size_t widget)
{
	if (!strstr(play_screen(play), widgets[widget].seen))
		fail_msg("%s: no %s on %dx%d\n%s", widgets[widget].type, widgets[widget].seen, play->grid.columns, play->grid.rows,
			play_screen(play));
	if (widgets[widget].has_cursor && (play->grid.cursor_row < 3 || play->grid.cursor_row > play->grid.rows - 2))
		fail_msg("%s: no cursor\n%s", widgets[widget].type, play_screen(play));
	if (!strstr(play_screen(play), "w1 w2") || !strstr(play_screen(play), " … F1"))
		fail_msg("%s: the label is not there, or not seen to be cut\n%s", widgets[widget].type, play_screen(play));
}

static void test_every_widget(void **state)
{
	struct string form = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(widgets); i++) {
		for (size_t k = 0; k < COUNT(sizes); k++) {
			struct play play;
			write_form(&form, widgets[i].type, widgets[i].rest, sizes[k][0] > 24 ? 15000 : 5000);
			play_open(&play, string_text(&form), NULL);
			play_size(&play, sizes[k][0], sizes[k][1]);
			play_type(&play, widgets[i].keys);
			check_size(&play, i);
			play_type(&play, "<F1>");
			if (!reads(&play, "last"))
				fail_msg("%s: F1 does not read the label\n%s", widgets[i].type, play_screen(&play));
			play_close(&play);
		}
	}
	string_free(&form);
}

/* As a person sees it. */
static void test_views(void **state)
{
	(void)state;
	struct string form = {0};
	struct play play;
	write_form(&form, "select_one pay", "required: true", 5000);
	play_open(&play, string_text(&form), NULL);
	play_size(&play, 12, 40);
	play_sees(&play,
		" 1  w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11\n"
		"    w12 w13 w14 w15 w16 w17 w18 w19 w20\n"
		"    w21 w22 w23 w24 w25 w26 w27 w28 w29\n"
		"    w30 w31 w32 w33 w34 w35 w36 w37 w38\n"
		"    w39 w40 w41 w42 w43 w44 w45 w46 w47\n"
		"    w48 w49 w50 w51 w52 w53 w54 w5 … F1\n"
		"  > 1 ( ) Choice 1\n"
		"    2 ( ) Choice 2\n"
		"    3 ( ) Choice 3                    ↓\n"
		" Enter go on");
	play_type(&play, "<Enter>"); /* why it stays takes its rows from the label */
	play_sees(&play,
		"    w30 w31 w32 w33 w34 w35 w36 w3 … F1\n"
		"  > 1 ( ) Choice 1\n"
		"    2 ( ) Choice 2\n"
		"    3 ( ) Choice 3                    ↓\n"
		" An answer is needed here  F7 don't\n"
		" know  F8 refused\n"
		" Enter go on");
	play_type(&play, "<Down><Down><Down>");
	play_sees(&play,
		"    2 ( ) Choice 2                    ↑\n"
		"    3 ( ) Choice 3\n"
		"  > 4 (x) Choice 4                    ↓\n");
	play_close(&play);
	string_free(&form);
}

/* Message, remark, hint, label of group, row and repeat: each may be long, none pushes the entry out. */
static void test_other_long_texts(void **state)
{
	static const struct {
		const char *keys, *seen[3];
	} cases[] = {
		{"x<Enter>", {" 1.1  w1 w2", "x", "w1 w2 w3"}},
		{"<F4>w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 w13 w14 w15 w16 w17 w18 w19 w20 w21 w22 w23 w24 w25 w26<Enter>y",
			{" 1.1  w1 w2", "y", "“ w1 w2"}},
		{"ok<Enter>", {"w1 w2", "add the first one", "go on"}},
		{"ok<Enter>1z", {"w1 w2", "z", "Inner"}},
	};
	(void)state;
	struct string form = {0};
	string_add_text(&form, "tanya: 1\nid: long\nversion: '1'\ntitle: Long\nsurvey:\n  - group: g\n    appearance: field-list\n    label: \"");
	long_label(&form, 5000);
	string_add_text(&form, "\"\n    children:\n      - {name: q, type: text, constraint: \". != 'x'\", constraint_message: \"");
	long_label(&form, 5000);
	string_add_text(&form, "\", hint: \"");
	long_label(&form, 5000);
	string_add_text(&form, "\", label: \"");
	long_label(&form, 5000);
	string_add_text(&form, "\"}\n  - repeat: r\n    label: \"");
	long_label(&form, 5000);
	string_add_text(&form, "\"\n    children:\n      - {name: i, type: text, label: Inner}\n");
	for (size_t i = 0; i < COUNT(cases); i++) {
		for (size_t k = 0; k < COUNT(sizes); k++) {
			struct play play;
			play_open(&play, string_text(&form), NULL);
			play_size(&play, sizes[k][0], sizes[k][1]);
			play_type(&play, cases[i].keys);
			for (size_t j = 0; j < 3; j++)
				play_sees(&play, cases[i].seen[j]);
			play_close(&play);
		}
	}
	string_free(&form);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_widget),
		cmocka_unit_test(test_views),
		cmocka_unit_test(test_other_long_texts),
	};
	return cmocka_run_group_tests_name("screen/long_label", tests, NULL, NULL);
}
