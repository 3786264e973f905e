/* Remark and set-aside: a line typed about a question. */
#include "app.h"

static void tell(struct screen *screen, struct event *event)
{
	struct string path = {0};
	interview_path(screen->interview, page_subject(screen), &path);
	event->q = string_span(&path);
	app_event(screen, event);
	string_free(&path);
}

static void remark_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)item;
	if (outcome == PANEL_ENTERED)
		tell(screen, &(struct event){.kind = EVENT_REMARK, .text = editor_text(panel->editor)});
	else if (outcome == PANEL_CLOSED)
		draft_words_end(screen, panel);
}

void remark_open(struct screen *screen)
{
	struct cell cell = page_subject(screen);
	if (cell.item == NONE)
		return;
	struct panel *panel = panel_new(_("Remark (a quote begins with \")"));
	draft_words(screen, panel, cell, true);
	panel->hint = span_of(_("Enter keeps it   Esc as it was   empty takes it away"));
	panel->outcome = remark_outcome;
	app_panel(screen, panel);
}

void remark_resume(struct screen *screen)
{
	struct span text;
	bool pick;
	struct cell cell = page_subject(screen);
	if (!screen->read_only && cell.item != NONE && interview_draft(screen->interview, cell, true, &text, &pick))
		remark_open(screen);
}

static void aside_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)item;
	if (outcome != PANEL_ENTERED)
		return;
	struct span who = span_trim(editor_text(panel->editor));
	bool had = interview_aside(screen->interview, page_subject(screen)).length > 0;
	tell(screen, &(struct event){.kind = EVENT_ASIDE, .who = who.length || had ? who : SPAN("later")});
	screen->after = ACTION_NEXT;
}

void aside_open(struct screen *screen)
{
	struct cell cell = page_subject(screen);
	if (cell.item == NONE)
		return;
	struct panel *panel = panel_new(_("Set aside: for later, or for whom?"));
	struct span aside = interview_aside(screen->interview, cell);
	panel_line(panel, aside);
	panel->hint = span_of(aside.length ? _("a name: for that person   Esc back   emptied: no longer")
									   : _("Enter alone: later   Esc back   a name: for that person"));
	panel->outcome = aside_outcome;
	app_panel(screen, panel);
}
