/* Judging: every verdict, soft checks and their overrides, open points and counts, choices offered. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

#include "form.h"

static const char form_text[] =
	"tanya: 1\nid: judged\nversion: \"1\"\ntitle: Judged\nstates: [refused]\n"
	"choices:\n"
	"  yes_no: [{name: yes, label: Yes}, {name: no, label: No}]\n"
	"  goods:\n"
	"    - {name: rice, label: Rice, kind: dry}\n"
	"    - {name: oil, label: Oil, kind: wet}\n"
	"    - {name: none, label: None, kind: dry, exclusive: true}\n"
	"  units: [{name: kg, label: kg}]\n"
	"survey:\n"
	"  - {name: open, type: select_one yes_no, required: true}\n"
	"  - {name: age, type: integer, constraint: . >= 10, check: [{test: . < 90}, {test: . != 77, message: \"77 is odd, "
	"${open}\"}]}\n"
	"  - {name: kind, type: text}\n"
	"  - {name: good, type: select_one goods or_other, choice_filter: \"kind = ${kind} or ${kind} = ''\"}\n"
	"  - {name: goods, type: select_multiple goods}\n"
	"  - {name: part, type: range, parameters: start=1 end=3 step=0.5}\n"
	"  - {name: load, type: quantity units}\n"
	"  - {name: born, type: date}\n"
	"  - {name: month, type: date, parameters: partial=true}\n"
	"  - {name: fixed, type: text, default: stone, read_only: true}\n"
	"  - {name: hushed, type: text, relevant: \"${open} = 'yes'\", required: \"${age} > 50\"}\n"
	"  - {name: told, type: note, label: Told}\n"
	"  - {name: twice, type: calculate, calculation: \"${age} * 2\"}\n"
	"  - {name: strict, type: text, states: [not_applicable]}\n"
	"  - {name: hard, type: text, constraint: \"regex(., '(a+)+[bc]')\", check: [{test: string-length(.) < 9}]}\n"
	"  - {name: order, type: select_one goods, parameters: randomize=true seed=42}\n";

FORM_FIXTURES(form_text)

struct judged {
	const char *path, *v, *unit;
	enum answer_state state;
	enum verdict_kind kind;
	uint32_t check;
};

static void test_verdicts(void **state)
{
	struct form *form = *state;
	static const struct judged cases[] = {
		{"age", "10", NULL, STATE_ANSWERED, VERDICT_FINE, 0},
		{"age", "9", NULL, STATE_ANSWERED, VERDICT_CONSTRAINT, 0},
		{"age", "90", NULL, STATE_ANSWERED, VERDICT_CHECK, 1},
		{"age", "77", NULL, STATE_ANSWERED, VERDICT_CHECK, 2},
		{"age", "ten", NULL, STATE_ANSWERED, VERDICT_NOT_A_VALUE, 0},
		{"age", "", NULL, STATE_REFUSED, VERDICT_FINE, 0},
		{"age", "", NULL, STATE_DONT_KNOW, VERDICT_STATE_NOT_ALLOWED, 0},
		{"age", "", NULL, STATE_UNANSWERED, VERDICT_FINE, 0},
		{"open", "", NULL, STATE_UNANSWERED, VERDICT_REQUIRED, 0},
		{"open", "", NULL, STATE_REFUSED, VERDICT_FINE, 0},
		{"open", "maybe", NULL, STATE_ANSWERED, VERDICT_UNKNOWN_CHOICE, 0},
		{"strict", "", NULL, STATE_REFUSED, VERDICT_STATE_NOT_ALLOWED, 0},
		{"strict", "", NULL, STATE_NOT_APPLICABLE, VERDICT_FINE, 0},
		{"good", "rice", NULL, STATE_ANSWERED, VERDICT_FINE, 0},
		{"good", "other", NULL, STATE_ANSWERED, VERDICT_FINE, 0},
		{"goods", "rice oil", NULL, STATE_ANSWERED, VERDICT_FINE, 0},
		{"goods", "rice none", NULL, STATE_ANSWERED, VERDICT_EXCLUSIVE, 0},
		{"goods", "none", NULL, STATE_ANSWERED, VERDICT_FINE, 0},
		{"goods", "rice other", NULL, STATE_ANSWERED, VERDICT_UNKNOWN_CHOICE, 0},
		{"part", "2.5", NULL, STATE_ANSWERED, VERDICT_FINE, 0},
		{"part", "2.7", NULL, STATE_ANSWERED, VERDICT_OUT_OF_RANGE, 0},
		{"part", "3.5", NULL, STATE_ANSWERED, VERDICT_OUT_OF_RANGE, 0},
		{"load", "4", "kg", STATE_ANSWERED, VERDICT_FINE, 0},
		{"load", "4", "ton", STATE_ANSWERED, VERDICT_UNKNOWN_UNIT, 0},
		{"load", "4", "", STATE_ANSWERED, VERDICT_UNKNOWN_UNIT, 0},
		{"born", "2010", NULL, STATE_ANSWERED, VERDICT_NOT_A_VALUE, 0},
		{"born", "2011-02-29", NULL, STATE_ANSWERED, VERDICT_NOT_A_VALUE, 0},
		{"month", "2010", NULL, STATE_ANSWERED, VERDICT_FINE, 0},
		{"fixed", "sand", NULL, STATE_ANSWERED, VERDICT_READ_ONLY, 0},
		{"fixed", "stone", NULL, STATE_ANSWERED, VERDICT_FINE, 0},
		{"hushed", "x", NULL, STATE_ANSWERED, VERDICT_NOT_ASKED, 0},
		{"told", "x", NULL, STATE_ANSWERED, VERDICT_NOT_A_VALUE, 0},
		{"twice", "2", NULL, STATE_ANSWERED, VERDICT_NOT_A_VALUE, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer answer = {.state = cases[i].state, .v = span_of(cases[i].v), .unit = span_of(cases[i].unit)};
		struct verdict verdict = interview_judge(form->interview, form_cell(form, cases[i].path), &answer);
		if (verdict.kind != cases[i].kind || verdict.check != cases[i].check)
			fail_msg("case %zu: %s = %s gives %d %u", i, cases[i].path, cases[i].v, (int)verdict.kind, verdict.check);
	}
}

static void override(struct form *form, uint32_t check, const char *v)
{
	form_do(form, (struct event){.kind = EVENT_OVERRIDE,
					  .q = SPAN("age"),
					  .check = check,
					  .answer = {.v = span_of(v)},
					  .reason = SPAN("confirmed"),
					  .message = SPAN("really?")});
}

static uint32_t check_of(struct form *form)
{
	struct verdict verdict = interview_judge_standing(form->interview, form_cell(form, "age"));
	return verdict.kind == VERDICT_CHECK ? verdict.check : 0;
}

/* A test that takes too much effort refuses nothing, and is told. */
static void test_what_cannot_be_told(void **state)
{
	struct form *form = *state;
	struct cell cell;
	struct answer long_one = {.state = STATE_ANSWERED, .v = SPAN("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")};
	struct answer short_one = {.state = STATE_ANSWERED, .v = SPAN("ab")};
	assert_true(interview_find(form->interview, SPAN("hard"), &cell));
	struct verdict verdict = interview_judge(form->interview, cell, &long_one);
	assert_int_equal(verdict.kind, VERDICT_CHECK);
	assert_int_equal(verdict.check, 1); /* what comes behind it is judged all the same */
	assert_non_null(verdict.fault);
	assert_non_null(strstr(verdict.fault, "too much effort"));
	verdict = interview_judge(form->interview, cell, &short_one);
	assert_int_equal(verdict.kind, VERDICT_FINE);
	assert_null(verdict.fault);
}

static void test_override_lapses(void **state)
{
	struct form *form = *state;
	struct cell age = form_cell(form, "age");
	struct arena *arena = arena_new();
	struct event event;
	form_answer(form, "age", "95");
	assert_int_equal(check_of(form), 1);
	override(form, 1, "95");
	assert_int_equal(check_of(form), 0);
	assert_true(span_is(interview_override(form->interview, age, 1)->reason, "confirmed"));
	form_answer(form, "age", "95");
	assert_int_equal(check_of(form), 0);
	form_answer(form, "age", "96");
	assert_null(interview_override(form->interview, age, 1));
	assert_int_equal(check_of(form), 1);
	form_answer(form, "age", "95");
	assert_int_equal(check_of(form), 1);
	override(form, 1, "96"); /* for another value than the one that stands */
	assert_int_equal(check_of(form), 1);
	/* Given before the answer that it is for, it stands too. */
	override(form, 2, "77");
	form_answer(form, "age", "77");
	assert_int_equal(check_of(form), 0);
	/* Undo and redo bring it back with the value. */
	assert_true(interview_undo(form->interview, arena, &event));
	form_do(form, event);
	assert_null(interview_override(form->interview, age, 2));
	assert_true(interview_redo(form->interview, arena, &event));
	form_do(form, event);
	assert_non_null(interview_override(form->interview, age, 2));
	arena_free(arena);
}

static void must_have(const struct points *points, size_t at, enum point_kind kind, struct cell cell)
{
	assert_true(at < points->count);
	assert_int_equal(points->items[at].kind, kind);
	assert_true(cell_equal(points->items[at].cell, cell));
}

static void test_points(void **state)
{
	struct form *form = *state;
	struct points points = {0};
	form_answer(form, "age", "5");
	form_answer(form, "good", "rice");
	form_answer(form, "kind", "wet");
	form_draft(form, "born", "24/1", false);
	form_do(form, (struct event){.kind = EVENT_ASIDE, .q = SPAN("kind"), .who = SPAN("husband")});
	interview_points(form->interview, &points);
	assert_int_equal(points.in_the_way, 4);
	must_have(&points, 0, POINT_REQUIRED, form_cell(form, "open"));
	must_have(&points, 1, POINT_HARD, form_cell(form, "age"));
	must_have(&points, 2, POINT_NOT_OFFERED, form_cell(form, "good"));
	must_have(&points, 3, POINT_DRAFT, form_cell(form, "born"));
	must_have(&points, 4, POINT_ASIDE, form_cell(form, "kind"));
	must_have(&points, 5, POINT_OPTIONAL, form_cell(form, "goods"));
	struct counts counts = interview_counts(form->interview);
	assert_int_equal(counts.open, 4);
	assert_int_equal(counts.answered, 4);
	assert_int_equal(counts.asked, 13);
	form_answer(form, "open", "yes");
	form_answer(form, "age", "95");
	interview_points(form->interview, &points);
	must_have(&points, 0, POINT_SOFT, form_cell(form, "age"));
	must_have(&points, 3, POINT_REQUIRED, form_cell(form, "hushed"));
	points_free(&points);
}

static void test_choices(void **state)
{
	struct form *form = *state;
	uint32_t count = 0;
	struct cell good = form_cell(form, "good");
	interview_choices(form->interview, good, &count);
	assert_int_equal(count, 3);
	form_answer(form, "kind", "wet");
	const uint32_t *order = interview_choices(form->interview, good, &count);
	assert_int_equal(count, 1);
	assert_int_equal(order[0], 1);
	assert_false(interview_offers(form->interview, good, 0));
	assert_true(interview_offers(form->interview, good, 1));
	const uint32_t *again = interview_choices(form->interview, good, &count);
	assert_ptr_equal(order, again);
	uint32_t expected[3];
	expression_shuffle(expected, 3, 42);
	order = interview_choices(form->interview, form_cell(form, "order"), &count);
	assert_int_equal(count, 3);
	assert_memory_equal(order, expected, sizeof expected);
}

static void test_required_and_read_only(void **state)
{
	struct form *form = *state;
	form_answer(form, "open", "yes");
	assert_true(interview_required(form->interview, form_cell(form, "open")));
	assert_false(interview_required(form->interview, form_cell(form, "hushed")));
	form_answer(form, "age", "51");
	assert_true(interview_required(form->interview, form_cell(form, "hushed")));
	assert_true(interview_read_only(form->interview, form_cell(form, "fixed")));
	assert_true(span_is(interview_answer(form->interview, form_cell(form, "fixed"))->v, "stone"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_verdicts, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_cannot_be_told, setup, teardown),
		cmocka_unit_test_setup_teardown(test_override_lapses, setup, teardown),
		cmocka_unit_test_setup_teardown(test_points, setup, teardown),
		cmocka_unit_test_setup_teardown(test_choices, setup, teardown),
		cmocka_unit_test_setup_teardown(test_required_and_read_only, setup, teardown),
	};
	return cmocka_run_group_tests_name("interview/judge", tests, NULL, NULL);
}
