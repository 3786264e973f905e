/* tanya show: one interview, labelled. */
#include <string.h>

#include "entries.h"
#include "table.h"
#include "tanya/screen.h"
#include "tanya/words.h"

int with_entry(const struct global *global, const char *id, int (*act)(void *self, struct store *store, struct entry *entry, struct diagnostics *faults),
               void *self)
{
	struct diagnostics faults = {0};
	struct entries entries = {0};
	struct entry *entry = NULL;
	struct store *store = open_store(global, &faults);
	int status = EXIT_DONE;
	if (store && store_find(store, span_of(id), &entries, &entry, &faults))
		status = act(self, store, entry, &faults);
	int told = faults.count ? report(&faults) : EXIT_DONE;
	entries_free(&entries);
	diagnostics_free(&faults);
	store_free(store);
	return told ? told : status;
}

static bool is_told(const struct interview *interview, struct cell cell)
{
	const struct item *item = &interview_questionnaire(interview)->items[cell.item];
	return item->kind == ITEM_QUESTION && (item_has_answer(item) || item_type(item)->storage == STORE_DERIVED);
}

static void one_line(struct string *out, struct span text)
{
	struct string flat = {0};
	for (size_t i = 0; i < text.length; i++)
		string_add_byte(&flat, text.data[i] == '\n' ? ' ' : text.data[i]);
	text_clean(out, string_span(&flat), false);
	string_free(&flat);
}

static void label_of(const struct interview *interview, struct cell cell, uint32_t language, struct string *out)
{
	string_clear(out);
	interview_words(interview, cell, WORDS_LABEL, language, out);
	if (!out->length)
		string_add(out, interview_questionnaire(interview)->items[cell.item].name);
}

static void answer_text(const struct interview *interview, struct cell cell, uint32_t language, struct string *out)
{
	const struct item *item = &interview_questionnaire(interview)->items[cell.item];
	string_clear(out);
	if (item_type(item)->storage == STORE_DERIVED) {
		struct value value = interview_value(interview, cell);
		value_print(out, &value);
	} else if (interview_state(interview, cell) == STATE_ANSWERED) {
		interview_show(interview, cell, language, out);
	}
}

static void show_line(const struct interview *interview, struct cell cell, uint32_t language, struct string *out)
{
	struct string number = {0}, text = {0};
	enum answer_state state = interview_state(interview, cell);
	interview_number(interview, cell, &number);
	string_format(out, "%-7s ", string_text(&number));
	label_of(interview, cell, language, &text);
	one_line(out, string_span(&text));
	string_add_text(out, "\n        ");
	answer_text(interview, cell, language, &text);
	if (text.length)
		one_line(out, string_span(&text));
	else
		string_format(out, "(%s)", screen_state_words(state));
	struct span remark = interview_remark(interview, cell);
	if (remark.length) {
		string_format(out, "\n        %s: ", _("remark"));
		one_line(out, remark);
	}
	struct span by = interview_answer(interview, cell)->by;
	if (by.length) {
		string_format(out, "\n        %s: ", _("answered by"));
		one_line(out, by);
	}
	string_add_byte(out, '\n');
	string_free(&number);
	string_free(&text);
}

/* With which outcome it was closed, and why. */
static void show_outcome(const struct interview *interview, struct string *out)
{
	struct span outcome = interview_outcome(interview);
	const char *words = screen_outcome_words(outcome);
	string_format(out, "%s: ", words_status(INTERVIEW_CLOSED));
	one_line(out, words ? span_of(words) : outcome);
	if (interview_reason(interview).length) {
		string_add_text(out, " (");
		one_line(out, interview_reason(interview));
		string_add_byte(out, ')');
	}
	string_add_byte(out, '\n');
}

void show_text(struct sitting *sitting, const struct entry *entry, uint32_t language, struct string *out)
{
	struct interview *interview = sitting_interview(sitting);
	struct string when = {0}, who = {0};
	moment_print(&when, entry->started);
	one_line(&who, entry->enumerator);
	string_format(out, "%.*s  %.*s %.*s  %s\n", SPAN_ARGUMENTS(entry->id), SPAN_ARGUMENTS(entry->questionnaire), SPAN_ARGUMENTS(entry->version),
	              words_status(entry->status));
	one_line(out, entry->title);
	string_add_byte(out, '\n');
	string_format(out, _("begun %s by %s, %u of %u answered, %lld.%lld minutes"), string_text(&when), string_text(&who), entry->answered, entry->asked,
	              (long long)(entry->minutes_tenths / 10), (long long)(entry->minutes_tenths % 10));
	string_add_byte(out, '\n');
	if (entry->status == INTERVIEW_CLOSED)
		show_outcome(interview, out);
	string_add_byte(out, '\n');
	for (struct cell at = CELL_NONE; interview_step_all(interview, &at);)
		if (is_told(interview, at))
			show_line(interview, at, language, out);
	string_free(&when);
	string_free(&who);
}

static void json_or_null(struct json_writer *writer, const char *name, struct span text)
{
	json_name(writer, name);
	if (text.length)
		json_put_text(writer, text);
	else
		json_put_null(writer);
}

static void json_copy(struct json_writer *writer, const struct json *value)
{
	struct string plain = {0};
	if (value->kind == JSON_STRING) {
		json_text(&plain, value);
		json_put_text(writer, string_span(&plain));
	} else {
		json_put_raw(writer, value->raw);
	}
	string_free(&plain);
}

static void json_value(struct json_writer *writer, struct interview *interview, struct cell cell)
{
	const struct item *item = &interview_questionnaire(interview)->items[cell.item];
	json_name(writer, "value");
	if (item_type(item)->storage == STORE_DERIVED) {
		struct value value = interview_value(interview, cell);
		struct string text = {0};
		value_print(&text, &value);
		if (value.kind == VALUE_NUMBER && value.number == value.number)
			json_put_raw(writer, string_span(&text));
		else
			json_put_text(writer, value.kind == VALUE_NUMBER ? SPAN("") : string_span(&text));
		string_free(&text);
		return;
	}
	const struct answer *answer = interview_answer(interview, cell);
	struct string text = {0};
	struct json whole, v;
	if (answer->state == STATE_ANSWERED)
		answer_write_json(&text, item, answer);
	if (!text.length || !json_parse(string_span(&text), &whole, NULL))
		json_put_null(writer);
	else if (whole.kind == JSON_OBJECT && json_member(&whole, "v", &v))
		json_copy(writer, &v);
	else
		json_copy(writer, &whole);
	string_free(&text);
}

static void json_override(struct json_writer *writer, const struct interview *interview, struct cell cell)
{
	const struct item *item = &interview_questionnaire(interview)->items[cell.item];
	const struct override *found = NULL;
	for (uint32_t check = 1; check <= item->check_count && !found; check++)
		found = interview_override(interview, cell, check);
	json_name(writer, "override");
	if (!found) {
		json_put_null(writer);
		return;
	}
	json_open(writer, '{');
	json_name(writer, "check");
	json_put_whole(writer, found->check);
	json_name(writer, "reason");
	json_put_text(writer, found->reason);
	json_or_null(writer, "text", found->text);
	json_close(writer, '}');
}

static void json_cell(struct json_writer *writer, struct interview *interview, struct cell cell, uint32_t language)
{
	const struct item *item = &interview_questionnaire(interview)->items[cell.item];
	struct string text = {0};
	json_open(writer, '{');
	interview_path(interview, cell, &text);
	json_or_null(writer, "path", string_span(&text));
	string_clear(&text);
	interview_number(interview, cell, &text);
	json_or_null(writer, "number", string_span(&text));
	label_of(interview, cell, language, &text);
	json_or_null(writer, "label", string_span(&text));
	json_or_null(writer, "type", span_of(item_type(item)->word));
	json_or_null(writer, "state", span_of(answer_state_word(interview_state(interview, cell))));
	json_value(writer, interview, cell);
	answer_text(interview, cell, language, &text);
	json_or_null(writer, "text", string_span(&text));
	json_or_null(writer, "remark", interview_remark(interview, cell));
	json_override(writer, interview, cell);
	json_close(writer, '}');
	string_free(&text);
}

static void show_json(struct sitting *sitting, const struct entry *entry, uint32_t language, struct string *out)
{
	struct interview *interview = sitting_interview(sitting);
	struct json_writer writer = {.out = out};
	json_open(&writer, '{');
	entry_json(&writer, entry);
	json_name(&writer, "answers");
	json_open(&writer, '[');
	for (struct cell at = CELL_NONE; interview_step_all(interview, &at);)
		if (is_told(interview, at))
			json_cell(&writer, interview, at, language);
	json_close(&writer, ']');
	json_close(&writer, '}');
	string_add_byte(out, '\n');
}

struct wishes {
	const struct global *global;
	bool json;
};

static int show(void *self, struct store *store, struct entry *entry, struct diagnostics *faults)
{
	const struct wishes *wishes = self;
	struct string out = {0}, code = {0};
	struct sitting *sitting = sitting_look(store, entry, faults);
	if (!sitting)
		return EXIT_NOT_SO;
	if (*entry->trouble)
		diagnostics_add(faults, SEVERITY_WARNING, "not-whole", (struct place){.file = entry->path.data}, "%s", entry->trouble);
	struct interview *interview = sitting_interview(sitting);
	uint32_t language = interview_language(interview);
	if (wishes->global->language)
		language = questionnaire_language(interview_questionnaire(interview), span_of(wishes->global->language));
	if (language == NONE) {
		diagnostics_error(faults, "unknown-language", (struct place){0}, "the questionnaire has no language %s", wishes->global->language);
		sitting_free(sitting);
		return EXIT_NOT_SO;
	}
	string_add(&code, interview_questionnaire(interview)->languages[language].code);
	words_language(string_text(&code));
	(wishes->json ? show_json : show_text)(sitting, entry, language, &out);
	bool fine = put_result(string_span(&out));
	string_free(&out);
	string_free(&code);
	sitting_free(sitting);
	return fine ? EXIT_DONE : EXIT_SYSTEM;
}

static int run(const struct command *command, const struct global *global, int count, char **words)
{
	static const char *const formats[] = {"text", "json", NULL};
	const char *wish = NULL;
	const struct option_row rows[] = {{"format", OPTION_TEXT, &wish}};
	int left, status = options_read(command, rows, 1, count, words, 1, 1, &left);
	if (status != EXIT_DONE)
		return status;
	const char *format = option_pick(wish, formats, formats[0]);
	if (!format)
		return usage_fault(command, "--format is text or json, not %s", wish);
	return with_entry(global, words[0], show, &(struct wishes){global, format == formats[1]});
}

const struct command command_show = {
	.name = "show",
	.usage = "ID [--format text|json]",
	.summary = N_("one interview, labelled"),
	.details = N_("  --format F  text or json\n\n"
	              "An ID may be cut short from either end, to at least 4 characters.\n\n"
	              "Examples:\n  tanya show 3f9a1c --language en\n  tanya show 3f9a1c --format json\n"),
	.run = run,
};
