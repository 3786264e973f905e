/* Choices put in order: the first that is picked is the best. Picked once more, a choice loses its place and the others
 * move up. */
#include "choices.h"

static enum widget_result key(struct widget *widget, struct key pressed, int64_t now_ms)
{
	struct choices *choices = widget->own;
	enum choice_step step = choices_key(widget, pressed, now_ms);
	if (step == STEP_IGNORED)
		return WIDGET_IGNORED;
	if (step == STEP_BACK)
		return widget_backspace(widget);
	if (step == STEP_GO_ON)
		return WIDGET_GO_ON;
	if (step == STEP_MOVED)
		return WIDGET_TAKEN;
	widget->touched = true;
	if (step == STEP_TAKEN)
		return WIDGET_TAKEN;
	uint32_t choice = choices->shown[choices->cursor];
	if (picks_has(choices, choice, NULL))
		picks_remove(choices, choice);
	else
		picks_add(choices, choice);
	return WIDGET_TAKEN;
}

static int paint(struct widget *widget, struct grid *grid, struct rectangle where, bool focused)
{
	return choices_paint(widget, grid, where, focused, (struct choice_marks){NULL, NULL});
}

static enum entry_state entry(struct widget *widget, struct arena *arena, struct answer *answer, const char **why)
{
	return choices_entry(widget, arena, false, answer, why);
}

const struct widget_kind widget_rank = {CHOICES_ROW, .key = key, .paint = paint, .entry = entry};
