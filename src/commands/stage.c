/* The one loop: wait, keys, intents, commit, paint. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "attach.h"
#include "tanya/system.h"
#include "tanya/words.h"

#define LOOK_EVERY_MS 60000

static void out_of_memory(void)
{
	terminal_emergency("tanya: error: out of memory; everything up to the last answer is saved, `tanya resume` goes on\n");
	_exit(EXIT_SYSTEM);
}

bool stage_open(struct stage *stage, const struct global *global, struct store *store, struct diagnostics *faults)
{
	*stage = (struct stage){.global = global, .store = store, .battery_percent = -1, .looked_ms = -LOOK_EVERY_MS};
	const char *no_colour = getenv("NO_COLOR");
	const struct terminal_setting setting = {.kind = getenv("TERM"), .colourless = no_colour && *no_colour, .remote = getenv("SSH_CONNECTION") || getenv("SSH_TTY"), .probing = getenv("TANYA_PROBE"), .plain = global->plain};
	stage->terminal = terminal_open(&setting, faults);
	if (!stage->terminal)
		return false;
	memory_on_failure(out_of_memory);
	stage->decoder = terminal_decoder(stage->terminal);
	stage->screen = screen_new();
	if (global->plain)
		screen_plain(stage->screen);
	return true;
}

static void drop_sitting(struct stage *stage)
{
	sitting_free(stage->sitting);
	questionnaire_free(stage->questionnaire);
	stage->sitting = NULL;
	stage->questionnaire = NULL;
	stage->troubled = false;
}

int stage_close(struct stage *stage)
{
	screen_free(stage->screen);
	drop_sitting(stage);
	decoder_free(stage->decoder);
	grid_free(&stage->grid);
	terminal_close(stage->terminal);
	fwrite(string_text(&stage->farewell), 1, stage->farewell.length, stderr);
	string_free(&stage->farewell);
	string_free(&stage->probe);
	string_free(&stage->language);
	return stage->status;
}

/* The sitting is over: back to the home screen, or out. */
static void sitting_over(struct stage *stage)
{
	drop_sitting(stage);
	if (stage->has_home)
		stage_home(stage);
	else
		stage->over = true;
}

/* Type-ahead never answers a dialog. */
static void discard(struct stage *stage)
{
	decoder_discard(stage->decoder);
	terminal_discard(stage->terminal);
}

static void trouble(struct stage *stage, struct diagnostics *faults)
{
	const char *what = faults->count ? faults->items[faults->count - 1].message : "the interview cannot be written";
	stage->troubled = true;
	screen_trouble(stage->screen, what, sitting_broken(stage->sitting));
	discard(stage);
}

static void farewell(struct stage *stage, const char *what)
{
	string_clear(&stage->farewell);
	if (sitting_is_recorded(stage->sitting))
		string_format(&stage->farewell, "%s: %.*s\n", _(what), SPAN_ARGUMENTS(sitting_id(stage->sitting)));
	else
		string_add_text(&stage->farewell, _("Nothing was recorded, so no interview was kept.\n"));
}

/* Ends by one of the sitting's ends; on failure the sitting stays and the dialog offers what can be done. */
static void end_sitting(struct stage *stage, bool fine, struct diagnostics *faults, const char *what)
{
	if (!fine) {
		trouble(stage, faults);
		return;
	}
	farewell(stage, what);
	sitting_over(stage);
}

static bool do_event(struct stage *stage, const struct intent *intent, struct effects *effects, const char **refusal)
{
	struct event event = intent->event;
	if (intent->kind == INTENT_UNDO)
		return sitting_undo(stage->sitting, effects, refusal);
	if (intent->kind == INTENT_REDO)
		return sitting_redo(stage->sitting, effects, refusal);
	return sitting_do(stage->sitting, &event, effects, refusal);
}

static void rescue(struct stage *stage, const struct intent *intent, struct diagnostics *faults)
{
	struct string folder = {0};
	string_add(&folder, intent->text);
	if (sitting_rescue(stage->sitting, string_text(&folder), faults)) {
		string_clear(&stage->farewell);
		string_format(&stage->farewell, "The whole interview was saved into %s\n", string_text(&folder));
		diagnostics_print(&stage->farewell, faults); /* attached files that stay behind */
		stage->status = EXIT_SYSTEM;
		drop_sitting(stage);
		stage->over = true;
	} else {
		trouble(stage, faults);
	}
	string_free(&folder);
}

/* Intents that end, or concern the disk. False: none of these. */
static bool end_intent(struct stage *stage, const struct intent *intent)
{
	struct diagnostics faults = {0};
	bool known = true;
	switch (intent->kind) {
	case INTENT_LEAVE:
		end_sitting(stage, sitting_leave(stage->sitting, "later", &faults), &faults, N_("Kept for later, tanya resume goes on"));
		break;
	case INTENT_COMPLETE:
		end_sitting(stage, sitting_complete(stage->sitting, &faults), &faults, N_("Complete"));
		break;
	case INTENT_CLOSE:
		end_sitting(stage, sitting_close(stage->sitting, intent->outcome, intent->reason, &faults), &faults, N_("Closed"));
		break;
	case INTENT_RETRY:
		stage->troubled = false;
		if (!sitting_commit(stage->sitting, &faults))
			trouble(stage, &faults);
		else if (!sitting_is_open(stage->sitting))
			end_sitting(stage, true, &faults, N_("Saved"));
		break;
	case INTENT_RESCUE:
		rescue(stage, intent, &faults);
		break;
	case INTENT_QUIT:
		if (stage->sitting)
			sitting_over(stage);
		else
			stage->over = true;
		break;
	case INTENT_REPAINT:
		stage->repaint = true;
		break;
	default:
		known = false;
	}
	diagnostics_free(&faults);
	return known;
}

static void perform(struct stage *stage)
{
	struct effects effects = {0};
	struct intent intent;
	while (!stage->over && screen_intent(stage->screen, &intent)) {
		const char *refusal = NULL;
		effects_clear(&effects);
		bool is_event = intent.kind == INTENT_EVENT || intent.kind == INTENT_UNDO || intent.kind == INTENT_REDO;
		struct sitting *before = stage->sitting;
		if (is_event && stage->sitting) {
			if (!do_event(stage, &intent, &effects, &refusal) && !refusal)
				refusal = "that cannot be done here";
		} else if (intent.kind == INTENT_ATTACH) {
			refusal = attach_intent(stage, &intent);
		} else if (intent.kind == INTENT_PATHS) {
			attach_list(stage, intent.text);
		} else if (!end_intent(stage, &intent) && !stage->sitting) {
			home_intent(stage, &intent);
		}
		if (stage->over || stage->sitting != before) {
			discard(stage); /* another screen stands there: what was meant for the old one is void */
			break;
		}
		screen_done(stage->screen, &intent, &effects, refusal);
	}
	effects_free(&effects);
}

static int read_battery(void)
{
	static const char *const paths[] = {"/sys/class/power_supply/BAT0/capacity", "/sys/class/power_supply/BAT1/capacity"};
	int64_t percent = -1;
	for (unsigned i = 0; i < sizeof paths / sizeof *paths && percent < 0; i++) {
		struct diagnostics ignored = {0};
		struct string text = {0};
		if (!file_exists(paths[i]) || !file_read(paths[i], 64, &text, &ignored) || !number_parse_whole(span_trim(string_span(&text)), &percent))
			percent = -1;
		string_free(&text);
		diagnostics_free(&ignored);
	}
	return (int)percent;
}

void stage_follow_language(struct stage *stage)
{
	struct interview *interview = stage->sitting ? sitting_interview(stage->sitting) : NULL;
	struct span code = interview ? interview_questionnaire(interview)->languages[interview_language(interview)].code : span_of(stage->global->language);
	if (!code.length || span_equal(code, string_span(&stage->language)))
		return;
	string_clear(&stage->language);
	string_add(&stage->language, code);
	words_language(string_text(&stage->language));
}

static void draw(struct stage *stage, int rows, int columns)
{
	if (rows != stage->grid.rows || columns != stage->grid.columns)
		grid_resize(&stage->grid, rows, columns);
	screen_paint(stage->screen, &stage->grid);
	if (stage->repaint)
		terminal_repaint(stage->terminal);
	terminal_paint(stage->terminal, &stage->grid);
}

static void say(struct stage *stage, int columns)
{
	struct string text = {0};
	screen_say(stage->screen, columns, stage->repaint, &text);
	terminal_mask(stage->terminal, screen_is_masked(stage->screen));
	terminal_say(stage->terminal, string_span(&text));
	string_free(&text);
}

void stage_paint(struct stage *stage)
{
	stage_follow_language(stage);
	int rows, columns;
	int64_t now_ms = terminal_now_ms();
	if (now_ms - stage->looked_ms >= LOOK_EVERY_MS) {
		stage->battery_percent = read_battery();
		clock_read_zone();
		stage->looked_ms = now_ms;
	}
	terminal_size(stage->terminal, &rows, &columns);
	screen_clock(stage->screen, clock_now(), stage->battery_percent);
	if (stage->global->plain)
		say(stage, columns);
	else
		draw(stage, rows, columns);
	stage->repaint = false;
}

static bool commit(struct stage *stage)
{
	struct diagnostics faults = {0};
	bool fine = stage->over || !stage->sitting || stage->troubled || sitting_commit(stage->sitting, &faults);
	if (!fine)
		trouble(stage, &faults);
	diagnostics_free(&faults);
	return fine;
}

/* Answers are safe before the next screen is seen; drafts and shows are written while a person looks at it. */
static void show(struct stage *stage)
{
	if (stage->sitting && sitting_owes(stage->sitting))
		commit(stage);
	stage_paint(stage);
	if (!commit(stage))
		stage_paint(stage);
	if (stage->probe.length && !stage->global->plain)
		terminal_probe(stage->terminal, string_span(&stage->probe));
	string_clear(&stage->probe);
}

static void take_keys(struct stage *stage)
{
	struct key key;
	stage->more_keys = false;
	while (!stage->over && decoder_next(stage->decoder, terminal_now_ms(), &key)) {
		if (key.kind == PRESS_PROBE) {
			string_clear(&stage->probe);
			string_add(&stage->probe, key.text);
			stage->more_keys = true;
			return; /* what stands before it is committed and painted before it is answered */
		}
		screen_key(stage->screen, key, terminal_now_ms());
		perform(stage);
		if (screen_surprise(stage->screen))
			discard(stage);
	}
}

/* What was typed of a line and not entered. */
static void take_rest(struct stage *stage)
{
	decoder_end(stage->decoder);
	if (stage->global->plain)
		take_keys(stage);
}

/* SIGTERM, SIGHUP, a closed terminal: draft and leave are written, the terminal given back. */
static void cut_off(struct stage *stage, const char *why, int number)
{
	struct diagnostics faults = {0};
	take_rest(stage);
	if (stage->sitting) {
		screen_flush(stage->screen);
		perform(stage);
		if (stage->sitting)
			sitting_leave(stage->sitting, why, &faults);
	}
	stage->over = true;
	stage->status = 128 + number;
	diagnostics_free(&faults);
}

/* Ctrl-D in plain mode: all is kept, as leaving for later does. */
static void end_of_lines(struct stage *stage)
{
	bool leaves = stage->sitting && !sitting_is_read_only(stage->sitting);
	take_rest(stage);
	stage->repaint = stage->troubled; /* what is to be done about the disk is asked again */
	if (stage->over || stage->troubled)
		return;
	terminal_say(stage->terminal, SPAN("\n"));
	screen_flush(stage->screen);
	perform(stage);
	end_intent(stage, &(struct intent){.kind = leaves ? INTENT_LEAVE : INTENT_QUIT});
}

static bool wants_sync(const struct stage *stage)
{
	return stage->sitting && !stage->troubled && sitting_needs_sync(stage->sitting);
}

static int64_t next_deadline(const struct stage *stage)
{
	int64_t screen_ms = screen_deadline_ms(stage->screen), decoder_ms = decoder_deadline_ms(stage->decoder);
	if (stage->more_keys || wants_sync(stage))
		return terminal_now_ms();
	if (decoder_ms < 0 || screen_ms < 0)
		return decoder_ms < 0 ? screen_ms : decoder_ms;
	return decoder_ms < screen_ms ? decoder_ms : screen_ms;
}

/* Drafts and shows are synced when nobody waits for a key's echo. */
static void sync_when_idle(struct stage *stage)
{
	struct diagnostics faults = {0};
	if (!stage->over && !stage->more_keys && wants_sync(stage)) {
		if (sitting_sync(stage->sitting, &faults))
			terminal_probe(stage->terminal, SPAN("synced"));
		else
			trouble(stage, &faults);
	}
	diagnostics_free(&faults);
}

void stage_run(struct stage *stage)
{
	while (!stage->over) {
		show(stage);
		switch (stage->interrupted ? stage->interrupted : terminal_wait(stage->terminal, stage->decoder, next_deadline(stage))) {
		case TERMINAL_SIGNAL:
			cut_off(stage, "signal", terminal_signal(stage->terminal));
			break;
		case TERMINAL_GONE:
			cut_off(stage, "terminal_lost", SIGHUP);
			break;
		case TERMINAL_END:
			end_of_lines(stage);
			break;
		case TERMINAL_CONTINUED:
			stage->repaint = true;
			break;
		case TERMINAL_TIME:
			take_keys(stage);
			sync_when_idle(stage);
			break;
		case TERMINAL_BYTES:
			take_keys(stage);
			break;
		case TERMINAL_RESIZED:
			break;
		}
		if (!stage->over) {
			screen_tick(stage->screen, terminal_now_ms());
			perform(stage);
		}
	}
}
