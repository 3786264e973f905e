/* The page behind: the answer just given there, and what was left unanswered. */
#include "roster.h"

static bool is_on_page(const struct page *page, struct cell cell)
{
	for (size_t i = 0; i < page->count; i++)
		if (cell_equal(page->fields[i].cell, cell))
			return true;
	return false;
}

static bool is_left(const struct screen *screen, struct cell cell)
{
	return item_has_answer(&interview_questionnaire(screen->interview)->items[cell.item]) &&
		   interview_state(screen->interview, cell) == STATE_UNANSWERED;
}

void behind_forget(struct screen *screen)
{
	screen->behind = (struct behind){.given = CELL_NONE, .left = CELL_NONE};
}

void behind_take(struct screen *screen)
{
	struct behind *behind = &screen->behind;
	behind->left_count = 0;
	for (size_t i = 0; i < screen->page.count && !screen->read_only; i++) {
		struct cell cell = screen->page.fields[i].cell;
		if (is_left(screen, cell) && behind->left_count++ == 0)
			behind->left = cell;
	}
	if (behind->left_count && !is_on_page(&screen->page, behind->given))
		behind->given = CELL_NONE; /* of an older page */
}

static void add_number(const struct screen *screen, struct cell cell, struct string *out)
{
	size_t before = out->length;
	interview_number(screen->interview, cell, out);
	string_add_text(out, out->length > before ? "  " : "");
}

static void add_left(const struct screen *screen, struct cell cell, struct string *out)
{
	struct span text;
	bool pick;
	add_number(screen, cell, out);
	if (interview_draft(screen->interview, cell, false, &text, &pick))
		string_add_text(out, _("typed, not accepted"));
	else if (interview_aside(screen->interview, cell).length)
		string_add_text(out, _("set aside"));
	else
		add_answer(screen, cell, out);
}

static bool is_told(const struct screen *screen, struct cell cell)
{
	return cell.item != NONE && !is_on_page(&screen->page, cell) && !roster_shows(screen, cell) && interview_asked(screen->interview, cell);
}

void behind_text(const struct screen *screen, struct string *out)
{
	const struct behind *behind = &screen->behind;
	if (is_told(screen, behind->given) && interview_state(screen->interview, behind->given) != STATE_UNANSWERED) {
		add_number(screen, behind->given, out);
		add_answer(screen, behind->given, out);
	}
	if (!behind->left_count || !is_told(screen, behind->left))
		return;
	string_add_text(out, out->length ? " · " : "");
	if (behind->left_count == 1)
		add_left(screen, behind->left, out);
	else
		string_format(out, _("%u not answered"), behind->left_count);
}
