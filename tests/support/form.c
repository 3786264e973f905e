/* Forms in memory. */
#include "form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "place.h"

#define FORM_PATH "form.yaml"

struct shelf {
	const char *yaml;
	const struct form_file *files;
	size_t count;
};

static bool read_file(void *self, const char *path, struct string *out, struct diagnostics *faults)
{
	const struct shelf *shelf = self;
	const char *text = strcmp(path, FORM_PATH) == 0 ? shelf->yaml : NULL;
	for (size_t i = 0; i < shelf->count && !text; i++)
		text = strcmp(path, shelf->files[i].path) == 0 ? shelf->files[i].text : NULL;
	if (!text)
		return diagnostics_error(faults, "file", (struct place){.file = path}, "there is no such file");
	string_add_text(out, text);
	return true;
}

/* No SHA-256, but the same for the same bytes. */
static void hash(char out[65], struct span bytes)
{
	static const char digits[] = "0123456789abcdef";
	uint64_t value = span_hash(bytes);
	for (int i = 0; i < 64; i++)
		out[i] = digits[value >> (i % 16 * 4) & 15];
	out[64] = '\0';
}

static void show_faults(const struct diagnostics *faults)
{
	struct string text = {0};
	diagnostics_print(&text, faults);
	print_error("%s", string_text(&text));
	string_free(&text);
}

static bool read_disk(void *self, const char *path, struct string *out, struct diagnostics *faults)
{
	struct string whole = {0};
	(void)faults;
	string_format(&whole, "%s/%s", (const char *)self, path);
	place_read(string_text(&whole), out);
	string_free(&whole);
	return true;
}

static void begin(struct form *form, const char *path, const struct questionnaire_reader *reader, const char *language)
{
	*form = (struct form){0};
	form->questionnaire = questionnaire_load(path, reader, &form->faults);
	if (!form->questionnaire) {
		show_faults(&form->faults);
		fail_msg("the form does not load");
	}
	moment_parse(SPAN("2026-11-24T09:30+07:00"), 0, &form->now);
	form->interview = interview_new(form->questionnaire);
	struct span code = form->questionnaire->languages[form->questionnaire->default_language].code;
	form_do(form, (struct event){
					  .kind = EVENT_OPEN,
					  .format = 1,
					  .questionnaire = form->questionnaire->id,
					  .version = form->questionnaire->version,
					  .sha256 = span_of(form->questionnaire->sha256),
					  .form = span_of(path),
					  .program = SPAN("test"),
					  .enumerator = SPAN("tester"),
					  .device = SPAN("device"),
					  .host = SPAN("host"),
					  .user = SPAN("user"),
					  .tty = SPAN("tty"),
					  .language = language ? span_of(language) : code,
					  .seed = 1,
				  });
}

void form_open(struct form *form, const char *yaml, const struct form_file *files, size_t count, const char *language)
{
	struct shelf shelf = {yaml, files, count};
	begin(form, FORM_PATH, &(struct questionnaire_reader){&shelf, read_file, hash}, language);
}

void form_open_file(struct form *form, const char *path, const char *language)
{
	struct string folder = {0};
	const char *name = strrchr(path, '/') + 1;
	string_format(&folder, "%s/%.*s", getenv("TANYA_SOURCE"), (int)(name - path), path);
	begin(form, name, &(struct questionnaire_reader){(void *)string_text(&folder), read_disk, hash}, language);
	string_free(&folder);
}

void form_close(struct form *form)
{
	interview_free(form->interview);
	questionnaire_free(form->questionnaire);
	diagnostics_free(&form->faults);
}

struct cell form_cell(const struct form *form, const char *path)
{
	struct cell cell = CELL_NONE;
	if (!interview_find(form->interview, span_of(path), &cell))
		fail_msg("no such path: %s", path);
	return cell;
}

void form_do(struct form *form, struct event event)
{
	const char *refusal = NULL;
	event.n = ++form->n;
	event.at = form->now;
	event.ms = (int64_t)form->n * 1000;
	if (!interview_apply(form->interview, &event, NULL, &refusal))
		fail_msg("%s %.*s: %s", event_rows[event.kind].word, SPAN_ARGUMENTS(event.q),
			refusal ? refusal : "refused without a word");
}

void form_answer(struct form *form, const char *path, const char *csv_cell)
{
	struct arena *arena = arena_new();
	struct event event = {.kind = EVENT_ANSWER, .q = span_of(path)};
	const char *expected = NULL;
	const struct item *item = &form->questionnaire->items[form_cell(form, path).item];
	if (!answer_read(arena, form->questionnaire, item, span_of(csv_cell), &event.answer, &expected))
		fail_msg("%s: %s is no answer: %s", path, csv_cell, expected);
	form_do(form, event);
	arena_free(arena);
}

void form_state(struct form *form, const char *path, enum answer_state state)
{
	form_do(form, (struct event){.kind = EVENT_ANSWER, .q = span_of(path), .answer = {.state = state}});
}

void form_draft(struct form *form, const char *path, const char *text, bool pick)
{
	struct event event = {.kind = EVENT_DRAFT, .q = span_of(path), .draft_is_pick = pick};
	if (pick) {
		event.answer.v = span_of(text);
	} else {
		event.cut = (uint32_t)text_length(interview_answer(form->interview, form_cell(form, path))->v);
		event.put = span_of(text);
	}
	form_do(form, event);
}

void form_language(struct form *form, const char *code)
{
	form_do(form, (struct event){.kind = EVENT_LANGUAGE, .to = span_of(code)});
}
