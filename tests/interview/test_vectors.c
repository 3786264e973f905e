/* own.tsv: what expressions see in an interview after some steps. Steps stand between ` ; `: PATH=VALUE (lines of a
 * list with | between, a quantity's unit and per behind it), PATH! clears, PATH~STATE, +ROW, -ROW, @LANGUAGE, #CASE (its
 * place in the list, from 1), < undoes, > redoes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "storm.h"

enum column { ID, FORM, STEPS, AT, EXPRESSION, TYPE, VALUE, COLUMNS };

struct bench { /* one form, loaded once */
	struct span name;
	struct questionnaire *questionnaire;
};
struct run {
	struct bench forms[8];
	size_t form_count, vectors, failed;
	struct arena *arena;
};

static const char *source_path(struct string *path, const char *name)
{
	const char *source = getenv("TANYA_SOURCE");
	string_clear(path);
	string_format(path, "%s/tests/interview/%s", source != NULL ? source : ".", name);
	return string_text(path);
}

static const struct questionnaire *form_of(struct run *run, struct span name)
{
	struct string file = {0}, path = {0};
	for (size_t i = 0; i < run->form_count; i++)
		if (span_equal(run->forms[i].name, name))
			return run->forms[i].questionnaire;
	string_format(&file, "forms/%.*s.yaml", SPAN_ARGUMENTS(name));
	struct bench *made = &run->forms[run->form_count++];
	made->name = name;
	made->questionnaire = storm_load(span_copy(run->arena, span_of(source_path(&path, string_text(&file)))).data);
	assert_non_null(made->questionnaire);
	string_free(&file);
	string_free(&path);
	return made->questionnaire;
}

/* ---- steps ---- */

static struct cell cell_of(const struct storm *storm, struct span path)
{
	struct cell cell = CELL_NONE;
	if (path.length > 0 && !interview_find(storm->interview, path, &cell))
		fail_msg("there is no %.*s", SPAN_ARGUMENTS(path));
	return cell;
}

static void answer_lines(struct storm *storm, struct cell cell, struct span text, struct answer *answer)
{
	const struct answer *old = interview_answer(storm->interview, cell);
	struct list_line *lines = arena_alloc(storm->arena, 16 * sizeof *lines);
	uint32_t next = interview_next_line(storm->interview, cell), count = 0;
	struct span line;
	char *joined = arena_text(storm->arena, text.data, text.length);
	while (span_next(&text, '|', &line)) {
		uint32_t id = 0;
		for (uint32_t i = 0; i < old->line_count; i++)
			id = span_equal(old->lines[i].text, line) ? old->lines[i].id : id;
		lines[count++] = (struct list_line){id != 0 ? id : next++, line};
	}
	for (char *at = joined; *at != '\0'; at++)
		*at = *at == '|' ? '\n' : *at;
	*answer = (struct answer){.state = STATE_ANSWERED, .v = span_of(joined), .lines = lines, .line_count = count};
}

static void answer_of(struct storm *storm, struct cell cell, struct span text, struct answer *answer)
{
	const struct item *item = &storm->questionnaire->items[cell.item];
	const char *expected = NULL;
	struct span number;
	if (item->type == TYPE_LIST) {
		answer_lines(storm, cell, text, answer);
		return;
	}
	if (item->type == TYPE_QUANTITY) {
		struct span unit = {0}, per = {0};
		assert_true(span_token(&text, &number) && span_token(&text, &unit) && span_token(&text, &per));
		assert_true(answer_read(storm->arena, storm->questionnaire, item, number, answer, &expected));
		answer->unit = unit;
		answer->per = per;
		return;
	}
	if (!answer_read(storm->arena, storm->questionnaire, item, text, answer, &expected))
		fail_msg("%.*s: expected %s", SPAN_ARGUMENTS(text), expected);
}

static void event_of(struct storm *storm, struct span step, struct event *event)
{
	size_t equal = span_find(step, SPAN("=")), tilde = span_find(step, SPAN("~"));
	*event = (struct event){.q = span_sub(step, 1, step.length)};
	if (step.data[0] == '<') {
		assert_true(interview_undo(storm->interview, storm->arena, event));
	} else if (step.data[0] == '>') {
		assert_true(interview_redo(storm->interview, storm->arena, event));
	} else if (step.data[0] == '#') {
		event->kind = EVENT_CASE;
		storm_case(storm, (uint32_t)(step.data[1] - '1'), event);
	} else if (step.data[0] == '+') {
		event->kind = EVENT_ROW_ADD;
	} else if (step.data[0] == '-') {
		event->kind = EVENT_ROW_REMOVE;
	} else if (step.data[0] == '@') {
		event->kind = EVENT_LANGUAGE;
		event->to = event->q;
	} else if (equal != SIZE_MAX) {
		event->kind = EVENT_ANSWER;
		event->q = span_sub(step, 0, equal);
		answer_of(storm, cell_of(storm, event->q), span_sub(step, equal + 1, step.length), &event->answer);
	} else if (tilde != SIZE_MAX) {
		event->kind = EVENT_ANSWER;
		event->q = span_sub(step, 0, tilde);
		assert_true(answer_state_of(span_sub(step, tilde + 1, step.length), &event->answer.state));
	} else {
		assert_true(span_ends(step, SPAN("!")));
		event->kind = EVENT_CLEAR;
		event->q = span_sub(step, 0, step.length - 1);
	}
}

static void walk_steps(struct storm *storm, struct span steps)
{
	while (steps.length > 0) {
		size_t gap = span_find(steps, SPAN(" ; "));
		struct span step = span_sub(steps, 0, gap);
		struct event event;
		const char *refusal = NULL;
		event_of(storm, step, &event);
		storm_stamp(storm, &event);
		if (!interview_apply(storm->interview, &event, NULL, &refusal))
			fail_msg("%.*s: %s", SPAN_ARGUMENTS(step), refusal);
		steps = gap == SIZE_MAX ? SPAN("") : span_sub(steps, gap + 3, steps.length);
	}
}

/* ---- results ---- */

static void print_as(struct string *out, const struct value *value, struct span type)
{
	if (span_is(type, "number"))
		number_print(out, value_to_number(value, 420));
	else if (span_is(type, "boolean"))
		string_add_text(out, value_to_boolean(value) ? "true" : "false");
	else
		value_print(out, value);
}

static void evaluate(struct run *run, struct storm *storm, const struct span *cells, struct string *out)
{
	struct cell at = cell_of(storm, cells[AT]);
	struct expression_scope scope = questionnaire_scope(storm->questionnaire, at.item);
	struct diagnostics faults = {0};
	struct value value;
	const char *fault = NULL;
	const struct expression *expression = expression_compile(run->arena, cells[EXPRESSION], &scope, &faults);
	if (expression == NULL)
		diagnostics_print(out, &faults);
	else if (!interview_evaluate(storm->interview, at, expression, run->arena, &value, &fault))
		string_add_text(out, fault);
	else
		print_as(out, &value, cells[TYPE]);
	diagnostics_free(&faults);
}

static void run_vector(struct run *run, const struct span *cells)
{
	struct storm storm;
	struct cell differs;
	struct string got = {0};
	storm_open(&storm, form_of(run, cells[FORM]), 1);
	walk_steps(&storm, cells[STEPS]);
	evaluate(run, &storm, cells, &got);
	if (!span_equal(string_span(&got), cells[VALUE])) {
		print_error("%.*s: %.*s after %.*s: `%s`, expected `%.*s`\n", SPAN_ARGUMENTS(cells[ID]),
			SPAN_ARGUMENTS(cells[EXPRESSION]), SPAN_ARGUMENTS(cells[STEPS]), string_text(&got),
			SPAN_ARGUMENTS(cells[VALUE]));
		run->failed++;
	}
	assert_true(interview_recompute_matches(storm.interview, &differs));
	run->vectors++;
	string_free(&got);
	storm_close(&storm);
}

static void read_file(struct string *out, const char *path)
{
	FILE *file = fopen(path, "rb");
	char bytes[4096];
	size_t count;
	assert_non_null(file);
	while ((count = fread(bytes, 1, sizeof bytes, file)) > 0)
		string_add(out, (struct span){bytes, count});
	fclose(file);
}

static void test_own(void **state)
{
	struct string path = {0}, text = {0};
	struct run run = {.arena = arena_new()};
	struct span line, cells[COLUMNS];
	(void)state;
	read_file(&text, source_path(&path, "own.tsv"));
	struct span rest = string_span(&text);
	assert_true(span_next(&rest, '\n', &line));
	while (span_next(&rest, '\n', &line)) {
		size_t count = 0;
		while (count < COLUMNS && span_next(&line, '\t', &cells[count]))
			count++;
		if (count + 1 == COLUMNS)
			cells[count++] = SPAN("");
		if (count == COLUMNS)
			run_vector(&run, cells);
	}
	print_message("%zu vectors\n", run.vectors);
	assert_true(run.vectors >= 250);
	assert_int_equal(run.failed, 0);
	for (size_t i = 0; i < run.form_count; i++)
		questionnaire_free(run.forms[i].questionnaire);
	arena_free(run.arena);
	string_free(&path);
	string_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_own)};
	return cmocka_run_group_tests_name("interview/vectors", tests, NULL, NULL);
}
