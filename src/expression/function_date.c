/* Dates and times, on the wall clock of the evaluation's offset. */
#include <math.h>
#include <stdlib.h>

#include "functions.h"

#define MS_PER_DAY 86400000

struct clock_time {
	struct date date; /* perhaps known in part */
	int64_t ms_of_day;
};

static struct value built_date(struct evaluation *e, struct date date)
{
	date_print(&e->buffer, date);
	struct value text = evaluation_built(e);
	return value_date(value_span(&text));
}

static struct value built_moment(struct evaluation *e, struct moment moment)
{
	moment.offset_minutes = evaluation_offset(e);
	moment_print(&e->buffer, moment);
	struct value text = evaluation_built(e);
	return value_datetime(value_span(&text));
}

static bool read_days(double days, struct clock_time *clock)
{
	double first = (double)calendar_days(1, 1, 1), last = (double)calendar_days(9999, 12, 31);
	double day = floor(days);
	if (!(day >= first && day <= last))
		return false;
	int64_t whole = (int64_t)day, ms = (int64_t)round((days - day) * MS_PER_DAY);
	if (ms >= MS_PER_DAY) {
		ms = 0;
		whole++;
	}
	*clock = (struct clock_time){calendar_date(whole), ms};
	return whole <= (int64_t)last;
}

static bool read_moment(struct span text, int offset_minutes, struct clock_time *clock)
{
	struct moment moment;
	if (!moment_parse(text, offset_minutes, &moment))
		return false;
	moment.offset_minutes = offset_minutes;
	int64_t ms = 0, days = moment_local_days(moment, &ms);
	*clock = (struct clock_time){calendar_date(days), ms};
	return clock->date.year >= 1 && clock->date.year <= 9999;
}

static bool read_clock(const struct evaluation *e, const struct value *value, struct clock_time *clock)
{
	struct span text;
	*clock = (struct clock_time){0};
	switch (value->kind) {
	case VALUE_NUMBER:
		return read_days(value->number, clock);
	case VALUE_DATE:
		return date_parse(value_span(value), true, &clock->date);
	case VALUE_TEXT:
	case VALUE_DATETIME:
		text = value_span(value);
		return date_parse(text, false, &clock->date) || read_moment(text, evaluation_offset(e), clock);
	default:
		return false;
	}
}

struct value call_today(struct evaluation *e, const struct node *call)
{
	(void)call;
	return built_date(e, calendar_date(moment_local_days(e->world->now, NULL)));
}

struct value call_now(struct evaluation *e, const struct node *call)
{
	(void)call;
	return built_moment(e, e->world->now);
}

struct value call_duration(struct evaluation *e, const struct node *call)
{
	(void)call;
	return value_number(e->world->duration_s);
}

struct value call_date(struct evaluation *e, const struct node *call)
{
	struct value value = argument(e, call, 0);
	struct clock_time clock;
	return read_clock(e, &value, &clock) ? built_date(e, clock.date) : empty_value();
}

/* A date stays one: it has no time of day to show. */
struct value call_date_time(struct evaluation *e, const struct node *call)
{
	struct value value = argument(e, call, 0);
	struct clock_time clock;
	struct moment moment;
	if (!read_clock(e, &value, &clock))
		return empty_value();
	if (value.kind == VALUE_DATE || (value.kind != VALUE_NUMBER && value.length == 10))
		return built_date(e, clock.date);
	moment.offset_minutes = evaluation_offset(e);
	moment.ms = calendar_days(clock.date.year, clock.date.month, clock.date.day) * MS_PER_DAY + clock.ms_of_day -
				(int64_t)moment.offset_minutes * 60000;
	return built_moment(e, moment);
}

struct value call_decimal_date_time(struct evaluation *e, const struct node *call)
{
	struct value value = argument(e, call, 0);
	return value_number(value.kind == VALUE_BOOLEAN ? NO_NUMBER : value_to_number(&value, evaluation_offset(e)));
}

/* The part of the day that is past. */
struct value call_decimal_time(struct evaluation *e, const struct node *call)
{
	struct value value = argument(e, call, 0);
	struct clock_time clock;
	int64_t ms = 0;
	bool is_text = value.kind == VALUE_TEXT || value.kind == VALUE_TIME;
	if (is_text && text_is_time(value_span(&value), evaluation_offset(e), &ms))
		return value_number((double)ms / MS_PER_DAY);
	if (value.kind != VALUE_NUMBER && read_clock(e, &value, &clock) && date_precision(clock.date) == DATE_DAY)
		return value_number((double)clock.ms_of_day / MS_PER_DAY);
	return value_number(NO_NUMBER);
}

/* ---- format-date ---- */

static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August",
	"September", "October", "November", "December"};
static const char *const weekdays[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

enum part { PART_YEAR, PART_MONTH, PART_DAY, PART_WEEKDAY, PART_HOUR, PART_MINUTE, PART_SECOND, PART_MS, PART_ZONE };

/* A code's part, how it is written, and what of the date must be known for it. */
static const struct format_code {
	char code;
	enum part part;
	enum { WRITE_PLAIN, WRITE_2, WRITE_3, WRITE_4, WRITE_SHORT, WRITE_LONG, WRITE_ZONE } writing;
	enum date_precision needs;
} format_codes[] = {
	{'Y', PART_YEAR, WRITE_4, DATE_YEAR},
	{'y', PART_YEAR, WRITE_2, DATE_YEAR},
	{'m', PART_MONTH, WRITE_2, DATE_MONTH},
	{'n', PART_MONTH, WRITE_PLAIN, DATE_MONTH},
	{'b', PART_MONTH, WRITE_SHORT, DATE_MONTH},
	{'B', PART_MONTH, WRITE_LONG, DATE_MONTH},
	{'d', PART_DAY, WRITE_2, DATE_DAY},
	{'e', PART_DAY, WRITE_PLAIN, DATE_DAY},
	{'a', PART_WEEKDAY, WRITE_SHORT, DATE_DAY},
	{'A', PART_WEEKDAY, WRITE_LONG, DATE_DAY},
	{'w', PART_WEEKDAY, WRITE_PLAIN, DATE_DAY},
	{'H', PART_HOUR, WRITE_2, DATE_DAY},
	{'h', PART_HOUR, WRITE_PLAIN, DATE_DAY},
	{'M', PART_MINUTE, WRITE_2, DATE_DAY},
	{'S', PART_SECOND, WRITE_2, DATE_DAY},
	{'3', PART_MS, WRITE_3, DATE_DAY},
	{'Z', PART_ZONE, WRITE_ZONE, DATE_DAY},
};

static int part_number(const struct evaluation *e, const struct clock_time *clock, enum part part)
{
	int64_t ms = clock->ms_of_day;
	switch (part) {
	case PART_YEAR:
		return clock->date.year;
	case PART_MONTH:
		return clock->date.month;
	case PART_DAY:
		return clock->date.day;
	case PART_WEEKDAY:
		return calendar_weekday(calendar_days(clock->date.year, clock->date.month, clock->date.day));
	case PART_HOUR:
		return (int)(ms / 3600000);
	case PART_MINUTE:
		return (int)(ms / 60000 % 60);
	case PART_SECOND:
		return (int)(ms / 1000 % 60);
	case PART_MS:
		return (int)(ms % 1000);
	case PART_ZONE:
		return evaluation_offset(e);
	}
	return 0;
}

static void write_part(struct string *out, const struct format_code *code, int number)
{
	const char *word = code->part == PART_MONTH ? months[number > 0 ? number - 1 : 0] : weekdays[number % 7];
	switch (code->writing) {
	case WRITE_PLAIN:
		string_format(out, "%d", number);
		break;
	case WRITE_2:
		string_format(out, "%02d", number % 100);
		break;
	case WRITE_3:
		string_format(out, "%03d", number);
		break;
	case WRITE_4:
		string_format(out, "%04d", number);
		break;
	case WRITE_SHORT:
		string_format(out, "%.3s", word);
		break;
	case WRITE_LONG:
		string_add_text(out, word);
		break;
	case WRITE_ZONE:
		string_format(out, "%c%02d:%02d", number < 0 ? '-' : '+', abs(number) / 60, abs(number) % 60);
		break;
	}
}

static const struct format_code *find_code(char letter)
{
	for (size_t i = 0; i < sizeof format_codes / sizeof *format_codes; i++)
		if (format_codes[i].code == letter)
			return &format_codes[i];
	return NULL;
}

/* False when the format is wrong, or asks for what a partly known date does not tell. */
static bool format_clock(struct evaluation *e, const struct clock_time *clock, struct span format)
{
	for (size_t i = 0; i < format.length; i++) {
		if (format.data[i] != '%' || i + 1 == format.length) {
			string_add_byte(&e->buffer, format.data[i]);
			continue;
		}
		char letter = format.data[++i];
		const struct format_code *code = find_code(letter);
		if (letter == '%') {
			string_add_byte(&e->buffer, '%');
		} else if (code == NULL) {
			size_t end = i;
			text_decode(format, &end);
			evaluation_fail(e,
				"format-date() does not know %%%.*s; it knows %%Y %%y %%m %%n %%b %%B %%d %%e %%a %%A %%w %%H %%h "
				"%%M %%S %%3 %%Z %%%%",
				(int)(end - i), format.data + i);
			return false;
		} else if (date_precision(clock->date) < code->needs) {
			return false;
		} else {
			write_part(&e->buffer, code, part_number(e, clock, code->part));
		}
	}
	return true;
}

struct value call_format_date(struct evaluation *e, const struct node *call)
{
	struct value value = argument(e, call, 0);
	struct span format = argument_text(e, call, 1);
	struct clock_time clock;
	if (!read_clock(e, &value, &clock) || !format_clock(e, &clock, format)) {
		string_clear(&e->buffer);
		return empty_value();
	}
	return evaluation_built(e);
}

struct value call_format_date_time(struct evaluation *e, const struct node *call)
{
	return call_format_date(e, call);
}
