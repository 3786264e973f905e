/* Reading spoken dates. Day stands before month, as everywhere but in one country; two digits are a year where a day and
 * a month stand before them and one century alone makes sense. */
#include <string.h>

#include "entry_date.h"
#include "tanya/words.h"

#define TOKENS_MOST 6

struct token {
	struct span text; /* digits or a folded word */
	int64_t number;   /* -1: a word */
};

struct tokens {
	struct token items[TOKENS_MOST];
	size_t count;
	struct string folded; /* what their texts point into */
};

enum span_unit { UNIT_NONE, UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

static const struct {
	const char *word;
	enum span_unit unit;
} unit_words[] = {
	{"hr", UNIT_DAY},
	{"hari", UNIT_DAY},
	{"day", UNIT_DAY},
	{"days", UNIT_DAY},
	{"d", UNIT_DAY},
	{"mg", UNIT_WEEK},
	{"mgg", UNIT_WEEK},
	{"minggu", UNIT_WEEK},
	{"week", UNIT_WEEK},
	{"weeks", UNIT_WEEK},
	{"w", UNIT_WEEK},
	{"bl", UNIT_MONTH},
	{"bln", UNIT_MONTH},
	{"bulan", UNIT_MONTH},
	{"month", UNIT_MONTH},
	{"months", UNIT_MONTH},
	{"th", UNIT_YEAR},
	{"thn", UNIT_YEAR},
	{"tahun", UNIT_YEAR},
	{"year", UNIT_YEAR},
	{"years", UNIT_YEAR},
	{"yr", UNIT_YEAR},
	{"yrs", UNIT_YEAR},
	{"y", UNIT_YEAR},
};

static const struct {
	const char *words;
	int days;
} day_words[] = {
	{"hari ini", 0},
	{"today", 0},
	{"now", 0},
	{"sekarang", 0},
	{"kemarin", -1},
	{"kemaren", -1},
	{"yesterday", -1},
	{"kemarin lusa", -2},
	{"day before yesterday", -2},
	{"the day before yesterday", -2},
	{"day after tomorrow", 2},
	{"kemarin dulu", -2},
	{"besok", 1},
	{"tomorrow", 1},
	{"lusa", 2},
};

/* Beginnings of three letters; the whole names tell that what follows belongs to them. */
static const struct {
	const char *name;
	int month;
} months[] = {
	{"januari", 1},
	{"january", 1},
	{"februari", 2},
	{"february", 2},
	{"pebruari", 2},
	{"maret", 3},
	{"march", 3},
	{"april", 4},
	{"mei", 5},
	{"may", 5},
	{"juni", 6},
	{"june", 6},
	{"juli", 7},
	{"july", 7},
	{"agustus", 8},
	{"agt", 8},
	{"agst", 8},
	{"august", 8},
	{"september", 9},
	{"sept", 9},
	{"oktober", 10},
	{"october", 10},
	{"november", 11},
	{"nopember", 11},
	{"desember", 12},
	{"december", 12},
};

/* ---- tokens ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_separator(char c)
{
	return c == ' ' || c == '/' || c == '.' || c == '-' || c == ',' || c == '\t';
}

static bool cut_tokens(struct span text, struct tokens *tokens)
{
	text_fold(&tokens->folded, text);
	struct span folded = string_span(&tokens->folded);
	for (size_t i = 0; i < folded.length;) {
		size_t start = i;
		if (is_separator(folded.data[i])) {
			i++;
			continue;
		}
		bool digits = is_digit(folded.data[i]);
		while (i < folded.length && !is_separator(folded.data[i]) && is_digit(folded.data[i]) == digits)
			i++;
		struct token token = {span_sub(folded, start, i - start), -1};
		if (tokens->count == TOKENS_MOST ||
			(digits && (token.text.length > 4 || !number_parse_whole(token.text, &token.number))))
			return false;
		tokens->items[tokens->count++] = token;
	}
	return tokens->count > 0;
}

static int month_of(struct span word)
{
	for (unsigned i = 0; i < sizeof months / sizeof *months; i++)
		if (word.length >= 3 && span_starts(span_of(months[i].name), word))
			return months[i].month;
	return 0;
}

static enum span_unit unit_of(struct span word)
{
	for (unsigned i = 0; i < sizeof unit_words / sizeof *unit_words; i++)
		if (span_is(word, unit_words[i].word))
			return unit_words[i].unit;
	return UNIT_NONE;
}

static bool is_ago(const struct tokens *tokens, size_t from)
{
	if (from < tokens->count && (span_is(tokens->items[from].text, "yang") || span_is(tokens->items[from].text, "yg")))
		from++;
	return from + 1 == tokens->count &&
		   (span_is(tokens->items[from].text, "lalu") || span_is(tokens->items[from].text, "ago") ||
			   span_is(tokens->items[from].text, "silam"));
}

/* ---- dates ---- */

static bool is_date(struct date date)
{
	return date.year >= 1 && date.year <= 9999 && date.month >= 0 && date.month <= 12 && date.day >= 0 &&
		   (date.month ? date.day <= calendar_month_length(date.year, date.month) : date.day == 0);
}

/* So many units before today; only as exact as the unit where a part of a date will do. */
static struct date before(const struct date_rules *rules, int64_t count, enum span_unit unit)
{
	int64_t today = moment_local_days(rules->now, NULL);
	struct date date = calendar_date(today);
	if (unit == UNIT_DAY || unit == UNIT_WEEK)
		return calendar_date(today - count * (unit == UNIT_WEEK ? 7 : 1));
	int64_t month = (int64_t)date.year * 12 + date.month - 1 - count * (unit == UNIT_YEAR ? 12 : 1);
	if (month < 12)
		return (struct date){0};
	date.year = (int)(month / 12);
	date.month = (int)(month % 12) + 1;
	int length = calendar_month_length(date.year, date.month);
	date.day = date.day > length ? length : date.day;
	if (rules->partial || rules->year || rules->month)
		date.day = 0;
	if ((rules->partial || rules->year) && unit == UNIT_YEAR)
		date.month = 0;
	return date;
}

static bool day_word(struct span text, const struct date_rules *rules, struct date *date)
{
	struct string folded = {0};
	bool found = false;
	text_fold(&folded, text);
	for (unsigned i = 0; i < sizeof day_words / sizeof *day_words && !found; i++) {
		found = span_is(string_span(&folded), day_words[i].words);
		*date = calendar_date(moment_local_days(rules->now, NULL) + day_words[i].days);
	}
	string_free(&folded);
	return found;
}

static int small(const struct token *token)
{
	return token->text.length <= 2 && token->number > 0 ? (int)token->number : -1;
}

static int year(const struct token *token)
{
	return token->text.length == 4 ? (int)token->number : -1;
}

/* A month by name stands for its number, its place told apart. */
static bool name_month(struct token *token, bool *named)
{
	if (token->number >= 0)
		return true;
	int month = month_of(token->text);
	*token = (struct token){SPAN("00"), month};
	*named = month > 0;
	return month > 0;
}

#define COMING_YEARS 20 /* two digits that may mean one of these, or one a century before, are refused */

/* 98 and 10 are 1998 and 2010 in 2026; 30 may be 1930 or 2030. */
static int short_year(const struct token *token, const struct date_rules *rules)
{
	int now = calendar_date(moment_local_days(rules->now, NULL)).year, century = now - now % 100;
	if (token->text.length != 2 || token->number < 0)
		return year(token);
	if (token->number <= now % 100)
		return century + (int)token->number;
	return token->number <= now % 100 + COMING_YEARS ? -1 : century - 100 + (int)token->number;
}

/* Words that say no more than the figures beside them: "tgl 17 Agustus", "tahun 2010", "17th of August". */
static void drop_fillers(struct tokens *tokens)
{
	static const char *const fillers[] = {"tgl", "tanggal", "tahun", "thn", "th", "bulan", "bln", "sejak", "since", "in", "on",
		"the", "of", "st", "nd", "rd"};
	size_t kept = 0;
	for (size_t i = 0; i < tokens->count; i++) {
		bool filler = false;
		for (unsigned k = 0; k < sizeof fillers / sizeof *fillers; k++)
			filler = filler || span_is(tokens->items[i].text, fillers[k]);
		if (!filler)
			tokens->items[kept++] = tokens->items[i];
	}
	tokens->count = kept;
}

static bool by_parts(struct tokens *tokens, const struct date_rules *rules, struct date *date)
{
	struct token *t = tokens->items;
	bool named[3] = {false};
	drop_fillers(tokens);
	if (!tokens->count || tokens->count > 3)
		return false;
	for (size_t i = 0; i < tokens->count; i++)
		if (!name_month(&t[i], &named[i]))
			return false;
	if (tokens->count == 1)
		*date = (struct date){year(&t[0]), 0, 0};
	else if (tokens->count == 2 && year(&t[0]) > 0)
		*date = (struct date){year(&t[0]), small(&t[1]), 0};
	else if (tokens->count == 2)
		*date = (struct date){year(&t[1]), small(&t[0]), 0};
	else if (year(&t[0]) > 0)
		*date = (struct date){year(&t[0]), small(&t[1]), small(&t[2])};
	else if (named[0])
		*date = (struct date){short_year(&t[2], rules), small(&t[0]), small(&t[1])}; /* November 24, 2010 */
	else
		*date = (struct date){short_year(&t[2], rules), small(&t[1]), small(&t[0])};
	return is_date(*date);
}

/* One of them: "tahun lalu", "setahun lalu", "last year", "a year ago". */
static enum span_unit one_unit(const struct tokens *tokens)
{
	static const char *const ones[] = {"a", "an", "one", "satu"};
	struct span first = tokens->items[0].text;
	enum span_unit unit = UNIT_NONE;
	if (tokens->count == 2 && span_is(first, "last"))
		return unit_of(tokens->items[1].text);
	for (unsigned i = 0; i < sizeof ones / sizeof *ones; i++)
		if (tokens->count > 2 && span_is(first, ones[i]) && is_ago(tokens, 2))
			return unit_of(tokens->items[1].text);
	if (is_ago(tokens, 1))
		unit = unit_of(span_starts(first, SPAN("se")) ? span_sub(first, 2, SIZE_MAX) : first);
	return unit;
}

/* "10 years ago", and one of them. */
static enum span_unit ago_of(const struct tokens *tokens, int64_t *count)
{
	*count = 1;
	if (tokens->items[0].number < 0)
		return one_unit(tokens);
	*count = tokens->items[0].number;
	return tokens->count > 1 && is_ago(tokens, 2) ? unit_of(tokens->items[1].text) : UNIT_NONE;
}

static bool read_date(struct span text, const struct date_rules *rules, struct date *date)
{
	struct tokens tokens = {0};
	bool good = day_word(text, rules, date);
	if (!good)
		*date = (struct date){0};
	if (!good && cut_tokens(text, &tokens)) {
		int64_t count;
		enum span_unit unit = ago_of(&tokens, &count);
		if (unit != UNIT_NONE) {
			*date = before(rules, count, unit);
			good = is_date(*date);
		} else {
			good = by_parts(&tokens, rules, date);
		}
	}
	string_free(&tokens.folded);
	return good;
}

static struct span keep(struct arena *arena, struct string *text)
{
	struct span kept = span_copy(arena, string_span(text));
	string_free(text);
	return kept;
}

/* What is expected, when it was not understood. */
static const char *expected(const struct date_rules *rules, struct date date)
{
	if (date.month >= 1 && date.month <= 12 && date.year > 0 && date.day > calendar_month_length(date.year, date.month))
		return _("That month has no such day");
	if (rules->partial)
		return _("A date is expected, such as 24/11/2010, 5/2010, 2010 or 10 years ago");
	if (rules->year)
		return _("A year is expected, such as 2010 or 10 years ago");
	return rules->month ? _("A month is expected, such as 5/2010 or May 2010")
						: _("A date is expected, such as 24/11/2010 or 3 days ago");
}

enum entry_state entry_date(
	struct arena *arena, struct span text, const struct date_rules *rules, struct span *v, const char **why)
{
	struct date date;
	struct string iso = {0};
	text = span_trim(text);
	if (!text.length)
		return ENTRY_EMPTY;
	if (!read_date(text, rules, &date)) {
		*why = expected(rules, date);
		return ENTRY_INCOMPLETE;
	}
	if (!rules->partial && !date.month && rules->year)
		date.month = 1;
	if (!rules->partial && date.month && !date.day && (rules->year || rules->month))
		date.day = 1;
	if (!rules->partial && rules->month && !date.month) {
		*why = expected(rules, date);
		return ENTRY_INCOMPLETE;
	}
	if (!rules->partial && date_precision(date) != DATE_DAY) {
		*why = date.month ? _("The day is needed too, such as 24/11/2010")
						  : _("Day and month are needed too, such as 24/11/2010");
		return ENTRY_INCOMPLETE;
	}
	date_print(&iso, date);
	*v = keep(arena, &iso);
	return ENTRY_VALID;
}

/* ---- times ---- */

struct clock_time {
	int hour, minute, second; /* second -1: not told */
};

/* Parts of the day: hours from `from` to `to` are moved by twelve, 12 becomes `noon`. */
static const struct {
	const char *word;
	int from, to, noon;
} day_parts[] = {
	{"am", 13, 0, 0},
	{"pm", 1, 11, 12},
	{"pagi", 13, 0, 0},
	{"siang", 1, 3, 12},
	{"sore", 1, 11, 12},
	{"malam", 6, 11, 0},
};

static bool apply_day_part(struct span word, struct clock_time *clock)
{
	for (unsigned i = 0; i < sizeof day_parts / sizeof *day_parts; i++) {
		if (!span_is(word, day_parts[i].word))
			continue;
		if (clock->hour == 12)
			clock->hour = day_parts[i].noon;
		else if (clock->hour >= day_parts[i].from && clock->hour <= day_parts[i].to)
			clock->hour += 12;
		return true;
	}
	return false;
}

/* Two digits at most, or 930 and 0930 when nothing follows. */
static bool read_clock(struct span text, struct clock_time *clock, struct span *behind)
{
	int parts[3] = {0, 0, -1};
	size_t at = 0, count = 0;
	while (count < 3 && at < text.length && is_digit(text.data[at])) {
		size_t digits = 0;
		int value = 0;
		for (; at < text.length && is_digit(text.data[at]); at++, digits++)
			value = digits < 5 ? value * 10 + (text.data[at] - '0') : value;
		if (count == 0 && (digits == 3 || digits == 4)) {
			parts[0] = value / 100;
			parts[1] = value % 100;
			count = 2;
			break;
		}
		if (digits > 2 || (count > 0 && digits != 2))
			return false;
		parts[count++] = value;
		bool more = count < 3 && at + 1 < text.length && (text.data[at] == ':' || text.data[at] == '.') &&
					is_digit(text.data[at + 1]);
		if (!more)
			break;
		at++;
	}
	*clock = (struct clock_time){parts[0], parts[1], parts[2]};
	*behind = span_trim(span_sub(text, at, SIZE_MAX));
	return count > 0 && parts[0] < 24 && parts[1] < 60 && parts[2] < 60;
}

/* Words in front of an hour that say nothing. */
static const char *const hour_words[] = {"jam ", "pukul ", "pkl ", "at "};

/* Words behind a full hour: what follows them is that much later, or earlier. */
static const struct {
	const char *word;
	int sign;
} shift_words[] = {{"lewat", 1}, {"lebih", 1}, {"kurang", -1}};

static bool read_minutes(struct span word, int *minutes)
{
	int64_t number = 15;
	if (!span_is(word, "seperempat") && (word.length > 2 || !number_parse_whole(word, &number)))
		return false;
	*minutes = (int)number;
	return number > 0 && number < 60;
}

/* "lewat 15 menit" in front of `rest`, which moves behind it; without one it stays. False: begun, and not understood. */
static bool take_shift(struct span *rest, int *shift)
{
	struct span after = *rest, word;
	int minutes, sign = 0;
	span_token(&after, &word);
	for (unsigned i = 0; i < sizeof shift_words / sizeof *shift_words; i++)
		sign = span_is(word, shift_words[i].word) ? shift_words[i].sign : sign;
	if (!sign)
		return true;
	if (!span_token(&after, &word) || !read_minutes(word, &minutes))
		return false;
	*shift += sign * minutes;
	*rest = span_trim(after);
	if (span_starts(*rest, SPAN("menit")))
		*rest = span_trim(span_sub(*rest, 5, SIZE_MAX));
	return true;
}

static struct span skip_hour_word(struct span text)
{
	for (unsigned i = 0; i < sizeof hour_words / sizeof *hour_words; i++)
		if (span_starts(text, span_of(hour_words[i])))
			return span_trim(span_sub(text, strlen(hour_words[i]), SIZE_MAX));
	return text;
}

static void move_clock(struct clock_time *clock, int minutes)
{
	int at = (clock->hour * 60 + clock->minute + minutes + 1440) % 1440;
	clock->hour = at / 60;
	clock->minute = at % 60;
}

/* An hour with its parts or moved ("setengah 8" is half an hour before 8), then the part of the day. */
static bool read_time(struct span text, struct clock_time *clock)
{
	struct string folded = {0};
	text_fold(&folded, span_trim(text));
	struct span rest = skip_hour_word(string_span(&folded)), behind;
	int shift = 0;
	if (span_starts(rest, SPAN("setengah "))) {
		rest = span_trim(span_sub(rest, 9, SIZE_MAX));
		shift = -30;
	}
	bool good = read_clock(rest, clock, &behind) && take_shift(&behind, &shift);
	good = good && (shift == 0 || (clock->minute == 0 && clock->second < 0));
	if (good && behind.length)
		good = apply_day_part(behind, clock);
	if (good)
		move_clock(clock, shift);
	string_free(&folded);
	return good;
}

static void print_time(struct string *out, struct clock_time clock)
{
	string_format(out, "%02d:%02d", clock.hour, clock.minute);
	if (clock.second >= 0)
		string_format(out, ":%02d", clock.second);
}

enum entry_state entry_time(struct arena *arena, struct span text, struct span *v, const char **why)
{
	struct clock_time clock;
	struct string iso = {0};
	if (!span_trim(text).length)
		return ENTRY_EMPTY;
	if (!read_time(text, &clock)) {
		*why = _("A time is expected, such as 9:30, 930 or 9.30 pm");
		return ENTRY_INCOMPLETE;
	}
	print_time(&iso, clock);
	*v = keep(arena, &iso);
	return ENTRY_VALID;
}

/* ---- both ---- */

static void print_offset(struct string *out, int minutes)
{
	int far = minutes < 0 ? -minutes : minutes;
	string_format(out, "%c%02d:%02d", minutes < 0 ? '-' : '+', far / 60, far % 60);
}

/* A full date, then a time, at the last blank (or T) where that holds. */
static bool read_both(struct span text, const struct date_rules *rules, struct string *iso)
{
	struct date_rules exact = {.now = rules->now};
	for (size_t i = text.length; i-- > 1;) {
		struct date date;
		struct clock_time clock;
		if (text.data[i] != ' ' && text.data[i] != 'T')
			continue;
		if (!read_time(span_sub(text, i + 1, SIZE_MAX), &clock) ||
			!read_date(span_trim(span_sub(text, 0, i)), &exact, &date))
			continue;
		if (date_precision(date) != DATE_DAY)
			continue;
		date_print(iso, date);
		string_add_byte(iso, 'T');
		print_time(iso, clock);
		print_offset(iso, rules->now.offset_minutes);
		return true;
	}
	return false;
}

static bool read_now(struct span text, const struct date_rules *rules, struct string *iso)
{
	struct string folded = {0};
	int64_t ms;
	text_fold(&folded, text);
	bool now = span_is(string_span(&folded), "now") || span_is(string_span(&folded), "sekarang");
	string_free(&folded);
	if (!now)
		return false;
	date_print(iso, calendar_date(moment_local_days(rules->now, &ms)));
	string_format(iso, "T%02d:%02d", (int)(ms / 3600000), (int)(ms / 60000 % 60));
	print_offset(iso, rules->now.offset_minutes);
	return true;
}

/* A full one with its own offset is kept as it is. */
static bool is_iso(struct span text)
{
	struct moment moment;
	bool zoned =
		text.length > 16 && (text.data[text.length - 1] == 'Z' ||
								(text.data[text.length - 3] == ':' && strchr("+-", text.data[text.length - 6])));
	return zoned && moment_parse(text, 0, &moment);
}

enum entry_state entry_datetime(
	struct arena *arena, struct span text, const struct date_rules *rules, struct span *v, const char **why)
{
	struct string iso = {0};
	text = span_trim(text);
	if (!text.length)
		return ENTRY_EMPTY;
	if (is_iso(text))
		string_add(&iso, text);
	if (iso.length || read_now(text, rules, &iso) || read_both(text, rules, &iso)) {
		*v = keep(arena, &iso);
		return ENTRY_VALID;
	}
	if (rules->partial)
		return entry_date(arena, text, rules, v, why);
	struct date date;
	*why = read_date(text, rules, &date) ? _("The time is needed too, such as 24/11/2010 9:30")
										 : _("Date and time are expected, such as 24/11/2010 9:30");
	return ENTRY_INCOMPLETE;
}
