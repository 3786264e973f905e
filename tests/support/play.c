/* A whole screen without a terminal. */
#include "play.h"
#include "told.h"

#include <libintl.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define KEYS_APART_MS 400

/* ---- words: the translations that the build has made, beside the program ---- */

void play_words(void)
{
	const char *program = getenv("TANYA_PROGRAM");
	const char *end = program ? strrchr(program, '/') : NULL;
	struct string folder = {0};
	if (!end)
		fail_msg("TANYA_PROGRAM is not set: run the suite by make");
	string_add(&folder, (struct span){program, (size_t)(end - program)});
	string_add_text(&folder, "/share/locale");
	setlocale(LC_ALL, "C.UTF-8");
	bindtextdomain("tanya", string_text(&folder));
	bind_textdomain_codeset("tanya", "UTF-8");
	textdomain("tanya");
	string_free(&folder);
}

static void follow_language(struct play *play)
{
	struct string code = {0};
	if (play->form.interview)
		string_add(&code,
			play->form.questionnaire->languages[interview_language(play->form.interview)].code);
	else
		string_add_text(&code, play->language ? play->language : "en");
	setenv("LANGUAGE", string_text(&code), 1);
	textdomain("tanya");
	string_free(&code);
}

/* ---- what the stage does with intents ---- */

static const char *const intent_words[] = {
	[INTENT_EVENT] = "",
	[INTENT_UNDO] = "undo",
	[INTENT_REDO] = "redo",
	[INTENT_ATTACH] = "attach",
	[INTENT_PATHS] = "paths",
	[INTENT_LEAVE] = "leave",
	[INTENT_COMPLETE] = "complete",
	[INTENT_CLOSE] = "close",
	[INTENT_SAVED] = "saved",
	[INTENT_RETRY] = "retry",
	[INTENT_RESCUE] = "rescue",
	[INTENT_QUIT] = "quit",
	[INTENT_REPAINT] = "repaint",
	[INTENT_START] = "start",
	[INTENT_RESUME] = "resume",
	[INTENT_SHOW] = "show",
	[INTENT_EXPORT] = "export",
	[INTENT_ENUMERATOR] = "enumerator",
};

static void tell_intent(struct string *told, const struct intent *intent)
{
	const struct span texts[] = {intent->text, intent->outcome, intent->reason, intent->event.q, intent->event.answer.v};
	string_add_text(told, intent_words[intent->kind]);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i].length)
			string_format(told, " %.*s", SPAN_ARGUMENTS(texts[i]));
	string_add_byte(told, '\n');
}

static bool apply(struct play *play, struct event event, struct effects *effects, const char **refusal)
{
	event.n = ++play->form.n;
	event.at = play->form.now;
	event.ms = play->now_ms;
	bool fine = interview_apply(play->form.interview, &event, effects, refusal);
	play->form.n -= fine ? 0 : 1;
	return fine;
}

/* What the play's folder holds: every path that ends in .jpg or .mp3 is a file, named as the sitting would name its copy. */
static const char *attach(struct play *play, struct intent *intent)
{
	struct answer *answer = &intent->event.answer;
	static const char sha256[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	if (!span_ends(answer->v, SPAN(".jpg")) && !span_ends(answer->v, SPAN(".mp3")))
		return "There is no file of this name";
	string_clear(&play->copy);
	string_format(&play->copy, "%.*s-1%.*s", SPAN_ARGUMENTS(intent->event.q), SPAN_ARGUMENTS(span_sub(answer->v, answer->v.length - 4, 4)));
	answer->typed = answer->v;
	answer->v = string_span(&play->copy);
	answer->sha256 = span_of(sha256);
	return NULL;
}

static void list_paths(struct play *play, struct span typed)
{
	const char *slash = typed.length ? memrchr(typed.data, '/', typed.length) : NULL;
	struct span behind = slash ? span_sub(typed, (size_t)(slash + 1 - typed.data), SIZE_MAX) : typed, found[8];
	size_t count = 0;
	for (const struct span *name = slash ? play->inner : play->outer; name && name->length; name++)
		if (span_starts(*name, behind))
			found[count++] = *name;
	screen_paths(play->screen, found, count, false);
}

static const char *do_intent(struct play *play, struct intent *intent, struct effects *effects)
{
	const char *refusal = NULL;
	struct event event = intent->event;
	struct arena *arena = arena_new();
	bool there = intent->kind == INTENT_UNDO   ? interview_undo(play->form.interview, arena, &event)
				 : intent->kind == INTENT_REDO ? interview_redo(play->form.interview, arena, &event)
											   : intent->kind == INTENT_EVENT;
	if (intent->kind != INTENT_EVENT)
		tell_intent(&play->told, intent);
	else if (event.kind != EVENT_SHOW)
		event_tell(&play->told, &event);
	if (intent->kind == INTENT_ATTACH)
		refusal = attach(play, intent);
	else if (intent->kind == INTENT_PATHS)
		list_paths(play, intent->text);
	if (there)
		apply(play, event, effects, &refusal);
	else if (intent->kind == INTENT_UNDO || intent->kind == INTENT_REDO)
		refusal = "there is nothing to undo";
	arena_free(arena);
	return refusal;
}

static void perform(struct play *play)
{
	struct effects effects = {0};
	struct intent intent;
	while (screen_intent(play->screen, &intent)) {
		effects_clear(&effects);
		const char *refusal = do_intent(play, &intent, &effects);
		screen_done(play->screen, &intent, &effects, refusal);
	}
	effects_free(&effects);
	follow_language(play);
}

/* ---- playing ---- */

static void begin(struct play *play)
{
	play->screen = screen_new();
	screen_clock(play->screen, play->form.now, -1);
	screen_tick(play->screen, play->now_ms);
}

static void open_screen(struct play *play)
{
	follow_language(play);
	begin(play);
	screen_interview(play->screen, play->form.interview, false, SPAN(""), NULL);
	play_size(play, 24, 80);
	perform(play);
	string_clear(&play->told);
}

void play_open(struct play *play, const char *yaml, const char *language)
{
	*play = (struct play){.language = language, .now_ms = 10000};
	play_words();
	form_open(&play->form, yaml, NULL, 0, language);
	open_screen(play);
}

void play_open_file(struct play *play, const char *path, const char *language)
{
	*play = (struct play){.language = language, .now_ms = 10000};
	play_words();
	form_open_file(&play->form, path, language);
	open_screen(play);
}

void play_home(struct play *play, const struct home *home, const char *language)
{
	*play = (struct play){.language = language, .now_ms = 10000};
	play_words();
	follow_language(play);
	moment_parse(SPAN("2026-11-24T09:30+07:00"), 0, &play->form.now);
	begin(play);
	screen_home(play->screen, home);
	play_size(play, 24, 80);
}

void play_resume(struct play *play, const char *notice)
{
	screen_free(play->screen);
	begin(play);
	screen_interview(play->screen, play->form.interview, false, span_of(notice), NULL);
	perform(play);
	string_clear(&play->told);
}

void play_close(struct play *play)
{
	screen_free(play->screen);
	decoder_free(play->decoder);
	if (!play->decoder)
		grid_free(&play->grid);
	string_free(&play->told);
	string_free(&play->text);
	string_free(&play->typed);
	string_free(&play->copy);
	if (play->form.interview)
		form_close(&play->form);
}

void play_size(struct play *play, int rows, int columns)
{
	grid_resize(&play->grid, rows, columns);
	screen_paint(play->screen, &play->grid); /* it learns of its size by painting */
}

static void press(struct play *play, struct key key, int64_t after_ms)
{
	play->now_ms += after_ms;
	screen_key(play->screen, key, play->now_ms);
	perform(play);
	play->surprise = screen_surprise(play->screen);
}

void play_burst(struct play *play, const char *keys, int64_t apart_ms)
{
	string_format(&play->typed, "%s ", keys);
	for (struct key key; keys_next(&keys, &key);) {
		press(play, key, apart_ms);
		screen_paint(play->screen, &play->grid);
	}
}

void play_press(struct play *play, struct key key)
{
	key_print(&play->typed, key);
	press(play, key, KEYS_APART_MS);
	screen_paint(play->screen, &play->grid);
}

void play_ahead(struct play *play, const char *keys)
{
	string_format(&play->typed, "%s ", keys);
	for (struct key key; keys_next(&keys, &key);)
		press(play, key, 1);
}

void play_type(struct play *play, const char *keys)
{
	play_burst(play, keys, KEYS_APART_MS);
}

void play_plain(struct play *play, int columns)
{
	screen_plain(play->screen);
	play->grid.columns = columns;
	play->decoder = decoder_new(0);
	decoder_lines(play->decoder);
}

static void add_typed(struct string *bytes, const char *line)
{
	for (; *line; line++) {
		bool control = line[0] == '^' && line[1] >= '@' && line[1] <= '_';
		string_add_byte(bytes, control ? (char)(line[1] - '@') : line[0]);
		line += control;
	}
	if (!bytes->length || bytes->data[bytes->length - 1] != 3)
		string_add_byte(bytes, '\n');
}

const char *play_enter(struct play *play, const char *line)
{
	struct string bytes = {0};
	struct key key;
	string_format(&play->typed, "%s\n", line);
	add_typed(&bytes, line);
	decoder_feed(play->decoder, string_span(&bytes), play->now_ms);
	while (decoder_next(play->decoder, play->now_ms, &key)) {
		press(play, key, KEYS_APART_MS);
		if (play->surprise)
			decoder_discard(play->decoder);
	}
	string_clear(&play->text);
	screen_say(play->screen, play->grid.columns, false, &play->text);
	string_free(&bytes);
	return string_text(&play->text);
}

void play_wait(struct play *play, int64_t ms)
{
	play->now_ms += ms;
	screen_tick(play->screen, play->now_ms);
	perform(play);
}

const char *play_screen(struct play *play)
{
	screen_paint(play->screen, &play->grid);
	string_clear(&play->text);
	grid_text(&play->grid, &play->text);
	while (play->text.length > 1 && play->text.data[play->text.length - 2] == '\n')
		string_splice(&play->text, play->text.length - 1, 1, SPAN(""));
	return string_text(&play->text);
}

void play_sees(struct play *play, const char *text)
{
	if (!strstr(play_screen(play), text))
		fail_msg("after %s\nnot on screen: %s\n%s", string_text(&play->typed), text, string_text(&play->text));
}

void play_sees_not(struct play *play, const char *text)
{
	if (strstr(play_screen(play), text))
		fail_msg("after %s\non screen: %s\n%s", string_text(&play->typed), text, string_text(&play->text));
}

void play_told(struct play *play, const char *expected)
{
	if (strcmp(string_text(&play->told), expected) != 0)
		fail_msg("after %s\ntold:\n%sexpected:\n%s", string_text(&play->typed), string_text(&play->told), expected);
	string_clear(&play->told);
}
