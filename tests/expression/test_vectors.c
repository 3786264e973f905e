/* vectors.tsv: 702 cases taken from the field's own suites (ODK Web Forms, Enketo, JavaRosa), only those on which the
 * engines agree. own.tsv: our own, for what they leave out. Tab-separated, no quoting, a case a line:
 *   id, source (suite:file:line), expression, set (JSON object name -> value), type (the conversion asked of the
 * result: number, string, boolean; in own.tsv also error), value (of an error: a part of its sentence), tolerance
 * (absolute). Values that are strings are untyped text; in own.tsv arrays are the answers of several rows and {"date":
 * "2026-11"} is a typed value. The name `.` is the current question. Numbers compare as numbers, NaN equals NaN, -0
 * equals 0. All run at 2024-05-15T10:30:00-07:00. Where the engines disagree tanya follows the ODK specification, then
 * JavaRosa. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "expression_world.h"

enum column {
	COLUMN_ID,
	COLUMN_SOURCE,
	COLUMN_EXPRESSION,
	COLUMN_SET,
	COLUMN_TYPE,
	COLUMN_VALUE,
	COLUMN_TOLERANCE,
	COLUMNS
};

static double number_of(struct span text)
{
	double number = (double)NAN;
	if (span_is(text, "Infinity") || span_is(text, "-Infinity"))
		return text.data[0] == '-' ? -HUGE_VAL : HUGE_VAL;
	/* The field's suites write some with an exponent. */
	return number_parse(text, &number) ? number : (double)NAN;
}

static bool number_agrees(const struct span *row, double got)
{
	double want = number_of(row[COLUMN_VALUE]), tolerance = 0;
	if (isnan(want) || isnan(got) || isinf(want) || isinf(got))
		return (isnan(want) && isnan(got)) || want == got;
	number_parse(row[COLUMN_TOLERANCE], &tolerance);
	return fabs(want - got) <= tolerance;
}

/* Prints what disagrees and returns false. */
static bool disagree(const struct span *row, const char *got)
{
	print_error("%.*s (%.*s): %.*s with %.*s: expected %.*s %.*s, got %s\n", SPAN_ARGUMENTS(row[COLUMN_ID]),
		SPAN_ARGUMENTS(row[COLUMN_SOURCE]), SPAN_ARGUMENTS(row[COLUMN_EXPRESSION]), SPAN_ARGUMENTS(row[COLUMN_SET]),
		SPAN_ARGUMENTS(row[COLUMN_TYPE]), SPAN_ARGUMENTS(row[COLUMN_VALUE]), got);
	return false;
}

static bool value_agrees(const struct span *row, const struct value *value, int offset_minutes)
{
	struct string text = {0};
	bool same = false;
	value_print(&text, value);
	if (span_is(row[COLUMN_TYPE], "number"))
		same = number_agrees(row, value_to_number(value, offset_minutes));
	else if (span_is(row[COLUMN_TYPE], "boolean"))
		same = span_is(row[COLUMN_VALUE], value_to_boolean(value) ? "true" : "false");
	else if (span_is(row[COLUMN_TYPE], "string"))
		same = span_equal(row[COLUMN_VALUE], string_span(&text));
	if (!same)
		disagree(row, string_text(&text));
	string_free(&text);
	return same;
}

static bool row_agrees(const struct span *row)
{
	struct map_world map;
	struct value value;
	const char *fault = "";
	bool agrees = false;
	map_world_open(&map);
	map.scope.late = true;
	if (!map_world_json(&map, row[COLUMN_SET])) {
		disagree(row, "a `set` that cannot be read");
	} else if (!map_world_evaluate(&map, row[COLUMN_EXPRESSION], &value, &fault)) {
		bool wanted = span_is(row[COLUMN_TYPE], "error") && span_find(span_of(fault), row[COLUMN_VALUE]) != SIZE_MAX;
		agrees = wanted || disagree(row, fault);
	} else {
		agrees = value_agrees(row, &value, map.world.now.offset_minutes);
	}
	map_world_close(&map);
	return agrees;
}

static char *read_whole(const char *name, size_t *length)
{
	char path[4096];
	const char *folder = getenv("TANYA_SOURCE");
	snprintf(path, sizeof path, "%s/tests/expression/%s", folder != NULL ? folder : ".", name);
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	char *bytes = malloc(1 << 20);
	*length = fread(bytes, 1, 1 << 20, file);
	assert_true(*length < 1 << 20);
	fclose(file);
	return bytes;
}

static void run_file(const char *name, size_t at_least)
{
	size_t length = 0, rows = 0, failed = 0;
	char *bytes = read_whole(name, &length);
	struct span rest = {bytes, length}, line;
	assert_true(span_next(&rest, '\n', &line));
	while (span_next(&rest, '\n', &line)) {
		struct span row[COLUMNS] = {{0}};
		int column = 0;
		if (line.length == 0)
			continue;
		while (column < COLUMNS && span_next(&line, '\t', &row[column]))
			column++;
		rows++;
		failed += row_agrees(row) ? 0 : 1;
	}
	free(bytes);
	assert_int_equal(failed, 0);
	assert_true(rows >= at_least);
}

static void test_field(void **state)
{
	(void)state;
	run_file("vectors.tsv", 702);
}

static void test_own(void **state)
{
	(void)state;
	run_file("own.tsv", 150);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_field),
		cmocka_unit_test(test_own),
	};
	return cmocka_run_group_tests_name("expression/vectors", tests, NULL, NULL);
}
