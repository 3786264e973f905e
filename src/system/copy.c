/* Copies of files that are not ours: read piece by piece, hashed on the way. */
#include <errno.h>
#include <sodium.h>

#include "path.h"
#include "tanya/system.h"

#define PIECE_BYTES ((size_t)256 << 10)
#define SYNC_BYTES ((uint64_t)16 << 20) /* on the disk so often, so that the end keeps nobody waiting */

static enum copy_result judge(const struct stat *status, uint64_t most_bytes)
{
	if (S_ISDIR(status->st_mode))
		return COPY_FOLDER;
	if (!S_ISREG(status->st_mode))
		return COPY_NOT_A_FILE;
	if (!status->st_size)
		return COPY_EMPTY;
	return (uint64_t)status->st_size > most_bytes ? COPY_TOO_LARGE : COPY_DONE;
}

static enum copy_result why_not(int number)
{
	static const struct {
		int number;
		enum copy_result result;
	} reasons[] = {{ENOENT, COPY_ABSENT}, {ENOTDIR, COPY_ABSENT}, {ENAMETOOLONG, COPY_ABSENT}, {ELOOP, COPY_ABSENT}, {EACCES, COPY_FORBIDDEN},
		{EPERM, COPY_FORBIDDEN}};
	for (unsigned i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].number == number)
			return reasons[i].result;
	return COPY_UNREADABLE;
}

enum copy_result source_open(struct source *source, const char *path, uint64_t most_bytes)
{
	source->fd = -1;
	/* Looked at before it is opened: opening alone rewinds a tape. */
	enum copy_result result =
		system_calls()->stat(path, &source->status) == 0 ? judge(&source->status, most_bytes) : why_not(errno);
	if (result != COPY_DONE)
		return result;
	do
		source->fd = system_calls()->open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
	while (source->fd < 0 && errno == EINTR);
	if (source->fd < 0)
		return why_not(errno);
	result = system_calls()->fstat(source->fd, &source->status) == 0 ? judge(&source->status, most_bytes)
																		: COPY_UNREADABLE;
	if (result != COPY_DONE)
		source_close(source);
	return result;
}

void source_close(struct source *source)
{
	if (source->fd >= 0)
		system_calls()->close(source->fd);
	source->fd = -1;
}

static bool is_unchanged(const struct source *source, uint64_t copied)
{
	struct stat now;
	return system_calls()->fstat(source->fd, &now) == 0 && (uint64_t)now.st_size == copied &&
		   now.st_size == source->status.st_size && now.st_mtim.tv_sec == source->status.st_mtim.tv_sec &&
		   now.st_mtim.tv_nsec == source->status.st_mtim.tv_nsec;
}

static enum copy_result put(struct file_new *to, struct span piece, uint64_t before)
{
	if (!to)
		return COPY_DONE;
	bool fine = file_write_all(to->fd, piece);
	if (fine && before / SYNC_BYTES != (before + piece.length) / SYNC_BYTES)
		fine = system_calls()->fdatasync(to->fd) == 0;
	if (fine)
		return COPY_DONE;
	return errno == ENOSPC || errno == EDQUOT ? COPY_NO_ROOM : COPY_UNWRITABLE;
}

/* More than it had when it was opened is not read: a file that grows for ever would keep us for ever. */
static enum copy_result copy_pieces(struct source *source, struct file_new *to, const struct copy_watch *watch, char *piece,
	crypto_hash_sha256_state *hash)
{
	uint64_t done = 0, all = (uint64_t)source->status.st_size;
	enum copy_result result = COPY_DONE;
	while (result == COPY_DONE && done <= all) {
		ssize_t count = system_calls()->read(source->fd, piece, PIECE_BYTES);
		if (count < 0 && errno == EINTR)
			continue;
		if (count < 0)
			return COPY_UNREADABLE;
		if (count == 0)
			break;
		crypto_hash_sha256_update(hash, (const unsigned char *)piece, (unsigned long long)count);
		result = put(to, (struct span){piece, (size_t)count}, done);
		done += (uint64_t)count;
		if (result == COPY_DONE && watch && !watch->step(watch->self, done, all))
			result = COPY_STOPPED;
	}
	return result == COPY_DONE && !is_unchanged(source, done) ? COPY_CHANGED : result;
}

enum copy_result source_copy(struct source *source, struct file_new *to, const struct copy_watch *watch, char sha256[65])
{
	unsigned char bytes[crypto_hash_sha256_BYTES];
	char *piece = memory_alloc(PIECE_BYTES);
	crypto_hash_sha256_state hash;
	crypto_hash_sha256_init(&hash);
	enum copy_result result = copy_pieces(source, to, watch, piece, &hash);
	crypto_hash_sha256_final(&hash, bytes);
	sodium_bin2hex(sha256, 65, bytes, sizeof bytes);
	memory_free(piece);
	return result;
}

bool disk_has_room(const char *path, uint64_t bytes)
{
	struct statvfs disk;
	struct string folder = {0}, above = {0};
	string_add_text(&folder, path);
	/* of the nearest folder that is there */
	while (!file_is_directory(string_text(&folder)) && folder.length > 1) {
		path_parent(&above, string_text(&folder));
		string_clear(&folder);
		string_add(&folder, string_span(&above));
	}
	bool known = system_calls()->statvfs(string_text(&folder), &disk) == 0 && disk.f_frsize;
	string_free(&folder);
	string_free(&above);
	return !known || disk.f_bavail >= bytes / disk.f_frsize + 1;
}
