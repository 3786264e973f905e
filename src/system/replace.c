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

/* NULL, or the name of the step that failed, with errno. The descriptor is closed either way. */
static const char *fill(int fd, struct span bytes, bool synced)
{
	const char *failed = NULL;
	if (!file_write_all(fd, bytes))
		failed = "write";
	else if (synced && system_calls()->fsync(fd) != 0)
		failed = "save";
	int number = errno;
	if (system_calls()->close(fd) != 0 && !failed && errno != EINTR)
		return "close";
	errno = number;
	return failed;
}

static bool replace(const char *path, struct span bytes, mode_t mode, bool synced, struct diagnostics *faults)
{
	struct string temp = {0};
	int fd = open_temp(path, mode, &temp);
	const char *failed = fd < 0 ? "create" : fill(fd, bytes, synced);
	if (!failed && system_calls()->rename(string_text(&temp), path) != 0)
		failed = "replace";
	int number = errno;
	if (failed && fd >= 0)
		system_calls()->unlink(string_text(&temp));
	string_free(&temp);
	return failed ? diagnostics_system(faults, failed, path, number) : true;
}

bool file_replace_unsynced(const char *path, struct span bytes, mode_t mode, struct diagnostics *faults)
{
	return replace(path, bytes, mode, false, faults);
}

bool file_replace(const char *path, struct span bytes, mode_t mode, struct diagnostics *faults)
{
	if (!replace(path, bytes, mode, true, faults))
		return false;
	struct string parent = {0};
	path_parent(&parent, path);
	bool synced = directory_sync(string_text(&parent), faults);
	string_free(&parent);
	return synced;
}
