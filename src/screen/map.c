/* Ways through the interview: the map of all questions, go to, and the next that is open or failing. */
#include <string.h>

#include "app.h"

#define MATCHES_MOST 9

static bool is_listed(const struct screen *screen, struct cell cell)
{
	const struct item *item = &interview_questionnaire(screen->interview)->items[cell.item];
	return item->kind == ITEM_QUESTION && item_is_shown(item);
}

#define TAIL_COLUMNS 30 /* as much of an answer as stands beside its question */

static void answer_tail(const struct screen *screen, struct cell cell, struct string *tail)
{
	struct string shown = {0};
	struct span draft;
	bool pick;
	if (!item_has_answer(&interview_questionnaire(screen->interview)->items[cell.item]) && interview_state(screen->interview, cell) != STATE_NOT_ASKED)
		return;
	if (interview_draft(screen->interview, cell, false, &draft, &pick))
		string_add_text(&shown, _("typed, not accepted"));
	else if (interview_state(screen->interview, cell) == STATE_NOT_ASKED)
		not_asked_reason(screen, cell, &shown);
	else
		add_answer(screen, cell, &shown);
	text_clip(tail, string_span(&shown), TAIL_COLUMNS);
	string_free(&shown);
}

static void add_cell(struct screen *screen, struct panel *panel, struct cell cell, struct string *line, uint32_t key)
{
	char mark[2] = {(char)key, 0};
	bool asked = interview_asked(screen->interview, cell);
	string_clear(line);
	cell_title(screen, cell, line);
	panel_item(panel, key ? span_of(mark) : SPAN(""), string_span(line), key, ((uint64_t)cell.item << 32) | cell.row, !asked);
	string_clear(line);
	answer_tail(screen, cell, line);
	panel_tail(panel, string_span(line));
}

static void go(struct screen *screen, const struct panel_item *item)
{
	if (!item)
		return;
	screen->target = (struct cell){(uint32_t)(item->value >> 32), (uint32_t)item->value};
	if (page_focus(screen))
		record_and(screen, ACTION_ARRIVE, false);
	else
		app_run(screen, ACTION_ARRIVE);
}

static void map_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)panel;
	if (outcome == PANEL_CHOSEN)
		go(screen, item);
}

void map_open(struct screen *screen)
{
	struct panel *panel = panel_new(_("All questions"));
	struct string line = {0};
	struct cell at = CELL_NONE;
	struct field *field = page_focus(screen);
	while (interview_step_all(screen->interview, &at)) {
		if (!is_listed(screen, at))
			continue;
		if (field && cell_equal(at, field->cell))
			panel->cursor = panel->count;
		add_cell(screen, panel, at, &line, 0);
	}
	panel->whole = true;
	panel->hint = span_of(_("Enter goes there   Esc back   ↑↓ PgUp PgDn move"));
	panel->outcome = map_outcome;
	app_panel(screen, panel);
	string_free(&line);
}

/* ---- go to ---------------------------------------------------------------------------------------------------------------- */

/* How well a question fits what is typed: exact number, exact name, beginning, all words in the label (5-keys); 0: not. */
static int fitness(const struct screen *screen, struct cell cell, struct span wanted, struct string *scratch)
{
	struct string number = {0}, folded = {0};
	const struct item *item = &interview_questionnaire(screen->interview)->items[cell.item];
	interview_number(screen->interview, cell, &number);
	string_clear(scratch);
	interview_words(screen->interview, cell, WORDS_LABEL, interview_language(screen->interview), scratch);
	text_fold(&folded, string_span(scratch));
	int fit = 0;
	if (span_equal(string_span(&number), wanted))
		fit = 4;
	else if (span_equal(item->name, wanted))
		fit = 3;
	else if (span_starts(string_span(&number), wanted) || span_starts(item->name, wanted) || span_starts(string_span(&folded), wanted))
		fit = 2;
	else {
		struct span rest = wanted, word;
		fit = wanted.length ? 1 : 0;
		while (fit && span_token(&rest, &word))
			fit = span_find(string_span(&folded), word) != SIZE_MAX;
	}
	string_free(&number);
	string_free(&folded);
	return fit;
}

static void find_matches(struct screen *screen, struct panel *panel, struct span typed)
{
	struct string wanted = {0}, scratch = {0};
	size_t found = 0;
	text_fold(&wanted, span_trim(typed));
	panel_clear_items(panel);
	for (int level = 4; level > 0 && found < MATCHES_MOST && wanted.length; level--) {
		struct cell at = CELL_NONE;
		while (found < MATCHES_MOST && interview_step_all(screen->interview, &at))
			if (is_listed(screen, at) && fitness(screen, at, string_span(&wanted), &scratch) == level)
				add_cell(screen, panel, at, &scratch, (uint32_t)('1' + found++));
	}
	string_free(&wanted);
	string_free(&scratch);
}

/* Enter where nothing can be gone to: what was found is not asked, or nothing was. */
static void tell_why_not(struct screen *screen, const struct panel *panel)
{
	struct string line = {0};
	if (panel->cursor < panel->count) {
		const struct panel_item *item = &panel->items[panel->cursor];
		struct cell cell = {(uint32_t)(item->value >> 32), (uint32_t)item->value};
		string_format(&line, "%.*s — ", SPAN_ARGUMENTS(item->text));
		not_asked_reason(screen, cell, &line);
		app_notice(screen, "%s", string_text(&line));
	} else if (editor_text(panel->editor).length) {
		app_notice(screen, _("No question fits “%.*s”"), SPAN_ARGUMENTS(editor_text(panel->editor)));
	}
	string_free(&line);
}

static void go_to_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	if (outcome == PANEL_TYPED)
		find_matches(screen, panel, editor_text(panel->editor));
	else if (outcome == PANEL_ENTERED && !item)
		tell_why_not(screen, panel);
	else if (outcome == PANEL_ENTERED || outcome == PANEL_CHOSEN)
		go(screen, item);
}

void go_to_open(struct screen *screen)
{
	struct panel *panel = panel_new(_("Go to: number, name or words"));
	panel_line(panel, SPAN(""));
	panel->whole = panel->searches = true;
	panel->hint = span_of(_("Enter goes there   Esc back   ↑↓ choose"));
	panel->outcome = go_to_outcome;
	app_panel(screen, panel);
}

/* ---- todo ------------------------------------------------------------------------------------------------------------------- */

/* The next point behind the page that stands, else the first of all. */
void todo_go(struct screen *screen)
{
	struct points points = {0};
	interview_points(screen->interview, &points);
	struct cell here = screen->page.kind == PAGE_FIELDS && page_focus(screen) ? page_focus(screen)->cell : screen->page.cell;
	const struct point *chosen = NULL;
	for (size_t i = 0; i < points.count; i++) {
		const struct point *point = &points.items[i];
		if (cell_equal(point->cell, here))
			continue;
		bool behind = here.item != NONE && (point->cell.item > here.item || (point->cell.item == here.item && point->cell.row > here.row));
		if (!chosen || (behind && point->cell.item != NONE)) {
			chosen = point;
			if (behind)
				break;
		}
	}
	if (chosen)
		page_jump(screen, chosen->cell);
	else
		app_notice(screen, "%s", _("Nothing is open"));
	points_free(&points);
}
