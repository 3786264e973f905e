/* Date, time, and both: one line, echoed in words. */
#include "entry_date.h"
#include "widget_kind.h"

static struct date_rules rules_of(const struct widget *widget)
{
	return (struct date_rules){
		.now = widget->now,
		.partial = widget->item->parameters.partial,
		.year = widget->item->look & LOOK_YEAR,
		.month = widget->item->look & LOOK_MONTH_YEAR,
	};
}

static enum entry_state take(
	enum entry_state state, struct arena *arena, struct span text, struct span v, struct answer *answer)
{
	*answer = (struct answer){.state = STATE_ANSWERED, .v = v};
	if (!span_equal(text, v))
		answer->typed = span_copy(arena, text);
	return state;
}

static enum entry_state read_date(
	struct widget *widget, struct arena *arena, struct span text, struct answer *answer, const char **why)
{
	struct date_rules rules = rules_of(widget);
	struct span v = {0};
	return take(entry_date(arena, text, &rules, &v, why), arena, text, v, answer);
}

static enum entry_state read_time(
	struct widget *widget, struct arena *arena, struct span text, struct answer *answer, const char **why)
{
	struct span v = {0};
	(void)widget;
	return take(entry_time(arena, text, &v, why), arena, text, v, answer);
}

static enum entry_state read_datetime(
	struct widget *widget, struct arena *arena, struct span text, struct answer *answer, const char **why)
{
	struct date_rules rules = rules_of(widget);
	struct span v = {0};
	return take(entry_datetime(arena, text, &rules, &v, why), arena, text, v, answer);
}

const struct widget_kind widget_date = {FIELD_ROW, .read = read_date, .echoes = true};
const struct widget_kind widget_time = {FIELD_ROW, .read = read_time, .echoes = true};
const struct widget_kind widget_datetime = {FIELD_ROW, .read = read_datetime, .echoes = true};
