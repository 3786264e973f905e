/* Events, and the moment from which they are safe. */
#include "state.h"
#include "tanya/system.h"

static void stamp(struct sitting *sitting, struct event *event)
{
	event->at = sitting->fixed ? sitting->now : clock_now();
	event->ms = (sitting->fixed ? sitting->now.ms : clock_boot_ms()) - sitting->start_ms;
	if (event->ms < 0)
		event->ms = 0;
	event->n = journal_last(sitting->journal) + 1;
}

void sitting_set_clock(struct sitting *sitting, struct moment now)
{
	sitting->now = now;
}

bool sitting_take(struct sitting *sitting, struct event *event, struct effects *effects, const char **refusal)
{
	struct string summary = {0}, answers = {0};
	stamp(sitting, event);
	if (!interview_apply(sitting->interview, event, effects, refusal))
		return false;
	bool finishes = event->kind == EVENT_COMPLETE || event->kind == EVENT_CLOSE;
	if (finishes || event->kind == EVENT_LEAVE)
		journal_summary(&summary, sitting->interview);
	if (finishes)
		journal_answers(&answers, sitting->interview);
	event->summary = string_span(&summary);
	event->answers = string_span(&answers);
	journal_append(sitting->journal, event, sitting->questionnaire);
	event->summary = event->answers = (struct span){0};
	string_free(&summary);
	string_free(&answers);
	return true;
}

static bool may_do(const struct sitting *sitting, const char **refusal)
{
	if (sitting->read_only || !sitting->journal)
		*refusal = "this interview is open for reading only";
	else if (sitting->stage == SITTING_OVER)
		*refusal = "the sitting is over";
	else if (journal_broken(sitting->journal))
		*refusal = "the disk failed: save the interview into another folder first";
	else
		return true;
	return false;
}

bool sitting_do(struct sitting *sitting, struct event *event, struct effects *effects, const char **refusal)
{
	const char *why = NULL;
	bool fine = may_do(sitting, &why) && sitting_take(sitting, event, effects, &why);
	if (fine)
		sitting->stage = SITTING_OPEN; /* after an end that could not be written one may go on */
	if (refusal)
		*refusal = why;
	return fine;
}

static bool step_back(struct sitting *sitting, bool (*find)(const struct interview *, struct arena *, struct event *),
	const char *nothing, struct effects *effects, const char **refusal)
{
	struct arena *arena = arena_new();
	struct event event = {0};
	bool fine = find(sitting->interview, arena, &event);
	if (fine)
		fine = sitting_do(sitting, &event, effects, refusal);
	else if (refusal)
		*refusal = nothing;
	arena_free(arena);
	return fine;
}

bool sitting_undo(struct sitting *sitting, struct effects *effects, const char **refusal)
{
	return step_back(sitting, interview_undo, "there is nothing to undo", effects, refusal);
}

bool sitting_redo(struct sitting *sitting, struct effects *effects, const char **refusal)
{
	return step_back(sitting, interview_redo, "there is nothing to redo", effects, refusal);
}

bool sitting_prepare(struct sitting *sitting, struct store *store, struct diagnostics *faults)
{
	struct string folder = {0}, device = {0};
	string_add(&folder, string_span(&sitting->path));
	while (folder.length && folder.data[folder.length - 1] != '/')
		string_splice(&folder, folder.length - 1, 1, SPAN(""));
	if (folder.length)
		string_splice(&folder, folder.length - 1, 1, SPAN(""));
	bool fine = directory_make(store_path(store), FOLDER_MODE, faults) &&
				store_pin(store, sitting->questionnaire, faults) &&
				(sitting->simulated || store_device(store, &device, faults)) &&
				directory_make(string_text(&folder), FOLDER_MODE, faults);
	string_free(&folder);
	string_free(&device);
	return fine;
}

bool sitting_commit(struct sitting *sitting, struct diagnostics *faults)
{
	if (!sitting->journal || sitting->staged || sitting->read_only)
		return true;
	bool comes_new = journal_wants_file(sitting->journal) && !journal_has_file(sitting->journal);
	bool fine =
		(!comes_new || sitting_prepare(sitting, sitting->store, faults)) && journal_commit(sitting->journal, faults);
	if (fine && sitting->stage == SITTING_ENDING)
		sitting->stage = SITTING_OVER;
	return fine;
}

bool sitting_owes(const struct sitting *sitting)
{
	return sitting->journal && journal_owes(sitting->journal);
}

bool sitting_sync(struct sitting *sitting, struct diagnostics *faults)
{
	return !sitting->journal || sitting->staged || journal_sync(sitting->journal, faults);
}

bool sitting_needs_sync(const struct sitting *sitting)
{
	return sitting->journal && !sitting->staged && journal_needs_sync(sitting->journal);
}

/* ---- what is known of it ---- */

bool sitting_is_open(const struct sitting *sitting)
{
	return sitting->journal && !sitting->read_only && sitting->stage == SITTING_OPEN;
}

bool sitting_is_recorded(const struct sitting *sitting)
{
	return !sitting->journal || sitting->kept || journal_has_file(sitting->journal);
}

bool sitting_is_read_only(const struct sitting *sitting)
{
	return sitting->read_only;
}

bool sitting_broken(const struct sitting *sitting)
{
	return sitting->journal && journal_broken(sitting->journal);
}

struct interview *sitting_interview(struct sitting *sitting)
{
	return sitting->interview;
}

struct span sitting_id(const struct sitting *sitting)
{
	return string_span(&sitting->id);
}
