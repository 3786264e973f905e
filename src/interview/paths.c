/* Paths: `workers[2]/age`. Groups are not in them; the bracket holds a row's identity. */
#include "state.h"

struct segment {
	struct span name, identity;
	bool is_row;
};

/* Cuts the next segment off; false when it is none. Identities may hold anything but brackets. */
static bool segment_next(struct span *rest, struct segment *segment)
{
	size_t at = 0;
	while (at < rest->length && rest->data[at] != '[' && rest->data[at] != '/')
		at++;
	*segment = (struct segment){.name = span_sub(*rest, 0, at)};
	if (at < rest->length && rest->data[at] == '[') {
		size_t end = at + 1;
		while (end < rest->length && rest->data[end] != ']')
			end++;
		if (end == rest->length)
			return false;
		segment->is_row = true;
		segment->identity = span_sub(*rest, at + 1, end - at - 1);
		at = end + 1;
	}
	if (at < rest->length && rest->data[at] != '/')
		return false;
	bool more = at < rest->length;
	*rest = more ? span_sub(*rest, at + 1, rest->length) : SPAN("");
	return segment->name.length > 0 && !(more && rest->length == 0);
}

/* Goes down to the last segment: its item, and the row around it. */
static bool descend(const struct interview *interview, struct span path, struct cell *cell, struct segment *segment)
{
	const struct questionnaire *questionnaire = interview->questionnaire;
	uint32_t repeat = NONE, slot = 0;
	for (;;) {
		if (!segment_next(&path, segment))
			return false;
		uint32_t item = questionnaire_find(questionnaire, segment->name);
		if (item == NONE || questionnaire->items[item].repeat != repeat)
			return false;
		if (path.length == 0) {
			*cell = (struct cell){item, slot};
			return true;
		}
		if (!segment->is_row || questionnaire->items[item].kind != ITEM_REPEAT)
			return false;
		slot = row_find(interview, interview->plan.inner_of[item], slot, segment->identity);
		repeat = item;
		if (slot == NONE)
			return false;
	}
}

bool interview_find(const struct interview *interview, struct span path, struct cell *cell)
{
	struct segment segment;
	return descend(interview, path, cell, &segment) && !segment.is_row;
}

bool interview_find_row(const struct interview *interview, struct span path, struct cell *repeat, struct span *identity)
{
	struct segment segment;
	if (!descend(interview, path, repeat, &segment) || !segment.is_row || segment.identity.length == 0 ||
		interview->questionnaire->items[repeat->item].kind != ITEM_REPEAT)
		return false;
	*identity = segment.identity;
	return true;
}

static void rows_path(const struct interview *interview, uint32_t table, uint32_t slot, struct string *out)
{
	if (table == 0)
		return;
	const struct row_data *row = &interview->tables[table].rows[slot];
	rows_path(interview, interview->tables[table].parent, row->shown.parent, out);
	string_add(out, interview->questionnaire->items[interview->tables[table].repeat].name);
	string_add_byte(out, '[');
	string_add(out, row->shown.identity);
	string_add_text(out, "]/");
}

void interview_path(const struct interview *interview, struct cell cell, struct string *out)
{
	if (cell.item != NONE) {
		rows_path(interview, interview->plan.table_of[cell.item], cell.row, out);
		string_add(out, interview->questionnaire->items[cell.item].name);
	}
}

static void rows_number(const struct interview *interview, uint32_t table, uint32_t slot, struct string *out)
{
	if (table != 0) {
		const struct row_data *row = &interview->tables[table].rows[slot];
		rows_number(interview, interview->tables[table].parent, row->shown.parent, out);
		string_format(out, "[%u]", row->shown.place);
	}
}

void interview_number(const struct interview *interview, struct cell cell, struct string *out)
{
	const char *number = cell.item != NONE ? interview->questionnaire->items[cell.item].number : NULL;
	if (number != NULL && number[0] != '\0') {
		string_add_text(out, number);
		rows_number(interview, interview->plan.table_of[cell.item], cell.row, out);
	}
}
