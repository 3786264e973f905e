/* Every page and dialog as it is seen: pages/NAME.txt. */
#include <libintl.h>
#include <stddef.h>

#include "pages.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define CONSENT "1<Enter>"
#define IDENTITY CONSENT "Siti Aminah<Enter>Olak Kemang<Enter>"
#define PRICE IDENTITY "<PgDn>"
#define NUMBERS PRICE "<PgDn>"
#define ASPECTS NUMBERS "<PgDn>"
#define WORKERS ASPECTS "<PgDn>"
#define STORY WORKERS "2"

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

static void at_home(struct play *play, const char *language)
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
	play_home(play, &full, language);
}

static void at_empty_home(struct play *play, const char *language)
{
	static const struct home empty = {NULL, 0, 0, NULL, 0, SPAN_OF("Rina"), SPAN_OF("/home/rina/.local/share/tanya")};
	play_home(play, &empty, language);
}

static const struct shown table[] = {
	{"question", IDENTITY "13", NULL, NULL, "Esc", false},
	{"question_text", CONSENT "Siti Ami", NULL, NULL, "Esc", false},
	{"question_refused", PRICE "20000000<Enter>", NULL, NULL, "Esc", false},
	{"question_both_languages", IDENTITY "<M-v>", NULL, NULL, "Esc", false},
	{"question_without_consent", "2<Enter><PgUp>", NULL, NULL, "Esc", false},
	{"long_text", STORY "The first line<Enter>and the second", NULL, NULL, "Esc", false},
	{"field_list", NUMBERS "7<Enter>6", NULL, NULL, "Esc", false},
	{"table_list", ASPECTS "2<Down>", NULL, NULL, "Esc", false},
	{"repeat_empty", WORKERS, NULL, NULL, "Esc", false},
	{"repeat", WORKERS "1Ani<Enter>1Budi<Enter>", NULL, NULL, "Esc", false},
	{"repeat_delete", WORKERS "1Ani<Enter><PgUp><M-->", NULL, NULL, "Esc", false},
	{"repeat_rename", WORKERS "1<M-e>Bu Ani", NULL, NULL, "Esc", false},
	{"finish", STORY "<Tab>", NULL, NULL, "Esc", false},
	{"finish_refused", "2<Enter>", NULL, NULL, "Esc", false},
	{"finish_refused_outcome", "2<Enter><Enter>", NULL, NULL, "Esc", true},
	{"finish_in_the_way", CONSENT "<PgDn>x<Enter><C-t>suami<Enter>20000000<F10>", NULL, NULL, "Esc", false},
	{"map", IDENTITY "1<Enter><F3>", NULL, NULL, "Esc", false},
	{"go_to", IDENTITY "<F6>3", NULL, NULL, "Esc", false},
	{"menu", IDENTITY "<Esc>", NULL, NULL, "Esc", true},
	{"help", CONSENT "<F1>", NULL, NULL, "Esc", false},
	{"remark", IDENTITY "<F4>suami yang urus pembayaran", NULL, NULL, "Esc", false},
	{"remark_kept", IDENTITY "<F4>suami yang urus pembayaran<Enter>", NULL, NULL, "Esc", false},
	{"who_answers", IDENTITY "<M-o>suami", NULL, NULL, "Esc", true},
	{"who_answered", IDENTITY "<C-t>suami<Enter><PgUp>1<Enter>", NULL, NULL, "Esc", true},
	{"answering", IDENTITY "<M-o>suami<Enter>1<Enter>", NULL, NULL, "Esc", false},
	{"set_aside", IDENTITY "<C-t>suami", NULL, NULL, "Esc", false},
	{"soft_check", PRICE "2000000<Enter>", NULL, NULL, "Esc", false},
	{"soft_check_reason", PRICE "2000000<Enter>3gold leaf", NULL, NULL, "Esc", false},
	{"which_number", PRICE "2.500<Enter>", NULL, NULL, "Esc", false},
	{"un_asking", IDENTITY "1<Enter><M-lt>2<Enter>", NULL, NULL, "Esc", false},
	{"state_over_answer", IDENTITY "<PgUp><F8>", NULL, NULL, "Esc", false},
	{"leave", IDENTITY "<C-q>", NULL, NULL, "Esc", false},
	{"outcome", IDENTITY "<C-q>x", NULL, NULL, "Esc", true},
	{"outcome_reason", IDENTITY "<C-q>x2hujan", NULL, NULL, "Esc", false},
	{"paused", IDENTITY "<M-p>", NULL, NULL, NULL, true},
	{"trouble", IDENTITY, NULL, trouble, NULL, true},
	{"resumed", IDENTITY, NULL, resumed, "Esc", false},
	{"read_only", IDENTITY, NULL, read_only, "Esc", false},
	{"battery", IDENTITY, NULL, battery, "Esc", false},
	{"home", "<Down>", at_home, NULL, "q ", false},
	{"home_name", "nti", at_home, NULL, "Esc", false},
	{"home_cases", "3", at_home, NULL, "Esc", false},
	{"home_fault", "4", at_home, NULL, "Esc", false},
	{"home_help", "h", at_home, NULL, "Esc", true},
	{"home_empty", "", at_empty_home, NULL, "q ", true},
};

int main(void)
{
	return pages_run(&(struct album){"screen/pages", "tests/screen/pages", table, COUNT(table), false});
}
