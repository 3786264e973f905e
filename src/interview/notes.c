/* What few cells have: remarks, what is set aside, overrides, probes, drafts; and the paragraphs of passages. */
#include <string.h>

#include "state.h"

struct note_slot *note_find(const struct interview *interview, struct cell cell)
{
	uint32_t at = map_get(interview->note_index, (struct span){(const char *)&cell, sizeof cell});
	return at != MAP_NONE ? &interview->notes[at] : NULL;
}

struct note_slot *note_make(struct interview *interview, struct cell cell)
{
	struct note_slot *found = note_find(interview, cell);
	if (found != NULL)
		return found;
	/* The slot stays when a preview is taken back: it is empty then. */
	struct span key = {arena_copy(interview->arena, &cell, sizeof cell), sizeof cell};
	map_put(interview->note_index, key, (uint32_t)interview->note_count);
	ARRAY_PUSH(interview->notes, interview->note_count, interview->note_capacity, (struct note_slot){.cell = cell});
	return &interview->notes[interview->note_count - 1];
}

void note_set(struct interview *interview, struct note_slot *slot, const struct note *note)
{
	if (interview->logging)
		log_add(interview, LOG_NOTE, 0, (uint32_t)(slot - interview->notes))->note = slot->note;
	slot->note = note;
}

void draft_end(struct interview *interview, struct cell cell, bool remark)
{
	struct note_slot *slot = note_find(interview, cell);
	if (slot == NULL || !slot->drafts[remark].live)
		return;
	if (interview->logging) {
		struct log_entry *entry = log_add(interview, LOG_DRAFT, 0, (uint32_t)(slot - interview->notes));
		entry->draft = slot->drafts[remark];
		entry->which = remark;
		slot->drafts[remark] = (struct draft){0};
	} else {
		string_free(&slot->drafts[remark].text);
		slot->drafts[remark].live = false;
	}
}

/* ---- overrides ---- */

/* One stands while the value it was given for stands; undo and redo leave all, so that what comes back is not asked
 * again. */
void overrides_lapse(struct interview *interview, struct cell cell, const struct answer *old, const struct answer *new)
{
	struct note_slot *slot = note_find(interview, cell);
	const struct note *note = slot != NULL ? slot->note : NULL;
	struct span was = old != NULL ? old->v : SPAN(""), is = new != NULL ? new->v : SPAN("");
	if (note == NULL || note->override_count == 0)
		return;
	struct note *left = arena_copy(interview->keep, note, sizeof *note);
	struct override_kept *kept = arena_alloc(interview->keep, note->override_count * sizeof *kept);
	left->override_count = 0;
	left->overrides = kept;
	for (uint32_t i = 0; i < note->override_count; i++)
		if (span_equal(note->overrides[i].v, is) && !span_equal(was, is))
			kept[left->override_count++] = note->overrides[i];
	if (left->override_count < note->override_count)
		note_set(interview, slot, left);
}

/* ---- passages ---- */

struct passage *passage_of(struct note_slot *slot)
{
	if (slot->passage == NULL)
		slot->passage = memory_alloc(sizeof *slot->passage);
	return slot->passage;
}

void passage_free(struct passage *passage)
{
	if (passage != NULL) {
		memory_free(passage->items);
		memory_free(passage->shown);
		string_free(&passage->joined);
		*passage = (struct passage){0};
	}
}

void passage_build(struct interview *interview, struct note_slot *slot)
{
	struct passage *passage = slot->passage;
	struct column *column = &interview->columns[slot->cell.item];
	size_t shown = 0;
	string_clear(&passage->joined);
	passage->shown =
		array_reserve(passage->shown, &passage->shown_capacity, passage->count + 1, sizeof *passage->shown);
	for (size_t i = 0; i < passage->count; i++) {
		if (passage->items[i].text.length > 0) {
			string_add_text(&passage->joined, shown > 0 ? "\n\n" : "");
			string_add(&passage->joined, passage->items[i].text);
			passage->shown[shown++] = passage->items[i];
		}
	}
	passage->answer = (struct answer){.state = shown > 0 ? STATE_ANSWERED : STATE_UNANSWERED,
		.v = string_span(&passage->joined),
		.paragraphs = passage->shown,
		.paragraph_count = (uint32_t)shown};
	if (column->answers[slot->cell.row] == &passage->answer)
		column->values[slot->cell.row] = value_text(passage->answer.v);
}

void passage_join(struct interview *interview, struct note_slot *slot)
{
	struct cell cell = slot->cell;
	struct column *column = &interview->columns[cell.item];
	passage_build(interview, slot);
	if (interview->logging) {
		log_add(interview, LOG_ANSWER, cell.item, cell.row)->answer = column->answers[cell.row];
		log_add(interview, LOG_VALUE, cell.item, cell.row)->value = column->values[cell.row];
	}
	bool any = slot->passage->answer.state == STATE_ANSWERED;
	column->answers[cell.row] = any ? &slot->passage->answer : NULL;
	column->values[cell.row] = any ? value_text(slot->passage->answer.v) : value_text(SPAN(""));
	mark_value(interview, cell);
}

static struct span cut_paragraph(struct span *rest)
{
	size_t gap = span_find(*rest, SPAN("\n\n"));
	struct span piece = span_sub(*rest, 0, gap == SIZE_MAX ? rest->length : gap);
	*rest = gap == SIZE_MAX ? SPAN("") : span_sub(*rest, gap + 2, rest->length);
	return piece;
}

/* A whole text in place of what the passage had; an empty one empties it. */
void passage_replace(struct interview *interview, struct cell cell, struct span text)
{
	struct note_slot *slot = note_make(interview, cell);
	struct passage *passage = passage_of(slot);
	struct string id = {0};
	if (interview->logging) {
		log_add(interview, LOG_PASSAGE, 0, (uint32_t)(slot - interview->notes))->passage = *passage;
		*passage = (struct passage){0};
	}
	passage->count = 0;
	while (text.length > 0) {
		struct paragraph paragraph = {.mode = SPAN("verbatim"), .at = interview->head.now};
		paragraph.text = span_copy(interview->keep, cut_paragraph(&text));
		string_clear(&id);
		string_format(&id, "%zu", passage->count + 1);
		paragraph.id = span_copy(interview->keep, string_span(&id));
		if (paragraph.text.length > 0)
			ARRAY_PUSH(passage->items, passage->count, passage->capacity, paragraph);
	}
	string_free(&id);
	passage_join(interview, slot);
}
