/* The survey: questions, groups, repeats and topics in document order. */
#include <string.h>

#include "loader.h"

struct at { /* where children are added */
	uint32_t parent, repeat;
	uint8_t depth, nesting;
	struct span prefix;
	bool in_field_list;
	const char *file;
};

static void load_children(struct loader *loader, const struct yaml_node *children, struct at at);

static const char *const reserved[] = {"KEY", "PARENT_KEY", "version", "language", "enumerator", "device", "case", "status", "outcome", "started", "completed",
	"minutes", "row_label"};

static struct span full_name(struct loader *loader, struct span prefix, struct span name)
{
	struct string text = {0};
	string_add(&text, prefix);
	string_add(&text, name);
	struct span kept = span_copy(loader->arena, string_span(&text));
	string_free(&text);
	return kept;
}

static struct span lower(struct loader *loader, struct span name)
{
	struct span copy = span_copy(loader->arena, name);
	char *bytes = (char *)(uintptr_t)copy.data; /* our own copy */
	for (size_t i = 0; i < copy.length; i++)
		if (bytes[i] >= 'A' && bytes[i] <= 'Z')
			bytes[i] = (char)(bytes[i] + 32);
	return copy;
}

static void take_name(struct loader *loader, struct item *item, uint32_t index, const struct yaml_node *name)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	if (!name_fits(item->name)) {
		fault(loader, "name-pattern", name, "%.*s is no name: letters, digits and _, up to 64, no digit first", SPAN_ARGUMENTS(item->name));
		return;
	}
	for (unsigned i = 0; i < sizeof reserved / sizeof *reserved; i++)
		if (span_is(item->name, reserved[i]))
			fault(loader, "reserved-name", name, "%s is a column of every export; no question may be called so", reserved[i]);
	uint32_t stands = map_put(questionnaire->by_name, lower(loader, item->name), index);
	if (stands == MAP_NONE)
		return;
	fault(loader, "duplicate-name", name, "the name %.*s stands already (capitals make no difference)", SPAN_ARGUMENTS(item->name));
	cure(loader, "give one of them another name");
	diagnostic_related(loader->faults, questionnaire->items[stands].place, "the first one");
}

static uint32_t add_item(struct loader *loader, const struct yaml_node *node, const struct yaml_node *name, enum item_kind kind, const struct at *at)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	struct item item = {.kind = (uint8_t)kind, .depth = at->depth, .parent = at->parent, .repeat = at->repeat, .place = name ? name->place : node->place,
	                    .list = NONE, .per_list = NONE, .from = NONE, .trigger = NONE, .number = "", .appearance = ""};
	size_t count = questionnaire->item_count;
	struct span text = SPAN("");
	if (name)
		text_or_fault(loader, name, "a name", &text);
	item.name = full_name(loader, at->prefix, text);
	item.parameters.seed_item = NONE;
	ARRAY_PUSH(questionnaire->items, count, loader->item_capacity, item);
	questionnaire->item_count = (uint32_t)count;
	ARRAY_PUSH(loader->drafts, loader->draft_count, loader->draft_capacity, ((struct draft){node, at->prefix, NULL}));
	take_name(loader, &questionnaire->items[count - 1], (uint32_t)count - 1, name ? name : node);
	return (uint32_t)count - 1;
}

static uint8_t read_states(struct loader *loader, const struct yaml_node *node, uint8_t otherwise)
{
	uint8_t bits = 0;
	if (!node)
		return otherwise;
	if (node->kind != YAML_SEQUENCE) {
		fault(loader, "not-list", node, "states is a list: [dont_know, refused, not_applicable], or [] for none");
		return otherwise;
	}
	for (uint32_t i = 0; i < node->count; i++) {
		struct span word;
		enum answer_state state;
		if (!text_or_fault(loader, node->items[i], "a state", &word))
			continue;
		if (answer_state_of(word, &state) && state >= STATE_DONT_KNOW && state <= STATE_NOT_APPLICABLE) {
			bits |= (uint8_t)(1u << state);
		} else {
			fault(loader, "unknown-state", node->items[i], "there is no state %.*s", SPAN_ARGUMENTS(word));
			cure(loader, "take one of dont_know, refused, not_applicable");
		}
	}
	return bits;
}

static void read_truth(struct loader *loader, const struct yaml_node *node, const char *key, bool *truth)
{
	const struct yaml_node *value = yaml_get(node, key);
	if (value)
		truth_or_fault(loader, value, key, truth);
}

static void add_question(struct loader *loader, const struct yaml_node *node, const struct at *at)
{
	check_keys(loader, node, IN_QUESTION);
	const struct yaml_node *name = yaml_get(node, "name"), *type = yaml_get(node, "type");
	if (!name) {
		fault(loader, "missing-key", node, "a question needs a name");
		return;
	}
	uint32_t index = add_item(loader, node, name, ITEM_QUESTION, at);
	if (!type) {
		fault(loader, "missing-key", node, "the question %.*s needs a type", SPAN_ARGUMENTS(loader->questionnaire->items[index].name));
		cure(loader, "add type: text");
		return;
	}
	bool quick = false;
	loader->drafts[index].list_words = type;
	load_type(loader, index, type, yaml_get(node, "parameters"), at->file);
	struct item *item = &loader->questionnaire->items[index];
	load_look(loader, item, yaml_get(node, "appearance"));
	read_truth(loader, node, "quick", &quick);
	item->look |= quick ? LOOK_QUICK : 0;
	read_truth(loader, node, "personal", &item->personal);
	read_truth(loader, node, "identifies", &item->identifies);
	item->states = read_states(loader, yaml_get(node, "states"), loader->default_states);
	item->end = loader->questionnaire->item_count;
}

static void add_container(struct loader *loader, const struct yaml_node *node, const char *key, enum item_kind kind, enum context context, struct at at)
{
	check_keys(loader, node, context);
	const struct yaml_node *name = yaml_get(node, key), *children = yaml_get(node, "children");
	uint32_t index = add_item(loader, node, name, kind, &at);
	struct item *item = &loader->questionnaire->items[index];
	load_look(loader, item, yaml_get(node, "appearance"));
	uint8_t states = loader->default_states;
	loader->default_states = read_states(loader, yaml_get(node, "states"), states);
	if (kind == ITEM_REPEAT && at.in_field_list) {
		fault(loader, "repeat-in-field-list", name, "a repeat cannot stand within a field-list");
		cure(loader, "move the repeat out of the group, or take its appearance away");
	}
	at.parent = index;
	at.in_field_list |= (item->look & (LOOK_FIELD_LIST | LOOK_TABLE_LIST)) != 0 && kind == ITEM_GROUP;
	if (kind == ITEM_REPEAT) {
		at.repeat = index;
		at.depth++;
	}
	if (at.depth > LIMIT_REPEAT_DEPTH)
		fault(loader, "too-deep", name, "repeats within repeats, more than %d deep", LIMIT_REPEAT_DEPTH);
	else if (!children)
		fault(loader, "missing-key", name ? name : node, "%.*s needs children", SPAN_ARGUMENTS(item->name));
	else
		load_children(loader, children, at);
	loader->questionnaire->items[index].end = loader->questionnaire->item_count;
	loader->default_states = states;
}

static const char *group_at(const void *self, size_t index)
{
	return ((const struct group_definition *)self)[index].name.data;
}

static void place_group(struct loader *loader, const struct yaml_node *node, struct at at)
{
	check_keys(loader, node, IN_USE);
	struct span name, prefix = SPAN("");
	const struct yaml_node *use = yaml_get(node, "use");
	if (!text_or_fault(loader, use, "use", &name))
		return;
	if (yaml_get(node, "prefix"))
		text_or_fault(loader, yaml_get(node, "prefix"), "prefix", &prefix);
	for (size_t i = 0; i < loader->group_count; i++) {
		if (!span_equal(loader->groups[i].name, name))
			continue;
		if (at.nesting > LIMIT_YAML_DEPTH) {
			fault(loader, "include-cycle", use, "the group %.*s is used within itself", SPAN_ARGUMENTS(name));
			return;
		}
		at.prefix = full_name(loader, at.prefix, prefix);
		at.nesting++;
		loader->groups[i].used++;
		const char *slash = loader->groups[i].node->place.file;
		at.file = slash + strlen(loader->folder);
		add_container(loader, loader->groups[i].node, "group", ITEM_GROUP, IN_GROUP, at);
		return;
	}
	const char *nearest = nearest_of(loader, name, group_at, loader->groups, loader->group_count);
	fault(loader, "unknown-group", use, "no included file has a group %.*s", SPAN_ARGUMENTS(name));
	if (nearest)
		cure(loader, "did you mean %s?", nearest);
	else
		cure(loader, "name its file under include:");
}

static void load_child(struct loader *loader, const struct yaml_node *node, struct at at)
{
	static const struct {
		const char *key;
		enum item_kind kind;
		enum context context;
	} containers[] = {{"group", ITEM_GROUP, IN_GROUP}, {"repeat", ITEM_REPEAT, IN_REPEAT}, {"topic", ITEM_TOPIC, IN_TOPIC}};
	if (node->kind != YAML_MAPPING) {
		fault(loader, "not-map", node, "a question was expected: - name: … with type: and label:");
		return;
	}
	if (loader->questionnaire->item_count >= LIMIT_ITEMS) {
		if (loader->questionnaire->item_count == LIMIT_ITEMS)
			fault(loader, "too-many-items", node, "more than %u questions", LIMIT_ITEMS);
		return;
	}
	for (unsigned i = 0; i < 3; i++) {
		if (yaml_get(node, containers[i].key)) {
			add_container(loader, node, containers[i].key, containers[i].kind, containers[i].context, at);
			return;
		}
	}
	if (yaml_get(node, "use"))
		place_group(loader, node, at);
	else
		add_question(loader, node, &at);
}

static void load_children(struct loader *loader, const struct yaml_node *children, struct at at)
{
	if (children->kind != YAML_SEQUENCE) {
		fault(loader, "not-list", children, "a list of questions was expected: each begins with -");
		return;
	}
	for (uint32_t i = 0; i < children->count; i++)
		load_child(loader, children->items[i], at);
}

/* Groups that included files make available. */
static void gather_groups(struct loader *loader)
{
	for (size_t f = 1; f < loader->file_count; f++) {
		const struct yaml_node *groups = yaml_get(loader->files[f].root, "groups");
		check_keys(loader, loader->files[f].root, IN_INCLUDED);
		if (groups && groups->kind != YAML_SEQUENCE)
			fault(loader, "not-list", groups, "groups is a list: each begins with - group: NAME");
		for (uint32_t i = 0; groups && groups->kind == YAML_SEQUENCE && i < groups->count; i++) {
			struct span name;
			const struct yaml_node *node = groups->items[i], *named = node->kind == YAML_MAPPING ? yaml_get(node, "group") : NULL;
			if (!named)
				fault(loader, "missing-key", node, "a group was expected: - group: NAME");
			else if (text_or_fault(loader, named, "a group's name", &name))
				ARRAY_PUSH(loader->groups, loader->group_count, loader->group_capacity, ((struct group_definition){name, node, 0}));
		}
	}
}

/* ---- names that exports make of others ------------------------------------------------------------------------------------------ */

static void check_suffix(struct loader *loader, const struct item *item, const char *suffix)
{
	struct string name = {0};
	string_format(&name, "%.*s%s", SPAN_ARGUMENTS(item->name), suffix);
	struct span folded = lower(loader, string_span(&name));
	uint32_t stands = map_get(loader->questionnaire->by_name, folded);
	if (stands != MAP_NONE && span_equal(loader->questionnaire->items[stands].name, string_span(&name))) {
		diagnostics_error(loader->faults, "column-collision", loader->questionnaire->items[stands].place, "%s is a column that %.*s has in exports", string_text(&name),
		                  SPAN_ARGUMENTS(item->name));
		diagnostic_cure(loader->faults, "give one of them another name");
		diagnostic_related(loader->faults, item->place, "the question with that column");
	}
	string_free(&name);
}

static void check_columns(struct loader *loader)
{
	for (uint32_t i = 0; i < loader->questionnaire->item_count; i++) {
		const struct item *item = &loader->questionnaire->items[i];
		if (item->kind == ITEM_QUESTION && item->or_other)
			check_suffix(loader, item, "_other");
		if (item->kind == ITEM_QUESTION && item->type == TYPE_QUANTITY) {
			check_suffix(loader, item, "_unit");
			check_suffix(loader, item, "_per");
			check_suffix(loader, item, "_base");
		}
	}
}

void load_items(struct loader *loader)
{
	const struct yaml_node *survey = yaml_get(loader->files[0].root, "survey");
	loader->default_states = read_states(loader, yaml_get(loader->files[0].root, "states"), 1u << STATE_DONT_KNOW | 1u << STATE_REFUSED);
	gather_groups(loader);
	if (survey)
		load_children(loader, survey, (struct at){.parent = NONE, .repeat = NONE, .prefix = SPAN(""), .file = loader->questionnaire->form_path});
	check_columns(loader);
}
