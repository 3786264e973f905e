/* Words typed ahead, or into the wrong question, pick nothing; keys that are meant do, however fast. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "play.h"

static const char form_text[] =
	"tanya: 1\nid: stray\nversion: '1'\ntitle: Stray\nquick: true\n"
	"choices:\n"
	"  yn: [{name: y, label: Yes}, {name: n, label: No}]\n"
	"  scores: [{name: '1', label: Bad}, {name: '2', label: Good}, {name: '12', label: Best}]\n"
	"  places: [{name: a1, label: A}, {name: a2, label: B}, {name: a3, label: C}, {name: a4, label: D}, {name: a5, label: E},\n"
	"    {name: a6, label: F}, {name: a7, label: G}, {name: a8, label: H}, {name: a9, label: I}, {name: b1, label: J}, {name: b2, label: K}]\n"
	"survey:\n"
	"  - {name: read, type: acknowledge, label: Read out}\n"
	"  - {name: consent, type: select_one yn, label: Consent}\n"
	"  - {name: place, type: select_one places, label: Place}\n"
	"  - {name: score, type: select_one scores, label: Score}\n"
	"  - {name: many, type: select_multiple yn, label: Many}\n"
	"  - {name: name, type: text, label: Name}\n";

PLAY_FIXTURES(form_text)

#define AHEAD 0 /* before anything is painted */

static const struct stray {
	const char *why, *way, *keys;
	int64_t apart_ms;
	const char *told, *sees;
} cases[] = {
	{"a pick is told at once", "<PgDn>", "1", 150, "answer consent y\n", "Place"},
	{"so is one by Space", "<PgDn>", "<Space>", 150, "answer consent y\n", "Place"},
	{"a name picks nothing", "<PgDn>", "Siti Rohana", 150, "", "press 1–2 or Space"},
	{"nor does its Enter go on", "<PgDn>", "Siti Rohana<Enter>", 150, "", "Consent"},
	{"nor its Backspace back", "<PgDn>", "Sit<BS>", 150, "", "Consent"},
	{"nor an address with a number", "<PgDn>", "Jl. Mawar 1", 150, "", "press 1–2 or Space"},
	{"all at once", "<PgDn>", "Siti Rohana", AHEAD, "", "press 1–2 or Space"},
	{"after a pause keys are meant again", "<PgDn>", "Siti<Wait>1", 150, "answer consent y\n", "Place"},
	{"and so is Space", "<PgDn>", "Siti<Wait><Space>", 150, "answer consent y\n", "Place"},
	{"a slip of one letter costs no digit", "<PgDn>", "q1", 150, "answer consent y\n", "Place"},
	{"a digit that is no choice says so", "<PgDn>", "7", 150, "", "press 1–2 or Space"},
	{"and holds up nothing", "<PgDn>", "72", 150, "answer consent n\n", "Place"},
	{"an arrow is meant", "<PgDn>", "si<Down><Space>", 150, "answer consent n\n", "Place"},
	{"more choices have letters", "<PgDn><PgDn>", "b", 150, "answer place b2\n", "Score"},
	{"which are told", "<PgDn><PgDn>", "z", 150, "", "press 1–9 a–b or Space"},
	{"a letter in a word is none", "<PgDn><PgDn>", "Rab", 150, "", "press 1–9 a–b or Space"},
	{"numbers are typed", "<PgDn><PgDn><PgDn>", "x", 150, "", "type the number before a choice"},
	{"words tick nothing", "<PgDn><PgDn><PgDn><PgDn>", "Siti Rohana", 150, "", "press 1–2 or Space"},
	{"Space ticks", "<PgDn><PgDn><PgDn><PgDn>", "<Space><Enter>", 150, "answer many y\n", "Name"},
	{"a letter typed ahead picks nothing, nor what follows", "<PgDn>", "1b2", AHEAD, "answer consent y\n", "Place"},
	{"digits typed ahead pick", "<PgDn>", "132", AHEAD, "answer consent y\nanswer place a3\nanswer score 2\n", "Many"},
	{"a Space typed ahead picks nothing", "<PgDn>", "1<Space>", AHEAD, "answer consent y\n", "press 1–9 a–b or Space"},
	{"what is pasted picks nothing", "<PgDn>", "<Paste 1>", 150, "", "press 1–2 or Space"},
	{"a box is ticked", "", "x", 150, "answer read OK\n", "Consent"},
	{"by no word", "", "Fox 1", 150, "", "press 1 or Space"},
	{"by nothing typed before it was seen", "1<S-Tab>1<PgDn>", "<S-Tab>1", AHEAD, "", "press 1 or Space"},
};

static void meant(const struct stray *stray)
{
	const char *keys = stray->keys;
	while (*keys) {
		const char *wait = strstr(keys, "<Wait>");
		struct string part = {0};
		string_add(&part, (struct span){keys, wait ? (size_t)(wait - keys) : strlen(keys)});
		if (stray->apart_ms == AHEAD)
			play_ahead(&play, string_text(&part));
		else
			play_burst(&play, string_text(&part), stray->apart_ms);
		keys += part.length + (wait ? strlen("<Wait>") : 0);
		string_free(&part);
		play_wait(&play, wait ? 700 : 0);
	}
}

static void test_strays(void **state)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		setup(state);
		play_type(&play, cases[i].way);
		string_clear(&play.told);
		string_format(&play.typed, "(%s) ", cases[i].why);
		meant(&cases[i]);
		play_told(&play, cases[i].told);
		play_sees(&play, cases[i].sees);
		teardown(state);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strays),
	};
	return cmocka_run_group_tests_name("screen/stray", tests, NULL, NULL);
}
