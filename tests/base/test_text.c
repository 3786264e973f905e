/* UTF-8: decoding, places, cleaning. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tanya/base.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void test_every_codepoint_there_and_back(void **state)
{
	(void)state;
	struct string out = {0};
	for (uint32_t codepoint = 0; codepoint <= 0x10FFFF; codepoint++) {
		string_clear(&out);
		text_encode(&out, codepoint);
		size_t at = 0;
		uint32_t expected = codepoint >= 0xD800 && codepoint <= 0xDFFF ? TEXT_REPLACEMENT : codepoint;
		if (text_decode(string_span(&out), &at) != expected || at != out.length)
			fail_msg("U+%04X", (unsigned)codepoint);
	}
	string_clear(&out);
	text_encode(&out, 0x110000);
	text_encode(&out, TEXT_INVALID);
	assert_string_equal(string_text(&out), "\xEF\xBF\xBD\xEF\xBF\xBD");
	string_free(&out);
}

static void test_ill_formed(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t bad, length; /* codepoints, an ill-formed byte counts one */
	} cases[] = {
		{"\x80", 0, 1}, {"a\xC0\x80", 1, 3}, {"\xC1\xBF", 0, 2}, {"\xC2", 0, 1}, {"\xE0\x9F\x80", 0, 3},
		{"\xED\xA0\x80", 0, 3},
		{"\xE2\x82", 0, 2}, {"\xF0\x8F\x80\x80", 0, 4}, {"\xF4\x90\x80\x80", 0, 4}, {"\xF5\x80\x80\x80", 0, 4},
		{"\xFF", 0, 1},
		{"ab\xF0\x9F\x98", 2, 5}, {"\xE2\x28\xA1", 0, 3}, {"é\xFE", 2, 2}, {"\xE2\x82\x28", 0, 3},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t bad = 99;
		assert_false(text_valid(span_of(cases[i].text), &bad));
		assert_false(text_valid(span_of(cases[i].text), NULL));
		assert_int_equal(bad, cases[i].bad);
		assert_int_equal(text_length(span_of(cases[i].text)), cases[i].length);
	}
	size_t at = 3;
	assert_int_equal(text_decode(SPAN("abc"), &at), TEXT_INVALID);
	assert_int_equal(at, 3);
	assert_true(text_valid(SPAN("Hari ini: 漢字 😀\n"), NULL));
	assert_true(text_valid((struct span){0}, NULL));
}

static void test_offsets(void **state)
{
	(void)state;
	struct span text = SPAN("aé漢😀");
	static const size_t offsets[] = {0, 1, 3, 6, 10, 10, 10};
	for (size_t i = 0; i < COUNT(offsets); i++)
		assert_int_equal(text_offset(text, i), offsets[i]);
	assert_int_equal(text_length(text), 4);
}

static void test_place(void **state)
{
	(void)state;
	static const struct {
		size_t offset;
		uint32_t line, column;
	} cases[] = {{0, 1, 1}, {1, 1, 2}, {3, 1, 3}, {4, 2, 1}, {5, 3, 1}, {7, 3, 2}, {8, 3, 3}, {99, 3, 3}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		uint32_t line = 0, column = 0;
		text_place(SPAN("aé\n\néb"), cases[i].offset, &line, &column);
		assert_int_equal(line, cases[i].line);
		assert_int_equal(column, cases[i].column);
	}
}

static void test_clean(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool keep_lines;
		const char *expected;
	} cases[] = {
		{"", false, ""}, {"plain é 漢", false, "plain é 漢"}, {"a\x1B[31mb", false, "a\uFFFD[31mb"},
		{"a\nb", false, "a\uFFFDb"},
		{"a\nb", true, "a\nb"}, {"a\r\nb", true, "a\uFFFD\nb"}, {"a\tb", true, "a\uFFFDb"}, {"\x7F", false, "\uFFFD"},
		{"\xC2\x9B", false, "\uFFFD"}, {"a\u202Eb", false, "a\uFFFDb"}, {"\xFFz", false, "\uFFFDz"},
		{"z\xE2\x82", false, "z\uFFFD\uFFFD"},
		{"👨‍👩", false, "👨‍👩"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct string out = {0};
		text_clean(&out, span_of(cases[i].text), cases[i].keep_lines);
		assert_string_equal(string_text(&out), cases[i].expected);
		string_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_codepoint_there_and_back),
		cmocka_unit_test(test_ill_formed),
		cmocka_unit_test(test_offsets),
		cmocka_unit_test(test_place),
		cmocka_unit_test(test_clean),
	};
	return cmocka_run_group_tests_name("base/text", tests, NULL, NULL);
}
