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

FORM_FIXTURES(form_text)

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
		{"price", "-12345", "-12.345", "-12,345"},
		{"price", "2010", "2010", "2010"}, /* perhaps a year */
		{"rate", "2010.5", "2010,5", "2010.5"},
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
	must_show(form, "total", 0, "2000,5");
	form_answer(form, "price", "20");
	must_show(form, "total", 0, "20.000,5");
	must_show(form, "rows", 0, "");
}

/* Amounts with marks between their thousands, codes without; a number that may be a year has none by itself. */
static void test_appearances_of_numbers(void **state)
{
	static const struct {
		const char *type, *v, *shown;
	} cases[] = {
		{"integer", "2010", "2010"},
		{"integer", "12010", "12.010"},
		{"integer, appearance: thousands-sep", "2010", "2.010"},
		{"integer, appearance: thousands-sep", "-2010", "-2.010"},
		{"integer, appearance: thousands-sep", "201", "201"},
		{"integer, appearance: numbers", "36123", "36123"},
		{"integer, appearance: thousands-sep numbers", "36123", "36123"},
		{"decimal", "2010.25", "2010,25"},
		{"decimal, appearance: thousands-sep", "2010.25", "2.010,25"},
		{"decimal, appearance: numbers", "120100.25", "120100,25"},
		{"range, parameters: start=0 end=9000 step=1000", "2000", "2000"},
		{"range, parameters: start=0 end=9000 step=1000, appearance: thousands-sep", "2000", "2.000"},
		{"text, appearance: numbers", "0812345678", "0812345678"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct form form;
		struct string text = {0};
		string_format(&text, "tanya: 1\nid: n\nversion: \"1\"\ntitle: N\ndefault_language: id\nsurvey:\n"
							 "  - {name: q, type: %s}\n  - {name: c, type: calculate, calculation: \"${q}\"}\n",
			cases[i].type);
		form_open(&form, string_text(&text), NULL, 0, NULL);
		form_answer(&form, "q", cases[i].v);
		must_show(&form, "q", 0, cases[i].shown);
		form_close(&form);
		string_free(&text);
	}
}

static void test_units_and_others(void **state)
{
	struct form *form = *state;
	struct answer load = {.state = STATE_ANSWERED, .v = SPAN("45000"), .unit = SPAN("kodi"), .per = SPAN("week")};
	struct answer other = {.state = STATE_ANSWERED, .v = SPAN("other"), .other = SPAN("wax")};
	form_do(form, (struct event){.kind = EVENT_ANSWER, .q = SPAN("load"), .answer = load});
	must_show(form, "load", 0, "45.000 kodi per minggu");
	load.v = SPAN("4500");
	form_do(form, (struct event){.kind = EVENT_ANSWER, .q = SPAN("load"), .answer = load});
	must_show(form, "load", 1, "4,500 kodi per week");
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
	must_say(form, "p1", WORDS_LABEL, "1500 Minyak Feb 2001");
	form_language(form, "en");
	must_say(form, "p1", WORDS_LABEL, "1500 Oil Feb 2001");
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

/* ---- the case, and the row around ---- */

static const struct form_file cases_file = {
	"cases.csv", "code,name,village,size\nB01,Siti,Olak Kemang,3\nB02,Zainab,,12\n"};
static const char cases_text[] =
	"tanya: 1\nid: c\nversion: \"1\"\ntitle: C\ndefault_language: id\nlanguages: {id: Indonesia, en: English}\n"
	"case: {file: cases.csv, key: code, label: \"${case.name}\"}\ninstance_name: \"${case.name}, ${case.village}\"\n"
	"choices:\n"
	"  places:\n    - {name: home, label: {id: \"Rumah ${case.name}\", en: \"Home of ${case.name}\"}}\n"
	"    - {name: shop, label: {id: Toko, en: Shop}}\n"
	"  sizes: [{name: s3, size: \"3\"}, {name: s12, size: \"12\"}]\n"
	"survey:\n"
	"  - {name: q, type: text, label: \"${case.name} di ${case.village}?\", hint: \"${case.code}\","
	" constraint: \". != ${case.name}\", constraint_message: \"bukan ${case.name}\","
	" check: [{test: \"string-length(.) < ${case.size}\", message: \"${case.size} huruf\"}]}\n"
	"  - {name: big, type: text, relevant: \"${case.size} > 10\", default: \"concat('di ', ${case.name})\"}\n"
	"  - {name: twice, type: calculate, calculation: \"${case.size} * 2\"}\n"
	"  - {name: where, type: select_one places, required: \"${case.village} = ''\"}\n"
	"  - {name: where_words, type: calculate, calculation: \"jr:choice-name(${where}, '${where}')\"}\n"
	"  - {name: kind, type: select_one sizes, choice_filter: \"size = ${case.size}\"}\n"
	"  - {name: all_places, type: select_multiple places}\n"
	"  - {name: suppliers, type: list}\n"
	"  - repeat: persons\n    repeat_count: ${case.size}\n    children:\n"
	"      - {name: who, type: text, label: \"${persons}: ${case.name}\"}\n"
	"  - repeat: supplier\n    from: suppliers\n    children:\n"
	"      - {name: pays, type: text, label: \"Membayar ${supplier}, bukan ${suppliers}?\"}\n"
	"      - repeat: place\n        from: all_places\n        children:\n"
	"          - {name: deep, type: text, label: \"${supplier}/${place}\"}\n";

static void take_case(struct form *form, const char *key, const char *name, const char *village, const char *size)
{
	const struct named_text values[] = {{SPAN("code"), span_of(key)}, {SPAN("name"), span_of(name)},
		{SPAN("village"), span_of(village)}, {SPAN("size"), span_of(size)}};
	form_do(form,
		(struct event){.kind = EVENT_CASE, .case_key = span_of(key), .case_values = values, .case_value_count = 4});
}

static enum verdict_kind verdict_of(struct form *form, const char *path)
{
	return interview_judge_standing(form->interview, form_cell(form, path)).kind;
}

/* Columns of the case in every place that pipes and every expression; with another case all follow. */
static void test_case_columns(void **state)
{
	struct form form;
	struct cell differs;
	struct string text = {0};
	uint32_t count = 0;
	(void)state;
	form_open(&form, cases_text, &cases_file, 1, NULL);
	must_say(&form, "q", WORDS_LABEL, "… di …?");
	must_be_titled(&form, "");
	assert_int_equal(interview_state(form.interview, form_cell(&form, "big")), STATE_NOT_ASKED);
	take_case(&form, "B01", "Siti", "Olak Kemang", "3");
	must_say(&form, "q", WORDS_LABEL, "Siti di Olak Kemang?");
	must_say(&form, "q", WORDS_HINT, "B01");
	must_say(&form, "q", WORDS_CONSTRAINT, "bukan Siti");
	must_be_titled(&form, "Siti, Olak Kemang");
	must_show(&form, "twice", 0, "6");
	must_say(&form, "persons[3]/who", WORDS_LABEL, "3: Siti");
	assert_false(interview_required(form.interview, form_cell(&form, "where")));
	form_answer(&form, "q", "Siti");
	assert_int_equal(verdict_of(&form, "q"), VERDICT_CONSTRAINT);
	form_answer(&form, "q", "Ahmad");
	assert_int_equal(verdict_of(&form, "q"), VERDICT_CHECK);
	interview_check_message(form.interview, form_cell(&form, "q"), 1, 0, &text);
	assert_string_equal(string_text(&text), "3 huruf");
	form_answer(&form, "where", "home");
	must_show(&form, "where", 1, "Home of Siti");
	must_show(&form, "where_words", 0, "Rumah Siti");
	assert_int_equal(interview_choices(form.interview, form_cell(&form, "kind"), &count)[0], 0);
	assert_int_equal(count, 1);

	take_case(&form, "B02", "Zainab", "", "12");
	must_be_titled(&form, "Zainab, …");
	must_show(&form, "twice", 0, "24");
	must_show(&form, "big", 0, "di Zainab");
	must_show(&form, "where_words", 0, "Rumah Zainab");
	must_say(&form, "persons[12]/who", WORDS_LABEL, "12: Zainab");
	assert_true(interview_required(form.interview, form_cell(&form, "where")));
	assert_int_equal(verdict_of(&form, "q"), VERDICT_FINE);
	assert_int_equal(interview_choices(form.interview, form_cell(&form, "kind"), &count)[0], 1);
	assert_true(interview_recompute_matches(form.interview, &differs));
	string_free(&text);
	form_close(&form);
}

/* The name of a repeat within it is its row's own; the question that the rows come from stays the whole answer. */
static void test_row_labels(void **state)
{
	struct form form;
	(void)state;
	form_open(&form, cases_text, &cases_file, 1, NULL);
	take_case(&form, "B01", "Siti", "Olak Kemang", "2");
	form_answer(&form, "suppliers", "Toko Murni\nPak Udin");
	must_say(&form, "supplier[1]/pays", WORDS_LABEL, "Membayar Toko Murni, bukan Toko Murni, Pak Udin?");
	must_say(&form, "supplier[2]/pays", WORDS_LABEL, "Membayar Pak Udin, bukan Toko Murni, Pak Udin?");
	form_answer(&form, "all_places", "home shop");
	must_say(&form, "supplier[2]/place[home]/deep", WORDS_LABEL, "Pak Udin/Rumah Siti");
	form_language(&form, "en");
	must_say(&form, "supplier[1]/place[shop]/deep", WORDS_LABEL, "Toko Murni/Shop");
	must_say(&form, "supplier[1]/place[home]/deep", WORDS_LABEL, "Toko Murni/Home of Siti");
	form_do(&form, (struct event){.kind = EVENT_ROW_RENAME, .q = SPAN("supplier[1]/place[home]"), .label = SPAN("Gubuk")});
	must_say(&form, "supplier[1]/place[home]/deep", WORDS_LABEL, "Toko Murni/Gubuk");
	must_say(&form, "persons[2]/who", WORDS_LABEL, "2: Siti");
	form_do(&form, (struct event){.kind = EVENT_ROW_RENAME, .q = SPAN("persons[2]"), .label = SPAN("Ani")});
	must_say(&form, "persons[2]/who", WORDS_LABEL, "Ani: Siti");
	form_close(&form);
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
	while (interview_step(form->interview, &cell, false, true))
		assert_true(count > 0 && cell_equal(cell, cells[--count]));
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
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (interview_find(form->interview, span_of(bad[i]), &cell))
			fail_msg("`%s` is a path", bad[i]);
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
		cmocka_unit_test(test_appearances_of_numbers),
		cmocka_unit_test(test_case_columns),
		cmocka_unit_test(test_row_labels),
		cmocka_unit_test_setup_teardown(test_numbers, setup, teardown),
		cmocka_unit_test_setup_teardown(test_walk, setup, teardown),
		cmocka_unit_test_setup_teardown(test_step_all, setup, teardown),
		cmocka_unit_test_setup_teardown(test_paths, setup, teardown),
	};
	return cmocka_run_group_tests_name("interview/words", tests, NULL, NULL);
}
