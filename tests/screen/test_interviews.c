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

static void plays(const char *name, const char *language)
{
	struct script script;
	struct string path = {0}, seen = {0}, expected = {0};
	script_play(&script, name, language);
	assert_non_null(strstr(string_text(&script.play.told), "complete\n"));
	script_answers(&script, &seen);
	script_path(name, "answers", &path);
	if (getenv("TANYA_REWRITE")) {
		place_write(string_text(&path), string_span(&seen));
		fail_msg("%s is written anew", string_text(&path));
	}
	place_read(string_text(&path), &expected);
	assert_string_equal(string_text(&seen), string_text(&expected));
	string_free(&path);
	string_free(&seen);
	string_free(&expected);
	script_close(&script);
}

/* In either language the same keys give the same answers, and the interview is complete. */
static void test_answers(void **state)
{
	plays(*state, "en");
	plays(*state, "id");
}

/* The tour teaches numbers as they are spoken, which differ. */
static void test_tour(void **state)
{
	(void)state;
	plays("tour", "id");
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
		{"answers: tour", test_tour, NULL, NULL, NULL},
		{"keys a coded question: batik", test_keys, NULL, NULL, (void *)script_names[0]},
		{"keys a coded question: tofu and tempeh", test_keys, NULL, NULL, (void *)script_names[1]},
		{"keys a coded question: furniture", test_keys, NULL, NULL, (void *)script_names[2]},
	};
	return cmocka_run_group_tests_name("screen/interviews", tests, NULL, NULL);
}
