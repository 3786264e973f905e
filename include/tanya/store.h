/* store: the data directory. IDs, pinned questionnaires, enumerator and device, the list of interviews (4-files, "Data
 * directory"). */
#ifndef TANYA_STORE_H
#define TANYA_STORE_H

#include "tanya/base.h"
#include "tanya/interview.h"
#include "tanya/journal.h"
#include "tanya/questionnaire.h"

struct store;
/* Looks at a data directory without touching it; an absent one is an empty one. False: the path is a file, or cannot be
 * read. */
struct store *store_open(const char *path, struct diagnostics *faults);
void store_free(struct store *store);
const char *store_path(const struct store *store);
/* Tells it of each interview that is listed or visited from now on; borrowed, NULL: nobody looks. */
void store_watch(struct store *store, struct progress *progress);
void store_step(const struct store *store, size_t done, size_t all);

bool store_enumerator(struct store *store, struct string *name); /* of the file; false: none yet */
bool store_set_enumerator(struct store *store, struct span name, struct diagnostics *faults);
bool store_device(struct store *store, struct string *uuid, struct diagnostics *faults); /* made on first use */
struct span store_device_known(struct store *store); /* the same, nothing written: store_device keeps it later */

/* Questionnaires. A reader of real files for questionnaire_load (inside the form's folder, regular, no links out, size
 * bounded). */
struct questionnaire_reader store_reader(void);
struct questionnaire *store_load_form(const char *path, struct diagnostics *faults);
bool store_pin(struct store *store, const struct questionnaire *questionnaire, struct diagnostics *faults);
struct questionnaire *store_load_pinned(
	struct store *store, struct span sha256, struct span form, struct diagnostics *faults);
/* The same, loaded once and lent: it lives as long as the store. */
const struct questionnaire *store_pinned(
	struct store *store, struct span sha256, struct span form, struct diagnostics *faults);

/* A journal's events given to an engine. */
struct replay {
	struct journal_reading reading;
	const struct questionnaire *questionnaire; /* lent by the store */
	struct interview *interview;               /* the caller's, to be freed */
	struct span last_line;                     /* in the bytes; without LF */
	enum event_kind last_kind;
	struct moment last_at;
	bool cut_off;      /* the last sitting has no end */
	bool refused;      /* the engine would not take an event: the rest was not applied */
	char trouble[160]; /* "" or what hinders working on it, for people */
};
/* False, with faults, when the first line cannot be read or its questionnaire is not there. */
bool store_replay(
	struct store *store, struct span bytes, struct span id, struct replay *replay, struct diagnostics *faults);

/* One interview as lists show it. */
struct entry {
	struct span id, questionnaire, version, path, sha256, form, title, case_key, language, enumerator, device, outcome;
	enum interview_status status;
	bool simulated, read_only;
	bool unreadable; /* nothing can be made of it: `trouble` tells why */
	bool refused;    /* unreadable, for the system would not have it read */
	uint32_t answered, asked;
	struct moment started, last_change, completed;
	int64_t minutes_tenths; /* `minutes` × 10 */
	struct span place;      /* path of the question it was left on */
	enum journal_condition condition;
	const char *trouble; /* "" or what hinders reading it, for people */
};
struct entries {
	struct arena *arena;
	struct entry *items;
	size_t count, capacity;
};
/* All interviews (of one questionnaire id, or all when empty), by ID. Finished ones by their first and last lines and by
 * what those between changed of the first (case, language, enumerator, version); partial ones by replay. */
bool store_list(struct store *store, struct span questionnaire, struct entries *entries, struct diagnostics *faults);
/* The same with every journal held against its chain: `condition` is then true of finished ones too. */
bool store_list_whole(
	struct store *store, struct span questionnaire, struct entries *entries, struct diagnostics *faults);
/* The last line of an interview's file as it stands now; valid until the next reading of the store. */
bool store_last_line(struct store *store, const struct entry *entry, struct span *line);
void entries_free(struct entries *entries);
/* Which interview `id` (whole, or cut short from either end, at least 4 characters) means; faults: none, or several
 * (listed). */
bool store_find(
	struct store *store, struct span id, struct entries *entries, struct entry **entry, struct diagnostics *faults);
void store_interview_path(struct store *store, struct span questionnaire, struct span id, struct string *path);
bool store_id_exists(struct store *store, struct span id);
/* Who holds it: from the last `open` or `resume`. */
bool store_holder(const char *path, struct string *who);

#endif
