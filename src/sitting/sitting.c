/* A sitting: events into the engine and, buffered, into the journal; durable at a commit. */
#include <string.h>

#include "sitting.h"

struct sitting *sitting_make(struct store *store, const struct sitting_options *options)
{
	struct sitting *sitting = memory_alloc(sizeof *sitting);
	sitting->store = store;
	sitting->arena = arena_new();
	sitting->start_ms = clock_boot_ms();
	if (!options)
		return sitting;
	sitting->options = *options;
	struct span *texts[] = {&sitting->options.enumerator, &sitting->options.language, &sitting->options.host, &sitting->options.user, &sitting->options.tty,
	                        &sitting->options.program, &sitting->options.case_key, &sitting->options.id};
	for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = span_copy(sitting->arena, *texts[i]);
	struct named_text *values = arena_copy(sitting->arena, options->case_values, options->case_value_count * sizeof *values);
	for (uint32_t i = 0; i < options->case_value_count; i++)
		values[i] = (struct named_text){span_copy(sitting->arena, values[i].name), span_copy(sitting->arena, values[i].text)};
	sitting->options.case_values = values;
	return sitting;
}

void sitting_free(struct sitting *sitting)
{
	struct diagnostics ignored = {0};
	if (!sitting)
		return;
	if (sitting->journal)
		journal_close(sitting->journal, &ignored);
	interview_free(sitting->interview);
	questionnaire_free(sitting->owned);
	arena_free(sitting->arena);
	string_free(&sitting->id);
	string_free(&sitting->path);
	string_free(&sitting->device);
	diagnostics_free(&ignored);
	memory_free(sitting);
}

static void stamp(struct sitting *sitting, struct event *event)
{
	event->at = sitting->options.fixed_now.ms ? sitting->options.fixed_now : clock_now();
	event->ms = sitting->options.fixed_now.ms ? 0 : clock_boot_ms() - sitting->start_ms;
	event->n = journal_last(sitting->journal) + 1;
}

bool sitting_record(struct sitting *sitting, struct event *event, struct effects *effects, const char **refusal)
{
	struct string summary = {0}, answers = {0};
	stamp(sitting, event);
	if (!interview_apply(sitting->interview, event, effects, refusal))
		return false;
	if (event->kind == EVENT_LEAVE || event->kind == EVENT_COMPLETE || event->kind == EVENT_CLOSE) {
		journal_summary(&summary, sitting->interview);
		event->summary = string_span(&summary);
	}
	if (event->kind == EVENT_COMPLETE || event->kind == EVENT_CLOSE) {
		journal_answers(&answers, sitting->interview);
		event->answers = string_span(&answers);
	}
	journal_append(sitting->journal, event, sitting->questionnaire);
	event->summary = event->answers = SPAN("");
	string_free(&summary);
	string_free(&answers);
	return true;
}

bool sitting_do(struct sitting *sitting, struct event *event, struct effects *effects, const char **refusal)
{
	if (sitting->read_only || sitting->stage != SITTING_OPEN) {
		*refusal = "this interview is only shown, not changed";
		return false;
	}
	return sitting_record(sitting, event, effects, refusal);
}

/* ---- the disk ----------------------------------------------------------------------------------------------------------------- */

#define DIRECTORY_MODE 0700
#define FILE_MODE 0600

/* Before the file: the pinned questionnaire, then the folder (4-files, "Creation"). */
static bool make_ready(struct sitting *sitting, struct diagnostics *faults)
{
	struct string folder = {0};
	const char *path = string_text(&sitting->path), *slash = strrchr(path, '/');
	string_add(&folder, (struct span){path, (size_t)(slash - path)});
	bool fine = store_pin(sitting->store, sitting->questionnaire, faults) && directory_make(string_text(&folder), DIRECTORY_MODE, faults);
	string_free(&folder);
	return fine;
}

bool sitting_commit(struct sitting *sitting, struct diagnostics *faults)
{
	if (!sitting->journal || sitting->read_only || sitting->options.staged)
		return true;
	if (journal_wants_file(sitting->journal) && !journal_has_file(sitting->journal) && !make_ready(sitting, faults))
		return false;
	return journal_commit(sitting->journal, faults);
}

bool sitting_sync(struct sitting *sitting, struct diagnostics *faults)
{
	return !sitting->journal || journal_sync(sitting->journal, faults);
}

bool sitting_needs_sync(const struct sitting *sitting)
{
	return sitting->journal && !sitting->read_only && journal_needs_sync(sitting->journal);
}

/* Staged: the whole file under its name at once. */
static bool write_staged(struct sitting *sitting, struct diagnostics *faults)
{
	sitting->staged_written = make_ready(sitting, faults) &&
	                          file_replace(string_text(&sitting->path), journal_lines(sitting->journal), FILE_MODE, faults);
	return sitting->staged_written;
}

/* ---- undo ------------------------------------------------------------------------------------------------------------------------- */

static bool step_back(struct sitting *sitting, bool (*find)(const struct interview *, struct arena *, struct event *), const char *nothing, struct effects *effects,
                      const char **refusal)
{
	struct event event = {0};
	struct arena *arena = arena_new();
	bool fine = find(sitting->interview, arena, &event);
	if (fine)
		fine = sitting_do(sitting, &event, effects, refusal);
	else
		*refusal = nothing;
	arena_free(arena);
	return fine;
}

bool sitting_undo(struct sitting *sitting, struct effects *effects, const char **refusal)
{
	return step_back(sitting, interview_undo, "nothing to undo", effects, refusal);
}

bool sitting_redo(struct sitting *sitting, struct effects *effects, const char **refusal)
{
	return step_back(sitting, interview_redo, "nothing to redo", effects, refusal);
}

/* ---- ends ---------------------------------------------------------------------------------------------------------------------------- */

static bool refuse(struct diagnostics *faults, const char *refusal)
{
	return diagnostics_error(faults, "refused", (struct place){0}, "%s", refusal);
}

static bool end(struct sitting *sitting, struct event *event, enum sitting_stage stage, struct diagnostics *faults)
{
	const char *refusal = "";
	if (sitting->read_only)
		return true;
	if (sitting->stage == SITTING_OPEN && !sitting_record(sitting, event, NULL, &refusal))
		return refuse(faults, refusal);
	sitting->stage = stage;
	return sitting->options.staged ? write_staged(sitting, faults) : sitting_commit(sitting, faults);
}

bool sitting_leave(struct sitting *sitting, const char *why, struct diagnostics *faults)
{
	if (sitting->journal && !journal_wants_file(sitting->journal) && !journal_has_file(sitting->journal)) {
		sitting->stage = SITTING_LEFT; /* nothing was recorded: no file */
		return true;
	}
	return end(sitting, &(struct event){.kind = EVENT_LEAVE, .why = span_of(why)}, SITTING_LEFT, faults);
}

bool sitting_complete(struct sitting *sitting, struct diagnostics *faults)
{
	return end(sitting, &(struct event){.kind = EVENT_COMPLETE}, SITTING_FINISHED, faults);
}

bool sitting_close(struct sitting *sitting, struct span outcome, struct span reason, struct diagnostics *faults)
{
	return end(sitting, &(struct event){.kind = EVENT_CLOSE, .outcome = outcome, .reason = reason}, SITTING_FINISHED, faults);
}

bool sitting_reopen(struct sitting *sitting, struct span reason, struct diagnostics *faults)
{
	struct event resume = {.kind = EVENT_RESUME}, reopen = {.kind = EVENT_REOPEN, .reason = reason};
	const char *refusal = "";
	if (sitting->read_only)
		return refuse(faults, "this interview cannot be changed");
	sitting_fill_who(sitting, &resume);
	if (sitting->needs_resume && !sitting_record(sitting, &resume, NULL, &refusal))
		return refuse(faults, refusal);
	if (!sitting_record(sitting, &reopen, NULL, &refusal))
		return refuse(faults, refusal);
	sitting->needs_resume = false;
	sitting->stage = SITTING_OPEN;
	return sitting_commit(sitting, faults);
}

/* ---- what is known ------------------------------------------------------------------------------------------------------------------------ */

bool sitting_is_open(const struct sitting *sitting)
{
	return sitting->stage == SITTING_OPEN;
}

bool sitting_is_recorded(const struct sitting *sitting)
{
	return sitting->staged_written || (sitting->journal && journal_has_file(sitting->journal)) || sitting->read_only;
}

bool sitting_is_read_only(const struct sitting *sitting)
{
	return sitting->read_only;
}

bool sitting_broken(const struct sitting *sitting)
{
	return sitting && sitting->journal && journal_broken(sitting->journal);
}

bool sitting_rescue(struct sitting *sitting, const char *directory, struct diagnostics *faults)
{
	struct string path = {0};
	string_format(&path, "%s/%s.jsonl", directory, string_text(&sitting->id));
	bool fine = directory_make(directory, DIRECTORY_MODE, faults) && journal_rescue(sitting->journal, string_text(&path), faults);
	string_free(&path);
	return fine;
}

struct interview *sitting_interview(struct sitting *sitting)
{
	return sitting->interview;
}

struct span sitting_id(const struct sitting *sitting)
{
	return string_span(&sitting->id);
}
