/* The table of a roster: heads, the rows in sight, totals. What stands in its cells is the interview's; the cell in hand
 * shows what is being typed. */
#include <string.h>

#include "roster.h"

#define LINE_ACROSS 0x2500u
#define ROWS_IN_SIGHT_LEAST 3
#define TITLE_ROWS 2
#define HEAD_ROWS_MOST 3

static const struct item *item_at(const struct screen *screen, uint32_t item)
{
	return &interview_questionnaire(screen->interview)->items[item];
}

/* ---- heads ---- */

static void paint_head(
	const struct screen *screen, struct grid *grid, struct rectangle where, const struct roster_column *column)
{
	const struct field *focus = page_focus((struct screen *)screen);
	unsigned ink = focus && focus->cell.item == column->item ? INK_BOLD | INK_UNDERLINE : INK_UNDERLINE;
	struct string head = {0}, last = {0};
	struct span lines[HEAD_ROWS_MOST];
	size_t room = (size_t)smaller(where.rows, HEAD_ROWS_MOST);
	roster_head(screen, column->item, &head);
	size_t count = text_wrap(string_span(&head), column->width, lines, room), shown = count < room ? count : room;
	for (size_t i = 0; i < shown; i++) {
		struct span line = lines[i];
		if (i + 1 == shown && count > shown) {
			string_format(&last, "%.*s …", SPAN_ARGUMENTS(line));
			line = string_span(&last);
		}
		struct string clipped = {0};
		text_clip(&clipped, line, column->width);
		int indent = column->number ? column->width - text_width(string_span(&clipped)) : 0;
		grid_put(grid, where.row + (int)(room - shown + i), column->column + indent, column->width, string_span(&clipped), ink);
		string_free(&clipped);
	}
	string_free(&head);
	string_free(&last);
}

/* ---- cells ---- */

/* Short where the words of a state have no room: they are marks that interviewers know. */
static void state_words(enum answer_state state, int columns, struct string *out)
{
	static const char *const marks[STATE_COUNT] = {[STATE_DONT_KNOW] = N_("DK"), [STATE_REFUSED] = N_("REF"), [STATE_NOT_APPLICABLE] = N_("N/A")};
	const char *words = screen_state_words(state);
	if (state == STATE_NOT_ASKED)
		string_add_text(out, "—");
	else if (marks[state])
		string_add_text(out, text_width(span_of(words)) <= columns ? words : _(marks[state]));
}

/* What stands in a cell that is not typed in; its ink. */
static unsigned cell_words(const struct screen *screen, struct cell cell, int columns, struct string *out)
{
	struct span draft;
	bool pick, calculated = item_at(screen, cell.item)->type == TYPE_CALCULATE;
	bool is_masked = item_at(screen, cell.item)->look & LOOK_MASKED;
	enum answer_state state = interview_state(screen->interview, cell);
	if (interview_draft(screen->interview, cell, false, &draft, &pick)) {
		string_format(out, "? %.*s", SPAN_ARGUMENTS(is_masked ? SPAN("••••") : draft));
		return INK_WARNING;
	}
	if (state == STATE_NOT_ASKED || (!calculated && state != STATE_ANSWERED && state != STATE_UNANSWERED)) {
		state_words(state, columns, out);
		return INK_DIM;
	}
	if (state == STATE_ANSWERED && is_masked)
		string_add_text(out, "••••");
	else if (state == STATE_UNANSWERED && interview_aside(screen->interview, cell).length)
		string_add_text(out, _("set aside"));
	else
		interview_show(screen->interview, cell, interview_language(screen->interview), out);
	return calculated ? INK_DIM : INK_PLAIN;
}

static void put_words(struct grid *grid, int row, const struct roster_column *column, struct span words, unsigned ink)
{
	struct string line = {0}, clipped = {0};
	for (size_t i = 0; i < words.length; i++)
		string_add_byte(&line, words.data[i] == '\n' ? ' ' : words.data[i]);
	text_clip(&clipped, string_span(&line), column->width);
	int indent = column->number ? column->width - text_width(string_span(&clipped)) : 0;
	grid_put(grid, row, column->column + indent, column->width - indent, string_span(&clipped), ink);
	string_free(&line);
	string_free(&clipped);
}

static void paint_words(const struct screen *screen, struct grid *grid, int row, const struct roster_column *column, struct cell cell)
{
	struct string words = {0};
	unsigned ink = cell_words(screen, cell, column->width, &words);
	put_words(grid, row, column, string_span(&words), ink);
	string_free(&words);
}

/* The cell in hand: what is typed; a state that stands there, until something is. */
static void paint_in_hand(struct screen *screen, struct grid *grid, int row, const struct roster_column *column, const struct field *field)
{
	struct rectangle where = {row, column->column, 1, column->width};
	enum answer_state state = interview_state(screen->interview, field->cell);
	grid_put(grid, row, column->column - 1, 1, SPAN(">"), INK_BOLD);
	grid_fill(grid, row, column->column, column->width, ' ', INK_UNDERLINE);
	if (state != STATE_ANSWERED && state != STATE_UNANSWERED && !widget_changed(field->widget))
		paint_words(screen, grid, row, column, field->cell);
	else
		widget_paint_cell(field->widget, grid, where, true);
	screen->roster.cursor_column = grid->cursor_row == row ? grid->cursor_column : column->column;
	screen->roster.cursor_row = row;
}

static void paint_cell(struct screen *screen, struct grid *grid, int row, const struct roster_column *column, uint32_t slot)
{
	const struct field *focus = page_focus(screen);
	struct cell cell = {column->item, slot};
	if (focus && cell_equal(focus->cell, cell))
		paint_in_hand(screen, grid, row, column, focus);
	else
		paint_words(screen, grid, row, column, cell);
	if (interview_remark(screen->interview, cell).length)
		grid_put(grid, row, column->column + column->width, 1, SPAN("“"), INK_BOLD);
}

/* ---- rows ---- */

static void paint_row(struct screen *screen, struct grid *grid, int row, uint32_t place)
{
	const struct roster *roster = &screen->roster;
	uint32_t count, slot = interview_rows(screen->interview, roster->repeat, &count)[place];
	const struct row *shown = interview_row(screen->interview, roster->repeat.item, slot);
	bool here = screen->page.kind == PAGE_FIELDS && screen->page.cell.row == slot;
	unsigned ink = here ? INK_BOLD : INK_DIM;
	struct string text = {0}, clipped = {0};
	string_format(&text, "%u", shown->place);
	int width = text_width(string_span(&text)), end = roster->number_columns - 1;
	grid_put(grid, row, end - width, width, string_span(&text), ink);
	if (here && !roster_column_of(roster, screen->page.cell.item))
		grid_put(grid, row, 0, 1, SPAN(">"), INK_BOLD); /* a note is read below */
	text_clip(&clipped, shown->label, roster->name_columns);
	if (roster->name_columns)
		grid_put(grid, row, roster->number_columns, roster->name_columns, string_span(&clipped), here ? INK_BOLD : INK_PLAIN);
	for (size_t i = 0; i < roster->count; i++)
		paint_cell(screen, grid, row, &roster->list[i], slot);
	string_free(&text);
	string_free(&clipped);
}

/* The row in hand comes into sight; no line at the end stays empty without need. */
static void scroll(const struct screen *screen, struct roster *roster, uint32_t in_sight)
{
	uint32_t place = roster_place(screen);
	if (place >= roster->row_count)
		place = roster->row_count - 1;
	if (roster->top > place)
		roster->top = place;
	if (place - roster->top >= in_sight)
		roster->top = place - in_sight + 1;
	if (roster->top + in_sight > roster->row_count)
		roster->top = roster->row_count > in_sight ? roster->row_count - in_sight : 0;
	roster->in_sight = in_sight;
}

static void paint_rows(struct screen *screen, struct grid *grid, struct rectangle where)
{
	struct roster *roster = &screen->roster;
	scroll(screen, roster, (uint32_t)where.rows);
	for (int i = 0; i < where.rows && roster->top + (uint32_t)i < roster->row_count; i++)
		paint_row(screen, grid, where.row + i, roster->top + (uint32_t)i);
	if (roster->top)
		grid_put(grid, where.row, grid->columns - 1, 1, SPAN("↑"), INK_DIM);
	if (roster->top + roster->in_sight < roster->row_count)
		grid_put(grid, where.row + where.rows - 1, grid->columns - 1, 1, SPAN("↓"), INK_DIM);
}

/* ---- totals ---- */

static bool has_totals(const struct roster *roster)
{
	for (size_t i = 0; i < roster->count && roster->row_count > 1; i++)
		if (roster->list[i].number)
			return true;
	return false;
}

static void paint_totals(struct screen *screen, struct grid *grid, int row)
{
	struct roster *roster = &screen->roster;
	grid_put(grid, row, roster->number_columns - 2, 1, SPAN("Σ"), INK_BOLD);
	for (size_t i = 0; i < roster->count; i++) {
		struct string total = {0};
		if (roster_total(screen, &roster->list[i], &total))
			put_words(grid, row, &roster->list[i], string_span(&total), INK_BOLD);
		string_free(&total);
	}
}

/* ---- all of it ---- */

/* Label and hint of the repeat, above its heads. */
static int paint_title(const struct screen *screen, struct grid *grid, struct rectangle body)
{
	static const enum words_kind kinds[] = {WORDS_LABEL, WORDS_HINT};
	struct rectangle where = {body.row, 1, TITLE_ROWS, body.columns - 2};
	struct string words = {0};
	int used = 0;
	for (unsigned i = 0; i < 2 && used < TITLE_ROWS; i++) {
		string_clear(&words);
		if (i == 0)
			interview_number(screen->interview, screen->roster.repeat, &words);
		string_add_text(&words, words.length ? "  " : "");
		interview_words(screen->interview, screen->roster.repeat, kinds[i], interview_language(screen->interview), &words);
		int wanted = flow(grid, rows_below(where, used), string_span(&words), i ? INK_DIM : INK_BOLD);
		if (used + wanted > TITLE_ROWS)
			flow_cut(grid, where, SPAN(" …"));
		used = smaller(used + wanted, TITLE_ROWS);
	}
	string_free(&words);
	return used;
}

struct rectangle roster_paint(struct screen *screen, struct grid *grid, struct rectangle body, int wanted_below)
{
	struct roster *roster = &screen->roster;
	bool totals = has_totals(roster);
	roster->cursor_row = -1;
	rows_take(&body, paint_title(screen, grid, body));
	int head = roster->head_lines, fixed = head + totals + 1;
	int below = larger(smaller(wanted_below, body.rows - fixed - ROWS_IN_SIGHT_LEAST), body.rows / 3);
	int rows = smaller(body.rows - fixed - below, (int)smaller((int)roster->row_count, INT16_MAX));
	struct rectangle heads = rows_take(&body, head);
	for (size_t i = 0; i < roster->count; i++)
		paint_head(screen, grid, heads, &roster->list[i]);
	paint_rows(screen, grid, rows_take(&body, larger(rows, 1)));
	if (totals)
		paint_totals(screen, grid, rows_take(&body, 1).row);
	grid_fill(grid, rows_take(&body, 1).row, 0, grid->columns, LINE_ACROSS, INK_DIM);
	return body;
}

void roster_cursor(struct screen *screen, struct grid *grid)
{
	if (screen->panel || screen->roster.cursor_row < 0)
		return;
	grid->cursor_row = screen->roster.cursor_row;
	grid->cursor_column = screen->roster.cursor_column;
}
