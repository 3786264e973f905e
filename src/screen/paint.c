/* From state to cells: the top line, the page, the bottom line. */
#include <string.h>

#include "app.h"
#include "roster.h"

#define LEAST_ROWS 8
#define LEAST_COLUMNS 30
#define LINE_ACROSS 0x2500u

const char *screen_state_words(enum answer_state state)
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
		string_add_text(&shown, screen_state_words(state));
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
	string_add_text(out, title.length ? " · " : "");
	one_line(out, string_span(&title));
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

/* Who answers in the respondent's place, at the right edge of the rule; the columns left of it. */
static int paint_answerer(const struct screen *screen, struct grid *grid)
{
	struct string line = {0}, name = {0};
	int room = grid->columns;
	if (screen->answerer.length) {
		text_clip(&name, string_span(&screen->answerer), grid->columns / 3);
		string_format(&line, " %s: %s ", _("answering"), string_text(&name));
		room -= text_width(string_span(&line)) + 1;
		grid_put(grid, 1, room, grid->columns - room, string_span(&line), INK_BOLD);
	}
	string_free(&line);
	string_free(&name);
	return room;
}

/* The rule below the top line; in it what is told of the page behind. */
static void paint_rule(const struct screen *screen, struct grid *grid)
{
	struct string line = {0}, clipped = {0};
	grid_fill(grid, 1, 0, grid->columns, LINE_ACROSS, INK_DIM);
	int room = paint_answerer(screen, grid);
	if (screen->interview)
		behind_text(screen, &line);
	text_clip(&clipped, string_span(&line), room - 5);
	if (clipped.length) {
		grid_put(grid, 1, 0, 1, SPAN(" "), INK_DIM);
		int end = grid_put(grid, 1, 1, room - 3, string_span(&clipped), screen->behind.left_count ? INK_BOLD : INK_DIM);
		grid_put(grid, 1, end, 1, SPAN(" "), INK_DIM);
	}
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
			string_format(&right, "%u/±%u · ", page_number(screen), screen->page.about);
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

/* ---- the bottom line ---------------------------------------------------------------------------------------------------------- */

/* Into a line with so much room left, if it fits. */
static void add_hint(struct string *line, int *room, const char *key, const char *words)
{
	const char *gap = line->length ? "   " : "";
	int width = (int)strlen(gap) + text_width(span_of(key)) + 1 + text_width(span_of(words));
	if (width > *room)
		return;
	const char *parts[] = {gap, key, " ", words};
	for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++)
		string_add_text(line, parts[i]);
	*room -= width;
}

/* What is particular to a kind of question. */
static void kind_hints(const struct item *item, struct string *line, int *room)
{
	static const struct {
		enum input input;
		const char *key, *words;
	} hints[] = {
		{INPUT_CHOICES, N_("Space"), N_("tick")},
		{INPUT_RANK, N_("Space"), N_("place")},
		{INPUT_RANK, "←→", N_("order")},
		{INPUT_RANGE, "↑↓", N_("step")},
		{INPUT_NUMBER_UNIT, "↑↓", N_("unit")},
	};
	for (unsigned i = 0; i < sizeof hints / sizeof *hints; i++)
		if (item_type(item)->input == hints[i].input)
			add_hint(line, room, _(hints[i].key), _(hints[i].words));
}

static void field_hints(const struct screen *screen, struct string *line, int room)
{
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	const struct item *item = screen->page.focus < screen->page.count ? &questionnaire->items[screen->page.fields[screen->page.focus].cell.item] : NULL;
	bool multiline = item && widget_is_multiline(screen->page.fields[screen->page.focus].widget);
	add_hint(line, &room, multiline ? "Tab" : "Enter", _("go on"));
	add_hint(line, &room, "Esc", _("menu"));
	if (item && (screen->page.fields[screen->page.focus].table != NONE || roster_shows(screen, screen->page.cell)))
		add_hint(line, &room, "↑↓", _("row"));
	if (item && (screen->read_only || !item_has_answer(item)))
		item = NULL; /* nothing to refuse */
	if (item)
		kind_hints(item, line, &room);
	if (item && (item->states & (1u << STATE_DONT_KNOW)))
		add_hint(line, &room, "F7", _("don't know"));
	if (item && (item->states & (1u << STATE_REFUSED)))
		add_hint(line, &room, "F8", _("refused"));
	if (item && (item->states & (1u << STATE_NOT_APPLICABLE)))
		add_hint(line, &room, "F9", _("not applicable"));
	add_hint(line, &room, "Shift-Tab", _("back"));
	if (questionnaire->language_count > 1) {
		struct span title = questionnaire->languages[(interview_language(screen->interview) + 1) % questionnaire->language_count].title;
		struct string name = {0};
		string_add(&name, title);
		add_hint(line, &room, "F2", string_text(&name));
		string_free(&name);
	}
}

#define BETWEEN_HINTS SPAN("   ")

/* Where the last hint begins that may go; 0: there is none. Esc, the way out, stays. */
static size_t last_to_drop(struct span line)
{
	size_t begin = line.length;
	while (begin > BETWEEN_HINTS.length) {
		begin--;
		if (span_equal(span_sub(line, begin - BETWEEN_HINTS.length, BETWEEN_HINTS.length), BETWEEN_HINTS) && !span_starts(span_sub(line, begin, SIZE_MAX), SPAN("Esc")))
			return begin;
	}
	return 0;
}

/* As many whole hints as fit; the most wanted stand first. */
static void fit_hints(struct string *line, int columns)
{
	while (text_width(string_span(line)) > columns) {
		size_t begin = last_to_drop(string_span(line));
		size_t next = span_find(string_span(line), BETWEEN_HINTS);
		if (!begin && (next == SIZE_MAX || span_starts(string_span(line), SPAN("Esc"))))
			break; /* only one is left */
		if (!begin) {
			string_splice(line, 0, next + BETWEEN_HINTS.length, SPAN(""));
			continue;
		}
		size_t length = span_find(span_sub(string_span(line), begin, SIZE_MAX), BETWEEN_HINTS);
		string_splice(line, begin - BETWEEN_HINTS.length, length == SIZE_MAX ? SIZE_MAX : BETWEEN_HINTS.length + length, SPAN(""));
	}
}

static void paint_bottom(struct screen *screen, struct grid *grid)
{
	struct string line = {0}, clipped = {0};
	int columns = grid->columns - 2;
	if (screen->panel)
		string_add(&line, screen->panel->hint);
	else if (screen->page.kind == PAGE_HOME)
		string_add_text(&line, _("Enter open   q end   h help   s show   e export   n who types"));
	else if (screen->page.kind == PAGE_REPEAT)
		string_add_text(&line, _("1 another   2 go on   Esc menu   Shift-Tab back"));
	else if (screen->page.kind == PAGE_FINISH)
		finish_hints(screen, &line);
	else
		field_hints(screen, &line, columns);
	fit_hints(&line, columns);
	text_clip(&clipped, string_span(&line), columns);
	grid_put(grid, grid->rows - 1, 1, columns, string_span(&clipped), INK_DIM);
	string_free(&line);
	string_free(&clipped);
}

/* What is said until the next key; long, it is cut, so that the page stays usable. */
static struct rectangle paint_notices(const struct screen *screen, struct grid *grid, struct rectangle body)
{
	const struct string *notices[] = {&screen->card, &screen->notice};
	static const unsigned inks[] = {INK_REVERSE, INK_GOOD | INK_BOLD};
	for (unsigned i = 0; i < 2; i++) {
		struct rectangle where = {body.row, 1, body.rows / 3, body.columns - 2};
		int wanted = flow(grid, where, string_span(notices[i]), inks[i]);
		if (wanted > where.rows)
			flow_cut(grid, where, SPAN(" …"));
		body = rows_below(body, smaller(wanted, where.rows));
	}
	return body;
}

static bool too_small(struct grid *grid)
{
	if (grid->rows >= LEAST_ROWS && grid->columns >= LEAST_COLUMNS)
		return false;
	flow(grid, (struct rectangle){0, 0, grid->rows, grid->columns}, span_of(_("Too small: 30x8 is needed. All is kept.")),
		INK_PLAIN);
	return true;
}

/* A repeat as a table, and below it the question in hand. */
static void paint_roster(struct screen *screen, struct grid *grid, struct rectangle body)
{
	bool asks = screen->page.kind == PAGE_REPEAT;
	body = roster_paint(screen, grid, body, asks ? REPEAT_ASK_ROWS : fields_height(screen, body));
	if (asks)
		repeat_ask_paint(grid, body, false);
	else
		fields_paint(screen, grid, body);
	roster_cursor(screen, grid);
}

void screen_paint(struct screen *screen, struct grid *grid)
{
	grid_clear(grid);
	screen->small = too_small(grid);
	screen->rows = grid->rows;
	screen->columns = grid->columns;
	if (screen->small)
		return;
	if (screen->paused) {
		grid_put(grid, grid->rows / 2, 2, grid->columns - 4, span_of(_("Paused. Any key goes on.")), INK_PLAIN);
		return;
	}
	paint_top(screen, grid);
	struct rectangle body = paint_notices(screen, grid, (struct rectangle){2, 0, grid->rows - 3, grid->columns});
	if (roster_fits(screen))
		paint_roster(screen, grid, body);
	else if (screen->page.kind == PAGE_FIELDS)
		fields_paint(screen, grid, body);
	else if (screen->page.kind == PAGE_REPEAT)
		repeat_paint(screen, grid, body);
	else if (screen->page.kind == PAGE_FINISH)
		finish_paint(screen, grid, body);
	else if (screen->page.kind == PAGE_HOME && screen->home)
		home_paint(screen, grid, body);
	screen->page.seen = true;
	if (screen->panel)
		panel_paint(screen->panel, grid, (struct rectangle){2, 0, grid->rows - 3, grid->columns});
	paint_bottom(screen, grid);
}
