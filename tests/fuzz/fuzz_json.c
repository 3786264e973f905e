/* Any bytes are refused at a place or accepted; what is accepted comes out of walk and writer as the same value. */
#include <stdlib.h>
#include <string.h>

#include "tanya/formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
	if (!holds)
		abort();
}

/* The value written anew through the walks. */
static void write_again(struct json_writer *writer, const struct json *value)
{
	if (value->kind == JSON_STRING) {
		struct string text = {0};
		json_text(&text, value);
		demand(text_valid(string_span(&text), NULL));
		json_put_text(writer, string_span(&text));
		string_free(&text);
		return;
	}
	if (value->kind != JSON_ARRAY && value->kind != JSON_OBJECT) {
		json_put_raw(writer, value->raw);
		return;
	}
	struct json_iterator iterator = {0};
	struct json name, item;
	json_open(writer, value->raw.data[0]);
	while (json_next(value, &iterator, &name, &item)) {
		if (value->kind == JSON_OBJECT) {
			struct string text = {0};
			json_text(&text, &name);
			json_name_span(writer, string_span(&text));
			string_free(&text);
		}
		write_again(writer, &item);
	}
	json_close(writer, value->raw.data[value->raw.length - 1]);
}

/* Each member found by its name is the one the walk gave. */
static void check_members(const struct json *object)
{
	struct json_iterator iterator = {0};
	struct json name, item, found;
	for (int i = 0; i < 20 && object->kind == JSON_OBJECT && json_next(object, &iterator, &name, &item); i++) {
		struct string text = {0};
		json_text(&text, &name);
		if (text.length == strlen(string_text(&text)))
			demand(json_member(object, string_text(&text), &found) && found.raw.data == item.raw.data);
		string_free(&text);
	}
}

/* Any bytes as a text: written, read, they are the same, or made well-formed. */
static void check_text(struct span bytes)
{
	struct string out = {0}, back = {0};
	struct json_writer writer = {&out, false};
	struct json value;
	json_put_text(&writer, bytes);
	demand(json_parse(string_span(&out), &value, NULL) && value.kind == JSON_STRING);
	json_text(&back, &value);
	demand(!text_valid(bytes, NULL) || span_equal(string_span(&back), bytes));
	demand(text_valid(string_span(&back), NULL));
	string_free(&out);
	string_free(&back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = {(const char *)data, size};
	struct json value, again;
	size_t bad = SIZE_MAX;
	check_text(bytes);
	if (!json_parse(bytes, &value, &bad)) {
		demand(bad <= size);
		return 0;
	}
	struct string first = {0}, second = {0};
	struct json_writer writer = {&first, false};
	write_again(&writer, &value);
	/* Names that differ in lone surrogates become one when written. */
	if (json_parse(string_span(&first), &again, NULL)) {
		demand(again.kind == value.kind && first.length <= 3 * size);
		writer = (struct json_writer){&second, false};
		write_again(&writer, &again);
		demand(span_equal(string_span(&first), string_span(&second)));
		check_members(&again);
	} else {
		demand(span_find(bytes, SPAN("\\u")) != SIZE_MAX);
	}
	string_free(&first);
	string_free(&second);
	return 0;
}
