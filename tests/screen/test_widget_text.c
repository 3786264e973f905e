/* Widgets that are typed in: text, numbers, quantities, dates, lists, places, files. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "typing.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char yaml[] = "tanya: 1\n"
						   "id: texts\n"
						   "version: \"1\"\n"
						   "title: Texts\n"
						   "default_language: id\n"
						   "languages: {id: Bahasa Indonesia, en: English}\n"
						   "quick: true\n"
						   "multipliers: {lusin: 12}\n"
						   "choices:\n"
						   "  weight:\n"
						   "    - {name: kg, label: kg, factor: 1}\n"
						   "    - {name: kodi, label: {id: kodi, en: score}, aliases: [k], factor: 20}\n"
						   "  time:\n"
						   "    - {name: week, label: {id: minggu, en: week}}\n"
						   "    - {name: month, label: {id: bulan, en: month}}\n"
						   "survey:\n"
						   "  - {name: line, type: text, label: Line}\n"
						   "  - {name: secret, type: text, label: Secret, appearance: masked}\n"
						   "  - {name: story, type: text, label: Story, appearance: multiline}\n"
						   "  - {name: whole, type: integer, label: Whole}\n"
						   "  - {name: price, type: decimal, label: Price}\n"
						   "  - {name: score, type: range, label: Score, parameters: start=1 end=5 step=1}\n"
						   "  - {name: amount, type: quantity weight, label: Amount}\n"
						   "  - {name: flow, type: quantity weight per time, label: Flow}\n"
						   "  - {name: born, type: date, label: Born, parameters: partial=true}\n"
						   "  - {name: day, type: date, label: Day}\n"
						   "  - {name: hour, type: time, label: Hour}\n"
						   "  - {name: when, type: datetime, label: When}\n"
						   "  - {name: names, type: list, label: Names}\n"
						   "  - {name: spot, type: geopoint, label: Spot}\n"
						   "  - {name: code, type: barcode, label: Code}\n"
						   "  - {name: photo, type: image, label: Photo}\n"
						   "  - {name: told, type: note, label: Told}\n";

FORM_FIXTURES(yaml)

static void test_lines(void **state)
{
	static const struct typing cases[] = {
		{"line", "", "(empty)", "\n", WIDGET_IGNORED},
		{"line", "Siti 12", "*Siti 12", "Siti 12\n", WIDGET_TAKEN},
		{"line", " Siti ", "* Siti ", NULL, WIDGET_TAKEN},
		{"line", "   ", "(empty)", NULL, WIDGET_TAKEN},
		{"line", "?/", "*?/", NULL, WIDGET_TAKEN},
		{"line", "<Enter>", "(empty)", NULL, WIDGET_GO_ON},
		{"line", "a<Enter>", "*a", NULL, WIDGET_GO_ON},
		{"line", "<BS>", "(empty)", NULL, WIDGET_BACK},
		{"line", "a<BS><BS>", "(empty)", NULL, WIDGET_TAKEN},
		{"line", "<Paste a\nb>", "*a\nb", "a⏎b\n", WIDGET_TAKEN},
		{"line", "a<Up>", "*a", NULL, WIDGET_IGNORED},
		{"secret", "abc", "*abc", "•••\n", WIDGET_TAKEN},
		{"story", "one<Enter>two", "*one\ntwo", "one\ntwo\n", WIDGET_TAKEN},
		{"story", "<BS>", "(empty)", NULL, WIDGET_BACK},
		{"code", "899", "*899", NULL, WIDGET_TAKEN},
		{"photo", "/tmp/a.jpg", "*/tmp/a.jpg", NULL, WIDGET_TAKEN},
		{"photo", "/tmp/", "*(no: This is a fo)", NULL, WIDGET_TAKEN},
		{"spot", "-1.61, 103.61", "*-1.61 103.61", NULL, WIDGET_TAKEN},
		{"spot", "-1.61 103.61 10 5", "*-1.61 103.61 10 5", NULL, WIDGET_TAKEN},
		{"spot", "-1.61", "*(no: Latitude and)", NULL, WIDGET_TAKEN},
		{"spot", "91 0", "*(no: Latitude and)", NULL, WIDGET_TAKEN},
		{"spot", "1 2 3 4 5", "*(no: Latitude and)", NULL, WIDGET_TAKEN},
		{"told", "<Enter>", "(empty)", "\n", WIDGET_GO_ON},
		{"told", "x", "(empty)", NULL, WIDGET_IGNORED},
	};
	typing_check(*state, cases, COUNT(cases), 4, 60);
}

static void test_numbers(void **state)
{
	static const struct typing cases[] = {
		{"whole", "12", "*12", "12                            = 12\n", WIDGET_TAKEN},
		{"whole", "2,75jt", "*2750000", "2,75jt                        = 2.750.000\n", WIDGET_TAKEN},
		{"whole", "12x", "*(no: “x” is n)", NULL, WIDGET_TAKEN},
		{"price", "2.750", "*(asks)", "2.750                         ?\n", WIDGET_TAKEN},
		{"price", "2,75", "*2.75", "2,75                          = 2,75\n", WIDGET_TAKEN},
		{"price", "=12*45000", "*540000", NULL, WIDGET_TAKEN},
		{"price", "3 lusin", "*36", NULL, WIDGET_TAKEN},
		{"score", "3", "*3", "3                             = 3\n1 … 5\n", WIDGET_TAKEN},
		{"score", "6", "*(no: A number of )", NULL, WIDGET_TAKEN},
		{"score", "1,5", "*(no: A number of )", NULL, WIDGET_TAKEN},
		{"score", "<Up>", "*1", NULL, WIDGET_TAKEN},
		{"score", "<Up><Up><Up>", "*3", NULL, WIDGET_TAKEN},
		{"score", "5<Up>", "*5", NULL, WIDGET_TAKEN},
		{"score", "2<Down><Down>", "*1", NULL, WIDGET_TAKEN},
		{"amount", "12k", "*12 kodi", "12k                           = 12 kodi\nkg, kodi\n", WIDGET_TAKEN},
		{"amount", "12", "*(no: The unit is )", NULL, WIDGET_TAKEN},
		{"amount", "12<Down>", "*12 kg", "12 kg                         = 12 kg\nkg, kodi\n", WIDGET_TAKEN},
		{"amount", "12<Down><Down>", "*12 kodi", NULL, WIDGET_TAKEN},
		{"amount", "12<Up>", "*12 kodi", NULL, WIDGET_TAKEN},
		{"amount", "12 gram<Up>", "*(no: “gram” i)", NULL, WIDGET_TAKEN},
		{"amount", "<Down>", "(empty)", NULL, WIDGET_IGNORED},
		{"flow", "3 kg per minggu", "*3 kg/week", NULL, WIDGET_TAKEN},
		{"flow", "3 kg/<Down>", "*3 kg/week", NULL, WIDGET_TAKEN},
		{"flow", "3 kg per<Down><Down>", "*3 kg/month", NULL, WIDGET_TAKEN},
		{"flow", "3 kg", "*(no: Per what? mi)", NULL, WIDGET_TAKEN},
		{"flow", "0", "*0 kg/week", NULL, WIDGET_TAKEN}, /* nothing in any unit */
		{"flow", "0 kodi", "*0 kodi/week", NULL, WIDGET_TAKEN},
		{"amount", "400-600 kg", "*(no: One amount i)", NULL, WIDGET_TAKEN},
		{"whole", "400 – 600", "*(no: One amount i)", NULL, WIDGET_TAKEN},
	};
	typing_check(*state, cases, COUNT(cases), 4, 60);
	static const struct typing narrow[] = {{"whole", "2,75jt", "*2750000", "2,75jt\n= 2.750.000\n", WIDGET_TAKEN}};
	typing_check(*state, narrow, COUNT(narrow), 4, 30);
}

static void test_dates(void **state)
{
	static const struct typing cases[] = {
		{"born", "1987", "*1987", "1987                          = 1987\n", WIDGET_TAKEN},
		{"born", "10 th lalu", "*2016", NULL, WIDGET_TAKEN},
		{"born", "5/1987", "*1987-05", NULL, WIDGET_TAKEN},
		{"day", "24/11/2010", "*2010-11-24", "24/11/2010                    = 24 Nov 2010\n", WIDGET_TAKEN},
		{"day", "2010", "*(no: Day and mont)", NULL, WIDGET_TAKEN},
		{"hour", "9.30", "*09:30", NULL, WIDGET_TAKEN},
		{"when", "24/11/2010 9.30", "*2010-11-24T09:30+07:00", NULL, WIDGET_TAKEN},
	};
	typing_check(*state, cases, COUNT(cases), 4, 60);
}

static void test_lists(void **state)
{
	static const struct typing cases[] = {
		{"names", "", "(empty)", ">  1\n", WIDGET_IGNORED},
		{"names", "Ani<Enter>Budi", "*1:Ani|2:Budi", "   1 Ani\n>  2 Budi\n", WIDGET_TAKEN},
		{"names", "Ani<Enter><Enter>", "*1:Ani", NULL, WIDGET_GO_ON},
		{"names", "<Enter>", "(empty)", NULL, WIDGET_GO_ON},
		{"names", "Ani<Enter>Budi<Up><Enter>Cici", "*1:Ani|2:Cici|3:Budi", NULL, WIDGET_TAKEN},
		{"names", "Ani<Enter>Budi<Up><C-u><BS>", "*1:Budi", NULL, WIDGET_TAKEN},
		{"names", "<BS>", "(empty)", NULL, WIDGET_BACK},
		{"names", "<Paste Ani\nBudi\n\nCici>", "*1:Ani|2:Budi|3:Cici", NULL, WIDGET_TAKEN},
		{"names", "<Up>", "(empty)", NULL, WIDGET_IGNORED},
	};
	typing_check(*state, cases, COUNT(cases), 5, 30);
}

/* ---- beside what stands ---- */

static void answer_list(struct form *form)
{
	static const struct list_line lines[] = {{1, {"Ani", 3}}, {2, {"Budi", 4}}, {3, {"Cici", 4}}};
	form_do(
		form, (struct event){.kind = EVENT_ANSWER,
				  .q = SPAN("names"),
				  .answer = {.state = STATE_ANSWERED, .v = SPAN("Ani\nBudi\nCici"), .lines = lines, .line_count = 3}});
}

static void test_what_stands(void **state)
{
	struct form *form = *state;
	static const struct typing cases[] = {
		{"line", "", "Siti", "Siti\n", WIDGET_IGNORED},
		{"line", "x", "*Sitix", NULL, WIDGET_TAKEN},
		{"line", "x<BS>", "Siti", NULL, WIDGET_TAKEN},
		{"line", "<C-u>", "*(empty)", NULL, WIDGET_TAKEN},
		{"whole", "", "2750000", NULL, WIDGET_IGNORED},
		{"whole", "<C-u>2,75jt", "2750000", NULL, WIDGET_TAKEN},
		{"price", "", "2.125", NULL, WIDGET_IGNORED},
		{"price", "0<BS>", "2.125", NULL, WIDGET_TAKEN},
		{"amount", "", "12 kodi", "12 kodi                       = 12 kodi\nkg, kodi\n", WIDGET_IGNORED},
		{"amount", "<Down>", "*12 kg", NULL, WIDGET_TAKEN},
		{"born", "", "1987-05", NULL, WIDGET_IGNORED},
		{"names", "", "1:Ani|2:Budi|3:Cici", NULL, WIDGET_IGNORED},
		{"names", "<Up><Up><C-u><BS>", "*1:Ani|3:Cici", NULL, WIDGET_TAKEN},
		{"names", "Dedi", "*1:Ani|2:Budi|3:Cici|4:Dedi", NULL, WIDGET_TAKEN},
		{"hour", "", "(empty)", NULL, WIDGET_IGNORED},
		{"hour", "9", "*09:00", NULL, WIDGET_TAKEN},
	};
	form_answer(form, "line", "Siti");
	form_answer(form, "whole", "2750000");
	form_answer(form, "price", "2.125");
	form_do(form, (struct event){.kind = EVENT_ANSWER,
					  .q = SPAN("amount"),
					  .answer = {.state = STATE_ANSWERED, .v = SPAN("12"), .unit = SPAN("kodi")}});
	form_answer(form, "born", "1987-05");
	form_state(form, "hour", STATE_DONT_KNOW);
	answer_list(form);
	typing_check(form, cases, COUNT(cases), 5, 60);
}

static void test_drafts(void **state)
{
	struct form *form = *state;
	static const struct {
		const char *path, *keys, *draft;
	} cases[] = {{"line", "", NULL}, {"line", "Sit", "Sit"}, {"whole", "2,75j", "2,75j"},
		{"names", "Ani<Enter>Bu", "Ani\nBu"}, {"born", "5/", "5/"}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct widget *widget = typing_widget(form, cases[i].path);
		struct span text;
		struct string before = {0}, after = {0};
		bool pick, has;
		typing_press(widget, cases[i].keys);
		has = widget_draft(widget, &text, &pick);
		assert_int_equal(has, cases[i].draft != NULL);
		if (has) {
			assert_true(!pick && span_is(text, cases[i].draft));
			typing_entry(widget, &before);
			form_draft(form, cases[i].path, cases[i].draft, false);
			struct widget *again = typing_widget(form, cases[i].path);
			assert_string_equal(typing_entry(again, &after), string_text(&before));
			widget_free(again);
		}
		widget_free(widget);
		string_free(&before);
		string_free(&after);
	}
}

/* What is shown otherwise than it is recorded is no draft as long as nothing is changed. */
static void test_an_unchanged_answer_is_no_draft(void **state)
{
	struct form *form = *state;
	struct span text;
	bool pick;
	form_do(form, (struct event){.kind = EVENT_ANSWER,
					  .q = SPAN("amount"),
					  .answer = {.state = STATE_ANSWERED, .v = SPAN("12"), .unit = SPAN("kodi")}});
	struct widget *widget = typing_widget(form, "amount");
	assert_true(widget_draft(widget, &text, &pick));
	assert_true(span_is(text, "12"));
	typing_press(widget, "x");
	assert_true(widget_draft(widget, &text, &pick));
	assert_true(span_is(text, "12 kodix"));
	widget_free(widget);
}

static void test_readings(void **state)
{
	struct form *form = *state;
	struct string out = {0};
	struct answer readings[2];
	struct widget *widget = typing_widget(form, "price");
	typing_press(widget, "2.750");
	assert_true(widget_readings(widget, readings));
	assert_true(span_is(readings[0].v, "2750") && span_is(readings[1].v, "2.75"));
	assert_true(span_is(readings[0].typed, "2.750"));
	assert_string_equal(typing_entry(widget, &out), "*(asks)");
	widget_choose_reading(widget, 1);
	assert_string_equal(typing_entry(widget, &out), "*2.75");
	typing_press(widget, "<BS>0");
	assert_string_equal(typing_entry(widget, &out), "*(asks)");
	widget_free(widget);
	widget = typing_widget(form, "line");
	assert_false(widget_readings(widget, readings) && false);
	widget_free(widget);
	string_free(&out);
}

static void test_cells_of_a_table(void **state)
{
	struct form *form = *state;
	static const struct {
		const char *path, *keys, *focused, *plain;
	} cases[] = {{"line", "Siti Aminah", "minah\n", "Siti A…\n"}, {"whole", "2rb", "2rb\n", "2000\n"},
		{"born", "x", "x\n", "?\n"}, {"names", "A<Enter>B", "A, B\n", "A, B\n"}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct widget *widget = typing_widget(form, cases[i].path);
		typing_press(widget, cases[i].keys);
		for (int focused = 0; focused < 2; focused++) {
			struct grid grid = {0};
			struct string out = {0};
			grid_resize(&grid, 1, 20);
			widget_paint_cell(widget, &grid, (struct rectangle){0, 0, 1, 7}, focused);
			grid_text(&grid, &out);
			assert_string_equal(string_text(&out), focused ? cases[i].focused : cases[i].plain);
			grid_free(&grid);
			string_free(&out);
		}
		widget_free(widget);
	}
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
#define WITH_FORM(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		WITH_FORM(test_lines),
		WITH_FORM(test_numbers),
		WITH_FORM(test_dates),
		WITH_FORM(test_lists),
		WITH_FORM(test_what_stands),
		WITH_FORM(test_drafts),
		WITH_FORM(test_an_unchanged_answer_is_no_draft),
		WITH_FORM(test_readings),
		WITH_FORM(test_cells_of_a_table),
	};
	return cmocka_run_group_tests_name("screen/widget_text", tests, NULL, NULL);
}
