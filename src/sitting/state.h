/* One sitting as its own files see it. */
#ifndef TANYA_SITTING_STATE_H
#define TANYA_SITTING_STATE_H

#include "tanya/sitting.h"

#define FOLDER_MODE 0700
#define FILE_MODE 0600

enum sitting_stage {
	SITTING_OPEN,
	SITTING_ENDING, /* the event that ends it is buffered; its commit failed */
	SITTING_OVER
};

struct sitting {
	struct store *store;
	const struct questionnaire *questionnaire;
	struct interview *interview;
	struct journal *journal; /* NULL: only looked at */
	struct arena *arena;
	struct string id, path;
	struct sitting_batch *batch;
	enum sitting_stage stage;
	bool staged, simulated, read_only;
	const char **attached; /* staged: copies that go when it is not kept */
	size_t attached_count, attached_capacity;
	bool kept; /* staged: its file was written or lies in the batch */
	bool fixed;
	struct moment now;   /* fixed */
	int64_t start_ms;    /* of the clock that `ms` counts on */
	struct event resume; /* ready for sitting_reopen; texts in the arena */
	struct string bytes; /* looked at: the journal */
	struct replay replay;
};

struct sitting *sitting_new(struct store *store, struct span id, const struct sitting_options *options);
/* Who and where, as open and resume carry it; texts copied into the sitting's arena. */
void sitting_sign(struct sitting *sitting, const struct sitting_options *options, struct event *event);
/* Applies, and buffers the line; `summary` and `answers` are made when the event carries them. */
bool sitting_take(struct sitting *sitting, struct event *event, struct effects *effects, const char **refusal);
/* What must stand before a journal does: pinned questionnaire, folders, device. */
bool sitting_prepare(struct sitting *sitting, struct store *store, struct diagnostics *faults);
bool sitting_keep_staged(struct sitting *sitting, struct diagnostics *faults);
/* Holds summary and answers of a last line that carries them against the replay; what differs is appended to `detail`.
 */
bool sitting_end_matches(struct sitting *sitting, struct string *detail);
/* Takes copies away again, and their folders when nothing is left in them. */
void attached_drop(const char *const *paths, size_t count);
/* All attached files of one journal beside another; what cannot be copied is told, the rest goes on. */
bool attachments_carry(struct span from_journal, struct span to_journal, struct diagnostics *faults);
bool batch_add(struct sitting_batch *batch, struct sitting *sitting, struct diagnostics *faults);

#endif
