/* tanya fill: answers typed elsewhere, row by row through the engine (4-files, `fill`). Private to commands/. */
#ifndef TANYA_COMMANDS_FILL_H
#define TANYA_COMMANDS_FILL_H

#include "command.h"
#include "progress.h"
#include "stage.h"

/* One question's cells of a row. */
struct fill_cell {
	struct span path;
	struct span v, other, unit, per, state, remark, sha256;
	bool is_row; /* of a repeat, path and all; v is its label, empty when it has its own */
	uint32_t item; /* for the order */
	size_t place;  /* among the cells as they were written; rows of a repeat stand in this order */
};
struct fill_override {
	struct span path, reason, text;
	int64_t check; /* place in the list, from 1; 0: any */
};
struct fill_row {
	struct arena *arena;
	uint32_t number; /* the header is row 1; JSON lines count from 1 */
	struct span key, case_key, enumerator, language;
	struct fill_cell *cells;
	size_t count, capacity;
	struct fill_override *overrides;
	size_t override_count, override_capacity;
	struct map *by_path;
};

struct fill {
	const char *file;
	const struct global *global;
	struct store *store;
	const struct questionnaire *questionnaire;
	bool partial;
	struct sitting_batch *batch; /* rows appear together, with one sync */
	struct map *keys;            /* of rows that are in the batch already */
	struct diagnostics faults; /* of the row, or of the file */
	struct string *out;        /* ROW<TAB>ID<TAB>STATUS */
	size_t rows;               /* that were looked at */
	bool refused;              /* some row did not go in */
	struct progress_line line; /* rows */
};

struct fill_cell *fill_cell_of(struct fill_row *row, const struct questionnaire *questionnaire, struct span path); /* made when new */
/* The item at the end of a path, rows in brackets passed over; NONE: there is none. */
uint32_t fill_item_of(const struct questionnaire *questionnaire, struct span path);
void fill_row_open(struct fill_row *row);
void fill_row_clear(struct fill_row *row);
void fill_row_free(struct fill_row *row);
/* Puts one row in: an interview of its own. Faults are told as FILE:ROW: error: PATH: reason. */
void fill_row_in(struct fill *fill, struct fill_row *row);
void fill_fault(struct fill *fill, uint32_t row, const char *severity, struct span path, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The two readers; false when nothing went in because the file itself is wrong. */
bool fill_csv(struct fill *fill, struct span bytes);
bool fill_jsonl(struct fill *fill, struct span bytes);

#endif
