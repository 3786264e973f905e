/* Storms: seeded random events on every questionnaire that is shipped and on one that has all there is.
 * Replay gives the live state; the incremental state is that of a full recomputation; undo then redo changes nothing;
 * a preview tells what then happens, and changes nothing. TANYA_TEST_SCALE divides the number of storms. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "storm.h"

#define STORMS 1500 /* on each questionnaire, without a scale; large ones take fewer */
#define EVENTS 40

struct totals {
	size_t storms, events, refused, previews, undos;
};

static size_t storms_for(const struct questionnaire *questionnaire)
{
	const char *scale = getenv("TANYA_TEST_SCALE");
	size_t divide = scale != NULL && atoi(scale) > 0 ? (size_t)atoi(scale) : 1;
	size_t count = STORMS / divide * 60 / (questionnaire->item_count > 60 ? questionnaire->item_count : 60);
	return count > 0 ? count : 1;
}

/* ---- one storm ---- */

static void must_match(struct storm *storm)
{
	struct cell differs = CELL_NONE;
	if (!interview_recompute_matches(storm->interview, &differs)) {
		struct string path = {0};
		interview_path(storm->interview, differs, &path);
		storm_show(storm);
		fail_msg("seed %llu: recomputed, %s row %u differs", (unsigned long long)storm->seed, string_text(&path),
			differs.row);
	}
}

static bool effects_equal(const struct effects *a, const struct effects *b)
{
	bool equal = a->count == b->count;
	for (size_t i = 0; equal && i < a->count; i++) {
		equal = a->items[i].kind == b->items[i].kind && cell_equal(a->items[i].cell, b->items[i].cell) &&
				a->items[i].answered == b->items[i].answered;
	}
	return equal;
}

static void must_be(struct storm *storm, uint64_t digest, const char *what)
{
	if (interview_digest(storm->interview) != digest) {
		storm_show(storm);
		fail_msg("seed %llu: %s changed the state", (unsigned long long)storm->seed, what);
	}
}

/* False: refused, and then nothing has changed. */
static bool step(struct storm *storm, struct event *event, struct totals *totals)
{
	struct effects foreseen = {0}, seen = {0};
	const char *refusal = NULL;
	uint64_t before = interview_digest(storm->interview);
	bool previewed = storm_draw(storm, 2) == 0, would = false;
	if (previewed) {
		would = interview_preview(storm->interview, event, &foreseen);
		must_be(storm, before, "a preview");
		totals->previews++;
	}
	bool applied = interview_apply(storm->interview, event, &seen, &refusal);
	if (!applied) {
		assert_non_null(refusal);
		must_be(storm, before, "a refused event");
		totals->refused++;
	}
	if (previewed && (would != applied || !effects_equal(&foreseen, &seen))) {
		storm_show(storm);
		fail_msg("seed %llu: the preview told something else than what happened", (unsigned long long)storm->seed);
	}
	if (applied) {
		storm_record(storm, event);
		totals->events++;
	}
	effects_free(&foreseen);
	effects_free(&seen);
	return applied;
}

static void undo_and_redo(struct storm *storm, struct totals *totals)
{
	struct arena *arena = arena_new();
	struct event event;
	uint64_t before = interview_digest(storm->interview);
	struct moment now = storm->now;
	if (interview_undo(storm->interview, arena, &event)) {
		storm_stamp(storm, &event);
		assert_true(step(storm, &event, totals));
		assert_true(interview_redo(storm->interview, arena, &event));
		storm->now = now;
		storm_stamp(storm, &event);
		assert_true(step(storm, &event, totals));
		if (!storm->has_chance) {
			must_be(storm, before, "undo and redo");
		}
		totals->undos++;
	}
	arena_free(arena);
}

static void replay(struct storm *storm)
{
	struct interview *again = interview_new(storm->questionnaire);
	for (size_t i = 0; i < storm->count; i++) {
		assert_true(interview_apply(again, &storm->events[i], NULL, NULL));
	}
	if (interview_digest(again) != interview_digest(storm->interview)) {
		storm_show(storm);
		fail_msg("seed %llu: replay gives another state", (unsigned long long)storm->seed);
	}
	assert_int_equal(interview_worked_ms(again), interview_worked_ms(storm->interview));
	interview_free(again);
}

static void run_storm(const struct questionnaire *questionnaire, uint64_t seed, struct totals *totals)
{
	struct storm storm;
	storm_open(&storm, questionnaire, seed);
	for (int i = 0; i < EVENTS; i++) {
		struct event event;
		/* Of an event that was not the last, an undo would also end the draft that came after it. */
		if (storm_event(&storm, &event) && step(&storm, &event, totals) && event_rows[event.kind].undoable &&
			event.undo == 0 && storm_draw(&storm, 3) == 0) {
			undo_and_redo(&storm, totals);
		}
		if (i % 8 == 7) {
			must_match(&storm);
		}
	}
	must_match(&storm);
	storm_look(&storm);
	replay(&storm);
	totals->storms++;
	storm_close(&storm);
}

static void run(const char *name, const struct questionnaire *questionnaire)
{
	struct totals totals = {0};
	size_t count = storms_for(questionnaire);
	for (size_t i = 0; i < count; i++) {
		run_storm(questionnaire, span_hash(span_of(name)) + i, &totals);
	}
	print_message("%s: %zu storms, %zu events (%zu refused besides), %zu previews, %zu times undo and redo\n", name,
		totals.storms, totals.events, totals.refused, totals.previews, totals.undos);
	assert_true(totals.events > totals.storms * EVENTS / 4);
	assert_true(totals.undos > 0);
}

/* ---- the questionnaires ---- */

static void test_shipped(void **state)
{
	static const char *const patterns[] = {"questionnaires/*.yaml", "questionnaires/jambi/*.yaml"};
	const char *source = getenv("TANYA_SOURCE");
	glob_t found;
	size_t count = 0;
	(void)state;
	for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++) {
		struct string pattern = {0};
		string_format(&pattern, "%s/%s", source != NULL ? source : ".", patterns[p]);
		if (glob(string_text(&pattern), 0, NULL, &found) == 0) {
			for (size_t i = 0; i < found.gl_pathc; i++) {
				struct questionnaire *questionnaire = storm_load(found.gl_pathv[i]);
				if (questionnaire != NULL) {
					run(strrchr(found.gl_pathv[i], '/') + 1, questionnaire);
					questionnaire_free(questionnaire);
					count++;
				}
			}
			globfree(&found);
		}
		string_free(&pattern);
	}
	assert_true(count > 0);
}

static void test_all_there_is(void **state)
{
	const char *source = getenv("TANYA_SOURCE");
	struct string path = {0};
	(void)state;
	string_format(&path, "%s/tests/interview/storm.yaml", source != NULL ? source : ".");
	struct questionnaire *questionnaire = storm_load(string_text(&path));
	assert_non_null(questionnaire);
	run("storm.yaml", questionnaire);
	questionnaire_free(questionnaire);
	string_free(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_all_there_is), cmocka_unit_test(test_shipped)};
	return cmocka_run_group_tests_name("interview/storm", tests, NULL, NULL);
}
