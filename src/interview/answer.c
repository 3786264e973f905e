/* Answers: comparing, keeping, and what expressions see of them. */
#include "state.h"

static bool lines_equal(const struct answer *a, const struct answer *b)
{
	if (a->line_count != b->line_count)
		return false;
	for (uint32_t i = 0; i < a->line_count; i++)
		if (a->lines[i].id != b->lines[i].id || !span_equal(a->lines[i].text, b->lines[i].text))
			return false;
	return true;
}

bool answer_equal(const struct answer *a, const struct answer *b)
{
	return a->state == b->state && span_equal(a->v, b->v) && span_equal(a->unit, b->unit) &&
		   span_equal(a->per, b->per) && span_equal(a->other, b->other) && lines_equal(a, b);
}

static struct span keep(struct arena *arena, struct span text)
{
	return text.length > 0 ? span_copy(arena, text) : SPAN("");
}

const struct answer *answer_keep(struct arena *arena, const struct answer *answer)
{
	struct answer *kept = arena_copy(arena, answer, sizeof *answer);
	struct span *const texts[] = {
		&kept->v, &kept->unit, &kept->per, &kept->other, &kept->sha256, &kept->typed, &kept->by};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = keep(arena, *texts[i]);
	if (answer->line_count > 0) {
		struct list_line *lines = arena_alloc(arena, answer->line_count * sizeof *lines);
		for (uint32_t i = 0; i < answer->line_count; i++)
			lines[i] = (struct list_line){answer->lines[i].id, keep(arena, answer->lines[i].text)};
		kept->lines = lines;
	}
	if (answer->paragraph_count > 0)
		kept->paragraphs = arena_copy(arena, answer->paragraphs, answer->paragraph_count * sizeof *answer->paragraphs);
	return kept;
}

struct value value_keep(struct arena *arena, struct value value)
{
	switch (value.kind) {
	case VALUE_TEXT:
	case VALUE_DATE:
	case VALUE_DATETIME:
	case VALUE_TIME:
		value.text = keep(arena, (struct span){value.text, value.length}).data;
		return value;
	default:
		return value;
	}
}

static struct value text_kind(enum value_kind kind, struct span text)
{
	return (struct value){.kind = (uint8_t)kind, .length = (uint32_t)text.length, .text = text.data};
}

struct value answer_value(const struct item *item, const struct answer *answer)
{
	double number = 0;
	if (answer->state != STATE_ANSWERED)
		return value_text(SPAN(""));
	switch (question_types[item->type].storage) {
	case STORE_INTEGER:
	case STORE_NUMBER:
	case STORE_NUMBER_UNIT:
		return number_parse(answer->v, &number) ? value_number(number) : value_text(answer->v);
	case STORE_DATE:
		return text_kind(VALUE_DATE, answer->v);
	case STORE_TIME:
		return text_kind(VALUE_TIME, answer->v);
	case STORE_DATETIME:
		return text_kind(VALUE_DATETIME, answer->v);
	default:
		return value_text(answer->v);
	}
}
