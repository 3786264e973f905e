/* Half-typed text on its way to the journal: a splice of what the journal has. */
#include <string.h>

#include "app.h"

/* What would be lost if all ended now: the words in a panel, else the entry of the field. */
struct typing {
	struct cell cell;
	bool remark, pick;
	struct string *known; /* what the journal has of it */
};

static bool find_typing(struct screen *screen, struct typing *typing, struct string *text)
{
	struct field *field = page_focus(screen);
	struct span typed;
	string_clear(text);
	if (screen->read_only)
		return false;
	if (screen->panel && screen->panel->drafted) {
		*typing = (struct typing){screen->about.cell, true, false, &screen->about.known};
		string_add(text, string_span(&screen->about.before));
		string_add(text, editor_text(screen->panel->editor));
		return true;
	}
	if (!field)
		return false;
	*typing = (struct typing){field->cell, false, false, &field->drafted};
	widget_draft(field->widget, &typed, &typing->pick);
	string_add(text, typed);
	return true;
}

void draft_note_change(struct screen *screen)
{
	struct typing typing;
	struct string text = {0};
	if (!find_typing(screen, &typing, &text) || span_equal(string_span(&text), string_span(typing.known)))
		screen->changed_ms = -1;
	else if (screen->changed_ms < 0)
		screen->changed_ms = screen->now_ms;
	string_free(&text);
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

/* What a splice is one of: the draft that stands, behind half-made picks the answer (4-files). */
static struct span splice_base(const struct screen *screen, const struct typing *typing)
{
	struct span stands;
	bool pick = false;
	if (!typing->remark && interview_draft(screen->interview, typing->cell, false, &stands, &pick) && pick)
		return interview_answer(screen->interview, typing->cell)->v;
	return string_span(typing->known);
}

static void tell_draft(struct screen *screen, const struct typing *typing, struct span text)
{
	struct event event = {.kind = EVENT_DRAFT, .draft_is_pick = typing->pick};
	struct string path = {0};
	if (span_equal(text, string_span(typing->known)))
		return;
	string_add_text(&path, typing->remark ? "remark(" : "");
	interview_path(screen->interview, typing->cell, &path);
	string_add_text(&path, typing->remark ? ")" : "");
	event.q = string_span(&path);
	if (typing->pick)
		event.answer.v = text;
	else
		splice(splice_base(screen, typing), text, &event);
	app_event(screen, &event);
	string_free(&path);
	string_clear(typing->known);
	string_add(typing->known, text);
}

void draft_drop(struct screen *screen)
{
	struct typing typing;
	struct string text = {0};
	struct field *field = page_focus(screen);
	screen->changed_ms = -1;
	if (field && find_typing(screen, &typing, &text))
		tell_draft(screen, &typing, interview_answer(screen->interview, field->cell)->v);
	string_free(&text);
}

void draft_push(struct screen *screen)
{
	struct typing typing;
	struct string text = {0};
	screen->changed_ms = -1;
	if (find_typing(screen, &typing, &text))
		tell_draft(screen, &typing, string_span(&text));
	string_free(&text);
}

/* ---- words about a question --------------------------------------------------------------------------------------------- */

static void set(struct string *string, struct span text)
{
	string_clear(string);
	string_add(string, text);
}

static struct span known_remark(const struct screen *screen, struct cell cell)
{
	struct span text;
	bool pick;
	return interview_draft(screen->interview, cell, true, &text, &pick) ? text : interview_remark(screen->interview, cell);
}

void draft_words(struct screen *screen, struct panel *panel, struct cell cell, bool is_remark)
{
	struct span known;
	draft_push(screen); /* the field's own: from here on the panel is what is typed in */
	panel->drafted = cell.item != NONE;
	if (!panel->drafted)
		return;
	known = known_remark(screen, cell);
	screen->about.cell = cell;
	set(&screen->about.known, known);
	set(&screen->about.before, is_remark ? SPAN("") : known);
	if (screen->about.before.length)
		string_add_text(&screen->about.before, "; ");
	set(&screen->about.back, is_remark ? interview_remark(screen->interview, cell) : known);
	if (is_remark)
		panel_line(panel, known);
}

void draft_words_end(struct screen *screen, const struct panel *panel)
{
	struct typing typing = {screen->about.cell, true, false, &screen->about.known};
	if (!panel->drafted)
		return; /* what is typed in the field is still news */
	screen->changed_ms = -1;
	tell_draft(screen, &typing, string_span(&screen->about.back));
}
