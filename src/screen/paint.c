/* From state to cells: the top line, the page, the bottom line. */
#include <string.h>

#include "app.h"

#define LEAST_ROWS 8
#define LEAST_COLUMNS 30

const char *state_words(enum answer_state state)
{
	static const char *const words[STATE_COUNT] = {
		[STATE_UNANSWERED] = N_("not answered"), [STATE_ANSWERED] = N_("answered"), [STATE_DONT_KNOW] = N_("doesn't know"),
		[STATE_REFUSED] = N_("refused"), [STATE_NOT_APPLICABLE] = N_("not applicable"), [STATE_NOT_ASKED] = N_("not asked"),
	};
	return _(words[state]);
}

static void one_line(struct string *out, struct span text)
{
	for (size_t i = 0; i < text.length; i++)
		string_add_byte(out, text.data[i] == '\n' ? ' ' : text.data[i]);
}

void cell_title(const struct screen *screen, struct cell cell, struct string *out)
{
	struct string label = {0};
	if (cell.item == NONE)
		return;
	size_t before = out->length;
	interview_number(screen->interview, cell, &label);
	string_add(out, string_span(&label));
	if (label.length)
		string_add_text(out, "  ");
	string_clear(&label);
	interview_words(screen->interview, cell, WORDS_LABEL, interview_language(screen->interview), &label);
	one_line(out, string_span(&label));
	if (out->length == before)
		string_add(out, interview_questionnaire(screen->interview)->items[cell.item].name);
	string_free(&label);
}

void add_answer(const struct screen *screen, struct cell cell, struct string *out)
{
	struct string shown = {0};
	enum answer_state state = interview_state(screen->interview, cell);
	if (state == STATE_ANSWERED)
		interview_show(screen->interview, cell, interview_language(screen->interview), &shown);
	else
		string_add_text(&shown, state_words(state));
	one_line(out, string_span(&shown));
	string_free(&shown);
}

/* ---- the top line ------------------------------------------------------------------------------------------------------ */

static void respondent(const struct screen *screen, struct string *out)
{
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	struct string title = {0};
	size_t parts;
	const struct template_part *part = template_parts(questionnaire->title->by_language[interview_language(screen->interview)], &parts);
	for (size_t i = 0; i < parts; i++)
		string_add(out, part[i].text);
	interview_title(screen->interview, &title);
	if (title.length)
		string_format(out, " · %s", string_text(&title));
	string_free(&title);
}

static void section(const struct screen *screen, struct string *out)
{
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	uint32_t item = screen->page.cell.item;
	if (screen->page.kind != PAGE_FIELDS && screen->page.kind != PAGE_REPEAT)
		return;
	while (questionnaire->items[item].parent != NONE)
		item = questionnaire->items[item].parent;
	if (questionnaire->items[item].kind != ITEM_QUESTION && questionnaire->items[item].depth == 0) {
		struct string title = {0}, clipped = {0};
		cell_title(screen, (struct cell){item, 0}, &title);
		text_clip(&clipped, string_span(&title), 28);
		string_add(out, string_span(&clipped));
		string_add_text(out, " · ");
		string_free(&title);
		string_free(&clipped);
	}
}

static bool is_on_page(const struct page *page, struct cell cell)
{
	for (size_t i = 0; i < page->count; i++)
		if (cell_equal(page->fields[i].cell, cell))
			return true;
	return false;
}

/* The rule below the top line; in it the answer just given: a quick pick leaves its own page at once. */
static void paint_rule(const struct screen *screen, struct grid *grid)
{
	struct string line = {0}, clipped = {0};
	struct cell given = screen->interview ? screen->given : CELL_NONE;
	for (int column = 0; column < grid->columns; column++)
		grid_put(grid, 1, column, 1, SPAN("─"), INK_DIM);
	if (given.item == NONE || is_on_page(&screen->page, given) || interview_state(screen->interview, given) == STATE_UNANSWERED ||
	    !interview_asked(screen->interview, given))
		return;
	string_add_byte(&line, ' ');
	interview_number(screen->interview, given, &line);
	string_add_text(&line, line.length > 1 ? "  " : "");
	add_answer(screen, given, &line);
	text_clip(&clipped, string_span(&line), grid->columns - 4);
	string_add_byte(&clipped, ' ');
	grid_put(grid, 1, 0, grid->columns - 2, string_span(&clipped), INK_DIM);
	string_free(&line);
	string_free(&clipped);
}

static void paint_top(const struct screen *screen, struct grid *grid)
{
	struct string left = {0}, right = {0}, clipped = {0};
	if (screen->interview) {
		respondent(screen, &left);
		if (grid->columns >= 60)
			section(screen, &right);
		if (screen->page.about)
			string_format(&right, "%u/±%u · ", screen->page.number, screen->page.about);
		string_format(&right, "%.*s · ", SPAN_ARGUMENTS(interview_questionnaire(screen->interview)->languages[interview_language(screen->interview)].code));
	} else {
		string_add_text(&left, "tanya");
		if (screen->home)
			string_format(&right, "%.*s · ", SPAN_ARGUMENTS(screen->home->enumerator));
	}
	string_add_text(&right, string_text(&screen->clock));
	if (screen->battery >= 0 && screen->battery < 15)
		string_format(&right, " · %s %d %%", _("battery"), screen->battery);
	int width = text_width(string_span(&right));
	int room = grid->columns - width - 3;
	text_clip(&clipped, string_span(&left), room > 4 ? room : 4);
	grid_put(grid, 0, 1, grid->columns - 1, string_span(&clipped), INK_BOLD);
	if (room > 4)
		grid_put(grid, 0, grid->columns - width - 1, width, string_span(&right), INK_PLAIN);
	paint_rule(screen, grid);
	string_free(&left);
	string_free(&right);
	string_free(&clipped);
}

/* ---- a page of fields ------------------------------------------------------------------------------------------------------ */

/* Paints (grid NULL: measures) wrapped text; the row behind it. Rows above the body are counted but not painted. */
static int flow(struct grid *grid, struct rectangle body, int row, int indent, struct span text, unsigned ink)
{
	int columns = body.columns - indent - 1;
	size_t count = text_wrap(text, columns, NULL, 0);
	if (!grid || row >= body.row + body.rows)
		return row + (int)count;
	struct span *lines = memory_alloc(count * sizeof *lines);
	text_wrap(text, columns, lines, count);
	for (size_t i = 0; i < count; i++, row++)
		if (row >= body.row && row < body.row + body.rows)
			grid_put(grid, row, body.column + indent, body.columns - indent, lines[i], ink);
	memory_free(lines);
	return row;
}

/* "Toko Murni · 2/3", behind the rows around it; a row without a name goes by its repeat's label. */
static void add_row_name(const struct screen *screen, struct cell cell, struct string *out)
{
	struct cell repeat = interview_repeat_of(screen->interview, cell);
	if (repeat.item == NONE)
		return;
	add_row_name(screen, repeat, out);
	string_add_text(out, out->length ? " › " : "");
	const struct row *row = interview_row(screen->interview, repeat.item, cell.row);
	uint32_t count;
	interview_rows(screen->interview, repeat, &count);
	if (row->label.length)
		string_add(out, row->label);
	else
		interview_words(screen->interview, repeat, WORDS_LABEL, interview_language(screen->interview), out);
	string_format(out, " · %u", row->place);
	if (!interview_repeat_is_open(screen->interview, repeat))
		string_format(out, "/%u", count);
}

static int flow_row_name(const struct screen *screen, struct grid *grid, struct rectangle body, int row)
{
	struct string name = {0};
	add_row_name(screen, screen->page.cell, &name);
	if (name.length)
		row = flow(grid, body, row, 1, string_span(&name), INK_UNDERLINE);
	string_free(&name);
	return row;
}

static int flow_label(const struct screen *screen, struct grid *grid, struct rectangle body, int row, struct cell cell)
{
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	struct string number = {0}, text = {0};
	uint32_t language = interview_language(screen->interview);
	interview_number(screen->interview, cell, &number);
	int indent = 1 + text_width(string_span(&number)) + (number.length ? 2 : 0);
	if (grid && row >= body.row && row < body.row + body.rows)
		grid_put(grid, row, body.column + 1, body.columns - 1, string_span(&number), INK_PLAIN);
	for (uint32_t i = 0; i < (screen->both ? questionnaire->language_count : 1); i++) {
		string_clear(&text);
		interview_words(screen->interview, cell, WORDS_LABEL, (language + i) % questionnaire->language_count, &text);
		if (!text.length && i == 0)
			string_add(&text, questionnaire->items[cell.item].name);
		row = flow(grid, body, row, indent, string_span(&text), i ? INK_PLAIN : INK_BOLD);
		string_clear(&text);
		interview_words(screen->interview, cell, WORDS_HINT, (language + i) % questionnaire->language_count, &text);
		if (text.length)
			row = flow(grid, body, row, indent, string_span(&text), INK_DIM);
	}
	string_free(&number);
	string_free(&text);
	return row;
}

/* What stands beside the answer: its state, remark, for whom it is set aside. */
static int flow_marks(const struct screen *screen, struct grid *grid, struct rectangle body, int row, struct cell cell)
{
	enum answer_state state = interview_state(screen->interview, cell);
	struct span remark = interview_remark(screen->interview, cell), aside = interview_aside(screen->interview, cell);
	struct string line = {0};
	struct span unkept;
	bool pick;
	if (state != STATE_UNANSWERED && state != STATE_ANSWERED)
		string_format(&line, "— %s —  ", state_words(state));
	if (remark.length)
		string_format(&line, "“ %.*s  ", SPAN_ARGUMENTS(remark));
	if (!screen->panel && interview_draft(screen->interview, cell, true, &unkept, &pick))
		string_format(&line, "“ %.*s — %s  ", SPAN_ARGUMENTS(unkept), _("typed, not kept"));
	if (aside.length)
		string_format(&line, "%s: %.*s", _("set aside"), SPAN_ARGUMENTS(span_is(aside, "later") ? span_of(_("later")) : aside));
	if (line.length)
		row = flow(grid, body, row, 3, string_span(&line), INK_UNDERLINE);
	string_free(&line);
	return row;
}

/* One field from `row` on; the row behind it. */
static int field_flow(struct screen *screen, struct grid *grid, struct rectangle body, int row, size_t index)
{
	struct field *field = &screen->page.fields[index];
	bool focused = index == screen->page.focus;
	row = flow_label(screen, grid, body, row, field->cell);
	int height = widget_height(field->widget, body.columns - 3);
	int room = body.row + body.rows - row;
	if (grid && room > 0 && row >= body.row)
		widget_paint(field->widget, grid, (struct rectangle){row, body.column + 2, room < height ? room : height, body.columns - 3}, focused && !screen->panel);
	row += grid && focused && row >= body.row && room > 0 && height > room ? room : height;
	row = flow_marks(screen, grid, body, row, field->cell);
	if (focused && screen->page.complaint.length)
		row = flow(grid, body, row, 1, string_span(&screen->page.complaint), INK_WARNING);
	return row;
}

/* A long choice list gets what the label leaves, so that label and cursor are both in sight. */
static void paint_fields(struct screen *screen, struct grid *grid, struct rectangle body)
{
	struct page *page = &screen->page;
	int heading = flow_row_name(screen, grid, body, body.row), gap = page->count > 1 ? 1 : 0;
	if (interview_questionnaire(screen->interview)->items[page->cell.item].kind == ITEM_GROUP)
		heading = flow_label(screen, grid, body, heading, page->cell);
	struct rectangle rest = {heading, body.column, body.row + body.rows - heading, body.columns};
	int focus_top = 0, focus_end = 0, row = 0;
	for (size_t i = 0; i < page->count; i++) {
		int end = field_flow(screen, NULL, rest, row, i);
		if (i == page->focus) {
			focus_top = row;
			focus_end = end;
		}
		row = end + gap;
	}
	if (page->count == 1 && focus_end > rest.rows)
		page->top = 0;
	else if (focus_top < page->top)
		page->top = focus_top;
	else if (focus_end > page->top + rest.rows)
		page->top = focus_end - rest.rows < focus_top ? focus_end - rest.rows : focus_top;
	if (row - gap <= rest.rows)
		page->top = 0;
	row = rest.row - page->top;
	for (size_t i = 0; i < page->count && row < rest.row + rest.rows; i++)
		row = field_flow(screen, grid, rest, row, i) + gap;
}

static void paint_repeat(struct screen *screen, struct grid *grid, struct rectangle body)
{
	struct string line = {0};
	uint32_t count;
	const uint32_t *slots = interview_rows(screen->interview, screen->page.cell, &count);
	int row = flow_label(screen, grid, body, body.row, screen->page.cell);
	uint32_t from = count > (uint32_t)body.rows / 2 ? count - (uint32_t)body.rows / 2 : 0;
	for (uint32_t i = from; i < count; i++) {
		const struct row *entry = interview_row(screen->interview, screen->page.cell.item, slots[i]);
		string_clear(&line);
		string_format(&line, "%u  %.*s", entry->place, SPAN_ARGUMENTS(entry->label));
		row = flow(grid, body, row, 3, string_span(&line), INK_PLAIN);
	}
	string_clear(&line);
	string_format(&line, "1  %s", count ? _("another one") : _("add the first one"));
	row = flow(grid, body, row + 1, 3, string_span(&line), INK_PLAIN);
	string_clear(&line);
	string_format(&line, "2  %s", _("go on"));
	flow(grid, body, row, 3, string_span(&line), INK_PLAIN);
	string_free(&line);
}

/* ---- the bottom line ---------------------------------------------------------------------------------------------------------- */

static void add_hint(struct string *line, int columns, const char *key, const char *words)
{
	struct string next = {0};
	string_format(&next, "%s%s %s", line->length ? "   " : "", key, words);
	if (text_width(string_span(line)) + text_width(string_span(&next)) <= columns)
		string_add(line, string_span(&next));
	string_free(&next);
}

static void field_hints(const struct screen *screen, struct string *line, int columns)
{
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	const struct item *item = screen->page.focus < screen->page.count ? &questionnaire->items[screen->page.fields[screen->page.focus].cell.item] : NULL;
	bool multiline = item && widget_is_multiline(screen->page.fields[screen->page.focus].widget);
	add_hint(line, columns, multiline ? "Tab" : "Enter", _("go on"));
	add_hint(line, columns, "Esc", _("menu"));
	add_hint(line, columns, "Shift-Tab", _("back"));
	if (item && !item_has_answer(item))
		item = NULL; /* a note: nothing to refuse */
	if (item && (item->states & (1u << STATE_DONT_KNOW)))
		add_hint(line, columns, "F7", _("don't know"));
	if (item && (item->states & (1u << STATE_REFUSED)))
		add_hint(line, columns, "F8", _("refused"));
	if (item && (item->states & (1u << STATE_NOT_APPLICABLE)))
		add_hint(line, columns, "F9", _("not applicable"));
	if (questionnaire->language_count > 1) {
		struct span title = questionnaire->languages[(interview_language(screen->interview) + 1) % questionnaire->language_count].title;
		struct string name = {0};
		string_add(&name, title);
		add_hint(line, columns, "F2", string_text(&name));
		string_free(&name);
	}
}

/* As many whole hints as fit; they stand three blanks apart, the most wanted first. */
static struct span fitting_hints(struct span line, int columns)
{
	while (text_width(line) > columns) {
		size_t end = line.length;
		while (end > 3 && !span_equal(span_sub(line, end - 3, 3), SPAN("   ")))
			end--;
		if (end <= 3)
			break;
		line.length = end - 3;
	}
	return line;
}

static void paint_bottom(const struct screen *screen, struct grid *grid)
{
	struct string line = {0}, clipped = {0};
	int columns = grid->columns - 2;
	if (screen->panel)
		string_add(&line, screen->panel->hint);
	else if (screen->page.kind == PAGE_HOME)
		string_add_text(&line, _("Enter open   s show   e export   n who types   h help   q end"));
	else if (screen->page.kind == PAGE_REPEAT)
		string_add_text(&line, _("1 another   2 go on   Shift-Tab back   Esc menu"));
	else if (screen->page.kind == PAGE_FINISH)
		string_add_text(&line, _("Enter go on   f complete   Shift-Tab back   Esc menu"));
	else
		field_hints(screen, &line, columns);
	text_clip(&clipped, fitting_hints(string_span(&line), columns), columns);
	grid_put(grid, grid->rows - 1, 1, columns, string_span(&clipped), INK_DIM);
	string_free(&line);
	string_free(&clipped);
}

static int paint_notices(const struct screen *screen, struct grid *grid, int row)
{
	struct rectangle all = {0, 0, grid->rows, grid->columns};
	if (screen->card.length)
		row = flow(grid, all, row, 1, string_span(&screen->card), INK_REVERSE);
	if (screen->notice.length)
		row = flow(grid, all, row, 1, string_span(&screen->notice), INK_GOOD | INK_BOLD);
	return row;
}

static bool too_small(struct grid *grid)
{
	if (grid->rows >= LEAST_ROWS && grid->columns >= LEAST_COLUMNS)
		return false;
	flow(grid, (struct rectangle){0, 0, grid->rows, grid->columns}, 0, 0, span_of(_("Too small: 30x8 is needed. All is kept.")), INK_PLAIN);
	return true;
}

void screen_paint(struct screen *screen, struct grid *grid)
{
	grid_clear(grid);
	screen->small = too_small(grid);
	if (screen->small)
		return;
	if (screen->paused) {
		grid_put(grid, grid->rows / 2, 2, grid->columns - 4, span_of(_("Paused. Any key goes on.")), INK_PLAIN);
		return;
	}
	paint_top(screen, grid);
	int row = paint_notices(screen, grid, 2);
	struct rectangle body = {row, 0, grid->rows - 1 - row, grid->columns};
	if (screen->page.kind == PAGE_FIELDS)
		paint_fields(screen, grid, body);
	else if (screen->page.kind == PAGE_REPEAT)
		paint_repeat(screen, grid, body);
	else if (screen->page.kind == PAGE_FINISH)
		finish_paint(screen, grid, body);
	else if (screen->page.kind == PAGE_HOME && screen->home)
		home_paint(screen, grid, body);
	if (screen->panel)
		panel_paint(screen->panel, grid, (struct rectangle){2, 0, grid->rows - 3, grid->columns});
	paint_bottom(screen, grid);
}
