/* The ends: leaving, ending with an outcome, and a disk that fails. */
#include <string.h>

#include "app.h"

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

/* The questionnaire's own ones stand behind the common ones, in the interview's language. */
static void add_outcome_words(const struct screen *screen, uint64_t index, struct string *out)
{
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	if (index < INTERVIEW_OUTCOMES) {
		string_add_text(out, _(outcome_words[index]));
		return;
	}
	const struct outcome *own = &questionnaire->outcomes[index - INTERVIEW_OUTCOMES];
	size_t parts = 0;
	const struct template_part *part =
		own->label ? template_parts(own->label->by_language[interview_language(screen->interview)], &parts) : NULL;
	for (size_t i = 0; i < parts; i++)
		string_add(out, part[i].text);
	if (!out->length)
		string_add(out, own->name);
}

void close_open(struct screen *screen)
{
	struct panel *panel = panel_new(_("End it: with which outcome?"));
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	for (uint64_t i = 0; i < INTERVIEW_OUTCOMES + questionnaire->outcome_count; i++) {
		struct string text = {0};
		add_outcome_words(screen, i, &text);
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
	if (!screen->read_only)
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
