/* tanya interview: a new one, on its first question at once. */
#include "stage.h"
#include "table.h"
#include "tanya/words.h"

static int run(const struct command *command, const struct global *global, int count, char **words)
{
	const char *case_key = NULL;
	const struct option_row rows[] = {{"case", OPTION_TEXT, &case_key}};
	struct diagnostics faults = {0};
	struct stage stage;
	int left, status = options_read(command, rows, 1, count, words, 1, 1, &left);
	if (status != EXIT_DONE)
		return status;
	/* What was asked about is looked at before the system: data directory, then terminal. */
	struct questionnaire *form = begin_load(global, words[0], &faults);
	bool fine = form && (!case_key || begin_case_exists(form, case_key, &faults));
	struct store *store = fine ? open_store(global, &faults) : NULL;
	if (store && stage_open(&stage, global, store, &faults)) {
		if (stage_start(&stage, form, case_key, &faults))
			stage_run(&stage);
		status = stage_close(&stage);
	} else {
		questionnaire_free(form);
	}
	if (faults.count) {
		int told = report(&faults);
		status = told ? told : status;
	}
	diagnostics_free(&faults);
	store_free(store);
	return status;
}

const struct command command_interview = {
	.name = "interview",
	.usage = "FORM [--case KEY]",
	.summary = N_("begin an interview"),
	.details = N_("  --case KEY  whom: a key of the questionnaire's case list\n\n"
	              "FORM is a file, or the id of one that lies here or in questionnaires/.\n"
	              "It opens on the first question. Left with nothing recorded, no file is kept.\n\n"
	              "Examples:\n  tanya interview questionnaires/jambi/batik.yaml\n  tanya interview batik.yaml --case B03 --language en\n"),
	.run = run,
};
