/* A page of fields: each in a strip of its own, the strips below each other, scrolled so that the one with the cursor is
 * in sight whole. A field takes no more rows than the screen has: its label yields first, and says so. */
#include "table.h"

#define ENTRY_LEAST 3 /* rows that a label leaves to choices or entry, where they want them */

/* Rows of what a field consists of. In a grid the choices stand beside the label: its entry is the number half typed. */
struct parts {
	int label, entry, marks, complaint;
};

struct strip {
	struct parts parts;
	struct table table; /* of a row; widget NULL: a field */
	bool opens;         /* the first row of its grid: the heads stand above it */
	int top, rows;      /* on the page */
};

/* ---- the parts of a field ---- */

/* Number, label and hint, in both languages where that is wanted; the rows they want. A narrow place lets the lines begin
 * below the number. */
static int flow_label(
	const struct screen *screen, struct grid *grid, struct rectangle where, struct cell cell, unsigned ink)
{
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	struct string number = {0}, text = {0};
	int used = 0;
	interview_number(screen->interview, cell, &number);
	if (number.length)
		string_add_text(&number, "  ");
	int indent = text_width(string_span(&number));
	bool inside = where.columns < 2 * indent + 4;
	struct rectangle words = inside ? where : columns_behind(where, indent);
	if (grid && where.rows > 0 && !inside)
		grid_put(grid, where.row, where.column, where.columns, string_span(&number), INK_PLAIN);
	for (uint32_t i = 0; i < (screen->both ? questionnaire->language_count : 1); i++) {
		uint32_t language = (interview_language(screen->interview) + i) % questionnaire->language_count;
		string_clear(&text);
		if (inside && i == 0)
			string_add(&text, string_span(&number));
		interview_words(screen->interview, cell, WORDS_LABEL, language, &text);
		if (!text.length && i == 0)
			string_add(&text, questionnaire->items[cell.item].name);
		used += flow(grid, rows_below(words, used), string_span(&text), i ? INK_PLAIN : ink);
		string_clear(&text);
		interview_words(screen->interview, cell, WORDS_HINT, language, &text);
		used += flow(grid, rows_below(words, used), string_span(&text), INK_DIM);
	}
	string_free(&number);
	string_free(&text);
	if (grid && used > where.rows && where.rows > 0)
		flow_cut(grid, where, FLOW_ON_F1);
	return used;
}

/* What stands beside the answer: its state, remark, who gave it, for whom it is set aside. */
static void marks_text(const struct screen *screen, struct cell cell, bool with_state, struct string *line)
{
	enum answer_state state = interview_state(screen->interview, cell);
	struct span remark = interview_remark(screen->interview, cell), aside = interview_aside(screen->interview, cell);
	struct span by = interview_answer(screen->interview, cell)->by, unkept;
	bool pick;
	if (with_state && state != STATE_UNANSWERED && state != STATE_ANSWERED)
		string_format(line, "— %s —  ", screen_state_words(state));
	if (remark.length)
		string_format(line, "“ %.*s  ", SPAN_ARGUMENTS(remark));
	if (!screen->panel && interview_draft(screen->interview, cell, true, &unkept, &pick))
		string_format(line, "“ %.*s — %s  ", SPAN_ARGUMENTS(unkept), _("typed, not kept"));
	if (by.length)
		string_format(line, "%s: %.*s  ", _("answered by"), SPAN_ARGUMENTS(by));
	if (aside.length)
		string_format(line, "%s: %.*s", _("set aside"), SPAN_ARGUMENTS(span_is(aside, "later") ? span_of(_("later")) : aside));
}

/* Text that stands below an answer; the rows it wants. */
static int flow_below(struct grid *grid, struct rectangle where, int indent, struct span text, unsigned ink)
{
	where = columns_behind(where, indent);
	where.columns--;
	int used = flow(grid, where, text, ink);
	if (grid && used > where.rows && where.rows > 0)
		flow_cut(grid, where, SPAN(" …"));
	return used;
}

static int flow_marks(
	const struct screen *screen, struct grid *grid, struct rectangle where, const struct strip *strip, const struct field *field)
{
	struct string line = {0};
	bool in_row = strip->table.widget && table_shows_state(screen, &strip->table, field);
	marks_text(screen, field->cell, !in_row, &line);
	int used = flow_below(grid, where, 3, string_span(&line), INK_UNDERLINE);
	string_free(&line);
	return used;
}

static struct rectangle label_place(const struct strip *strip, struct rectangle where)
{
	int indent = strip->table.widget ? ROW_INDENT : 1;
	struct rectangle label = columns_behind(where, indent);
	label.columns = (strip->table.widget ? strip->table.label_columns : where.columns) - indent - 1;
	return label;
}

/* What the parts get of so many rows. Remark and complaint take a quarter at most; label and entry share the rest: the
 * label yields down to two thirds of it. */
static struct parts fit(struct parts wants, int rows)
{
	struct parts gets = wants;
	int quarter = rows / 4;
	gets.marks = smaller(wants.marks, quarter);
	gets.complaint = smaller(wants.complaint, larger(quarter, rows > 1));
	int rest = rows - gets.marks - gets.complaint, share = smaller(larger(rest / 3, ENTRY_LEAST), rest - 1);
	gets.label = smaller(wants.label, rest - smaller(wants.entry, larger(share, 1)));
	gets.entry = smaller(wants.entry, rest - gets.label);
	return gets;
}

static struct parts parts_of(struct screen *screen, const struct strip *strip, size_t index, struct rectangle body)
{
	struct field *field = &screen->page.fields[index];
	bool focused = index == screen->page.focus;
	struct parts wants = {
		.label = flow_label(screen, NULL, label_place(strip, body), field->cell, INK_PLAIN),
		.entry = strip->table.widget ? table_typed(field).length > 0 : widget_height(field->widget, body.columns - 3),
		.marks = flow_marks(screen, NULL, body, strip, field),
		.complaint = focused ? flow_below(NULL, body, 1, string_span(&screen->page.complaint), INK_PLAIN) : 0,
	};
	return fit(wants, body.rows - strip->table.head_rows);
}

/* ---- one strip ---- */

static void paint_row(struct screen *screen, struct grid *grid, struct rectangle *where, const struct strip *strip, size_t index)
{
	const struct field *field = &screen->page.fields[index];
	bool here = index == screen->page.focus, focused = here && !screen->panel;
	struct rectangle row = rows_take(where, strip->parts.label);
	if (here)
		grid_put(grid, row.row, 0, 1, SPAN(">"), INK_BOLD);
	flow_label(screen, grid, label_place(strip, row), field->cell, here ? INK_BOLD : INK_PLAIN);
	table_paint_cells(screen, &strip->table, grid, row, field, focused);
	flow_below(grid, rows_take(where, strip->parts.entry), ROW_INDENT, table_typed(field), INK_UNDERLINE);
}

static void paint_entry(struct screen *screen, struct grid *grid, struct rectangle *where, const struct strip *strip, size_t index)
{
	const struct field *field = &screen->page.fields[index];
	bool focused = index == screen->page.focus && !screen->panel;
	flow_label(screen, grid, label_place(strip, rows_take(where, strip->parts.label)), field->cell, INK_BOLD);
	struct rectangle entry = columns_behind(rows_take(where, strip->parts.entry), 2);
	entry.columns--;
	if (entry.rows > 0)
		widget_paint(field->widget, grid, entry, focused);
}

static void paint_strip(
	struct screen *screen, struct grid *grid, struct rectangle where, const struct strip *strip, size_t index)
{
	if (strip->table.widget)
		paint_row(screen, grid, &where, strip, index);
	else
		paint_entry(screen, grid, &where, strip, index);
	flow_marks(screen, grid, rows_take(&where, strip->parts.marks), strip, &screen->page.fields[index]);
	if (strip->parts.complaint)
		flow_below(grid, where, 1, string_span(&screen->page.complaint), INK_WARNING);
}

/* ---- the page ---- */

/* Places the strips below each other; the rows of all. */
static int lay_out(struct screen *screen, struct rectangle body, struct strip *strips)
{
	const struct page *page = &screen->page;
	int row = 0;
	for (size_t i = 0; i < page->count; i++) {
		struct strip *strip = &strips[i];
		bool is_row = page->fields[i].table != NONE, follows = is_row && i > 0 && page->fields[i - 1].table == page->fields[i].table;
		*strip = (struct strip){.opens = is_row && !follows};
		if (follows)
			strip->table = strips[i - 1].table;
		else if (is_row)
			strip->table = table_measure(screen, &page->fields[i], body);
		row += (i > 0 && !follows) + (strip->opens ? strip->table.head_rows : 0);
		strip->parts = parts_of(screen, strip, i, body);
		strip->top = row;
		strip->rows = strip->parts.label + strip->parts.entry + strip->parts.marks + strip->parts.complaint;
		row += strip->rows;
	}
	return row;
}

/* Where the page may be cut at the top: above a field, and above the heads that stay over a row. */
static int edge(const struct strip *strip)
{
	return strip->top - strip->table.head_rows;
}

/* The strip with the cursor comes into sight whole, no row at the end stays empty without need, and what stands at the top
 * has its beginning. */
static void scroll(struct page *page, const struct strip *strips, int rows, int all)
{
	const struct strip *focus = &strips[page->focus];
	if (page->top > edge(focus))
		page->top = edge(focus);
	if (page->top < focus->top + focus->rows - rows)
		page->top = focus->top + focus->rows - rows;
	if (page->top + rows > all)
		page->top = larger(all - rows, 0);
	for (size_t i = 0; i < page->count; i++) {
		if (edge(&strips[i]) >= page->top) {
			page->top = edge(&strips[i]);
			break;
		}
	}
}

/* Lays what stands at `top` of the page into the body, as far as that shows it. */
static void lay(struct grid *grid, struct rectangle body, int top, const struct grid *strip)
{
	int hidden = larger(-top, 0), rows = strip->rows - hidden, room = body.rows - top - hidden;
	if (rows > 0 && room > 0)
		grid_lay(grid, body.row + top + hidden, strip, hidden, smaller(rows, room));
}

/* The heads stand above the first row and, once that has gone up, at the top as long as there are rows below. */
static void paint_heads(
	struct screen *screen, struct grid *grid, struct rectangle body, const struct strip *strips, size_t opener)
{
	const struct page *page = &screen->page;
	const struct strip *strip = &strips[opener];
	size_t last = opener;
	while (last + 1 < page->count && strips[last + 1].table.widget == strip->table.widget)
		last++;
	int rows = strip->table.head_rows, top = strip->top - rows - page->top, end = strips[last].top + strips[last].rows - page->top;
	struct grid head = {0};
	if (top < 0)
		top = smaller(end - rows, 0);
	grid_resize(&head, rows, body.columns);
	table_paint_head(screen, &strip->table, &head, (struct rectangle){0, 0, rows, body.columns});
	lay(grid, body, top, &head);
	grid_free(&head);
}

/* A strip of which the body shows a part. */
static void paint_part(
	struct screen *screen, struct grid *grid, struct rectangle body, const struct strip *strips, size_t index)
{
	const struct strip *strip = &strips[index];
	struct grid own = {0};
	grid_resize(&own, strip->rows, body.columns);
	paint_strip(screen, &own, (struct rectangle){0, 0, strip->rows, body.columns}, strip, index);
	lay(grid, body, strip->top - screen->page.top, &own);
	grid_free(&own);
}

static void paint_strips(struct screen *screen, struct grid *grid, struct rectangle body, const struct strip *strips)
{
	const struct page *page = &screen->page;
	for (size_t i = 0; i < page->count; i++) {
		int top = strips[i].top - page->top, rows = strips[i].rows;
		if (top + rows <= 0 || top >= body.rows)
			continue;
		if (top >= 0 && top + rows <= body.rows)
			paint_strip(screen, grid, (struct rectangle){body.row + top, body.column, rows, body.columns}, &strips[i], i);
		else
			paint_part(screen, grid, body, strips, i);
	}
	for (size_t i = 0; i < page->count; i++)
		if (strips[i].opens && strips[i].table.head_rows)
			paint_heads(screen, grid, body, strips, i);
}

/* "Toko Murni · 2/3", behind the rows around it; a row without name or answer goes by its repeat's label. */
void row_name(const struct screen *screen, struct cell cell, struct string *out)
{
	struct cell repeat = interview_repeat_of(screen->interview, cell);
	if (repeat.item == NONE)
		return;
	row_name(screen, repeat, out);
	string_add_text(out, out->length ? " › " : "");
	const struct row *row = interview_row(screen->interview, repeat.item, cell.row);
	size_t before = out->length;
	uint32_t count;
	interview_rows(screen->interview, repeat, &count);
	row_title(screen, repeat, cell.row, out);
	if (out->length == before)
		interview_words(screen->interview, repeat, WORDS_LABEL, interview_language(screen->interview), out);
	string_format(out, " · %u", row->place);
	if (!interview_repeat_is_open(screen->interview, repeat))
		string_format(out, "/%u", count);
}

/* Which row of a repeat this is, and the group's label: a third of the body at most. */
static struct rectangle paint_heading(const struct screen *screen, struct grid *grid, struct rectangle body)
{
	struct cell page = screen->page.cell;
	struct string name = {0};
	struct rectangle where = {body.row, body.column + 1, larger(body.rows / 3, 1), body.columns - 2};
	row_name(screen, page, &name);
	rows_take(&where, flow_below(grid, where, 0, string_span(&name), INK_UNDERLINE));
	if (interview_questionnaire(screen->interview)->items[page.item].kind != ITEM_QUESTION)
		rows_take(&where, flow_label(screen, grid, where, page, INK_BOLD));
	string_free(&name);
	return rows_below(body, where.row - body.row);
}

int fields_height(struct screen *screen, struct rectangle body)
{
	struct page *page = &screen->page;
	int heading = body.rows;
	body.rows = paint_heading(screen, NULL, body).rows;
	heading -= body.rows;
	if (!page->count || body.rows <= 0)
		return heading;
	struct strip *strips = memory_alloc(page->count * sizeof *strips);
	int all = lay_out(screen, body, strips);
	memory_free(strips);
	return heading + all;
}

void fields_paint(struct screen *screen, struct grid *grid, struct rectangle body)
{
	struct page *page = &screen->page;
	body = paint_heading(screen, grid, body);
	if (!page->count || body.rows <= 0)
		return;
	struct strip *strips = memory_alloc(page->count * sizeof *strips);
	int all = lay_out(screen, body, strips);
	scroll(page, strips, body.rows, all);
	paint_strips(screen, grid, body, strips);
	memory_free(strips);
	if (page->top > 0)
		grid_put(grid, body.row, body.columns - 1, 1, SPAN("↑"), INK_DIM);
	if (page->top + body.rows < all)
		grid_put(grid, body.row + body.rows - 1, body.columns - 1, 1, SPAN("↓"), INK_DIM);
}

/* ---- another row, or go on ---- */

static void put_line(struct grid *grid, struct rectangle *where, uint32_t number, struct span words)
{
	struct string line = {0};
	string_format(&line, "%u  %.*s", number, SPAN_ARGUMENTS(words));
	flow(grid, columns_behind(rows_take(where, 1), 3), string_span(&line), INK_PLAIN);
	string_free(&line);
}

void repeat_ask_paint(struct grid *grid, struct rectangle body, bool first)
{
	put_line(grid, &body, 1, span_of(first ? _("add the first one") : _("another one")));
	put_line(grid, &body, 2, span_of(_("go on")));
}

void repeat_paint(struct screen *screen, struct grid *grid, struct rectangle body)
{
	uint32_t count;
	const uint32_t *slots = interview_rows(screen->interview, screen->page.cell, &count);
	struct rectangle label = {body.row, 1, 0, body.columns - 2};
	struct parts wants = {.label = flow_label(screen, NULL, label, screen->page.cell, INK_BOLD),
		.entry = count < INT16_MAX ? (int)count + 3 : INT16_MAX};
	struct parts gets = fit(wants, body.rows);
	label.rows = gets.label;
	flow_label(screen, grid, label, screen->page.cell, INK_BOLD);
	body = rows_below(body, gets.label);
	uint32_t shown = gets.entry > 3 ? (uint32_t)gets.entry - 3 : 0; /* the last of them */
	for (uint32_t i = count > shown ? count - shown : 0; i < count; i++) {
		struct string title = {0};
		row_title(screen, screen->page.cell, slots[i], &title);
		put_line(grid, &body, interview_row(screen->interview, screen->page.cell.item, slots[i])->place, string_span(&title));
		string_free(&title);
	}
	if (body.rows > REPEAT_ASK_ROWS)
		rows_take(&body, 1);
	repeat_ask_paint(grid, body, count == 0);
}
