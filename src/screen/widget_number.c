/* Whole numbers, decimals, a number on a range (Up and Down step along it), a quantity with its unit (Up and Down go
 * through the units). */
#include <string.h>

#include "entry_figure.h"
#include "entry_number.h"
#include "entry_units.h"
#include "widget_kind.h"

static struct number_rules rules_of(const struct widget *widget)
{
	const struct item *item = widget->item;
	bool quantity = item_type(item)->storage == STORE_NUMBER_UNIT;
	return (struct number_rules){
		.questionnaire = widget->questionnaire,
		.language = widget_language(widget),
		.whole = item_type(item)->storage == STORE_INTEGER,
		.units = quantity && item->list != NONE ? &widget->questionnaire->lists[item->list] : NULL,
		.pers = quantity && item->per_list != NONE ? &widget->questionnaire->lists[item->per_list] : NULL,
		.reading = widget->reading,
	};
}

static enum entry_state read_number(
	struct widget *widget, struct arena *arena, struct span text, struct answer *answer, const char **why)
{
	struct number_rules rules = rules_of(widget);
	struct number_entry entry;
	enum entry_state state = entry_number(arena, text, &rules, &entry, why);
	*answer = (struct answer){.state = STATE_ANSWERED, .v = entry.v, .unit = entry.unit, .per = entry.per};
	if (!span_equal(text, entry.v))
		answer->typed = span_copy(arena, text);
	return state;
}

/* As it reads back the same: three digits behind a mark could be thousands, four cannot. */
static void number_text(const struct widget *widget, const struct answer *answer, struct string *out)
{
	size_t point = span_find(answer->v, SPAN("."));
	answer_digits(widget->questionnaire, answer->v, widget_language(widget), out);
	if (point != SIZE_MAX && answer->v.length - point == 4)
		string_add_byte(out, '0');
}

/* ---- range ---- */

struct scale {
	double start, end, step;
};

static struct scale scale_of(const struct widget *widget)
{
	const struct parameters *parameters = &widget->item->parameters;
	struct scale scale = {parameters->has_start ? parameters->start : 0, parameters->has_end ? parameters->end : 10,
		parameters->has_step ? parameters->step : 1};
	scale.step = scale.step < 0 ? -scale.step : scale.step;
	return scale;
}

static void scale_figure(const struct widget *widget, double value, struct string *out)
{
	struct string digits = {0};
	figure_print(&digits, value);
	answer_digits(widget->questionnaire, string_span(&digits), widget_language(widget), out);
	string_free(&digits);
}

static void scale_words(const struct widget *widget, struct scale scale, struct string *out)
{
	scale_figure(widget, scale.start, out);
	string_add_text(out, " … ");
	scale_figure(widget, scale.end, out);
	if (scale.step != 1 && scale.step > 0) {
		string_format(out, " %s ", _("by"));
		scale_figure(widget, scale.step, out);
	}
}

static enum entry_state read_range(
	struct widget *widget, struct arena *arena, struct span text, struct answer *answer, const char **why)
{
	struct scale scale = scale_of(widget);
	double value, low = scale.start < scale.end ? scale.start : scale.end,
				  high = scale.start < scale.end ? scale.end : scale.start;
	enum entry_state state = read_number(widget, arena, text, answer, why);
	if (state != ENTRY_VALID || !number_parse(answer->v, &value))
		return state;
	double steps = scale.step > 0 ? (value - scale.start) / scale.step : 0,
		   off = steps - (double)(int64_t)(steps + (steps < 0 ? -0.5 : 0.5));
	if (value >= low && value <= high && off < 1e-9 && off > -1e-9)
		return ENTRY_VALID;
	struct string words = {0};
	scale_words(widget, scale, &words);
	*why = widget_say(arena, _("A number of this range is expected: %s"), string_text(&words));
	string_free(&words);
	return ENTRY_INCOMPLETE;
}

/* Up is one step on, Down one back; from nothing the first step is the start. */
static enum widget_result step(struct widget *widget, bool up)
{
	struct scale scale = scale_of(widget);
	struct answer answer = {0};
	const char *why;
	struct string text = {0};
	double value = scale.start, by = (scale.end < scale.start ? -scale.step : scale.step) * (up ? 1 : -1);
	if (read_number(widget, widget->entry, editor_text(widget->editor), &answer, &why) == ENTRY_VALID &&
		number_parse(answer.v, &value))
		value += by;
	if (scale.step <= 0 || (value - scale.start) * (value - scale.end) > 1e-12)
		return WIDGET_TAKEN;
	figure_print(&text, value);
	editor_set(widget->editor, string_span(&text));
	string_free(&text);
	widget->touched = true;
	return WIDGET_TAKEN;
}

static enum widget_result range_key(struct widget *widget, struct key key, int64_t now_ms)
{
	if (key.kind == PRESS_UP || key.kind == PRESS_DOWN)
		return step(widget, key.kind == PRESS_UP);
	return field_key(widget, key, now_ms);
}

static int range_height(struct widget *widget, int columns)
{
	return field_height(widget, columns) + 1;
}

static int range_paint(struct widget *widget, struct grid *grid, struct rectangle where, bool focused)
{
	struct string words = {0};
	int used = field_paint(widget, grid, where, focused);
	if (used < where.rows) {
		scale_words(widget, scale_of(widget), &words);
		grid_put(grid, where.row + used++, where.column, where.columns, string_span(&words), INK_DIM);
		string_free(&words);
	}
	return used;
}

/* ---- quantity ---- */

static void write_unit(const struct widget *widget, uint32_t list, struct span name, struct string *out)
{
	uint32_t index = list == NONE ? MAP_NONE : map_get(widget->questionnaire->lists[list].by_name, name);
	if (index == MAP_NONE)
		string_add(out, name);
	else
		unit_words(&widget->questionnaire->lists[list].choices[index], widget_language(widget), out);
}

static void quantity_text(const struct widget *widget, const struct answer *answer, struct string *out)
{
	number_text(widget, answer, out);
	if (answer->unit.length)
		string_add_byte(out, ' ');
	write_unit(widget, widget->item->list, answer->unit, out);
	if (answer->per.length) {
		string_add_text(out, " per ");
		write_unit(widget, widget->item->per_list, answer->per, out);
	}
}

/* The next unit behind the number: of the list of `per` once a slash or `per` stands there, else of the units. */
static enum widget_result next_unit(struct widget *widget, bool down)
{
	const struct item *item = widget->item;
	struct span text = span_trim(editor_text(widget->editor));
	size_t slash = span_find(text, SPAN("/")), per = span_find(text, SPAN(" per ")), cut, skip;
	if (text.length > 4 && per == SIZE_MAX && span_ends(text, SPAN(" per")))
		per = text.length - 4;
	bool of_per = item->per_list != NONE && (slash != SIZE_MAX || per != SIZE_MAX);
	const struct choice_list *list = &widget->questionnaire->lists[of_per ? item->per_list : item->list];
	if (of_per) {
		cut = slash < per ? slash + 1 : per + 4;
		skip = cut;
	} else {
		for (cut = text.length; cut > 0 && !(text.data[cut - 1] >= '0' && text.data[cut - 1] <= '9'); cut--)
			;
		skip = cut;
	}
	struct span word = span_trim(span_sub(text, skip, SIZE_MAX));
	const struct choice *now = word.length ? unit_find(widget->questionnaire, list, word) : NULL;
	if (cut == 0 || !list->count || (word.length && !now))
		return WIDGET_TAKEN;
	uint32_t index = now ? (uint32_t)(now - list->choices) + (down ? 1 : list->count - 1) : down ? 0 : list->count - 1;
	struct string fresh = {0};
	string_add(&fresh, span_sub(text, 0, cut));
	string_add_byte(&fresh, ' ');
	unit_words(&list->choices[index % list->count], widget_language(widget), &fresh);
	editor_set(widget->editor, string_span(&fresh));
	string_free(&fresh);
	widget->touched = true;
	return WIDGET_TAKEN;
}

static enum widget_result quantity_key(struct widget *widget, struct key key, int64_t now_ms)
{
	if ((key.kind == PRESS_UP || key.kind == PRESS_DOWN) && editor_text(widget->editor).length)
		return next_unit(widget, key.kind == PRESS_DOWN);
	return field_key(widget, key, now_ms);
}

/* The units, then what they may be per: on a line of their own where both do not fit in one. */
static int flow_units(const struct widget *widget, struct grid *grid, struct rectangle where)
{
	struct number_rules rules = rules_of(widget);
	struct string units = {0}, pers = {0};
	int used = 0;
	if (rules.units)
		units_name(rules.units, rules.language, &units);
	if (rules.pers) {
		string_add_text(&pers, "per ");
		units_name(rules.pers, rules.language, &pers);
	}
	if (text_width(string_span(&units)) + 2 + text_width(string_span(&pers)) <= where.columns) {
		string_format(&units, "%s%s", pers.length ? "  " : "", string_text(&pers));
		string_clear(&pers);
	}
	used += flow(grid, where, string_span(&units), INK_DIM);
	used += flow(grid, rows_below(where, used), string_span(&pers), INK_DIM);
	string_free(&units);
	string_free(&pers);
	return used;
}

static int quantity_height(struct widget *widget, int columns)
{
	return field_height(widget, columns) + flow_units(widget, NULL, (struct rectangle){0, 0, 0, columns});
}

static int quantity_paint(struct widget *widget, struct grid *grid, struct rectangle where, bool focused)
{
	int used = field_paint(widget, grid, where, focused);
	used += flow_units(widget, grid, rows_below(where, used));
	return used < where.rows ? used : where.rows;
}

/* ---- plain mode ---- */

static void tell_range(const struct widget *widget, bool both, struct string *out)
{
	struct string words = {0};
	(void)both;
	scale_words(widget, scale_of(widget), &words);
	string_format(out, "%.*s\n", SPAN_ARGUMENTS(span_trim(string_span(&words))));
	string_free(&words);
}

static void tell_quantity(const struct widget *widget, bool both, struct string *out)
{
	struct number_rules rules = rules_of(widget);
	(void)both;
	if (rules.units) {
		string_format(out, "%s: ", _("Units"));
		units_name(rules.units, rules.language, out);
	}
	if (rules.pers) {
		string_add_text(out, " per ");
		units_name(rules.pers, rules.language, out);
	}
	string_add_byte(out, '\n');
}

const struct widget_kind widget_number = {FIELD_ROW, .text_of = number_text, .read = read_number, .echoes = true};

const struct widget_kind widget_range = {
	.start = field_start,
	.show = field_show,
	.resume = field_resume,
	.key = range_key,
	.paint = range_paint,
	.height = range_height,
	.entry = field_entry,
	.draft = field_draft,
	.takes_text = field_takes_text,
	.tell = tell_range,
	.text_of = number_text,
	.read = read_range,
	.echoes = true,
};

const struct widget_kind widget_quantity = {
	.start = field_start,
	.show = field_show,
	.resume = field_resume,
	.key = quantity_key,
	.paint = quantity_paint,
	.height = quantity_height,
	.entry = field_entry,
	.draft = field_draft,
	.takes_text = field_takes_text,
	.tell = tell_quantity,
	.text_of = quantity_text,
	.read = read_number,
	.echoes = true,
};
