/* Long text: several lines that wrap. Enter is a new line, Tab goes on. */
#include "widget_kind.h"

static void tell(const struct widget *widget, bool both, struct string *out)
{
	(void)widget;
	(void)both;
	string_format(out, "%s\n", _("Several lines; one with only a dot ends them."));
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
	.read = field_read_text,
	.line = field_line_more,
	.tell = tell,
	.multiline = true,
};
