/* Acknowledging: one box to tick, by Space, x or 1. */
#include "widget_kind.h"

struct acknowledge {
	bool ticked;
};

static void start(struct widget *widget)
{
	widget->own = memory_alloc(sizeof(struct acknowledge));
}

static void finish(struct widget *widget)
{
	memory_free(widget->own);
}

static void show(struct widget *widget, const struct answer *answer)
{
	((struct acknowledge *)widget->own)->ticked = answer->v.length > 0;
}

static void resume(struct widget *widget, struct span draft, bool pick)
{
	(void)pick;
	((struct acknowledge *)widget->own)->ticked = draft.length > 0;
}

static bool names(const struct widget *widget, uint32_t character)
{
	(void)widget;
	return character == ' ' || character == 'x' || character == '1';
}

static void say_keys(const struct widget *widget, struct string *out)
{
	(void)widget;
	string_add_text(out, _("press 1 or Space"));
}

static enum widget_result key(struct widget *widget, struct key pressed, int64_t now_ms)
{
	struct acknowledge *own = widget->own;
	if (pressed.kind == PRESS_ENTER)
		return WIDGET_GO_ON;
	if (pressed.kind == PRESS_BACKSPACE)
		return widget_backspace(widget);
	if (pressed.kind != PRESS_TEXT || !names(widget, pressed.codepoint))
		return WIDGET_IGNORED;
	if (widget_repeated(widget, pressed, now_ms))
		return WIDGET_TAKEN;
	own->ticked = !own->ticked;
	widget->touched = true;
	return own->ticked ? WIDGET_PICKED : WIDGET_TAKEN;
}

static int height(struct widget *widget, int columns)
{
	(void)widget;
	(void)columns;
	return 1;
}

static int paint(struct widget *widget, struct grid *grid, struct rectangle where, bool focused)
{
	const struct acknowledge *own = widget->own;
	struct string text = {0};
	string_format(&text, "> 1 [%c] %s", own->ticked ? 'x' : ' ', _("read out and understood"));
	grid_put(grid, where.row, where.column, where.columns, string_span(&text), own->ticked ? INK_BOLD : INK_PLAIN);
	if (focused) {
		grid->cursor_row = where.row;
		grid->cursor_column = where.column + 5;
	}
	string_free(&text);
	return 1;
}

static enum entry_state entry(struct widget *widget, struct arena *arena, struct answer *answer, const char **why)
{
	(void)arena;
	(void)why;
	if (!((struct acknowledge *)widget->own)->ticked)
		return ENTRY_EMPTY;
	*answer = (struct answer){.state = STATE_ANSWERED, .v = SPAN("OK")};
	return ENTRY_VALID;
}

static bool draft(struct widget *widget, struct span *text, bool *pick)
{
	bool ticked = ((struct acknowledge *)widget->own)->ticked;
	*pick = true;
	*text = ticked ? SPAN("OK") : SPAN("");
	return ticked;
}

static enum line_result line(struct widget *widget, struct span text, bool literal, struct string *say)
{
	struct acknowledge *own = widget->own;
	struct string folded = {0};
	(void)literal;
	if (!text.length)
		return LINE_WHOLE;
	text_fold(&folded, span_trim(text));
	bool ticks = span_is(string_span(&folded), "1") || span_is(string_span(&folded), "x") || span_is(string_span(&folded), "ok");
	string_free(&folded);
	if (!ticks) {
		string_add_text(say, _("1 says that it was read out and understood"));
		return LINE_REFUSED;
	}
	own->ticked = widget->touched = true;
	return LINE_WHOLE;
}

static void tell(const struct widget *widget, bool both, struct string *out)
{
	(void)widget;
	(void)both;
	string_format(out, "1 %s\n", _("read out and understood"));
}

const struct widget_kind widget_acknowledge = {
	.start = start,
	.finish = finish,
	.show = show,
	.resume = resume,
	.key = key,
	.paint = paint,
	.height = height,
	.entry = entry,
	.draft = draft,
	.names = names,
	.say_keys = say_keys,
	.line = line,
	.tell = tell,
	.deliberate = true,
};
