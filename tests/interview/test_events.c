/* Events: what is refused, drafts, passages, notes, undo and redo, status, time, metadata. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

#include "form.h"

static const char form_text[] =
	"tanya: 1\nid: events\nversion: \"2\"\ntitle: Events\ndefault_language: en\nlanguages: {en: English, id: "
	"Indonesia}\n"
	"choices:\n"
	"  yes_no: [{name: yes, label: {en: Yes, id: Ya}}, {name: no, label: {en: No, id: Tidak}}]\n"
	"survey:\n"
	"  - {name: began, type: start}\n"
	"  - {name: day, type: today}\n"
	"  - {name: over, type: end}\n"
	"  - {name: typist, type: username}\n"
	"  - {name: name, type: text}\n"
	"  - {name: age, type: integer}\n"
	"  - {name: good, type: select_one yes_no}\n"
	"  - {name: price, type: quantity yes_no}\n"
	"  - {name: said, type: calculate, calculation: \"jr:choice-name(${good}, '${good}')\"}\n"
	"  - {name: luck, type: calculate, calculation: random()}\n"
	"  - {name: now_is, type: calculate, calculation: now()}\n"
	"  - {name: spent, type: calculate, calculation: duration()}\n"
	"  - {name: told, type: note, label: Told}\n"
	"  - repeat: rows\n    children:\n      - {name: part, type: text}\n"
	"  - topic: talk\n    label: Talk\n    probes: [how, why]\n    children:\n      - {name: story, type: passage}\n";

FORM_FIXTURES(form_text)

static void must_refuse(struct form *form, struct event event, const char *words)
{
	const char *refusal = NULL;
	struct effects effects = {0};
	uint64_t before = interview_digest(form->interview), last = interview_last(form->interview);
	event.n = form->n + 1;
	event.at = form->now;
	assert_false(interview_apply(form->interview, &event, &effects, &refusal));
	assert_non_null(refusal);
	if (strstr(refusal, words) == NULL)
		fail_msg("`%s` has no `%s`", refusal, words);
	assert_true(interview_digest(form->interview) == before);
	assert_int_equal(interview_last(form->interview), last);
	assert_int_equal(effects.count, 0);
	effects_free(&effects);
}

static struct answer text_answer(const char *v)
{
	return (struct answer){.state = STATE_ANSWERED, .v = span_of(v)};
}

static void test_refusals(void **state)
{
	struct form *form = *state;
	struct event cases[] = {
		{.kind = EVENT_ANSWER, .q = SPAN("nobody"), .answer = text_answer("x")},
		{.kind = EVENT_ANSWER, .q = SPAN("told"), .answer = text_answer("x")},
		{.kind = EVENT_ANSWER, .q = SPAN("said"), .answer = text_answer("x")},
		{.kind = EVENT_ANSWER, .q = SPAN("rows"), .answer = text_answer("x")},
		{.kind = EVENT_ANSWER, .q = SPAN("age"), .answer = text_answer("1.5")},
		{.kind = EVENT_ANSWER, .q = SPAN("age")},
		{.kind = EVENT_CLEAR, .q = SPAN("rows[1]/part")},
		{.kind = EVENT_ROW_ADD, .q = SPAN("age[1]")},
		{.kind = EVENT_ROW_ADD, .q = SPAN("rows[01]")},
		{.kind = EVENT_ROW_ADD, .q = SPAN("rows[1")},
		{.kind = EVENT_OVERRIDE, .q = SPAN("age"), .check = 1},
		{.kind = EVENT_PARAGRAPH, .q = SPAN("name"), .id = SPAN("1"), .text = SPAN("x")},
		{.kind = EVENT_PARAGRAPH, .q = SPAN("story"), .text = SPAN("x")},
		{.kind = EVENT_MARK, .q = SPAN("story"), .id = SPAN("1"), .mark = SPAN("unclear")},
		{.kind = EVENT_LANGUAGE, .to = SPAN("fr")},
		{.kind = EVENT_SHOW, .q = SPAN("nowhere")},
		{.kind = EVENT_CLOSE},
		{.kind = EVENT_REOPEN},
		{.kind = EVENT_OPEN},
	};
	static const char *const words[] = {
		"there is no `nobody`",
		"takes no answer",
		"takes no answer",
		"takes no answer",
		"expected a whole number",
		"says nothing",
		"there is no `rows[1]/part`",
		"names no row",
		"no number of a row",
		"names no row",
		"no check 1",
		"no passage",
		"without id",
		"no paragraph",
		"does not speak `fr`",
		"there is no `nowhere`",
		"with an outcome",
		"not finished",
		"open already",
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		must_refuse(form, cases[i], words[i]);
}

static void test_finished_takes_nothing(void **state)
{
	struct form *form = *state;
	form_do(form, (struct event){.kind = EVENT_COMPLETE});
	assert_int_equal(interview_status(form->interview), INTERVIEW_COMPLETE);
	assert_true(interview_completed(form->interview).ms == form->now.ms);
	must_refuse(form, (struct event){.kind = EVENT_CLEAR, .q = SPAN("age")}, "reopen it first");
	form_do(form, (struct event){.kind = EVENT_REOPEN, .reason = SPAN("a mistake")});
	assert_int_equal(interview_status(form->interview), INTERVIEW_PARTIAL);
	form_answer(form, "age", "5");
	form_do(form, (struct event){.kind = EVENT_CLOSE, .outcome = SPAN("refused")});
	assert_true(span_is(interview_outcome(form->interview), "refused"));
	must_refuse(form, (struct event){.kind = EVENT_CLEAR, .q = SPAN("age")}, "closed");
}

static void must_draft(struct form *form, const char *path, bool remark, const char *expected)
{
	struct span text = {0};
	bool pick = false, there = interview_draft(form->interview, form_cell(form, path), remark, &text, &pick);
	assert_true(there == (expected != NULL));
	if (there && !span_is(text, expected))
		fail_msg("draft `%.*s`", SPAN_ARGUMENTS(text));
}

static void splice(struct form *form, const char *q, uint32_t from, uint32_t cut, const char *put)
{
	form_do(form, (struct event){.kind = EVENT_DRAFT, .q = span_of(q), .from = from, .cut = cut, .put = span_of(put)});
}

static void test_drafts(void **state)
{
	struct form *form = *state;
	form_answer(form, "name", "Çaña");
	must_draft(form, "name", false, NULL);
	splice(form, "name", 1, 2, "xy");
	must_draft(form, "name", false, "Çxya");
	splice(form, "name", 4, 0, "€");
	must_draft(form, "name", false, "Çxya€");
	splice(form, "name", 5, 9, "!");
	must_draft(form, "name", false, "Çxya€!");
	form_answer(form, "name", "Ani");
	must_draft(form, "name", false, NULL);
	form_do(form, (struct event){.kind = EVENT_REMARK, .q = SPAN("name"), .text = SPAN("loud")});
	splice(form, "remark(name)", 4, 0, "er");
	must_draft(form, "name", true, "louder");
	must_draft(form, "name", false, NULL);
	form_do(form, (struct event){.kind = EVENT_REMARK, .q = SPAN("name"), .text = SPAN("louder")});
	must_draft(form, "name", true, NULL);
	form_draft(form, "good", "yes", true);
	must_draft(form, "good", false, "yes");
	form_do(form, (struct event){.kind = EVENT_CLEAR, .q = SPAN("good")});
	must_draft(form, "good", false, NULL);
}

/* Typed back to what stands: nothing half-typed is left. Beside a unit the number alone does not say that. */
static void test_drafts_taken_back(void **state)
{
	struct form *form = *state;
	splice(form, "name", 0, 0, "Si");
	must_draft(form, "name", false, "Si");
	splice(form, "name", 0, 2, "");
	must_draft(form, "name", false, NULL);
	form_answer(form, "name", "Ani");
	splice(form, "name", 0, 3, "");
	must_draft(form, "name", false, "");
	splice(form, "name", 0, 0, "Ani");
	must_draft(form, "name", false, NULL);
	form_do(form, (struct event){.kind = EVENT_REMARK, .q = SPAN("name"), .text = SPAN("loud")});
	splice(form, "remark(name)", 0, 4, "soft");
	must_draft(form, "name", true, "soft");
	splice(form, "remark(name)", 0, 4, "loud");
	must_draft(form, "name", true, NULL);
	form_draft(form, "good", "yes", true);
	form_draft(form, "good", "", true);
	must_draft(form, "good", false, NULL);
	form_do(form, (struct event){.kind = EVENT_ANSWER,
					  .q = SPAN("price"),
					  .answer = {.state = STATE_ANSWERED, .v = SPAN("12"), .unit = SPAN("yes")}});
	splice(form, "price", 2, 0, " ");
	splice(form, "price", 2, 1, "");
	must_draft(form, "price", false, "12");
}

static void paragraph(struct form *form, const char *id, const char *mode, const char *text)
{
	form_do(form, (struct event){.kind = EVENT_PARAGRAPH,
					  .q = SPAN("story"),
					  .id = span_of(id),
					  .mode = span_of(mode),
					  .text = span_of(text)});
}

static void test_passages(void **state)
{
	struct form *form = *state;
	struct cell story = form_cell(form, "story");
	struct arena *arena = arena_new();
	struct event event;
	paragraph(form, "1", "verbatim", "One.");
	int64_t first = form->now.ms;
	form->now.ms += 5000;
	paragraph(form, "2", "paraphrase", "Two.");
	paragraph(form, "3", "question", "Three?");
	assert_true(span_is(interview_answer(form->interview, story)->v, "One.\n\nTwo.\n\nThree?"));
	paragraph(form, "2", "verbatim", "");
	assert_true(span_is(interview_answer(form->interview, story)->v, "One.\n\nThree?"));
	assert_true(interview_undo(form->interview, arena, &event));
	form_do(form, event);
	const struct answer *answer = interview_answer(form->interview, story);
	assert_int_equal(answer->paragraph_count, 3);
	assert_true(span_is(answer->paragraphs[1].mode, "paraphrase"));
	assert_true(answer->paragraphs[0].at.ms == first && answer->paragraphs[1].at.ms == first + 5000);
	form_do(form, (struct event){.kind = EVENT_MARK, .q = SPAN("story"), .id = SPAN("1"), .mark = SPAN("unclear")});
	assert_true(span_is(interview_answer(form->interview, story)->paragraphs[0].mark, "unclear"));
	form_answer(form, "story", "A\n\nB");
	assert_int_equal(interview_answer(form->interview, story)->paragraph_count, 2);
	form_state(form, "story", STATE_REFUSED);
	assert_int_equal(interview_state(form->interview, story), STATE_REFUSED);
	paragraph(form, "9", "verbatim", "After all.");
	assert_int_equal(interview_state(form->interview, story), STATE_ANSWERED);
	arena_free(arena);
}

static void test_notes_and_probes(void **state)
{
	struct form *form = *state;
	struct cell talk = form_cell(form, "talk"), name = form_cell(form, "name");
	form_do(form, (struct event){.kind = EVENT_PROBE, .q = SPAN("talk"), .name = SPAN("how"), .done = true});
	assert_true(interview_probe_done(form->interview, talk, SPAN("how")));
	assert_false(interview_probe_done(form->interview, talk, SPAN("why")));
	form_do(form, (struct event){.kind = EVENT_PROBE, .q = SPAN("talk"), .name = SPAN("how"), .done = false});
	assert_false(interview_probe_done(form->interview, talk, SPAN("how")));
	form_do(form, (struct event){.kind = EVENT_REMARK, .q = SPAN("name"), .text = SPAN("\"loud\"")});
	form_do(form, (struct event){.kind = EVENT_ASIDE, .q = SPAN("name"), .who = SPAN("later")});
	assert_true(span_is(interview_remark(form->interview, name), "\"loud\""));
	assert_true(span_is(interview_aside(form->interview, name), "later"));
	form_do(form, (struct event){.kind = EVENT_REMARK, .q = SPAN("name")});
	assert_int_equal(interview_remark(form->interview, name).length, 0);
}

/* Who spoke last in the respondent's place is known until the sitting ends: a kill does not end it. */
static void test_who_answers(void **state)
{
	struct form *form = *state;
	struct answer answer = {.state = STATE_ANSWERED, .v = SPAN("Ani"), .by = SPAN("husband")};
	struct event event = {.kind = EVENT_ANSWER, .q = SPAN("name"), .answer = answer}, leave = {.kind = EVENT_LEAVE};
	struct effects effects = {0};
	assert_true(interview_preview(form->interview, &event, &effects));
	effects_free(&effects);
	assert_int_equal(interview_answerer(form->interview).length, 0);
	form_do(form, event);
	assert_true(span_is(interview_answerer(form->interview), "husband"));
	form_answer(form, "name", "Budi");
	assert_int_equal(interview_answerer(form->interview).length, 0);
	form_do(form, event);
	form_do(form, leave);
	assert_int_equal(interview_answerer(form->interview).length, 0);
}

/* Everything that can be undone, undone to the beginning and redone to the end. */
static void test_undo_all(void **state)
{
	struct form *form = *state;
	struct arena *arena = arena_new();
	struct event event;
	uint64_t digests[16];
	size_t count = 0, back;
	form_answer(form, "name", "Ani");
	digests[count++] = interview_digest(form->interview);
	form_answer(form, "name", "Budi");
	digests[count++] = interview_digest(form->interview);
	form_do(form, (struct event){.kind = EVENT_ROW_ADD, .q = SPAN("rows[1]"), .label = SPAN("first")});
	digests[count++] = interview_digest(form->interview);
	form_answer(form, "rows[1]/part", "x");
	digests[count++] = interview_digest(form->interview);
	form_do(form, (struct event){.kind = EVENT_ROW_RENAME, .q = SPAN("rows[1]"), .label = SPAN("one")});
	digests[count++] = interview_digest(form->interview);
	form_do(form, (struct event){.kind = EVENT_ROW_REMOVE, .q = SPAN("rows[1]")});
	digests[count++] = interview_digest(form->interview);
	form_do(form, (struct event){.kind = EVENT_REMARK, .q = SPAN("age"), .text = SPAN("unsure")});
	digests[count++] = interview_digest(form->interview);
	form_do(form, (struct event){.kind = EVENT_ASIDE, .q = SPAN("age"), .who = SPAN("later")});
	digests[count++] = interview_digest(form->interview);
	form_state(form, "age", STATE_DONT_KNOW);
	digests[count++] = interview_digest(form->interview);
	form_do(form, (struct event){.kind = EVENT_CLEAR, .q = SPAN("age")});
	digests[count++] = interview_digest(form->interview);
	for (back = count; interview_undo(form->interview, arena, &event); back--) {
		assert_true(event.undo != 0 && event.redo == 0);
		form_do(form, event);
	}
	assert_int_equal(back, 0);
	assert_int_equal(interview_state(form->interview, form_cell(form, "name")), STATE_UNANSWERED);
	for (back = 0; interview_redo(form->interview, arena, &event); back++) {
		assert_true(event.redo != 0 && event.undo == 0);
		form_do(form, event);
	}
	assert_int_equal(back, count);
	assert_true(interview_digest(form->interview) == digests[count - 1]);
	assert_true(interview_undo(form->interview, arena, &event));
	form_do(form, event);
	form_answer(form, "name", "Cici");
	assert_false(interview_redo(form->interview, arena, &event));
	arena_free(arena);
}

static void at(struct form *form, enum event_kind kind, int64_t ms)
{
	struct event event = {.kind = kind, .n = ++form->n, .ms = ms, .at = form->now, .why = SPAN("later")};
	assert_true(interview_apply(form->interview, &event, NULL, NULL));
}

/* Steps between lines, each at most ten minutes; pauses and the time between sittings do not count. */
static void test_time(void **state)
{
	struct form *form = *state;
	int64_t base = interview_worked_ms(form->interview);
	at(form, EVENT_CONTINUE, 1000);
	at(form, EVENT_CONTINUE, 61000);
	assert_int_equal(interview_worked_ms(form->interview) - base, 60000);
	at(form, EVENT_PAUSE, 71000);
	at(form, EVENT_CONTINUE, 371000);
	assert_int_equal(interview_worked_ms(form->interview) - base, 70000);
	at(form, EVENT_CONTINUE, 371000 + 3600000);
	assert_int_equal(interview_worked_ms(form->interview) - base, 670000);
	at(form, EVENT_RESUME, 500);
	at(form, EVENT_CONTINUE, 5500);
	assert_int_equal(interview_worked_ms(form->interview) - base, 675000);
}

static void must_value(struct form *form, const char *path, const char *expected)
{
	struct string text = {0};
	struct value value = interview_value(form->interview, form_cell(form, path));
	value_print(&text, &value);
	assert_string_equal(string_text(&text), expected);
	string_free(&text);
}

static double number_of(struct form *form, const char *path)
{
	struct value value = interview_value(form->interview, form_cell(form, path));
	return value_to_number(&value, form->now.offset_minutes);
}

static void test_metadata(void **state)
{
	struct form *form = *state;
	must_value(form, "began", "2026-11-24T09:30:00.000+07:00");
	must_value(form, "day", "2026-11-24");
	must_value(form, "typist", "tester");
	must_value(form, "over", "");
	form->now.ms += 86400000;
	form_do(form, (struct event){.kind = EVENT_RESUME, .enumerator = SPAN("second"), .language = SPAN("id")});
	must_value(form, "typist", "second");
	must_value(form, "day", "2026-11-24");
	assert_int_equal(interview_language(form->interview), 1);
	form_do(form, (struct event){.kind = EVENT_COMPLETE});
	must_value(form, "over", "2026-11-25T09:30:00.000+07:00");
}

/* Evaluated at open, at resume and at complete, and at no other event. */
static void test_clock_and_chance(void **state)
{
	struct form *form = *state;
	double luck = number_of(form, "luck"), now = number_of(form, "now_is");
	assert_true(luck >= 0 && luck < 1);
	form->now.ms += 3600000;
	form_answer(form, "name", "Ani");
	assert_true(number_of(form, "luck") == luck && number_of(form, "now_is") == now);
	form_do(form, (struct event){.kind = EVENT_RESUME});
	double again = number_of(form, "luck");
	assert_true(again != luck && number_of(form, "now_is") > now);
	form_do(form, (struct event){.kind = EVENT_COMPLETE});
	assert_true(number_of(form, "luck") != again);
	assert_true(number_of(form, "spent") == (double)interview_worked_ms(form->interview) / 1000);
}

static void test_language_moves_labels(void **state)
{
	struct form *form = *state;
	struct effects effects = {0};
	form_answer(form, "good", "no");
	must_value(form, "said", "No");
	struct event event = {.kind = EVENT_LANGUAGE, .to = SPAN("id"), .n = ++form->n, .at = form->now};
	assert_true(interview_apply(form->interview, &event, &effects, NULL));
	must_value(form, "said", "Tidak");
	assert_int_equal(effects.count, 1);
	assert_int_equal(effects.items[0].kind, EFFECT_CALCULATED);
	effects_free(&effects);
}

static void test_case_leave_migrate(void **state)
{
	struct form *form = *state;
	static const struct span aside[] = {{"age", 3}, {"no_more", 7}};
	form_do(form, (struct event){.kind = EVENT_CASE, .case_key = SPAN("017"), .reason = SPAN("wrong house")});
	assert_true(span_is(interview_case(form->interview), "017"));
	form_answer(form, "age", "5");
	form_answer(form, "name", "Ani");
	form->now.ms += 60000;
	int64_t changed = interview_last_change(form->interview).ms;
	form_do(form, (struct event){.kind = EVENT_LEAVE, .why = SPAN("later")});
	assert_true(interview_last_change(form->interview).ms == changed);
	form_do(
		form, (struct event){.kind = EVENT_MIGRATE, .version = SPAN("3"), .set_aside = aside, .set_aside_count = 2});
	assert_int_equal(interview_state(form->interview, form_cell(form, "age")), STATE_UNANSWERED);
	assert_int_equal(interview_state(form->interview, form_cell(form, "name")), STATE_ANSWERED);
}

static void test_last_change(void **state)
{
	struct form *form = *state;
	form->now.ms += 1000;
	form_answer(form, "name", "Ani");
	int64_t changed = form->now.ms;
	form->now.ms += 1000;
	form_do(form, (struct event){.kind = EVENT_SHOW, .q = SPAN("age")});
	splice(form, "age", 0, 0, "5");
	assert_true(interview_last_change(form->interview).ms == changed);
	bool finish = true;
	assert_true(interview_was_shown(form->interview, &finish) && !finish);
	assert_true(cell_equal(interview_place(form->interview), form_cell(form, "age")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_refusals, setup, teardown),
		cmocka_unit_test_setup_teardown(test_finished_takes_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_drafts, setup, teardown),
		cmocka_unit_test_setup_teardown(test_drafts_taken_back, setup, teardown),
		cmocka_unit_test_setup_teardown(test_passages, setup, teardown),
		cmocka_unit_test_setup_teardown(test_notes_and_probes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_who_answers, setup, teardown),
		cmocka_unit_test_setup_teardown(test_undo_all, setup, teardown),
		cmocka_unit_test_setup_teardown(test_time, setup, teardown),
		cmocka_unit_test_setup_teardown(test_metadata, setup, teardown),
		cmocka_unit_test_setup_teardown(test_clock_and_chance, setup, teardown),
		cmocka_unit_test_setup_teardown(test_language_moves_labels, setup, teardown),
		cmocka_unit_test_setup_teardown(test_case_leave_migrate, setup, teardown),
		cmocka_unit_test_setup_teardown(test_last_change, setup, teardown),
	};
	return cmocka_run_group_tests_name("interview/events", tests, NULL, NULL);
}
