/* fill from JSON lines: those of FORM.jsonl. A member that they do not have, or one of another kind, refuses the line. */
#include <string.h>

#include "fill.h"
#include "tanya/formats.h"

struct line {
	struct fill *fill;
	struct fill_row *row;
	bool bad;
};

static __attribute__((format(printf, 3, 4))) void refuse(struct line *line, struct span path, const char *format, ...)
{
	struct string text = {0};
	va_list list;
	va_start(list, format);
	string_format_list(&text, format, list);
	va_end(list);
	fill_fault(line->fill, line->row->number, "error", path, "%s", string_text(&text));
	line->bad = true;
	string_free(&text);
}

static struct span text_of(struct fill_row *row, const struct json *value)
{
	struct string text = {0};
	if (value->kind == JSON_STRING)
		json_text(&text, value);
	else if (value->kind == JSON_NUMBER)
		string_add(&text, value->raw);
	struct span kept = span_copy(row->arena, string_span(&text));
	string_free(&text);
	return kept;
}

/* ---- members ----------------------------------------------------------------------------------------------------------------- */

#define IS(kind) (1u << JSON_##kind)
#define ANY UINT32_MAX

/* A member that an object may have. One that is null is as one that is absent. */
struct member {
	const char *name;
	uint32_t kinds;
	struct json *into; /* NULL: passed over */
};

static const struct {
	uint32_t kinds;
	const char *words;
} kinds_words[] = {
	{IS(STRING), "a text"},
	{IS(OBJECT), "an object"},
	{IS(ARRAY), "an array"},
	{IS(NUMBER), "a number"},
	{IS(STRING) | IS(NUMBER), "a text or a number"},
	{IS(STRING) | IS(NUMBER) | IS(ARRAY), "a text, a number or an array"},
	{IS(STRING) | IS(NUMBER) | IS(ARRAY) | IS(OBJECT), "a text, a number, an array or an object"},
};

/* `within`, when not empty, is the member's name in front of what is said. */
static bool is_of_kind(struct line *line, struct span path, struct span within, const struct json *value, uint32_t kinds)
{
	if (value->kind == JSON_NULL || kinds >> value->kind & 1)
		return true;
	for (size_t i = 0; i < sizeof kinds_words / sizeof *kinds_words; i++)
		if (kinds_words[i].kinds == kinds)
			refuse(line, path, "%.*s%s%s was expected", SPAN_ARGUMENTS(within), within.length ? ": " : "", kinds_words[i].words);
	return false;
}

static void refuse_member(struct line *line, struct span path, struct span name, const struct member *members, size_t count)
{
	struct string known = {0};
	for (size_t i = 0; i < count; i++)
		string_format(&known, "%s%s", i ? ", " : "", members[i].name);
	refuse(line, path, "%.*s: no such member; one of %s was expected", SPAN_ARGUMENTS(name), string_text(&known));
	string_free(&known);
}

static void take_members(struct line *line, struct span path, const struct json *object, const struct member *members, size_t count)
{
	struct json_iterator at = {0};
	struct json name, value;
	for (size_t i = 0; i < count; i++)
		if (members[i].into)
			*members[i].into = (struct json){.kind = JSON_NULL};
	while (json_next(object, &at, &name, &value)) {
		struct span word = text_of(line->row, &name);
		size_t i = 0;
		while (i < count && !span_is(word, members[i].name))
			i++;
		if (i == count)
			refuse_member(line, path, word, members, count);
		else if (is_of_kind(line, path, word, &value, members[i].kinds) && members[i].into)
			*members[i].into = value;
	}
}
#define TAKE(line, path, object, members) take_members(line, path, object, members, sizeof(members) / sizeof *(members))

/* ---- answers ----------------------------------------------------------------------------------------------------------------- */

/* Names with blanks, lines of a list with line breaks between, as in a CSV cell. */
static struct span joined(struct line *line, struct span path, const struct json *array, enum storage storage)
{
	struct string text = {0};
	struct json_iterator at = {0};
	struct json name, item, words;
	const struct member members[] = {{"id", IS(STRING) | IS(NUMBER), NULL}, {"text", IS(STRING), &words}};
	bool lines = storage == STORE_LIST, fine = lines || storage == STORE_CHOICES || storage == STORE_RANK;
	if (!fine)
		refuse(line, path, "one value was expected, not an array");
	while (fine && json_next(array, &at, &name, &item)) {
		if (lines && item.kind == JSON_OBJECT)
			TAKE(line, path, &item, members);
		else
			words = item;
		struct span part = text_of(line->row, &words);
		fine = words.kind == JSON_STRING && part.length && !memchr(part.data, lines ? '\n' : ' ', part.length);
		if (text.length)
			string_add_byte(&text, lines ? '\n' : ' ');
		string_add(&text, part);
		if (!fine)
			refuse(line, path, lines ? "an array of lines, each {id, text}, was expected" : "an array of names was expected");
	}
	struct span kept = span_copy(line->row->arena, string_span(&text));
	string_free(&text);
	return kept;
}

static void take_object(struct line *line, struct fill_cell *cell, const struct json *object, enum storage storage)
{
	struct json v, unit, per, other, state, sha256;
	const struct member members[] = {{"v", IS(STRING) | IS(NUMBER) | IS(ARRAY), &v}, {"unit", IS(STRING), &unit}, {"per", IS(STRING), &per},
	                                 {"other", IS(STRING), &other}, {"state", IS(STRING), &state}, {"sha256", IS(STRING), &sha256}};
	bool was_bad = line->bad;
	line->bad = false;
	TAKE(line, cell->path, object, members);
	if (!line->bad && v.kind == JSON_NULL && state.kind == JSON_NULL)
		refuse(line, cell->path, "v or state was expected");
	line->bad |= was_bad;
	cell->v = v.kind == JSON_ARRAY ? joined(line, cell->path, &v, storage) : text_of(line->row, &v);
	cell->unit = text_of(line->row, &unit);
	cell->per = text_of(line->row, &per);
	cell->other = text_of(line->row, &other);
	cell->state = text_of(line->row, &state);
	cell->sha256 = text_of(line->row, &sha256);
}

/* The rows of a repeat: {id, label} each. */
static void take_rows(struct line *line, struct span path, uint32_t repeat, const struct json *array)
{
	struct json_iterator at = {0};
	struct json name, row, id, label;
	const struct member members[] = {{"id", IS(STRING) | IS(NUMBER), &id}, {"label", IS(STRING), &label}};
	while (json_next(array, &at, &name, &row)) {
		struct string whole = {0};
		if (row.kind == JSON_OBJECT)
			TAKE(line, path, &row, members);
		if (row.kind != JSON_OBJECT || id.kind == JSON_NULL) {
			refuse(line, path, "an array of rows, each {id, label}, was expected");
			return;
		}
		string_format(&whole, "%.*s[%.*s]", SPAN_ARGUMENTS(path), SPAN_ARGUMENTS(text_of(line->row, &id)));
		struct fill_cell *cell = fill_cell_of(line->row, line->fill->questionnaire, string_span(&whole));
		cell->item = repeat;
		cell->is_row = true;
		cell->v = text_of(line->row, &label);
		string_free(&whole);
	}
}

static void take_answer(struct line *line, struct span path, const struct json *value)
{
	uint32_t index = fill_item_of(line->fill->questionnaire, path);
	const struct item *item = index == NONE ? NULL : &line->fill->questionnaire->items[index];
	bool is_repeat = item && item->kind == ITEM_REPEAT;
	if (item && !is_repeat && !item_has_answer(item))
		return; /* what is calculated comes by itself */
	if (!is_of_kind(line, path, SPAN(""), value, is_repeat ? IS(ARRAY) : IS(STRING) | IS(NUMBER) | IS(ARRAY) | IS(OBJECT)))
		return;
	if (is_repeat) {
		take_rows(line, path, index, value);
		return;
	}
	struct fill_cell *cell = fill_cell_of(line->row, line->fill->questionnaire, path);
	enum storage storage = item ? item_type(item)->storage : STORE_TEXT;
	if (value->kind == JSON_OBJECT)
		take_object(line, cell, value, storage);
	else
		cell->v = value->kind == JSON_ARRAY && item ? joined(line, path, value, storage) : text_of(line->row, value);
}

/* ---- a line ------------------------------------------------------------------------------------------------------------------- */

static void take_override(struct line *line, const struct json *object)
{
	static const char *const reasons[] = {"confirmed", "estimate", "other"};
	struct json path, check, reason, text;
	const struct member members[] = {{"path", IS(STRING), &path}, {"check", IS(NUMBER), &check}, {"reason", IS(STRING), &reason}, {"text", IS(STRING), &text}};
	struct fill_override override = {.reason = SPAN("other")};
	TAKE(line, SPAN("overrides"), object, members);
	if (line->bad)
		return;
	override.path = text_of(line->row, &path);
	override.text = text_of(line->row, &text);
	bool known = reason.kind == JSON_NULL;
	for (size_t i = 0; !known && i < sizeof reasons / sizeof *reasons; i++)
		known = json_text_is(&reason, reasons[i]);
	if (reason.kind == JSON_STRING)
		override.reason = text_of(line->row, &reason);
	if (path.kind == JSON_NULL)
		refuse(line, SPAN("overrides"), "path was expected");
	else if (!known)
		refuse(line, override.path, "%.*s: no such reason; confirmed, estimate or other was expected", SPAN_ARGUMENTS(override.reason));
	else if (check.kind == JSON_NUMBER && (!json_whole(&check, &override.check) || override.check < 1))
		refuse(line, override.path, "%.*s: no such check; they count from 1", SPAN_ARGUMENTS(check.raw));
	else
		ARRAY_PUSH(line->row->overrides, line->row->override_count, line->row->override_capacity, override);
}

static void take_line(struct line *line, const struct json *object)
{
	struct json key, case_key, enumerator, language, answers, remarks, overrides, name, value;
	const struct member members[] = {
		{"KEY", IS(STRING), &key}, {"version", ANY, NULL}, {"language", IS(STRING), &language}, {"enumerator", IS(STRING), &enumerator},
		{"device", ANY, NULL}, {"case", IS(STRING), &case_key}, {"status", ANY, NULL}, {"outcome", ANY, NULL}, {"started", ANY, NULL},
		{"completed", ANY, NULL}, {"minutes", ANY, NULL}, {"answers", IS(OBJECT), &answers}, {"remarks", IS(OBJECT), &remarks},
		{"overrides", IS(ARRAY), &overrides},
	};
	struct fill_row *row = line->row;
	TAKE(line, SPAN(""), object, members);
	row->key = text_of(row, &key);
	row->case_key = text_of(row, &case_key);
	row->enumerator = text_of(row, &enumerator);
	row->language = text_of(row, &language);
	struct json_iterator at = {0};
	while (answers.kind == JSON_OBJECT && json_next(&answers, &at, &name, &value))
		take_answer(line, text_of(row, &name), &value);
	at = (struct json_iterator){0};
	while (remarks.kind == JSON_OBJECT && json_next(&remarks, &at, &name, &value))
		if (is_of_kind(line, text_of(row, &name), SPAN("remark"), &value, IS(STRING)))
			fill_cell_of(row, line->fill->questionnaire, text_of(row, &name))->remark = text_of(row, &value);
	at = (struct json_iterator){0};
	while (overrides.kind == JSON_ARRAY && json_next(&overrides, &at, &name, &value))
		if (value.kind == JSON_OBJECT)
			take_override(line, &value);
		else
			refuse(line, SPAN("overrides"), "an object was expected");
}

bool fill_jsonl(struct fill *fill, struct span bytes)
{
	struct fill_row row;
	struct span text, rest = bytes;
	uint32_t number = 0;
	fill_row_open(&row);
	while (span_next(&rest, '\n', &text)) {
		struct line line = {.fill = fill, .row = &row};
		struct json value;
		size_t bad = 0;
		text = span_trim(text);
		if (!text.length)
			continue;
		fill_row_clear(&row);
		row.number = ++number;
		if (!json_parse(text, &value, &bad) || value.kind != JSON_OBJECT) {
			fill_fault(fill, number, "error", SPAN(""), "an object as in FORM.jsonl was expected (byte %zu)", bad + 1);
			continue;
		}
		take_line(&line, &value);
		if (!line.bad)
			fill_row_in(fill, &row);
	}
	fill_row_free(&row);
	return true;
}
