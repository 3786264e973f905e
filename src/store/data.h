/* The data directory as its own files see it. */
#ifndef TANYA_STORE_DATA_H
#define TANYA_STORE_DATA_H

#include "tanya/store.h"

#define FOLDER_MODE 0700 /* 4-files */
#define FILE_MODE 0600

struct pinned { /* loaded once, lent to whoever replays */
	char sha256[65];
	struct questionnaire *questionnaire;
};
struct store {
	char *path;
	char device[37];
	bool device_kept; /* it stands in the file */
	struct pinned *pinned;
	size_t pinned_count, pinned_capacity;
	struct progress *progress; /* NULL: nobody looks */
	struct string bytes; /* of a journal, as lists read it; kept from one to the next, for there are thousands */
};

/* path/one/two; two may be empty. Clears out first. */
void store_join(const struct store *store, struct string *out, const char *one, struct span two);
/* Fills an entry of `id` at entry->path from its file: quickly when it is finished, by replay when it is not. */
/* `whole`: no line of a finished one goes unchecked either. */
void entry_fill(struct store *store, struct entries *entries, struct entry *entry, bool whole);
/* Calls `each` for every journal there is, by folder and name, until it returns false. */
struct journal_name {
	struct span questionnaire, id;
};
bool store_each(const struct store *store, struct span questionnaire,
	bool (*each)(void *self, const struct journal_name *name), void *self, struct diagnostics *faults);

#endif
