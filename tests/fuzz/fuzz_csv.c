/* Any bytes are read to their end; records read, written and read again are the same cells. */
#include <stdlib.h>

#include "tanya/formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
	if (!holds)
		abort();
}

static void write_record(struct string *out, const struct csv_reader *reader)
{
	size_t from = out->length;
	for (size_t i = 0; i < reader->count; i++)
		csv_put(out, reader->cells[i], i == 0);
	csv_end(out, from);
}

/* Reads all of it, writes it again; the number of bad records. */
static size_t copy(struct string *out, struct span bytes, struct diagnostics *faults)
{
	struct csv_reader reader;
	size_t bad = 0;
	uint32_t line = 0;
	csv_open(&reader, bytes);
	for (enum csv_result result; (result = csv_next(&reader, "f", faults)) != CSV_END;) {
		demand(reader.line > line && reader.next_line >= reader.line);
		demand((result == CSV_BAD) == (reader.count == 0));
		line = reader.line;
		bad += result == CSV_BAD;
		if (result == CSV_RECORD)
			write_record(out, &reader);
	}
	csv_close(&reader);
	return bad;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = {(const char *)data, size};
	struct diagnostics faults = {0};
	struct string first = {0}, second = {0};
	size_t bad = copy(&first, bytes, &faults);
	demand(faults.errors == bad);
	for (size_t i = 0; i < faults.count; i++)
		demand(faults.items[i].place.line > 0 && faults.items[i].place.column > 0 && faults.items[i].cure[0]);
	size_t before = faults.errors;
	/* With a NUL among the first two bytes it would be taken for UTF-16. */
	if (first.length > 1 && first.data[0] && first.data[1])
		demand(copy(&second, string_span(&first), &faults) == 0 && faults.errors == before);
	else
		string_add(&second, string_span(&first));
	demand(span_equal(string_span(&first), string_span(&second)));
	diagnostics_free(&faults);
	string_free(&first);
	string_free(&second);
	return 0;
}
