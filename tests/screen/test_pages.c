/* Every page and dialog as it is seen: pages/NAME.txt holds each in three sizes, and in Indonesian where that differs.
 * TANYA_REWRITE=1 writes the files anew, and fails: they are to be read before they are believed. */
#include <libintl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "place.h"
#include "play.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define CONSENT "1<Enter>"
#define IDENTITY CONSENT "Siti Aminah<Enter>Olak Kemang<Enter>"
#define PRICE IDENTITY "<PgDn>"
#define NUMBERS PRICE "<PgDn>"
#define ASPECTS NUMBERS "<PgDn>"
#define WORKERS ASPECTS "<PgDn>"
#define STORY WORKERS "2"

enum start { AT_INTERVIEW, AT_HOME, AT_EMPTY_HOME };

struct shown {
	const char *name, *keys; /* typed at 80x24; then the window changes its size */
	enum start start;
	void (*event)(struct play *play); /* what comes from outside; NULL: nothing */
	const char *way_out;              /* in the bottom line; NULL: none is owed */
	bool own;                         /* all words are the program's: none may be cut */
};

static void trouble(struct play *play)
{
	screen_trouble(play->screen, "/home/rina/.local/share/tanya: no space left on device", false);
}

static void resumed(struct play *play)
{
	static const struct card card = {
		.id = SPAN_OF("b6"), .title = SPAN_OF("Siti Aminah, Olak Kemang"), .when = SPAN_OF("2026-11-23 17:05"), .answered = 3, .asked = 9};
	screen_interview(play->screen, play->form.interview, false, span_of(gettext("half-typed text is back")), &card);
	play_wait(play, 0);
}

static void read_only(struct play *play)
{
	screen_interview(play->screen, play->form.interview, true, SPAN(""), NULL);
	play_type(play, "<F3><Down><Enter><F8>");
}

static void battery(struct play *play)
{
	screen_clock(play->screen, play->form.now, 9);
}

static const struct shown table[] = {
	{"question", IDENTITY "13", AT_INTERVIEW, NULL, "Esc", false},
	{"question_text", CONSENT "Siti Ami", AT_INTERVIEW, NULL, "Esc", false},
	{"question_refused", PRICE "20000000<Enter>", AT_INTERVIEW, NULL, "Esc", false},
	{"question_both_languages", IDENTITY "<M-v>", AT_INTERVIEW, NULL, "Esc", false},
	{"question_without_consent", "2<Enter><PgUp>", AT_INTERVIEW, NULL, "Esc", false},
	{"long_text", STORY "The first line<Enter>and the second", AT_INTERVIEW, NULL, "Esc", false},
	{"field_list", NUMBERS "7<Enter>6", AT_INTERVIEW, NULL, "Esc", false},
	{"table_list", ASPECTS "2<Down>", AT_INTERVIEW, NULL, "Esc", false},
	{"repeat_empty", WORKERS, AT_INTERVIEW, NULL, "Esc", false},
	{"repeat", WORKERS "1Ani<Enter>1Budi<Enter>", AT_INTERVIEW, NULL, "Esc", false},
	{"repeat_delete", WORKERS "1Ani<Enter><PgUp><M-->", AT_INTERVIEW, NULL, "Esc", false},
	{"repeat_rename", WORKERS "1<M-e>Bu Ani", AT_INTERVIEW, NULL, "Esc", false},
	{"finish", STORY "<Tab>", AT_INTERVIEW, NULL, "Esc", false},
	{"finish_refused", "2<Enter>", AT_INTERVIEW, NULL, "Esc", false},
	{"finish_refused_outcome", "2<Enter><Enter>", AT_INTERVIEW, NULL, "Esc", true},
	{"finish_in_the_way", CONSENT "<PgDn>x<Enter><C-t>suami<Enter>20000000<F10>", AT_INTERVIEW, NULL, "Esc", false},
	{"map", IDENTITY "1<Enter><F3>", AT_INTERVIEW, NULL, "Esc", false},
	{"go_to", IDENTITY "<F6>3", AT_INTERVIEW, NULL, "Esc", false},
	{"menu", IDENTITY "<Esc>", AT_INTERVIEW, NULL, "Esc", true},
	{"help", CONSENT "<F1>", AT_INTERVIEW, NULL, "Esc", false},
	{"remark", IDENTITY "<F4>suami yang urus pembayaran", AT_INTERVIEW, NULL, "Esc", false},
	{"remark_kept", IDENTITY "<F4>suami yang urus pembayaran<Enter>", AT_INTERVIEW, NULL, "Esc", false},
	{"who_answers", IDENTITY "<M-o>suami", AT_INTERVIEW, NULL, "Esc", true},
	{"who_answered", IDENTITY "<C-t>suami<Enter><PgUp>1<Enter>", AT_INTERVIEW, NULL, "Esc", true},
	{"answering", IDENTITY "<M-o>suami<Enter>1<Enter>", AT_INTERVIEW, NULL, "Esc", false},
	{"set_aside", IDENTITY "<C-t>suami", AT_INTERVIEW, NULL, "Esc", false},
	{"soft_check", PRICE "2000000<Enter>", AT_INTERVIEW, NULL, "Esc", false},
	{"soft_check_reason", PRICE "2000000<Enter>3gold leaf", AT_INTERVIEW, NULL, "Esc", false},
	{"which_number", PRICE "2.500<Enter>", AT_INTERVIEW, NULL, "Esc", false},
	{"un_asking", IDENTITY "1<Enter><M-lt>2<Enter>", AT_INTERVIEW, NULL, "Esc", false},
	{"state_over_answer", IDENTITY "<PgUp><F8>", AT_INTERVIEW, NULL, "Esc", false},
	{"leave", IDENTITY "<C-q>", AT_INTERVIEW, NULL, "Esc", false},
	{"outcome", IDENTITY "<C-q>x", AT_INTERVIEW, NULL, "Esc", true},
	{"outcome_reason", IDENTITY "<C-q>x2hujan", AT_INTERVIEW, NULL, "Esc", false},
	{"paused", IDENTITY "<M-p>", AT_INTERVIEW, NULL, NULL, true},
	{"trouble", IDENTITY, AT_INTERVIEW, trouble, NULL, true},
	{"resumed", IDENTITY, AT_INTERVIEW, resumed, "Esc", false},
	{"read_only", IDENTITY, AT_INTERVIEW, read_only, "Esc", false},
	{"battery", IDENTITY, AT_INTERVIEW, battery, "Esc", false},
	{"home", "<Down>", AT_HOME, NULL, "q ", false},
	{"home_name", "nti", AT_HOME, NULL, "Esc", false},
	{"home_cases", "3", AT_HOME, NULL, "Esc", false},
	{"home_fault", "4", AT_HOME, NULL, "Esc", false},
	{"home_help", "h", AT_HOME, NULL, "Esc", true},
	{"home_empty", "", AT_EMPTY_HOME, NULL, "q ", true},
};

static const struct home *home_of(enum start start)
{
	static const struct named_text cases[] = {{SPAN_OF("B01"), SPAN_OF("Siti Aminah, Olak Kemang")}, {SPAN_OF("B02"), SPAN_OF("Rahmawati, Ulu Gedong")}};
	static const struct card cards[] = {
		{.id = SPAN_OF("b6"), .questionnaire = SPAN_OF("batik"), .title = SPAN_OF("Siti Aminah, Olak Kemang"), .status = SPAN_OF("partial"),
			.place = SPAN_OF("3.1 How are the suppliers paid"), .when = SPAN_OF("2026-11-23 17:05"), .answered = 3, .asked = 9},
		{.id = SPAN_OF("c7"), .questionnaire = SPAN_OF("batik"), .status = SPAN_OF("partial"), .when = SPAN_OF("2026-11-24 08:10"), .asked = 9},
		{.id = SPAN_OF("d8"), .questionnaire = SPAN_OF("batik"), .title = SPAN_OF("Siti Rohana"), .status = SPAN_OF("complete"),
			.when = SPAN_OF("2026-11-22 11:40"), .answered = 9, .asked = 9},
	};
	static const struct form_card forms[] = {
		{.path = SPAN_OF("jambi/batik.yaml"), .id = SPAN_OF("batik"), .title = SPAN_OF("Batik artisans"), .cases = cases, .case_count = 2},
		{.path = SPAN_OF("jambi/tofu.yaml"), .fault = SPAN_OF("tofu.yaml:3:1: error[unknown-key]: the key titel is not known")},
	};
	static const struct home full = {cards, 3, 2, forms, 2, SPAN_OF("Rina"), SPAN_OF("/home/rina/.local/share/tanya")};
	static const struct home empty = {NULL, 0, 0, NULL, 0, SPAN_OF("Rina"), SPAN_OF("/home/rina/.local/share/tanya")};
	return start == AT_HOME ? &full : &empty;
}

static const struct {
	int columns, rows;
} sizes[] = {{40, 12}, {80, 24}, {240, 60}};

static void form_text(struct string *out)
{
	struct string path = {0};
	string_format(&path, "%s/tests/screen/pages/form.yaml", getenv("TANYA_SOURCE"));
	place_read(string_text(&path), out);
	string_free(&path);
}

static void begin(struct play *play, const struct shown *shown, const char *language)
{
	struct string yaml = {0};
	form_text(&yaml);
	if (shown->start == AT_INTERVIEW)
		play_open(play, string_text(&yaml), language);
	else
		play_home(play, home_of(shown->start), language);
	play_type(play, shown->keys);
	if (shown->event)
		shown->event(play);
	string_free(&yaml);
}

/* The three sizes in one language; and back at the first one all is as it was. */
static void show(const struct shown *shown, const char *language, struct string *screens)
{
	struct play play;
	struct string before = {0};
	begin(&play, shown, language);
	string_add_text(&before, play_screen(&play));
	for (size_t i = 0; i < COUNT(sizes); i++) {
		play_size(&play, sizes[i].rows, sizes[i].columns);
		string_clear(&screens[i]);
		string_add_text(&screens[i], play_screen(&play));
	}
	play_size(&play, 24, 80);
	assert_string_equal(play_screen(&play), string_text(&before));
	string_free(&before);
	play_close(&play);
}

/* At 40x12 our own words are whole: titles of dialogs, what can be chosen, and the way out in the bottom line. */
static void check_small(const struct shown *shown, const char *screen)
{
	struct span line = {0};
	for (size_t row = 0; *screen; row++) {
		line = (struct span){screen, strcspn(screen, "\n")};
		screen += line.length + (screen[line.length] == '\n');
		bool titled = row > 1 && span_starts(line, SPAN("─"));
		if (titled && !span_ends(line, SPAN("──")))
			fail_msg("%s: the title is cut: %.*s", shown->name, SPAN_ARGUMENTS(line));
		if (shown->own && row > 1 && span_find(line, SPAN("…")) != SIZE_MAX)
			fail_msg("%s: words are cut: %.*s", shown->name, SPAN_ARGUMENTS(line));
	}
	if (shown->way_out && span_find(line, span_of(shown->way_out)) == SIZE_MAX)
		fail_msg("%s: no %s in %.*s", shown->name, shown->way_out, SPAN_ARGUMENTS(line));
}

static void show_all(const struct shown *shown, struct string *out)
{
	struct string english[COUNT(sizes)] = {0}, indonesian[COUNT(sizes)] = {0};
	show(shown, "en", english);
	show(shown, "id", indonesian);
	check_small(shown, string_text(&english[0]));
	check_small(shown, string_text(&indonesian[0]));
	for (size_t i = 0; i < COUNT(sizes); i++) {
		bool same = span_equal(string_span(&english[i]), string_span(&indonesian[i]));
		string_format(out, "== %dx%d %s\n%s", sizes[i].columns, sizes[i].rows, same ? "en id" : "en", string_text(&english[i]));
		if (!same)
			string_format(out, "== %dx%d id\n%s", sizes[i].columns, sizes[i].rows, string_text(&indonesian[i]));
		string_free(&english[i]);
		string_free(&indonesian[i]);
	}
}

/* The first line that differs, under the head of its screen. */
static void tell_difference(const char *name, const char *seen, const char *expected)
{
	const char *head = seen;
	size_t at = 0, line = 0;
	for (; seen[at] && seen[at] == expected[at]; at++) {
		if (seen[at] == '\n') {
			line = at + 1;
			head = strncmp(seen + line, "== ", 3) == 0 ? seen + line : head;
		}
	}
	fail_msg("%s %.*s\nseen     %.*s\nexpected %.*s", name, (int)strcspn(head, "\n"), head, (int)strcspn(seen + line, "\n"), seen + line,
		(int)strcspn(expected + line, "\n"), expected + line);
}

static void test_page(void **state)
{
	const struct shown *shown = *state;
	struct string path = {0}, seen = {0}, expected = {0};
	string_format(&path, "%s/tests/screen/pages/%s.txt", getenv("TANYA_SOURCE"), shown->name);
	show_all(shown, &seen);
	if (getenv("TANYA_REWRITE")) {
		place_write(string_text(&path), string_span(&seen));
		fail_msg("%s is written anew", string_text(&path));
	}
	place_read(string_text(&path), &expected);
	if (strcmp(string_text(&seen), string_text(&expected)) != 0)
		tell_difference(shown->name, string_text(&seen), string_text(&expected));
	string_free(&path);
	string_free(&seen);
	string_free(&expected);
}

int main(void)
{
	struct CMUnitTest tests[COUNT(table)];
	for (size_t i = 0; i < COUNT(table); i++)
		tests[i] = (struct CMUnitTest){.name = table[i].name, .test_func = test_page, .initial_state = (void *)&table[i]};
	return _cmocka_run_group_tests("screen/pages", tests, COUNT(tests), NULL, NULL);
}
