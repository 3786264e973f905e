/* The records of one interview while they are filled, from its last line or from a replay. Private to the room. */
#ifndef TANYA_DATASET_RECORD_H
#define TANYA_DATASET_RECORD_H

#include "plan.h"

struct row_record {
	uint32_t table;
	struct span path; /* `homes[1]/workers[2]`; empty: the interview itself */
	struct record record;
};
/* [0] is the interview, then its rows: each repeat's together, parents before what hangs on them. */
struct records {
	const struct dataset *dataset;
	const struct layout *layout;
	const struct entry *entry;
	struct arena *arena; /* all texts that are not borrowed */
	struct row_record *items;
	size_t count, capacity;
};

void records_start(struct records *records, const struct entry *entry, const struct layout *layout);
/* A row of `repeat` (an item) below items[parent]; its place in items. All its cells are not asked yet. */
size_t records_add(struct records *records, size_t parent, uint32_t repeat, struct span path, struct span label);
/* Fills all columns of a question. Texts of the answer are borrowed. A calculation is an answer whose v is its text. */
void records_put(struct records *records, size_t at, uint32_t item, const struct answer *answer);

/* From `answers` of the last line of a finished interview. False when the line is no such end: then a replay is needed. */
bool records_of_line(struct records *records, struct span line);
void records_of_replay(struct records *records, const struct interview *interview);

#endif
