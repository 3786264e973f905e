/* Whole files replaced so that either the old or the new one stands, whatever fails. */
#include <errno.h>

#include "path.h"
#include "tanya/system.h"

#define NAMES_TRIED 16

/* Opens a file of its own beside `path`; its name is in `temp`. */
static int open_temp(const char *path, mode_t mode, struct string *temp)
{
	int fd = -1;
	for (int i = 0; i < NAMES_TRIED; i++) {
		string_clear(temp);
		string_format(temp, "%s.tmp-%016llx", path, (unsigned long long)system_random64());
		do
			fd = system_calls()->open(string_text(temp), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
		while (fd < 0 && errno == EINTR);
		if (fd >= 0 || errno != EEXIST)
			break;
	}
	return fd;
}

bool file_begin(struct file_new *file, const char *path, mode_t mode, struct diagnostics *faults)
{
	*file = (struct file_new){.path = path};
	file->fd = open_temp(path, mode, &file->temp);
	if (file->fd >= 0)
		return true;
	string_free(&file->temp);
	return diagnostics_system(faults, "create", path, errno);
}

bool file_put(struct file_new *file, struct span bytes, struct diagnostics *faults)
{
	return file_write_all(file->fd, bytes) || diagnostics_system(faults, "write", file->path, errno);
}

void file_abandon(struct file_new *file)
{
	if (file->fd >= 0)
		system_calls()->close(file->fd);
	system_calls()->unlink(string_text(&file->temp));
	string_free(&file->temp);
}

bool file_settle(struct file_new *file, struct diagnostics *faults)
{
	const char *failed = system_calls()->fsync(file->fd) != 0 ? "save" : NULL;
	int number = errno, fd = file->fd;
	file->fd = -1;
	if (system_calls()->close(fd) != 0 && !failed && errno != EINTR) {
		failed = "close";
		number = errno;
	}
	if (!failed)
		return true;
	file_abandon(file);
	return diagnostics_system(faults, failed, file->path, number);
}

bool file_place(struct file_new *file, struct diagnostics *faults)
{
	if (system_calls()->rename(string_text(&file->temp), file->path) == 0) {
		string_free(&file->temp);
		return true;
	}
	int number = errno;
	file_abandon(file);
	return diagnostics_system(faults, "replace", file->path, number);
}

static bool replace(const char *path, struct span bytes, mode_t mode, struct diagnostics *faults)
{
	struct file_new file;
	if (!file_begin(&file, path, mode, faults))
		return false;
	if (file_put(&file, bytes, faults))
		return file_settle(&file, faults) && file_place(&file, faults);
	file_abandon(&file);
	return false;
}

bool file_replace(const char *path, struct span bytes, mode_t mode, struct diagnostics *faults)
{
	if (!replace(path, bytes, mode, faults))
		return false;
	struct string parent = {0};
	path_parent(&parent, path);
	bool synced = directory_sync(string_text(&parent), faults);
	string_free(&parent);
	return synced;
}
