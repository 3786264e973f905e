/* Putting an interview on the stage: a new one, or one that is gone on with. */
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stage.h"
#include "tanya/system.h"
#include "tanya/words.h"

static const char *user_name(void)
{
	struct passwd *user = getpwuid(getuid());
	return user && user->pw_name ? user->pw_name : "";
}

void sitting_options_fill(const struct global *global, struct store *store, struct sitting_options *options, struct string *texts)
{
	char host[256] = "";
	gethostname(host, sizeof host - 1);
	const char *tty = ttyname(STDIN_FILENO);
	struct string name = {0};
	find_enumerator(global, store, &name);
	const char *parts[] = {string_text(&name), host, user_name(), tty ? tty : "", global->language ? global->language : ""};
	size_t ends[5];
	string_clear(texts);
	for (int i = 0; i < 5; i++) {
		string_add_text(texts, parts[i]);
		ends[i] = texts->length;
	}
	struct span *into[] = {&options->enumerator, &options->host, &options->user, &options->tty, &options->language};
	for (int i = 0; i < 5; i++)
		*into[i] = span_sub(string_span(texts), i ? ends[i - 1] : 0, ends[i] - (i ? ends[i - 1] : 0));
	options->program = SPAN("tanya " TANYA_VERSION);
	options->pid = getpid();
	string_free(&name);
}

bool begin_case(const struct questionnaire *questionnaire, struct span key, struct sitting_options *options, struct arena *arena)
{
	if (questionnaire->cases.lookup == NONE)
		return false;
	const struct lookup *list = &questionnaire->lookups[questionnaire->cases.lookup];
	uint32_t column = lookup_column(list, questionnaire->cases.key);
	for (uint32_t row = 0; row < list->row_count && column != NONE; row++) {
		const struct span *cells = list->cells + (size_t)row * list->column_count;
		if (!span_equal(cells[column], key))
			continue;
		struct named_text *values = arena_alloc(arena, list->column_count * sizeof *values);
		for (uint32_t i = 0; i < list->column_count; i++)
			values[i] = (struct named_text){list->header[i], cells[i]};
		options->case_key = cells[column];
		options->case_values = values;
		options->case_value_count = list->column_count;
		return true;
	}
	return false;
}

/* The case's row of the sample list; false with a fault that names the file when there is none. */
static bool find_case(const struct questionnaire *questionnaire, const char *key, struct sitting_options *options, struct arena *arena,
                      struct diagnostics *faults)
{
	struct place place = {.file = questionnaire->file};
	if (begin_case(questionnaire, span_of(key), options, arena))
		return true;
	if (questionnaire->cases.lookup == NONE)
		return diagnostics_error(faults, "no-case-list", place, "this questionnaire has no case list, so --case %s means nothing", key);
	diagnostics_error(faults, "unknown-case", place, "no case %s in %.*s", key,
	                  SPAN_ARGUMENTS(questionnaire->lookups[questionnaire->cases.lookup].file));
	diagnostic_cure(faults, "take a key of its column %.*s", SPAN_ARGUMENTS(questionnaire->cases.key));
	return false;
}

static bool language_is_known(const struct questionnaire *questionnaire, const char *language, struct diagnostics *faults)
{
	if (!language || questionnaire_language(questionnaire, span_of(language)) != NONE)
		return true;
	struct string known = {0};
	for (uint32_t i = 0; i < questionnaire->language_count; i++)
		string_format(&known, "%s%.*s", i ? ", " : "", SPAN_ARGUMENTS(questionnaire->languages[i].code));
	diagnostics_error(faults, "unknown-language", (struct place){.file = questionnaire->file}, "the questionnaire has no language %s", language);
	diagnostic_cure(faults, "it has %s", string_text(&known));
	string_free(&known);
	return false;
}

struct questionnaire *begin_load(const struct global *global, const char *form, struct diagnostics *faults)
{
	struct questionnaire *questionnaire = load_form(form, faults);
	if (questionnaire && !language_is_known(questionnaire, global->language, faults)) {
		questionnaire_free(questionnaire);
		return NULL;
	}
	return questionnaire;
}

bool begin_case_exists(const struct questionnaire *questionnaire, const char *key, struct diagnostics *faults)
{
	struct sitting_options options = {0};
	struct arena *arena = arena_new();
	bool found = find_case(questionnaire, key, &options, arena, faults);
	arena_free(arena);
	return found;
}

/* The first fault of the form's expressions, in words. */
static void say_fault(const struct effects *effects, struct string *out)
{
	for (size_t i = 0; i < effects->count && !out->length; i++)
		if (effects->items[i].kind == EFFECT_FAULT && effects->items[i].text)
			string_format(out, _("A mistake in the form: %s"), effects->items[i].text);
}

bool stage_start(struct stage *stage, struct questionnaire *questionnaire, const char *case_key, struct diagnostics *faults)
{
	struct effects effects = {0};
	struct sitting_options options = {.effects = &effects};
	struct string texts = {0}, notice = {0};
	struct arena *arena = arena_new();
	struct sitting *sitting = NULL;
	if (!case_key || find_case(questionnaire, case_key, &options, arena, faults)) {
		sitting_options_fill(stage->global, stage->store, &options, &texts);
		sitting = sitting_start(stage->store, questionnaire, &options, faults);
	}
	if (sitting) {
		stage->questionnaire = questionnaire;
		stage->sitting = sitting;
		say_fault(&effects, &notice);
		screen_interview(stage->screen, sitting_interview(sitting), false, string_span(&notice), NULL);
	} else {
		questionnaire_free(questionnaire);
	}
	effects_free(&effects);
	string_free(&texts);
	string_free(&notice);
	arena_free(arena);
	return sitting != NULL;
}

/* One line that tells what resuming found. */
static void recovery_line(const struct recovery *recovery, struct span id, struct string *line)
{
	const struct {
		bool holds;
		const char *words;
	} parts[] = {
		{recovery->signal, N_("The last sitting was cut off; every answer is here")},
		{recovery->repaired, N_("it was repaired since: some answers may be gone")},
		{recovery->draft, N_("half-typed text is back")},
		{recovery->form_changed, N_("the form has changed since: its text of then is used")},
		{recovery->form_gone, N_("the form was not found here: the text kept with the interview is used")},
		{recovery->clock_back, N_("the clock is earlier than the last entry")},
	};
	if (recovery->read_only)
		string_add_text(line, _("Read-only"));
	if (recovery->detail[0])
		string_format(line, "%s%s", line->length ? ": " : "", recovery->detail);
	if (recovery->damaged) {
		string_add_text(line, line->length ? "; " : "");
		string_format(line, _("`tanya repair %.*s` mends it"), SPAN_ARGUMENTS(id));
	}
	for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++)
		if (parts[i].holds)
			string_format(line, "%s%s", line->length ? "; " : "", _(parts[i].words));
	if (recovery->torn) {
		string_add_text(line, line->length ? "; " : "");
		string_format(line, _("%lld bytes that were cut off in writing are kept beside it"), (long long)recovery->torn);
	}
	if (line->length && line->data[0] >= 'a' && line->data[0] <= 'z')
		line->data[0] = (char)(line->data[0] - 'a' + 'A');
}

bool stage_resume(struct stage *stage, const struct entry *entry, bool with_card, struct diagnostics *faults)
{
	struct sitting_options options = {0};
	struct recovery recovery = {0};
	struct string texts = {0}, line = {0};
	sitting_options_fill(stage->global, stage->store, &options, &texts);
	if (!stage->global->language)
		options.language = (struct span){0};
	struct form_folders folders = {0};
	form_folders_find(&folders);
	options.form_folders = folders.items;
	struct sitting *sitting = sitting_resume(stage->store, entry, &options, &recovery, faults);
	if (sitting && !language_is_known(interview_questionnaire(sitting_interview(sitting)), stage->global->language, faults)) {
		sitting_free(sitting);
		sitting = NULL;
	}
	if (sitting) {
		struct string left = {0};
		struct card card = {.id = entry->id, .questionnaire = entry->questionnaire, .title = entry->title, .place = entry->place,
		                    .answered = entry->answered, .asked = entry->asked};
		moment_print_minute(&left, entry->last_change);
		card.when = string_span(&left);
		stage->sitting = sitting;
		stage_follow_language(stage);
		recovery_line(&recovery, entry->id, &line);
		screen_interview(stage->screen, sitting_interview(sitting), sitting_is_read_only(sitting), string_span(&line), with_card ? &card : NULL);
		string_free(&left);
	}
	form_folders_free(&folders);
	string_free(&texts);
	string_free(&line);
	return sitting != NULL;
}
