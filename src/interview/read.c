/* What is an answer of which type: holding one against its question, and reading one from a CSV cell. A row for each
 * storage. */
#include <stdlib.h>

#include "state.h"

static bool partial_allowed(const struct item *item)
{
	return item->parameters.partial || (item->look & (LOOK_MONTH_YEAR | LOOK_YEAR)) != 0;
}

/* ---- checks on the text of an answer ---- */

static bool any_text(const struct item *item, struct span v)
{
	(void)item;
	return v.length > 0 && text_valid(v, NULL);
}

static bool whole(const struct item *item, struct span v)
{
	int64_t number;
	(void)item;
	return number_parse_whole(v, &number);
}

static bool decimal(const struct item *item, struct span v)
{
	struct string canonical = {0};
	bool fits = number_canonical(&canonical, v);
	(void)item;
	string_free(&canonical);
	return fits;
}

static bool date(const struct item *item, struct span v)
{
	struct date parsed;
	return date_parse(v, partial_allowed(item), &parsed);
}

static bool time_of_day(const struct item *item, struct span v)
{
	int64_t ms;
	(void)item;
	return time_parse(v, &ms);
}

static bool datetime(const struct item *item, struct span v)
{
	struct moment moment;
	struct date parsed;
	return moment_parse(v, 0, &moment) || (item->parameters.partial && date_parse(v, true, &parsed));
}

static bool names(const struct item *item, struct span v)
{
	struct span token;
	(void)item;
	return span_token(&v, &token);
}

static bool acknowledged(const struct item *item, struct span v)
{
	(void)item;
	return span_is(v, "OK");
}

static bool geopoint(const struct item *item, struct span v)
{
	static const double most[] = {90, 180};
	struct span token;
	double number;
	unsigned count = 0;
	(void)item;
	for (; span_token(&v, &token); count++)
		if (count >= 4 || !number_parse(token, &number) ||
			(count < 2 && (number < -most[count] || number > most[count])))
			return false;
	return count >= 2;
}

/* ---- reading a cell ---- */

static bool read_as_is(struct arena *arena, const struct questionnaire *questionnaire, const struct item *item,
	struct span cell, struct answer *answer)
{
	(void)questionnaire;
	(void)item;
	answer->v = span_copy(arena, cell);
	return true;
}

static bool read_number(struct arena *arena, const struct questionnaire *questionnaire, const struct item *item,
	struct span cell, struct answer *answer)
{
	struct string canonical = {0};
	(void)questionnaire;
	(void)item;
	bool fits = number_canonical(&canonical, span_trim(cell));
	answer->v = span_copy(arena, string_span(&canonical));
	string_free(&canonical);
	return fits;
}

static bool read_whole(struct arena *arena, const struct questionnaire *questionnaire, const struct item *item,
	struct span cell, struct answer *answer)
{
	struct string digits = {0};
	int64_t number = 0;
	(void)questionnaire;
	(void)item;
	if (!number_parse_whole(span_trim(cell), &number))
		return false;
	string_format(&digits, "%lld", (long long)number);
	answer->v = span_copy(arena, string_span(&digits));
	string_free(&digits);
	return true;
}

static bool read_trimmed(struct arena *arena, const struct questionnaire *questionnaire, const struct item *item,
	struct span cell, struct answer *answer)
{
	return read_as_is(arena, questionnaire, item, span_trim(cell), answer);
}

static int by_place(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

/* Names in the list's order, those it has not behind them, each once. */
static bool read_names(struct arena *arena, const struct questionnaire *questionnaire, const struct item *item,
	struct span cell, struct answer *answer)
{
	struct span *tokens = NULL, token, rest = cell;
	uint64_t *places = NULL;
	size_t count = 0, capacity = 0, place_count = 0, place_capacity = 0;
	struct string text = {0};
	struct map *seen = map_new();
	while (span_token(&rest, &token)) {
		uint32_t choice = item->list != NONE ? map_get(questionnaire->lists[item->list].by_name, token) : MAP_NONE;
		if (map_put(seen, token, 1) == MAP_NONE) {
			/* MAP_NONE is the largest: what is unknown comes last. */
			ARRAY_PUSH(places, place_count, place_capacity, (uint64_t)choice << 32 | count);
			ARRAY_PUSH(tokens, count, capacity, token);
		}
	}
	if (place_count > 0)
		qsort(places, place_count, sizeof *places, by_place);
	for (size_t i = 0; i < place_count; i++) {
		string_add_text(&text, i > 0 ? " " : "");
		string_add(&text, tokens[(uint32_t)places[i]]);
	}
	answer->v = span_copy(arena, string_span(&text));
	map_free(seen);
	memory_free(tokens);
	memory_free(places);
	string_free(&text);
	return true;
}

static bool read_ranks(struct arena *arena, const struct questionnaire *questionnaire, const struct item *item,
	struct span cell, struct answer *answer)
{
	struct span token;
	struct string text = {0};
	(void)questionnaire;
	(void)item;
	while (span_token(&cell, &token)) {
		string_add_text(&text, text.length > 0 ? " " : "");
		string_add(&text, token);
	}
	answer->v = span_copy(arena, string_span(&text));
	string_free(&text);
	return true;
}

static bool read_lines(struct arena *arena, const struct questionnaire *questionnaire, const struct item *item,
	struct span cell, struct answer *answer)
{
	struct list_line *lines = NULL;
	size_t count = 0, capacity = 0;
	struct span line;
	(void)questionnaire;
	(void)item;
	struct span rest = span_copy(arena, cell);
	struct string joined = {0};
	while (span_next(&rest, '\n', &line)) {
		if (span_trim(line).length > 0) {
			string_add_text(&joined, count > 0 ? "\n" : "");
			string_add(&joined, line);
			struct list_line kept = {(uint32_t)count + 1, line};
			ARRAY_PUSH(lines, count, capacity, kept);
		}
	}
	answer->lines = count > 0 ? arena_copy(arena, lines, count * sizeof *lines) : NULL;
	answer->line_count = (uint32_t)count;
	answer->v = span_copy(arena, string_span(&joined));
	string_free(&joined);
	memory_free(lines);
	return count > 0;
}

/* ---- the table ---- */

struct reading {
	bool (*fits)(const struct item *, struct span);
	bool (*read)(struct arena *, const struct questionnaire *, const struct item *, struct span, struct answer *);
	const char *expected;
};
static const struct reading readings[] = {
	[STORE_NOTHING] = {NULL, NULL, "nothing: a note takes no answer"},
	[STORE_TEXT] = {any_text, read_as_is, "a text"},
	[STORE_INTEGER] = {whole, read_whole, "a whole number below 2^53"},
	[STORE_NUMBER] = {decimal, read_number, "a number with at most 15 digits"},
	[STORE_DATE] = {date, read_trimmed, "a date as YYYY-MM-DD"},
	[STORE_TIME] = {time_of_day, read_trimmed, "a time as HH:MM"},
	[STORE_DATETIME] = {datetime, read_trimmed, "a date and time as YYYY-MM-DDTHH:MM+HH:MM"},
	[STORE_CHOICE] = {any_text, read_trimmed, "the name of a choice"},
	[STORE_CHOICES] = {names, read_names, "names of choices with one space between"},
	[STORE_RANK] = {names, read_ranks, "names of choices, best first, with one space between"},
	[STORE_NUMBER_UNIT] = {decimal, read_number, "a number with at most 15 digits"},
	[STORE_LIST] = {any_text, read_lines, "short texts, one a line"},
	[STORE_ACKNOWLEDGE] = {acknowledged, read_trimmed, "OK"},
	[STORE_FILE] = {any_text, read_as_is, "the name of a file"},
	[STORE_GEOPOINT] = {geopoint, read_trimmed,
		"latitude and longitude in degrees, then altitude and accuracy if known"},
	[STORE_PASSAGE] = {any_text, read_as_is, "a text"},
	[STORE_DERIVED] = {NULL, NULL, "nothing: it is calculated"},
};

static const char *expected_of(const struct item *item)
{
	enum storage storage = question_types[item->type].storage;
	bool may_be_partial = storage == STORE_DATE && partial_allowed(item);
	return may_be_partial ? "a date as YYYY-MM-DD, YYYY-MM or YYYY" : readings[storage].expected;
}

bool answer_fits(const struct questionnaire *questionnaire, const struct item *item, const struct answer *answer,
	const char **expected)
{
	const struct reading *reading = &readings[question_types[item->type].storage];
	(void)questionnaire;
	*expected = expected_of(item);
	if (reading->fits == NULL)
		return false;
	if (answer->v.length > LIMIT_ANSWER_BYTES) {
		*expected = "at most 16 MiB";
		return false;
	}
	return answer->state != STATE_ANSWERED || reading->fits(item, answer->v);
}

bool answer_read(struct arena *arena, const struct questionnaire *questionnaire, const struct item *item,
	struct span cell, struct answer *answer, const char **expected)
{
	const struct reading *reading = item->kind == ITEM_QUESTION ? &readings[question_types[item->type].storage] : NULL;
	const char *unused;
	*answer = no_answer;
	expected = expected != NULL ? expected : &unused;
	*expected = reading != NULL ? expected_of(item) : "nothing: it is no question";
	if (cell.length == 0)
		return true;
	answer->state = STATE_ANSWERED;
	return reading != NULL && reading->read != NULL && reading->read(arena, questionnaire, item, cell, answer) &&
		   answer_fits(questionnaire, item, answer, expected);
}
