/* Keys that bounce: what is swallowed right after a pick, and what is meant although it comes fast. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "form.h"
#include "keys.h"

static const char yaml[] = "tanya: 1\nid: bounce\nversion: \"1\"\ntitle: Bounce\nquick: true\nchoices:\n"
						   "  yn: [{name: y, label: Yes}, {name: n, label: No}]\nsurvey:\n"
						   "  - {name: first, type: select_one yn, label: First}\n"
						   "  - {name: second, type: select_one yn, label: Second, relevant: \"${first} = 'y'\"}\n"
						   "  - {name: third, type: text, label: Third}\n";

/* Does what the screen wants done; true when a dialog came up. */
static bool press(struct screen *screen, struct form *form, struct key key, int64_t now_ms)
{
	struct intent intent;
	screen_key(screen, key, now_ms);
	while (screen_intent(screen, &intent)) {
		if (intent.kind == INTENT_EVENT)
			form_do(form, intent.event);
		screen_done(screen, &intent, NULL, NULL);
	}
	return screen_surprise(screen);
}

struct bounce {
	const char *why, *keys;
	int64_t at_ms[8];
	const char *first, *second; /* what is then recorded */
	bool dialog;                /* the last key brought one up */
};

static const struct bounce cases[] = {
	{"two picks", "12", {0, 500}, "y", "n", false},
	{"the same pick for two questions, slowly", "11", {0, 60}, "y", "y", false},
	{"a key that repeats is one pick", "11", {0, 59}, "y", "", false},
	{"an Enter meant for the pick goes no further", "1<Enter>2", {0, 299, 300}, "y", "n", false},
	{"what would un-ask is asked about", "12<S-Tab><S-Tab>2", {0, 500, 1000, 1100, 1500}, "y", "n", true},
	{"corrected and picked again at once", "12<S-Tab><S-Tab>2<Esc>2", {0, 500, 1000, 1100, 1500, 1501, 1502}, "y", "n", true},
	{"an Enter meant for the pick answers no dialog", "12<S-Tab><S-Tab>2<Enter>", {0, 500, 1000, 1100, 1500, 1799}, "y", "n", false},
	{"a later one does", "12<S-Tab><S-Tab>2<Enter>", {0, 500, 1000, 1100, 1500, 1800}, "n", "", false},
};

static void test_bounces(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct bounce *bounce = &cases[i];
		struct form form;
		struct screen *screen = screen_new();
		const char *script = bounce->keys;
		struct key key;
		bool dialog = false;
		form_open(&form, yaml, NULL, 0, NULL);
		screen_interview(screen, form.interview, false, SPAN(""), NULL);
		for (size_t k = 0; keys_next(&script, &key); k++)
			dialog = press(screen, &form, key, 10000 + bounce->at_ms[k]);
		struct span first = interview_answer(form.interview, form_cell(&form, "first"))->v;
		struct cell cell = form_cell(&form, "second");
		struct span second = interview_asked(form.interview, cell) ? interview_answer(form.interview, cell)->v : SPAN("");
		if (!span_is(first, bounce->first) || !span_is(second, bounce->second) || dialog != bounce->dialog)
			fail_msg("%s: first %.*s, second %.*s, %s dialog", bounce->why, SPAN_ARGUMENTS(first), SPAN_ARGUMENTS(second),
				dialog ? "a" : "no");
		screen_free(screen);
		form_close(&form);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bounces),
	};
	return cmocka_run_group_tests_name("screen/bounce", tests, NULL, NULL);
}
