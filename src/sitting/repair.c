/* Mending a damaged journal. */
#include <errno.h>
#include <string.h>

#include "state.h"
#include "tanya/system.h"

#define NAMES_TRIED 1000 /* ID.damaged, ID.damaged-2 … */

/* A name beside the journal under which nothing stands yet. */
static void damaged_name(struct string *out, const char *path)
{
	struct span stem = span_of(path);
	if (span_ends(stem, SPAN(".jsonl")))
		stem.length -= sizeof ".jsonl" - 1;
	for (int i = 1; i <= NAMES_TRIED; i++) {
		string_clear(out);
		string_format(out, "%.*s.damaged", SPAN_ARGUMENTS(stem));
		if (i > 1)
			string_format(out, "-%d", i);
		if (!file_exists(string_text(out)))
			return;
	}
}

static void tell_dropped(struct span mended, uint32_t count, const char *kept, struct string *said)
{
	struct arena *arena = arena_new();
	size_t end = mended.length - 1;
	const char *before = memrchr(mended.data, '\n', end);
	size_t start = before ? (size_t)(before + 1 - mended.data) : 0;
	struct event event;
	string_format(said, "%u line%s gone", count, count == 1 ? " is" : "s are");
	if (event_read(arena, span_sub(mended, start, end - start), &event) == EVENT_READ && event.dropped_count)
		for (uint32_t i = 0; i < event.dropped_count; i++)
			string_format(said, "%s%lld", i ? ", " : ": number ", (long long)event.dropped[i]);
	string_format(said, "; the damaged file is kept as %s", kept);
	arena_free(arena);
}

static bool mend(const char *path, struct span id, struct span bytes, struct string *said, struct diagnostics *faults)
{
	struct string mended = {0}, kept = {0};
	struct event event = {.kind = EVENT_REPAIR, .at = clock_now()};
	uint32_t dropped = 0;
	bool fine = journal_repaired(bytes, id, &event, &mended, &dropped);
	if (!fine)
		diagnostics_error(faults, "hopeless", (struct place){.file = path},
			"not even the first line is sound, so nothing can be kept");
	if (fine) {
		damaged_name(&kept, path);
		fine = file_replace(string_text(&kept), bytes, FILE_MODE, faults) &&
			   file_replace(path, string_span(&mended), FILE_MODE, faults);
	}
	if (fine)
		tell_dropped(string_span(&mended), dropped, string_text(&kept), said);
	string_free(&mended);
	string_free(&kept);
	return fine;
}

/* What is torn needs no mending: opening it cuts the end, as resume does. */
static bool cut_end(const char *path, struct span id, struct string *said, struct diagnostics *faults)
{
	struct journal *journal = NULL;
	struct journal_reading reading;
	int64_t torn;
	enum journal_opening opening = journal_open(path, id, &journal, &torn, &reading, faults);
	bool fine = opening == JOURNAL_OPENED;
	if (journal)
		fine = journal_close(journal, faults) && fine;
	if (fine)
		string_format(
			said, "%lld bytes at its end were cut off in writing; they are kept beside it as .torn", (long long)torn);
	else if (!faults->errors)
		diagnostics_error(
			faults, "unreadable", (struct place){.file = path}, "it cannot be changed: %s", reading.detail);
	return fine;
}

static bool repair_locked(const char *path, struct span id, int fd, struct string *said, struct diagnostics *faults)
{
	struct string bytes = {0};
	struct journal_reading reading;
	bool fine = file_read(path, LIMIT_JOURNAL_BYTES, &bytes, faults);
	if (fine) {
		journal_read(string_span(&bytes), id, &reading, NULL, NULL);
		if (!reading.sound_bytes && reading.condition != JOURNAL_DAMAGED) {
			diagnostics_error(faults, "empty", (struct place){.file = path}, "it holds no whole line, so there is nothing to keep");
			diagnostic_cure(faults, "remove the file when nobody misses it");
			fine = false;
		} else if (reading.condition == JOURNAL_DAMAGED) {
			fine = mend(path, id, string_span(&bytes), said, faults);
		} else if (reading.condition == JOURNAL_TORN) {
			system_calls()->close(fd); /* journal_open locks by itself */
			string_free(&bytes);
			return cut_end(path, id, said, faults);
		} else {
			string_add_text(said, "it is sound, so nothing was changed");
		}
	}
	system_calls()->close(fd);
	string_free(&bytes);
	return fine;
}

/* What no mending brings back. */
static void tell_attachments(struct store *store, const struct entry *entry, struct string *said)
{
	struct diagnostics ignored = {0};
	struct string detail = {0};
	struct sitting *sitting = sitting_look(store, entry, &ignored);
	if (sitting && !sitting_attachments_match(sitting, &detail))
		string_format(said, "%s%s: bring it back from a copy, or answer that question anew", said->length ? "; " : "", string_text(&detail));
	sitting_free(sitting);
	string_free(&detail);
	diagnostics_free(&ignored);
}

bool sitting_repair(struct store *store, const struct entry *entry, struct string *said, struct diagnostics *faults)
{
	struct string path = {0}, who = {0};
	string_add(&path, entry->path);
	int fd = system_calls()->open(string_text(&path), O_RDWR | O_CLOEXEC | O_NONBLOCK, 0);
	bool fine = fd >= 0 || diagnostics_system(faults, "open", string_text(&path), errno);
	if (fine && file_lock(fd) != LOCK_TAKEN) {
		if (!store_holder(string_text(&path), &who))
			string_add_text(&who, "another program");
		diagnostics_error(faults, "held", (struct place){0}, "interview %.*s is open elsewhere: %s",
			SPAN_ARGUMENTS(entry->id), string_text(&who));
		system_calls()->close(fd);
		fine = false;
	} else if (fine) {
		fine = repair_locked(string_text(&path), entry->id, fd, said, faults);
	}
	if (fine)
		tell_attachments(store, entry, said);
	string_free(&path);
	string_free(&who);
	return fine;
}
