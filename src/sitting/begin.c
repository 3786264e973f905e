/* Beginning, going on, looking: three ways to a sitting. */
#include <string.h>

#include "sitting.h"

void sitting_fill_who(const struct sitting *sitting, struct event *event)
{
	event->program = sitting->options.program;
	event->enumerator = sitting->options.enumerator;
	event->device = string_span(&sitting->device);
	event->host = sitting->options.host;
	event->user = sitting->options.user;
	event->pid = sitting->options.pid;
	event->tty = sitting->options.tty;
	event->language = sitting->options.language;
}

/* ---- a new one ----------------------------------------------------------------------------------------------------------- */

static struct span title_of(struct sitting *sitting)
{
	size_t count;
	struct string text = {0};
	const struct questionnaire *questionnaire = sitting->questionnaire;
	const struct template_part *parts = template_parts(questionnaire->title->by_language[questionnaire->default_language], &count);
	for (size_t i = 0; i < count; i++)
		string_add(&text, parts[i].text);
	struct span kept = span_copy(sitting->arena, string_span(&text));
	string_free(&text);
	return kept;
}

static void name_interview(struct sitting *sitting)
{
	char id[37];
	if (sitting->options.id.length) {
		string_add(&sitting->id, sitting->options.id);
	} else {
		struct moment now = sitting->options.fixed_now.ms ? sitting->options.fixed_now : clock_now();
		uint64_t seed = sitting->options.seed;
		uuid_v7(id, now, seed ? seed : system_random64(), seed ? seed * 0x9E3779B97F4A7C15u : system_random64());
		string_add_text(&sitting->id, id);
	}
	store_interview_path(sitting->store, sitting->questionnaire->id, string_span(&sitting->id), &sitting->path);
}

/* An absent data directory is made only when something is recorded: until then the device is one of this sitting. */
static bool find_device(struct sitting *sitting, struct diagnostics *faults)
{
	return store_device(sitting->store, &sitting->device, faults);
}

struct sitting *sitting_start(struct store *store, const struct questionnaire *questionnaire, const struct sitting_options *options, struct diagnostics *faults)
{
	struct sitting *sitting = sitting_make(store, options);
	const char *refusal = "";
	sitting->questionnaire = questionnaire;
	sitting->interview = interview_new(questionnaire);
	name_interview(sitting);
	sitting->journal = journal_new(string_text(&sitting->path), string_span(&sitting->id));
	if (!sitting->options.language.length)
		sitting->options.language = questionnaire->languages[questionnaire->default_language].code;
	struct event open = {.kind = EVENT_OPEN, .format = JOURNAL_FORMAT, .questionnaire = questionnaire->id, .version = questionnaire->version,
	                     .sha256 = span_of(questionnaire->sha256), .form = span_of(questionnaire->form_path), .title = title_of(sitting),
	                     .seed = sitting->options.seed ? sitting->options.seed : system_random64(), .simulated = sitting->options.simulated,
	                     .case_key = sitting->options.case_key, .case_values = sitting->options.case_values,
	                     .case_value_count = sitting->options.case_value_count};
	bool fine = find_device(sitting, faults);
	sitting_fill_who(sitting, &open);
	if (fine && !sitting_record(sitting, &open, NULL, &refusal))
		fine = diagnostics_error(faults, "refused", (struct place){.file = questionnaire->file}, "%s", refusal);
	if (fine)
		return sitting;
	sitting_free(sitting);
	return NULL;
}

/* ---- going on ------------------------------------------------------------------------------------------------------------- */

struct replaying {
	struct interview *interview;
	enum event_kind last;
	struct moment last_at;
	bool refused;
	uint64_t refused_n;
};

static bool replay_event(void *self, const struct event *event, struct span line)
{
	struct replaying *replay = self;
	const char *refusal;
	(void)line;
	replay->last = event->kind;
	replay->last_at = event->at;
	if (interview_apply(replay->interview, event, NULL, &refusal))
		return true;
	replay->refused = true;
	replay->refused_n = event->n;
	return false;
}

static bool replay_lines(struct sitting *sitting, struct span bytes, struct replaying *replay, struct journal_reading *reading)
{
	*replay = (struct replaying){.interview = sitting->interview};
	journal_read(bytes, string_span(&sitting->id), reading, replay_event, replay);
	return !replay->refused;
}

static bool load_pinned(struct sitting *sitting, const struct entry *entry, struct diagnostics *faults)
{
	string_add(&sitting->id, entry->id);
	string_add(&sitting->path, entry->path);
	sitting->owned = store_load_pinned(sitting->store, entry->sha256, entry->form, faults);
	sitting->questionnaire = sitting->owned;
	if (sitting->owned)
		sitting->interview = interview_new(sitting->owned);
	return sitting->owned != NULL;
}

static bool tell_busy(const struct sitting *sitting, struct diagnostics *faults)
{
	struct string who = {0};
	store_holder(string_text(&sitting->path), &who);
	diagnostics_error(faults, "held", (struct place){0}, "interview %s is open elsewhere: %s", string_text(&sitting->id), string_text(&who));
	diagnostic_cure(faults, "leave it there first");
	string_free(&who);
	return false;
}

static bool open_journal(struct sitting *sitting, struct recovery *recovery, struct journal_reading *reading, struct diagnostics *faults)
{
	enum journal_opening opening = journal_open(string_text(&sitting->path), string_span(&sitting->id), &sitting->journal, &recovery->torn, reading, faults);
	if (opening == JOURNAL_BUSY)
		return tell_busy(sitting, faults);
	if (opening == JOURNAL_FAILED)
		return false;
	sitting->read_only = recovery->read_only = opening == JOURNAL_READ_ONLY;
	if (recovery->read_only) {
		struct string detail = {0};
		string_format(&detail, "%s%s", reading->detail, reading->condition == JOURNAL_DAMAGED ? "; `tanya repair` mends it" : "");
		size_t length = detail.length < sizeof recovery->detail ? detail.length : sizeof recovery->detail - 1;
		memcpy(recovery->detail, string_text(&detail), length);
		recovery->detail[length] = '\0';
		string_free(&detail);
	}
	return true;
}

static bool has_draft(const struct sitting *sitting)
{
	struct span text;
	bool pick;
	struct cell at = interview_place(sitting->interview);
	for (struct cell cell = CELL_NONE; interview_step_all(sitting->interview, &cell);)
		if (interview_draft(sitting->interview, cell, false, &text, &pick) || interview_draft(sitting->interview, cell, true, &text, &pick))
			return true;
	return at.item != NONE && interview_draft(sitting->interview, at, false, &text, &pick);
}

static bool tell_resume(struct sitting *sitting, const struct recovery *recovery, struct diagnostics *faults)
{
	struct event resume = {.kind = EVENT_RESUME, .torn = recovery->torn};
	const char *refusal = "";
	if (!sitting->options.language.length)
		sitting->options.language = sitting->questionnaire->languages[interview_language(sitting->interview)].code;
	sitting_fill_who(sitting, &resume);
	if (!sitting_record(sitting, &resume, NULL, &refusal))
		return diagnostics_error(faults, "refused", (struct place){0}, "%s", refusal);
	return sitting_commit(sitting, faults);
}

static bool go_on(struct sitting *sitting, const struct entry *entry, struct recovery *recovery, struct diagnostics *faults)
{
	struct journal_reading reading = {0};
	struct replaying replay;
	if (!load_pinned(sitting, entry, faults) || !find_device(sitting, faults) || !open_journal(sitting, recovery, &reading, faults))
		return false;
	if (!replay_lines(sitting, journal_lines(sitting->journal), &replay, &reading))
		return diagnostics_error(faults, "replay", (struct place){string_text(&sitting->path), 0, 0}, "event %llu does not fit the questionnaire",
		                         (unsigned long long)replay.refused_n);
	bool finished = interview_status(sitting->interview) != INTERVIEW_PARTIAL;
	recovery->signal = replay.last != EVENT_LEAVE && !finished;
	recovery->draft = has_draft(sitting);
	recovery->clock_back = clock_now().ms < replay.last_at.ms;
	if (finished) {
		sitting->stage = SITTING_FINISHED;
		sitting->needs_resume = true;
		return true;
	}
	return sitting->read_only || tell_resume(sitting, recovery, faults);
}

struct sitting *sitting_resume(struct store *store, const struct entry *entry, const struct sitting_options *options, struct recovery *recovery,
                               struct diagnostics *faults)
{
	struct sitting *sitting = sitting_make(store, options);
	*recovery = (struct recovery){0};
	if (go_on(sitting, entry, recovery, faults))
		return sitting;
	sitting_free(sitting);
	return NULL;
}

/* ---- looking ---------------------------------------------------------------------------------------------------------------- */

struct sitting *sitting_look(struct store *store, const struct entry *entry, struct diagnostics *faults)
{
	struct sitting *sitting = sitting_make(store, NULL);
	struct string bytes = {0};
	struct journal_reading reading;
	struct replaying replay = {0};
	bool fine = load_pinned(sitting, entry, faults) && file_read(string_text(&sitting->path), LIMIT_JOURNAL_BYTES, &bytes, faults);
	sitting->read_only = true;
	if (fine && !replay_lines(sitting, string_span(&bytes), &replay, &reading))
		fine = diagnostics_error(faults, "replay", (struct place){string_text(&sitting->path), 0, 0}, "event %llu does not fit the questionnaire",
		                         (unsigned long long)replay.refused_n);
	string_free(&bytes);
	if (fine)
		return sitting;
	sitting_free(sitting);
	return NULL;
}
