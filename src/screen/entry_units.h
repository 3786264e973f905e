/* Words behind a number: multipliers of the language and of the questionnaire, units of the question. */
#ifndef TANYA_SCREEN_ENTRY_UNITS_H
#define TANYA_SCREEN_ENTRY_UNITS_H

#include "tanya/questionnaire.h"

/* The label's text in a language, without what it pipes in; the name when there is none. */
void unit_words(const struct choice *choice, uint32_t language, struct string *out);
/* By name, alias or label in any language, folded; else by a beginning of two letters or more that only one has. NULL:
 * none. */
const struct choice *unit_find(
	const struct questionnaire *questionnaire, const struct choice_list *list, struct span word);
/* True with the factor of a multiplier: those of the questionnaire first, then the language's. */
bool multiplier_find(const struct questionnaire *questionnaire, struct span language, struct span word, double *factor);
/* "kg, kwintal, …" for messages. */
void units_name(const struct choice_list *list, uint32_t language, struct string *out);

#endif
