/* Numbers as text: exact both ways, whatever the locale. */
#include "tanya/base/number.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS_KEPT 15  /* every decimal with so many digits survives a double */
#define DIGITS_EXACT 17 /* every double survives so many digits */

/* A numeral taken apart: its digits are those of `digits` without the point. */
struct numeral {
	bool negative;
	struct span digits; /* digits and at most one point */
	int64_t exponent;
};

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool take_exponent(struct span text, size_t *at, int64_t *exponent)
{
	bool negative = *at < text.length && text.data[*at] == '-';
	if (*at < text.length && (text.data[*at] == '-' || text.data[*at] == '+'))
		(*at)++;
	size_t from = *at;
	for (*exponent = 0; *at < text.length && is_digit(text.data[*at]); (*at)++)
		if (*exponent < 1000000000)
			*exponent = *exponent * 10 + (text.data[*at] - '0');
	if (negative)
		*exponent = -*exponent;
	return *at > from;
}

static bool take_apart(struct span text, struct numeral *numeral)
{
	text = span_trim(text);
	size_t at = text.length && text.data[0] == '-';
	size_t from = at, digits = 0, points = 0;
	*numeral = (struct numeral){.negative = at == 1};
	for (; at < text.length && (is_digit(text.data[at]) || text.data[at] == '.'); at++)
		if (text.data[at] == '.')
			points++;
		else
			digits++;
	if (digits == 0 || points > 1)
		return false;
	numeral->digits = span_sub(text, from, at - from);
	if (at < text.length && (text.data[at] == 'e' || text.data[at] == 'E')) {
		at++;
		if (!take_exponent(text, &at, &numeral->exponent))
			return false;
	}
	return at == text.length;
}

/* W. D. Clinger's fast path: digits and power of ten are both exact doubles, so the one operation rounds rightly. */
static bool parse_short(const struct numeral *numeral, double *value)
{
	static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
	                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
	uint64_t whole = 0;
	int64_t exponent = numeral->exponent;
	bool fraction = false;
	if (numeral->digits.length > DIGITS_KEPT + 1)
		return false;
	for (size_t i = 0; i < numeral->digits.length; i++) {
		char byte = numeral->digits.data[i];
		if (byte == '.') {
			fraction = true;
			continue;
		}
		whole = whole * 10 + (uint64_t)(byte - '0');
		exponent -= fraction;
	}
	if (whole > UINT64_C(1) << 53 || exponent < -22 || exponent > 22)
		return false;
	*value = exponent < 0 ? (double)whole / powers[-exponent] : (double)whole * powers[exponent];
	return true;
}

/* strtod wants a NUL behind the text. */
static double parse_long(struct span text)
{
	char stack[64];
	struct string copy = {.data = stack, .capacity = sizeof stack};
	if (text.length < sizeof stack) {
		string_add(&copy, text);
		return strtod(stack, NULL);
	}
	copy = (struct string){0};
	string_add(&copy, text);
	double value = strtod(copy.data, NULL);
	string_free(&copy);
	return value;
}

bool number_parse(struct span text, double *value)
{
	struct numeral numeral;
	if (!take_apart(text, &numeral))
		return false;
	double found;
	if (parse_short(&numeral, &found)) {
		*value = numeral.negative ? -found : found;
		return true;
	}
	found = parse_long(span_trim(text));
	if (isinf(found))
		return false;
	*value = found;
	return true;
}

bool number_parse_whole(struct span text, int64_t *value)
{
	size_t at = text.length && text.data[0] == '-';
	if (at == text.length)
		return false;
	int64_t found = 0;
	for (size_t i = at; i < text.length; i++) {
		if (!is_digit(text.data[i]))
			return false;
		found = found * 10 + (text.data[i] - '0');
		if (found >= INT64_C(1) << 53)
			return false;
	}
	*value = at ? -found : found;
	return true;
}

/* Lays out 0.DIGITS × 10^point. The digits neither begin nor end with a zero. */
static void lay_out(struct string *out, bool negative, struct span digits, int64_t point)
{
	if (negative)
		string_add_byte(out, '-');
	if (point <= 0)
		string_add_text(out, "0.");
	for (int64_t zeros = point; zeros < 0; zeros++)
		string_add_byte(out, '0');
	for (size_t i = 0; i < digits.length; i++) {
		if (point > 0 && (int64_t)i == point)
			string_add_byte(out, '.');
		string_add_byte(out, digits.data[i]);
	}
	for (int64_t i = (int64_t)digits.length; i < point; i++)
		string_add_byte(out, '0');
}

static void print_whole(struct string *out, int64_t value)
{
	char digits[24];
	size_t at = sizeof digits;
	uint64_t rest = value < 0 ? (uint64_t)-value : (uint64_t)value;
	do
		digits[--at] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		digits[--at] = '-';
	string_add(out, (struct span){digits + at, sizeof digits - at});
}

/* One up in the last digit of D.DDDe±XX; what would carry out of the first is left wrong, and does not read back. */
static void raise_last(char *text)
{
	for (char *at = strchr(text, 'e'); at > text;) {
		at--;
		if (*at == '.')
			continue;
		if (*at < '9') {
			++*at;
			return;
		}
		*at = '0';
	}
}

/* The fewest digits, as D.DDDe±XX in `text`, that read back as `value`. Doubles lie closer below a power of two than
 * above it: there the neighbour may read back where the nearest decimal does not. */
static void print_shortest(struct string *text, double value)
{
	int first = value < DBL_MIN ? 1 : DIGITS_KEPT; /* subnormals hold fewer digits */
	for (int digits = first; digits <= DIGITS_EXACT; digits++) {
		string_clear(text);
		string_format(text, "%.*e", digits - 1, value);
		if (strtod(text->data, NULL) == value)
			return;
		if (digits != DIGITS_EXACT - 1)
			continue;
		raise_last(text->data);
		if (strtod(text->data, NULL) == value)
			return;
	}
}

void number_print(struct string *out, double value)
{
	if (isnan(value)) {
		string_add_text(out, "NaN");
		return;
	}
	if (isinf(value)) {
		string_add_text(out, value < 0 ? "-Infinity" : "Infinity");
		return;
	}
	if (fabs(value) < 9007199254740992.0 && floor(value) == value) {
		print_whole(out, (int64_t)value);
		return;
	}
	char stack[40], digits[DIGITS_EXACT];
	struct string text = {.data = stack, .capacity = sizeof stack};
	print_shortest(&text, fabs(value));
	size_t count = 0, at = 0;
	int64_t exponent = 0;
	for (; text.data[at] != 'e'; at++)
		if (text.data[at] != '.')
			digits[count++] = text.data[at];
	at++;
	take_exponent(string_span(&text), &at, &exponent);
	while (count > 1 && digits[count - 1] == '0')
		count--;
	lay_out(out, value < 0, (struct span){digits, count}, exponent + 1);
}

bool number_canonical(struct string *out, struct span text)
{
	struct numeral numeral;
	double value;
	if (!number_parse(text, &value) || !take_apart(text, &numeral))
		return false;
	char digits[DIGITS_KEPT];
	size_t count = 0, zeros = 0; /* zeros: seen since the last digit kept */
	int64_t point = numeral.exponent;
	bool fraction = false;
	for (size_t i = 0; i < numeral.digits.length; i++) {
		char byte = numeral.digits.data[i];
		if (byte == '.') {
			fraction = true;
			continue;
		}
		if (!fraction && (count || byte != '0'))
			point++;
		if (fraction && count == 0 && byte == '0')
			point--;
		if (byte == '0') {
			zeros += count > 0;
			continue;
		}
		if (count + zeros >= DIGITS_KEPT)
			return false;
		for (; zeros; zeros--)
			digits[count++] = '0';
		digits[count++] = byte;
	}
	if (count == 0) {
		string_add_byte(out, '0');
		return true;
	}
	if (value == 0)
		return false;
	lay_out(out, numeral.negative, (struct span){digits, count}, point);
	return true;
}
