/* JSON (RFC 8259) as spans: one pass that checks everything, then walks that trust it. */
#include <string.h>

#include "tanya/formats.h"

struct scan {
	struct span text;
	size_t at;
	unsigned depth;
	bool escaped; /* the last string has a backslash */
};

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static void skip_space(struct scan *scan)
{
	while (scan->at < scan->text.length && is_space(scan->text.data[scan->at]))
		scan->at++;
}

static bool take(struct scan *scan, char byte)
{
	if (scan->at >= scan->text.length || scan->text.data[scan->at] != byte)
		return false;
	scan->at++;
	return true;
}

static bool is_hex(char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

/* Passes over bytes that mean themselves in a string, eight at a time: no quote, backslash, control, nothing past
 * ASCII. */
static void pass_common(struct scan *scan)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones * 0x80;
	uint64_t word;
	while (scan->text.length - scan->at >= sizeof word) {
		memcpy(&word, scan->text.data + scan->at, sizeof word);
		uint64_t quotes = (word ^ (ones * '"')) - ones, slashes = (word ^ (ones * '\\')) - ones;
		if ((quotes | slashes | (word - ones * 0x20) | word) & tops)
			return;
		scan->at += sizeof word;
	}
}

/* An escape from its backslash. */
static bool scan_escape(struct scan *scan)
{
	char escape = scan->at + 1 < scan->text.length ? scan->text.data[scan->at + 1] : '\0';
	if (!escape || !strchr("\"\\/bfnrtu", escape))
		return false;
	scan->at += 2;
	for (int i = 0; escape == 'u' && i < 4; i++, scan->at++)
		if (scan->at >= scan->text.length || !is_hex(scan->text.data[scan->at]))
			return false;
	return true;
}

/* Behind the opening quote; ends behind the closing one. */
static bool scan_string(struct scan *scan)
{
	scan->escaped = false;
	for (pass_common(scan); scan->at < scan->text.length;) {
		unsigned char byte = (unsigned char)scan->text.data[scan->at];
		if (byte == '"') {
			scan->at++;
			return true;
		}
		if (byte < 0x20)
			return false;
		if (byte == '\\') {
			scan->escaped = true;
			if (!scan_escape(scan))
				return false;
			pass_common(scan);
		} else if (byte < 0x80) {
			scan->at++;
		} else {
			size_t next = scan->at;
			if (text_decode(scan->text, &next) == TEXT_INVALID)
				return false;
			scan->at = next;
		}
	}
	return false;
}

static size_t digits(struct scan *scan)
{
	size_t from = scan->at;
	while (scan->at < scan->text.length && scan->text.data[scan->at] >= '0' && scan->text.data[scan->at] <= '9')
		scan->at++;
	return scan->at - from;
}

static bool scan_number(struct scan *scan)
{
	take(scan, '-');
	if (!take(scan, '0') && !digits(scan))
		return false;
	if (take(scan, '.') && !digits(scan))
		return false;
	if (take(scan, 'e') || take(scan, 'E')) {
		if (!take(scan, '-'))
			take(scan, '+');
		return digits(scan) > 0;
	}
	return true;
}

static bool scan_word(struct scan *scan, struct span word)
{
	if (scan->text.length - scan->at < word.length || memcmp(scan->text.data + scan->at, word.data, word.length) != 0)
		return false;
	scan->at += word.length;
	return true;
}

static bool scan_value(struct scan *scan, struct json *value);

#define FEW_MEMBERS 24 /* up to here names are compared one by one */

struct names {
	struct span few[FEW_MEMBERS];
	size_t count;
	struct map *many;
};

/* Names as written; escapes that spell a name twice differently are found by unescaping both. */
static bool name_is_new(struct names *names, struct span raw, bool escaped, struct arena **arena)
{
	struct string plain = {0};
	if (escaped) {
		if (!*arena)
			*arena = arena_new();
		json_text(&plain, &(struct json){JSON_STRING, raw});
		raw = span_copy(*arena, string_span(&plain));
		string_free(&plain);
	}
	if (!names->many) {
		for (size_t i = 0; i < names->count; i++)
			if (names->few[i].length == raw.length && memcmp(names->few[i].data, raw.data, raw.length) == 0)
				return false;
		if (names->count < FEW_MEMBERS) {
			names->few[names->count++] = raw;
			return true;
		}
		names->many = map_new();
		for (size_t i = 0; i < names->count; i++)
			map_put(names->many, names->few[i], 0);
	}
	return map_put(names->many, raw, 0) == MAP_NONE;
}

static bool scan_members(struct scan *scan, struct names *names, struct arena **arena)
{
	struct json value;
	skip_space(scan);
	if (take(scan, '}'))
		return true;
	do {
		skip_space(scan);
		size_t from = scan->at + 1;
		if (!take(scan, '"') || !scan_string(scan))
			return false;
		size_t end = scan->at;
		struct span name = {scan->text.data + from, end - from - 1};
		if (!name_is_new(names, name, scan->escaped, arena)) {
			scan->at = from - 1;
			return false;
		}
		skip_space(scan);
		if (!take(scan, ':') || !scan_value(scan, &value))
			return false;
		skip_space(scan);
	} while (take(scan, ','));
	return take(scan, '}');
}

static bool scan_object(struct scan *scan)
{
	struct names names;
	struct arena *arena = NULL;
	names.count = 0;
	names.many = NULL;
	bool fine = scan_members(scan, &names, &arena);
	map_free(names.many);
	arena_free(arena);
	return fine;
}

static bool scan_array(struct scan *scan)
{
	struct json value;
	skip_space(scan);
	if (take(scan, ']'))
		return true;
	do {
		if (!scan_value(scan, &value))
			return false;
		skip_space(scan);
	} while (take(scan, ','));
	return take(scan, ']');
}

static bool scan_container(struct scan *scan, bool object)
{
	if (scan->depth == LIMIT_JSON_DEPTH)
		return false;
	scan->depth++;
	scan->at++;
	bool fine = object ? scan_object(scan) : scan_array(scan);
	scan->depth--;
	return fine;
}

static enum json_kind kind_of(char first)
{
	switch (first) {
	case '{':
		return JSON_OBJECT;
	case '[':
		return JSON_ARRAY;
	case 't':
		return JSON_TRUE;
	case 'f':
		return JSON_FALSE;
	case 'n':
		return JSON_NULL;
	default:
		return JSON_NUMBER;
	}
}

static bool scan_value(struct scan *scan, struct json *value)
{
	skip_space(scan);
	if (scan->at >= scan->text.length)
		return false;
	size_t from = scan->at;
	char first = scan->text.data[from];
	bool fine;
	if (first == '"') {
		scan->at++;
		fine = scan_string(scan);
		*value = (struct json){JSON_STRING, {scan->text.data + from + 1, fine ? scan->at - from - 2 : 0}};
		return fine;
	}
	enum json_kind kind = kind_of(first);
	if (kind == JSON_OBJECT || kind == JSON_ARRAY)
		fine = scan_container(scan, kind == JSON_OBJECT);
	else if (kind == JSON_NUMBER)
		fine = scan_number(scan);
	else
		fine = scan_word(scan, kind == JSON_TRUE ? SPAN("true") : kind == JSON_FALSE ? SPAN("false") : SPAN("null"));
	*value = (struct json){kind, {scan->text.data + from, scan->at - from}};
	return fine;
}

bool json_parse(struct span text, struct json *value, size_t *bad_offset)
{
	struct scan scan = {.text = text};
	bool fine = scan_value(&scan, value);
	if (fine) {
		skip_space(&scan);
		fine = scan.at == text.length;
	}
	if (!fine && bad_offset)
		*bad_offset = scan.at;
	return fine;
}

bool json_peek(struct span text, struct json_iterator *iterator, struct json *name, struct json *value)
{
	struct scan scan = {.text = text, .at = iterator->at};
	skip_space(&scan);
	if (!take(&scan, iterator->at ? ',' : '{') || !scan_value(&scan, name) || name->kind != JSON_STRING)
		return false;
	skip_space(&scan);
	if (!take(&scan, ':') || !scan_value(&scan, value))
		return false;
	iterator->at = scan.at;
	return true;
}

/* ---- walking what was accepted ----------------------------------------------------------------------------------- */

/* Passes over a well-formed value without looking into it. */
static void pass_value(struct scan *scan, struct json *value)
{
	skip_space(scan);
	size_t from = scan->at;
	char first = scan->text.data[from];
	if (first != '{' && first != '[') {
		scan_value(scan, value);
		return;
	}
	unsigned depth = 0;
	do {
		char byte = scan->text.data[scan->at++];
		if (byte == '"')
			scan_string(scan);
		else if (byte == '{' || byte == '[')
			depth++;
		else if (byte == '}' || byte == ']')
			depth--;
	} while (depth && scan->at < scan->text.length);
	*value = (struct json){first == '{' ? JSON_OBJECT : JSON_ARRAY, span_sub(scan->text, from, scan->at - from)};
}

bool json_next(const struct json *container, struct json_iterator *iterator, struct json *name, struct json *value)
{
	struct scan scan = {.text = container->raw, .at = iterator->at};
	if (container->kind != JSON_OBJECT && container->kind != JSON_ARRAY)
		return false;
	if (!scan.at)
		scan.at = 1;
	skip_space(&scan);
	take(&scan, ',');
	skip_space(&scan);
	if (scan.at + 1 >= container->raw.length)
		return false;
	*name = (struct json){JSON_NULL, {NULL, 0}};
	if (container->kind == JSON_OBJECT) {
		scan_value(&scan, name);
		skip_space(&scan);
		take(&scan, ':');
	}
	pass_value(&scan, value);
	iterator->at = scan.at;
	return true;
}

bool json_member(const struct json *object, const char *name, struct json *value)
{
	struct json_iterator iterator = {0};
	struct json member;
	while (object->kind == JSON_OBJECT && json_next(object, &iterator, &member, value))
		if (json_text_is(&member, name))
			return true;
	return false;
}

static uint32_t hex4(const char *digits4)
{
	uint32_t value = 0;
	for (int i = 0; i < 4; i++) {
		char byte = digits4[i];
		value = value * 16 + (uint32_t)(byte <= '9' ? byte - '0' : (byte | 32) - 'a' + 10);
	}
	return value;
}

static size_t put_escape(struct string *out, struct span raw, size_t at)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	char escape = raw.data[at + 1];
	if (escape != 'u') {
		string_add_byte(out, to[strchr(from, escape) - from]);
		return at + 2;
	}
	uint32_t unit = hex4(raw.data + at + 2);
	bool high = unit >= 0xD800 && unit < 0xDC00;
	bool pair = high && at + 12 <= raw.length && raw.data[at + 6] == '\\' && raw.data[at + 7] == 'u';
	uint32_t low = pair ? hex4(raw.data + at + 8) : 0;
	if (pair && low >= 0xDC00 && low < 0xE000) {
		text_encode(out, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
		return at + 12;
	}
	text_encode(out, unit >= 0xD800 && unit < 0xE000 ? TEXT_REPLACEMENT : unit);
	return at + 6;
}

void json_text(struct string *out, const struct json *string_value)
{
	struct span raw = string_value->raw;
	for (size_t at = 0; at < raw.length;) {
		const char *escape = memchr(raw.data + at, '\\', raw.length - at);
		size_t end = escape ? (size_t)(escape - raw.data) : raw.length;
		string_add(out, span_sub(raw, at, end - at));
		at = escape ? put_escape(out, raw, end) : end;
	}
}

bool json_text_is(const struct json *string_value, const char *text)
{
	if (string_value->kind != JSON_STRING)
		return false;
	if (!string_value->raw.length || !memchr(string_value->raw.data, '\\', string_value->raw.length))
		return span_is(string_value->raw, text);
	struct string plain = {0};
	json_text(&plain, string_value);
	bool same = span_is(string_span(&plain), text);
	string_free(&plain);
	return same;
}

bool json_whole(const struct json *number, int64_t *value)
{
	return number->kind == JSON_NUMBER && number_parse_whole(number->raw, value);
}
