/* Numbers as text. */
#include <float.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tanya/base.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void test_parse(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		double value;
	} cases[] = {
		{"0", 0}, {"7", 7}, {"-7", -7}, {"1.5", 1.5}, {".5", 0.5}, {"5.", 5}, {" \t1\r\n", 1}, {"007", 7}, {"-0.0", 0},
		{"0.1", 0.1}, {"1e3", 1000}, {"1E-3", 0.001}, {"1e+3", 1000},
		{"123456789012345678901234567890", 1.2345678901234568e29},
		{"9007199254740993", 9007199254740992.0}, {"0.30000000000000004", 0.1 + 0.2}, {"5e-324", 5e-324}, {"1e-999", 0},
		{"1.7976931348623157e308", DBL_MAX}, {"2.2250738585072014e-308", DBL_MIN}, {"1e23", 1e23}, {"8.5e22", 8.5e22},
		{"00000000000000000000000000000000000000000000000000000000000000000000000000000001.25", 1.25},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		double value = (double)NAN;
		if (!number_parse(span_of(cases[i].text), &value) || value != cases[i].value)
			fail_msg("%s read as %.17g", cases[i].text, value);
	}
	static const char *const bad[] = {
		"", " ", "-", ".", "-.", "+1", "1 2", "0x1", "inf", "nan", "Infinity", "1.2.3", "--1",
		"1e", "1e+", "e1", "1e1.5", "1,5", "1e999", "-1e999", "1e99999999999999999999", "\u00A01", "١"};
	for (size_t i = 0; i < COUNT(bad); i++) {
		double value = 8;
		if (number_parse(span_of(bad[i]), &value) || value != 8)
			fail_msg("\"%s\" was taken for a number", bad[i]);
	}
}

static void test_parse_whole(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool good;
		int64_t value;
	} cases[] = {
		{"0", true, 0}, {"-0", true, 0}, {"42", true, 42}, {"-42", true, -42},
		{"9007199254740991", true, 9007199254740991},
		{"-9007199254740991", true, -9007199254740991}, {"9007199254740992", false, 0}, {"", false, 0}, {"-", false, 0},
		{"1.0", false, 0}, {" 1", false, 0}, {"+1", false, 0}, {"99999999999999999999999999", false, 0},
		{"1e3", false, 0},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t value = 0;
		if (number_parse_whole(span_of(cases[i].text), &value) != cases[i].good || value != cases[i].value)
			fail_msg("\"%s\"", cases[i].text);
	}
}

static const char *print(struct string *out, double value)
{
	string_clear(out);
	number_print(out, value);
	return string_text(out);
}

static void test_print(void **state)
{
	(void)state;
	static const struct {
		double value;
		const char *text;
	} cases[] = {
		{0, "0"}, {-0.0, "0"}, {1, "1"}, {-1, "-1"}, {0.5, "0.5"}, {-0.25, "-0.25"}, {0.1, "0.1"}, {100, "100"},
		{1e15, "1000000000000000"}, {9007199254740991.0, "9007199254740991"}, {9007199254740992.0, "9007199254740992"},
		{9007199254740994.0, "9007199254740994"}, {1e21, "1000000000000000000000"}, {1.5e21, "1500000000000000000000"},
		{-1e22, "-10000000000000000000000"}, {1e-7, "0.0000001"}, {123.456, "123.456"}, {1.0 / 3, "0.3333333333333333"},
		{2.0 / 3, "0.6666666666666666"}, {0.1 + 0.2, "0.30000000000000004"}, {4.35, "4.35"},
		{1234567890.0625, "1234567890.0625"},
		{4722366482869645213696.0, "4722366482869645000000"}, {0x1p-44, "0.00000000000005684341886080802"},
		{9.5367431640625e-07, "0.00000095367431640625"}, {(double)NAN, "NaN"}, {HUGE_VAL, "Infinity"},
		{-HUGE_VAL, "-Infinity"},
	};
	struct string out = {0};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(print(&out, cases[i].value), cases[i].text);
	assert_int_equal(strlen(print(&out, 5e-324)), 326);
	/* 7.678447687145631e-239: one digit less than the nearest decimal of 17. */
	assert_string_equal(print(&out, 0x1p-791) + 240, "7678447687145631");
	assert_int_equal(strlen(print(&out, DBL_MAX)), 309);
	string_free(&out);
}

/* Any bits: what is printed reads back the same, and no shorter text of the same digits less one does. */
static void test_print_is_the_inverse_of_parse(void **state)
{
	(void)state;
	struct string out = {0};
	uint64_t random = 7;
	for (int i = 0; i < 20000; i++) {
		random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
		uint64_t bits = random ^ random >> 31;
		double value, back = 0;
		if (i < 2098)
			value = ldexp(1.0, i - 1074); /* all powers of two */
		else
			memcpy(&value, &bits, sizeof value);
		if (!isfinite(value))
			continue;
		print(&out, value);
		if (!number_parse(string_span(&out), &back) || back != value)
			fail_msg("%a printed as %s read back as %a", value, string_text(&out), back);
		assert_null(strchr(string_text(&out), 'e'));
	}
	string_free(&out);
}

static void test_canonical(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"7", "7"}, {"007", "7"}, {"1.50", "1.5"}, {".5", "0.5"}, {"5.", "5"}, {"5.000", "5"}, {"-0", "0"}, {"-0.00",
		"0"},
		{"1e3", "1000"}, {"0.05e3", "50"}, {"1.25e-3", "0.00125"}, {"-12.30", "-12.3"}, {" 4 ", "4"}, {"100", "100"},
		{"123456789012345", "123456789012345"}, {"0.123456789012345", "0.123456789012345"}, {"0.1", "0.1"},
		{"123456789012345000", "123456789012345000"}, {"00100.00100", "100.001"}, {"1234567890.12345",
		"1234567890.12345"},
		{"0.30000000000000004", NULL}, {"1234567890123456", NULL}, {"1.234567890123456", NULL},
		{"100000000000000.01", NULL},
		{"", NULL}, {"x", NULL}, {"+1", NULL}, {"1e999", NULL}, {"1e-999", NULL}, {"0e-999", "0"}, {"NaN", NULL},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct string out = {0};
		bool good = number_canonical(&out, span_of(cases[i][0]));
		if (good != (cases[i][1] != NULL) || strcmp(string_text(&out), good ? cases[i][1] : "") != 0)
			fail_msg("%s became %s", cases[i][0], good ? string_text(&out) : "no number");
		string_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_parse_whole),
		cmocka_unit_test(test_print),
		cmocka_unit_test(test_print_is_the_inverse_of_parse),
		cmocka_unit_test(test_canonical),
	};
	return cmocka_run_group_tests_name("base/number", tests, NULL, NULL);
}
