/* Whole interviews on the shipped questionnaires, typed as an enumerator types them: tests/interviews/NAME.keys gives
 * the answers of NAME.answers, at no more keys a coded question than promised. TANYA_REWRITE=1 writes the answers anew, and
 * fails: they are to be read before they are believed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "place.h"
#include "script.h"

static void read_answers(const char *name, struct string *out)
{
	struct string path = {0};
	string_format(&path, "%s/tests/interviews/%s.answers", getenv("TANYA_SOURCE"), name);
	place_read(string_text(&path), out);
	string_free(&path);
}

static void write_answers(const char *name, const struct string *answers)
{
	struct string path = {0};
	string_format(&path, "%s/tests/interviews/%s.answers", getenv("TANYA_SOURCE"), name);
	place_write(string_text(&path), string_span(answers));
	fail_msg("%s is written anew", string_text(&path));
}

/* In either language the same keys give the same answers, and the interview is complete. */
static void test_answers(void **state)
{
	static const char *const languages[] = {"en", "id"};
	const char *name = *state;
	for (int i = 0; i < 2; i++) {
		struct script script;
		struct string seen = {0}, expected = {0};
		script_play(&script, name, languages[i]);
		assert_non_null(strstr(string_text(&script.play.told), "complete\n"));
		script_answers(&script, &seen);
		if (getenv("TANYA_REWRITE"))
			write_answers(name, &seen);
		read_answers(name, &expected);
		assert_string_equal(string_text(&seen), string_text(&expected));
		string_free(&seen);
		string_free(&expected);
		script_close(&script);
	}
}

static void test_keys(void **state)
{
	struct script script;
	script_play(&script, *state, "id");
	assert_true(script.coded > 40); /* it is a whole interview */
	if (script_keys_a_question(&script) > SCRIPT_AIM)
		fail_msg("%u keys for %u coded questions: over %.1f", script.coded_keys, script.coded, SCRIPT_AIM);
	script_close(&script);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		{"answers: batik", test_answers, NULL, NULL, (void *)script_names[0]},
		{"answers: tofu and tempeh", test_answers, NULL, NULL, (void *)script_names[1]},
		{"answers: furniture", test_answers, NULL, NULL, (void *)script_names[2]},
		{"keys a coded question: batik", test_keys, NULL, NULL, (void *)script_names[0]},
		{"keys a coded question: tofu and tempeh", test_keys, NULL, NULL, (void *)script_names[1]},
		{"keys a coded question: furniture", test_keys, NULL, NULL, (void *)script_names[2]},
	};
	return cmocka_run_group_tests_name("screen/interviews", tests, NULL, NULL);
}
