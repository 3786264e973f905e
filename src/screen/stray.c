/* Words typed ahead of their question, or into the wrong one: where keys pick, they pick nothing and that is said. A
 * character that names no choice begins them. What follows at the pace of typing belongs to them: letters and blanks, and
 * digits too once it is plain that words are meant; Enter and Backspace end them and stay. */
#include "app.h"

#define STRAY_MS 600 /* slower than this one types keys, not words */
#define STRAY_PLAIN 2

static bool is_digit(struct key key)
{
	return key.kind == PRESS_TEXT && key.codepoint >= '0' && key.codepoint <= '9';
}

/* So many of them came before this key, at the pace of typing. */
static unsigned strays_before(const struct screen *screen)
{
	return screen->now_ms - screen->stray_ms < STRAY_MS ? screen->strays : 0;
}

/* Digits typed ahead of their page are kept, where no deliberate key is wanted; a letter or blank was meant for another. */
static bool is_ahead(const struct screen *screen, const struct widget *widget, struct key key)
{
	return !screen->page.seen && (widget_is_deliberate(widget) || !is_digit(key));
}

static void say_keys(struct screen *screen, const struct widget *widget)
{
	struct string keys = {0};
	widget_say_keys(widget, &keys);
	app_notice(screen, _("That picks nothing here: %s"), string_text(&keys));
	string_free(&keys);
}

bool stray_key(struct screen *screen, const struct widget *widget, struct key key)
{
	unsigned before = strays_before(screen);
	bool typed = key.kind == PRESS_TEXT || key.kind == PRESS_PASTE;
	bool ends = key.kind == PRESS_ENTER || key.kind == PRESS_BACKSPACE;
	screen->strays = 0;
	if (!widget_is_coded(widget) || !(typed || (ends && before)))
		return false;
	bool ahead = typed && is_ahead(screen, widget, key), picks = key.kind == PRESS_TEXT && widget_names(widget, key.codepoint);
	if (picks && !ahead && (is_digit(key) ? before < STRAY_PLAIN : before == 0))
		return false;
	screen->strays = ends ? 0 : before + (ahead ? STRAY_PLAIN : !is_digit(key));
	screen->stray_ms = screen->now_ms;
	say_keys(screen, widget);
	return true;
}
