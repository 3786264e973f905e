/* Undo and redo: what is typed goes first, then one event a key; one sees where, and is told what. */
#include "rows.h"

typedef bool (*step_function)(const struct interview *interview, struct arena *arena, struct event *event);

/* What was done, in front of the question, or the repeat, to which it was done. */
static const char *const deed_words[EVENT_KIND_COUNT] = {
	[EVENT_ANSWER] = N_("answer to"),
	[EVENT_CLEAR] = N_("answer taken away from"),
	[EVENT_ROW_ADD] = N_("row added to"),
	[EVENT_ROW_REMOVE] = N_("row deleted from"),
	[EVENT_ROW_RENAME] = N_("row renamed in"),
	[EVENT_REMARK] = N_("remark on"),
	[EVENT_ASIDE] = N_("set aside:"),
	[EVENT_PARAGRAPH] = N_("paragraph of"),
	[EVENT_PROBE] = N_("probe of"),
	[EVENT_MARK] = N_("mark in"),
};

static const char *const state_deeds[STATE_COUNT] = {
	[STATE_DONT_KNOW] = N_("“don't know” at"),
	[STATE_REFUSED] = N_("“refused” at"),
	[STATE_NOT_APPLICABLE] = N_("“not applicable” at"),
};

/* An undo restores what was before, so the deed is what stands still; a redo does it again. */
static const char *deed_of(const struct screen *screen, const struct event *event, struct cell cell, bool back)
{
	enum event_kind kind = event->kind;
	enum answer_state state = kind == EVENT_ANSWER ? event->answer.state : STATE_UNANSWERED;
	if (back && (kind == EVENT_ANSWER || kind == EVENT_CLEAR)) {
		state = interview_answer(screen->interview, cell)->state;
		kind = state == STATE_UNANSWERED ? EVENT_CLEAR : EVENT_ANSWER;
	} else if (back && (kind == EVENT_ROW_ADD || kind == EVENT_ROW_REMOVE)) {
		kind = kind == EVENT_ROW_ADD ? EVENT_ROW_REMOVE : EVENT_ROW_ADD;
	}
	return state_deeds[state] ? state_deeds[state] : deed_words[kind];
}

/* What is typed and not recorded goes first: an answer elsewhere must not vanish unseen behind it. */
static bool take_typing_back(struct screen *screen)
{
	struct field *field = page_focus(screen);
	if (!field || !widget_changed(field->widget))
		return false;
	draft_drop(screen);
	screen->after = ACTION_FRESH;
	app_notice(screen, "%s", _("What was typed is taken back; once more undoes the last answer"));
	return true;
}

/* The cell that an undo or redo is about; a row's is its repeat. */
static struct cell cell_of_step(const struct screen *screen, const struct event *event)
{
	struct cell cell = CELL_NONE;
	struct span row;
	if (!interview_find(screen->interview, event->q, &cell) && !interview_find_row(screen->interview, event->q, &cell, &row))
		return CELL_NONE;
	return cell;
}

static void step(struct screen *screen, step_function find, enum intent_kind kind, const char *nothing)
{
	struct arena *arena = arena_new();
	struct event event;
	behind_forget(screen);
	if (find(screen->interview, arena, &event)) {
		screen->target = cell_of_step(screen, &event);
		screen->stepped_back = kind == INTENT_UNDO;
		screen->deed = deed_of(screen, &event, screen->target, screen->stepped_back);
		screen->after = ACTION_STEPPED;
		for (uint32_t left = deeds_of(screen, event.undo + event.redo, screen->stepped_back); left > 0; left--)
			app_push(screen, &(struct intent){.kind = kind});
	} else {
		app_notice(screen, "%s", nothing);
	}
	arena_free(arena);
}

void undo_step(struct screen *screen)
{
	if (!take_typing_back(screen))
		step(screen, interview_undo, INTENT_UNDO, _("There is nothing to undo"));
}

void redo_step(struct screen *screen)
{
	draft_push(screen);
	step(screen, interview_redo, INTENT_REDO, _("There is nothing to redo"));
}

void step_arrive(struct screen *screen)
{
	struct cell to = screen->target;
	struct string title = {0};
	page_fresh(screen);
	if (to.item == NONE)
		return;
	if (interview_asked(screen->interview, to) && !cell_equal(page_of(screen, to), screen->page.cell))
		page_jump(screen, to);
	cell_title(screen, to, &title);
	app_notice(screen, "%s: %s %s", screen->stepped_back ? _("Undone") : _("Redone"), _(screen->deed), string_text(&title));
	string_free(&title);
}
