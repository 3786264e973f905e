/* Looking up units and multipliers by what people type. */
#include <string.h>

#include "entry_units.h"

static const struct {
	const char *language, *word; /* NULL: of whichever is on screen, since it means one thing alone */
	double factor;
} multipliers[] = {
	{NULL, "rb", 1e3},
	{NULL, "ribu", 1e3},
	{NULL, "jt", 1e6},
	{NULL, "juta", 1e6},
	{"id", "miliar", 1e9},
	{"id", "milyar", 1e9},
	{"en", "k", 1e3},
	{"en", "m", 1e6},
	{"en", "thousand", 1e3},
	{"en", "million", 1e6},
};

void unit_words(const struct choice *choice, uint32_t language, struct string *out)
{
	size_t count = 0;
	const struct template_part *parts =
		choice->label ? template_parts(choice->label->by_language[language], &count) : NULL;
	if (!parts)
		string_add(out, choice->name);
	for (size_t i = 0; i < count; i++)
		string_add(out, parts[i].text);
}

enum likeness { UNLIKE, BEGINS, SAME };

static enum likeness like(struct span name, struct span folded, struct string *scratch)
{
	string_clear(scratch);
	text_fold(scratch, name);
	struct span whole = string_span(scratch);
	if (span_equal(whole, folded))
		return SAME;
	return folded.length >= 2 && span_starts(whole, folded) ? BEGINS : UNLIKE;
}

static enum likeness choice_like(
	const struct questionnaire *questionnaire, const struct choice *choice, struct span folded, struct string *scratch)
{
	enum likeness best = like(choice->name, folded, scratch);
	for (uint32_t i = 0; i < choice->alias_count && best != SAME; i++) {
		enum likeness found = like(choice->aliases[i], folded, scratch);
		best = found > best ? found : best;
	}
	for (uint32_t i = 0; choice->label && i < questionnaire->language_count && best != SAME; i++) {
		struct string label = {0};
		unit_words(choice, i, &label);
		enum likeness found = like(string_span(&label), folded, scratch);
		best = found > best ? found : best;
		string_free(&label);
	}
	return best;
}

const struct choice *unit_find(
	const struct questionnaire *questionnaire, const struct choice_list *list, struct span word)
{
	struct string folded = {0}, scratch = {0};
	const struct choice *same = NULL, *begins = NULL;
	unsigned beginnings = 0;
	text_fold(&folded, span_trim(word));
	for (uint32_t i = 0; folded.length && i < list->count && !same; i++) {
		enum likeness found = choice_like(questionnaire, &list->choices[i], string_span(&folded), &scratch);
		if (found == SAME)
			same = &list->choices[i];
		if (found == BEGINS) {
			begins = &list->choices[i];
			beginnings++;
		}
	}
	string_free(&folded);
	string_free(&scratch);
	return same ? same : beginnings == 1 ? begins : NULL;
}

static bool language_is(struct span code, const char *wanted)
{
	struct span language = span_of(wanted);
	return span_starts(code, language) && (code.length == language.length || code.data[language.length] == '-');
}

bool multiplier_find(const struct questionnaire *questionnaire, struct span language, struct span word, double *factor)
{
	struct string folded = {0}, scratch = {0};
	bool found = false;
	text_fold(&folded, word);
	for (uint32_t i = 0; questionnaire && i < questionnaire->multiplier_count && !found; i++) {
		found = like(questionnaire->multipliers[i].word, string_span(&folded), &scratch) == SAME;
		*factor = questionnaire->multipliers[i].factor;
	}
	for (unsigned i = 0; i < sizeof multipliers / sizeof *multipliers && !found; i++) {
		found = (!multipliers[i].language || language_is(language, multipliers[i].language)) &&
				span_is(string_span(&folded), multipliers[i].word);
		*factor = multipliers[i].factor;
	}
	string_free(&folded);
	string_free(&scratch);
	return found;
}

#define UNITS_NAMED 8

void units_name(const struct choice_list *list, uint32_t language, struct string *out)
{
	for (uint32_t i = 0; i < list->count && i < UNITS_NAMED; i++) {
		if (i)
			string_add_text(out, ", ");
		unit_words(&list->choices[i], language, out);
	}
	if (list->count > UNITS_NAMED)
		string_add_text(out, ", …");
}
