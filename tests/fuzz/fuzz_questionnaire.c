/* Any bytes load as a form, or are refused with faults that have places; what loads is sound in itself. The bytes stand
 * for every file: the form is its own include and its own CSV. */
#include <stdlib.h>
#include <string.h>

#include "tanya/questionnaire.h"
#include "tanya/system.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
	if (!holds)
		abort();
}

static bool read_same(void *self, const char *path, struct string *out, struct diagnostics *faults)
{
	(void)path;
	(void)faults;
	string_add(out, *(const struct span *)self);
	return true;
}

static void check_items(const struct questionnaire *q)
{
	for (uint32_t i = 0; i < q->item_count; i++) {
		const struct item *item = &q->items[i];
		demand(item->end > i && item->end <= q->item_count);
		demand(item->parent == NONE || (item->parent < i && q->items[item->parent].end >= item->end));
		demand(questionnaire_find(q, item->name) == i);
		demand(item->list == NONE || item->list < q->list_count);
		demand(item->from == NONE || item->from < q->item_count);
		demand(item->kind != ITEM_QUESTION || item->type < TYPE_COUNT);
		for (uint32_t d = q->own_first[i]; d < q->own_first[i + 1]; d++)
			demand(q->derived[q->own[d]].item == i);
	}
}

static void check_faults(const struct diagnostics *faults)
{
	for (size_t i = 0; i < faults->count; i++) {
		const struct diagnostic *fault = &faults->items[i];
		demand(fault->message[0] && fault->place.file && text_valid(span_of(fault->message), NULL));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = {(const char *)data, size};
	const struct questionnaire_reader reader = {.self = &bytes, .read = read_same, .hash = hash_sha256};
	struct diagnostics faults = {0};
	struct questionnaire *q = questionnaire_load("form/x.yaml", &reader, &faults);
	demand((q == NULL) == (faults.errors > 0));
	check_faults(&faults);
	if (q)
		check_items(q);
	questionnaire_free(q);
	diagnostics_free(&faults);
	return 0;
}
