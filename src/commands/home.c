/* tanya alone: the home screen, and what is done from it. */
#include <stdlib.h>
#include <string.h>

#include "entries.h"
#include "stage.h"
#include "table.h"
#include "tanya/export.h"
#include "tanya/system.h"

/* What the screen borrows; lives until the next home. */
struct home_data {
	struct arena *arena;
	struct home home;
	struct entries entries;
	struct form_card *forms;
	struct questionnaire **loaded; /* of each form; NULL: it has mistakes */
	size_t form_count, form_capacity, loaded_count, loaded_capacity;
};

static void home_data_free(struct home_data *data)
{
	if (!data)
		return;
	entries_free(&data->entries);
	for (size_t i = 0; i < data->loaded_count; i++)
		questionnaire_free(data->loaded[i]);
	memory_free(data->loaded);
	memory_free(data->forms);
	arena_free(data->arena);
	memory_free(data);
}

static struct span keep(struct home_data *data, struct string *text)
{
	struct span kept = span_copy(data->arena, string_span(text));
	string_clear(text);
	return kept;
}

/* ---- forms -------------------------------------------------------------------------------------------------------------- */

/* The label of the list with the case's ${case.COLUMN} in it; the loader has seen to it that there are such. */
static void case_label(const struct lookup *list, struct span label, const struct span *cells, struct string *text)
{
	for (size_t at; (at = span_find(label, SPAN("${case."))) != SIZE_MAX;) {
		struct span name = span_sub(label, at + 7, SIZE_MAX);
		size_t length = span_find(name, SPAN("}"));
		uint32_t column = lookup_column(list, span_sub(name, 0, length));
		string_add(text, span_sub(label, 0, at));
		string_add(text, column != NONE && cells[column].length ? cells[column] : SPAN("…"));
		label = span_sub(name, length + 1, SIZE_MAX);
	}
	string_add(text, label);
}

/* Without a label: what tells most, the first columns beside the key. */
static void case_columns(const struct lookup *list, uint32_t key, const struct span *cells, struct string *text)
{
	for (uint32_t i = 0; i < list->column_count && i < 4; i++)
		if (i != key && cells[i].length)
			string_format(text, "%s%.*s", text->length ? ", " : "", SPAN_ARGUMENTS(cells[i]));
}

static void add_cases(struct home_data *data, struct form_card *card, const struct questionnaire *questionnaire)
{
	if (questionnaire->cases.lookup == NONE)
		return;
	const struct lookup *list = &questionnaire->lookups[questionnaire->cases.lookup];
	struct named_text *cases = arena_alloc(data->arena, (list->row_count + 1) * sizeof *cases);
	uint32_t key = lookup_column(list, questionnaire->cases.key);
	struct string text = {0};
	for (uint32_t row = 0; row < list->row_count; row++) {
		const struct span *cells = list->cells + (size_t)row * list->column_count;
		if (questionnaire->cases.label.length)
			case_label(list, questionnaire->cases.label, cells, &text);
		else
			case_columns(list, key, cells, &text);
		cases[row] = (struct named_text){span_copy(data->arena, cells[key]), keep(data, &text)};
	}
	string_free(&text);
	card->cases = cases;
	card->case_count = list->row_count;
}

/* In the form's own language, what is filled in left out. */
static struct span keep_words(struct home_data *data, const struct questionnaire *questionnaire, const struct words *words, struct string *text)
{
	size_t parts;
	const struct template_part *part = template_parts(words->by_language[questionnaire->default_language], &parts);
	for (size_t i = 0; i < parts; i++)
		string_add(text, part[i].is_reference ? SPAN("…") : part[i].text);
	return keep(data, text);
}

static void add_form(struct home_data *data, const char *path)
{
	struct diagnostics faults = {0};
	struct string text = {0};
	struct questionnaire *questionnaire = store_load_form(path, &faults);
	ARRAY_PUSH(data->forms, data->form_count, data->form_capacity, (struct form_card){0});
	struct form_card *card = &data->forms[data->form_count - 1];
	card->path = span_copy(data->arena, span_of(path));
	card->id = card->path;
	if (questionnaire) {
		card->title = keep_words(data, questionnaire, questionnaire->title, &text);
		card->id = span_copy(data->arena, questionnaire->id);
		card->version = span_copy(data->arena, questionnaire->version);
		add_cases(data, card, questionnaire);
	} else {
		diagnostics_print(&text, &faults);
		card->fault = keep(data, &text);
	}
	ARRAY_PUSH(data->loaded, data->loaded_count, data->loaded_capacity, questionnaire);
	diagnostics_free(&faults);
	string_free(&text);
}

struct folder {
	struct home_data *data;
	const char *path;
	int depth;
};

/* A file that begins with `tanya:` (after comments) is a questionnaire; included files are not. */
static bool is_questionnaire(const char *path)
{
	struct diagnostics ignored = {0};
	struct string text = {0};
	bool has_survey = file_read(path, LIMIT_FILE_BYTES, &text, &ignored) && span_find(string_span(&text), SPAN("\nsurvey:")) != SIZE_MAX;
	diagnostics_free(&ignored);
	string_free(&text);
	return has_survey;
}

static bool look_at(void *self, const char *name)
{
	const struct folder *folder = self;
	struct string path = {0};
	struct diagnostics ignored = {0};
	path_join(&path, folder->path, name);
	if (strcmp(folder->path, ".") == 0) {
		string_clear(&path);
		string_add_text(&path, name);
	}
	if (name[0] != '.' && span_ends(span_of(name), SPAN(".yaml")) && is_questionnaire(string_text(&path)))
		add_form(folder->data, string_text(&path));
	else if (name[0] != '.' && folder->depth > 0 && file_is_directory(string_text(&path)))
		directory_list(string_text(&path), look_at, &(struct folder){folder->data, string_text(&path), folder->depth - 1}, &ignored);
	diagnostics_free(&ignored);
	string_free(&path);
	return true;
}

/* Forms of the current folder, then of `questionnaires/` here or where the program is installed. */
static void find_forms(struct home_data *data)
{
	struct diagnostics ignored = {0};
	struct string own = {0}, share = {0};
	directory_list(".", look_at, &(struct folder){data, ".", 0}, &ignored);
	directory_list("questionnaires", look_at, &(struct folder){data, "questionnaires", 1}, &ignored);
	if (!data->form_count && program_folder(&own)) {
		path_join(&share, string_text(&own), "../share/tanya/questionnaires");
		directory_list(string_text(&share), look_at, &(struct folder){data, string_text(&share), 1}, &ignored);
	}
	string_free(&own);
	string_free(&share);
	diagnostics_free(&ignored);
}

/* ---- cards ---------------------------------------------------------------------------------------------------------------- */

static int partial_then_newest(const void *a, const void *b)
{
	const struct entry *left = *(const struct entry *const *)a, *right = *(const struct entry *const *)b;
	bool left_partial = left->status == INTERVIEW_PARTIAL, right_partial = right->status == INTERVIEW_PARTIAL;
	if (left_partial != right_partial)
		return left_partial ? -1 : 1;
	if (left->last_change.ms != right->last_change.ms)
		return left->last_change.ms < right->last_change.ms ? 1 : -1;
	return span_compare(left->id, right->id);
}

/* "2.3  Since when?" of the path that it was left on. */
static struct span place_words(struct home_data *data, const struct questionnaire *questionnaire, struct span path)
{
	struct string text = {0};
	struct span name = path;
	for (struct span rest = path; span_next(&rest, '/', &name);)
		;
	size_t row = span_find(name, SPAN("["));
	uint32_t item = questionnaire_find(questionnaire, span_sub(name, 0, row));
	if (item == NONE || !questionnaire->items[item].label)
		return name;
	if (*questionnaire->items[item].number)
		string_format(&text, "%s  ", questionnaire->items[item].number);
	struct span words = keep_words(data, questionnaire, questionnaire->items[item].label, &text);
	string_free(&text);
	return words;
}

/* What the form says of it, where that is here. */
static void add_form_words(struct home_data *data, const struct entry *entry, struct card *card)
{
	for (size_t i = 0; i < data->form_count; i++) {
		if (!data->loaded[i] || !span_equal(data->forms[i].id, entry->questionnaire))
			continue;
		card->form = data->forms[i].title;
		card->place = place_words(data, data->loaded[i], entry->place);
		return;
	}
}

static void add_cards(struct home_data *data)
{
	size_t count = data->entries.count;
	const struct entry **sorted = arena_alloc(data->arena, (count + 1) * sizeof *sorted);
	struct card *cards = arena_alloc(data->arena, (count + 1) * sizeof *cards);
	struct string when = {0};
	for (size_t i = 0; i < count; i++)
		sorted[i] = &data->entries.items[i];
	qsort(sorted, count, sizeof *sorted, partial_then_newest);
	for (size_t i = 0; i < count; i++) {
		const struct entry *entry = sorted[i];
		moment_print_minute(&when, entry->last_change);
		cards[i] = (struct card){.id = entry->id, .questionnaire = entry->questionnaire, .title = entry->title.length ? entry->title : entry->case_key,
		                         .status = span_of(words_status(entry->status)), .place = entry->place, .when = keep(data, &when),
		                         .answered = entry->answered, .asked = entry->asked, .trouble = *entry->trouble != '\0'};
		add_form_words(data, entry, &cards[i]);
	}
	string_free(&when);
	data->home.cards = cards;
	data->home.card_count = (uint32_t)count;
	while (data->home.partial_count < count && sorted[data->home.partial_count]->status == INTERVIEW_PARTIAL)
		data->home.partial_count++;
}

void stage_home(struct stage *stage)
{
	struct diagnostics faults = {0};
	struct string name = {0};
	struct home_data *data = memory_alloc(sizeof *data);
	data->arena = arena_new();
	store_list(stage->store, SPAN(""), &data->entries, &faults);
	find_forms(data);
	add_cards(data);
	find_enumerator(stage->global, stage->store, &name);
	data->home.enumerator = keep(data, &name);
	data->home.data = span_copy(data->arena, span_of(stage->global->data));
	data->home.forms = data->forms;
	data->home.form_count = (uint32_t)data->form_count;
	screen_home(stage->screen, &data->home);
	home_data_free(stage->home_data);
	stage->home_data = data;
	if (faults.count)
		screen_notice(stage->screen, faults.items[0].message);
	string_free(&name);
	diagnostics_free(&faults);
}

/* ---- what is done from it ------------------------------------------------------------------------------------------------------- */

/* To a person at the screen, codes say nothing; where in a file it is wrong does. */
static void tell_faults(struct stage *stage, struct diagnostics *faults)
{
	struct string text = {0};
	bool in_file = false;
	for (size_t i = 0; i < faults->count; i++)
		in_file |= faults->items[i].place.file != NULL;
	if (in_file)
		diagnostics_print(&text, faults);
	for (size_t i = 0; !in_file && i < faults->count; i++) {
		const struct diagnostic *fault = &faults->items[i];
		string_format(&text, "%s%s%s\n", fault->message, *fault->cure ? "; " : "", fault->cure);
	}
	screen_text(stage->screen, SPAN("tanya"), string_span(&text));
	string_free(&text);
}

static void resume(struct stage *stage, struct span id, struct diagnostics *faults)
{
	for (size_t i = 0; i < stage->home_data->entries.count; i++)
		if (span_equal(stage->home_data->entries.items[i].id, id))
			stage_resume(stage, &stage->home_data->entries.items[i], false, faults);
}

static void show(struct stage *stage, struct span id, struct diagnostics *faults)
{
	struct string text = {0};
	for (size_t i = 0; i < stage->home_data->entries.count; i++) {
		const struct entry *entry = &stage->home_data->entries.items[i];
		struct sitting *sitting = span_equal(entry->id, id) ? sitting_look(stage->store, entry, faults) : NULL;
		if (!sitting)
			continue;
		show_text(sitting, entry, interview_language(sitting_interview(sitting)), &text);
		screen_text(stage->screen, id, string_span(&text));
		sitting_free(sitting);
	}
	string_free(&text);
}

static void export(struct stage *stage, struct span form, struct diagnostics *faults)
{
	struct string paths = {0};
	struct export_options options = {.form = form, .output = "."};
	struct export_left left;
	if (export_write(stage->store, SPAN("csv"), &options, export_wrote, &paths, &left, faults)) {
		export_left_line(&left, &paths);
		screen_text(stage->screen, form, string_span(&paths));
	}
	string_free(&paths);
}

static void start(struct stage *stage, const struct intent *intent, struct diagnostics *faults)
{
	struct string path = {0}, key = {0};
	string_add(&path, intent->text);
	string_add(&key, intent->reason);
	struct questionnaire *form = begin_load(stage->global, string_text(&path), faults);
	if (form)
		stage_start(stage, form, key.length ? string_text(&key) : NULL, faults);
	string_free(&path);
	string_free(&key);
}

void home_intent(struct stage *stage, const struct intent *intent)
{
	struct diagnostics faults = {0};
	if (intent->kind == INTENT_START)
		start(stage, intent, &faults);
	else if (intent->kind == INTENT_RESUME)
		resume(stage, intent->text, &faults);
	else if (intent->kind == INTENT_SHOW)
		show(stage, intent->text, &faults);
	else if (intent->kind == INTENT_EXPORT)
		export(stage, intent->text, &faults);
	else if (intent->kind == INTENT_ENUMERATOR && store_set_enumerator(stage->store, intent->text, &faults))
		stage_home(stage);
	if (faults.count)
		tell_faults(stage, &faults);
	diagnostics_free(&faults);
}

void home_free(struct stage *stage)
{
	home_data_free(stage->home_data);
	stage->home_data = NULL;
}

int run_home(const struct global *global)
{
	struct diagnostics faults = {0};
	struct stage stage;
	int status = EXIT_DONE;
	struct store *store = open_store(global, &faults);
	if (store && stage_open(&stage, global, store, &faults)) {
		stage.has_home = true;
		stage_home(&stage);
		stage_run(&stage);
		home_free(&stage);
		status = stage_close(&stage);
	}
	if (faults.count) {
		int told = report(&faults);
		status = told ? told : status;
	}
	diagnostics_free(&faults);
	store_free(store);
	return status;
}
