/* Attaching files to answers: what was typed, and what people are told about it. */
#include "attach.h"

#include <string.h>

#include "tanya/words.h"

#define SHOWN_AFTER_MS 300
#define SHOWN_EVERY_MS 200
#define SAID_EVERY_MS 5000 /* plain mode: each time is a line more */

const char *attach_words(enum copy_result result)
{
	static const char *const words[COPY_RESULTS] = {
		[COPY_DONE] = "",
		[COPY_ABSENT] = N_("There is no file of this name"),
		[COPY_FORBIDDEN] = N_("This file may not be read"),
		[COPY_FOLDER] = N_("This is a folder; the path of a file is expected"),
		[COPY_NOT_A_FILE] = N_("This is a device, pipe or socket; the path of a file is expected"),
		[COPY_EMPTY] = N_("This file is empty"),
		[COPY_TOO_LARGE] = N_("This file is larger than 2 GiB"),
		[COPY_UNREADABLE] = N_("This file cannot be read to its end; nothing was kept of it"),
		[COPY_CHANGED] = N_("This file changed while it was copied; try again"),
		[COPY_NO_ROOM] = N_("There is no room on the disk for a copy of this file"),
		[COPY_UNWRITABLE] = N_("The copy cannot be written; nothing was kept of it"),
		[COPY_STOPPED] = N_("Stopped; nothing was kept of it"),
	};
	return words[result];
}

/* ---- what was typed ---- */

static int hex(char digit)
{
	const char *digits = "0123456789abcdef0123456789ABCDEF", *at = digit ? strchr(digits, digit) : NULL;
	return at ? (int)(at - digits) % 16 : -1;
}

/* file:///a%20b or file://localhost/a%20b. */
static void put_url(struct span text, struct string *out)
{
	const char *slash = text.length ? memchr(text.data, '/', text.length) : NULL;
	struct span path = slash ? span_sub(text, (size_t)(slash - text.data), SIZE_MAX) : text;
	for (size_t i = 0; i < path.length; i++) {
		int high = path.data[i] == '%' && i + 2 < path.length ? hex(path.data[i + 1]) : -1, low = high < 0 ? -1 : hex(path.data[i + 2]);
		string_add_byte(out, low < 0 ? path.data[i] : (char)(high * 16 + low));
		i += low < 0 ? 0 : 2;
	}
}

/* As a shell reads it: 'quoted', "quoted", back\ slashed. */
static void put_unquoted(struct span text, struct string *out)
{
	bool quoted = text.length > 1 && strchr("'\"", text.data[0]) && text.data[0] == text.data[text.length - 1];
	if (quoted) {
		string_add(out, span_sub(text, 1, text.length - 2));
		return;
	}
	for (size_t i = 0; i < text.length; i++) {
		if (text.data[i] == '\\' && i + 1 < text.length)
			i++;
		string_add_byte(out, text.data[i]);
	}
}

static void put_home(struct string *path)
{
	if (span_is(string_span(path), "~") || span_starts(string_span(path), SPAN("~/")))
		string_splice(path, 0, 1, span_of(home_folder()));
}

void attach_path(struct span typed, struct string *path)
{
	struct span text = span_trim(typed), url = SPAN("file://");
	for (int reading = 0; reading < 3; reading++) {
		string_clear(path);
		if (reading == 0)
			string_add(path, typed);
		else if (reading == 1)
			put_unquoted(text, path);
		else if (span_starts(text, url))
			put_url(span_sub(text, url.length, SIZE_MAX), path);
		else
			string_add(path, text);
		put_home(path);
		if (file_exists(string_text(path)))
			return;
	}
}

/* ---- copying ---- */

struct showing {
	struct stage *stage;
	int64_t due_ms;
	bool shown;
};

/* Once the line stands there keys are for the copying: Esc stops it, and what else is typed is for nobody. */
static bool stopped_by_key(struct stage *stage)
{
	struct key key;
	bool stopped = false;
	while (decoder_next(stage->decoder, terminal_now_ms(), &key)) {
		stopped |= key.kind == PRESS_ESCAPE || (key.kind == PRESS_CONTROL && key.codepoint == 'c');
		if (key.kind == PRESS_PROBE) {
			string_clear(&stage->probe);
			string_add(&stage->probe, key.text);
		}
	}
	return stopped;
}

static bool step(void *self, uint64_t done, uint64_t all)
{
	struct showing *showing = self;
	struct stage *stage = showing->stage;
	int64_t now_ms = terminal_now_ms();
	if (now_ms >= showing->due_ms) {
		struct string line = {0};
		string_format(&line, _("Copying: %d %%   Esc stops"), (int)(done * 100 / (all ? all : 1)));
		screen_notice(stage->screen, string_text(&line));
		string_free(&line);
		stage_paint(stage);
		showing->due_ms = now_ms + (stage->global->plain ? SAID_EVERY_MS : SHOWN_EVERY_MS);
		showing->shown = true;
	}
	enum terminal_happening happening = terminal_wait(stage->terminal, stage->decoder, now_ms);
	if (happening == TERMINAL_SIGNAL || happening == TERMINAL_GONE)
		stage->interrupted = happening;
	return !stage->interrupted && !(showing->shown && stopped_by_key(stage));
}

static void tell_copy(struct stage *stage, const struct answer *answer)
{
	struct string line = {0};
	string_format(&line, _("Copied as %.*s"), SPAN_ARGUMENTS(answer->v));
	screen_notice(stage->screen, string_text(&line));
	string_free(&line);
}

const char *attach_intent(struct stage *stage, struct intent *intent)
{
	struct showing showing = {stage, terminal_now_ms() + SHOWN_AFTER_MS, false};
	const struct copy_watch watch = {step, &showing};
	struct string path = {0};
	struct answer answer;
	attach_path(intent->event.answer.v, &path);
	enum copy_result result = sitting_attach(stage->sitting, intent->event.q, string_text(&path), &watch, &answer);
	screen_notice(stage->screen, "");
	if (result == COPY_DONE) {
		intent->event.answer = answer;
		tell_copy(stage, &answer);
	}
	string_free(&path);
	return result == COPY_DONE ? NULL : attach_words(result);
}
