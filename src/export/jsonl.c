/* JSON lines: an interview a line (4-files). */
#include "tanya/formats.h"
#include "writer.h"

struct jsonl {
	struct output *output;
	size_t file;
	bool only_data;
	struct diagnostics *faults;
};

static void put_head(struct json_writer *writer, const struct record *record)
{
	uint32_t count;
	const char *const *head = dataset_head(0, &count);
	for (uint32_t i = 0; i < count; i++) {
		json_name(writer, head[i]);
		if (i + 1 == count)
			json_put_raw(writer, record->head[i]);
		else if (record->head[i].length)
			json_put_text(writer, record->head[i]);
		else
			json_put_null(writer);
	}
}

static void put_remarks(struct json_writer *writer, const struct interview *interview)
{
	struct string path = {0};
	json_name(writer, "remarks");
	json_open(writer, '{');
	for (struct cell at = CELL_NONE; interview_step_all(interview, &at);) {
		struct span remark = interview_remark(interview, at);
		if (!remark.length)
			continue;
		string_clear(&path);
		interview_path(interview, at, &path);
		json_name_span(writer, string_span(&path));
		json_put_text(writer, remark);
	}
	json_close(writer, '}');
	string_free(&path);
}

static void put_overrides(struct json_writer *writer, const struct interview *interview)
{
	struct string path = {0};
	json_name(writer, "overrides");
	json_open(writer, '[');
	for (struct cell at = CELL_NONE; interview_step_all(interview, &at);) {
		const struct item *item = &interview_questionnaire(interview)->items[at.item];
		for (uint32_t check = 1; check <= item->check_count; check++) {
			const struct override *override = interview_override(interview, at, check);
			if (!override)
				continue;
			string_clear(&path);
			interview_path(interview, at, &path);
			json_open(writer, '{');
			json_name(writer, "path");
			json_put_text(writer, string_span(&path));
			json_name(writer, "check");
			json_put_whole(writer, check);
			json_name(writer, "reason");
			json_put_text(writer, override->reason);
			json_name(writer, "text");
			json_put_text(writer, override->text);
			json_close(writer, '}');
		}
	}
	json_close(writer, ']');
	string_free(&path);
}

static bool put_row(void *self, uint32_t table, const struct record *record)
{
	struct jsonl *jsonl = self;
	if (table)
		return true; /* rows stand in `answers` */
	struct json_writer writer = {.out = output_bytes(jsonl->output, jsonl->file)};
	json_open(&writer, '{');
	put_head(&writer, record);
	return true;
}

static bool put_whole(void *self, const struct entry *entry, struct sitting *sitting)
{
	struct jsonl *jsonl = self;
	struct string answers = {0};
	struct json_writer writer = {.out = output_bytes(jsonl->output, jsonl->file), .comma = true};
	sitting_answers(sitting, &answers);
	json_name(&writer, "answers");
	json_put_raw(&writer, string_span(&answers));
	put_remarks(&writer, sitting_interview(sitting));
	put_overrides(&writer, sitting_interview(sitting));
	json_close(&writer, '}');
	string_add_byte(writer.out, '\n');
	string_free(&answers);
	return (jsonl->only_data || media_put(jsonl->output, entry, sitting, jsonl->faults)) && output_flush(jsonl->output, jsonl->faults);
}

bool export_jsonl(struct store *store, struct dataset *dataset, const struct export_options *options, struct output *output, struct diagnostics *faults)
{
	struct jsonl jsonl = {output, output_add(output, ".jsonl"), options->only_data, faults};
	return dataset_visit(store, dataset, &(struct dataset_visitor){&jsonl, put_row, put_whole}, faults);
}
