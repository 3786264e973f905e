/* Numbering: place among numbered siblings, joined by dots (6-language). */
#include "loader.h"

void make_numbers(struct questionnaire *questionnaire)
{
	uint32_t *used = memory_alloc( /* numbered children of each item, the top's last */
		(questionnaire->item_count + 1) * sizeof *used);
	struct string number = {0};
	for (uint32_t i = 0; i < questionnaire->item_count; i++) {
		struct item *item = &questionnaire->items[i];
		uint32_t parent = item->parent == NONE ? questionnaire->item_count : item->parent;
		if (!item_is_shown(item))
			continue;
		const char *above = item->parent == NONE ? "" : questionnaire->items[parent].number;
		string_clear(&number);
		string_format(&number, "%s%s%u", above, *above ? "." : "", ++used[parent]);
		item->number = span_copy(questionnaire->arena, string_span(&number)).data;
	}
	string_free(&number);
	memory_free(used);
}
