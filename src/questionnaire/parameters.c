/* A question's parameters and appearances. */
#include <string.h>

#include "loader.h"

struct pair { /* name=value, wherever it is written */
	struct span name, value;
	const struct yaml_node *name_node, *value_node;
};

static bool next_pair(
	struct loader *loader, const struct yaml_node *node, uint32_t *at, struct span *rest, struct pair *pair)
{
	struct span word;
	if (node->kind == YAML_MAPPING) {
		while (*at < node->count) {
			const struct yaml_pair *entry = &node->pairs[(*at)++];
			*pair = (struct pair){.name = entry->key->text, .name_node = entry->key, .value_node = entry->value};
			if (text_or_fault(loader, entry->value, "a parameter", &pair->value))
				return true;
		}
		return false;
	}
	while (span_token(rest, &word)) {
		size_t equals = span_find(word, SPAN("="));
		*pair = (struct pair){span_sub(word, 0, equals), span_sub(word, equals + 1, SIZE_MAX), node, node};
		if (equals != SIZE_MAX)
			return true;
		fault_at(loader, "parameters", node, word, "name=value was expected, not %.*s", SPAN_ARGUMENTS(word));
		cure(loader, "write for instance: start=0 end=10 step=1");
	}
	return false;
}

static bool is_reference(struct span value, struct span *name)
{
	bool braces = value.length > 3 && span_starts(value, SPAN("${")) && span_ends(value, SPAN("}"));
	if (braces)
		*name = span_trim(span_sub(value, 2, value.length - 3));
	return braces;
}

static bool take_truth(struct loader *loader, struct parameters *parameters, const struct pair *pair)
{
	bool *truth = span_is(pair->name, "randomize") ? &parameters->randomize
				  : span_is(pair->name, "partial") ? &parameters->partial
												   : NULL;
	if (truth && !is_truth(pair->value, truth)) {
		fault_at(loader, "parameters", pair->value_node, pair->value, "%.*s is true or false, not %.*s",
			SPAN_ARGUMENTS(pair->name), SPAN_ARGUMENTS(pair->value));
	}
	return truth != NULL;
}

static bool take_number(struct loader *loader, struct parameters *parameters, const struct pair *pair)
{
	const struct {
		const char *name;
		double *number;
		bool *has;
	} numbers[] = {{"start", &parameters->start, &parameters->has_start},
		{"end", &parameters->end, &parameters->has_end}, {"step", &parameters->step, &parameters->has_step},
		{"seed", &parameters->seed, &parameters->has_seed}};
	struct span ignored;
	for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		if (!span_is(pair->name, numbers[i].name))
			continue;
		if (numbers[i].number == &parameters->seed && is_reference(pair->value, &ignored))
			return true; /* names are known later: compile_seed */
		*numbers[i].has = number_parse(pair->value, numbers[i].number);
		if (!*numbers[i].has)
			fault_at(loader, "parameters", pair->value_node, pair->value, "%.*s is a number, not %.*s",
				SPAN_ARGUMENTS(pair->name), SPAN_ARGUMENTS(pair->value));
		return true;
	}
	return false;
}

static bool pass_over(struct loader *loader, const struct pair *pair)
{
	static const char *const ignored[] = {"value", "label", "max-pixels", "quality", "allow-mock-accuracy",
		"capture-accuracy", "warning-accuracy", "rows"};
	for (unsigned i = 0; i < sizeof ignored / sizeof *ignored; i++) {
		if (span_is(pair->name, ignored[i])) {
			note(loader, "ignored", place_in(pair->name_node, pair->name), "the parameter %.*s has no meaning here",
				SPAN_ARGUMENTS(pair->name));
			return true;
		}
	}
	return false;
}

static void take_pair(struct loader *loader, struct item *item, const struct pair *pair)
{
	if (take_truth(loader, &item->parameters, pair) || take_number(loader, &item->parameters, pair) ||
		pass_over(loader, pair))
		return;
	fault_at(
		loader, "parameters", pair->name_node, pair->name, "there is no parameter %.*s", SPAN_ARGUMENTS(pair->name));
	cure(loader, "take one of randomize, seed, start, end, step, partial");
}

static void finish_range(struct loader *loader, struct item *item, const struct yaml_node *at)
{
	struct parameters *range = &item->parameters;
	range->start = range->has_start ? range->start : 0;
	range->end = range->has_end ? range->end : 10;
	range->step = range->has_step ? range->step : 1;
	if (!(range->step > 0) || !(range->start < range->end)) {
		fault(loader, "parameters", at, "a range goes from start to a larger end in steps above 0");
		cure(loader, "write for instance: start=0 end=10 step=1");
	}
}

void load_parameters(struct loader *loader, uint32_t index, const struct yaml_node *node, const struct yaml_node *type)
{
	struct item *item = &loader->questionnaire->items[index];
	struct span rest = {0};
	struct pair pair;
	uint32_t at = 0;
	if (node && (node->kind == YAML_MAPPING || text_or_fault(loader, node, "parameters", &rest)))
		while (next_pair(loader, node, &at, &rest, &pair))
			take_pair(loader, item, &pair);
	if (item->type == TYPE_RANGE)
		finish_range(loader, item, node ? node : type);
}

void compile_seed(struct loader *loader, uint32_t index, const struct yaml_node *node)
{
	struct diagnostics told = {0}, *faults = loader->faults;
	struct span rest = node && node->kind == YAML_SCALAR ? node->text : SPAN(""), name;
	struct item *item = &loader->questionnaire->items[index];
	struct pair pair;
	uint32_t at = 0;
	while (node && node->kind != YAML_SEQUENCE) {
		loader->faults = &told; /* what is wrong with other pairs was told by load_parameters */
		bool more = next_pair(loader, node, &at, &rest, &pair);
		loader->faults = faults;
		if (!more)
			break;
		if (!span_is(pair.name, "seed") || !is_reference(pair.value, &name))
			continue;
		scope_at(loader, index, pair.value_node);
		item->parameters.has_seed = place_find(&loader->scope, name, &item->parameters.seed_item);
		if (!item->parameters.has_seed) {
			fault_at(
				loader, "unknown-name", pair.value_node, name, "no question is named `%.*s`", SPAN_ARGUMENTS(name));
			cure_nearest(loader, nearest_item(loader, name).name, "seed= takes a number or the ${name} of a question");
		}
	}
	diagnostics_free(&told);
}

/* ---- appearances ---- */

static const struct {
	struct span word;
	enum appearance look;
} looks[] = {
	{SPAN("quick"), LOOK_QUICK},
	{SPAN("minimal"), LOOK_MINIMAL},
	{SPAN("autocomplete"), LOOK_AUTOCOMPLETE},
	{SPAN("likert"), LOOK_LIKERT},
	{SPAN("horizontal"), LOOK_HORIZONTAL},
	{SPAN("field-list"), LOOK_FIELD_LIST},
	{SPAN("table-list"), LOOK_TABLE_LIST},
	{SPAN("multiline"), LOOK_MULTILINE},
	{SPAN("thousands-sep"), LOOK_THOUSANDS},
	{SPAN("month-year"), LOOK_MONTH_YEAR},
	{SPAN("year"), LOOK_YEAR},
	{SPAN("numbers"), LOOK_NUMBERS},
	{SPAN("masked"), LOOK_MASKED},
};

static unsigned look_of(struct span word)
{
	for (unsigned i = 0; i < sizeof looks / sizeof *looks; i++)
		if (span_equal(word, looks[i].word))
			return looks[i].look;
	return 0;
}

void load_look(struct loader *loader, struct item *item, const struct yaml_node *appearance)
{
	struct span rest, word;
	int64_t columns;
	if (!text_or_fault(loader, appearance, "appearance", &rest))
		return;
	item->appearance = span_copy(loader->arena, rest).data;
	while (span_token(&rest, &word)) {
		unsigned look = look_of(word);
		bool in_columns = span_starts(word, SPAN("columns-")) &&
						  number_parse_whole(span_sub(word, 8, SIZE_MAX), &columns) && columns >= 1 && columns <= 20;
		item->look |= (uint16_t)look;
		if (in_columns)
			item->columns = (uint8_t)columns;
		else if (!look)
			note(loader, "ignored", place_in(appearance, word), "the appearance %.*s has no meaning here",
				SPAN_ARGUMENTS(word));
	}
}
