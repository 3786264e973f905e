/* A dialog whose text is longer than the screen: it says so, and all of it can be read before it is answered. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "play.h"

static void a_long_text_above_choices(void **state)
{
	struct play play = {0};
	struct string form = {0};
	(void)state;
	string_add_text(&form, "tanya: 1\nid: long\nversion: '1'\ntitle: Long\nsurvey:\n"
						   "  - {name: age, type: integer, label: Age, check: [{test: . < 90, message: first");
	for (int i = 0; i < 150; i++)
		string_add_text(&form, " word");
	string_add_text(&form, " finally}]}\n");
	play_open(&play, string_text(&form), NULL);
	play_size(&play, 12, 40);
	play_type(&play, "95<Enter>");
	play_sees(&play, "first");
	play_sees(&play, "↓");
	play_sees_not(&play, "finally");
	for (int i = 0; i < 40 && !strstr(play_screen(&play), "finally"); i++)
		play_type(&play, "<PgDn>");
	play_sees(&play, "finally");
	play_sees(&play, "↑");
	string_clear(&play.told);
	play_type(&play, "1");
	play_told(&play, "answer age 95\noverride age 95 confirmed\n");
	play_close(&play);
	string_free(&form);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(a_long_text_above_choices)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
