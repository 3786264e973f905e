/* What holds of a journal that was cut off, changed, or written by a later program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "sample_journal.h"

static struct string sample;
static size_t *ends;

static int write_sample(void **state)
{
	(void)state;
	ends = memory_alloc(sample_count * sizeof *ends);
	sample_write(&sample, NULL, ends);
	return 0;
}

static int free_sample(void **state)
{
	(void)state;
	string_free(&sample);
	memory_free(ends);
	return 0;
}

static struct journal_reading read_bytes(struct span bytes)
{
	struct journal_reading reading;
	journal_read(bytes, span_of(sample_id), &reading, NULL, NULL);
	return reading;
}

/* How many whole lines end at or before `at`. */
static size_t lines_before(size_t at)
{
	size_t count = 0;
	while (count < sample_count && ends[count] <= at)
		count++;
	return count;
}

struct counted {
	uint64_t count, stop_at;
};

static bool count_event(void *self, const struct event *event, struct span line)
{
	struct counted *counted = self;
	assert_true(line.length > 0);
	assert_int_equal(event->kind, sample_events[counted->count].kind);
	assert_int_equal(event->n, counted->count + 1);
	return ++counted->count != counted->stop_at;
}

static void the_whole_is_sound(void **state)
{
	(void)state;
	struct counted counted = {0};
	struct journal_reading reading;
	journal_read(string_span(&sample), span_of(sample_id), &reading, count_event, &counted);
	assert_int_equal(reading.condition, JOURNAL_SOUND);
	assert_int_equal(counted.count, sample_count);
	assert_int_equal(reading.last_n, sample_count);
	assert_int_equal(reading.sound_bytes, sample.length);
	assert_false(reading.newer);
	assert_string_equal(reading.detail, "");
	counted = (struct counted){.stop_at = 5};
	journal_read(string_span(&sample), span_of(sample_id), &reading, count_event, &counted);
	assert_int_equal(counted.count, 5);
	assert_int_equal(reading.last_n, sample_count);
}

static void every_truncation(void **state)
{
	(void)state;
	for (size_t cut = 0; cut <= sample.length; cut++) {
		struct journal_reading reading = read_bytes(span_sub(string_span(&sample), 0, cut));
		size_t lines = lines_before(cut), sound = lines ? ends[lines - 1] : 0;
		if (reading.sound_bytes != sound || reading.last_n != lines)
			fail_msg("cut at %zu: %zu bytes sound up to %llu, expected %zu", cut, reading.sound_bytes,
				(unsigned long long)reading.last_n, sound);
		if (reading.condition != (cut == sound ? JOURNAL_SOUND : JOURNAL_TORN))
			fail_msg("cut at %zu: condition %d", cut, reading.condition);
		assert_true((cut != sound) == (reading.detail[0] != 0));
	}
}

/* Space ahead behind the cut: a line that lacks but its LF gets it from there. */
static void every_truncation_before_space_ahead(void **state)
{
	(void)state;
	struct string bytes = {0};
	for (size_t cut = 0; cut <= sample.length; cut++) {
		string_clear(&bytes);
		string_add(&bytes, span_sub(string_span(&sample), 0, cut));
		for (int i = 0; i < 100; i++)
			string_add_byte(&bytes, '\n');
		struct journal_reading reading = read_bytes(string_span(&bytes));
		size_t lines = lines_before(cut + 1), sound = lines ? ends[lines - 1] : 0;
		bool whole = cut == sound || cut + 1 == sound;
		if (reading.sound_bytes != sound || reading.condition != (whole ? JOURNAL_SOUND : JOURNAL_TORN))
			fail_msg("cut at %zu: %zu bytes sound, condition %d", cut, reading.sound_bytes, reading.condition);
		assert_int_equal(reading.used_bytes, cut ? (whole ? sound : cut + 1) : 0);
	}
	string_free(&bytes);
}

/* By other means than the reader's: begins and ends as a line does. */
static bool looks_whole(const char *line, size_t length)
{
	static const char head[] = "{\"n\":", mark[] = ",\"chain\":\"";
	if (length < 40 || line[length - 1] != '\n' || memcmp(line, head, 5) != 0 ||
		memcmp(line + length - 29, mark, 10) != 0 || memcmp(line + length - 3, "\"}", 2) != 0)
		return false;
	return strspn(line + length - 19, "0123456789abcdef") == 16;
}

static void every_bit_flip(void **state)
{
	(void)state;
	size_t step = sample_scale();
	size_t last = ends[sample_count - 2];
	for (size_t bit = 0; bit < sample.length * 8; bit += step) {
		size_t at = bit / 8, line = lines_before(at), start = line ? ends[line - 1] : 0;
		sample.data[at] ^= (char)(1 << bit % 8);
		struct journal_reading reading = read_bytes(string_span(&sample));
		bool torn = at >= last && !looks_whole(sample.data + last, sample.length - last);
		if (reading.sound_bytes != start || reading.condition != (torn ? JOURNAL_TORN : JOURNAL_DAMAGED))
			fail_msg("bit %zu of byte %zu (line %zu): %zu bytes sound, condition %d, %s", bit % 8, at, line + 1,
				reading.sound_bytes, reading.condition, reading.detail);
		sample.data[at] ^= (char)(1 << bit % 8);
	}
}

/* ---- whole lines moved, changed, added ---- */

static void add_lines(struct string *out, size_t from, size_t to)
{
	string_add(
		out, span_sub(string_span(&sample), from ? ends[from - 1] : 0, ends[to - 1] - (from ? ends[from - 1] : 0)));
}

/* A line as a later program might write it: any members, and a chain that fits. */
static void add_line(struct string *out, const char *members)
{
	struct journal_reading reading = read_bytes(string_span(out));
	size_t start = out->length;
	string_format(out, "{\"n\":%llu,\"at\":\"2026-11-24T09:40:00.000+07:00\",\"ms\":0,%s",
		(unsigned long long)reading.last_n + 1, members);
	chain_next(reading.chain, span_sub(string_span(out), start, out->length));
	string_format(out, ",\"chain\":\"%s\"}\n", reading.chain);
}

static void moved_lines_are_damage(void **state)
{
	(void)state;
	static const size_t cases[][6] = {
		/* from, to, from, to …; how many lines stay sound */
		{0, 3, 4, 9, 0, 3},  /* one is gone */
		{0, 3, 2, 9, 0, 3},  /* one stands twice */
		{1, 9, 0, 0, 0, 0},  /* the first is gone */
		{0, 5, 7, 41, 0, 5}, /* two are gone */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct string bytes = {0};
		add_lines(&bytes, cases[i][0], cases[i][1]);
		if (cases[i][3])
			add_lines(&bytes, cases[i][2], cases[i][3]);
		struct journal_reading reading = read_bytes(string_span(&bytes));
		assert_int_equal(reading.condition, JOURNAL_DAMAGED);
		assert_int_equal(reading.last_n, cases[i][5]);
		string_free(&bytes);
	}
}

static void a_journal_under_another_id_is_damage(void **state)
{
	(void)state;
	struct journal_reading reading;
	journal_read(string_span(&sample), SPAN("0190163d-8694-739b-aea5-966c26f8ad92"), &reading, NULL, NULL);
	assert_int_equal(reading.condition, JOURNAL_DAMAGED);
	assert_int_equal(reading.sound_bytes, 0);
}

static void tails(void **state)
{
	(void)state;
	static const struct {
		const char *tail;
		size_t length;
		enum journal_condition condition;
	} cases[] = {
		{"\n\n\n", 3, JOURNAL_SOUND},
		{"\0\0\0\0", 4, JOURNAL_TORN},
		{"{", 1, JOURNAL_TORN},
		{"{\"n\":42", 7, JOURNAL_TORN},
		{"\n\n{\"n\":42\n\n", 11, JOURNAL_TORN},
		{"garbage\nmore garbage\n", 21, JOURNAL_TORN},
		{"{\"n\":42,\"chain\":\"0123456789abcdef\"}", 35, JOURNAL_TORN},
		{"{\"n\":42,\"chain\":\"0123456789abcdef\"}\n", 36, JOURNAL_DAMAGED},
		{"{\"n\":42,\"chain\":\"0123456789ABCDEF\"}\n", 36, JOURNAL_TORN},
		{"garbage\n{\"n\":42,\"chain\":\"0123456789abcdef\"}\n{", 45, JOURNAL_DAMAGED},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct string bytes = {0};
		add_lines(&bytes, 0, sample_count);
		string_add(&bytes, (struct span){cases[i].tail, cases[i].length});
		struct journal_reading reading = read_bytes(string_span(&bytes));
		if (reading.condition != cases[i].condition || reading.sound_bytes != sample.length)
			fail_msg("tail %zu: condition %d, %s", i, reading.condition, reading.detail);
		string_free(&bytes);
	}
}

static void an_empty_line_inside_is_damage(void **state)
{
	(void)state;
	struct string bytes = {0};
	add_lines(&bytes, 0, 4);
	string_add_byte(&bytes, '\n');
	add_lines(&bytes, 4, 9);
	struct journal_reading reading = read_bytes(string_span(&bytes));
	assert_int_equal(reading.condition, JOURNAL_DAMAGED);
	assert_int_equal(reading.last_n, 4);
	string_free(&bytes);
}

static void an_unknown_event_is_newer(void **state)
{
	(void)state;
	struct string bytes = {0};
	struct counted counted = {0};
	struct journal_reading reading;
	add_lines(&bytes, 0, 4);
	add_line(&bytes, "\"do\":\"dance\",\"q\":\"age\"");
	journal_read(string_span(&bytes), span_of(sample_id), &reading, count_event, &counted);
	assert_int_equal(reading.condition, JOURNAL_SOUND);
	assert_int_equal(reading.last_n, 5);
	assert_int_equal(counted.count, 4); /* it is not handed on */
	assert_true(reading.newer);
	assert_non_null(strstr(reading.detail, "`dance`"));
	string_free(&bytes);
}

static void a_higher_format_is_newer(void **state)
{
	(void)state;
	struct string bytes = {0};
	char chain[CHAIN_LENGTH + 1];
	struct event open = sample_event(0);
	open.format = 2;
	chain_start(chain, span_of(sample_id));
	event_write(&bytes, &open, NULL, chain);
	struct journal_reading reading = read_bytes(string_span(&bytes));
	assert_int_equal(reading.condition, JOURNAL_SOUND);
	assert_true(reading.newer);
	assert_non_null(strstr(reading.detail, "format 2"));
	string_free(&bytes);
}

static void unknown_members_are_ignored(void **state)
{
	(void)state;
	struct string bytes = {0};
	add_lines(&bytes, 0, 4);
	add_line(&bytes, "\"do\":\"remark\",\"q\":\"age\",\"mood\":[1,{\"x\":null}],\"text\":\"t\"");
	struct journal_reading reading = read_bytes(string_span(&bytes));
	assert_int_equal(reading.condition, JOURNAL_SOUND);
	assert_false(reading.newer);
	string_free(&bytes);
}

/* Gaps that a repair names are no damage; others are. */
static void gaps(void **state)
{
	(void)state;
	static const struct {
		uint64_t n[5];
		int64_t dropped[3];
		uint32_t dropped_count;
		uint64_t last_n;
	} cases[] = {
		{{1, 2, 5, 6}, {3, 4}, 2, 6},
		{{1, 2, 5, 6}, {4, 3}, 2, 6},
		{{1, 2, 5, 6}, {3}, 1, 2},
		{{1, 2, 5, 6}, {0}, 0, 2},
		{{1, 2, 4, 6}, {3, 5, 9}, 3, 6},
		{{1, 2, 2, 3}, {2}, 1, 2},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct string bytes = {0};
		char chain[CHAIN_LENGTH + 1];
		chain_start(chain, span_of(sample_id));
		for (size_t line = 0; line < 4; line++) {
			struct event event = sample_event(line ? 1 : 0);
			if (line == 3)
				event = (struct event){.kind = EVENT_REPAIR,
					.at = event.at,
					.dropped = cases[i].dropped,
					.dropped_count = cases[i].dropped_count};
			event.n = cases[i].n[line];
			event_write(&bytes, &event, NULL, chain);
		}
		struct journal_reading reading = read_bytes(string_span(&bytes));
		if (reading.last_n != cases[i].last_n)
			fail_msg("case %zu: sound up to %llu, %s", i, (unsigned long long)reading.last_n, reading.detail);
		assert_int_equal(reading.condition, cases[i].last_n == cases[i].n[3] ? JOURNAL_SOUND : JOURNAL_DAMAGED);
		string_free(&bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_whole_is_sound),
		cmocka_unit_test(every_truncation),
		cmocka_unit_test(every_truncation_before_space_ahead),
		cmocka_unit_test(every_bit_flip),
		cmocka_unit_test(moved_lines_are_damage),
		cmocka_unit_test(a_journal_under_another_id_is_damage),
		cmocka_unit_test(tails),
		cmocka_unit_test(an_empty_line_inside_is_damage),
		cmocka_unit_test(an_unknown_event_is_newer),
		cmocka_unit_test(a_higher_format_is_newer),
		cmocka_unit_test(unknown_members_are_ignored),
		cmocka_unit_test(gaps),
	};
	return cmocka_run_group_tests_name("journal/reading", tests, write_sample, free_sample);
}
