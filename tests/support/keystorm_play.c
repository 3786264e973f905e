/* A storm of keys, played: what commands/stage.c does, without a terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "keystorm.h"
#include "place.h"
#include "tanya/screen.h"
#include "tanya/system.h"

#define ESCAPE_MS 25
#define START_MS 1000000

struct player {
	const struct keystorm *storm;
	struct keystorm_result *result;
	struct place_of_work place;
	struct sitting *sitting;
	struct screen *screen;
	struct decoder *decoder;
	struct grid grid;
	struct moment now;
	int64_t now_ms;
};

static void fault(struct player *player, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void fault(struct player *player, const char *format, ...)
{
	va_list list;
	if (player->result->fault.length)
		return;
	va_start(list, format);
	string_format_list(&player->result->fault, format, list);
	va_end(list);
	string_add_byte(&player->result->fault, '\n');
	grid_text(&player->grid, &player->result->fault);
}

/* ---- nothing is synced: that is another's test ---- */

static int no_sync(int fd)
{
	(void)fd;
	return 0;
}

static void use_quick_system(void)
{
	static struct system_calls table;
	table = system_real;
	table.fsync = table.fdatasync = table.syncfs = no_sync;
	system_use(&table);
}

/* ---- sittings ---- */

static struct sitting_options options(const struct player *player)
{
	struct sitting_options options = place_options();
	options.fixed_now = player->now;
	options.seed = player->storm->seed | 1;
	return options;
}

static void show(struct player *player, const char *what)
{
	if (!player->sitting) {
		struct string text = {0};
		diagnostics_print(&text, &player->place.faults);
		fail_msg("%s: %s", what, string_text(&text));
	}
	screen_free(player->screen);
	player->screen = screen_new();
	screen_clock(player->screen, player->now, -1);
	screen_interview(player->screen, sitting_interview(player->sitting), sitting_is_read_only(player->sitting), SPAN(""), NULL);
}

static void begin(struct player *player)
{
	struct sitting_options with = options(player);
	player->sitting = sitting_start(player->place.store, player->place.questionnaire, &with, &player->place.faults);
	show(player, "start");
	player->result->interviews++;
}

static struct entry *find(struct player *player, struct span id)
{
	struct entry *entry = NULL;
	entries_free(&player->place.entries);
	if (!store_find(player->place.store, id, &player->place.entries, &entry, &player->place.faults))
		fault(player, "the interview is not found");
	return entry;
}

static void resume(struct player *player, struct span id)
{
	struct recovery recovery = {0};
	struct sitting_options with = options(player);
	struct entry *entry = find(player, id);
	with.language = (struct span){0};
	player->sitting = entry ? sitting_resume(player->place.store, entry, &with, &recovery, &player->place.faults) : NULL;
	show(player, "resume");
	player->result->resumed++;
}

/* ---- what the journal says ---- */

static void compare_screens(struct player *player, struct interview *replayed)
{
	struct string pages[2] = {{0}, {0}};
	struct interview *const interviews[] = {sitting_interview(player->sitting), replayed};
	for (int i = 0; i < 2; i++) {
		struct grid grid = {0};
		struct screen *screen = screen_new();
		grid_resize(&grid, 24, 80);
		screen_clock(screen, player->now, -1);
		screen_interview(screen, interviews[i], true, SPAN(""), NULL);
		screen_paint(screen, &grid);
		grid_text(&grid, &pages[i]);
		screen_free(screen);
		grid_free(&grid);
	}
	if (!span_equal(string_span(&pages[0]), string_span(&pages[1])))
		fault(player, "the resumed screen is another:\n%sresumed:\n%s", string_text(&pages[0]), string_text(&pages[1]));
	string_free(&pages[0]);
	string_free(&pages[1]);
}

/* The journal of what was recorded is sound and replays to the live state. */
static void check_journal(struct player *player)
{
	struct diagnostics *faults = &player->place.faults;
	if (!sitting_commit(player->sitting, faults) || !sitting_sync(player->sitting, faults))
		fault(player, "it is not written: %s", faults->count ? faults->items[faults->count - 1].message : "");
	if (!sitting_is_recorded(player->sitting) || player->result->fault.length)
		return;
	struct entry *entry = find(player, sitting_id(player->sitting));
	struct sitting *look = entry ? sitting_look(player->place.store, entry, faults) : NULL;
	if (!look) {
		fault(player, "the journal cannot be read: %s", faults->count ? faults->items[faults->count - 1].message : "");
		return;
	}
	if (entry->trouble[0] || entry->condition != JOURNAL_SOUND)
		fault(player, "the journal is not sound: %s", entry->trouble);
	if (interview_digest(sitting_interview(look)) != interview_digest(sitting_interview(player->sitting)))
		fault(player, "the journal replays to another state");
	compare_screens(player, sitting_interview(look));
	player->result->events += interview_last(sitting_interview(look));
	sitting_free(look);
}

/* ---- intents ---- */

static bool do_event(struct player *player, const struct intent *intent, struct effects *effects, const char **refusal)
{
	struct event event = intent->event;
	if (intent->kind == INTENT_UNDO)
		return sitting_undo(player->sitting, effects, refusal);
	if (intent->kind == INTENT_REDO)
		return sitting_redo(player->sitting, effects, refusal);
	return sitting_do(player->sitting, &event, effects, refusal);
}

static bool end_sitting(struct player *player, const struct intent *intent)
{
	struct diagnostics *faults = &player->place.faults;
	if (intent->kind == INTENT_LEAVE)
		return sitting_leave(player->sitting, "later", faults);
	if (intent->kind == INTENT_COMPLETE)
		return sitting_complete(player->sitting, faults);
	return intent->kind == INTENT_CLOSE && sitting_close(player->sitting, intent->outcome, intent->reason, faults);
}

/* Left: the same is resumed. Finished: a new one is begun. */
static void over(struct player *player, const struct intent *intent)
{
	struct string id = {0};
	struct diagnostics *faults = &player->place.faults;
	bool recorded = sitting_is_recorded(player->sitting);
	if (!end_sitting(player, intent)) {
		fault(player, "it does not end: %s", faults->count ? faults->items[faults->count - 1].message : "");
		return;
	}
	string_add(&id, sitting_id(player->sitting));
	check_journal(player);
	sitting_free(player->sitting);
	player->sitting = NULL;
	player->result->finished += intent->kind != INTENT_LEAVE;
	if (intent->kind == INTENT_LEAVE && recorded)
		resume(player, string_span(&id));
	else
		begin(player);
	string_free(&id);
}

/* What is typed names no file, or only by chance one that can be copied. */
static const char *attach(struct player *player, struct intent *intent)
{
	struct answer answer;
	struct string path = {0};
	string_add(&path, intent->event.answer.v);
	enum copy_result result = sitting_attach(player->sitting, intent->event.q, string_text(&path), NULL, &answer);
	if (result == COPY_DONE)
		intent->event.answer = answer;
	string_free(&path);
	return result == COPY_DONE ? NULL : "This file cannot be copied";
}

static void perform(struct player *player)
{
	struct effects effects = {0};
	struct intent intent;
	while (!player->result->fault.length && screen_intent(player->screen, &intent)) {
		const char *refusal = NULL;
		effects_clear(&effects);
		bool is_event = intent.kind == INTENT_EVENT || intent.kind == INTENT_UNDO || intent.kind == INTENT_REDO;
		bool ends = intent.kind == INTENT_LEAVE || intent.kind == INTENT_COMPLETE || intent.kind == INTENT_CLOSE;
		if (ends) {
			over(player, &intent);
			decoder_discard(player->decoder);
			break;
		}
		if (is_event && !do_event(player, &intent, &effects, &refusal) && !refusal)
			fault(player, "refused without a reason");
		if (intent.kind == INTENT_ATTACH)
			refusal = attach(player, &intent);
		else if (intent.kind == INTENT_PATHS)
			screen_paths(player->screen, NULL, 0, false);
		else if (!is_event && intent.kind != INTENT_REPAINT && intent.kind != INTENT_SAVED)
			fault(player, "an intent that no key asks for: %d", (int)intent.kind);
		screen_done(player->screen, &intent, &effects, refusal);
	}
	effects_free(&effects);
}

/* ---- pages ---- */

static void check_cell(struct player *player, const struct grid_cell *cell, int row, int column)
{
	for (int i = 0; i < GRID_CELL_CODEPOINTS && cell->text[i]; i++)
		if (cell->text[i] < 0x20 || (cell->text[i] >= 0x7f && cell->text[i] < 0xa0) || (cell->text[i] >= 0x202a && cell->text[i] <= 0x202e))
			fault(player, "a control character U+%04X in row %d, column %d", cell->text[i], row, column);
	if (!cell->text[0] && column == 0)
		fault(player, "half a wide character begins row %d", row);
}

/* The last row tells how to go on or out. */
static void check_bottom(struct player *player)
{
	static const char *const ways[] = {"Esc", "Enter"};
	struct string text = {0};
	grid_text(&player->grid, &text);
	struct span all = span_trim(string_span(&text)), last = all;
	for (size_t at; (at = span_find(last, SPAN("\n"))) != SIZE_MAX;)
		last = span_sub(last, at + 1, SIZE_MAX);
	bool paused = all.length == last.length; /* one line and nothing else: any key goes on */
	bool found = player->grid.rows < 8 || player->grid.columns < 30 || paused;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		found = found || span_find(last, span_of(ways[i])) != SIZE_MAX;
	if (!found)
		fault(player, "the bottom line names no way out");
	string_free(&text);
}

static void paint(struct player *player)
{
	struct grid *grid = &player->grid;
	screen_clock(player->screen, player->now, -1);
	screen_paint(player->screen, grid);
	player->result->paints++;
	for (int row = 0; row < grid->rows; row++)
		for (int column = 0; column < grid->columns; column++)
			check_cell(player, &grid->cells[row * grid->columns + column], row, column);
	if (grid->cursor_row >= grid->rows || (grid->cursor_row >= 0 && (grid->cursor_column < 0 || grid->cursor_column >= grid->columns)))
		fault(player, "the cursor is at row %d, column %d", grid->cursor_row, grid->cursor_column);
	check_bottom(player);
}

/* ---- steps ---- */

static void take_keys(struct player *player)
{
	struct key key;
	while (!player->result->fault.length && decoder_next(player->decoder, player->now_ms, &key)) {
		screen_key(player->screen, key, player->now_ms);
		perform(player);
		if (screen_surprise(player->screen))
			decoder_discard(player->decoder);
	}
}

static void move_clock(struct player *player, int64_t ms)
{
	player->now.ms += ms - player->now_ms;
	player->now_ms = ms;
	sitting_set_clock(player->sitting, player->now);
}

/* Everything that is due until then, each at its time. */
static void wait_until(struct player *player, int64_t end_ms)
{
	for (int rounds = 0; rounds < 200 && !player->result->fault.length; rounds++) {
		int64_t decoder_ms = decoder_deadline_ms(player->decoder), screen_ms = screen_deadline_ms(player->screen);
		int64_t due_ms = decoder_ms < 0 || (screen_ms >= 0 && screen_ms < decoder_ms) ? screen_ms : decoder_ms;
		if (due_ms < 0 || due_ms > end_ms)
			break;
		move_clock(player, due_ms > player->now_ms ? due_ms : player->now_ms);
		take_keys(player);
		screen_tick(player->screen, player->now_ms);
		perform(player);
	}
	move_clock(player, end_ms);
}

static void step(struct player *player, const struct keystorm_step *step)
{
	if (step->ms)
		wait_until(player, player->now_ms + step->ms);
	if (step->kind == STORM_SIZE) {
		grid_resize(&player->grid, step->rows, step->columns);
	} else if (step->kind == STORM_BYTES) {
		decoder_feed(player->decoder, step->bytes, player->now_ms);
		take_keys(player);
	}
	screen_tick(player->screen, player->now_ms);
	perform(player);
	if (!sitting_commit(player->sitting, &player->place.faults))
		fault(player, "it is not written");
	paint(player);
}

static double processor_seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int compare_times(const void *one, const void *other)
{
	double a = *(const double *)one, b = *(const double *)other;
	return (a > b) - (a < b);
}

static void play(struct player *player)
{
	struct keystorm_result *result = player->result;
	double *times = memory_alloc((player->storm->count + 1) * sizeof *times);
	while (result->done < player->storm->count && !result->fault.length) {
		double start = processor_seconds();
		step(player, &player->storm->steps[result->done]);
		times[result->done] = processor_seconds() - start;
		if (times[result->done] > result->slowest) {
			result->slowest = times[result->done];
			result->slowest_step = result->done;
		}
		if (++result->done % player->storm->check_every == 0)
			check_journal(player);
	}
	qsort(times, result->done, sizeof *times, compare_times);
	result->median = times[result->done / 2];
	memory_free(times);
	screen_flush(player->screen);
	perform(player);
	check_journal(player);
}

void keystorm_run(const struct keystorm *storm, struct keystorm_result *result)
{
	struct player player = {.storm = storm, .result = result, .now_ms = START_MS, .decoder = decoder_new(ESCAPE_MS)};
	*result = (struct keystorm_result){0};
	place_make(&player.place, "tanya: 1\nid: none\nversion: '1'\ntitle: None\nsurvey: [{name: q, type: text, label: Q}]\n");
	questionnaire_free(player.place.questionnaire);
	player.place.questionnaire = store_load_form(storm->form, &player.place.faults);
	assert_non_null(player.place.questionnaire);
	use_quick_system();
	assert_true(moment_parse(SPAN("2026-11-24T09:30+07:00"), 0, &player.now));
	grid_resize(&player.grid, 24, 80);
	begin(&player);
	paint(&player);
	play(&player);
	screen_free(player.screen);
	sitting_free(player.sitting);
	decoder_free(player.decoder);
	grid_free(&player.grid);
	place_remove(&player.place);
	system_use(NULL);
}

void keystorm_result_free(struct keystorm_result *result)
{
	string_free(&result->fault);
}
