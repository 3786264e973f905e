/* Columns and grapheme clusters. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <wchar.h>

#include "tanya/base.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void test_codepoint_width(void **state)
{
	(void)state;
	static const struct {
		uint32_t codepoint;
		int width;
		bool printable;
	} cases[] = {
		{'a', 1, true}, {0, 1, false}, {'\n', 1, false}, {0x1B, 1, false}, {0x7F, 1, false}, {0x9B, 1, false},
		{0xA0, 1, true},
		{0xE9, 1, true}, {0x301, 0, true}, {0x200D, 0, true}, {0xFE0F, 0, true}, {0x6F22, 2, true}, {0x1F600, 2, true},
		{0x202E, 1, false}, {0x2066, 1, false}, {0x200E, 1, false}, {0x200F, 1, false}, {0x061C, 1, false},
		{0xD800, 1, false},
		{0x110000, 1, false}, {TEXT_INVALID, 1, false}, {0xFFFE, 1, false}, {0x2028, 1, false}, {0xFFFD, 1, true},
		{0x1100, 2, true}, {0x0E01, 1, true}, {0x0E31, 0, true},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		if (text_codepoint_width(cases[i].codepoint) != cases[i].width ||
		    text_is_printable(cases[i].codepoint) != cases[i].printable)
			fail_msg("U+%04X", (unsigned)cases[i].codepoint);
}

/* What is painted as itself is what wcwidth() knows, with its width. */
static void test_agrees_with_wcwidth(void **state)
{
	(void)state;
	for (uint32_t codepoint = 0; codepoint <= 0x10FFFF; codepoint++) {
		int width = wcwidth((wchar_t)codepoint);
		if (text_is_printable(codepoint) && codepoint != 0x200D && codepoint != 0xFE0F)
			if (width < 0 || text_codepoint_width(codepoint) != width)
				fail_msg("U+%04X: wcwidth %d, ours %d", (unsigned)codepoint, width, text_codepoint_width(codepoint));
		if (!text_is_printable(codepoint) && text_codepoint_width(codepoint) != 1)
			fail_msg("U+%04X is painted as U+FFFD but not one column wide", (unsigned)codepoint);
	}
}

/* Clusters written with | between them. */
static void test_clusters(void **state)
{
	(void)state;
	static const char *const cases[] = {
		"", "a", "a|b", "e\u0301|x", "a|\r\n|b", "\n|\r", "漢|字", "👨‍👩‍👧|!", "🇮🇩|🇳🇱|🇫", "a|🇮🇩|🇳🇱", "👍🏽|👍🏽",
		"한|글", "\u1112\u1161\u11AB|\u1100", "क्|षि", "a\u0301\u0302\u0303|b", "❤️|a", "👨\u200D|a",
		"|\u0301|\n|\u0301",
		"\u0600a|b", "a|\u200E|b",
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct string text = {0};
		size_t ends[32] = {0}, count = 0;
		struct span rest = span_of(cases[i]), piece;
		while (span_next(&rest, '|', &piece)) {
			string_add(&text, piece);
			if (piece.length)
				ends[count++] = text.length;
		}
		size_t at = 0;
		for (size_t j = 0; j < count; j++) {
			size_t next = text_next(string_span(&text), at);
			if (next != ends[j])
				fail_msg("case %zu \"%s\": cluster %zu ends at %zu, not %zu", i, cases[i], j, next, ends[j]);
			if (text_previous(string_span(&text), next) != at)
				fail_msg("case %zu \"%s\": no way back from %zu to %zu", i, cases[i], next, at);
			at = next;
		}
		assert_int_equal(at, text.length);
		assert_int_equal(text_next(string_span(&text), at), at);
		assert_int_equal(text_previous(string_span(&text), 0), 0);
		string_free(&text);
	}
}

/* Random bytes of what joins and what does not: backwards must find what forwards found, and never leave the text. */
static void test_previous_is_the_inverse_of_next(void **state)
{
	(void)state;
	static const char *const parts[] = {
		"a", "\r", "\n", "\u0301", "\u200D", "👩", "🇮", "🇩", "\u1100", "\u1161", "\u11A8", "漢",
		"\xFF", "\xE2\x82", "\xF0", "\x80", "\u0600", "\uFE0F", "\u0E33", "🏽"};
	uint64_t random = 99;
	for (int round = 0; round < 3000; round++) {
		struct string text = {0};
		size_t starts[64], count = 0;
		for (int i = 0; i < 12; i++) {
			random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
			string_add_text(&text, parts[(random >> 33) % COUNT(parts)]);
		}
		for (size_t at = 0; at < text.length; at = text_next(string_span(&text), at))
			starts[count++] = at;
		for (size_t at = text.length; at > 0 && count > 0;) {
			at = text_previous(string_span(&text), at);
			count--;
			if (at != starts[count])
				fail_msg("round %d: back to %zu, forth from %zu", round, at, starts[count]);
		}
		assert_int_equal(count, 0);
		string_free(&text);
	}
}

static void test_width_fit_clip(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int width, columns;
		size_t fit;
		const char *clipped;
	} cases[] = {
		{"", 0, 3, 0, ""}, {"abc", 3, 3, 3, "abc"}, {"abcd", 4, 3, 3, "ab…"}, {"漢字", 4, 3, 3, "漢…"},
		{"漢字", 4, 2, 3, "…"},
		{"e\u0301e\u0301e\u0301", 3, 2, 6, "e\u0301…"}, {"abc", 3, 0, 0, ""}, {"abc", 3, -1, 0, ""},
		{"abc", 3, 1, 1, "…"},
		{"👨‍👩", 4, 3, 0, "…"}, {"a\nb", 3, 9, 3, "a\nb"}, {"\u202Eab", 3, 9, 5, "\u202Eab"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct string out = {0};
		struct span text = span_of(cases[i].text);
		assert_int_equal(text_width(text), cases[i].width);
		assert_int_equal(text_fit(text, cases[i].columns), cases[i].fit);
		text_clip(&out, text, cases[i].columns);
		assert_string_equal(string_text(&out), cases[i].clipped);
		string_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_codepoint_width),
		cmocka_unit_test(test_agrees_with_wcwidth),
		cmocka_unit_test(test_clusters),
		cmocka_unit_test(test_previous_is_the_inverse_of_next),
		cmocka_unit_test(test_width_fit_clip),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests_name("base/width", tests, NULL, NULL);
}
