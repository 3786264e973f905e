/* The last line of a journal held against what a replay gives. */
#include "state.h"
#include "tanya/formats.h"
#include "tanya/system.h"

/* The first member in which two objects differ; false when they are alike. */
static bool first_difference(struct span line, struct span replay, struct span *path)
{
	struct json left, right, left_name, right_name, left_value, right_value;
	struct json_iterator left_at = {0}, right_at = {0};
	size_t bad;
	*path = SPAN("");
	if (span_equal(line, replay))
		return false;
	if (!json_parse(line, &left, &bad) || !json_parse(replay, &right, &bad) || left.kind != JSON_OBJECT)
		return true;
	for (;;) {
		bool more_left = json_next(&left, &left_at, &left_name, &left_value),
			 more_right = json_next(&right, &right_at, &right_name, &right_value);
		if (!more_left && !more_right)
			return false; /* only the white space differs */
		*path = more_left ? left_name.raw : right_name.raw;
		if (!more_left || !more_right || !span_equal(left_name.raw, right_name.raw) ||
			left_value.kind != right_value.kind || !span_equal(left_value.raw, right_value.raw))
			return true;
	}
}

static bool hold(const char *what, struct span line, struct span replay, struct string *detail)
{
	struct span path;
	if (!first_difference(line, replay, &path))
		return true;
	string_format(detail, "%s%s of the last line is not what a replay gives%s%.*s", detail->length ? "; " : "", what,
		path.length ? ", first in " : "", SPAN_ARGUMENTS(path));
	return false;
}

bool sitting_end_matches(struct sitting *sitting, struct string *detail)
{
	const struct replay *replay = &sitting->replay;
	bool finishes = replay->last_kind == EVENT_COMPLETE || replay->last_kind == EVENT_CLOSE;
	struct string summary = {0}, answers = {0};
	struct arena *arena = arena_new();
	struct event event;
	bool fine = true;
	if ((finishes || replay->last_kind == EVENT_LEAVE) && event_read(arena, replay->last_line, &event) == EVENT_READ) {
		journal_summary(&summary, sitting->interview);
		fine = hold("summary", event.summary, string_span(&summary), detail);
		if (finishes) {
			journal_answers(&answers, sitting->interview);
			fine = hold("answers", event.answers, string_span(&answers), detail) && fine;
		}
	}
	arena_free(arena);
	string_free(&summary);
	string_free(&answers);
	return fine;
}

bool sitting_last_line_matches(struct sitting *sitting, struct string *detail)
{
	const struct replay *replay = &sitting->replay;
	if (interview_status(sitting->interview) == INTERVIEW_PARTIAL && !replay->refused)
		return true;
	if (replay->trouble[0]) {
		string_add_text(detail, replay->trouble);
		return false;
	}
	return sitting_end_matches(sitting, detail);
}

void sitting_examine(struct entry *entry, struct string *detail, struct diagnostics *faults)
{
	struct string bytes = {0}, path = {0};
	struct journal_reading reading;
	string_add(&path, entry->path);
	if (file_read(string_text(&path), LIMIT_JOURNAL_BYTES, &bytes, faults)) {
		journal_read(string_span(&bytes), entry->id, &reading, NULL, NULL);
		entry->condition =
			reading.condition == JOURNAL_SOUND && !reading.sound_bytes ? JOURNAL_TORN : reading.condition;
		string_add_text(detail, reading.sound_bytes || reading.detail[0] ? reading.detail : "the file is empty");
	}
	string_free(&bytes);
	string_free(&path);
}
