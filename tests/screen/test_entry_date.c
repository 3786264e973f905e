/* Dates and times as they are spoken. The clock stands at Tuesday, 24 November 2026, 09:30 in Jambi. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "entry_date.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { PARTIAL = 1, YEAR = 2, MONTH = 4 };

static struct date_rules rules(int which)
{
	struct date_rules made = {.partial = which & PARTIAL, .year = which & YEAR, .month = which & MONTH};
	assert_true(moment_parse(SPAN("2026-11-24T09:30+07:00"), 0, &made.now));
	return made;
}

struct example {
	const char *text;
	int rules;
	const char *expected; /* NULL: incomplete; "": empty */
};

static void check(const struct example *examples, size_t count, bool with_time)
{
	struct arena *arena = arena_new();
	for (size_t i = 0; i < count; i++) {
		struct date_rules made = rules(examples[i].rules);
		struct span v = {0};
		const char *why = NULL;
		enum entry_state state = with_time ? entry_datetime(arena, span_of(examples[i].text), &made, &v, &why)
										   : entry_date(arena, span_of(examples[i].text), &made, &v, &why);
		enum entry_state expected = !examples[i].expected   ? ENTRY_INCOMPLETE
									: *examples[i].expected ? ENTRY_VALID
															: ENTRY_EMPTY;
		if (state != expected || (state == ENTRY_VALID && !span_is(v, examples[i].expected)))
			fail_msg("%s: state %d, %.*s", examples[i].text, (int)state, SPAN_ARGUMENTS(v));
		if (state == ENTRY_INCOMPLETE)
			assert_true(why && *why);
	}
	arena_free(arena);
}

static void test_dates(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{"2026-11-24", 0, "2026-11-24"},
		{"24/11/2010", 0, "2010-11-24"},
		{" 24-11-2010 ", 0, "2010-11-24"},
		{"24.11.2010", 0, "2010-11-24"},
		{"4/1/2010", 0, "2010-01-04"},
		{"24 Nov 2010", 0, "2010-11-24"},
		{"24 november 2010", 0, "2010-11-24"},
		{"17 Agustus 1945", 0, "1945-08-17"},
		{"17 agt 1945", 0, "1945-08-17"},
		{"1 Mei 1998", 0, "1998-05-01"},
		{"December 5, 1999", 0, "1999-12-05"},
		{"2010/11/24", 0, "2010-11-24"},
		{"29/2/2024", 0, "2024-02-29"},
		{"29/2/2023", 0, NULL},
		{"31/4/2010", 0, NULL},
		{"32/1/2010", 0, NULL},
		{"1/13/2010", 0, NULL},
		{"0/1/2010", 0, NULL},
		{"24/11/10", 0, "2010-11-24"},
		{"17-8-98", 0, "1998-08-17"},
		{"17 Agustus 98", 0, "1998-08-17"},
		{"24/11/26", 0, "2026-11-24"},
		{"24/11/30", 0, NULL}, /* 1930 or 2030 */
		{"24/11/46", 0, NULL},
		{"24/11/47", 0, "1947-11-24"},
		{"24/11/110", 0, NULL},
		{"17 Ags 2010", 0, "2010-08-17"},
		{"17 Agst 2010", 0, "2010-08-17"},
		{"tgl 17 Agustus 1998", 0, "1998-08-17"},
		{"tanggal 17-8-1998", 0, "1998-08-17"},
		{"17th of August 1998", 0, "1998-08-17"},
		{"1st May 2010", 0, "2010-05-01"},
		{"August 3rd, 2010", 0, "2010-08-03"},
		{"kemaren", 0, "2026-11-23"},
		{"kemarin lusa", 0, "2026-11-22"},
		{"day before yesterday", 0, "2026-11-22"},
		{"minggu lalu", 0, "2026-11-17"},
		{"seminggu lalu", 0, "2026-11-17"},
		{"last week", 0, "2026-11-17"},
		{"a week ago", 0, "2026-11-17"},
		{"bulan lalu", 0, "2026-10-24"},
		{"setahun yang lalu", 0, "2025-11-24"},
		{"lebaran", 0, NULL},
		{"senin", 0, NULL},
		{"tahun", 0, NULL},
		{"of", 0, NULL},
		{"last", 0, NULL},
		{"24/11", 0, NULL},
		{"kemarin", 0, "2026-11-23"},
		{"hari ini", 0, "2026-11-24"},
		{"Today", 0, "2026-11-24"},
		{"yesterday", 0, "2026-11-23"},
		{"besok", 0, "2026-11-25"},
		{"3 hari lalu", 0, "2026-11-21"},
		{"3 hari yang lalu", 0, "2026-11-21"},
		{"2 weeks ago", 0, "2026-11-10"},
		{"10 th lalu", 0, "2016-11-24"},
		{"10 years ago", 0, "2016-11-24"},
		{"10th lalu", 0, "2016-11-24"},
		{"9 bulan lalu", 0, "2026-02-24"},
		{"3000 years ago", 0, NULL},
		{"10 years", 0, NULL},
		{"lalu", 0, NULL},
		{"", 0, ""},
		{"   ", 0, ""},
		{"x", 0, NULL},
		{"2010", 0, NULL},
		{"5/2010", 0, NULL},
		{"1 2 3 4 5 6 7 8", 0, NULL},
		{"0000", PARTIAL, NULL},
	};
	check(examples, COUNT(examples), false);
}

static void test_partly_known(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{"2010", PARTIAL, "2010"},
		{"5/2010", PARTIAL, "2010-05"},
		{"2010-05", PARTIAL, "2010-05"},
		{"Mei 2010", PARTIAL, "2010-05"},
		{"may 2010", PARTIAL, "2010-05"},
		{"24/11/2010", PARTIAL, "2010-11-24"},
		{"10 th lalu", PARTIAL, "2016"},
		{"10 years ago", PARTIAL, "2016"},
		{"9 bln lalu", PARTIAL, "2026-02"},
		{"3 days ago", PARTIAL, "2026-11-21"},
		{"tahun 2010", PARTIAL, "2010"},
		{"th 2010", PARTIAL, "2010"},
		{"sejak 2010", PARTIAL, "2010"},
		{"in 2010", PARTIAL, "2010"},
		{"bulan Mei 2010", PARTIAL, "2010-05"},
		{"tahun lalu", PARTIAL, "2025"},
		{"last year", PARTIAL, "2025"},
		{"setahun lalu", PARTIAL, "2025"},
		{"bulan lalu", PARTIAL, "2026-10"},
		{"10", PARTIAL, NULL},
		{"Ags 10", PARTIAL, NULL}, /* a day or a year */
		{"13/2010", PARTIAL, NULL},
		{"2010", YEAR, "2010-01-01"},
		{"2010", MONTH, NULL},
		{"5/2010", MONTH, "2010-05-01"},
		{"10 th lalu", YEAR, "2016-01-01"},
		{"10 th lalu", MONTH, "2016-11-01"},
		{"2010", YEAR | PARTIAL, "2010"},
		{"5/2010", MONTH | PARTIAL, "2010-05"},
	};
	check(examples, COUNT(examples), false);
}

static void test_the_end_of_a_month(void **state)
{
	(void)state;
	struct date_rules made = {0};
	struct arena *arena = arena_new();
	struct span v = {0};
	const char *why;
	assert_true(moment_parse(SPAN("2024-03-31T01:00+07:00"), 0, &made.now));
	assert_int_equal(entry_date(arena, SPAN("1 month ago"), &made, &v, &why), ENTRY_VALID);
	assert_true(span_is(v, "2024-02-29"));
	assert_int_equal(entry_date(arena, SPAN("today"), &made, &v, &why), ENTRY_VALID);
	assert_true(span_is(v, "2024-03-31"));
	arena_free(arena);
}

static void test_times(void **state)
{
	(void)state;
	static const struct {
		const char *text, *expected;
	} examples[] = {
		{"09:30", "09:30"},
		{"9.30", "09:30"},
		{"9:30", "09:30"},
		{"930", "09:30"},
		{"0930", "09:30"},
		{"9", "09:00"},
		{"23:59:59", "23:59:59"},
		{"9 pm", "21:00"},
		{"9.30pm", "21:30"},
		{"12 pm", "12:00"},
		{"12 am", "00:00"},
		{"12.15 AM", "00:15"},
		{"jam 9 malam", "21:00"},
		{"jam 7 pagi", "07:00"},
		{"2 siang", "14:00"},
		{"11 siang", "11:00"},
		{"5 sore", "17:00"},
		{"12 malam", "00:00"},
		{"3 malam", "03:00"},
		{"0", "00:00"},
		{"setengah 8", "07:30"},
		{"jam setengah 8", "07:30"},
		{"setengah 8 malam", "19:30"},
		{"setengah 1 siang", "12:30"},
		{"setengah 12 siang", "11:30"},
		{"pukul 7", "07:00"},
		{"7 pagi", "07:00"},
		{"3 sore", "15:00"},
		{"8 malam", "20:00"},
		{"jam 7 lewat 15", "07:15"},
		{"7 lebih 5 menit", "07:05"},
		{"7 lewat seperempat", "07:15"},
		{"jam 8 kurang 15", "07:45"},
		{"8 kurang seperempat malam", "19:45"},
		{"setengah", NULL},
		{"setengah 8.15", NULL},
		{"7 lewat", NULL},
		{"7 lewat 60", NULL},
		{"7 lewat x", NULL},
		{"7.30 kurang 15", NULL},
		{"24", NULL},
		{"9:60", NULL},
		{"9:3", NULL},
		{"x", NULL},
		{"9 x", NULL},
		{"12345", NULL},
		{"", ""},
		{"9:30:61", NULL},
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < COUNT(examples); i++) {
		struct span v = {0};
		const char *why = NULL;
		enum entry_state got = entry_time(arena, span_of(examples[i].text), &v, &why);
		enum entry_state expected = !examples[i].expected   ? ENTRY_INCOMPLETE
									: *examples[i].expected ? ENTRY_VALID
															: ENTRY_EMPTY;
		if (got != expected || (got == ENTRY_VALID && !span_is(v, examples[i].expected)))
			fail_msg("%s: state %d, %.*s", examples[i].text, (int)got, SPAN_ARGUMENTS(v));
	}
	arena_free(arena);
}

static void test_date_and_time(void **state)
{
	(void)state;
	static const struct example examples[] = {
		{"2026-11-24T09:30+07:00", 0, "2026-11-24T09:30+07:00"},
		{"2026-11-24T09:30Z", 0, "2026-11-24T09:30Z"},
		{"2026-11-24T09:30", 0, "2026-11-24T09:30+07:00"},
		{"2026-11-24 09:30", 0, "2026-11-24T09:30+07:00"},
		{"24/11/2010 9.30", 0, "2010-11-24T09:30+07:00"},
		{"24 Nov 2010 9.30 pm", 0, "2010-11-24T21:30+07:00"},
		{"24/11/2010, 9:30", 0, "2010-11-24T09:30+07:00"},
		{"kemarin jam 7 pagi", 0, "2026-11-23T07:00+07:00"},
		{"3 hari lalu 8:00", 0, "2026-11-21T08:00+07:00"},
		{"kemarin setengah 8", 0, "2026-11-23T07:30+07:00"},
		{"now", 0, "2026-11-24T09:30+07:00"},
		{"24/11/2010", 0, NULL},
		{"5/2010 9:30", 0, NULL},
		{"9:30", 0, NULL},
		{"", 0, ""},
		{"24/11/2010", PARTIAL, "2010-11-24"},
		{"2010", PARTIAL, "2010"},
		{"x", PARTIAL, NULL},
	};
	check(examples, COUNT(examples), true);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_partly_known),
		cmocka_unit_test(test_the_end_of_a_month),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_date_and_time),
	};
	return cmocka_run_group_tests_name("screen/entry_date", tests, NULL, NULL);
}
