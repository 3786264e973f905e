/* The Esc menu: whatever can be done; and help. */
#include "table.h"

static void menu_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)panel;
	if (outcome == PANEL_CHOSEN)
		app_run_key(screen, (enum action)item->value);
}

void menu_open(struct screen *screen)
{
	struct panel *panel = panel_new(_("Menu"));
	struct string text = {0}, key = {0};
	for (int i = 1; i < ACTION_ARRIVE; i++) {
		enum action action = (enum action)i;
		uint32_t letter = action_letter(action);
		if (!letter)
			continue;
		string_clear(&text);
		string_add_text(&text, action_words(action));
		action_key_name(action, &key);
		if (key.data && key.data[0] == 'F' && !screen->plain)
			string_format(&text, "  (%s)", string_text(&key));
		char mark[3] = {':', (char)letter, 0};
		panel_item(panel, span_of(screen->plain ? mark : mark + 1), string_span(&text), letter, (uint64_t)action, screen->read_only && action_changes(action));
	}
	panel->folds = true;
	panel->hint = span_of(screen->plain ? _("a letter does it   Esc closes") : _("a letter does it   Esc closes   Enter does the marked one"));
	panel->outcome = menu_outcome;
	app_panel(screen, panel);
	string_free(&text);
	string_free(&key);
}

static void help_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)screen;
	(void)panel;
	(void)outcome;
	(void)item;
}

/* The words of a cell whole, as many of them as the screen had no room for. */
static void say_words(struct screen *screen, struct panel *panel, struct cell cell)
{
	static const enum words_kind kinds[] = {WORDS_LABEL, WORDS_HINT, WORDS_GUIDANCE};
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	struct string text = {0};
	for (uint32_t i = 0; i < (screen->both ? questionnaire->language_count : 1); i++) {
		for (unsigned k = 0; k < sizeof kinds / sizeof *kinds; k++) {
			string_clear(&text);
			uint32_t language = (interview_language(screen->interview) + i) % questionnaire->language_count;
			interview_words(screen->interview, cell, kinds[k], language, &text);
			if (text.length)
				panel_say(panel, string_span(&text));
		}
	}
	string_free(&text);
}

/* What stands on the page, with what was cut for want of room. */
static void say_page(struct screen *screen, struct panel *panel)
{
	const struct field *field = page_focus(screen);
	if (screen->page.cell.item != NONE && !(field && cell_equal(field->cell, screen->page.cell)))
		say_words(screen, panel, screen->page.cell);
	if (!field)
		return;
	say_words(screen, panel, field->cell);
	if (field->table != NONE)
		table_say_choices(screen, field, panel);
	if (screen->page.complaint.length)
		panel_say(panel, string_span(&screen->page.complaint));
	if (!screen->plain)
		panel_say(panel, SPAN(" "));
}

static void say_keys(struct panel *panel)
{
	struct string text = {0}, key = {0};
	panel_say(panel, span_of(_("Enter takes the answer and goes on. Shift-Tab goes back. Everything is saved at once.")));
	panel_say(panel, span_of(_("Choices: their number or letter picks, ↑ ↓ move, Space ticks, / searches.")));
	panel_say(panel, span_of(_("Numbers as spoken: 2.750.000, 2,75jt, 750rb, =12*45000. Dates: 24/11/2010, 5/2010, 2010.")));
	panel_say(panel, SPAN(" "));
	for (int i = 1; i < ACTION_ARRIVE; i++) {
		string_clear(&text);
		if (!action_letter((enum action)i))
			continue;
		string_format(&text, "Esc %c  ", (char)action_letter((enum action)i));
		action_key_name((enum action)i, &key);
		string_format(&text, "%-8s %s", key.data && key.data[0] == 'F' ? key.data : "", action_words((enum action)i));
		panel_say(panel, string_span(&text));
	}
	string_free(&text);
	string_free(&key);
}

void help_open(struct screen *screen)
{
	struct panel *panel = panel_new(_("Help"));
	say_page(screen, panel);
	if (screen->plain)
		plain_commands(panel);
	else
		say_keys(panel);
	panel->whole = true;
	panel->hint = span_of(_("↑↓ PgUp PgDn read   Esc close"));
	panel->outcome = help_outcome;
	app_panel(screen, panel);
}
