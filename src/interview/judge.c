/* Would this answer do? Hard faults first, then soft checks. */
#include "state.h"

struct judging {
	struct interview *interview;
	struct cell cell;
	const struct item *item;
	const struct answer *answer;
	const char *fault; /* of the last test that could not be evaluated */
};

static struct verdict verdict(enum verdict_kind kind)
{
	return (struct verdict){.kind = kind};
}

/* ---- choices and units ---- */

static bool is_other(const struct item *item, struct span name)
{
	return item->or_other && span_is(name, "other");
}

static enum verdict_kind judge_name(const struct judging *j, struct span name, bool *exclusive)
{
	const struct choice_list *list = &j->interview->questionnaire->lists[j->item->list];
	uint32_t choice = map_get(list->by_name, name);
	if (choice == MAP_NONE)
		return is_other(j->item, name) ? VERDICT_FINE : VERDICT_UNKNOWN_CHOICE;
	*exclusive = *exclusive || list->choices[choice].exclusive;
	return name_offered(j->interview, j->cell, name) ? VERDICT_FINE : VERDICT_NOT_OFFERED;
}

static enum verdict_kind judge_choices(const struct judging *j)
{
	struct span rest = j->answer->v, name;
	enum verdict_kind worst = VERDICT_FINE;
	bool exclusive = false;
	unsigned count = 0;
	if (question_types[j->item->type].storage == STORE_CHOICE)
		return judge_name(j, j->answer->v, &exclusive);
	for (; span_token(&rest, &name); count++) {
		enum verdict_kind kind = judge_name(j, name, &exclusive);
		worst = worst == VERDICT_FINE || kind == VERDICT_UNKNOWN_CHOICE ? kind : worst;
	}
	return worst == VERDICT_FINE && exclusive && count > 1 ? VERDICT_EXCLUSIVE : worst;
}

static bool is_unit(const struct judging *j, uint32_t list, struct span name)
{
	return list == NONE ? name.length == 0
						: map_get(j->interview->questionnaire->lists[list].by_name, name) != MAP_NONE;
}

static enum verdict_kind judge_quantity(const struct judging *j)
{
	return is_unit(j, j->item->list, j->answer->unit) && is_unit(j, j->item->per_list, j->answer->per)
			   ? VERDICT_FINE
			   : VERDICT_UNKNOWN_UNIT;
}

/* A range's steps are counted from its start; a stored decimal may miss one by its last binary digit. */
static enum verdict_kind judge_range(const struct judging *j)
{
	const struct parameters *p = &j->item->parameters;
	double number = 0, low = p->start < p->end ? p->start : p->end, high = p->start < p->end ? p->end : p->start;
	if (j->item->type != TYPE_RANGE || !number_parse(j->answer->v, &number))
		return VERDICT_FINE;
	if (number < low || number > high)
		return VERDICT_OUT_OF_RANGE;
	double step = p->step < 0 ? -p->step : p->step;
	double steps = step > 0 ? (number - p->start) / p->step : 0,
		   off = steps - (double)(int64_t)(steps < 0 ? steps - 0.5 : steps + 0.5);
	return off > 1e-9 || off < -1e-9 ? VERDICT_OUT_OF_RANGE : VERDICT_FINE;
}

static enum verdict_kind judge_value(const struct judging *j)
{
	switch (question_types[j->item->type].storage) {
	case STORE_CHOICE:
	case STORE_CHOICES:
	case STORE_RANK:
		return j->item->list != NONE ? judge_choices(j) : VERDICT_FINE;
	case STORE_NUMBER_UNIT:
		return judge_quantity(j);
	case STORE_NUMBER:
		return judge_range(j);
	default:
		return VERDICT_FINE;
	}
}

/* ---- constraint and checks ---- */

static bool test_holds(struct judging *j, const struct expression *test, enum derived_kind kind, uint32_t check)
{
	struct ground ground;
	struct value value = answer_value(j->item, j->answer), result;
	const char *fault = NULL;
	ground_set(&ground, j->interview, j->cell);
	ground.candidate = &value;
	ground.candidate_answer = j->answer;
	uint32_t node = plan_derived(j->interview->questionnaire, j->cell.item, kind, check);
	if (ground_evaluate(j->interview, &ground, test, node, &result, &fault))
		return value_to_boolean(&result);
	j->fault = span_copy(j->interview->arena, span_of(fault)).data;
	return true; /* what cannot be told stands in nobody's way */
}

static bool overridden(const struct judging *j, uint32_t check)
{
	const struct note_slot *slot = note_find(j->interview, j->cell);
	for (uint32_t i = 0; slot != NULL && slot->note != NULL && i < slot->note->override_count; i++)
		if (slot->note->overrides[i].shown.check == check && span_equal(slot->note->overrides[i].v, j->answer->v))
			return true;
	return false;
}

static struct verdict judge_checks(struct judging *j, uint32_t from)
{
	for (uint32_t i = from; i < j->item->check_count; i++)
		if (!overridden(j, i + 1) && !test_holds(j, j->item->checks[i].test, DERIVED_CHECK, i))
			return (struct verdict){.kind = VERDICT_CHECK, .check = i + 1};
	return verdict(VERDICT_FINE);
}

static struct verdict judge(struct judging *j)
{
	const char *expected;
	if (j->answer->state != STATE_ANSWERED) {
		bool allowed = (j->item->states & (1u << j->answer->state)) != 0;
		return verdict(allowed ? VERDICT_FINE : VERDICT_STATE_NOT_ALLOWED);
	}
	if (!answer_fits(j->interview->questionnaire, j->item, j->answer, &expected))
		return verdict(VERDICT_NOT_A_VALUE);
	enum verdict_kind kind = judge_value(j);
	if (kind != VERDICT_FINE)
		return verdict(kind);
	if (j->item->constraint != NULL && !test_holds(j, j->item->constraint, DERIVED_CONSTRAINT, 0))
		return verdict(VERDICT_CONSTRAINT);
	return judge_checks(j, 0);
}

static struct judging judging_of(struct interview *interview, struct cell cell, const struct answer *answer)
{
	return (struct judging){interview, cell, &interview->questionnaire->items[cell.item], answer, NULL};
}

struct verdict interview_judge(struct interview *interview, struct cell cell, const struct answer *answer)
{
	struct judging j = judging_of(interview, cell, answer);
	if (!cell_exists(interview, cell) || !is_question(interview, cell))
		return verdict(VERDICT_NOT_A_VALUE);
	if (!interview_asked(interview, cell))
		return verdict(VERDICT_NOT_ASKED);
	bool same = answer_equal(answer, interview_answer(interview, cell));
	if (!same && interview_read_only(interview, cell))
		return verdict(VERDICT_READ_ONLY);
	if (answer->state == STATE_UNANSWERED) {
		bool missing = interview_required(interview, cell) && !interview_read_only(interview, cell);
		return verdict(missing ? VERDICT_REQUIRED : VERDICT_FINE);
	}
	struct verdict verdict = judge(&j);
	verdict.fault = j.fault;
	return verdict;
}

struct verdict interview_judge_standing(struct interview *interview, struct cell cell)
{
	return interview_judge(interview, cell, interview_answer(interview, cell));
}

/* The next soft check after number `after` that the standing answer fails; 0: none. */
uint32_t judge_next_check(struct interview *interview, struct cell cell, uint32_t after)
{
	struct judging j = judging_of(interview, cell, interview_answer(interview, cell));
	return judge_checks(&j, after).check;
}
