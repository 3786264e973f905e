/* Reading CSV cells as answers of each type. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "storm.h"

struct reading {
	const char *path, *cell, *v; /* v NULL: refused; "" with an empty cell: unanswered */
};

static const struct reading readings[] = {
	{"t", " as it is ", " as it is "},
	{"t", "", ""},
	{"t", "a\xff", NULL},
	{"i", "12", "12"},
	{"i", " -7 ", "-7"},
	{"i", "007", "7"},
	{"i", "1.5", NULL},
	{"i", "1e3", NULL},
	{"i", "+1", NULL},
	{"i", "9007199254740991", "9007199254740991"},
	{"i", "9007199254740992", NULL},
	{"d", "0.10", "0.1"},
	{"d", ".5", "0.5"},
	{"d", "5.", "5"},
	{"d", "-0.0", "0"},
	{"d", "123456789012345", "123456789012345"},
	{"d", "1234567890123456", NULL},
	{"d", "ten", NULL},
	{"r", "2.50", "2.5"},
	{"born", "2010", "2010"},
	{"born", "2010-05", "2010-05"},
	{"born", "2010-13", NULL},
	{"met", "2024-02-29", "2024-02-29"},
	{"met", "2023-02-29", NULL},
	{"met", "2023-02", NULL},
	{"met", "24/11/2010", NULL},
	{"hour", "09:30", "09:30"},
	{"hour", "24:30", NULL},
	{"seen", "2026-11-24T09:30+07:00", "2026-11-24T09:30+07:00"},
	{"seen", "2026-11-24", NULL},
	{"one", "yes", "yes"},
	{"one", "never heard of", "never heard of"},
	{"many", "oil rice", "rice oil"},
	{"many", " salt  salt rice", "rice salt"},
	{"many", "gone oil", "oil gone"},
	{"many", " ", NULL},
	{"best", "oil  rice", "oil rice"},
	{"load", "3.0", "3"},
	{"load", "3 kg", NULL},
	{"lines", "a\nb", "a\nb"},
	{"ok", "OK", "OK"},
	{"ok", "ok", NULL},
	{"place", "-1.6 103.6", "-1.6 103.6"},
	{"place", "-1.6 103.6 10 5", "-1.6 103.6 10 5"},
	{"place", "-91 103.6", NULL},
	{"place", "1", NULL},
	{"place", "1 2 3 4 5", NULL},
	{"story", "A\n\nB", "A\n\nB"},
	{"sum2", "4", NULL},
};

static void test_readings(void **state)
{
	const char *source = getenv("TANYA_SOURCE");
	struct string path = {0};
	struct arena *arena = arena_new();
	(void)state;
	string_format(&path, "%s/tests/interview/forms/answers.yaml", source != NULL ? source : ".");
	struct questionnaire *questionnaire = storm_load(string_text(&path));
	for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
		const struct reading *reading = &readings[i];
		const struct item *item = &questionnaire->items[questionnaire_find(questionnaire, span_of(reading->path))];
		struct answer answer;
		const char *expected = NULL;
		bool read = answer_read(arena, questionnaire, item, span_of(reading->cell), &answer, &expected);
		if (read != (reading->v != NULL) || (read && !span_is(answer.v, reading->v)))
			fail_msg("%s: `%s` gives `%.*s`", reading->path, reading->cell, SPAN_ARGUMENTS(answer.v));
		assert_true(read || expected != NULL);
		if (read) {
			enum answer_state wanted = reading->cell[0] != '\0' ? STATE_ANSWERED : STATE_UNANSWERED;
			assert_int_equal(answer.state, wanted);
		}
	}
	questionnaire_free(questionnaire);
	arena_free(arena);
	string_free(&path);
}

static void test_lines_have_ids(void **state)
{
	struct arena *arena = arena_new();
	struct item item = {.kind = ITEM_QUESTION, .type = TYPE_LIST, .list = NONE};
	struct answer answer;
	(void)state;
	assert_true(answer_read(arena, NULL, &item, SPAN("a\n\nb"), &answer, NULL));
	assert_int_equal(answer.line_count, 2);
	assert_int_equal(answer.lines[1].id, 2);
	assert_true(span_is(answer.lines[1].text, "b"));
	assert_true(span_is(answer.v, "a\nb"));
	arena_free(arena);
}

static void test_equal(void **state)
{
	struct list_line one[] = {{1, SPAN("a")}}, two[] = {{2, SPAN("a")}};
	const struct answer base = {.state = STATE_ANSWERED, .v = SPAN("a"), .lines = one, .line_count = 1};
	struct answer others[] = {base, base, base, base, base, base};
	(void)state;
	assert_true(answer_equal(&base, &others[0]));
	others[0].state = STATE_REFUSED;
	others[1].v = SPAN("b");
	others[2].unit = SPAN("kg");
	others[3].per = SPAN("day");
	others[4].other = SPAN("x");
	others[5].lines = two;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(answer_equal(&base, &others[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_readings), cmocka_unit_test(test_lines_have_ids), cmocka_unit_test(test_equal)};
	return cmocka_run_group_tests_name("interview/read", tests, NULL, NULL);
}
