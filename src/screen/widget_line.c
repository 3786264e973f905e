/* A line of text: text, barcode, a place typed as latitude and longitude. */
#include "widget_kind.h"

/* "lat lon", perhaps with altitude and accuracy; commas between are taken for blanks. */
static enum entry_state read_place(struct arena *arena, struct span text, struct answer *answer, const char **why)
{
	static const double most[] = {90, 180, 1e6, 1e6};
	struct string clean = {0};
	struct span rest, token;
	unsigned count = 0;
	bool good = true;
	for (size_t i = 0; i < text.length; i++)
		string_add_byte(&clean, text.data[i] == ',' || text.data[i] == ';' ? ' ' : text.data[i]);
	rest = string_span(&clean);
	struct string v = {0};
	while (good && span_token(&rest, &token)) {
		double number;
		good = count < 4 && number_parse(token, &number) && number >= -most[count] && number <= most[count];
		string_format(&v, "%s%.*s", count++ ? " " : "", SPAN_ARGUMENTS(token));
	}
	*answer = (struct answer){.state = STATE_ANSWERED, .v = span_copy(arena, string_span(&v))};
	string_free(&clean);
	string_free(&v);
	if (good && count >= 2)
		return ENTRY_VALID;
	*why = _("Latitude and longitude are expected, such as -1.6101 103.6131 (altitude and accuracy may follow)");
	return ENTRY_INCOMPLETE;
}

static enum entry_state read_line(
	struct widget *widget, struct arena *arena, struct span text, struct answer *answer, const char **why)
{
	if (item_type(widget->item)->storage == STORE_GEOPOINT)
		return read_place(arena, text, answer, why);
	return field_read_text(widget, arena, text, answer, why);
}

const struct widget_kind widget_line = {FIELD_ROW, .read = read_line};
