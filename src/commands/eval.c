/* tanya eval: one expression, or one a line, with values given by hand or with a questionnaire behind it. */
#include <stdlib.h>
#include <string.h>

#include "stage.h"
#include "table.h"
#include "tanya/system.h"
#include "tanya/words.h"

struct wishes {
	const char *form, *at, *now;
	bool lines;
	struct option_words sets;
};

/* What an expression is evaluated against: a table of names, or an interview. */
struct ground {
	struct arena *arena, *scratch;
	struct map *names;          /* without a form */
	struct span *values;
	bool has_self;
	struct span self;
	struct questionnaire *questionnaire;
	struct interview *interview; /* with one */
	struct cell at;
	struct moment now;
	struct expression_memory *memory;
};

/* At the first `=`, which is there: check_wishes has seen to it. */
static void split_set(const char *word, struct span *name, struct span *value)
{
	const char *equals = strchr(word, '=');
	*name = (struct span){word, (size_t)(equals - word)};
	*value = span_of(equals + 1);
}

/* ---- without a form ---------------------------------------------------------------------------------------------------- */

static bool resolve_name(void *self, struct span name, struct reference *reference, const char **nearest)
{
	const struct ground *ground = self;
	*nearest = NULL;
	if (span_is(name, ".")) {
		*reference = (struct reference){.item = REFERENCE_SELF};
		return ground->has_self;
	}
	uint32_t index = map_get(ground->names, name);
	*reference = (struct reference){.item = index};
	return index != MAP_NONE;
}

static struct place no_place(void *self, size_t offset)
{
	(void)self;
	return (struct place){.line = 0, .column = (uint32_t)offset + 1};
}

static struct value one_value(void *self, const struct reference *reference)
{
	const struct ground *ground = self;
	if (reference->item == REFERENCE_SELF)
		return value_text(ground->self);
	return value_text(ground->values[reference->item]);
}

static enum answer_state state_of_value(void *self, const struct reference *reference)
{
	struct value value = one_value(self, reference);
	return value_is_empty(&value) ? STATE_UNANSWERED : STATE_ANSWERED;
}

static struct value label_is_name(void *self, const struct reference *reference, struct span name)
{
	(void)self;
	(void)reference;
	return value_text(name);
}

static void ground_names(struct ground *ground, const struct wishes *wishes)
{
	ground->names = map_new();
	ground->values = arena_alloc(ground->arena, (wishes->sets.count + 1) * sizeof *ground->values);
	for (size_t i = 0; i < wishes->sets.count; i++) {
		struct span name, value;
		split_set(wishes->sets.items[i], &name, &value);
		if (span_is(name, ".")) {
			ground->has_self = true;
			ground->self = value;
		} else {
			map_set(ground->names, name, (uint32_t)i);
			ground->values[i] = value;
		}
	}
}

/* ---- with a form ---------------------------------------------------------------------------------------------------------- */

/* What could not be evaluated, or made, is told; the rest holds. */
static bool apply(struct ground *ground, struct event *event, const char **refusal)
{
	struct effects effects = {0};
	struct string path = {0}, clean = {0};
	event->at = ground->now;
	event->n = interview_last(ground->interview) + 1;
	bool fine = interview_apply(ground->interview, event, &effects, refusal);
	for (size_t i = 0; i < effects.count; i++) {
		if (effects.items[i].kind != EFFECT_FAULT || !effects.items[i].text)
			continue;
		string_clear(&path);
		string_clear(&clean);
		interview_path(ground->interview, effects.items[i].cell, &path);
		text_clean(&clean, span_of(effects.items[i].text), false);
		fprintf(stderr, "tanya eval: warning: %s: %s\n", string_text(&path), string_text(&clean));
	}
	effects_free(&effects);
	string_free(&path);
	string_free(&clean);
	return fine;
}

/* Makes the rows that a path names and that are not there yet, outermost first. */
static void make_rows(struct ground *ground, struct span path)
{
	const char *refusal;
	for (size_t i = 0; i < path.length; i++) {
		struct cell repeat;
		struct span identity, part = span_sub(path, 0, i + 1);
		if (path.data[i] == ']' && interview_find_row(ground->interview, part, &repeat, &identity))
			apply(ground, &(struct event){.kind = EVENT_ROW_ADD, .q = part}, &refusal);
	}
}

static bool set_cell(struct ground *ground, struct span path, struct span value, struct diagnostics *faults)
{
	struct cell cell;
	const char *expected = "", *refusal = "";
	if (span_is(path, ".")) {
		struct string own = {0};
		interview_path(ground->interview, ground->at, &own);
		path = span_copy(ground->arena, string_span(&own));
		string_free(&own);
	}
	make_rows(ground, path);
	if (!interview_find(ground->interview, path, &cell))
		return diagnostics_error(faults, "unknown-name", (struct place){0}, "--set %.*s: no such question or row", SPAN_ARGUMENTS(path));
	struct event event = {.kind = EVENT_ANSWER, .q = path};
	const struct item *item = &ground->questionnaire->items[cell.item];
	if (!item_has_answer(item))
		return diagnostics_error(faults, "bad-set", (struct place){0}, "--set %.*s: it takes no answer", SPAN_ARGUMENTS(path));
	if (!value.length)
		event.kind = EVENT_CLEAR;
	else if (!answer_read(ground->arena, ground->questionnaire, item, value, &event.answer, &expected))
		return diagnostics_error(faults, "bad-value", (struct place){0}, "--set %.*s: %.*s; expected %s", SPAN_ARGUMENTS(path), SPAN_ARGUMENTS(value), expected);
	if (!apply(ground, &event, &refusal))
		return diagnostics_error(faults, "bad-set", (struct place){0}, "--set %.*s: %s", SPAN_ARGUMENTS(path), refusal);
	return true;
}

static bool ground_form(struct ground *ground, const struct global *global, const struct wishes *wishes, struct diagnostics *faults)
{
	const char *refusal;
	ground->questionnaire = begin_load(global, wishes->form, faults);
	if (!ground->questionnaire)
		return false;
	const struct questionnaire *form = ground->questionnaire;
	ground->interview = interview_new(ground->questionnaire);
	struct event open = {.kind = EVENT_OPEN, .format = 1, .questionnaire = form->id,
	                     .version = form->version, .seed = 1,
	                     .language = global->language ? span_of(global->language) : form->languages[form->default_language].code};
	if (!apply(ground, &open, &refusal))
		return diagnostics_error(faults, "bad-form", (struct place){.file = wishes->form}, "%s", refusal);
	ground->at = CELL_NONE;
	if (wishes->at) {
		make_rows(ground, span_of(wishes->at));
		if (!interview_find(ground->interview, span_of(wishes->at), &ground->at))
			return diagnostics_error(faults, "unknown-name", (struct place){0}, "--at %s: no such question or row", wishes->at);
	}
	bool fine = true;
	for (size_t i = 0; i < wishes->sets.count; i++) {
		struct span name, value;
		split_set(wishes->sets.items[i], &name, &value);
		fine &= set_cell(ground, name, value, faults);
	}
	return fine;
}

/* ---- evaluating ------------------------------------------------------------------------------------------------------------- */

static bool evaluate(struct ground *ground, const struct expression *expression, struct value *value, const char **fault)
{
	if (ground->interview)
		return interview_evaluate(ground->interview, ground->at, expression, ground->scratch, value, fault);
	const struct expression_world world = {.self = ground, .one = one_value, .state = state_of_value, .choice_label = label_is_name, .now = ground->now,
	                                       .seed = 1, .event = 1, .memory = ground->memory};
	return expression_evaluate(expression, &world, ground->scratch, value, fault);
}

static void scope_of(struct ground *ground, struct expression_scope *scope)
{
	if (ground->interview)
		*scope = questionnaire_scope(ground->questionnaire, ground->at.item);
	else
		*scope = (struct expression_scope){.self = ground, .resolve = resolve_name};
	if (!scope->place)
		scope->place = no_place;
	scope->late = true;
}

/* The result, or why there is none; false for the latter. */
static bool result_of(struct ground *ground, struct span source, struct string *out)
{
	struct expression_scope scope;
	struct diagnostics faults = {0};
	struct value value;
	const char *fault = NULL;
	scope_of(ground, &scope);
	arena_reset(ground->scratch);
	const struct expression *expression = expression_compile(ground->scratch, source, &scope, &faults);
	if (!expression)
		string_add_text(out, faults.count ? faults.items[0].message : "it cannot be read");
	bool fine = expression && evaluate(ground, expression, &value, &fault);
	if (fine && value.kind == VALUE_NODES && value.length > 1) {
		fault = "several values where one is needed; sum(), join() or indexed-repeat() make one of them";
		fine = false;
	}
	if (fine && value.kind == VALUE_NODES && value.length == 1)
		value = value.nodes[0];
	if (fine && value.kind != VALUE_NODES)
		value_print(out, &value);
	else if (expression && !fine)
		string_add_text(out, fault ? fault : "it cannot be evaluated");
	diagnostics_free(&faults);
	return fine;
}

static int eval_lines(struct ground *ground)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t length;
	int status = EXIT_DONE;
	struct string result = {0}, out = {0};
	while ((length = getline(&line, &size, stdin)) >= 0) {
		struct span source = {line, (size_t)length};
		if (source.length && source.data[source.length - 1] == '\n')
			source.length--;
		string_clear(&result);
		if (!result_of(ground, source, &result)) {
			string_add_text(&out, "error: ");
			status = EXIT_NOT_SO;
		}
		for (size_t i = 0; i < result.length; i++)
			if (result.data[i] == '\n')
				string_add_text(&out, "\\n");
			else
				string_add_byte(&out, result.data[i]);
		string_add_byte(&out, '\n');
	}
	memory_free(line);
	if (!put_result(string_span(&out)))
		status = EXIT_SYSTEM;
	string_free(&result);
	string_free(&out);
	return status;
}

static int eval_one(struct ground *ground, const char *expression)
{
	struct string out = {0};
	int status = EXIT_DONE;
	if (result_of(ground, span_of(expression), &out)) {
		string_add_byte(&out, '\n');
		status = put_result(string_span(&out)) ? EXIT_DONE : EXIT_SYSTEM;
	} else {
		struct string clean = {0};
		text_clean(&clean, string_span(&out), false);
		fprintf(stderr, "tanya eval: error: %s\n", string_text(&clean));
		string_free(&clean);
		status = EXIT_NOT_SO;
	}
	string_free(&out);
	return status;
}

static int check_wishes(const struct command *command, const struct wishes *wishes, int left, struct moment *now)
{
	if (left != (wishes->lines ? 0 : 1))
		return usage_fault(command, wishes->lines ? "--lines reads the expressions from standard input" : "an expression is missing");
	if (wishes->now && !moment_parse(span_of(wishes->now), 0, now))
		return usage_fault(command, "--now %s is no moment such as 2024-05-15T10:30:00-07:00", wishes->now);
	if (wishes->at && !wishes->form)
		return usage_fault(command, "--at goes with --form");
	for (size_t i = 0; i < wishes->sets.count; i++)
		if (!strchr(wishes->sets.items[i], '='))
			return usage_fault(command, "--set %s has no =; NAME=VALUE is expected", wishes->sets.items[i]);
	return EXIT_DONE;
}

static int run(const struct command *command, const struct global *global, int count, char **words)
{
	struct wishes wishes = {0};
	const struct option_row rows[] = {{"form", OPTION_TEXT, &wishes.form}, {"set", OPTION_MANY, &wishes.sets}, {"at", OPTION_TEXT, &wishes.at},
	                                  {"now", OPTION_TEXT, &wishes.now}, {"lines", OPTION_FLAG, &wishes.lines}};
	struct diagnostics faults = {0};
	int left, status = options_read(command, rows, 5, count, words, 0, 1, &left);
	struct ground ground = {.now = clock_now(), .at = CELL_NONE};
	if (status == EXIT_DONE)
		status = check_wishes(command, &wishes, left, &ground.now);
	if (status != EXIT_DONE) {
		memory_free(wishes.sets.items);
		return status;
	}
	ground.arena = arena_new();
	ground.scratch = arena_new();
	ground.memory = expression_memory_new();
	if (!wishes.form)
		ground_names(&ground, &wishes);
	if (!wishes.form || ground_form(&ground, global, &wishes, &faults))
		status = wishes.lines ? eval_lines(&ground) : eval_one(&ground, words[0]);
	if (faults.count) {
		int told = report(&faults);
		status = told ? told : status;
	}
	interview_free(ground.interview);
	questionnaire_free(ground.questionnaire);
	map_free(ground.names);
	expression_memory_free(ground.memory);
	arena_free(ground.arena);
	arena_free(ground.scratch);
	memory_free(wishes.sets.items);
	diagnostics_free(&faults);
	return status;
}

const struct command command_eval = {
	.name = "eval",
	.usage = "[--form FORM] [--set NAME=VALUE]… [--at PATH] [--now MOMENT] EXPRESSION | --lines",
	.summary = N_("evaluate an expression"),
	.details = N_("  --set NAME=VALUE  a value; NAME may be . (the question itself), or with --form\n"
	              "                    a path\n"
	              "  --form FORM       names, types and choices of this questionnaire\n"
	              "  --at PATH         the question (and row) where the expression stands\n"
	              "  --now MOMENT      what now() is, and the time zone: 2024-05-15T10:30:00-07:00\n"
	              "  --lines           one expression a line from standard input, a result a line\n\n"
	              "Examples:\n  tanya eval '1 + 2 * 3'\n  tanya eval --set age=17 '${age} >= 18'\n"),
	.run = run,
};
