/* sitting: engine and journal together; the only place where an event becomes durable. */
#ifndef TANYA_SITTING_H
#define TANYA_SITTING_H

#include "tanya/base.h"
#include "tanya/interview.h"
#include "tanya/journal.h"
#include "tanya/store.h"
#include "tanya/system.h"

struct sitting;
struct sitting_batch;
struct sitting_options {
	struct span enumerator, language, host, user, tty, program;
	int64_t pid;
	struct span case_key;
	const struct named_text *case_values;
	uint32_t case_value_count;
	struct span id; /* empty: a new UUID v7 */
	bool staged;    /* fill: lines stay in memory until the end of the sitting, then the file appears whole: through
					   `batch`, or by itself */
	struct sitting_batch *batch; /* of a staged one; NULL: written and synced by itself */
	const char *const *form_folders; /* resume: where forms lie, up to NULL; NULL: the form is not looked for */
	bool simulated;
	struct moment fixed_now; /* simulate, tests: ms 0 means the real clock */
	uint64_t seed;           /* 0: random */
	struct effects *effects; /* of `open`, appended; NULL: not wanted */
};

/* Begins a new interview. Nothing is on the disk until the first event that makes a file appear. The questionnaire is
 * borrowed. */
struct sitting *sitting_start(struct store *store, const struct questionnaire *questionnaire,
	const struct sitting_options *options, struct diagnostics *faults);
/* Many staged sittings whose files appear together: temp files, one sync, renames, a sync of each folder. Ended
 * sittings are added; nothing has its name before the commit. A batch that is freed without one leaves nothing. */
struct sitting_batch *sitting_batch_new(struct store *store);
bool sitting_batch_commit(struct sitting_batch *batch, struct diagnostics *faults);
size_t sitting_batch_count(const struct sitting_batch *batch); /* staged, not yet committed */
void sitting_batch_free(struct sitting_batch *batch);
/* Moves the clock of a sitting with fixed_now; `ms` of its events counts from its first. */
void sitting_set_clock(struct sitting *sitting, struct moment now);

/* What resuming found, for the line that tells it. */
struct recovery {
	int64_t torn;      /* bytes cut and kept in ID.torn */
	bool draft;        /* half-typed text is back */
	bool clock_back;   /* the clock is earlier than the last entry */
	bool form_changed; /* the form file in the folders where forms lie differs: the pinned text is used */
	bool form_gone;    /* none of this name and id lies in any of them: the pinned text is used */
	bool damaged;      /* `tanya repair` mends it */
	bool read_only;    /* damaged, newer, or a medium that cannot be written: may be looked at, not changed */
	bool signal;       /* the last sitting ended without a leave (killed) */
	bool repaired;     /* it was mended since: what its damaged lines said is gone */
	char detail[160];
};
/* Goes on with one: locks, recovers, replays, appends `resume`. NULL with faults when held elsewhere or unreadable. The
 * pinned questionnaire is the store's, which must outlive the sitting. A finished interview opens read-only, locked;
 * only sitting_reopen writes to it. */
struct sitting *sitting_resume(struct store *store, const struct entry *entry, const struct sitting_options *options,
	struct recovery *recovery, struct diagnostics *faults);
/* Replays without lock or change, for show, list, export, verify. NULL when its questionnaire is missing or nothing can
 * be read. */
struct sitting *sitting_look(struct store *store, const struct entry *entry, struct diagnostics *faults);

/* Holds the last line of a finished interview against its replay; what differs is appended to `detail`. True for a
 * partial one. */
bool sitting_last_line_matches(struct sitting *sitting, struct string *detail);
/* Reads the whole journal and fills the entry's condition; what is wrong is appended to `detail`. */
void sitting_examine(struct entry *entry, struct string *detail, struct diagnostics *faults);
/* Mends a damaged journal (4-files, `repair`): the old file is kept as ID.damaged, the sound lines chained anew. `said`
 * tells what is gone. A sound one is left as it is, which is said. */
bool sitting_repair(struct store *store, const struct entry *entry, struct string *said, struct diagnostics *faults);

/* Every event of an interview's journal, in order, for audit and remarks; stops when `each` returns false. */
bool sitting_events(const struct entry *entry, bool (*each)(void *self, const struct event *event), void *self,
	struct diagnostics *faults);
void sitting_answers(struct sitting *sitting, struct string *out); /* `answers` of 4-files, as JSON */

/* One event: the engine, and its line buffered. False: refused, nothing recorded (*refusal says why). Sets at, ms, n.
 */
bool sitting_do(struct sitting *sitting, struct event *event, struct effects *effects, const char **refusal);
/* Copies a file beside the interview as NAME-N.EXT (4-files) and makes the answer that names it: on the disk before it
 * returns, so that the answer's line may follow. The file that stands there already is not copied again. Of a staged
 * sitting that is never kept the copies go with it. Texts of the answer live as long as the sitting, or its answer. */
enum copy_result sitting_attach(
	struct sitting *sitting, struct span q, const char *source, const struct copy_watch *watch, struct answer *answer);
/* Each attached file of the answers that stand, those not asked now too; false when `each` was. */
bool sitting_attachments(struct sitting *sitting,
	bool (*each)(void *self, struct span name, struct span sha256, const char *path), void *self);
/* Are they there, as they were attached? What is missing or altered is appended to `detail`. */
bool sitting_attachments_match(struct sitting *sitting, struct string *detail);
/* What was done since is safe after this. */
bool sitting_commit(struct sitting *sitting, struct diagnostics *faults);
bool sitting_owes(const struct sitting *sitting); /* the next screen has to wait for sitting_commit: not so for drafts and shows */
bool sitting_sync(struct sitting *sitting, struct diagnostics *faults); /* drafts and shows, off the key path */
bool sitting_needs_sync(const struct sitting *sitting);
bool sitting_undo(struct sitting *sitting, struct effects *effects, const char **refusal);
bool sitting_redo(struct sitting *sitting, struct effects *effects, const char **refusal);
/* Ends: `why` of leave (later, signal, terminal_lost, error), or complete, or close with outcome and reason; commits.
 */
bool sitting_leave(struct sitting *sitting, const char *why, struct diagnostics *faults);
bool sitting_complete(struct sitting *sitting, struct diagnostics *faults);
bool sitting_close(struct sitting *sitting, struct span outcome, struct span reason, struct diagnostics *faults);
bool sitting_reopen(struct sitting *sitting, struct span reason, struct diagnostics *faults);
bool sitting_is_open(const struct sitting *sitting);     /* neither left nor finished */
bool sitting_is_recorded(const struct sitting *sitting); /* there is a file */
bool sitting_is_read_only(const struct sitting *sitting);
bool sitting_broken(const struct sitting *sitting);
/* The whole interview, unsaved lines too, into `directory`, which becomes a data directory of its own (pinned
 * questionnaire, journal, attached files): it can be resumed there with --data and merged back. True when the interview
 * is there; attached files that could not come along are told all the same. */
bool sitting_rescue(struct sitting *sitting, const char *directory, struct diagnostics *faults);
struct interview *sitting_interview(struct sitting *sitting);
struct span sitting_id(const struct sitting *sitting);
/* Without a word on the disk beyond what was committed; trims and unlocks. */
void sitting_free(struct sitting *sitting);

#endif
