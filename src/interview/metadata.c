/* Metadata questions: what the journal's open, resume and complete say. */
#include "state.h"

static struct value text_of(struct interview *interview, struct span text)
{
	return value_keep(interview->keep, value_text(text));
}

static struct value moment_value(struct interview *interview, struct moment moment)
{
	struct string text = {0};
	if (moment.ms == 0)
		return value_text(SPAN(""));
	moment_print(&text, moment);
	struct value value = text_of(interview, string_span(&text));
	value.kind = VALUE_DATETIME;
	string_free(&text);
	return value;
}

static struct value started(struct interview *interview)
{
	return moment_value(interview, interview->head.opening.at);
}

static struct value ended(struct interview *interview)
{
	return moment_value(interview, interview->head.ended);
}

static struct value day(struct interview *interview)
{
	struct string text = {0};
	date_print(&text, calendar_date(moment_local_days(interview->head.opening.at, NULL)));
	struct value value = text_of(interview, string_span(&text));
	value.kind = VALUE_DATE;
	string_free(&text);
	return value;
}

static struct value device(struct interview *interview)
{
	return text_of(interview, interview->head.device);
}

static struct value user(struct interview *interview)
{
	return text_of(interview, interview->head.enumerator);
}

static struct value (*const sources[TYPE_COUNT])(struct interview *) = {
	[TYPE_START] = started,
	[TYPE_END] = ended,
	[TYPE_TODAY] = day,
	[TYPE_DEVICEID] = device,
	[TYPE_USERNAME] = user,
};

void metadata_row(struct interview *interview, uint32_t index, uint32_t slot)
{
	const struct table *table = &interview->tables[index];
	for (uint32_t i = 0; i < table->item_count; i++) {
		const struct item *item = &interview->questionnaire->items[table->items[i]];
		if (item->kind == ITEM_QUESTION && sources[item->type] != NULL) {
			struct cell cell = {table->items[i], slot};
			struct value value = sources[item->type](interview);
			if (!value_equal(&value, &interview->columns[cell.item].values[slot])) {
				set_value(interview, cell, value);
				effect_add(interview, EFFECT_CALCULATED, cell, NULL);
			}
		}
	}
}

void metadata_all(struct interview *interview)
{
	for (uint32_t table = 0; table < interview->table_count; table++)
		for (uint32_t slot = 0; slot < interview->tables[table].count; slot++)
			metadata_row(interview, table, slot);
}
