/* Storms: seeded random events on every questionnaire that is shipped and on two that have all there is.
 * Replay gives the live state; the incremental state is that of a full recomputation; undo then redo changes nothing;
 * a preview tells what then happens, and changes nothing. TANYA_TEST_SCALE divides the number of storms. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "storm.h"

#define STORMS 1500 /* on each questionnaire, without a scale; large ones take fewer */
#define EVENTS 40

struct totals {
	size_t storms, events, refused, previews, undos, identities;
	size_t by_kind[EVENT_KIND_COUNT];
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
		totals->by_kind[event->kind]++;
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
			totals->identities++;
		}
		totals->undos++;
	}
	arena_free(arena);
}

static void replay(struct storm *storm)
{
	struct interview *again = interview_new(storm->questionnaire);
	for (size_t i = 0; i < storm->count; i++)
		assert_true(interview_apply(again, &storm->events[i], NULL, NULL));
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
			event.undo == 0 && storm_draw(&storm, 3) == 0)
			undo_and_redo(&storm, totals);
		if (i % 8 == 7)
			must_match(&storm);
	}
	must_match(&storm);
	storm_look(&storm);
	replay(&storm);
	totals->storms++;
	storm_close(&storm);
}

static struct totals run(const char *name, const struct questionnaire *questionnaire)
{
	struct totals totals = {0};
	size_t count = storms_for(questionnaire);
	for (size_t i = 0; i < count; i++)
		run_storm(questionnaire, span_hash(span_of(name)) + i, &totals);
	print_message("%s: %zu storms, %zu events (%zu refused besides), %zu previews, %zu times undo and redo (%zu identical)\n",
		name, totals.storms, totals.events, totals.refused, totals.previews, totals.undos, totals.identities);
	assert_true(totals.events > totals.storms * EVENTS / 4);
	assert_true(totals.undos > 0);
	return totals;
}

/* ---- the questionnaires ---- */

static const char *source_of(struct string *path, const char *below)
{
	const char *source = getenv("TANYA_SOURCE");
	string_clear(path);
	string_format(path, "%s/%s", source != NULL ? source : ".", below);
	return string_text(path);
}

static size_t shipped;

/* Each form under questionnaires/, however deep; includes and look-ups are none. */
static int storm_file(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status;
	(void)place;
	struct questionnaire *questionnaire =
		kind == FTW_F && span_ends(span_of(path), SPAN(".yaml")) ? storm_load(path) : NULL;
	if (questionnaire != NULL) {
		run(strrchr(path, '/') + 1, questionnaire);
		questionnaire_free(questionnaire);
		shipped++;
	}
	return 0;
}

static void test_shipped(void **state)
{
	struct string path = {0};
	(void)state;
	shipped = 0;
	assert_int_equal(nftw(source_of(&path, "questionnaires"), storm_file, 16, FTW_PHYS), 0);
	assert_true(shipped >= 2);
	string_free(&path);
}

static struct totals run_own(const char *below)
{
	struct string path = {0};
	struct questionnaire *questionnaire = storm_load(source_of(&path, below));
	assert_non_null(questionnaire);
	struct totals totals = run(strrchr(below, '/') + 1, questionnaire);
	questionnaire_free(questionnaire);
	string_free(&path);
	return totals;
}

/* Repeats in repeats, states, languages, cases …: no kind of event is left out. */
static void test_all_there_is(void **state)
{
	(void)state;
	struct totals totals = run_own("tests/interview/storm.yaml");
	assert_int_equal(totals.identities, totals.undos);
	for (int kind = 0; kind < EVENT_KIND_COUNT; kind++)
		if (kind != EVENT_OPEN && totals.by_kind[kind] == 0 && totals.storms >= STORMS / 10)
			fail_msg("no %s was ever taken", event_rows[kind].word);
}

/* What reads the clock, chance and the time taken: evaluated at its own moments, the same in each replay. */
static void test_chance(void **state)
{
	(void)state;
	struct totals totals = run_own("tests/interview/chance.yaml");
	assert_int_equal(totals.identities, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_there_is),
		cmocka_unit_test(test_chance),
		cmocka_unit_test(test_shipped),
	};
	return cmocka_run_group_tests_name("interview/storm", tests, NULL, NULL);
}
