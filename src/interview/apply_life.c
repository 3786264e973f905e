/* The events of a life: open, show, language, pause, continue, case, leave, resume, complete, close, reopen, migrate,
 * repair. */
#include "state.h"

/* Texts of its own for what an event says of the case. */
static void keep_case(struct interview *interview, const struct event *event)
{
	struct head *head = &interview->head;
	struct named_text *values = arena_alloc(interview->arena, (event->case_value_count + 1) * sizeof *values);
	for (uint32_t i = 0; i < event->case_value_count; i++) {
		values[i].name = span_copy(interview->arena, event->case_values[i].name);
		values[i].text = span_copy(interview->arena, event->case_values[i].text);
	}
	head->case_key = span_copy(interview->arena, event->case_key);
	head->case_values = values;
	head->case_value_count = event->case_value_count;
}

static void keep_opening(struct interview *interview, const struct event *event)
{
	struct event *opening = &interview->head.opening;
	struct span *const texts[] = {
		&opening->questionnaire,
		&opening->version,
		&opening->sha256,
		&opening->form,
		&opening->title,
		&opening->program,
		&opening->enumerator,
		&opening->device,
		&opening->host,
		&opening->user,
		&opening->tty,
		&opening->language,
	};
	*opening = *event;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = span_copy(interview->arena, *texts[i]);
	keep_case(interview, event);
	opening->case_key = interview->head.case_key;
	opening->case_values = interview->head.case_values;
}

static void speak(struct interview *interview, struct span language)
{
	uint32_t index = questionnaire_language(interview->questionnaire, language);
	if (index != NONE)
		interview->head.language = index;
}

bool apply_open(struct interview *interview, const struct event *event)
{
	struct head *head = &interview->head;
	keep_opening(interview, event);
	head->opened = true;
	head->enumerator = head->opening.enumerator;
	head->device = head->opening.device;
	head->version = head->opening.version;
	head->language = interview->questionnaire->default_language;
	speak(interview, event->language);
	metadata_all(interview);
	mark_all(interview);
	return true;
}

/* The question, group, or row whose screen it is; an empty path is the finish screen. */
bool apply_show(struct interview *interview, const struct event *event)
{
	struct cell cell = CELL_NONE;
	struct span identity;
	if (event->q.length > 0 && !interview_find(interview, event->q, &cell) &&
		!interview_find_row(interview, event->q, &cell, &identity))
		return refuse(interview, "there is no `%.*s` in this interview", SPAN_ARGUMENTS(event->q));
	interview->head.place = cell;
	interview->head.shown = true;
	interview->head.shown_finish = event->q.length == 0;
	return true;
}

/* Labels are others: in another language, or of another case. */
static void relabel(struct interview *interview)
{
	mark_list(interview, interview->plan.languages, interview->plan.language_count);
	rows_relabel(interview);
}

bool apply_language(struct interview *interview, const struct event *event)
{
	uint32_t index = questionnaire_language(interview->questionnaire, event->to);
	if (index == NONE)
		return refuse(interview, "the questionnaire does not speak `%.*s`", SPAN_ARGUMENTS(event->to));
	interview->head.language = index;
	relabel(interview);
	return true;
}

bool apply_pause(struct interview *interview, const struct event *event)
{
	(void)event;
	interview->head.paused = true;
	return true;
}

bool apply_continue(struct interview *interview, const struct event *event)
{
	(void)event;
	interview->head.paused = false;
	return true;
}

bool apply_case(struct interview *interview, const struct event *event)
{
	keep_case(interview, event);
	mark_list(interview, interview->plan.cases, interview->plan.case_count);
	relabel(interview);
	return true;
}

bool apply_leave(struct interview *interview, const struct event *event)
{
	(void)event;
	interview->head.paused = false;
	interview->head.answerer = SPAN("");
	return true;
}

/* What reads the clock, chance or the time taken is evaluated anew. */
static void volatiles(struct interview *interview)
{
	mark_list(interview, interview->plan.volatiles, interview->plan.volatile_count);
}

bool apply_resume(struct interview *interview, const struct event *event)
{
	struct head *head = &interview->head;
	uint32_t before = head->language;
	head->enumerator = span_copy(interview->arena, event->enumerator);
	head->device = span_copy(interview->arena, event->device);
	head->paused = false;
	speak(interview, event->language);
	if (head->language != before)
		relabel(interview);
	metadata_all(interview);
	if (head->status == INTERVIEW_PARTIAL)
		volatiles(interview);
	return true;
}

static void finish(struct interview *interview, enum interview_status status)
{
	interview->head.status = status;
	interview->head.completed = interview->head.ended = interview->head.now;
	metadata_all(interview);
}

bool apply_complete(struct interview *interview, const struct event *event)
{
	(void)event;
	finish(interview, INTERVIEW_COMPLETE);
	volatiles(interview);
	return true;
}

bool apply_close(struct interview *interview, const struct event *event)
{
	if (event->outcome.length == 0)
		return refuse(interview, "an interview is closed with an outcome");
	interview->head.outcome = span_copy(interview->arena, event->outcome);
	interview->head.reason = span_copy(interview->arena, event->reason);
	finish(interview, INTERVIEW_CLOSED);
	return true;
}

bool apply_reopen(struct interview *interview, const struct event *event)
{
	(void)event;
	if (interview->head.status == INTERVIEW_PARTIAL)
		return refuse(interview, "the interview is not finished");
	interview->head.status = INTERVIEW_PARTIAL;
	interview->head.outcome = interview->head.reason = SPAN("");
	interview->head.completed = (struct moment){0};
	return true;
}

/* Journals are replayed on the questionnaire of their last migration; what it could not take over is cleared here. */
bool apply_migrate(struct interview *interview, const struct event *event)
{
	interview->head.version = span_copy(interview->arena, event->version);
	for (uint32_t i = 0; i < event->set_aside_count; i++) {
		struct cell cell;
		if (interview_find(interview, event->set_aside[i], &cell) && interview->columns[cell.item].answers != NULL &&
			interview->columns[cell.item].answers[cell.row] != NULL) {
			set_answer(interview, cell, NULL);
			effect_add(interview, EFFECT_ANSWER, cell, NULL);
		}
	}
	mark_all(interview);
	return true;
}

bool apply_repair(struct interview *interview, const struct event *event)
{
	(void)interview;
	(void)event;
	return true;
}
