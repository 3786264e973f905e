/* Dates and times without the C library's: proleptic Gregorian, civil days from 1970-01-01
 * (H. Hinnant, "chrono-compatible low-level date algorithms"). ISO 8601 and RFC 3339 forms. */
#ifndef TANYA_BASE_CALENDAR_H
#define TANYA_BASE_CALENDAR_H

#include "tanya/base/string.h"

enum date_precision { DATE_YEAR, DATE_MONTH, DATE_DAY };

struct date {
	int year;       /* 1 to 9999 */
	int month, day; /* 1…; 0 where not known */
};

struct moment { /* a point in time and the offset of the clock that told it */
	int64_t ms;         /* since 1970-01-01T00:00Z */
	int offset_minutes; /* east of UTC */
};

int64_t calendar_days(int year, int month, int day);
struct date calendar_date(int64_t days);
int calendar_month_length(int year, int month);
int calendar_weekday(int64_t days); /* 0 = Sunday */
enum date_precision date_precision(struct date date);

bool date_parse(struct span text, bool partial_allowed, struct date *date); /* "2026-11-24", partly "2026-11", "2026" */
void date_print(struct string *out, struct date date);
bool time_parse(struct span text, int64_t *ms_of_day); /* 09:30, 09:30:15, 09:30:15.250; no zone */

/* 2026-11-24T09:30[:15[.250]][Z|+07:00]. Without a zone the given offset holds. */
bool moment_parse(struct span text, int default_offset_minutes, struct moment *moment);
void moment_print_minute(struct string *out, struct moment moment); /* 2026-11-24 09:30, as a person reads it there */
void moment_print(struct string *out, struct moment moment); /* 2026-11-24T09:30:15.250+07:00, zero offset +00:00 */
int64_t moment_local_days(struct moment moment, int64_t *ms_of_day); /* wall-clock day and time; ms_of_day may be NULL */

#endif
