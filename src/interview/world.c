/* The interview as the world of its expressions. */
#include <math.h>
#include <string.h>

#include "state.h"

void ground_set(struct ground *ground, struct interview *interview, struct cell cell)
{
	uint32_t table = cell.item != NONE ? interview->plan.table_of[cell.item] : 0, slot = cell.row;
	/* One by one: what is above its depth in the chain is never read. */
	ground->interview = interview;
	ground->cell = cell;
	ground->depth = interview->tables[table].depth;
	ground->chain[0] = 0;
	ground->candidate = NULL;
	ground->candidate_answer = NULL;
	ground->list = NULL;
	ground->choice = 0;
	for (unsigned level = ground->depth; level > 0; level--) {
		ground->chain[level] = slot;
		slot = interview->tables[table].rows[slot].shown.parent;
		table = interview->tables[table].parent;
	}
}

static bool reads_self(const struct ground *ground, const struct reference *reference)
{
	return reference->item == REFERENCE_SELF ||
		   (ground->candidate != NULL && reference->item == ground->cell.item && !reference->many);
}

struct cell ground_cell(const struct ground *ground, const struct reference *reference)
{
	const struct interview *interview = ground->interview;
	if (reference->item == REFERENCE_SELF)
		return ground->cell;
	const struct item *item = &interview->questionnaire->items[reference->item];
	unsigned shared = reference->shared < ground->depth ? reference->shared : ground->depth;
	shared = shared < item->depth ? shared : item->depth;
	uint32_t slot = ground->chain[shared];
	for (unsigned level = shared; level < item->depth; level++) {
		/* Deeper than the place of the expression: the first row. */
		uint32_t table = interview->plan.table_of[reference->item];
		while (interview->tables[table].depth > level + 1)
			table = interview->tables[table].parent;
		const struct row_list *list = &interview->tables[table].lists[slot];
		if (list->count == 0)
			return CELL_NONE;
		slot = list->slots[0];
	}
	return (struct cell){reference->item, slot};
}

struct span case_text(const struct interview *interview, const struct reference *reference)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	struct span name = questionnaire->lookups[questionnaire->cases.lookup].header[reference->column];
	for (uint32_t i = 0; i < interview->head.case_value_count; i++)
		if (span_equal(interview->head.case_values[i].name, name))
			return interview->head.case_values[i].text;
	return SPAN("");
}

static struct value world_one(void *self, const struct reference *reference)
{
	const struct ground *ground = self;
	if (reference->item == REFERENCE_CASE)
		return value_text(case_text(ground->interview, reference));
	if (reads_self(ground, reference)) {
		if (ground->candidate != NULL)
			return *ground->candidate;
		const struct column *column = ground->cell.item != NONE ? &ground->interview->columns[ground->cell.item] : NULL;
		return column != NULL && column->values != NULL ? column->values[ground->cell.row] : value_text(SPAN(""));
	}
	struct cell cell = ground_cell(ground, reference);
	return cell.item != NONE ? cell_read(ground->interview, cell) : value_text(SPAN(""));
}

/* ---- several nodes ---- */

struct gathering {
	const struct interview *interview;
	const struct ground *ground;
	uint32_t item, path[LIMIT_REPEAT_DEPTH + 1]; /* tables to go down through */
	unsigned steps;
	struct value *values;
	size_t count, capacity;
};

static void gather(struct gathering *g, unsigned step, uint32_t slot)
{
	const struct interview *interview = g->interview;
	if (step == g->steps) {
		bool is_rows = interview->plan.inner_of[g->item] != NONE;
		bool asked = is_rows ? row_counts(interview, interview->plan.inner_of[g->item], slot)
							 : cell_asked(interview, (struct cell){g->item, slot}, false);
		const struct column *column = &interview->columns[g->item];
		if (asked && is_rows) {
			const struct row *row = &interview->tables[interview->plan.inner_of[g->item]].rows[slot].shown;
			asked = cell_asked(interview, (struct cell){g->item, row->parent}, false);
		}
		if (asked) {
			struct value value = column->values != NULL ? column->values[slot] : value_text(SPAN(""));
			if (g->ground->candidate != NULL && cell_equal(g->ground->cell, (struct cell){g->item, slot}))
				value = *g->ground->candidate;
			ARRAY_PUSH(g->values, g->count, g->capacity, value);
		}
		return;
	}
	const struct row_list *list = &interview->tables[g->path[step]].lists[slot];
	for (uint32_t i = 0; i < list->count; i++)
		gather(g, step + 1, list->slots[i]);
}

struct value ground_many(const struct ground *ground, const struct reference *reference, struct arena *arena)
{
	const struct interview *interview = ground->interview;
	struct gathering g = {.interview = interview, .ground = ground, .item = reference->item};
	bool is_rows = interview->plan.inner_of[reference->item] != NONE;
	uint32_t table = is_rows ? interview->plan.inner_of[reference->item] : interview->plan.table_of[reference->item];
	unsigned depth = interview->tables[table].depth;
	unsigned shared = reference->shared < ground->depth ? reference->shared : ground->depth;
	shared = shared < depth ? shared : depth;
	g.steps = depth - shared;
	for (unsigned i = g.steps; i > 0; i--) {
		g.path[i - 1] = table;
		table = interview->tables[table].parent;
	}
	gather(&g, 0, ground->chain[shared]);
	struct value value = {.kind = VALUE_NODES, .length = (uint32_t)g.count};
	value.nodes = g.count > 0 ? arena_copy(arena, g.values, g.count * sizeof *g.values) : NULL;
	memory_free(g.values);
	return value;
}

static struct value world_many(void *self, const struct reference *reference)
{
	const struct ground *ground = self;
	return ground_many(ground, reference, ground->interview->scratch);
}

/* indexed-repeat(): the last of the repeats around are those that are named, those before them are the place's own. */
static struct value world_indexed(void *self, const struct reference *reference, const int64_t *indexes, size_t count)
{
	const struct ground *ground = self;
	const struct interview *interview = ground->interview;
	unsigned depth = interview->questionnaire->items[reference->item].depth;
	unsigned own = depth > count ? depth - (unsigned)count : 0;
	uint32_t path[LIMIT_REPEAT_DEPTH + 1], table = interview->plan.table_of[reference->item];
	if (own > ground->depth || (own > 0 && own > reference->shared))
		own = reference->shared < ground->depth ? reference->shared : ground->depth;
	for (unsigned level = depth; level > 0; level--) {
		path[level] = table;
		table = interview->tables[table].parent;
	}
	uint32_t slot = ground->chain[own];
	for (unsigned level = own + 1; level <= depth; level++) {
		const struct row_list *list = &interview->tables[path[level]].lists[slot];
		int64_t index = count >= depth - level + 1 ? indexes[count - (depth - level + 1)] : 1;
		if (index < 1 || index > list->count)
			return value_text(SPAN(""));
		slot = list->slots[index - 1];
	}
	return cell_read(interview, (struct cell){reference->item, slot});
}

/* ---- of one question ---- */

static enum answer_state world_state(void *self, const struct reference *reference)
{
	const struct ground *ground = self;
	if (reference->item == REFERENCE_CASE)
		return case_text(ground->interview, reference).length > 0 ? STATE_ANSWERED : STATE_UNANSWERED;
	if (ground->candidate_answer != NULL && reads_self(ground, reference))
		return ground->candidate_answer->state;
	struct cell cell = ground_cell(ground, reference);
	return cell.item != NONE ? interview_state(ground->interview, cell) : STATE_NOT_ASKED;
}

static double factor_of(const struct questionnaire *questionnaire, uint32_t list, struct span name)
{
	uint32_t choice = list != NONE ? map_get(questionnaire->lists[list].by_name, name) : MAP_NONE;
	return choice != MAP_NONE ? questionnaire->lists[list].choices[choice].factor : (double)NAN;
}

static double world_base(void *self, const struct reference *reference)
{
	const struct ground *ground = self;
	const struct interview *interview = ground->interview;
	struct cell cell = reference->item != REFERENCE_CASE ? ground_cell(ground, reference) : CELL_NONE;
	if (cell.item == NONE)
		return (double)NAN;
	const struct item *item = &interview->questionnaire->items[cell.item];
	const struct answer *answer = ground->candidate_answer != NULL && reads_self(ground, reference)
									  ? ground->candidate_answer
								  : cell_asked(interview, cell, false) ? interview_answer(interview, cell)
																	   : &no_answer;
	double number = (double)NAN;
	if (answer->state != STATE_ANSWERED || !number_parse(answer->v, &number) || item->type != TYPE_QUANTITY)
		return number;
	number *= factor_of(interview->questionnaire, item->list, answer->unit);
	return item->per_list != NONE ? number / factor_of(interview->questionnaire, item->per_list, answer->per) : number;
}

static double world_position(void *self, unsigned up)
{
	const struct ground *ground = self;
	const struct interview *interview = ground->interview;
	if (ground->depth <= up)
		return 1;
	uint32_t table = interview->plan.table_of[ground->cell.item];
	for (unsigned i = 0; i < up; i++)
		table = interview->tables[table].parent;
	return interview->tables[table].rows[ground->chain[ground->depth - up]].shown.place;
}

static struct value world_choice_label(void *self, const struct reference *reference, struct span name)
{
	const struct ground *ground = self;
	struct interview *interview = ground->interview;
	uint32_t of = reference->item == REFERENCE_SELF ? ground->cell.item : reference->item;
	uint32_t list = of < REFERENCE_CASE ? interview->questionnaire->items[of].list : NONE;
	uint32_t choice = list != NONE ? map_get(interview->questionnaire->lists[list].by_name, name) : MAP_NONE;
	struct string text = {0};
	if (choice == MAP_NONE)
		return value_text(name);
	choice_words(interview, ground->cell, list, choice, interview->head.language, &text);
	struct value value = value_text(span_copy(interview->scratch, string_span(&text)));
	string_free(&text);
	return value;
}

/* ---- look-ups ---- */

static const struct lookup *lookup_of(const struct questionnaire *questionnaire, struct span file, uint32_t *index)
{
	for (uint32_t i = 0; i < questionnaire->lookup_count; i++) {
		struct span name = questionnaire->lookups[i].file;
		size_t slash = name.length;
		while (slash > 0 && name.data[slash - 1] != '/')
			slash--;
		struct span base = span_sub(name, slash, name.length - slash);
		struct span stem = span_ends(base, SPAN(".csv")) ? span_sub(base, 0, base.length - 4) : base;
		if (span_equal(name, file) || span_equal(base, file) || span_equal(stem, file)) {
			*index = i;
			return &questionnaire->lookups[i];
		}
	}
	return NULL;
}

/* The first row with each key of the column, made when first asked for. */
static const struct map *lookup_index(
	struct interview *interview, const struct lookup *lookup, uint32_t index, uint32_t column)
{
	struct map **at = &interview->lookups[interview->lookup_first[index] + column];
	if (*at == NULL) {
		*at = map_new();
		for (uint32_t row = 0; row < lookup->row_count; row++)
			map_put(*at, lookup->cells[(size_t)row * lookup->column_count + column], row);
	}
	return *at;
}

static struct value world_lookup(
	void *self, struct span file, struct span column, struct span key_column, struct span key)
{
	const struct ground *ground = self;
	struct interview *interview = ground->interview;
	uint32_t index = 0;
	const struct lookup *lookup = lookup_of(interview->questionnaire, file, &index);
	uint32_t at = lookup != NULL ? lookup_column(lookup, column) : NONE,
			 by = lookup != NULL ? lookup_column(lookup, key_column) : NONE;
	if (at == NONE || by == NONE)
		return value_text(SPAN(""));
	uint32_t row = map_get(lookup_index(interview, lookup, index, by), key);
	return value_text(row != MAP_NONE ? lookup->cells[(size_t)row * lookup->column_count + at] : SPAN(""));
}

static struct value world_column(void *self, uint32_t column)
{
	const struct ground *ground = self;
	if (ground->list == NULL)
		return value_text(SPAN(""));
	if (column >= ground->list->column_count)
		return value_text(ground->list->choices[ground->choice].name);
	return value_text(ground->list->cells[(size_t)ground->choice * ground->list->column_count + column]);
}

static uint64_t world_version(void *self, const struct reference *reference)
{
	const struct ground *ground = self;
	return ground->candidate != NULL && reference->item == ground->cell.item
			   ? 0
			   : version_of(ground->interview, reference->item);
}

/* ---- evaluating ---- */

void world_make(struct interview *interview)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	uint32_t columns = 0;
	interview->memory = expression_memory_new();
	interview->world = (struct expression_world){
		.one = world_one,
		.many = world_many,
		.indexed = world_indexed,
		.state = world_state,
		.base = world_base,
		.position = world_position,
		.choice_label = world_choice_label,
		.lookup = world_lookup,
		.column = world_column,
		.version = world_version,
		.memory = interview->memory,
	};
	interview->lookup_first =
		arena_alloc(interview->arena, (questionnaire->lookup_count + 1) * sizeof *interview->lookup_first);
	for (uint32_t i = 0; i < questionnaire->lookup_count; i++) {
		interview->lookup_first[i] = columns;
		columns += questionnaire->lookups[i].column_count;
	}
	interview->lookup_first[questionnaire->lookup_count] = columns;
	interview->lookups = arena_alloc(interview->arena, (columns + 1) * sizeof *interview->lookups);
}

bool ground_evaluate(struct interview *interview, const struct ground *ground, const struct expression *expression,
	uint32_t node, struct value *out, const char **fault)
{
	struct expression_world *world = &interview->world;
	if (arena_used(interview->scratch) > 0)
		arena_reset(interview->scratch);
	world->self = (void *)ground;
	world->now = interview->head.now;
	world->duration_s = (double)interview->head.worked_ms / 1000;
	world->seed = interview->head.opening.seed;
	world->event = interview->head.last;
	/* Each row draws numbers of its own. */
	world->node = (uint64_t)(ground->cell.item != NONE ? ground->cell.row : 0) << 32 | node;
	return expression_evaluate(expression, world, interview->scratch, out, fault);
}

bool ground_holds(struct interview *interview, const struct ground *ground, const struct expression *expression,
	uint32_t node, bool otherwise)
{
	struct value value;
	const char *fault = NULL;
	return ground_evaluate(interview, ground, expression, node, &value, &fault) ? value_to_boolean(&value) : otherwise;
}
