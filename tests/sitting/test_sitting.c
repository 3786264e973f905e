/* A life of an interview on the disk: begun, recorded, left, resumed, finished, reopened, held by two, mended. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "faulty.h"
#include "place.h"
#include "sample_journal.h"

PLACE_FIXTURES(sample_yaml)

static void expect_answer(struct sitting *sitting, const char *path, const char *value)
{
	struct cell cell;
	assert_true(interview_find(sitting_interview(sitting), span_of(path), &cell));
	const struct answer *answer = interview_answer(sitting_interview(sitting), cell);
	if (!span_is(answer->v, value))
		fail_msg("%s is %.*s, expected %s", path, SPAN_ARGUMENTS(answer->v), value);
}

static struct sitting *resume(struct recovery *recovery)
{
	struct sitting_options options = place_options();
	struct entry *entry = place_entry(&place);
	assert_non_null(entry);
	return sitting_resume(place.store, entry, &options, recovery, &place.faults);
}

static void a_form_opened_by_mistake_leaves_nothing(void **state)
{
	(void)state;
	struct sitting *sitting = place_start(&place);
	place_do(sitting, (struct event){.kind = EVENT_SHOW, .q = SPAN("name")});
	place_do(sitting, (struct event){.kind = EVENT_LANGUAGE, .to = SPAN("en")});
	assert_true(sitting_commit(sitting, &place.faults));
	assert_false(sitting_is_recorded(sitting));
	assert_true(sitting_leave(sitting, "later", &place.faults));
	assert_false(sitting_is_open(sitting));
	sitting_free(sitting);
	assert_int_equal(access(string_text(&place.data), F_OK), -1);
}

static void all_is_there_after_the_first_answer(void **state)
{
	(void)state;
	struct sitting *sitting = place_start(&place);
	struct string path = {0}, bytes = {0};
	struct stat status;
	place_do(sitting, (struct event){.kind = EVENT_SHOW, .q = SPAN("name")});
	place_answer(sitting, "name", "Siti");
	assert_true(sitting_commit(sitting, &place.faults));
	assert_true(sitting_is_recorded(sitting));
	string_format(&path, "%s/questionnaires/%s/form.yaml", string_text(&place.data), place.questionnaire->sha256);
	place_read(string_text(&path), &bytes);
	assert_string_equal(string_text(&bytes), sample_yaml);
	string_clear(&path);
	string_format(&path, "%s/questionnaires/%s/MANIFEST", string_text(&place.data), place.questionnaire->sha256);
	place_read(string_text(&path), &bytes);
	char hash[65];
	hash_sha256(hash, string_span(&bytes));
	assert_string_equal(hash, place.questionnaire->sha256);
	store_interview_path(place.store, SPAN("sample"), sitting_id(sitting), &path);
	assert_int_equal(stat(string_text(&path), &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	assert_int_equal(stat(string_text(&place.data), &status), 0);
	assert_int_equal(status.st_mode & 0777, 0700);
	place_read(string_text(&path), &bytes);
	assert_non_null(strstr(string_text(&bytes), "\"do\":\"show\"")); /* what was buffered before stands first */
	assert_non_null(strstr(string_text(&bytes), "\"title\":\"Sample\""));
	sitting_free(sitting);
	string_free(&path);
	string_free(&bytes);
}

static void left_and_resumed(void **state)
{
	(void)state;
	struct recovery recovery;
	struct sitting *sitting = place_start(&place);
	place_answer(sitting, "name", "Siti");
	place_answer(sitting, "age", "37");
	place_do(sitting, (struct event){.kind = EVENT_SHOW, .q = SPAN("share")});
	uint64_t digest = interview_digest(sitting_interview(sitting));
	assert_true(sitting_leave(sitting, "later", &place.faults));
	sitting_free(sitting);
	struct entry *entry = place_entry(&place);
	assert_int_equal(entry->status, INTERVIEW_PARTIAL);
	assert_int_equal(entry->condition, JOURNAL_SOUND);
	assert_string_equal(entry->trouble, "");
	assert_true(span_is(entry->place, "share"));
	assert_int_equal(entry->answered, 2);
	place_again(&place);
	sitting = resume(&recovery);
	assert_non_null(sitting);
	assert_false(recovery.signal || recovery.read_only || recovery.draft || recovery.torn || recovery.clock_back);
	assert_string_equal(recovery.detail, "");
	(void)digest;
	expect_answer(sitting, "name", "Siti");
	place_answer(sitting, "age", "38");
	assert_true(sitting_commit(sitting, &place.faults));
	sitting_free(sitting);
	sitting = sitting_look(place.store, place_entry(&place), &place.faults);
	expect_answer(sitting, "age", "38");
	assert_false(sitting_is_open(sitting));
	sitting_free(sitting);
}

/* Killed: no leave. Half-typed text is back, and that it was cut off is told. */
static void killed_and_resumed(void **state)
{
	(void)state;
	struct recovery recovery;
	struct span text;
	struct cell cell;
	bool pick;
	struct sitting *sitting = place_start(&place);
	place_answer(sitting, "age", "37");
	assert_true(sitting_commit(sitting, &place.faults));
	assert_false(sitting_needs_sync(sitting));
	place_do(sitting, (struct event){.kind = EVENT_DRAFT, .q = SPAN("name"), .put = SPAN("Sit")});
	assert_true(sitting_commit(sitting, &place.faults));
	assert_true(sitting_needs_sync(sitting));
	assert_true(sitting_sync(sitting, &place.faults));
	sitting_free(sitting);
	sitting = resume(&recovery);
	assert_true(recovery.signal);
	assert_true(recovery.draft);
	assert_true(interview_find(sitting_interview(sitting), SPAN("name"), &cell));
	assert_true(interview_draft(sitting_interview(sitting), cell, false, &text, &pick));
	assert_true(span_is(text, "Sit"));
	sitting_free(sitting);
}

static void a_torn_end_is_cut_and_told(void **state)
{
	(void)state;
	struct recovery recovery;
	struct string path = {0}, bytes = {0};
	struct sitting *sitting = place_start(&place);
	place_answer(sitting, "name", "Siti");
	assert_true(sitting_commit(sitting, &place.faults));
	store_interview_path(place.store, SPAN("sample"), sitting_id(sitting), &path);
	sitting_free(sitting);
	place_read(string_text(&path), &bytes);
	string_add_text(&bytes, "{\"n\":9,\"at\":");
	place_write(string_text(&path), string_span(&bytes));
	assert_int_equal(place_entry(&place)->condition, JOURNAL_TORN);
	sitting = resume(&recovery);
	assert_non_null(sitting);
	assert_int_equal(recovery.torn, 12);
	assert_true(place_has(&place, ".torn"));
	sitting_free(sitting);
	place_read(string_text(&path), &bytes);
	assert_non_null(strstr(string_text(&bytes), "\"torn\":12"));
	assert_int_equal(place_entry(&place)->condition, JOURNAL_SOUND);
	string_free(&path);
	string_free(&bytes);
}

static void finished_by_its_last_line(void **state)
{
	(void)state;
	struct string detail = {0};
	struct sitting *sitting = place_start(&place);
	place_answer(sitting, "name", "Siti, \"answers\":{ \\");
	place_answer(sitting, "age", "37");
	assert_true(sitting_complete(sitting, &place.faults));
	assert_false(sitting_is_open(sitting));
	sitting_free(sitting);
	struct entry *entry = place_entry(&place);
	assert_int_equal(entry->status, INTERVIEW_COMPLETE);
	assert_int_equal(entry->answered, 2);
	assert_true(span_is(entry->enumerator, "Rina"));
	assert_true(entry->completed.ms != 0 && entry->last_change.ms == entry->completed.ms);
	sitting = sitting_look(place.store, entry, &place.faults);
	if (!sitting_last_line_matches(sitting, &detail))
		fail_msg("%s", string_text(&detail));
	sitting_free(sitting);
	string_free(&detail);
}

/* The answers of the last line changed with a chain that fits: a replay tells. */
static void a_forged_last_line_is_told(void **state)
{
	(void)state;
	struct string path = {0}, bytes = {0}, detail = {0};
	struct journal_reading reading;
	struct sitting *sitting = place_start(&place);
	place_answer(sitting, "age", "37");
	assert_true(sitting_complete(sitting, &place.faults));
	store_interview_path(place.store, SPAN("sample"), sitting_id(sitting), &path);
	sitting_free(sitting);
	place_read(string_text(&path), &bytes);
	char *last = strstr(string_text(&bytes), "\"do\":\"complete\"");
	while (last[-1] != '\n')
		last--;
	struct entry *entry = place_entry(&place);
	size_t start = (size_t)(last - bytes.data);
	journal_read(span_sub(string_span(&bytes), 0, start), entry->id, &reading, NULL, NULL);
	char *age = strstr(last, "\"age\":37");
	age[6] = '9';
	size_t end = (size_t)(strstr(last, ",\"chain\"") - bytes.data);
	chain_next(reading.chain, span_sub(string_span(&bytes), start, end - start));
	memcpy(bytes.data + end + 10, reading.chain, CHAIN_LENGTH);
	place_write(string_text(&path), string_span(&bytes));
	sitting = sitting_look(place.store, place_entry(&place), &place.faults);
	assert_non_null(sitting);
	assert_false(sitting_last_line_matches(sitting, &detail));
	assert_non_null(strstr(string_text(&detail), "age"));
	sitting_free(sitting);
	string_free(&path);
	string_free(&bytes);
	string_free(&detail);
}

static void closed_and_reopened(void **state)
{
	(void)state;
	struct recovery recovery;
	const char *refusal = NULL;
	struct sitting *sitting = place_start(&place);
	assert_true(sitting_close(sitting, SPAN("refused"), SPAN("no time"), &place.faults));
	sitting_free(sitting);
	struct entry *entry = place_entry(&place);
	assert_int_equal(entry->status, INTERVIEW_CLOSED);
	assert_true(span_is(entry->outcome, "refused"));
	sitting = resume(&recovery);
	assert_true(sitting_is_read_only(sitting) && recovery.read_only);
	struct event event = {.kind = EVENT_CLEAR, .q = SPAN("age")};
	assert_false(sitting_do(sitting, &event, NULL, &refusal));
	assert_non_null(refusal);
	assert_true(sitting_reopen(sitting, SPAN("she came back"), &place.faults));
	assert_true(sitting_is_open(sitting));
	place_answer(sitting, "age", "40");
	assert_true(sitting_leave(sitting, "later", &place.faults));
	sitting_free(sitting);
	entry = place_entry(&place);
	assert_int_equal(entry->status, INTERVIEW_PARTIAL);
	assert_string_equal(entry->trouble, "");
}

static void two_programs_on_one_interview(void **state)
{
	(void)state;
	struct recovery recovery;
	struct sitting *first = place_start(&place);
	place_answer(first, "name", "Siti");
	assert_true(sitting_commit(first, &place.faults));
	place_again(&place);
	assert_null(resume(&recovery));
	assert_int_equal(place.faults.errors, 1);
	const char *message = place.faults.items[0].message;
	if (!strstr(message, "Rina (rina@laptop, /dev/pts/3, process 77) since 20"))
		fail_msg("%s", message);
	assert_int_equal(diagnostics_status(&place.faults), 1);
	sitting_free(first);
	struct sitting *second = resume(&recovery);
	assert_non_null(second);
	sitting_free(second);
}

static void undone_across_sittings(void **state)
{
	(void)state;
	struct recovery recovery;
	const char *refusal = NULL;
	struct sitting *sitting = place_start(&place);
	place_answer(sitting, "name", "Siti");
	place_answer(sitting, "name", "Sitti");
	assert_true(sitting_leave(sitting, "later", &place.faults));
	sitting_free(sitting);
	sitting = resume(&recovery);
	assert_true(sitting_undo(sitting, NULL, &refusal));
	expect_answer(sitting, "name", "Siti");
	assert_true(sitting_redo(sitting, NULL, &refusal));
	expect_answer(sitting, "name", "Sitti");
	assert_true(sitting_undo(sitting, NULL, &refusal));
	assert_true(sitting_undo(sitting, NULL, &refusal));
	assert_false(sitting_undo(sitting, NULL, &refusal));
	assert_non_null(refusal);
	assert_true(sitting_leave(sitting, "later", &place.faults));
	sitting_free(sitting);
	sitting = resume(&recovery);
	expect_answer(sitting, "name", "");
	sitting_free(sitting);
}

static void damaged_then_mended(void **state)
{
	(void)state;
	struct recovery recovery;
	struct string path = {0}, bytes = {0}, said = {0};
	struct sitting *sitting = place_start(&place);
	place_answer(sitting, "name", "Siti");
	place_answer(sitting, "age", "37");
	place_answer(sitting, "share", "0.5");
	assert_true(sitting_leave(sitting, "later", &place.faults));
	store_interview_path(place.store, SPAN("sample"), sitting_id(sitting), &path);
	sitting_free(sitting);
	place_read(string_text(&path), &bytes);
	strstr(string_text(&bytes), "\"v\":37")[4] = '9';
	place_write(string_text(&path), string_span(&bytes));
	assert_int_equal(place_entry(&place)->condition, JOURNAL_DAMAGED);
	sitting = resume(&recovery);
	assert_true(recovery.read_only && recovery.damaged && !recovery.signal && recovery.detail[0]);
	expect_answer(sitting, "name", "Siti");
	sitting_free(sitting);
	assert_true(sitting_repair(place.store, place_entry(&place), &said, &place.faults));
	assert_non_null(strstr(string_text(&said), "1 line is gone: number 3"));
	assert_true(place_has(&place, ".damaged"));
	sitting = resume(&recovery);
	assert_false(recovery.read_only || recovery.damaged);
	expect_answer(sitting, "share", "0.5");
	expect_answer(sitting, "age", "");
	assert_true(sitting_leave(sitting, "later", &place.faults));
	sitting_free(sitting);
	string_clear(&said);
	assert_true(sitting_repair(place.store, place_entry(&place), &said, &place.faults));
	assert_non_null(strstr(string_text(&said), "sound"));
	string_free(&path);
	string_free(&bytes);
	string_free(&said);
}

static void a_missing_questionnaire_is_told(void **state)
{
	(void)state;
	struct recovery recovery;
	struct sitting *sitting = place_start(&place);
	struct string pins = {0}, away = {0};
	place_answer(sitting, "name", "Siti");
	assert_true(sitting_leave(sitting, "later", &place.faults));
	sitting_free(sitting);
	string_format(&pins, "%s/questionnaires", string_text(&place.data));
	string_format(&away, "%s/away", string_text(&place.data));
	assert_int_equal(rename(string_text(&pins), string_text(&away)), 0);
	place_again(&place);
	struct entry *entry = place_entry(&place);
	assert_non_null(strstr(entry->trouble, "missing"));
	assert_true(entry->read_only);
	assert_null(resume(&recovery));
	assert_true(place.faults.errors > 0);
	string_free(&pins);
	string_free(&away);
}

/* The form on the desk changes, moves or goes: the interview keeps its own text, and that is told. */
static void the_pinned_text_is_used(void **state)
{
	(void)state;
	static const struct {
		const char *form; /* what now stands in the form's place; NULL: nothing, "": what it was */
		const char *folders[3];
		bool changed, gone;
	} cases[] = {
		{"", {"."}, false, false},
		{"", {"elsewhere", "."}, false, false},
		{"", {"elsewhere"}, false, true},
		{"tanya: 1\nid: sample\nversion: 2\ntitle: x\nsurvey: []\n", {"."}, true, false},
		{"tanya: 1\nid: sample\nversion: 2\ntitle: x\nsurvey: []\n", {"elsewhere", "."}, true, false},
		{"tanya: 1\nid: other\nversion: 2\ntitle: x\nsurvey: []\n", {"."}, false, true},
		{NULL, {"."}, false, true},
		{NULL, {NULL}, false, true},
	};
	struct sitting *sitting = place_start(&place);
	place_answer(sitting, "name", "Siti");
	assert_true(sitting_leave(sitting, "later", &place.faults));
	sitting_free(sitting);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct recovery recovery;
		struct sitting_options options = place_options();
		const char *folders[3] = {0};
		for (size_t k = 0; cases[i].folders[k]; k++)
			folders[k] = strcmp(cases[i].folders[k], ".") == 0 ? string_text(&place.folder) : cases[i].folders[k];
		if (!cases[i].form)
			unlink(string_text(&place.form));
		else
			place_write(string_text(&place.form), span_of(cases[i].form[0] ? cases[i].form : sample_yaml));
		options.form_folders = folders;
		place_again(&place);
		sitting = sitting_resume(place.store, place_entry(&place), &options, &recovery, &place.faults);
		assert_non_null(sitting);
		if (recovery.form_changed != cases[i].changed || recovery.form_gone != cases[i].gone)
			fail_msg("case %zu: changed %d, gone %d", i, recovery.form_changed, recovery.form_gone);
		expect_answer(sitting, "name", "Siti");
		assert_true(sitting_leave(sitting, "later", &place.faults));
		sitting_free(sitting);
	}
}

static void a_clock_set_back_is_told(void **state)
{
	(void)state;
	struct recovery recovery;
	struct sitting_options options = place_options();
	options.fixed_now = (struct moment){INT64_C(4000000000000), 420};
	struct sitting *sitting = sitting_start(place.store, place.questionnaire, &options, &place.faults);
	place_answer(sitting, "name", "Siti");
	assert_true(sitting_leave(sitting, "later", &place.faults));
	sitting_free(sitting);
	sitting = resume(&recovery);
	assert_true(recovery.clock_back);
	sitting_free(sitting);
}

/* Simulated: the same options give the same bytes, whoever and wherever. */
static void made_up_interviews_are_the_same_bytes(void **state)
{
	(void)state;
	struct string first = {0}, second = {0}, path = {0};
	for (int round = 0; round < 2; round++) {
		struct sitting_options options = place_options();
		options.simulated = true;
		options.staged = true;
		options.fixed_now = (struct moment){INT64_C(946713600000), 0};
		options.seed = 5;
		options.pid = 100 + round;
		options.host = round ? SPAN("here") : SPAN("there");
		struct sitting *sitting = sitting_start(place.store, place.questionnaire, &options, &place.faults);
		place_answer(sitting, "name", "x");
		sitting_set_clock(sitting, (struct moment){INT64_C(946713660000), 0});
		assert_true(sitting_complete(sitting, &place.faults));
		store_interview_path(place.store, SPAN("sample"), sitting_id(sitting), &path);
		place_read(string_text(&path), round ? &second : &first);
		sitting_free(sitting);
		assert_int_equal(unlink(string_text(&path)), 0);
	}
	assert_string_equal(string_text(&first), string_text(&second));
	assert_non_null(strstr(string_text(&first), "\"ms\":60000"));
	assert_non_null(strstr(string_text(&first), "\"minutes\":1.0"));
	assert_non_null(strstr(string_text(&first), "\"simulated\":true"));
	string_free(&first);
	string_free(&second);
	string_free(&path);
}

static void a_batch_appears_together(void **state)
{
	(void)state;
	struct sitting_batch *batch = sitting_batch_new(place.store);
	char id[37];
	struct faulty *faulty = faulty_use();
	for (int i = 0; i < 20; i++) {
		struct sitting_options options = place_options();
		uuid_v7(id, clock_now(), (uint64_t)i, 7);
		options.staged = true;
		options.batch = batch;
		options.id = span_of(id);
		struct sitting *sitting = sitting_start(place.store, place.questionnaire, &options, &place.faults);
		place_answer(sitting, "name", "x");
		assert_true(sitting_complete(sitting, &place.faults));
		sitting_free(sitting);
	}
	assert_int_equal(sitting_batch_count(batch), 20);
	assert_true(store_list(place.store, SPAN(""), &place.entries, &place.faults));
	assert_int_equal(place.entries.count, 0);
	memset(faulty->counts, 0, sizeof faulty->counts);
	assert_true(sitting_batch_commit(batch, &place.faults));
	assert_int_equal(faulty->counts[CALL_syncfs], 1);
	assert_int_equal(faulty->counts[CALL_fsync] + faulty->counts[CALL_fdatasync], 1); /* of the folder */
	assert_int_equal(faulty->counts[CALL_rename], 20);
	sitting_batch_free(batch);
	assert_true(store_list(place.store, SPAN(""), &place.entries, &place.faults));
	assert_int_equal(place.entries.count, 20);
	assert_false(place_has(&place, ".tmp-"));
	assert_true(store_id_exists(place.store, span_of(id)));
}

static void a_batch_that_is_dropped_leaves_nothing(void **state)
{
	(void)state;
	struct sitting_batch *batch = sitting_batch_new(place.store);
	struct sitting_options options = place_options();
	options.staged = true;
	options.batch = batch;
	options.id = SPAN("0190163d-8694-739b-aea5-966c26f8ad91");
	for (int i = 0; i < 2; i++) {
		struct sitting *sitting = sitting_start(place.store, place.questionnaire, &options, &place.faults);
		place_answer(sitting, "name", "x");
		assert_int_equal(sitting_complete(sitting, &place.faults), i == 0); /* an ID comes once */
		sitting_free(sitting);
	}
	sitting_batch_free(batch);
	assert_false(place_has(&place, "interviews"));
}

static void a_rescue_can_be_resumed_there(void **state)
{
	(void)state;
	struct recovery recovery;
	struct string other = {0};
	struct sitting *sitting = place_start(&place);
	place_answer(sitting, "name", "Siti");
	assert_true(sitting_commit(sitting, &place.faults));
	struct faulty *faulty = faulty_use();
	faulty->only = 1u << CALL_fdatasync;
	faulty->fail_at = 1;
	place_answer(sitting, "age", "37");
	assert_false(sitting_commit(sitting, &place.faults));
	assert_true(sitting_broken(sitting));
	string_format(&other, "%s/stick", string_text(&place.folder));
	assert_true(sitting_rescue(sitting, string_text(&other), &place.faults));
	faulty_leave();
	sitting_free(sitting);
	string_clear(&place.data);
	string_add(&place.data, string_span(&other));
	diagnostics_free(&place.faults);
	place_again(&place);
	sitting = resume(&recovery);
	assert_non_null(sitting);
	expect_answer(sitting, "age", "37");
	sitting_free(sitting);
	string_free(&other);
}

/* An end that could not be written: it can be written again, or gone back on. */
static void a_failed_end_can_be_tried_again(void **state)
{
	(void)state;
	struct sitting *sitting = place_start(&place);
	place_answer(sitting, "name", "Siti");
	assert_true(sitting_commit(sitting, &place.faults));
	struct faulty *faulty = faulty_use();
	faulty->only = 1u << CALL_pwrite;
	faulty->fail_at = 1;
	faulty->stays = true;
	assert_false(sitting_leave(sitting, "later", &place.faults));
	assert_false(sitting_is_open(sitting));
	assert_false(sitting_broken(sitting));
	place_answer(sitting, "age", "37");
	assert_true(sitting_is_open(sitting));
	assert_false(sitting_complete(sitting, &place.faults));
	faulty->stays = false;
	assert_true(sitting_complete(sitting, &place.faults));
	sitting_free(sitting);
	faulty_leave();
	struct entry *entry = place_entry(&place);
	assert_int_equal(entry->status, INTERVIEW_COMPLETE);
	struct string bytes = {0}, path = {0};
	string_add(&path, entry->path);
	place_read(string_text(&path), &bytes);
	char *end = strstr(string_text(&bytes), "\"do\":\"complete\"");
	assert_non_null(end);
	assert_null(strstr(end + 1, "\"do\":\"complete\""));
	string_free(&bytes);
	string_free(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_form_opened_by_mistake_leaves_nothing, fresh, clean),
		cmocka_unit_test_setup_teardown(all_is_there_after_the_first_answer, fresh, clean),
		cmocka_unit_test_setup_teardown(left_and_resumed, fresh, clean),
		cmocka_unit_test_setup_teardown(killed_and_resumed, fresh, clean),
		cmocka_unit_test_setup_teardown(a_torn_end_is_cut_and_told, fresh, clean),
		cmocka_unit_test_setup_teardown(finished_by_its_last_line, fresh, clean),
		cmocka_unit_test_setup_teardown(a_forged_last_line_is_told, fresh, clean),
		cmocka_unit_test_setup_teardown(closed_and_reopened, fresh, clean),
		cmocka_unit_test_setup_teardown(two_programs_on_one_interview, fresh, clean),
		cmocka_unit_test_setup_teardown(undone_across_sittings, fresh, clean),
		cmocka_unit_test_setup_teardown(damaged_then_mended, fresh, clean),
		cmocka_unit_test_setup_teardown(a_missing_questionnaire_is_told, fresh, clean),
		cmocka_unit_test_setup_teardown(the_pinned_text_is_used, fresh, clean),
		cmocka_unit_test_setup_teardown(a_clock_set_back_is_told, fresh, clean),
		cmocka_unit_test_setup_teardown(made_up_interviews_are_the_same_bytes, fresh, clean),
		cmocka_unit_test_setup_teardown(a_batch_appears_together, fresh, clean),
		cmocka_unit_test_setup_teardown(a_batch_that_is_dropped_leaves_nothing, fresh, clean),
		cmocka_unit_test_setup_teardown(a_rescue_can_be_resumed_there, fresh, clean),
		cmocka_unit_test_setup_teardown(a_failed_end_can_be_tried_again, fresh, clean),
	};
	return cmocka_run_group_tests_name("sitting/sitting", tests, NULL, NULL);
}
