/* Paths and directories. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "path.h"
#include "tanya/system.h"

void path_join(struct string *out, const char *directory, const char *name)
{
	string_clear(out);
	string_add_text(out, directory);
	if (out->length && out->data[out->length - 1] != '/')
		string_add_byte(out, '/');
	string_add_text(out, name);
}

void path_parent(struct string *out, const char *path)
{
	size_t end = strlen(path);
	while (end > 1 && path[end - 1] == '/')
		end--;
	while (end > 0 && path[end - 1] != '/')
		end--;
	while (end > 1 && path[end - 1] == '/')
		end--;
	string_clear(out);
	string_add(out, end ? (struct span){path, end} : SPAN("."));
}

bool file_exists(const char *path)
{
	struct stat status;
	return system_calls()->stat(path, &status) == 0;
}

bool file_is_directory(const char *path)
{
	struct stat status;
	return system_calls()->stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool directory_sync(const char *path, struct diagnostics *faults)
{
	int fd = system_calls()->open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	if (fd < 0)
		return diagnostics_system(faults, "open", path, errno);
	int result = system_calls()->fsync(fd), number = errno;
	system_calls()->close(fd);
	/* Some file systems cannot sync a directory and say so; there is then nothing to lose by it. */
	if (result != 0 && number != EINVAL && number != EOPNOTSUPP)
		return diagnostics_system(faults, "save", path, number);
	return true;
}

static bool make_one(const char *path, mode_t mode, struct diagnostics *faults)
{
	if (file_is_directory(path))
		return true;
	if (system_calls()->mkdir(path, mode) != 0) {
		int number = errno;
		struct stat status;
		if (number != EEXIST)
			return diagnostics_system(faults, "create", path, number);
		if (system_calls()->stat(path, &status) != 0)
			return diagnostics_system(faults, "look at", path, errno);
		/* a directory: another program was quicker */
		return S_ISDIR(status.st_mode) || diagnostics_system(faults, "create", path, ENOTDIR);
	}
	struct string parent = {0};
	path_parent(&parent, path);
	bool synced = directory_sync(string_text(&parent), faults);
	string_free(&parent);
	return synced;
}

bool directory_make(const char *path, mode_t mode, struct diagnostics *faults)
{
	if (file_is_directory(path))
		return true;
	struct string part = {0};
	bool made = true;
	for (const char *end = path; made && *end;) {
		end += strspn(end, "/");
		end += strcspn(end, "/");
		string_clear(&part);
		string_add(&part, (struct span){path, (size_t)(end - path)});
		made = make_one(string_text(&part), mode, faults);
		end += strspn(end, "/");
	}
	string_free(&part);
	return made;
}

/* ---- listing ---- */

struct names {
	char **items;
	size_t count, capacity, most;
	struct arena *arena;
};

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* 0, or the errno that stopped the reading. */
static int collect(DIR *directory, struct names *names)
{
	while (names->count < names->most) {
		errno = 0;
		const struct dirent *entry = system_calls()->readdir(directory);
		if (!entry)
			return errno;
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		char *name = arena_text(names->arena, entry->d_name, strlen(entry->d_name));
		ARRAY_PUSH(names->items, names->count, names->capacity, name);
	}
	return 0;
}

bool directory_glance(
	const char *path, size_t most, bool (*each)(void *self, const char *name), void *self, struct diagnostics *faults)
{
	DIR *directory = system_calls()->opendir(path);
	if (!directory)
		return errno == ENOENT ? true : diagnostics_system(faults, "open", path, errno);
	struct names names = {.most = most, .arena = arena_new()};
	int number = collect(directory, &names);
	system_calls()->closedir(directory);
	if (number)
		diagnostics_system(faults, "list", path, number);
	else if (names.count)
		qsort(names.items, names.count, sizeof *names.items, compare);
	for (size_t i = 0; number == 0 && i < names.count; i++)
		if (!each(self, names.items[i]))
			break;
	memory_free(names.items);
	arena_free(names.arena);
	return number == 0;
}

bool directory_list(
	const char *path, bool (*each)(void *self, const char *name), void *self, struct diagnostics *faults)
{
	return directory_glance(path, SIZE_MAX, each, self, faults);
}
