/* cells.tsv tells which questions fill which cell of the study's tables: each name exists in its form, each is asked in
 * interviews with seeded random answers that the engine accepts, and no cell is left without a question. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "storm.h"

#define INTERVIEWS 400 /* at most; it ends when each question was asked */
#define TRIES 60       /* for an answer that is accepted */
#define ROWS_MOST 3

/* The cells of 9-study that each form fills: by answers, or with what the study takes from elsewhere. */
static const struct {
	const char *table, *column;
} needed[] = {
	{"1", "raw materials"},
	{"1", "marketing"},
	{"1", "support"},
	{"2", "upstream"},
	{"2", "downstream"},
	{"2", "support"},
	{"2", "rules and pattern"},
	{"3", "mutual benefit: found"},
	{"3", "mutual benefit: ideal"},
	{"3", "equality: found"},
	{"3", "equality: ideal"},
	{"3", "legality: found"},
	{"3", "legality: ideal"},
	{"3", "empowerment: found"},
	{"3", "empowerment: ideal"},
	{"3", "social capital: found"},
	{"3", "social capital: ideal"},
};
#define NEEDED (sizeof needed / sizeof *needed)

struct cells {
	const char *form;
	struct questionnaire *questionnaire;
	struct arena *arena;
	uint32_t *wanted; /* items that are named */
	size_t count, capacity, unknown;
	bool found[NEEDED];
	size_t *asked; /* by item: how often */
};

/* ---- the file ---- */

static struct span read_text(struct arena *arena, const char *below)
{
	struct string path = {0}, text = {0};
	char bytes[4096];
	size_t count;
	string_format(&path, "%s/%s", getenv("TANYA_SOURCE") != NULL ? getenv("TANYA_SOURCE") : ".", below);
	FILE *file = fopen(string_text(&path), "rb");
	assert_non_null(file);
	while ((count = fread(bytes, 1, sizeof bytes, file)) > 0)
		string_add(&text, (struct span){bytes, count});
	fclose(file);
	struct span kept = span_copy(arena, string_span(&text));
	string_free(&path);
	string_free(&text);
	return kept;
}

enum column { FORM, TABLE, COLUMN, KIND, STATEMENT, QUESTIONS, SOURCE, COLUMNS };

/* "question", or "question=choice,choice" */
static void want(struct cells *cells, struct span names)
{
	struct span word;
	while (span_token(&names, &word)) {
		size_t equals = span_find(word, SPAN("="));
		struct span name = span_sub(word, 0, equals == SIZE_MAX ? word.length : equals);
		uint32_t item = questionnaire_find(cells->questionnaire, name);
		if (item == NONE || cells->questionnaire->items[item].kind != ITEM_QUESTION) {
			print_error("%.*s: no question\n", SPAN_ARGUMENTS(name));
			cells->unknown++;
		} else {
			ARRAY_PUSH(cells->wanted, cells->count, cells->capacity, item);
		}
	}
}

static void read_line(struct cells *cells, struct span line)
{
	struct span cell[COLUMNS];
	for (size_t i = 0; i + 1 < COLUMNS; i++)
		assert_true(span_next(&line, '\t', &cell[i]));
	cell[SOURCE] = line;
	if (!span_is(cell[FORM], "all") && !span_is(cell[FORM], cells->form))
		return;
	bool literal = span_is(cell[KIND], "literal");
	assert_true(cell[STATEMENT].length > 0 && (literal ? cell[SOURCE].length : cell[QUESTIONS].length) > 0);
	for (size_t i = 0; i < NEEDED; i++)
		cells->found[i] |= span_is(cell[TABLE], needed[i].table) && span_is(cell[COLUMN], needed[i].column);
	if (!literal)
		want(cells, cell[QUESTIONS]);
}

static const char *form; /* of the group that runs */

static int open_cells(void **state)
{
	struct cells *cells = test_calloc(1, sizeof *cells);
	struct string path = {0};
	struct span line;
	cells->arena = arena_new();
	cells->form = form;
	string_format(&path, "%s/questionnaires/jambi/%s.yaml", getenv("TANYA_SOURCE") != NULL ? getenv("TANYA_SOURCE") : ".", form);
	cells->questionnaire = storm_load(string_text(&path));
	cells->asked = arena_alloc(cells->arena, cells->questionnaire->item_count * sizeof *cells->asked);
	struct span rest = read_text(cells->arena, "questionnaires/jambi/cells.tsv");
	assert_true(span_next(&rest, '\n', &line) && span_is(line, "form\ttable\tcolumn\tkind\tstatement\tquestions\tsource"));
	while (span_next(&rest, '\n', &line) && line.length > 0)
		read_line(cells, line);
	assert_int_equal(rest.length, 0);
	string_free(&path);
	*state = cells;
	return 0;
}

static int close_cells(void **state)
{
	struct cells *cells = *state;
	questionnaire_free(cells->questionnaire);
	arena_free(cells->arena);
	memory_free(cells->wanted);
	test_free(cells);
	return 0;
}

/* ---- interviews ---- */

static void apply(struct storm *storm, struct event *event)
{
	const char *refusal = NULL;
	storm_stamp(storm, event);
	if (!interview_apply(storm->interview, event, NULL, &refusal))
		fail_msg("%.*s: %s", SPAN_ARGUMENTS(event->q), refusal);
}

static void answer(struct storm *storm, struct cell cell)
{
	for (int tries = 0; tries < TRIES; tries++) {
		struct event event = {.kind = EVENT_ANSWER};
		if (!storm_answer(storm, cell, &event.answer))
			continue;
		enum verdict_kind verdict = interview_judge(storm->interview, cell, &event.answer).kind;
		if (verdict == VERDICT_FINE || verdict == VERDICT_CHECK) {
			struct string path = {0};
			interview_path(storm->interview, cell, &path);
			event.q = span_copy(storm->arena, string_span(&path));
			apply(storm, &event);
			string_free(&path);
			return;
		}
	}
}

static void add_rows(struct storm *storm, struct cell repeat)
{
	for (uint32_t rows = storm_draw(storm, ROWS_MOST); rows > 0; rows--) {
		struct string path = {0};
		interview_path(storm->interview, repeat, &path);
		string_format(&path, "[%u]", interview_next_identity(storm->interview, repeat));
		apply(storm, &(struct event){.kind = EVENT_ROW_ADD, .q = span_copy(storm->arena, string_span(&path))});
		string_free(&path);
	}
}

/* From the first question to the last, as they come to be asked. */
static void interview_once(struct cells *cells, uint64_t seed)
{
	struct storm storm;
	struct cell cell = CELL_NONE;
	storm_open(&storm, cells->questionnaire, seed);
	while (interview_step(storm.interview, &cell, true, false)) {
		const struct item *item = &cells->questionnaire->items[cell.item];
		cells->asked[cell.item]++;
		if (item->kind == ITEM_REPEAT && interview_repeat_is_open(storm.interview, cell))
			add_rows(&storm, cell);
		else if (item->kind == ITEM_QUESTION && item_has_answer(item) && item_is_shown(item))
			answer(&storm, cell);
	}
	storm_close(&storm);
}

static size_t never_asked(const struct cells *cells)
{
	size_t count = 0;
	for (size_t i = 0; i < cells->count; i++)
		count += cells->asked[cells->wanted[i]] == 0;
	return count;
}

static void test_every_cell_has_questions(void **state)
{
	const struct cells *cells = *state;
	size_t missing = 0;
	for (size_t i = 0; i < NEEDED; i++) {
		if (!cells->found[i]) {
			print_error("table %s, %s: no question answers it\n", needed[i].table, needed[i].column);
			missing++;
		}
	}
	assert_int_equal(missing, 0);
	assert_int_equal(cells->unknown, 0);
}

static void test_every_question_is_reached(void **state)
{
	struct cells *cells = *state;
	uint64_t seed = 0;
	while (seed < INTERVIEWS && (seed == 0 || never_asked(cells) > 0))
		interview_once(cells, ++seed);
	for (size_t i = 0; i < cells->count; i++)
		if (cells->asked[cells->wanted[i]] == 0)
			print_error("%.*s was never asked\n", SPAN_ARGUMENTS(cells->questionnaire->items[cells->wanted[i]].name));
	print_message("%zu questions named for the tables' cells, each asked within %llu interviews\n", cells->count,
		(unsigned long long)seed);
	assert_int_equal(never_asked(cells), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_cell_has_questions),
		cmocka_unit_test(test_every_question_is_reached),
	};
	static const char *const forms[] = {"batik", "tofu-tempeh", "furniture"};
	int failed = 0;
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		form = forms[i];
		failed += cmocka_run_group_tests_name(form, tests, open_cells, close_cells);
	}
	return failed;
}
