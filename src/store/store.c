/* The data directory itself, who types, and which laptop this is. */
#include <errno.h>

#include "store.h"
#include "tanya/system.h"

#define DIRECTORY_MODE 0700
#define FILE_MODE 0600
#define NAME_BYTES_MOST 4096

void store_join(const struct store *store, struct string *out, const char *below)
{
	path_join(out, string_text(&store->path), below);
}

struct store *store_open(const char *path, struct diagnostics *faults)
{
	struct stat status;
	if (system_calls()->stat(path, &status) == 0 && !S_ISDIR(status.st_mode)) {
		diagnostics_system(faults, "use as the data directory", path, ENOTDIR);
		diagnostic_cure(faults, "name a folder with --data or TANYA_DATA");
		return NULL;
	}
	struct store *store = memory_alloc(sizeof *store);
	string_add_text(&store->path, path);
	return store;
}

void store_free(struct store *store)
{
	if (!store)
		return;
	string_free(&store->path);
	memory_free(store);
}

const char *store_path(const struct store *store)
{
	return string_text(&store->path);
}

static bool read_line(struct store *store, const char *name, struct string *out)
{
	struct string path = {0}, text = {0};
	struct diagnostics ignored = {0};
	store_join(store, &path, name);
	bool fine = file_exists(string_text(&path)) && file_read(string_text(&path), NAME_BYTES_MOST, &text, &ignored);
	string_clear(out);
	string_add(out, span_trim(string_span(&text)));
	string_free(&path);
	string_free(&text);
	diagnostics_free(&ignored);
	return fine && out->length;
}

static bool write_line(struct store *store, const char *name, struct span text, struct diagnostics *faults)
{
	struct string path = {0}, line = {0};
	store_join(store, &path, name);
	string_add(&line, text);
	string_add_byte(&line, '\n');
	bool fine = directory_make(string_text(&store->path), DIRECTORY_MODE, faults) && file_replace(string_text(&path), string_span(&line), FILE_MODE, faults);
	string_free(&path);
	string_free(&line);
	return fine;
}

bool store_enumerator(struct store *store, struct string *name)
{
	return read_line(store, "enumerator", name);
}

bool store_set_enumerator(struct store *store, struct span name, struct diagnostics *faults)
{
	return write_line(store, "enumerator", name, faults);
}

bool store_device(struct store *store, struct string *uuid, struct diagnostics *faults)
{
	char made[37];
	if (read_line(store, "device", uuid))
		return true;
	uuid_v4(made, system_random64(), system_random64());
	string_clear(uuid);
	string_add_text(uuid, made);
	return write_line(store, "device", string_span(uuid), faults);
}
