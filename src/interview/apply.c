/* interview_apply: one event in, its effects out. A table of handlers, each of which looks first and changes then. */
#include <stdarg.h>

#include "state.h"

#define STEP_MOST_MS 600000 /* of one step between two lines towards `minutes` (4-files) */

const struct event_row event_rows[EVENT_KIND_COUNT] = {
#define X(name, word, durable, undoable, appears) [EVENT_##name] = {word, durable, undoable, appears},
#include "tanya/events.def"
#undef X
};

struct handler {
	bool (*apply)(struct interview *, const struct event *);
	bool when_finished; /* may stand in a finished interview */
	bool is_no_change;  /* passed over by last_change */
};
static const struct handler handlers[EVENT_KIND_COUNT] = {
	[EVENT_OPEN] = {apply_open, false, false},
	[EVENT_SHOW] = {apply_show, true, true},
	[EVENT_ANSWER] = {apply_answer, false, false},
	[EVENT_CLEAR] = {apply_clear, false, false},
	[EVENT_DRAFT] = {apply_draft, false, true},
	[EVENT_ROW_ADD] = {apply_row_add, false, false},
	[EVENT_ROW_REMOVE] = {apply_row_remove, false, false},
	[EVENT_ROW_RENAME] = {apply_row_rename, false, false},
	[EVENT_REMARK] = {apply_remark, false, false},
	[EVENT_ASIDE] = {apply_aside, false, false},
	[EVENT_OVERRIDE] = {apply_override, false, false},
	[EVENT_PARAGRAPH] = {apply_paragraph, false, false},
	[EVENT_PROBE] = {apply_probe, false, false},
	[EVENT_MARK] = {apply_mark, false, false},
	[EVENT_LANGUAGE] = {apply_language, true, false},
	[EVENT_PAUSE] = {apply_pause, true, false},
	[EVENT_CONTINUE] = {apply_continue, true, false},
	[EVENT_CASE] = {apply_case, false, false},
	[EVENT_LEAVE] = {apply_leave, true, true},
	[EVENT_RESUME] = {apply_resume, true, true},
	[EVENT_COMPLETE] = {apply_complete, false, false},
	[EVENT_CLOSE] = {apply_close, false, false},
	[EVENT_REOPEN] = {apply_reopen, true, false},
	[EVENT_MIGRATE] = {apply_migrate, true, false},
	[EVENT_REPAIR] = {apply_repair, true, false},
};

bool refuse(struct interview *interview, const char *format, ...)
{
	struct string text = {0};
	va_list list;
	va_start(list, format);
	string_format_list(&text, format, list);
	va_end(list);
	interview->refusal = arena_text(interview->scratch, string_text(&text), text.length);
	string_free(&text);
	return false;
}

bool find_cell(struct interview *interview, const struct event *event, struct cell *cell)
{
	return interview_find(interview, event->q, cell) ||
		   refuse(interview, "there is no `%.*s` in this interview", SPAN_ARGUMENTS(event->q));
}

bool find_question(struct interview *interview, const struct event *event, struct cell *cell)
{
	if (!find_cell(interview, event, cell))
		return false;
	const struct item *item = &interview->questionnaire->items[cell->item];
	return (item->kind == ITEM_QUESTION && item_has_answer(item) &&
			   question_types[item->type].storage != STORE_DERIVED) ||
		   refuse(interview, "`%.*s` takes no answer", SPAN_ARGUMENTS(event->q));
}

/* An undo or redo of the last one moves it over; anything else is new, and what was undone cannot be redone any more.
 */
void past_add(struct interview *interview, const struct event *event, struct past past)
{
	struct head *head = &interview->head;
	if (event->undo != 0 && head->done_count > 0 && interview->done[head->done_count - 1].n == event->undo) {
		struct past last = interview->done[--head->done_count];
		ARRAY_PUSH(interview->undone, head->undone_count, interview->undone_capacity, last);
		return;
	}
	if (event->redo != 0 && head->undone_count > 0 && interview->undone[head->undone_count - 1].n == event->redo) {
		struct past last = interview->undone[--head->undone_count];
		ARRAY_PUSH(interview->done, head->done_count, interview->done_capacity, last);
		return;
	}
	past.n = head->last;
	past.kind = event->kind;
	head->undone_count = 0;
	ARRAY_PUSH(interview->done, head->done_count, interview->done_capacity, past);
}

static bool may_come(struct interview *interview, const struct event *event)
{
	const struct head *head = &interview->head;
	if (event->kind >= EVENT_KIND_COUNT)
		return refuse(interview, "an event of no known kind");
	if (head->opened == (event->kind == EVENT_OPEN))
		return refuse(interview, head->opened ? "the interview is open already" : "an interview begins with `open`");
	if (head->status != INTERVIEW_PARTIAL && !handlers[event->kind].when_finished) {
		return refuse(interview, "the interview is %s; reopen it first",
			head->status == INTERVIEW_COMPLETE ? "complete" : "closed");
	}
	return true;
}

static void count_time(struct head *head, const struct event *event)
{
	bool sitting_begins = event->kind == EVENT_OPEN || event->kind == EVENT_RESUME;
	int64_t step_ms = sitting_begins ? 0 : event->ms - head->last_ms;
	if (step_ms > 0 && !head->paused)
		head->worked_ms += step_ms < STEP_MOST_MS ? step_ms : STEP_MOST_MS;
	if (sitting_begins || step_ms > 0)
		head->last_ms = event->ms;
}

bool interview_apply(
	struct interview *interview, const struct event *event, struct effects *effects, const char **refusal)
{
	struct head old = interview->head;
	size_t first = effects != NULL ? effects->count : 0;
	interview->refusal = NULL;
	interview->effects = effects;
	interview->restoring = event->undo != 0 || event->redo != 0;
	bool applied = may_come(interview, event);
	if (applied) {
		interview->generation++;
		interview->head.last = event->n != 0 ? event->n : old.last + 1;
		interview->head.now = event->at.ms != 0 ? event->at : old.now;
		count_time(&interview->head, event);
		applied = handlers[event->kind].apply(interview, event);
	}
	if (applied) {
		sweep(interview);
		toggles_settle(interview, first);
		if (!handlers[event->kind].is_no_change)
			interview->head.last_change = interview->head.now;
	} else {
		interview->head = old;
	}
	interview->effects = NULL;
	if (refusal != NULL)
		*refusal = interview->refusal;
	return applied;
}
