/* system: every call to the operating system, through a table that tests replace; whole-file work, locks, clocks.
 * No other room calls open, write, fsync, rename, clock_gettime or getrandom. */
#ifndef TANYA_SYSTEM_H
#define TANYA_SYSTEM_H

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/types.h>
#include <time.h>

#include "tanya/base.h"

/* The table: X(name, return type, parameters, arguments). A faulty twin can fail each call site in turn. */
#define SYSTEM_CALLS(X)                                                                                             \
	X(open, int, (const char *path, int flags, mode_t mode), (path, flags, mode))                              \
	X(close, int, (int fd), (fd))                                                                              \
	X(read, ssize_t, (int fd, void *data, size_t size), (fd, data, size))                                      \
	X(pread, ssize_t, (int fd, void *data, size_t size, off_t at), (fd, data, size, at))                       \
	X(write, ssize_t, (int fd, const void *data, size_t size), (fd, data, size))                               \
	X(pwrite, ssize_t, (int fd, const void *data, size_t size, off_t at), (fd, data, size, at))                \
	X(ftruncate, int, (int fd, off_t size), (fd, size))                                                        \
	X(fsync, int, (int fd), (fd))                                                                              \
	X(fdatasync, int, (int fd), (fd))                                                                          \
	X(syncfs, int, (int fd), (fd))                                                                             \
	X(fstat, int, (int fd, struct stat *status), (fd, status))                                                 \
	X(lstat, int, (const char *path, struct stat *status), (path, status))                                     \
	X(stat, int, (const char *path, struct stat *status), (path, status))                                      \
	X(statvfs, int, (const char *path, struct statvfs *status), (path, status))                                \
	X(rename, int, (const char *from, const char *to), (from, to))                                             \
	X(unlink, int, (const char *path), (path))                                                                 \
	X(rmdir, int, (const char *path), (path))                                                                  \
	X(mkdir, int, (const char *path, mode_t mode), (path, mode))                                               \
	X(opendir, DIR *, (const char *path), (path))                                                              \
	X(readdir, struct dirent *, (DIR *directory), (directory))                                                 \
	X(closedir, int, (DIR *directory), (directory))                                                            \
	X(lock, int, (int fd, int command, struct flock *lock), (fd, command, lock))                               \
	X(clock, int, (clockid_t clock, struct timespec *time), (clock, time))                                     \
	X(random, ssize_t, (void *data, size_t size), (data, size))

struct system_calls {
#define X(name, type, parameters, arguments) type(*name) parameters;
	SYSTEM_CALLS(X)
#undef X
};

extern const struct system_calls system_real; /* straight to the C library */
const struct system_calls *system_calls(void); /* the table in use */
void system_use(const struct system_calls *calls); /* NULL: the real ones again */

/* Reads a whole regular file, at most `most` bytes (code "too-large" beyond). `out` is appended to. */
bool file_read(const char *path, size_t most, struct string *out, struct diagnostics *faults);
bool file_exists(const char *path);
bool file_is_directory(const char *path);
/* Replaces a file whole: temp beside it (PATH.tmp- and 16 hex digits), write, fsync, rename, fsync of the directory. On
 * failure the old file stands and the temp is gone; only when the directory's fsync is what fails does the new one stand,
 * perhaps not yet on the disk. `mode` is further cut by the umask. */
bool file_replace(const char *path, struct span bytes, mode_t mode, struct diagnostics *faults);
/* The same in parts, for files too long to be held and for several that appear together: begin, put, put …, settle (it is
 * on the disk), place (it has its name); or abandon. After a begin, settle or place that failed there is nothing to
 * abandon. The directory is left to a directory_sync; `path` is borrowed until then. */
struct file_new {
	const char *path;
	struct string temp;
	int fd;
};
bool file_begin(struct file_new *file, const char *path, mode_t mode, struct diagnostics *faults);
bool file_put(struct file_new *file, struct span bytes, struct diagnostics *faults);
bool file_settle(struct file_new *file, struct diagnostics *faults);
bool file_place(struct file_new *file, struct diagnostics *faults);
void file_abandon(struct file_new *file);
bool file_write_all(int fd, struct span bytes); /* whole, short writes gone on with; false with errno */
bool file_pwrite_all(int fd, struct span bytes, off_t at);

/* Copies of somebody else's files. Only a regular file that is not empty is opened, links followed: no pipe is waited
 * for, no device touched. */
enum copy_result {
	COPY_DONE, COPY_ABSENT, COPY_FORBIDDEN, COPY_FOLDER, COPY_NOT_A_FILE, COPY_EMPTY, COPY_TOO_LARGE, COPY_UNREADABLE,
	COPY_CHANGED, /* it grew, shrank or was written to meanwhile */
	COPY_NO_ROOM, COPY_UNWRITABLE,
	COPY_STOPPED, /* by the watch */
	COPY_RESULTS
};
struct copy_watch {
	bool (*step)(void *self, uint64_t done, uint64_t all); /* bytes, between two pieces; false stops */
	void *self;
};
struct source {
	int fd;
	struct stat status; /* when it was opened */
};
enum copy_result source_open(struct source *source, const char *path, uint64_t most_bytes);
/* Reads it through into `to` (NULL: nowhere), which is begun and stays to be settled or abandoned. `sha256` is of all
 * its bytes. `watch` may be NULL. */
enum copy_result source_copy(struct source *source, struct file_new *to, const struct copy_watch *watch, char sha256[65]);
void source_close(struct source *source);
/* Are so many bytes free where `path` will be? True where that cannot be told. */
bool disk_has_room(const char *path, uint64_t bytes);

bool directory_make(const char *path, mode_t mode, struct diagnostics *faults); /* with its parents; each parent synced */
bool directory_sync(const char *path, struct diagnostics *faults);
/* Calls `each` for every name but . and .., sorted by bytes; stops when it returns false. An absent directory has none. */
bool directory_list(const char *path, bool (*each)(void *self, const char *name), void *self, struct diagnostics *faults);
/* The same of the first `most` names that the system gives, so that no folder is too long to wait for. */
bool directory_glance(
	const char *path, size_t most, bool (*each)(void *self, const char *name), void *self, struct diagnostics *faults);
/* The folder of the running program's own file, for finding its parts beside it; false when it is not known. */
bool program_folder(struct string *out);
void path_join(struct string *out, const char *directory, const char *name); /* clears out first */

/* An open-file-description lock on one byte at offset 2^62 (4-files). Gone with the descriptor. */
enum lock_result { LOCK_TAKEN, LOCK_BUSY, LOCK_FAILED };
enum lock_result file_lock(int fd);

/* Clocks. */
struct moment clock_now(void);  /* wall clock with the zone's offset ($TZ, /etc/localtime) */
void clock_read_zone(void);     /* long sittings: notices that the zone was changed; too slow for each key */
int64_t clock_boot_ms(void);    /* CLOCK_BOOTTIME: goes on while the laptop sleeps */
uint64_t system_random64(void); /* getrandom */
void uuid_v7(char out[37], struct moment now, uint64_t random_high, uint64_t random_low); /* RFC 9562 section 5.7 */
void uuid_v4(char out[37], uint64_t random_high, uint64_t random_low);
bool uuid_valid(struct span text); /* lower-case hex, 8-4-4-4-12 */

/* SHA-256 (FIPS 180-4, by libsodium) as 64 lower-case hex digits and a NUL. */
void hash_sha256(char out[65], struct span bytes);

#endif
