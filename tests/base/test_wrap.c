/* Wrapping. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "wrap.h"

#include "tanya/base.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define MOST 400

static const char *shown(struct string *out, const struct span *lines, size_t count)
{
	string_clear(out);
	for (size_t i = 0; i < count && i < MOST; i++)
		string_format(out, "%.*s|", SPAN_ARGUMENTS(lines[i]));
	return string_text(out);
}

static void test_wrap(void **state)
{
	(void)state;
	static const struct {
		int columns;
		const char *text, *expected; /* a | after each line */
	} cases[] = {
		{10, "", "|"}, {10, "abc", "abc|"}, {10, "The quick brown fox", "The quick|brown fox|"}, {3, "abcdefg",
		"abc|def|g|"},
		{5, "ab   cd", "ab|cd|"}, {5, "ab  ", "ab  |"}, {3, "ab    ", "ab |"}, {9, "a\nb", "a|b|"}, {9, "a\n", "a||"},
		{9, "\n\n", "|||"},
		{9, "a\r\nb\rc", "a|b|c|"}, {9, "a\u2028b\xC2\x85" "c\u2029d", "a|b|c|d|"}, {6, "well-known", "well-|known|"},
		{4, "漢字かな", "漢字|かな|"}, {5, "漢字かな", "漢字|かな|"}, {1, "漢字", "漢|字|"}, {4, "漢字。かな",
		"漢|字。|かな|"},
		{2, "e\u0301e\u0301e\u0301", "e\u0301e\u0301|e\u0301|"}, {0, "ab", "a|b|"}, {-5, "ab", "a|b|"},
		{4, "a\u00A0b c", "a\u00A0b|c|"},
		{8, "see (that) now", "see|(that)|now|"}, {9, "Rp 50.000, bukan 5", "Rp|50.000,|bukan 5|"}, {4, "ab\xFF\xFF cd",
		"ab\xFF\xFF|cd|"},
		{5, "don't go", "don't|go|"}, {4, " abcd", "|abcd|"}, {3, "👨‍👩‍👧x", "👨‍👩‍👧|x|"}, {6, "café ole",
		"café|ole|"},
	};
	struct string out = {0};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct span lines[MOST];
		size_t count = text_wrap(span_of(cases[i].text), cases[i].columns, lines, MOST);
		if (strcmp(shown(&out, lines, count), cases[i].expected) != 0)
			fail_msg("case %zu: %s", i, string_text(&out));
	}
	string_free(&out);
}

static void test_counts_past_the_room_for_lines(void **state)
{
	(void)state;
	struct span lines[2] = {0};
	assert_int_equal(text_wrap(SPAN("a b c d"), 1, lines, 2), 4);
	assert_true(span_is(lines[1], "b"));
	assert_int_equal(text_wrap(SPAN("a b c d"), 1, NULL, 0), 4);
	assert_int_equal(text_wrap((struct span){0}, 1, NULL, 0), 1);
}

static struct span random_text(uint64_t *random, const char *alphabet, struct string *text)
{
	string_clear(text);
	*random = *random * UINT64_C(6364136223846793005) + 1442695040888963407u;
	size_t length = (*random >> 40) % 60, letters = text_length(span_of(alphabet));
	for (size_t i = 0; i < length; i++) {
		*random = *random * UINT64_C(6364136223846793005) + 1442695040888963407u;
		size_t from = text_offset(span_of(alphabet), (*random >> 33) % letters);
		size_t end = from;
		text_decode(span_of(alphabet), &end);
		string_add(text, span_sub(span_of(alphabet), from, end - from));
	}
	return string_span(text);
}

/* The short way for plain words gives what the rules of UAX 14 give. */
static void test_plain_words_agree_with_the_rules(void **state)
{
	(void)state;
	static const char *const alphabets[] = {"ab c 1 ", "a1 ,.:;?! ' ", "a b-/()\"$%+|\t", "abcdefgh i.", "a\n b\r"};
	struct string text = {0}, one = {0}, two = {0};
	uint64_t random = 1;
	for (int round = 0; round < 4000; round++) {
		struct span lines[MOST], unicode[MOST];
		struct span span = random_text(&random, alphabets[round % COUNT(alphabets)], &text);
		int columns = 1 + round % 13;
		size_t count = text_wrap(span, columns, lines, MOST);
		size_t unicode_count = wrap_by_unicode(span, columns, unicode, MOST);
		if (count != unicode_count || strcmp(shown(&one, lines, count), shown(&two, unicode, unicode_count)) != 0)
			fail_msg("\"%s\" at %d: %s, by the rules %s", string_text(&text), columns, string_text(&one),
				string_text(&two));
	}
	string_free(&text);
	string_free(&one);
	string_free(&two);
}

/* Nothing but blanks and line breaks is lost, lines follow each other, and only a single cluster may be too wide. */
static void test_nothing_is_lost(void **state)
{
	(void)state;
	struct string text = {0};
	uint64_t random = 3;
	for (int round = 0; round < 4000; round++) {
		struct span lines[MOST];
		struct span span = random_text(&random, "a b漢-\u0301\u200D👩\n(é)", &text);
		int columns = 1 + round % 9;
		size_t count = text_wrap(span, columns, lines, MOST), from = 0;
		assert_in_range(count, 1, MOST);
		for (size_t i = 0; i < count; i++) {
			size_t start = (size_t)(lines[i].data - span.data);
			if (span.data == NULL)
				break;
			assert_true(start >= from);
			for (; from < start; from++)
				if (span.data[from] != ' ' && span.data[from] != '\n')
					fail_msg("\"%s\" at %d: byte %zu was lost", string_text(&text), columns, from);
			if (text_width(lines[i]) > columns && text_next(lines[i], 0) != lines[i].length)
				fail_msg("\"%s\" at %d: line %zu is too wide", string_text(&text), columns, i);
			from = start + lines[i].length;
		}
		for (; from < span.length; from++)
			assert_true(span.data[from] == ' ' || span.data[from] == '\n');
	}
	string_free(&text);
}

/* A passage of 200 kB without a single place to break, of one endless cluster, and of words: all end at once. */
static void test_long_texts_end(void **state)
{
	(void)state;
	static const char *const parts[] = {"a", "\u1100", "\u0301", "漢", "word ", "a-", "("};
	for (size_t i = 0; i < COUNT(parts); i++) {
		struct string text = {0};
		while (text.length < 200000)
			string_add_text(&text, parts[i]);
		size_t count = text_wrap(string_span(&text), 80, NULL, 0);
		assert_true(count >= 1 && count <= 200000 / 80 * 2 + 1);
		string_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wrap),
		cmocka_unit_test(test_counts_past_the_room_for_lines),
		cmocka_unit_test(test_plain_words_agree_with_the_rules),
		cmocka_unit_test(test_nothing_is_lost),
		cmocka_unit_test(test_long_texts_end),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests_name("base/wrap", tests, NULL, NULL);
}
