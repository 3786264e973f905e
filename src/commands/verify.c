/* tanya verify and tanya repair: are the journals whole; mending one that is damaged. */
#include <string.h>

#include "entries.h"
#include "progress.h"
#include "table.h"
#include "tanya/words.h"

struct verdict_line {
	const char *word;
	struct string detail;
};

/* sound: finished and whole; open: partial and whole; the last line of a finished one is held against a replay, attached
 * files against their hashes. */
static void judge(struct store *store, struct entry *entry, struct verdict_line *line)
{
	struct diagnostics faults = {0};
	string_clear(&line->detail);
	line->word = entry->status == INTERVIEW_PARTIAL ? "open" : "sound";
	sitting_examine(entry, &line->detail, &faults);
	if (entry->condition != JOURNAL_SOUND || faults.count) {
		line->word = entry->condition == JOURNAL_TORN ? "torn" : "damaged";
	} else {
		struct sitting *sitting = sitting_look(store, entry, &faults);
		if (!sitting) {
			line->word = "damaged";
			string_add_text(&line->detail, faults.count ? faults.items[0].message : "it cannot be replayed");
		} else {
			bool whole = sitting_last_line_matches(sitting, &line->detail);
			if (!sitting_attachments_match(sitting, &line->detail) || !whole)
				line->word = "damaged";
		}
		sitting_free(sitting);
	}
	diagnostics_free(&faults);
}

static int tell(struct store *store, struct entry *const *entries, size_t count, struct progress_line *progress)
{
	struct string out = {0};
	struct verdict_line line = {0};
	int status = EXIT_DONE;
	for (size_t i = 0; i < count; i++) {
		judge(store, entries[i], &line);
		tsv_cell(&out, entries[i]->id, true);
		tsv_cell(&out, span_of(line.word), false);
		tsv_cell(&out, string_span(&line.detail), false);
		string_add_byte(&out, '\n');
		if (strcmp(line.word, "torn") == 0 || strcmp(line.word, "damaged") == 0)
			status = EXIT_NOT_SO;
		progress_step(&progress->progress, i + 1, count);
	}
	progress_hide(progress);
	if (!put_result(string_span(&out)))
		status = EXIT_SYSTEM;
	string_free(&line.detail);
	string_free(&out);
	return status;
}

static int verify_one(void *self, struct store *store, struct entry *entry, struct diagnostics *faults)
{
	(void)self;
	(void)faults;
	struct entry *one = entry;
	struct progress_line line;
	progress_begin(&line, "interviews", NULL);
	return tell(store, &one, 1, &line);
}

static int verify_all(const struct global *global)
{
	struct diagnostics faults = {0};
	struct entries entries = {0};
	int status = EXIT_DONE;
	struct progress_line line;
	struct store *store = open_store(global, &faults);
	progress_begin(&line, "interviews", progress_stream());
	if (store)
		store_watch(store, &line.progress);
	if (store && store_list(store, SPAN(""), &entries, &faults)) {
		struct entry **all = memory_alloc((entries.count + 1) * sizeof *all);
		for (size_t i = 0; i < entries.count; i++)
			all[i] = &entries.items[i];
		status = tell(store, all, entries.count, &line);
		memory_free(all);
	}
	progress_hide(&line);
	int told = faults.count ? report(&faults) : EXIT_DONE;
	entries_free(&entries);
	diagnostics_free(&faults);
	store_free(store);
	return told ? told : status;
}

static int run_verify(const struct command *command, const struct global *global, int count, char **words)
{
	int left, status = options_read(command, NULL, 0, count, words, 0, -1, &left);
	if (status != EXIT_DONE)
		return status;
	if (!left)
		return verify_all(global);
	for (int i = 0; i < left; i++) {
		int one = with_entry(global, words[i], verify_one, NULL);
		status = one > status ? one : status;
	}
	return status;
}

static int mend(void *self, struct store *store, struct entry *entry, struct diagnostics *faults)
{
	(void)self;
	struct string said = {0};
	int status = sitting_repair(store, entry, &said, faults) ? EXIT_DONE : EXIT_NOT_SO;
	if (status == EXIT_DONE && said.length) {
		string_add_byte(&said, '\n');
		status = put_result(string_span(&said)) ? EXIT_DONE : EXIT_SYSTEM;
	}
	string_free(&said);
	return status;
}

static int run_repair(const struct command *command, const struct global *global, int count, char **words)
{
	int left, status = options_read(command, NULL, 0, count, words, 1, 1, &left);
	return status != EXIT_DONE ? status : with_entry(global, words[0], mend, NULL);
}

const struct command command_verify = {
	.name = "verify",
	.usage = "[ID…]",
	.summary = N_("are the interviews whole"),
	.details = N_("A line each: ID, sound (finished) or open (partial), torn or damaged, and what\n"
	              "is wrong; attached files that are missing or altered too. Nothing is changed.\n"
	              "Exit status 1 when one is torn or damaged.\n\nExample:\n  tanya verify\n"),
	.run = run_verify,
};

const struct command command_repair = {
	.name = "repair",
	.usage = "ID",
	.summary = N_("mend a damaged interview"),
	.details = N_("The damaged file is kept as ID.damaged; the sound lines are chained anew;\nwhat is gone is said.\n\nExample:\n  tanya repair 3f9a1c\n"),
	.run = run_repair,
};
