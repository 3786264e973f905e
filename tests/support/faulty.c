/* A faulty twin of the table of system calls. */
#include "faulty.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILES_MOST 64
#define FDS_MOST 256
#define SITES_MOST 64

const char *const faulty_names[CALL_COUNT] = {
#define X(name, type, parameters, arguments) #name,
	SYSTEM_CALLS(X)
#undef X
};

/* A file that was written to: what is on the disk for sure, and each state that it had since. */
struct watched {
	char *path;
	struct string synced;
	struct string *versions;
	size_t count, capacity;
};

static struct faulty faulty;
static struct watched files[FILES_MOST];
static size_t file_count;
static char *names[FDS_MOST]; /* of open descriptors */
static bool watching;

/* Where in the program the call under way was made, and where each has failed. */
static const void *site;
static const void *sites[CALL_COUNT][SITES_MOST];
static unsigned site_counts[CALL_COUNT];

static void note_site(enum faulty_call call)
{
	for (unsigned i = 0; i < site_counts[call]; i++)
		if (sites[call][i] == site)
			return;
	if (site_counts[call] < SITES_MOST)
		sites[call][site_counts[call]++] = site;
}

unsigned faulty_sites(enum faulty_call call)
{
	return site_counts[call];
}

static bool fails(enum faulty_call call)
{
	faulty.counts[call]++;
	if (faulty.only && !(faulty.only >> call & 1))
		return false;
	bool again = (faulty.stays && faulty.failed == (int)call) || (faulty.failed >= 0 && faulty.then >> call & 1);
	if (faulty.calls < FAULTY_CALLS_MOST)
		faulty.kinds[faulty.calls] = (unsigned char)call;
	if (++faulty.calls != faulty.fail_at && !again)
		return false;
	if (!again)
		faulty.failed = (int)call;
	note_site(call);
	errno = faulty.number;
	return true;
}

#define FAILED(type) _Generic((type){0}, DIR * : (DIR *)NULL, struct dirent * : (struct dirent *)NULL, default : -1)
#define X(name, type, parameters, arguments) \
	static type plain_##name parameters \
	{ \
		if (fails(CALL_##name)) \
			return FAILED(type); \
		return system_real.name arguments; \
	}
SYSTEM_CALLS(X)
#undef X

/* ---- power ---- */

static void read_now(const char *path, struct string *out)
{
	FILE *file = fopen(path, "rb");
	char bytes[4096];
	string_clear(out);
	for (size_t count; file && (count = fread(bytes, 1, sizeof bytes, file)) > 0;)
		string_add(out, (struct span){bytes, count});
	if (file)
		fclose(file);
}

static struct watched *find(const char *path)
{
	for (size_t i = 0; i < file_count; i++)
		if (strcmp(files[i].path, path) == 0)
			return &files[i];
	return NULL;
}

static void forget_versions(struct watched *file)
{
	for (size_t i = 0; i < file->count; i++)
		string_free(&file->versions[i]);
	file->count = 0;
}

/* Before a change: is the file known? After it: one more version. */
static void before_change(int fd)
{
	if (!watching || fd < 0 || fd >= FDS_MOST || !names[fd] || find(names[fd]) || file_count == FILES_MOST)
		return;
	struct watched *file = &files[file_count++];
	*file = (struct watched){.path = strdup(names[fd])};
	read_now(file->path, &file->synced);
}

static void after_change(int fd)
{
	struct watched *file = watching && fd >= 0 && fd < FDS_MOST && names[fd] ? find(names[fd]) : NULL;
	if (!file)
		return;
	struct string now = {0};
	read_now(file->path, &now);
	ARRAY_PUSH(file->versions, file->count, file->capacity, now);
}

static void after_sync(int fd)
{
	struct watched *file = watching && fd >= 0 && fd < FDS_MOST && names[fd] ? find(names[fd]) : NULL;
	if (!file)
		return;
	read_now(file->path, &file->synced);
	forget_versions(file);
}

static uint64_t next_random(uint64_t *seed)
{
	uint64_t x = *seed += UINT64_C(0x9E3779B97F4A7C15); /* splitmix64, by Sebastiano Vigna, public domain */
	x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
	return x ^ x >> 31;
}

static const struct string *version_of(const struct watched *file, uint64_t *seed)
{
	uint64_t pick = next_random(seed) % (file->count + 1);
	return pick ? &file->versions[pick - 1] : &file->synced;
}

static void tear(const struct watched *file, uint64_t *seed, size_t unit)
{
	const struct string *whole = version_of(file, seed); /* the length is of one version, each page of any */
	struct string torn = {0};
	for (size_t at = 0; at < whole->length; at += unit) {
		const struct string *from = version_of(file, seed);
		size_t length = whole->length - at < unit ? whole->length - at : unit;
		for (size_t i = at; i < at + length; i++)
			string_add_byte(&torn, i < from->length ? from->data[i] : 0);
	}
	FILE *out = fopen(file->path, "wb");
	if (out) {
		fwrite(string_text(&torn), 1, torn.length, out);
		fclose(out);
	}
	string_free(&torn);
}

static void forget_files(void)
{
	for (size_t i = 0; i < file_count; i++) {
		forget_versions(&files[i]);
		memory_free(files[i].versions);
		string_free(&files[i].synced);
		free(files[i].path);
	}
	file_count = 0;
}

void power_watch(void)
{
	forget_files();
	watching = true;
}

void power_cut(uint64_t seed, size_t unit_bytes)
{
	for (size_t i = 0; i < file_count; i++)
		if (access(files[i].path, F_OK) == 0)
			tear(&files[i], &seed, unit_bytes);
	forget_files();
	watching = false;
}

/* ---- calls with more to them ---- */

static size_t cut(size_t size)
{
	return faulty.most_bytes && size > faulty.most_bytes ? faulty.most_bytes : size;
}

/* How much of a write the disk still takes; 0: it is full. */
static size_t fit(int fd, size_t size, off_t at)
{
	struct stat status;
	size = cut(size);
	if (faulty.room < 0 || fstat(fd, &status) != 0)
		return size;
	int64_t grows = (int64_t)at + (int64_t)size - status.st_size;
	if (grows <= faulty.room)
		return size;
	int64_t fits = (int64_t)size - (grows - faulty.room);
	return fits > 0 ? (size_t)fits : 0;
}

static void take_room(off_t before, off_t after)
{
	if (faulty.room >= 0)
		faulty.room -= after - before;
}

static int open_call(const char *path, int flags, mode_t mode)
{
	int fd = plain_open(path, flags, mode);
	if (fd >= 0 && fd < FDS_MOST) {
		free(names[fd]);
		names[fd] = strdup(path);
	}
	return fd;
}

static int closedir_call(DIR *directory)
{
	bool failed = fails(CALL_closedir);
	int number = errno;
	int result = system_real.closedir(directory); /* closed whatever it says, as close */
	errno = failed ? number : errno;
	return failed ? -1 : result;
}

static int close_call(int fd)
{
	bool failed = fails(CALL_close);
	if (fd >= 0 && fd < FDS_MOST) {
		free(names[fd]);
		names[fd] = NULL;
	}
	int result = system_real.close(fd); /* Linux closes it whatever it says */
	if (!failed)
		return result;
	errno = faulty.number;
	return -1;
}

static ssize_t pwrite_call(int fd, const void *data, size_t size, off_t at)
{
	struct stat before, after;
	if (fails(CALL_pwrite))
		return -1;
	size_t fitting = fit(fd, size, at);
	if (size && !fitting) {
		errno = ENOSPC;
		return -1;
	}
	before_change(fd);
	fstat(fd, &before);
	ssize_t count = system_real.pwrite(fd, data, fitting, at);
	fstat(fd, &after);
	take_room(before.st_size, after.st_size);
	after_change(fd);
	return count;
}

static ssize_t write_call(int fd, const void *data, size_t size)
{
	struct stat before, after;
	if (fails(CALL_write))
		return -1;
	fstat(fd, &before);
	size_t fitting = fit(fd, size, lseek(fd, 0, SEEK_CUR));
	if (size && !fitting) {
		errno = ENOSPC;
		return -1;
	}
	before_change(fd);
	ssize_t count = system_real.write(fd, data, fitting);
	fstat(fd, &after);
	take_room(before.st_size, after.st_size);
	after_change(fd);
	return count;
}

static int ftruncate_call(int fd, off_t size)
{
	struct stat before;
	if (fails(CALL_ftruncate))
		return -1;
	before_change(fd);
	fstat(fd, &before);
	int result = system_real.ftruncate(fd, size);
	take_room(before.st_size, size);
	after_change(fd);
	return result;
}

static ssize_t read_call(int fd, void *data, size_t size)
{
	return plain_read(fd, data, cut(size));
}

static ssize_t pread_call(int fd, void *data, size_t size, off_t at)
{
	return plain_pread(fd, data, cut(size), at);
}

/* The syncs only count as done: a real one would make the tests as slow as the disk and tell them nothing. */
static int fsync_call(int fd)
{
	if (fails(CALL_fsync))
		return -1;
	after_sync(fd);
	return 0;
}

static int fdatasync_call(int fd)
{
	if (fails(CALL_fdatasync))
		return -1;
	after_sync(fd);
	return 0;
}

static int syncfs_call(int fd)
{
	(void)fd;
	return fails(CALL_syncfs) ? -1 : 0;
}

static int rename_call(const char *from, const char *to)
{
	int result = plain_rename(from, to);
	struct watched *file = result == 0 ? find(from) : NULL;
	if (file) {
		free(file->path);
		file->path = strdup(to);
	}
	return result;
}

static const struct system_calls faulty_calls = {
#define X(name, type, parameters, arguments) .name = plain_##name,
	SYSTEM_CALLS(X)
#undef X
};
static struct system_calls table;

/* In front of the table stands one that notes where it was called from. */
#define X(name, type, parameters, arguments) \
	static __attribute__((noinline)) type noted_##name parameters \
	{ \
		site = __builtin_return_address(0); \
		return table.name arguments; \
	}
SYSTEM_CALLS(X)
#undef X
static const struct system_calls noted = {
#define X(name, type, parameters, arguments) .name = noted_##name,
	SYSTEM_CALLS(X)
#undef X
};

struct faulty *faulty_use(void)
{
	faulty = (struct faulty){.number = EIO, .room = -1, .failed = -1};
	table = faulty_calls;
	table.open = open_call;
	table.close = close_call;
	table.closedir = closedir_call;
	table.read = read_call;
	table.pread = pread_call;
	table.write = write_call;
	table.pwrite = pwrite_call;
	table.ftruncate = ftruncate_call;
	table.fsync = fsync_call;
	table.fdatasync = fdatasync_call;
	table.syncfs = syncfs_call;
	table.rename = rename_call;
	system_use(&noted);
	return &faulty;
}

void faulty_leave(void)
{
	system_use(NULL);
	watching = false;
	forget_files();
	for (int fd = 0; fd < FDS_MOST; fd++) {
		free(names[fd]);
		names[fd] = NULL;
	}
}
