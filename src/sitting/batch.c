/* Many staged interviews made safe at once: temp files, one sync, renames, a sync of each folder. */
#include <errno.h>
#include <string.h>

#include "state.h"
#include "tanya/system.h"

struct staged {
	const char *temp, *path;
	const char **attached; /* copies that go when it does not get its name; in the arena */
	size_t attached_count;
};
struct sitting_batch {
	struct store *store;
	struct arena *arena;
	struct staged *items;
	size_t count, capacity;
	struct map *ids;     /* an ID may come once */
	struct map *folders; /* to be synced; name → index */
	const char **folder_names;
	size_t folder_count, folder_capacity;
	struct map *prepared; /* questionnaires whose pins and folders stand */
};

struct sitting_batch *sitting_batch_new(struct store *store)
{
	struct sitting_batch *batch = memory_alloc(sizeof *batch);
	batch->store = store;
	batch->arena = arena_new();
	batch->ids = map_new();
	batch->folders = map_new();
	batch->prepared = map_new();
	return batch;
}

size_t sitting_batch_count(const struct sitting_batch *batch)
{
	return batch->count;
}

static void drop_temps(struct sitting_batch *batch)
{
	for (size_t i = 0; i < batch->count; i++) {
		system_calls()->unlink(batch->items[i].temp);
		attached_drop(batch->items[i].attached, batch->items[i].attached_count);
	}
	batch->count = 0;
}

void sitting_batch_free(struct sitting_batch *batch)
{
	if (!batch)
		return;
	drop_temps(batch);
	map_free(batch->ids);
	map_free(batch->folders);
	map_free(batch->prepared);
	memory_free(batch->folder_names);
	memory_free(batch->items);
	arena_free(batch->arena);
	memory_free(batch);
}

static bool write_temp(const char *temp, struct span lines, struct diagnostics *faults)
{
	int fd = system_calls()->open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
	if (fd < 0)
		return diagnostics_system(faults, "create", temp, errno);
	bool fine = file_write_all(fd, lines);
	int number = errno;
	if (system_calls()->close(fd) != 0 && fine && errno != EINTR) {
		number = errno;
		fine = false;
	}
	if (fine)
		return true;
	system_calls()->unlink(temp);
	return diagnostics_system(faults, "write", temp, number);
}

static void note_folder(struct sitting_batch *batch, struct span path)
{
	const char *slash = memrchr(path.data, '/', path.length);
	struct span folder = {path.data, slash ? (size_t)(slash - path.data) : 0};
	if (map_get(batch->folders, folder) != MAP_NONE)
		return;
	struct span kept = span_copy(batch->arena, folder);
	map_put(batch->folders, kept, (uint32_t)batch->folder_count);
	ARRAY_PUSH(batch->folder_names, batch->folder_count, batch->folder_capacity, kept.data);
}

bool batch_add(struct sitting_batch *batch, struct sitting *sitting, struct diagnostics *faults)
{
	struct span path = string_span(&sitting->path), id = string_span(&sitting->id),
				sha256 = span_of(sitting->questionnaire->sha256);
	if (map_get(batch->ids, id) != MAP_NONE || file_exists(path.data))
		return diagnostics_error(
			faults, "id-exists", (struct place){.file = path.data}, "an interview with this ID is there already");
	if (map_get(batch->prepared, sha256) == MAP_NONE) {
		if (!sitting_prepare(sitting, batch->store, faults))
			return false;
		map_put(batch->prepared, span_copy(batch->arena, sha256), 0);
	}
	struct string temp = {0};
	string_add(&temp, path);
	string_format(&temp, ".tmp-%016llx", (unsigned long long)system_random64());
	bool fine = write_temp(string_text(&temp), journal_lines(sitting->journal), faults);
	if (fine) {
		struct staged staged = {span_copy(batch->arena, string_span(&temp)).data, span_copy(batch->arena, path).data, NULL, sitting->attached_count};
		staged.attached = arena_alloc(batch->arena, (staged.attached_count + 1) * sizeof *staged.attached);
		for (size_t i = 0; i < staged.attached_count; i++)
			staged.attached[i] = span_copy(batch->arena, span_of(sitting->attached[i])).data;
		ARRAY_PUSH(batch->items, batch->count, batch->capacity, staged);
		map_put(batch->ids, span_copy(batch->arena, id), 0);
		note_folder(batch, path);
	}
	string_free(&temp);
	return fine;
}

static bool sync_all(const struct sitting_batch *batch, struct diagnostics *faults)
{
	const char *path = store_path(batch->store);
	int fd = system_calls()->open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
	if (fd < 0)
		return diagnostics_system(faults, "open", path, errno);
	bool fine = system_calls()->syncfs(fd) == 0;
	int number = errno;
	system_calls()->close(fd);
	return fine || diagnostics_system(faults, "save", path, number);
}

/* On a failure those that have their names are whole and stay; the rest leaves nothing. */
static bool rename_all(struct sitting_batch *batch, struct diagnostics *faults)
{
	for (size_t i = 0; i < batch->count; i++) {
		if (system_calls()->rename(batch->items[i].temp, batch->items[i].path) == 0)
			continue;
		int number = errno;
		memmove(batch->items, batch->items + i, (batch->count - i) * sizeof *batch->items);
		batch->count -= i;
		return diagnostics_system(faults, "put in place", batch->items[0].path, number);
	}
	batch->count = 0;
	return true;
}

bool sitting_batch_commit(struct sitting_batch *batch, struct diagnostics *faults)
{
	bool fine = !batch->count || (sync_all(batch, faults) && rename_all(batch, faults));
	drop_temps(batch);
	for (size_t i = 0; i < batch->folder_count; i++)
		fine = directory_sync(batch->folder_names[i], faults) && fine;
	return fine;
}
