/* The filter of choice lists: what is found, in which order, and how fast among 100,000. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "filter.h"
#include "growth.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const villages[][3] = {
	/* name, labels */
	{"olak", "Olak Kemang", "Olak Kemang"},
	{"ulu", "Ulu Gedong", NULL},
	{"pasir", "Pasir Panjang", "Long Sand"},
	{"mudung", "Mudung Laut", "Sea Edge"},
	{"jelmu", "Jelmu", NULL},
	{"arab", "Arab Melayu", "Malay Arabs"},
	{"tahtul", "Tahtul Yaman", NULL},
	{"96", "Lainnya", "Other"},
	{"é", "Sungai Élok", NULL},
	{"panjang", "Tanjung", NULL},
};

static struct filter *make(void)
{
	struct filter *filter = filter_new(COUNT(villages));
	for (uint32_t i = 0; i < COUNT(villages); i++)
		for (int k = 0; k < 3; k++)
			if (villages[i][k])
				filter_add(filter, i, span_of(villages[i][k]), k == 0);
	return filter;
}

static void test_find(void **state)
{
	(void)state;
	static const struct {
		const char *typed, *expected; /* names, the likeliest first */
	} cases[] = {
		{"olak", "olak "},
		{"OLAK", "olak "},
		{"kemang", "olak "},
		{"panj", "panjang pasir "},
		{"panjang", "panjang pasir "},
		{"sand", "pasir "},
		{"elok", "é "},
		{"é", "é mudung olak ulu jelmu arab 96 "},
		{"96", "96 "},
		{"9", "96 "},
		{"kem ol", "olak "},
		{"olk kemang", ""},
		{"kemagn", "olak "},
		{"kemnag", "olak "},
		{"gedng", "ulu "},
		{"lautt", "mudung "},
		{"xyz", ""},
		{"ya", "tahtul 96 "},
		{"other", "96 "},
		{"zz", ""},
		{"tahtul ymaan", "tahtul "},
	};
	struct filter *filter = make();
	struct string out = {0};
	for (size_t i = 0; i < COUNT(cases); i++) {
		uint32_t count;
		const uint32_t *found = filter_find(filter, span_of(cases[i].typed), &count);
		string_clear(&out);
		for (uint32_t k = 0; k < count; k++)
			string_format(&out, "%s ", villages[found[k]][0]);
		if (strcmp(string_text(&out), cases[i].expected) != 0)
			fail_msg("%s: %s, expected %s", cases[i].typed, string_text(&out), cases[i].expected);
	}
	string_free(&out);
	filter_free(filter);
}

static void test_nothing_typed_is_everything(void **state)
{
	(void)state;
	struct filter *filter = make();
	uint32_t count;
	const uint32_t *found = filter_find(filter, SPAN("  "), &count);
	assert_int_equal(count, COUNT(villages));
	for (uint32_t i = 0; i < count; i++)
		assert_int_equal(found[i], i);
	filter_free(filter);
	filter = filter_new(0);
	filter_find(filter, SPAN("a"), &count);
	assert_int_equal(count, 0);
	filter_free(filter);
}

static void find_among(size_t many, const void *context)
{
	(void)context;
	static const char *const typed[] = {"d", "de", "njung", "qwnjung", "desaa 99x99", "zzzzzzzz"};
	struct filter *filter = filter_new((uint32_t)many);
	struct string name = {0};
	for (uint32_t i = 0; i < many; i++) {
		string_clear(&name);
		string_format(&name, "v%u", i);
		filter_add(filter, i, string_span(&name), true);
		string_clear(&name);
		string_format(&name, "Desa %c%c%cnjung %u", 'A' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26, i);
		filter_add(filter, i, string_span(&name), false);
	}
	uint32_t count;
	const uint32_t *found;
	for (size_t i = 0; i < COUNT(typed); i++)
		filter_find(filter, span_of(typed[i]), &count);
	string_clear(&name);
	string_format(&name, "v%zu", many - 1);
	found = filter_find(filter, string_span(&name), &count);
	assert_true(count == 1 && found[0] == many - 1);
	string_free(&name);
	filter_free(filter);
}

static void test_a_hundred_thousand(void **state)
{
	(void)state;
	assert_grows_like_its_size(find_among, NULL, 12500);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_nothing_typed_is_everything),
		cmocka_unit_test(test_a_hundred_thousand),
	};
	return cmocka_run_group_tests_name("screen/filter", tests, NULL, NULL);
}
