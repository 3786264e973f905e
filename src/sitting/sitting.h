/* Private to sitting: its state. */
#ifndef TANYA_SITTING_SITTING_H
#define TANYA_SITTING_SITTING_H

#include "tanya/sitting.h"
#include "tanya/system.h"

enum sitting_stage { SITTING_OPEN, SITTING_LEFT, SITTING_FINISHED };

struct sitting {
	struct store *store;
	struct questionnaire *owned;               /* a pinned one; NULL when it is the caller's */
	const struct questionnaire *questionnaire;
	struct interview *interview;
	struct journal *journal;                   /* NULL: only looked at */
	struct arena *arena;                       /* of what the options said */
	struct sitting_options options;            /* texts kept */
	struct string id, path, device;
	int64_t start_ms;                          /* CLOCK_BOOTTIME when this sitting began */
	enum sitting_stage stage;
	bool read_only, staged_written;
	bool needs_resume;                         /* a finished one: `resume` is told when it is reopened */
};

struct sitting *sitting_make(struct store *store, const struct sitting_options *options);

/* Stamps, applies and buffers; sitting_do without its checks. */
bool sitting_record(struct sitting *sitting, struct event *event, struct effects *effects, const char **refusal);
void sitting_fill_who(const struct sitting *sitting, struct event *event);

#endif
