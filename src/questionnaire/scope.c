/* What names mean at a place of the form. */
#include <string.h>

#include "loader.h"

static unsigned ancestors(const struct questionnaire *questionnaire, uint32_t item, uint32_t *repeats)
{
	unsigned depth = item == NONE ? 0 : questionnaire->items[item].depth;
	uint32_t at = item == NONE ? NONE : questionnaire->items[item].repeat;
	for (unsigned i = depth; i-- > 0 && at != NONE; at = questionnaire->items[at].repeat)
		repeats[i] = at;
	return depth;
}

unsigned questionnaire_shared_repeats(const struct questionnaire *questionnaire, uint32_t a, uint32_t b)
{
	uint32_t left[LIMIT_REPEAT_DEPTH + 1], right[LIMIT_REPEAT_DEPTH + 1];
	unsigned m = ancestors(questionnaire, a, left), n = ancestors(questionnaire, b, right), shared = 0;
	while (shared < m && shared < n && left[shared] == right[shared])
		shared++;
	return shared;
}

/* ---- names ---- */

/* A name of the group that the place belongs to, as its `prefix:` renames it. */
static uint32_t find_prefixed(const struct place_scope *scope, const struct use *use, struct span name)
{
	char whole[64]; /* as long as a name may be */
	if (use->prefix.length + name.length > sizeof whole)
		return NONE;
	memcpy(whole, use->prefix.data, use->prefix.length);
	memcpy(whole + use->prefix.length, name.data, name.length);
	uint32_t found = questionnaire_find(scope->questionnaire, (struct span){whole, use->prefix.length + name.length});
	return found != NONE && found >= use->first && found < use->end ? found : NONE;
}

bool place_find(const struct place_scope *scope, struct span name, uint32_t *item)
{
	uint32_t found = NONE;
	for (const struct use *use = scope->use; use && found == NONE; use = use->outer)
		if (use->prefix.length)
			found = find_prefixed(scope, use, name);
	*item = found == NONE ? questionnaire_find(scope->questionnaire, name) : found;
	return *item != NONE;
}

struct nearest nearest_item(struct loader *loader, struct span name)
{
	const struct questionnaire *questionnaire = loader->questionnaire;
	struct nearest nearest = nearest_start(loader, name);
	for (uint32_t i = 0; i < questionnaire->item_count && !nearest.over; i++)
		nearest_try(&nearest, questionnaire->items[i].name, questionnaire->items[i].name.data);
	return nearest;
}

static bool has_value(const struct questionnaire *questionnaire, uint32_t item)
{
	return item != NONE && questionnaire->items[item].kind == ITEM_QUESTION &&
		   item_type(&questionnaire->items[item])->storage != STORE_NOTHING;
}

#define CASE_PREFIX "case."

static const char *nearest_column(struct loader *loader, const struct lookup *lookup, struct span name)
{
	struct nearest nearest = nearest_start(loader, name);
	for (uint32_t i = 0; i < lookup->column_count && !nearest.over; i++) {
		struct string whole = {0};
		string_format(&whole, CASE_PREFIX "%.*s", SPAN_ARGUMENTS(lookup->header[i]));
		struct span kept = span_copy(loader->arena, string_span(&whole));
		nearest_try(&nearest, kept, kept.data);
		string_free(&whole);
	}
	return nearest.name;
}

/* ${case.COLUMN}: no question has a dot in its name. */
static bool resolve_case(
	const struct place_scope *scope, struct span name, struct reference *reference, const char **nearest)
{
	const struct questionnaire *questionnaire = scope->questionnaire;
	if (questionnaire->cases.lookup == NONE)
		return false;
	const struct lookup *lookup = &questionnaire->lookups[questionnaire->cases.lookup];
	uint32_t column = lookup_column(lookup, span_sub(name, sizeof CASE_PREFIX - 1, SIZE_MAX));
	*reference = (struct reference){.item = REFERENCE_CASE, .column = column};
	if (column == NONE && scope->loader)
		*nearest = nearest_column(scope->loader, lookup, name);
	return column != NONE;
}

static bool stands_around(const struct questionnaire *questionnaire, uint32_t repeat, uint32_t item)
{
	return item != NONE && repeat < item && item < questionnaire->items[repeat].end;
}

static bool resolve(void *self, struct span name, struct reference *reference, const char **nearest)
{
	const struct place_scope *scope = self;
	const struct questionnaire *questionnaire = scope->questionnaire;
	uint32_t found = NONE;
	*nearest = NULL;
	if (span_is(name, "."))
		return has_value(questionnaire, scope->item);
	if (span_starts(name, SPAN(CASE_PREFIX)))
		return resolve_case(scope, name, reference, nearest);
	if (!place_find(scope, name, &found)) {
		*nearest = scope->loader ? nearest_item(scope->loader, name).name : NULL;
		return false;
	}
	const struct item *item = &questionnaire->items[found];
	unsigned shared = questionnaire_shared_repeats(questionnaire, scope->item, found);
	*reference = (struct reference){.item = found,
		.shared = (uint8_t)shared,
		.container = item->kind != ITEM_QUESTION,
		.row = item->kind == ITEM_REPEAT && stands_around(questionnaire, found, scope->item),
		.many = item->depth > shared || item->kind == ITEM_REPEAT};
	return true;
}

/* ---- columns and files ---- */

static uint32_t column(void *self, struct span name)
{
	const struct place_scope *scope = self;
	if (scope->item == NONE || scope->questionnaire->items[scope->item].list == NONE)
		return UINT32_MAX;
	const struct choice_list *list = &scope->questionnaire->lists[scope->questionnaire->items[scope->item].list];
	for (uint32_t i = 0; i < list->column_count; i++)
		if (span_equal(list->column_names[i], name))
			return i;
	return UINT32_MAX;
}

/* The path itself, or the last part of it. */
static bool is_file(struct span path, struct span name)
{
	return span_ends(path, name) && (path.length == name.length || path.data[path.length - name.length - 1] == '/');
}

/* pulldata('villages', …) means villages.csv, beside the file that says so. */
static bool has_file(void *self, struct span file)
{
	const struct place_scope *scope = self;
	const struct questionnaire *questionnaire = scope->questionnaire;
	struct string name = {0};
	string_add(&name, file);
	if (!span_ends(file, SPAN(".csv")))
		string_add_text(&name, ".csv");
	bool found = false;
	if (scope->loader)
		found = find_lookup(scope->loader, scope->file, scope->node, string_span(&name)) != NONE;
	else
		for (uint32_t i = 0; i < questionnaire->lookup_count && !found; i++)
			found = is_file(questionnaire->lookups[i].file, string_span(&name));
	string_free(&name);
	return found;
}

static struct place place(void *self, size_t offset)
{
	const struct place_scope *scope = self;
	return scope->node ? yaml_place_in(scope->node, offset) : scope->place;
}

/* ---- scopes ---- */

static struct expression_scope scope_with(struct place_scope *self)
{
	return (struct expression_scope){.self = self,
		.resolve = resolve,
		.has_file = has_file,
		.place = place,
		.depth = self->item == NONE ? 0 : self->questionnaire->items[self->item].depth};
}

struct expression_scope scope_at(struct loader *loader, uint32_t item, const struct yaml_node *node)
{
	const struct draft *draft = item == NONE ? NULL : &loader->drafts[item];
	loader->scope = (struct place_scope){.questionnaire = loader->questionnaire,
		.loader = loader,
		.node = node,
		.use = draft ? draft->use : NULL,
		.file = draft ? draft->file : loader->questionnaire->form_path,
		.item = item};
	return scope_with(&loader->scope);
}

struct expression_scope scope_of_filter(struct loader *loader, uint32_t item, const struct yaml_node *node)
{
	struct expression_scope scope = scope_at(loader, item, node);
	scope.column = column;
	return scope;
}

struct expression_scope scope_at_place(struct loader *loader, struct place at)
{
	struct expression_scope scope = scope_at(loader, NONE, NULL);
	loader->scope.place = at;
	return scope;
}

struct expression_scope questionnaire_scope(const struct questionnaire *questionnaire, uint32_t item)
{
	struct place_scope *self = arena_alloc(questionnaire->arena, sizeof *self);
	*self = (struct place_scope){.questionnaire = questionnaire, .item = item};
	struct expression_scope scope = scope_with(self);
	scope.place = NULL; /* the compiler's own: line and column of the source */
	return scope;
}
