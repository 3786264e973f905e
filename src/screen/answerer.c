/* Who answers: the respondent, or somebody in the respondent's place. What that person says is told with the name (`by`,
 * 4-files). */
#include "app.h"

static void tell(struct screen *screen)
{
	if (screen->answerer.length)
		app_notice(screen, _("From now on %s answers"), string_text(&screen->answerer));
	else
		app_notice(screen, "%s", _("The respondent answers again"));
}

/* Whom the next question about it proposes. */
static void remember(struct screen *screen, struct span who)
{
	string_clear(&screen->last_answerer);
	string_add(&screen->last_answerer, who);
}

static void answerer_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	(void)item;
	struct span who = span_trim(editor_text(panel->editor));
	if (outcome != PANEL_ENTERED || !who.length)
		return;
	string_add(&screen->answerer, who);
	remember(screen, who);
	tell(screen);
}

/* For whom a question is set aside, by name; empty: for nobody. */
static struct span person_of(const struct screen *screen, struct cell cell)
{
	struct span who = cell.item == NONE ? SPAN("") : interview_aside(screen->interview, cell);
	return span_is(who, "later") ? SPAN("") : who;
}

void answerer_open(struct screen *screen)
{
	if (screen->answerer.length) {
		string_clear(&screen->answerer);
		tell(screen);
		return;
	}
	struct span person = person_of(screen, page_subject(screen));
	struct panel *panel = panel_new(_("Who answers for the respondent?"));
	panel_line(panel, person.length ? person : string_span(&screen->last_answerer));
	panel->hint = span_of(_("Enter from now on   Esc nobody else"));
	panel->outcome = answerer_outcome;
	app_panel(screen, panel);
}

static void asked_outcome(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item)
{
	struct pending *pending = &screen->pending;
	if (outcome != PANEL_CHOSEN)
		return;
	pending->answerer_known = true;
	if (item->value == 0) {
		pending->answer.by = span_copy(pending->arena, panel->items[0].text);
		remember(screen, panel->items[0].text);
	}
	record_tell(screen);
}

bool answerer_asks(struct screen *screen)
{
	struct pending *pending = &screen->pending;
	struct span person = person_of(screen, screen->page.fields[pending->field].cell);
	if (pending->clear || pending->answerer_known || screen->answerer.length || !person.length)
		return false;
	struct panel *panel = panel_new(_("Who answered?"));
	panel_item(panel, SPAN("1"), person, '1', 0, false);
	panel_item(panel, SPAN("2"), span_of(_("the respondent")), '2', 1, false);
	panel->hint = span_of(_("1 2 choose   Esc correct it"));
	panel->outcome = asked_outcome;
	app_surprise(screen, panel);
	return true;
}
