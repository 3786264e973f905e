/* Half-typed text on its way to the journal: a splice of what the journal has. */
#include <string.h>

#include "app.h"

void draft_note_change(struct screen *screen)
{
	struct field *field = page_focus(screen);
	struct span text;
	bool pick;
	if (!field || screen->read_only)
		return;
	bool has = widget_draft(field->widget, &text, &pick);
	bool same = has ? span_equal(text, string_span(&field->drafted)) : !field->draft_stands;
	if (same)
		screen->changed_ms = -1;
	else if (screen->changed_ms < 0)
		screen->changed_ms = screen->now_ms;
}

/* The smallest splice, in codepoints, that makes `new` of `old`. */
static void splice(struct span old, struct span new, struct event *event)
{
	size_t head = 0, tail = 0;
	while (head < old.length && head < new.length && old.data[head] == new.data[head])
		head++;
	while (head > 0 && head < new.length && ((unsigned char)new.data[head] & 0xC0) == 0x80)
		head--; /* not inside a character */
	while (head > 0 && head < old.length && ((unsigned char)old.data[head] & 0xC0) == 0x80)
		head--;
	while (tail < old.length - head && tail < new.length - head && old.data[old.length - 1 - tail] == new.data[new.length - 1 - tail])
		tail++;
	while (tail > 0 && ((unsigned char)new.data[new.length - tail] & 0xC0) == 0x80)
		tail--;
	event->from = (uint32_t)text_length(span_sub(new, 0, head));
	event->cut = (uint32_t)text_length(span_sub(old, head, old.length - head - tail));
	event->put = span_sub(new, head, new.length - head - tail);
}

void draft_push(struct screen *screen)
{
	struct field *field = page_focus(screen);
	struct event event = {.kind = EVENT_DRAFT};
	struct string path = {0};
	struct span text = {0};
	bool pick = false;
	screen->changed_ms = -1;
	if (!field || screen->read_only)
		return;
	bool has = widget_draft(field->widget, &text, &pick);
	if (!has && !field->draft_stands)
		return;
	if (has && span_equal(text, string_span(&field->drafted)))
		return;
	interview_path(screen->interview, field->cell, &path);
	event.q = string_span(&path);
	event.draft_is_pick = pick;
	if (pick)
		event.answer.v = text;
	else
		splice(string_span(&field->drafted), text, &event);
	app_event(screen, &event);
	string_clear(&field->drafted);
	string_add(&field->drafted, text);
	field->draft_stands = true;
	string_free(&path);
}
