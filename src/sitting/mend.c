/* Verifying a finished interview's last line; repairing a damaged journal. */
#include <errno.h>
#include <string.h>

#include "sitting.h"

static bool keep_last(void *self, const struct event *event)
{
	struct string *answers = self;
	if (event->kind != EVENT_COMPLETE && event->kind != EVENT_CLOSE)
		return true;
	string_clear(answers);
	string_add(answers, event->answers);
	return true;
}

bool sitting_last_line_matches(struct sitting *sitting, struct string *detail)
{
	struct string written = {0}, replayed = {0};
	struct diagnostics ignored = {0};
	if (interview_status(sitting->interview) == INTERVIEW_PARTIAL)
		return true;
	const struct entry entry = {.id = string_span(&sitting->id), .path = string_span(&sitting->path)};
	bool same = sitting_events(&entry, keep_last, &written, &ignored);
	journal_answers(&replayed, sitting->interview);
	same = same && span_equal(string_span(&written), string_span(&replayed));
	if (!same)
		string_add_text(detail, "its last line differs from what its events give");
	string_free(&written);
	string_free(&replayed);
	diagnostics_free(&ignored);
	return same;
}

void sitting_examine(struct entry *entry, struct string *detail, struct diagnostics *faults)
{
	struct string bytes = {0}, path = {0};
	struct journal_reading reading;
	string_add(&path, entry->path);
	if (file_read(string_text(&path), LIMIT_JOURNAL_BYTES, &bytes, faults)) {
		journal_read(string_span(&bytes), entry->id, &reading, NULL, NULL);
		entry->condition = reading.condition;
		string_add_text(detail, reading.detail);
	}
	string_free(&bytes);
	string_free(&path);
}

/* ---- repair ------------------------------------------------------------------------------------------------------------------ */

#define FILE_MODE 0600

static bool keep_damaged(const char *path, struct span bytes, struct diagnostics *faults)
{
	struct string kept = {0};
	struct span stem = span_of(path);
	stem.length -= span_ends(stem, SPAN(".jsonl")) ? 6 : 0;
	string_format(&kept, "%.*s.damaged", SPAN_ARGUMENTS(stem));
	for (unsigned i = 2; file_exists(string_text(&kept)); i++) {
		string_clear(&kept);
		string_format(&kept, "%.*s.damaged.%u", SPAN_ARGUMENTS(stem), i);
	}
	bool fine = file_replace(string_text(&kept), bytes, FILE_MODE, faults);
	string_free(&kept);
	return fine;
}

static bool mend(const struct entry *entry, const char *path, struct span bytes, struct string *said, struct diagnostics *faults)
{
	struct event repair = {.kind = EVENT_REPAIR, .at = clock_now()};
	struct string mended = {0};
	uint32_t dropped = 0;
	bool fine = journal_repaired(bytes, entry->id, &repair, &mended, &dropped);
	if (!fine)
		diagnostics_error(faults, "beyond-repair", (struct place){path, 0, 0}, "not one line of it is sound, so nothing can be mended");
	fine = fine && keep_damaged(path, bytes, faults) && file_replace(path, string_span(&mended), FILE_MODE, faults);
	if (fine)
		string_format(said, "%.*s: mended; %u lines are gone; the damaged file is kept beside it", SPAN_ARGUMENTS(entry->id), dropped);
	string_free(&mended);
	return fine;
}

bool sitting_repair(struct store *store, const struct entry *entry, struct string *said, struct diagnostics *faults)
{
	struct string bytes = {0}, path = {0}, who = {0};
	struct journal_reading reading;
	(void)store;
	string_add(&path, entry->path);
	int fd = system_calls()->open(string_text(&path), O_RDWR | O_CLOEXEC, 0);
	bool fine = fd >= 0 || diagnostics_system(faults, "open", string_text(&path), errno);
	if (fine && file_lock(fd) == LOCK_BUSY) {
		store_holder(string_text(&path), &who);
		fine = diagnostics_error(faults, "held", (struct place){0}, "interview %.*s is open elsewhere: %s", SPAN_ARGUMENTS(entry->id), string_text(&who));
	}
	fine = fine && file_read(string_text(&path), LIMIT_JOURNAL_BYTES, &bytes, faults);
	if (fine) {
		journal_read(string_span(&bytes), entry->id, &reading, NULL, NULL);
		if (reading.condition == JOURNAL_SOUND)
			string_format(said, "%.*s: nothing to mend, every line is sound", SPAN_ARGUMENTS(entry->id));
		else
			fine = mend(entry, string_text(&path), string_span(&bytes), said, faults);
	}
	if (fd >= 0)
		system_calls()->close(fd);
	string_free(&bytes);
	string_free(&path);
	string_free(&who);
	return fine;
}
