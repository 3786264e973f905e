/* Every system call of a sitting fails in turn: no acknowledged answer is missing, nothing stands there by half, old
 * files stand. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "faulty.h"
#include "place.h"
#include "sample_journal.h"

#define ID "0190163d-8694-739b-aea5-966c26f8ad91"

static struct place_of_work place;
static struct entries entries;

static int make(void **state)
{
	(void)state;
	place_make(&place, sample_yaml);
	return 0;
}

static int removed(void **state)
{
	(void)state;
	faulty_leave();
	entries_free(&entries);
	place_remove(&place);
	return 0;
}

/* What the program said is safe, while calls fail around it. */
struct said {
	char age[8];   /* the last answer that was acknowledged; empty: none */
	bool finished; /* that the interview is complete was acknowledged */
	bool recorded;
};

static void set_age(struct sitting *sitting, int age, struct said *said)
{
	char text[8];
	const char *refusal;
	snprintf(text, sizeof text, "%d", age);
	struct event show = {.kind = EVENT_SHOW, .q = SPAN("age")};
	struct event event = {
		.kind = EVENT_ANSWER, .q = SPAN("age"), .answer = {.state = STATE_ANSWERED, .v = span_of(text)}};
	sitting_do(sitting, &show, NULL, &refusal);
	if (sitting_do(sitting, &event, NULL, &refusal) && sitting_commit(sitting, &place.faults))
		memcpy(said->age, text, sizeof text);
}

/* A first sitting with three answers, left; a second that adds two and completes. */
static void life(struct said *said)
{
	struct sitting_options options = place_options();
	options.id = SPAN(ID);
	*said = (struct said){0};
	struct sitting *sitting = sitting_start(place.store, place.questionnaire, &options, &place.faults);
	for (int age = 11; sitting && age < 14; age++)
		set_age(sitting, age, said);
	if (sitting)
		sitting_leave(sitting, "later", &place.faults);
	sitting_free(sitting);
	store_free(place.store);
	place.store = store_open(string_text(&place.data), &place.faults);
	if (!place.store)
		return;
	struct recovery recovery;
	struct string path = {0};
	store_interview_path(place.store, SPAN("sample"), SPAN(ID), &path);
	struct entry entry = {.id = SPAN(ID), .questionnaire = SPAN("sample"), .path = string_span(&path)};
	sitting = sitting_resume(place.store, &entry, &options, &recovery, &place.faults);
	for (int age = 21; sitting && !sitting_is_read_only(sitting) && age < 23; age++)
		set_age(sitting, age, said);
	if (sitting && !sitting_is_read_only(sitting))
		said->finished = sitting_complete(sitting, &place.faults);
	sitting_free(sitting);
	string_free(&path);
}

/* With the calls whole again: what is on the disk? */
static void examine(const struct said *said, unsigned at, const char *call, const char *why)
{
	place_again(&place);
	struct entry *entry = place_entry(&place, &entries);
	if (!entry) {
		if (said->age[0])
			fail_msg("call %u (%s, %s): %s was acknowledged and no interview is there", at, call, why, said->age);
		return;
	}
	if (entry->condition == JOURNAL_DAMAGED)
		fail_msg("call %u (%s, %s): damaged, %s", at, call, why, entry->trouble);
	struct sitting *sitting = sitting_look(place.store, entry, &place.faults);
	if (!sitting) {
		if (said->age[0])
			fail_msg("call %u (%s, %s): %s was acknowledged and nothing can be read: %s", at, call, why, said->age,
				entry->trouble);
		return;
	}
	struct cell cell;
	assert_true(interview_find(sitting_interview(sitting), SPAN("age"), &cell));
	struct span v = interview_answer(sitting_interview(sitting), cell)->v;
	/* a later answer may have come through although its write was told to have failed; an older one may not stand there
	 */
	if (said->age[0] && span_compare(v, span_of(said->age)) < 0)
		fail_msg(
			"call %u (%s, %s): %.*s stands there, %s was acknowledged", at, call, why, SPAN_ARGUMENTS(v), said->age);
	if (said->finished && entry->status != INTERVIEW_COMPLETE)
		fail_msg("call %u (%s, %s): complete was acknowledged", at, call, why);
	sitting_free(sitting);
}

static void every_call_of_a_sitting(void **state)
{
	(void)state;
	static const int numbers[] = {EIO, ENOSPC, EROFS};
	struct said said;
	struct faulty *faulty = faulty_use();
	life(&said);
	unsigned total = faulty->calls, failed[CALL_COUNT] = {0}, step = sample_scale();
	faulty_leave();
	assert_true(said.finished);
	assert_string_equal(said.age, "22");
	examine(&said, 0, "none", "");
	for (unsigned at = 1; at <= total; at += step)
		for (unsigned number = 0; number < 3; number++)
			for (int stays = 0; stays < 2; stays++) {
				place_clear(&place);
				faulty_leave();
				place_again(&place);
				faulty = faulty_use();
				faulty->fail_at = at;
				faulty->number = numbers[number];
				faulty->stays = stays;
				life(&said);
				int call = faulty->failed;
				faulty_leave();
				if (call >= 0)
					failed[call]++;
				examine(&said, at, call < 0 ? "none" : faulty_names[call], strerror(numbers[number]));
			}
	print_message("%u calls in a life of an interview\n", total);
	for (int call = 0; call < CALL_COUNT; call++)
		if (failed[call])
			print_message("%s failed %u times\n", faulty_names[call], failed[call]);
	if (step > 1)
		return; /* too few to have met them all */
	static const enum faulty_call needed[] = {CALL_open, CALL_pwrite, CALL_fdatasync, CALL_fsync, CALL_mkdir,
		CALL_rename, CALL_ftruncate, CALL_lock, CALL_write};
	for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
		assert_true(failed[needed[i]] > 0);
}

static void by_halves(void **state)
{
	(void)state;
	struct said said;
	struct faulty *faulty = faulty_use();
	faulty->most_bytes = 7;
	life(&said);
	faulty_leave();
	assert_true(said.finished);
	examine(&said, 0, "none", "by halves");
}

/* The power goes after any number of calls; what was acknowledged stands. */
static void the_power_goes_in_a_sitting(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 200 / sample_scale(); seed++) {
		struct sitting_options options = place_options();
		struct said said = {0};
		options.id = SPAN(ID);
		place_clear(&place);
		place_again(&place);
		faulty_use();
		power_watch();
		struct sitting *sitting = sitting_start(place.store, place.questionnaire, &options, &place.faults);
		for (int age = 11; age < 12 + (int)(seed % 9); age++)
			set_age(sitting, age, &said);
		struct event draft = {.kind = EVENT_DRAFT, .q = SPAN("name"), .put = SPAN("half a na")};
		const char *refusal;
		sitting_do(sitting, &draft, NULL, &refusal);
		sitting_commit(sitting, &place.faults);
		power_cut(seed, 4096);
		faulty_leave();
		examine(&said, 0, "power", "gone");
		sitting_free(sitting);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_call_of_a_sitting, make, removed),
		cmocka_unit_test_setup_teardown(by_halves, make, removed),
		cmocka_unit_test_setup_teardown(the_power_goes_in_a_sitting, make, removed),
	};
	return cmocka_run_group_tests_name("sitting/faults", tests, NULL, NULL);
}
