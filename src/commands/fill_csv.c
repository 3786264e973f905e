/* fill from CSV: what each header means, then the rows. */
#include <string.h>

#include "fill.h"
#include "tanya/formats.h"

enum header_kind { HEADER_UNKNOWN, HEADER_PASSED_OVER, HEADER_KEY, HEADER_CASE, HEADER_ENUMERATOR, HEADER_LANGUAGE, HEADER_VALUE, HEADER_OTHER, HEADER_UNIT,
	HEADER_PER, HEADER_STATE, HEADER_REMARK, HEADER_OVERRIDE };

struct header {
	enum header_kind kind;
	struct span path; /* of the question */
};

static const struct {
	const char *name;
	enum header_kind kind;
} fixed[] = {
	{"KEY", HEADER_KEY}, {"case", HEADER_CASE}, {"enumerator", HEADER_ENUMERATOR}, {"language", HEADER_LANGUAGE}, {"version", HEADER_PASSED_OVER},
	{"device", HEADER_PASSED_OVER}, {"status", HEADER_PASSED_OVER}, {"outcome", HEADER_PASSED_OVER}, {"started", HEADER_PASSED_OVER},
	{"completed", HEADER_PASSED_OVER}, {"minutes", HEADER_PASSED_OVER}, {"PARENT_KEY", HEADER_PASSED_OVER}, {"row_label", HEADER_PASSED_OVER},
};

static bool has_rows_of(const struct questionnaire *questionnaire, const struct item *item, struct span path)
{
	unsigned brackets = 0;
	(void)questionnaire;
	for (size_t i = 0; i < path.length; i++)
		brackets += path.data[i] == ']';
	return brackets == item->depth;
}

static bool takes_cells(const struct questionnaire *questionnaire, struct span path, uint32_t *item)
{
	*item = fill_item_of(questionnaire, path);
	return *item != NONE && questionnaire->items[*item].kind == ITEM_QUESTION && has_rows_of(questionnaire, &questionnaire->items[*item], path);
}

static struct header question_header(const struct questionnaire *questionnaire, struct span name)
{
	static const struct {
		const char *suffix;
		enum header_kind kind;
	} suffixes[] = {{"_other", HEADER_OTHER}, {"_unit", HEADER_UNIT}, {"_per", HEADER_PER}, {"_base", HEADER_PASSED_OVER}};
	uint32_t item;
	if (takes_cells(questionnaire, name, &item))
		return (struct header){item_has_answer(&questionnaire->items[item]) ? HEADER_VALUE : HEADER_PASSED_OVER, name};
	for (unsigned i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
		struct span suffix = span_of(suffixes[i].suffix), stem = span_sub(name, 0, name.length - suffix.length);
		if (span_ends(name, suffix) && takes_cells(questionnaire, stem, &item))
			return (struct header){suffixes[i].kind, stem};
	}
	for (size_t at = name.length; at > 0; at--) { /* NAME/choice */
		struct span stem = span_sub(name, 0, at - 1);
		if (name.data[at - 1] == '/' && takes_cells(questionnaire, stem, &item))
			return (struct header){HEADER_PASSED_OVER, stem};
	}
	return (struct header){HEADER_UNKNOWN, name};
}

static struct header read_header(const struct questionnaire *questionnaire, struct span name)
{
	static const struct {
		const char *prefix;
		enum header_kind kind;
	} wrapped[] = {{"state(", HEADER_STATE}, {"remark(", HEADER_REMARK}, {"override(", HEADER_OVERRIDE}};
	for (unsigned i = 0; i < sizeof fixed / sizeof *fixed; i++)
		if (span_is(name, fixed[i].name))
			return (struct header){fixed[i].kind, name};
	for (unsigned i = 0; i < sizeof wrapped / sizeof *wrapped; i++) {
		struct span prefix = span_of(wrapped[i].prefix);
		if (!span_starts(name, prefix) || !span_ends(name, SPAN(")")))
			continue;
		struct span path = span_sub(name, prefix.length, name.length - prefix.length - 1);
		uint32_t item;
		return (struct header){takes_cells(questionnaire, path, &item) ? wrapped[i].kind : HEADER_UNKNOWN, path};
	}
	return question_header(questionnaire, name);
}

static bool read_headers(struct fill *fill, const struct csv_reader *reader, struct header *headers)
{
	bool fine = true;
	for (size_t i = 0; i < reader->count; i++) {
		headers[i] = read_header(fill->questionnaire, reader->cells[i]);
		headers[i].path = span_copy(fill->faults.arena, headers[i].path);
		if (headers[i].kind == HEADER_UNKNOWN) {
			fill_fault(fill, 1, "error", reader->cells[i], "no such column: a question's name or path, NAME_other, NAME_unit, NAME_per, state(), remark() or override() "
			                                                "was expected; nothing went in");
			fine = false;
		}
	}
	return fine;
}

static void take_cell(struct fill *fill, struct fill_row *row, const struct header *header, struct span text)
{
	struct span *heads[] = {[HEADER_KEY] = &row->key, [HEADER_CASE] = &row->case_key, [HEADER_ENUMERATOR] = &row->enumerator, [HEADER_LANGUAGE] = &row->language};
	text = span_copy(row->arena, text);
	if (header->kind >= HEADER_KEY && header->kind <= HEADER_LANGUAGE) {
		*heads[header->kind] = text;
		return;
	}
	if (header->kind < HEADER_VALUE || !text.length)
		return;
	if (header->kind == HEADER_OVERRIDE) {
		ARRAY_PUSH(row->overrides, row->override_count, row->override_capacity, ((struct fill_override){header->path, SPAN("other"), text, 0}));
		return;
	}
	struct fill_cell *cell = fill_cell_of(row, fill->questionnaire, header->path);
	struct span *parts[] = {[HEADER_VALUE] = &cell->v, [HEADER_OTHER] = &cell->other, [HEADER_UNIT] = &cell->unit, [HEADER_PER] = &cell->per,
	                        [HEADER_STATE] = &cell->state, [HEADER_REMARK] = &cell->remark};
	*parts[header->kind] = text;
}

static void take_record(struct fill *fill, struct fill_row *row, const struct csv_reader *reader, const struct header *headers, size_t count)
{
	fill_row_clear(row);
	row->number = reader->record;
	if (reader->count != count) {
		fill_fault(fill, row->number, "error", SPAN(""), "%zu cells where the header has %zu", reader->count, count);
		return;
	}
	for (size_t i = 0; i < count; i++)
		take_cell(fill, row, &headers[i], reader->cells[i]);
	fill_row_in(fill, row);
}

bool fill_csv(struct fill *fill, struct span bytes)
{
	struct csv_reader reader = {0};
	struct fill_row row;
	struct diagnostics bad = {0};
	struct header *headers = NULL;
	fill_row_open(&row);
	csv_open(&reader, bytes);
	enum csv_result result = csv_next(&reader, fill->file, &bad);
	size_t count = reader.count;
	bool fine = result == CSV_RECORD;
	if (fine) {
		headers = memory_alloc((count + 1) * sizeof *headers);
		fine = read_headers(fill, &reader, headers);
	} else {
		fill_fault(fill, 1, "error", SPAN(""), "a line of headers was expected; nothing went in");
	}
	while (fine && (result = csv_next(&reader, fill->file, &bad)) != CSV_END) {
		if (result == CSV_BAD)
			fill_fault(fill, reader.record, "error", SPAN(""), "%s", bad.count ? bad.items[bad.count - 1].message : "the quotes are wrong");
		else
			take_record(fill, &row, &reader, headers, count);
	}
	memory_free(headers);
	csv_close(&reader);
	diagnostics_free(&bad);
	fill_row_free(&row);
	return fine;
}
