/* tanya resume: goes on with a partial interview on the very question. */
#include "stage.h"
#include "table.h"
#include "tanya/words.h"

/* The partial interview that was left last. */
static struct entry *last_left(struct entries *entries)
{
	struct entry *last = NULL;
	for (size_t i = 0; i < entries->count; i++) {
		struct entry *entry = &entries->items[i];
		if (entry->status == INTERVIEW_PARTIAL && (!last || entry->last_change.ms >= last->last_change.ms))
			last = entry;
	}
	return last;
}

static struct entry *choose(struct store *store, const char *id, struct entries *entries, struct diagnostics *faults)
{
	struct entry *entry = NULL;
	if (id) {
		if (!store_find(store, span_of(id), entries, &entry, faults))
			return NULL;
		if (entry->status == INTERVIEW_PARTIAL)
			return entry;
		diagnostics_error(faults, "finished", (struct place){0}, "interview %.*s is finished", SPAN_ARGUMENTS(entry->id));
		diagnostic_cure(faults, "`tanya show` shows it, `tanya reopen` takes it up again");
		return NULL;
	}
	if (!store_list(store, SPAN(""), entries, faults))
		return NULL;
	entry = last_left(entries);
	if (!entry) {
		diagnostics_error(faults, "nothing-to-resume", (struct place){0}, "no interview is partial, so there is nothing to resume");
		diagnostic_cure(faults, "begin one: tanya interview FORM.yaml");
	}
	return entry;
}

static int run(const struct command *command, const struct global *global, int count, char **words)
{
	struct diagnostics faults = {0};
	struct entries entries = {0};
	struct stage stage;
	int left, status = options_read(command, NULL, 0, count, words, 0, 1, &left);
	if (status != EXIT_DONE)
		return status;
	struct store *store = open_store(global, &faults);
	struct entry *entry = store ? choose(store, left ? words[0] : NULL, &entries, &faults) : NULL;
	if (entry && stage_open(&stage, global, store, &faults)) {
		if (stage_resume(&stage, entry, left == 0, &faults))
			stage_run(&stage);
		status = stage_close(&stage);
	}
	if (faults.count) {
		int told = report(&faults);
		status = told ? told : status;
	}
	entries_free(&entries);
	diagnostics_free(&faults);
	store_free(store);
	return status;
}

const struct command command_resume = {
	.name = "resume",
	.usage = "[ID]",
	.summary = N_("go on with a partial interview"),
	.details = N_("Opens on the very question, half-typed text included.\nWithout ID: the one that was left last.\n"
	              "An ID may be cut short from either end, to at least 4 characters.\n\n"
	              "Examples:\n  tanya resume\n  tanya resume 3f9a1c\n"),
	.run = run,
};
