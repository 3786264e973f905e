/* A file as an answer: the path typed or taken from what lies there, copied by whoever has files, refused in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "play.h"

static const char form[] =
	"tanya: 1\nid: kiln\nversion: '1'\ntitle: Kiln\ndefault_language: en\nlanguages: {en: English, id: Indonesia}\n"
	"survey:\n"
	"  - {name: photo, type: image, label: Photo, constraint: \"not(contains(., '.mp3'))\", constraint_message: No sound here,\n"
	"     check: [{test: \"not(contains(., 'blur'))\", message: Is it sharp?}]}\n"
	"  - {name: sound, type: audio, label: Sound}\n"
	"  - {name: other, type: file, label: Other}\n";

PLAY_FIXTURES(form)

static const struct span outer[] = {SPAN_OF("a.jpg"), SPAN_OF("b/"), SPAN_OF("bb.jpg"), {NULL, 0}};
static const struct span inner[] = {SPAN_OF("x.jpg"), SPAN_OF("y.mp3"), {NULL, 0}};
#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void test_typed(void **state)
{
	(void)state;
	play_sees(&play, "the path of a file; ↓ shows what lies here");
	play_type(&play, "/f/a.jpg<Enter>");
	play_sees(&play, "Sound");
	play_told(&play, "paths /\npaths /f\npaths /f/\npaths /f/a\npaths /f/a.\npaths /f/a.j\npaths /f/a.jp\npaths /f/a.jpg\n"
					 "attach photo /f/a.jpg\nanswer photo photo-1.jpg\n");
	play_type(&play, "<PgUp>");
	play_sees(&play, "photo-1.jpg");
	play_sees(&play, "a copy of /f/a.jpg");
	play_type(&play, "<Enter>"); /* it stands: nothing is copied again */
	play_told(&play, "");
}

static void test_refused(void **state)
{
	(void)state;
	play_type(&play, "gone<Enter>");
	play_sees(&play, "There is no file of this name");
	play_sees(&play, "gone"); /* what was typed stays */
	play_type(&play, ".jpg<Enter>");
	play_sees(&play, "Sound");
	play_type(&play, "b/<Enter>");
	play_sees(&play, "This is a folder");
	string_clear(&play.told);
	play_type(&play, "gone<PgDn>"); /* another move keeps it as a draft */
	play_sees(&play, "Other");
	assert_non_null(strstr(string_text(&play.told), "draft sound"));
	assert_null(strstr(string_text(&play.told), "answer sound"));
	play_type(&play, "<PgUp>");
	play_sees(&play, "b/gone");
}

static void test_constraint_and_check(void **state)
{
	(void)state;
	static const struct span sound[] = {SPAN_OF("a.mp3"), {NULL, 0}};
	play.outer = sound;
	play_type(&play, "a.mp3");
	play_sees(&play, "not an image by its name; it is taken all the same");
	play_type(&play, "<Enter>"); /* the constraint sees the name of the copy */
	play_sees(&play, "No sound here");
	play_type(&play, "<F7>");
	play_sees(&play, "Sound");
}

static void test_list(void **state)
{
	(void)state;
	play.outer = outer;
	play.inner = inner;
	play_type(&play, "<Down>");
	play_sees(&play, "> a.jpg\n    b/\n    bb.jpg");
	play_type(&play, "<Down><Down><Up><Enter>"); /* a folder: what is in it */
	play_sees(&play, "  b/\n  > x.jpg\n    y.mp3");
	play_type(&play, "<Esc>");
	play_sees_not(&play, "x.jpg");
	play_type(&play, "<C-u>b");
	play_sees(&play, "  b\n    b/\n    bb.jpg");
	play_type(&play, "b<Right>"); /* the first is taken, and may be read before Enter */
	play_sees(&play, "  bb.jpg\n");
	play_sees_not(&play, "  b/");
	string_clear(&play.told);
	play_type(&play, "<C-u><Down><Enter>"); /* a file that is pointed at is taken at once */
	play_told(&play, "paths\nattach photo a.jpg\nanswer photo photo-1.jpg\n");
	play_sees(&play, "Sound");
	play_type(&play, "zz");
	play_sees(&play, "no such file lies here");
	play_type(&play, "<Tab>");
	play_sees(&play, "There is no file of this name");
}

/* As a browser or a shell writes a path: nobody looks for what might be added. */
static void test_pasted(void **state)
{
	(void)state;
	static const char *const pasted[] = {"file:///f/a.jpg", "'/f/a.jpg", "\"/f/a.jpg", "/f/my\\ a.jpg"};
	for (size_t i = 0; i < sizeof pasted / sizeof *pasted; i++) {
		struct string keys = {0};
		string_format(&keys, "<C-u><Paste %s>", pasted[i]);
		string_clear(&play.told);
		play_type(&play, string_text(&keys));
		play_told(&play, "");
		play_sees(&play, pasted[i]);
		play_sees_not(&play, "no such file");
		string_free(&keys);
	}
}

/* The least screen, and the other language. */
static void test_small(void **state)
{
	(void)state;
	play.outer = outer;
	play_size(&play, 12, 40);
	play_type(&play, "<F2>");
	play_sees(&play, "letak berkas; ↓ melihat isi folder");
	play_type(&play, "<Down>");
	play_sees(&play, "> a.jpg\n    b/\n    bb.jpg");
	play_type(&play, "<C-u>c.mp3");
	play_sees(&play, "tidak ada berkas seperti itu di sini");
}

static void test_undo(void **state)
{
	(void)state;
	play_type(&play, "a.jpg<Enter><PgUp><C-u>b.jpg<Enter>");
	string_clear(&play.told);
	play_type(&play, "<C-z>");
	assert_non_null(strstr(string_text(&play.told), "undo"));
	struct cell cell = form_cell(&play.form, "photo");
	assert_true(span_is(interview_answer(play.form.interview, cell)->typed, "a.jpg"));
	assert_true(span_is(interview_answer(play.form.interview, cell)->sha256, SHA));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_typed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_constraint_and_check, setup, teardown),
		cmocka_unit_test_setup_teardown(test_list, setup, teardown),
		cmocka_unit_test_setup_teardown(test_pasted, setup, teardown),
		cmocka_unit_test_setup_teardown(test_small, setup, teardown),
		cmocka_unit_test_setup_teardown(test_undo, setup, teardown),
	};
	return cmocka_run_group_tests_name("screen/file", tests, NULL, NULL);
}
