/* What is shown: answers in two languages, piping, numbers, titles; and the walk from screen to screen. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

#include "form.h"

static const char form_text[] =
	"tanya: 1\nid: words\nversion: \"1\"\ntitle: Words\ndefault_language: id\n"
	"languages: {id: Bahasa Indonesia, en: English}\ninstance_name: \"${name}, ${good}\"\nstates: [dont_know]\n"
	"choices:\n"
	"  goods:\n"
	"    - {name: rice, label: {id: Beras, en: Rice}}\n"
	"    - {name: oil, label: {id: Minyak, en: Oil}}\n"
	"    - {name: other, label: {id: Lainnya, en: Other}}\n"
	"    - {name: bare}\n"
	"  units: [{name: kg, label: kg}, {name: kodi, label: kodi}]\n"
	"  times: [{name: week, label: {id: minggu, en: week}}]\n"
	"survey:\n"
	"  - {name: name, type: text, label: {id: Nama, en: Name}, hint: {id: Lengkap}}\n"
	"  - {name: price, type: integer, label: \"${name}?\"}\n"
	"  - {name: rate, type: decimal}\n"
	"  - {name: born, type: date, parameters: partial=true}\n"
	"  - {name: seen, type: datetime}\n"
	"  - {name: hour, type: time}\n"
	"  - {name: good, type: select_one goods or_other}\n"
	"  - {name: goods, type: select_multiple goods or_other}\n"
	"  - {name: load, type: quantity units per times}\n"
	"  - {name: names, type: list}\n"
	"  - {name: total, type: calculate, calculation: \"${price} * 1000 + 0.5\"}\n"
	"  - {name: hidden_one, type: hidden}\n"
	"  - group: page\n    appearance: field-list\n    label: Page\n    children:\n"
	"      - {name: p1, type: text, label: \"${price} ${good} ${born}\"}\n"
	"      - {name: p2, type: text, relevant: \"${p1} = 'x'\"}\n"
	"  - group: plain\n    label: Plain\n    relevant: \"${price} > 5\"\n    children:\n      - {name: q1, type: "
	"text}\n"
	"  - group: empty_page\n    appearance: field-list\n    children:\n"
	"      - {name: e1, type: text, relevant: \"${price} > 5\"}\n"
	"  - repeat: rows\n    label: Rows\n    children:\n      - {name: part, type: text, label: \"Part ${place}\"}\n"
	"      - {name: place, type: calculate, calculation: position(..)}\n"
	"  - repeat: counted\n    repeat_count: ${price}\n    children:\n      - {name: one, type: text}\n"
	"  - {name: last_one, type: text}\n";

static int setup(void **state)
{
	struct form *form = test_malloc(sizeof *form);
	form_open(form, form_text, NULL, 0, NULL);
	*state = form;
	return 0;
}

static int teardown(void **state)
{
	form_close(*state);
	test_free(*state);
	return 0;
}

static void must_show(struct form *form, const char *path, uint32_t language, const char *expected)
{
	struct string text = {0};
	interview_show(form->interview, form_cell(form, path), language, &text);
	assert_string_equal(string_text(&text), expected);
	string_free(&text);
}

static void test_show(void **state)
{
	struct form *form = *state;
	static const struct {
		const char *path, *v, *id, *en;
	} cases[] = {
		{"name", "Siti", "Siti", "Siti"},
		{"price", "2750000", "2.750.000", "2,750,000"},
		{"price", "-1234", "-1.234", "-1,234"},
		{"price", "750", "750", "750"},
		{"rate", "2.75", "2,75", "2.75"},
		{"rate", "-12345.5", "-12.345,5", "-12,345.5"},
		{"born", "2026-05-04", "4 Mei 2026", "4 May 2026"},
		{"born", "2026-10", "Okt 2026", "Oct 2026"},
		{"born", "2026", "2026", "2026"},
		{"seen", "2026-08-24T09:30+07:00", "24 Agu 2026 09:30", "24 Aug 2026 09:30"},
		{"hour", "09:30", "09:30", "09:30"},
		{"good", "rice", "Beras", "Rice"},
		{"good", "bare", "bare", "bare"},
		{"good", "gone", "gone", "gone"},
		{"goods", "oil rice", "Beras, Minyak", "Rice, Oil"},
		{"names", "Ani\nBudi", "Ani, Budi", "Ani, Budi"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		form_answer(form, cases[i].path, cases[i].v);
		must_show(form, cases[i].path, 0, cases[i].id);
		must_show(form, cases[i].path, 1, cases[i].en);
	}
	form_state(form, "price", STATE_DONT_KNOW);
	must_show(form, "price", 0, "…");
	must_show(form, "total", 0, "");
	form_answer(form, "price", "2");
	must_show(form, "total", 0, "2.000,5");
	must_show(form, "rows", 0, "");
}

static void test_units_and_others(void **state)
{
	struct form *form = *state;
	struct answer load = {.state = STATE_ANSWERED, .v = SPAN("45000"), .unit = SPAN("kodi"), .per = SPAN("week")};
	struct answer other = {.state = STATE_ANSWERED, .v = SPAN("other"), .other = SPAN("wax")};
	form_do(form, (struct event){.kind = EVENT_ANSWER, .q = SPAN("load"), .answer = load});
	must_show(form, "load", 0, "45.000 kodi per minggu");
	form_do(form, (struct event){.kind = EVENT_ANSWER, .q = SPAN("good"), .answer = other});
	must_show(form, "good", 0, "Lainnya: wax");
	must_show(form, "good", 1, "Other: wax");
}

static void must_say(struct form *form, const char *path, enum words_kind kind, const char *expected)
{
	struct string text = {0};
	interview_words(form->interview, form_cell(form, path), kind, interview_language(form->interview), &text);
	assert_string_equal(string_text(&text), expected);
	string_free(&text);
}

static void test_piping(void **state)
{
	struct form *form = *state;
	must_say(form, "price", WORDS_LABEL, "…?");
	form_answer(form, "name", "Siti");
	must_say(form, "price", WORDS_LABEL, "Siti?");
	must_say(form, "p1", WORDS_LABEL, "… … …");
	form_answer(form, "price", "1500");
	form_answer(form, "good", "oil");
	form_answer(form, "born", "2001-02");
	must_say(form, "p1", WORDS_LABEL, "1.500 Minyak Feb 2001");
	form_language(form, "en");
	must_say(form, "p1", WORDS_LABEL, "1,500 Oil Feb 2001");
	must_say(form, "name", WORDS_HINT, "Lengkap");
	must_say(form, "name", WORDS_GUIDANCE, "");
	form_do(form, (struct event){.kind = EVENT_ROW_ADD, .q = SPAN("rows[1]")});
	form_do(form, (struct event){.kind = EVENT_ROW_ADD, .q = SPAN("rows[2]")});
	must_say(form, "rows[2]/part", WORDS_LABEL, "Part 2");
}

static void must_be_titled(struct form *form, const char *expected)
{
	struct string text = {0};
	interview_title(form->interview, &text);
	assert_string_equal(string_text(&text), expected);
	string_free(&text);
}

static void test_title(void **state)
{
	struct form *form = *state;
	must_be_titled(form, "");
	form_answer(form, "name", "Siti");
	must_be_titled(form, "Siti, …");
	form_answer(form, "good", "oil");
	must_be_titled(form, "Siti, Minyak");
	form_do(form, (struct event){.kind = EVENT_CLEAR, .q = SPAN("name")});
	form_do(form, (struct event){.kind = EVENT_CLEAR, .q = SPAN("good")});
	must_be_titled(form, "");
}

static void must_number(struct form *form, const char *path, const char *expected)
{
	struct string text = {0};
	interview_number(form->interview, form_cell(form, path), &text);
	assert_string_equal(string_text(&text), expected);
	string_free(&text);
}

static void test_numbers(void **state)
{
	struct form *form = *state;
	form_do(form, (struct event){.kind = EVENT_ROW_ADD, .q = SPAN("rows[1]")});
	form_do(form, (struct event){.kind = EVENT_ROW_ADD, .q = SPAN("rows[2]")});
	must_number(form, "name", "1");
	must_number(form, "total", "");
	must_number(form, "rows[2]/part", "14.1[2]");
	form_do(form, (struct event){.kind = EVENT_ROW_REMOVE, .q = SPAN("rows[1]")});
	must_number(form, "rows[2]/part", "14.1[1]");
}

/* The paths of the screens, forward; backward they are the same. */
static void must_walk(struct form *form, const char *expected)
{
	struct string text = {0};
	struct cell cells[64], cell = CELL_NONE;
	size_t count = 0;
	while (interview_step(form->interview, &cell, true, true) && count < 64) {
		cells[count++] = cell;
		string_add_text(&text, text.length > 0 ? " " : "");
		interview_path(form->interview, cell, &text);
	}
	assert_string_equal(string_text(&text), expected);
	cell = CELL_NONE;
	while (interview_step(form->interview, &cell, false, true)) {
		assert_true(count > 0 && cell_equal(cell, cells[--count]));
	}
	assert_int_equal(count, 0);
	string_free(&text);
}

#define TOP "name price rate born seen hour good goods load names page "

static void test_walk(void **state)
{
	struct form *form = *state;
	must_walk(form, TOP "rows last_one");
	form_answer(form, "price", "2");
	must_walk(form, TOP "rows counted[1]/one counted[2]/one last_one");
	form_do(form, (struct event){.kind = EVENT_ROW_ADD, .q = SPAN("rows[1]")});
	form_do(form, (struct event){.kind = EVENT_ROW_ADD, .q = SPAN("rows[2]")});
	must_walk(form, TOP "rows[1]/part rows[2]/part rows counted[1]/one counted[2]/one last_one");
	form_answer(form, "price", "6");
	form_do(form, (struct event){.kind = EVENT_ROW_REMOVE, .q = SPAN("rows[1]")});
	must_walk(form, TOP "q1 empty_page rows[2]/part rows counted[1]/one counted[2]/one counted[3]/one counted[4]/one "
						"counted[5]/one counted[6]/one last_one");
	/* From a member of a page that is met as one the way leads out of it. */
	struct cell cell = form_cell(form, "p1");
	assert_true(interview_step(form->interview, &cell, true, true));
	assert_true(cell_equal(cell, form_cell(form, "q1")));
}

/* Every cell of every row that counts, asked or not, groups and repeats before what is in them. */
static void test_step_all(void **state)
{
	struct form *form = *state;
	struct string text = {0};
	struct cell cell;
	form_answer(form, "price", "1");
	form_do(form, (struct event){.kind = EVENT_ROW_ADD, .q = SPAN("rows[1]")});
	cell = form_cell(form, "plain");
	do {
		interview_path(form->interview, cell, &text);
		string_add_byte(&text, ' ');
	} while (interview_step_all(form->interview, &cell));
	assert_string_equal(
		string_text(&text), "plain q1 empty_page e1 rows rows[1]/part rows[1]/place counted counted[1]/one last_one ");
	string_free(&text);
}

static void test_paths(void **state)
{
	struct form *form = *state;
	static const char *const bad[] = {"", "nobody", "rows[1]", "rows[1]/", "rows[1]/nobody", "rows[2]/part", "part",
		"rows/part", "rows[1/part", "rows[1]part", "/name", "name/", "page/p1", "rows[1]/name", "NAME"};
	struct cell cell;
	struct span identity;
	form_do(form, (struct event){.kind = EVENT_ROW_ADD, .q = SPAN("rows[1]")});
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (interview_find(form->interview, span_of(bad[i]), &cell)) {
			fail_msg("`%s` is a path", bad[i]);
		}
	}
	assert_true(interview_find(form->interview, SPAN("rows[1]/part"), &cell));
	assert_true(interview_find_row(form->interview, SPAN("rows[9]"), &cell, &identity));
	assert_true(span_is(identity, "9"));
	assert_false(interview_find_row(form->interview, SPAN("name[1]"), &cell, &identity));
	assert_false(interview_find_row(form->interview, SPAN("rows[]"), &cell, &identity));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_show, setup, teardown),
		cmocka_unit_test_setup_teardown(test_units_and_others, setup, teardown),
		cmocka_unit_test_setup_teardown(test_piping, setup, teardown),
		cmocka_unit_test_setup_teardown(test_title, setup, teardown),
		cmocka_unit_test_setup_teardown(test_numbers, setup, teardown),
		cmocka_unit_test_setup_teardown(test_walk, setup, teardown),
		cmocka_unit_test_setup_teardown(test_step_all, setup, teardown),
		cmocka_unit_test_setup_teardown(test_paths, setup, teardown),
	};
	return cmocka_run_group_tests_name("interview/words", tests, NULL, NULL);
}
