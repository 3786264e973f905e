/* Look-up tables in CSV files. */
#include "loader.h"

uint32_t lookup_column(const struct lookup *lookup, const char *name)
{
	for (uint32_t i = 0; i < lookup->column_count; i++)
		if (span_is(lookup->header[i], name))
			return i;
	return NONE;
}

static bool read_table(struct loader *loader, const char *shown, struct span bytes, struct lookup *lookup)
{
	struct csv_reader reader;
	struct span *cells = NULL;
	size_t count = 0, capacity = 0;
	enum csv_result result;
	bool fine = true;
	csv_open(&reader, bytes);
	while ((result = csv_next(&reader, shown, loader->faults)) != CSV_END) {
		if (result == CSV_BAD) {
			fine = false;
			continue;
		}
		if (!lookup->header) {
			lookup->column_count = (uint32_t)reader.count;
			lookup->header = arena_alloc(loader->arena, reader.count * sizeof *lookup->header);
			for (size_t i = 0; i < reader.count; i++)
				lookup->header[i] = span_copy(loader->arena, span_trim(reader.cells[i]));
			continue;
		}
		if (reader.count > lookup->column_count)
			fine = diagnostics_error(loader->faults, "csv-columns", (struct place){shown, reader.line, 1}, "%zu cells where the header has %u", reader.count, lookup->column_count);
		for (uint32_t i = 0; i < lookup->column_count; i++)
			ARRAY_PUSH(cells, count, capacity, i < reader.count ? span_copy(loader->arena, reader.cells[i]) : SPAN(""));
		lookup->row_count++;
	}
	lookup->cells = arena_copy(loader->arena, cells, count * sizeof *cells);
	memory_free(cells);
	csv_close(&reader);
	if (!lookup->header)
		fine = diagnostics_error(loader->faults, "csv-columns", (struct place){shown, 1, 1}, "a header line was expected");
	return fine;
}

uint32_t find_lookup(struct loader *loader, const char *from, const struct yaml_node *named, struct span name)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	struct yaml_node place = {.kind = YAML_SCALAR, .place = named->place, .text = name};
	const char *path = path_within(loader, from, &place);
	struct span bytes;
	size_t bad;
	if (!path)
		return NONE;
	uint32_t known = map_get(loader->by_lookup, span_of(path));
	if (known != MAP_NONE)
		return known;
	struct lookup lookup = {.file = span_of(path)};
	struct string shown = {0};
	string_format(&shown, "%s%s", loader->folder, path);
	const char *kept = span_copy(loader->arena, string_span(&shown)).data;
	string_free(&shown);
	if (!source_read(loader, path, named, &bytes))
		return NONE;
	if (!text_valid(bytes, &bad)) {
		struct place at = {.file = kept};
		text_place(bytes, bad, &at.line, &at.column);
		diagnostics_error(loader->faults, "encoding", at, "this is not UTF-8");
		diagnostic_cure(loader->faults, "save the file as UTF-8");
		return NONE;
	}
	if (!read_table(loader, kept, bytes, &lookup))
		return NONE;
	uint32_t index = questionnaire->lookup_count;
	size_t count = index;
	ARRAY_PUSH(questionnaire->lookups, count, loader->lookup_capacity, lookup);
	questionnaire->lookup_count = (uint32_t)count;
	map_put(loader->by_lookup, lookup.file, index);
	return index;
}
