/* tanya export: interviews as files for other programs. */
#include <string.h>

#include "entries.h"
#include "progress.h"
#include "table.h"
#include "tanya/export.h"
#include "tanya/words.h"

static bool is_format(const char *name, struct string *known)
{
	bool found = false;
	for (uint32_t i = 0; export_formats(i); i++) {
		found |= strcmp(export_formats(i), name) == 0;
		string_format(known, "%s%s", i ? ", " : "", export_formats(i));
	}
	return found;
}

static int check_wishes(const struct command *command, const char *format, const char *only)
{
	struct string known = {0};
	int status = EXIT_DONE;
	if (only && strcmp(only, "data") != 0)
		status = usage_fault(command, "--only data is all that --only knows");
	else if (!is_format(format, &known))
		status = usage_fault(command, "there is no format %s; take one of %s", format, string_text(&known));
	string_free(&known);
	return status;
}

void export_wrote(void *self, const char *path)
{
	string_format(self, "%s\n", path);
}

void export_left_line(const struct export_left *left, struct string *out)
{
	if (!left->partial && !left->closed)
		return;
	string_format(out, "%s: ", _("Left out"));
	if (left->partial)
		string_format(out, _("%zu partial (--partial adds them)"), left->partial);
	if (left->partial && left->closed)
		string_add_text(out, ", ");
	if (left->closed)
		string_format(out, _("%zu closed (--closed adds them)"), left->closed);
	string_add_byte(out, '\n');
}

static int run(const struct command *command, const struct global *global, int count, char **words)
{
	const char *format = "csv", *only = NULL;
	struct export_options options = {.output = "."};
	struct questionnaire *questionnaire = NULL;
	const struct option_row rows[] = {{"format", OPTION_TEXT, &format},        {"output", OPTION_TEXT, &options.output},
	                                  {"only", OPTION_TEXT, &only},              {"partial", OPTION_FLAG, &options.partial},
	                                  {"closed", OPTION_FLAG, &options.closed}};
	struct diagnostics faults = {0};
	struct string out = {0}, left_line = {0};
	struct progress_line line;
	struct export_left left_out;
	int left, status = options_read(command, rows, 5, count, words, 1, 1, &left);
	if (status == EXIT_DONE)
		status = check_wishes(command, format, only);
	if (status != EXIT_DONE)
		return status;
	options.only_data = only != NULL;
	options.form = span_of(words[0]);
	if (is_form_file(words[0])) {
		questionnaire = store_load_form(words[0], &faults);
		options.form = questionnaire ? questionnaire->id : SPAN("");
	}
	struct store *store = options.form.length ? open_store(global, &faults) : NULL;
	progress_begin(&line, "interviews", progress_stream());
	if (store) {
		store_watch(store, &line.progress);
		bool written = export_write(store, span_of(format), &options, export_wrote, &out, &left_out, &faults);
		progress_hide(&line);
		if (!put_result(string_span(&out)))
			status = EXIT_SYSTEM;
		else if (written)
			export_left_line(&left_out, &left_line);
		fputs(string_text(&left_line), stderr);
		string_free(&left_line);
	}
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
	.summary = N_("interviews as files for other programs"),
	.details = N_("  --format F   csv or jsonl\n"
	              "  --output DIR where to; without it the current folder\n"
	              "  --only data  without remarks and audit\n"
	              "  --partial, --closed  these too, not only complete ones\n\n"
	              "FORM is a questionnaire's id, or its file. The paths written are printed.\n\n"
	              "Example:\n  tanya export batik --output results\n"),
	.run = run,
};
