/* Rows: open, counted and over other answers; set aside and back; what relevance inherits; what is evaluated again. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

#include "form.h"

#define HEAD "tanya: 1\nid: rows\nversion: \"1\"\ntitle: Rows\n"

static const char form_text[] =
	HEAD "choices:\n"
		 "  yes_no: [{name: yes, label: Yes}, {name: no, label: No}]\n"
		 "  tools: [{name: saw, label: A saw}, {name: axe, label: An axe}, {name: awl, label: An awl}]\n"
		 "survey:\n"
		 "  - {name: open, type: select_one yes_no}\n"
		 "  - {name: many, type: integer}\n"
		 "  - {name: tools, type: select_multiple tools}\n"
		 "  - {name: people, type: list}\n"
		 "  - repeat: workers\n"
		 "    relevant: \"${open} = 'yes'\"\n"
		 "    children:\n"
		 "      - {name: worker, type: text}\n"
		 "      - {name: wage, type: integer}\n"
		 "      - {name: place, type: calculate, calculation: position(..)}\n"
		 "      - repeat: days\n"
		 "        repeat_count: ${wage}\n"
		 "        children:\n"
		 "          - {name: hours, type: integer}\n"
		 "          - {name: pay, type: calculate, calculation: \"${hours} * ${wage}\"}\n"
		 "  - repeat: houses\n"
		 "    repeat_count: ${many}\n"
		 "    children:\n"
		 "      - {name: rooms, type: integer}\n"
		 "  - repeat: tool\n"
		 "    from: tools\n"
		 "    children:\n"
		 "      - {name: price, type: integer}\n"
		 "  - repeat: person\n"
		 "    from: people\n"
		 "    children:\n"
		 "      - {name: age, type: integer}\n"
		 "  - {name: wages, type: calculate, calculation: \"sum(${wage})\"}\n"
		 "  - {name: all_rooms, type: calculate, calculation: \"sum(${rooms})\"}\n"
		 "  - {name: costs, type: calculate, calculation: \"sum(${price})\"}\n"
		 "  - {name: all_hours, type: calculate, calculation: \"sum(${hours})\"}\n"
		 "  - {name: heads, type: calculate, calculation: \"count(${workers})\"}\n"
		 "  - {name: oldest, type: calculate, calculation: \"max(${age})\"}\n";

static int setup(void **state)
{
	struct form *form = test_malloc(sizeof *form);
	form_open(form, form_text, NULL, 0, NULL);
	*state = form;
	return 0;
}

static int teardown(void **state)
{
	struct cell differs;
	struct form *form = *state;
	assert_true(interview_recompute_matches(form->interview, &differs));
	form_close(form);
	test_free(form);
	return 0;
}

static void add(struct form *form, const char *row)
{
	form_do(form, (struct event){.kind = EVENT_ROW_ADD, .q = span_of(row)});
}

static void take(struct form *form, const char *row)
{
	form_do(form, (struct event){.kind = EVENT_ROW_REMOVE, .q = span_of(row)});
}

static void must_value(const struct form *form, const char *path, const char *expected)
{
	struct string text = {0};
	struct value value = interview_value(form->interview, form_cell(form, path));
	value_print(&text, &value);
	assert_string_equal(string_text(&text), expected);
	string_free(&text);
}

/* The identities of the rows that count, with one space between. */
static void must_rows(const struct form *form, const char *path, const char *expected)
{
	struct string text = {0};
	uint32_t count = 0;
	struct cell repeat = form_cell(form, path);
	const uint32_t *slots = interview_rows(form->interview, repeat, &count);
	for (uint32_t i = 0; i < count; i++) {
		const struct row *row = interview_row(form->interview, repeat.item, slots[i]);
		assert_int_equal(row->place, i + 1);
		string_add_text(&text, i > 0 ? " " : "");
		string_add(&text, row->identity);
	}
	assert_string_equal(string_text(&text), expected);
	string_free(&text);
}

static void must_refuse(struct form *form, enum event_kind kind, const char *q, const char *words)
{
	struct event event = {.kind = kind, .q = span_of(q), .n = form->n + 1, .at = form->now};
	const char *refusal = NULL;
	uint64_t before = interview_digest(form->interview);
	assert_false(interview_apply(form->interview, &event, NULL, &refusal));
	assert_non_null(refusal);
	assert_non_null(strstr(refusal, words));
	assert_true(interview_digest(form->interview) == before);
	assert_int_equal(interview_last(form->interview), form->n);
}

static void test_open_rows(void **state)
{
	struct form *form = *state;
	form_answer(form, "open", "yes");
	must_rows(form, "workers", "");
	assert_int_equal(interview_next_identity(form->interview, form_cell(form, "workers")), 1);
	add(form, "workers[1]");
	add(form, "workers[2]");
	add(form, "workers[3]");
	form_answer(form, "workers[1]/wage", "10");
	form_answer(form, "workers[2]/wage", "2");
	form_answer(form, "workers[3]/wage", "5");
	must_value(form, "wages", "17");
	must_value(form, "heads", "3");
	take(form, "workers[2]");
	must_rows(form, "workers", "1 3");
	must_value(form, "wages", "15");
	must_value(form, "workers[3]/place", "2");
	assert_int_equal(interview_next_identity(form->interview, form_cell(form, "workers")), 4);
	must_refuse(form, EVENT_ROW_ADD, "workers[2]", "not used again");
	must_refuse(form, EVENT_ROW_ADD, "workers[3]", "exists");
	must_refuse(form, EVENT_ROW_ADD, "workers[x]", "no number");
	must_refuse(form, EVENT_ROW_ADD, "houses[1]", "earlier answer");
	must_refuse(form, EVENT_ROW_REMOVE, "workers[9]", "no row");
	must_refuse(form, EVENT_CLEAR, "workers[9]/wage", "no `workers[9]/wage`");
}

static void test_removed_row_comes_back_where_it_was(void **state)
{
	struct form *form = *state;
	struct arena *arena = arena_new();
	struct event event;
	form_answer(form, "open", "yes");
	add(form, "workers[1]");
	add(form, "workers[2]");
	add(form, "workers[3]");
	form_answer(form, "workers[2]/wage", "7");
	take(form, "workers[2]");
	must_value(form, "wages", "0");
	assert_true(interview_undo(form->interview, arena, &event));
	assert_int_equal(event.kind, EVENT_ROW_ADD);
	assert_true(span_is(event.q, "workers[2]"));
	form_do(form, event);
	must_rows(form, "workers", "1 2 3");
	must_value(form, "wages", "7");
	arena_free(arena);
}

static void test_counted_rows_go_and_return(void **state)
{
	struct form *form = *state;
	static const struct {
		const char *count, *rows, *sum;
	} cases[] = {
		{"2", "1 2", "0"},
		{"3", "1 2 3", "0"},
		{"1", "1", "10"},
		{"3", "1 2 3", "60"},
		{"0", "", "0"},
		{"2", "1 2", "30"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		form_answer(form, "many", cases[i].count);
		if (i == 1) {
			form_answer(form, "houses[1]/rooms", "10");
			form_answer(form, "houses[2]/rooms", "20");
			form_answer(form, "houses[3]/rooms", "30");
			continue;
		}
		must_rows(form, "houses", cases[i].rows);
		must_value(form, "all_rooms", cases[i].sum);
	}
	form_answer(form, "many", "-3");
	must_rows(form, "houses", "");
	form_state(form, "many", STATE_DONT_KNOW);
	must_rows(form, "houses", "");
	assert_int_equal(interview_state(form->interview, form_cell(form, "houses[1]/rooms")), STATE_NOT_ASKED);
	assert_true(span_is(interview_answer(form->interview, form_cell(form, "houses[1]/rooms"))->v, "10"));
}

static void test_rows_over_choices(void **state)
{
	struct form *form = *state;
	form_answer(form, "tools", "axe saw");
	must_rows(form, "tool", "saw axe");
	assert_true(span_is(interview_row(form->interview, form_cell(form, "tool").item, 0)->label, "A saw"));
	form_answer(form, "tool[axe]/price", "5");
	form_answer(form, "tool[saw]/price", "8");
	must_value(form, "costs", "13");
	form_answer(form, "tools", "saw awl");
	must_rows(form, "tool", "saw awl");
	must_value(form, "costs", "8");
	form_answer(form, "tools", "awl axe");
	must_rows(form, "tool", "axe awl");
	must_value(form, "costs", "5");
	form_do(form, (struct event){.kind = EVENT_CLEAR, .q = SPAN("tools")});
	must_rows(form, "tool", "");
}

static void lines(struct form *form, const struct list_line *list, uint32_t count)
{
	struct string text = {0};
	for (uint32_t i = 0; i < count; i++) {
		string_add_text(&text, i > 0 ? "\n" : "");
		string_add(&text, list[i].text);
	}
	struct answer answer = {.state = STATE_ANSWERED, .v = string_span(&text), .lines = list, .line_count = count};
	form_do(form, (struct event){.kind = EVENT_ANSWER, .q = SPAN("people"), .answer = answer});
	string_free(&text);
}

static void test_rows_over_lines(void **state)
{
	struct form *form = *state;
	struct cell people = form_cell(form, "people");
	assert_int_equal(interview_next_line(form->interview, people), 1);
	lines(form, (struct list_line[]){{1, SPAN("Ani")}, {2, SPAN("Budi")}, {3, SPAN("Cici")}}, 3);
	must_rows(form, "person", "1 2 3");
	form_answer(form, "person[3]/age", "30");
	form_answer(form, "person[1]/age", "10");
	lines(form, (struct list_line[]){{2, SPAN("Budi")}, {1, SPAN("Annie")}}, 2);
	must_rows(form, "person", "2 1");
	must_value(form, "oldest", "10");
	assert_true(span_is(interview_row(form->interview, form_cell(form, "person").item, 0)->label, "Annie"));
	assert_int_equal(interview_next_line(form->interview, people), 4);
	lines(form, (struct list_line[]){{2, SPAN("Budi")}, {3, SPAN("Cici")}, {4, SPAN("Dedi")}}, 3);
	must_value(form, "oldest", "30");
	must_rows(form, "person", "2 3 4");
}

static void test_relevance_is_inherited(void **state)
{
	struct form *form = *state;
	struct effects effects = {0};
	form_answer(form, "open", "yes");
	add(form, "workers[1]");
	form_answer(form, "workers[1]/wage", "2");
	must_rows(form, "workers[1]/days", "1 2");
	form_answer(form, "workers[1]/days[2]/hours", "4");
	must_value(form, "workers[1]/days[2]/pay", "8");
	must_value(form, "all_hours", "4");
	struct event event = {
		.kind = EVENT_ANSWER, .q = SPAN("open"), .answer = {.state = STATE_ANSWERED, .v = SPAN("no")}};
	assert_true(interview_preview(form->interview, &event, &effects));
	must_value(form, "all_hours", "4");
	unsigned answered = 0;
	for (size_t i = 0; i < effects.count; i++)
		answered += effects.items[i].kind == EFFECT_UNASKED && effects.items[i].answered ? 1 : 0;
	assert_int_equal(answered, 3); /* wage, place, hours: pay reads what is not asked and is empty */
	effects_free(&effects);
	form_do(form, event);
	must_value(form, "all_hours", "0");
	must_value(form, "heads", "0");
	assert_int_equal(interview_state(form->interview, form_cell(form, "workers[1]/days[2]/hours")), STATE_NOT_ASKED);
	form_answer(form, "open", "yes");
	must_value(form, "all_hours", "4");
	must_value(form, "heads", "1");
}

static void test_rows_of_rows(void **state)
{
	struct form *form = *state;
	form_answer(form, "open", "yes");
	add(form, "workers[1]");
	add(form, "workers[2]");
	form_answer(form, "workers[1]/wage", "3");
	form_answer(form, "workers[2]/wage", "1");
	form_answer(form, "workers[1]/days[3]/hours", "5");
	form_answer(form, "workers[2]/days[1]/hours", "6");
	must_value(form, "workers[1]/days[3]/pay", "15");
	must_value(form, "workers[2]/days[1]/pay", "6");
	form_answer(form, "workers[1]/wage", "4");
	must_value(form, "workers[1]/days[3]/pay", "20");
	take(form, "workers[1]");
	must_value(form, "all_hours", "6");
	struct string text = {0};
	interview_path(form->interview, form_cell(form, "workers[2]/days[1]/hours"), &text);
	assert_string_equal(string_text(&text), "workers[2]/days[1]/hours");
	string_free(&text);
}

static void test_rename(void **state)
{
	struct form *form = *state;
	form_answer(form, "tools", "saw");
	form_do(form, (struct event){.kind = EVENT_ROW_RENAME, .q = SPAN("tool[saw]"), .label = SPAN("Old saw")});
	uint32_t repeat = form_cell(form, "tool").item;
	assert_true(span_is(interview_row(form->interview, repeat, 0)->label, "Old saw"));
	form_answer(form, "tools", "saw axe");
	assert_true(span_is(interview_row(form->interview, repeat, 0)->label, "Old saw"));
	form_do(form, (struct event){.kind = EVENT_ROW_RENAME, .q = SPAN("tool[saw]")});
	assert_true(span_is(interview_row(form->interview, repeat, 0)->label, "A saw"));
}

/* Ten thousand rows: each adds to an aggregate of all, and stays linear. */
static void test_many_rows(void **state)
{
	struct form *form = *state;
	form_answer(form, "open", "yes");
	form_answer(form, "many", "10000");
	for (int i = 1; i <= 10000; i += 97) {
		char path[64] = "houses[";
		struct string text = {0};
		string_format(&text, "houses[%d]/rooms", i);
		memcpy(path, string_text(&text), text.length + 1);
		form_answer(form, path, "1");
		string_free(&text);
	}
	must_value(form, "all_rooms", "104");
	form_answer(form, "many", "98");
	must_value(form, "all_rooms", "2");
}

static void test_a_million_rows(void **state)
{
	struct form *form = *state;
	struct effects effects = {0};
	form_answer(form, "many", "2");
	struct event event = {.kind = EVENT_ANSWER,
		.q = SPAN("many"),
		.answer = {.state = STATE_ANSWERED, .v = SPAN("1000000")},
		.n = ++form->n,
		.at = form->now};
	assert_true(interview_apply(form->interview, &event, &effects, NULL));
	must_rows(form, "houses", "");
	bool told = false;
	for (size_t i = 0; i < effects.count; i++)
		told = told || (effects.items[i].kind == EFFECT_FAULT && strstr(effects.items[i].text, "over 100000") != NULL);
	assert_true(told);
	effects_free(&effects);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_open_rows, setup, teardown),
		cmocka_unit_test_setup_teardown(test_removed_row_comes_back_where_it_was, setup, teardown),
		cmocka_unit_test_setup_teardown(test_counted_rows_go_and_return, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rows_over_choices, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rows_over_lines, setup, teardown),
		cmocka_unit_test_setup_teardown(test_relevance_is_inherited, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rows_of_rows, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rename, setup, teardown),
		cmocka_unit_test_setup_teardown(test_many_rows, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_million_rows, setup, teardown),
	};
	return cmocka_run_group_tests_name("interview/rows", tests, NULL, NULL);
}
