/* The survey: questions, groups, repeats and topics in document order. */
#include <string.h>

#include "loader.h"

struct at { /* where children are added */
	uint32_t parent, repeat;
	uint8_t depth;
	const struct use *use;
	bool in_field_list;
	const char *file;
};

static void load_children(struct loader *loader, const struct yaml_node *children, struct at at);

/* ---- names ---- */

static const char *const reserved[] = {"KEY", "PARENT_KEY", "version", "language", "enumerator", "device", "case",
	"status", "outcome", "started", "completed", "minutes", "row_label"};

static struct span join(struct loader *loader, struct span first, struct span second)
{
	if (!first.length)
		return second;
	string_clear(&loader->scratch);
	string_add(&loader->scratch, first);
	string_add(&loader->scratch, second);
	return span_copy(loader->arena, string_span(&loader->scratch));
}

static bool same_place(struct place a, struct place b)
{
	return a.line == b.line && a.column == b.column && a.file && b.file && strcmp(a.file, b.file) == 0;
}

/* A group placed twice without a prefix stands twice by its `use:`, not by the lines of its own file. */
static void tell_twice(struct loader *loader, const struct item *item, const struct item *first, const struct use *use,
	const struct yaml_node *name)
{
	bool placed = use && same_place(item->place, first->place);
	fault(loader, "duplicate-name", placed ? use->node : name,
		"the name %.*s stands already (capitals make no difference)", SPAN_ARGUMENTS(item->name));
	cure(loader, "%s", placed ? "write prefix: beside use: to place a group twice" : "give one of them another name");
	diagnostic_related(loader->faults, first->place, "the first one");
}

static void take_name(struct loader *loader, uint32_t index, const struct yaml_node *name, const struct use *use)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	const struct item *item = &questionnaire->items[index];
	if (!name_or_fault(loader, name, item->name))
		return;
	for (unsigned i = 0; i < sizeof reserved / sizeof *reserved; i++) {
		if (span_is(item->name, reserved[i])) {
			fault(loader, "reserved-name", name, "%s is a column of every export; no question may be called so",
				reserved[i]);
			cure(loader, "give it another name");
		}
	}
	uint32_t stands = map_put(questionnaire->by_name, span_lower(loader->arena, item->name), index);
	if (stands != MAP_NONE)
		tell_twice(loader, item, &questionnaire->items[stands], use, name);
}

static uint32_t add_item(struct loader *loader, const struct yaml_node *node, const struct yaml_node *name,
	enum item_kind kind, const struct at *at)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	struct item item = {.kind = (uint8_t)kind,
		.depth = at->depth,
		.parent = at->parent,
		.repeat = at->repeat,
		.place = name->place,
		.list = NONE,
		.per_list = NONE,
		.from = NONE,
		.trigger = NONE,
		.number = "",
		.appearance = ""};
	size_t count = questionnaire->item_count;
	struct span text = SPAN("");
	bool named = text_or_fault(loader, name, "a name", &text);
	item.name = join(loader, at->use ? at->use->prefix : SPAN(""), text);
	item.parameters.seed_item = NONE;
	ARRAY_PUSH(questionnaire->items, count, loader->item_capacity, item);
	questionnaire->item_count = (uint32_t)count;
	ARRAY_PUSH(loader->drafts, loader->draft_count, loader->draft_capacity, ((struct draft){node, at->use, at->file}));
	if (named)
		take_name(loader, (uint32_t)count - 1, name, at->use);
	return (uint32_t)count - 1;
}

/* ---- questions ---- */

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
		cure(loader, "add name:, or group:, repeat:, topic: or use: if it is one of those");
		return;
	}
	uint32_t index = add_item(loader, node, name, ITEM_QUESTION, at);
	if (type) {
		load_type(loader, index, type, at->file);
		load_parameters(loader, index, yaml_get(node, "parameters"), type);
	} else {
		fault(loader, "missing-key", node, "the question %.*s needs a type",
			SPAN_ARGUMENTS(loader->questionnaire->items[index].name));
		cure(loader, "add type: text");
	}
	bool quick = false;
	struct item *item = &loader->questionnaire->items[index];
	load_look(loader, item, yaml_get(node, "appearance"));
	read_truth(loader, node, "quick", &quick);
	item->look |= quick ? LOOK_QUICK : 0;
	read_truth(loader, node, "personal", &item->personal);
	read_truth(loader, node, "identifies", &item->identifies);
	item->states = read_states(loader, yaml_get(node, "states"), loader->default_states);
	item->end = loader->questionnaire->item_count;
}

/* ---- groups, repeats, topics ---- */

static void add_container(struct loader *loader, const struct yaml_node *node, const char *key, enum item_kind kind,
	enum context context, struct at at)
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
	if (at.depth > LIMIT_REPEAT_DEPTH) {
		fault(loader, "too-deep", name, "repeats within repeats, more than %d deep", LIMIT_REPEAT_DEPTH);
	} else if (!children) {
		fault(loader, "missing-key", name, "%.*s needs children", SPAN_ARGUMENTS(item->name));
		cure(loader, "add children: with its questions");
	} else {
		load_children(loader, children, at);
	}
	loader->questionnaire->items[index].end = loader->questionnaire->item_count;
	loader->default_states = states;
}

/* ---- groups of included files ---- */

static void place_group(struct loader *loader, const struct yaml_node *use_node, struct group_definition *group,
	struct span prefix, struct at at)
{
	struct use *use = arena_alloc(loader->arena, sizeof *use);
	struct span outer = at.use ? at.use->prefix : SPAN("");
	*use = (struct use){.node = use_node,
		.outer = at.use,
		.prefix = join(loader, outer, prefix),
		.first = loader->questionnaire->item_count};
	at.use = use;
	at.file = group->file;
	group->open = true;
	add_container(loader, group->node, "group", ITEM_GROUP, IN_GROUP, at);
	group->open = false;
	use->end = loader->questionnaire->item_count;
}

static void unknown_group(struct loader *loader, const struct yaml_node *use, struct span name)
{
	fault(loader, "unknown-group", use, "no included file has a group %.*s", SPAN_ARGUMENTS(name));
	struct nearest nearest = nearest_start(loader, name);
	for (size_t i = 0; i < loader->group_count; i++)
		nearest_try(&nearest, loader->groups[i].name, span_copy(loader->arena, loader->groups[i].name).data);
	cure_nearest(loader, nearest.name, "name its file under include:");
}

static void use_group(struct loader *loader, const struct yaml_node *node, struct at at)
{
	struct span name, prefix = SPAN("");
	const struct yaml_node *use = yaml_get(node, "use"), *before = yaml_get(node, "prefix");
	check_keys(loader, node, IN_USE);
	if (!text_or_fault(loader, use, "use", &name))
		return;
	if (before && text_or_fault(loader, before, "prefix", &prefix) && prefix.length && !name_fits(prefix)) {
		fault(loader, "name-pattern", before, "%.*s cannot begin a name: letters, digits and _, no digit first",
			SPAN_ARGUMENTS(prefix));
		return;
	}
	uint32_t found = map_get(loader->by_group, name);
	if (found == MAP_NONE) {
		unknown_group(loader, use, name);
	} else if (loader->groups[found].open) {
		fault(loader, "include-cycle", use, "the group %.*s is used within itself", SPAN_ARGUMENTS(name));
		cure(loader, "take this use: away");
	} else {
		place_group(loader, use, &loader->groups[found], prefix, at);
	}
}

static void gather_group(struct loader *loader, const struct yaml_node *node, const char *file)
{
	struct span name;
	const struct yaml_node *named = node->kind == YAML_MAPPING ? yaml_get(node, "group") : NULL;
	if (!named) {
		fault(loader, "missing-key", node, "a group was expected: - group: NAME");
		return;
	}
	if (!text_or_fault(loader, named, "a group's name", &name))
		return;
	uint32_t stands = map_put(loader->by_group, name, (uint32_t)loader->group_count);
	if (stands != MAP_NONE) {
		fault(loader, "duplicate-group", named, "an included file has a group %.*s already", SPAN_ARGUMENTS(name));
		cure(loader, "give one of them another name");
		diagnostic_related(loader->faults, loader->groups[stands].place->place, "the first one");
		return;
	}
	ARRAY_PUSH(loader->groups, loader->group_count, loader->group_capacity,
		((struct group_definition){name, node, named, file, false}));
}

/* Groups that included files make available. */
static void gather_groups(struct loader *loader)
{
	for (size_t f = 1; f < loader->file_count; f++) {
		const struct yaml_node *groups = yaml_get(loader->files[f].root, "groups");
		check_keys(loader, loader->files[f].root, IN_INCLUDED);
		if (groups && groups->kind != YAML_SEQUENCE)
			fault(loader, "not-list", groups, "groups is a list: each begins with - group: NAME");
		for (uint32_t i = 0; groups && groups->kind == YAML_SEQUENCE && i < groups->count; i++)
			gather_group(loader, groups->items[i], loader->files[f].path);
	}
}

/* ---- one after another ---- */

static bool is_full(struct loader *loader, const struct yaml_node *node)
{
	if (loader->questionnaire->item_count < LIMIT_ITEMS)
		return false;
	if (!loader->full) {
		fault(loader, "too-many", node, "more than %u questions and groups", LIMIT_ITEMS);
		cure(loader, "divide the form into several");
	}
	loader->full = true;
	return true;
}

static void load_child(struct loader *loader, const struct yaml_node *node, struct at at)
{
	static const struct {
		const char *key;
		enum item_kind kind;
		enum context context;
	} containers[] = {
		{"group", ITEM_GROUP, IN_GROUP}, {"repeat", ITEM_REPEAT, IN_REPEAT}, {"topic", ITEM_TOPIC, IN_TOPIC}};
	if (node->kind != YAML_MAPPING) {
		fault(loader, "not-map", node, "a question was expected: - name: … with type: and label:");
		return;
	}
	if (is_full(loader, node))
		return;
	for (unsigned i = 0; i < 3; i++) {
		if (yaml_get(node, containers[i].key)) {
			add_container(loader, node, containers[i].key, containers[i].kind, containers[i].context, at);
			return;
		}
	}
	if (yaml_get(node, "use"))
		use_group(loader, node, at);
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

/* ---- names that exports make of others ---- */

static void check_suffix(struct loader *loader, const struct item *item, const char *suffix)
{
	const struct questionnaire *questionnaire = loader->questionnaire;
	string_clear(&loader->scratch);
	string_format(&loader->scratch, "%.*s%s", SPAN_ARGUMENTS(item->name), suffix);
	uint32_t stands = questionnaire_find(questionnaire, string_span(&loader->scratch));
	if (stands == NONE)
		return;
	diagnostics_error(loader->faults, "column-collision", questionnaire->items[stands].place,
		"%s is a column that %.*s has in exports", string_text(&loader->scratch), SPAN_ARGUMENTS(item->name));
	diagnostic_cure(loader->faults, "give one of them another name");
	diagnostic_related(loader->faults, item->place, "the question with that column");
}

static void check_columns(struct loader *loader)
{
	for (uint32_t i = 0; i < loader->questionnaire->item_count; i++) {
		const struct item *item = &loader->questionnaire->items[i];
		if (item->kind != ITEM_QUESTION)
			continue;
		if (item->or_other)
			check_suffix(loader, item, "_other");
		if (item->type == TYPE_QUANTITY) {
			check_suffix(loader, item, "_unit");
			check_suffix(loader, item, "_per");
			check_suffix(loader, item, "_base");
		}
	}
}

void load_items(struct loader *loader)
{
	const struct yaml_node *root = loader->files[0].root, *survey = yaml_get(root, "survey");
	loader->default_states = read_states(loader, yaml_get(root, "states"), 1u << STATE_DONT_KNOW | 1u << STATE_REFUSED);
	gather_groups(loader);
	if (survey)
		load_children(
			loader, survey, (struct at){.parent = NONE, .repeat = NONE, .file = loader->questionnaire->form_path});
	check_columns(loader);
}
