/* Rows of a repeat: add, delete, rename; and the page that asks "another, or go on". */
#include <string.h>

#include "rows.h"

static struct cell row_cell(const struct screen *screen)
{
	return screen->page.kind == PAGE_FIELDS ? screen->page.cell : CELL_NONE;
}

/* The repeat that is meant: the page's own, or the one around its question. */
static struct cell repeat_meant(const struct screen *screen)
{
	if (screen->page.kind == PAGE_REPEAT)
		return screen->page.cell;
	struct cell at = row_cell(screen);
	return at.item == NONE ? CELL_NONE : interview_repeat_of(screen->interview, at);
}

static void row_path(const struct screen *screen, struct cell repeat, uint32_t slot, struct string *path)
{
	interview_path(screen->interview, repeat, path);
	string_format(path, "[%.*s]", SPAN_ARGUMENTS(interview_row(screen->interview, repeat.item, slot)->identity));
}

static void add(struct screen *screen, struct cell repeat)
{
	struct string path = {0};
	if (!interview_repeat_is_open(screen->interview, repeat)) {
		app_notice(screen, "%s", _("These rows come from an earlier answer: change it there"));
		return;
	}
	interview_path(screen->interview, repeat, &path);
	string_format(&path, "[%u]", interview_next_identity(screen->interview, repeat));
	app_event(screen, &(struct event){.kind = EVENT_ROW_ADD, .q = string_span(&path)});
	screen->new_row = repeat;
	screen->after = ACTION_NEW_ROW;
	string_free(&path);
}

/* The first question of a row that is asked and has a screen. */
static bool find_first(const struct screen *screen, struct cell repeat, uint32_t slot, struct cell *to)
{
	const struct item *items = interview_questionnaire(screen->interview)->items;
	for (uint32_t i = repeat.item + 1; i < items[repeat.item].end; i++) {
		*to = (struct cell){i, slot};
		if (items[i].repeat == repeat.item && items[i].kind == ITEM_QUESTION && item_is_shown(&items[i]) && interview_asked(screen->interview, *to))
			return true;
	}
	return false;
}

void rows_enter_new(struct screen *screen)
{
	uint32_t count;
	const uint32_t *slots = interview_rows(screen->interview, screen->new_row, &count);
	struct cell to;
	if (count && find_first(screen, screen->new_row, slots[count - 1], &to))
		page_arrive(screen, to);
}

/* ---- what a row goes by ---- */

static bool is_answered_here(const struct screen *screen, struct cell repeat, struct cell cell)
{
	const struct item *item = &interview_questionnaire(screen->interview)->items[cell.item];
	return item->kind == ITEM_QUESTION && item->repeat == repeat.item && item_is_shown(item) &&
	       interview_state(screen->interview, cell) == STATE_ANSWERED;
}

void row_title(const struct screen *screen, struct cell repeat, uint32_t slot, struct string *out)
{
	const struct row *row = interview_row(screen->interview, repeat.item, slot);
	uint32_t end = interview_questionnaire(screen->interview)->items[repeat.item].end;
	string_add(out, row->label);
	for (uint32_t i = repeat.item + 1; i < end && !row->label.length; i++) {
		struct cell cell = {i, slot};
		if (is_answered_here(screen, repeat, cell)) {
			add_answer(screen, cell, out);
			return;
		}
	}
}

/* ---- delete, rename ---- */

static bool row_has_answers(const struct screen *screen, struct cell repeat, uint32_t slot)
{
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	for (uint32_t i = repeat.item + 1; i < questionnaire->items[repeat.item].end; i++)
		if (questionnaire->items[i].repeat == repeat.item && questionnaire->items[i].kind == ITEM_QUESTION && item_has_answer(&questionnaire->items[i]) &&
		    interview_answer(screen->interview, (struct cell){i, slot})->state != STATE_UNANSWERED)
			return true;
	return false;
}

/* Where one stands when a row is gone: the same question in the next row, else in the one before; else no row is left. */
static struct cell place_without(const struct screen *screen, struct cell repeat, uint32_t slot)
{
	uint32_t place = interview_row(screen->interview, repeat.item, slot)->place, count;
	const uint32_t *slots = interview_rows(screen->interview, repeat, &count);
	uint32_t to = place < count ? place : place - 2; /* counted from 0; of none it is beyond all */
	if (to >= count)
		return repeat;
	struct cell cell = {screen->page.cell.item, slots[to]};
	return interview_asked(screen->interview, cell) || find_first(screen, repeat, slots[to], &cell) ? cell : repeat;
}

static void remove_row(struct screen *screen, struct cell repeat, uint32_t slot)
{
	struct string path = {0};
	screen->target = place_without(screen, repeat, slot);
	screen->after = ACTION_CELL;
	row_path(screen, repeat, slot, &path);
	app_event(screen, &(struct event){.kind = EVENT_ROW_REMOVE, .q = string_span(&path)});
	string_free(&path);
}

static void delete_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)item;
	struct cell repeat = repeat_meant(screen);
	if (outcome == PANEL_CHOSEN && repeat.item != NONE)
		remove_row(screen, repeat, (uint32_t)panel->tag);
}

static void delete(struct screen *screen, struct cell repeat, uint32_t slot)
{
	if (!interview_repeat_is_open(screen->interview, repeat)) {
		app_notice(screen, "%s", _("These rows come from an earlier answer: change it there"));
	} else if (!row_has_answers(screen, repeat, slot)) {
		remove_row(screen, repeat, slot);
	} else {
		struct panel *panel = panel_new(_("Delete this row with its answers?"));
		panel_item(panel, SPAN("y"), span_of(_("delete it (undo brings it back)")), 'y', 0, false);
		panel->tag = slot;
		panel->hint = span_of(_("y delete   Esc keep"));
		panel->outcome = delete_outcome;
		app_panel(screen, panel);
	}
}

static void rename_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)item;
	struct cell repeat = repeat_meant(screen);
	struct string path = {0};
	if (outcome != PANEL_ENTERED || repeat.item == NONE)
		return;
	row_path(screen, repeat, (uint32_t)panel->tag, &path);
	app_event(screen, &(struct event){.kind = EVENT_ROW_RENAME, .q = string_span(&path), .label = span_trim(editor_text(panel->editor))});
	string_free(&path);
}

static void rename_row(struct screen *screen, struct cell repeat, uint32_t slot)
{
	struct panel *panel = panel_new(_("A name for this row"));
	panel_line(panel, interview_row(screen->interview, repeat.item, slot)->label);
	panel->tag = slot;
	panel->hint = span_of(_("Enter keeps it   Esc as it was"));
	panel->outcome = rename_outcome;
	app_panel(screen, panel);
}

void rows_action(struct screen *screen, enum action action)
{
	struct cell repeat = repeat_meant(screen);
	struct cell at = row_cell(screen);
	if (repeat.item == NONE)
		app_notice(screen, "%s", _("There are no rows here"));
	else if (action == ACTION_ROW_ADD)
		add(screen, repeat);
	else if (at.item == NONE)
		app_notice(screen, "%s", _("Go to the row first"));
	else if (action == ACTION_ROW_DELETE)
		delete(screen, repeat, at.row);
	else if (action == ACTION_ROW_RENAME)
		rename_row(screen, repeat, at.row);
	else if (action == ACTION_ROW_COPY)
		row_copy_cell(screen, repeat, at.row);
	else if (action == ACTION_ROW_COPY_ALL || action == ACTION_ROW_COPY_MORE)
		row_copy_all(screen, repeat, at.row, action == ACTION_ROW_COPY_MORE);
	else
		row_fill(screen, repeat, at.row);
}

void repeat_key(struct screen *screen, struct key key)
{
	bool another = key.kind == PRESS_TEXT && (key.codepoint == '1' || key.codepoint == '+');
	bool on = key.kind == PRESS_ENTER || (key.kind == PRESS_TEXT && key.codepoint == '2');
	if (another && !screen->read_only)
		add(screen, screen->page.cell);
	else if (on)
		app_run(screen, ACTION_NEXT);
	else if (key.kind == PRESS_BACKSPACE)
		app_run(screen, ACTION_PREVIOUS);
}
