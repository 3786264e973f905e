/* Several of several choices. An exclusive one unticks the rest, and they it. */
#include "choices.h"

static void untick_exclusive(struct choices *choices)
{
	for (size_t i = choices->pick_count; i-- > 0;)
		if (choice_is_exclusive(choices, choices->picks[i]))
			picks_remove(choices, choices->picks[i]);
}

static enum widget_result tick(struct widget *widget)
{
	struct choices *choices = widget->own;
	uint32_t choice = choices->shown[choices->cursor];
	widget->touched = true;
	if (picks_has(choices, choice, NULL)) {
		picks_remove(choices, choice);
		return WIDGET_TAKEN;
	}
	if (choice_is_exclusive(choices, choice))
		picks_clear(choices);
	else
		untick_exclusive(choices);
	picks_add(choices, choice);
	choices->in_other = choice == choices->other;
	return choice_is_exclusive(choices, choice) ? WIDGET_PICKED : WIDGET_TAKEN;
}

static enum widget_result key(struct widget *widget, struct key pressed, int64_t now_ms)
{
	enum choice_step step = choices_key(widget, pressed, now_ms);
	switch (step) {
	case STEP_IGNORED:
		return WIDGET_IGNORED;
	case STEP_BACK:
		return widget_backspace(widget);
	case STEP_GO_ON:
		return WIDGET_GO_ON;
	case STEP_PICK:
	case STEP_PICK_AND_GO:
		return tick(widget);
	case STEP_TAKEN:
		widget->touched = true;
		break;
	case STEP_MOVED:
		break;
	}
	return WIDGET_TAKEN;
}

static const struct choice_marks marks = {"[x]", "[ ]"};

static int height(struct widget *widget, int columns)
{
	return choices_height(widget, columns, marks);
}

static int paint(struct widget *widget, struct grid *grid, struct rectangle where, bool focused)
{
	return choices_paint(widget, grid, where, focused, marks);
}

/* A whole number whose name others go on with counts when one moves away from it. */
static enum entry_state entry(struct widget *widget, struct arena *arena, struct answer *answer, const char **why)
{
	struct choices *choices = choices_of(widget);
	bool typed = choices_number_is_whole(choices) && !picks_has(choices, choices->shown[choices->cursor], NULL);
	if (typed)
		picks_add(choices, choices->shown[choices->cursor]);
	enum entry_state state = choices_entry(widget, arena, true, answer, why);
	if (typed)
		picks_remove(choices, choices->shown[choices->cursor]);
	return state;
}

const struct widget_kind widget_choices = {CHOICES_ROW, .key = key, .height = height, .paint = paint, .entry = entry};
