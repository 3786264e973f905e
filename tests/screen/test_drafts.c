/* What is half-typed when all ends is in the journal within a second, and back on screen afterwards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "play.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char form_text[] =
	"tanya: 1\nid: drafts\nversion: '1'\ntitle: Drafts\n"
	"survey:\n"
	"  - {name: name, type: text, label: Your name}\n"
	"  - name: age\n    type: integer\n    required: true\n    label: Your age\n"
	"    check:\n      - {test: . < 90, message: So old}\n"
	"  - group: pair\n    label: A pair\n    appearance: field-list\n    children:\n"
	"      - {name: one, type: text, label: First}\n"
	"      - {name: two, type: text, label: Second}\n"
	"  - {name: last, type: text, label: The last}\n";

PLAY_FIXTURES(form_text)

/* Keys, then silence for a second, then the end: what was told, what is seen afterwards. */
static const struct {
	const char *keys, *told, *seen[3];
} endings[] = {
	{"Sit", "draft name 0 0 Sit\n", {"Your name", "Sit"}},
	{"<F4>a noisy", "draft remark(name) 0 0 a noisy\n", {"Remark (a quote", "> a noisy"}},
	{"Sit<F4>a", "draft name 0 0 Sit\ndraft remark(name) 0 0 a\n", {"Sit", "Remark (a quote", "> a"}},
	{"<F4>ok<Enter>", "remark name ok\n", {"“ ok"}},
	{"<PgDn>95<Enter>3wi", "draft age 0 0 95\ndraft remark(age) 0 0 wi\n", {"95", "Remark (a quote", "> wi"}},
	{"<PgDn>95<Enter><Esc>", "draft age 0 0 95\n", {"Your age", "95"}},
	{"<PgDn><F4>ok<Enter>95<Enter>3wi", "remark age ok\ndraft age 0 0 95\ndraft remark(age) 2 0 ; wi\n", {"> ok; wi"}},
	{"<PgDn><M-q>x2he", "draft remark(age) 0 0 he\n", {"Your age", "Remark (a quote", "> he"}},
	{"<PgDn><PgDn>a<Enter>b<F4>c", "answer one a\ndraft two 0 0 b\ndraft remark(two) 0 0 c\n", {"First", "b", "> c"}},
};

static void test_what_ends_half_typed(void **state)
{
	for (size_t i = 0; i < COUNT(endings); i++) {
		teardown(state);
		setup(state);
		play_burst(&play, endings[i].keys, 10);
		play_wait(&play, 1000);
		play_told(&play, endings[i].told);
		play_resume(&play, "half-typed text is back");
		play_sees(&play, "half-typed text is back");
		for (size_t j = 0; j < COUNT(endings[i].seen) && endings[i].seen[j]; j++)
			play_sees(&play, endings[i].seen[j]);
	}
}

/* What the panel is done with leaves no draft behind. */
static const struct {
	const char *first, *then, *told; /* a second between */
} done[] = {
	{"<F4>a", "<Esc>", "draft remark(name) 0 0 a\ndraft remark(name) 0 1 \n"},
	{"<F4>abc", "<Enter>", "draft remark(name) 0 0 abc\nremark name abc\n"},
	{"<F4>abc<Esc>", "", ""},
	{"<F4>ok<Enter><F4><BS><BS><BS>", "<Esc>", "remark name ok\ndraft remark(name) 0 2 \ndraft remark(name) 0 0 ok\n"},
	{"<PgDn>95<Enter>3wise", "<Enter>",
		"draft age 0 0 95\ndraft remark(age) 0 0 wise\ndraft remark(age) 0 4 \nanswer age 95\noverride age 95 wise other\n"},
	{"<PgDn>95<Enter>3wise", "<Esc>", "draft age 0 0 95\ndraft remark(age) 0 0 wise\ndraft remark(age) 0 4 \n"},
	{"<M-q>x2home", "<Enter>", "draft remark(name) 0 0 home\ndraft remark(name) 0 4 \nclose broken_off home\n"},
	{"<M-q>x2home", "<Esc>", "draft remark(name) 0 0 home\ndraft remark(name) 0 4 \n"},
};

static void test_what_leaves_no_draft(void **state)
{
	for (size_t i = 0; i < COUNT(done); i++) {
		teardown(state);
		setup(state);
		play_burst(&play, done[i].first, 10);
		play_wait(&play, 1000);
		play_burst(&play, done[i].then, 10);
		play_told(&play, done[i].told);
		for (struct cell cell = CELL_NONE; interview_step_all(play.form.interview, &cell);) {
			struct span text;
			bool pick;
			assert_false(interview_draft(play.form.interview, cell, true, &text, &pick));
		}
		play_resume(&play, "");
		play_sees_not(&play, "Remark (");
	}
}

/* Nothing typed is left in the way of completing, though it was in the journal for a while. */
static void test_typed_and_taken_back(void **state)
{
	(void)state;
	struct points points = {0};
	play_type(&play, "ab");
	play_wait(&play, 1000);
	play_type(&play, "<BS><BS><PgDn>30<PgDn>x<PgDn>");
	interview_points(play.form.interview, &points);
	assert_int_equal(points.in_the_way, 0);
	points_free(&points);
}

static void test_a_flush_takes_the_remark(void **state)
{
	(void)state;
	play_type(&play, "<F4>a");
	screen_flush(play.screen);
	play_wait(&play, 0);
	play_told(&play, "draft remark(name) 0 0 a\n");
}

/* A remark that was not kept stays in sight until it is dealt with; F4 goes on with it. */
static void test_an_unkept_remark_is_marked(void **state)
{
	(void)state;
	play_type(&play, "<F4>loud");
	play_wait(&play, 1000);
	screen_trouble(play.screen, "no room", false);
	play_type(&play, "1");
	play_told(&play, "draft remark(name) 0 0 loud\nretry\n");
	play_sees(&play, "“ loud — typed, not kept");
	play_type(&play, "<F4>er<Enter>");
	play_sees(&play, "“ louder");
	play_sees_not(&play, "not kept");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_what_ends_half_typed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_leaves_no_draft, setup, teardown),
		cmocka_unit_test_setup_teardown(test_typed_and_taken_back, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_flush_takes_the_remark, setup, teardown),
		cmocka_unit_test_setup_teardown(test_an_unkept_remark_is_marked, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
