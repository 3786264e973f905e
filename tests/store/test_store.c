/* The data directory: what an absent one gives, IDs cut short, lists, pins, links. */
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

static void add_interview(const char *id, const char *name, bool complete)
{
	struct sitting_options options = place_options();
	options.id = span_of(id);
	options.staged = true;
	struct sitting *sitting = sitting_start(place.store, place.questionnaire, &options, &place.faults);
	assert_non_null(sitting);
	place_answer(sitting, "name", name);
	assert_true(complete ? sitting_complete(sitting, &place.faults) : sitting_leave(sitting, "later", &place.faults));
	sitting_free(sitting);
}

static const char first_id[] = "0190163d-8694-739b-aea5-966c26f8ad91",
				  second_id[] = "0190163d-8694-739b-aea5-966c26f8bb02",
				  third_id[] = "0290163d-8694-739b-aea5-966c26f8cc03";

static void an_absent_directory_is_an_empty_one(void **state)
{
	(void)state;
	struct string name = {0};
	struct entry *entry;
	assert_true(store_list(place.store, SPAN(""), &place.entries, &place.faults));
	assert_int_equal(place.entries.count, 0);
	assert_false(store_enumerator(place.store, &name));
	assert_false(store_id_exists(place.store, span_of(first_id)));
	assert_int_equal(place.faults.count, 0);
	assert_false(store_find(place.store, SPAN("0190"), &place.entries, &entry, &place.faults));
	assert_string_equal(place.faults.items[0].code, "unknown-id");
	assert_int_equal(access(string_text(&place.data), F_OK), -1);
	string_free(&name);
}

static void a_path_that_is_a_file(void **state)
{
	(void)state;
	assert_null(store_open(string_text(&place.form), &place.faults));
	assert_int_equal(diagnostics_status(&place.faults), 3);
}

static void who_types_and_on_what(void **state)
{
	(void)state;
	struct string name = {0}, device = {0}, again = {0};
	assert_true(store_set_enumerator(place.store, SPAN("  Rina\tAyu\n"), &place.faults));
	assert_true(store_enumerator(place.store, &name));
	assert_int_equal(name.length, 8 + 2); /* the tab has become U+FFFD */
	assert_true(store_device(place.store, &device, &place.faults));
	assert_true(uuid_valid(string_span(&device)));
	place_again(&place);
	assert_true(store_device(place.store, &again, &place.faults));
	assert_string_equal(string_text(&device), string_text(&again));
	string_free(&name);
	string_free(&device);
	string_free(&again);
}

static void ids_cut_short(void **state)
{
	(void)state;
	add_interview(second_id, "b", false);
	add_interview(first_id, "a", true);
	add_interview(third_id, "c", true);
	static const struct {
		const char *wanted, *found, *code;
	} cases[] = {
		{"0190163d-8694-739b-aea5-966c26f8ad91", first_id, NULL},
		{"ad91", first_id, NULL},
		{"bb02", second_id, NULL},
		{"0290", third_id, NULL},
		{"0290163d-8694", third_id, NULL},
		{"0190", NULL, "ambiguous-id"},
		{"d91", NULL, "short-id"},
		{"", NULL, "short-id"},
		{"8694", NULL, "unknown-id"}, /* in the middle */
		{"AD91", NULL, "unknown-id"},
		{"../..", NULL, "unknown-id"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct entry *entry;
		struct diagnostics faults = {0};
		entries_free(&place.entries);
		bool found = store_find(place.store, span_of(cases[i].wanted), &place.entries, &entry, &faults);
		if (found != (cases[i].found != NULL) || (found && !span_is(entry->id, cases[i].found)))
			fail_msg("%s", cases[i].wanted);
		if (!found)
			assert_string_equal(faults.items[0].code, cases[i].code);
		if (!found && strcmp(cases[i].code, "ambiguous-id") == 0)
			assert_non_null(strstr(faults.items[0].message, second_id));
		diagnostics_free(&faults);
	}
	assert_true(store_id_exists(place.store, span_of(third_id)));
	assert_false(store_id_exists(place.store, SPAN("ad91")));
}

static void a_list_by_id(void **state)
{
	(void)state;
	add_interview(third_id, "c", true);
	add_interview(first_id, "a", true);
	add_interview(second_id, "b", false);
	assert_true(store_list(place.store, SPAN(""), &place.entries, &place.faults));
	assert_int_equal(place.entries.count, 3);
	assert_true(span_is(place.entries.items[0].id, first_id) && span_is(place.entries.items[1].id, second_id) &&
				span_is(place.entries.items[2].id, third_id));
	assert_int_equal(place.entries.items[0].status, INTERVIEW_COMPLETE);
	assert_int_equal(place.entries.items[1].status, INTERVIEW_PARTIAL);
	for (size_t i = 0; i < 3; i++) {
		const struct entry *entry = &place.entries.items[i];
		assert_true(span_is(entry->questionnaire, "sample") && span_is(entry->version, "1") &&
					span_is(entry->form, "form.yaml"));
		assert_true(span_is(entry->sha256, place.questionnaire->sha256) && span_is(entry->language, "en") &&
					span_is(entry->enumerator, "Rina"));
		assert_int_equal(entry->answered, 1);
		assert_true(entry->asked > 10 && entry->started.ms && entry->last_change.ms);
		assert_string_equal(entry->trouble, "");
	}
	entries_free(&place.entries);
	assert_true(store_list(place.store, SPAN("other"), &place.entries, &place.faults));
	assert_int_equal(place.entries.count, 0);
}

/* A finished interview is listed from its lines, without a replay. */
static void a_finished_one_by_its_lines(void **state)
{
	(void)state;
	struct string long_text = {0}, path = {0}, bytes = {0};
	for (int i = 0; i < 30000; i++)
		string_add_text(&long_text, i % 7 ? "x" : "\\");
	add_interview(first_id, string_text(&long_text), true);
	store_interview_path(place.store, SPAN("sample"), span_of(first_id), &path);
	place_read(string_text(&path), &bytes);
	for (int i = 0; i < 70000; i++)
		string_add_byte(&bytes, '\n'); /* space ahead that nobody trimmed */
	place_write(string_text(&path), string_span(&bytes));
	assert_true(store_list(place.store, SPAN(""), &place.entries, &place.faults));
	assert_int_equal(place.entries.items[0].status, INTERVIEW_COMPLETE);
	assert_int_equal(place.entries.items[0].answered, 1);
	struct faulty *faulty = faulty_use();
	entries_free(&place.entries);
	assert_true(store_list(place.store, SPAN(""), &place.entries, &place.faults));
	assert_int_equal(faulty->counts[CALL_read], 0); /* not replayed */
	string_free(&long_text);
	string_free(&path);
	string_free(&bytes);
}

/* Case, version and who typed are those of the end, however long the journal, whole or not. */
static void a_finished_one_as_it_ended(void **state)
{
	(void)state;
	static const struct event changes[] = {{.kind = EVENT_CASE, .case_key = SPAN("B-07"), .reason = SPAN("the neighbour")},
		{.kind = EVENT_RESUME, .program = SPAN("tanya"), .enumerator = SPAN("Ayu")},
		{.kind = EVENT_MIGRATE, .version = SPAN("2")}};
	static const size_t lengths[] = {1, 40000};
	for (size_t i = 0; i < 2 * sizeof lengths / sizeof *lengths; i++) {
		struct sitting_options options = place_options();
		struct string text = {0};
		while (text.length < lengths[i / 2])
			string_add_byte(&text, 'x');
		options.case_key = SPAN("A-01");
		struct sitting *sitting = sitting_start(place.store, place.questionnaire, &options, &place.faults);
		assert_non_null(sitting);
		place_answer(sitting, "name", string_text(&text));
		for (size_t c = 0; c < sizeof changes / sizeof *changes; c++) {
			struct event change = changes[c];
			change.sha256 = span_of(place.questionnaire->sha256);
			place_do(sitting, change);
		}
		place_answer(sitting, "name", string_text(&text));
		assert_true(sitting_complete(sitting, &place.faults));
		sitting_free(sitting);
		entries_free(&place.entries);
		assert_true((i % 2 ? store_list_whole : store_list)(place.store, SPAN(""), &place.entries, &place.faults));
		const struct entry *entry = &place.entries.items[0];
		assert_int_equal(entry->status, INTERVIEW_COMPLETE);
		if (!span_is(entry->case_key, "B-07") || !span_is(entry->enumerator, "Ayu") || !span_is(entry->version, "2"))
			fail_msg("%zu: case %.*s, enumerator %.*s, version %.*s", i, SPAN_ARGUMENTS(entry->case_key),
				SPAN_ARGUMENTS(entry->enumerator), SPAN_ARGUMENTS(entry->version));
		unlink(entry->path.data);
		string_free(&text);
	}
}

/* A last line that is no whole end is not believed: the journal is replayed, and found damaged. */
static void only_a_whole_end_is_believed(void **state)
{
	(void)state;
	static const struct {
		const char *from, *to;
	} edits[] = {
		{"\"do\":\"complete\"", "\"do\":\"close\""}, /* without an outcome */
		{"\"do\":\"complete\"", "\"do\":\"leave\""},
		{"\"do\":\"complete\"", "\"do\":\"complete\",\"outcome\":\"refused\""},
		{",\"answers\":{", ",\"answer\":{"},
		{"\"summary\":{", "\"summaries\":{"},
		{"\"answered\":1", "\"answered\":-1"},
		{"\"asked\":", "\"asked\":x"},
		{"\"minutes\":", "\"minute\":"},
		{"\"title\":\"", "\"title\":7,\"x\":\""},
	};
	struct string path = {0}, bytes = {0};
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		add_interview(first_id, "a", true);
		store_interview_path(place.store, SPAN("sample"), span_of(first_id), &path);
		place_read(string_text(&path), &bytes);
		size_t last = span_find(string_span(&bytes), SPAN("\"do\":\"complete\""));
		size_t at = span_find(span_sub(string_span(&bytes), last, SIZE_MAX), span_of(edits[i].from));
		assert_true(last != SIZE_MAX && at != SIZE_MAX);
		string_splice(&bytes, last + at, strlen(edits[i].from), span_of(edits[i].to));
		place_write(string_text(&path), string_span(&bytes));
		struct entry *entry = place_entry(&place);
		if (entry->status != INTERVIEW_PARTIAL || entry->condition != JOURNAL_DAMAGED)
			fail_msg("%s in place of %s was believed", edits[i].to, edits[i].from);
		unlink(string_text(&path));
	}
	string_free(&path);
	string_free(&bytes);
}

static void what_is_no_journal_is_passed_over(void **state)
{
	(void)state;
	struct string path = {0};
	static const char *const names[] = {"notes.txt", "x.jsonl", ".0190163d-8694-739b-aea5-966c26f8ad91.jsonl",
		"0190163d-8694-739b-aea5-966c26f8ad91.torn", "0190163d-8694-739b-aea5-966c26f8ad91.jsonl.tmp-00"};
	add_interview(second_id, "b", true);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		string_clear(&path);
		string_format(&path, "%s/interviews/sample/%s", string_text(&place.data), names[i]);
		place_write(string_text(&path), SPAN("rubbish"));
	}
	assert_true(store_list(place.store, SPAN(""), &place.entries, &place.faults));
	assert_int_equal(place.entries.count, 1);
	string_free(&path);
}

static void unreadable_journals_are_listed_with_their_trouble(void **state)
{
	(void)state;
	static const char *const contents[] = {"", "rubbish\n", "\n\n\n", "{\"n\":1,\"do\":\"open\"}\n"};
	struct string path = {0};
	for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
		add_interview(first_id, "a", false);
		store_interview_path(place.store, SPAN("sample"), span_of(first_id), &path);
		place_write(string_text(&path), span_of(contents[i]));
		struct entry *entry = place_entry(&place);
		assert_non_null(entry);
		assert_true(entry->trouble[0] != 0);
		assert_true(entry->read_only);
		assert_int_not_equal(entry->condition, JOURNAL_SOUND);
		unlink(string_text(&path));
	}
	string_free(&path);
}

static void pinning_is_all_or_nothing(void **state)
{
	(void)state;
	struct faulty *faulty = faulty_use();
	assert_true(store_pin(place.store, place.questionnaire, &place.faults));
	unsigned total = faulty->calls;
	faulty_leave();
	place_clear(&place);
	for (unsigned at = 1; at <= total; at++) {
		faulty = faulty_use();
		faulty->fail_at = at;
		bool pinned = store_pin(place.store, place.questionnaire, &place.faults);
		faulty_leave();
		struct string folder = {0};
		string_format(&folder, "%s/questionnaires/%s", string_text(&place.data), place.questionnaire->sha256);
		if (access(string_text(&folder), F_OK) == 0) {
			struct questionnaire *loaded =
				store_load_pinned(place.store, span_of(place.questionnaire->sha256), SPAN("form.yaml"), &place.faults);
			if (!loaded)
				fail_msg("call %u: pinned by half", at);
			questionnaire_free(loaded);
		} else {
			assert_false(pinned);
		}
		assert_true(store_pin(place.store, place.questionnaire, &place.faults));
		string_free(&folder);
		place_clear(&place);
	}
}

static void a_changed_pin_is_refused(void **state)
{
	(void)state;
	struct string path = {0};
	assert_true(store_pin(place.store, place.questionnaire, &place.faults));
	string_format(&path, "%s/questionnaires/%s/form.yaml", string_text(&place.data), place.questionnaire->sha256);
	place_write(string_text(&path),
		SPAN("tanya: 1\nid: sample\nversion: \"1\"\ntitle: Other\nsurvey:\n  - {name: a, type: text, label: A}\n"));
	assert_null(store_load_pinned(place.store, span_of(place.questionnaire->sha256), SPAN("form.yaml"), &place.faults));
	assert_non_null(strstr(place.faults.items[0].message, "was changed"));
	static const char *const forms[] = {"../form.yaml", "/etc/passwd", "a/../../b", "", "./form.yaml"};
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		assert_null(
			store_load_pinned(place.store, span_of(place.questionnaire->sha256), span_of(forms[i]), &place.faults));
	assert_null(store_load_pinned(place.store, SPAN("../../../etc"), SPAN("form.yaml"), &place.faults));
	string_free(&path);
}

static void links_out_of_the_folder_are_refused(void **state)
{
	(void)state;
	struct string form = {0}, link = {0};
	string_format(&form, "%s/with.yaml", string_text(&place.folder));
	string_format(&link, "%s/linked.yaml", string_text(&place.folder));
	place_write(string_text(&form), SPAN("tanya: 1\nid: w\nversion: \"1\"\ntitle: W\ninclude: [linked.yaml]\nsurvey:\n "
										 " - {name: a, type: text, label: A}\n"));
	assert_int_equal(symlink("/etc/hostname", string_text(&link)), 0);
	assert_null(store_load_form(string_text(&form), &place.faults));
	bool told = false;
	for (size_t i = 0; i < place.faults.count; i++)
		told |= strcmp(place.faults.items[i].code, "link") == 0;
	assert_true(told);
	string_free(&form);
	string_free(&link);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_absent_directory_is_an_empty_one, fresh, clean),
		cmocka_unit_test_setup_teardown(a_path_that_is_a_file, fresh, clean),
		cmocka_unit_test_setup_teardown(who_types_and_on_what, fresh, clean),
		cmocka_unit_test_setup_teardown(ids_cut_short, fresh, clean),
		cmocka_unit_test_setup_teardown(a_list_by_id, fresh, clean),
		cmocka_unit_test_setup_teardown(a_finished_one_by_its_lines, fresh, clean),
		cmocka_unit_test_setup_teardown(a_finished_one_as_it_ended, fresh, clean),
		cmocka_unit_test_setup_teardown(only_a_whole_end_is_believed, fresh, clean),
		cmocka_unit_test_setup_teardown(what_is_no_journal_is_passed_over, fresh, clean),
		cmocka_unit_test_setup_teardown(unreadable_journals_are_listed_with_their_trouble, fresh, clean),
		cmocka_unit_test_setup_teardown(pinning_is_all_or_nothing, fresh, clean),
		cmocka_unit_test_setup_teardown(a_changed_pin_is_refused, fresh, clean),
		cmocka_unit_test_setup_teardown(links_out_of_the_folder_are_refused, fresh, clean),
	};
	return cmocka_run_group_tests_name("store/store", tests, NULL, NULL);
}
