/* The table of widgets, and what all kinds share: the draft, what has changed, the line in a table. */
#include <string.h>

#include "widget_kind.h"

#define BOUNCE_MS 60 /* a key that comes again this soon was pressed once (5-keys) */

static const struct widget_kind *const kinds[] = {
	[INPUT_NONE] = &widget_note,
	[INPUT_LINE] = &widget_line,
	[INPUT_TEXT] = &widget_text,
	[INPUT_NUMBER] = &widget_number,
	[INPUT_RANGE] = &widget_range,
	[INPUT_NUMBER_UNIT] = &widget_quantity,
	[INPUT_DATE] = &widget_date,
	[INPUT_TIME] = &widget_time,
	[INPUT_DATETIME] = &widget_datetime,
	[INPUT_CHOICE] = &widget_choice,
	[INPUT_CHOICES] = &widget_choices,
	[INPUT_RANK] = &widget_rank,
	[INPUT_LIST] = &widget_list,
	[INPUT_NOTE] = &widget_note,
	[INPUT_ACKNOWLEDGE] = &widget_acknowledge,
	[INPUT_FILE] = &widget_file,
	[INPUT_PASSAGE] = &widget_text,
};

static const struct widget_kind *kind_of(const struct item *item)
{
	enum input input = item_type(item)->input;
	if (input == INPUT_LINE && (item->look & LOOK_MULTILINE) && item_type(item)->storage == STORE_TEXT)
		input = INPUT_TEXT;
	return kinds[input];
}

struct widget *widget_new(struct interview *interview, struct cell cell, uint32_t language, struct moment now)
{
	struct widget *widget = memory_alloc(sizeof *widget);
	struct span draft;
	bool pick;
	widget->interview = interview;
	widget->questionnaire = interview_questionnaire(interview);
	widget->item = &widget->questionnaire->items[cell.item];
	widget->cell = cell;
	widget->language = language;
	widget->language_then = interview_language(interview);
	widget->now = now;
	widget->reading = -1;
	widget->last_ms = INT64_MIN / 2;
	widget->entry = arena_new();
	widget->scratch = arena_new();
	widget->kind = kind_of(widget->item);
	if (widget->kind->start)
		widget->kind->start(widget);
	if (widget->kind->resume && interview_draft(interview, cell, false, &draft, &pick))
		widget->kind->resume(widget, draft, pick);
	else if (widget->kind->show && widget_standing(widget)->state == STATE_ANSWERED)
		widget->kind->show(widget, widget_standing(widget));
	return widget;
}

void widget_free(struct widget *widget)
{
	if (!widget)
		return;
	if (widget->kind->finish)
		widget->kind->finish(widget);
	editor_free(widget->editor);
	arena_free(widget->entry);
	arena_free(widget->scratch);
	string_free(&widget->text);
	memory_free(widget);
}

struct cell widget_cell(const struct widget *widget)
{
	return widget->cell;
}

enum widget_result widget_key(struct widget *widget, struct key key, int64_t now_ms)
{
	arena_reset(widget->entry);
	enum widget_result result = widget->kind->key(widget, key, now_ms);
	widget->last = key;
	widget->last_ms = now_ms;
	return result;
}

/* ---- what kinds ask ---- */

uint32_t widget_language(const struct widget *widget)
{
	uint32_t now = interview_language(widget->interview);
	return now == widget->language_then ? widget->language : now;
}

uint32_t widget_other_language(const struct widget *widget, uint32_t steps)
{
	return (widget_language(widget) + steps) % widget->questionnaire->language_count;
}

struct span widget_language_code(const struct widget *widget)
{
	return widget->questionnaire->languages[widget_language(widget)].code;
}

const struct answer *widget_standing(const struct widget *widget)
{
	return interview_answer(widget->interview, widget->cell);
}

bool widget_is_quick(const struct widget *widget)
{
	return widget->questionnaire->quick || (widget->item->look & LOOK_QUICK);
}

enum widget_result widget_backspace(const struct widget *widget)
{
	return widget->touched || !widget_is_quick(widget) ? WIDGET_TAKEN : WIDGET_BACK;
}

static bool is_last_key(const struct widget *widget, struct key key)
{
	return key.kind == widget->last.kind && key.codepoint == widget->last.codepoint;
}

bool widget_repeated(struct widget *widget, struct key key, int64_t now_ms)
{
	return is_last_key(widget, key) && now_ms - widget->last_ms < BOUNCE_MS;
}

void widget_passed_by(struct widget *widget, struct key key)
{
	if (!is_last_key(widget, key))
		widget->last_ms = INT64_MIN / 2;
}

const char *widget_say(struct arena *arena, const char *format, ...)
{
	struct string text = {0};
	va_list list;
	va_start(list, format);
	string_format_list(&text, format, list);
	va_end(list);
	const char *kept = arena_text(arena, string_text(&text), text.length);
	string_free(&text);
	return kept;
}

/* ---- entry and draft ---- */

enum entry_state widget_entry(struct widget *widget, struct answer *answer, const char **why)
{
	*answer = (struct answer){0};
	*why = NULL;
	return widget->kind->entry ? widget->kind->entry(widget, widget->entry, answer, why) : ENTRY_EMPTY;
}

bool widget_changed(const struct widget *const_widget)
{
	struct widget *widget = (struct widget *)const_widget; /* only its scratch memory is written to */
	const struct answer *standing = widget_standing(widget);
	struct answer answer = {0};
	const char *why = NULL;
	if (!widget->kind->entry)
		return false;
	arena_reset(widget->scratch);
	enum entry_state state = widget->kind->entry(widget, widget->scratch, &answer, &why);
	if (state == ENTRY_EMPTY)
		return standing->state == STATE_ANSWERED;
	return state != ENTRY_VALID || !answer_equal(&answer, standing);
}

bool widget_draft(struct widget *widget, struct span *text, bool *pick)
{
	struct span stands;
	bool is_pick;
	const struct answer *standing = widget_standing(widget);
	*text = SPAN("");
	*pick = false;
	if (!widget->kind->draft)
		return false;
	if (!interview_draft(widget->interview, widget->cell, false, &stands, &is_pick) && !widget_changed(widget)) {
		*text = standing->v; /* what is typed may be written otherwise, but is this */
		return standing->v.length > 0;
	}
	return widget->kind->draft(widget, text, pick) || standing->v.length > 0;
}

bool widget_readings(struct widget *widget, struct answer readings[2])
{
	const char *why = NULL;
	int chosen = widget->reading;
	bool both = widget->kind->read != NULL;
	for (int i = 0; i < 2 && both; i++) {
		widget->reading = i;
		readings[i] = (struct answer){0};
		both =
			widget->kind->read(widget, widget->entry, editor_text(widget->editor), &readings[i], &why) == ENTRY_VALID;
	}
	widget->reading = chosen;
	return both;
}

void widget_choose_reading(struct widget *widget, int which)
{
	widget->reading = which;
}

bool widget_takes_text(const struct widget *widget)
{
	return widget->kind->takes_text && widget->kind->takes_text(widget);
}

bool widget_is_coded(const struct widget *widget)
{
	return widget->kind->names && !widget_takes_text(widget);
}

bool widget_names(const struct widget *widget, uint32_t character)
{
	return widget->kind->names(widget, character);
}

bool widget_is_deliberate(const struct widget *widget)
{
	return widget->kind->deliberate;
}

void widget_say_keys(const struct widget *widget, struct string *out)
{
	widget->kind->say_keys(widget, out);
}

bool widget_edits(const struct widget *widget, enum key_kind kind)
{
	return widget->touched && widget->editor && !editor_is_at_end(widget->editor, kind);
}

bool widget_is_multiline(const struct widget *widget)
{
	return widget->kind->multiline;
}

bool widget_escape(struct widget *widget)
{
	return widget->kind->escape && widget->kind->escape(widget);
}

/* ---- plain mode ---- */

enum line_result widget_take_line(struct widget *widget, struct span line, bool literal, struct string *say)
{
	arena_reset(widget->entry);
	if (widget->kind->line)
		return widget->kind->line(widget, line, literal, say);
	if (line.length && widget->editor) {
		editor_set(widget->editor, line);
		widget->touched = true;
		widget->reading = -1;
	}
	return LINE_WHOLE;
}

void widget_empty(struct widget *widget)
{
	arena_reset(widget->entry);
	if (widget->kind->resume)
		widget->kind->resume(widget, SPAN(""), false);
	widget->touched = true;
}

bool widget_has_begun(const struct widget *widget)
{
	struct span draft;
	bool pick;
	return widget->kind->multiline &&
		   (widget->touched || interview_draft(widget->interview, widget->cell, false, &draft, &pick));
}

void widget_tell(const struct widget *widget, bool both, struct string *out)
{
	if (widget->kind->tell)
		widget->kind->tell(widget, both, out);
}

/* ---- painting ---- */

int widget_height(struct widget *widget, int columns)
{
	return widget->kind->height ? widget->kind->height(widget, columns) : 0;
}

int widget_paint(struct widget *widget, struct grid *grid, struct rectangle where, bool focused)
{
	if (!grid || where.rows <= 0)
		return widget_height(widget, where.columns);
	return where.columns > 0 && widget->kind->paint ? widget->kind->paint(widget, grid, where, focused) : 0;
}

/* What cannot be typed in one line is shown in one: its answer in words, and the cursor at the front. */
static void paint_shown(struct widget *widget, struct grid *grid, struct rectangle where, bool focused)
{
	struct string shown = {0}, clipped = {0};
	struct answer answer = {0};
	const char *why = NULL;
	arena_reset(widget->scratch);
	enum entry_state state =
		widget->kind->entry ? widget->kind->entry(widget, widget->scratch, &answer, &why) : ENTRY_EMPTY;
	if (state == ENTRY_VALID)
		answer_show(widget->questionnaire, widget->item, &answer, widget_language(widget), &shown);
	else if (state != ENTRY_EMPTY)
		string_add_text(&shown, "?");
	text_clip(&clipped, string_span(&shown), where.columns);
	grid_put(grid, where.row, where.column, where.columns, string_span(&clipped), focused ? INK_REVERSE : INK_PLAIN);
	if (focused) {
		grid->cursor_row = where.row;
		grid->cursor_column = where.column;
	}
	string_free(&shown);
	string_free(&clipped);
}

void widget_paint_cell(struct widget *widget, struct grid *grid, struct rectangle where, bool focused)
{
	if (where.rows <= 0 || where.columns <= 0)
		return;
	where.rows = 1;
	if (widget->kind->paint_cell)
		widget->kind->paint_cell(widget, grid, where, focused);
	else if (widget->editor && !widget->kind->multiline && widget->kind->read && focused)
		editor_paint(widget->editor, grid, where, true);
	else
		paint_shown(widget, grid, where, focused);
}
