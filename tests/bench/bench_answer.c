/* An answer made safe: the journal's own append and commit, beside SQLite's WAL with synchronous=FULL that inserts the
 * same bytes into the same folder. They take turns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#if __has_include(<sqlite3.h>)
#include <sqlite3.h>
#define HAVE_SQLITE 1
#else
#define HAVE_SQLITE 0
#endif

#include "bench.h"
#include "form.h"
#include "pty.h"
#include "tanya/journal.h"
#include "tanya/system.h"

#define ANSWERS 2000
#define ID "018f0000-0000-7000-8000-000000000001"

static const char yaml[] = "tanya: 1\nid: bench\nversion: '1'\ntitle: Bench\nsurvey:\n  - {name: why, type: text}\n";
static const char words[] = "the dye is bought on credit and paid after the fair";

static void must(bool fine, const char *what)
{
	if (fine)
		return;
	fprintf(stderr, "%s failed\n", what);
	exit(1);
}

/* ---- ours ---- */

static struct journal *journal_begin(const char *folder, const struct questionnaire *questionnaire)
{
	struct string path = {0};
	struct diagnostics faults = {0};
	string_format(&path, "%s/%s.jsonl", folder, ID);
	struct journal *journal = journal_new(string_text(&path), SPAN(ID));
	struct event open = {.kind = EVENT_OPEN, .format = JOURNAL_FORMAT, .at = clock_now(), .questionnaire = SPAN("bench")};
	journal_append(journal, &open, questionnaire);
	must(journal_commit(journal, &faults), "the journal's first commit");
	string_free(&path);
	return journal;
}

/* Appends and commits one answer; *line is what was written. */
static double journal_us(struct journal *journal, const struct questionnaire *questionnaire, struct span *line)
{
	struct diagnostics faults = {0};
	size_t before = journal_lines(journal).length;
	double start_us = bench_now_us();
	struct event answer = {.kind = EVENT_ANSWER, .at = clock_now(), .ms = clock_boot_ms(), .q = SPAN("why"),
		.answer = {.state = STATE_ANSWERED, .v = SPAN(words)}};
	journal_append(journal, &answer, questionnaire);
	must(journal_commit(journal, &faults), "a commit");
	double us = bench_now_us() - start_us;
	*line = span_sub(journal_lines(journal), before, SIZE_MAX);
	return us;
}

/* ---- SQLite's ---- */

#if HAVE_SQLITE
static sqlite3 *database;
static sqlite3_stmt *insert;

static void sqlite_begin(const char *folder)
{
	struct string path = {0};
	string_format(&path, "%s/reference.db", folder);
	must(sqlite3_open(string_text(&path), &database) == SQLITE_OK, "sqlite3_open");
	must(sqlite3_exec(database, "pragma journal_mode=wal; pragma synchronous=full; create table line (n integer primary key, text)",
			 NULL, NULL, NULL) == SQLITE_OK,
		"the table");
	must(sqlite3_prepare_v2(database, "insert into line (text) values (?)", -1, &insert, NULL) == SQLITE_OK, "the insert");
	string_free(&path);
}

static double sqlite_us(struct span line)
{
	double start_us = bench_now_us();
	sqlite3_bind_text(insert, 1, line.data, (int)line.length, SQLITE_STATIC);
	must(sqlite3_step(insert) == SQLITE_DONE && sqlite3_reset(insert) == SQLITE_OK, "an insert");
	return bench_now_us() - start_us;
}

static void sqlite_end(void)
{
	sqlite3_finalize(insert);
	sqlite3_close(database);
}
#else
static void sqlite_begin(const char *folder)
{
	(void)folder;
	printf("SQLite's library is not here, so there is nothing to compare with: `make deps-peers` installs it\n");
}

static double sqlite_us(struct span line)
{
	(void)line;
	return 0;
}

static void sqlite_end(void)
{
}
#endif

static void tell(struct samples *ours, struct samples *reference, double share, const char *what)
{
	bench_tell(&(struct bench_row){
		.what = what, .unit = "us", .ours = samples_at(ours, share), .reference = samples_at(reference, share), .aim = HAVE_SQLITE});
}

int main(void)
{
	struct form form;
	struct samples ours = {0}, reference = {0};
	struct diagnostics faults = {0};
	struct span line;
	char *folder = bench_folder();
	form_open(&form, yaml, NULL, 0, NULL);
	struct journal *journal = journal_begin(folder, form.questionnaire);
	sqlite_begin(folder);
	for (int i = 0; i < ANSWERS; i++) {
		samples_add(&ours, journal_us(journal, form.questionnaire, &line));
		samples_add(&reference, sqlite_us(line));
	}
	bench_head("an answer made safe", "SQLite WAL FULL");
	tell(&ours, &reference, 0.5, "append and commit, p50");
	tell(&ours, &reference, 0.99, "append and commit, p99");
	printf("    %zu bytes a line, %d answers\n", line.length, ANSWERS);
	must(journal_close(journal, &faults), "closing");
	sqlite_end();
	samples_free(&ours);
	samples_free(&reference);
	form_close(&form);
	pty_remove_folder(folder);
	return bench_end();
}
