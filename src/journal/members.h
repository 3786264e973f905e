/* The one table of what each event carries, used to write and to read lines. */
#ifndef TANYA_JOURNAL_MEMBERS_H
#define TANYA_JOURNAL_MEMBERS_H

#include "tanya/interview.h"

/* How a member is coded, and which type of field stands at its offset. */
enum coding {
	CODING_TEXT,    /* struct span */
	CODING_WHOLE32, /* uint32_t */
	CODING_WHOLE64, /* int64_t */
	CODING_COUNT64, /* uint64_t below 2^53 */
	CODING_HEX64,   /* uint64_t as 16 hex digits */
	CODING_TRUTH,   /* bool */
	CODING_VALUE,   /* struct answer: its v */
	CODING_STATE,   /* struct answer: its non-answer */
	CODING_CASE,    /* struct event: {key, values} */
	CODING_NAMED,   /* struct event: the case's values */
	CODING_RAW,     /* struct span of JSON, an object */
	CODING_TEXTS,   /* struct event: set_aside */
	CODING_WHOLES,  /* struct event: dropped */
	CODING_COUNT
};

/* When it is written, and so whether a reader may miss it. */
enum presence {
	MEMBER_ALWAYS,
	MEMBER_IF_ANY,      /* left out when empty or zero */
	MEMBER_IF_ANSWERED, /* answer with a value */
	MEMBER_IF_STATE,    /* answer with a non-answer */
	MEMBER_IF_SPLICE,   /* draft of text */
	MEMBER_IF_PICK      /* draft of half-made picks */
};

struct member {
	const char *name;
	uint16_t offset; /* in struct event */
	uint8_t coding, presence;
};
struct member_list {
	const struct member *items;
	unsigned count;
};

extern const struct member_list event_members[EVENT_KIND_COUNT];
extern const struct member_list common_members; /* undo, redo: behind those of every event */

/* The question's item that a path ends in; NULL when there is none. */
const struct item *path_item(const struct questionnaire *questionnaire, struct span path);

#endif
