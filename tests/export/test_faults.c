/* Every system call of an export fails in turn: each file is the old one or the new one whole, all are new unless a fault
 * says which file could not be had and why, and nothing else is left. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "faulty.h"
#include "place.h"
#include "sample_journal.h"
#include "tanya/export.h"

PLACE_FIXTURES(sample_yaml)

#define FILES_MOST 8

struct exported {
	const char *format;
	bool only_data;
	unsigned count;
	const char *names[FILES_MOST];
};
static const struct exported exports[] = {
	{"csv", false, 6, {"sample.csv", "sample.states.csv", "sample-workers.csv", "sample-workers.states.csv", "sample.remarks.csv", "sample.audit.csv"}},
	{"csv", true, 4, {"sample.csv", "sample.states.csv", "sample-workers.csv", "sample-workers.states.csv"}},
	{"jsonl", false, 1, {"sample.jsonl"}},
};

/* ---- interviews ---- */

static void interview(const char *age, bool complete)
{
	struct sitting *sitting = place_start(&place);
	place_answer(sitting, "age", age);
	place_do(sitting, (struct event){.kind = EVENT_REMARK, .q = SPAN("age"), .text = SPAN("as he said")});
	place_do(sitting, (struct event){.kind = EVENT_ROW_ADD, .q = SPAN("workers[1]")});
	place_answer(sitting, "workers[1]/wage", "45000");
	assert_true(complete ? sitting_complete(sitting, &place.faults) : sitting_leave(sitting, "later", &place.faults));
	sitting_free(sitting);
}

/* ---- files ---- */

struct files {
	struct string text[FILES_MOST];
};

static void path_of(const char *name, struct string *path)
{
	string_clear(path);
	string_format(path, "%s/results%s%s", string_text(&place.folder), *name ? "/" : "", name);
}

static void read_files(const struct exported *exported, unsigned count, struct files *files)
{
	struct string path = {0};
	for (unsigned i = 0; i < count; i++) {
		path_of(exported->names[i], &path);
		place_read(string_text(&path), &files->text[i]);
	}
	string_free(&path);
}

static void put_files(const struct exported *exported, const struct files *files)
{
	struct string path = {0};
	path_of("", &path);
	assert_int_equal(mkdir(string_text(&path), 0700), 0);
	for (unsigned i = 0; i < exported->count; i++) {
		path_of(exported->names[i], &path);
		place_write(string_text(&path), string_span(&files->text[i]));
	}
	string_free(&path);
}

static void free_files(struct files *files)
{
	for (unsigned i = 0; i < FILES_MOST; i++)
		string_free(&files->text[i]);
}

static void clear_results(void)
{
	struct string path = {0};
	for (size_t i = 0; i < sizeof exports / sizeof *exports; i++)
		for (unsigned k = 0; k < exports[i].count; k++) {
			path_of(exports[i].names[k], &path);
			unlink(string_text(&path));
		}
	path_of("", &path);
	rmdir(string_text(&path));
	string_free(&path);
}

static void wrote(void *self, const char *path)
{
	(void)path;
	++*(unsigned *)self;
}

/* As another program does it, from opening the store on. False when it says that it failed. */
static bool export_all(const struct exported *exported, unsigned *written, struct diagnostics *faults)
{
	struct string folder = {0};
	path_of("", &folder);
	const struct export_options options = {
		.form = SPAN("sample"), .output = string_text(&folder), .only_data = exported->only_data, .partial = true};
	*written = 0;
	struct store *store = store_open(string_text(&place.data), faults);
	bool fine = store && export_write(store, span_of(exported->format), &options, wrote, written, &(struct export_left){0}, faults);
	store_free(store);
	string_free(&folder);
	return fine && !faults->errors;
}

/* ---- each call in turn ---- */

#define ALL UINT32_MAX
#define C(name) (1u << CALL_##name)

static const struct {
	int number;
	uint32_t calls; /* that may give it */
} numbers[] = {
	{EIO, ALL},
	{ENOSPC, C(open) | C(write) | C(mkdir) | C(rename) | C(fsync)},
	{EROFS, C(open) | C(mkdir) | C(rename)},
	{EACCES, C(open) | C(opendir) | C(mkdir) | C(rename) | C(stat) | C(lstat)},
	{EMFILE, C(open) | C(opendir)},
	{EINTR, C(open) | C(read) | C(pread) | C(write) | C(close)},
};

struct trial {
	const struct exported *exported;
	const struct files *old, *new; /* old NULL: nothing stands there, not even the folder */
	unsigned at; /* the call that fails */
	int number;
	bool stays;
};

/* The fault says which file of ours, and why. */
static void must_say(const struct trial *trial, const char *call, const struct diagnostics *faults)
{
	const char *reason = strerrordesc_np(trial->number);
	for (size_t i = 0; i < faults->count; i++)
		if (strstr(faults->items[i].message, reason) && strchr(faults->items[i].message, '/'))
			return;
	fail_msg("call %u (%s, %s): what is said is %s", trial->at, call, reason, faults->count ? faults->items[0].message : "nothing");
}

/* The first `written` files are new, the others old; all are new when it says that it is done. */
static void must_stand(const struct trial *trial, const char *call, bool fine, unsigned written)
{
	struct files now = {0};
	struct string folder = {0};
	const struct exported *exported = trial->exported;
	unsigned count = trial->old ? exported->count : written;
	path_of("", &folder);
	if (fine && written != exported->count)
		fail_msg("call %u (%s, %s): done with %u files", trial->at, call, strerror(trial->number), written);
	if (place_count(string_text(&folder)) != count)
		fail_msg("call %u (%s, %s): something is left beside the files", trial->at, call, strerror(trial->number));
	read_files(exported, count, &now);
	for (unsigned i = 0; i < count; i++)
		if (!span_equal(string_span(&now.text[i]), string_span(&(i < written ? trial->new : trial->old)->text[i])))
			fail_msg("call %u (%s, %s): %s is not the %s one:\n%s", trial->at, call, strerror(trial->number), exported->names[i],
				i < written ? "new" : "old", string_text(&now.text[i]));
	string_free(&folder);
	free_files(&now);
}

static int try(const struct trial *trial)
{
	struct diagnostics faults = {0};
	unsigned written;
	clear_results();
	if (trial->old)
		put_files(trial->exported, trial->old);
	struct faulty *faulty = faulty_use();
	faulty->fail_at = trial->at;
	faulty->number = trial->number;
	faulty->stays = trial->stays;
	bool fine = export_all(trial->exported, &written, &faults);
	int call = faulty->failed;
	faulty_leave();
	assert_true(call >= 0);
	must_stand(trial, faulty_names[call], fine, written);
	if (!fine) {
		must_say(trial, faulty_names[call], &faults);
		assert_int_equal(diagnostics_status(&faults), 3);
	}
	/* names are taken one after another: only the system's own rename or what comes behind it can leave some */
	if (!fine && written && call != CALL_rename && written != trial->exported->count)
		fail_msg("call %u (%s): %u files of %u are new", trial->at, faulty_names[call], written, trial->exported->count);
	diagnostics_free(&faults);
	return call;
}

/* Of a sample the first of each kind of call is one. */
static bool is_tried(unsigned at, const struct faulty *whole, uint32_t *seen)
{
	uint32_t kind = UINT32_C(1) << whole->kinds[at - 1];
	bool first = !(*seen & kind);
	*seen |= kind;
	return first || (at - 1) % sample_scale() == 0;
}

static void fail_in_turn(const struct exported *exported, const struct files *old, const struct files *new, unsigned failed[CALL_COUNT])
{
	static struct faulty whole;
	struct diagnostics faults = {0};
	unsigned written;
	clear_results();
	if (old)
		put_files(exported, old);
	struct faulty *faulty = faulty_use();
	assert_true(export_all(exported, &written, &faults));
	whole = *faulty;
	faulty_leave();
	assert_true(whole.calls < FAULTY_CALLS_MOST);
	uint32_t seen = 0;
	for (unsigned at = 1; at <= whole.calls; at++)
		for (size_t i = 0, tried = is_tried(at, &whole, &seen); tried && i < sizeof numbers / sizeof *numbers; i++)
			for (int stays = 0; (numbers[i].calls >> whole.kinds[at - 1] & 1) && stays < (numbers[i].number == EIO ? 2 : 1); stays++)
				failed[try(&(struct trial){exported, old, new, at, numbers[i].number, stays})]++;
}

static void every_call_of_an_export(void **state)
{
	(void)state;
	unsigned failed[CALL_COUNT] = {0}, times = 0, written;
	struct files old[sizeof exports / sizeof *exports] = {0}, new[sizeof exports / sizeof *exports] = {0};
	interview("37", true);
	interview("38", false);
	for (size_t i = 0; i < sizeof exports / sizeof *exports; i++) {
		assert_true(export_all(&exports[i], &written, &place.faults));
		read_files(&exports[i], exports[i].count, &old[i]);
	}
	interview("39", true);
	for (size_t i = 0; i < sizeof exports / sizeof *exports; i++) {
		clear_results();
		assert_true(export_all(&exports[i], &written, &place.faults));
		read_files(&exports[i], exports[i].count, &new[i]);
		fail_in_turn(&exports[i], &old[i], &new[i], failed);
		fail_in_turn(&exports[i], NULL, &new[i], failed);
		free_files(&old[i]);
		free_files(&new[i]);
	}
	for (int call = 0; call < CALL_COUNT; call++) {
		if (failed[call])
			print_message("%s failed %u times as the first fault, at %u places in all\n", faulty_names[call], failed[call], faulty_sites(call));
		times += failed[call];
	}
	print_message("%u times in all\n", times);
	for (enum faulty_call call = 0; call < CALL_COUNT; call++)
		if ((C(open) | C(close) | C(read) | C(write) | C(fsync) | C(fstat) | C(stat) | C(rename) | C(mkdir) | C(opendir) | C(readdir)) >> call & 1)
			assert_true(failed[call] > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(every_call_of_an_export, fresh, clean)};
	return cmocka_run_group_tests_name("export/faults", tests, NULL, NULL);
}
