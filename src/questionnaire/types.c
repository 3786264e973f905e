/* A question's type with its lists, its parameters and appearances. */
#include <string.h>

#include "loader.h"

const struct question_type_row question_types[TYPE_COUNT] = {
#define X(name, word, storage, input, lists_least, lists_most) [TYPE_##name] = {word, storage, input, lists_least, lists_most},
#include "tanya/question_types.def"
#undef X
};

static const char *type_at(const void *self, size_t index)
{
	(void)self;
	return question_types[index].word;
}

static bool find_type(struct span word, uint8_t *type)
{
	for (unsigned i = 0; i < TYPE_COUNT; i++) {
		if (span_is(word, question_types[i].word)) {
			*type = (uint8_t)i;
			return true;
		}
	}
	return false;
}

static const char *list_at(const void *self, size_t index)
{
	const struct questionnaire *questionnaire = self;
	return questionnaire->lists[index].name.data;
}

static uint32_t list_of(struct loader *loader, const struct item *item, const struct yaml_node *type, struct span name, const char *file)
{
	if (item->type == TYPE_SELECT_ONE_FILE || item->type == TYPE_SELECT_MULTIPLE_FILE)
		return list_from_file(loader, file, type, name);
	uint32_t list = find_list(loader, name);
	if (list != NONE) {
		loader->list_drafts[list].used = true;
		return list;
	}
	const char *nearest = nearest_of(loader, name, list_at, loader->questionnaire, loader->questionnaire->list_count);
	fault(loader, "unknown-list", type, "there is no list %.*s", SPAN_ARGUMENTS(name));
	if (nearest)
		cure(loader, "did you mean %s?", nearest);
	else
		cure(loader, "write it under choices: at the top of the file");
	return NONE;
}

/* "select_one LIST or_other", "quantity UNITS per PERIODS" */
static void take_lists(struct loader *loader, struct item *item, const struct yaml_node *type, struct span rest, const char *file)
{
	const struct question_type_row *row = &question_types[item->type];
	struct span word;
	unsigned count = 0;
	while (span_token(&rest, &word)) {
		if (span_is(word, "or_other") && (row->storage == STORE_CHOICE || row->storage == STORE_CHOICES)) {
			item->or_other = true;
		} else if (span_is(word, "per") && item->type == TYPE_QUANTITY && count == 1) {
			continue;
		} else if (count >= row->lists_most) {
			fault(loader, "type-words", type, "%.*s is a word too many behind %s", SPAN_ARGUMENTS(word), row->word);
			return;
		} else {
			uint32_t list = list_of(loader, item, type, word, file);
			*(count ? &item->per_list : &item->list) = list;
			count++;
		}
	}
	if (count < row->lists_least) {
		fault(loader, "type-words", type, "%s needs the name of a list behind it", row->word);
		cure(loader, "write %s LIST", row->word);
	}
}

/* ---- parameters ---------------------------------------------------------------------------------------------------------- */

static bool take_number(struct loader *loader, const struct yaml_node *at, struct span name, struct span value, double *number)
{
	if (number_parse(value, number))
		return true;
	fault(loader, "parameters", at, "%.*s is a number, not %.*s", SPAN_ARGUMENTS(name), SPAN_ARGUMENTS(value));
	return false;
}

static void take_parameter(struct loader *loader, struct item *item, const struct yaml_node *at, struct span name, struct span value)
{
	struct parameters *parameters = &item->parameters;
	const struct {
		const char *name;
		double *number;
		bool *has;
	} numbers[] = {{"start", &parameters->start, &parameters->has_start}, {"end", &parameters->end, &parameters->has_end},
	               {"step", &parameters->step, &parameters->has_step}, {"seed", &parameters->seed, &parameters->has_seed}};
	const struct {
		const char *name;
		bool *truth;
	} truths[] = {{"randomize", &parameters->randomize}, {"partial", &parameters->partial}};
	for (unsigned i = 0; i < 2; i++) {
		if (span_is(name, truths[i].name)) {
			if (!is_truth(value, truths[i].truth))
				fault(loader, "parameters", at, "%.*s is true or false, not %.*s", SPAN_ARGUMENTS(name), SPAN_ARGUMENTS(value));
			return;
		}
	}
	for (unsigned i = 0; i < 4; i++) {
		if (!span_is(name, numbers[i].name))
			continue;
		if (i == 3 && span_starts(value, SPAN("${"))) {
			struct span question = span_sub(value, 2, value.length - 3);
			parameters->seed_item = questionnaire_find(loader->questionnaire, question);
			if (parameters->seed_item == NONE)
				fault(loader, "unknown-name", at, "seed: there is no earlier question %.*s", SPAN_ARGUMENTS(question));
			else
				*numbers[i].has = true;
		} else {
			*numbers[i].has = take_number(loader, at, name, value, numbers[i].number);
		}
		return;
	}
	static const char *const ignored[] = {"value", "label", "max-pixels", "quality", "allow-mock-accuracy", "capture-accuracy", "warning-accuracy", "rows"};
	for (unsigned i = 0; i < sizeof ignored / sizeof *ignored; i++) {
		if (span_is(name, ignored[i])) {
			note(loader, "ignored", at, "the parameter %.*s has no meaning here", SPAN_ARGUMENTS(name));
			return;
		}
	}
	fault(loader, "parameters", at, "there is no parameter %.*s", SPAN_ARGUMENTS(name));
	cure(loader, "take one of randomize, seed, start, end, step, partial");
}

static void take_parameters(struct loader *loader, struct item *item, const struct yaml_node *node)
{
	if (node && node->kind == YAML_MAPPING) {
		for (uint32_t i = 0; i < node->count; i++) {
			struct span value;
			if (text_or_fault(loader, node->pairs[i].value, "a parameter", &value))
				take_parameter(loader, item, node->pairs[i].key, node->pairs[i].key->text, value);
		}
		return;
	}
	struct span rest, word;
	if (!text_or_fault(loader, node, "parameters", &rest))
		return;
	while (span_token(&rest, &word)) {
		size_t equals = span_find(word, SPAN("="));
		if (equals == SIZE_MAX)
			fault(loader, "parameters", node, "%.*s: name=value was expected", SPAN_ARGUMENTS(word));
		else
			take_parameter(loader, item, node, span_sub(word, 0, equals), span_sub(word, equals + 1, SIZE_MAX));
	}
}

static void finish_range(struct loader *loader, struct item *item, const struct yaml_node *at)
{
	struct parameters *range = &item->parameters;
	range->start = range->has_start ? range->start : 0;
	range->end = range->has_end ? range->end : 10;
	range->step = range->has_step ? range->step : 1;
	if (!(range->step > 0) || !(range->start < range->end))
		fault(loader, "parameters", at, "a range goes from start to a larger end in steps above 0");
}

/* ---- appearances -------------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *word;
	enum appearance look;
} looks[] = {
	{"quick", LOOK_QUICK}, {"minimal", LOOK_MINIMAL}, {"autocomplete", LOOK_AUTOCOMPLETE}, {"likert", LOOK_LIKERT}, {"horizontal", LOOK_HORIZONTAL},
	{"field-list", LOOK_FIELD_LIST}, {"table-list", LOOK_TABLE_LIST}, {"multiline", LOOK_MULTILINE}, {"thousands-sep", LOOK_THOUSANDS},
	{"month-year", LOOK_MONTH_YEAR}, {"year", LOOK_YEAR}, {"numbers", LOOK_NUMBERS}, {"masked", LOOK_MASKED},
};

void load_look(struct loader *loader, struct item *item, const struct yaml_node *appearance)
{
	struct span rest, word;
	int64_t columns;
	item->appearance = "";
	if (!text_or_fault(loader, appearance, "appearance", &rest))
		return;
	item->appearance = span_copy(loader->arena, rest).data;
	while (span_token(&rest, &word)) {
		unsigned found = 0;
		for (unsigned i = 0; i < sizeof looks / sizeof *looks; i++)
			if (span_is(word, looks[i].word))
				found = looks[i].look;
		item->look |= (uint16_t)found;
		if (span_starts(word, SPAN("columns-")) && number_parse_whole(span_sub(word, 8, SIZE_MAX), &columns) && columns >= 1 && columns <= 20)
			item->columns = (uint8_t)columns;
		else if (!found)
			note(loader, "ignored", appearance, "the appearance %.*s has no meaning here", SPAN_ARGUMENTS(word));
	}
}

/* ---- the type -------------------------------------------------------------------------------------------------------------------- */

static bool stays_empty(enum question_type type)
{
	return type == TYPE_PHONENUMBER || type == TYPE_EMAIL || type == TYPE_SIMSERIAL || type == TYPE_SUBSCRIBERID || type == TYPE_START_GEOPOINT;
}

void load_type(struct loader *loader, uint32_t index, const struct yaml_node *type, const struct yaml_node *parameters, const char *file)
{
	struct item *item = &loader->questionnaire->items[index];
	struct span rest, word;
	item->type = TYPE_TEXT;
	item->parameters.seed_item = NONE;
	if (!text_or_fault(loader, type, "a type", &rest))
		return;
	if (!span_token(&rest, &word) || !find_type(word, &item->type)) {
		const char *nearest = nearest_of(loader, word, type_at, NULL, TYPE_COUNT);
		fault(loader, "unknown-type", type, "there is no question type %.*s", SPAN_ARGUMENTS(word));
		if (nearest)
			cure(loader, "did you mean %s?", nearest);
		else
			cure(loader, "tanya-questionnaire(5) lists the types");
		return;
	}
	if (stays_empty((enum question_type)item->type))
		note(loader, "stays-empty", type, "%s is taken and stays empty: a laptop has none", question_types[item->type].word);
	take_lists(loader, item, type, rest, file);
	take_parameters(loader, item, parameters);
	if (item->type == TYPE_RANGE)
		finish_range(loader, item, parameters ? parameters : type);
}
