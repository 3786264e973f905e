/* Journals of later programs, media that cannot be written, disks that are full: what is there can be read, why no more goes is said, and
 * not a byte of it changes. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "faulty.h"
#include "place.h"
#include "sample_journal.h"

static struct place_of_work place;
static struct string path, before;

/* An interview with one answer, left. */
static int make(void **state)
{
	(void)state;
	place_make(&place, sample_yaml);
	struct sitting *sitting = place_start(&place);
	place_answer(sitting, "name", "Siti");
	assert_true(sitting_leave(sitting, "later", &place.faults));
	sitting_free(sitting);
	string_add(&path, place_entry(&place)->path);
	place_read(string_text(&path), &before);
	return 0;
}

static int removed(void **state)
{
	(void)state;
	place_remove(&place);
	string_free(&path);
	string_free(&before);
	path = before = (struct string){0};
	return 0;
}

/* Chains the lines anew, as a program that wrote them would have. */
static void put_lines(struct span lines, struct span id)
{
	struct string out = {0};
	struct span line;
	char chain[CHAIN_LENGTH + 1];
	chain_start(chain, id);
	while (span_next(&lines, '\n', &line)) {
		if (!line.length)
			continue;
		size_t end = span_find(line, SPAN(",\"chain\":"));
		line.length = end == SIZE_MAX ? line.length : end;
		chain_next(chain, line);
		string_add(&out, line);
		string_format(&out, ",\"chain\":\"%s\"}\n", chain);
	}
	place_write(string_text(&path), string_span(&out));
	string_free(&out);
}

/* Resumes: it can be looked at, says `why`, takes no answer, and its bytes stay. */
static void opens_read_only(const char *why)
{
	struct recovery recovery;
	struct sitting_options options = place_options();
	struct string now = {0}, then = {0};
	const char *refusal = NULL;
	struct event event = {.kind = EVENT_ANSWER, .q = SPAN("name"), .answer = {.state = STATE_ANSWERED, .v = SPAN("Ali")}};
	struct cell cell;
	place_read(string_text(&path), &then);
	place_again(&place);
	struct sitting *sitting = sitting_resume(place.store, place_entry(&place), &options, &recovery, &place.faults);
	assert_non_null(sitting);
	assert_true(recovery.read_only && sitting_is_read_only(sitting));
	if (!strstr(recovery.detail, why))
		fail_msg("not said: %s; but: %s", why, recovery.detail);
	assert_true(interview_find(sitting_interview(sitting), SPAN("name"), &cell));
	assert_true(span_is(interview_answer(sitting_interview(sitting), cell)->v, "Siti"));
	assert_false(sitting_do(sitting, &event, NULL, &refusal));
	assert_string_equal(refusal, "this interview is open for reading only");
	assert_true(sitting_leave(sitting, "later", &place.faults));
	sitting_free(sitting);
	place_read(string_text(&path), &now);
	assert_true(span_equal(string_span(&now), string_span(&then)));
	string_free(&now);
	string_free(&then);
}

static void an_unknown_event(void **state)
{
	(void)state;
	struct span id = place_entry(&place)->id;
	string_format(&before, "{\"n\":5,\"at\":\"2026-11-24T09:40:00.000+07:00\",\"ms\":0,\"do\":\"dance\",\"q\":\"age\"\n");
	size_t lines = 0;
	for (size_t i = 0; i < before.length; i++)
		lines += before.data[i] == '\n';
	strstr(string_text(&before), "{\"n\":5,")[5] = (char)('0' + lines);
	put_lines(string_span(&before), id);
	opens_read_only("`dance`");
}

static void a_newer_format(void **state)
{
	(void)state;
	struct span id = place_entry(&place)->id;
	strstr(string_text(&before), "\"format\":1")[9] = '2';
	put_lines(string_span(&before), id);
	opens_read_only("format 2");
}

static int open_on_read_only(const char *name, int flags, mode_t mode)
{
	if ((flags & O_ACCMODE) == O_RDONLY && !(flags & O_CREAT))
		return system_real.open(name, flags, mode);
	errno = EROFS;
	return -1;
}

static int mkdir_on_read_only(const char *name, mode_t mode)
{
	(void)name;
	(void)mode;
	errno = EROFS;
	return -1;
}

static void a_medium_that_is_read_only(void **state)
{
	(void)state;
	struct system_calls calls = system_real;
	calls.open = open_on_read_only;
	calls.mkdir = mkdir_on_read_only;
	system_use(&calls);
	opens_read_only("cannot be written here");
	/* and a new interview says so at its first answer */
	struct sitting *sitting = place_start(&place);
	place_answer(sitting, "name", "Ali");
	assert_false(sitting_commit(sitting, &place.faults));
	assert_non_null(strstr(place.faults.items[place.faults.count - 1].message, strerror(EROFS)));
	assert_true(place.faults.items[place.faults.count - 1].system);
	sitting_free(sitting);
	system_use(NULL);
	assert_non_null(place_entry(&place)); /* still the only one */
}

/* The answer that found no room is told, stays in memory, and goes in with all later ones when there is room again. */
static void a_disk_that_is_full(void **state)
{
	(void)state;
	struct recovery recovery;
	struct sitting_options options = place_options();
	struct string now = {0};
	struct faulty *faulty = faulty_use();
	struct sitting *sitting = sitting_resume(place.store, place_entry(&place), &options, &recovery, &place.faults);
	assert_non_null(sitting);
	unsigned told = 0;
	faulty->room = 0;
	for (int i = 0; i < 600; i++) { /* the space ahead takes some hundreds */
		char text[16];
		snprintf(text, sizeof text, "name %d", i);
		place_answer(sitting, "name", text);
		if (!sitting_commit(sitting, &place.faults)) {
			told++;
			const struct diagnostic *fault = &place.faults.items[place.faults.count - 1];
			assert_true(fault->system && strstr(fault->message, strerror(ENOSPC)));
		}
	}
	assert_true(told > 0);
	assert_false(sitting_broken(sitting));
	place_read(string_text(&path), &now);
	struct journal_reading reading;
	journal_read(string_span(&now), sitting_id(sitting), &reading, NULL, NULL);
	assert_int_equal(reading.condition, JOURNAL_SOUND);
	faulty->room = -1;
	assert_true(sitting_leave(sitting, "later", &place.faults));
	sitting_free(sitting);
	faulty_leave();
	sitting = sitting_resume(place.store, place_entry(&place), &options, &recovery, &place.faults);
	struct cell cell;
	assert_true(interview_find(sitting_interview(sitting), SPAN("name"), &cell));
	assert_true(span_is(interview_answer(sitting_interview(sitting), cell)->v, "name 599"));
	sitting_free(sitting);
	string_free(&now);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_unknown_event, make, removed),
		cmocka_unit_test_setup_teardown(a_newer_format, make, removed),
		cmocka_unit_test_setup_teardown(a_medium_that_is_read_only, make, removed),
		cmocka_unit_test_setup_teardown(a_disk_that_is_full, make, removed),
	};
	return cmocka_run_group_tests_name("sitting/trouble", tests, NULL, NULL);
}
