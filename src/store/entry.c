/* One interview as lists show it: a finished one by its first and last line and by what those between changed of the
 * first, a partial one by replay. For an export the whole journal is held against its chain. */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "data.h"
#include "tanya/formats.h"
#include "tanya/system.h"

#define READ_BYTES 131072 /* most journals take one call */
#define TAIL_BYTES 8192 /* of a journal whose last line is wanted; more when that is longer */

/* The whole of a file; false with errno. */
static bool read_whole(int fd, struct string *out)
{
	string_clear(out);
	while (out->length <= LIMIT_JOURNAL_BYTES) {
		char *end = string_reserve(out, READ_BYTES);
		ssize_t count = system_calls()->pread(fd, end, READ_BYTES, (off_t)out->length);
		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			return count == 0;
		out->length += (size_t)count;
	}
	errno = EFBIG;
	return false;
}

/* Reads `length` bytes from `at`; fewer when the file ends. False with errno. */
static bool read_part(int fd, struct string *out, int64_t at, size_t length)
{
	string_clear(out);
	while (length) {
		char *end = string_reserve(out, length);
		ssize_t count = system_calls()->pread(fd, end, length, (off_t)at);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return false;
		if (count == 0)
			return true;
		out->length += (size_t)count;
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

/* The last line of an open file, by its last bytes. */
static bool read_tail(int fd, struct string *tail, struct span *last)
{
	struct stat status;
	if (system_calls()->fstat(fd, &status) != 0)
		return false;
	int64_t size = status.st_size;
	for (int64_t length = TAIL_BYTES;; length *= 4) {
		int64_t from = size > length ? size - length : 0;
		if (!read_part(fd, tail, from, (size_t)(size - from)))
			return false;
		if (last_line(string_span(tail), from == 0, last))
			return true;
		if (from == 0)
			return false;
	}
}

static int open_journal(const struct entry *entry)
{
	return system_calls()->open(entry->path.data, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
}

bool store_last_line(struct store *store, const struct entry *entry, struct span *line)
{
	int fd = open_journal(entry);
	bool fine = fd >= 0 && read_tail(fd, &store->bytes, line);
	if (fd >= 0)
		system_calls()->close(fd);
	return fine;
}

static bool first_line(struct span bytes, struct span *line)
{
	const char *end = bytes.length ? memchr(bytes.data, '\n', bytes.length) : NULL;
	if (end)
		*line = (struct span){bytes.data, (size_t)(end - bytes.data)};
	return end != NULL;
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

static struct span *text_at(struct entry *entry, size_t offset)
{
	return (struct span *)((char *)entry + offset);
}

/* The member at `offset`: mostly what the entry before has there, which is then lent. */
static void take_text(struct entries *entries, struct entry *entry, size_t offset, const struct json *value)
{
	struct span before = entries->count ? *text_at(&entries->items[entries->count - 1], offset) : SPAN("");
	*text_at(entry, offset) = span_equal(before, value->raw) ? before : keep_text(entries, value);
}

#define FIRST_TEXT(member) {{#member, sizeof #member - 1}, offsetof(struct entry, member)}
static const struct {
	struct span name;
	size_t offset; /* of a span in struct entry */
} first_texts[] = {
	FIRST_TEXT(questionnaire),
	FIRST_TEXT(version),
	FIRST_TEXT(sha256),
	FIRST_TEXT(form),
	FIRST_TEXT(language),
	FIRST_TEXT(enumerator),
	FIRST_TEXT(device),
};
#define FIRST_TEXTS (sizeof first_texts / sizeof *first_texts)

static void take_first_member(struct entries *entries, struct entry *entry, struct span name, const struct json *value)
{
	struct json key;
	for (unsigned i = 0; value->kind == JSON_STRING && i < FIRST_TEXTS; i++)
		if (span_equal(name, first_texts[i].name))
			take_text(entries, entry, first_texts[i].offset, value);
	if (span_is(name, "case") && json_member(value, "key", &key) && key.kind == JSON_STRING)
		entry->case_key = keep_text(entries, &key);
	else if (span_is(name, "simulated"))
		entry->simulated = value->kind == JSON_TRUE;
}

/* What `open` says. The members are taken in one pass, since a home screen reads thousands. */
static bool take_first(struct span line, struct entries *entries, struct entry *entry)
{
	struct json name, value;
	struct json_iterator iterator = {0};
	int64_t format = INT64_MAX;
	bool is_open = false, has_time = false;
	while (json_peek(line, &iterator, &name, &value))
		if (span_is(name.raw, "do"))
			is_open = json_text_is(&value, event_rows[EVENT_OPEN].word);
		else if (span_is(name.raw, "at"))
			has_time = value.kind == JSON_STRING && moment_parse(value.raw, 0, &entry->started);
		else if (span_is(name.raw, "format"))
			json_whole(&value, &format);
		else
			take_first_member(entries, entry, name.raw, &value);
	return is_open && has_time && entry->sha256.length && format <= JOURNAL_FORMAT &&
		   span_is(span_sub(line, iterator.at, SIZE_MAX), "}");
}

/* ---- from the last line ---- */

static bool take_count(const struct json *value, uint32_t *count)
{
	int64_t number;
	bool fine = json_whole(value, &number) && number >= 0 && number <= UINT32_MAX;
	if (fine)
		*count = (uint32_t)number;
	return fine;
}

static bool take_minutes(const struct json *value, int64_t *tenths)
{
	double minutes;
	bool fine =
		value->kind == JSON_NUMBER && number_parse(value->raw, &minutes) && minutes >= 0 && minutes <= 1e12;
	if (fine)
		*tenths = (int64_t)(minutes * 10 + 0.5);
	return fine;
}

static bool take_summary(const struct json *summary, struct entries *entries, struct entry *entry)
{
	struct json name, value;
	struct json_iterator iterator = {0};
	unsigned found = 0;
	while (json_next(summary, &iterator, &name, &value)) {
		if (span_is(name.raw, "answered"))
			found += take_count(&value, &entry->answered);
		else if (span_is(name.raw, "asked"))
			found += take_count(&value, &entry->asked);
		else if (span_is(name.raw, "minutes"))
			found += take_minutes(&value, &entry->minutes_tenths);
		else if (span_is(name.raw, "title") && value.kind == JSON_STRING) {
			entry->title = keep_text(entries, &value);
			found++;
		}
	}
	return found == 4;
}

/* What kind of end it is; partial when it is none. */
static enum interview_status status_of(const struct json *word)
{
	if (json_text_is(word, event_rows[EVENT_COMPLETE].word))
		return INTERVIEW_COMPLETE;
	return json_text_is(word, event_rows[EVENT_CLOSE].word) ? INTERVIEW_CLOSED : INTERVIEW_PARTIAL;
}

/* The end of a finished interview, up to `answers`, which may be long. */
static bool take_last(struct span line, struct entries *entries, struct entry *entry)
{
	struct json name, value;
	struct json_iterator iterator = {0};
	enum interview_status status = INTERVIEW_PARTIAL;
	bool has_time = false, has_outcome = false, has_summary = false;
	while (!has_summary && json_peek(line, &iterator, &name, &value)) {
		if (span_is(name.raw, "do")) {
			status = status_of(&value);
			if (status == INTERVIEW_PARTIAL)
				return false;
		} else if (span_is(name.raw, "at")) {
			has_time = value.kind == JSON_STRING && moment_parse(value.raw, 0, &entry->completed);
		} else if (span_is(name.raw, "outcome") && value.kind == JSON_STRING) {
			entry->outcome = keep_text(entries, &value);
			has_outcome = true;
		} else if (span_is(name.raw, "summary") && value.kind == JSON_OBJECT) {
			has_summary = take_summary(&value, entries, entry);
		}
	}
	struct span rest = span_sub(line, iterator.at, SIZE_MAX);
	if (!has_summary || !has_time || status == INTERVIEW_PARTIAL || has_outcome != (status == INTERVIEW_CLOSED) ||
		!span_starts(rest, SPAN(",\"answers\":{")) || !span_ends(rest, SPAN("\"}")))
		return false;
	entry->status = status;
	entry->last_change = entry->completed;
	return true;
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
	entry->version = span_copy(entries->arena, questionnaire->version);
	entry->sha256 = span_copy(entries->arena, span_of(questionnaire->sha256));
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
		entry->unreadable = true;
		entry->refused = faults.system;
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

static void fill_unreadable(struct entries *entries, struct entry *entry, const char *what)
{
	struct diagnostics faults = {0};
	struct string trouble = {0};
	diagnostics_system(&faults, what, entry->path.data, errno);
	string_add_text(&trouble, faults.items[0].message);
	entry->trouble = keep(entries, &trouble).data;
	entry->read_only = entry->unreadable = entry->refused = true;
	diagnostics_free(&faults);
}

/* ---- in either way ---- */

struct following {
	struct entries *entries;
	struct entry *entry;
};

/* What a line makes other than the first one said, as a replay would have it. */
static void follow(void *self, enum event_kind kind, struct span line)
{
	struct following *following = self;
	struct entry *entry = following->entry;
	struct arena *arena = following->entries->arena;
	struct event event;
	bool tells = kind == EVENT_CASE || kind == EVENT_LANGUAGE || kind == EVENT_RESUME || kind == EVENT_MIGRATE;
	if (!tells || event_read(arena, line, &event) != EVENT_READ)
		return;
	if (kind == EVENT_CASE)
		entry->case_key = span_copy(arena, event.case_key);
	if (kind == EVENT_RESUME)
		entry->enumerator = span_copy(arena, event.enumerator);
	if (kind == EVENT_LANGUAGE || (kind == EVENT_RESUME && event.language.length))
		entry->language = span_copy(arena, kind == EVENT_RESUME ? event.language : event.to);
	if (kind == EVENT_MIGRATE) {
		entry->version = span_copy(arena, event.version);
		entry->sha256 = span_copy(arena, event.sha256);
	}
}

/* From the lines of a finished one; false when it is none, or one that a replay has to judge. */
static bool take_lines(struct span bytes, struct entries *entries, struct entry *entry, bool whole)
{
	struct following following = {entries, entry};
	struct span first, last;
	if (!first_line(bytes, &first) || !take_first(first, entries, entry) || !last_line(bytes, true, &last) ||
		!take_last(last, entries, entry))
		return false;
	if (whole)
		return journal_skim(bytes, entry->id, follow, &following);
	journal_scan(bytes, follow, &following);
	return true;
}

void entry_fill(struct store *store, struct entries *entries, struct entry *entry, bool whole)
{
	int fd = open_journal(entry);
	bool is_read = fd >= 0 && read_whole(fd, &store->bytes);
	entry->trouble = "";
	if (!is_read)
		fill_unreadable(entries, entry, fd < 0 ? "open" : "read");
	else if (!take_lines(string_span(&store->bytes), entries, entry, whole))
		take_replay(store, string_span(&store->bytes), entries, entry);
	if (fd >= 0)
		system_calls()->close(fd);
}
