/* remark, aside, override, paragraph, probe, mark. */
#include "state.h"

static struct note *note_copy(struct interview *interview, const struct note_slot *slot)
{
	static const struct note none = {0};
	return arena_copy(interview->keep, slot->note != NULL ? slot->note : &none, sizeof none);
}

bool apply_remark(struct interview *interview, const struct event *event)
{
	struct cell cell;
	if (!find_cell(interview, event, &cell))
		return false;
	struct note_slot *slot = note_make(interview, cell);
	struct note *note = note_copy(interview, slot);
	struct span old = note->remark;
	note->remark = span_copy(interview->keep, event->text);
	note_set(interview, slot, note);
	draft_end(interview, cell, true);
	effect_add(interview, EFFECT_ANSWER, cell, NULL);
	past_add(interview, event, (struct past){.cell = cell, .old_text = old, .new_text = note->remark});
	return true;
}

bool apply_aside(struct interview *interview, const struct event *event)
{
	struct cell cell;
	if (!find_cell(interview, event, &cell))
		return false;
	struct note_slot *slot = note_make(interview, cell);
	struct note *note = note_copy(interview, slot);
	struct span old = note->aside;
	note->aside = span_copy(interview->keep, event->who);
	note_set(interview, slot, note);
	effect_add(interview, EFFECT_ANSWER, cell, NULL);
	past_add(interview, event, (struct past){.cell = cell, .old_text = old, .new_text = note->aside});
	return true;
}

bool apply_override(struct interview *interview, const struct event *event)
{
	struct cell cell;
	if (!find_question(interview, event, &cell))
		return false;
	const struct item *item = &interview->questionnaire->items[cell.item];
	if (event->check < 1 || event->check > item->check_count)
		return refuse(interview, "`%.*s` has no check %u", SPAN_ARGUMENTS(event->q), event->check);
	struct note_slot *slot = note_make(interview, cell);
	struct note *note = note_copy(interview, slot);
	struct override_kept *kept = arena_alloc(interview->keep, (note->override_count + 1) * sizeof *kept);
	uint32_t count = 0;
	for (uint32_t i = 0; i < note->override_count; i++)
		if (note->overrides[i].shown.check != event->check)
			kept[count++] = note->overrides[i];
	struct span v = event->answer.v.length > 0 ? event->answer.v : interview_answer(interview, cell)->v;
	kept[count++] = (struct override_kept){
		.shown = {event->check, span_copy(interview->keep, event->reason), span_copy(interview->keep, event->text),
			span_copy(interview->keep, event->message)},
		.v = span_copy(interview->keep, v),
	};
	note->overrides = kept;
	note->override_count = count;
	note_set(interview, slot, note);
	effect_add(interview, EFFECT_ANSWER, cell, NULL);
	return true;
}

/* ---- passages ---- */

static struct paragraph *paragraph_find(const struct note_slot *slot, struct span id)
{
	struct passage *passage = slot->passage;
	/* The one that is written is nearly always the last. */
	for (size_t i = passage != NULL ? passage->count : 0; i > 0; i--)
		if (span_equal(passage->items[i - 1].id, id))
			return &passage->items[i - 1];
	return NULL;
}

static void paragraph_log(struct interview *interview, const struct note_slot *slot, const struct paragraph *paragraph)
{
	const struct passage *passage = slot->passage;
	if (interview->logging) {
		struct log_entry *entry = log_add(interview, LOG_PARAGRAPH, 0, (uint32_t)(slot - interview->notes));
		entry->count = (uint32_t)passage->count;
		entry->index = paragraph != NULL ? (uint32_t)(paragraph - passage->items) : entry->count;
		entry->paragraph = paragraph != NULL ? *paragraph : (struct paragraph){0};
	}
}

static bool find_passage(struct interview *interview, const struct event *event, struct cell *cell)
{
	if (!find_question(interview, event, cell))
		return false;
	return question_types[interview->questionnaire->items[cell->item].type].storage == STORE_PASSAGE ||
		   refuse(interview, "`%.*s` is no passage", SPAN_ARGUMENTS(event->q));
}

bool apply_paragraph(struct interview *interview, const struct event *event)
{
	struct cell cell;
	if (!find_passage(interview, event, &cell))
		return false;
	if (event->id.length == 0)
		return refuse(interview, "a paragraph of `%.*s` without id", SPAN_ARGUMENTS(event->q));
	struct note_slot *slot = note_make(interview, cell);
	struct passage *passage = passage_of(slot);
	struct paragraph *known = paragraph_find(slot, event->id);
	struct past past = {.cell = cell, .id = known != NULL ? known->id : span_copy(interview->keep, event->id)};
	past.new_text = span_copy(interview->keep, event->text);
	past.new_mode = span_copy(interview->keep, event->mode);
	paragraph_log(interview, slot, known);
	if (known != NULL) {
		past.old_text = known->text;
		past.old_mode = known->mode;
		known->text = past.new_text;
		known->mode = past.new_mode;
	} else {
		struct paragraph made = {
			.id = past.id, .mode = past.new_mode, .text = past.new_text, .at = interview->head.now};
		ARRAY_PUSH(passage->items, passage->count, passage->capacity, made);
	}
	passage_join(interview, slot);
	draft_end(interview, cell, false);
	effect_add(interview, EFFECT_ANSWER, cell, NULL);
	past_add(interview, event, past);
	return true;
}

bool apply_mark(struct interview *interview, const struct event *event)
{
	struct cell cell;
	if (!find_passage(interview, event, &cell))
		return false;
	struct note_slot *slot = note_make(interview, cell);
	struct paragraph *known = paragraph_find(slot, event->id);
	if (known == NULL)
		return refuse(interview, "`%.*s` has no paragraph `%.*s`", SPAN_ARGUMENTS(event->q), SPAN_ARGUMENTS(event->id));
	struct past past = {
		.cell = cell, .id = known->id, .old_text = known->mark, .new_text = span_copy(interview->keep, event->mark)};
	paragraph_log(interview, slot, known);
	known->mark = past.new_text;
	passage_build(interview, slot);
	effect_add(interview, EFFECT_ANSWER, cell, NULL);
	past_add(interview, event, past);
	return true;
}

/* ---- probes ---- */

static void probes_with(struct interview *interview, struct note *note, struct span name, bool done)
{
	struct span *probes = arena_alloc(interview->keep, (note->probe_count + 1) * sizeof *probes);
	uint32_t count = 0;
	for (uint32_t i = 0; i < note->probe_count; i++)
		if (!span_equal(note->probes[i], name))
			probes[count++] = note->probes[i];
	if (done)
		probes[count++] = name;
	note->probes = probes;
	note->probe_count = count;
}

bool apply_probe(struct interview *interview, const struct event *event)
{
	struct cell cell;
	if (!find_cell(interview, event, &cell))
		return false;
	if (event->name.length == 0)
		return refuse(interview, "a probe of `%.*s` without name", SPAN_ARGUMENTS(event->q));
	struct past past = {.cell = cell, .id = span_copy(interview->keep, event->name), .new_done = event->done};
	past.old_done = interview_probe_done(interview, cell, event->name);
	struct note_slot *slot = note_make(interview, cell);
	struct note *note = note_copy(interview, slot);
	probes_with(interview, note, past.id, event->done);
	note_set(interview, slot, note);
	effect_add(interview, EFFECT_ANSWER, cell, NULL);
	past_add(interview, event, past);
	return true;
}
