/* tanya fill: the command. */
#include <string.h>

#include "fill.h"
#include "table.h"
#include "tanya/system.h"
#include "tanya/words.h"

static int fill_file(struct fill *fill, struct span bytes)
{
	struct string out = {0};
	size_t bad;
	fill->out = &out;
	if (span_starts(bytes, SPAN("\xEF\xBB\xBF")))
		bytes = span_sub(bytes, 3, SIZE_MAX);
	if (!text_valid(bytes, &bad)) {
		uint32_t line, column;
		text_place(bytes, bad, &line, &column);
		diagnostics_error(&fill->faults, "encoding", (struct place){fill->file, line, column}, "this is not UTF-8; nothing went in");
		diagnostic_cure(&fill->faults, "save the file as UTF-8");
		return EXIT_NOT_SO;
	}
	bool jsonl = span_ends(span_of(fill->file), SPAN(".jsonl"));
	fill->batch = sitting_batch_new(fill->store);
	fill->keys = map_new();
	progress_begin(&fill->line, "rows", progress_stream());
	bool fine = (jsonl ? fill_jsonl : fill_csv)(fill, bytes);
	if (!sitting_batch_commit(fill->batch, &fill->faults))
		string_clear(&out); /* nothing went in */
	sitting_batch_free(fill->batch);
	progress_hide(&fill->line);
	map_free(fill->keys);
	int status = fine && !fill->refused ? EXIT_DONE : EXIT_NOT_SO;
	if (!put_result(string_span(&out)))
		status = EXIT_SYSTEM;
	string_free(&out);
	return status;
}

static int run(const struct command *command, const struct global *global, int count, char **words)
{
	struct fill fill = {.global = global};
	const struct option_row rows[] = {{"from", OPTION_TEXT, &fill.file}, {"partial", OPTION_FLAG, &fill.partial}};
	struct string bytes = {0};
	int left, status = options_read(command, rows, 2, count, words, 1, 1, &left);
	if (status != EXIT_DONE)
		return status;
	if (!fill.file)
		return usage_fault(command, "--from FILE.csv or FILE.jsonl is needed");
	fill.faults.arena = arena_new();
	struct questionnaire *questionnaire = begin_load(global, words[0], &fill.faults);
	fill.questionnaire = questionnaire;
	fill.store = questionnaire ? open_store(global, &fill.faults) : NULL;
	if (fill.store && file_read(fill.file, LIMIT_FILE_BYTES, &bytes, &fill.faults))
		status = fill_file(&fill, string_span(&bytes));
	if (fill.faults.count) {
		int told = report(&fill.faults);
		status = told ? told : status;
	}
	string_free(&bytes);
	store_free(fill.store);
	questionnaire_free(questionnaire);
	diagnostics_free(&fill.faults);
	return status;
}

const struct command command_fill = {
	.name = "fill",
	.usage = "FORM --from FILE.csv|FILE.jsonl [--partial]",
	.summary = N_("answers typed elsewhere become interviews"),
	.details = N_("  --from FILE  CSV (a header of question names, then a row an interview) or\n"
	              "               the lines of an exported FORM.jsonl\n"
	              "  --partial    rows without a required answer go in as partial\n\n"
	              "FORM is a file, or the id of one that lies here or in questionnaires/.\n"
	              "The same checks as on screen. Rows that went in: ROW, ID, STATUS on standard\n"
	              "output; those that did not are told on standard error, and the exit status is 1.\n\n"
	              "Example:\n  tanya fill batik.yaml --from answers.csv\n"),
	.run = run,
};
