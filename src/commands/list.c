/* tanya list: the interviews that there are. */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "progress.h"
#include "table.h"
#include "entries.h"
#include "tanya/words.h"

static const char *const columns[] = {"id", "questionnaire", "version", "case", "status", "answered", "asked", "started", "last_change", "minutes", "title"};
#define COLUMNS (sizeof columns / sizeof *columns)
enum { COLUMN_ANSWERED = 5, COLUMN_ASKED = 6, COLUMN_MINUTES = 9 };

/* Nothing for a journal that could not be read. */
static void put_moment(struct string *out, struct moment moment)
{
	if (moment.ms)
		moment_print(out, moment);
}

static void entry_cell(const struct entry *entry, unsigned column, struct string *out)
{
	const struct span texts[] = {entry->id, entry->questionnaire, entry->version, entry->case_key, span_of(interview_status_word(entry->status))};
	string_clear(out);
	if (column < 5)
		string_add(out, texts[column]);
	else if (column == COLUMN_ANSWERED)
		string_format(out, "%u", entry->answered);
	else if (column == COLUMN_ASKED)
		string_format(out, "%u", entry->asked);
	else if (column == 7)
		put_moment(out, entry->started);
	else if (column == 8)
		put_moment(out, entry->last_change);
	else if (column == COLUMN_MINUTES)
		string_format(out, "%lld.%lld", (long long)(entry->minutes_tenths / 10), (long long)(entry->minutes_tenths % 10));
	else
		string_add(out, entry->title);
}

void tsv_cell(struct string *out, struct span text, bool first)
{
	struct string clean = {0};
	if (!first)
		string_add_byte(out, '\t');
	for (size_t i = 0; i < text.length; i++)
		string_add_byte(&clean, text.data[i] == '\t' || text.data[i] == '\n' || text.data[i] == '\r' ? ' ' : text.data[i]);
	text_clean(out, string_span(&clean), false);
	string_free(&clean);
}

static void write_tsv(const struct entries *entries, const bool *chosen, struct string *out)
{
	struct string cell = {0};
	for (unsigned c = 0; c < COLUMNS; c++)
		tsv_cell(out, span_of(columns[c]), c == 0);
	string_add_byte(out, '\n');
	for (size_t i = 0; i < entries->count; i++) {
		for (unsigned c = 0; chosen[i] && c < COLUMNS; c++) {
			entry_cell(&entries->items[i], c, &cell);
			tsv_cell(out, string_span(&cell), c == 0);
		}
		if (chosen[i])
			string_add_byte(out, '\n');
	}
	string_free(&cell);
}

void entry_json(struct json_writer *writer, const struct entry *entry)
{
	struct string cell = {0};
	for (unsigned c = 0; c < COLUMNS; c++) {
		entry_cell(entry, c, &cell);
		json_name(writer, columns[c]);
		if (c == COLUMN_ANSWERED || c == COLUMN_ASKED || c == COLUMN_MINUTES)
			json_put_raw(writer, string_span(&cell));
		else if (!cell.length)
			json_put_null(writer);
		else
			json_put_text(writer, string_span(&cell));
	}
	string_free(&cell);
}

static void write_json(const struct entries *entries, const bool *chosen, struct string *out)
{
	struct json_writer writer = {.out = out};
	json_open(&writer, '[');
	for (size_t i = 0; i < entries->count; i++) {
		if (!chosen[i])
			continue;
		json_open(&writer, '{');
		entry_json(&writer, &entries->items[i]);
		json_close(&writer, '}');
	}
	json_close(&writer, ']');
	string_add_byte(out, '\n');
}

static int newest_first(const void *a, const void *b)
{
	const struct entry *left = *(const struct entry *const *)a, *right = *(const struct entry *const *)b;
	if (left->last_change.ms != right->last_change.ms)
		return left->last_change.ms < right->last_change.ms ? 1 : -1;
	return span_compare(left->id, right->id);
}

static const struct {
	const char *head;
	int columns;
} table_columns[] = {{N_("ID"), 6}, {N_("questionnaire"), 16}, {N_("status"), 8}, {N_("answered"), 9}, {N_("last change"), 16}, {N_("who"), 0}};
#define TABLE_COLUMNS (sizeof table_columns / sizeof *table_columns)
#define WHO_COLUMNS 40 /* at most, where no terminal gives the width */

/* The columns of the terminal on stdout; 0: it is none. */
static int terminal_columns(void)
{
	struct winsize size;
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* A line of the table, cut where the terminal ends. */
static void table_line(const struct span *cells, int most, struct string *out)
{
	struct string line = {0};
	for (unsigned i = 0; i < TABLE_COLUMNS; i++) {
		string_add(&line, cells[i]);
		if (i + 1 < TABLE_COLUMNS)
			string_format(&line, "%*s", (text_width(cells[i]) < table_columns[i].columns ? table_columns[i].columns - text_width(cells[i]) : 0) + 2, "");
	}
	if (most)
		text_clip(out, string_span(&line), most);
	else
		string_add(out, string_span(&line));
	string_add_byte(out, '\n');
	string_free(&line);
}

static void table_row(const struct entry *entry, int most, struct string *out)
{
	struct string title = {0}, who = {0}, when = {0}, answered = {0};
	text_clean(&title, entry->title.length ? entry->title : entry->case_key, false);
	text_clip(&who, string_span(&title), most ? most : WHO_COLUMNS);
	if (*entry->trouble)
		string_format(&who, "  (%s)", entry->trouble);
	if (entry->last_change.ms)
		moment_print_minute(&when, entry->last_change);
	string_format(&answered, "%4u/%-4u", entry->answered, entry->asked);
	const struct span cells[TABLE_COLUMNS] = {span_sub(entry->id, entry->id.length > 6 ? entry->id.length - 6 : 0, 6), entry->questionnaire,
	                                          span_of(words_status(entry->status)), string_span(&answered), string_span(&when), string_span(&who)};
	table_line(cells, most, out);
	string_free(&title);
	string_free(&who);
	string_free(&when);
	string_free(&answered);
}

static void table_head(int most, struct string *out)
{
	struct span cells[TABLE_COLUMNS];
	for (unsigned i = 0; i < TABLE_COLUMNS; i++)
		cells[i] = span_of(_(table_columns[i].head));
	table_line(cells, most, out);
}

static void write_table(const struct entries *entries, const bool *chosen, struct string *out)
{
	const struct entry **sorted = memory_alloc((entries->count + 1) * sizeof *sorted);
	size_t count = 0;
	int most = terminal_columns();
	for (size_t i = 0; i < entries->count; i++)
		if (chosen[i])
			sorted[count++] = &entries->items[i];
	qsort(sorted, count, sizeof *sorted, newest_first);
	if (count)
		table_head(most, out);
	else
		string_format(out, "%s\n", _("No interviews."));
	for (size_t i = 0; i < count; i++)
		table_row(sorted[i], most, out);
	memory_free(sorted);
}

static bool is_chosen(const struct entry *entry, const char *status)
{
	if (!status)
		return entry->status != INTERVIEW_CLOSED;
	return strcmp(status, "all") == 0 || strcmp(status, interview_status_word(entry->status)) == 0;
}

/* A list without a wish leaves the closed ones out, and says so. */
static void tell_left_out(const struct entries *entries, const bool *chosen)
{
	size_t closed = 0;
	for (size_t i = 0; i < entries->count; i++)
		closed += !chosen[i];
	if (closed)
		fprintf(stderr, _("Left out: %zu closed (--status all shows them)\n"), closed);
}

static bool list_entries(struct store *store, struct entries *entries, struct diagnostics *faults)
{
	struct progress_line line;
	progress_begin(&line, "interviews", progress_stream());
	store_watch(store, &line.progress);
	bool fine = store_list(store, SPAN(""), entries, faults);
	store_watch(store, NULL);
	progress_hide(&line);
	for (size_t i = 0; i < entries->count; i++)
		if (entries->items[i].refused)
			diagnostics_system_again(faults, entries->items[i].trouble);
	return fine;
}

static int run(const struct command *command, const struct global *global, int count, char **words)
{
	static const char *const statuses[] = {"partial", "complete", "closed", "all", NULL}, *const formats[] = {"table", "tsv", "json", NULL};
	static void (*const writers[])(const struct entries *, const bool *, struct string *) = {write_table, write_tsv, write_json};
	const char *status_wish = NULL, *format_wish = NULL;
	const struct option_row rows[] = {{"status", OPTION_TEXT, &status_wish}, {"format", OPTION_TEXT, &format_wish}};
	struct diagnostics faults = {0};
	struct entries entries = {0};
	struct string out = {0};
	int left, status = options_read(command, rows, 2, count, words, 0, 0, &left);
	if (status != EXIT_DONE)
		return status;
	const char *format = option_pick(format_wish, formats, formats[0]);
	if (!format || (status_wish && !option_pick(status_wish, statuses, NULL)))
		return usage_fault(command, "%s is not known; --status is partial, complete, closed or all, --format is table, tsv or json",
		                   format ? status_wish : format_wish);
	struct store *store = open_store(global, &faults);
	if (store && list_entries(store, &entries, &faults)) {
		bool *chosen = memory_alloc(entries.count + 1);
		for (size_t i = 0; i < entries.count; i++)
			chosen[i] = is_chosen(&entries.items[i], status_wish);
		for (unsigned i = 0; formats[i]; i++)
			if (formats[i] == format)
				writers[i](&entries, chosen, &out);
		if (!put_result(string_span(&out)))
			status = EXIT_SYSTEM;
		else if (!status_wish)
			tell_left_out(&entries, chosen);
		memory_free(chosen);
	}
	int told = faults.count ? report(&faults) : EXIT_DONE;
	string_free(&out);
	entries_free(&entries);
	diagnostics_free(&faults);
	store_free(store);
	return told ? told : status;
}

const struct command command_list = {
	.name = "list",
	.usage = "[--status partial|complete|closed|all] [--format table|tsv|json]",
	.summary = N_("the interviews that there are"),
	.details = N_("  --status S  only these; without it all but the closed ones\n"
	              "  --format F  table (newest first), tsv or json (by ID)\n\n"
	              "Examples:\n  tanya list\n  tanya list --status all --format tsv\n"),
	.run = run,
};
