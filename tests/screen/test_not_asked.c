/* Why a question is not asked: the map and go to name the question whose answer keeps it away, in its own row where it
 * has one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "play.h"

PLAY_FIXTURES("tanya: 1\n"
			  "id: x\n"
			  "version: '1'\n"
			  "title: X\n"
			  "quick: true\n"
			  "choices:\n"
			  "  yn: [{name: y, label: Yes}, {name: n, label: No}]\n"
			  "survey:\n"
			  "  - {name: towns, type: list, label: Towns}\n"
			  "  - repeat: rows\n"
			  "    from: towns\n"
			  "    label: Row\n"
			  "    children:\n"
			  "      - {name: shop, type: select_one yn, label: Shop}\n"
			  "      - {name: size, type: integer, label: Size, relevant: \"${shop} = 'y'\"}\n"
			  "      - {name: first, type: integer, label: First, relevant: \"${start} = 'y'\"}\n"
			  "      - {repeat: inner, label: Inner, repeat_count: 1, children: [{name: deep, type: text, label: Deep, relevant: \"${shop} = 'y'\"}]}\n"
			  "  - {name: start, type: select_one yn, label: Start}\n"
			  "  - {name: any, type: text, label: Any, relevant: \"selected(join(' ', ${shop}), 'y')\"}\n")

/* The line of the map that tells of a question ends with this. */
static void tells(const char *question, const char *reason)
{
	const char *line = strstr(play_screen(&play), question);
	if (!line || !span_ends((struct span){line, strcspn(line, "\n")}, span_of(reason)))
		fail_msg("%s: not “%s”\n%s", question, reason, play_screen(&play));
}

static void test_no_rows_yet(void **state)
{
	(void)state;
	play_type(&play, "<F3>");
	tells("4  Any", "not asked because of 2.1");
}

static void test_in_its_row(void **state)
{
	(void)state;
	play_type(&play, "Jambi<Enter>Solo<Enter><Enter>2<F3>");
	tells("2.2[1]  Size", " because of 2.1[1]");
	tells("2.2[2]  Size", " because of 2.1[2]");
	tells("2.3[2]  First", " because of 3");
	tells("2.4.1[2][1]  Deep", " because of 2.1[2]");
	tells("4  Any", " because of 2.1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_no_rows_yet, setup, teardown),
		cmocka_unit_test_setup_teardown(test_in_its_row, setup, teardown),
	};
	return cmocka_run_group_tests_name("screen/not_asked", tests, NULL, NULL);
}
