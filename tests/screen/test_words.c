/* The menu's and the help's words fit in 40 columns, in both languages. */
#include <libintl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "play.h"
#include "screen/app.h"

#define COLUMNS 40

static void test_actions_fit(void **state)
{
	static const char *const languages[] = {"en", "id"};
	struct string line = {0}, key = {0};
	unsigned shown = 0;
	(void)state;
	play_words();
	for (size_t l = 0; l < 2; l++) {
		setenv("LANGUAGE", languages[l], 1);
		textdomain("tanya");
		for (int action = 1; action < ACTION_ARRIVE; action++) {
			if (!action_letter((enum action)action))
				continue;
			action_key_name((enum action)action, &key);
			string_clear(&line);
			string_format(&line, "> x  %s", action_words((enum action)action));
			if (key.data[0] == 'F')
				string_format(&line, "  (%s)", string_text(&key));
			if (text_width(string_span(&line)) > COLUMNS)
				fail_msg("%s is %d columns wide", string_text(&line), text_width(string_span(&line)));
			shown++;
		}
	}
	assert_true(shown >= 40);
	string_free(&line);
	string_free(&key);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {cmocka_unit_test(test_actions_fit)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
