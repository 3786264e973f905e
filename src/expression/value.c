/* Values: building, converting (XPath 1.0 sections 3.2 and 4, ODK's dates), printing. */
#include <math.h>
#include <string.h>

#include "tanya/expression.h"
#include "value.h"

#define MS_PER_DAY 86400000.0

struct value value_text(struct span text)
{
	return (struct value){.kind = VALUE_TEXT, .length = (uint32_t)text.length, .text = text.data};
}

struct value value_number(double number)
{
	return (struct value){.kind = VALUE_NUMBER, .number = number};
}

struct value value_boolean(bool truth)
{
	return (struct value){.kind = VALUE_BOOLEAN, .truth = truth};
}

struct value value_date(struct span iso)
{
	return (struct value){.kind = VALUE_DATE, .length = (uint32_t)iso.length, .text = iso.data};
}

struct value value_datetime(struct span iso)
{
	return (struct value){.kind = VALUE_DATETIME, .length = (uint32_t)iso.length, .text = iso.data};
}

struct value value_time(struct span iso)
{
	return (struct value){.kind = VALUE_TIME, .length = (uint32_t)iso.length, .text = iso.data};
}

struct span value_span(const struct value *value)
{
	return (struct span){value->text, value->length};
}

struct value value_first(const struct value *value)
{
	if (value->kind != VALUE_NODES)
		return *value;
	return value->length > 0 ? value->nodes[0] : value_text((struct span){"", 0});
}

bool value_is_empty(const struct value *value)
{
	switch (value->kind) {
	case VALUE_NUMBER:
		return isnan(value->number);
	case VALUE_BOOLEAN:
		return false;
	default:
		return value->length == 0;
	}
}

/* The day number of a wall clock that stands at the evaluation's offset. */
static double moment_number(struct moment moment, int offset_minutes)
{
	int64_t ms = 0;
	moment.offset_minutes = offset_minutes;
	int64_t days = moment_local_days(moment, &ms);
	return (double)days + (double)ms / MS_PER_DAY;
}

bool text_is_day(struct span text, int offset_minutes, double *number)
{
	struct date date;
	struct moment moment;
	/* "YYYY-": what does not look so is not worth two parses. */
	if (text.length < 10 || text.data[4] != '-')
		return false;
	if (date_parse(text, false, &date)) {
		*number = (double)calendar_days(date.year, date.month, date.day);
		return true;
	}
	if (moment_parse(text, offset_minutes, &moment)) {
		*number = moment_number(moment, offset_minutes);
		return true;
	}
	return false;
}

bool text_is_time(struct span text, int offset_minutes, int64_t *ms_of_day)
{
	char whole[64] = "1970-01-01T";
	struct moment moment;
	if (text.length < 5 || text.length > sizeof whole - 12)
		return false;
	memcpy(whole + 11, text.data, text.length);
	if (!moment_parse((struct span){whole, 11 + text.length}, offset_minutes, &moment))
		return false;
	moment.offset_minutes = offset_minutes;
	moment_local_days(moment, ms_of_day);
	return true;
}

static double text_number(struct span text, int offset_minutes)
{
	double number = NO_NUMBER;
	if (text.length == 0)
		return NO_NUMBER;
	if (number_parse(text, &number) || text_is_day(text, offset_minutes, &number))
		return number;
	return NO_NUMBER;
}

static double date_number(struct span text)
{
	struct date date;
	if (!date_parse(text, true, &date) || date_precision(date) != DATE_DAY)
		return NO_NUMBER;
	return (double)calendar_days(date.year, date.month, date.day);
}

double value_to_number(const struct value *value, int offset_minutes)
{
	int64_t ms = 0;
	switch (value->kind) {
	case VALUE_NUMBER:
		return value->number;
	case VALUE_BOOLEAN:
		return value->truth ? 1 : 0;
	case VALUE_DATE:
		return date_number(value_span(value));
	case VALUE_TIME:
		return text_is_time(value_span(value), offset_minutes, &ms) ? (double)ms / MS_PER_DAY : NO_NUMBER;
	case VALUE_NODES:
		return value->length > 0 ? value_to_number(&value->nodes[0], offset_minutes) : NO_NUMBER;
	default:
		return text_number(value_span(value), offset_minutes);
	}
}

bool value_to_boolean(const struct value *value)
{
	switch (value->kind) {
	case VALUE_NUMBER:
		return value->number != 0 && !isnan(value->number);
	case VALUE_BOOLEAN:
		return value->truth;
	case VALUE_NODES:
		return value->length > 0 && value_to_boolean(&value->nodes[0]);
	default:
		return value->length > 0;
	}
}

void value_print(struct string *out, const struct value *value)
{
	switch (value->kind) {
	case VALUE_NUMBER:
		number_print(out, value->number);
		break;
	case VALUE_BOOLEAN:
		string_add_text(out, value->truth ? "true" : "false");
		break;
	case VALUE_NODES:
		for (uint32_t i = 0; i < value->length; i++) {
			if (i > 0)
				string_add_byte(out, ' ');
			value_print(out, &value->nodes[i]);
		}
		break;
	default:
		string_add(out, value_span(value));
		break;
	}
}

bool value_equal(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case VALUE_NUMBER:
		return a->number == b->number || (isnan(a->number) && isnan(b->number));
	case VALUE_BOOLEAN:
		return a->truth == b->truth;
	case VALUE_NODES:
		for (uint32_t i = 0; i < a->length && i < b->length; i++)
			if (!value_equal(&a->nodes[i], &b->nodes[i]))
				return false;
		return a->length == b->length;
	default:
		return span_equal(value_span(a), value_span(b));
	}
}

static const char *const state_words[STATE_COUNT] = {
	"unanswered",
	"answered",
	"dont_know",
	"refused",
	"not_applicable",
	"not_asked",
};

const char *answer_state_word(enum answer_state state)
{
	return state_words[state];
}

bool answer_state_of(struct span word, enum answer_state *state)
{
	for (int i = 0; i < STATE_COUNT; i++) {
		if (span_is(word, state_words[i])) {
			*state = (enum answer_state)i;
			return true;
		}
	}
	return false;
}
