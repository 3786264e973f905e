/* An answer as JSON: what its type says (4-files, Values). */
#include <string.h>

#include "answer.h"
#include "tanya/journal.h"

struct span json_span(struct arena *arena, const struct json *text)
{
	if (!text->raw.length || !memchr(text->raw.data, '\\', text->raw.length))
		return text->raw;
	struct string plain = {0};
	json_text(&plain, text);
	struct span copy = span_copy(arena, string_span(&plain));
	string_free(&plain);
	return copy;
}

static void put_words(struct json_writer *writer, struct span names)
{
	struct span rest = names, name;
	json_open(writer, '[');
	while (span_token(&rest, &name))
		json_put_text(writer, name);
	json_close(writer, ']');
}

static void put_lines(struct json_writer *writer, const struct answer *answer)
{
	json_open(writer, '[');
	for (uint32_t i = 0; i < answer->line_count; i++) {
		json_open(writer, '{');
		json_name(writer, "id");
		json_put_whole(writer, answer->lines[i].id);
		json_name(writer, "text");
		json_put_text(writer, answer->lines[i].text);
		json_close(writer, '}');
	}
	json_close(writer, ']');
}

static void put_paragraphs(struct json_writer *writer, const struct answer *answer)
{
	struct string at = {0};
	json_open(writer, '[');
	for (uint32_t i = 0; i < answer->paragraph_count; i++) {
		const struct paragraph *paragraph = &answer->paragraphs[i];
		string_clear(&at);
		moment_print(&at, paragraph->at);
		json_open(writer, '{');
		json_name(writer, "id");
		json_put_text(writer, paragraph->id);
		json_name(writer, "at");
		json_put_text(writer, string_span(&at));
		json_name(writer, "mode");
		json_put_text(writer, paragraph->mode);
		json_name(writer, "text");
		json_put_text(writer, paragraph->text);
		json_close(writer, '}');
	}
	json_close(writer, ']');
	string_free(&at);
}

/* Numbers keep their text; what is no number of JSON (a draft, an older form's text) stays a text. */
static void put_number(struct json_writer *writer, struct span number)
{
	struct json value;
	size_t bad;
	if (json_parse(number, &value, &bad) && value.kind == JSON_NUMBER && value.raw.length == number.length)
		json_put_raw(writer, number);
	else
		json_put_text(writer, number);
}

void answer_put_v(struct json_writer *writer, const struct item *item, const struct answer *answer)
{
	enum storage storage = item && item->kind == ITEM_QUESTION ? item_type(item)->storage : STORE_TEXT;
	if (answer->line_count)
		storage = STORE_LIST;
	if (answer->paragraph_count)
		storage = STORE_PASSAGE;
	else if (storage == STORE_PASSAGE && answer->v.length)
		storage = STORE_TEXT; /* typed whole */
	switch (storage) {
	case STORE_INTEGER:
	case STORE_NUMBER:
	case STORE_NUMBER_UNIT:
		put_number(writer, answer->v);
		break;
	case STORE_CHOICES:
	case STORE_RANK:
		put_words(writer, answer->v);
		break;
	case STORE_LIST:
		put_lines(writer, answer);
		break;
	case STORE_PASSAGE:
		put_paragraphs(writer, answer);
		break;
	default:
		json_put_text(writer, answer->v);
	}
}

static bool take_line(struct arena *arena, const struct json *value, struct list_line *line)
{
	struct json id, text;
	int64_t number;
	if (!json_member(value, "id", &id) || !json_whole(&id, &number) || number < 1 || number > UINT32_MAX)
		return false;
	if (!json_member(value, "text", &text) || text.kind != JSON_STRING)
		return false;
	*line = (struct list_line){.id = (uint32_t)number, .text = json_span(arena, &text)};
	return true;
}

/* Names, or lines of a list: the text joins them as the CSV cell does. */
static bool take_array(struct arena *arena, const struct json *array, struct answer *answer)
{
	struct json_iterator iterator = {0};
	struct json unused, value;
	struct string joined = {0};
	struct list_line *lines = NULL;
	size_t capacity = 0;
	uint32_t count = 0;
	bool fine = true;
	while (fine && json_next(array, &iterator, &unused, &value)) {
		struct list_line line = {0};
		if (value.kind == JSON_STRING && !count) {
			line.text = json_span(arena, &value);
		} else if (value.kind == JSON_OBJECT && take_line(arena, &value, &line) && (count || !joined.length)) {
			lines = array_reserve(lines, &capacity, count + 1, sizeof *lines);
			lines[count++] = line;
		} else {
			fine = false;
		}
		if (joined.length || count > 1)
			string_add_byte(&joined, count ? '\n' : ' ');
		string_add(&joined, line.text);
	}
	if (fine) {
		answer->v = span_copy(arena, string_span(&joined));
		answer->lines = count ? arena_copy(arena, lines, count * sizeof *lines) : NULL;
		answer->line_count = count;
	}
	memory_free(lines);
	string_free(&joined);
	return fine;
}

bool answer_take_v(struct arena *arena, const struct json *value, struct answer *answer)
{
	if (value->kind == JSON_ARRAY)
		return take_array(arena, value, answer);
	if (value->kind == JSON_STRING)
		answer->v = json_span(arena, value);
	else if (value->kind == JSON_NUMBER)
		answer->v = value->raw;
	else
		return false;
	return true;
}

static void put_further(struct json_writer *writer, const char *name, struct span text)
{
	if (!text.length)
		return;
	json_name(writer, name);
	json_put_text(writer, text);
}

void answer_write_json(struct string *out, const struct item *item, const struct answer *answer)
{
	struct json_writer writer = {.out = out};
	if (answer->state != STATE_ANSWERED) {
		json_open(&writer, '{');
		json_name(&writer, "state");
		json_put_text(&writer, span_of(answer_state_word(answer->state)));
		json_close(&writer, '}');
	} else if (answer->unit.length || answer->per.length || answer->other.length || answer->sha256.length) {
		json_open(&writer, '{');
		json_name(&writer, "v");
		answer_put_v(&writer, item, answer);
		put_further(&writer, "unit", answer->unit);
		put_further(&writer, "per", answer->per);
		put_further(&writer, "other", answer->other);
		put_further(&writer, "sha256", answer->sha256);
		json_close(&writer, '}');
	} else {
		answer_put_v(&writer, item, answer);
	}
}
