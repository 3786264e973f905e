/* What widgets with one editor share: the text, what it means, the echo beside it. */
#include <string.h>

#include "widget_kind.h"

#define FIELD_COLUMNS 28 /* of the line when an echo stands beside it */

void field_start(struct widget *widget)
{
	widget->editor = editor_new(false);
	editor_mask(widget->editor, widget->item->look & LOOK_MASKED);
}

void field_start_multiline(struct widget *widget)
{
	widget->editor = editor_new(true);
	editor_mask(widget->editor, widget->item->look & LOOK_MASKED);
}

static void text_of(const struct widget *widget, const struct answer *answer, struct string *out)
{
	if (widget->kind->text_of)
		widget->kind->text_of(widget, answer, out);
	else
		string_add(out, answer->v);
}

void field_show(struct widget *widget, const struct answer *answer)
{
	struct string text = {0};
	text_of(widget, answer, &text);
	editor_set(widget->editor, string_span(&text));
	string_free(&text);
}

void field_resume(struct widget *widget, struct span draft, bool pick)
{
	(void)pick;
	editor_set(widget->editor, draft);
}

enum widget_result field_key(struct widget *widget, struct key key, int64_t now_ms)
{
	(void)now_ms;
	if (key.kind == PRESS_BACKSPACE && !editor_text(widget->editor).length)
		return widget_backspace(widget);
	if (key.kind == PRESS_ENTER && !widget->kind->multiline)
		return WIDGET_GO_ON;
	if (!editor_key(widget->editor, key))
		return WIDGET_IGNORED;
	widget->touched = true;
	widget->reading = -1;
	return WIDGET_TAKEN;
}

bool text_is_blank(struct span text)
{
	return span_trim(text).length == 0;
}

/* A text that still is what the standing answer is shown as is that answer, however it would be read today. */
static bool is_standing(struct widget *widget, struct span text)
{
	const struct answer *standing = widget_standing(widget);
	struct string shown = {0};
	if (standing->state != STATE_ANSWERED)
		return false;
	text_of(widget, standing, &shown);
	bool same = span_equal(text, string_span(&shown));
	string_free(&shown);
	return same;
}

enum entry_state field_entry(struct widget *widget, struct arena *arena, struct answer *answer, const char **why)
{
	struct span text = editor_text(widget->editor);
	if (text_is_blank(text))
		return ENTRY_EMPTY;
	if (is_standing(widget, text)) {
		*answer = *widget_standing(widget);
		return ENTRY_VALID;
	}
	return widget->kind->read(widget, arena, text, answer, why);
}

bool field_draft(struct widget *widget, struct span *text, bool *pick)
{
	*pick = false;
	*text = editor_text(widget->editor);
	return text->length > 0;
}

bool field_takes_text(const struct widget *widget)
{
	(void)widget;
	return true;
}

/* ---- plain mode ---- */

/* The first line takes the place of what stands; a draft goes on. */
enum line_result field_line_more(struct widget *widget, struct span line, bool literal, struct string *say)
{
	struct string text = {0};
	bool begun = widget_has_begun(widget);
	(void)literal;
	(void)say;
	if (!begun && !line.length)
		return LINE_WHOLE;
	if (begun && editor_text(widget->editor).length) {
		string_add(&text, editor_text(widget->editor));
		string_add_byte(&text, '\n');
	}
	string_add(&text, line);
	editor_set(widget->editor, string_span(&text));
	widget->touched = true;
	string_free(&text);
	return LINE_PART;
}

/* ---- painting ---- */

/* What the entry would be recorded as, in words; nothing while it is none. */
static void echo(struct widget *widget, struct string *out)
{
	struct answer answer = {0};
	const char *why = NULL;
	arena_reset(widget->scratch);
	enum entry_state state = field_entry(widget, widget->scratch, &answer, &why);
	if (state == ENTRY_VALID) {
		string_add_text(out, "= ");
		answer_show(widget->questionnaire, widget->item, &answer, widget_language(widget), out);
	} else if (state == ENTRY_ASK) {
		string_add_text(out, "? ");
	}
}

static bool echoes(const struct widget *widget)
{
	return widget->kind->echoes && !(widget->item->look & LOOK_MASKED);
}

#define ECHO_LEAST 16 /* columns of the echo beside the field, the gap counted */

static bool echo_is_beside(int columns)
{
	return columns >= FIELD_COLUMNS + ECHO_LEAST;
}

/* The field grows with a long entry, so that its beginning stays in sight, and leaves the echo its least. */
static int columns_before_echo(struct widget *widget, int columns)
{
	int wanted = text_width(editor_text(widget->editor)) + 1, most = columns - ECHO_LEAST;
	return wanted < FIELD_COLUMNS ? FIELD_COLUMNS : wanted < most ? wanted : most;
}

int field_height(struct widget *widget, int columns)
{
	if (widget->kind->multiline)
		return editor_height(widget->editor, columns) + 1;
	return echoes(widget) && !echo_is_beside(columns) ? 2 : 1;
}

int field_paint(struct widget *widget, struct grid *grid, struct rectangle where, bool focused)
{
	struct rectangle line = where;
	struct string text = {0}, clipped = {0};
	if (widget->kind->multiline || !echoes(widget)) {
		line.rows = widget->kind->multiline ? where.rows : 1;
		editor_paint(widget->editor, grid, line, focused);
		return line.rows;
	}
	bool beside = echo_is_beside(where.columns);
	line.rows = 1;
	line.columns = beside ? columns_before_echo(widget, where.columns) : where.columns;
	editor_paint(widget->editor, grid, line, focused);
	echo(widget, &text);
	struct rectangle echoed =
		beside ? (struct rectangle){where.row, where.column + line.columns + 2, 1, where.columns - line.columns - 2}
			   : (struct rectangle){where.row + 1, where.column, 1, where.columns};
	text_clip(&clipped, string_span(&text), echoed.columns);
	if (beside || where.rows > 1)
		grid_put(grid, echoed.row, echoed.column, echoed.columns, string_span(&clipped), INK_PLAIN);
	string_free(&text);
	string_free(&clipped);
	return beside || where.rows < 2 ? 1 : 2;
}

enum entry_state field_read_text(
	struct widget *widget, struct arena *arena, struct span text, struct answer *answer, const char **why)
{
	(void)widget;
	(void)arena;
	(void)why;
	*answer = (struct answer){.state = STATE_ANSWERED, .v = text};
	return ENTRY_VALID;
}
