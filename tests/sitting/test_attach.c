/* Files attached to answers: what is taken, under which name it is kept, what goes with it and comes along. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "faulty.h"
#include "place.h"

static const char form[] =
	"tanya: 1\nid: kiln\nversion: '1'\ntitle: Kiln\nsurvey:\n"
	"  - {name: who, type: text, label: Who}\n"
	"  - {name: photo, type: image, label: Photo}\n"
	"  - {name: photo_2, type: image, label: Another}\n"
	"  - repeat: pots\n    label: Pots\n    children: [{name: shot, type: image, label: Shot}]\n";

PLACE_FIXTURES(form)

/* The path of a file in the test's folder, valid until the next call. */
static const char *at(const char *name)
{
	static char path[512];
	snprintf(path, sizeof path, "%s/%s", string_text(&place.folder), name);
	return path;
}

static const char *make(const char *name, const char *bytes)
{
	place_write(at(name), span_of(bytes));
	return at(name);
}

static enum copy_result attach(struct sitting *sitting, const char *q, const char *source)
{
	struct event event = {.kind = EVENT_ANSWER, .q = span_of(q)};
	enum copy_result result = sitting_attach(sitting, event.q, source, NULL, &event.answer);
	if (result == COPY_DONE)
		place_do(sitting, event);
	assert_true(sitting_commit(sitting, &place.faults));
	return result;
}

static const struct answer *answer_at(struct sitting *sitting, const char *q)
{
	struct cell cell;
	assert_true(interview_find(sitting_interview(sitting), span_of(q), &cell));
	return interview_answer(sitting_interview(sitting), cell);
}

/* The folder of the interview's copies, with a name in it. */
static const char *kept(struct sitting *sitting, const char *name)
{
	static char path[512];
	snprintf(path, sizeof path, "%s/interviews/kiln/%.*s.files/%s", string_text(&place.data), SPAN_ARGUMENTS(sitting_id(sitting)), name);
	return path;
}

static void check_kept(struct sitting *sitting, const char *name, const char *bytes)
{
	struct string found = {0};
	place_read(kept(sitting, name), &found);
	assert_string_equal(string_text(&found), bytes);
	string_free(&found);
}

static void test_names(void **state)
{
	(void)state;
	static const struct {
		const char *q, *source, *name;
	} cases[] = {
		{"photo", "IMG_1.JPG", "photo-1.JPG"},
		{"photo", "IMG_2.jpeg", "photo-2.jpeg"},
		{"photo_2", "a.b.png", "photo_2-1.png"},
		{"photo", "no ending", "photo-3"},
		{"photo", ".hidden", "photo-4"},
		{"photo", "dot.", "photo-5"},
		{"photo", "tar.g z", "photo-6"},
		{"photo", "sate-kambing.\xC3\xA9t\xC3\xA9", "photo-7"},
		{"photo", "line\nbreak \"quoted\" '.png", "photo-8.png"},
		{"photo", "bad\xFF\xFE.png", "photo-9.png"},
		{"photo", "x.averyveryverylongending", "photo-10"},
		{"pots[1]/shot", "1.png", "shot-1.png"},
		{"pots[2]/shot", "2.png", "shot-2.png"},
	};
	struct sitting *sitting = place_start(&place);
	place_do(sitting, (struct event){.kind = EVENT_ROW_ADD, .q = SPAN("pots[1]")});
	place_do(sitting, (struct event){.kind = EVENT_ROW_ADD, .q = SPAN("pots[2]")});
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *source = make(cases[i].source, cases[i].source);
		char hash[65];
		hash_sha256(hash, span_of(cases[i].source));
		assert_int_equal(attach(sitting, cases[i].q, source), COPY_DONE);
		const struct answer *answer = answer_at(sitting, cases[i].q);
		if (!span_is(answer->v, cases[i].name))
			fail_msg("%s: %.*s", cases[i].source, SPAN_ARGUMENTS(answer->v));
		assert_true(span_is(answer->sha256, hash) && span_is(answer->typed, source));
		check_kept(sitting, cases[i].name, cases[i].source);
	}
	struct stat status;
	assert_int_equal(stat(kept(sitting, "photo-1.JPG"), &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(stat(kept(sitting, ""), &status), 0);
	assert_int_equal(status.st_mode & 0777, 0700);
	sitting_free(sitting);
}

/* The same file again makes no second copy; another one later leaves the old copy, to which an undo goes back. */
static void test_again_and_back(void **state)
{
	(void)state;
	struct sitting *sitting = place_start(&place);
	struct string detail = {0};
	assert_int_equal(attach(sitting, "photo", make("a.jpg", "one")), COPY_DONE);
	assert_int_equal(attach(sitting, "photo", make("b.jpg", "one")), COPY_DONE);
	assert_true(span_is(answer_at(sitting, "photo")->v, "photo-1.jpg"));
	assert_int_equal(place_count(kept(sitting, "")), 1);
	assert_int_equal(attach(sitting, "photo", make("a.jpg", "two")), COPY_DONE);
	assert_true(span_is(answer_at(sitting, "photo")->v, "photo-2.jpg"));
	assert_true(sitting_undo(sitting, NULL, NULL));
	assert_true(span_is(answer_at(sitting, "photo")->v, "photo-1.jpg") && answer_at(sitting, "photo")->sha256.length == 64);
	assert_true(sitting_attachments_match(sitting, &detail));
	assert_true(sitting_redo(sitting, NULL, NULL));
	assert_true(span_is(answer_at(sitting, "photo")->v, "photo-2.jpg"));
	place_do(sitting, (struct event){.kind = EVENT_CLEAR, .q = SPAN("photo")});
	assert_int_equal(attach(sitting, "photo", at("a.jpg")), COPY_DONE);
	assert_true(span_is(answer_at(sitting, "photo")->v, "photo-3.jpg"));
	check_kept(sitting, "photo-1.jpg", "one");
	check_kept(sitting, "photo-2.jpg", "two");
	assert_true(sitting_leave(sitting, "later", &place.faults));
	sitting_free(sitting);
	/* the source is gone: replay needs the copy only, and not even that */
	unlink(at("a.jpg"));
	sitting = sitting_look(place.store, place_entry(&place), &place.faults);
	assert_true(sitting_attachments_match(sitting, &detail));
	assert_int_equal(detail.length, 0);
	string_free(&detail);
	sitting_free(sitting);
}

static void make_socket(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	strcpy(address.sun_path, path);
	assert_int_equal(bind(fd, (const struct sockaddr *)&address, sizeof address), 0);
	close(fd);
}

static void test_not_taken(void **state)
{
	(void)state;
	make("whole.png", "whole");
	make("empty.png", "");
	make("huge.mp4", "v");
	make("secret.png", "s");
	assert_int_equal(truncate(at("huge.mp4"), INT64_C(5) << 30), 0);
	chmod(at("secret.png"), 0);
	mkfifo(at("pipe"), 0600);
	make_socket(at("socket"));
	mkdir(at("folder"), 0700);
	assert_int_equal(symlink("whole.png", at("link")), 0);
	assert_int_equal(symlink("nowhere", at("dangling")), 0);
	assert_int_equal(symlink("circle", at("circle")), 0);
	assert_int_equal(symlink("/dev/zero", at("zero")), 0);
	static const struct {
		const char *name;
		enum copy_result result;
	} cases[] = {
		{"nothing.png", COPY_ABSENT}, {"whole.png/x", COPY_ABSENT}, {"dangling", COPY_ABSENT}, {"circle", COPY_ABSENT},
		{"folder", COPY_FOLDER}, {"pipe", COPY_NOT_A_FILE}, {"socket", COPY_NOT_A_FILE}, {"zero", COPY_NOT_A_FILE},
		{"empty.png", COPY_EMPTY}, {"huge.mp4", COPY_TOO_LARGE}, {"secret.png", COPY_FORBIDDEN}, {"link", COPY_DONE},
	};
	struct sitting *sitting = place_start(&place);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (cases[i].result == COPY_FORBIDDEN && geteuid() == 0)
			continue; /* nothing is forbidden to root */
		enum copy_result result = attach(sitting, "photo", at(cases[i].name));
		if (result != cases[i].result)
			fail_msg("%s: %d, expected %d", cases[i].name, (int)result, (int)cases[i].result);
		if (result != COPY_DONE)
			assert_int_equal(place_count(string_text(&place.data)), 0);
	}
	check_kept(sitting, "photo-1", "whole");
	sitting_free(sitting);
}

/* What happens to the source between two pieces. */
struct meddling {
	const char *path;
	enum { GROWS, SHRINKS, VANISHES, TOUCHED, STOPS } how;
	unsigned steps;
};

static bool meddle(void *self, uint64_t done, uint64_t all)
{
	struct meddling *meddling = self;
	assert_true(done > 0 && all > 0);
	if (meddling->steps++ > 0)
		return true;
	FILE *file = meddling->how == GROWS || meddling->how == TOUCHED ? fopen(meddling->path, "r+b") : NULL;
	if (meddling->how == GROWS)
		fseek(file, 0, SEEK_END);
	if (file) {
		fputs("more", file);
		fclose(file);
	}
	if (meddling->how == SHRINKS)
		assert_int_equal(truncate(meddling->path, 300000), 0);
	if (meddling->how == VANISHES)
		unlink(meddling->path);
	return meddling->how != STOPS;
}

static void test_changed_meanwhile(void **state)
{
	(void)state;
	static const enum copy_result results[] = {[GROWS] = COPY_CHANGED, [SHRINKS] = COPY_CHANGED, [VANISHES] = COPY_DONE, [TOUCHED] = COPY_CHANGED,
		[STOPS] = COPY_STOPPED};
	struct sitting *sitting = place_start(&place);
	for (size_t i = 0; i < sizeof results / sizeof *results; i++) {
		struct answer answer = {0};
		make("clip.mp4", "v");
		assert_int_equal(truncate(at("clip.mp4"), 700000), 0);
		struct meddling meddling = {at("clip.mp4"), i, 0};
		const struct copy_watch watch = {meddle, &meddling};
		assert_int_equal(sitting_attach(sitting, SPAN("photo"), at("clip.mp4"), &watch, &answer), results[i]);
		assert_int_equal(meddling.steps > 1, i != STOPS);
		assert_int_equal(answer.state, results[i] == COPY_DONE ? STATE_ANSWERED : STATE_UNANSWERED);
		assert_int_equal(place_count(string_text(&place.data)), i >= VANISHES); /* it was open: what it held is kept */
	}
	sitting_free(sitting);
}

/* The disk is full ahead of the copy, and in its midst; answers go on. */
static int full_statvfs(const char *path, struct statvfs *status)
{
	int result = system_real.statvfs(path, status);
	status->f_bavail = ((uint64_t)32 << 20) / status->f_frsize;
	return result;
}

static void test_full_disk(void **state)
{
	(void)state;
	struct system_calls full = system_real;
	struct sitting *sitting = place_start(&place);
	full.statvfs = full_statvfs;
	make("a.jpg", "one");
	system_use(&full);
	assert_int_equal(attach(sitting, "photo", at("a.jpg")), COPY_NO_ROOM);
	struct faulty *faulty = faulty_use();
	struct answer answer;
	faulty->room = 2;
	assert_int_equal(sitting_attach(sitting, SPAN("photo"), at("a.jpg"), NULL, &answer), COPY_NO_ROOM);
	faulty_leave();
	assert_int_equal(place_count(string_text(&place.data)), 0);
	assert_int_equal(access(kept(sitting, ""), F_OK), -1); /* not even the folder */
	assert_int_equal(attach(sitting, "photo", at("a.jpg")), COPY_DONE);
	sitting_free(sitting);
}

static void test_missing_and_altered(void **state)
{
	(void)state;
	static const struct {
		const char *bytes; /* NULL: gone */
		const char *detail;
	} cases[] = {
		{NULL, "photo-1.jpg is missing"},
		{"onE", "photo-1.jpg is not the file that was attached"},
		{"", "photo-1.jpg is not the file that was attached"},
		{"one", ""},
	};
	struct sitting *sitting = place_start(&place);
	struct string detail = {0};
	assert_int_equal(attach(sitting, "photo", make("a.jpg", "one")), COPY_DONE);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *path = kept(sitting, "photo-1.jpg");
		if (cases[i].bytes)
			place_write(path, span_of(cases[i].bytes));
		else
			unlink(path);
		string_clear(&detail);
		assert_int_equal(sitting_attachments_match(sitting, &detail), !*cases[i].detail);
		assert_string_equal(string_text(&detail), cases[i].detail);
	}
	/* a name that leads out of the folder, as a forged journal may have it, is not followed */
	struct event forged = {.kind = EVENT_ANSWER, .q = SPAN("photo"),
		.answer = {.state = STATE_ANSWERED, .v = SPAN("../../../../form.yaml"), .sha256 = SPAN("00")}};
	place_do(sitting, forged);
	assert_true(sitting_attachments_match(sitting, &detail));
	string_free(&detail);
	sitting_free(sitting);
}

static void test_rescue(void **state)
{
	(void)state;
	struct sitting *sitting = place_start(&place);
	struct string other = {0}, detail = {0};
	string_format(&other, "%s/stick", string_text(&place.folder));
	attach(sitting, "photo", make("a.jpg", "one"));
	attach(sitting, "photo", make("a.jpg", "two"));
	attach(sitting, "photo_2", make("b.jpg", "three"));
	assert_true(sitting_rescue(sitting, string_text(&other), &place.faults));
	sitting_free(sitting);
	place_clear(&place);
	string_clear(&place.data);
	string_add(&place.data, string_span(&other));
	place_again(&place);
	sitting = sitting_look(place.store, place_entry(&place), &place.faults);
	assert_true(sitting_attachments_match(sitting, &detail));
	assert_int_equal(place_count(kept(sitting, "")), 3);
	assert_true(span_is(answer_at(sitting, "photo")->v, "photo-2.jpg"));
	sitting_free(sitting);
	string_free(&other);
	string_free(&detail);
}

/* Staged sittings (fill): the copies go with those that are not kept. */
static void test_staged(void **state)
{
	(void)state;
	enum { REFUSED, BATCH_DROPPED, KEPT };
	make("a.jpg", "one");
	for (int fate = REFUSED; fate <= KEPT; fate++) {
		struct sitting_batch *batch = sitting_batch_new(place.store);
		struct sitting_options options = place_options();
		options.staged = true;
		options.batch = batch;
		struct sitting *sitting = sitting_start(place.store, place.questionnaire, &options, &place.faults);
		attach(sitting, "photo", at("a.jpg"));
		if (fate != REFUSED)
			assert_true(sitting_leave(sitting, "later", &place.faults));
		sitting_free(sitting);
		if (fate == KEPT)
			assert_true(sitting_batch_commit(batch, &place.faults));
		sitting_batch_free(batch);
		assert_int_equal(place_has(&place, ".files/photo-1.jpg"), fate == KEPT);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_names, fresh, clean),
		cmocka_unit_test_setup_teardown(test_again_and_back, fresh, clean),
		cmocka_unit_test_setup_teardown(test_not_taken, fresh, clean),
		cmocka_unit_test_setup_teardown(test_changed_meanwhile, fresh, clean),
		cmocka_unit_test_setup_teardown(test_full_disk, fresh, clean),
		cmocka_unit_test_setup_teardown(test_missing_and_altered, fresh, clean),
		cmocka_unit_test_setup_teardown(test_rescue, fresh, clean),
		cmocka_unit_test_setup_teardown(test_staged, fresh, clean),
	};
	return cmocka_run_group_tests_name("sitting/attach", tests, NULL, NULL);
}
