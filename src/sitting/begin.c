/* Beginning: a new interview, nothing of which is on the disk yet. */
#include <string.h>

#include "state.h"
#include "tanya/system.h"

#define NO_DEVICE "00000000-0000-0000-0000-000000000000"

struct sitting *sitting_new(struct store *store, struct span id, const struct sitting_options *options)
{
	struct sitting *sitting = memory_alloc(sizeof *sitting);
	sitting->store = store;
	sitting->arena = arena_new();
	string_add(&sitting->id, id);
	if (!options)
		return sitting;
	sitting->batch = options->batch;
	sitting->staged = options->staged;
	sitting->simulated = options->simulated;
	sitting->fixed = options->fixed_now.ms != 0;
	sitting->now = options->fixed_now;
	sitting->start_ms = sitting->fixed ? sitting->now.ms : clock_boot_ms();
	return sitting;
}

void sitting_sign(struct sitting *sitting, const struct sitting_options *options, struct event *event)
{
	struct arena *arena = sitting->arena;
	event->program = span_copy(arena, options->program);
	event->enumerator = span_copy(arena, options->enumerator);
	event->language = span_copy(arena, options->language);
	event->device = sitting->simulated ? SPAN(NO_DEVICE) : span_copy(arena, store_device_known(sitting->store));
	if (sitting->simulated)
		return; /* the same bytes on every machine */
	event->host = span_copy(arena, options->host);
	event->user = span_copy(arena, options->user);
	event->tty = span_copy(arena, options->tty);
	event->pid = options->pid;
}

/* The title without what would be piped into it: nothing is answered yet. */
static struct span title_of(struct arena *arena, const struct questionnaire *questionnaire, uint32_t language)
{
	struct string text = {0};
	size_t count = 0;
	const struct template_part *parts =
		questionnaire->title ? template_parts(questionnaire->title->by_language[language], &count) : NULL;
	for (size_t i = 0; i < count; i++)
		if (!parts[i].is_reference)
			string_add(&text, parts[i].text);
	struct span title = span_copy(arena, string_span(&text));
	string_free(&text);
	return title;
}

static void make_opening(struct sitting *sitting, const struct sitting_options *options, struct event *event)
{
	const struct questionnaire *questionnaire = sitting->questionnaire;
	uint32_t language = questionnaire_language(questionnaire, options->language);
	if (language == NONE)
		language = questionnaire->default_language;
	*event = (struct event){.kind = EVENT_OPEN, .format = JOURNAL_FORMAT};
	sitting_sign(sitting, options, event);
	event->language = questionnaire->languages[language].code;
	event->questionnaire = questionnaire->id;
	event->version = questionnaire->version;
	event->sha256 = span_of(questionnaire->sha256);
	event->form = span_of(questionnaire->form_path);
	event->title = title_of(sitting->arena, questionnaire, language);
	event->seed = options->seed ? options->seed : system_random64();
	event->case_key = options->case_key;
	event->case_values = options->case_values;
	event->case_value_count = options->case_value_count;
	event->simulated = options->simulated;
}

struct sitting *sitting_start(struct store *store, const struct questionnaire *questionnaire,
	const struct sitting_options *options, struct diagnostics *faults)
{
	char made[37];
	struct moment now = options->fixed_now.ms ? options->fixed_now : clock_now();
	struct span id = options->id;
	if (!id.length) {
		uint64_t seed = options->seed; /* given: the same interview has the same ID */
		uuid_v7(
			made, now, seed ? seed : system_random64(), seed ? seed * UINT64_C(0x9E3779B97F4A7C15) : system_random64());
		id = span_of(made);
	} else if (!uuid_valid(id)) {
		diagnostics_error(faults, "bad-id", (struct place){0}, "%.*s is no ID: a UUID in small letters was expected",
			SPAN_ARGUMENTS(id));
		return NULL;
	}
	struct sitting *sitting = sitting_new(store, id, options);
	struct event event;
	const char *refusal = NULL;
	sitting->questionnaire = questionnaire;
	sitting->interview = interview_new(questionnaire);
	store_interview_path(store, questionnaire->id, id, &sitting->path);
	sitting->journal = journal_new(string_text(&sitting->path), id);
	make_opening(sitting, options, &event);
	if (sitting_take(sitting, &event, options->effects, &refusal))
		return sitting;
	diagnostics_error(faults, "refused", (struct place){.file = questionnaire->file}, "the interview cannot begin: %s",
		refusal ? refusal : "refused");
	sitting_free(sitting);
	return NULL;
}

void sitting_free(struct sitting *sitting)
{
	if (!sitting)
		return;
	struct diagnostics ignored = {0}; /* whoever wants to know has committed before */
	if (sitting->journal)
		journal_close(sitting->journal, &ignored);
	diagnostics_free(&ignored);
	if (!sitting->kept)
		attached_drop(sitting->attached, sitting->attached_count);
	memory_free(sitting->attached);
	interview_free(sitting->interview);
	string_free(&sitting->id);
	string_free(&sitting->path);
	string_free(&sitting->bytes);
	arena_free(sitting->arena);
	memory_free(sitting);
}
