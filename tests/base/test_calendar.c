/* Dates, times, moments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tanya/base.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void test_days(void **state)
{
	(void)state;
	static const struct {
		int year, month, day;
		int64_t days;
		int weekday; /* 0 = Sunday */
	} cases[] = {
		{1970, 1, 1, 0, 4}, {1969, 12, 31, -1, 3}, {2000, 2, 29, 11016, 2}, {2000, 3, 1, 11017, 3},
		{1900, 3, 1, -25508, 4},
		{2026, 11, 24, 20781, 2}, {1, 1, 1, -719162, 1}, {9999, 12, 31, 2932896, 5}, {2100, 3, 1, 47541, 1},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(calendar_days(cases[i].year, cases[i].month, cases[i].day), cases[i].days);
		assert_int_equal(calendar_weekday(cases[i].days), cases[i].weekday);
	}
}

/* Every day of 1 to 9999: each follows the one before, and there and back is the same. */
static void test_every_day(void **state)
{
	(void)state;
	struct date expected = {1, 1, 1};
	for (int64_t days = -719162; days <= 2932896; days++) {
		struct date date = calendar_date(days);
		if (date.year != expected.year || date.month != expected.month || date.day != expected.day)
			fail_msg("day %lld is %d-%d-%d", (long long)days, date.year, date.month, date.day);
		if (calendar_days(date.year, date.month, date.day) != days)
			fail_msg("%d-%d-%d has another number", date.year, date.month, date.day);
		if (++expected.day > calendar_month_length(expected.year, expected.month)) {
			expected.day = 1;
			expected.month = expected.month % 12 + 1;
			expected.year += expected.month == 1;
		}
	}
	assert_int_equal(expected.year, 10000);
}

static void test_month_length(void **state)
{
	(void)state;
	assert_int_equal(calendar_month_length(1900, 2), 28);
	assert_int_equal(calendar_month_length(2000, 2), 29);
	assert_int_equal(calendar_month_length(2024, 2), 29);
	assert_int_equal(calendar_month_length(2026, 0), 0);
	assert_int_equal(calendar_month_length(2026, 13), 0);
}

static void test_date_parse(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool whole, partial;
		enum date_precision precision;
	} cases[] = {
		{"2026-11-24", true, true, DATE_DAY}, {"2026-11", false, true, DATE_MONTH}, {"2026", false, true, DATE_YEAR},
		{"0001-01-01", true, true, DATE_DAY}, {"9999-12-31", true, true, DATE_DAY},
		{"2024-02-29", true, true, DATE_DAY},
		{"2023-02-29", false, false, 0}, {"0000-01-01", false, false, 0}, {"2026-13", false, false, 0},
		{"", false, false, 0},
		{"2026-00-01", false, false, 0}, {"2026-1-1", false, false, 0}, {"2026-11-24 ", false, false, 0},
		{"2026-", false, false, 0},
		{"202", false, false, 0}, {"2026-11-", false, false, 0}, {"2026-11-00", false, false, 0},
		{"2026-11-24T", false, false, 0},
		{"20261124", false, false, 0}, {"-2026", false, false, 0}, {"2026-11-31", false, false, 0},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct date date = {0};
		struct string out = {0};
		if (date_parse(span_of(cases[i].text), false, &date) != cases[i].whole)
			fail_msg("\"%s\" as a whole date", cases[i].text);
		if (date_parse(span_of(cases[i].text), true, &date) != cases[i].partial)
			fail_msg("\"%s\" as a partial date", cases[i].text);
		if (cases[i].partial) {
			date_print(&out, date);
			assert_string_equal(string_text(&out), cases[i].text);
			assert_int_equal(date_precision(date), cases[i].precision);
		}
		string_free(&out);
	}
}

static void test_time_parse(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t ms; /* -1: no time */
	} cases[] = {
		{"09:30", 34200000}, {"09:30:15", 34215000}, {"09:30:15.250", 34215250}, {"00:00", 0},
		{"23:59:59.999", 86399999},
		{"09:30:15.2", 34215200}, {"09:30:15.2509999", 34215250}, {"24:00", -1}, {"09:60", -1}, {"09:30:60", -1},
		{"9:30", -1},
		{"09:30:", -1}, {"09:30:15.", -1}, {"09:30Z", -1}, {"", -1}, {"09", -1}, {"09:30.5", -1}, {"-1:30", -1},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t ms = -1;
		assert_int_equal(time_parse(span_of(cases[i].text), &ms), cases[i].ms >= 0);
		assert_int_equal(ms, cases[i].ms);
	}
}

static void test_moments(void **state)
{
	(void)state;
	static const struct {
		const char *text, *printed; /* NULL: no moment */
		int64_t ms;
	} cases[] = {
		{"1970-01-01T00:00Z", "1970-01-01T00:00:00.000+00:00", 0},
		{"1970-01-01T00:00", "1970-01-01T00:00:00.000+01:30", -5400000},
		{"2026-11-24T09:30:15.250+07:00", "2026-11-24T09:30:15.250+07:00", 1795487415250},
		{"2026-11-24T09:30-03:30", "2026-11-24T09:30:00.000-03:30", 1795525200000},
		{"2026-01-01T00:00-00:00", "2026-01-01T00:00:00.000+00:00", 1767225600000},
		{"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999+00:00", -1},
		{"0001-01-01T00:00+14:00", "0001-01-01T00:00:00.000+14:00", -62135647200000},
		{"2026-11-24", NULL, 0}, {"2026-11T09:30", NULL, 0}, {"2026-11-24 09:30", NULL, 0},
		{"2026-11-24T09:30+7", NULL, 0},
		{"2026-11-24T09:30+07:60", NULL, 0}, {"2026-11-24T09:30+24:00", NULL, 0}, {"2026-11-24T09:30Zx", NULL, 0},
		{"", NULL, 0},
		{"2026-11-24T", NULL, 0}, {"2026-11-24T09:30+", NULL, 0}, {"2026-11-24T09:30x", NULL, 0},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct moment moment = {0};
		struct string out = {0};
		if (moment_parse(span_of(cases[i].text), 90, &moment) != (cases[i].printed != NULL))
			fail_msg("\"%s\"", cases[i].text);
		if (cases[i].printed) {
			assert_int_equal(moment.ms, cases[i].ms);
			moment_print(&out, moment);
			assert_string_equal(string_text(&out), cases[i].printed);
		}
		string_free(&out);
	}
}

static void test_local_days(void **state)
{
	(void)state;
	int64_t ms = 0;
	assert_int_equal(moment_local_days((struct moment){-1, 0}, &ms), -1);
	assert_int_equal(ms, 86399999);
	assert_int_equal(moment_local_days((struct moment){86400000 - 60000, 1}, &ms), 1);
	assert_int_equal(ms, 0);
	assert_int_equal(moment_local_days((struct moment){0, -1}, NULL), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_every_day),
		cmocka_unit_test(test_month_length),
		cmocka_unit_test(test_date_parse),
		cmocka_unit_test(test_time_parse),
		cmocka_unit_test(test_moments),
		cmocka_unit_test(test_local_days),
	};
	return cmocka_run_group_tests_name("base/calendar", tests, NULL, NULL);
}
