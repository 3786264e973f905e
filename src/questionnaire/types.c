/* A question's type with its lists. */
#include <string.h>

#include "loader.h"

const struct question_type_row question_types[TYPE_COUNT] = {
#define X(name, word, storage, input, lists_least, lists_most) \
	[TYPE_##name] = {word, storage, input, lists_least, lists_most},
#include "tanya/question_types.def"
#undef X
};

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

static void unknown_type(struct loader *loader, const struct yaml_node *type, struct span word)
{
	fault_at(loader, "unknown-type", type, word, "there is no question type %.*s", SPAN_ARGUMENTS(word));
	struct nearest nearest = nearest_start(loader, word);
	for (unsigned i = 0; i < TYPE_COUNT; i++)
		nearest_try(&nearest, span_of(question_types[i].word), question_types[i].word);
	cure_nearest(loader, nearest.name, "tanya-questionnaire(5) lists the types");
}

static uint32_t list_of(
	struct loader *loader, const struct item *item, const struct yaml_node *type, struct span name, const char *file)
{
	const struct questionnaire *questionnaire = loader->questionnaire;
	if (item->type == TYPE_SELECT_ONE_FILE || item->type == TYPE_SELECT_MULTIPLE_FILE)
		return list_from_file(loader, file, type, name);
	uint32_t list = find_list(loader, name);
	if (list != NONE)
		return list;
	fault_at(loader, "unknown-list", type, name, "there is no list %.*s", SPAN_ARGUMENTS(name));
	struct nearest nearest = nearest_start(loader, name);
	for (uint32_t i = 0; i < questionnaire->list_count; i++)
		nearest_try(
			&nearest, questionnaire->lists[i].name, span_copy(loader->arena, questionnaire->lists[i].name).data);
	cure_nearest(loader, nearest.name, "write it under choices: at the top of the file");
	return NONE;
}

/* "select_one LIST or_other", "quantity UNITS per PERIODS" */
static void take_lists(
	struct loader *loader, struct item *item, const struct yaml_node *type, struct span rest, const char *file)
{
	const struct question_type_row *row = &question_types[item->type];
	struct span word;
	unsigned count = 0;
	bool per = false;
	while (span_token(&rest, &word)) {
		if (span_is(word, "or_other") && (row->storage == STORE_CHOICE || row->storage == STORE_CHOICES)) {
			item->or_other = true;
		} else if (span_is(word, "per") && item->type == TYPE_QUANTITY && count == 1 && !per) {
			per = true;
		} else if (count >= row->lists_most || (count == 1 && !per)) {
			fault_at(
				loader, "type-words", type, word, "%.*s is a word too many behind %s", SPAN_ARGUMENTS(word), row->word);
			cure(loader, "%s",
				item->type == TYPE_QUANTITY ? "write quantity UNITS, or quantity UNITS per PERIODS" : "take it away");
			return;
		} else {
			*(count ? &item->per_list : &item->list) = list_of(loader, item, type, word, file);
			count++;
		}
	}
	if (count < row->lists_least || (per && count < 2)) {
		fault(loader, "type-words", type, "%s needs the name of a list behind it", per ? "per" : row->word);
		cure(loader, per ? "write %s UNITS per PERIODS" : "write %s LIST", row->word);
	}
}

static bool stays_empty(enum question_type type)
{
	return type == TYPE_PHONENUMBER || type == TYPE_EMAIL || type == TYPE_SIMSERIAL || type == TYPE_SUBSCRIBERID ||
		   type == TYPE_START_GEOPOINT;
}

void load_type(struct loader *loader, uint32_t index, const struct yaml_node *type, const char *file)
{
	struct item *item = &loader->questionnaire->items[index];
	struct span rest, word = SPAN("");
	item->type = TYPE_TEXT;
	if (!text_or_fault(loader, type, "a type", &rest))
		return;
	if (!span_token(&rest, &word)) {
		fault(loader, "unknown-type", type, "a type is missing");
		cure(loader, "write type: text");
		return;
	}
	if (!find_type(word, &item->type)) {
		unknown_type(loader, type, word);
		return;
	}
	if (stays_empty((enum question_type)item->type))
		note(loader, "stays-empty", type->place, "%s is taken and stays empty: a laptop has none",
			question_types[item->type].word);
	take_lists(loader, item, type, rest, file);
}
