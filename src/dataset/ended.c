/* Records of a finished interview from `answers` in the last line of its journal: what the line holds is what a replay
 * gives (4-files; `tanya verify` holds one against the other). */
#include <string.h>

#include "record.h"
#include "tanya/formats.h"

/* A text of the line, unescaped; most have no escapes and are borrowed. */
static struct span text_of(struct records *records, const struct json *value)
{
	if (!value->raw.length || !memchr(value->raw.data, '\\', value->raw.length))
		return value->raw;
	struct string plain = {0};
	json_text(&plain, value);
	struct span kept = span_copy(records->arena, string_span(&plain));
	string_free(&plain);
	return kept;
}

/* ---- values ---- */

/* Names, lines of a list or paragraphs of a passage, joined as in a CSV cell. */
static struct span join(struct records *records, const struct json *array)
{
	struct json_iterator iterator = {0};
	struct json none, value, text, mode;
	struct string joined = {0};
	for (bool first = true; json_next(array, &iterator, &none, &value); first = false) {
		bool is_object = json_member(&value, "text", &text);
		const char *between = !is_object ? " " : json_member(&value, "mode", &mode) ? "\n\n" : "\n";
		string_add_text(&joined, first ? "" : between);
		string_add(&joined, text_of(records, is_object ? &text : &value));
	}
	struct span kept = span_copy(records->arena, string_span(&joined));
	string_free(&joined);
	return kept;
}

static struct span value_of(struct records *records, const struct json *value)
{
	if (value->kind == JSON_ARRAY)
		return join(records, value);
	return value->kind == JSON_STRING ? text_of(records, value) : value->raw;
}

/* {"state": …}, or {"v": …, "unit" | "per" | "other": …}. */
static bool take_object(struct records *records, const struct json *object, struct answer *answer)
{
	struct json_iterator iterator = {0};
	struct json name, value;
	while (json_next(object, &iterator, &name, &value)) {
		if (span_is(name.raw, "state")) {
			if (!answer_state_of(value.raw, &answer->state))
				return false;
		} else if (span_is(name.raw, "v")) {
			answer->v = value_of(records, &value);
		} else if (span_is(name.raw, "unit")) {
			answer->unit = text_of(records, &value);
		} else if (span_is(name.raw, "per")) {
			answer->per = text_of(records, &value);
		} else if (span_is(name.raw, "other")) {
			answer->other = text_of(records, &value);
		}
	}
	return true;
}

static bool put_answer(struct records *records, size_t at, uint32_t item, const struct json *value)
{
	struct answer answer = {.state = STATE_ANSWERED};
	if (value->kind != JSON_OBJECT)
		answer.v = value_of(records, value);
	else if (!take_object(records, value, &answer))
		return false;
	if (item_type(&records->layout->questionnaire->items[item])->storage == STORE_DERIVED && !answer.v.length)
		answer.state = STATE_UNANSWERED;
	records_put(records, at, item, &answer);
	return true;
}

/* ---- rows ---- */

static bool put_rows(
	struct records *records, size_t parent, uint32_t repeat, struct span path, const struct json *rows)
{
	struct json_iterator iterator = {0};
	struct json none, row, id, label;
	struct string text = {0};
	bool fine = rows->kind == JSON_ARRAY;
	while (fine && json_next(rows, &iterator, &none, &row)) {
		fine = json_member(&row, "id", &id) && json_member(&row, "label", &label);
		if (!fine)
			break;
		string_clear(&text);
		string_add(&text, path);
		string_format(&text, "[%.*s]", SPAN_ARGUMENTS(text_of(records, &id)));
		records_add(records, parent, repeat, span_copy(records->arena, string_span(&text)), text_of(records, &label));
	}
	string_free(&text);
	return fine;
}

/* The row that a path lies in; members mostly follow their rows, so the search goes on where the last one ended. */
static bool find_row(const struct records *records, struct span path, size_t *at)
{
	for (size_t tries = 0; tries < records->count; tries++, *at = (*at + 1) % records->count)
		if (span_equal(records->items[*at].path, path))
			return true;
	return false;
}

/* ---- the line ---- */

static bool put_member(struct records *records, struct span path, const struct json *value, size_t *at)
{
	const struct questionnaire *questionnaire = records->layout->questionnaire;
	const char *slash = memrchr(path.data, '/', path.length);
	size_t above = slash ? (size_t)(slash - path.data) : 0;
	uint32_t item = questionnaire_find(questionnaire, span_sub(path, slash ? above + 1 : 0, SIZE_MAX));
	if (item == NONE || !find_row(records, span_sub(path, 0, above), at))
		return false;
	if (questionnaire->items[item].kind == ITEM_REPEAT)
		return put_rows(records, *at, item, path, value);
	if (records->layout->columns[item] == NONE || records->layout->tables[item] != records->items[*at].table)
		return false;
	return put_answer(records, *at, item, value);
}

/* Is it the end that was listed? Behind its summary stands `answers`. */
static bool find_answers(const struct entry *entry, struct span line, struct span *answers)
{
	static const char mark[] = ",\"answers\":";
	struct json_iterator iterator = {0};
	struct json name, value;
	bool is_end = false, is_then = false;
	while (json_peek(line, &iterator, &name, &value) && !span_is(name.raw, "summary")) {
		struct moment moment;
		if (span_is(name.raw, "do"))
			is_end = json_text_is(&value, entry->status == INTERVIEW_COMPLETE ? "complete" : "close");
		else if (span_is(name.raw, "at"))
			is_then = moment_parse(value.raw, 0, &moment) && moment.ms == entry->completed.ms;
	}
	*answers = span_sub(line, iterator.at, SIZE_MAX);
	bool is_there = span_starts(*answers, SPAN(mark));
	*answers = span_sub(*answers, sizeof mark - 1, SIZE_MAX);
	return is_end && is_then && is_there;
}

bool records_of_line(struct records *records, struct span line)
{
	struct json_iterator iterator = {0};
	struct json name, value;
	struct span answers;
	size_t at = 0;
	if (!find_answers(records->entry, line, &answers))
		return false;
	while (json_peek(answers, &iterator, &name, &value))
		if (!put_member(records, text_of(records, &name), &value, &at))
			return false;
	return span_starts(span_sub(answers, iterator.at, SIZE_MAX), iterator.at ? SPAN("},\"chain\":\"") : SPAN("{}"));
}
