/* Choices on the grid: one below the other, wrapped, around the cursor; or side by side where the form wants it and
 * they fit. */
#include <string.h>

#include "choices_layout.h"

#define WRAPPED_MOST 60 /* longer lists show one line a choice: their height need not be measured */

void choice_label(const struct widget *widget, uint32_t choice, uint32_t language, struct string *out)
{
	const struct choices *choices = widget->own;
	if (choice >= choices->list->count)
		string_add_text(out, _("Other"));
	else
		interview_choice_label(widget->interview, widget->cell, widget->item->list, choice, language, out);
	if (choice == choices->other)
		string_add_text(out, " …");
}

/* As it stands before the reader: one that is not offered says so. */
void label_at(const struct widget *widget, size_t place, struct string *out)
{
	const struct choices *choices = widget->own;
	choice_label(widget, choices->shown[place], widget_language(widget), out);
	if (place >= choices->offered)
		string_format(out, " (%s)", _("not offered any more"));
}

/* ---- measures ---- */

static struct layout layout_of(const struct choices *choices, int columns, struct choice_marks marks)
{
	struct layout layout = {
		.marks = marks, .columns = columns, .clipped = choices->count > WRAPPED_MOST, .mark_columns = 3};
	if (choices->list->whole_numbers) {
		for (size_t i = 0; i < choices->count; i++) {
			int width = text_width(choice_name(choices, choices->shown[i]));
			layout.key_columns = width > layout.key_columns ? width : layout.key_columns;
		}
	} else {
		layout.key_columns = choices->count > KEYED_CHOICES ? 0 : 1;
	}
	if (!marks.on && choices->count > 9)
		layout.mark_columns = 4;
	layout.indent = 2 + layout.key_columns + (layout.key_columns ? 1 : 0) + layout.mark_columns + 1;
	return layout;
}

static bool shows_other(const struct choices *choices, uint32_t choice)
{
	return choice == choices->other && picks_has(choices, choice, NULL);
}

static int label_lines(const struct widget *widget, const struct layout *layout, size_t place)
{
	struct string label = {0};
	struct span lines[LINES_MOST];
	if (layout->clipped)
		return 1;
	label_at(widget, place, &label);
	int room = layout->columns - layout->indent;
	size_t count = text_wrap(string_span(&label), room > 4 ? room : 4, lines, LINES_MOST);
	string_free(&label);
	return count < 1 ? 1 : count > LINES_MOST ? LINES_MOST : (int)count;
}

static int rows_of(const struct widget *widget, const struct layout *layout, size_t place)
{
	const struct choices *choices = widget->own;
	return label_lines(widget, layout, place) + (shows_other(choices, choices->shown[place]) ? 1 : 0);
}

/* ---- one choice ---- */

static void mark_of(const struct choices *choices, uint32_t choice, const struct layout *layout, struct string *out)
{
	size_t place;
	bool picked = picks_has(choices, choice, &place);
	if (layout->marks.on)
		string_add_text(out, picked ? layout->marks.on : layout->marks.off);
	else if (picked)
		string_format(out, layout->mark_columns == 4 ? "[%2zu]" : "[%zu]", place + 1);
	else
		string_add_text(out, layout->mark_columns == 4 ? "[  ]" : "[ ]");
}

static void key_of(const struct choices *choices, size_t place, const struct layout *layout, struct string *out)
{
	struct string name = {0};
	if (choices->list->whole_numbers)
		string_add(&name,
			choices->shown[place] < choices->list->count ? choice_name(choices, choices->shown[place]) : SPAN(""));
	else if (choice_key(choices, place))
		text_encode(&name, choice_key(choices, place));
	for (int width = text_width(string_span(&name)); width < layout->key_columns; width++)
		string_add_byte(out, ' ');
	string_add(out, string_span(&name));
	string_free(&name);
}

void paint_front(struct widget *widget, struct grid *grid, struct rectangle where, const struct layout *layout,
	size_t place, bool focused)
{
	const struct choices *choices = widget->own;
	struct string front = {0};
	string_add_text(&front, place == choices->cursor ? "> " : "  ");
	key_of(choices, place, layout, &front);
	if (layout->key_columns)
		string_add_byte(&front, ' ');
	mark_of(choices, choices->shown[place], layout, &front);
	bool bold = place == choices->cursor || picks_has(choices, choices->shown[place], NULL);
	grid_put(grid, where.row, where.column, where.columns, string_span(&front), bold ? INK_BOLD : INK_PLAIN);
	if (focused && place == choices->cursor && !choices->filtering && !choices->in_other) {
		grid->cursor_row = where.row;
		grid->cursor_column = where.column + layout->indent - layout->mark_columns;
	}
	string_free(&front);
}

int paint_label(
	struct widget *widget, struct grid *grid, struct rectangle where, const struct layout *layout, size_t place)
{
	const struct choices *choices = widget->own;
	struct string label = {0}, clipped = {0};
	struct span lines[LINES_MOST];
	bool bold = place == choices->cursor || picks_has(choices, choices->shown[place], NULL);
	unsigned ink = place >= choices->offered ? INK_WARNING : bold ? INK_BOLD : INK_PLAIN;
	label_at(widget, place, &label);
	size_t count = 1;
	if (layout->clipped) {
		text_clip(&clipped, string_span(&label), where.columns);
		lines[0] = string_span(&clipped);
	} else {
		count = text_wrap(string_span(&label), where.columns > 4 ? where.columns : 4, lines, LINES_MOST);
	}
	for (size_t i = 0; i < count && i < LINES_MOST && (int)i < where.rows; i++)
		grid_put(grid, where.row + (int)i, where.column, where.columns, lines[i], ink);
	string_free(&label);
	string_free(&clipped);
	return label_lines(widget, layout, place);
}

static int paint_choice(struct widget *widget, struct grid *grid, struct rectangle where, const struct layout *layout,
	size_t place, bool focused)
{
	const struct choices *choices = widget->own;
	struct rectangle label = columns_behind(where, layout->indent);
	paint_front(widget, grid, where, layout, place, focused);
	int used = paint_label(widget, grid, label, layout, place);
	if (!shows_other(choices, choices->shown[place]))
		return used;
	if (used < where.rows)
		editor_paint(widget->editor, grid, (struct rectangle){where.row + used, label.column, 1, label.columns},
			focused && choices->in_other);
	return used + 1;
}

/* ---- below each other ---- */

static size_t cursor_in_view(const struct choices *choices)
{
	size_t count = choices_view_count(choices);
	if (!choices->matches)
		return choices->cursor;
	for (size_t i = 0; i < count; i++)
		if (choices_view(choices, i) == choices->cursor)
			return i;
	return 0;
}

/* Moves the window so that the cursor is in it and no row at the end stays empty without need. */
static void scroll(struct widget *widget, const struct layout *layout, int rows)
{
	struct choices *choices = widget->own;
	size_t count = choices_view_count(choices), cursor = cursor_in_view(choices), first = cursor;
	int used = count ? rows_of(widget, layout, choices_view(choices, cursor)) : 0;
	while (first > 0 && first > choices->top) {
		int more = rows_of(widget, layout, choices_view(choices, first - 1));
		if (used + more > rows)
			break;
		used += more;
		first--;
	}
	for (size_t i = cursor + 1; i < count && used < rows; i++)
		used += rows_of(widget, layout, choices_view(choices, i));
	while (first > 0 && used < rows) {
		used += rows_of(widget, layout, choices_view(choices, first - 1));
		if (used <= rows)
			first--;
	}
	choices->top = first;
}

/* More above or below than is in sight. */
void paint_more(struct grid *grid, struct rectangle where, bool above, bool below)
{
	int column = where.column + where.columns - 1;
	if (above)
		grid_put(grid, where.row, column, 1, SPAN("↑"), INK_DIM);
	if (below)
		grid_put(grid, where.row + where.rows - 1, column, 1, SPAN("↓"), INK_DIM);
}

static int paint_list(
	struct widget *widget, struct grid *grid, struct rectangle where, const struct layout *layout, bool focused)
{
	struct choices *choices = widget->own;
	size_t count = choices_view_count(choices), i;
	int used = 0;
	scroll(widget, layout, where.rows);
	for (i = choices->top; i < count && used < where.rows; i++) {
		struct rectangle row = {where.row + used, where.column, where.rows - used, where.columns};
		used += paint_choice(widget, grid, row, layout, choices_view(choices, i), focused);
	}
	paint_more(grid, where, choices->top > 0, i < count || used > where.rows);
	return used < where.rows ? used : where.rows;
}

/* ---- folded ---- */

/* `minimal`: what is picked, and how to see the rest. */
static int folded_height(const struct widget *widget, const struct layout *layout)
{
	const struct choices *choices = widget->own;
	int rows = 1;
	for (size_t i = 0; i < choices->count && choices->pick_count; i++)
		if (picks_has(choices, choices->shown[i], NULL))
			rows += rows_of(widget, layout, i);
	return rows;
}

static int paint_folded(
	struct widget *widget, struct grid *grid, struct rectangle where, const struct layout *layout, bool focused)
{
	const struct choices *choices = widget->own;
	struct string words = {0};
	int used = 0;
	for (size_t i = 0; i < choices->count && choices->pick_count && used < where.rows; i++)
		if (picks_has(choices, choices->shown[i], NULL))
			used += paint_choice(widget, grid, rows_below(where, used), layout, i, focused);
	if (used >= where.rows)
		return where.rows;
	string_format(&words, _("Space shows %zu choices"), choices->count);
	int column = where.column + layout->indent - layout->mark_columns - 1, row = where.row + used;
	if (!choices->pick_count)
		grid_put(grid, row, where.column, 2, SPAN("> "), INK_BOLD);
	grid_put(grid, row, column, where.column + where.columns - column, string_span(&words), INK_DIM);
	if (focused && !choices->in_other) {
		grid->cursor_row = choices->pick_count ? where.row : row;
		grid->cursor_column = column + (choices->pick_count > 0);
	}
	string_free(&words);
	return used + 1;
}

/* ---- all ---- */

static int paint_filter(struct widget *widget, struct grid *grid, struct rectangle where, bool focused)
{
	const struct choices *choices = widget->own;
	struct string found = {0};
	int column = grid_put(grid, where.row, where.column, where.columns, SPAN("/ "), INK_BOLD);
	int columns = where.columns - (column - where.column);
	if (choices->matches)
		string_format(&found, choices->match_count ? "%u" : "%u  %s", choices->match_count, _("nothing like it"));
	else
		string_format(&found, "%zu", choices->count);
	int width = text_width(string_span(&found));
	editor_paint(choices->typed, grid, (struct rectangle){where.row, column, 1, columns - width - 2},
		focused && !choices->in_other);
	grid_put(grid, where.row, where.column + where.columns - width, width, string_span(&found), INK_DIM);
	string_free(&found);
	return 1;
}

/* The digits typed so far and, where they are a name, what Enter would pick. */
static void paint_number(struct widget *widget, struct grid *grid, struct rectangle where)
{
	const struct choices *choices = widget->own;
	struct string words = {0};
	int column = grid_put(
		grid, where.row, where.column + 2, where.columns - 2, string_span(&choices->number), INK_UNDERLINE);
	if (choices_number_is_whole(choices)) {
		string_add_text(&words, "  Enter: ");
		choice_label(widget, choices->shown[choices->cursor], widget_language(widget), &words);
		grid_put(grid, where.row, column, where.column + where.columns - column, string_span(&words), INK_DIM);
	}
	string_free(&words);
}

static int paint_none(struct grid *grid, struct rectangle where)
{
	struct span words = span_of(_("no choice is offered"));
	if (where.rows > 0)
		grid_put(grid, where.row, where.column + 2, where.columns - 2, words, INK_DIM);
	return where.rows > 0 ? 1 : 0;
}

/* The rows of the choices themselves. */
static int paint_choices(
	struct widget *widget, struct grid *grid, struct rectangle where, const struct layout *layout, bool focused)
{
	struct choices *choices = widget->own;
	struct side side = side_of(widget, layout);
	choices->across = side.across;
	if (choices->closed)
		return paint_folded(widget, grid, where, layout, focused);
	if (!choices->count)
		return paint_none(grid, where);
	if (side.across > 1)
		return side_paint(widget, grid, where, layout, &side, focused);
	return paint_list(widget, grid, where, layout, focused);
}

int choices_paint(
	struct widget *widget, struct grid *grid, struct rectangle where, bool focused, struct choice_marks marks)
{
	struct choices *choices = choices_of(widget);
	struct layout layout = layout_of(choices, where.columns, marks);
	int used = 0;
	if (choices->filtering && where.rows > 1)
		used = paint_filter(widget, grid, where, focused);
	used += paint_choices(widget, grid, rows_below(where, used), &layout, focused);
	if (choices->number.length && used < where.rows)
		paint_number(widget, grid, (struct rectangle){where.row + used++, where.column, 1, where.columns});
	return used;
}

/* All of a list, one below the other. */
static int list_height(const struct widget *widget, const struct layout *layout)
{
	const struct choices *choices = widget->own;
	int rows = 0;
	if (layout->clipped)
		return choices->count < INT16_MAX ? (int)choices->count : INT16_MAX;
	for (size_t i = 0; i < choices->count; i++)
		rows += rows_of(widget, layout, i);
	return larger(rows, 1);
}

int choices_height(struct widget *widget, int columns, struct choice_marks marks)
{
	struct choices *choices = choices_of(widget);
	struct layout layout = layout_of(choices, columns, marks);
	struct side side = side_of(widget, &layout);
	int rows = (choices->filtering ? 1 : 0) + (choices->number.length ? 1 : 0);
	if (choices->closed)
		return rows + folded_height(widget, &layout);
	return rows + (side.across > 1 ? side_height(widget, &side) : list_height(widget, &layout));
}
