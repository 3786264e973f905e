/* Every system call of an export with attached files fails in turn: no copy stands there by half, all are there unless a
 * fault says so, and nothing else is left. */
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
#include "tanya/export.h"

#define ID "0190163d-8694-739b-aea5-966c26f8ad91"
#define PHOTO "bytes of a photo"

PLACE_FIXTURES(sample_yaml)

static void make_interview(void)
{
	struct sitting_options options = place_options();
	struct event event = {.kind = EVENT_ANSWER, .q = SPAN("photo")};
	struct string source = {0};
	path_join(&source, string_text(&place.folder), "a.jpg");
	place_write(string_text(&source), SPAN(PHOTO));
	options.id = SPAN(ID);
	struct sitting *sitting = sitting_start(place.store, place.questionnaire, &options, &place.faults);
	assert_int_equal(sitting_attach(sitting, event.q, string_text(&source), NULL, &event.answer), COPY_DONE);
	place_do(sitting, event);
	assert_true(sitting_complete(sitting, &place.faults));
	sitting_free(sitting);
	string_free(&source);
}

static void wrote(void *self, const char *path)
{
	(void)path;
	++*(unsigned *)self;
}

struct done {
	bool fine;
	unsigned told; /* paths */
	size_t faults;
};

static struct done export_to(const char *folder)
{
	struct export_options options = {.form = SPAN("sample"), .output = folder};
	struct export_left left;
	struct diagnostics faults = {0};
	struct done outcome = {0};
	outcome.fine = export_write(place.store, SPAN("csv"), &options, wrote, &outcome.told, &left, &faults);
	outcome.faults = faults.count;
	diagnostics_free(&faults);
	return outcome;
}

static void clear(const char *folder)
{
	char line[600];
	snprintf(line, sizeof line, "rm -rf '%s'", folder);
	assert_int_equal(system(line), 0);
}

static void every_call(void **state)
{
	(void)state;
	struct string folder = {0}, copy = {0}, bytes = {0};
	make_interview();
	string_format(&folder, "%s/results", string_text(&place.folder));
	string_format(&copy, "%s/media/" ID "/photo-1.jpg", string_text(&folder));
	struct faulty *faulty = faulty_use();
	struct done outcome = export_to(string_text(&folder));
	unsigned calls = faulty->calls;
	faulty_leave();
	assert_true(outcome.fine && outcome.told == 7 && !outcome.faults);
	for (unsigned at = 1; at <= calls; at++) {
		clear(string_text(&folder));
		place_again(&place);
		faulty = faulty_use();
		faulty->fail_at = at;
		outcome = export_to(string_text(&folder));
		enum faulty_call call = (enum faulty_call)faulty->failed;
		faulty_leave();
		bool is_there = access(string_text(&copy), F_OK) == 0;
		if (is_there) {
			place_read(string_text(&copy), &bytes);
			assert_string_equal(string_text(&bytes), PHOTO);
		}
		if (outcome.fine && !outcome.faults && !is_there)
			fail_msg("call %u (%s): no fault was told, and no copy is there", at, faulty_names[call]);
		if (!outcome.fine && !outcome.faults)
			fail_msg("call %u (%s): it failed without a word", at, faulty_names[call]);
		if (call != CALL_unlink && place_count(string_text(&folder)) != outcome.told)
			fail_msg("call %u (%s): %u files are there, %u were told", at, faulty_names[call], place_count(string_text(&folder)), outcome.told);
	}
	string_free(&folder);
	string_free(&copy);
	string_free(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(every_call, fresh, clean)};
	return cmocka_run_group_tests_name("export/media", tests, NULL, NULL);
}
