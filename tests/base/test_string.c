/* Spans and strings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tanya/base.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void assert_span(struct span span, const char *expected)
{
	if (!span_is(span, expected))
		fail_msg("got \"%.*s\", expected \"%s\"", SPAN_ARGUMENTS(span), expected);
}

static void test_sub_is_clipped(void **state)
{
	(void)state;
	static const struct {
		size_t from, length;
		const char *expected;
	} cases[] = {{0, 3, "abc"}, {1, 1, "b"}, {2, 9, "c"}, {3, 1, ""}, {9, 9, ""}, {1, SIZE_MAX, "bc"}, {0, 0, ""}};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_span(span_sub(SPAN("abc"), cases[i].from, cases[i].length), cases[i].expected);
	assert_int_equal(span_sub((struct span){0}, 1, 1).length, 0);
}

static void test_trim(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"", ""}, {" \t\r\n", ""}, {"a", "a"}, {"  a b\n", "a b"}, {"a\r\n", "a"}, {"\fa", "\fa"}};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_span(span_trim(span_of(cases[i][0])), cases[i][1]);
	assert_int_equal(span_trim(span_of(NULL)).length, 0);
}

static void test_likeness(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		bool starts, ends;
		int order;
		size_t found;
	} cases[] = {
		{"", "", true, true, 0, 0},
		{"abc", "", true, true, 1, 0},
		{"", "a", false, false, -1, SIZE_MAX},
		{"abc", "abc", true, true, 0, 0},
		{"abc", "ab", true, false, 1, 0},
		{"abc", "bc", false, true, -1, 1},
		{"abc", "abd", false, false, -1, SIZE_MAX},
		{"abab", "b", false, true, -1, 1},
		{"\x80", "z", false, false, 1, SIZE_MAX},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct span a = span_of(cases[i].a), b = span_of(cases[i].b);
		assert_int_equal(span_starts(a, b), cases[i].starts);
		assert_int_equal(span_ends(a, b), cases[i].ends);
		int order = span_compare(a, b);
		assert_int_equal((order > 0) - (order < 0), cases[i].order);
		assert_int_equal(span_equal(a, b), cases[i].order == 0);
		assert_true(span_find(a, b) == cases[i].found);
	}
	assert_false(span_equal((struct span){"a\0b", 3}, (struct span){"a\0c", 3}));
	assert_true(span_is((struct span){0}, ""));
}

static void test_next_gives_every_piece(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"", "[]"}, {"a", "[a]"}, {"a,,b", "[a][][b]"}, {",", "[][]"}, {"a,", "[a][]"}, {",a", "[][a]"}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct string got = {0};
		struct span rest = span_of(cases[i][0]), piece;
		while (span_next(&rest, ',', &piece))
			string_format(&got, "[%.*s]", SPAN_ARGUMENTS(piece));
		assert_string_equal(string_text(&got), cases[i][1]);
		string_free(&got);
	}
	struct span none = {0}, piece;
	assert_false(span_next(&none, ',', &piece));
}

static void test_token(void **state)
{
	(void)state;
	static const char *const cases[][2] = {{"", ""}, {" \n\v\f\r\t", ""}, {"a", "[a]"}, {"  a  bc ", "[a][bc]"}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct string got = {0};
		struct span rest = span_of(cases[i][0]), token;
		while (span_token(&rest, &token))
			string_format(&got, "[%.*s]", SPAN_ARGUMENTS(token));
		assert_string_equal(string_text(&got), cases[i][1]);
		string_free(&got);
	}
}

/* The values are written down so that a change, or a machine of another byte order, shows. */
static void test_hash_is_the_same_everywhere(void **state)
{
	(void)state;
	assert_true(span_hash(SPAN("")) == span_hash((struct span){0}));
	assert_true(span_hash(SPAN("")) == UINT64_C(0x632F087D9791B41E));
	assert_true(span_hash(SPAN("a")) == UINT64_C(0x2C0BC238CCACA111));
	assert_true(span_hash(SPAN("pembatik berkah")) == UINT64_C(0x02EBAA6FB8938A51));
	assert_true(span_hash((struct span){"a\0", 2}) != span_hash(SPAN("a")));
}

static void test_string_grows(void **state)
{
	(void)state;
	struct string string = {0};
	assert_string_equal(string_text(&string), "");
	string_add(&string, (struct span){0});
	assert_non_null(string.data);
	for (int i = 0; i < 1000; i++) {
		string_add_byte(&string, (char)('a' + i % 26));
		assert_int_equal(string.data[string.length], '\0');
	}
	assert_int_equal(string.length, 1000);
	string_clear(&string);
	assert_string_equal(string_text(&string), "");
	string_add(&string, (struct span){"a\0b", 3});
	assert_int_equal(string_span(&string).length, 3);
	string_free(&string);
	assert_null(string.data);
}

static void test_string_added_to_itself(void **state)
{
	(void)state;
	struct string string = {0};
	string_add_text(&string, "ab");
	for (int i = 0; i < 10; i++)
		string_add(&string, string_span(&string));
	assert_int_equal(string.length, 2048);
	for (size_t i = 0; i < string.length; i++)
		assert_int_equal(string.data[i], "ab"[i % 2]);
	string_free(&string);
}

static void test_format(void **state)
{
	(void)state;
	struct string string = {0};
	string_format(&string, "%d-%s", 7, "x");
	string_format(&string, "%s", "");
	assert_string_equal(string_text(&string), "7-x");
	for (int width = 1; width < 300; width++) {
		string_clear(&string);
		string_format(&string, "%*d", width, width);
		assert_int_equal(string.length, width < 10 ? (width > 1 ? width : 1) : width);
		assert_int_equal(string.data[string.length], '\0');
	}
	string_free(&string);
}

static void test_splice(void **state)
{
	(void)state;
	static const struct {
		size_t from, cut;
		const char *put, *expected;
	} cases[] = {
		{0, 0, "x", "xabc"}, {3, 0, "x", "abcx"}, {1, 1, "xyz", "axyzc"}, {0, 3, "", ""},
		{1, 99, "", "a"},    {99, 1, "x", "abcx"}, {1, 1, "", "ac"},       {0, 2, "q", "qc"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct string string = {0};
		string_add_text(&string, "abc");
		string_splice(&string, cases[i].from, cases[i].cut, span_of(cases[i].put));
		assert_string_equal(string_text(&string), cases[i].expected);
		assert_int_equal(string.length, strlen(cases[i].expected));
		string_free(&string);
	}
	struct string own = {0};
	string_add_text(&own, "abc");
	string_splice(&own, 1, 1, string_span(&own));
	assert_string_equal(string_text(&own), "aabcc");
	string_free(&own);
	string_splice(&own, 0, 0, SPAN("neu"));
	assert_string_equal(string_text(&own), "neu");
	string_free(&own);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sub_is_clipped),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_likeness),
		cmocka_unit_test(test_next_gives_every_piece),
		cmocka_unit_test(test_token),
		cmocka_unit_test(test_hash_is_the_same_everywhere),
		cmocka_unit_test(test_string_grows),
		cmocka_unit_test(test_string_added_to_itself),
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_splice),
	};
	return cmocka_run_group_tests_name("base/string", tests, NULL, NULL);
}
