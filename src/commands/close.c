/* tanya close and tanya reopen: end an interview that will not be completed; take close or complete back. */
#include <string.h>
#include <unistd.h>

#include "entries.h"
#include "stage.h"
#include "table.h"
#include "tanya/words.h"

struct wishes {
	const struct global *global;
	const char *outcome, *reason;
	bool reopen;
};

static bool outcome_is_known(const struct questionnaire *questionnaire, const char *outcome, struct diagnostics *faults)
{
	struct string all = {0};
	bool found = false;
	for (unsigned i = 0; i < INTERVIEW_OUTCOMES; i++) {
		found |= strcmp(outcome, interview_outcomes[i]) == 0;
		string_format(&all, "%s%s", i ? ", " : "", interview_outcomes[i]);
	}
	for (uint32_t i = 0; i < questionnaire->outcome_count; i++) {
		found |= span_is(questionnaire->outcomes[i].name, outcome);
		string_format(&all, ", %.*s", SPAN_ARGUMENTS(questionnaire->outcomes[i].name));
	}
	if (!found) {
		diagnostics_error(faults, "unknown-outcome", (struct place){0}, "there is no outcome %s", outcome);
		diagnostic_cure(faults, "take one of %s", string_text(&all));
	}
	string_free(&all);
	return found;
}

static bool may_change(const struct entry *entry, bool reopen, struct diagnostics *faults)
{
	bool finished = entry->status != INTERVIEW_PARTIAL;
	if (finished == reopen)
		return true;
	diagnostics_error(faults, reopen ? "not-finished" : "finished", (struct place){0}, "interview %.*s is %s", SPAN_ARGUMENTS(entry->id),
	                  reopen ? "partial, so there is nothing to reopen" : "finished already");
	return false;
}

/* Damaged, newer, or on a medium that cannot be written. */
static bool is_writable(const struct sitting *sitting, bool reopen, const struct recovery *recovery, const struct entry *entry, struct diagnostics *faults)
{
	if (reopen ? !recovery->damaged : !sitting_is_read_only(sitting))
		return true; /* a finished one opens read-only; sitting_reopen knows what else stands in the way */
	diagnostics_error(faults, "read-only", (struct place){0}, "interview %.*s cannot be changed: %s", SPAN_ARGUMENTS(entry->id), recovery->detail);
	if (recovery->damaged)
		diagnostic_cure(faults, "mend it with `tanya repair %.*s`", SPAN_ARGUMENTS(entry->id));
	return false;
}

static int change(void *self, struct store *store, struct entry *entry, struct diagnostics *faults)
{
	const struct wishes *wishes = self;
	struct sitting_options options = {0};
	struct recovery recovery = {0};
	struct string texts = {0};
	if (!may_change(entry, wishes->reopen, faults))
		return EXIT_NOT_SO;
	sitting_options_fill(wishes->global, store, &options, &texts);
	options.language = (struct span){0};
	struct sitting *sitting = sitting_resume(store, entry, &options, &recovery, faults);
	bool fine = sitting && is_writable(sitting, wishes->reopen, &recovery, entry, faults);
	if (fine && wishes->reopen)
		fine = sitting_reopen(sitting, span_of(wishes->reason), faults) && sitting_leave(sitting, "later", faults);
	else if (fine)
		fine = outcome_is_known(interview_questionnaire(sitting_interview(sitting)), wishes->outcome, faults) &&
		       sitting_close(sitting, span_of(wishes->outcome), span_of(wishes->reason), faults);
	sitting_free(sitting);
	string_free(&texts);
	return fine ? EXIT_DONE : EXIT_NOT_SO;
}

static int run_close(const struct command *command, const struct global *global, int count, char **words)
{
	struct wishes wishes = {.global = global};
	const struct option_row rows[] = {{"outcome", OPTION_TEXT, &wishes.outcome}, {"reason", OPTION_TEXT, &wishes.reason}};
	int left, status = options_read(command, rows, 2, count, words, 1, 1, &left);
	if (status != EXIT_DONE)
		return status;
	if (!wishes.outcome || !wishes.reason)
		return usage_fault(command, "--outcome and --reason are needed");
	return with_entry(global, words[0], change, &wishes);
}

static int run_reopen(const struct command *command, const struct global *global, int count, char **words)
{
	struct wishes wishes = {.global = global, .reopen = true};
	const struct option_row rows[] = {{"reason", OPTION_TEXT, &wishes.reason}};
	int left, status = options_read(command, rows, 1, count, words, 1, 1, &left);
	if (status != EXIT_DONE)
		return status;
	if (!wishes.reason)
		return usage_fault(command, "--reason is needed");
	return with_entry(global, words[0], change, &wishes);
}

const struct command command_close = {
	.name = "close",
	.usage = "ID --outcome CODE --reason TEXT",
	.summary = N_("end an interview that will not be completed"),
	.details = N_("  --outcome CODE  refused, broken_off, ineligible, wrong_person, duplicate,\n"
	              "                  other, or one that the questionnaire lists\n"
	              "  --reason TEXT   why, in words\n\nExample:\n  tanya close 3f9a1c --outcome refused --reason \"no time\"\n"),
	.run = run_close,
};

const struct command command_reopen = {
	.name = "reopen",
	.usage = "ID --reason TEXT",
	.summary = N_("take close or complete back"),
	.details = N_("  --reason TEXT  why, in words\n\nExample:\n  tanya reopen 3f9a1c --reason \"two prices were missing\"\n"),
	.run = run_reopen,
};
