/* The data directory: where things stand in it, who types, on which device. */
#include <errno.h>
#include <string.h>

#include "data.h"
#include "tanya/system.h"

#define NAME_BYTES_MOST 4096 /* of the files `enumerator` and `device` */

struct store *store_open(const char *path, struct diagnostics *faults)
{
	struct stat status;
	if (system_calls()->stat(path, &status) != 0) {
		if (errno != ENOENT) {
			diagnostics_system(faults, "open the data directory", path, errno);
			return NULL;
		}
	} else if (!S_ISDIR(status.st_mode)) {
		diagnostics_system(faults, "open the data directory", path, ENOTDIR);
		diagnostic_cure(faults, "name a directory with --data or TANYA_DATA");
		return NULL;
	} else {
		DIR *directory = system_calls()->opendir(path);
		if (!directory) {
			diagnostics_system(faults, "read the data directory", path, errno);
			return NULL;
		}
		system_calls()->closedir(directory);
	}
	struct store *store = memory_alloc(sizeof *store);
	store->path = memory_alloc(strlen(path) + 1);
	memcpy(store->path, path, strlen(path));
	return store;
}

void store_free(struct store *store)
{
	if (!store)
		return;
	for (size_t i = 0; i < store->pinned_count; i++)
		questionnaire_free(store->pinned[i].questionnaire);
	memory_free(store->pinned);
	string_free(&store->bytes);
	memory_free(store->path);
	memory_free(store);
}

const char *store_path(const struct store *store)
{
	return store->path;
}

void store_watch(struct store *store, struct progress *progress)
{
	store->progress = progress;
}

void store_step(const struct store *store, size_t done, size_t all)
{
	progress_step(store->progress, done, all);
}

void store_join(const struct store *store, struct string *out, const char *one, struct span two)
{
	path_join(out, store->path, one);
	if (!two.length)
		return;
	string_add_byte(out, '/');
	string_add(out, two);
}

void store_interview_path(struct store *store, struct span questionnaire, struct span id, struct string *path)
{
	store_join(store, path, "interviews", questionnaire);
	string_add_byte(path, '/');
	string_add(path, id);
	string_add_text(path, ".jsonl");
}

/* The first line of a small file; false when it is absent or empty. */
static bool read_name(const struct store *store, const char *file, struct string *name)
{
	struct diagnostics ignored = {0};
	struct string path = {0}, bytes = {0};
	store_join(store, &path, file, SPAN(""));
	bool there = file_exists(string_text(&path)) && file_read(string_text(&path), NAME_BYTES_MOST, &bytes, &ignored);
	struct span rest = string_span(&bytes), line;
	string_clear(name);
	if (there && span_next(&rest, '\n', &line))
		string_add(name, span_trim(line));
	diagnostics_free(&ignored);
	string_free(&path);
	string_free(&bytes);
	return name->length != 0;
}

static bool write_name(struct store *store, const char *file, struct span name, struct diagnostics *faults)
{
	struct string path = {0}, line = {0};
	store_join(store, &path, file, SPAN(""));
	text_clean(&line, name, false);
	string_add_byte(&line, '\n');
	bool fine = directory_make(store->path, FOLDER_MODE, faults) &&
				file_replace(string_text(&path), string_span(&line), FILE_MODE, faults);
	string_free(&path);
	string_free(&line);
	return fine;
}

bool store_enumerator(struct store *store, struct string *name)
{
	return read_name(store, "enumerator", name);
}

bool store_set_enumerator(struct store *store, struct span name, struct diagnostics *faults)
{
	return write_name(store, "enumerator", span_trim(name), faults);
}

struct span store_device_known(struct store *store)
{
	struct string name = {0};
	if (!store->device[0] && read_name(store, "device", &name) && uuid_valid(string_span(&name))) {
		memcpy(store->device, name.data, 36);
		store->device_kept = true;
	}
	if (!store->device[0])
		uuid_v4(store->device, system_random64(), system_random64());
	string_free(&name);
	return span_of(store->device);
}

bool store_device(struct store *store, struct string *uuid, struct diagnostics *faults)
{
	struct span device = store_device_known(store);
	if (!store->device_kept && !write_name(store, "device", device, faults))
		return false;
	store->device_kept = true;
	string_clear(uuid);
	string_add(uuid, device);
	return true;
}
