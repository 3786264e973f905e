/* Answers of one row given to others: copy from above, a cell or the whole row; fill down. What is there stays; what the
 * other row's question would refuse, or ask about, is left out and told. */
#include "rows.h"

struct copying {
	struct screen *screen;
	uint32_t done, unfit;
};

static bool is_empty_here(const struct screen *screen, struct cell cell)
{
	struct span draft;
	bool pick;
	return interview_asked(screen->interview, cell) && interview_answer(screen->interview, cell)->state == STATE_UNANSWERED &&
		   !interview_read_only(screen->interview, cell) && !interview_draft(screen->interview, cell, false, &draft, &pick);
}

/* A field in sight shows it as soon as it is told. */
static void expect(struct screen *screen, struct cell cell, const struct answer *answer)
{
	for (size_t i = 0; i < screen->page.count; i++) {
		struct field *field = &screen->page.fields[i];
		if (!cell_equal(field->cell, cell))
			continue;
		field->recorded = true;
		string_clear(&field->drafted);
		string_add(&field->drafted, answer->v);
	}
}

static void give(struct copying *copying, struct cell to, const struct answer *answer)
{
	struct screen *screen = copying->screen;
	struct string path = {0};
	if (interview_judge(screen->interview, to, answer).kind != VERDICT_FINE) {
		copying->unfit++;
		return;
	}
	interview_path(screen->interview, to, &path);
	app_event(screen, &(struct event){.kind = EVENT_ANSWER, .q = string_span(&path), .answer = *answer});
	string_free(&path);
	expect(screen, to, answer);
	copying->done++;
}

/* ---- from above ---- */

static bool find_above(struct screen *screen, struct cell repeat, uint32_t slot, uint32_t *above)
{
	uint32_t place = interview_row(screen->interview, repeat.item, slot)->place, count;
	const uint32_t *slots = interview_rows(screen->interview, repeat, &count);
	if (place < 2 || place > count) {
		app_notice(screen, "%s", _("There is no row above"));
		return false;
	}
	*above = slots[place - 2];
	return true;
}

void row_copy_cell(struct screen *screen, struct cell repeat, uint32_t slot)
{
	struct field *field = page_focus(screen);
	struct copying copying = {.screen = screen};
	uint32_t above;
	if (!field || !find_above(screen, repeat, slot, &above))
		return;
	const struct answer *answer = interview_answer(screen->interview, (struct cell){field->cell.item, above});
	if (answer->state == STATE_UNANSWERED)
		app_notice(screen, "%s", _("The row above has no answer here"));
	else
		give(&copying, field->cell, answer);
	if (copying.unfit)
		app_notice(screen, "%s", _("The answer of the row above does not fit here"));
}

/* One answer may bring the next question, so what is empty then is gone through again, until nothing is new. */
void row_copy_all(struct screen *screen, struct cell repeat, uint32_t slot, bool more)
{
	const struct item *items = interview_questionnaire(screen->interview)->items;
	struct copying copying = {.screen = screen};
	uint32_t above;
	if (!find_above(screen, repeat, slot, &above))
		return;
	for (uint32_t i = repeat.item + 1; i < items[repeat.item].end; i++) {
		const struct answer *answer = interview_answer(screen->interview, (struct cell){i, above});
		if (items[i].repeat == repeat.item && item_has_answer(&items[i]) && item_is_shown(&items[i]) &&
			interview_state(screen->interview, (struct cell){i, above}) == answer->state &&
			answer->state != STATE_UNANSWERED && is_empty_here(screen, (struct cell){i, slot}))
			give(&copying, (struct cell){i, slot}, answer);
	}
	if (copying.done)
		screen->after = ACTION_ROW_COPY_MORE;
	deeds_add(screen, copying.done, more);
	if (copying.unfit)
		app_notice(screen, _("%u answers of the row above do not fit here"), copying.unfit);
	else if (!copying.done && !more)
		app_notice(screen, "%s", _("The row above has nothing for what is empty here"));
}

/* ---- down ---- */

void row_fill(struct screen *screen, struct cell repeat, uint32_t slot)
{
	struct field *field = page_focus(screen);
	struct copying copying = {.screen = screen};
	uint32_t count;
	const uint32_t *slots = interview_rows(screen->interview, repeat, &count);
	if (!field || interview_answer(screen->interview, field->cell)->state == STATE_UNANSWERED) {
		app_notice(screen, "%s", _("There is no answer here to fill down"));
		return;
	}
	const struct answer *answer = interview_answer(screen->interview, field->cell);
	for (uint32_t i = interview_row(screen->interview, repeat.item, slot)->place; i < count; i++)
		if (is_empty_here(screen, (struct cell){field->cell.item, slots[i]}))
			give(&copying, (struct cell){field->cell.item, slots[i]}, answer);
	deeds_add(screen, copying.done, false);
	if (copying.unfit)
		app_notice(screen, _("Rows filled: %u; where it does not fit: %u"), copying.done, copying.unfit);
	else
		app_notice(screen, _("Rows filled: %u"), copying.done);
}
