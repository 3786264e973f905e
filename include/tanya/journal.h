/* journal: ONE file, one interview. Event ⇄ line, chain, append, recover, lock (4-files, "Journal").
 *
 * A line is a compact JSON object that ends with exactly `,"chain":"…"}` LF. Valid is the longest prefix whose lines
 * check: well-formed, no member twice, n one more than before (gaps only where a `repair` event names them as dropped),
 * chain right. */
#ifndef TANYA_JOURNAL_H
#define TANYA_JOURNAL_H

#include "tanya/base.h"
#include "tanya/interview.h"

#define JOURNAL_FORMAT 1
#define CHAIN_LENGTH 16 /* hex digits */

/* ---- lines ---- */
/* Appends the line of an event, LF included, and moves `chain` (16 digits) on. */
void event_write(struct string *out, const struct event *event, const struct questionnaire *questionnaire,
	char chain[CHAIN_LENGTH + 1]);
enum event_reading { EVENT_READ, EVENT_UNKNOWN /* an unknown `do` */, EVENT_MALFORMED };
/* Reads a line (without LF) into *event; texts point into the line or live in `arena`. */
enum event_reading event_read(struct arena *arena, struct span line, struct event *event);
void chain_start(char chain[CHAIN_LENGTH + 1], struct span id);
void chain_next(char chain[CHAIN_LENGTH + 1], struct span line_before_chain);
/* `summary` and `answers` of leave, complete and close, as JSON. */
void journal_summary(struct string *out, struct interview *interview);
void journal_answers(struct string *out, struct interview *interview);
/* One answer as it stands within `answers`: its value, or {"state": …}, or {"v": …, "unit": …}. */
void answer_write_json(struct string *out, const struct item *item, const struct answer *answer);

/* ---- reading ---- */
enum journal_condition { JOURNAL_SOUND /* every line checks */, JOURNAL_TORN, JOURNAL_DAMAGED };
struct journal_reading {
	enum journal_condition condition;
	bool newer;         /* a higher format or an unknown `do`: read-only */
	size_t sound_bytes; /* length of the longest valid prefix */
	size_t used_bytes;  /* without empty lines at the end */
	uint64_t last_n;
	char chain[CHAIN_LENGTH + 1];
	char detail[160]; /* for people: what is torn, damaged, newer, and where */
};
size_t journal_used(struct span bytes); /* length without empty lines at the end */
/* Checks the bytes of a journal; calls `each` (may be NULL) for every event of the valid prefix; it stops on false. */
void journal_read(struct span bytes, struct span id, struct journal_reading *reading,
	bool (*each)(void *self, const struct event *event, struct span line), void *self);
/* Are all lines there, known, in order and as they were written, by their chain? What they say is not read, so this is
 * quick; each is handed to `each`. False does not say damaged: journal_read tells what it is. */
bool journal_skim(struct span bytes, struct span id,
	void (*each)(void *self, enum event_kind kind, struct span line), void *self);
/* The same unchecked, for lists of thousands: a line that is not as ours are is passed over. */
void journal_scan(struct span bytes, void (*each)(void *self, enum event_kind kind, struct span line), void *self);
/* Sound lines of a damaged journal chained anew, with a `repair` event (at and ms as handed in) at the end. *dropped:
 * how many lines are gone. False when not even the first line is sound. */
bool journal_repaired(
	struct span bytes, struct span id, const struct event *repair, struct string *out, uint32_t *dropped);

/* ---- writing ---- */
struct journal;
enum journal_opening { JOURNAL_OPENED, JOURNAL_BUSY, JOURNAL_READ_ONLY, JOURNAL_FAILED };
/* A journal in memory. The first commit after an event whose row says `appears` makes its file (O_EXCL, 0600, locked,
 * folder synced); until then nothing is on the disk. */
struct journal *journal_new(const char *path, struct span id);
bool journal_wants_file(const struct journal *journal); /* such an event is there */
bool journal_has_file(const struct journal *journal);
/* Locks, cuts a torn tail (kept in ID.torn beside it; *torn gets its length), and stands ready to append. What is
 * damaged, newer or on a medium that cannot be written is opened READ_ONLY: its sound lines, neither locked nor
 * changed. BUSY and FAILED leave *journal NULL. A file without one sound line is left as it is. */
enum journal_opening journal_open(const char *path, struct span id, struct journal **journal, int64_t *torn,
	struct journal_reading *reading, struct diagnostics *faults);
/* Buffers the event's line: gives n, and at, ms as handed in. Nothing is on the disk before a commit. */
void journal_append(struct journal *journal, struct event *event, const struct questionnaire *questionnaire);
/* One pwrite into space filled ahead and, if a buffered event is durable, one fdatasync; one more of each where a line
 * begins on a new page, so that a power cut leaves a torn end and no hole. On a failed write the file is cut back to its
 * last good length and the lines stay buffered (may be tried again). After a failed fdatasync writing ends for good
 * (journal_broken). */
bool journal_commit(struct journal *journal, struct diagnostics *faults);
bool journal_owes(const struct journal *journal); /* a line waits that must be safe before anything more is shown */
/* What was written but not synced: drafts, shows. */
bool journal_sync(struct journal *journal, struct diagnostics *faults);
bool journal_needs_sync(const struct journal *journal);
bool journal_broken(const struct journal *journal);
/* All of the interview's lines, saved and buffered, whole into another file (rescue). */
bool journal_rescue(struct journal *journal, const char *path, struct diagnostics *faults);
uint64_t journal_last(const struct journal *journal);
bool journal_is_read_only(const struct journal *journal);
/* All sound and buffered lines; valid until the next append. */
struct span journal_lines(const struct journal *journal);
/* Syncs what was written, trims the space ahead, unlocks, frees. Lines never committed are gone; a file that holds none
 * is removed. */
bool journal_close(struct journal *journal, struct diagnostics *faults);

#endif
