/* Which interviews there are: all, or the one that is meant. */
#include <errno.h>
#include <string.h>
#include <stdlib.h>

#include "data.h"
#include "tanya/system.h"

#define ID_LEAST 4   /* characters of an ID that is cut short (3-commands) */
#define TOLD_MOST 20 /* candidates that are listed */

/* ---- walking ---- */

struct walk {
	const struct store *store;
	struct span questionnaire; /* wished for, then of the folder */
	bool (*each)(void *self, const struct journal_name *name);
	void *self;
	struct diagnostics *faults;
	bool goes_on, fine;
};

static bool walk_file(void *self, const char *name)
{
	struct walk *walk = self;
	struct span file = span_of(name);
	if (!span_ends(file, SPAN(".jsonl")))
		return true;
	struct span id = span_sub(file, 0, file.length - (sizeof ".jsonl" - 1));
	if (uuid_valid(id))
		walk->goes_on = walk->each(walk->self, &(struct journal_name){walk->questionnaire, id});
	return walk->goes_on;
}

/* A folder that cannot be looked at is told: interviews may lie in it. */
static bool is_folder(struct walk *walk, const char *path)
{
	struct stat status;
	if (system_calls()->stat(path, &status) == 0)
		return S_ISDIR(status.st_mode);
	if (errno != ENOENT)
		walk->fine = diagnostics_system(walk->faults, "look at", path, errno);
	return false;
}

static bool walk_folder(void *self, const char *name)
{
	struct walk *walk = self;
	struct span wished = walk->questionnaire;
	struct string path = {0};
	if (name[0] == '.' || (wished.length && !span_is(wished, name)))
		return true;
	store_join(walk->store, &path, "interviews", span_of(name));
	if (is_folder(walk, string_text(&path))) {
		walk->questionnaire = span_of(name);
		walk->fine = directory_list(string_text(&path), walk_file, walk, walk->faults) && walk->fine;
		walk->questionnaire = wished;
	}
	string_free(&path);
	return walk->goes_on;
}

bool store_each(const struct store *store, struct span questionnaire,
	bool (*each)(void *self, const struct journal_name *name), void *self, struct diagnostics *faults)
{
	struct walk walk = {store, questionnaire, each, self, faults, true, true};
	struct string path = {0};
	store_join(store, &path, "interviews", SPAN(""));
	bool fine = directory_list(string_text(&path), walk_folder, &walk, faults) && walk.fine;
	string_free(&path);
	return fine;
}

/* ---- listing ---- */

struct listing {
	struct store *store;
	struct entries *entries;
};

/* One that is only named yet. */
static struct entry *add(struct store *store, struct entries *entries, const struct journal_name *name)
{
	struct string path = {0};
	if (!entries->arena)
		entries->arena = arena_new();
	store_interview_path(store, name->questionnaire, name->id, &path);
	struct entry entry = {
		.id = span_copy(entries->arena, name->id), .questionnaire = span_copy(entries->arena, name->questionnaire)};
	entry.path = span_copy(entries->arena, string_span(&path));
	ARRAY_PUSH(entries->items, entries->count, entries->capacity, entry);
	string_free(&path);
	return &entries->items[entries->count - 1];
}

static bool list_one(void *self, const struct journal_name *name)
{
	struct listing *listing = self;
	add(listing->store, listing->entries, name);
	return true;
}

static int by_id(const void *a, const void *b)
{
	return span_compare(((const struct entry *)a)->id, ((const struct entry *)b)->id);
}

static bool list(
	struct store *store, struct span questionnaire, bool whole, struct entries *entries, struct diagnostics *faults)
{
	struct listing listing = {store, entries};
	bool fine = store_each(store, questionnaire, list_one, &listing, faults);
	if (entries->count)
		qsort(entries->items, entries->count, sizeof *entries->items, by_id);
	for (size_t i = 0; i < entries->count; i++) {
		entry_fill(store, entries, &entries->items[i], whole);
		store_step(store, i + 1, entries->count);
	}
	return fine;
}

bool store_list(struct store *store, struct span questionnaire, struct entries *entries, struct diagnostics *faults)
{
	return list(store, questionnaire, false, entries, faults);
}

bool store_list_whole(struct store *store, struct span questionnaire, struct entries *entries, struct diagnostics *faults)
{
	return list(store, questionnaire, true, entries, faults);
}

void entries_free(struct entries *entries)
{
	arena_free(entries->arena);
	memory_free(entries->items);
	*entries = (struct entries){0};
}

/* ---- finding ---- */

struct search {
	struct span wanted;
	struct arena *arena;
	struct journal_name *found;
	size_t count, capacity;
};

static bool match(void *self, const struct journal_name *name)
{
	struct search *search = self;
	if (span_starts(name->id, search->wanted) || span_ends(name->id, search->wanted)) {
		struct journal_name copy = {span_copy(search->arena, name->questionnaire), span_copy(search->arena, name->id)};
		ARRAY_PUSH(search->found, search->count, search->capacity, copy);
	}
	return true;
}

static void tell_none(struct span id, struct diagnostics *faults)
{
	if (id.length < ID_LEAST) {
		diagnostics_error(faults, "short-id", (struct place){0},
			"%.*s is too short for an ID: at least %d characters were expected", SPAN_ARGUMENTS(id), ID_LEAST);
		return;
	}
	diagnostics_error(faults, "unknown-id", (struct place){0}, "no interview has the ID %.*s", SPAN_ARGUMENTS(id));
	diagnostic_cure(faults, "`tanya list --status all` lists them");
}

static void tell_several(const struct search *search, struct diagnostics *faults)
{
	struct string ids = {0};
	for (size_t i = 0; i < search->count && i < TOLD_MOST; i++)
		string_format(&ids, "%s%.*s", i ? ", " : "", SPAN_ARGUMENTS(search->found[i].id));
	if (search->count > TOLD_MOST)
		string_format(&ids, " and %zu more", search->count - TOLD_MOST);
	diagnostics_error(faults, "ambiguous-id", (struct place){0}, "%zu interviews fit %.*s: %s", search->count,
		SPAN_ARGUMENTS(search->wanted), string_text(&ids));
	diagnostic_cure(faults, "give more of the ID");
	string_free(&ids);
}

bool store_find(
	struct store *store, struct span id, struct entries *entries, struct entry **entry, struct diagnostics *faults)
{
	struct search search = {.wanted = id, .arena = arena_new()};
	*entry = NULL;
	bool fine = id.length < ID_LEAST || store_each(store, SPAN(""), match, &search, faults);
	if (fine && search.count == 1) {
		*entry = add(store, entries, &search.found[0]);
		entry_fill(store, entries, *entry, false);
	} else if (fine && search.count) {
		tell_several(&search, faults);
	} else if (fine) {
		tell_none(id, faults);
	}
	memory_free(search.found);
	arena_free(search.arena);
	return *entry != NULL;
}

static bool is_other(void *self, const struct journal_name *name)
{
	struct span *wanted = self;
	if (!span_equal(*wanted, name->id))
		return true;
	*wanted = SPAN("");
	return false;
}

bool store_id_exists(struct store *store, struct span id)
{
	struct diagnostics ignored = {0};
	struct span wanted = id;
	store_each(store, SPAN(""), is_other, &wanted, &ignored);
	diagnostics_free(&ignored);
	return id.length && !wanted.length;
}
