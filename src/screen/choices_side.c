/* Choices side by side: in as many columns as the form wants and fit; the points of a scale in one row, their labels
 * below the marks where they do not fit beside them. */
#include "choices_layout.h"

#define GAP 3          /* between two */
#define SCALE_LINES 3  /* the most that a label below its mark may take */
#define SCALE_INDENT 2 /* of that label: it stands below the key */

static bool other_is_open(const struct choices *choices)
{
	return choices->other != NONE && picks_has(choices, choices->other, NULL);
}

static bool may_stand_so(const struct choices *choices, const struct layout *layout)
{
	return layout->marks.on && !choices->filtering && !choices->closed && choices->count > 0 &&
		   choices->count <= KEYED_CHOICES && choices->offered == choices->count;
}

static int longest_word(struct span text)
{
	struct span word;
	int width = 0;
	while (span_token(&text, &word))
		width = larger(width, text_width(word));
	return width;
}

struct labels {
	int widest, word; /* the widest label, the longest word of any */
	int lines;        /* the most that one takes in the columns asked for */
};

static struct labels measure(const struct widget *widget, int columns)
{
	const struct choices *choices = widget->own;
	struct labels labels = {0};
	struct string label = {0};
	for (size_t i = 0; i < choices->count; i++) {
		string_clear(&label);
		label_at(widget, i, &label);
		labels.widest = larger(labels.widest, text_width(string_span(&label)));
		labels.word = larger(labels.word, longest_word(string_span(&label)));
		if (columns > 0)
			labels.lines = larger(labels.lines, (int)text_wrap(string_span(&label), columns, NULL, 0));
	}
	string_free(&label);
	return labels;
}

/* As many as fit up to `wanted`, the last row as full as the others can leave it. */
static struct side in_columns(int count, int wanted, int width, int columns)
{
	int fit = (columns + GAP) / width, across = smaller(smaller(wanted, count), fit);
	if (across < 2)
		return (struct side){.across = 1};
	int rows = (count + across - 1) / across;
	if (wanted >= count) /* no number of columns is asked for */
		across = (count + rows - 1) / rows;
	return (struct side){.across = across, .width = width, .lines = 1};
}

static struct side as_scale(const struct widget *widget, const struct layout *layout, int count)
{
	int width = layout->columns / count, room = width - SCALE_INDENT - 1;
	struct labels labels = measure(widget, room);
	bool fits = width >= layout->indent - 1 && labels.word <= room && labels.lines <= SCALE_LINES;
	return fits ? (struct side){.across = count, .width = width, .lines = 1 + labels.lines} : (struct side){.across = 1};
}

struct side side_of(const struct widget *widget, const struct layout *layout)
{
	const struct choices *choices = widget->own;
	const struct item *item = widget->item;
	int count = (int)choices->count;
	int wanted = item->look & (LOOK_HORIZONTAL | LOOK_LIKERT) ? count : (int)item->columns;
	if (wanted < 2 || !may_stand_so(choices, layout))
		return (struct side){.across = 1};
	struct labels labels = measure(widget, 0);
	struct side side = in_columns(count, wanted, layout->indent + labels.widest + GAP, layout->columns);
	if ((item->look & LOOK_LIKERT) && side.across < count)
		side = as_scale(widget, layout, count);
	side.other = side.across > 1 && other_is_open(choices);
	return side;
}

static int rows_of_choices(const struct choices *choices, const struct side *side)
{
	return ((int)choices->count + side->across - 1) / side->across;
}

int side_height(const struct widget *widget, const struct side *side)
{
	return rows_of_choices(widget->own, side) * side->lines + side->other;
}

static void paint_cell(struct widget *widget, struct grid *grid, struct rectangle cell, const struct layout *layout,
	const struct side *side, size_t place, bool focused)
{
	struct rectangle label = columns_behind(cell, layout->indent);
	paint_front(widget, grid, cell, layout, place, focused);
	if (side->lines > 1)
		label = columns_behind(rows_below(cell, 1), SCALE_INDENT);
	paint_label(widget, grid, label, layout, place);
}

static int paint_rows(struct widget *widget, struct grid *grid, struct rectangle where, const struct layout *layout,
	const struct side *side, bool focused)
{
	const struct choices *choices = widget->own;
	int rows = rows_of_choices(choices, side), fit = larger(where.rows / side->lines, 1);
	int top = smaller(larger((int)choices->cursor / side->across - fit + 1, 0), larger(rows - fit, 0)), used = 0;
	for (size_t i = (size_t)(top * side->across); i < choices->count; i++) {
		int row = ((int)i / side->across - top) * side->lines, column = (int)i % side->across * side->width;
		if (row >= where.rows)
			break;
		struct rectangle cell = {
			where.row + row, where.column + column, smaller(side->lines, where.rows - row), side->width - 1};
		cell.columns = smaller(cell.columns, where.columns - column);
		paint_cell(widget, grid, cell, layout, side, i, focused);
		used = row + cell.rows;
	}
	paint_more(grid, where, top > 0, top + fit < rows);
	return used;
}

int side_paint(struct widget *widget, struct grid *grid, struct rectangle where, const struct layout *layout,
	const struct side *side, bool focused)
{
	const struct choices *choices = widget->own;
	bool other = side->other && where.rows > 1;
	struct rectangle rows = where;
	rows.rows -= other;
	int used = paint_rows(widget, grid, rows, layout, side, focused);
	if (!other)
		return used;
	struct string label = {0};
	choice_label(widget, choices->other, widget_language(widget), &label);
	string_add_byte(&label, ' ');
	struct rectangle line = columns_behind(rows_below(where, used), 2);
	line.rows = 1;
	int behind = grid_put(grid, line.row, line.column, line.columns / 2, string_span(&label), INK_BOLD);
	editor_paint(widget->editor, grid, columns_behind(line, behind - line.column), focused && choices->in_other);
	string_free(&label);
	return used + 1;
}
