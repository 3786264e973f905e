/* Whole interviews from files of keys. */
#include "script.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "place.h"
#include "screen/app.h"
#include "screen/widget.h"

const char *const script_names[3] = {"jambi/batik", "jambi/tofu-tempeh", "jambi/furniture"};

static const struct item *item_of(const struct play *play, struct cell cell)
{
	return &play->form.questionnaire->items[cell.item];
}

static bool is_coded(const struct item *item)
{
	enum input input = item_type(item)->input;
	return input == INPUT_CHOICE || input == INPUT_CHOICES || input == INPUT_ACKNOWLEDGE;
}

/* ---- keys ---- */

static bool is_typing(struct play *play, struct key key)
{
	const struct field *field = page_focus(play->screen);
	if (!field || play->screen->panel)
		return false;
	const struct item *item = item_of(play, field->cell);
	if (is_coded(item))
		return key.kind == PRESS_TEXT && widget_takes_text(field->widget);
	return item_has_answer(item);
}

static void type_line(struct script *script, const char *keys)
{
	for (struct key key; keys_next(&keys, &key);) {
		unsigned *count = is_typing(&script->play, key) ? &script->typed_keys : &script->coded_keys;
		++*count;
		play_press(&script->play, key);
	}
}

static void expect_page(struct play *play, struct span wanted)
{
	struct string path = {0};
	if (play->screen->page.kind == PAGE_FINISH)
		string_add_text(&path, "finish");
	else
		interview_path(play->form.interview, page_subject(play->screen), &path);
	if (!span_equal(string_span(&path), wanted))
		fail_msg("after %s\n%.*s is not on screen, but %s:\n%s", string_text(&play->typed), SPAN_ARGUMENTS(wanted), string_text(&path),
			play_screen(play));
	string_free(&path);
}

static void play_line(struct script *script, struct span line)
{
	struct string keys = {0};
	size_t tab = span_find(line, SPAN("\t"));
	if (!line.length || line.data[0] == '#')
		return;
	if (tab == SIZE_MAX)
		fail_msg("no tab in: %.*s", SPAN_ARGUMENTS(line));
	expect_page(&script->play, span_sub(line, 0, tab));
	string_add(&keys, span_sub(line, tab + 1, SIZE_MAX));
	type_line(script, string_text(&keys));
	string_free(&keys);
}

static void count_questions(struct script *script)
{
	const struct interview *interview = script->play.form.interview;
	for (struct cell at = CELL_NONE; interview_step(interview, &at, true, false);) {
		const struct item *item = item_of(&script->play, at);
		if (item->kind != ITEM_QUESTION || !item_is_shown(item) || !item_has_answer(item) ||
			interview_state(interview, at) == STATE_UNANSWERED)
			continue;
		script->coded += is_coded(item);
		script->typed += !is_coded(item);
	}
}

void script_path(const char *name, const char *ending, struct string *out)
{
	const char *slash = strrchr(name, '/');
	string_format(out, "%s/tests/interviews/%s.%s", getenv("TANYA_SOURCE"), slash ? slash + 1 : name, ending);
}

void script_play(struct script *script, const char *name, const char *language)
{
	struct string path = {0}, text = {0};
	*script = (struct script){0};
	string_format(&path, "questionnaires/%s.yaml", name);
	play_open_file(&script->play, string_text(&path), language);
	string_clear(&path);
	script_path(name, "keys", &path);
	place_read(string_text(&path), &text);
	struct span rest = string_span(&text), line;
	while (span_next(&rest, '\n', &line))
		play_line(script, line);
	count_questions(script);
	string_free(&path);
	string_free(&text);
}

double script_keys_a_question(const struct script *script)
{
	return script->coded ? (double)script->coded_keys / script->coded : 0;
}

void script_close(struct script *script)
{
	play_close(&script->play);
}

/* ---- answers ---- */

static void say(struct string *out, const char *path, const char *suffix, struct span value)
{
	if (!value.length && *suffix)
		return;
	string_format(out, "%s%s\t", path, suffix);
	for (size_t i = 0; i < value.length; i++)
		if (value.data[i] == '\n')
			string_add_text(out, "\\n");
		else
			string_add_byte(out, value.data[i]);
	string_add_byte(out, '\n');
}

static void say_answer(struct string *out, const char *path, const struct answer *answer)
{
	static const char *const states[] = {[STATE_DONT_KNOW] = "dont_know", [STATE_REFUSED] = "refused", [STATE_NOT_APPLICABLE] = "not_applicable"};
	if (answer->state > STATE_ANSWERED && states[answer->state]) {
		string_format(out, "state(%s)\t%s\n", path, states[answer->state]);
		return;
	}
	say(out, path, "", answer->v);
	say(out, path, "_unit", answer->unit);
	say(out, path, "_per", answer->per);
	say(out, path, "_other", answer->other);
}

static void say_calculation(struct string *out, const char *path, struct value value)
{
	struct string text = {0};
	value_print(&text, &value);
	say(out, path, "", string_span(&text));
	string_free(&text);
}

void script_answers(const struct script *script, struct string *out)
{
	const struct interview *interview = script->play.form.interview;
	struct string path = {0};
	for (struct cell at = CELL_NONE; interview_step(interview, &at, true, false);) {
		const struct item *item = item_of(&script->play, at);
		string_clear(&path);
		interview_path(interview, at, &path);
		if (item->kind == ITEM_QUESTION && item->type == TYPE_CALCULATE)
			say_calculation(out, string_text(&path), interview_value(interview, at));
		else if (item->kind == ITEM_QUESTION && item_is_shown(item) && item_has_answer(item))
			say_answer(out, string_text(&path), interview_answer(interview, at));
	}
	string_free(&path);
}
