/* Keys between the cells of a roster's table: arrows where the cell has no use for them, PgUp and PgDn by screen. */
#include "roster.h"

/* ---- where to ---- */

static bool may_stop(const struct screen *screen, struct cell cell)
{
	return item_is_shown(&interview_questionnaire(screen->interview)->items[cell.item]) && interview_asked(screen->interview, cell);
}

/* The same question in the nearest row from `place` on, up or down, that is asked it. */
static bool find_in_column(const struct screen *screen, uint32_t item, uint32_t place, int by, struct cell *to)
{
	uint32_t count;
	const uint32_t *slots = interview_rows(screen->interview, screen->roster.repeat, &count);
	for (; place < count; place += (uint32_t)by) { /* below 0 is beyond all */
		*to = (struct cell){item, slots[place]};
		if (may_stop(screen, *to))
			return true;
	}
	return false;
}

static bool find_in_row(const struct screen *screen, uint32_t row, uint32_t from, int by, struct cell *to)
{
	const struct roster *roster = &screen->roster;
	for (size_t i = 0; i < roster->count; i++) {
		const struct roster_column *column = &roster->list[by > 0 ? i : roster->count - 1 - i];
		bool beyond = by > 0 ? column->item > from : column->item < from;
		*to = (struct cell){column->item, row};
		if (beyond && may_stop(screen, *to))
			return true;
	}
	return false;
}

static uint32_t slot_at(const struct screen *screen, uint32_t place)
{
	uint32_t count;
	return interview_rows(screen->interview, screen->roster.repeat, &count)[place];
}

/* The page in front of the table, or behind its rows; item NONE: the finish page. False: there is none in front. */
static bool find_outside(const struct screen *screen, bool forward, struct cell *to)
{
	struct cell repeat = screen->roster.repeat;
	*to = repeat;
	if (forward && interview_repeat_is_open(screen->interview, repeat))
		return true;
	if (forward) {
		if (!page_step(screen, repeat, true, to))
			*to = CELL_NONE;
		return true;
	}
	struct cell first = {repeat.item + 1, slot_at(screen, 0)};
	return page_step(screen, first, false, to);
}

/* What is in sight goes on by as much as the cell in hand does. */
static bool find_by_screen(struct screen *screen, bool down, struct cell *to)
{
	struct roster *roster = &screen->roster;
	uint32_t place = roster_place(screen), by = roster->in_sight > 1 ? roster->in_sight - 1 : 1;
	if (down ? place + 1 >= roster->row_count : place == 0)
		return find_outside(screen, down, to);
	uint32_t wanted = down ? (place + by < roster->row_count ? place + by : roster->row_count - 1) : place > by ? place - by : 0;
	roster->top = down ? roster->top + by : roster->top > by ? roster->top - by : 0;
	if (find_in_column(screen, screen->page.cell.item, wanted, down ? -1 : 1, to) && to->row != screen->page.cell.row)
		return true;
	return find_in_row(screen, slot_at(screen, wanted), 0, 1, to) || find_outside(screen, down, to);
}

/* The same question up or down; where no row is asked it, the nearest one of the next row. */
static bool find_beyond(const struct screen *screen, int by, struct cell *to)
{
	struct cell here = screen->page.cell;
	uint32_t place = roster_place(screen) + (uint32_t)by; /* below 0 is beyond all */
	uint32_t from = roster_column_of(&screen->roster, here.item) ? here.item : 0; /* a note is in no column */
	if (find_in_column(screen, here.item, place, by, to))
		return true;
	return place < screen->roster.row_count && (find_in_row(screen, slot_at(screen, place), from, 1, to) ||
												   find_in_row(screen, slot_at(screen, place), from, -1, to));
}

static bool find_beside(const struct screen *screen, enum key_kind kind, struct cell *to)
{
	struct cell here = screen->page.cell;
	bool open = interview_repeat_is_open(screen->interview, screen->roster.repeat);
	switch (kind) {
	case PRESS_UP:
		return find_beyond(screen, -1, to);
	case PRESS_DOWN:
		return find_beyond(screen, 1, to) || (open && find_outside(screen, true, to));
	case PRESS_LEFT:
		return find_in_row(screen, here.row, here.item, -1, to);
	default:
		return find_in_row(screen, here.row, here.item, 1, to);
	}
}

/* ---- keys ---- */

static bool is_arrow(enum key_kind kind)
{
	return kind == PRESS_UP || kind == PRESS_DOWN || kind == PRESS_LEFT || kind == PRESS_RIGHT;
}

/* Choices are picked by their numbers, all in sight: no arrow is theirs. Text that is being edited has Left and Right, a
 * cell that only stands there has none. */
static bool has_use_for(const struct screen *screen, const struct field *field, enum key_kind kind)
{
	enum input input = item_type(&interview_questionnaire(screen->interview)->items[field->cell.item])->input;
	if (input == INPUT_CHOICE || input == INPUT_CHOICES)
		return widget_takes_text(field->widget);
	return kind == PRESS_UP || kind == PRESS_DOWN || widget_edits(field->widget, kind);
}

static void go(struct screen *screen, bool found, struct cell to)
{
	screen->target = to;
	if (found)
		record_and(screen, ACTION_CELL, false);
}

static bool end_key(struct screen *screen, struct key key)
{
	if (key.kind != PRESS_UP)
		return false;
	if (find_in_row(screen, slot_at(screen, screen->roster.row_count - 1), 0, 1, &screen->target))
		app_run(screen, ACTION_CELL);
	return true;
}

bool roster_key(struct screen *screen, struct key key, bool spare)
{
	const struct field *field = page_focus(screen);
	bool by_screen = key.kind == PRESS_PAGE_UP || key.kind == PRESS_PAGE_DOWN;
	struct cell to;
	if ((!by_screen && !is_arrow(key.kind)) || !roster_fits(screen))
		return false;
	if (screen->page.kind == PAGE_REPEAT)
		return end_key(screen, key);
	if (!field || (is_arrow(key.kind) && !spare && has_use_for(screen, field, key.kind)))
		return false;
	if (is_arrow(key.kind))
		go(screen, find_beside(screen, key.kind, &to), to);
	else if (find_by_screen(screen, key.kind == PRESS_PAGE_DOWN, &to))
		go(screen, true, to);
	else
		app_notice(screen, "%s", _("This is the first question"));
	return true;
}
