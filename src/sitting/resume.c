/* Going on with an interview, and looking at one. */
#include <string.h>

#include "state.h"
#include "tanya/formats.h"
#include "tanya/system.h"

static void tell(struct recovery *recovery, const char *text)
{
	size_t length = strlen(text);
	if (length >= sizeof recovery->detail)
		length = sizeof recovery->detail - 1;
	memcpy(recovery->detail, text, length);
	recovery->detail[length] = 0;
}

static bool has_draft(const struct interview *interview)
{
	struct cell cell = CELL_NONE;
	while (interview_step_all(interview, &cell)) {
		struct span text;
		bool pick;
		if (interview_draft(interview, cell, false, &text, &pick) ||
			interview_draft(interview, cell, true, &text, &pick))
			return true;
	}
	return false;
}

static void tell_held(const struct sitting *sitting, struct diagnostics *faults)
{
	struct string who = {0};
	if (!store_holder(string_text(&sitting->path), &who))
		string_add_text(&who, "another program");
	diagnostics_error(faults, "held", (struct place){0}, "interview %.*s is open elsewhere: %s",
		SPAN_ARGUMENTS(string_span(&sitting->id)), string_text(&who));
	diagnostic_cure(faults, "leave it there first");
	string_free(&who);
}

/* Does its own `id:` make it a text of this questionnaire, and not of another one under the same file name? */
static bool is_same_form(struct span bytes, struct span id)
{
	struct string key = {0};
	string_format(&key, "id: %.*s\n", SPAN_ARGUMENTS(id));
	bool same = span_starts(bytes, string_span(&key));
	for (size_t at = 0; !same && at < bytes.length; at++)
		same = bytes.data[at] == '\n' && span_starts(span_sub(bytes, at + 1, bytes.length), string_span(&key));
	string_free(&key);
	return same;
}

enum form_fate { FORM_SAME, FORM_CHANGED, FORM_GONE };

static enum form_fate compare_form(const char *path, const struct replay *replay, struct span form)
{
	struct diagnostics ignored = {0};
	struct string bytes = {0};
	const struct questionnaire *questionnaire = replay->questionnaire;
	enum form_fate fate = FORM_GONE;
	if (file_exists(path) && file_read(path, LIMIT_FILE_BYTES, &bytes, &ignored) &&
		is_same_form(string_span(&bytes), questionnaire->id))
		fate = FORM_CHANGED;
	for (uint32_t i = 0; fate == FORM_CHANGED && i < questionnaire->source_count; i++)
		if (span_is(form, questionnaire->sources[i].path) &&
			span_equal(string_span(&bytes), questionnaire->sources[i].bytes))
			fate = FORM_SAME;
	diagnostics_free(&ignored);
	string_free(&bytes);
	return fate;
}

/* A journal does not say where its form lay, so it is looked for where forms lie. */
static enum form_fate find_form(const struct replay *replay, const struct event *opening, const char *const *folders)
{
	enum form_fate fate = folders ? FORM_GONE : FORM_SAME;
	struct string path = {0}, form = {0};
	string_add(&form, opening->form);
	for (; fate != FORM_SAME && *folders; folders++) {
		path_join(&path, *folders, string_text(&form));
		enum form_fate here = compare_form(string_text(&path), replay, opening->form);
		fate = here < fate ? here : fate;
	}
	string_free(&path);
	string_free(&form);
	return fate;
}

static void find_out(struct sitting *sitting, const struct sitting_options *options,
	const struct journal_reading *reading, int64_t torn, struct recovery *recovery)
{
	const struct replay *replay = &sitting->replay;
	struct string differs = {0};
	recovery->torn = torn;
	recovery->draft = has_draft(sitting->interview);
	recovery->damaged = reading->condition == JOURNAL_DAMAGED;
	recovery->repaired = replay->last_kind == EVENT_REPAIR;
	recovery->signal = replay->cut_off && !recovery->damaged && !recovery->repaired && interview_status(sitting->interview) == INTERVIEW_PARTIAL;
	recovery->clock_back = (sitting->fixed ? sitting->now.ms : clock_now().ms) < replay->last_at.ms;
	enum form_fate fate = find_form(replay, interview_opening(sitting->interview), options->form_folders);
	recovery->form_changed = fate == FORM_CHANGED;
	recovery->form_gone = fate == FORM_GONE;
	recovery->read_only = sitting->read_only;
	if (replay->trouble[0])
		tell(recovery, replay->trouble);
	else if (recovery->damaged || reading->newer)
		tell(recovery, reading->detail);
	else if (journal_is_read_only(sitting->journal))
		tell(recovery, "the file cannot be written here");
	else if (!sitting_end_matches(sitting, &differs))
		tell(recovery, string_text(&differs));
	string_free(&differs);
}

/* Opens, locks and replays; false, with faults, when there is nothing to go on with. */
static bool take_up(struct sitting *sitting, int64_t *torn, struct journal_reading *reading, struct diagnostics *faults)
{
	switch (journal_open(
		string_text(&sitting->path), string_span(&sitting->id), &sitting->journal, torn, reading, faults)) {
	case JOURNAL_BUSY:
		tell_held(sitting, faults);
		return false;
	case JOURNAL_FAILED:
		return false;
	case JOURNAL_READ_ONLY:
	case JOURNAL_OPENED:
		break;
	}
	if (!store_replay(
			sitting->store, journal_lines(sitting->journal), string_span(&sitting->id), &sitting->replay, faults))
		return false;
	sitting->questionnaire = sitting->replay.questionnaire;
	sitting->interview = sitting->replay.interview;
	sitting->read_only = journal_is_read_only(sitting->journal) || sitting->replay.refused ||
						 sitting->replay.reading.newer || interview_status(sitting->interview) != INTERVIEW_PARTIAL;
	return true;
}

struct sitting *sitting_resume(struct store *store, const struct entry *entry, const struct sitting_options *options,
	struct recovery *recovery, struct diagnostics *faults)
{
	struct sitting *sitting = sitting_new(store, entry->id, options);
	struct journal_reading reading;
	int64_t torn;
	sitting->staged = false;
	*recovery = (struct recovery){0};
	string_add(&sitting->path, entry->path);
	if (!take_up(sitting, &torn, &reading, faults)) {
		sitting_free(sitting);
		return NULL;
	}
	find_out(sitting, options, &reading, torn, recovery);
	struct event *resume = &sitting->resume;
	resume->kind = EVENT_RESUME;
	resume->torn = torn;
	sitting_sign(sitting, options, resume);
	if (questionnaire_language(sitting->questionnaire, resume->language) == NONE)
		resume->language = sitting->questionnaire->languages[interview_language(sitting->interview)].code;
	const char *refusal = NULL;
	if (!sitting->read_only && !sitting_take(sitting, resume, NULL, &refusal)) {
		diagnostics_error(faults, "refused", (struct place){.file = string_text(&sitting->path)}, "%s",
			refusal ? refusal : "refused");
		sitting_free(sitting);
		return NULL;
	}
	struct diagnostics ignored = {0}; /* a disk that is full is told at the first answer; the line stays buffered */
	sitting_commit(sitting, &ignored);
	diagnostics_free(&ignored);
	return sitting;
}

struct sitting *sitting_look(struct store *store, const struct entry *entry, struct diagnostics *faults)
{
	struct sitting *sitting = sitting_new(store, entry->id, NULL);
	string_add(&sitting->path, entry->path);
	sitting->read_only = true;
	if (file_read(string_text(&sitting->path), LIMIT_JOURNAL_BYTES, &sitting->bytes, faults) &&
		store_replay(store, string_span(&sitting->bytes), entry->id, &sitting->replay, faults)) {
		sitting->questionnaire = sitting->replay.questionnaire;
		sitting->interview = sitting->replay.interview;
		return sitting;
	}
	sitting_free(sitting);
	return NULL;
}
