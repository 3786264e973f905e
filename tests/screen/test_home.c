/* The home screen: which key does what to which line, and in which order the lines stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "play.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void test_keys(void **state)
{
	static const struct card cards[] = {
		{.id = SPAN_OF("b6"), .questionnaire = SPAN_OF("batik"), .status = SPAN_OF("partial")},
		{.id = SPAN_OF("d8"), .questionnaire = SPAN_OF("tofu"), .status = SPAN_OF("complete")},
		{.id = SPAN_OF("e9"), .questionnaire = SPAN_OF("batik"), .status = SPAN_OF("closed")},
	};
	static const struct form_card forms[] = {{.path = SPAN_OF("one.yaml")}, {.path = SPAN_OF("two.yaml")}};
	static const struct home home = {cards, COUNT(cards), 1, forms, COUNT(forms), SPAN_OF("Rina"), SPAN_OF("/data")};
	static const struct {
		const char *keys, *told;
	} cases[] = {
		{"1", "resume b6\n"},
		{"2", "start one.yaml\n"},
		{"3", "start two.yaml\n"},
		{"4", "resume d8\n"},
		{"5", "resume e9\n"},
		{"6", ""},
		{"<Down><Down><Down>s", "show d8\n"},
		{"<PgDn>e", "export batik\n"},
		{"<PgDn><Up>e", "export tofu\n"},
		{"s", "show b6\n"},
		{"<Down>s", "start one.yaml\n"},
		{"nRina<C-u>Siti<Enter>", "enumerator Siti\n"},
		{"q", "quit\n"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct play play;
		play_home(&play, &home, NULL);
		play_sees(&play, "Go on with\n> 1  …b6 · batik ");
		play_sees(&play, "Begin\n  2  ");
		play_sees(&play, "Finished\n  4  …d8 · tofu · complete");
		play_type(&play, cases[i].keys);
		play_told(&play, cases[i].told);
		play_close(&play);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
	};
	return cmocka_run_group_tests_name("screen/home", tests, NULL, NULL);
}
