/* Long text: several lines that wrap. Enter is a new line, Tab goes on. */
#include "widget_kind.h"

static enum entry_state read_text(
	struct widget *widget, struct arena *arena, struct span text, struct answer *answer, const char **why)
{
	(void)widget;
	(void)arena;
	(void)why;
	*answer = (struct answer){.state = STATE_ANSWERED, .v = text};
	return ENTRY_VALID;
}

const struct widget_kind widget_text = {
	.start = field_start_multiline,
	.show = field_show,
	.resume = field_resume,
	.key = field_key,
	.paint = field_paint,
	.height = field_height,
	.entry = field_entry,
	.draft = field_draft,
	.takes_text = field_takes_text,
	.read = read_text,
	.multiline = true,
};
