/* Long text: several lines that wrap. Enter is a new line, Tab goes on. */
#include "widget_kind.h"

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
	.read = field_read_text,
	.multiline = true,
};
