/* Civil dates and days since 1970-01-01 (after H. Hinnant, "chrono-compatible low-level date algorithms"). */
#include "tanya/base/calendar.h"

#define DAYS_OF_ERA 146097 /* 400 years */

int64_t calendar_days(int year, int month, int day)
{
	int64_t y = (int64_t)year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1; /* the year starts in March */
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * DAYS_OF_ERA + day_of_era - 719468;
}

struct date calendar_date(int64_t days)
{
	days += 719468;
	int64_t era = (days >= 0 ? days : days - (DAYS_OF_ERA - 1)) / DAYS_OF_ERA;
	int64_t day_of_era = days - era * DAYS_OF_ERA;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t month = (5 * day_of_year + 2) / 153; /* 0 = March */
	struct date date = {
		.month = (int)(month < 10 ? month + 3 : month - 9),
		.day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
	};
	date.year = (int)(year_of_era + era * 400 + (date.month <= 2));
	return date;
}

int calendar_month_length(int year, int month)
{
	static const unsigned char lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (month < 1 || month > 12)
		return 0;
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return lengths[month - 1] + (month == 2 && leap);
}

int calendar_weekday(int64_t days)
{
	int weekday = (int)((days % 7 + 4) % 7);
	return weekday < 0 ? weekday + 7 : weekday;
}

enum date_precision date_precision(struct date date)
{
	if (date.month == 0)
		return DATE_YEAR;
	return date.day == 0 ? DATE_MONTH : DATE_DAY;
}
