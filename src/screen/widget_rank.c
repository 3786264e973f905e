/* Choices put in order: the first that is picked is the best. Picked once more, a choice loses its place and the others
 * move up; Left and Right bring it forward or back. */
#include "choices.h"

/* Before the one that stands ahead of it, or behind the next. */
static enum widget_result shift(struct widget *widget, bool forward)
{
	struct choices *choices = choices_of(widget);
	size_t place, to;
	if (choices->closed || !choices->count || !picks_has(choices, choices->shown[choices->cursor], &place))
		return WIDGET_TAKEN;
	to = forward ? place - 1 : place + 1;
	if (to >= choices->pick_count)
		return WIDGET_TAKEN;
	choices->picks[place] = choices->picks[to];
	choices->picks[to] = choices->shown[choices->cursor];
	widget->touched = true;
	return WIDGET_TAKEN;
}

static void place(struct widget *widget)
{
	struct choices *choices = widget->own;
	uint32_t choice = choices->shown[choices->cursor];
	if (picks_has(choices, choice, NULL))
		picks_remove(choices, choice);
	else
		picks_add(choices, choice);
}

static enum widget_result key(struct widget *widget, struct key pressed, int64_t now_ms)
{
	bool sideways = pressed.kind == PRESS_LEFT || pressed.kind == PRESS_RIGHT;
	if (sideways && !choices_takes_text(widget))
		return shift(widget, pressed.kind == PRESS_LEFT);
	switch (choices_key(widget, pressed, now_ms)) {
	case STEP_IGNORED:
		return WIDGET_IGNORED;
	case STEP_BACK:
		return widget_backspace(widget);
	case STEP_GO_ON:
		return WIDGET_GO_ON;
	case STEP_MOVED:
		return WIDGET_TAKEN;
	case STEP_TAKEN:
		widget->touched = true;
		return WIDGET_TAKEN;
	case STEP_PICK:
	case STEP_PICK_AND_GO:
		widget->touched = true;
		place(widget);
		return WIDGET_TAKEN;
	}
	return WIDGET_TAKEN;
}

static const struct choice_marks marks = {NULL, NULL};

/* A line below tells the order in words. */
static int height(struct widget *widget, int columns)
{
	return choices_height(widget, columns, marks) + 1;
}

static void order_words(const struct widget *widget, struct string *out)
{
	const struct choices *choices = widget->own;
	for (size_t i = 0; i < choices->pick_count; i++) {
		string_add_text(out, i ? " > " : "= ");
		choice_label(widget, choices->picks[i], widget_language(widget), out);
	}
}

static int paint(struct widget *widget, struct grid *grid, struct rectangle where, bool focused)
{
	struct string words = {0}, clipped = {0};
	bool tells = where.rows > 3;
	struct rectangle list = where;
	list.rows -= tells;
	int used = choices_paint(widget, grid, list, focused, marks);
	if (!tells)
		return used;
	order_words(widget, &words);
	text_clip(&clipped, string_span(&words), where.columns);
	grid_put(grid, where.row + used, where.column, where.columns, string_span(&clipped), INK_PLAIN);
	string_free(&words);
	string_free(&clipped);
	return used + 1;
}

static enum entry_state entry(struct widget *widget, struct arena *arena, struct answer *answer, const char **why)
{
	return choices_entry(widget, arena, false, answer, why);
}

const struct widget_kind widget_rank = {CHOICES_ROW, .key = key, .height = height, .paint = paint, .entry = entry};
