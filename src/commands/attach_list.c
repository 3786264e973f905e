/* What lies where a path that is being typed leads: a few names, the best first. */
#include <stdlib.h>
#include <string.h>

#include "attach.h"

#define LOOKED_AT_MOST 5000 /* names of one folder: a key must not wait for a card with all photos of a year */
#define SHOWN_MOST 50

struct match {
	bool begins; /* with what is typed; else it holds it */
	struct span name;
};
struct search {
	struct arena *arena;
	const char *folder;
	struct span wanted; /* folded */
	bool hidden;        /* names that begin with a point too */
	struct match *items;
	size_t count, capacity, seen;
};

/* Names that can be shown and typed: the others are renamed first (tanya-questionnaire(5)). */
static bool is_showable(struct span name)
{
	if (!text_valid(name, NULL))
		return false;
	for (size_t at = 0; at < name.length;)
		if (!text_is_printable(text_decode(name, &at)))
			return false;
	return true;
}

static bool look_at(void *self, const char *name)
{
	struct search *search = self;
	struct string folded = {0};
	search->seen++;
	if (is_showable(span_of(name)) && (search->hidden || name[0] != '.')) {
		text_fold(&folded, span_of(name));
		struct match match = {span_starts(string_span(&folded), search->wanted), span_copy(search->arena, span_of(name))};
		if (match.begins || span_find(string_span(&folded), search->wanted) != SIZE_MAX)
			ARRAY_PUSH(search->items, search->count, search->capacity, match);
	}
	string_free(&folded);
	return true;
}

static int best_first(const void *a, const void *b)
{
	const struct match *left = a, *right = b;
	if (left->begins != right->begins)
		return left->begins ? -1 : 1;
	return span_compare(left->name, right->name);
}

/* The name as it is shown; false: neither a folder nor a file. */
static bool finish_name(const struct search *search, struct span *name)
{
	struct stat status;
	struct string path = {0};
	path_join(&path, search->folder, name->data);
	bool there = system_calls()->stat(string_text(&path), &status) == 0;
	string_clear(&path);
	string_add(&path, *name);
	if (there && S_ISDIR(status.st_mode))
		string_add_byte(&path, '/');
	*name = span_copy(search->arena, string_span(&path));
	string_free(&path);
	return there && (S_ISDIR(status.st_mode) || S_ISREG(status.st_mode));
}

static void show(struct stage *stage, struct search *search)
{
	struct span names[SHOWN_MOST];
	size_t shown = 0, next = 0;
	if (search->count)
		qsort(search->items, search->count, sizeof *search->items, best_first);
	for (; next < search->count && shown < SHOWN_MOST; next++) {
		names[shown] = search->items[next].name;
		shown += finish_name(search, &names[shown]);
	}
	screen_paths(stage->screen, names, shown, next < search->count || search->seen == LOOKED_AT_MOST);
}

void attach_list(struct stage *stage, struct span typed)
{
	const char *slash = typed.length ? memrchr(typed.data, '/', typed.length) : NULL;
	size_t base = slash ? (size_t)(slash + 1 - typed.data) : 0;
	struct diagnostics ignored = {0};
	struct string folder = {0}, wanted = {0};
	if (base)
		attach_path(span_sub(typed, 0, base), &folder);
	else
		string_add_text(&folder, ".");
	text_fold(&wanted, span_sub(typed, base, SIZE_MAX));
	struct search search = {.arena = arena_new(), .folder = string_text(&folder), .wanted = string_span(&wanted),
	                        .hidden = base < typed.length && typed.data[base] == '.'};
	directory_glance(search.folder, LOOKED_AT_MOST, look_at, &search, &ignored);
	show(stage, &search);
	memory_free(search.items);
	arena_free(search.arena);
	string_free(&folder);
	string_free(&wanted);
	diagnostics_free(&ignored);
}
