/* The home screen: partial interviews as cards, forms to begin, finished interviews, who types. */
#include <string.h>

#include "app.h"

static size_t line_count(const struct screen *screen)
{
	return screen->home->card_count + screen->home->form_count;
}

struct home_line {
	const struct card *card; /* NULL: a form */
	uint32_t form;
	const char *heading;
};

/* The finished ones stand last: there will be many, and the day's work is above them. */
static struct home_line line_at(const struct home *home, size_t index)
{
	if (index < home->partial_count)
		return (struct home_line){&home->cards[index], 0, _("Go on with")};
	if (index - home->partial_count < home->form_count)
		return (struct home_line){NULL, (uint32_t)(index - home->partial_count), _("Begin")};
	return (struct home_line){&home->cards[index - home->form_count], 0, _("Finished")};
}

static void name_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)item;
	struct span name = outcome == PANEL_ENTERED ? span_trim(editor_text(panel->editor)) : SPAN("");
	if (name.length)
		app_push(screen, &(struct intent){.kind = INTENT_ENUMERATOR, .text = name});
}

static void ask_name(struct screen *screen)
{
	struct panel *panel = panel_new(_("Who types? Your name"));
	panel_line(panel, screen->home->enumerator);
	panel->hint = span_of(_("Enter keeps it   Esc as it was"));
	panel->outcome = name_outcome;
	app_panel(screen, panel);
}

static void case_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	const struct form_card *form = &screen->home->forms[panel->tag];
	if (outcome != PANEL_CHOSEN)
		return;
	struct span key = item->value ? form->cases[item->value - 1].name : SPAN("");
	app_push(screen, &(struct intent){.kind = INTENT_START, .text = form->path, .reason = key});
}

static void start_form(struct screen *screen, uint32_t index)
{
	const struct form_card *form = &screen->home->forms[index];
	if (form->fault.length) {
		screen_text(screen, form->path, form->fault);
		return;
	}
	if (!form->case_count) {
		app_push(screen, &(struct intent){.kind = INTENT_START, .text = form->path});
		return;
	}
	struct panel *panel = panel_new(_("Whom? (the case list)"));
	panel_item(panel, SPAN("0"), span_of(_("nobody of the list")), '0', 0, false);
	for (uint32_t i = 0; i < form->case_count; i++)
		panel_item(panel, form->cases[i].name, form->cases[i].text, 0, i + 1, false);
	panel->cursor = 1;
	panel->whole = true;
	panel->tag = index;
	panel->hint = span_of(_("↑↓ choose   Enter begins   Esc back"));
	panel->outcome = case_outcome;
	app_panel(screen, panel);
}

static void act_on_line(struct screen *screen, char letter)
{
	if (screen->page.focus >= line_count(screen))
		return;
	struct home_line line = line_at(screen->home, screen->page.focus);
	const struct card *card = line.card;
	if (!card) {
		start_form(screen, line.form);
		return;
	}
	enum intent_kind kind = letter == 's' ? INTENT_SHOW : letter == 'e' ? INTENT_EXPORT : INTENT_RESUME;
	app_push(screen, &(struct intent){.kind = kind, .text = kind == INTENT_EXPORT ? card->questionnaire : card->id});
}

void home_key(struct screen *screen, struct key key)
{
	size_t count = line_count(screen);
	long by = key.kind == PRESS_UP ? -1 : key.kind == PRESS_DOWN ? 1 : key.kind == PRESS_PAGE_UP ? -10 : key.kind == PRESS_PAGE_DOWN ? 10 : 0;
	long at = (long)screen->page.focus + by;
	screen->page.focus = at < 0 ? 0 : (size_t)at < count ? (size_t)at : count ? count - 1 : 0;
	uint32_t letter = key.kind == PRESS_TEXT || key.kind == PRESS_ALT ? key.codepoint : 0;
	if (letter >= '1' && letter <= '9' && letter - '1' < count) {
		screen->page.focus = letter - '1';
		act_on_line(screen, 0);
	} else if (key.kind == PRESS_ENTER || letter == 's' || letter == 'e') {
		act_on_line(screen, (char)letter);
	} else if (letter == 'n') {
		ask_name(screen);
	} else if (letter == 'q' || key.kind == PRESS_ESCAPE || (key.kind == PRESS_CONTROL && key.codepoint == 'q')) {
		app_push(screen, &(struct intent){.kind = INTENT_QUIT});
	} else if (letter == 'h' || letter == '?' || (key.kind == PRESS_FUNCTION && key.codepoint == 1)) {
		screen_text(screen, span_of(_("Help")), span_of(screen->plain ? _("A number goes on with an interview or begins one. s and a number shows an interview, e and a number exports what is complete, n changes who types, q ends.") : _("Enter goes on with an interview or begins one. s shows, e exports what is complete, n changes who types, q ends.")));
	}
}

#define TIMES_COLUMNS 60 /* from this width on a card says when it was left */

/* An interview of nobody yet goes by the end of its ID, as `tanya list` shows it. */
static void add_who(const struct card *card, struct string *line)
{
	enum { ID_SHOWN = 6 };
	size_t hidden = card->id.length > ID_SHOWN ? card->id.length - ID_SHOWN : 0;
	if (card->title.length)
		string_add(line, card->title);
	else
		string_format(line, "…%.*s", SPAN_ARGUMENTS(span_sub(card->id, hidden, ID_SHOWN)));
}

static void card_line(const struct card *card, bool partial, int columns, struct string *line, struct string *tail)
{
	add_who(card, line);
	string_format(line, " · %.*s", SPAN_ARGUMENTS(card->form.length ? card->form : card->questionnaire));
	if (!partial)
		string_format(line, " · %.*s", SPAN_ARGUMENTS(card->status));
	else if (card->place.length)
		string_format(line, " · %.*s", SPAN_ARGUMENTS(card->place));
	if (card->trouble)
		string_format(tail, "%s · ", _("has a problem"));
	string_format(tail, "%u/%u", card->answered, card->asked);
	if (columns >= TIMES_COLUMNS)
		string_format(tail, " · %.*s", SPAN_ARGUMENTS(card->when));
}

static void form_line(const struct form_card *form, struct string *line, struct string *tail)
{
	string_format(line, form->title.length ? "%.*s  %.*s" : "%.*s%.*s", SPAN_ARGUMENTS(form->title), SPAN_ARGUMENTS(form->path));
	if (form->fault.length)
		string_add_text(tail, _("has mistakes"));
}

static void put_home_line(struct screen *screen, struct grid *grid, int row, struct rectangle body, size_t index)
{
	struct home_line what = line_at(screen->home, index);
	struct string line = {0}, tail = {0};
	bool here = index == screen->page.focus;
	unsigned ink = here ? INK_REVERSE : INK_PLAIN;
	if (index < 9)
		string_format(&line, "%zu  ", index + 1);
	if (what.card)
		card_line(what.card, index < screen->home->partial_count, body.columns, &line, &tail);
	else
		form_line(&screen->home->forms[what.form], &line, &tail);
	grid_put(grid, row, body.column, 2, here ? SPAN("> ") : SPAN("  "), INK_BOLD);
	grid_put_pair(grid, row, body.column + 2, body.columns - 3, string_span(&line), ink, string_span(&tail), ink);
	string_free(&line);
	string_free(&tail);
}

static bool opens_section(const struct home *home, size_t index)
{
	return index == home->partial_count || index == home->partial_count + home->form_count;
}

/* The first line shown, so that the one with the cursor is in sight; above the first stands its heading always. */
static size_t top_line(const struct screen *screen, int rows)
{
	size_t top = screen->page.focus;
	int used = 2;
	while (top > 0) {
		used += 1 + opens_section(screen->home, top);
		if (used > rows)
			break;
		top--;
	}
	return top;
}

void home_paint(struct screen *screen, struct grid *grid, struct rectangle body)
{
	const struct home *home = screen->home;
	int row = body.row, end = body.row + body.rows;
	size_t count = line_count(screen), top = top_line(screen, body.rows), i;
	if (!count) {
		grid_put(grid, row + 1, body.column + 1, body.columns - 2, span_of(_("Nothing is here yet. To begin:")), INK_PLAIN);
		grid_put(grid, row + 2, body.column + 1, body.columns - 2, SPAN("tanya interview FORM.yaml"), INK_BOLD);
	}
	for (i = top; i < count && row < end; i++) {
		if (i == top || opens_section(home, i))
			grid_put(grid, row++, body.column + 1, body.columns - 2, span_of(line_at(home, i).heading), INK_BOLD);
		if (row < end)
			put_home_line(screen, grid, row++, body, i);
		else
			break;
	}
	if (top > 0)
		grid_put(grid, body.row, body.columns - 1, 1, SPAN("↑"), INK_BOLD);
	if (i < count)
		grid_put(grid, end - 1, body.columns - 1, 1, SPAN("↓"), INK_BOLD);
}

/* ---- plain mode ---- */

#define SAID_MOST 20 /* of the finished ones */

static void say_home_line(struct screen *screen, size_t index, struct string *out)
{
	struct home_line what = line_at(screen->home, index);
	struct string line = {0}, tail = {0};
	if (what.card)
		card_line(what.card, index < screen->home->partial_count, TIMES_COLUMNS, &line, &tail);
	else
		form_line(&screen->home->forms[what.form], &line, &tail);
	string_format(out, "%zu %s%s%s\n", index + 1, string_text(&line), tail.length ? " · " : "", string_text(&tail));
	string_free(&line);
	string_free(&tail);
}

void home_say(struct screen *screen, struct string *out)
{
	const struct home *home = screen->home;
	size_t count = line_count(screen), finished = home->partial_count + home->form_count;
	string_format(out, "tanya · %.*s\n", SPAN_ARGUMENTS(home->enumerator));
	if (!count)
		string_format(out, "%s tanya interview FORM.yaml\n", _("Nothing is here yet. To begin:"));
	for (size_t i = 0; i < count && i < finished + SAID_MOST; i++) {
		if (i == 0 || i == home->partial_count || i == finished)
			string_format(out, "%s\n", line_at(home, i).heading);
		say_home_line(screen, i, out);
	}
	if (count > finished + SAID_MOST) {
		string_format(out, _("… and %zu more"), count - finished - SAID_MOST);
		string_add_byte(out, '\n');
	}
	string_format(out, "%s\n", _("A number opens; s and a number shows, e and a number exports; n who types; q ends"));
}

void home_do(struct screen *screen, size_t number, char letter)
{
	if (number > line_count(screen)) {
		app_notice(screen, "%s", _("That number is not in the list"));
		return;
	}
	screen->page.focus = number - 1;
	act_on_line(screen, letter);
}
