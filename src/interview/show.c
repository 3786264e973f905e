/* Answers as shown on the screen: labels, grouped numbers, dates in words. */
#include <math.h>
#include <string.h>

#include "state.h"

/* ---- how languages write ---- */

struct notation {
	const char *code; /* of the language, without region */
	const char *group, *point;
	const char *const *months;
};
static const char *const months_en[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const char *const months_id[] = {
	"Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"};
static const char *const months_ms[] = {
	"Jan", "Feb", "Mac", "Apr", "Mei", "Jun", "Jul", "Ogo", "Sep", "Okt", "Nov", "Dis"};
static const struct notation notations[] = {
	{"en", ",", ".", months_en}, /* the first also stands for a language that is not here */
	{"id", ".", ",", months_id},
	{"jv", ".", ",", months_id},
	{"su", ".", ",", months_id},
	{"min", ".", ",", months_id},
	{"jax", ".", ",", months_id},
	{"bjn", ".", ",", months_id},
	{"ban", ".", ",", months_id},
	{"ms", ",", ".", months_ms},
	{"de", ".", ",", NULL},
	{"es", ".", ",", NULL},
	{"it", ".", ",", NULL},
	{"nl", ".", ",", NULL},
	{"pt", ".", ",", NULL},
	{"tr", ".", ",", NULL},
	{"vi", ".", ",", NULL},
	{"da", ".", ",", NULL},
	{"fr", "\u202F", ",", NULL},
	{"ru", "\u00A0", ",", NULL},
	{"pl", "\u00A0", ",", NULL},
	{"sv", "\u00A0", ",", NULL},
	{"fi", "\u00A0", ",", NULL},
	{"uk", "\u00A0", ",", NULL},
};

static const struct notation *notation_of(const struct questionnaire *questionnaire, uint32_t language)
{
	struct span code = language < questionnaire->language_count ? questionnaire->languages[language].code : SPAN("en");
	size_t dash = span_find(code, SPAN("-"));
	code = span_sub(code, 0, dash == SIZE_MAX ? code.length : dash);
	for (size_t i = 0; i < sizeof notations / sizeof *notations; i++)
		if (span_is(code, notations[i].code))
			return &notations[i];
	return &notations[0];
}

#define UNGROUPED_MOST 4 /* digits that a number may have and still be a year */

/* Amounts always have marks between their thousands, codes never; what may be a year has none. */
static bool is_grouped(const struct item *item, size_t whole_digits)
{
	if (item->look & LOOK_NUMBERS)
		return false;
	return item->type == TYPE_QUANTITY || (item->look & LOOK_THOUSANDS) != 0 || whole_digits > UNGROUPED_MOST;
}

/* Digits with a point as they are stored, in the language's own marks. */
static void show_digits(const struct notation *notation, const struct item *item, struct span digits, struct string *out)
{
	size_t at = digits.length > 0 && digits.data[0] == '-' ? 1 : 0, end = at;
	while (end < digits.length && digits.data[end] >= '0' && digits.data[end] <= '9')
		end++;
	bool grouped = is_grouped(item, end - at);
	string_add(out, span_sub(digits, 0, at));
	for (size_t i = at; i < end; i++) {
		if (grouped && i > at && (end - i) % 3 == 0)
			string_add_text(out, notation->group);
		string_add_byte(out, digits.data[i]);
	}
	if (end < digits.length && digits.data[end] == '.') {
		string_add_text(out, notation->point);
		end++;
	}
	string_add(out, span_sub(digits, end, digits.length));
}

void answer_digits(const struct questionnaire *questionnaire, struct span digits, uint32_t language, struct string *out)
{
	for (size_t i = 0; i < digits.length; i++)
		if (digits.data[i] == '.')
			string_add_text(out, notation_of(questionnaire, language)->point);
		else
			string_add_byte(out, digits.data[i]);
}

/* What was not asked for was filled in as the first: it is not told. */
static void forget_filled(const struct item *item, struct date *date)
{
	bool first_day = (item->look & (LOOK_YEAR | LOOK_MONTH_YEAR)) && date->day == 1;
	if (first_day)
		date->day = 0;
	if (first_day && (item->look & LOOK_YEAR) && date->month == 1)
		date->month = 0;
}

static void show_date(const struct notation *notation, const struct item *item, struct span text, struct string *out)
{
	struct date date;
	if (notation->months == NULL || !date_parse(text, true, &date)) {
		string_add(out, text);
		return;
	}
	forget_filled(item, &date);
	if (date.day > 0)
		string_format(out, "%d ", date.day);
	if (date.month > 0)
		string_format(out, "%s ", notation->months[date.month - 1]);
	string_format(out, "%d", date.year);
}

/* "24 Nov 2026 09:30": seconds and offset are left to the record. */
static void show_datetime(
	const struct notation *notation, const struct item *item, struct span text, struct string *out)
{
	size_t letter = span_find(text, SPAN("T"));
	if (letter == SIZE_MAX || text.length < letter + 6) {
		show_date(notation, item, text, out);
		return;
	}
	show_date(notation, item, span_sub(text, 0, letter), out);
	string_add_byte(out, ' ');
	string_add(out, span_sub(text, letter + 1, 5));
}

void show_value(const struct questionnaire *questionnaire, const struct item *item, const struct value *value,
	uint32_t language, struct string *out)
{
	const struct notation *notation = notation_of(questionnaire, language);
	struct string digits = {0};
	if (value_is_empty(value))
		return;
	switch (value->kind) {
	case VALUE_NUMBER:
		number_print(&digits, value->number);
		if (isfinite(value->number))
			show_digits(notation, item, string_span(&digits), out);
		else
			string_add(out, string_span(&digits));
		break;
	case VALUE_DATE:
		show_date(notation, item, (struct span){value->text, value->length}, out);
		break;
	case VALUE_DATETIME:
		show_datetime(notation, item, (struct span){value->text, value->length}, out);
		break;
	default:
		value_print(out, value);
		break;
	}
	string_free(&digits);
}

/* ---- answers ---- */

struct showing {
	const struct interview *interview; /* may be NULL */
	struct cell cell;
	const struct questionnaire *questionnaire;
	const struct item *item;
	const struct answer *answer;
	uint32_t language;
	struct string *out;
};

static void show_name(const struct showing *s, uint32_t list, struct span name)
{
	uint32_t choice = list != NONE ? map_get(s->questionnaire->lists[list].by_name, name) : MAP_NONE;
	const struct words *label = choice != MAP_NONE ? s->questionnaire->lists[list].choices[choice].label : NULL;
	bool other = s->item->or_other && span_is(name, "other") && s->answer->other.length > 0;
	if (label != NULL) {
		words_render(s->interview, label, s->language, s->cell, s->out);
		string_add_text(s->out, other ? ": " : "");
	} else if (!other) {
		string_add(s->out, name);
	}
	if (other)
		string_add(s->out, s->answer->other);
}

static void show_text(const struct showing *s)
{
	string_add(s->out, s->answer->v);
}

static void show_number(const struct showing *s)
{
	show_digits(notation_of(s->questionnaire, s->language), s->item, s->answer->v, s->out);
}

static void show_quantity(const struct showing *s)
{
	show_number(s);
	if (s->answer->unit.length > 0) {
		string_add_byte(s->out, ' ');
		show_name(s, s->item->list, s->answer->unit);
	}
	if (s->answer->per.length > 0) {
		string_add_text(s->out, " per ");
		show_name(s, s->item->per_list, s->answer->per);
	}
}

static void show_a_date(const struct showing *s)
{
	show_date(notation_of(s->questionnaire, s->language), s->item, s->answer->v, s->out);
}

static void show_a_datetime(const struct showing *s)
{
	show_datetime(notation_of(s->questionnaire, s->language), s->item, s->answer->v, s->out);
}

static void show_choice(const struct showing *s)
{
	show_name(s, s->item->list, s->answer->v);
}

static void show_choices(const struct showing *s)
{
	struct span rest = s->answer->v, name;
	bool first = true;
	while (span_token(&rest, &name)) {
		string_add_text(s->out, first ? "" : ", ");
		show_name(s, s->item->list, name);
		first = false;
	}
}

static void show_lines(const struct showing *s)
{
	struct span rest = s->answer->v, line;
	bool first = true;
	while (span_next(&rest, '\n', &line)) {
		string_add_text(s->out, first ? "" : ", ");
		string_add(s->out, line);
		first = false;
	}
}

static void (*const shows[])(const struct showing *) = {
	[STORE_NOTHING] = show_text,
	[STORE_TEXT] = show_text,
	[STORE_INTEGER] = show_number,
	[STORE_NUMBER] = show_number,
	[STORE_DATE] = show_a_date,
	[STORE_TIME] = show_text,
	[STORE_DATETIME] = show_a_datetime,
	[STORE_CHOICE] = show_choice,
	[STORE_CHOICES] = show_choices,
	[STORE_RANK] = show_choices,
	[STORE_NUMBER_UNIT] = show_quantity,
	[STORE_LIST] = show_lines,
	[STORE_ACKNOWLEDGE] = show_text,
	[STORE_FILE] = show_text,
	[STORE_GEOPOINT] = show_text,
	[STORE_PASSAGE] = show_text,
	[STORE_DERIVED] = show_text,
};

void show_answer(const struct interview *interview, struct cell cell, const struct questionnaire *questionnaire,
	const struct item *item, const struct answer *answer, uint32_t language, struct string *out)
{
	struct showing s = {interview, cell, questionnaire, item, answer, language, out};
	if (answer->state == STATE_ANSWERED && (item->look & LOOK_MASKED))
		string_add_text(out, "••••"); /* not even its length */
	else if (answer->state == STATE_ANSWERED)
		shows[question_types[item->type].storage](&s);
	else if (answer->state != STATE_UNANSWERED && answer->state != STATE_NOT_ASKED)
		string_add_text(out, "…");
}

void answer_show(const struct questionnaire *questionnaire, const struct item *item, const struct answer *answer,
	uint32_t language, struct string *out)
{
	show_answer(NULL, CELL_NONE, questionnaire, item, answer, language, out);
}

void interview_show(const struct interview *interview, struct cell cell, uint32_t language, struct string *out)
{
	const struct item *item = &interview->questionnaire->items[cell.item];
	if (item->kind != ITEM_QUESTION)
		return;
	if (question_types[item->type].storage == STORE_DERIVED) {
		struct value value = cell_read(interview, cell);
		show_value(interview->questionnaire, item, &value, language, out);
	} else {
		show_answer(interview, cell, interview->questionnaire, item, interview_answer(interview, cell), language, out);
	}
}
