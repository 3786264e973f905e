/* Mending: the sound lines stay, what is gone is named, and the result is sound. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sample_journal.h"

#define LINES 20 /* of the sample; its own repair event comes later */

static struct string sample;
static size_t ends[64];

static int write_sample(void **state)
{
	(void)state;
	assert_true(sample_count <= sizeof ends / sizeof *ends);
	sample_write(&sample, NULL, ends);
	sample.length = ends[LINES - 1];
	return 0;
}

static int free_sample(void **state)
{
	(void)state;
	string_free(&sample);
	return 0;
}

static size_t start_of(size_t line) /* from 1 */
{
	return line > 1 ? ends[line - 2] : 0;
}

/* What a mended journal holds. */
struct mended {
	bool fine;
	uint32_t dropped;
	uint64_t lines[64];
	size_t count;
	int64_t named[64];
	uint32_t named_count;
	struct string bytes;
};

static bool note_line(void *self, const struct event *event, struct span line)
{
	struct mended *mended = self;
	(void)line;
	mended->lines[mended->count++] = event->n;
	for (uint32_t i = 0; event->kind == EVENT_REPAIR && i < event->dropped_count; i++)
		mended->named[mended->named_count++] = event->dropped[i];
	return true;
}

static void mend(struct mended *mended, struct span bytes)
{
	const struct event repair = {.kind = EVENT_REPAIR, .at = sample_event(30).at};
	struct journal_reading reading;
	*mended = (struct mended){0};
	mended->fine = journal_repaired(bytes, span_of(sample_id), &repair, &mended->bytes, &mended->dropped);
	if (!mended->fine)
		return;
	journal_read(string_span(&mended->bytes), span_of(sample_id), &reading, note_line, mended);
	if (reading.condition != JOURNAL_SOUND)
		fail_msg("mended, but %s", reading.detail);
}

/* Lines 1 to LINES but for `gone`, then the repair, with an n behind all. */
static void expect(struct mended *mended, const int64_t *gone, uint32_t gone_count)
{
	assert_true(mended->fine);
	if (mended->dropped != gone_count || mended->named_count != gone_count)
		fail_msg("%u dropped, expected %u", mended->dropped, gone_count);
	for (uint32_t i = 0; i < gone_count; i++)
		assert_int_equal(mended->named[i], gone[i]);
	assert_int_equal(mended->count, LINES - gone_count + 1);
	assert_int_equal(mended->lines[mended->count - 1], LINES + 1);
	uint64_t n = 1;
	for (size_t i = 0; i + 1 < mended->count; i++, n++) {
		for (uint32_t j = 0; j < gone_count; j++)
			if ((uint64_t)gone[j] == n)
				n++;
		assert_int_equal(mended->lines[i], n);
	}
	string_free(&mended->bytes);
}

static void one_letter_of_each_line(void **state)
{
	(void)state;
	for (size_t line = 2; line <= LINES; line++) {
		struct mended mended;
		size_t at = start_of(line) + 30; /* in `at` */
		sample.data[at] ^= 1;
		mend(&mended, string_span(&sample));
		sample.data[at] ^= 1;
		expect(&mended, (const int64_t[]){(int64_t)line}, 1);
	}
}

static void each_line_taken_out(void **state)
{
	(void)state;
	for (size_t line = 2; line < LINES - 1; line++) {
		struct mended mended;
		struct string bytes = {0};
		string_add(&bytes, string_span(&sample));
		string_splice(&bytes, start_of(line), ends[line - 1] - start_of(line), SPAN(""));
		mend(&mended, string_span(&bytes));
		expect(&mended, (const int64_t[]){(int64_t)line}, 1);
		string_free(&bytes);
	}
}

/* Where only the chain's digits were hit, the next line bears the line out. */
static void chain_digits_of_each_line(void **state)
{
	(void)state;
	for (size_t line = 1; line < LINES; line++) {
		struct mended mended;
		char *digit = &sample.data[ends[line - 1] - 5], old = *digit;
		*digit = old == 'a' ? 'b' : 'a';
		mend(&mended, string_span(&sample));
		*digit = old;
		expect(&mended, NULL, 0);
	}
}

static void a_lost_line_end_loses_both_lines(void **state)
{
	(void)state;
	struct mended mended;
	sample.data[ends[6] - 1] = ' ';
	mend(&mended, string_span(&sample));
	sample.data[ends[6] - 1] = '\n';
	expect(&mended, (const int64_t[]){7, 8}, 2);
}

static void without_its_first_line_nothing_can_be_mended(void **state)
{
	(void)state;
	struct mended mended;
	mend(&mended, span_sub(string_span(&sample), ends[0], sample.length));
	assert_false(mended.fine);
	mend(&mended, SPAN(""));
	assert_false(mended.fine);
	mend(&mended, SPAN("rubbish\n"));
	assert_false(mended.fine);
	string_free(&mended.bytes);
}

static void mended_twice(void **state)
{
	(void)state;
	struct mended first, second;
	sample.data[start_of(5) + 30] ^= 1;
	mend(&first, string_span(&sample));
	sample.data[start_of(5) + 30] ^= 1;
	assert_true(first.fine);
	first.bytes.data[first.bytes.length / 2] ^= 1;
	mend(&second, string_span(&first.bytes));
	assert_true(second.fine);
	assert_int_equal(second.dropped, 1); /* the old gap stays named by the old repair */
	assert_int_equal(second.named_count, 2);
	assert_int_equal(second.lines[second.count - 1], LINES + 2);
	string_free(&first.bytes);
	string_free(&second.bytes);
}

/* Whatever bit is hit: all lines but those it touches are kept, and the result is sound. */
static void every_bit_flip_is_mended(void **state)
{
	(void)state;
	size_t step = 3 * sample_scale();
	for (size_t bit = ends[0] * 8; bit < sample.length * 8; bit += step) {
		struct mended mended;
		sample.data[bit / 8] ^= (char)(1 << bit % 8);
		mend(&mended, string_span(&sample));
		sample.data[bit / 8] ^= (char)(1 << bit % 8);
		if (!mended.fine || mended.dropped > 2 || mended.count < LINES - 1)
			fail_msg("bit %zu of byte %zu: %u dropped, %zu kept", bit % 8, bit / 8, mended.dropped, mended.count);
		string_free(&mended.bytes);
	}
}

/* The whole sample's repair names lines ahead of itself, which excuses nothing: what is hit there must be named anew. */
static void a_repair_names_what_is_behind_it_only(void **state)
{
	struct mended mended;
	(void)state;
	struct span whole = {sample.data, ends[sample_count - 1]};
	size_t last = ends[sample_count - 2];
	sample.data[last + 30] ^= 1;
	mend(&mended, whole);
	sample.data[last + 30] ^= 1;
	assert_true(mended.fine);
	assert_int_equal(mended.dropped, 1);
	assert_int_equal(mended.named[mended.named_count - 1], sample_count);
	string_free(&mended.bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_letter_of_each_line),
		cmocka_unit_test(each_line_taken_out),
		cmocka_unit_test(chain_digits_of_each_line),
		cmocka_unit_test(a_lost_line_end_loses_both_lines),
		cmocka_unit_test(without_its_first_line_nothing_can_be_mended),
		cmocka_unit_test(mended_twice),
		cmocka_unit_test(every_bit_flip_is_mended),
		cmocka_unit_test(a_repair_names_what_is_behind_it_only),
	};
	return cmocka_run_group_tests_name("journal/repair", tests, write_sample, free_sample);
}
