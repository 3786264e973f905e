/* One of several choices. Arrows move and pick; a cursor that no key has moved is not a pick. */
#include "choices.h"

static enum widget_result pick(struct widget *widget, bool by_arrow)
{
	struct choices *choices = widget->own;
	uint32_t choice = choices->shown[choices->cursor];
	widget->touched = true;
	picks_clear(choices);
	picks_add(choices, choice);
	if (by_arrow)
		return WIDGET_TAKEN;
	choices->in_other = choice == choices->other;
	choices_close(choices);
	return choices->in_other ? WIDGET_TAKEN : WIDGET_PICKED; /* other wants its text first */
}

static enum widget_result key(struct widget *widget, struct key pressed, int64_t now_ms)
{
	enum choice_step step = choices_key(widget, pressed, now_ms);
	enum widget_result result = WIDGET_TAKEN;
	switch (step) {
	case STEP_IGNORED:
		return WIDGET_IGNORED;
	case STEP_BACK:
		return widget_backspace(widget);
	case STEP_GO_ON:
		return WIDGET_GO_ON;
	case STEP_PICK:
		return pick(widget, false);
	case STEP_PICK_AND_GO:
		result = pick(widget, false);
		return result == WIDGET_PICKED ? WIDGET_GO_ON : result;
	case STEP_MOVED:
		return pick(widget, true);
	case STEP_TAKEN:
		widget->touched = true;
		break;
	}
	return result;
}

static const struct choice_marks marks = {"(x)", "( )"};

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
	enum entry_state state = choices_entry(widget, arena, true, answer, why);
	if (!choices_number_is_whole(choices))
		return state;
	*answer = (struct answer){.state = STATE_ANSWERED, .v = choice_name(choices, choices->shown[choices->cursor])};
	return ENTRY_VALID;
}

const struct widget_kind widget_choice = {CHOICES_ROW, .key = key, .height = height, .paint = paint, .entry = entry};
