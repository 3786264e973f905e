/* One interview as lists show it: a finished one by its first and last line, a partial one by replay. */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "data.h"
#include "tanya/formats.h"
#include "tanya/system.h"

#define WHOLE_BYTES 16384 /* a journal up to this is read in one go */
#define TAIL_BYTES 8192   /* of a longer one; more when its last line is longer */

/* Appends `length` bytes from `at`; fewer when the file ends. False with errno. */
static bool read_part(int fd, struct string *out, int64_t at, size_t length)
{
	char chunk[WHOLE_BYTES];
	string_clear(out);
	while (length) {
		ssize_t count = system_calls()->pread(fd, chunk, length < sizeof chunk ? length : sizeof chunk, (off_t)at);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return false;
		if (count == 0)
			return true;
		string_add(out, (struct span){chunk, (size_t)count});
		at += count;
		length -= (size_t)count;
	}
	return true;
}

/* The last non-empty line, LF behind it left out; false when its beginning is not in `bytes`. */
static bool last_line(struct span bytes, bool from_start, struct span *line)
{
	size_t end = bytes.length;
	while (end && bytes.data[end - 1] == '\n')
		end--;
	const char *before = end ? memrchr(bytes.data, '\n', end) : NULL;
	if (!before && !(from_start && end))
		return false;
	size_t start = before ? (size_t)(before + 1 - bytes.data) : 0;
	*line = (struct span){bytes.data + start, end - start};
	return end < bytes.length; /* without its LF it is no line */
}

/* The first and the last line; empty when there is none. */
static bool read_ends(int fd, struct ends *ends, struct span *first, struct span *last)
{
	struct stat status;
	if (system_calls()->fstat(fd, &status) != 0)
		return false;
	int64_t size = status.st_size;
	bool whole = size <= WHOLE_BYTES;
	if (!read_part(fd, &ends->head, 0, whole ? (size_t)size : TAIL_BYTES / 2))
		return false;
	struct span head = string_span(&ends->head);
	const char *end = head.length ? memchr(head.data, '\n', head.length) : NULL;
	if (!end)
		return false;
	*first = (struct span){head.data, (size_t)(end - head.data)};
	if (whole)
		return last_line(head, true, last);
	for (int64_t length = TAIL_BYTES;; length *= 4) {
		int64_t from = size > length ? size - length : 0;
		if (!read_part(fd, &ends->tail, from, (size_t)(size - from)))
			return false;
		if (last_line(string_span(&ends->tail), from == 0, last))
			return true;
		if (from == 0)
			return false;
	}
}

/* ---- from the first line ---- */

/* A text of JSON, kept with the entries; most have no escapes. */
static struct span keep_text(struct entries *entries, const struct json *value)
{
	struct string plain = {0};
	if (!memchr(value->raw.data, '\\', value->raw.length))
		return span_copy(entries->arena, value->raw);
	json_text(&plain, value);
	struct span kept = span_copy(entries->arena, string_span(&plain));
	string_free(&plain);
	return kept;
}

static const struct {
	const char *name;
	size_t offset; /* of a span in struct entry */
} first_texts[] = {
	{"questionnaire", offsetof(struct entry, questionnaire)},
	{"version", offsetof(struct entry, version)},
	{"sha256", offsetof(struct entry, sha256)},
	{"form", offsetof(struct entry, form)},
	{"language", offsetof(struct entry, language)},
	{"enumerator", offsetof(struct entry, enumerator)},
	{"device", offsetof(struct entry, device)},
};
#define FIRST_TEXTS (sizeof first_texts / sizeof *first_texts)

static void take_first_member(struct entries *entries, struct entry *entry, struct span name, const struct json *value)
{
	struct json key;
	for (unsigned i = 0; value->kind == JSON_STRING && i < FIRST_TEXTS; i++)
		if (span_is(name, first_texts[i].name))
			*(struct span *)((char *)entry + first_texts[i].offset) = keep_text(entries, value);
	if (span_is(name, "case") && json_member(value, "key", &key) && key.kind == JSON_STRING)
		entry->case_key = keep_text(entries, &key);
	else if (span_is(name, "simulated"))
		entry->simulated = value->kind == JSON_TRUE;
}

/* What `open` says. The members are taken in one pass, since a home screen reads thousands. */
static bool take_first(struct span line, struct entries *entries, struct entry *entry)
{
	struct json object, name, value;
	struct json_iterator iterator = {0};
	size_t bad;
	int64_t format = INT64_MAX;
	bool is_open = false, has_time = false;
	if (!json_parse(line, &object, &bad) || object.kind != JSON_OBJECT)
		return false;
	while (json_next(&object, &iterator, &name, &value)) {
		if (span_is(name.raw, "do"))
			is_open = json_text_is(&value, event_rows[EVENT_OPEN].word);
		else if (span_is(name.raw, "at"))
			has_time = value.kind == JSON_STRING && moment_parse(value.raw, 0, &entry->started);
		else if (span_is(name.raw, "format"))
			json_whole(&value, &format);
		else
			take_first_member(entries, entry, name.raw, &value);
	}
	return is_open && has_time && entry->sha256.length && format <= JOURNAL_FORMAT;
}

/* ---- from the last line ---- */

static bool whole_of(const struct json *object, const char *name, uint32_t *into)
{
	struct json value;
	int64_t number;
	if (!json_member(object, name, &value) || !json_whole(&value, &number) || number < 0 || number > UINT32_MAX)
		return false;
	*into = (uint32_t)number;
	return true;
}

static bool take_summary(const struct json *summary, struct entries *entries, struct entry *entry)
{
	struct json value;
	double minutes;
	if (!whole_of(summary, "answered", &entry->answered) || !whole_of(summary, "asked", &entry->asked))
		return false;
	if (!json_member(summary, "minutes", &value) || value.kind != JSON_NUMBER || !number_parse(value.raw, &minutes) ||
		minutes < 0 || minutes > 1e12)
		return false;
	entry->minutes_tenths = (int64_t)(minutes * 10 + 0.5);
	if (!json_member(summary, "title", &value) || value.kind != JSON_STRING)
		return false;
	entry->title = keep_text(entries, &value);
	return true;
}

static bool take_outcome(const struct json *object, struct entries *entries, struct entry *entry)
{
	struct json value;
	if (!json_member(object, "outcome", &value) || value.kind != JSON_STRING)
		return false;
	entry->outcome = keep_text(entries, &value);
	return true;
}

/* The end of a finished interview. `answers`, which may be long, is left out of what is parsed: within a text its
 * quotes would be escaped. */
static bool take_last(struct string *head, struct span line, struct entries *entries, struct entry *entry)
{
	static const char mark[] = ",\"answers\":{";
	if (!span_ends(line, SPAN("\"}")) || span_find(line, SPAN(",\"summary\":{")) == SIZE_MAX)
		return false;
	size_t at = span_find(line, SPAN(mark)), bad;
	struct json object, summary, value;
	if (at == SIZE_MAX)
		return false;
	string_clear(head);
	string_add(head, span_sub(line, 0, at));
	string_add_byte(head, '}');
	bool fine = json_parse(string_span(head), &object, &bad) && object.kind == JSON_OBJECT &&
				json_member(&object, "do", &value);
	bool complete = fine && json_text_is(&value, event_rows[EVENT_COMPLETE].word);
	fine = complete ||
		   (fine && json_text_is(&value, event_rows[EVENT_CLOSE].word) && take_outcome(&object, entries, entry));
	fine = fine && json_member(&object, "at", &value) && moment_parse(value.raw, 0, &entry->completed) &&
		   json_member(&object, "summary", &summary) && take_summary(&summary, entries, entry);
	if (fine) {
		entry->status = complete ? INTERVIEW_COMPLETE : INTERVIEW_CLOSED;
		entry->last_change = entry->completed;
	}
	return fine;
}

/* ---- by replay ---- */

static struct span keep(struct entries *entries, struct string *text)
{
	struct span kept = span_copy(entries->arena, string_span(text));
	string_free(text);
	return kept;
}

static void take_state(struct entries *entries, struct entry *entry, const struct replay *replay)
{
	struct interview *interview = replay->interview;
	const struct questionnaire *questionnaire = replay->questionnaire;
	struct string title = {0}, place = {0};
	struct counts counts = interview_counts(interview);
	struct cell cell = interview_place(interview);
	interview_title(interview, &title);
	if (cell.item != NONE)
		interview_path(interview, cell, &place);
	entry->title = keep(entries, &title);
	entry->place = keep(entries, &place);
	entry->status = interview_status(interview);
	entry->outcome = span_copy(entries->arena, interview_outcome(interview));
	entry->case_key = span_copy(entries->arena, interview_case(interview));
	entry->enumerator = span_copy(entries->arena, interview_enumerator(interview));
	entry->language = span_copy(entries->arena, questionnaire->languages[interview_language(interview)].code);
	entry->answered = counts.answered;
	entry->asked = counts.asked;
	entry->last_change = interview_last_change(interview);
	entry->completed = interview_completed(interview);
	entry->minutes_tenths = (interview_worked_ms(interview) + 3000) / 6000;
}

static void take_replay(struct store *store, struct span bytes, struct entries *entries, struct entry *entry)
{
	struct diagnostics faults = {0};
	struct replay replay;
	struct string trouble = {0};
	if (store_replay(store, bytes, entry->id, &replay, &faults)) {
		take_state(entries, entry, &replay);
		string_add_text(&trouble, replay.trouble);
	} else {
		string_add_text(&trouble, faults.count ? faults.items[0].message : "it cannot be read");
		if (replay.reading.sound_bytes == 0 && replay.reading.condition == JOURNAL_SOUND)
			replay.reading.condition = JOURNAL_TORN;
	}
	entry->condition = replay.reading.condition;
	entry->read_only =
		replay.reading.newer || replay.refused || !replay.interview || entry->condition == JOURNAL_DAMAGED;
	entry->trouble = keep(entries, &trouble).data;
	interview_free(replay.interview);
	diagnostics_free(&faults);
}

static void fill_partial(struct store *store, struct entries *entries, struct entry *entry)
{
	struct diagnostics faults = {0};
	struct string bytes = {0}, path = {0};
	string_add(&path, entry->path);
	if (file_read(string_text(&path), LIMIT_JOURNAL_BYTES, &bytes, &faults)) {
		take_replay(store, string_span(&bytes), entries, entry);
	} else {
		struct string trouble = {0};
		string_add_text(&trouble, faults.items[faults.count - 1].message);
		entry->trouble = keep(entries, &trouble).data;
		entry->read_only = true;
	}
	if (!entry->trouble)
		entry->trouble = "";
	diagnostics_free(&faults);
	string_free(&bytes);
	string_free(&path);
}

void entry_fill(struct store *store, struct entries *entries, struct entry *entry)
{
	struct ends *ends = &store->ends;
	struct span first = {0}, last = {0};
	bool finished = false;
	int fd = system_calls()->open(entry->path.data, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
	entry->trouble = "";
	if (fd >= 0) {
		bool has_last = read_ends(fd, ends, &first, &last);
		system_calls()->close(fd);
		finished = first.length && take_first(first, entries, entry) && has_last &&
				   take_last(&ends->line, last, entries, entry);
	}
	if (!finished)
		fill_partial(store, entries, entry);
}
