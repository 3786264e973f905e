/* The screen's frame: keys to actions, the queue of intents, what is done when it is empty. */
#include <string.h>

#include "roster.h"
#include "rows.h"

#define BOUNCE_MS 300 /* an Enter this soon after a quick pick was meant for that pick (5-keys) */
#define REPEAT_MS 60  /* and so was the same key once more */

struct screen *screen_new(void)
{
	struct screen *screen = memory_alloc(sizeof *screen);
	screen->texts = arena_new();
	screen->pending.arena = arena_new();
	screen->changed_ms = -1;
	screen->picked_ms = INT64_MIN / 2;
	screen->battery = -1;
	return screen;
}

void screen_free(struct screen *screen)
{
	if (!screen)
		return;
	page_clear(&screen->page);
	panel_free(screen->panel);
	string_free(&screen->page.complaint);
	string_free(&screen->notice);
	string_free(&screen->clock);
	string_free(&screen->card);
	string_free(&screen->answerer);
	string_free(&screen->last_answerer);
	string_free(&screen->about.known);
	string_free(&screen->about.before);
	string_free(&screen->about.back);
	plain_free(screen->plain);
	memory_free(screen->pages.items);
	memory_free(screen->queue.items);
	arena_free(screen->texts);
	arena_free(screen->pending.arena);
	memory_free(screen);
}

static void start_afresh(struct screen *screen)
{
	page_clear(&screen->page);
	panel_free(screen->panel);
	screen->panel = NULL;
	screen->queue.count = screen->queue.next = 0;
	screen->after = ACTION_NONE;
	screen->changed_ms = -1;
	screen->jump_count = 0;
	screen->pages.known = false;
	screen->roster = (struct roster){.repeat = CELL_NONE};
	screen->deeds = (struct deeds){0};
	screen->paused = false;
	string_clear(&screen->answerer);
	string_clear(&screen->last_answerer);
	if (screen->plain)
		plain_afresh(screen->plain);
	string_clear(&screen->notice);
	string_clear(&screen->card);
}

void screen_interview(struct screen *screen, struct interview *interview, bool read_only, struct span notice, const struct card *card)
{
	start_afresh(screen);
	screen->interview = interview;
	screen->home = NULL;
	screen->read_only = read_only;
	screen->furthest = CELL_NONE;
	behind_forget(screen);
	string_add(&screen->answerer, interview_answerer(interview)); /* cut off while somebody else spoke */
	string_add(&screen->notice, notice);
	if (card) {
		string_format(&screen->card, _("Going on: %.*s%sleft %.*s, %u of %u answered"), SPAN_ARGUMENTS(card->title), card->title.length ? ", " : "",
			SPAN_ARGUMENTS(card->when), card->answered, card->asked);
	}
	page_opening(screen);
	remark_resume(screen);
}

void screen_home(struct screen *screen, const struct home *home)
{
	start_afresh(screen);
	screen->interview = NULL;
	screen->home = home;
	screen->page.kind = PAGE_HOME;
}

static void text_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)screen;
	(void)panel;
	(void)outcome;
	(void)item;
}

void screen_text(struct screen *screen, struct span title, struct span text)
{
	struct panel *panel = panel_new("");
	panel->title = span_copy(panel->arena, title);
	panel_say(panel, text);
	panel->whole = true;
	panel->hint = span_of(_("↑↓ PgUp PgDn read   Esc close"));
	panel->outcome = text_outcome;
	app_panel(screen, panel);
}

void screen_clock(struct screen *screen, struct moment now, int battery_percent)
{
	int64_t ms = 0;
	screen->now = now;
	screen->battery = battery_percent;
	moment_local_days(now, &ms);
	string_clear(&screen->clock);
	string_format(&screen->clock, "%02d:%02d", (int)(ms / 3600000), (int)(ms / 60000 % 60));
}

void screen_notice(struct screen *screen, const char *what)
{
	string_clear(&screen->notice);
	string_add_text(&screen->notice, what);
}

void app_notice(struct screen *screen, const char *format, ...)
{
	va_list list;
	string_clear(&screen->notice);
	va_start(list, format);
	string_format_list(&screen->notice, format, list);
	va_end(list);
}

void app_panel(struct screen *screen, struct panel *panel)
{
	panel_free(screen->panel);
	screen->panel = panel;
}

void app_surprise(struct screen *screen, struct panel *panel)
{
	app_panel(screen, panel);
	screen->surprise = true;
}

/* ---- the queue ----------------------------------------------------------------------------------------------------- */

static struct span keep(struct screen *screen, struct span text)
{
	return text.length ? span_copy(screen->texts, text) : text;
}

void app_push(struct screen *screen, const struct intent *intent)
{
	struct intent kept = *intent;
	struct answer *answer = &kept.event.answer;
	struct span *texts[] = {&kept.text, &kept.outcome, &kept.reason, &kept.event.q, &kept.event.label, &kept.event.text, &kept.event.who,
	                        &kept.event.to, &kept.event.put, &kept.event.message, &kept.event.reason, &answer->v, &answer->unit, &answer->per,
	                        &answer->other, &answer->sha256, &answer->typed, &answer->by};
	for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = keep(screen, *texts[i]);
	if (answer->line_count) {
		struct list_line *lines = arena_copy(screen->texts, answer->lines, answer->line_count * sizeof *lines);
		for (uint32_t i = 0; i < answer->line_count; i++)
			lines[i].text = keep(screen, lines[i].text);
		answer->lines = lines;
	}
	ARRAY_PUSH(screen->queue.items, screen->queue.count, screen->queue.capacity, kept);
}

void app_event(struct screen *screen, const struct event *event)
{
	if (!screen->read_only)
		app_push(screen, &(struct intent){.kind = INTENT_EVENT, .event = *event});
}

bool screen_intent(struct screen *screen, struct intent *intent)
{
	while (screen->queue.next == screen->queue.count && screen->after != ACTION_NONE) {
		enum action action = screen->after;
		screen->after = ACTION_NONE;
		app_run(screen, action);
	}
	if (screen->queue.next == screen->queue.count) {
		screen->queue.next = screen->queue.count = 0;
		arena_reset(screen->texts);
		return false;
	}
	*intent = screen->queue.items[screen->queue.next++];
	return true;
}

static bool is_quiet(enum event_kind kind)
{
	return kind == EVENT_DRAFT || kind == EVENT_SHOW;
}

/* An answer that asks nothing else, and makes no rows, leaves the pages as they are. */
static bool may_change_pages(const struct intent *intent, const struct effects *effects)
{
	if (intent->kind != INTENT_EVENT || intent->event.kind != EVENT_ANSWER || !effects)
		return true;
	for (size_t i = 0; i < effects->count; i++) {
		enum effect_kind kind = effects->items[i].kind;
		if (kind == EFFECT_ASKED || kind == EFFECT_UNASKED || kind == EFFECT_ROWS)
			return true;
	}
	return false;
}

void screen_done(struct screen *screen, const struct intent *intent, const struct effects *effects, const char *refusal)
{
	bool event = intent->kind == INTENT_EVENT || intent->kind == INTENT_UNDO || intent->kind == INTENT_REDO;
	if (intent->kind == INTENT_ATTACH) {
		attach_done(screen, intent, refusal);
	} else if (refusal && event) {
		screen->after = ACTION_NONE;
		screen->deeds.coming = 0;
		screen->queue.next = screen->queue.count;
		app_notice(screen, "%s", _(refusal));
	} else if (event && screen->interview && !(intent->kind == INTENT_EVENT && is_quiet(intent->event.kind))) {
		if (may_change_pages(intent, effects))
			screen->pages.known = false;
		roster_changed(screen, effects);
		deeds_told(screen);
		page_refresh(screen);
		for (size_t i = 0; effects && i < effects->count; i++)
			if (effects->items[i].kind == EFFECT_FAULT && effects->items[i].text)
				app_notice(screen, _("A mistake in the form: %s"), effects->items[i].text);
	}
}

bool screen_surprise(struct screen *screen)
{
	bool surprise = screen->surprise;
	screen->surprise = false;
	return surprise;
}

/* ---- keys ------------------------------------------------------------------------------------------------------------- */

static void key_for_panel(struct screen *screen, struct key key)
{
	enum panel_outcome outcome;
	const struct panel_item *item;
	bool told;
	struct panel *panel = screen->panel;
	if (panel_key(panel, key, 10, &outcome, &item, &told))
		screen->panel = NULL;
	if (told && panel->outcome)
		panel->outcome(screen, panel, outcome, item);
	if (screen->interview && screen->panel == panel)
		draft_note_change(screen);
	if (screen->panel != panel)
		panel_free(panel);
}

/* Actions that first record what is typed; the others leave it as it is. */
static bool leaves_field(enum action action)
{
	static const enum action stay[] = {ACTION_HELP, ACTION_LANGUAGE, ACTION_BOTH, ACTION_REMARK, ACTION_ASIDE, ACTION_ANSWERER, ACTION_MENU, ACTION_REPAINT, ACTION_SAVED, ACTION_PAUSE,
	                                   ACTION_UNDO, ACTION_REDO};
	for (unsigned i = 0; i < sizeof stay / sizeof *stay; i++)
		if (stay[i] == action)
			return false;
	return true;
}

void app_run_key(struct screen *screen, enum action action)
{
	enum answer_state state = action == ACTION_DONT_KNOW ? STATE_DONT_KNOW : action == ACTION_REFUSED ? STATE_REFUSED : STATE_NOT_APPLICABLE;
	if (screen->read_only && action_changes(action)) {
		app_notice(screen, _("This interview is only shown, not changed"));
	} else if (action == ACTION_DONT_KNOW || action == ACTION_REFUSED || action == ACTION_NOT_APPLICABLE) {
		record_state(screen, state);
	} else if (leaves_field(action) && page_focus(screen)) {
		record_and(screen, action, false);
	} else {
		app_run(screen, action);
	}
}

void app_field(struct screen *screen, size_t index)
{
	if (index >= screen->page.count)
		return;
	screen->target_field = index;
	record_and(screen, ACTION_FIELD, false);
}

/* A pick goes on where the form wants it quick, and in a grid as long as there is a row below. */
static bool pick_goes_on(const struct screen *screen, const struct field *field)
{
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	return questionnaire->quick || (questionnaire->items[field->cell.item].look & LOOK_QUICK) ||
	       (field->table != NONE && screen->page.focus + 1 < screen->page.count);
}

/* Up and Down between the fields of the page; false: another key. */
static bool between_fields(struct screen *screen, struct key key)
{
	if (key.kind != PRESS_UP && key.kind != PRESS_DOWN)
		return false;
	app_field(screen, screen->page.focus + (key.kind == PRESS_DOWN ? 1 : (size_t)-1));
	return true;
}

/* In a grid Up and Down are the rows', and there is no filter: all choices are in sight. */
static bool row_key(struct screen *screen, const struct field *field, struct key key)
{
	return field->table != NONE && (between_fields(screen, key) || (key.kind == PRESS_TEXT && key.codepoint == '/'));
}

static void widget_result(struct screen *screen, enum widget_result result, struct key key)
{
	struct field *field = page_focus(screen);
	struct span typed;
	string_clear(&screen->page.complaint);
	screen->page.wanted = STATE_UNANSWERED;
	draft_note_change(screen);
	if (result == WIDGET_GO_ON || (result == WIDGET_PICKED && pick_goes_on(screen, field))) {
		if (result == WIDGET_PICKED) {
			screen->picked_ms = screen->now_ms;
			screen->picked_key = (struct key){key.kind, key.codepoint, {0}};
		}
		record_and(screen, ACTION_NEXT, true);
	} else if (result == WIDGET_BACK && screen->page.focus > 0) {
		app_field(screen, screen->page.focus - 1);
	} else if (result == WIDGET_BACK) {
		app_run(screen, ACTION_PREVIOUS);
	} else if (result == WIDGET_IGNORED) {
		if (!roster_key(screen, key, true))
			between_fields(screen, key);
	} else if (widget_wants_paths(field->widget, &typed)) {
		app_push(screen, &(struct intent){.kind = INTENT_PATHS, .text = typed});
	}
}

static void key_for_field(struct screen *screen, struct key key)
{
	struct field *field = page_focus(screen);
	bool in_text = field && widget_takes_text(field->widget);
	if (roster_key(screen, key, false))
		return;
	if (field && key.kind == PRESS_ESCAPE && widget_escape(field->widget))
		return; /* closed something of its own: a filter */
	bool editing = in_text && (key.kind == PRESS_DELETE || key.kind == PRESS_INSERT);
	enum action action = editing ? ACTION_NONE : action_of_key(key, in_text);
	if (action == ACTION_NEXT && key.kind == PRESS_TAB)
		key.kind = PRESS_ENTER; /* Tab does what Enter does, in long text too */
	else if (key.kind == PRESS_BACK_TAB && screen->page.focus > 0) {
		app_field(screen, screen->page.focus - 1); /* and Shift-Tab goes the same way back */
		return;
	} else if (action != ACTION_NONE) {
		app_run_key(screen, action);
		return;
	}
	if (!field) {
		if (key.kind == PRESS_ENTER)
			app_run(screen, ACTION_NEXT);
	} else if (screen->read_only) {
		if (key.kind == PRESS_ENTER)
			app_run(screen, ACTION_NEXT);
		else if (!roster_key(screen, key, true))
			between_fields(screen, key);
	} else if (action == ACTION_NEXT) {
		record_and(screen, ACTION_NEXT, true);
	} else if (!stray_key(screen, field->widget, key) && !row_key(screen, field, key)) {
		widget_result(screen, widget_key(field->widget, key, screen->now_ms), key);
	}
}

static void key_for_page(struct screen *screen, struct key key)
{
	if (screen->page.kind == PAGE_HOME) {
		home_key(screen, key);
		return;
	}
	if (screen->page.kind == PAGE_FIELDS) {
		key_for_field(screen, key);
		return;
	}
	enum action action = action_of_key(key, false);
	if (screen->page.kind == PAGE_REPEAT && key.kind == PRESS_UP && roster_key(screen, key, true))
		return;
	if (action != ACTION_NONE && !(screen->page.kind == PAGE_FINISH && action == ACTION_FINISH))
		app_run_key(screen, action);
	else if (screen->page.kind == PAGE_FINISH)
		finish_key(screen, key);
	else
		repeat_key(screen, key);
}

void end_pause(struct screen *screen)
{
	screen->paused = false;
	app_event(screen, &(struct event){.kind = EVENT_CONTINUE});
}

void screen_key(struct screen *screen, struct key key, int64_t now_ms)
{
	bool same = key.kind == screen->picked_key.kind && key.codepoint == screen->picked_key.codepoint;
	bool bounced = (key.kind == PRESS_ENTER && now_ms - screen->picked_ms < BOUNCE_MS) || (same && now_ms - screen->picked_ms < REPEAT_MS);
	screen->now_ms = now_ms;
	if (screen->plain) {
		plain_key(screen, key);
		return;
	}
	if (bounced || key.kind == PRESS_NONE || (screen->small && key.kind == PRESS_ENTER))
		return;
	screen->picked_ms = INT64_MIN / 2;
	if (page_focus(screen))
		widget_passed_by(page_focus(screen)->widget, key);
	if (screen->paused) {
		end_pause(screen);
		return;
	}
	if (key.kind == PRESS_CONTROL && key.codepoint == 'l') {
		app_push(screen, &(struct intent){.kind = INTENT_REPAINT});
		return;
	}
	string_clear(&screen->notice);
	string_clear(&screen->card);
	if (screen->panel)
		key_for_panel(screen, key);
	else
		key_for_page(screen, key);
}

/* ---- time --------------------------------------------------------------------------------------------------------------- */

#define DRAFT_AFTER_MS 800 /* at most the last second of typing may be lost (4-files) */

int64_t screen_deadline_ms(const struct screen *screen)
{
	int64_t clock_ms = screen->now_ms + 20000; /* the clock in the top line */
	return screen->changed_ms >= 0 && screen->changed_ms + DRAFT_AFTER_MS < clock_ms ? screen->changed_ms + DRAFT_AFTER_MS : clock_ms;
}

void screen_tick(struct screen *screen, int64_t now_ms)
{
	screen->now_ms = now_ms;
	if (screen->changed_ms >= 0 && now_ms >= screen->changed_ms + DRAFT_AFTER_MS)
		draft_push(screen);
}

void screen_flush(struct screen *screen)
{
	draft_push(screen);
}
