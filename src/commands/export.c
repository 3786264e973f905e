/* tanya export: interviews as files for other programs. */
#include <string.h>

#include "table.h"
#include "tanya/export.h"

static void wrote(void *self, const char *path)
{
	string_format(self, "%s\n", path);
}

static int run(const struct command *command, const struct global *global, int count, char **words)
{
	const char *format = "csv";
	struct export_options options = {.output = "."};
	struct questionnaire *questionnaire = NULL;
	const struct option_row rows[] = {{"format", OPTION_TEXT, &format},        {"output", OPTION_TEXT, &options.output},
	                                  {"only", OPTION_TEXT, &(const char *){NULL}}, {"partial", OPTION_FLAG, &options.partial},
	                                  {"closed", OPTION_FLAG, &options.closed}};
	const char **only = rows[2].into;
	struct diagnostics faults = {0};
	struct string out = {0};
	int left, status = options_read(command, rows, 5, count, words, 1, 1, &left);
	if (status != EXIT_DONE)
		return status;
	if (*only && strcmp(*only, "data") != 0)
		return usage_fault(command, "--only data is all that --only knows");
	options.only_data = *only != NULL;
	options.form = span_of(words[0]);
	if (is_form_file(words[0])) {
		questionnaire = store_load_form(words[0], &faults);
		options.form = questionnaire ? questionnaire->id : SPAN("");
	}
	struct store *store = options.form.length ? open_store(global, &faults) : NULL;
	if (store && export_write(store, span_of(format), &options, wrote, &out, &faults) && !put_result(string_span(&out)))
		status = EXIT_SYSTEM;
	if (faults.count) {
		int told = report(&faults);
		status = told ? told : status;
	}
	string_free(&out);
	store_free(store);
	questionnaire_free(questionnaire);
	diagnostics_free(&faults);
	return status;
}

const struct command command_export = {
	.name = "export",
	.usage = "FORM [--format csv|jsonl] [--output DIR] [--only data] [--partial] [--closed]",
	.summary = "interviews as files for other programs",
	.details = "  --format F   csv or jsonl\n"
	           "  --output DIR where to; without it the current folder\n"
	           "  --only data  without remarks and audit\n"
	           "  --partial, --closed  these too, not only complete ones\n\n"
	           "FORM is a questionnaire's id, or its file. The paths written are printed.\n\n"
	           "Example:\n  tanya export batik --output results\n",
	.run = run,
};
