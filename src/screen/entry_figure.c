/* Figures: 2.750.000, 2,750,000, 2 750 000, 2,75 and 2.75 all say what they mean; 2.750 alone may be either. */
#include <math.h>
#include <string.h>

#include "entry_figure.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool digits_at(struct span text, size_t at, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (at + i >= text.length || !is_digit(text.data[at + i]))
			return false;
	return true;
}

/* A blank that parts thousands: before exactly three digits. Its bytes, or 0. */
static size_t blank_between(struct span text, size_t at)
{
	static const char *const blanks[] = {" ", "\xc2\xa0", "\xe2\x80\xaf", "'"};
	for (unsigned i = 0; i < sizeof blanks / sizeof *blanks; i++) {
		struct span blank = span_of(blanks[i]);
		if (span_starts(span_sub(text, at, SIZE_MAX), blank) && digits_at(text, at + blank.length, 3) &&
			!digits_at(text, at + blank.length, 4))
			return blank.length;
	}
	return 0;
}

/* Digits and marks from *at on, blanks between thousands left out; 0 when there is no digit or too many. */
static size_t collect(struct span text, size_t *at, char raw[FIGURE_MOST])
{
	size_t count = 0, i = *at;
	while (i < text.length) {
		bool mark = (text.data[i] == '.' || text.data[i] == ',') && digits_at(text, i + 1, 1);
		size_t blank = count && is_digit(raw[count - 1]) ? blank_between(text, i) : 0;
		if (blank) {
			i += blank;
			continue;
		}
		if (!mark && !is_digit(text.data[i]))
			break;
		if (count == FIGURE_MOST)
			return 0;
		raw[count++] = text.data[i++];
	}
	*at = i;
	return count;
}

/* One to three digits, then groups of exactly three. */
static bool is_grouped(const char *raw, size_t length, char mark)
{
	size_t run = 0;
	bool first = true;
	for (size_t i = 0; i <= length; i++) {
		if (i < length && raw[i] != mark) {
			run++;
			continue;
		}
		if (first ? run < 1 || run > 3 : run != 3)
			return false;
		first = false;
		run = 0;
	}
	return true;
}

/* Copies without thousands; the byte at `decimal` becomes the point. */
static void plain(char *out, const char *raw, size_t length, size_t decimal)
{
	size_t count = 0;
	for (size_t i = 0; i < length; i++) {
		if (i == decimal && !count)
			out[count++] = '0';
		if (i == decimal || is_digit(raw[i]))
			out[count++] = i == decimal ? '.' : raw[i];
	}
	out[count] = '\0';
}

static bool understand(const char *raw, size_t length, struct figure *figure)
{
	size_t dots = 0, commas = 0, last = SIZE_MAX;
	for (size_t i = 0; i < length; i++) {
		dots += raw[i] == '.';
		commas += raw[i] == ',';
		if (!is_digit(raw[i]))
			last = i;
	}
	size_t decimal = SIZE_MAX;
	if (dots && commas) {
		char other = raw[last] == '.' ? ',' : '.';
		if ((raw[last] == '.' ? dots : commas) != 1 || !is_grouped(raw, last, other))
			return false;
		decimal = last;
	} else if (dots + commas > 1) {
		if (!is_grouped(raw, length, raw[last]))
			return false;
	} else if (dots + commas == 1) {
		figure->ambiguous = length - last == 4 && last >= 1 && last <= 3 && raw[0] != '0';
		decimal = last;
	}
	plain(figure->text[0], raw, length, figure->ambiguous ? SIZE_MAX : decimal);
	plain(figure->text[1], raw, length, decimal);
	return true;
}

bool figure_read(struct span text, size_t *at, struct figure *figure)
{
	char raw[FIGURE_MOST];
	size_t behind = *at;
	*figure = (struct figure){0};
	size_t length = collect(text, &behind, raw);
	if (!length || !understand(raw, length, figure))
		return false;
	*at = behind;
	return true;
}

/* The digits of "d.dddde±xx", whatever the mark of the locale is, with the point put where the exponent says. */
static void place_point(struct string *out, const char *digits, size_t count, int exponent)
{
	while (count > 1 && digits[count - 1] == '0')
		count--;
	for (int i = exponent; i < 0; i++)
		string_add_text(out, i == exponent ? "0." : "0");
	for (size_t i = 0; i < count || (int)i <= exponent; i++) {
		if (exponent >= 0 && (int)i == exponent + 1)
			string_add_byte(out, '.');
		string_add_byte(out, i < count ? digits[i] : '0');
	}
}

bool figure_print(struct string *out, double value)
{
	struct string text = {0};
	char digits[16];
	size_t count = 0, i = 0;
	int exponent = 0;
	if (!isfinite(value) || fabs(value) >= 1e300)
		return false;
	string_format(&text, "%.14e", fabs(value));
	for (; i < text.length && text.data[i] != 'e'; i++)
		if (is_digit(text.data[i]) && count < sizeof digits)
			digits[count++] = text.data[i];
	for (size_t k = i + 2; k < text.length; k++)
		exponent = exponent * 10 + (text.data[k] - '0');
	if (i + 1 < text.length && text.data[i + 1] == '-')
		exponent = -exponent;
	string_free(&text);
	if (value < 0)
		string_add_byte(out, '-');
	place_point(out, digits, count, exponent);
	return true;
}
