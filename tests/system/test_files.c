/* Files, directories, paths and locks as they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tanya/system.h"

static char folder[] = "/tmp/tanya-files-XXXXXX";

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
	if (file_is_directory(string_text(&path)))
		directory_list(string_text(&path), remove_name, path.data, NULL);
	remove(string_text(&path));
	string_free(&path);
	return true;
}

static int remove_folder(void **state)
{
	(void)state;
	directory_list(folder, remove_name, folder, NULL);
	return rmdir(folder);
}

static void test_join(void **state)
{
	(void)state;
	static const char *const cases[][3] = {
		{"", "a", "a"}, {"/", "a", "/a"}, {"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"a", "", "a/"}, {".", "b/c",
		"./b/c"}};
	struct string out = {0};
	string_add_text(&out, "rest of before");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		path_join(&out, cases[i][0], cases[i][1]);
		assert_string_equal(string_text(&out), cases[i][2]);
	}
	string_free(&out);
}

static void test_replace_and_read(void **state)
{
	(void)state;
	struct string path = {0}, out = {0};
	struct stat status;
	path_join(&path, folder, "file");
	assert_false(file_exists(string_text(&path)));
	mode_t umask_before = umask(022);
	assert_true(file_replace(string_text(&path), (struct span){"a\0b", 3}, 0666, NULL));
	umask(umask_before);
	assert_int_equal(stat(string_text(&path), &status), 0);
	assert_int_equal(status.st_mode & 07777, 0644);
	assert_true(file_exists(string_text(&path)));
	assert_false(file_is_directory(string_text(&path)));
	assert_true(file_read(string_text(&path), 3, &out, NULL));
	assert_true(span_equal(string_span(&out), (struct span){"a\0b", 3}));
	assert_true(file_replace(string_text(&path), SPAN(""), 0600, NULL));
	assert_true(file_read(string_text(&path), 0, &out, NULL));
	assert_int_equal(out.length, 3);
	string_free(&path);
	string_free(&out);
}

static void assert_refused(const char *path, size_t most, const char *code, const char *message, int status)
{
	struct diagnostics faults = {0};
	struct string out = {0};
	assert_false(file_read(path, most, &out, &faults));
	assert_int_equal(faults.count, 1);
	assert_string_equal(faults.items[0].code, code);
	if (!strstr(faults.items[0].message, message))
		fail_msg("%s", faults.items[0].message);
	assert_int_equal(diagnostics_status(&faults), status);
	assert_int_equal(out.length, 0);
	diagnostics_free(&faults);
	string_free(&out);
}

static void test_read_refuses(void **state)
{
	(void)state;
	struct string path = {0};
	path_join(&path, folder, "absent");
	assert_refused(string_text(&path), 9, "system", "No such file or directory", 3);
	assert_refused(folder, 9, "not-a-file", "a directory", 1);
	assert_refused("/dev/null", 9, "not-a-file", "a device", 1);
	path_join(&path, folder, "pipe");
	assert_int_equal(mkfifo(string_text(&path), 0600), 0);
	assert_refused(string_text(&path), 9, "not-a-file", "pipe", 1);
	path_join(&path, folder, "file");
	assert_true(file_replace(string_text(&path), SPAN("12345"), 0600, NULL));
	assert_refused(string_text(&path), 4, "too-large", "4 bytes", 1);
	/* A file whose size is told as 0 and is more. */
	assert_refused("/proc/self/status", 10, "too-large", "10 bytes", 1);
	string_free(&path);
}

static void test_replace_where_it_cannot(void **state)
{
	(void)state;
	struct diagnostics faults = {0};
	struct string path = {0};
	path_join(&path, folder, "absent/file");
	assert_false(file_replace(string_text(&path), SPAN("x"), 0600, &faults));
	path_join(&path, folder, "full");
	assert_int_equal(mkdir(string_text(&path), 0700), 0);
	assert_false(file_replace(string_text(&path), SPAN("x"), 0600, &faults)); /* a directory stands there */
	assert_int_equal(faults.count, 2);
	assert_int_equal(diagnostics_status(&faults), 3);
	diagnostics_free(&faults);
	string_free(&path);
}

static void test_make_directories(void **state)
{
	(void)state;
	static const char *const names[] = {"a/b/c", "a/b/c", "a/d/", "x//y", "."};
	struct string path = {0};
	struct diagnostics faults = {0};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		path_join(&path, folder, names[i]);
		assert_true(directory_make(string_text(&path), 0700, &faults));
		assert_true(file_is_directory(string_text(&path)));
	}
	assert_int_equal(faults.count, 0);
	path_join(&path, folder, "file");
	assert_true(file_replace(string_text(&path), SPAN("x"), 0600, NULL));
	assert_false(directory_make(string_text(&path), 0700, &faults));
	path_join(&path, folder, "file/below");
	assert_false(directory_make(string_text(&path), 0700, &faults));
	assert_int_equal(faults.count, 2);
	for (size_t i = 0; i < faults.count; i++)
		assert_non_null(strstr(faults.items[i].message, "Not a directory"));
	diagnostics_free(&faults);
	string_free(&path);
}

static void test_relative_paths(void **state)
{
	(void)state;
	char before[4096];
	assert_non_null(getcwd(before, sizeof before));
	assert_int_equal(chdir(folder), 0);
	assert_true(directory_make("p/q", 0700, NULL));
	assert_true(file_replace("here", SPAN("x"), 0600, NULL));
	assert_true(file_replace("p/q/there", SPAN("x"), 0600, NULL));
	assert_true(file_exists("here"));
	assert_true(file_exists("p/q/there"));
	assert_int_equal(chdir(before), 0);
}

struct listing {
	struct string names;
	int left;
};

static bool add_name(void *self, const char *name)
{
	struct listing *listing = self;
	string_format(&listing->names, "%s ", name);
	return --listing->left > 0;
}

static void test_list_is_sorted(void **state)
{
	(void)state;
	static const char *const names[] = {"b", "a", "\xC3\xA9", "B", ".hidden", "aa"};
	struct string path = {0};
	struct listing listing = {.left = 100};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		path_join(&path, folder, names[i]);
		assert_true(file_replace(string_text(&path), SPAN(""), 0600, NULL));
	}
	assert_true(directory_list(folder, add_name, &listing, NULL));
	assert_string_equal(string_text(&listing.names), ".hidden B a aa b \xC3\xA9 ");
	string_clear(&listing.names);
	listing.left = 2;
	assert_true(directory_list(folder, add_name, &listing, NULL));
	assert_string_equal(string_text(&listing.names), ".hidden B ");
	path_join(&path, folder, "absent");
	assert_true(directory_list(string_text(&path), add_name, &listing, NULL));
	path_join(&path, folder, "a");
	struct diagnostics faults = {0};
	assert_false(directory_list(string_text(&path), add_name, &listing, &faults));
	assert_int_equal(faults.count, 1);
	diagnostics_free(&faults);
	string_free(&listing.names);
	string_free(&path);
}

/* Held by the open file, not by the process: a second open of the same file is locked out until the first closes. */
static void test_lock(void **state)
{
	(void)state;
	struct string path = {0};
	path_join(&path, folder, "file");
	assert_true(file_replace(string_text(&path), SPAN("x"), 0600, NULL));
	int first = open(string_text(&path), O_RDWR | O_CLOEXEC), second = open(string_text(&path), O_RDWR | O_CLOEXEC);
	int reader = open(string_text(&path), O_RDONLY | O_CLOEXEC);
	assert_int_equal(file_lock(first), LOCK_TAKEN);
	assert_int_equal(file_lock(first), LOCK_TAKEN);
	assert_int_equal(file_lock(second), LOCK_BUSY);
	assert_int_equal(file_lock(reader), LOCK_FAILED);
	close(first);
	assert_int_equal(file_lock(second), LOCK_TAKEN);
	close(second);
	close(reader);
	string_free(&path);
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_join),
		IN_FOLDER(test_replace_and_read),
		IN_FOLDER(test_read_refuses),
		IN_FOLDER(test_replace_where_it_cannot),
		IN_FOLDER(test_make_directories),
		IN_FOLDER(test_relative_paths),
		IN_FOLDER(test_list_is_sorted),
		IN_FOLDER(test_lock),
	};
	return cmocka_run_group_tests_name("system/files", tests, NULL, NULL);
}
