/* Reading spoken numbers: a sum of figures with multipliers or, behind `=`, arithmetic; then a unit, then `per`
 * another. */
#include <math.h>
#include <string.h>

#include "entry_figure.h"
#include "entry_number.h"
#include "entry_units.h"
#include "tanya/words.h"

#define FORMULA_DEPTH 40 /* brackets within brackets: bounds the recursion */
#define UNITS_BYTES 256  /* more is no unit with its period: bounds the search for where one ends */

struct reader {
	struct span text;
	size_t at;
	const struct number_rules *rules;
	struct arena *arena;
	int reading;
	unsigned depth;
	bool ambiguous; /* a mark was met that may be either */
	bool money;     /* Rp or ,- stands beside it: a mark parts thousands */
	bool formula;
	const char *why;
};

static const char *say(struct reader *reader, const char *format, struct span word)
{
	struct string text = {0};
	string_format(&text, format, SPAN_ARGUMENTS(word));
	const char *kept = arena_text(reader->arena, string_text(&text), text.length);
	string_free(&text);
	if (!reader->why)
		reader->why = kept;
	return kept;
}

static void expected_number(struct reader *reader)
{
	say(reader, "%.*s", span_of(_("A number is expected, such as 2,750,000 or 2.75 or =12*45")));
}

static void skip_blanks(struct reader *reader)
{
	while (reader->at < reader->text.length &&
		   (reader->text.data[reader->at] == ' ' || reader->text.data[reader->at] == '\t'))
		reader->at++;
}

static struct span rest(const struct reader *reader)
{
	return span_sub(reader->text, reader->at, SIZE_MAX);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static struct span first_word(struct span text)
{
	size_t length = 0;
	if (text.length && text.data[0] == '%')
		return span_sub(text, 0, 1);
	while (length < text.length && is_letter(text.data[length]))
		length++;
	return span_sub(text, 0, length);
}

static const struct choice *unit_of(const struct reader *reader, struct span word)
{
	return reader->rules->units ? unit_find(reader->rules->questionnaire, reader->rules->units, word) : NULL;
}

/* ---- unit and period ---- */

/* Cuts what stands behind `per`, `tiap`, `a` or a slash off *part; false: there is none. */
static bool cut_per(struct span *part, struct span *per)
{
	static const char *const words[] = {"per ", "tiap ", "setiap ", "a ", "an "};
	for (size_t i = 0; i < part->length; i++) {
		struct span left = span_sub(*part, i, SIZE_MAX);
		size_t length = left.data[0] == '/' ? 1 : 0;
		for (unsigned k = 0; k < sizeof words / sizeof *words && !length && (i == 0 || part->data[i - 1] == ' '); k++)
			length = span_starts(left, span_of(words[k])) ? strlen(words[k]) : 0;
		if (!length)
			continue;
		*per = span_trim(span_sub(left, length, SIZE_MAX));
		*part = span_trim(span_sub(*part, 0, i));
		return true;
	}
	return false;
}

/* "lembar sebulan", or "kodi" alone where a price has one unit only: a period right behind the unit. */
static void cut_period(const struct number_rules *rules, struct span *part, struct span *per)
{
	for (size_t i = 0; i < part->length; i++) {
		struct span unit = span_trim(span_sub(*part, 0, i)), period = span_trim(span_sub(*part, i, SIZE_MAX));
		bool here = i == 0 ? rules->units->count == 1 : part->data[i] == ' ';
		here = here && (i == 0 || unit_find(rules->questionnaire, rules->units, unit));
		if (here && unit_find(rules->questionnaire, rules->pers, period)) {
			*part = unit;
			*per = period;
			return;
		}
	}
}

/* What stands behind the figure of a quantity, in two: its unit, and what it is per. True: a word for `per` stands
 * there, with or without something behind it. */
static bool part_units(const struct number_rules *rules, struct span *unit, struct span *per)
{
	*per = SPAN("");
	if (unit_find(rules->questionnaire, rules->units, *unit))
		return false;
	if (cut_per(unit, per))
		return true;
	if (rules->pers && unit->length <= UNITS_BYTES)
		cut_period(rules, unit, per);
	return false;
}

/* ---- a figure with its multiplier ---- */

/* The multiplier at the front of what is left, unless all that is left up to `per` is a unit of this question. */
static double multiplier(struct reader *reader)
{
	double factor = 1;
	skip_blanks(reader);
	struct span part = rest(reader), word = first_word(part), per;
	if (reader->rules->units)
		part_units(reader->rules, &part, &per);
	if (!word.length || unit_of(reader, part))
		return 1;
	const struct questionnaire *questionnaire = reader->rules->questionnaire;
	if (!multiplier_find(questionnaire, questionnaire->languages[reader->rules->language].code, word, &factor))
		return 1;
	reader->at += word.length;
	return factor;
}

/* Fractions and figures that are said as words, at the front; 0: there is none. */
static double spoken_part(struct reader *reader, bool fraction)
{
	static const struct {
		const char *word;
		double value;
	} parts[] = {
		{"setengah", 0.5}, {"seperempat", 0.25}, {"half", 0.5}, {"1/2", 0.5}, {"1/4", 0.25}, {"3/4", 0.75}, {"½", 0.5},
		{"¼", 0.25}, {"¾", 0.75}, {"sejuta", 1e6}, {"seribu", 1e3}, {"seratus", 100}, {"sepuluh", 10},
	};
	struct span left = rest(reader);
	for (unsigned i = 0; i < sizeof parts / sizeof *parts && !reader->formula; i++) {
		struct span word = span_of(parts[i].word), behind = span_sub(left, word.length, SIZE_MAX);
		bool ends = !behind.length || !(is_digit(behind.data[0]) || is_letter(behind.data[0]) || behind.data[0] == '/');
		if (!span_starts(left, word) || !ends || (fraction && parts[i].value > 1))
			continue;
		reader->at += word.length;
		return parts[i].value;
	}
	return 0;
}

/* "2 setengah", "1 1/2": what a fraction behind the figure adds. */
static double fraction_behind(struct reader *reader)
{
	size_t before = reader->at;
	skip_blanks(reader);
	double part = spoken_part(reader, true);
	if (part == 0)
		reader->at = before;
	return part;
}

static bool read_spoken_figure(struct reader *reader, double *value, double *factor, struct span *plain)
{
	*value = spoken_part(reader, false);
	*factor = 1;
	*plain = SPAN("");
	if (*value == 0)
		return false;
	*factor = multiplier(reader);
	*value *= *factor;
	return true;
}

/* One figure; *plain is its own text when no multiplier follows. */
static bool read_figure(struct reader *reader, double *value, double *factor, struct span *plain)
{
	struct figure figure;
	if (read_spoken_figure(reader, value, factor, plain))
		return true;
	if (!figure_read(reader->text, &reader->at, &figure)) {
		expected_number(reader);
		return false;
	}
	double part = fraction_behind(reader);
	*factor = multiplier(reader);
	bool grouped = reader->money || (reader->rules->whole && *factor == 1); /* a whole number has no decimals */
	bool asks = figure.ambiguous && !grouped;
	const char *text = figure.text[asks && reader->reading == 1 ? 1 : figure.ambiguous ? 0 : 1];
	reader->ambiguous |= asks;
	number_parse(span_of(text), value);
	*value = (*value + part) * *factor;
	*plain = *factor == 1 && part == 0 ? span_copy(reader->arena, span_of(text)) : SPAN("");
	return true;
}

/* "1 jt 500 rb": figures whose multipliers fall. */
static bool read_spoken(struct reader *reader, double *value, struct span *plain)
{
	double factor, least = HUGE_VAL, part;
	struct span text;
	unsigned parts = 0;
	*value = 0;
	do {
		if (!read_figure(reader, &part, &factor, &text))
			return false;
		if (factor >= least) {
			expected_number(reader);
			return false;
		}
		*value += part;
		least = factor;
		parts++;
		size_t before = reader->at;
		skip_blanks(reader);
		if (factor == 1 || reader->at >= reader->text.length || !is_digit(reader->text.data[reader->at])) {
			reader->at = before;
			break;
		}
	} while (true);
	*plain = parts == 1 ? text : SPAN("");
	return true;
}

/* ---- arithmetic ---- */

static bool read_sum(struct reader *reader, double *value);

static bool read_factor(struct reader *reader, double *value)
{
	struct span plain;
	skip_blanks(reader);
	char c = reader->at < reader->text.length ? reader->text.data[reader->at] : '\0';
	if (++reader->depth > FORMULA_DEPTH) {
		say(reader, "%.*s", span_of(_("Too many brackets")));
		return false;
	}
	bool good;
	if (c == '-') {
		reader->at++;
		good = read_factor(reader, value);
		*value = -*value;
	} else if (c == '(') {
		reader->at++;
		good = read_sum(reader, value);
		skip_blanks(reader);
		if (good && (reader->at >= reader->text.length || reader->text.data[reader->at++] != ')')) {
			say(reader, "%.*s", span_of(_("A closing bracket is missing")));
			good = false;
		}
	} else {
		good = read_spoken(reader, value, &plain);
	}
	reader->depth--;
	return good;
}

static const struct operator_row {
	const char *sign;
	char operation;
} operators[] = {{"+", '+'}, {"-", '-'}, {"*", '*'}, {"×", '*'}, {"x ", '*'}, {"/", '/'}, {"÷", '/'}, {":", '/'}};

/* The operator at the front, when it is one of `wanted`; a slash before a word begins `per`. */
static char operator_at(struct reader *reader, const char *wanted)
{
	skip_blanks(reader);
	for (unsigned i = 0; i < sizeof operators / sizeof *operators; i++) {
		struct span sign = span_of(operators[i].sign), left = rest(reader);
		if (!span_starts(left, sign) || !strchr(wanted, operators[i].operation))
			continue;
		struct span behind = span_trim(span_sub(left, sign.length, SIZE_MAX));
		if (operators[i].operation == '/' && behind.length && is_letter(behind.data[0]))
			return '\0';
		reader->at += sign.length;
		return operators[i].operation;
	}
	return '\0';
}

static bool read_product(struct reader *reader, double *value)
{
	char operation;
	double other;
	if (!read_factor(reader, value))
		return false;
	while ((operation = operator_at(reader, "*/"))) {
		if (!read_factor(reader, &other))
			return false;
		if (operation == '/' && other == 0) {
			say(reader, "%.*s", span_of(_("Nothing can be divided by zero")));
			return false;
		}
		*value = operation == '*' ? *value * other : *value / other;
	}
	return true;
}

static bool read_sum(struct reader *reader, double *value)
{
	char operation;
	double other;
	if (!read_product(reader, value))
		return false;
	while ((operation = operator_at(reader, "+-"))) {
		if (!read_product(reader, &other))
			return false;
		*value = operation == '+' ? *value + other : *value - other;
	}
	return true;
}

/* ---- the number ---- */

/* A minus in front: ASCII's or the typographic one. */
static bool read_minus(struct reader *reader)
{
	static const char *const signs[] = {"-", "\xe2\x88\x92"};
	for (unsigned i = 0; i < 2; i++) {
		if (span_starts(rest(reader), span_of(signs[i]))) {
			reader->at += strlen(signs[i]);
			skip_blanks(reader);
			return true;
		}
	}
	return false;
}

static bool keep_number(struct reader *reader, double value, bool minus, struct span plain, struct span *v)
{
	struct string text = {0}, canonical = {0};
	if (minus && plain.length)
		string_add_byte(&text, '-');
	string_add(&text, plain);
	bool good = plain.length ? true : figure_print(&text, minus ? -value : value);
	good = good && number_canonical(&canonical, string_span(&text));
	if (!good)
		say(reader, "%.*s", span_of(_("A number has at most 15 digits")));
	if (good && reader->rules->whole) {
		int64_t whole;
		good = number_parse_whole(string_span(&canonical), &whole);
		if (!good)
			say(reader, "%.*s", span_of(_("A whole number is expected, without decimals")));
	}
	*v = span_copy(reader->arena, string_span(&canonical));
	string_free(&text);
	string_free(&canonical);
	return good;
}

static bool read_number(struct reader *reader, struct span *v)
{
	double value;
	struct span plain = {0};
	skip_blanks(reader);
	if (reader->at < reader->text.length && reader->text.data[reader->at] == '=') {
		reader->at++;
		reader->formula = true;
		return read_sum(reader, &value) && keep_number(reader, value, false, plain, v);
	}
	bool minus = read_minus(reader);
	return read_spoken(reader, &value, &plain) && keep_number(reader, value, minus, plain, v);
}

/* ---- units ---- */

/* A unit of the list: as typed, or the only one there is; nothing is nothing in any of them. */
static bool name_unit(struct reader *reader, const struct choice_list *list, struct span word, bool nothing,
	const char *missing, struct span *name)
{
	const struct choice *choice = NULL;
	if (word.length)
		choice = unit_find(reader->rules->questionnaire, list, word);
	else if (nothing || list->count == 1)
		choice = &list->choices[0];
	struct string units = {0};
	if (choice) {
		*name = choice->name;
		return true;
	}
	units_name(list, reader->rules->language, &units);
	if (word.length) {
		struct string text = {0};
		string_format(&text, _("“%.*s” is no unit here: %s"), SPAN_ARGUMENTS(word), string_text(&units));
		say(reader, "%.*s", string_span(&text));
		string_free(&text);
	} else {
		say(reader, missing, string_span(&units));
	}
	string_free(&units);
	return false;
}

static bool read_units(struct reader *reader, struct number_entry *entry)
{
	const struct number_rules *rules = reader->rules;
	struct span unit = span_trim(rest(reader)), per;
	if (span_starts(unit, SPAN("-")) || span_starts(unit, SPAN("–"))) {
		say(reader, _("One amount is expected: the usual one; a range may stand in a remark (F4)"), unit);
		return false;
	}
	if (!rules->units) {
		if (unit.length)
			say(reader, _("“%.*s” is not understood here; a number is expected"), unit);
		return unit.length == 0;
	}
	if (part_units(rules, &unit, &per) && !rules->pers) {
		say(reader, _("“%.*s”: there is no “per” here"), per);
		return false;
	}
	bool nothing = span_is(entry->v, "0");
	return name_unit(reader, rules->units, unit, nothing, _("The unit is missing: %.*s"), &entry->unit) &&
		   (!rules->pers || name_unit(reader, rules->pers, per, nothing, _("Per what? %.*s"), &entry->per));
}

/* ---- the whole ---- */

/* "Rp 15.000,-": what says rupiah beside the figure is taken off, unless other units are asked for. */
static void take_money(struct reader *reader)
{
	static const char *const fronts[] = {"rp", "idr"};
	static const char *const ends[] = {",--", ",-", ".-", ",–"};
	struct span text = reader->text;
	struct string folded = {0};
	if (reader->rules->units && !(reader->rules->units->count == 1 &&
		(unit_of(reader, SPAN("rupiah")) || unit_of(reader, SPAN("rp")))))
		return;
	text_fold(&folded, span_sub(text, 0, 3));
	for (unsigned i = 0; i < 2 && !reader->money; i++) {
		size_t length = strlen(fronts[i]);
		if (!span_starts(string_span(&folded), span_of(fronts[i])) || text.length <= length || is_letter(text.data[length]))
			continue;
		text = span_trim(span_sub(text, length + (text.data[length] == '.'), SIZE_MAX));
		reader->money = true;
	}
	for (unsigned i = 0; i < 4; i++) {
		if (span_ends(text, span_of(ends[i]))) {
			text.length -= strlen(ends[i]);
			reader->money = true;
			break;
		}
	}
	string_free(&folded);
	reader->text = text;
}

static bool read_as(struct reader *reader, int reading, struct number_entry *entry)
{
	reader->at = 0;
	reader->depth = 0;
	reader->ambiguous = reader->formula = false;
	reader->reading = reading;
	reader->why = NULL;
	return read_number(reader, &entry->v) && read_units(reader, entry);
}

enum entry_state entry_number(struct arena *arena, struct span text, const struct number_rules *rules,
	struct number_entry *entry, const char **why)
{
	struct reader reader = {.text = span_trim(text), .rules = rules, .arena = arena};
	struct number_entry other = {0};
	*entry = (struct number_entry){0};
	if (!reader.text.length)
		return ENTRY_EMPTY;
	take_money(&reader);
	bool good = read_as(&reader, rules->reading == 1 ? 1 : 0, entry);
	*why = reader.why;
	if (!good)
		return ENTRY_INCOMPLETE;
	if (rules->reading < 0 && reader.ambiguous && read_as(&reader, 1, &other)) {
		*why = _("The mark may part thousands or decimals");
		return ENTRY_ASK;
	}
	return ENTRY_VALID;
}
