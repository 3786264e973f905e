/* The author's texts with answers piped into them. */
#include "state.h"

static void pipe_cell(
	const struct interview *interview, struct cell cell, uint32_t language, struct string *out, bool *any)
{
	size_t before = out->length;
	if (cell.item != NONE && cell_asked(interview, cell, false))
		interview_show(interview, cell, language, out);
	if (out->length == before)
		string_add_text(out, "…");
	else if (interview_state(interview, cell) == STATE_ANSWERED)
		*any = true;
}

/* The row that is meant: the text's own where the question stands around it, else every one. */
static bool own_row(const struct interview *interview, const struct ground *ground, uint32_t item, struct cell *cell)
{
	uint32_t table = ground->cell.item != NONE ? interview->plan.table_of[ground->cell.item] : 0,
			 home = interview->plan.table_of[item];
	uint32_t slot = ground->cell.item != NONE ? ground->cell.row : 0;
	while (table != home && interview->tables[table].depth > interview->tables[home].depth) {
		slot = interview->tables[table].rows[slot].shown.parent;
		table = interview->tables[table].parent;
	}
	*cell = (struct cell){item, slot};
	return table == home;
}

struct each {
	const struct interview *interview;
	uint32_t language, item;
	struct string *out;
	bool *any, first;
};

static void pipe_rows(struct each *each, uint32_t table, uint32_t slot, uint32_t home)
{
	const struct interview *interview = each->interview;
	if (table == home) {
		if (cell_asked(interview, (struct cell){each->item, slot}, false)) {
			string_add_text(each->out, each->first ? "" : ", ");
			pipe_cell(interview, (struct cell){each->item, slot}, each->language, each->out, each->any);
			each->first = false;
		}
		return;
	}
	/* One step towards the question's table. */
	uint32_t next = home;
	while (interview->tables[next].parent != table)
		next = interview->tables[next].parent;
	const struct row_list *list = &interview->tables[next].lists[slot];
	for (uint32_t i = 0; i < list->count; i++)
		pipe_rows(each, next, list->slots[i], home);
}

/* A repeat around the text stands for its row: what it is called, else its place. */
static void pipe_row(const struct ground *ground, const struct reference *reference, uint32_t language, struct string *out)
{
	const struct interview *interview = ground->interview;
	uint32_t table = interview->plan.inner_of[reference->item], depth = interview->tables[table].depth;
	if (depth > ground->depth) {
		string_add_text(out, "…");
		return;
	}
	row_words(interview, table, ground->chain[depth], language, out);
}

static void pipe_reference(const struct interview *interview, const struct ground *ground,
	const struct reference *reference, uint32_t language, struct string *out, bool *any)
{
	struct cell cell;
	if (reference->item == REFERENCE_SELF) {
		pipe_cell(interview, ground->cell, language, out, any);
		return;
	}
	if (reference->item == REFERENCE_CASE) {
		struct span text = case_text(interview, reference);
		string_add(out, text.length > 0 ? text : SPAN("…"));
		*any = *any || text.length > 0;
		return;
	}
	if (reference->row) {
		pipe_row(ground, reference, language, out);
		return;
	}
	if (interview->questionnaire->items[reference->item].kind != ITEM_QUESTION)
		return;
	if (own_row(interview, ground, reference->item, &cell)) {
		pipe_cell(interview, cell, language, out, any);
		return;
	}
	struct each each = {interview, language, reference->item, out, any, true};
	unsigned shared = reference->shared < ground->depth ? reference->shared : ground->depth;
	uint32_t home = interview->plan.table_of[reference->item], top = home;
	while (interview->tables[top].depth > shared)
		top = interview->tables[top].parent;
	pipe_rows(&each, top, ground->chain[shared], home);
	string_add_text(out, each.first ? "…" : "");
}

bool words_render(const struct interview *interview, const struct words *words, uint32_t language, struct cell cell,
	struct string *out)
{
	size_t count = 0;
	bool any = false, pipes = false;
	struct ground ground;
	if (words == NULL)
		return true;
	const struct template_part *parts = template_parts(words->by_language[language], &count);
	for (size_t i = 0; i < count; i++) {
		if (!parts[i].is_reference) {
			string_add(out, parts[i].text);
		} else if (interview == NULL) {
			string_add_text(out, "…");
		} else {
			ground_set(&ground, (struct interview *)interview, cell);
			pipe_reference(interview, &ground, &parts[i].reference, language, out, &any);
			pipes = true;
		}
	}
	return any || !pipes;
}

void interview_words(
	const struct interview *interview, struct cell cell, enum words_kind kind, uint32_t language, struct string *out)
{
	const struct item *item = &interview->questionnaire->items[cell.item];
	const struct words *const words[] = {
		[WORDS_LABEL] = item->label,
		[WORDS_HINT] = item->hint,
		[WORDS_GUIDANCE] = item->guidance,
		[WORDS_REQUIRED] = item->required_message,
		[WORDS_CONSTRAINT] = item->constraint_message,
		[WORDS_PURPOSE] = item->purpose,
	};
	words_render(interview, words[kind], language, cell, out);
}

void interview_check_message(
	const struct interview *interview, struct cell cell, uint32_t check, uint32_t language, struct string *out)
{
	const struct item *item = &interview->questionnaire->items[cell.item];
	if (check >= 1 && check <= item->check_count)
		words_render(interview, item->checks[check - 1].message, language, cell, out);
}

void choice_words(const struct interview *interview, struct cell cell, uint32_t list, uint32_t choice,
	uint32_t language, struct string *out)
{
	const struct choice *of = &interview->questionnaire->lists[list].choices[choice];
	if (of->label == NULL)
		string_add(out, of->name);
	else
		words_render(interview, of->label, language, cell, out);
}

void interview_choice_label(const struct interview *interview, struct cell cell, uint32_t list, uint32_t choice,
	uint32_t language, struct string *out)
{
	if (list < interview->questionnaire->list_count && choice < interview->questionnaire->lists[list].count)
		choice_words(interview, cell, list, choice, language, out);
}

/* "" as long as nothing that the name pipes is known. */
void interview_title(const struct interview *interview, struct string *out)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	struct interview *own = (struct interview *)interview;
	struct ground ground;
	struct value value;
	const char *fault = NULL;
	size_t before = out->length;
	if (!interview->head.opened)
		return;
	if (questionnaire->instance_expression != NULL) {
		ground_set(&ground, own, CELL_NONE);
		if (ground_evaluate(own, &ground, questionnaire->instance_expression, NONE, &value, &fault))
			value_print(out, &value);
	} else if (!words_render(interview, questionnaire->instance_words, interview->head.language, CELL_NONE, out)) {
		out->length = before;
		if (out->data != NULL)
			out->data[before] = '\0';
	}
}
