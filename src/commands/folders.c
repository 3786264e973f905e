/* Where forms lie, for telling of one that changed or is gone. */
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
