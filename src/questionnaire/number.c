/* Numbering: place among numbered siblings, joined by dots (6-language). */
#include "loader.h"

void make_numbers(struct questionnaire *questionnaire)
{
	uint32_t *used = memory_alloc(
		(questionnaire->item_count + 1) * sizeof *used); /* numbered children of each item, the top's last */
	for (uint32_t i = 0; i < questionnaire->item_count; i++) {
		struct item *item = &questionnaire->items[i];
		uint32_t parent = item->parent == NONE ? questionnaire->item_count : item->parent;
		struct string number = {0};
		if (!item_is_shown(item))
			continue;
		if (item->parent != NONE)
			string_format(&number, "%s.", questionnaire->items[parent].number);
		string_format(&number, "%u", ++used[parent]);
		item->number = span_copy(questionnaire->arena, string_span(&number)).data;
		string_free(&number);
	}
	memory_free(used);
}
