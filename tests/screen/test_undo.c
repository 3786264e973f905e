/* Undo and redo on screen: what is typed goes first, then one event a key, and one sees where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "play.h"

static const char form_text[] =
	"tanya: 1\nid: undo\nversion: '1'\ntitle: Undo\nquick: true\n"
	"choices:\n  sex: [{name: f, label: Female}, {name: m, label: Male}]\n"
	"survey:\n"
	"  - {name: name, type: text, label: Your name}\n"
	"  - {name: sex, type: select_one sex, label: Your sex}\n"
	"  - {name: age, type: integer, label: Your age}\n"
	"  - {name: note, type: text, label: Your note}\n"
	"  - {repeat: people, label: People, children: [{name: who, type: text, label: Who}]}\n";

static struct play play;

static int setup(void **state)
{
	(void)state;
	play_open(&play, form_text, NULL);
	play_type(&play, "Siti<Enter>1");
	play_sees(&play, "Your age");
	string_clear(&play.told);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	play_close(&play);
	return 0;
}

/* Seen by a stranger: the pick stayed on screen, and moving on recorded it anew. */
static void on_the_question_itself(void **state)
{
	(void)state;
	play_type(&play, "<S-Tab>");
	play_sees(&play, "(x) Female");
	play_type(&play, "<C-z>");
	play_sees_not(&play, "(x)");
	play_sees(&play, "Undone: answer to 2  Your sex");
	string_clear(&play.told);
	play_type(&play, "<PgUp>");
	play_told(&play, "");
	play_type(&play, "<C-y>");
	play_sees(&play, "(x) Female");
	play_sees(&play, "Redone: answer to 2  Your sex");
}

static void goes_to_what_it_undoes(void **state)
{
	(void)state;
	play_type(&play, "<C-z>");
	play_sees(&play, "Your sex");
	play_sees_not(&play, "(x)");
	play_type(&play, "<C-z>");
	play_sees(&play, "Your name");
	play_sees_not(&play, "Siti");
	play_type(&play, "<C-z>");
	play_sees(&play, "There is nothing to undo");
}

static void typing_goes_first(void **state)
{
	(void)state;
	play_type(&play, "5x<C-z>");
	play_sees(&play, "Your age");
	play_sees_not(&play, "5x");
	play_type(&play, "<S-Tab>");
	play_sees(&play, "(x) Female");
}

static void a_drafted_text_goes_from_the_journal_too(void **state)
{
	struct span text;
	bool pick;
	struct cell age = {2, 0};
	(void)state;
	play_type(&play, "5x");
	play_wait(&play, 1000);
	assert_true(interview_draft(play.form.interview, age, false, &text, &pick));
	play_type(&play, "<C-z>");
	assert_false(interview_draft(play.form.interview, age, false, &text, &pick));
}

/* Each deed, as undo names it and as redo does. */
static void says_what_it_undoes(void **state)
{
	static const struct {
		const char *deed, *undone, *redone;
	} deeds[] = {
		{"5<Enter>", "Undone: answer to 3  Your age", "Redone: answer to 3  Your age"},
		{"<F7>", "Undone: “don't know” at 3  Your age", "Redone: “don't know” at 3  Your age"},
		{"<F8>", "Undone: “refused” at 3  Your age", "Redone: “refused” at 3  Your age"},
		{"5<Enter><PgUp><BS><Enter>", "Undone: answer taken away from 3  Your age", "Redone: answer taken away from 3  Your age"},
		{"<F4>loud<Enter>", "Undone: remark on 3  Your age", "Redone: remark on 3  Your age"},
		{"<C-t>later<Enter>", "Undone: set aside: 3  Your age", "Redone: set aside: 3  Your age"},
		{"<PgDn><PgDn>1", "Undone: row added to 5  People", "Redone: row added to 5  People"},
		{"<PgDn><PgDn>1Ani<Enter><PgUp><M-->y", "Undone: row deleted from 5  People", "Redone: row deleted from 5  People"},
		{"<PgDn><PgDn>1<M-e>Bu Ani<Enter>", "Undone: row renamed in 5  People", "Redone: row renamed in 5  People"},
	};
	for (size_t i = 0; i < sizeof deeds / sizeof *deeds; i++) {
		teardown(state);
		setup(state);
		play_type(&play, deeds[i].deed);
		play_type(&play, "<C-z>");
		play_sees(&play, deeds[i].undone);
		play_type(&play, "<C-y>");
		play_sees(&play, deeds[i].redone);
	}
}

static void redo_needs_something_undone(void **state)
{
	(void)state;
	play_type(&play, "<C-y>");
	play_sees(&play, "There is nothing to redo");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(on_the_question_itself, setup, teardown),
		cmocka_unit_test_setup_teardown(goes_to_what_it_undoes, setup, teardown),
		cmocka_unit_test_setup_teardown(typing_goes_first, setup, teardown),
		cmocka_unit_test_setup_teardown(a_drafted_text_goes_from_the_journal_too, setup, teardown),
		cmocka_unit_test_setup_teardown(says_what_it_undoes, setup, teardown),
		cmocka_unit_test_setup_teardown(redo_needs_something_undone, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
