/* The plan of a dataset: versions and tables while they are gathered. Private to the room. */
#ifndef TANYA_DATASET_PLAN_H
#define TANYA_DATASET_PLAN_H

#include "tanya/dataset.h"

struct version {
	struct span sha256;
	const struct questionnaire *questionnaire; /* lent by the store */
	int64_t newest_ms; /* when the last interview of it was begun: the newest version goes first */
};

struct building {
	struct span repeat;
	struct column *columns;
	size_t count, capacity;
	uint32_t parent;
	struct map *by_name;
};

struct plan {
	struct arena *arena;
	struct span form;
	struct version *versions;
	size_t version_count, version_capacity;
	struct building *buildings;
	size_t building_count, building_capacity;
};

/* Where the cells of one version go. */
struct layout {
	const struct questionnaire *questionnaire;
	uint32_t *tables;  /* of each item: the table of its rows; of a repeat its own */
	uint32_t *columns; /* of each item: its first column there, or NONE */
};

bool dataset_plan(struct store *store, struct plan *plan, const struct dataset *dataset, struct diagnostics *faults);
void dataset_lay_out(struct plan *plan, struct dataset *dataset); /* tables and layouts of what was planned */
void dataset_plan_free(struct plan *plan);
bool is_column(const struct item *item);

#endif
