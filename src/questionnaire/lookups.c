/* Look-up tables in CSV files. */
#include "loader.h"

uint32_t lookup_column(const struct lookup *lookup, struct span name)
{
	for (uint32_t i = 0; i < lookup->column_count; i++)
		if (span_equal(lookup->header[i], name))
			return i;
	return NONE;
}

struct rows { /* of a table that is being read */
	struct span *cells;
	uint32_t *lines;
	size_t cell_count, cell_capacity, line_count, line_capacity;
};

static bool read_header(
	struct loader *loader, const char *shown, const struct csv_reader *reader, struct lookup *lookup)
{
	bool fine = true;
	lookup->column_count = (uint32_t)reader->count;
	lookup->header = arena_alloc(loader->arena, reader->count * sizeof *lookup->header);
	for (uint32_t i = 0; i < lookup->column_count; i++) {
		struct span name = span_copy(loader->arena, span_trim(reader->cells[i]));
		lookup->header[i] = (struct span){0};
		if (name.length && lookup_column(lookup, name) != NONE)
			fine = diagnostics_error(loader->faults, "csv-columns", (struct place){shown, reader->line, 1},
				"the column %.*s stands twice in the header", SPAN_ARGUMENTS(name));
		lookup->header[i] = name;
	}
	return fine;
}

/* Cells that stand in the file as they are need no copy: the file's bytes live as long. */
static struct span keep_cell(struct loader *loader, struct span bytes, struct span cell)
{
	uintptr_t begin = (uintptr_t)bytes.data, at = (uintptr_t)cell.data;
	return at >= begin && at <= begin + bytes.length ? cell : span_copy(loader->arena, cell);
}

static bool read_row(struct loader *loader, const char *shown, struct span bytes, const struct csv_reader *reader,
	const struct lookup *lookup, struct rows *rows)
{
	ARRAY_PUSH(rows->lines, rows->line_count, rows->line_capacity, reader->line);
	for (uint32_t i = 0; i < lookup->column_count; i++)
		ARRAY_PUSH(rows->cells, rows->cell_count, rows->cell_capacity,
			i < reader->count ? keep_cell(loader, bytes, reader->cells[i]) : SPAN(""));
	if (reader->count <= lookup->column_count)
		return true;
	diagnostics_error(loader->faults, "csv-columns", (struct place){shown, reader->line, 1},
		"%zu cells where the header has %u", reader->count, lookup->column_count);
	diagnostic_cure(loader->faults, "put cells with commas in double quotes");
	return false;
}

static bool read_table(struct loader *loader, const char *shown, struct span bytes, struct lookup *lookup)
{
	struct csv_reader reader = {0};
	struct rows rows = {0};
	enum csv_result result;
	bool fine = true;
	csv_open(&reader, bytes);
	while ((result = csv_next(&reader, shown, loader->faults)) != CSV_END)
		if (result == CSV_BAD)
			fine = false;
		else if (!lookup->header)
			fine &= read_header(loader, shown, &reader, lookup);
		else
			fine &= read_row(loader, shown, bytes, &reader, lookup, &rows);
	csv_close(&reader);
	lookup->row_count = (uint32_t)rows.line_count;
	lookup->cells = arena_copy(loader->arena, rows.cells, rows.cell_count * sizeof *rows.cells);
	lookup->lines = arena_copy(loader->arena, rows.lines, rows.line_count * sizeof *rows.lines);
	memory_free(rows.cells);
	memory_free(rows.lines);
	if (!lookup->header && fine) {
		fine =
			diagnostics_error(loader->faults, "csv-columns", (struct place){shown, 1, 1}, "a header line was expected");
		diagnostic_cure(loader->faults, "begin with a line such as name,label");
	}
	return fine;
}

static uint32_t load_lookup(struct loader *loader, const char *path, const struct yaml_node *scalar)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	struct lookup lookup = {.file = span_of(path)};
	struct span bytes;
	const char *shown = shown_path(loader, path);
	if (!source_read(loader, path, scalar, &bytes) || !read_table(loader, shown, bytes, &lookup))
		return BAD_LOOKUP;
	size_t count = questionnaire->lookup_count;
	ARRAY_PUSH(questionnaire->lookups, count, loader->lookup_capacity, lookup);
	questionnaire->lookup_count = (uint32_t)count;
	return (uint32_t)count - 1;
}

uint32_t find_lookup(struct loader *loader, const char *from, const struct yaml_node *scalar, struct span named)
{
	const char *path = path_within(loader, from, scalar, named);
	if (!path)
		return NONE;
	uint32_t known = map_get(loader->by_lookup, span_of(path));
	if (known == MAP_NONE) {
		known = load_lookup(loader, path, scalar);
		map_put(loader->by_lookup, span_of(path), known);
	}
	return known == BAD_LOOKUP ? NONE : known;
}
