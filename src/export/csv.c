/* CSV: a file a table, its states beside it, remarks and audit. */
#include "tanya/formats.h"
#include "writer.h"

struct csv {
	struct dataset *dataset;
	struct output *output;
	size_t *data, *states; /* file index of each table */
	size_t remarks, audit;
	struct diagnostics *faults;
};

static void put_header(struct string *out, const struct table *table, uint32_t index)
{
	uint32_t count;
	const char *const *head = dataset_head(index, &count);
	for (uint32_t i = 0; i < count; i++)
		csv_put(out, span_of(head[i]), i == 0);
	for (uint32_t i = 0; i < table->column_count; i++)
		csv_put(out, table->columns[i].name, false);
	string_add_byte(out, '\n');
}

static void add_table_files(struct csv *csv, uint32_t index)
{
	const struct table *table = &csv->dataset->tables[index];
	struct string suffix = {0};
	if (index)
		string_format(&suffix, "-%.*s", SPAN_ARGUMENTS(table->repeat));
	size_t stem = suffix.length;
	string_add_text(&suffix, ".csv");
	csv->data[index] = output_add(csv->output, string_text(&suffix));
	string_splice(&suffix, stem, 4, SPAN(".states.csv"));
	csv->states[index] = output_add(csv->output, string_text(&suffix));
	put_header(output_bytes(csv->output, csv->data[index]), table, index);
	put_header(output_bytes(csv->output, csv->states[index]), table, index);
	string_free(&suffix);
}

static bool put_record(void *self, uint32_t index, const struct record *record)
{
	struct csv *csv = self;
	const struct table *table = &csv->dataset->tables[index];
	struct string *data = output_bytes(csv->output, csv->data[index]), *states = output_bytes(csv->output, csv->states[index]);
	uint32_t count;
	dataset_head(index, &count);
	for (uint32_t i = 0; i < count; i++) {
		csv_put(data, record->head[i], i == 0);
		csv_put(states, record->head[i], i == 0);
	}
	for (uint32_t i = 0; i < table->column_count; i++) {
		csv_put(data, record->cells[i], false);
		csv_put(states, (struct span){&record->states[i], 1}, false);
	}
	string_add_byte(data, '\n');
	string_add_byte(states, '\n');
	return output_flush(csv->output, csv->faults);
}

static bool put_notes(void *self, const struct entry *entry, struct sitting *sitting)
{
	struct csv *csv = self;
	return media_put(csv->output, entry, sitting, csv->faults) && remarks_put(output_bytes(csv->output, csv->remarks), entry, sitting, csv->faults) &&
	       audit_put(output_bytes(csv->output, csv->audit), entry, sitting, csv->faults);
}

bool export_csv(struct store *store, struct dataset *dataset, const struct export_options *options, struct output *output, struct diagnostics *faults)
{
	struct csv csv = {.dataset = dataset, .output = output, .faults = faults};
	csv.data = arena_alloc(output->arena, dataset->table_count * sizeof *csv.data);
	csv.states = arena_alloc(output->arena, dataset->table_count * sizeof *csv.states);
	for (uint32_t i = 0; i < dataset->table_count; i++)
		add_table_files(&csv, i);
	if (!options->only_data) {
		csv.remarks = output_add(output, ".remarks.csv");
		csv.audit = output_add(output, ".audit.csv");
		string_add_text(output_bytes(output, csv.remarks), remarks_header);
		string_add_text(output_bytes(output, csv.audit), audit_header);
	}
	const struct dataset_visitor visitor = {&csv, put_record, options->only_data ? NULL : put_notes};
	return dataset_visit(store, dataset, &visitor, faults);
}
