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

PLACE_FIXTURES(sample_yaml)

/* What the program said is safe, while calls fail around it. */
struct said {
	char age[8]; /* the last answer that was acknowledged; empty: none */
	bool has_status;
	enum interview_status status; /* acknowledged; not known from when another is tried until that is acknowledged */
	bool damaged;                 /* by us, and no repair was acknowledged */
	bool rescued;
	bool photo; /* the attached file was acknowledged */
};

#define PHOTO SPAN("bytes of a photo")

/* A file of the enumerator's, attached as the screen and fill do it. */
static void set_photo(struct sitting *sitting, struct said *said)
{
	struct event event = {.kind = EVENT_ANSWER, .q = SPAN("photo")};
	struct string source = {0};
	const char *refusal;
	path_join(&source, string_text(&place.folder), "IMG_1.JPG");
	place_write(string_text(&source), PHOTO);
	if (sitting_attach(sitting, event.q, string_text(&source), NULL, &event.answer) == COPY_DONE &&
		sitting_do(sitting, &event, NULL, &refusal) && sitting_commit(sitting, &place.faults))
		said->photo = true;
	string_free(&source);
}

/* What a copy that was cut off leaves. */
static void leave_half_a_copy(void)
{
	struct string path = {0};
	string_format(&path, "%s/interviews/sample/" ID ".files", string_text(&place.data));
	if (access(string_text(&path), R_OK) == 0) {
		string_add_text(&path, "/photo-7.JPG.tmp-0123456789abcdef");
		place_write(string_text(&path), SPAN("bytes of"));
	}
	string_free(&path);
}

static void set_age(struct sitting *sitting, int age, struct said *said)
{
	char text[8];
	const char *refusal;
	snprintf(text, sizeof text, "%d", age);
	struct event show = {.kind = EVENT_SHOW, .q = SPAN("age")};
	struct event draft = {.kind = EVENT_DRAFT, .q = SPAN("age"), .put = SPAN("4")};
	struct event event = {
		.kind = EVENT_ANSWER, .q = SPAN("age"), .answer = {.state = STATE_ANSWERED, .v = span_of(text)}};
	sitting_do(sitting, &show, NULL, &refusal);
	sitting_do(sitting, &draft, NULL, &refusal);
	sitting_commit(sitting, &place.faults);
	sitting_sync(sitting, &place.faults);
	if (sitting_do(sitting, &event, NULL, &refusal) && sitting_commit(sitting, &place.faults))
		memcpy(said->age, text, sizeof text);
}

static void set_status(struct said *said, bool acknowledged, enum interview_status status)
{
	said->has_status = acknowledged;
	said->status = status;
}

/* A form of two files, as one that begins an interview reads it. */
static void read_a_form(void)
{
	static const char whole[] = "tanya: 1\nid: whole\nversion: '1'\ntitle: Whole\ninclude: [part.yaml]\nsurvey: [use: part]\n";
	static const char part[] = "tanya: 1\ngroups: [{group: part, children: [{name: a, type: text, label: A}]}]\n";
	struct string path = {0};
	path_join(&path, string_text(&place.folder), "part.yaml");
	place_write(string_text(&path), span_of(part));
	path_join(&path, string_text(&place.folder), "whole.yaml");
	place_write(string_text(&path), span_of(whole));
	questionnaire_free(store_load_form(string_text(&path), &place.faults));
	string_free(&path);
}

/* As another program that begins: the form, the list, who holds it, how it ended, who types; then the interview. */
static struct sitting *come_again(void)
{
	struct sitting_options options = place_options();
	struct recovery recovery;
	struct string path = {0}, who = {0};
	struct entry *found = NULL;
	struct entries listed = {0};
	struct sitting *sitting = NULL;
	struct span last;
	read_a_form();
	store_free(place.store);
	place.store = store_open(string_text(&place.data), &place.faults);
	if (place.store) {
		store_set_enumerator(place.store, SPAN("Rina"), &place.faults);
		store_list(place.store, SPAN(""), &listed, &place.faults);
		if (store_find(place.store, SPAN(ID), &listed, &found, &place.faults))
			store_last_line(place.store, found, &last);
		store_interview_path(place.store, SPAN("sample"), SPAN(ID), &path);
		store_holder(string_text(&path), &who);
		struct entry entry = {.id = SPAN(ID), .questionnaire = SPAN("sample"), .path = string_span(&path)};
		sitting = sitting_resume(place.store, &entry, &options, &recovery, &place.faults);
	}
	entries_free(&listed);
	string_free(&path);
	string_free(&who);
	return sitting;
}

static void first_sitting(struct said *said)
{
	struct sitting_options options = place_options();
	options.id = SPAN(ID);
	struct sitting *sitting = sitting_start(place.store, place.questionnaire, &options, &place.faults);
	for (int age = 11; sitting && age < 14; age++)
		set_age(sitting, age, said);
	if (sitting)
		set_photo(sitting, said);
	if (sitting)
		set_status(said, sitting_leave(sitting, "later", &place.faults) && said->age[0], INTERVIEW_PARTIAL);
	sitting_free(sitting);
}

/* A letter of a line that is no answer changes on the disk; then it is mended. */
static void damage_and_repair(struct said *said)
{
	struct string path = {0}, bytes = {0}, told = {0};
	store_interview_path(place.store, SPAN("sample"), SPAN(ID), &path);
	if (access(string_text(&path), R_OK) == 0)
		place_read(string_text(&path), &bytes);
	char *show = strstr(bytes.length ? bytes.data : "", "\"do\":\"show\"");
	if (show) {
		show[7] = 'S';
		place_write(string_text(&path), string_span(&bytes));
		struct entry entry = {.id = SPAN(ID), .questionnaire = SPAN("sample"), .path = string_span(&path)};
		said->damaged = !sitting_repair(place.store, &entry, &told, &place.faults);
	}
	string_free(&path);
	string_free(&bytes);
	string_free(&told);
}

/* The end of a line that never got whole. */
static void tear(void)
{
	struct string path = {0}, bytes = {0};
	store_interview_path(place.store, SPAN("sample"), SPAN(ID), &path);
	if (access(string_text(&path), R_OK) == 0) {
		place_read(string_text(&path), &bytes);
		string_add_text(&bytes, "{\"n\":99,\"at\":");
		place_write(string_text(&path), string_span(&bytes));
	}
	string_free(&path);
	string_free(&bytes);
}

static void torn_and_repair(void)
{
	struct string path = {0}, told = {0};
	tear();
	store_interview_path(place.store, SPAN("sample"), SPAN(ID), &path);
	struct entry entry = {.id = SPAN(ID), .questionnaire = SPAN("sample"), .path = string_span(&path)};
	sitting_repair(place.store, &entry, &told, &place.faults);
	string_free(&path);
	string_free(&told);
}

static void second_sitting(struct said *said)
{
	struct sitting *sitting = come_again();
	bool open = sitting && !sitting_is_read_only(sitting);
	for (int age = 21; open && age < 23; age++)
		set_age(sitting, age, said);
	leave_half_a_copy();
	if (open)
		set_photo(sitting, said);
	if (open)
		set_status(said, sitting_complete(sitting, &place.faults), INTERVIEW_COMPLETE);
	sitting_free(sitting);
}

static void third_sitting(struct said *said)
{
	if (place.store)
		tear();
	struct sitting *sitting = place.store ? come_again() : NULL;
	if (sitting && interview_status(sitting_interview(sitting)) == INTERVIEW_COMPLETE) {
		said->has_status = false;
		if (sitting_reopen(sitting, SPAN("a page was missing"), &place.faults)) {
			set_age(sitting, 31, said);
			struct string folder = {0};
			string_format(&folder, "%s/rescue", string_text(&place.data));
			said->rescued = sitting_rescue(sitting, string_text(&folder), &place.faults);
			string_free(&folder);
			bool closed = sitting_close(sitting, SPAN("refused"), SPAN("no time"), &place.faults);
			set_status(said, closed, INTERVIEW_CLOSED);
		}
	}
	sitting_free(sitting);
}

static void life(struct said *said)
{
	*said = (struct said){0};
	first_sitting(said);
	torn_and_repair();
	damage_and_repair(said);
	second_sitting(said);
	third_sitting(said);
}

/* With the calls whole again: what is on the disk? */
static void examine(const struct said *said, unsigned at, const char *call, const char *why)
{
	place_again(&place);
	struct entry *entry = place_entry(&place);
	if (entry && said->damaged && entry->condition == JOURNAL_DAMAGED) {
		struct string told = {0};
		assert_true(sitting_repair(place.store, entry, &told, &place.faults));
		string_free(&told);
		entry = place_entry(&place);
	}
	if (!entry && said->age[0])
		fail_msg("call %u (%s, %s): %s was acknowledged and no interview is there", at, call, why, said->age);
	if (!entry)
		return;
	if (entry->condition == JOURNAL_DAMAGED)
		fail_msg("call %u (%s, %s): damaged, %s", at, call, why, entry->trouble);
	struct sitting *sitting = sitting_look(place.store, entry, &place.faults);
	if (!sitting && said->age[0])
		fail_msg("call %u (%s, %s): %s was acknowledged and nothing can be read: %s", at, call, why, said->age,
			entry->trouble);
	if (!sitting)
		return;
	struct cell cell;
	assert_true(interview_find(sitting_interview(sitting), SPAN("age"), &cell));
	struct span v = interview_answer(sitting_interview(sitting), cell)->v;
	/* a later answer may have come through although its write was told to have failed; an older one may not stand there
	 */
	if (said->age[0] && span_compare(v, span_of(said->age)) < 0)
		fail_msg(
			"call %u (%s, %s): %.*s stands there, %s was acknowledged", at, call, why, SPAN_ARGUMENTS(v), said->age);
	if (said->has_status && entry->status != said->status)
		fail_msg("call %u (%s, %s): %s was acknowledged, %s stands there", at, call, why,
			interview_status_word(said->status), interview_status_word(entry->status));
	struct string detail = {0};
	if (!sitting_attachments_match(sitting, &detail))
		fail_msg("call %u (%s, %s): %s", at, call, why, string_text(&detail));
	assert_true(interview_find(sitting_interview(sitting), SPAN("photo"), &cell));
	if (said->photo && !interview_answer(sitting_interview(sitting), cell)->sha256.length)
		fail_msg("call %u (%s, %s): the photo was acknowledged and is not there", at, call, why);
	string_free(&detail);
	sitting_free(sitting);
}

/* A file of rows: two interviews that appear together. */
static void fill(struct said *said)
{
	static const char *const ids[] = {ID, "0190163d-8694-739b-aea5-966c26f8ad92"};
	struct sitting_batch *batch = sitting_batch_new(place.store);
	bool fine = true;
	*said = (struct said){0};
	for (size_t i = 0; i < 2; i++) {
		struct sitting_options options = place_options();
		struct event event = {
			.kind = EVENT_ANSWER, .q = SPAN("age"), .answer = {.state = STATE_ANSWERED, .v = SPAN("37")}};
		const char *refusal;
		options.id = span_of(ids[i]);
		options.staged = true;
		options.batch = batch;
		struct sitting *sitting = sitting_start(place.store, place.questionnaire, &options, &place.faults);
		fine = sitting && sitting_do(sitting, &event, NULL, &refusal) && fine;
		if (sitting)
			set_photo(sitting, said);
		fine = fine && sitting_complete(sitting, &place.faults);
		sitting_free(sitting);
	}
	fine = sitting_batch_commit(batch, &place.faults) && fine;
	set_status(said, fine, INTERVIEW_COMPLETE);
	sitting_batch_free(batch);
}

static void examine_fill(const struct said *said, unsigned at, const char *call, const char *why)
{
	place_again(&place);
	entries_free(&place.entries);
	assert_true(store_list(place.store, SPAN(""), &place.entries, &place.faults));
	if (said->has_status && place.entries.count != 2)
		fail_msg("call %u (%s, %s): 2 interviews were acknowledged, %zu are there", at, call, why, place.entries.count);
	for (size_t i = 0; i < place.entries.count; i++)
		if (place.entries.items[i].condition != JOURNAL_SOUND || place.entries.items[i].status != INTERVIEW_COMPLETE)
			fail_msg("call %u (%s, %s): half an interview is there: %s", at, call, why, place.entries.items[i].trouble);
	for (size_t i = 0; i < place.entries.count; i++) {
		struct sitting *sitting = sitting_look(place.store, &place.entries.items[i], &place.faults);
		struct string detail = {0};
		if (!sitting_attachments_match(sitting, &detail))
			fail_msg("call %u (%s, %s): %s", at, call, why, string_text(&detail));
		string_free(&detail);
		sitting_free(sitting);
	}
}

/* ---- each call in turn ---- */

#define ALL UINT32_MAX
#define C(name) (1u << CALL_##name)
#define NEW (C(open) | C(write) | C(pwrite) | C(mkdir) | C(rename) | C(fsync) | C(fdatasync) | C(syncfs))
#define NAMES (C(open) | C(opendir) | C(mkdir) | C(rename) | C(unlink) | C(rmdir) | C(stat) | C(lstat))

static const struct {
	int number;
	uint32_t calls; /* that may give it */
} faults[] = {
	{EIO, ALL},
	{ENOSPC, NEW},
	{EDQUOT, NEW},
	{EROFS, C(open) | C(mkdir) | C(rename) | C(unlink) | C(rmdir) | C(ftruncate)},
	{EACCES, NAMES},
	{EMFILE, C(open) | C(opendir)},
	{ENOMEM, C(readdir) | C(opendir) | C(stat) | C(lstat) | C(fstat)},
	{ENOLCK, C(lock)},
	{ENOSYS, C(random) | C(syncfs)},
	{EINTR, C(open) | C(read) | C(pread) | C(write) | C(pwrite) | C(lock) | C(random) | C(close)},
};

/* What fails with or after it: nothing, all of its kind, what tidies up, both, the look at what is to be tidied up. */
enum persistence { ONCE, STAYS, TIDYING_FAILS, STAYS_AND_TIDYING_FAILS, LISTING_FAILS, PERSISTENCES };
#define TIDYING (C(unlink) | C(rmdir) | C(lstat) | C(ftruncate) | C(close) | C(clock))
static const uint32_t then[PERSISTENCES] = {[TIDYING_FAILS] = TIDYING,
	[STAYS_AND_TIDYING_FAILS] = TIDYING,
	[LISTING_FAILS] = C(opendir) | C(readdir)};

static void fail_in_turn(void (*act)(struct said *), void (*look)(const struct said *, unsigned, const char *, const char *),
	unsigned failed[CALL_COUNT])
{
	static struct faulty whole;
	struct said said;
	struct faulty *faulty = faulty_use();
	act(&said);
	whole = *faulty;
	faulty_leave();
	assert_true(whole.calls < FAULTY_CALLS_MOST);
	assert_true(said.has_status);
	look(&said, 0, "none", "");
	for (unsigned at = 1; at <= whole.calls; at += sample_scale())
		for (size_t number = 0; number < sizeof faults / sizeof *faults; number++)
			for (int way = 0; (faults[number].calls >> whole.kinds[at - 1] & 1) && way < (number ? ONCE + 1 : PERSISTENCES); way++) {
				place_clear(&place);
				place_again(&place);
				faulty = faulty_use();
				faulty->fail_at = at;
				faulty->number = faults[number].number;
				faulty->stays = way == STAYS || way == STAYS_AND_TIDYING_FAILS;
				faulty->then = then[way];
				act(&said);
				int call = faulty->failed;
				faulty_leave();
				assert_int_equal(call, whole.kinds[at - 1]);
				failed[call]++;
				look(&said, at, faulty_names[call], strerror(faults[number].number));
			}
}

#ifdef __clang__
#define PLACES_ARE_JOINED true /* calls that end alike may become one: only that each call failed can be demanded */
#else
#define PLACES_ARE_JOINED false
#endif

/* How often the call is written in the rooms that a sitting runs through. */
static unsigned written(const char *call)
{
	char line[4096];
	unsigned count = 0;
	snprintf(line, sizeof line,
		"cd '%s/src' && grep -ho 'system_calls()->%s(' system/*.c journal/*.c store/*.c sitting/*.c | wc -l",
		getenv("TANYA_SOURCE"), call);
	FILE *pipe = popen(line, "r");
	assert_non_null(pipe);
	assert_int_equal(fscanf(pipe, "%u", &count), 1);
	pclose(pipe);
	return count;
}

/* A copy so long that it is synced on its way. */
static void a_long_copy(void **state)
{
	(void)state;
	struct string from = {0}, to = {0};
	char sha256[65];
	struct source source;
	struct file_new file;
	path_join(&from, string_text(&place.folder), "video.mp4");
	path_join(&to, string_text(&place.folder), "copy.mp4");
	place_write(string_text(&from), SPAN("v"));
	assert_int_equal(truncate(string_text(&from), 17 << 20), 0);
	assert_int_equal(source_open(&source, string_text(&from), UINT64_MAX), COPY_DONE);
	assert_true(file_begin(&file, string_text(&to), 0600, &place.faults));
	struct faulty *faulty = faulty_use();
	faulty->only = C(fdatasync);
	faulty->fail_at = 1;
	assert_int_equal(source_copy(&source, &file, NULL, sha256), COPY_UNWRITABLE);
	faulty_leave();
	source_close(&source);
	file_abandon(&file);
	string_free(&from);
	string_free(&to);
}

/* Every row of the table fails, wherever it is called; a call that no sitting makes any more is told. */
static void every_call_of_a_sitting(void **state)
{
	(void)state;
	unsigned failed[CALL_COUNT] = {0}, times = 0, places = 0;
	fail_in_turn(life, examine, failed);
	place_clear(&place);
	place_again(&place);
	fail_in_turn(fill, examine_fill, failed);
	for (int call = 0; call < CALL_COUNT; call++) {
		unsigned calls = written(faulty_names[call]);
		print_message("%s failed %u times as the first fault, at %u places in all; it is written at %u\n",
			faulty_names[call], failed[call], faulty_sites(call), calls);
		times += failed[call];
		places += faulty_sites(call);
		if (sample_scale() == 1 && faulty_sites(call) < (PLACES_ARE_JOINED ? 1 : calls)) /* more where the compiler repeats one */
			fail_msg("%s failed at %u places only, and is written at %u", faulty_names[call], faulty_sites(call), calls);
	}
	print_message("%u times in all, at %u places\n", times, places);
}

static void by_halves(void **state)
{
	(void)state;
	struct said said;
	struct faulty *faulty = faulty_use();
	faulty->most_bytes = 7;
	life(&said);
	faulty_leave();
	assert_true(said.has_status && said.status == INTERVIEW_CLOSED && said.rescued);
	assert_string_equal(said.age, "31");
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
		set_photo(sitting, &said);
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
		cmocka_unit_test_setup_teardown(a_long_copy, fresh, clean),
		cmocka_unit_test_setup_teardown(every_call_of_a_sitting, fresh, clean),
		cmocka_unit_test_setup_teardown(by_halves, fresh, clean),
		cmocka_unit_test_setup_teardown(the_power_goes_in_a_sitting, fresh, clean),
	};
	return cmocka_run_group_tests_name("sitting/faults", tests, NULL, NULL);
}
