/* = and < between values: XPath 1.0 section 3.4, ODK's dates, and dates that are known in part. */
#include <math.h>

#include "lexer.h"
#include "value.h"

#define TOLERANCE 1e-12

static bool is_date_kind(const struct value *value)
{
	return value->kind == VALUE_DATE || value->kind == VALUE_DATETIME;
}

static bool is_partial(const struct value *value)
{
	return value->kind == VALUE_DATE && value->length > 0 && value->length < 10;
}

static bool day_number_date(double number, struct date *date)
{
	double first = (double)calendar_days(1, 1, 1), last = (double)calendar_days(9999, 12, 31);
	if (!(number >= first && number < last + 1))
		return false;
	*date = calendar_date((int64_t)floor(number));
	return true;
}

/* The value as a date, perhaps known in part. */
static bool as_date(const struct value *value, int offset_minutes, struct date *date)
{
	if (value->kind == VALUE_DATE)
		return date_parse(value_span(value), true, date);
	return day_number_date(value_to_number(value, offset_minutes), date);
}

/* Negative, 0 or positive over the parts that both know. */
static int compare_parts(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year - b.year;
	if (a.month == 0 || b.month == 0 || a.month != b.month)
		return a.month == 0 || b.month == 0 ? 0 : a.month - b.month;
	return a.day == 0 || b.day == 0 ? 0 : a.day - b.day;
}

static bool equal_times(const struct value *a, const struct value *b, int offset_minutes)
{
	int64_t x = 0, y = 0;
	if (text_is_time(value_span(a), offset_minutes, &x) && text_is_time(value_span(b), offset_minutes, &y))
		return x == y;
	return span_equal(value_span(a), value_span(b));
}

static bool equal_numbers(double x, double y)
{
	return x == y || fabs(x - y) <= TOLERANCE;
}

/* A date or datetime beside another, or beside text, which counts when it is one. */
static bool equal_dates(const struct value *a, const struct value *b, int offset_minutes)
{
	double x = 0, y = 0;
	if (text_is_day(value_span(a), offset_minutes, &x) && text_is_day(value_span(b), offset_minutes, &y))
		return equal_numbers(x, y);
	return span_equal(value_span(a), value_span(b));
}

bool compare_equal(const struct value *a, const struct value *b, int offset_minutes)
{
	struct value first = value_first(a), second = value_first(b);
	a = &first;
	b = &second;
	if (a->kind == VALUE_TEXT && b->kind == VALUE_TEXT)
		return span_equal(value_span(a), value_span(b));
	if (a->kind == VALUE_BOOLEAN || b->kind == VALUE_BOOLEAN)
		return value_to_boolean(a) == value_to_boolean(b);
	if (is_partial(a) || is_partial(b))
		return false;
	if (a->kind == VALUE_NUMBER || b->kind == VALUE_NUMBER)
		return equal_numbers(value_to_number(a, offset_minutes), value_to_number(b, offset_minutes));
	if (is_date_kind(a) || is_date_kind(b))
		return equal_dates(a, b, offset_minutes);
	return equal_times(a, b, offset_minutes);
}

static bool order_holds(int operation, double x, double y)
{
	switch (operation) {
	case OPERATOR_LESS:
		return x < y;
	case OPERATOR_LESS_EQUAL:
		return x <= y;
	case OPERATOR_GREATER:
		return x > y;
	default:
		return x >= y;
	}
}

/* Holds only if the part that both know differs. */
static bool order_partial(int operation, const struct value *a, const struct value *b, int offset_minutes)
{
	struct date x, y;
	if (!as_date(a, offset_minutes, &x) || !as_date(b, offset_minutes, &y))
		return false;
	int difference = compare_parts(x, y);
	return difference != 0 && order_holds(operation, difference, 0);
}

/* Beside a time of day, text that is one counts as one. */
static double time_or_number(const struct value *value, int offset_minutes)
{
	int64_t ms = 0;
	if (value->kind == VALUE_TEXT && text_is_time(value_span(value), offset_minutes, &ms))
		return (double)ms / 86400000.0;
	return value_to_number(value, offset_minutes);
}

bool compare_order(int operation, const struct value *a, const struct value *b, int offset_minutes)
{
	struct value first = value_first(a), second = value_first(b);
	if (is_partial(&first) || is_partial(&second))
		return order_partial(operation, &first, &second, offset_minutes);
	if (first.kind == VALUE_TIME || second.kind == VALUE_TIME)
		return order_holds(operation, time_or_number(&first, offset_minutes), time_or_number(&second, offset_minutes));
	return order_holds(operation, value_to_number(&first, offset_minutes), value_to_number(&second, offset_minutes));
}
