/* Writing: lines are kept in memory as they stand in the file, and follow to the disk in one write and one sync. */
#include <errno.h>
#include <string.h>

#include "tanya/journal.h"
#include "tanya/system.h"

#define SPACE_STEP 65536 /* filled ahead with LF (4-files) */
#define SPACE_LEAST 4096 /* less ahead than this: the next step is filled, so that a full disk shows early */
#define PAGE_BYTES 4096  /* pages that wait for a sync reach the disk in any order */
#define FILE_MODE 0600

struct journal {
	struct string path;
	int fd; /* -1: not made yet, or read-only */
	bool read_only, broken, wants_file, durable, made /* by us, in this sitting */;
	struct string lines;    /* the whole file without empty lines at its end */
	size_t written, synced; /* how much of it the file holds, and the disk */
	off_t size;             /* of the file, space ahead included */
	uint64_t last_n;
	char chain[CHAIN_LENGTH + 1];
};

struct journal *journal_new(const char *path, struct span id)
{
	struct journal *journal = memory_alloc(sizeof *journal);
	journal->fd = -1;
	string_add_text(&journal->path, path);
	chain_start(journal->chain, id);
	return journal;
}

static void journal_free(struct journal *journal)
{
	string_free(&journal->path);
	string_free(&journal->lines);
	memory_free(journal);
}

static bool fault(const struct journal *journal, const char *what, int number, struct diagnostics *faults)
{
	return diagnostics_system(faults, what, string_text(&journal->path), number);
}

static void path_folder(struct string *out, const char *path)
{
	const char *slash = strrchr(path, '/');
	string_clear(out);
	string_add(out, slash ? (struct span){path, (size_t)(slash - path)} : SPAN("."));
}

/* ---- opening ---- */

/* Creates and locks; the folder is synced so that the name is as safe as the lines to come. */
static bool make_file(struct journal *journal, struct diagnostics *faults)
{
	const char *path = string_text(&journal->path);
	int fd = system_calls()->open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
	if (fd < 0)
		return fault(journal, "create", errno, faults);
	struct string folder = {0};
	path_folder(&folder, path);
	bool fine = true;
	if (file_lock(fd) != LOCK_TAKEN)
		fine = fault(journal, "lock", errno, faults);
	else
		fine = directory_sync(string_text(&folder), faults);
	string_free(&folder);
	if (!fine) {
		system_calls()->close(fd);
		system_calls()->unlink(path);
		return false;
	}
	journal->fd = fd;
	journal->made = true;
	return true;
}

/* Keeps what was cut in ID.torn beside the journal, behind what an earlier cut left there. */
static bool keep_torn(const struct journal *journal, struct span torn, struct diagnostics *faults)
{
	struct string path = {0}, bytes = {0};
	struct span stem = string_span(&journal->path);
	if (span_ends(stem, SPAN(".jsonl")))
		stem.length -= sizeof ".jsonl" - 1;
	string_add(&path, stem);
	string_add_text(&path, ".torn");
	bool fine = !file_exists(string_text(&path)) || file_read(string_text(&path), LIMIT_JOURNAL_BYTES, &bytes, faults);
	if (fine) {
		string_add(&bytes, torn);
		fine = file_replace(string_text(&path), string_span(&bytes), FILE_MODE, faults);
	}
	string_free(&path);
	string_free(&bytes);
	return fine;
}

static bool cut_torn(struct journal *journal, const struct journal_reading *reading, struct diagnostics *faults)
{
	struct span torn =
		span_sub(string_span(&journal->lines), reading->sound_bytes, reading->used_bytes - reading->sound_bytes);
	if (!keep_torn(journal, torn, faults))
		return false;
	if (system_calls()->ftruncate(journal->fd, (off_t)reading->sound_bytes) != 0)
		return fault(journal, "cut the torn end off", errno, faults);
	if (system_calls()->fsync(journal->fd) != 0)
		return fault(journal, "save", errno, faults);
	journal->size = (off_t)reading->sound_bytes;
	return true;
}

static bool is_read_only_error(int number)
{
	return number == EROFS || number == EACCES || number == EPERM;
}

static enum journal_opening open_file(struct journal *journal, struct diagnostics *faults)
{
	const char *path = string_text(&journal->path);
	journal->fd = system_calls()->open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK, 0);
	if (journal->fd < 0 && is_read_only_error(errno))
		return JOURNAL_READ_ONLY;
	if (journal->fd < 0) {
		fault(journal, "open", errno, faults);
		return JOURNAL_FAILED;
	}
	enum lock_result lock = file_lock(journal->fd);
	if (lock == LOCK_FAILED)
		fault(journal, "lock", errno, faults);
	return lock == LOCK_TAKEN ? JOURNAL_OPENED : lock == LOCK_BUSY ? JOURNAL_BUSY : JOURNAL_FAILED;
}

/* Reads and judges; what may not be written is held without its descriptor. */
static enum journal_opening take_up(struct journal *journal, struct span id, enum journal_opening opening,
	int64_t *torn, struct journal_reading *reading, struct diagnostics *faults)
{
	if (!file_read(string_text(&journal->path), LIMIT_JOURNAL_BYTES, &journal->lines, faults))
		return JOURNAL_FAILED;
	journal_read(string_span(&journal->lines), id, reading, NULL, NULL);
	journal->size = (off_t)journal->lines.length;
	if (reading->condition == JOURNAL_DAMAGED || reading->newer || !reading->sound_bytes)
		opening = JOURNAL_READ_ONLY;
	if (opening == JOURNAL_OPENED && reading->condition == JOURNAL_TORN) {
		if (!cut_torn(journal, reading, faults))
			return JOURNAL_FAILED;
		*torn = (int64_t)(reading->used_bytes - reading->sound_bytes);
	}
	string_splice(&journal->lines, reading->sound_bytes, journal->lines.length - reading->sound_bytes, SPAN(""));
	journal->written = journal->synced = reading->sound_bytes;
	journal->last_n = reading->last_n;
	memcpy(journal->chain, reading->chain, sizeof journal->chain);
	return opening;
}

enum journal_opening journal_open(const char *path, struct span id, struct journal **opened, int64_t *torn,
	struct journal_reading *reading, struct diagnostics *faults)
{
	struct journal *journal = journal_new(path, id);
	*reading = (struct journal_reading){0};
	*torn = 0;
	*opened = NULL;
	enum journal_opening opening = open_file(journal, faults);
	if (opening == JOURNAL_OPENED || opening == JOURNAL_READ_ONLY)
		opening = take_up(journal, id, opening, torn, reading, faults);
	if (journal->fd >= 0 && opening != JOURNAL_OPENED) {
		system_calls()->close(journal->fd);
		journal->fd = -1;
	}
	if (opening == JOURNAL_BUSY || opening == JOURNAL_FAILED) {
		journal_free(journal);
		return opening;
	}
	journal->read_only = opening == JOURNAL_READ_ONLY;
	journal->wants_file = true;
	*opened = journal;
	return opening;
}

/* ---- appending ---- */

void journal_append(struct journal *journal, struct event *event, const struct questionnaire *questionnaire)
{
	event->n = ++journal->last_n;
	event_write(&journal->lines, event, questionnaire, journal->chain);
	journal->durable |= event_rows[event->kind].durable;
	journal->wants_file |= event_rows[event->kind].appears;
}

/* Cuts the file back to its last good length after a write that failed. If even that fails, the next write goes over
 * it. */
static void cut_back(struct journal *journal)
{
	if (system_calls()->ftruncate(journal->fd, (off_t)journal->written) == 0)
		journal->size = (off_t)journal->written;
}

/* Fills space ahead when little is left. A disk too full for a step may still take the lines. */
static void fill_ahead(struct journal *journal, struct diagnostics *faults)
{
	if ((off_t)(journal->lines.length + SPACE_LEAST) <= journal->size)
		return;
	size_t step = SPACE_STEP;
	while (journal->size + (off_t)step < (off_t)(journal->lines.length + SPACE_LEAST))
		step += SPACE_STEP;
	char *blank = memory_alloc(step);
	memset(blank, '\n', step);
	if (file_pwrite_all(journal->fd, (struct span){blank, step}, journal->size)) {
		journal->size += (off_t)step;
	} else {
		diagnostics_add(faults, SEVERITY_WARNING, "disk-full", (struct place){.file = string_text(&journal->path)},
			"no space ahead could be filled: %s", strerror(errno));
		system_calls()->ftruncate(journal->fd, journal->size);
	}
	memory_free(blank);
}

/* After a failed sync the kernel holds the pages for clean: a second sync would succeed without having saved them. */
static bool sync_lines(struct journal *journal, struct diagnostics *faults)
{
	if (journal->synced == journal->written)
		return true;
	if (system_calls()->fdatasync(journal->fd) != 0) {
		journal->broken = true;
		fault(journal, "save", errno, faults);
		diagnostic_cure(faults, "save the whole interview into another folder");
		return false;
	}
	journal->synced = journal->written;
	return true;
}

/* How far may be written before the next sync: no line begins on a later page than the first byte that is not on the
 * disk for sure. If the power went it could stand there behind a hole, which reads as damage instead of a torn end. */
static size_t stretch_end(const struct journal *journal)
{
	struct span lines = string_span(&journal->lines);
	size_t page_end = (journal->synced / PAGE_BYTES + 1) * PAGE_BYTES, at = journal->written;
	while (at < lines.length && at < page_end)
		at += (size_t)((const char *)memchr(lines.data + at, '\n', lines.length - at) - (lines.data + at)) + 1;
	return at;
}

static bool write_stretch(struct journal *journal, size_t end, struct diagnostics *faults)
{
	struct span bytes = span_sub(string_span(&journal->lines), journal->written, end - journal->written);
	if (!file_pwrite_all(journal->fd, bytes, (off_t)journal->written)) {
		int number = errno;
		cut_back(journal);
		return fault(journal, "write", number, faults);
	}
	journal->written = end;
	if (journal->size < (off_t)end)
		journal->size = (off_t)end;
	return true;
}

static bool write_lines(struct journal *journal, struct diagnostics *faults)
{
	if (journal->written < journal->lines.length)
		fill_ahead(journal, faults);
	while (journal->written < journal->lines.length) {
		size_t end = stretch_end(journal);
		if (end == journal->written ? !sync_lines(journal, faults) : !write_stretch(journal, end, faults))
			return false;
	}
	return true;
}

static bool refuse_broken(const struct journal *journal, struct diagnostics *faults)
{
	diagnostics_error(faults, "broken", (struct place){.file = string_text(&journal->path)},
		"the disk failed, so nothing more is written here; all lines are still in memory");
	faults->items[faults->count - 1].system = true;
	diagnostic_cure(faults, "save the whole interview into another folder");
	return false;
}

bool journal_commit(struct journal *journal, struct diagnostics *faults)
{
	if (journal->broken)
		return refuse_broken(journal, faults);
	if (!journal->wants_file || journal->read_only)
		return true;
	if (journal->fd < 0 && !make_file(journal, faults))
		return false;
	if (!write_lines(journal, faults))
		return false;
	if (journal->durable && !sync_lines(journal, faults))
		return false;
	journal->durable = false;
	return true;
}

bool journal_owes(const struct journal *journal)
{
	return journal->durable;
}

bool journal_needs_sync(const struct journal *journal)
{
	return !journal->broken && journal->fd >= 0 && journal->synced < journal->written;
}

bool journal_sync(struct journal *journal, struct diagnostics *faults)
{
	if (journal->broken)
		return refuse_broken(journal, faults);
	return !journal_needs_sync(journal) || sync_lines(journal, faults);
}

/* ---- what is known of it ---- */

bool journal_broken(const struct journal *journal)
{
	return journal->broken;
}

bool journal_wants_file(const struct journal *journal)
{
	return journal->wants_file;
}

bool journal_has_file(const struct journal *journal)
{
	return journal->fd >= 0 || journal->read_only;
}

bool journal_is_read_only(const struct journal *journal)
{
	return journal->read_only;
}

struct span journal_lines(const struct journal *journal)
{
	return string_span(&journal->lines);
}

uint64_t journal_last(const struct journal *journal)
{
	return journal->last_n;
}

bool journal_rescue(struct journal *journal, const char *path, struct diagnostics *faults)
{
	return file_replace(path, string_span(&journal->lines), FILE_MODE, faults);
}

/* ---- closing ---- */

bool journal_close(struct journal *journal, struct diagnostics *faults)
{
	bool fine = true;
	if (journal->fd >= 0) {
		const char *path = string_text(&journal->path);
		fine = journal->broken || journal_sync(journal, faults);
		if (!journal->written && journal->made)
			system_calls()->unlink(path); /* made, but its first lines never got in */
		else if (!journal->broken && journal->size > (off_t)journal->written &&
				 system_calls()->ftruncate(journal->fd, (off_t)journal->written) != 0)
			fine = fault(journal, "trim", errno, faults);
		system_calls()->close(journal->fd);
	}
	journal_free(journal);
	return fine;
}
