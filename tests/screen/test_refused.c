/* Where nobody agreed, the finish page leads to ending with an outcome, and completes only when told so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "play.h"

static const char form_text[] =
	"tanya: 1\nid: refused\nversion: '1'\ntitle: Refused\n"
	"choices:\n  yn: [{name: y, label: Agreed}, {name: n, label: Declined}]\n"
	"survey:\n"
	"  - {name: consent, type: select_one yn, required: true, states: [refused], label: Consent}\n"
	"  - {name: name, type: text, identifies: true, relevant: \"${consent} = 'y'\", label: Name}\n";

PLAY_FIXTURES(form_text)

static const struct {
	const char *keys, *told, *sees;
} cases[] = {
	{"2<Enter>", "answer consent n\n", "Enter ends it"},
	{"<F8>", "answer consent refused\n", "Enter ends it"},
	{"2<Enter><Enter>", "answer consent n\n", "End it: with which outcome?"},
	{"2<Enter><Enter><Enter>no time<Enter>", "answer consent n\nclose refused no time\n", NULL},
	{"2<F10><F10>", "answer consent n\n", "End it: with which outcome?"},
	{"2<Enter>f", "answer consent n\ncomplete\n", NULL},
	{"1<Enter>Siti<Enter>", "answer consent y\nanswer name Siti\n", "f completes"},
	{"1<Enter>Siti<Enter><Enter>", "answer consent y\nanswer name Siti\n", "f completes the interview"},
	{"<F10>", "", "In the way"},
	{"<F10><Enter>", "", "Consent"},
};

static void test_refused(void **state)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		setup(state);
		play_type(&play, cases[i].keys);
		play_told(&play, cases[i].told);
		if (cases[i].sees)
			play_sees(&play, cases[i].sees);
		teardown(state);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused),
	};
	return cmocka_run_group_tests_name("screen/refused", tests, NULL, NULL);
}
