/* What a preview takes back: old values in the order in which they were left. */
#include <string.h>

#include "state.h"

struct log_entry *log_add(struct interview *interview, enum log_kind kind, uint32_t item, uint32_t slot)
{
	struct log_entry entry = {.kind = kind, .item = item, .slot = slot};
	ARRAY_PUSH(interview->log, interview->log_count, interview->log_capacity, entry);
	return &interview->log[interview->log_count - 1];
}

static void bump(struct interview *interview, uint32_t item)
{
	interview->versions[item] = ++interview->stamp;
}

static void restore_answer(struct interview *interview, struct log_entry *entry)
{
	interview->columns[entry->item].answers[entry->slot] = entry->answer;
}

static void restore_value(struct interview *interview, struct log_entry *entry)
{
	interview->columns[entry->item].values[entry->slot] = entry->value;
	bump(interview, entry->item);
}

static void restore_flags(struct interview *interview, struct log_entry *entry)
{
	interview->columns[entry->item].flags[entry->slot] = entry->flags;
	bump(interview, entry->item);
}

static void restore_note(struct interview *interview, struct log_entry *entry)
{
	interview->notes[entry->slot].note = entry->note;
}

static void restore_draft(struct interview *interview, struct log_entry *entry)
{
	struct draft *draft = &interview->notes[entry->slot].drafts[entry->which];
	string_free(&draft->text);
	*draft = entry->draft;
}

static void restore_paragraph(struct interview *interview, struct log_entry *entry)
{
	struct passage *passage = interview->notes[entry->slot].passage;
	if (entry->index < entry->count)
		passage->items[entry->index] = entry->paragraph;
	passage->count = entry->count;
	passage_build(interview, &interview->notes[entry->slot]);
}

static void restore_passage(struct interview *interview, struct log_entry *entry)
{
	passage_free(interview->notes[entry->slot].passage);
	*interview->notes[entry->slot].passage = entry->passage;
	passage_build(interview, &interview->notes[entry->slot]);
}

static void restore_list(struct interview *interview, struct log_entry *entry)
{
	struct table *table = &interview->tables[entry->item];
	struct row_list *list = &table->lists[entry->slot];
	for (uint32_t i = 0; i < list->count; i++) {
		table->rows[list->slots[i]].live = table->rows[list->slots[i]].was_live = false;
		table->rows[list->slots[i]].shown.place = 0;
	}
	memory_free(list->slots);
	list->slots = entry->slots;
	list->count = entry->slot_count;
	for (uint32_t i = 0; i < list->count; i++) {
		table->rows[list->slots[i]].live = table->rows[list->slots[i]].was_live = true;
		table->rows[list->slots[i]].shown.place = i + 1;
	}
	bump(interview, table->repeat);
}

static void restore_row(struct interview *interview, struct log_entry *entry)
{
	struct row_data *row = &interview->tables[entry->item].rows[entry->slot];
	row->shown.label = entry->row.shown.label;
	row->renamed = entry->row.renamed;
}

/* The row was made by the preview: it is the last of its table and the first of its parent. */
static void restore_slot(struct interview *interview, struct log_entry *entry)
{
	struct table *table = &interview->tables[entry->item];
	struct row_data *row = &table->rows[entry->slot];
	struct string key = {0};
	string_format(&key, "%u/%.*s", row->shown.parent, SPAN_ARGUMENTS(row->shown.identity));
	map_remove(table->by_identity, string_span(&key));
	string_free(&key);
	table->lists[row->shown.parent].first = row->sibling;
	memset(row, 0, sizeof *row);
	table->count--;
}

static void restore_most(struct interview *interview, struct log_entry *entry)
{
	interview->tables[entry->item].lists[entry->slot].most = entry->most;
}

static void (*const restores[])(struct interview *, struct log_entry *) = {
	[LOG_ANSWER] = restore_answer,
	[LOG_VALUE] = restore_value,
	[LOG_FLAGS] = restore_flags,
	[LOG_NOTE] = restore_note,
	[LOG_DRAFT] = restore_draft,
	[LOG_PARAGRAPH] = restore_paragraph,
	[LOG_PASSAGE] = restore_passage,
	[LOG_LIST] = restore_list,
	[LOG_ROW] = restore_row,
	[LOG_SLOT] = restore_slot,
	[LOG_MOST] = restore_most,
};

void log_unroll(struct interview *interview)
{
	while (interview->log_count > 0) {
		struct log_entry *entry = &interview->log[--interview->log_count];
		restores[entry->kind](interview, entry);
	}
}
