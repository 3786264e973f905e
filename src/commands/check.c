/* tanya check: every mistake of a questionnaire, with place and cure. */
#include <string.h>

#include "table.h"
#include "tanya/formats.h"
#include "tanya/words.h"

static const char *severity_word(enum severity severity)
{
	static const char *const words[] = {[SEVERITY_NOTE] = "note", [SEVERITY_WARNING] = "warning", [SEVERITY_ERROR] = "error"};
	return words[severity];
}

static void json_place(struct json_writer *writer, const struct diagnostic *diagnostic)
{
	json_name(writer, "file");
	if (diagnostic->place.file)
		json_put_text(writer, span_of(diagnostic->place.file));
	else
		json_put_null(writer);
	const struct {
		const char *name;
		uint32_t value;
	} numbers[] = {{"line", diagnostic->place.line}, {"column", diagnostic->place.column}};
	for (unsigned i = 0; i < 2; i++) {
		json_name(writer, numbers[i].name);
		if (numbers[i].value)
			json_put_whole(writer, numbers[i].value);
		else
			json_put_null(writer);
	}
}

static void json_diagnostic(struct json_writer *writer, const struct diagnostic *diagnostic)
{
	json_open(writer, '{');
	json_place(writer, diagnostic);
	json_name(writer, "severity");
	json_put_text(writer, span_of(severity_word(diagnostic->severity)));
	json_name(writer, "code");
	json_put_text(writer, span_of(diagnostic->code));
	json_name(writer, "message");
	json_put_text(writer, span_of(diagnostic->message));
	json_name(writer, "cure");
	json_put_text(writer, span_of(diagnostic->cure));
	json_name(writer, "related");
	json_open(writer, '[');
	for (size_t i = 0; i < diagnostic->related_count; i++) {
		json_open(writer, '{');
		json_place(writer, &diagnostic->related[i]);
		json_name(writer, "message");
		json_put_text(writer, span_of(diagnostic->related[i].message));
		json_close(writer, '}');
	}
	json_close(writer, ']');
	json_close(writer, '}');
}

static void write_json(const struct diagnostics *faults, struct string *out)
{
	struct json_writer writer = {.out = out};
	json_open(&writer, '[');
	for (size_t i = 0; i < faults->count; i++)
		json_diagnostic(&writer, &faults->items[i]);
	json_close(&writer, ']');
	string_add_byte(out, '\n');
}

static bool has_warnings(const struct diagnostics *faults)
{
	for (size_t i = 0; i < faults->count; i++)
		if (faults->items[i].severity == SEVERITY_WARNING)
			return true;
	return false;
}

static void add_count(struct string *out, uint32_t count, const char *word)
{
	if (count)
		string_format(out, "%s%u %s%s", out->length ? ", " : "", count, word, count == 1 ? "" : "s");
}

/* What a form that can be used holds: words for people, so that silence is not all they get. */
static void tell_counts(const struct questionnaire *questionnaire, bool spotless)
{
	struct string out = {0}, languages = {0};
	uint32_t counts[ITEM_TOPIC + 1] = {0}, answers = 0;
	for (uint32_t i = 0; i < questionnaire->item_count; i++) {
		counts[questionnaire->items[i].kind]++;
		answers += questionnaire->items[i].kind == ITEM_QUESTION && item_has_answer(&questionnaire->items[i]);
	}
	for (uint32_t i = 0; i < questionnaire->language_count; i++)
		string_format(&languages, "%s%.*s", i ? ", " : "", SPAN_ARGUMENTS(questionnaire->languages[i].code));
	add_count(&out, answers, "question");
	add_count(&out, counts[ITEM_GROUP], "group");
	add_count(&out, counts[ITEM_REPEAT], "repeat");
	string_format(&out, "%slanguage%s %s%s", out.length ? ", " : "", questionnaire->language_count == 1 ? "" : "s", string_text(&languages),
	              spotless ? "; nothing to mend" : "");
	struct string clean = {0};
	text_clean(&clean, span_of(questionnaire->file), false);
	fprintf(stderr, "%s: %s\n", string_text(&clean), string_text(&out));
	string_free(&clean);
	string_free(&out);
	string_free(&languages);
}

static void check_form(const char *argument, bool tells, struct diagnostics *faults)
{
	size_t before = faults->count;
	struct questionnaire *questionnaire = load_form(argument, faults);
	if (questionnaire && tells)
		tell_counts(questionnaire, faults->count == before);
	questionnaire_free(questionnaire);
}

static int run(const struct command *command, const struct global *global, int count, char **words)
{
	static const char *const formats[] = {"text", "json", NULL};
	const char *wish = NULL;
	bool strict = false;
	const struct option_row rows[] = {{"format", OPTION_TEXT, &wish}, {"strict", OPTION_FLAG, &strict}};
	struct diagnostics faults = {0};
	struct string out = {0};
	(void)global;
	int left, status = options_read(command, rows, 2, count, words, 1, -1, &left);
	if (status != EXIT_DONE)
		return status;
	const char *format = option_pick(wish, formats, formats[0]);
	if (!format)
		return usage_fault(command, "--format is text or json, not %s", wish);
	for (int i = 0; i < left; i++)
		check_form(words[i], format == formats[0], &faults);
	status = diagnostics_status(&faults);
	if (status == EXIT_DONE && strict && has_warnings(&faults))
		status = EXIT_NOT_SO;
	if (format == formats[1])
		write_json(&faults, &out);
	else
		diagnostics_print(&out, &faults);
	if (!put_result(string_span(&out)))
		status = EXIT_SYSTEM;
	string_free(&out);
	diagnostics_free(&faults);
	return status;
}

const struct command command_check = {
	.name = "check",
	.usage = "FORM… [--format text|json] [--strict]",
	.summary = N_("every mistake of a questionnaire"),
	.details = N_("FORM is a file, or the id of one that lies here or in questionnaires/.\n\n"
	              "  --format F  text: FILE:LINE:COLUMN: error[CODE]: what; cure. Or json\n"
	              "  --strict    warnings count as errors\n\n"
	              "On standard error it tells what a form without mistakes holds.\n"
	              "tanya-questionnaire(5) explains the codes.\n\n"
	              "Example:\n  tanya check questionnaires/jambi/batik.yaml\n"),
	.run = run,
};
