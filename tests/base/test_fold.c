/* Folding and likeness. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tanya/base.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void test_fold(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"", ""}, {"ABC xyz 09_@[`{", "abc xyz 09_@[`{"}, {"École", "ecole"}, {"ÀÉÎÕÜ", "aeiou"}, {"Straße", "strasse"},
		{"ẞ", "ss"},
		{"ﬁn", "fin"}, {"™", "tm"}, {"İstanbul", "istanbul"}, {"ΣΊΣΥΦΟΣ", "σισυφοσ"}, {"σίσυφος", "σισυφοσ"}, {"ＡＢ１",
		"ab1"},
		{"e\u0301", "e"}, {"A\u0301b", "ab"}, {"\u0301", ""}, {"½", "1⁄2"}, {"漢", "漢"}, {"한", "\u1112\u1161\u11AB"},
		{"\xFFX", "\uFFFDx"}, {"Đ", "đ"}, {"Ø", "ø"}, {"ǆ", "dz"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct string out = {0};
		text_fold(&out, span_of(cases[i][0]));
		if (strcmp(string_text(&out), cases[i][1]) != 0)
			fail_msg("%s folded is %s, not %s", cases[i][0], string_text(&out), cases[i][1]);
		string_free(&out);
	}
}

/* What was folded stays as it is, for every codepoint; and a run gives what its parts give. */
static void test_fold_settles_at_once(void **state)
{
	(void)state;
	struct string text = {0}, once = {0}, twice = {0}, parts = {0}, run = {0};
	const char *scale = getenv("TANYA_TEST_SCALE");
	uint32_t step = scale && atoi(scale) > 1 ? 7 : 1;
	for (uint32_t codepoint = 0x80; codepoint < 0x20000; codepoint += step) {
		string_clear(&text);
		string_clear(&once);
		string_clear(&twice);
		text_encode(&text, codepoint);
		text_fold(&once, string_span(&text));
		text_fold(&twice, string_span(&once));
		if (!span_equal(string_span(&once), string_span(&twice)))
			fail_msg("U+%04X: %s, then %s", (unsigned)codepoint, string_text(&once), string_text(&twice));
		if (codepoint < 0x2FF) {
			string_add(&run, string_span(&text));
			string_add(&parts, string_span(&once));
		}
	}
	string_clear(&once);
	text_fold(&once, string_span(&run));
	assert_string_equal(string_text(&once), string_text(&parts));
	string_free(&text);
	string_free(&once);
	string_free(&twice);
	string_free(&parts);
	string_free(&run);
}

static void test_distance(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		unsigned most, expected;
	} cases[] = {
		{"", "", 3, 0}, {"a", "a", 0, 0}, {"a", "b", 0, 1}, {"a", "b", 1, 1}, {"", "abc", 3, 3}, {"", "abc", 2, 3},
		{"kitten", "sitting", 9, 3}, {"kitten", "sitting", 2, 3}, {"abcd", "abdc", 1, 1}, {"ca", "abc", 5, 3}, {"umur",
		"umru", 2, 1},
		{"pekerjaan", "pekerjan", 2, 1}, {"abcdef", "uvwxyz", 3, 4}, {"é", "è", 1, 1}, {"漢字", "漢", 1, 1}, {"ab",
		"ba", 0, 1},
		{"a", "abcdefghij", 4, 5}, {"abcdefghij", "a", 1000000, 9},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct span a = span_of(cases[i].a), b = span_of(cases[i].b);
		unsigned there = text_distance(a, b, cases[i].most), back = text_distance(b, a, cases[i].most);
		if (there != cases[i].expected || back != there)
			fail_msg("%s - %s: %u there, %u back", cases[i].a, cases[i].b, there, back);
	}
}

/* Whatever `most` is, a distance up to it is the same, and one beyond it is most + 1. */
static void test_distance_is_only_cut(void **state)
{
	(void)state;
	uint64_t random = 5;
	for (int round = 0; round < 500; round++) {
		char words[2][8];
		size_t lengths[2];
		for (int which = 0; which < 2; which++) {
			random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
			lengths[which] = (random >> 60) % 8;
			for (size_t i = 0; i < lengths[which]; i++)
				words[which][i] = (char)('a' + (random >> (20 + 3 * i)) % 3);
		}
		struct span a = {words[0], lengths[0]}, b = {words[1], lengths[1]};
		unsigned whole = text_distance(a, b, 100);
		for (unsigned most = 0; most < 9; most++)
			assert_int_equal(text_distance(a, b, most), whole <= most ? whole : most + 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_fold_settles_at_once),
		cmocka_unit_test(test_distance),
		cmocka_unit_test(test_distance_is_only_cut),
	};
	return cmocka_run_group_tests_name("base/fold", tests, NULL, NULL);
}
