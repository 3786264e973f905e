/* Arithmetic. What is no number gives NaN throughout. */
#include <math.h>
#include <string.h>

#include "functions.h"

#define OF_ONE(id, expression) \
	struct value call_##id(struct evaluation *e, const struct node *call) \
	{ \
		double x = argument_number(e, call, 0); \
		return value_number(expression); \
	}

OF_ONE(number, x)
OF_ONE(int, trunc(x))
OF_ONE(ceiling, ceil(x))
OF_ONE(floor, floor(x))
OF_ONE(abs, fabs(x))
OF_ONE(log, log(x))
OF_ONE(log10, log10(x))
OF_ONE(exp, exp(x))
OF_ONE(exp10, pow(10, x))
OF_ONE(sqrt, sqrt(x))
OF_ONE(sin, sin(x))
OF_ONE(cos, cos(x))
OF_ONE(tan, tan(x))
OF_ONE(asin, asin(x))
OF_ONE(acos, acos(x))
OF_ONE(atan, atan(x))

/* C's pow(1, NaN) and pow(NaN, 0) are 1; here what is no number stays none. */
struct value call_pow(struct evaluation *e, const struct node *call)
{
	double x = argument_number(e, call, 0), y = argument_number(e, call, 1);
	return value_number(isnan(x) || isnan(y) ? NO_NUMBER : pow(x, y));
}

struct value call_atan2(struct evaluation *e, const struct node *call)
{
	double y = argument_number(e, call, 0), x = argument_number(e, call, 1);
	return value_number(atan2(y, x));
}

struct value call_pi(struct evaluation *e, const struct node *call)
{
	(void)e;
	(void)call;
	return value_number(M_PI);
}

/* Adds one to the decimal digits (with a point among them) in place; true when a 1 must go before them. */
static bool carry(char *digits, size_t length)
{
	for (size_t i = length; i-- > 0;) {
		if (digits[i] == '.')
			continue;
		if (digits[i] != '9') {
			digits[i]++;
			return false;
		}
		digits[i] = '0';
	}
	return true;
}

/* Half away from zero on the digits as they print: 1.005 rounds to 1.01 though its binary form lies below.
 * `text`: the digits of a finite number without sign. */
static double round_digits(struct span text, int64_t places)
{
	size_t point = span_find(text, SPAN("."));
	size_t whole = point == SIZE_MAX ? text.length : point;
	int64_t keep = places >= 0 ? (int64_t)whole + 1 + places : (int64_t)whole + places;
	struct string result = {0};
	double number = 0;
	if (keep < 0)
		return 0;
	size_t kept = (size_t)keep < text.length ? (size_t)keep : text.length;
	size_t next = kept < text.length && text.data[kept] == '.' ? kept + 1 : kept;
	bool up = next < text.length && text.data[next] >= '5';
	string_add_byte(&result, '0');
	string_add(&result, span_sub(text, 0, kept));
	if (up && carry(result.data + 1, kept))
		result.data[0] = '1';
	for (size_t i = kept; i < whole; i++)
		string_add_byte(&result, '0');
	number_parse(string_span(&result), &number);
	string_free(&result);
	return number;
}

struct value call_round(struct evaluation *e, const struct node *call)
{
	double x = argument_number(e, call, 0);
	if (call->count < 2)
		return value_number(round(x));
	double wanted = argument_number(e, call, 1);
	if (isnan(wanted))
		return value_number(NO_NUMBER);
	int64_t places = whole_number(wanted);
	if (!isfinite(x) || places > 400)
		return value_number(x);
	struct string digits = {0};
	number_print(&digits, fabs(x));
	double rounded = round_digits(string_span(&digits), places);
	string_free(&digits);
	return value_number(x < 0 ? -rounded : rounded);
}
