/* Undo and redo: the ordinary event that restores what was. */
#include "state.h"

struct restoring {
	const struct past *past;
	bool back; /* to the old state, else to the new one again */
	struct event *event;
};

static void restore_answer(const struct restoring *r)
{
	const struct answer *answer = r->back ? r->past->old : r->past->new;
	r->event->kind = answer != NULL ? EVENT_ANSWER : EVENT_CLEAR;
	if (answer != NULL) {
		r->event->answer = *answer;
		r->event->answer.paragraphs = NULL;
		r->event->answer.paragraph_count = 0;
	}
}

static void restore_row_add(const struct restoring *r)
{
	r->event->kind = r->back ? EVENT_ROW_REMOVE : EVENT_ROW_ADD;
}

static void restore_row_remove(const struct restoring *r)
{
	r->event->kind = r->back ? EVENT_ROW_ADD : EVENT_ROW_REMOVE;
}

static void restore_row_rename(const struct restoring *r)
{
	r->event->label = r->back ? r->past->old_text : r->past->new_text;
}

static void restore_remark(const struct restoring *r)
{
	r->event->text = r->back ? r->past->old_text : r->past->new_text;
}

static void restore_aside(const struct restoring *r)
{
	r->event->who = r->back ? r->past->old_text : r->past->new_text;
}

static void restore_paragraph(const struct restoring *r)
{
	r->event->id = r->past->id;
	r->event->text = r->back ? r->past->old_text : r->past->new_text;
	r->event->mode = r->back ? r->past->old_mode : r->past->new_mode;
}

static void restore_probe(const struct restoring *r)
{
	r->event->name = r->past->id;
	r->event->done = r->back ? r->past->old_done : r->past->new_done;
}

static void restore_mark(const struct restoring *r)
{
	r->event->id = r->past->id;
	r->event->mark = r->back ? r->past->old_text : r->past->new_text;
}

static void (*const restores[EVENT_KIND_COUNT])(const struct restoring *) = {
	[EVENT_ANSWER] = restore_answer,
	[EVENT_CLEAR] = restore_answer,
	[EVENT_ROW_ADD] = restore_row_add,
	[EVENT_ROW_REMOVE] = restore_row_remove,
	[EVENT_ROW_RENAME] = restore_row_rename,
	[EVENT_REMARK] = restore_remark,
	[EVENT_ASIDE] = restore_aside,
	[EVENT_PARAGRAPH] = restore_paragraph,
	[EVENT_PROBE] = restore_probe,
	[EVENT_MARK] = restore_mark,
};

static void path_of(const struct interview *interview, const struct past *past, struct arena *arena, struct span *q)
{
	struct string path = {0};
	bool row = past->kind == EVENT_ROW_ADD || past->kind == EVENT_ROW_REMOVE || past->kind == EVENT_ROW_RENAME;
	interview_path(interview, past->cell, &path);
	if (row) {
		string_add_byte(&path, '[');
		string_add(&path, interview_row(interview, past->cell.item, past->slot)->identity);
		string_add_byte(&path, ']');
	}
	*q = span_copy(arena, string_span(&path));
	string_free(&path);
}

static bool restore(
	const struct interview *interview, const struct past *past, bool back, struct arena *arena, struct event *event)
{
	struct restoring restoring = {past, back, event};
	*event = (struct event){.kind = past->kind};
	path_of(interview, past, arena, &event->q);
	restores[past->kind](&restoring);
	if (back)
		event->undo = past->n;
	else
		event->redo = past->n;
	return true;
}

bool interview_undo(const struct interview *interview, struct arena *arena, struct event *event)
{
	const struct head *head = &interview->head;
	return head->status == INTERVIEW_PARTIAL && head->done_count > 0 &&
		   restore(interview, &interview->done[head->done_count - 1], true, arena, event);
}

bool interview_redo(const struct interview *interview, struct arena *arena, struct event *event)
{
	const struct head *head = &interview->head;
	return head->status == INTERVIEW_PARTIAL && head->undone_count > 0 &&
		   restore(interview, &interview->undone[head->undone_count - 1], false, arena, event);
}
