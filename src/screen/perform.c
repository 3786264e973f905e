/* What each action does once the field's entry is dealt with: a table of functions. */
#include <string.h>

#include "app.h"

static void next(struct screen *screen)
{
	struct cell to;
	if (screen->page.kind == PAGE_FINISH)
		return;
	behind_take(screen);
	if (page_step(screen, screen->page.cell, true, &to))
		page_arrive(screen, to);
	else
		page_finish(screen, false);
}

static void previous(struct screen *screen)
{
	struct cell to;
	struct cell from = screen->page.kind == PAGE_FINISH ? CELL_NONE : screen->page.cell;
	behind_forget(screen);
	if (page_step(screen, from, false, &to))
		page_arrive(screen, to);
	else
		app_notice(screen, "%s", _("This is the first question"));
}

static void first(struct screen *screen)
{
	struct cell to;
	if (page_step(screen, CELL_NONE, true, &to))
		page_jump(screen, to);
}

/* The furthest page that has an answer or was seen in this sitting. */
static void last(struct screen *screen)
{
	struct cell at = CELL_NONE, reached = CELL_NONE;
	while (interview_step_all(screen->interview, &at)) {
		enum answer_state state = interview_state(screen->interview, at);
		if (state != STATE_UNANSWERED && state != STATE_NOT_ASKED && item_is_shown(&interview_questionnaire(screen->interview)->items[at.item]))
			reached = at;
	}
	struct cell seen = screen->furthest;
	if (seen.item != NONE && interview_asked(screen->interview, seen) &&
	    (reached.item == NONE || interview_compare(screen->interview, seen, reached) > 0))
		reached = seen;
	if (reached.item != NONE)
		page_jump(screen, reached);
}

static void back(struct screen *screen)
{
	if (!screen->jump_count) {
		app_notice(screen, "%s", _("Nowhere to go back to: no jump was made"));
		return;
	}
	struct cell to = screen->jumps[--screen->jump_count];
	if (to.item == NONE)
		page_finish(screen, true);
	else if (interview_asked(screen->interview, to))
		page_arrive(screen, to);
	else
		app_notice(screen, "%s", _("That question is not asked any more"));
}

static void language(struct screen *screen)
{
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	if (questionnaire->language_count < 2) {
		app_notice(screen, "%s", _("This questionnaire has one language only"));
		return;
	}
	uint32_t to = (interview_language(screen->interview) + 1) % questionnaire->language_count;
	if (!screen->read_only) {
		draft_push(screen);
		app_event(screen, &(struct event){.kind = EVENT_LANGUAGE, .to = questionnaire->languages[to].code});
	}
}

static void both(struct screen *screen)
{
	screen->both = !screen->both;
}

/* ---- the rest -------------------------------------------------------------------------------------------------------- */

static void pause_now(struct screen *screen)
{
	draft_push(screen);
	screen->paused = true;
	app_event(screen, &(struct event){.kind = EVENT_PAUSE});
}

static void finish(struct screen *screen)
{
	if (screen->page.kind != PAGE_FINISH)
		page_finish(screen, true);
}

static void saved(struct screen *screen)
{
	app_notice(screen, "%s", _("Everything is saved already"));
}

static void arrive(struct screen *screen)
{
	page_jump(screen, screen->target);
}

/* What was said about the field that is left does not hold for this one. */
static void focus_on(struct page *page, size_t index)
{
	page->focus = index;
	page->wanted = STATE_UNANSWERED;
	string_clear(&page->complaint);
}

static void field(struct screen *screen)
{
	if (screen->target_field < screen->page.count)
		focus_on(&screen->page, screen->target_field);
}

/* Between the cells of a roster. The answer just recorded may have taken away where this was to go. */
static void cell(struct screen *screen)
{
	struct cell to = screen->target;
	if (to.item == NONE)
		page_finish(screen, false);
	else if (interview_asked(screen->interview, to))
		page_arrive(screen, to);
	else
		next(screen);
}

static void onward(struct screen *screen)
{
	if (screen->page.kind == PAGE_FIELDS && screen->page.focus + 1 < screen->page.count)
		focus_on(&screen->page, screen->page.focus + 1);
	else
		next(screen);
}

static void row_add(struct screen *screen)
{
	rows_action(screen, ACTION_ROW_ADD);
}

static void row_delete(struct screen *screen)
{
	rows_action(screen, ACTION_ROW_DELETE);
}

static void row_rename(struct screen *screen)
{
	rows_action(screen, ACTION_ROW_RENAME);
}

static void row_copy(struct screen *screen)
{
	rows_action(screen, ACTION_ROW_COPY);
}

static void row_copy_whole(struct screen *screen)
{
	rows_action(screen, ACTION_ROW_COPY_ALL);
}

static void row_copy_more(struct screen *screen)
{
	rows_action(screen, ACTION_ROW_COPY_MORE);
}

static void row_fill_down(struct screen *screen)
{
	rows_action(screen, ACTION_ROW_FILL);
}

static void repaint(struct screen *screen)
{
	app_push(screen, &(struct intent){.kind = INTENT_REPAINT});
}

static void (*const table[ACTION_COUNT])(struct screen *screen) = {
	[ACTION_NEXT] = next, [ACTION_PREVIOUS] = previous, [ACTION_HELP] = help_open, [ACTION_LANGUAGE] = language, [ACTION_BOTH] = both,
	[ACTION_MAP] = map_open, [ACTION_REMARK] = remark_open, [ACTION_TODO] = todo_go, [ACTION_GO_TO] = go_to_open, [ACTION_BACK] = back,
	[ACTION_FIRST] = first, [ACTION_LAST] = last, [ACTION_ASIDE] = aside_open, [ACTION_ANSWERER] = answerer_open, [ACTION_ROW_ADD] = row_add, [ACTION_ROW_DELETE] = row_delete,
	[ACTION_ROW_RENAME] = row_rename, [ACTION_ROW_COPY] = row_copy, [ACTION_ROW_COPY_ALL] = row_copy_whole, [ACTION_ROW_COPY_MORE] = row_copy_more, [ACTION_ROW_FILL] = row_fill_down, [ACTION_PAUSE] = pause_now, [ACTION_FINISH] = finish, [ACTION_UNDO] = undo_step,
	[ACTION_REDO] = redo_step, [ACTION_LEAVE] = leave_open, [ACTION_MENU] = menu_open, [ACTION_REPAINT] = repaint, [ACTION_SAVED] = saved,
	[ACTION_ARRIVE] = arrive, [ACTION_FIELD] = field, [ACTION_CELL] = cell, [ACTION_ONWARD] = onward, [ACTION_NEW_ROW] = rows_enter_new,
	[ACTION_FRESH] = page_fresh, [ACTION_STEPPED] = step_arrive,
};

void app_run(struct screen *screen, enum action action)
{
	if (screen->interview && table[action])
		table[action](screen);
	if (screen->plain)
		plain_ran(screen, action);
}
