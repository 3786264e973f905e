/* Ends: later, complete, closed; and taking a finished interview up again. */
#include "state.h"
#include "tanya/system.h"

/* A staged interview goes into its batch, or under its name by itself. */
bool sitting_keep_staged(struct sitting *sitting, struct diagnostics *faults)
{
	const char *path = string_text(&sitting->path);
	if (sitting->kept)
		return true;
	if (sitting->batch)
		sitting->kept = batch_add(sitting->batch, sitting, faults);
	else if (store_id_exists(sitting->store, string_span(&sitting->id)))
		diagnostics_error(
			faults, "id-exists", (struct place){.file = path}, "an interview with this ID is there already");
	else
		sitting->kept = sitting_prepare(sitting, sitting->store, faults) &&
						file_replace(path, journal_lines(sitting->journal), FILE_MODE, faults);
	return sitting->kept;
}

/* The event is buffered once; a second try after a failed write only writes. */
static bool end(struct sitting *sitting, struct event *event, struct diagnostics *faults)
{
	const char *refusal = NULL;
	if (sitting->stage == SITTING_OVER)
		return true;
	if (sitting->stage == SITTING_OPEN) {
		if (!sitting_do(sitting, event, NULL, &refusal))
			return diagnostics_error(faults, "refused", (struct place){.file = string_text(&sitting->path)}, "%s",
				refusal ? refusal : "refused");
		sitting->stage = SITTING_ENDING;
	}
	bool fine = sitting->staged ? sitting_keep_staged(sitting, faults) : sitting_commit(sitting, faults);
	if (fine)
		sitting->stage = SITTING_OVER;
	return fine;
}

bool sitting_leave(struct sitting *sitting, const char *why, struct diagnostics *faults)
{
	if (sitting->read_only || !journal_wants_file(sitting->journal)) {
		sitting->stage = SITTING_OVER; /* nothing was recorded, so nothing is kept */
		return true;
	}
	return end(sitting, &(struct event){.kind = EVENT_LEAVE, .why = span_of(why)}, faults);
}

bool sitting_complete(struct sitting *sitting, struct diagnostics *faults)
{
	return end(sitting, &(struct event){.kind = EVENT_COMPLETE}, faults);
}

bool sitting_close(struct sitting *sitting, struct span outcome, struct span reason, struct diagnostics *faults)
{
	return end(sitting, &(struct event){.kind = EVENT_CLOSE, .outcome = outcome, .reason = reason}, faults);
}

bool sitting_reopen(struct sitting *sitting, struct span reason, struct diagnostics *faults)
{
	const char *refusal = NULL;
	struct place place = {.file = string_text(&sitting->path)};
	if (!sitting->journal || journal_is_read_only(sitting->journal) || sitting->replay.refused)
		return diagnostics_error(faults, "read-only", place, "this interview is open for reading only");
	if (interview_status(sitting->interview) == INTERVIEW_PARTIAL)
		return diagnostics_error(
			faults, "not-finished", place, "the interview is partial, so there is nothing to reopen");
	struct event reopen = {.kind = EVENT_REOPEN, .reason = reason};
	if (!sitting_take(sitting, &sitting->resume, NULL, &refusal) || !sitting_take(sitting, &reopen, NULL, &refusal))
		return diagnostics_error(faults, "refused", place, "%s", refusal ? refusal : "refused");
	sitting->read_only = false;
	sitting->stage = SITTING_OPEN;
	return sitting_commit(sitting, faults);
}

bool sitting_rescue(struct sitting *sitting, const char *directory, struct diagnostics *faults)
{
	struct string path = {0}, folder = {0};
	struct store *store = sitting->journal ? store_open(directory, faults) : NULL;
	bool fine = store != NULL;
	if (fine) {
		store_interview_path(store, sitting->questionnaire->id, string_span(&sitting->id), &path);
		path_join(&folder, directory, "interviews/");
		string_add(&folder, sitting->questionnaire->id);
		fine = directory_make(directory, FOLDER_MODE, faults) && store_pin(store, sitting->questionnaire, faults) &&
			   directory_make(string_text(&folder), FOLDER_MODE, faults) &&
			   journal_rescue(sitting->journal, string_text(&path), faults);
		if (fine)
			attachments_carry(string_span(&sitting->path), string_span(&path), faults);
	}
	store_free(store);
	string_free(&path);
	string_free(&folder);
	return fine;
}
