/* Questionnaires: reading forms from disk, and keeping each one that an interview was begun with. */
#include <errno.h>
#include <string.h>

#include "store.h"
#include "tanya/system.h"

#define DIRECTORY_MODE 0700
#define FILE_MODE 0600

/* Links and devices are refused, so that a form cannot reach outside its folder; `self` is the form's own path, which may be a link. */
static bool read_source(void *self, const char *path, struct string *out, struct diagnostics *faults)
{
	struct stat status;
	if (system_calls()->lstat(path, &status) != 0)
		return diagnostics_system(faults, "read", path, errno);
	bool own = self && strcmp(self, path) == 0;
	if (!S_ISREG(status.st_mode) && !(own && S_ISLNK(status.st_mode))) {
		diagnostics_error(faults, "not-regular", (struct place){path, 0, 0}, "this is no regular file");
		diagnostic_cure(faults, "copy the file itself beside the form");
		return false;
	}
	return file_read(path, LIMIT_FILE_BYTES, out, faults);
}

struct questionnaire_reader store_reader(void)
{
	return (struct questionnaire_reader){NULL, read_source, hash_sha256};
}

struct questionnaire *store_load_form(const char *path, struct diagnostics *faults)
{
	struct string own = {0};
	string_add_text(&own, path);
	struct questionnaire_reader reader = {own.data, read_source, hash_sha256};
	struct questionnaire *questionnaire = questionnaire_load(path, &reader, faults);
	string_free(&own);
	return questionnaire;
}

/* ---- pinning ------------------------------------------------------------------------------------------------------------ */

static bool write_source(const char *folder, const char *relative, struct span bytes, struct diagnostics *faults)
{
	struct string path = {0};
	path_join(&path, folder, relative);
	struct string parent = {0};
	const char *slash = strrchr(string_text(&path), '/');
	string_add(&parent, (struct span){path.data, (size_t)(slash - path.data)});
	bool fine = directory_make(string_text(&parent), DIRECTORY_MODE, faults) && file_replace(string_text(&path), bytes, FILE_MODE, faults);
	string_free(&path);
	string_free(&parent);
	return fine;
}

static bool fill_folder(const char *folder, const struct questionnaire *questionnaire, struct diagnostics *faults)
{
	bool fine = directory_make(folder, DIRECTORY_MODE, faults);
	for (uint32_t i = 0; i < questionnaire->source_count && fine; i++)
		fine = write_source(folder, questionnaire->sources[i].path, questionnaire->sources[i].bytes, faults);
	return fine && write_source(folder, "MANIFEST", string_span(&questionnaire->manifest), faults);
}

bool store_pin(struct store *store, const struct questionnaire *questionnaire, struct diagnostics *faults)
{
	struct string final = {0}, temp = {0}, parent = {0}, name = {0};
	string_format(&name, "questionnaires/%s", questionnaire->sha256);
	store_join(store, &final, string_text(&name));
	bool fine = true;
	if (!file_is_directory(string_text(&final))) {
		string_clear(&name);
		string_format(&name, "questionnaires/.%s.%016llx", questionnaire->sha256, (unsigned long long)system_random64());
		store_join(store, &temp, string_text(&name));
		store_join(store, &parent, "questionnaires");
		fine = fill_folder(string_text(&temp), questionnaire, faults);
		if (fine && system_calls()->rename(string_text(&temp), string_text(&final)) != 0 && !file_is_directory(string_text(&final)))
			fine = diagnostics_system(faults, "create", string_text(&final), errno);
		fine = fine && directory_sync(string_text(&parent), faults);
	}
	string_free(&final);
	string_free(&temp);
	string_free(&parent);
	string_free(&name);
	return fine;
}

struct questionnaire *store_load_pinned(struct store *store, struct span sha256, struct span form, struct diagnostics *faults)
{
	struct string name = {0}, path = {0};
	string_format(&name, "questionnaires/%.*s/%.*s", SPAN_ARGUMENTS(sha256), SPAN_ARGUMENTS(form));
	store_join(store, &path, string_text(&name));
	struct questionnaire_reader reader = store_reader();
	struct questionnaire *questionnaire = questionnaire_load(string_text(&path), &reader, faults);
	if (questionnaire && !span_is(sha256, questionnaire->sha256)) {
		diagnostics_error(faults, "pin-changed", (struct place){string_text(&path), 0, 0}, "the kept questionnaire was changed: its files no longer have the hash that their folder is named by");
		diagnostic_cure(faults, "bring the folder back from a copy of the data directory");
		questionnaire_free(questionnaire);
		questionnaire = NULL;
	}
	string_free(&name);
	string_free(&path);
	return questionnaire;
}
