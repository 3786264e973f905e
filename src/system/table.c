/* The table of system calls, and the real one. */
#include <stdio.h>
#include <sys/random.h>
#include <unistd.h>

#include "tanya/system.h"

_Static_assert(sizeof(off_t) == 8, "the lock stands at offset 2^62");

static const struct system_calls *in_use = &system_real;

static int real_open(const char *path, int flags, mode_t mode)
{
	return open(path, flags, mode);
}

static int real_lock(int fd, int command, struct flock *lock)
{
	return fcntl(fd, command, lock);
}

static ssize_t real_random(void *data, size_t size)
{
	return getrandom(data, size, 0);
}

const struct system_calls system_real = {
	.open = real_open,
	.close = close,
	.read = read,
	.pread = pread,
	.write = write,
	.pwrite = pwrite,
	.ftruncate = ftruncate,
	.fsync = fsync,
	.fdatasync = fdatasync,
	.syncfs = syncfs,
	.fstat = fstat,
	.lstat = lstat,
	.stat = stat,
	.statvfs = statvfs,
	.rename = rename,
	.unlink = unlink,
	.rmdir = rmdir,
	.mkdir = mkdir,
	.opendir = opendir,
	.readdir = readdir,
	.closedir = closedir,
	.lock = real_lock,
	.clock = clock_gettime,
	.random = real_random,
};

const struct system_calls *system_calls(void)
{
	return in_use;
}

void system_use(const struct system_calls *calls)
{
	in_use = calls ? calls : &system_real;
}
