/* answer, clear, draft. */
#include <string.h>

#include "state.h"

static bool is_passage(const struct interview *interview, struct cell cell)
{
	return question_types[interview->questionnaire->items[cell.item].type].storage == STORE_PASSAGE;
}

/* What stands, in a form that stays when it is replaced. */
static const struct answer *standing(struct interview *interview, struct cell cell)
{
	const struct answer *answer = interview->columns[cell.item].answers[cell.row];
	return answer != NULL && is_passage(interview, cell) ? answer_keep(interview->keep, answer) : answer;
}

static void count_lines(struct interview *interview, struct cell cell, const struct answer *answer)
{
	for (uint32_t i = 0; i < answer->line_count && !interview->logging; i++) {
		struct note_slot *slot = note_make(interview, cell);
		slot->last_line = answer->lines[i].id > slot->last_line ? answer->lines[i].id : slot->last_line;
	}
}

static void replace(struct interview *interview, struct cell cell, const struct answer *answer)
{
	if (!is_passage(interview, cell)) {
		set_answer(interview, cell, answer);
		return;
	}
	passage_replace(interview, cell, answer != NULL && answer->state == STATE_ANSWERED ? answer->v : SPAN(""));
	if (answer != NULL && answer->state != STATE_ANSWERED)
		set_answer(interview, cell, answer);
}

static void answered(struct interview *interview, const struct event *event, struct cell cell, const struct answer *new)
{
	const struct answer *old = standing(interview, cell);
	bool same = answer_equal(old != NULL ? old : &no_answer, new != NULL ? new : &no_answer);
	replace(interview, cell, new);
	if (!same && !interview->restoring)
		overrides_lapse(interview, cell, old, new);
	draft_end(interview, cell, false);
	effect_add(interview, EFFECT_ANSWER, cell, NULL);
	past_add(interview, event, (struct past){.cell = cell, .old = old, .new = new});
}

bool apply_answer(struct interview *interview, const struct event *event)
{
	struct cell cell;
	const char *expected = NULL;
	if (!find_question(interview, event, &cell))
		return false;
	const struct item *item = &interview->questionnaire->items[cell.item];
	if (event->answer.state == STATE_UNANSWERED || event->answer.state == STATE_NOT_ASKED)
		return refuse(interview, "an answer to `%.*s` that says nothing", SPAN_ARGUMENTS(event->q));
	if (!answer_fits(interview->questionnaire, item, &event->answer, &expected)) {
		return refuse(interview, "`%.*s` is no answer to `%.*s`: expected %s",
			SPAN_ARGUMENTS(span_sub(event->answer.v, 0, 200)), SPAN_ARGUMENTS(event->q), expected);
	}
	const struct answer *answer = answer_keep(interview->keep, &event->answer);
	count_lines(interview, cell, answer);
	answered(interview, event, cell, answer);
	interview->head.answerer = answer->by;
	return true;
}

bool apply_clear(struct interview *interview, const struct event *event)
{
	struct cell cell;
	if (!find_question(interview, event, &cell))
		return false;
	answered(interview, event, cell, NULL);
	return true;
}

/* ---- drafts ---- */

/* `remark(PATH)` means the draft of the path's remark. */
static struct span draft_path(struct span q, bool *remark)
{
	*remark = span_starts(q, SPAN("remark(")) && span_ends(q, SPAN(")"));
	return *remark ? span_sub(q, 7, q.length - 8) : q;
}

static struct span draft_base(const struct interview *interview, const struct note_slot *slot, bool remark)
{
	if (slot->drafts[remark].live && !slot->drafts[remark].pick)
		return string_span(&slot->drafts[remark].text);
	if (remark)
		return slot->note != NULL ? slot->note->remark : SPAN("");
	const struct column *column = &interview->columns[slot->cell.item];
	const struct answer *answer = column->answers != NULL ? column->answers[slot->cell.row] : NULL;
	return answer != NULL ? answer->v : SPAN("");
}

/* The draft, ready to be changed in place: a preview leaves the old one in the log and works on a copy. */
static struct draft *draft_open(struct interview *interview, struct note_slot *slot, bool remark)
{
	struct draft *draft = &slot->drafts[remark];
	if (interview->logging) {
		struct log_entry *entry = log_add(interview, LOG_DRAFT, 0, (uint32_t)(slot - interview->notes));
		entry->draft = *draft;
		entry->which = remark;
		*draft = (struct draft){.live = draft->live, .pick = draft->pick};
		string_add(&draft->text, string_span(&entry->draft.text));
	}
	if (!draft->live || draft->pick) {
		struct span base = draft_base(interview, slot, remark);
		string_clear(&draft->text);
		string_add(&draft->text, base);
	}
	return draft;
}

/* A draft that has become what stands anyway is none: nothing half-typed is left. */
static bool is_as_it_stands(const struct interview *interview, struct cell cell, bool remark, struct span text)
{
	const struct answer *answer = interview_answer(interview, cell);
	return remark ? span_equal(text, interview_remark(interview, cell))
				  : !answer->unit.length && !answer->per.length && !answer->other.length && span_equal(text, answer->v);
}

bool apply_draft(struct interview *interview, const struct event *event)
{
	bool remark = false;
	struct event inner = {.q = draft_path(event->q, &remark)};
	struct cell cell;
	if (!(remark ? find_cell(interview, &inner, &cell) : find_question(interview, &inner, &cell)))
		return false;
	struct draft *draft = draft_open(interview, note_make(interview, cell), remark);
	if (event->draft_is_pick) {
		string_clear(&draft->text);
		string_add(&draft->text, event->answer.v);
	} else {
		struct span text = string_span(&draft->text);
		size_t from = text_offset(text, event->from);
		size_t cut = text_offset(span_sub(text, from, text.length), event->cut);
		string_splice(&draft->text, from, cut, event->put);
	}
	draft->live = !is_as_it_stands(interview, cell, remark, string_span(&draft->text));
	draft->pick = event->draft_is_pick;
	effect_add(interview, EFFECT_ANSWER, cell, NULL);
	return true;
}
