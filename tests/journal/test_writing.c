/* Appending: when a file appears, what is on the disk after each commit, and what stands when calls fail. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "faulty.h"
#include "sample_journal.h"

static char folder[256], path[320], torn_path[320];
static struct diagnostics faults;
static struct faulty *faulty;

static int make_folder(void **state)
{
	(void)state;
	const char *temp = getenv("TMPDIR");
	snprintf(folder, sizeof folder, "%s/tanya-writing-XXXXXX", temp ? temp : "/tmp");
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	(void)state;
	return rmdir(folder);
}

static int fresh(void **state)
{
	(void)state;
	snprintf(path, sizeof path, "%s/%s.jsonl", folder, sample_id);
	snprintf(torn_path, sizeof torn_path, "%s/%s.torn", folder, sample_id);
	faults = (struct diagnostics){0};
	faulty = faulty_use();
	return 0;
}

static int clean(void **state)
{
	(void)state;
	faulty_leave();
	unlink(path);
	unlink(torn_path);
	diagnostics_free(&faults);
	return 0;
}

static void read_file(const char *from, struct string *out)
{
	FILE *file = fopen(from, "rb");
	char bytes[4096];
	string_clear(out);
	assert_non_null(file);
	for (size_t count; (count = fread(bytes, 1, sizeof bytes, file)) > 0;)
		string_add(out, (struct span){bytes, count});
	fclose(file);
}

static void write_file(const char *to, struct span bytes)
{
	FILE *file = fopen(to, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.data, 1, bytes.length, file), bytes.length);
	fclose(file);
}

static struct journal_reading read_journal(void)
{
	struct string bytes = {0};
	struct journal_reading reading;
	read_file(path, &bytes);
	journal_read(string_span(&bytes), span_of(sample_id), &reading, NULL, NULL);
	string_free(&bytes);
	return reading;
}

static void append(struct journal *journal, size_t index)
{
	struct event event = sample_event(index);
	journal_append(journal, &event, NULL);
}

/* A journal with the first `count` lines of the sample, committed. */
static struct journal *with_lines(size_t count)
{
	struct journal *journal = journal_new(path, span_of(sample_id));
	for (size_t i = 0; i < count; i++)
		append(journal, i);
	assert_true(journal_commit(journal, &faults));
	return journal;
}

static int64_t size_of(const char *of)
{
	struct stat status;
	return stat(of, &status) == 0 ? status.st_size : -1;
}

static void a_file_appears_with_what_is_worth_one(void **state)
{
	(void)state;
	struct journal *journal = with_lines(2); /* open, show */
	assert_false(journal_has_file(journal));
	assert_int_equal(size_of(path), -1);
	append(journal, 3);
	assert_true(journal_wants_file(journal));
	assert_true(journal_commit(journal, &faults));
	struct stat status;
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0600);
	assert_int_equal(read_journal().last_n, 3);
	assert_true(journal_close(journal, &faults));
}

static void an_existing_file_is_never_taken(void **state)
{
	(void)state;
	write_file(path, SPAN("other"));
	struct journal *journal = journal_new(path, span_of(sample_id));
	append(journal, 0);
	append(journal, 3);
	assert_false(journal_commit(journal, &faults));
	journal_close(journal, &faults);
	assert_int_equal(size_of(path), 5);
}

/* One write and one sync an answer, into space that is there already; a show is written without a sync. */
static void one_write_and_one_sync(void **state)
{
	(void)state;
	struct journal *journal = with_lines(4);
	memset(faulty->counts, 0, sizeof faulty->counts);
	append(journal, 4);
	append(journal, 5);
	assert_true(journal_commit(journal, &faults));
	assert_int_equal(faulty->counts[CALL_pwrite], 1);
	assert_int_equal(faulty->counts[CALL_fdatasync], 1);
	append(journal, 1);
	assert_true(journal_commit(journal, &faults));
	assert_int_equal(faulty->counts[CALL_pwrite], 2);
	assert_int_equal(faulty->counts[CALL_fdatasync], 1);
	assert_true(journal_needs_sync(journal));
	assert_true(journal_sync(journal, &faults));
	assert_int_equal(faulty->counts[CALL_fdatasync], 2);
	assert_false(journal_needs_sync(journal));
	assert_true(journal_commit(journal, &faults)); /* nothing new: no call */
	assert_int_equal(faulty->counts[CALL_pwrite] + faulty->counts[CALL_fdatasync], 4);
	journal_close(journal, &faults);
}

static void space_ahead_is_filled_and_trimmed(void **state)
{
	(void)state;
	struct journal *journal = with_lines(4);
	int64_t size = size_of(path);
	assert_int_equal(size, 65536);
	struct journal_reading reading = read_journal();
	assert_int_equal(reading.condition, JOURNAL_SOUND);
	for (int i = 0; i < 600; i++)
		append(journal, 0);
	assert_true(journal_commit(journal, &faults));
	assert_true(size_of(path) % 65536 == 0 && size_of(path) > size);
	struct string bytes = {0};
	size_t length = journal_lines(journal).length;
	assert_true(journal_close(journal, &faults));
	read_file(path, &bytes);
	assert_int_equal(bytes.length, length);
	assert_int_equal(bytes.data[bytes.length - 2], '}');
	string_free(&bytes);
}

static void what_is_torn_is_kept_and_cut(void **state)
{
	(void)state;
	struct string bytes = {0};
	struct journal_reading reading;
	struct journal *journal = with_lines(4);
	journal_close(journal, &faults);
	size_t whole = (size_t)size_of(path);
	read_file(path, &bytes);
	string_add_text(&bytes, "{\"n\":5,\"at\"\n\n\n");
	write_file(path, string_span(&bytes));
	int64_t torn;
	assert_int_equal(journal_open(path, span_of(sample_id), &journal, &torn, &reading, &faults), JOURNAL_OPENED);
	assert_int_equal(torn, 12);
	assert_int_equal(size_of(path), whole);
	read_file(torn_path, &bytes);
	assert_string_equal(string_text(&bytes), "{\"n\":5,\"at\"\n");
	append(journal, 4);
	assert_true(journal_commit(journal, &faults));
	journal_close(journal, &faults);
	assert_int_equal(read_journal().last_n, 5);
	/* a second time: the first torn end is not lost */
	read_file(path, &bytes);
	string_add_text(&bytes, "more");
	write_file(path, string_span(&bytes));
	assert_int_equal(journal_open(path, span_of(sample_id), &journal, &torn, &reading, &faults), JOURNAL_OPENED);
	journal_close(journal, &faults);
	read_file(torn_path, &bytes);
	assert_string_equal(string_text(&bytes), "{\"n\":5,\"at\"\nmore");
	string_free(&bytes);
}

static void a_damaged_one_opens_read_only(void **state)
{
	(void)state;
	struct string bytes = {0}, after = {0};
	struct journal_reading reading;
	struct journal *journal = with_lines(8);
	int64_t torn;
	journal_close(journal, &faults);
	read_file(path, &bytes);
	bytes.data[bytes.length / 2] ^= 1;
	write_file(path, string_span(&bytes));
	assert_int_equal(journal_open(path, span_of(sample_id), &journal, &torn, &reading, &faults), JOURNAL_READ_ONLY);
	assert_true(journal_is_read_only(journal));
	append(journal, 4);
	journal_commit(journal, &faults);
	journal_close(journal, &faults);
	read_file(path, &after);
	assert_true(span_equal(string_span(&bytes), string_span(&after)));
	string_free(&bytes);
	string_free(&after);
}

static void one_program_at_a_time(void **state)
{
	(void)state;
	struct journal *first = with_lines(4), *second;
	struct journal_reading reading;
	int64_t torn;
	assert_int_equal(journal_open(path, span_of(sample_id), &second, &torn, &reading, &faults), JOURNAL_BUSY);
	assert_null(second);
	journal_close(first, &faults);
	assert_int_equal(journal_open(path, span_of(sample_id), &second, &torn, &reading, &faults), JOURNAL_OPENED);
	journal_close(second, &faults);
}

/* A line that begins on a new page waits until what stands before it is on the disk. */
static void a_new_page_waits_for_a_sync(void **state)
{
	(void)state;
	struct journal *journal = with_lines(4);
	unsigned crossings = 0;
	memset(faulty->counts, 0, sizeof faulty->counts);
	for (int i = 0; i < 400; i++) {
		size_t before = journal_lines(journal).length;
		append(journal, 1); /* a show: not durable */
		assert_true(journal_commit(journal, &faults));
		crossings += i && before / 4096 != journal_lines(journal).length / 4096;
	}
	assert_true(crossings > 5);
	assert_in_range(faulty->counts[CALL_fdatasync], crossings, crossings + 1);
	journal_close(journal, &faults);
}

/* An answer whose write failed is synced when the write has come through, whatever was synced meanwhile. */
static void a_write_tried_again_is_synced(void **state)
{
	(void)state;
	struct journal *journal = with_lines(4);
	append(journal, 1);
	assert_true(journal_commit(journal, &faults));
	append(journal, 4);
	faulty->only = 1u << CALL_pwrite;
	faulty->fail_at = faulty->calls + 1;
	assert_false(journal_commit(journal, &faults));
	assert_true(journal_sync(journal, &faults));
	memset(faulty->counts, 0, sizeof faulty->counts);
	assert_true(journal_commit(journal, &faults));
	assert_int_equal(faulty->counts[CALL_fdatasync], 1);
	assert_int_equal(read_journal().last_n, 6);
	journal_close(journal, &faults);
}

static void writes_by_halves(void **state)
{
	(void)state;
	for (size_t most = 1; most < 200; most += 33) {
		faulty->most_bytes = most;
		struct journal *journal = with_lines(30);
		assert_true(journal_close(journal, &faults));
		assert_int_equal(read_journal().last_n, 30);
		unlink(path);
	}
}

/* The disk takes so many bytes and no more: a line is there whole or not at all, and goes in when there is room again.
 */
static void a_disk_that_fills(void **state)
{
	(void)state;
	for (int64_t room = 0; room < 3000; room += 97) {
		struct journal *journal = journal_new(path, span_of(sample_id));
		faulty->room = room;
		size_t saved = 0;
		for (size_t i = 0; i < 12; i++) {
			append(journal, i);
			if (!journal_commit(journal, &faults))
				break;
			if (journal_has_file(journal))
				saved = i + 1;
		}
		assert_false(journal_broken(journal));
		if (size_of(path) >= 0)
			assert_true(read_journal().last_n >= saved && read_journal().condition == JOURNAL_SOUND);
		assert_true(saved == 12 || size_of(path) <= (int64_t)journal_lines(journal).length);
		faulty->room = -1;
		append(journal, 12);
		append(journal, 3);
		assert_true(journal_commit(journal, &faults));
		journal_close(journal, &faults);
		assert_int_equal(read_journal().condition, JOURNAL_SOUND);
		assert_true(read_journal().last_n >= saved + 2);
		unlink(path);
	}
}

static void a_failed_sync_ends_writing(void **state)
{
	(void)state;
	struct journal *journal = with_lines(4);
	faulty->only = 1u << CALL_fdatasync;
	faulty->calls = 0;
	faulty->fail_at = 1;
	append(journal, 4);
	assert_false(journal_commit(journal, &faults));
	assert_true(journal_broken(journal));
	memset(faulty->counts, 0, sizeof faulty->counts);
	append(journal, 5);
	assert_false(journal_commit(journal, &faults));
	assert_false(journal_sync(journal, &faults));
	assert_int_equal(faulty->counts[CALL_fdatasync] + faulty->counts[CALL_pwrite], 0); /* never tried again */
	struct string rescued = {0};
	char other[400];
	snprintf(other, sizeof other, "%s/rescued.jsonl", folder);
	assert_true(journal_rescue(journal, other, &faults));
	read_file(other, &rescued);
	struct journal_reading reading;
	journal_read(string_span(&rescued), span_of(sample_id), &reading, NULL, NULL);
	assert_int_equal(reading.last_n, 6);
	unlink(other);
	string_free(&rescued);
	journal_close(journal, &faults);
}

/* ---- every call in turn ---- */

/* Writes ten lines, closes, opens, writes five more; tells up to which n was acknowledged. */
static uint64_t life(void)
{
	struct journal_reading reading;
	int64_t torn;
	uint64_t acknowledged = 0;
	struct journal *journal = journal_new(path, span_of(sample_id));
	for (size_t i = 0; i < 10; i++) {
		append(journal, i);
		if (journal_commit(journal, &faults) && event_rows[sample_events[i].kind].durable)
			acknowledged = i + 1;
	}
	journal_close(journal, &faults);
	if (journal_open(path, span_of(sample_id), &journal, &torn, &reading, &faults) != JOURNAL_OPENED && journal) {
		journal_close(journal, &faults);
		journal = NULL;
	}
	for (size_t i = 10; i < 15 && journal; i++) {
		uint64_t n = journal_last(journal) + 1;
		append(journal, i);
		if (journal_commit(journal, &faults) && event_rows[sample_events[i].kind].durable)
			acknowledged = n;
	}
	if (journal)
		journal_close(journal, &faults);
	return acknowledged;
}

static void every_call_fails_in_turn(void **state)
{
	(void)state;
	static const int numbers[] = {EIO, ENOSPC, EINTR, EDQUOT};
	life();
	unsigned total = faulty->calls, failed[CALL_COUNT] = {0};
	unlink(path);
	for (unsigned number = 0; number < sizeof numbers / sizeof *numbers; number++)
		for (unsigned at = 1; at <= total; at += number ? sample_scale() : 1)
			for (int stays = 0; stays < 2; stays++) {
				faulty = faulty_use();
				faulty->fail_at = at;
				faulty->number = numbers[number];
				faulty->stays = stays && numbers[number] != EINTR;
				uint64_t acknowledged = life();
				int call = faulty->failed;
				faulty_leave();
				if (call >= 0)
					failed[call]++;
				if (size_of(path) >= 0 || acknowledged) {
					struct journal_reading reading = read_journal();
					if (reading.condition == JOURNAL_DAMAGED || reading.last_n < acknowledged)
						fail_msg("call %u (%s, %s): sound up to %llu, acknowledged %llu, condition %d %s", at,
							call < 0 ? "none" : faulty_names[call], strerror(numbers[number]),
							(unsigned long long)reading.last_n, (unsigned long long)acknowledged, reading.condition,
							reading.detail);
				}
				unlink(path);
				unlink(torn_path);
				diagnostics_free(&faults);
				faults = (struct diagnostics){0};
			}
	for (int call = 0; call < CALL_COUNT; call++)
		if (failed[call])
			print_message("%s failed %u times\n", faulty_names[call], failed[call]);
	assert_true(failed[CALL_open] && failed[CALL_pwrite] && failed[CALL_fdatasync] && failed[CALL_fsync] &&
				failed[CALL_ftruncate] && failed[CALL_lock]);
	faulty = faulty_use();
}

/* ---- power ---- */

/* A sitting of `lines` lines, committed in twos and threes too; the power goes within a last commit of many, before its
 * first sync or its second. How many were acknowledged. */
static size_t cut_off(uint64_t seed, size_t unit_bytes, size_t lines)
{
	struct journal *journal = journal_new(path, span_of(sample_id));
	size_t acknowledged = 0, many = 1 + seed % 50;
	power_watch();
	for (size_t i = 0; i < lines + many; i++) {
		append(journal, i % sample_count);
		if (i == lines) {
			faulty->only = 1u << CALL_fdatasync;
			faulty->fail_at = faulty->calls + 1 + seed % 2;
		}
		bool due = i < lines ? i % (1 + seed % 3) == 0 : i + 1 == lines + many;
		if (due && journal_commit(journal, &faults) && !journal_needs_sync(journal) && journal_has_file(journal))
			acknowledged = i + 1;
	}
	power_cut(seed, unit_bytes); /* the file is as the disk had it; the program is gone */
	faulty_leave();
	struct string left = {0};
	if (size_of(path) >= 0)
		read_file(path, &left);
	journal_close(journal, &faults);
	write_file(path, string_span(&left));
	string_free(&left);
	faulty = faulty_use();
	return acknowledged;
}

/* Whatever the disk had of it: no acknowledged line is missing, and with pages in any order the rest is a torn end. */
static void the_power_goes(void **state)
{
	(void)state;
	static const struct {
		const char *what;
		size_t unit_bytes;
		bool never_damaged;
	} units[] = {{"pages", 4096, true}, {"sectors", 512, false}};
	unsigned rounds = 600 / sample_scale();
	for (size_t unit = 0; unit < sizeof units / sizeof *units; unit++) {
		unsigned counts[3] = {0};
		for (uint64_t seed = 1; seed <= rounds; seed++) {
			size_t acknowledged = cut_off(seed, units[unit].unit_bytes, 3 + seed % 97);
			struct journal_reading reading = read_journal();
			counts[reading.condition]++;
			if (reading.last_n < acknowledged ||
				(units[unit].never_damaged && reading.condition == JOURNAL_DAMAGED))
				fail_msg("%s, seed %llu: sound up to %llu of %zu acknowledged, %s", units[unit].what,
					(unsigned long long)seed, (unsigned long long)reading.last_n, acknowledged, reading.detail);
			unlink(path);
		}
		print_message("power cut %u times, %s in any order: %u sound, %u torn, %u damaged behind all that was safe\n",
			rounds, units[unit].what, counts[JOURNAL_SOUND], counts[JOURNAL_TORN], counts[JOURNAL_DAMAGED]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_file_appears_with_what_is_worth_one, fresh, clean),
		cmocka_unit_test_setup_teardown(an_existing_file_is_never_taken, fresh, clean),
		cmocka_unit_test_setup_teardown(one_write_and_one_sync, fresh, clean),
		cmocka_unit_test_setup_teardown(space_ahead_is_filled_and_trimmed, fresh, clean),
		cmocka_unit_test_setup_teardown(what_is_torn_is_kept_and_cut, fresh, clean),
		cmocka_unit_test_setup_teardown(a_damaged_one_opens_read_only, fresh, clean),
		cmocka_unit_test_setup_teardown(one_program_at_a_time, fresh, clean),
		cmocka_unit_test_setup_teardown(a_new_page_waits_for_a_sync, fresh, clean),
		cmocka_unit_test_setup_teardown(a_write_tried_again_is_synced, fresh, clean),
		cmocka_unit_test_setup_teardown(writes_by_halves, fresh, clean),
		cmocka_unit_test_setup_teardown(a_disk_that_fills, fresh, clean),
		cmocka_unit_test_setup_teardown(a_failed_sync_ends_writing, fresh, clean),
		cmocka_unit_test_setup_teardown(every_call_fails_in_turn, fresh, clean),
		cmocka_unit_test_setup_teardown(the_power_goes, fresh, clean),
	};
	return cmocka_run_group_tests_name("journal/writing", tests, make_folder, remove_folder);
}
