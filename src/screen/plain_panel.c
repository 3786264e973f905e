/* Panels in plain mode: said as lines; a line chooses an item or is what is typed. `<` closes as Esc does. */
#include <string.h>

#include "plain.h"

#define TOLD_AT_ONCE 20 /* items of a long list, such as the map; Enter tells the next */

static void outcome(struct screen *screen, enum panel_outcome what, const struct panel_item *item)
{
	struct panel *panel = screen->panel;
	screen->panel = NULL;
	screen->plain->told_to = 0;
	if (panel->outcome)
		panel->outcome(screen, panel, what, item);
	if (screen->panel != panel)
		panel_free(panel);
}

void plain_panel_close(struct screen *screen)
{
	outcome(screen, PANEL_CLOSED, NULL);
}

/* ---- which item is meant ---- */

static bool is_key(const struct panel_item *item, struct span line)
{
	struct string key = {0};
	if (item->key)
		text_encode(&key, item->key);
	bool same = item->key && span_equal(string_span(&key), line);
	string_free(&key);
	return same || (item->mark.length && span_equal(item->mark, line));
}

/* The text's beginning; `whole`: up to its number's end or all of it. */
static bool begins(const struct panel_item *item, struct span folded, bool whole)
{
	struct string text = {0};
	text_fold(&text, item->text);
	struct span rest = span_sub(string_span(&text), folded.length, SIZE_MAX);
	bool fits = span_starts(string_span(&text), folded) && (!whole || !rest.length || span_starts(rest, SPAN("  ")));
	string_free(&text);
	return fits;
}

static const struct panel_item *find_by_text(const struct panel *panel, struct span line, bool whole)
{
	const struct panel_item *found = NULL;
	struct string folded = {0};
	size_t count = 0;
	text_fold(&folded, line);
	for (size_t i = 0; i < panel->count && line.length; i++) {
		if (!panel->items[i].dim && begins(&panel->items[i], string_span(&folded), whole)) {
			found = found ? found : &panel->items[i];
			count++;
		}
	}
	string_free(&folded);
	return count == 1 || whole ? found : NULL;
}

static const struct panel_item *find(const struct panel *panel, struct span line)
{
	struct span bare = line.length == 2 && line.data[0] == ':' ? span_sub(line, 1, SIZE_MAX) : line; /* ":m" in the menu */
	for (size_t i = 0; i < panel->count; i++)
		if (!panel->items[i].dim && is_key(&panel->items[i], bare))
			return &panel->items[i];
	const struct panel_item *item = find_by_text(panel, line, true);
	return item ? item : find_by_text(panel, line, false);
}

/* ---- lines ---- */

static const struct panel_item *entered(const struct panel *panel)
{
	return panel->count && !panel->items[0].dim ? &panel->items[0] : NULL;
}

/* What fits is listed, unless it is plain which one is meant. */
static void search(struct screen *screen, struct span text)
{
	struct panel *panel = screen->panel;
	panel_line(panel, text);
	panel->outcome(screen, panel, PANEL_TYPED, NULL);
	panel->said = panel->count == 0;
	screen->plain->told_to = 0;
	const struct panel_item *item = panel->count == 1 ? entered(panel) : find_by_text(panel, text, true);
	if (item)
		outcome(screen, PANEL_ENTERED, item);
	else if (!panel->count)
		plain_refuse(screen, _("no question fits"));
	else if (panel->count == 1)
		plain_refuse(screen, _("that question is not asked"));
}

void plain_panel_enter(struct screen *screen, struct span text)
{
	struct panel *panel = screen->panel;
	if (panel->searches) {
		search(screen, text);
		return;
	}
	panel_line(panel, text);
	outcome(screen, PANEL_ENTERED, entered(panel));
}

static void take_text(struct screen *screen, struct span line)
{
	struct panel *panel = screen->panel;
	bool literal = plain_literal(&line);
	const struct panel_item *item = panel->searches && !literal ? find(panel, span_trim(line)) : NULL;
	if (item)
		outcome(screen, PANEL_ENTERED, item);
	else if (line.length || literal)
		plain_panel_enter(screen, line);
	else if (panel->searches)
		plain_panel_close(screen);
	else
		outcome(screen, PANEL_ENTERED, entered(panel)); /* with what stands in it */
}

/* Enter takes the first item only where the panel says so: where none has a key, and all are told; or it is "Enter" itself. */
static const struct panel_item *item_of_enter(const struct panel *panel)
{
	for (size_t i = 0; i < panel->count; i++)
		if (span_is(panel->items[i].mark, "Enter"))
			return &panel->items[i];
	bool keyed = panel->whole;
	for (size_t i = 0; i < panel->count; i++)
		keyed = keyed || panel->items[i].key;
	return keyed ? NULL : entered(panel);
}

static void take_choice(struct screen *screen, struct span line)
{
	struct panel *panel = screen->panel;
	const struct panel_item *item = line.length ? find(panel, line) : item_of_enter(panel);
	if (item)
		outcome(screen, PANEL_CHOSEN, item);
	else if (!line.length && panel->whole && screen->plain->told_to < panel->count)
		panel->said = false; /* the next of them */
	else if (!line.length && panel->whole)
		plain_panel_close(screen);
	else
		plain_refuse(screen, _("that is none of these: ? tells them again"));
}

void plain_panel_line(struct screen *screen, struct span line)
{
	struct panel *panel = screen->panel;
	struct span bare = span_trim(line);
	if (span_is(bare, "<")) {
		plain_panel_close(screen);
	} else if (span_is(bare, "?") || span_is(bare, ".")) {
		panel->said = false;
		screen->plain->told_to = 0;
	} else if (panel->editor) {
		take_text(screen, line);
	} else {
		take_choice(screen, bare);
	}
}

/* ---- out ---- */

static void say_item(const struct panel_item *item, struct string *out)
{
	string_format(out, "%.*s%s%.*s", SPAN_ARGUMENTS(item->mark), item->mark.length ? " " : "", SPAN_ARGUMENTS(item->text));
	if (item->tail.length)
		string_format(out, ": %.*s", SPAN_ARGUMENTS(item->tail));
	string_add_byte(out, '\n');
}

static void say_items(struct screen *screen, struct string *out)
{
	struct panel *panel = screen->panel;
	size_t from = panel->whole ? screen->plain->told_to : 0, end = panel->count;
	if (panel->whole && end - from > TOLD_AT_ONCE)
		end = from + TOLD_AT_ONCE;
	for (size_t i = from; i < end; i++)
		say_item(&panel->items[i], out);
	screen->plain->told_to = end;
	if (end < panel->count)
		string_format(out, _("… and %zu more: Enter tells them\n"), panel->count - end);
}

static void say_hint(const struct panel *panel, struct string *out)
{
	struct string hint = {0};
	plain_keys(panel->hint, &hint);
	if (hint.length)
		string_format(out, "%s\n", string_text(&hint));
	string_free(&hint);
}

void plain_panel_say(struct screen *screen, struct string *out)
{
	struct panel *panel = screen->panel;
	bool first = screen->plain->told_to == 0;
	panel->said = true;
	if (first)
		string_format(out, "%.*s\n", SPAN_ARGUMENTS(panel->title));
	if (first && panel->text.length)
		string_format(out, "%.*s\n", SPAN_ARGUMENTS(panel->text));
	if (panel->editor && editor_text(panel->editor).length && !panel->searches)
		string_format(out, "%s: %.*s\n", _("So far"), SPAN_ARGUMENTS(editor_text(panel->editor)));
	say_items(screen, out);
	if (panel->count || panel->editor)
		say_hint(panel, out);
	else
		outcome(screen, PANEL_CLOSED, NULL); /* a text is read, and done with */
}
