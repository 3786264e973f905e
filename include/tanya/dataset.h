/* dataset: interviews as rows and columns. What an export or a table reads; knows no file format. */
#ifndef TANYA_DATASET_H
#define TANYA_DATASET_H

#include "tanya/base.h"
#include "tanya/interview.h"
#include "tanya/sitting.h"
#include "tanya/store.h"

/* A column of a table (4-files, "Values": one answer may fill several). */
enum column_part {
	PART_VALUE,  /* the CSV cell of the answer */
	PART_CHOICE, /* NAME/choice: 0 or 1; a rank's place */
	PART_OTHER, PART_UNIT, PART_PER, PART_BASE
};
struct column {
	struct span name;      /* header: NAME, NAME/choice, NAME_other … */
	struct span question;  /* the question's name */
	enum column_part part;
	struct span choice;    /* of PART_CHOICE */
	enum storage storage;  /* STORE_TEXT when versions disagree (`mixed`) */
	bool mixed;
	uint32_t next;         /* the next column of the same question in the table, or NONE */
};
/* One table: the interviews themselves, or the rows of one repeat. */
struct table {
	struct span repeat; /* empty: the interviews */
	struct column *columns;
	uint32_t column_count;
	uint32_t parent;    /* index of the table its rows hang on */
};
struct dataset_options {
	bool partial, closed; /* besides complete ones */
	bool simulated;       /* made-up ones instead of real ones; the two never mix */
};
struct layout;
struct dataset {
	struct arena *arena;
	struct span form;
	struct table *tables; /* [0] the interviews, then repeats in the newest version's order, then those only older ones have */
	uint32_t table_count;
	const struct entry **entries; /* those that are in, by ID; lent by who listed them */
	size_t entry_count;
	struct layout *layouts; /* of each version: private to the room */
	size_t layout_count;
};

/* What a question is asked in an interview is told by a letter in `.states`: a d r n u s. */
#define RECORD_HEAD_MOST 12
struct record {
	struct span head[RECORD_HEAD_MOST]; /* as dataset_head names them */
	const struct entry *entry;
	struct span *cells;  /* as table.columns */
	char *states;        /* as table.columns */
};

/* Lists the interviews of a form, each held against its chain. What is damaged or cannot be read is told as an error (code damaged),
 * whatever status it has: a row that should be there may be missing or out of date. False when the system would not have one read. */
bool dataset_list(struct store *store, struct span form, struct entries *entries, struct diagnostics *faults);
/* Of those, takes what is wished for and plans the tables over all versions of a questionnaire that interviews use. False
 * with faults when nothing can be read. Types that differ between versions are told as warnings. */
bool dataset_open(struct store *store, struct span form, const struct entries *entries, const struct dataset_options *options,
                  struct dataset *dataset, struct diagnostics *faults);
void dataset_close(struct dataset *dataset);

/* Names of the columns that stand before the questions': KEY, version … of interviews; KEY, PARENT_KEY, row_label of rows. */
const char *const *dataset_head(uint32_t table, uint32_t *count);
void entry_key(struct string *out, const struct entry *entry); /* uuid:ID */
void entry_minutes(struct string *out, const struct entry *entry);

/* Goes through all interviews by ID; for each, `row` is called for its record of table 0 and then for its rows of the others, and
 * `whole` (may be NULL) with the replayed sitting where it is needed (remarks, audit). Without `whole` the last line of a finished
 * interview is all that is read: it holds what a replay would give. Records are borrowed until the callback returns. One that cannot
 * be read is told and passed over; false: a callback said so, or the system failed. */
struct dataset_visitor {
	void *self;
	bool (*row)(void *self, uint32_t table, const struct record *record);
	bool (*whole)(void *self, const struct entry *entry, struct sitting *sitting);
};
bool dataset_visit(struct store *store, struct dataset *dataset, const struct dataset_visitor *visitor, struct diagnostics *faults);

#endif
