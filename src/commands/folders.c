/* Where forms lie: for telling of one that changed or is gone, and for finding one by its id. */
#include <string.h>

#include "stage.h"
#include "tanya/system.h"

struct parent {
	struct form_folders *folders;
	const char *path;
};

static void add(struct form_folders *folders, const char *path)
{
	const char *kept = span_copy(folders->arena, span_of(path)).data;
	ARRAY_PUSH(folders->items, folders->count, folders->capacity, kept);
}

static bool add_inner(void *self, const char *name)
{
	const struct parent *parent = self;
	struct string path = {0};
	path_join(&path, parent->path, name);
	if (name[0] != '.' && file_is_directory(string_text(&path)))
		add(parent->folders, string_text(&path));
	string_free(&path);
	return true;
}

static void add_with_inner(struct form_folders *folders, const char *path)
{
	struct diagnostics ignored = {0};
	add(folders, path);
	directory_list(path, add_inner, &(struct parent){folders, path}, &ignored);
	diagnostics_free(&ignored);
}

void form_folders_find(struct form_folders *folders)
{
	struct string own = {0}, share = {0};
	*folders = (struct form_folders){.arena = arena_new()};
	add(folders, ".");
	add_with_inner(folders, "questionnaires");
	if (program_folder(&own)) {
		path_join(&share, string_text(&own), "../share/tanya/questionnaires");
		add_with_inner(folders, string_text(&share));
	}
	ARRAY_PUSH(folders->items, folders->count, folders->capacity, NULL);
	string_free(&own);
	string_free(&share);
}

void form_folders_free(struct form_folders *folders)
{
	memory_free(folders->items);
	arena_free(folders->arena);
	*folders = (struct form_folders){0};
}

/* ---- by id ---- */

struct search {
	const char *id, *folder;
	struct string found; /* paths, with commas between */
	unsigned count;
};

/* The id that a form's text gives: of a line of its own, quotes and words behind a # taken off. A form that does not parse
 * has one too, and its mistakes are then told. */
static bool has_id(struct span text, const char *id)
{
	struct span line;
	while (span_next(&text, '\n', &line)) {
		if (!span_starts(line, SPAN("id:")))
			continue;
		struct span value = span_sub(line, 3, SIZE_MAX);
		value = span_trim(span_sub(value, 0, span_find(value, SPAN(" #"))));
		bool quoted = value.length >= 2 && strchr("\"'", value.data[0]) && value.data[value.length - 1] == value.data[0];
		return span_is(quoted ? span_sub(value, 1, value.length - 2) : value, id);
	}
	return false;
}

static bool look_at(void *self, const char *name)
{
	struct search *search = self;
	struct diagnostics ignored = {0};
	struct string path = {0}, text = {0};
	path_join(&path, search->folder, name);
	if (name[0] != '.' && span_ends(span_of(name), SPAN(".yaml")) && file_read(string_text(&path), LIMIT_FILE_BYTES, &text, &ignored) &&
	    has_id(string_span(&text), search->id))
		string_format(&search->found, "%s%s", search->count++ ? ", " : "", string_text(&path));
	diagnostics_free(&ignored);
	string_free(&path);
	string_free(&text);
	return true;
}

/* The nearest folder that has one; two in the same are not guessed between. */
static void search_folders(struct search *search)
{
	struct form_folders folders;
	struct diagnostics ignored = {0};
	form_folders_find(&folders);
	for (size_t i = 0; folders.items[i] && !search->count; i++) {
		search->folder = folders.items[i];
		directory_list(search->folder, look_at, search, &ignored);
	}
	diagnostics_free(&ignored);
	form_folders_free(&folders);
}

struct questionnaire *load_form(const char *argument, struct diagnostics *faults)
{
	struct search search = {.id = argument};
	struct questionnaire *questionnaire = NULL;
	if (is_form_file(argument))
		return store_load_form(argument, faults);
	search_folders(&search);
	if (search.count == 1) {
		questionnaire = store_load_form(string_text(&search.found), faults);
	} else if (search.count) {
		diagnostics_error(faults, "ambiguous-form", (struct place){0}, "%u questionnaires have the id %s: %s", search.count, argument, string_text(&search.found));
		diagnostic_cure(faults, "name one of these files");
	} else {
		diagnostics_error(faults, "unknown-form", (struct place){0}, "no questionnaire %s lies here, in questionnaires/ or where tanya is installed", argument);
		diagnostic_cure(faults, "name its file, ./%s if it lies here", argument);
	}
	string_free(&search.found);
	return questionnaire;
}
