/* JSON: what is accepted, walks, texts, the writer; held against jq. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "growth.h"
#include "tanya/formats.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const accepted[] = {"0", "-0", "1", "12345678901234567890", "0.1", "-1.5e10", "1E+2", "1e-2", "true",
	"false", "null", "\"\"", "\"a\"", "[]", "{}", " [ 1 , 2 ] ", "\t{\"a\" : [ ] , \"b\":{ }}\r\n",
	"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"", "\"\xC3\xA9\xF0\x9F\x99\x82\"", "\"\\ud83d\\ude42\"", "\"\\ud83d\"",
	"\"\x7F\"", "{\"\":1}", "{\"a\":1,\"A\":2}", "[[[[]]]]", "[{\"a\":1},{\"a\":1}]",
	"\"0123456789abcdef0123456789abcdef\"", "[1,[2,{\"x\":[]}],\"]\"]"};

static const struct {
	const char *text;
	size_t bad;
} refused[] = {{"", 0}, {" ", 1}, {"01", 1}, {"+1", 0}, {"1.", 2}, {".5", 0}, {"1e", 2}, {"-", 1}, {"--1", 1},
	{"0x1", 1}, {"NaN", 0}, {"nul", 0}, {"True", 0}, {"trueish", 4}, {"\"a", 2}, {"\"a\nb\"", 2}, {"\"\\x\"", 1},
	{"\"\\u12g4\"", 5}, {"\"\\", 1}, {"\"\\u12", 5}, {"'a'", 0}, {"[", 1}, {"[1", 2}, {"[1,", 3}, {"[1,]", 3},
	{"[,1]", 1}, {"[1 2]", 3}, {"]", 0}, {"{", 1}, {"{\"a\"}", 4}, {"{\"a\":}", 5}, {"{\"a\":1,}", 7}, {"{a:1}", 1},
	{"{\"a\":1 \"b\":2}", 7}, {"{1:2}", 1}, {"1 2", 2}, {"{}{}", 2}, {"// c\n1", 0},
	{"\xEF\xBB\xBF"
	 "1",
		0},
	{"\"\xFF\"", 1}, {"\"\xC0\xAF\"", 1}, {"\"\xED\xA0\x80\"", 1}, {"\"abcdefghij\x01\"", 11}, {"{\"a\":1,\"a\":2}", 7},
	{"{\"a\":1,\"b\":{\"c\":1,\"c\":1}}", 18}, {"{\"a\":1,\"\\u0061\":2}", 7}, {"{\"\\u00e9\":1,\"\xC3\xA9\":2}", 12},
	{"[1}", 2}, {"{\"a\":1]", 6}};

static void test_accepted(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(accepted); i++) {
		struct json value;
		if (!json_parse(span_of(accepted[i]), &value, NULL))
			fail_msg("%s was refused", accepted[i]);
	}
}

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		struct json value;
		size_t bad = SIZE_MAX;
		if (json_parse(span_of(refused[i].text), &value, &bad))
			fail_msg("%s was accepted", refused[i].text);
		if (bad != refused[i].bad)
			fail_msg("%s: bad at %zu, %zu was expected", refused[i].text, bad, refused[i].bad);
	}
	struct json value;
	assert_false(json_parse((struct span){"1\0", 2}, &value, NULL));
	assert_false(json_parse((struct span){"\"\\\0\"", 4}, &value, NULL));
}

static void test_depth(void **state)
{
	(void)state;
	struct json value;
	for (size_t depth = LIMIT_JSON_DEPTH; depth <= LIMIT_JSON_DEPTH + 1; depth++) {
		struct string text = {0};
		for (size_t i = 0; i < depth; i++)
			string_add_byte(&text, '[');
		for (size_t i = 0; i < depth; i++)
			string_add_byte(&text, ']');
		assert_int_equal(json_parse(string_span(&text), &value, NULL), depth == LIMIT_JSON_DEPTH);
		string_free(&text);
	}
	struct string text = {0};
	for (size_t i = 0; i < 1000000; i++)
		string_add_text(&text, i % 2 ? "[" : "{\"a\":");
	assert_false(json_parse(string_span(&text), &value, NULL));
	string_free(&text);
}

static void parse_members(size_t members, const void *context)
{
	(void)context;
	struct json value;
	struct string text = {0};
	string_add_byte(&text, '{');
	for (size_t i = 0; i < members; i++)
		string_format(&text, "\"name%zu\":%zu,", i, i);
	size_t last = text.length;
	string_add_text(&text, "\"last\":0}");
	assert_true(json_parse(string_span(&text), &value, NULL));
	text.length = last;
	string_add_text(&text, "\"name7\":0}");
	size_t bad = 0;
	assert_false(json_parse(string_span(&text), &value, &bad));
	assert_int_equal(bad, last);
	string_free(&text);
}

/* Duplicates are found among many names too, and in time that grows with their number only. */
static void test_many_members(void **state)
{
	(void)state;
	assert_grows_like_its_size(parse_members, NULL, 20000);
}

static void test_walks(void **state)
{
	(void)state;
	static const char text[] =
		" {\"n\":12, \"q\":\"a\\\"]}b\" ,\"l\":[1, [2,\"]\"] ,{}], \"\\u0065\":null,\"t\":true} ";
	static const char *const names[] = {"n", "q", "l", "e", "t"};
	static const char *const raws[] = {"12", "a\\\"]}b", "[1, [2,\"]\"] ,{}]", "null", "true"};
	static const enum json_kind kinds[] = {JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_NULL, JSON_TRUE};
	struct json object, name, value;
	assert_true(json_parse(span_of(text), &object, NULL));
	assert_int_equal(object.kind, JSON_OBJECT);
	struct json_iterator iterator = {0};
	size_t count = 0;
	for (; json_next(&object, &iterator, &name, &value); count++) {
		assert_true(count < COUNT(names));
		assert_true(json_text_is(&name, names[count]));
		assert_true(span_is(value.raw, raws[count]));
		assert_int_equal(value.kind, kinds[count]);
	}
	assert_int_equal(count, COUNT(names));
	assert_true(json_member(&object, "l", &value));
	struct json list = value;
	iterator = (struct json_iterator){0};
	for (count = 0; json_next(&list, &iterator, &name, &value); count++)
		;
	assert_int_equal(count, 3);
	assert_false(json_member(&object, "x", &value));
	assert_false(json_member(&list, "x", &value));
}

/* Members one by one until the end or the first fault: how many are met, and where the walk stands then. */
static void test_peeks(void **state)
{
	static const struct {
		const char *text;
		size_t count, at;
	} cases[] = {
		{"{}", 0, 0},
		{"{\"a\":1}", 1, 6},
		{" { \"a\" : [1,2] , \"b\":{\"c\":\"}\"} }", 2, 30},
		{"{\"a\":1,\"a\":2}", 2, 12}, /* twice: not looked for */
		{"{\"a\":1,\"b\":nul}", 1, 6},
		{"{\"a\":1 \"b\":2}", 1, 6},
		{"{\"a\":1,", 1, 6},
		{"{\"a\"", 0, 0},
		{"{1:2}", 0, 0},
		{"[1]", 0, 0},
		{"", 0, 0},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct json_iterator iterator = {0};
		struct json name, value;
		size_t count = 0;
		while (json_peek(span_of(cases[i].text), &iterator, &name, &value))
			count++;
		if (count != cases[i].count || iterator.at != cases[i].at)
			fail_msg("%s: %zu members, at %zu", cases[i].text, count, iterator.at);
	}
}

static void test_empty_walks(void **state)
{
	(void)state;
	static const char *const texts[] = {"[]", "{}", "[ ]", "{ \n }", "1", "\"[1]\"", "null"};
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct json container, name, value;
		struct json_iterator iterator = {0};
		assert_true(json_parse(span_of(texts[i]), &container, NULL));
		assert_false(json_next(&container, &iterator, &name, &value));
	}
}

static void test_texts(void **state)
{
	(void)state;
	static const char *const cases[][2] = {{"\"\"", ""}, {"\"a\\/b\"", "a/b"}, {"\"\\u00e9\"", "\xC3\xA9"},
		{"\"\\ud83d\\ude42\"", "\xF0\x9F\x99\x82"}, {"\"\\uD83Dx\"", "\xEF\xBF\xBDx"},
		{"\"\\ude42\\ud83d\"", "\xEF\xBF\xBD\xEF\xBF\xBD"},
		{"\"\\ud83d\\u0041\"", "\xEF\xBF\xBD"
							   "A"},
		{"\"\\b\\f\\n\\r\\t\\\\\\\"\"", "\b\f\n\r\t\\\""}, {"\"plain text\"", "plain text"}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct json value;
		struct string text = {0};
		assert_true(json_parse(span_of(cases[i][0]), &value, NULL));
		json_text(&text, &value);
		assert_string_equal(string_text(&text), cases[i][1]);
		assert_true(json_text_is(&value, cases[i][1]));
		assert_false(json_text_is(&value, "something else"));
		string_free(&text);
	}
}

static void test_wholes(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool fine;
		int64_t value;
	} cases[] = {{"0", true, 0}, {"-7", true, -7}, {"9007199254740991", true, 9007199254740991}, {"1.5", false, 0},
		{"1e3", false, 0}, {"99999999999999999999", false, 0}, {"\"7\"", false, 0}, {"null", false, 0}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct json value;
		int64_t whole = 0;
		assert_true(json_parse(span_of(cases[i].text), &value, NULL));
		assert_int_equal(json_whole(&value, &whole), cases[i].fine);
		assert_true(!cases[i].fine || whole == cases[i].value);
	}
}

static void test_writer(void **state)
{
	(void)state;
	struct string out = {0};
	struct json_writer writer = {&out, false};
	json_open(&writer, '{');
	json_name(&writer, "a");
	json_put_whole(&writer, -9007199254740991);
	json_name_span(&writer, SPAN("b\"\n"));
	json_open(&writer, '[');
	json_put_text(&writer, SPAN("it's \"x\" \\ / \b\f\n\r\t\x01\x1F\x7F \xC3\xA9 \xE2\x80\xA8"));
	json_put_text(&writer, SPAN("bad \xFF\xC3 end"));
	json_put_text(&writer, (struct span){"nul\0", 4});
	json_put_bool(&writer, true);
	json_put_bool(&writer, false);
	json_put_null(&writer);
	json_put_raw(&writer, SPAN("0.10"));
	json_open(&writer, '{');
	json_close(&writer, '}');
	json_open(&writer, '[');
	json_close(&writer, ']');
	json_close(&writer, ']');
	json_name(&writer, "c");
	json_put_text(&writer, (struct span){NULL, 0});
	json_close(&writer, '}');
	assert_string_equal(string_text(&out),
		"{\"a\":-9007199254740991,\"b\\\"\\n\":[\"it's \\\"x\\\" \\\\ / \\b\\f\\n\\r\\t\\u0001\\u001f\x7F \xC3\xA9 "
		"\xE2\x80\xA8\","
		"\"bad \xEF\xBF\xBD\xEF\xBF\xBD end\",\"nul\\u0000\",true,false,null,0.10,{},[]],\"c\":\"\"}");
	struct json value;
	assert_true(json_parse(string_span(&out), &value, NULL));
	string_free(&out);
}

/* ---- jq ---------------------------------------------------------------------------------------------------------- */

static void ask_jq(struct span text, struct string *answer)
{
	char path[] = "/tmp/tanya-json-XXXXXX", command[128], buffer[4096];
	int file = mkstemp(path);
	assert_true(file >= 0);
	assert_int_equal(write(file, text.data, text.length), (long)text.length);
	close(file);
	snprintf(command, sizeof command, "jq -c . %s 2>/dev/null", path);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	for (size_t got; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;)
		string_add(answer, (struct span){buffer, got});
	pclose(pipe);
	unlink(path);
}

static unsigned random_below(uint32_t *seed, unsigned limit)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % limit;
}

/* A random value through the writer; whole numbers and texts that jq keeps as they are. */
static void random_value(struct json_writer *writer, uint32_t *seed, unsigned depth)
{
	static const struct span texts[] = {
		{"", 0}, {"a", 1}, {"x\"y\\z", 5}, {"\n\t\x02", 3}, {"\xC3\xA9\xF0\x9F\x99\x82", 6}, {"</a>", 4}};
	unsigned kind = random_below(seed, depth ? 7 : 5);
	unsigned count = kind > 4 ? random_below(seed, 5) : 0;
	if (kind == 0)
		json_put_null(writer);
	else if (kind == 1)
		json_put_bool(writer, random_below(seed, 2));
	else if (kind == 2)
		json_put_whole(writer, (int64_t)random_below(seed, 100000) - 50000);
	else if (kind < 5)
		json_put_text(writer, texts[random_below(seed, COUNT(texts))]);
	else
		json_open(writer, kind == 5 ? '[' : '{');
	for (unsigned i = 0; i < count; i++) {
		char name[16] = {(char)('a' + i), '"', '\0'};
		if (kind == 6)
			json_name(writer, name);
		random_value(writer, seed, depth - 1);
	}
	if (kind > 4)
		json_close(writer, kind == 5 ? ']' : '}');
}

static void test_jq_reads_the_writer(void **state)
{
	(void)state;
	if (system("jq --version >/dev/null 2>&1") != 0) {
		print_message("SKIP formats/json against jq: no jq\n");
		return;
	}
	struct string lines = {0}, answer = {0};
	uint32_t seed = 20261124;
	for (int i = 0; i < 500; i++) {
		struct json value;
		size_t from = lines.length;
		struct json_writer writer = {&lines, false};
		random_value(&writer, &seed, 4);
		assert_true(json_parse(span_sub(string_span(&lines), from, SIZE_MAX), &value, NULL));
		string_add_byte(&lines, '\n');
	}
	ask_jq(string_span(&lines), &answer);
	assert_string_equal(string_text(&answer), string_text(&lines));
	string_free(&lines);
	string_free(&answer);
}

/* jq takes NaN, a BOM, duplicate names, `01` and concatenated values, and refuses a lone surrogate; of the rest both
 * say the same. */
static void test_jq_agrees(void **state)
{
	(void)state;
	if (system("jq --version >/dev/null 2>&1") != 0) {
		print_message("SKIP formats/json refusals against jq: no jq\n");
		return;
	}
	for (size_t i = 0; i < COUNT(accepted); i++) {
		struct string answer = {0};
		ask_jq(span_of(accepted[i]), &answer);
		if (!answer.length && !strstr(accepted[i], "\\ud83d\""))
			fail_msg("jq refuses %s", accepted[i]);
		string_free(&answer);
	}
	static const char *const both[] = {
		"[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{a:1}", "\"\\x\"", "\"a", "tru", "[1 2]", "{\"a\":1 \"b\":2}", "[1}"};
	for (size_t i = 0; i < COUNT(both); i++) {
		struct string answer = {0};
		struct json value;
		ask_jq(span_of(both[i]), &answer);
		assert_int_equal(answer.length, 0);
		assert_false(json_parse(span_of(both[i]), &value, NULL));
		string_free(&answer);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepted),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_many_members),
		cmocka_unit_test(test_walks),
		cmocka_unit_test(test_peeks),
		cmocka_unit_test(test_empty_walks),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_wholes),
		cmocka_unit_test(test_writer),
		cmocka_unit_test(test_jq_reads_the_writer),
		cmocka_unit_test(test_jq_agrees),
	};
	return cmocka_run_group_tests_name("formats/json", tests, NULL, NULL);
}
