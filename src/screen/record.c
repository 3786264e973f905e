/* Recording an answer: what stands in the field, judged, asked about where needed, then told as events. */
#include <string.h>

#include "app.h"

static void go_on(struct screen *screen)
{
	screen->after = screen->pending.then;
}

struct answer record_keep(struct arena *arena, const struct answer *answer)
{
	struct answer kept = *answer;
	struct span *texts[] = {&kept.v, &kept.unit, &kept.per, &kept.other, &kept.sha256, &kept.typed, &kept.by};
	for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = span_copy(arena, *texts[i]);
	struct list_line *lines = arena_copy(arena, answer->lines, answer->line_count * sizeof *lines);
	for (uint32_t i = 0; i < answer->line_count; i++)
		lines[i].text = span_copy(arena, lines[i].text);
	kept.lines = lines;
	return kept;
}

static void complain(struct screen *screen, const char *what)
{
	string_clear(&screen->page.complaint);
	string_add_text(&screen->page.complaint, what);
}

/* ---- why an answer is refused ------------------------------------------------------------------------------------------ */

static const char *const verdict_words[] = {
	[VERDICT_NOT_A_VALUE] = N_("This is no value of this kind"),
	[VERDICT_OUT_OF_RANGE] = N_("This is outside the range that is allowed"),
	[VERDICT_UNKNOWN_CHOICE] = N_("This choice does not exist"),
	[VERDICT_NOT_OFFERED] = N_("This choice is not offered here"),
	[VERDICT_EXCLUSIVE] = N_("This choice cannot stand beside others"),
	[VERDICT_UNKNOWN_UNIT] = N_("This unit does not exist"),
	[VERDICT_STATE_NOT_ALLOWED] = N_("This is not allowed for this question"),
	[VERDICT_NOT_ASKED] = N_("This question is not asked"),
	[VERDICT_READ_ONLY] = N_("This question is only shown, not answered"),
	[VERDICT_REQUIRED] = N_("An answer is needed here"),
	[VERDICT_CONSTRAINT] = N_("This answer is not possible"),
};

static void verdict_text(struct screen *screen, struct cell cell, struct verdict verdict, struct string *out)
{
	uint32_t language = interview_language(screen->interview);
	string_clear(out);
	if (verdict.kind == VERDICT_CONSTRAINT)
		interview_words(screen->interview, cell, WORDS_CONSTRAINT, language, out);
	else if (verdict.kind == VERDICT_REQUIRED)
		interview_words(screen->interview, cell, WORDS_REQUIRED, language, out);
	else if (verdict.kind == VERDICT_CHECK)
		interview_check_message(screen->interview, cell, verdict.check, language, out);
	if (!out->length)
		string_add_text(out, verdict.kind == VERDICT_CHECK ? _("This answer is unusual") : _(verdict_words[verdict.kind]));
}

/* Which non-answers there are instead, said where an answer is needed. */
static void add_ways_out(struct screen *screen, struct cell cell, struct string *out)
{
	static const struct {
		enum answer_state state;
		const char *words;
	} ways[] = {{STATE_DONT_KNOW, N_("F7 don't know")}, {STATE_REFUSED, N_("F8 refused")}, {STATE_NOT_APPLICABLE, N_("F9 not applicable")}};
	const struct item *item = &interview_questionnaire(screen->interview)->items[cell.item];
	for (unsigned i = 0; i < 3; i++)
		if (item->states & (1u << ways[i].state))
			string_format(out, "  %s", _(ways[i].words));
}

/* ---- telling ----------------------------------------------------------------------------------------------------------------- */

/* What was set aside is asked now. Told before the answer, so that an undo takes the answer back first. */
static void end_aside(struct screen *screen, struct cell cell, struct span path)
{
	if (interview_aside(screen->interview, cell).length)
		app_event(screen, &(struct event){.kind = EVENT_ASIDE, .q = path});
}

static void push_answer(struct screen *screen)
{
	struct pending *pending = &screen->pending;
	struct string path = {0};
	struct cell cell = screen->page.fields[pending->field].cell;
	interview_path(screen->interview, cell, &path);
	if (screen->answerer.length && !pending->clear)
		pending->answer.by = string_span(&screen->answerer);
	if (!pending->clear)
		end_aside(screen, cell, string_span(&path));
	struct event event = {.kind = pending->clear ? EVENT_CLEAR : EVENT_ANSWER, .q = string_span(&path), .answer = pending->answer};
	app_event(screen, &event);
	if (pending->check) {
		struct event override = {.kind = EVENT_OVERRIDE, .q = string_span(&path), .check = pending->check, .message = pending->message,
		                         .reason = span_of(pending->reason), .text = pending->reason_text, .answer = pending->answer};
		app_event(screen, &override);
	}
	string_free(&path);
	screen->changed_ms = -1;
	screen->behind.given = cell;
	struct field *field = &screen->page.fields[pending->field];
	string_clear(&field->drafted);
	string_add(&field->drafted, pending->answer.v);
	field->recorded = true; /* the next refresh builds it from what stands then */
	go_on(screen);
}

/* ---- what an answer would un-ask ------------------------------------------------------------------------------------------------ */

static void unask_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)item;
	if (outcome == PANEL_CLOSED && panel->tag == 0)
		return;
	screen->pending.confirmed = true;
	record_tell(screen);
}

static struct panel *unask_panel(void)
{
	struct panel *panel = panel_new(_("These answers would be taken out"));
	panel_say(panel, span_of(_("They are kept aside, and come back when this answer is changed back.")));
	return panel;
}

/* What is worked out, or noted by the program itself, is nobody's answer. */
static bool is_asked_for(const struct screen *screen, struct cell cell)
{
	const struct item *item = &interview_questionnaire(screen->interview)->items[cell.item];
	return item_has_answer(item) && item_is_shown(item);
}

static bool would_unask(struct screen *screen)
{
	struct pending *pending = &screen->pending;
	struct effects effects = {0};
	struct string path = {0}, line = {0};
	interview_path(screen->interview, screen->page.fields[pending->field].cell, &path);
	struct event event = {.kind = pending->clear ? EVENT_CLEAR : EVENT_ANSWER, .q = string_span(&path), .answer = pending->answer, .at = screen->now};
	interview_preview(screen->interview, &event, &effects);
	struct panel *panel = NULL;
	for (size_t i = 0; i < effects.count; i++) {
		if (effects.items[i].kind != EFFECT_UNASKED || !effects.items[i].answered || !is_asked_for(screen, effects.items[i].cell))
			continue;
		if (!panel)
			panel = unask_panel();
		string_clear(&line);
		cell_title(screen, effects.items[i].cell, &line);
		panel_item(panel, SPAN(""), string_span(&line), 0, 0, false);
	}
	if (panel) {
		panel->hint = span_of(_("Enter go on   Esc correct it"));
		panel->outcome = unask_outcome;
		app_surprise(screen, panel);
	}
	effects_free(&effects);
	string_free(&path);
	string_free(&line);
	return panel != NULL;
}

void record_tell(struct screen *screen)
{
	if ((screen->pending.confirmed || !would_unask(screen)) && !answerer_asks(screen))
		push_answer(screen);
}

/* ---- soft checks ------------------------------------------------------------------------------------------------------------------ */

static void reason_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	static const char *const reasons[] = {"confirmed", "estimate", "other"};
	struct pending *pending = &screen->pending;
	draft_words_end(screen, panel);
	if (outcome == PANEL_ENTERED) {
		struct span text = span_trim(editor_text(panel->editor));
		if (!text.length)
			return;
		pending->reason_text = span_copy(pending->arena, text);
		record_tell(screen);
	} else if (outcome == PANEL_CHOSEN && item->value == 2) {
		struct panel *line = panel_new(_("The reason, in words"));
		pending->reason = reasons[2];
		panel_line(line, SPAN(""));
		line->hint = span_of(_("Enter go on   Esc correct it"));
		line->outcome = reason_outcome;
		draft_words(screen, line, screen->page.fields[pending->field].cell, false);
		app_panel(screen, line);
	} else if (outcome == PANEL_CHOSEN) {
		pending->reason = reasons[item->value];
		record_tell(screen);
	}
}

static void ask_reason(struct screen *screen, struct cell cell, struct verdict verdict)
{
	struct string text = {0};
	struct panel *panel = panel_new(_("Is this right?"));
	verdict_text(screen, cell, verdict, &text);
	screen->pending.check = verdict.check;
	screen->pending.message = span_copy(screen->pending.arena, string_span(&text));
	panel_say(panel, string_span(&text));
	string_clear(&text);
	answer_show(interview_questionnaire(screen->interview), &interview_questionnaire(screen->interview)->items[cell.item], &screen->pending.answer,
	            interview_language(screen->interview), &text);
	panel_say(panel, string_span(&text));
	panel_item(panel, SPAN("1"), span_of(_("it is confirmed")), '1', 0, false);
	panel_item(panel, SPAN("2"), span_of(_("it is an estimate")), '2', 1, false);
	panel_item(panel, SPAN("3"), span_of(_("another reason")), '3', 2, false);
	panel->hint = span_of(_("1 2 3 go on   Esc correct it"));
	panel->outcome = reason_outcome;
	app_surprise(screen, panel);
	string_free(&text);
}

/* ---- judging what is typed ---------------------------------------------------------------------------------------------------------- */

/* Not fit to be recorded: Enter stays and says why, another move keeps it as a draft and goes on. */
void record_not_accepted(struct screen *screen, const char *why, bool by_enter)
{
	if (by_enter) {
		complain(screen, why);
		return;
	}
	draft_push(screen);
	go_on(screen);
}

void record_judge(struct screen *screen, bool by_enter)
{
	struct pending *pending = &screen->pending;
	struct cell cell = screen->page.fields[pending->field].cell;
	struct verdict verdict = interview_judge(screen->interview, cell, &pending->answer);
	if (verdict.fault)
		app_notice(screen, _("A mistake in the form: %s"), verdict.fault);
	if (verdict.kind == VERDICT_FINE) {
		record_tell(screen);
	} else if (verdict.kind == VERDICT_CHECK) {
		ask_reason(screen, cell, verdict);
	} else {
		struct string why = {0};
		verdict_text(screen, cell, verdict, &why);
		if (verdict.kind == VERDICT_REQUIRED || verdict.kind == VERDICT_STATE_NOT_ALLOWED)
			add_ways_out(screen, cell, &why);
		record_not_accepted(screen, string_text(&why), by_enter);
		string_free(&why);
	}
}

static void reading_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)panel;
	struct field *field = page_focus(screen);
	if (outcome != PANEL_CHOSEN || !field)
		return;
	widget_choose_reading(field->widget, (int)item->value);
	record_and(screen, screen->pending.then, true);
}

static void ask_reading(struct screen *screen, struct field *field)
{
	struct answer readings[2];
	struct panel *panel = panel_new(_("Which number was meant?"));
	if (!widget_readings(field->widget, readings)) {
		panel_free(panel);
		return;
	}
	for (int i = 0; i < 2; i++) {
		struct string text = {0};
		answer_show(interview_questionnaire(screen->interview), &interview_questionnaire(screen->interview)->items[field->cell.item], &readings[i],
		            interview_language(screen->interview), &text);
		panel_item(panel, i ? SPAN("2") : SPAN("1"), string_span(&text), (uint32_t)('1' + i), (uint64_t)i, false);
		string_free(&text);
	}
	panel->hint = span_of(_("1 2 choose   Esc correct it"));
	panel->outcome = reading_outcome;
	app_surprise(screen, panel);
}

/* Enter on something that stands already: a failing one still stays. */
static void judge_standing(struct screen *screen, struct field *field, bool by_enter)
{
	struct verdict verdict = by_enter ? interview_judge_standing(screen->interview, field->cell) : (struct verdict){0};
	const struct answer *standing = interview_answer(screen->interview, field->cell);
	if (verdict.kind == VERDICT_CHECK) {
		screen->pending.answer = record_keep(screen->pending.arena, standing);
		ask_reason(screen, field->cell, verdict);
	} else if (verdict.kind != VERDICT_FINE && verdict.kind != VERDICT_READ_ONLY) {
		struct string why = {0};
		verdict_text(screen, field->cell, verdict, &why);
		if (verdict.kind == VERDICT_REQUIRED)
			add_ways_out(screen, field->cell, &why);
		complain(screen, string_text(&why));
		string_free(&why);
	} else {
		go_on(screen);
	}
}

/* Enter in a field-list goes to the next field first; which one that is shows when the answer is in. */
static enum action next_of(enum action then)
{
	return then == ACTION_NEXT ? ACTION_ONWARD : then;
}

static void pending_start(struct screen *screen, enum action then)
{
	struct arena *arena = screen->pending.arena;
	arena_reset(arena);
	screen->pending = (struct pending){.then = then, .field = screen->page.focus, .arena = arena};
}

/* A draft of what is typed stands: it is ended by recording, though that be the same answer again. */
static bool is_drafted(const struct screen *screen, const struct field *field)
{
	struct span text;
	bool pick;
	return interview_draft(screen->interview, field->cell, false, &text, &pick);
}

void record_and(struct screen *screen, enum action then, bool by_enter)
{
	struct field *field = page_focus(screen);
	const char *why = NULL;
	struct answer answer = {0};
	pending_start(screen, by_enter ? next_of(then) : then);
	string_clear(&screen->page.complaint);
	if (!field || screen->read_only || !item_has_answer(&interview_questionnaire(screen->interview)->items[field->cell.item])) {
		go_on(screen);
		return;
	}
	enum entry_state entry = widget_entry(field->widget, &answer, &why);
	if (!widget_changed(field->widget) && !is_drafted(screen, field)) {
		judge_standing(screen, field, by_enter);
	} else if (entry == ENTRY_INCOMPLETE) {
		record_not_accepted(screen, why ? why : "", by_enter);
	} else if (entry == ENTRY_ASK) {
		ask_reading(screen, field);
	} else {
		screen->pending.clear = entry == ENTRY_EMPTY;
		screen->pending.answer = record_keep(screen->pending.arena, &answer);
		screen->pending.by_enter = by_enter;
		if (attach_is_due(screen))
			attach_ask(screen);
		else
			record_judge(screen, by_enter);
	}
}

/* ---- states -------------------------------------------------------------------------------------------------------------------------- */

void record_state(struct screen *screen, enum answer_state state)
{
	struct field *field = page_focus(screen);
	if (!field || !item_has_answer(&interview_questionnaire(screen->interview)->items[field->cell.item]))
		return;
	const struct item *item = &interview_questionnaire(screen->interview)->items[field->cell.item];
	enum answer_state stands = interview_state(screen->interview, field->cell);
	pending_start(screen, ACTION_ONWARD);
	screen->pending.answer = (struct answer){.state = state};
	if (!(item->states & (1u << state))) {
		struct string why = {0};
		string_add_text(&why, _("This is not allowed for this question"));
		add_ways_out(screen, field->cell, &why);
		complain(screen, string_text(&why));
		string_free(&why);
	} else if (stands == STATE_ANSWERED && screen->page.wanted != state) {
		complain(screen, screen->plain ? _("there is an answer here: the same once more replaces it") : _("There is an answer here: the same key again replaces it"));
		screen->page.wanted = state;
	} else {
		record_tell(screen);
	}
}
