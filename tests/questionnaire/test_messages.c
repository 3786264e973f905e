/* Faults word for word: messages.txt holds forms (without their first four lines, loading.h) and what is told of each.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "loading.h"
#include "tanya/system.h"

struct block { /* "## title", the form, "--", what is told */
	struct span title, form, told;
};

static bool next_block(struct span *rest, struct block *block)
{
	if (!span_starts(*rest, SPAN("## ")))
		return false;
	size_t line = span_find(*rest, SPAN("\n")), end = span_find(*rest, SPAN("\n## ")),
		   cut = span_find(*rest, SPAN("\n--\n"));
	assert_true(cut != SIZE_MAX && cut < end);
	block->title = span_sub(*rest, 3, line - 3);
	block->form = span_sub(*rest, line + 1, cut - line);
	block->told = span_sub(*rest, cut + 4, end == SIZE_MAX ? SIZE_MAX : end + 1 - (cut + 4));
	*rest = end == SIZE_MAX ? SPAN("") : span_sub(*rest, end + 1, SIZE_MAX);
	return true;
}

static bool holds(const struct block *block)
{
	struct string form = {0};
	string_format(&form, FORM_HEAD "%.*s", SPAN_ARGUMENTS(block->form));
	struct string told = form_faults(string_text(&form));
	bool same = span_equal(string_span(&told), block->told);
	if (!same)
		printf("%.*s: expected\n%.*sand told was\n%s", SPAN_ARGUMENTS(block->title), SPAN_ARGUMENTS(block->told),
			string_text(&told));
	string_free(&told);
	string_free(&form);
	return same;
}

static void every_form_is_told_so(void **state)
{
	struct string path = {0}, text = {0};
	struct diagnostics faults = {0};
	struct block block;
	unsigned count = 0, bad = 0;
	(void)state;
	string_format(&path, "%s/tests/questionnaire/messages.txt", getenv("TANYA_SOURCE"));
	assert_true(file_read(string_text(&path), LIMIT_FILE_BYTES, &text, &faults));
	struct span rest = string_span(&text);
	for (; next_block(&rest, &block); count++)
		bad += !holds(&block);
	assert_int_equal(rest.length, 0);
	assert_true(count >= 50);
	assert_int_equal(bad, 0);
	diagnostics_free(&faults);
	string_free(&path);
	string_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_is_told_so),
	};
	return cmocka_run_group_tests_name("questionnaire/messages", tests, NULL, NULL);
}
