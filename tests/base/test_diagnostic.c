/* Faults as data. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tanya/base.h"

static const struct place nowhere;

static void assert_printed(const struct diagnostics *list, const char *expected)
{
	struct string out = {0};
	diagnostics_print(&out, list);
	assert_string_equal(string_text(&out), expected);
	string_free(&out);
}

static void test_print(void **state)
{
	(void)state;
	struct diagnostics list = {0};
	char name[] = "form.yaml";
	struct diagnostic *first =
		diagnostics_add(&list, SEVERITY_WARNING, "shadow", (struct place){name, 3, 4}, "%s twice", "umur");
	assert_int_equal(first->severity, SEVERITY_WARNING);
	diagnostic_cure(&list, "rename one");
	diagnostic_related(&list, (struct place){name, 1, 2}, "first %s", "here");
	diagnostic_related(&list, (struct place){"other.yaml", 9, 0}, "and here");
	assert_false(diagnostics_error(&list, "syntax", (struct place){name, 7, 0}, "bad \x1B byte\n"));
	diagnostics_add(&list, SEVERITY_NOTE, "told", nowhere, "x");
	diagnostics_add(&list, SEVERITY_NOTE, "told", (struct place){NULL, 5, 6}, "y");
	diagnostics_add(&list, SEVERITY_NOTE, "told", (struct place){"a\nb", 0, 6}, "z");
	memset(name, '?', sizeof name - 1); /* texts are copied */
	assert_printed(&list,
		"form.yaml:3:4: warning[shadow]: umur twice; rename one\n"
		"form.yaml:1:2: note[shadow]: first here\n"
		"other.yaml:9: note[shadow]: and here\n"
		"form.yaml:7: error[syntax]: bad \uFFFD byte\uFFFD\n"
		"note[told]: x\n"
		"5:6: note[told]: y\n"
		"a\uFFFDb: note[told]: z\n");
	diagnostics_free(&list);
	assert_null(list.items);
}

static void test_status(void **state)
{
	(void)state;
	struct diagnostics list = {0};
	assert_int_equal(diagnostics_status(&list), 0);
	diagnostics_add(&list, SEVERITY_WARNING, "w", nowhere, "w");
	assert_int_equal(diagnostics_status(&list), 0);
	diagnostics_error(&list, "e", nowhere, "e");
	assert_int_equal(diagnostics_status(&list), 1);
	assert_false(diagnostics_system(&list, "write", "/data/x", ENOSPC));
	assert_int_equal(diagnostics_status(&list), 3);
	assert_true(list.items[2].system);
	assert_int_equal(list.errors, 2);
	diagnostics_system(&list, "ask", "z", 99999);
	assert_printed(&list, "warning[w]: w\nerror[e]: e\nerror[system]: cannot write /data/x: No space left on device\n"
		"error[system]: cannot ask z: unknown error\n");
	diagnostics_free(&list);
}

static void test_sort_is_stable(void **state)
{
	(void)state;
	static const struct {
		const char *file;
		uint32_t line, column;
	} cases[] = {{"b", 2, 1}, {"a", 9, 9}, {"b", 1, 7}, {NULL, 0, 0}, {"b", 2, 1}, {"a", 9, 1}, {"b", 2, 0}};
	struct diagnostics list = {0};
	diagnostics_sort(&list);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		diagnostics_add(&list, SEVERITY_NOTE, "n", (struct place){cases[i].file, cases[i].line, cases[i].column},
			"%zu", i);
	diagnostics_sort(&list);
	struct string order = {0};
	for (size_t i = 0; i < list.count; i++)
		string_add_text(&order, list.items[i].message);
	assert_string_equal(string_text(&order), "2604513");
	string_free(&order);
	diagnostics_free(&list);
}

static void test_cap(void **state)
{
	(void)state;
	struct diagnostics list = {0};
	for (int i = 0; i < DIAGNOSTICS_MOST; i++)
		diagnostics_add(&list, i % 2 ? SEVERITY_ERROR : SEVERITY_WARNING, "c", nowhere, "%d", i);
	assert_non_null(diagnostics_add(&list, SEVERITY_NOTE, "late", nowhere, "dropped"));
	diagnostic_cure(&list, "none");
	diagnostic_related(&list, nowhere, "none");
	assert_string_equal(list.items[DIAGNOSTICS_MOST - 1].message, "999");
	assert_string_equal(list.items[DIAGNOSTICS_MOST - 1].cure, "");
	/* An error pushes a warning out, the order stays. */
	diagnostics_error(&list, "late", nowhere, "kept");
	diagnostic_cure(&list, "cured");
	assert_int_equal(list.count, DIAGNOSTICS_MOST);
	assert_string_equal(list.items[DIAGNOSTICS_MOST - 1].cure, "cured");
	assert_string_equal(list.items[DIAGNOSTICS_MOST - 2].message, "999");
	assert_string_equal(list.items[DIAGNOSTICS_MOST - 3].message, "997");
	for (int i = 0; i < 2000; i++)
		diagnostics_error(&list, "late", nowhere, "more");
	assert_int_equal(list.errors, DIAGNOSTICS_MOST / 2 + 2001);
	assert_int_equal(list.count, DIAGNOSTICS_MOST);
	for (size_t i = 0; i < list.count; i++)
		assert_int_equal(list.items[i].severity, SEVERITY_ERROR);
	assert_int_equal(diagnostics_status(&list), 1);
	diagnostics_system(&list, "write", "x", EIO);
	assert_int_equal(diagnostics_status(&list), 3);
	diagnostics_free(&list);
}

static void test_no_list(void **state)
{
	(void)state;
	assert_null(diagnostics_add(NULL, SEVERITY_ERROR, "e", nowhere, "e"));
	assert_false(diagnostics_error(NULL, "e", nowhere, "e"));
	assert_false(diagnostics_system(NULL, "e", "e", EIO));
	diagnostic_cure(NULL, "e");
	diagnostic_related(NULL, nowhere, "e");
	struct diagnostics empty = {0};
	diagnostic_cure(&empty, "e");
	assert_int_equal(empty.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_print),
		cmocka_unit_test(test_status),
		cmocka_unit_test(test_sort_is_stable),
		cmocka_unit_test(test_cap),
		cmocka_unit_test(test_no_list),
	};
	return cmocka_run_group_tests_name("base/diagnostic", tests, NULL, NULL);
}
