/* Bytes in and out of descriptors: whole, whatever the calls do by halves. */
#include <errno.h>

#include "tanya/system.h"

/* Accounts for one write: what is left stands in *bytes; false when no more can be done. */
static bool wrote(struct span *bytes, ssize_t count)
{
	if (count < 0)
		return errno == EINTR;
	if (count == 0) {
		errno = EIO; /* a descriptor that takes nothing would be asked for ever */
		return false;
	}
	*bytes = span_sub(*bytes, (size_t)count, SIZE_MAX);
	return true;
}

bool file_write_all(int fd, struct span bytes)
{
	while (bytes.length)
		if (!wrote(&bytes, system_calls()->write(fd, bytes.data, bytes.length)))
			return false;
	return true;
}

bool file_pwrite_all(int fd, struct span bytes, off_t at)
{
	while (bytes.length) {
		size_t before = bytes.length;
		if (!wrote(&bytes, system_calls()->pwrite(fd, bytes.data, bytes.length, at)))
			return false;
		at += (off_t)(before - bytes.length);
	}
	return true;
}

/* Reads on until the end or until more than `most` bytes are there. */
static bool read_all(int fd, size_t most, size_t expected, struct string *out)
{
	size_t start = out->length;
	string_reserve(out, expected + 1); /* one more, so that the end is met in the second call, without growing */
	while (out->length - start <= most) {
		if (out->capacity - out->length < 2)
			string_reserve(out, 65536);
		ssize_t count = system_calls()->read(fd, out->data + out->length, out->capacity - out->length - 1);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return false;
		out->length += (size_t)count;
		out->data[out->length] = '\0';
		if (count == 0)
			return true;
	}
	return true;
}

static bool too_large(const char *path, size_t most, struct diagnostics *faults)
{
	diagnostics_error(faults, "too-large", (struct place){.file = path}, "the file is larger than %zu bytes", most);
	diagnostic_cure(faults, "split it, or name the file that was meant");
	return false;
}

static bool read_open(int fd, const char *path, size_t most, struct string *out, struct diagnostics *faults)
{
	struct stat status;
	if (system_calls()->fstat(fd, &status) != 0)
		return diagnostics_system(faults, "look at", path, errno);
	if (!S_ISREG(status.st_mode)) {
		diagnostics_error(faults, "not-a-file", (struct place){.file = path}, "expected a regular file, found %s",
			S_ISDIR(status.st_mode) ? "a directory" : "a device, pipe or socket");
		diagnostic_cure(faults, "name a file");
		return false;
	}
	if ((uint64_t)status.st_size > most)
		return too_large(path, most, faults);
	size_t before = out->length;
	if (!read_all(fd, most, (size_t)status.st_size, out)) {
		int number = errno;
		out->length = before;
		out->data[before] = '\0';
		return diagnostics_system(faults, "read", path, number);
	}
	if (out->length - before > most) {
		out->length = before;
		out->data[before] = '\0';
		return too_large(path, most, faults);
	}
	return true;
}

bool file_read(const char *path, size_t most, struct string *out, struct diagnostics *faults)
{
	/* Non-blocking, so that a pipe without a writer is refused instead of waited for. */
	int fd = system_calls()->open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
	if (fd < 0)
		return diagnostics_system(faults, "open", path, errno);
	bool whole = read_open(fd, path, most, out, faults);
	system_calls()->close(fd);
	return whole;
}
