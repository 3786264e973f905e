/* Open points, in order: what is in the way of completing, then what is only worth a look. */
#include "state.h"

static const enum point_kind kind_of_verdict[] = {
	[VERDICT_NOT_A_VALUE] = POINT_HARD,
	[VERDICT_OUT_OF_RANGE] = POINT_HARD,
	[VERDICT_UNKNOWN_CHOICE] = POINT_HARD,
	[VERDICT_NOT_OFFERED] = POINT_NOT_OFFERED,
	[VERDICT_EXCLUSIVE] = POINT_HARD,
	[VERDICT_UNKNOWN_UNIT] = POINT_HARD,
	[VERDICT_STATE_NOT_ALLOWED] = POINT_HARD,
	[VERDICT_READ_ONLY] = POINT_HARD,
	[VERDICT_REQUIRED] = POINT_REQUIRED,
	[VERDICT_CONSTRAINT] = POINT_HARD,
	[VERDICT_CHECK] = POINT_SOFT,
};

static void point_add(struct points *points, enum point_kind kind, struct cell cell, uint32_t check)
{
	struct point point = {kind, cell, check};
	ARRAY_PUSH(points->items, points->count, points->capacity, point);
}

static void points_of(struct interview *interview, struct cell cell, struct points *points)
{
	struct verdict verdict = interview_judge_standing(interview, cell);
	const struct note_slot *slot = note_find(interview, cell);
	if (verdict.kind != VERDICT_FINE && verdict.kind != VERDICT_NOT_ASKED)
		point_add(points, kind_of_verdict[verdict.kind], cell, verdict.check);
	while (verdict.kind == VERDICT_CHECK) {
		verdict.check = judge_next_check(interview, cell, verdict.check);
		if (verdict.check == 0)
			break;
		point_add(points, POINT_SOFT, cell, verdict.check);
	}
	if (slot != NULL && slot->drafts[0].live)
		point_add(points, POINT_DRAFT, cell, 0);
}

static bool is_left_empty(const struct interview *interview, struct cell cell)
{
	return is_question(interview, cell) && item_is_shown(&interview->questionnaire->items[cell.item]) &&
		   interview_answer(interview, cell)->state == STATE_UNANSWERED && !interview_required(interview, cell);
}

void interview_points(struct interview *interview, struct points *points)
{
	points->count = 0;
	for (struct cell cell = CELL_NONE; interview_step(interview, &cell, true, false);)
		if (is_question(interview, cell))
			points_of(interview, cell, points);
	points->in_the_way = points->count;
	for (struct cell cell = CELL_NONE; interview_step(interview, &cell, true, false);) {
		if (interview_aside(interview, cell).length > 0)
			point_add(points, POINT_ASIDE, cell, 0);
		else if (is_left_empty(interview, cell))
			point_add(points, POINT_OPTIONAL, cell, 0);
	}
}

void points_free(struct points *points)
{
	memory_free(points->items);
	*points = (struct points){0};
}

struct counts interview_counts(const struct interview *interview)
{
	struct counts counts = {0};
	struct points points = {0};
	for (struct cell cell = CELL_NONE; interview_step(interview, &cell, true, false);) {
		if (is_question(interview, cell) && item_is_shown(&interview->questionnaire->items[cell.item])) {
			counts.asked++;
			counts.answered += interview_answer(interview, cell)->state != STATE_UNANSWERED ? 1 : 0;
		}
		if (is_question(interview, cell))
			points_of((struct interview *)interview, cell, &points);
	}
	counts.open = (uint32_t)points.count;
	points_free(&points);
	return counts;
}

bool interview_has_respondent(const struct interview *interview)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	bool identified = false;
	for (uint32_t i = 0; i < questionnaire->item_count; i++)
		identified = identified || questionnaire->items[i].identifies;
	for (struct cell cell = CELL_NONE; identified && interview_step(interview, &cell, true, false);)
		if (questionnaire->items[cell.item].identifies)
			return true;
	return !identified;
}
