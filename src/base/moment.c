/* ISO 8601 dates and times, RFC 3339 moments: reading and writing. */
#include "tanya/base/calendar.h"

#define MINUTE_MS 60000
#define DAY_MS INT64_C(86400000)

/* Exactly `count` digits off the front of *text. */
static bool digits(struct span *text, size_t count, int *value)
{
	if (text->length < count)
		return false;
	*value = 0;
	for (size_t i = 0; i < count; i++) {
		if (text->data[i] < '0' || text->data[i] > '9')
			return false;
		*value = *value * 10 + (text->data[i] - '0');
	}
	*text = span_sub(*text, count, SIZE_MAX);
	return true;
}

static bool mark(struct span *text, char byte)
{
	if (text->length == 0 || text->data[0] != byte)
		return false;
	*text = span_sub(*text, 1, SIZE_MAX);
	return true;
}

static bool take_date(struct span *text, struct date *date)
{
	*date = (struct date){0};
	if (!digits(text, 4, &date->year) || date->year < 1)
		return false;
	if (!mark(text, '-'))
		return true;
	if (!digits(text, 2, &date->month) || date->month < 1 || date->month > 12)
		return false;
	if (!mark(text, '-'))
		return true;
	return digits(text, 2, &date->day) && date->day >= 1 &&
	       date->day <= calendar_month_length(date->year, date->month);
}

bool date_parse(struct span text, bool partial_allowed, struct date *date)
{
	struct date found;
	if (!take_date(&text, &found) || text.length)
		return false;
	if (!partial_allowed && found.day == 0)
		return false;
	*date = found;
	return true;
}

/* A mark, and a number with at least `width` digits; lists and exports print thousands of moments. */
static void put_digits(struct string *out, char before, unsigned value, unsigned width)
{
	char digits[16];
	size_t at = sizeof digits;
	for (unsigned count = 0; count < width || value; count++, value /= 10)
		digits[--at] = (char)('0' + value % 10);
	if (before)
		digits[--at] = before;
	string_add(out, (struct span){digits + at, sizeof digits - at});
}

void date_print(struct string *out, struct date date)
{
	put_digits(out, date.year < 0 ? '-' : '\0', date.year < 0 ? 0u - (unsigned)date.year : (unsigned)date.year, 4);
	if (date.month)
		put_digits(out, '-', (unsigned)date.month, 2);
	if (date.month && date.day)
		put_digits(out, '-', (unsigned)date.day, 2);
}

/* Digits after the point; what is finer than a millisecond is cut off. */
static bool take_fraction(struct span *text, int *ms)
{
	int digit, worth = 100;
	size_t before = text->length;
	for (*ms = 0; digits(text, 1, &digit); worth /= 10)
		*ms += digit * worth;
	return text->length < before;
}

static bool take_time(struct span *text, int64_t *ms_of_day)
{
	int hours, minutes, seconds = 0, ms = 0;
	if (!digits(text, 2, &hours) || hours > 23 || !mark(text, ':') || !digits(text, 2, &minutes) || minutes > 59)
		return false;
	if (mark(text, ':')) {
		if (!digits(text, 2, &seconds) || seconds > 59)
			return false;
		if (mark(text, '.') && !take_fraction(text, &ms))
			return false;
	}
	*ms_of_day = ((hours * INT64_C(60) + minutes) * 60 + seconds) * 1000 + ms;
	return true;
}

bool time_parse(struct span text, int64_t *ms_of_day)
{
	int64_t found;
	if (!take_time(&text, &found) || text.length)
		return false;
	*ms_of_day = found;
	return true;
}

static bool take_zone(struct span *text, int *offset_minutes)
{
	if (mark(text, 'Z')) {
		*offset_minutes = 0;
		return true;
	}
	bool west = mark(text, '-');
	if (!west && !mark(text, '+'))
		return false;
	int hours, minutes;
	if (!digits(text, 2, &hours) || hours > 23 || !mark(text, ':') || !digits(text, 2, &minutes) || minutes > 59)
		return false;
	*offset_minutes = (hours * 60 + minutes) * (west ? -1 : 1);
	return true;
}

bool moment_parse(struct span text, int default_offset_minutes, struct moment *moment)
{
	struct date date;
	int64_t ms_of_day;
	int offset = default_offset_minutes;
	if (!take_date(&text, &date) || date.day == 0 || !mark(&text, 'T') || !take_time(&text, &ms_of_day))
		return false;
	if (text.length && !take_zone(&text, &offset))
		return false;
	if (text.length)
		return false;
	int64_t local_ms = calendar_days(date.year, date.month, date.day) * DAY_MS + ms_of_day;
	*moment = (struct moment){local_ms - (int64_t)offset * MINUTE_MS, offset};
	return true;
}

int64_t moment_local_days(struct moment moment, int64_t *ms_of_day)
{
	int64_t local_ms = moment.ms + (int64_t)moment.offset_minutes * MINUTE_MS;
	int64_t rest = local_ms % DAY_MS;
	if (rest < 0)
		rest += DAY_MS;
	if (ms_of_day)
		*ms_of_day = rest;
	return (local_ms - rest) / DAY_MS;
}

void moment_print_minute(struct string *out, struct moment moment)
{
	int64_t ms;
	date_print(out, calendar_date(moment_local_days(moment, &ms)));
	string_format(out, " %02d:%02d", (int)(ms / 3600000), (int)(ms / 60000 % 60));
}

void moment_print(struct string *out, struct moment moment)
{
	int64_t ms;
	date_print(out, calendar_date(moment_local_days(moment, &ms)));
	unsigned offset = (unsigned)(moment.offset_minutes < 0 ? -moment.offset_minutes : moment.offset_minutes);
	put_digits(out, 'T', (unsigned)(ms / 3600000), 2);
	put_digits(out, ':', (unsigned)(ms / 60000 % 60), 2);
	put_digits(out, ':', (unsigned)(ms / 1000 % 60), 2);
	put_digits(out, '.', (unsigned)(ms % 1000), 3);
	put_digits(out, moment.offset_minutes < 0 ? '-' : '+', offset / 60, 2);
	put_digits(out, ':', offset % 60, 2);
}
