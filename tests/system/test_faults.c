/* Every system call of the whole-file functions fails in turn, by halves and outright. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tanya/system.h"

#define OLD SPAN("old content")
#define NEW SPAN("new content, longer than the old one")

/* The twin: the n-th call fails, writes and reads give at most so many bytes. */
static struct {
	int calls, fail_at, number;
	size_t most_bytes;
	const char *failed; /* the name of the call that was made to fail */
	int opened, closed;
} twin;

static char folder[] = "/tmp/tanya-faults-XXXXXX";

static bool fails(const char *name)
{
	if (++twin.calls != twin.fail_at)
		return false;
	twin.failed = name;
	errno = twin.number;
	return true;
}

static size_t cut(size_t size)
{
	return twin.most_bytes && size > twin.most_bytes ? twin.most_bytes : size;
}

static int twin_open(const char *path, int flags, mode_t mode)
{
	int fd = fails("open") ? -1 : system_real.open(path, flags, mode);
	twin.opened += fd >= 0;
	return fd;
}

/* A close that fails has closed all the same, as Linux does it. */
static int twin_close(int fd)
{
	twin.closed++;
	system_real.close(fd);
	return fails("close") ? -1 : 0;
}

static ssize_t twin_read(int fd, void *data, size_t size)
{
	return fails("read") ? -1 : system_real.read(fd, data, cut(size));
}

static ssize_t twin_write(int fd, const void *data, size_t size)
{
	return fails("write") ? -1 : system_real.write(fd, data, cut(size));
}

static ssize_t twin_pwrite(int fd, const void *data, size_t size, off_t at)
{
	return fails("pwrite") ? -1 : system_real.pwrite(fd, data, cut(size), at);
}

static int twin_fsync(int fd)
{
	return fails("fsync") ? -1 : system_real.fsync(fd);
}

static int twin_fstat(int fd, struct stat *status)
{
	return fails("fstat") ? -1 : system_real.fstat(fd, status);
}

static int twin_rename(const char *from, const char *to)
{
	return fails("rename") ? -1 : system_real.rename(from, to);
}

static int twin_mkdir(const char *path, mode_t mode)
{
	return fails("mkdir") ? -1 : system_real.mkdir(path, mode);
}

static DIR *twin_opendir(const char *path)
{
	return fails("opendir") ? NULL : system_real.opendir(path);
}

static struct dirent *twin_readdir(DIR *directory)
{
	return fails("readdir") ? NULL : system_real.readdir(directory);
}

static int twin_lock(int fd, int command, struct flock *lock)
{
	return fails("lock") ? -1 : system_real.lock(fd, command, lock);
}

static void use_twin(int fail_at, int number, size_t most_bytes)
{
	static struct system_calls calls;
	calls = system_real;
	calls.open = twin_open;
	calls.close = twin_close;
	calls.read = twin_read;
	calls.write = twin_write;
	calls.pwrite = twin_pwrite;
	calls.fsync = twin_fsync;
	calls.fstat = twin_fstat;
	calls.rename = twin_rename;
	calls.mkdir = twin_mkdir;
	calls.opendir = twin_opendir;
	calls.readdir = twin_readdir;
	calls.lock = twin_lock;
	memset(&twin, 0, sizeof twin);
	twin.fail_at = fail_at;
	twin.number = number;
	twin.most_bytes = most_bytes;
	system_use(&calls);
}

/* ---- the folder ---- */

static int make_folder(void **state)
{
	(void)state;
	memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
	return mkdtemp(folder) ? 0 : -1;
}

static bool remove_name(void *self, const char *name)
{
	struct string path = {0};
	path_join(&path, self, name);
	if (file_is_directory(string_text(&path))) {
		directory_list(string_text(&path), remove_name, path.data, NULL);
		rmdir(string_text(&path));
	} else {
		unlink(string_text(&path));
	}
	string_free(&path);
	return true;
}

static int remove_folder(void **state)
{
	(void)state;
	system_use(NULL);
	directory_list(folder, remove_name, folder, NULL);
	return rmdir(folder);
}

static bool count_name(void *self, const char *name)
{
	(void)name;
	++*(size_t *)self;
	return true;
}

static void assert_folder(const char *path, struct span content, size_t names)
{
	struct string found = {0};
	size_t count = 0;
	system_use(NULL);
	assert_true(file_read(path, 1000, &found, NULL));
	assert_true(span_equal(string_span(&found), content));
	assert_true(directory_list(folder, count_name, &count, NULL));
	assert_int_equal(count, names);
	string_free(&found);
}

static void assert_system_fault(struct diagnostics *faults)
{
	if (faults->count != 1)
		fail_msg("%s failed, %zu diagnostics", twin.failed, faults->count);
	assert_true(faults->items[0].system);
	assert_string_equal(faults->items[0].code, "system");
	assert_non_null(strstr(faults->items[0].message, strerror(twin.number)));
	assert_int_equal(diagnostics_status(faults), 3);
}

/* ---- whole files ---- */

/* The new content by halves, not synced. */
static bool replace_in_parts(const char *path, struct diagnostics *faults)
{
	struct file_new file;
	if (!file_begin(&file, path, 0600, faults))
		return false;
	if (file_put(&file, span_sub(NEW, 0, 5), faults) && file_put(&file, span_sub(NEW, 5, SIZE_MAX), faults))
		return file_settle(&file, faults) && file_place(&file, faults);
	file_abandon(&file);
	return false;
}

static void replace_with_faults(int number, size_t most_bytes, bool synced)
{
	struct string path = {0};
	path_join(&path, folder, "file");
	for (int fail_at = 1, done = 0; !done; fail_at++) {
		struct diagnostics faults = {0};
		assert_true(file_replace(string_text(&path), OLD, 0600, NULL));
		use_twin(fail_at, number, most_bytes);
		bool replaced = synced ? file_replace(string_text(&path), NEW, 0600, &faults)
		                       : replace_in_parts(string_text(&path), &faults);
		assert_int_equal(twin.opened, twin.closed);
		/* After the rename only the directory is left to be synced: the new file stands. */
		bool renamed = replaced || (synced && strcmp(twin.failed, "fsync") == 0 && twin.opened == 2) ||
		               (synced && strcmp(twin.failed, "open") == 0 && twin.opened == 1);
		assert_folder(string_text(&path), renamed ? NEW : OLD, 1);
		if (replaced)
			assert_int_equal(faults.count, 0);
		else
			assert_system_fault(&faults);
		done = !twin.failed;
		assert_true(!done || replaced);
		diagnostics_free(&faults);
		assert_true(fail_at < 60);
	}
	string_free(&path);
}

static void test_replace_survives_any_failure(void **state)
{
	(void)state;
	static const int numbers[] = {ENOSPC, EIO, EDQUOT, EROFS, EMFILE};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		for (size_t most_bytes = 0; most_bytes < 10; most_bytes += 3) {
			replace_with_faults(numbers[i], most_bytes, true);
			replace_with_faults(numbers[i], most_bytes, false);
		}
}

static void test_replace_goes_on_when_interrupted(void **state)
{
	(void)state;
	struct string path = {0};
	path_join(&path, folder, "file");
	for (int fail_at = 1; fail_at <= 3; fail_at++) { /* open, write, write */
		use_twin(fail_at, EINTR, 20);
		assert_true(file_replace(string_text(&path), NEW, 0600, NULL));
		assert_non_null(twin.failed);
		assert_folder(string_text(&path), NEW, 1);
	}
	string_free(&path);
}

static ssize_t write_nothing(int fd, const void *data, size_t size)
{
	(void)fd, (void)data, (void)size;
	return 0;
}

static void test_a_write_of_nothing_is_an_error(void **state)
{
	(void)state;
	struct system_calls calls = system_real;
	calls.write = write_nothing;
	system_use(&calls);
	errno = 0;
	assert_false(file_write_all(1, SPAN("x")));
	assert_int_equal(errno, EIO);
	assert_true(file_write_all(1, SPAN("")));
}

static void test_some_directories_cannot_be_synced(void **state)
{
	(void)state;
	struct string path = {0};
	path_join(&path, folder, "file");
	static const int numbers[] = {EINVAL, EOPNOTSUPP};
	for (size_t i = 0; i < 2; i++) {
		use_twin(2, numbers[i], 0);
		assert_true(directory_sync(folder, NULL));
		assert_string_equal(twin.failed, "fsync");
		use_twin(3, numbers[i], 0); /* but a file must be */
		assert_false(file_replace(string_text(&path), NEW, 0600, NULL));
		assert_string_equal(twin.failed, "fsync");
	}
	string_free(&path);
}

static void test_read_leaves_nothing_behind(void **state)
{
	(void)state;
	struct string path = {0};
	path_join(&path, folder, "file");
	assert_true(file_replace(string_text(&path), NEW, 0600, NULL));
	for (int fail_at = 1, done = 0; !done; fail_at++) {
		struct diagnostics faults = {0};
		struct string out = {0};
		string_add_text(&out, "before ");
		use_twin(fail_at, EIO, 7);
		bool whole = file_read(string_text(&path), 1000, &out, &faults);
		assert_int_equal(twin.opened, twin.closed);
		done = !twin.failed;
		if (whole) {
			assert_true(done || strcmp(twin.failed, "close") == 0);
			assert_string_equal(string_text(&out), "before new content, longer than the old one");
		} else {
			assert_string_equal(string_text(&out), "before ");
			assert_system_fault(&faults);
		}
		string_free(&out);
		diagnostics_free(&faults);
	}
	struct string out = {0};
	use_twin(3, EINTR, 0);
	assert_true(file_read(string_text(&path), 1000, &out, NULL));
	assert_string_equal(twin.failed, "read");
	assert_true(span_equal(string_span(&out), NEW));
	string_free(&out);
	string_free(&path);
}

static void test_pwrite_whole(void **state)
{
	(void)state;
	struct string path = {0};
	path_join(&path, folder, "file");
	assert_true(file_replace(string_text(&path), OLD, 0600, NULL));
	int fd = system_real.open(string_text(&path), O_RDWR | O_CLOEXEC, 0);
	use_twin(2, EINTR, 3);
	assert_true(file_pwrite_all(fd, SPAN("CONTENT"), 4));
	assert_string_equal(twin.failed, "pwrite");
	use_twin(2, ENOSPC, 3);
	assert_false(file_pwrite_all(fd, SPAN("xxxxxxx"), 100));
	assert_int_equal(errno, ENOSPC);
	assert_int_equal(system_real.ftruncate(fd, 11), 0);
	system_real.close(fd);
	assert_folder(string_text(&path), SPAN("old CONTENT"), 1);
	string_free(&path);
}

/* ---- directories ---- */

static void test_make_with_failures(void **state)
{
	(void)state;
	struct string path = {0};
	path_join(&path, folder, "a/b/c");
	int failures = 0;
	for (int fail_at = 1, done = 0; !done; fail_at++) {
		struct diagnostics faults = {0};
		system_use(NULL);
		directory_list(folder, remove_name, folder, NULL);
		use_twin(fail_at, ENOSPC, 0);
		bool made = directory_make(string_text(&path), 0700, &faults);
		assert_int_equal(twin.opened, twin.closed);
		done = !twin.failed;
		if (made) {
			assert_true(file_is_directory(string_text(&path)));
			assert_true(done || strcmp(twin.failed, "close") == 0);
		} else {
			assert_system_fault(&faults);
			failures++;
		}
		diagnostics_free(&faults);
	}
	assert_int_equal(failures, 9); /* mkdir, open, fsync: three times */
	string_free(&path);
}

static void test_list_with_failures(void **state)
{
	(void)state;
	struct string path = {0};
	path_join(&path, folder, "file");
	assert_true(file_replace(string_text(&path), OLD, 0600, NULL));
	for (int fail_at = 1; fail_at <= 4; fail_at++) { /* opendir, three times readdir */
		struct diagnostics faults = {0};
		size_t count = 0;
		use_twin(fail_at, EIO, 0);
		assert_false(directory_list(folder, count_name, &count, &faults));
		assert_int_equal(count, 0);
		assert_system_fault(&faults);
		diagnostics_free(&faults);
	}
	string_free(&path);
}

static void test_lock_with_failures(void **state)
{
	(void)state;
	static const struct {
		int number;
		enum lock_result result;
	} cases[] = {
		{EAGAIN, LOCK_BUSY}, {EACCES, LOCK_BUSY}, {ENOLCK, LOCK_FAILED}, {EBADF, LOCK_FAILED}, {EINTR, LOCK_TAKEN},
	};
	struct string path = {0};
	path_join(&path, folder, "file");
	assert_true(file_replace(string_text(&path), OLD, 0600, NULL));
	int fd = system_real.open(string_text(&path), O_RDWR | O_CLOEXEC, 0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		use_twin(1, cases[i].number, 0);
		assert_int_equal(file_lock(fd), cases[i].result);
	}
	system_real.close(fd);
	string_free(&path);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(test_replace_survives_any_failure),
		IN_FOLDER(test_replace_goes_on_when_interrupted),
		IN_FOLDER(test_a_write_of_nothing_is_an_error),
		IN_FOLDER(test_some_directories_cannot_be_synced),
		IN_FOLDER(test_read_leaves_nothing_behind),
		IN_FOLDER(test_pwrite_whole),
		IN_FOLDER(test_make_with_failures),
		IN_FOLDER(test_list_with_failures),
		IN_FOLDER(test_lock_with_failures),
	};
	return cmocka_run_group_tests_name("system/faults", tests, NULL, NULL);
}
