/* An interview's making and end, and what is known of it. */
#include "state.h"

const char *const interview_outcomes[INTERVIEW_OUTCOMES] = {
	"refused", "broken_off", "ineligible", "wrong_person", "duplicate", "other"};

const char *interview_status_word(enum interview_status status)
{
	static const char *const words[] = {
		[INTERVIEW_PARTIAL] = "partial", [INTERVIEW_COMPLETE] = "complete", [INTERVIEW_CLOSED] = "closed"};
	return words[status];
}

struct interview *interview_new(const struct questionnaire *questionnaire)
{
	struct interview *interview = memory_alloc(sizeof *interview);
	struct arena *arena = arena_new();
	size_t derived = questionnaire->derived_count + 1;
	interview->questionnaire = questionnaire;
	interview->arena = interview->keep = arena;
	interview->preview_arena = arena_new();
	interview->scratch = arena_new();
	interview->note_index = map_new();
	interview->head.place = CELL_NONE;
	interview->columns = arena_alloc(arena, (questionnaire->item_count + 1) * sizeof *interview->columns);
	interview->versions = arena_alloc(arena, (questionnaire->item_count + 1) * sizeof *interview->versions);
	interview->dirt = arena_alloc(arena, derived * sizeof *interview->dirt);
	interview->dirty = arena_alloc(arena, (derived / 64 + 1) * sizeof *interview->dirty);
	interview->dirty_words = arena_alloc(arena, (derived / 4096 + 1) * sizeof *interview->dirty_words);
	for (size_t i = 0; i < derived; i++)
		interview->dirt[i].whole_level = NONE;
	plan_make(interview);
	world_make(interview);
	table_grow(interview, 0, 1);
	interview->tables[0].count = 1;
	return interview;
}

static void tables_free(struct interview *interview)
{
	for (uint32_t t = 0; t < interview->table_count; t++) {
		struct table *table = &interview->tables[t];
		for (size_t i = 0; i < table->list_capacity; i++)
			memory_free(table->lists[i].slots);
		for (uint32_t i = 0; i < table->eager_count; i++)
			memory_free(interview->dirt[table->eager[i]].bits);
		memory_free(table->lists);
		memory_free(table->rows);
		map_free(table->by_identity);
	}
	for (uint32_t i = 0; i < interview->questionnaire->item_count; i++) {
		memory_free(interview->columns[i].answers);
		memory_free(interview->columns[i].values);
		memory_free(interview->columns[i].flags);
	}
}

void interview_free(struct interview *interview)
{
	if (interview == NULL)
		return;
	tables_free(interview);
	for (size_t i = 0; i < interview->note_count; i++) {
		string_free(&interview->notes[i].drafts[0].text);
		string_free(&interview->notes[i].drafts[1].text);
		passage_free(interview->notes[i].passage);
		memory_free(interview->notes[i].passage);
	}
	for (uint32_t i = 0; i < interview->lookup_first[interview->questionnaire->lookup_count]; i++)
		map_free(interview->lookups[i]);
	for (size_t i = 0; i < interview->choices_count; i++)
		memory_free(interview->choices[i].order);
	memory_free(interview->choices);
	memory_free(interview->plan.piped);
	memory_free(interview->notes);
	memory_free(interview->done);
	memory_free(interview->undone);
	memory_free(interview->pending);
	memory_free(interview->log);
	memory_free(interview->toggles);
	map_free(interview->note_index);
	expression_memory_free(interview->memory);
	arena_free(interview->scratch);
	arena_free(interview->preview_arena);
	arena_free(interview->arena);
	memory_free(interview);
}

/* ---- of the whole ---- */

const struct questionnaire *interview_questionnaire(const struct interview *interview)
{
	return interview->questionnaire;
}

enum interview_status interview_status(const struct interview *interview)
{
	return interview->head.status;
}

struct span interview_outcome(const struct interview *interview)
{
	return interview->head.outcome;
}

struct span interview_reason(const struct interview *interview)
{
	return interview->head.reason;
}

uint32_t interview_language(const struct interview *interview)
{
	return interview->head.opened ? interview->head.language : interview->questionnaire->default_language;
}

uint64_t interview_last(const struct interview *interview)
{
	return interview->head.last;
}

const struct event *interview_opening(const struct interview *interview)
{
	return &interview->head.opening;
}

struct moment interview_started(const struct interview *interview)
{
	return interview->head.opening.at;
}

struct moment interview_last_change(const struct interview *interview)
{
	return interview->head.last_change;
}

struct moment interview_completed(const struct interview *interview)
{
	return interview->head.completed;
}

int64_t interview_worked_ms(const struct interview *interview)
{
	return interview->head.worked_ms;
}

struct span interview_answerer(const struct interview *interview)
{
	return interview->head.answerer;
}

struct cell interview_place(const struct interview *interview)
{
	return interview->head.place;
}

bool interview_was_shown(const struct interview *interview, bool *finish_screen)
{
	*finish_screen = interview->head.shown_finish;
	return interview->head.shown;
}

struct span interview_case(const struct interview *interview)
{
	return interview->head.case_key;
}

struct span interview_enumerator(const struct interview *interview)
{
	return interview->head.enumerator;
}

/* ---- rows ---- */

const uint32_t *interview_rows(const struct interview *interview, struct cell repeat, uint32_t *count)
{
	const struct row_list *list = &interview->tables[interview->plan.inner_of[repeat.item]].lists[repeat.row];
	*count = list->count;
	return list->slots;
}

const struct row *interview_row(const struct interview *interview, uint32_t repeat_item, uint32_t slot)
{
	return &interview->tables[interview->plan.inner_of[repeat_item]].rows[slot].shown;
}

struct cell interview_repeat_of(const struct interview *interview, struct cell cell)
{
	const struct table *table = &interview->tables[cell.item != NONE ? interview->plan.table_of[cell.item] : 0];
	return table->repeat == NONE ? CELL_NONE : (struct cell){table->repeat, table->rows[cell.row].shown.parent};
}

bool interview_repeat_is_open(const struct interview *interview, struct cell repeat)
{
	const struct item *item = &interview->questionnaire->items[repeat.item];
	return item->kind == ITEM_REPEAT && item->repeat_count == NULL && item->from == NONE;
}

uint32_t interview_next_identity(const struct interview *interview, struct cell repeat)
{
	return interview->tables[interview->plan.inner_of[repeat.item]].lists[repeat.row].most + 1;
}

uint32_t interview_next_line(const struct interview *interview, struct cell list)
{
	const struct note_slot *slot = note_find(interview, list);
	return (slot != NULL ? slot->last_line : 0) + 1;
}

/* ---- of a cell ---- */

bool is_question(const struct interview *interview, struct cell cell)
{
	const struct item *item = &interview->questionnaire->items[cell.item];
	return item->kind == ITEM_QUESTION && item_has_answer(item) && question_types[item->type].storage != STORE_DERIVED;
}

bool interview_asked(const struct interview *interview, struct cell cell)
{
	return cell_exists(interview, cell) && cell_asked(interview, cell, false);
}

enum answer_state interview_state(const struct interview *interview, struct cell cell)
{
	const struct item *item = &interview->questionnaire->items[cell.item];
	if (!interview_asked(interview, cell))
		return STATE_NOT_ASKED;
	if (item->kind == ITEM_QUESTION && question_types[item->type].storage == STORE_DERIVED)
		return value_is_empty(&interview->columns[cell.item].values[cell.row]) ? STATE_UNANSWERED : STATE_ANSWERED;
	return interview_answer(interview, cell)->state;
}

const struct answer *interview_answer(const struct interview *interview, struct cell cell)
{
	const struct column *column = cell_exists(interview, cell) ? &interview->columns[cell.item] : NULL;
	const struct answer *answer = column != NULL && column->answers != NULL ? column->answers[cell.row] : NULL;
	return answer != NULL ? answer : &no_answer;
}

struct value interview_value(const struct interview *interview, struct cell cell)
{
	return cell_exists(interview, cell) ? cell_read(interview, cell) : value_text(SPAN(""));
}

/* A condition of the cell that is evaluated when somebody asks. */
static bool holds(
	const struct interview *interview, struct cell cell, const struct expression *expression, enum derived_kind kind)
{
	struct ground ground;
	struct interview *own = (struct interview *)interview;
	if (expression == NULL || !interview->head.opened)
		return false;
	ground_set(&ground, own, cell);
	return ground_holds(own, &ground, expression, plan_derived(interview->questionnaire, cell.item, kind, 0), false);
}

bool interview_required(const struct interview *interview, struct cell cell)
{
	const struct item *item = &interview->questionnaire->items[cell.item];
	return item->required_always || holds(interview, cell, item->required, DERIVED_REQUIRED);
}

bool interview_read_only(const struct interview *interview, struct cell cell)
{
	const struct item *item = &interview->questionnaire->items[cell.item];
	return item->read_only_always || holds(interview, cell, item->read_only, DERIVED_READ_ONLY);
}

struct span interview_remark(const struct interview *interview, struct cell cell)
{
	const struct note_slot *slot = note_find(interview, cell);
	return slot != NULL && slot->note != NULL ? slot->note->remark : SPAN("");
}

struct span interview_aside(const struct interview *interview, struct cell cell)
{
	const struct note_slot *slot = note_find(interview, cell);
	return slot != NULL && slot->note != NULL ? slot->note->aside : SPAN("");
}

bool interview_probe_done(const struct interview *interview, struct cell topic, struct span name)
{
	const struct note_slot *slot = note_find(interview, topic);
	for (uint32_t i = 0; slot != NULL && slot->note != NULL && i < slot->note->probe_count; i++)
		if (span_equal(slot->note->probes[i], name))
			return true;
	return false;
}

bool interview_draft(const struct interview *interview, struct cell cell, bool remark, struct span *text, bool *pick)
{
	const struct note_slot *slot = note_find(interview, cell);
	if (slot == NULL || !slot->drafts[remark].live)
		return false;
	*text = string_span(&slot->drafts[remark].text);
	*pick = slot->drafts[remark].pick;
	return true;
}

const struct override *interview_override(const struct interview *interview, struct cell cell, uint32_t check)
{
	const struct note_slot *slot = note_find(interview, cell);
	struct span v = interview_answer(interview, cell)->v;
	for (uint32_t i = 0; slot != NULL && slot->note != NULL && i < slot->note->override_count; i++) {
		const struct override_kept *kept = &slot->note->overrides[i];
		if (kept->shown.check == check && span_equal(kept->v, v))
			return &kept->shown;
	}
	return NULL;
}
