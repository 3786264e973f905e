/* Sums of a roster's columns of numbers: reckoned when one of their cells has changed, not when they are painted. */
#include "roster.h"

static void reckon(const struct screen *screen, struct roster_column *column)
{
	uint32_t count;
	const uint32_t *slots = interview_rows(screen->interview, screen->roster.repeat, &count);
	column->sum = 0;
	column->summed = 0;
	column->stale = false;
	for (uint32_t i = 0; i < count; i++) {
		struct value value = interview_value(screen->interview, (struct cell){column->item, slots[i]});
		if (value.kind != VALUE_NUMBER || value.number != value.number)
			continue;
		column->sum += value.number;
		column->summed++;
	}
}

bool roster_total(struct screen *screen, const struct roster_column *which, struct string *out)
{
	struct roster_column *column = &screen->roster.list[which - screen->roster.list];
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	struct item item = questionnaire->items[column->item];
	struct string digits = {0};
	if (column->number && column->stale)
		reckon(screen, column);
	if (!column->number || !column->summed)
		return false;
	number_print(&digits, column->sum);
	item.type = TYPE_DECIMAL; /* a calculation is shown as the number it is */
	struct answer answer = {.state = STATE_ANSWERED, .v = string_span(&digits)};
	answer_show(questionnaire, &item, &answer, interview_language(screen->interview), out);
	string_free(&digits);
	return true;
}
