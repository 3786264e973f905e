/* What names mean at a place of the form. */
#include <string.h>

#include "loader.h"

struct place_scope {
	const struct questionnaire *questionnaire;
	struct loader *loader;         /* NULL once loading is over */
	const struct yaml_node *node;  /* for places; NULL when there is none */
	struct span prefix;
	uint32_t item;
};

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

static const char *name_at(const void *self, size_t index)
{
	return ((const struct questionnaire *)self)->items[index].name.data;
}

static uint32_t find_prefixed(const struct place_scope *scope, struct span name)
{
	if (!scope->prefix.length)
		return NONE;
	struct string whole = {0};
	string_add(&whole, scope->prefix);
	string_add(&whole, name);
	uint32_t found = questionnaire_find(scope->questionnaire, string_span(&whole));
	string_free(&whole);
	return found;
}

static bool resolve(void *self, struct span name, struct reference *reference, const char **nearest)
{
	const struct place_scope *scope = self;
	const struct questionnaire *questionnaire = scope->questionnaire;
	uint32_t found = find_prefixed(scope, name);
	*nearest = NULL;
	if (found == NONE)
		found = questionnaire_find(questionnaire, name);
	if (found == NONE) {
		if (scope->loader)
			*nearest = nearest_of(scope->loader, name, name_at, questionnaire, questionnaire->item_count);
		return false;
	}
	const struct item *item = &questionnaire->items[found];
	unsigned shared = questionnaire_shared_repeats(questionnaire, scope->item, found);
	*reference = (struct reference){.item = found, .shared = (uint8_t)shared, .container = item->kind != ITEM_QUESTION,
	                                .many = item->depth > shared || item->kind == ITEM_REPEAT};
	return true;
}

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

static bool has_file(void *self, struct span file)
{
	const struct place_scope *scope = self;
	const struct questionnaire *questionnaire = scope->questionnaire;
	struct string name = {0};
	string_add(&name, file);
	if (!span_ends(file, SPAN(".csv")))
		string_add_text(&name, ".csv");
	bool found = false;
	for (uint32_t i = 0; i < questionnaire->lookup_count && !found; i++)
		found = span_equal(questionnaire->lookups[i].file, string_span(&name));
	if (!found && scope->loader && scope->node)
		found = find_lookup(scope->loader, questionnaire->form_path, scope->node, span_copy(scope->loader->arena, string_span(&name))) != NONE;
	string_free(&name);
	return found;
}

static struct place place(void *self, size_t offset)
{
	const struct place_scope *scope = self;
	return scope->node ? yaml_place_in(scope->node, offset) : (struct place){.column = (uint32_t)offset + 1};
}

static struct expression_scope scope_of(struct arena *arena, struct place_scope fields, bool columns)
{
	struct place_scope *self = arena_alloc(arena, sizeof *self);
	*self = fields;
	return (struct expression_scope){.self = self, .resolve = resolve, .column = columns ? column : NULL, .has_file = has_file, .place = place,
	                                 .depth = fields.item == NONE ? 0 : fields.questionnaire->items[fields.item].depth};
}

struct expression_scope scope_at(struct loader *loader, uint32_t item, const struct yaml_node *node, struct span prefix)
{
	return scope_of(loader->arena, (struct place_scope){loader->questionnaire, loader, node, prefix, item}, false);
}

struct expression_scope filter_scope_at(struct loader *loader, uint32_t item, const struct yaml_node *node, struct span prefix)
{
	return scope_of(loader->arena, (struct place_scope){loader->questionnaire, loader, node, prefix, item}, true);
}

struct expression_scope questionnaire_scope(const struct questionnaire *questionnaire, uint32_t item)
{
	return scope_of(questionnaire->arena, (struct place_scope){questionnaire, NULL, NULL, SPAN(""), item}, false);
}
