/* The ends: the finish page, leaving, ending with an outcome. */
#include <string.h>

#include "app.h"

static const char *const point_words[] = {
	[POINT_REQUIRED] = N_("needs an answer"),      [POINT_HARD] = N_("is not possible so"),   [POINT_SOFT] = N_("is unusual, no reason given"),
	[POINT_NOT_OFFERED] = N_("choice no longer offered"), [POINT_DRAFT] = N_("typed, not accepted"), [POINT_OPTIONAL] = N_("not answered"),
	[POINT_ASIDE] = N_("set aside"),
};

/* ---- finish ------------------------------------------------------------------------------------------------------------ */

static bool is_open(const struct screen *screen)
{
	return interview_status(screen->interview) == INTERVIEW_PARTIAL && !screen->read_only;
}

/* Consent was refused, or nobody fits: such an interview is ended with an outcome before it is completed. */
bool finish_ends(const struct screen *screen)
{
	return is_open(screen) && !interview_has_respondent(screen->interview);
}

void finish_key(struct screen *screen, struct key key)
{
	struct points points = {0};
	interview_points(screen->interview, &points);
	bool enter = key.kind == PRESS_ENTER, again = key.kind == PRESS_FUNCTION && key.codepoint == 10, ends = finish_ends(screen);
	bool completes = (key.kind == PRESS_TEXT && key.codepoint == 'f') || (!ends && (again || (enter && screen->page.by_key)));
	bool closes = key.kind == PRESS_TEXT && key.codepoint == 'x';
	if (points.in_the_way && (enter || again || completes))
		page_jump(screen, points.items[0].cell);
	else if (completes && is_open(screen))
		app_push(screen, &(struct intent){.kind = INTENT_COMPLETE});
	else if (completes)
		leave_open(screen);
	else if (is_open(screen) && (closes || (ends && (enter || again))))
		close_open(screen);
	else if (enter)
		app_notice(screen, "%s", _("f completes the interview"));
	else if (key.kind == PRESS_BACKSPACE || key.kind == PRESS_UP)
		app_run(screen, ACTION_PREVIOUS);
	points_free(&points);
}

static int put_line(struct grid *grid, int row, struct rectangle body, struct span text, unsigned ink)
{
	struct string clipped = {0};
	if (row >= body.row + body.rows)
		return row;
	text_clip(&clipped, text, body.columns - 2);
	grid_put(grid, row, body.column + 1, body.columns - 2, string_span(&clipped), ink);
	string_free(&clipped);
	return row + 1;
}

static void put_point(const struct screen *screen, struct grid *grid, int row, struct rectangle body, const struct point *point, bool blocks)
{
	struct string line = {0}, tail = {0};
	unsigned ink = blocks ? INK_PLAIN : INK_DIM;
	string_add_text(&line, blocks ? "! " : "  ");
	cell_title(screen, point->cell, &line);
	string_add_text(&tail, _(point_words[point->kind]));
	struct span who = point->kind == POINT_ASIDE ? interview_aside(screen->interview, point->cell) : SPAN("");
	if (who.length && !span_is(who, "later"))
		string_format(&tail, " (%.*s)", SPAN_ARGUMENTS(who));
	grid_put_pair(grid, row, body.column + 1, body.columns - 2, string_span(&line), ink, string_span(&tail), ink);
	string_free(&line);
	string_free(&tail);
}

/* What is open, as much as fits; the last line says how many more there are. */
static void put_points(const struct screen *screen, struct grid *grid, int row, struct rectangle body, const struct points *points)
{
	size_t rows = body.row + body.rows > row ? (size_t)(body.row + body.rows - row) : 0;
	size_t shown = points->count <= rows ? points->count : rows ? rows - 1 : 0;
	for (size_t i = 0; i < shown; i++)
		put_point(screen, grid, row++, body, &points->items[i], i < points->in_the_way);
	if (shown < points->count) {
		struct string more = {0};
		string_format(&more, _("… and %zu more: the map (F3) shows all"), points->count - shown);
		put_line(grid, row, body, string_span(&more), INK_DIM);
		string_free(&more);
	}
}

void finish_paint(struct screen *screen, struct grid *grid, struct rectangle body)
{
	struct points points = {0};
	struct string line = {0};
	int row = body.row + 1;
	interview_points(screen->interview, &points);
	struct counts counts = interview_counts(screen->interview);
	string_format(&line, _("%u of %u questions are answered."), counts.answered, counts.asked);
	row = put_line(grid, row, body, string_span(&line), INK_BOLD);
	bool ends = !points.in_the_way && finish_ends(screen);
	const char *next = points.in_the_way ? _("In the way (Enter goes to the first):")
	                   : ends            ? _("Enter ends it: refused, or why else")
	                   : screen->page.by_key ? _("Nothing is in the way: Enter completes")
	                                         : _("Nothing is in the way: f completes");
	row = put_line(grid, row, body, span_of(next), INK_PLAIN);
	if (ends)
		row = put_line(grid, row, body, span_of(_("f completes it all the same")), INK_DIM);
	row++;
	put_points(screen, grid, row, body, &points);
	points_free(&points);
	string_free(&line);
}

/* ---- leave and close ------------------------------------------------------------------------------------------------------ */

/* As interview_outcomes. */
static const char *const outcome_words[INTERVIEW_OUTCOMES] = {
	N_("refused to go on"), N_("broken off"), N_("does not belong to the study"), N_("the wrong person"), N_("interviewed already"),
	N_("another reason"),
};

const char *screen_outcome_words(struct span outcome)
{
	for (unsigned i = 0; i < INTERVIEW_OUTCOMES; i++)
		if (span_is(outcome, interview_outcomes[i]))
			return _(outcome_words[i]);
	return NULL;
}

static struct span outcome_name(const struct screen *screen, uint64_t index)
{
	return index < INTERVIEW_OUTCOMES ? span_of(interview_outcomes[index]) : interview_questionnaire(screen->interview)->outcomes[index - INTERVIEW_OUTCOMES].name;
}

static void why_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)item;
	draft_words_end(screen, panel);
	if (outcome == PANEL_ENTERED)
		app_push(screen, &(struct intent){.kind = INTENT_CLOSE, .outcome = outcome_name(screen, panel->tag), .reason = editor_text(panel->editor)});
}

static void close_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)panel;
	if (outcome != PANEL_CHOSEN)
		return;
	struct panel *why = panel_new(_("The reason, in words, or empty"));
	panel_line(why, SPAN(""));
	why->tag = item->value;
	why->hint = span_of(_("Enter ends the interview   Esc stays"));
	why->outcome = why_outcome;
	draft_words(screen, why, page_subject(screen), false);
	app_panel(screen, why);
}

void close_open(struct screen *screen)
{
	struct panel *panel = panel_new(_("End it: with which outcome?"));
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	for (uint64_t i = 0; i < INTERVIEW_OUTCOMES + questionnaire->outcome_count; i++) {
		struct string text = {0};
		struct span own = i < INTERVIEW_OUTCOMES ? SPAN("") : questionnaire->outcomes[i - INTERVIEW_OUTCOMES].name;
		string_add(&text, i < INTERVIEW_OUTCOMES ? span_of(_(outcome_words[i])) : own);
		char mark[2] = {(char)('1' + i), 0};
		panel_item(panel, i < 9 ? span_of(mark) : SPAN(""), string_span(&text), i < 9 ? (uint32_t)('1' + i) : 0, i, false);
		string_free(&text);
	}
	panel->hint = span_of(_("a number chooses   Esc stays"));
	panel->outcome = close_outcome;
	app_panel(screen, panel);
}

static void leave_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)panel;
	if (outcome != PANEL_CHOSEN)
		return;
	if (item->value == 1) {
		close_open(screen);
	} else {
		draft_push(screen);
		app_push(screen, &(struct intent){.kind = screen->read_only ? INTENT_QUIT : INTENT_LEAVE});
	}
}

void leave_open(struct screen *screen)
{
	struct panel *panel = panel_new(_("Leave the interview?"));
	panel_say(panel, span_of(_("All is saved already.")));
	panel_item(panel, SPAN("Enter"), span_of(screen->read_only ? _("leave") : _("go on with it later")), 0, 0, false);
	if (!screen->read_only)
		panel_item(panel, SPAN("x"), span_of(_("end it with an outcome")), 'x', 1, false);
	panel->hint = span_of(screen->read_only ? _("Enter leave   Esc stay") : _("Enter leave   x end it   Esc stay"));
	panel->outcome = leave_outcome;
	app_panel(screen, panel);
}

/* ---- the disk fails ---------------------------------------------------------------------------------------------------------- */

static void folder_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)item;
	if (outcome == PANEL_ENTERED)
		app_push(screen, &(struct intent){.kind = INTENT_RESCUE, .text = span_trim(editor_text(panel->editor))});
	else
		app_push(screen, &(struct intent){.kind = INTENT_RETRY}); /* which asks again, while there is no room */
}

static void trouble_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)panel;
	if (outcome == PANEL_CLOSED || item->value == 0) {
		app_push(screen, &(struct intent){.kind = INTENT_RETRY});
	} else if (item->value == 2) {
		app_push(screen, &(struct intent){.kind = INTENT_QUIT});
	} else {
		struct panel *line = panel_new(_("Save all into which folder?"));
		panel_line(line, SPAN("/tmp"));
		line->hint = span_of(_("Enter saves it there   Esc back"));
		line->outcome = folder_outcome;
		app_panel(screen, line);
	}
}

void screen_trouble(struct screen *screen, const char *what, bool broken)
{
	struct panel *panel = panel_new(_("The interview could not be written"));
	panel_say(panel, span_of(what));
	panel_say(panel, span_of(_("What was typed is still in memory. Nothing that was saved before is lost.")));
	panel_item(panel, SPAN("1"), span_of(_("try again, once there is room")), '1', 0, broken);
	panel_item(panel, SPAN("2"), span_of(_("save all into another folder")), '2', 1, false);
	panel_item(panel, SPAN("3"), span_of(_("leave without the last answer")), '3', 2, false);
	panel->cursor = broken ? 1 : 0;
	panel->hint = span_of(_("1 2 3 choose"));
	panel->outcome = trouble_outcome;
	app_surprise(screen, panel);
}
