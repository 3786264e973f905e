/* Why a question is not asked: by which answers. */
#include "app.h"

#define NAMED_MOST 3

static struct cell around(const struct screen *screen, struct cell cell)
{
	const struct item *items = interview_questionnaire(screen->interview)->items;
	uint32_t parent = items[cell.item].parent;
	if (parent == NONE)
		return CELL_NONE;
	return items[parent].kind == ITEM_REPEAT ? interview_repeat_of(screen->interview, cell) : (struct cell){parent, cell.row};
}

/* The expression that keeps it away: its own, or of the outermost group around it that is not asked. */
static const struct expression *what_keeps_away(const struct screen *screen, struct cell cell)
{
	const struct expression *found = NULL;
	for (; cell.item != NONE && !interview_asked(screen->interview, cell); cell = around(screen, cell)) {
		const struct expression *relevant = interview_questionnaire(screen->interview)->items[cell.item].relevant;
		found = relevant ? relevant : found;
	}
	return found;
}

/* The question that is read at a cell, in the row that both share; item NONE where it is read of several rows. */
static struct cell read_at(const struct screen *screen, struct cell cell, uint32_t item)
{
	const struct item *items = interview_questionnaire(screen->interview)->items;
	if (items[item].repeat == NONE)
		return (struct cell){item, 0};
	for (; cell.item != NONE; cell = interview_repeat_of(screen->interview, cell))
		if (items[cell.item].repeat == items[item].repeat)
			return (struct cell){item, cell.row};
	return CELL_NONE;
}

/* By its number; one without goes by its label. */
static void add_question(const struct screen *screen, struct cell cell, uint32_t item, struct string *out)
{
	const char *number = interview_questionnaire(screen->interview)->items[item].number;
	struct cell read = read_at(screen, cell, item);
	if (read.item == NONE)
		string_add_text(out, number);
	else if (*number)
		interview_number(screen->interview, read, out);
	else
		cell_title(screen, read, out);
}

void not_asked_reason(const struct screen *screen, struct cell cell, struct string *out)
{
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	const struct expression *relevant = what_keeps_away(screen, cell);
	size_t count = 0, named = 0;
	const struct reference *references = relevant ? expression_references(relevant, &count) : NULL;
	struct string names = {0};
	for (size_t i = 0; i < count && named < NAMED_MOST; i++) {
		const struct item *item = references[i].item < questionnaire->item_count ? &questionnaire->items[references[i].item] : NULL;
		if (!item || item->kind != ITEM_QUESTION || !item_is_shown(item) || !item_has_answer(item))
			continue;
		string_add_text(&names, named++ ? ", " : "");
		add_question(screen, cell, references[i].item, &names);
	}
	if (names.length)
		string_format(out, _("not asked because of %s"), string_text(&names));
	else
		string_add_text(out, screen_state_words(STATE_NOT_ASKED));
	string_free(&names);
}
