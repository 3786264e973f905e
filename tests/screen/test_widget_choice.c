/* Choices: keys in, cells and entry out. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "typing.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char yaml[] =
	"tanya: 1\n"
	"id: choices\n"
	"version: \"1\"\n"
	"title: Choices\n"
	"default_language: id\n"
	"languages: {id: Bahasa Indonesia, en: English}\n"
	"choices:\n"
	"  payment:\n"
	"    - {name: cash, label: {id: Tunai, en: Cash}}\n"
	"    - {name: credit, label: {id: Kredit, en: Credit}, aliases: [utang]}\n"
	"    - {name: account, label: {id: Langganan, en: Account}}\n"
	"    - {name: none, label: {id: Tidak ada, en: None}, exclusive: true}\n"
	"  grades:\n"
	"    - {name: \"1\", label: Satu}\n"
	"    - {name: \"2\", label: Dua}\n"
	"    - {name: \"12\", label: Dua belas}\n"
	"    - {name: \"96\", label: Lainnya}\n"
	"  agree:\n"
	"    - {name: no, label: Tidak}\n"
	"    - {name: yes, label: Ya}\n"
	"  degrees:\n"
	"    - {name: not, label: Tidak setuju}\n"
	"    - {name: half, label: Setuju sebagian}\n"
	"    - {name: all, label: Setuju}\n"
	"  places:\n"
	"    - {name: jambi, label: Jambi, island: sumatra}\n"
	"    - {name: padang, label: Padang, island: sumatra}\n"
	"    - {name: solo, label: Solo, island: java}\n"
	"survey:\n"
	"  - {name: one, type: select_one payment, label: One}\n"
	"  - {name: quick, type: select_one payment, label: Quick, appearance: quick}\n"
	"  - {name: many, type: select_multiple payment, label: Many}\n"
	"  - {name: many_quick, type: select_multiple payment, label: Many, appearance: quick}\n"
	"  - {name: open, type: select_one payment or_other, label: Open}\n"
	"  - {name: opens, type: select_multiple payment or_other, label: Opens}\n"
	"  - {name: grade, type: select_one grades, label: Grade}\n"
	"  - {name: grade_many, type: select_multiple grades, label: Grades}\n"
	"  - {name: across, type: select_one agree, label: Across, appearance: horizontal}\n"
	"  - {name: columns, type: select_one payment or_other, label: Columns, appearance: columns-3}\n"
	"  - {name: scale, type: select_one degrees, label: Scale, appearance: likert}\n"
	"  - {name: folded, type: select_one payment, label: Folded, appearance: minimal}\n"
	"  - {name: folded_many, type: select_multiple payment, label: Folded, appearance: minimal}\n"
	"  - {name: ranks, type: rank payment, label: Ranks}\n"
	"  - {name: island, type: text, label: Island}\n"
	"  - {name: place, type: select_one places, label: Place, choice_filter: \"island = ${island}\"}\n"
	"  - {name: agreed, type: acknowledge, label: Agreed}\n"
	"  - {name: found, type: select_one payment, label: Found, appearance: autocomplete}\n";

FORM_FIXTURES(yaml)

static void test_one(void **state)
{
	static const struct typing cases[] = {
		{"one", "", "(empty)", "> 1 ( ) Tunai\n  2 ( ) Kredit\n  3 ( ) Langganan\n  4 ( ) Tidak ada\n", WIDGET_IGNORED},
		{"one", "2", "*credit", "  1 ( ) Tunai\n> 2 (x) Kredit\n  3 ( ) Langganan\n  4 ( ) Tidak ada\n", WIDGET_PICKED},
		{"one", "<Enter>", "(empty)", NULL, WIDGET_GO_ON},
		{"one", "<Down>", "*credit", NULL, WIDGET_TAKEN},
		{"one", "<Down><Down><Up>", "*credit", NULL, WIDGET_TAKEN},
		{"one", "<Up>", "(empty)", NULL, WIDGET_IGNORED},
		{"one", "<Space>", "*cash", NULL, WIDGET_PICKED},
		{"one", "4<Down>", "*none", NULL, WIDGET_IGNORED},
		{"one", "<End>", "*none", NULL, WIDGET_TAKEN},
		{"one", "24", "*none", NULL, WIDGET_PICKED},
		{"one", "2<Enter>", "*credit", NULL, WIDGET_GO_ON},
		{"one", "5", "(empty)", NULL, WIDGET_IGNORED},
		{"one", "z", "(empty)", NULL, WIDGET_IGNORED},
		{"one", "<BS>", "(empty)", NULL, WIDGET_TAKEN},
		{"quick", "<BS>", "(empty)", NULL, WIDGET_BACK},
		{"quick", "2<BS>", "*credit", NULL, WIDGET_TAKEN},
		{"one", "<F1>", "(empty)", NULL, WIDGET_IGNORED},
	};
	typing_check(*state, cases, COUNT(cases), 10, 40);
}

static void test_many(void **state)
{
	static const struct typing cases[] = {
		{"many", "31", "*cash account", "> 1 [x] Tunai\n  2 [ ] Kredit\n  3 [x] Langganan\n  4 [ ] Tidak ada\n",
			WIDGET_TAKEN},
		{"many", "33", "(empty)", NULL, WIDGET_TAKEN},
		{"many", "134", "*none", NULL, WIDGET_PICKED},
		{"many", "42", "*credit", NULL, WIDGET_TAKEN},
		{"many", "<Down><Down><Space>", "*account", NULL, WIDGET_TAKEN},
		{"many", "<Down>", "(empty)", NULL, WIDGET_TAKEN},
		{"many", "12<Enter>", "*cash credit", NULL, WIDGET_GO_ON},
		{"many_quick", "4", "*none", NULL, WIDGET_PICKED},
	};
	typing_check(*state, cases, COUNT(cases), 10, 40);
}

static void test_other(void **state)
{
	static const struct typing cases[] = {
		{"open", "5", "*(no: What is the )",
			"  1 ( ) Tunai\n  2 ( ) Kredit\n  3 ( ) Langganan\n  4 ( ) Tidak ada\n> 5 (x) Other …\n", WIDGET_TAKEN},
		{"open", "5barter", "*other other=barter", NULL, WIDGET_TAKEN},
		{"open", "5barter<Enter>", "*other other=barter", NULL, WIDGET_GO_ON},
		{"open", "5barter<Up>", "*none", NULL, WIDGET_TAKEN},
		{"open", "5bar<Up>1", "*cash", NULL, WIDGET_PICKED},
		{"opens", "15x", "*cash other other=x",
			"  1 [x] Tunai\n  2 [ ] Kredit\n  3 [ ] Langganan\n  4 [ ] Tidak ada\n> 5 [x] Other …\n        x\n",
			WIDGET_TAKEN},
		{"opens", "5x<Up>1", "*cash other other=x", NULL, WIDGET_TAKEN},
		{"opens", "5<BS>5", "(empty)", NULL, WIDGET_TAKEN},
	};
	typing_check(*state, cases, COUNT(cases), 10, 40);
}

static void test_whole_numbers(void **state)
{
	static const struct typing cases[] = {
		{"grade", "", "(empty)", ">  1 ( ) Satu\n   2 ( ) Dua\n  12 ( ) Dua belas\n  96 ( ) Lainnya\n", WIDGET_IGNORED},
		{"grade", "2", "*2", NULL, WIDGET_PICKED},
		{"grade", "1", "*1", NULL, WIDGET_TAKEN},
		{"grade", "1<Enter>", "*1", NULL, WIDGET_GO_ON},
		{"grade", "12", "*12", NULL, WIDGET_PICKED},
		{"grade", "9", "*(no: No choice ha)", NULL, WIDGET_TAKEN},
		{"grade", "9", "*(no: No choice ha)", ">  1 ( ) Satu\n   2 ( ) Dua\n  12 ( ) Dua belas\n  96 ( ) Lainnya\n  9\n", WIDGET_TAKEN},
		{"grade", "9<Enter>", "*(no: No choice ha)", NULL, WIDGET_GO_ON},
		{"grade", "1", "*1", ">  1 ( ) Satu\n   2 ( ) Dua\n  12 ( ) Dua belas\n  96 ( ) Lainnya\n  1  Enter: Satu\n", WIDGET_TAKEN},
		{"grade", "96", "*96", NULL, WIDGET_PICKED},
		{"grade", "9<BS>2", "*2", NULL, WIDGET_PICKED},
		{"grade", "3", "(empty)", NULL, WIDGET_TAKEN},
		{"grade_many", "2", "*2", NULL, WIDGET_TAKEN},
		{"grade_many", "296", "*2 96", NULL, WIDGET_TAKEN},
		{"grade_many", "1<Enter>2", "*1 2", NULL, WIDGET_TAKEN},
		{"grade_many", "1", "*1", NULL, WIDGET_TAKEN},
	};
	typing_check(*state, cases, COUNT(cases), 10, 40);
}

static void test_filter(void **state)
{
	static const struct typing cases[] = {
		{"one", "/", "(empty)",
			"/                                      4\n> 1 ( ) Tunai\n  2 ( ) Kredit\n  3 ( ) Langganan\n  4 ( ) Tidak "
			"ada\n",
			WIDGET_TAKEN},
		{"one", "/lang", "(empty)", "/ lang                                 1\n> 3 ( ) Langganan\n", WIDGET_TAKEN},
		{"one", "/lang<Enter>", "*account", NULL, WIDGET_PICKED},
		{"one", "/account<Enter>", "*account", NULL, WIDGET_PICKED},
		{"one", "/utang<Enter>", "*credit", NULL, WIDGET_PICKED},
		{"one", "/kredti<Enter>", "*credit", NULL, WIDGET_PICKED},
		{"one", "/xyzw<Enter>", "(empty)", "/ xyzw                0  nothing like it\n", WIDGET_TAKEN},
		{"one", "/t<BS><BS>2", "*credit", NULL, WIDGET_PICKED},
		{"one", "/1", "(empty)", NULL, WIDGET_TAKEN},
		{"many", "/kred<Enter>/tun<Enter>", "*cash credit", NULL, WIDGET_TAKEN},
		{"found", "kred<Enter>", "*credit", NULL, WIDGET_PICKED},
		{"found", "kred<Enter><Enter>", "*credit", NULL, WIDGET_GO_ON},
		{"found", "<Enter>", "(empty)", NULL, WIDGET_GO_ON},
	};
	typing_check(*state, cases, COUNT(cases), 10, 40);
}

static void test_escape_closes_the_filter(void **state)
{
	struct form *form = *state;
	struct widget *widget = typing_widget(form, "one");
	assert_false(widget_takes_text(widget));
	assert_false(widget_escape(widget));
	typing_press(widget, "/kred");
	assert_true(widget_takes_text(widget));
	assert_true(widget_escape(widget));
	assert_false(widget_takes_text(widget));
	assert_false(widget_escape(widget));
	assert_int_equal(typing_press(widget, "1"), WIDGET_PICKED);
	widget_free(widget);
}

/* Arrows go by what was painted last: keys are pressed in sight of the widget. */
struct seen {
	const char *path, *keys, *entry;
	int columns;
	enum widget_result last;
	const char *grid; /* NULL: not looked at */
};

static void check_seen(struct form *form, const struct seen *cases, size_t count)
{
	struct string out = {0};
	for (size_t i = 0; i < count; i++) {
		struct widget *widget = typing_widget(form, cases[i].path);
		typing_grid(widget, 10, cases[i].columns, &out);
		enum widget_result result = typing_press(widget, cases[i].keys);
		if (strcmp(typing_entry(widget, &out), cases[i].entry) != 0)
			fail_msg("case %zu, %s %s: %s", i, cases[i].path, cases[i].keys, string_text(&out));
		if (result != cases[i].last)
			fail_msg("case %zu, %s %s: the last key gave %d", i, cases[i].path, cases[i].keys, (int)result);
		if (cases[i].grid && strcmp(typing_grid(widget, 10, cases[i].columns, &out), cases[i].grid) != 0)
			fail_msg("case %zu, %s %s:\n%s", i, cases[i].path, cases[i].keys, string_text(&out));
		widget_free(widget);
	}
	string_free(&out);
}

static void test_side_by_side(void **state)
{
	static const struct seen cases[] = {
		{"across", "", "(empty)", 36, WIDGET_IGNORED, "> 1 ( ) Tidak     2 ( ) Ya\n"},
		{"across", "<Right>", "*yes", 36, WIDGET_TAKEN, "  1 ( ) Tidak   > 2 (x) Ya\n"},
		{"across", "<Right><Right>", "*yes", 36, WIDGET_IGNORED, NULL},
		{"across", "<Right><Left>", "*no", 36, WIDGET_TAKEN, NULL},
		{"across", "<Down>", "(empty)", 36, WIDGET_IGNORED, NULL}, /* another field's */
		{"across", "<Down>", "*yes", 20, WIDGET_TAKEN, "  1 ( ) Tidak\n> 2 (x) Ya\n"},
		{"columns", "", "(empty)", 60, WIDGET_IGNORED,
			"> 1 ( ) Tunai         2 ( ) Kredit        3 ( ) Langganan\n  4 ( ) Tidak ada     5 ( ) Other …\n"},
		{"columns", "<Down>", "*none", 60, WIDGET_TAKEN, NULL},
		{"columns", "<Right><Right><Right>", "*none", 60, WIDGET_TAKEN, NULL}, /* on, as one reads */
		{"columns", "3<Down>x", "*(no: What is the )", 60, WIDGET_IGNORED, NULL},
		{"columns", "4<Up>", "*cash", 60, WIDGET_TAKEN, NULL},
		{"columns", "2<Up>", "*credit", 60, WIDGET_IGNORED, NULL},
		{"columns", "4<Down>", "*none", 60, WIDGET_IGNORED, NULL},
		{"columns", "5kain", "*other other=kain", 60, WIDGET_TAKEN,
			"  1 ( ) Tunai         2 ( ) Kredit        3 ( ) Langganan\n  4 ( ) Tidak ada   > 5 (x) Other …\n  Other … kain\n"},
		{"columns", "", "(empty)", 40, WIDGET_IGNORED,
			"> 1 ( ) Tunai         2 ( ) Kredit\n  3 ( ) Langganan     4 ( ) Tidak ada\n  5 ( ) Other …\n"},
		{"columns", "", "(empty)", 30, WIDGET_IGNORED,
			"> 1 ( ) Tunai\n  2 ( ) Kredit\n  3 ( ) Langganan\n  4 ( ) Tidak ada\n  5 ( ) Other …\n"},
		{"scale", "2", "*half", 40, WIDGET_PICKED,
			"  1 ( )      > 2 (x)        3 ( )\n  Tidak        Setuju       Setuju\n  setuju       sebagian\n"},
		{"scale", "<Right><Right>", "*all", 40, WIDGET_TAKEN, NULL},
		{"scale", "", "(empty)", 20, WIDGET_IGNORED, "> 1 ( ) Tidak setuju\n  2 ( ) Setuju\n        sebagian\n  3 ( ) Setuju\n"},
	};
	check_seen(*state, cases, COUNT(cases));
}

static void test_minimal(void **state)
{
	static const struct seen cases[] = {
		{"folded", "", "(empty)", 40, WIDGET_IGNORED, ">   Space shows 4 choices\n"},
		{"folded", "<Enter>", "(empty)", 40, WIDGET_GO_ON, NULL},
		{"folded", "<BS>", "(empty)", 40, WIDGET_TAKEN, NULL},
		{"folded", "<Space>", "(empty)", 40, WIDGET_TAKEN,
			"> 1 ( ) Tunai\n  2 ( ) Kredit\n  3 ( ) Langganan\n  4 ( ) Tidak ada\n"},
		{"folded", "<Down>", "(empty)", 40, WIDGET_TAKEN,
			"> 1 ( ) Tunai\n  2 ( ) Kredit\n  3 ( ) Langganan\n  4 ( ) Tidak ada\n"},
		{"folded", "<Space>2", "*credit", 40, WIDGET_PICKED, "> 2 (x) Kredit\n    Space shows 4 choices\n"},
		{"folded", "<Space><Down><Space>", "*credit", 40, WIDGET_PICKED, "> 2 (x) Kredit\n    Space shows 4 choices\n"},
		{"folded", "2", "*credit", 40, WIDGET_PICKED, "> 2 (x) Kredit\n    Space shows 4 choices\n"},
		{"folded", "/utang<Enter>", "*credit", 40, WIDGET_PICKED, "> 2 (x) Kredit\n    Space shows 4 choices\n"},
		{"folded", "2<Space>1", "*cash", 40, WIDGET_PICKED, "> 1 (x) Tunai\n    Space shows 4 choices\n"},
		{"folded_many", "<Space>13", "*cash account", 40, WIDGET_TAKEN,
			"  1 [x] Tunai\n  2 [ ] Kredit\n> 3 [x] Langganan\n  4 [ ] Tidak ada\n"},
		{"folded_many", "31", "*cash account", 40, WIDGET_TAKEN,
			"> 1 [x] Tunai\n  3 [x] Langganan\n    Space shows 4 choices\n"},
		{"folded_many", "13<Enter>", "*cash account", 40, WIDGET_GO_ON, NULL},
	};
	check_seen(*state, cases, COUNT(cases));
	struct widget *widget = typing_widget(*state, "folded");
	struct string out = {0};
	typing_press(widget, "2<Space>/kre");
	assert_true(widget_escape(widget)); /* what is looked for, then the list, then nothing is open */
	assert_true(widget_escape(widget));
	assert_false(widget_escape(widget));
	assert_string_equal(typing_grid(widget, 10, 40, &out), "> 2 (x) Kredit\n    Space shows 4 choices\n");
	string_free(&out);
	widget_free(widget);
}

static void test_rank(void **state)
{
	static const struct typing cases[] = {
		{"ranks", "31", "*account cash", "> 1 [2] Tunai\n  2 [ ] Kredit\n  3 [1] Langganan\n  4 [ ] Tidak ada\n= Langganan > Tunai\n",
			WIDGET_TAKEN},
		{"ranks", "312<Left>", "*account credit cash", NULL, WIDGET_TAKEN},
		{"ranks", "312<Left><Left><Left>", "*credit account cash", NULL, WIDGET_TAKEN},
		{"ranks", "312<Up><Right>", "*account credit cash", NULL, WIDGET_TAKEN},
		{"ranks", "312<Up><Right><Right>", "*account credit cash", NULL, WIDGET_TAKEN},
		{"ranks", "31<Down><Left>", "*account cash", NULL, WIDGET_TAKEN}, /* it has no place */
		{"ranks", "3124", "*account cash credit none", NULL, WIDGET_TAKEN},
		{"ranks", "31233", "*cash credit account", NULL, WIDGET_TAKEN},
		{"ranks", "<Down><Space>", "*credit", NULL, WIDGET_TAKEN},
	};
	typing_check(*state, cases, COUNT(cases), 10, 40);
}

static void test_acknowledge(void **state)
{
	static const struct typing cases[] = {
		{"agreed", "", "(empty)", "> 1 [ ] read out and understood\n", WIDGET_IGNORED},
		{"agreed", "<Space>", "*OK", "> 1 [x] read out and understood\n", WIDGET_PICKED},
		{"agreed", "xx", "(empty)", NULL, WIDGET_TAKEN},
		{"agreed", "<Enter>", "(empty)", NULL, WIDGET_GO_ON},
		{"agreed", "1<Enter>", "*OK", NULL, WIDGET_GO_ON},
	};
	typing_check(*state, cases, COUNT(cases), 3, 40);
}

/* ---- beside what stands ---- */

static void test_what_stands(void **state)
{
	struct form *form = *state;
	static const struct typing cases[] = {
		{"one", "", "credit", "  1 ( ) Tunai\n> 2 (x) Kredit\n  3 ( ) Langganan\n  4 ( ) Tidak ada\n", WIDGET_IGNORED},
		{"one", "2", "credit", NULL, WIDGET_PICKED},
		{"one", "1", "*cash", NULL, WIDGET_PICKED},
		{"many", "", "cash account", NULL, WIDGET_IGNORED},
		{"many", "13", "*(empty)", NULL, WIDGET_TAKEN},
		{"ranks", "", "account cash", NULL, WIDGET_IGNORED},
	};
	form_answer(form, "one", "credit");
	form_answer(form, "many", "cash account");
	form_answer(form, "ranks", "account cash");
	typing_check(form, cases, COUNT(cases), 10, 40);
	struct widget *widget = typing_widget(form, "one");
	typing_press(widget, "1");
	assert_true(widget_changed(widget));
	form_answer(form, "one", "cash"); /* another answer comes to stand: undo, another program of keys */
	assert_false(widget_changed(widget));
	widget_free(widget);
}

static void test_draft(void **state)
{
	struct form *form = *state;
	static const struct {
		const char *path, *keys, *draft;
	} cases[] = {{"one", "", NULL}, {"one", "2", "credit"}, {"many", "31", "cash account"},
		{"opens", "15bar", "cash other\tbar"}, {"ranks", "31", "account cash"}, {"open", "5x y", "other\tx y"},
		{"grade", "9", "9"}, {"grade_many", "29", "2 9"}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct widget *widget = typing_widget(form, cases[i].path);
		struct string before = {0}, after = {0};
		struct span text;
		bool pick;
		typing_press(widget, cases[i].keys);
		bool has = widget_draft(widget, &text, &pick);
		assert_int_equal(has, cases[i].draft != NULL);
		if (!has) {
			widget_free(widget);
			continue;
		}
		bool words = strchr(cases[i].draft, '\t') && strcmp(cases[i].path, "opens") == 0; /* lost in a list of names */
		assert_true(pick == !words && span_is(text, cases[i].draft));
		typing_entry(widget, &before);
		widget_free(widget);
		form_draft(form, cases[i].path, cases[i].draft, true);
		widget = typing_widget(form, cases[i].path);
		assert_string_equal(typing_entry(widget, &after), string_text(&before));
		widget_free(widget);
		string_free(&before);
		string_free(&after);
	}
}

static void test_choices_that_are_not_offered(void **state)
{
	struct form *form = *state;
	static const struct typing java[] = {{"place", "", "(empty)", "> 1 ( ) Solo\n", WIDGET_IGNORED}};
	static const struct typing sumatra[] = {
		{"place", "", "solo", "  1 ( ) Jambi\n  2 ( ) Padang\n> 3 (x) Solo (not offered any more)\n", WIDGET_IGNORED},
		{"place", "1", "*jambi", "> 1 (x) Jambi\n  2 ( ) Padang\n", WIDGET_PICKED},
	};
	form_answer(form, "island", "java");
	typing_check(form, java, COUNT(java), 5, 40);
	form_answer(form, "place", "solo");
	form_answer(form, "island", "sumatra");
	typing_check(form, sumatra, COUNT(sumatra), 5, 40);
}

static void test_language(void **state)
{
	struct form *form = *state;
	struct string out = {0};
	struct widget *widget = typing_widget(form, "one");
	form_language(form, "en");
	assert_string_equal(
		typing_grid(widget, 5, 40, &out), "> 1 ( ) Cash\n  2 ( ) Credit\n  3 ( ) Account\n  4 ( ) None\n");
	widget_free(widget);
	string_free(&out);
}

static void test_a_bounced_key(void **state)
{
	struct form *form = *state;
	struct widget *widget = typing_widget(form, "many");
	struct string out = {0};
	struct key key = {PRESS_TEXT, '1', {0}};
	widget_key(widget, key, 1000);
	widget_key(widget, key, 1030);
	assert_string_equal(typing_entry(widget, &out), "*cash");
	widget_key(widget, key, 1200);
	assert_string_equal(typing_entry(widget, &out), "(empty)");
	widget_free(widget);
	string_free(&out);
}

/* ---- long lists ---- */

static void long_form(struct form *form, unsigned count)
{
	struct string text = {0};
	string_add_text(&text, "tanya: 1\nid: long\nversion: \"1\"\ntitle: Long\nchoices:\n  many:\n");
	for (unsigned i = 0; i < count; i++)
		string_format(&text, "    - {name: c%u, label: Choice %u}\n", i, i);
	string_add_text(&text, "survey:\n  - {name: one, type: select_one many, label: One}\n  - {name: some, type: "
						   "select_multiple many, label: Some}\n");
	form_open(form, string_text(&text), NULL, 0, NULL);
	string_free(&text);
}

static void test_letters_and_scrolling(void **state)
{
	static const struct typing cases[] = {
		{"one", "9", "*c8", NULL, WIDGET_PICKED},
		{"one", "a", "*c9", NULL, WIDGET_PICKED},
		{"one", "z", "*c34", "  w ( ) Choice 31  ↑\n  x ( ) Choice 32\n  y ( ) Choice 33\n> z (x) Choice 34\n",
			WIDGET_PICKED},
		{"one", "z<Up><Up><Up><Up>", "*c30",
			"  s ( ) Choice 27  ↑\n  t ( ) Choice 28\n  u ( ) Choice 29\n> v (x) Choice 30  ↓\n", WIDGET_TAKEN},
	};
	struct form form;
	(void)state;
	long_form(&form, 35);
	typing_check(&form, cases, COUNT(cases), 4, 20);
	form_close(&form);
}

static void test_filter_is_open_over_35(void **state)
{
	static const struct typing cases[] = {
		{"one", "", "(empty)", "/                 36\n> ( ) Choice 0\n  ( ) Choice 1\n  ( ) Choice 2     ↓\n",
			WIDGET_IGNORED},
		{"one", "<Down>", "*c1", NULL, WIDGET_TAKEN},
		{"one", "33", "(empty)", "/ 33               1\n> ( ) Choice 33\n", WIDGET_TAKEN},
		{"one", "33<Enter>", "*c33", NULL, WIDGET_PICKED},
		{"one", "3<Down><Enter>", "*c30", NULL, WIDGET_PICKED},
		{"some", "<Down><Down><Space>", "*c2", NULL, WIDGET_TAKEN},
		{"some", "c7<Enter>c5<Enter>", "*c5 c7", NULL, WIDGET_TAKEN},
	};
	struct form form;
	(void)state;
	long_form(&form, 36);
	typing_check(&form, cases, COUNT(cases), 4, 20);
	form_close(&form);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
#define WITH_FORM(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		WITH_FORM(test_one),
		WITH_FORM(test_many),
		WITH_FORM(test_other),
		WITH_FORM(test_whole_numbers),
		WITH_FORM(test_filter),
		WITH_FORM(test_escape_closes_the_filter),
		WITH_FORM(test_side_by_side),
		WITH_FORM(test_minimal),
		WITH_FORM(test_rank),
		WITH_FORM(test_acknowledge),
		WITH_FORM(test_what_stands),
		WITH_FORM(test_draft),
		WITH_FORM(test_choices_that_are_not_offered),
		WITH_FORM(test_language),
		WITH_FORM(test_a_bounced_key),
		cmocka_unit_test(test_letters_and_scrolling),
		cmocka_unit_test(test_filter_is_open_over_35),
	};
	return cmocka_run_group_tests_name("screen/widget_choice", tests, NULL, NULL);
}
