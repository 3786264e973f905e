/* fill from JSON lines: those of FORM.jsonl. */
#include <string.h>

#include "fill.h"
#include "tanya/formats.h"

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

/* An array: names are joined by spaces, lines of a list (objects with text) by line breaks. */
static struct span joined(struct fill_row *row, const struct json *array)
{
	struct string text = {0};
	struct json_iterator at = {0};
	struct json name, item, part;
	while (json_next(array, &at, &name, &item)) {
		bool object = item.kind == JSON_OBJECT;
		if (text.length)
			string_add_byte(&text, object ? '\n' : ' ');
		if (!object || json_member(&item, "text", &part))
			string_add(&text, text_of(row, object ? &part : &item));
	}
	struct span kept = span_copy(row->arena, string_span(&text));
	string_free(&text);
	return kept;
}

static void take_rows(struct fill_row *row, struct span path, const struct json *array)
{
	struct json_iterator at = {0};
	struct json name, item, id, label;
	while (json_next(array, &at, &name, &item)) {
		struct string whole = {0};
		if (item.kind != JSON_OBJECT || !json_member(&item, "id", &id))
			continue;
		string_format(&whole, "%.*s[%.*s]", SPAN_ARGUMENTS(path), SPAN_ARGUMENTS(text_of(row, &id)));
		struct fill_label kept = {span_copy(row->arena, string_span(&whole)), SPAN("")};
		if (json_member(&item, "label", &label))
			kept.label = text_of(row, &label);
		ARRAY_PUSH(row->labels, row->label_count, row->label_capacity, kept);
		string_free(&whole);
	}
}

static void take_value(struct fill *fill, struct fill_row *row, struct span path, const struct json *value)
{
	size_t slash = path.length;
	while (slash > 0 && path.data[slash - 1] != '/')
		slash--;
	uint32_t item = questionnaire_find(fill->questionnaire, span_sub(path, slash, SIZE_MAX));
	if (item != NONE && fill->questionnaire->items[item].kind == ITEM_REPEAT && value->kind == JSON_ARRAY) {
		take_rows(row, path, value);
		return;
	}
	if (item != NONE && !item_has_answer(&fill->questionnaire->items[item]))
		return;
	struct fill_cell *cell = fill_cell_of(row, fill->questionnaire, path);
	if (value->kind != JSON_OBJECT) {
		cell->v = value->kind == JSON_ARRAY ? joined(row, value) : text_of(row, value);
		return;
	}
	const struct {
		const char *name;
		struct span *into;
	} parts[] = {{"v", &cell->v}, {"unit", &cell->unit}, {"per", &cell->per}, {"other", &cell->other}, {"state", &cell->state}};
	struct json part;
	for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++)
		if (json_member(value, parts[i].name, &part))
			*parts[i].into = part.kind == JSON_ARRAY ? joined(row, &part) : text_of(row, &part);
	if (span_is(cell->state, "unanswered"))
		cell->state = SPAN("");
}

static void take_members(struct fill *fill, struct fill_row *row, const struct json *line)
{
	const struct {
		const char *name;
		struct span *into;
	} heads[] = {{"KEY", &row->key}, {"case", &row->case_key}, {"enumerator", &row->enumerator}, {"language", &row->language}};
	struct json value, name, item;
	struct json_iterator at = {0};
	for (unsigned i = 0; i < sizeof heads / sizeof *heads; i++)
		if (json_member(line, heads[i].name, &value))
			*heads[i].into = text_of(row, &value);
	if (json_member(line, "answers", &value) && value.kind == JSON_OBJECT)
		while (json_next(&value, &at, &name, &item))
			take_value(fill, row, text_of(row, &name), &item);
	at = (struct json_iterator){0};
	if (json_member(line, "remarks", &value) && value.kind == JSON_OBJECT)
		while (json_next(&value, &at, &name, &item))
			fill_cell_of(row, fill->questionnaire, text_of(row, &name))->remark = text_of(row, &item);
	at = (struct json_iterator){0};
	if (json_member(line, "overrides", &value) && value.kind == JSON_ARRAY)
		while (json_next(&value, &at, &name, &item)) {
			struct json path, text;
			if (item.kind == JSON_OBJECT && json_member(&item, "path", &path)) {
				struct span words = json_member(&item, "text", &text) ? text_of(row, &text) : SPAN("");
				if (!words.length && json_member(&item, "reason", &text))
					words = text_of(row, &text);
				fill_cell_of(row, fill->questionnaire, text_of(row, &path))->override = words;
			}
		}
}

bool fill_jsonl(struct fill *fill, struct span bytes)
{
	struct fill_row row = {.arena = arena_new(), .by_path = map_new()};
	struct span line, rest = bytes;
	uint32_t number = 0;
	while (span_next(&rest, '\n', &line)) {
		struct json value;
		size_t bad = 0;
		line = span_trim(line);
		if (!line.length)
			continue;
		fill_row_clear(&row);
		row.number = ++number;
		if (!json_parse(line, &value, &bad) || value.kind != JSON_OBJECT) {
			fill_fault(fill, number, "error", SPAN(""), "an object as in FORM.jsonl was expected (byte %zu)", bad + 1);
			continue;
		}
		take_members(fill, &row, &value);
		fill_row_in(fill, &row);
	}
	map_free(row.by_path);
	memory_free(row.cells);
	memory_free(row.labels);
	arena_free(row.arena);
	return true;
}
