/* A digest of the whole state, the same for the same state however it was come by. */
#include "state.h"

static uint64_t mix(uint64_t digest, uint64_t value)
{
	digest ^= value + 0x9E3779B97F4A7C15u + (digest << 6) + (digest >> 2);
	digest = (digest ^ (digest >> 30)) * 0xBF58476D1CE4E5B9u;
	return digest ^ (digest >> 31);
}

static uint64_t mix_span(uint64_t digest, struct span text)
{
	return mix(mix(digest, text.length), text.length > 0 ? span_hash(text) : 0);
}

static uint64_t mix_answer(uint64_t digest, const struct answer *answer)
{
	if (answer == NULL)
		return mix(digest, 0);
	const struct span texts[] = {
		answer->v, answer->unit, answer->per, answer->other, answer->sha256, answer->typed, answer->by};
	digest = mix(digest, 1 + (uint64_t)answer->state);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		digest = mix_span(digest, texts[i]);
	for (uint32_t i = 0; i < answer->line_count; i++)
		digest = mix_span(mix(digest, answer->lines[i].id), answer->lines[i].text);
	for (uint32_t i = 0; i < answer->paragraph_count; i++) {
		const struct paragraph *paragraph = &answer->paragraphs[i];
		digest = mix_span(mix_span(mix_span(digest, paragraph->id), paragraph->mode), paragraph->mark);
	}
	return digest;
}

static uint64_t mix_value(uint64_t digest, const struct value *value)
{
	struct string text = {0};
	value_print(&text, value);
	digest = mix_span(mix(digest, value->kind), string_span(&text));
	string_free(&text);
	return digest;
}

static uint64_t mix_cell(const struct interview *interview, uint64_t digest, struct cell cell)
{
	const struct item *item = &interview->questionnaire->items[cell.item];
	const struct column *column = &interview->columns[cell.item];
	digest = mix(digest, (uint64_t)cell.item << 32 | cell.row);
	digest = mix(
		digest, column->flags[cell.row] & (item->relevant != NULL ? CELL_RELEVANT | CELL_DEFAULTED : CELL_DEFAULTED));
	if (column->answers != NULL)
		digest = mix_value(mix_answer(digest, column->answers[cell.row]), &column->values[cell.row]);
	return digest;
}

static uint64_t mix_rows(uint64_t digest, const struct table *table)
{
	digest = mix(digest, table->count);
	for (uint32_t i = 0; i < table->count && table->repeat != NONE; i++) {
		const struct row *row = &table->rows[i].shown;
		/* A row that does not count is labelled anew when it comes back. */
		bool labelled = row->place > 0 || table->rows[i].renamed;
		digest = mix_span(mix_span(digest, row->identity), labelled ? row->label : SPAN(""));
		digest = mix(mix(digest, row->parent), row->place);
	}
	return digest;
}

static uint64_t note_digest(const struct note_slot *slot)
{
	uint64_t digest = mix((uint64_t)slot->cell.item << 32 | slot->cell.row, 1), empty = digest;
	const struct note *note = slot->note;
	if (note != NULL && (note->remark.length > 0 || note->aside.length > 0))
		digest = mix_span(mix_span(digest, note->remark), note->aside);
	for (uint32_t i = 0; note != NULL && i < note->override_count; i++) {
		const struct override_kept *kept = &note->overrides[i];
		digest = mix_span(mix_span(mix(digest, kept->shown.check), kept->shown.reason), kept->v);
	}
	uint64_t probes = 0;
	for (uint32_t i = 0; note != NULL && i < note->probe_count; i++)
		probes += mix_span(2, note->probes[i]);
	digest = probes != 0 ? mix(digest, probes) : digest;
	for (int i = 0; i < 2; i++)
		if (slot->drafts[i].live)
			digest = mix_span(mix(digest, (uint64_t)i + 3), string_span(&slot->drafts[i].text));
	return digest == empty ? 0 : digest;
}

uint64_t interview_digest(const struct interview *interview)
{
	const struct head *head = &interview->head;
	uint64_t digest = mix(mix(mix(head->status, head->language), head->opened), head->shown_finish), notes = 0;
	digest = mix(digest, (uint64_t)head->place.item << 32 | (head->place.item != NONE ? head->place.row : 0));
	digest = mix_span(mix_span(mix_span(digest, head->outcome), head->case_key), head->enumerator);
	for (uint32_t i = 0; i < head->case_value_count; i++)
		digest = mix_span(mix_span(digest, head->case_values[i].name), head->case_values[i].text);
	for (uint32_t t = 0; t < interview->table_count; t++) {
		const struct table *table = &interview->tables[t];
		digest = mix_rows(digest, table);
		for (uint32_t i = 0; i < table->item_count; i++)
			for (uint32_t slot = 0; slot < table->count; slot++)
				digest = mix_cell(interview, digest, (struct cell){table->items[i], slot});
	}
	for (size_t i = 0; i < interview->note_count; i++)
		notes += note_digest(&interview->notes[i]);
	return mix(digest, notes);
}
