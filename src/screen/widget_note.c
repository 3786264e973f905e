/* A note: nothing to type. Enter goes on. */
#include "widget_kind.h"

static enum widget_result key(struct widget *widget, struct key pressed, int64_t now_ms)
{
	(void)now_ms;
	if (pressed.kind == PRESS_ENTER)
		return WIDGET_GO_ON;
	if (pressed.kind == PRESS_BACKSPACE)
		return widget_backspace(widget);
	return WIDGET_IGNORED;
}

const struct widget_kind widget_note = {.key = key};
