/* `summary` and `answers`: the last line of a finished journal is the interview. */
#include "answer.h"
#include "tanya/journal.h"

#define MS_A_TENTH 6000 /* of a minute */

void journal_summary(struct string *out, struct interview *interview)
{
	struct json_writer writer = {.out = out};
	struct counts counts = interview_counts(interview);
	struct string title = {0}, minutes = {0};
	int64_t tenths = (interview_worked_ms(interview) + MS_A_TENTH / 2) / MS_A_TENTH;
	string_format(&minutes, "%lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10));
	interview_title(interview, &title);
	json_open(&writer, '{');
	json_name(&writer, "answered");
	json_put_whole(&writer, counts.answered);
	json_name(&writer, "asked");
	json_put_whole(&writer, counts.asked);
	json_name(&writer, "open");
	json_put_whole(&writer, counts.open);
	json_name(&writer, "minutes");
	json_put_raw(&writer, string_span(&minutes));
	json_name(&writer, "title");
	json_put_text(&writer, string_span(&title));
	json_close(&writer, '}');
	string_free(&title);
	string_free(&minutes);
}

static void put_rows(struct json_writer *writer, const struct interview *interview, struct cell repeat)
{
	uint32_t count;
	const uint32_t *slots = interview_rows(interview, repeat, &count);
	json_open(writer, '[');
	for (uint32_t i = 0; i < count; i++) {
		const struct row *row = interview_row(interview, repeat.item, slots[i]);
		json_open(writer, '{');
		json_name(writer, "id");
		json_put_text(writer, row->identity);
		json_name(writer, "label");
		json_put_text(writer, row->label);
		json_close(writer, '}');
	}
	json_close(writer, ']');
}

/* A calculation or metadata: numbers as numbers, NaN and nothing as the empty text. */
static void put_derived(struct json_writer *writer, const struct value *value)
{
	struct string text = {0};
	bool is_number = value->kind == VALUE_NUMBER && value->number - value->number == 0; /* finite */
	bool is_nan = value->kind == VALUE_NUMBER && value->number != value->number;
	if (!is_nan)
		value_print(&text, value);
	if (is_number)
		json_put_raw(writer, string_span(&text));
	else if (value->kind == VALUE_BOOLEAN)
		json_put_bool(writer, value->truth);
	else
		json_put_text(writer, string_span(&text));
	string_free(&text);
}

/* Has the item a member of its own in `answers`? */
static bool has_member(const struct item *item)
{
	if (item->kind == ITEM_REPEAT)
		return true;
	return item->kind == ITEM_QUESTION && item_type(item)->storage != STORE_NOTHING;
}

static void put_cell(struct json_writer *writer, struct interview *interview, struct cell cell, const struct item *item)
{
	if (item->kind == ITEM_REPEAT) {
		put_rows(writer, interview, cell);
	} else if (item_type(item)->storage == STORE_DERIVED) {
		struct value value = interview_value(interview, cell);
		put_derived(writer, &value);
	} else {
		struct answer answer = *interview_answer(interview, cell);
		struct string json = {0};
		answer.state = interview_state(interview, cell);
		answer_write_json(&json, item, &answer);
		json_put_raw(writer, string_span(&json));
		string_free(&json);
	}
}

void journal_answers(struct string *out, struct interview *interview)
{
	const struct questionnaire *questionnaire = interview_questionnaire(interview);
	struct json_writer writer = {.out = out};
	struct string path = {0};
	struct cell cell = CELL_NONE;
	json_open(&writer, '{');
	while (interview_step_all(interview, &cell)) {
		const struct item *item = &questionnaire->items[cell.item];
		if (!has_member(item) || !interview_asked(interview, cell))
			continue;
		string_clear(&path);
		interview_path(interview, cell, &path);
		json_name_span(&writer, string_span(&path));
		put_cell(&writer, interview, cell, item);
	}
	json_close(&writer, '}');
	string_free(&path);
}
