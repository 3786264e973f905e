/* A recorded answer seen again: in the language's own marks, and read back as the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "play.h"

static const char form_text[] =
	"tanya: 1\nid: again\nversion: '1'\ntitle: {en: Again, id: Lagi}\ndefault_language: en\nlanguages: {en: English, id: Bahasa}\n"
	"choices:\n  kilos: [{name: kg, label: {en: kg, id: kg}, factor: 1}]\n"
	"survey:\n"
	"  - {name: number, type: decimal, label: {en: A number, id: Angka}}\n"
	"  - {name: weight, type: quantity kilos, label: {en: A weight, id: Berat}}\n"
	"  - {name: last, type: text, label: {en: The last, id: Terakhir}}\n";

static const struct {
	const char *language, *typed, *again;
} cases[] = {
	{"en", "12.5", "12.5"}, {"id", "12,5", "12,5"}, {"id", "12.5", "12,5"}, {"id", "1,2340", "1,2340"}, {"en", "0.125", "0.1250"},
	{"id", "-3,25", "-3,25"}, {"id", "2010", "2010"},
};

static void in_its_own_marks(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct play play = {0};
		char keys[64];
		snprintf(keys, sizeof keys, "%s<Enter>%s kg<Enter>", cases[i].typed, cases[i].typed);
		play_open(&play, form_text, cases[i].language);
		play_type(&play, keys);
		play_type(&play, "<S-Tab>");
		play_sees(&play, cases[i].again);
		play_type(&play, "<S-Tab>");
		play_sees(&play, cases[i].again);
		string_clear(&play.told);
		play_type(&play, "<Enter><Enter>");
		play_told(&play, ""); /* nothing is asked or recorded anew */
		play_close(&play);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(in_its_own_marks)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
