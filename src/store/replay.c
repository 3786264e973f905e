/* A journal's events given to an engine. */
#include <string.h>

#include "data.h"

struct replaying {
	struct span bytes;
	struct replay *replay;
	struct store *store;
	struct diagnostics *faults;
};

static void say(char *out, size_t size, struct string *text)
{
	size_t length = text->length < size ? text->length : size - 1;
	memcpy(out, string_text(text), length);
	out[length] = 0;
	string_free(text);
}

/* A journal is replayed on the questionnaire that it was moved to last. */
static struct span sha256_of(struct arena *arena, struct span bytes, const struct event *opening)
{
	struct span sha256 = opening->sha256, line;
	if (span_find(bytes, SPAN("\"do\":\"migrate\"")) == SIZE_MAX)
		return sha256;
	while (span_next(&bytes, '\n', &line)) {
		struct event event;
		if (event_read(arena, line, &event) == EVENT_READ && event.kind == EVENT_MIGRATE)
			sha256 = event.sha256;
	}
	return sha256;
}

static bool begin(struct replaying *replaying, const struct event *event)
{
	struct replay *replay = replaying->replay;
	if (event->kind != EVENT_OPEN) {
		diagnostics_error(replaying->faults, "no-open", (struct place){0},
			"the first line of the journal is `%s`, expected `open`", event_rows[event->kind].word);
		return false;
	}
	struct arena *arena = arena_new();
	struct span sha256 = sha256_of(arena, replaying->bytes, event);
	replay->questionnaire = store_pinned(replaying->store, sha256, event->form, replaying->faults);
	arena_free(arena);
	if (!replay->questionnaire)
		return false;
	replay->interview = interview_new(replay->questionnaire);
	return true;
}

/* Where a sitting begins, where it ends. */
static void follow(struct replay *replay, const struct event *event)
{
	if (event->kind == EVENT_OPEN || event->kind == EVENT_RESUME)
		replay->cut_off = true;
	else if (event->kind == EVENT_LEAVE || event->kind == EVENT_COMPLETE || event->kind == EVENT_CLOSE)
		replay->cut_off = false;
}

static bool take(void *self, const struct event *event, struct span line)
{
	struct replaying *replaying = self;
	struct replay *replay = replaying->replay;
	const char *refusal = NULL;
	if (!replay->interview && !begin(replaying, event))
		return false;
	if (!interview_apply(replay->interview, event, NULL, &refusal)) {
		struct string text = {0};
		string_format(&text, "event %llu (%s) cannot be replayed: %s", (unsigned long long)event->n,
			event_rows[event->kind].word, refusal ? refusal : "it was refused");
		say(replay->trouble, sizeof replay->trouble, &text);
		replay->refused = true;
		return false;
	}
	follow(replay, event);
	replay->last_line = line;
	replay->last_kind = event->kind;
	replay->last_at = event->at;
	return true;
}

bool store_replay(
	struct store *store, struct span bytes, struct span id, struct replay *replay, struct diagnostics *faults)
{
	struct replaying replaying = {bytes, replay, store, faults};
	*replay = (struct replay){0};
	journal_read(bytes, id, &replay->reading, take, &replaying);
	if (!replay->interview) {
		if (!faults->errors)
			diagnostics_error(faults, "empty", (struct place){0}, "the journal holds no whole line%s%s",
				replay->reading.detail[0] ? ": " : "", replay->reading.detail);
		return false;
	}
	if (!replay->trouble[0] && (replay->reading.newer || replay->reading.condition != JOURNAL_SOUND))
		memcpy(replay->trouble, replay->reading.detail, sizeof replay->trouble);
	return true;
}
