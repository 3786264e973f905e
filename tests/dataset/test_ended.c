/* A finished interview's records from the last line of its journal are, byte for byte, those of a replay: over storms on
 * every questionnaire that is shipped and on one that has all there is; complete, closed, reopened, moved to another
 * version, of an older version, torn, damaged, repaired. TANYA_TEST_SCALE divides the number of interviews. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <glob.h>

#include <cmocka.h>

#include "faulty.h"
#include "place.h"
#include "sample_journal.h"
#include "storm.h"
#include "tanya/dataset.h"
#include "tanya/formats.h"
#include "tanya/system.h"

#define INTERVIEWS 1500 /* on each questionnaire; large ones take fewer */
#define EVENTS 40
#define FINISHED_LEAST 0.4 /* of all: else the test shows little */

struct made {
	size_t finished, damaged, migrated, all;
};

/* ---- journals out of storms ---- */

struct journal_of_storm {
	struct storm storm;
	struct string lines;
	char chain[CHAIN_LENGTH + 1];
};

static bool put(struct journal_of_storm *journal, struct event event)
{
	struct string summary = {0}, answers = {0};
	if (event.kind == EVENT_MIGRATE)
		event.sha256 = span_of(journal->storm.questionnaire->sha256);
	storm_stamp(&journal->storm, &event);
	bool applied = interview_apply(journal->storm.interview, &event, NULL, NULL);
	if (applied) {
		bool finishes = event.kind == EVENT_COMPLETE || event.kind == EVENT_CLOSE;
		if (finishes || event.kind == EVENT_LEAVE)
			journal_summary(&summary, journal->storm.interview);
		if (finishes)
			journal_answers(&answers, journal->storm.interview);
		event.summary = string_span(&summary);
		event.answers = string_span(&answers);
		event_write(&journal->lines, &event, journal->storm.questionnaire, journal->chain);
	}
	string_free(&summary);
	string_free(&answers);
	return applied;
}

/* Storms answer passages and lists with bare texts, too; a journal has their paragraphs and lines. */
static bool is_for_journals(const struct journal_of_storm *journal, const struct event *event)
{
	struct cell cell;
	if (event->kind != EVENT_ANSWER || event->answer.state != STATE_ANSWERED ||
		!interview_find(journal->storm.interview, event->q, &cell))
		return true;
	enum storage storage = item_type(&journal->storm.questionnaire->items[cell.item])->storage;
	return storage == STORE_PASSAGE ? event->answer.paragraph_count > 0
									: storage != STORE_LIST || event->answer.line_count > 0;
}

/* The storm's `open` as a sitting would have written it. */
static void put_open(struct journal_of_storm *journal, const struct questionnaire *begun_with)
{
	struct event open = journal->storm.events[0];
	open.format = JOURNAL_FORMAT;
	open.sha256 = span_of(begun_with->sha256);
	open.form = span_of(begun_with->form_path);
	open.version = begun_with->version;
	event_write(&journal->lines, &open, journal->storm.questionnaire, journal->chain);
}

/* A byte elsewhere, a tail cut off, a line lost: as disks and hands do it. */
static bool hurt(struct journal_of_storm *journal)
{
	struct string *lines = &journal->lines;
	size_t at = storm_draw(&journal->storm, (uint32_t)lines->length - 1);
	switch (storm_draw(&journal->storm, 24)) {
	case 0:
		lines->data[at] = (char)(lines->data[at] == '7' ? '8' : '7');
		return true;
	case 1:
		string_splice(lines, lines->length - 1 - storm_draw(&journal->storm, 40), SIZE_MAX, SPAN(""));
		return true;
	case 2:
		string_splice(lines, at, 1 + storm_draw(&journal->storm, 200), SPAN(""));
		return true;
	}
	return false;
}

static void make_one(struct place_of_work *place, const struct questionnaire *questionnaire,
	const struct questionnaire *begun_with, uint64_t seed, struct made *made)
{
	struct journal_of_storm journal = {.lines = {0}};
	struct string path = {0};
	char id[37];
	struct event event;
	storm_open(&journal.storm, questionnaire, seed);
	uuid_v7(id, journal.storm.now, seed, ~seed);
	chain_start(journal.chain, span_of(id));
	put_open(&journal, begun_with);
	bool migrates = begun_with != questionnaire;
	for (int i = 0; i < EVENTS; i++) {
		if (storm_event(&journal.storm, &event) && is_for_journals(&journal, &event))
			put(&journal, event);
		if (migrates && i == EVENTS / 2)
			put(&journal,
				(struct event){.kind = EVENT_MIGRATE, .version = questionnaire->version});
	}
	if (interview_status(journal.storm.interview) == INTERVIEW_PARTIAL && storm_draw(&journal.storm, 8))
		put(&journal, storm_draw(&journal.storm, 3) ? (struct event){.kind = EVENT_COMPLETE}
													: (struct event){.kind = EVENT_CLOSE, .outcome = SPAN("broken_off")});
	made->finished += interview_status(journal.storm.interview) != INTERVIEW_PARTIAL;
	made->migrated += migrates;
	made->damaged += hurt(&journal);
	made->all++;
	store_interview_path(place->store, questionnaire->id, span_of(id), &path);
	place_write(string_text(&path), string_span(&journal.lines));
	storm_close(&journal.storm);
	string_free(&journal.lines);
	string_free(&path);
}

/* ---- both ways ---- */

#define TABLES_MOST 16

struct told { /* of each table: in which order tables take turns is nobody's business */
	struct string text[TABLES_MOST];
	size_t rows;
};

static bool tell_row(void *self, uint32_t table, const struct record *record)
{
	struct told *told = self;
	uint32_t count;
	assert_true(table < TABLES_MOST);
	struct string *text = &told->text[table];
	dataset_head(table, &count);
	for (uint32_t i = 0; i < count; i++)
		csv_put(text, record->head[i], false);
	string_add_text(text, record->states);
	for (size_t i = 0; record->states[i]; i++)
		csv_put(text, record->cells[i], false);
	string_add_byte(text, '\n');
	told->rows++;
	return true;
}

static bool replay_too(void *self, const struct entry *entry, struct sitting *sitting)
{
	(void)self;
	(void)entry;
	(void)sitting;
	return true;
}

static void must_be_alike(const struct told *ended, const struct told *replayed)
{
	for (unsigned table = 0; table < TABLES_MOST; table++) {
		struct span left = string_span(&ended->text[table]), right = string_span(&replayed->text[table]), a, b;
		if (span_equal(left, right))
			continue;
		while (span_next(&left, '\n', &a) && span_next(&right, '\n', &b))
			if (!span_equal(a, b))
				fail_msg("by its last line: %.*s\nby replay:        %.*s", SPAN_ARGUMENTS(a), SPAN_ARGUMENTS(b));
	}
	assert_int_equal(ended->rows, replayed->rows);
}

static void forget(struct told *told)
{
	for (unsigned table = 0; table < TABLES_MOST; table++)
		string_free(&told->text[table]);
}

/* Every record of every interview, once by last lines and once by replay. */
static void compare(struct place_of_work *place, struct span form, const struct made *made)
{
	struct entries entries = {0};
	struct dataset dataset;
	struct told ended = {.rows = 0}, replayed = {.rows = 0};
	struct diagnostics faults = {0};
	const struct dataset_options all = {.partial = true, .closed = true};
	assert_true(dataset_list(place->store, form, &entries, &faults));
	assert_int_equal(entries.count, made->all);
	assert_true(dataset_open(place->store, form, &entries, &all, &dataset, &faults));
	struct faulty *faulty = faulty_use(); /* only counts: a last line takes a pread, a replay reads the whole */
	assert_true(dataset_visit(place->store, &dataset, &(struct dataset_visitor){&ended, tell_row, NULL}, &faults));
	unsigned last_lines = faulty->counts[CALL_pread];
	faulty_leave();
	assert_true(dataset_visit(place->store, &dataset, &(struct dataset_visitor){&replayed, tell_row, replay_too}, &faults));
	must_be_alike(&ended, &replayed);
	size_t told = 0;
	for (size_t i = 0; i < faults.count; i++)
		told += strcmp(faults.items[i].code, "damaged") == 0;
	assert_int_equal(faults.errors, told);
	print_message("%.*s: %zu interviews (%zu finished, %zu migrated, %zu hurt, %zu told as damaged, %u by their last line), %zu rows alike\n",
		SPAN_ARGUMENTS(form), made->all, made->finished, made->migrated, made->damaged, told, last_lines, ended.rows);
	assert_true(last_lines >= made->finished - made->damaged);
	assert_true(told <= made->damaged && (made->damaged < 20 || told > 0));
	assert_true((double)made->finished >= FINISHED_LEAST * (double)made->all);
	dataset_close(&dataset);
	entries_free(&entries);
	diagnostics_free(&faults);
	forget(&ended);
	forget(&replayed);
}

/* ---- the questionnaires ---- */

static size_t interviews_for(const struct questionnaire *questionnaire)
{
	size_t items = questionnaire->item_count > 60 ? questionnaire->item_count : 60;
	return INTERVIEWS / sample_scale() * 60 / items + 1;
}

static struct questionnaire *load(struct place_of_work *place, const char *path)
{
	struct questionnaire *questionnaire = store_load_form(path, &place->faults);
	assert_non_null(questionnaire);
	assert_true(store_pin(place->store, questionnaire, &place->faults));
	return questionnaire;
}

/* `older`: a path too, or NULL. */
static void storms_on(struct place_of_work *place, const char *path, const char *older_path)
{
	struct string folder = {0};
	struct made made = {0};
	struct questionnaire *questionnaire = load(place, path), *older = older_path ? load(place, older_path) : NULL;
	string_format(&folder, "%s/interviews/%.*s", string_text(&place->data), SPAN_ARGUMENTS(questionnaire->id));
	assert_true(directory_make(string_text(&folder), 0700, &place->faults));
	size_t count = interviews_for(questionnaire);
	for (size_t i = 0; i < count; i++) {
		const struct questionnaire *version = older && i % 4 == 0 ? older : questionnaire;
		const struct questionnaire *begun_with = older && i % 4 == 1 ? older : version;
		make_one(place, version, begun_with, span_hash(questionnaire->id) + i, &made);
	}
	compare(place, questionnaire->id, &made);
	questionnaire_free(questionnaire);
	questionnaire_free(older);
	string_free(&folder);
}

PLACE_FIXTURES(sample_yaml)

static void test_shipped(void **state)
{
	static const char *const patterns[] = {"questionnaires/*.yaml", "questionnaires/jambi/*.yaml"};
	const char *source = getenv("TANYA_SOURCE");
	glob_t found;
	size_t count = 0;
	(void)state;
	for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++) {
		struct string pattern = {0};
		string_format(&pattern, "%s/%s", source ? source : ".", patterns[p]);
		if (glob(string_text(&pattern), 0, NULL, &found) == 0) {
			for (size_t i = 0; i < found.gl_pathc; i++, count++)
				storms_on(&place, found.gl_pathv[i], NULL);
			globfree(&found);
		}
		string_free(&pattern);
	}
	assert_true(count > 0);
}

static void copy(const char *name, struct string *bytes)
{
	const char *source = getenv("TANYA_SOURCE");
	struct string path = {0};
	string_format(&path, "%s/tests/interview/%s", source ? source : ".", name);
	place_read(string_text(&path), bytes);
	string_clear(&path);
	path_join(&path, string_text(&place.folder), name);
	place_write(string_text(&path), string_span(bytes));
	string_free(&path);
}

/* The older version lacks a question, has one more, and one of another type. */
static void test_all_there_is(void **state)
{
	static const struct {
		const char *from, *to;
	} edits[] = {
		{"version: \"1\"", "version: \"0\""},
		{"  - {name: began, type: start}\n", "  - {name: gone, type: select_multiple towns, label: Gone}\n"},
		{"{name: lent, type: integer,", "{name: lent, type: text,"},
	};
	const char *source = getenv("TANYA_SOURCE");
	struct string path = {0}, older = {0}, bytes = {0};
	(void)state;
	copy("storm.csv", &bytes);
	copy("storm.yaml", &bytes);
	for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
		size_t at = span_find(string_span(&bytes), span_of(edits[i].from));
		assert_true(at != SIZE_MAX);
		string_splice(&bytes, at, strlen(edits[i].from), span_of(edits[i].to));
	}
	path_join(&older, string_text(&place.folder), "storm.yaml");
	place_write(string_text(&older), string_span(&bytes));
	string_format(&path, "%s/tests/interview/storm.yaml", source ? source : ".");
	storms_on(&place, string_text(&path), string_text(&older));
	string_free(&path);
	string_free(&older);
	string_free(&bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_all_there_is, fresh, clean),
		cmocka_unit_test_setup_teardown(test_shipped, fresh, clean)};
	return cmocka_run_group_tests_name("dataset/ended", tests, NULL, NULL);
}
