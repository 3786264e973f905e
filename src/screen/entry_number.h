/* Numbers as they are spoken: 2.750.000, 2,75jt, 750rb, =12*45000, 12 kodi, 45.000 per kodi. */
#ifndef TANYA_SCREEN_ENTRY_NUMBER_H
#define TANYA_SCREEN_ENTRY_NUMBER_H

#include "tanya/questionnaire.h"
#include "widget.h"

struct number_rules {
	const struct questionnaire *questionnaire; /* languages of labels, multipliers */
	uint32_t language;                         /* on screen: its multipliers hold */
	bool whole;
	const struct choice_list *units, *pers; /* of a quantity; NULL: none */
	int reading;                            /* of a mark that may be either: 0 thousands, 1 decimal; -1: ask */
};

struct number_entry {
	struct span v, unit, per; /* v in the arena, names in the questionnaire */
};

/* ENTRY_VALID, ENTRY_INCOMPLETE with *why, ENTRY_ASK when both readings of a mark would do, ENTRY_EMPTY for blanks. */
enum entry_state entry_number(struct arena *arena, struct span text, const struct number_rules *rules,
	struct number_entry *entry, const char **why);

#endif
