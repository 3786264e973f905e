/* Pinning: the very bytes an interview was started with, as a folder that is there whole or not at all. */
#include <errno.h>
#include <string.h>

#include "data.h"
#include "tanya/system.h"

static bool write_file(const char *path, struct span bytes, struct diagnostics *faults)
{
	int fd = system_calls()->open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
	if (fd < 0)
		return diagnostics_system(faults, "create", path, errno);
	const char *failed = !file_write_all(fd, bytes) ? "write" : system_calls()->fsync(fd) != 0 ? "save" : NULL;
	int number = errno;
	system_calls()->close(fd);
	return failed ? diagnostics_system(faults, failed, path, number) : true;
}

/* One file under the temp folder, its folders made on the way; the last of them is synced when the file is in. */
static bool put_file(const char *folder, const char *name, struct span bytes, struct diagnostics *faults)
{
	struct string path = {0}, parent = {0};
	path_join(&path, folder, name);
	string_add(&parent, (struct span){path.data, (size_t)(strrchr(path.data, '/') - path.data)});
	bool fine = directory_make(string_text(&parent), FOLDER_MODE, faults) &&
				write_file(string_text(&path), bytes, faults) && directory_sync(string_text(&parent), faults);
	string_free(&path);
	string_free(&parent);
	return fine;
}

struct remover {
	const char *folder;
	unsigned depth;
};

static bool remove_name(void *self, const char *name);

/* Takes away what could not be finished; what resists stays, as a folder that no reader looks at. */
static void remove_folder(const char *folder, unsigned depth)
{
	struct diagnostics ignored = {0};
	struct remover remover = {folder, depth};
	directory_list(folder, remove_name, &remover, &ignored);
	system_calls()->rmdir(folder);
	diagnostics_free(&ignored);
}

static bool remove_name(void *self, const char *name)
{
	const struct remover *remover = self;
	struct string path = {0};
	struct stat status;
	path_join(&path, remover->folder, name);
	if (system_calls()->lstat(string_text(&path), &status) == 0 && S_ISDIR(status.st_mode) && remover->depth)
		remove_folder(string_text(&path), remover->depth - 1);
	else
		system_calls()->unlink(string_text(&path));
	string_free(&path);
	return true;
}

static bool fill_folder(const char *folder, const struct questionnaire *questionnaire, struct diagnostics *faults)
{
	if (!directory_make(folder, FOLDER_MODE, faults))
		return false;
	for (uint32_t i = 0; i < questionnaire->source_count; i++)
		if (!put_file(folder, questionnaire->sources[i].path, questionnaire->sources[i].bytes, faults))
			return false;
	return put_file(folder, "MANIFEST", string_span(&questionnaire->manifest), faults);
}

static bool move_in(const char *temp, const char *folder, const char *above, struct diagnostics *faults)
{
	if (system_calls()->rename(temp, folder) != 0) {
		int number = errno;
		if ((number != EEXIST && number != ENOTEMPTY) || !file_is_directory(folder))
			return diagnostics_system(faults, "replace", folder, number);
		remove_folder(temp, LIMIT_YAML_DEPTH); /* another program has pinned the same text meanwhile */
	}
	return directory_sync(above, faults);
}

bool store_pin(struct store *store, const struct questionnaire *questionnaire, struct diagnostics *faults)
{
	struct string folder = {0}, above = {0}, temp = {0};
	store_join(store, &folder, "questionnaires", span_of(questionnaire->sha256));
	store_join(store, &above, "questionnaires", SPAN(""));
	bool fine;
	if (file_is_directory(string_text(&folder))) {
		fine = directory_sync(string_text(&above), faults); /* an earlier try may have failed at just this */
	} else {
		string_format(&temp, "%s/.%.16s.tmp-%016llx", string_text(&above), questionnaire->sha256,
			(unsigned long long)system_random64());
		fine = directory_make(string_text(&above), FOLDER_MODE, faults) &&
			   fill_folder(string_text(&temp), questionnaire, faults) &&
			   move_in(string_text(&temp), string_text(&folder), string_text(&above), faults);
		if (!fine)
			remove_folder(string_text(&temp), LIMIT_YAML_DEPTH);
	}
	string_free(&folder);
	string_free(&above);
	string_free(&temp);
	return fine;
}
