/* Lists of choices from a CSV file: select_one_from_file, select_multiple_from_file. */
#include <math.h>

#include "loader.h"

struct label_columns {  /* `label` is in the default language, `label::id` or `label::Bahasa Indonesia (id)`, XLSForm's
						   ways, in that one */
	uint32_t *language; /* of each column, or NONE */
	bool any;
};

static uint32_t language_of(const struct questionnaire *questionnaire, struct span header)
{
	if (span_is(header, "label"))
		return questionnaire->default_language;
	if (!span_starts(header, SPAN("label::")))
		return NONE;
	struct span code = span_trim(span_sub(header, 7, SIZE_MAX));
	size_t open = code.length;
	while (open > 0 && code.data[open - 1] != '(')
		open--;
	if (open > 0 && span_ends(code, SPAN(")")))
		code = span_sub(code, open, code.length - open - 1);
	return questionnaire_language(questionnaire, code);
}

static struct label_columns find_labels(struct loader *loader, const struct lookup *lookup)
{
	struct label_columns columns = {
		.language = arena_alloc(loader->arena, (lookup->column_count + 1) * sizeof *columns.language)};
	for (uint32_t i = 0; i < lookup->column_count; i++) {
		columns.language[i] = language_of(loader->questionnaire, lookup->header[i]);
		columns.any |= columns.language[i] != NONE;
	}
	return columns;
}

static const struct words *label_of(struct loader *loader, const struct lookup *lookup,
	const struct label_columns *columns, uint32_t row, struct place place)
{
	const struct questionnaire *questionnaire = loader->questionnaire;
	const struct span *cells = lookup->cells + (size_t)row * lookup->column_count;
	if (!columns->any)
		return NULL;
	const struct template **texts = arena_alloc(loader->arena, questionnaire->language_count * sizeof *texts);
	bool *given = arena_alloc(loader->arena, questionnaire->language_count);
	for (uint32_t i = 0; i < lookup->column_count; i++) {
		uint32_t language = columns->language[i];
		if (language == NONE || !cells[i].length)
			continue;
		struct expression_scope scope = scope_at_place(loader, place);
		texts[language] = load_template(loader, cells[i], &scope);
		given[language] = true;
	}
	return words_of(loader, texts, given);
}

static void take_row(struct loader *loader, const struct lookup *lookup, const char *shown, struct choice *choice,
	uint32_t row, uint32_t column)
{
	*choice = (struct choice){.name = lookup->cells[(size_t)row * lookup->column_count + column],
		.factor = (double)NAN,
		.place = {shown, lookup->lines[row], 1}};
	if (!choice_name_fits(choice->name))
		diagnostics_error(loader->faults, "choice-name", choice->place,
			"a choice's name has 1 to 64 bytes, no control characters, no [ or ]");
}

uint32_t list_from_file(struct loader *loader, const char *from, const struct yaml_node *scalar, struct span named)
{
	uint32_t index = find_lookup(loader, from, scalar, named);
	if (index == NONE)
		return NONE;
	const struct lookup *lookup = &loader->questionnaire->lookups[index];
	uint32_t known = find_list(loader, lookup->file), column = lookup_column(lookup, SPAN("name"));
	if (known != NONE)
		return known;
	if (column == NONE) {
		fault_at(loader, "csv-columns", scalar, named, "%.*s has no column name", SPAN_ARGUMENTS(lookup->file));
		cure(loader, "its header needs name and label");
		return NONE;
	}
	if (!list_makes_room(loader, scalar, lookup->row_count))
		return NONE;
	struct choice_list list = {.name = lookup->file,
		.from_file = true,
		.place = scalar->place,
		.count = lookup->row_count,
		.column_names = lookup->header,
		.column_count = lookup->column_count,
		.cells = lookup->cells};
	const char *shown = shown_path(loader, lookup->file.data);
	list.choices = arena_alloc(loader->arena, ((size_t)lookup->row_count + 1) * sizeof *list.choices);
	for (uint32_t i = 0; i < lookup->row_count; i++)
		take_row(loader, lookup, shown, &list.choices[i], i, column);
	return list_add(loader, list, NULL);
}

/* Labels, when all names are known. */
void compile_file_labels(struct loader *loader, uint32_t index)
{
	struct choice_list *list = &loader->questionnaire->lists[index];
	const struct lookup *lookup = &loader->questionnaire->lookups[map_get(loader->by_lookup, list->name)];
	struct label_columns columns = find_labels(loader, lookup);
	for (uint32_t i = 0; i < list->count; i++)
		list->choices[i].label = label_of(loader, lookup, &columns, i, list->choices[i].place);
}
