/* Grids (table-list): what a person sees at several sizes, and what keys do in them. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "play.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define HEADER \
	"tanya: 1\nid: views\nversion: '1'\ntitle: Views\n" \
	"default_language: id\nlanguages: {id: Bahasa Indonesia, en: English}\nchoices:\n"
#define DEGREE \
	"  degree:\n" \
	"    - {name: no, label: {id: Tidak, en: No}}\n" \
	"    - {name: little, label: {id: Kurang, en: Little}}\n" \
	"    - {name: fair, label: {id: Cukup, en: Fairly}}\n" \
	"    - {name: very, label: {id: Sangat, en: Very}}\n"

/* As the five aspects of the batik questionnaire are. */
#define EQUALITY \
	HEADER DEGREE \
	"survey:\n" \
	"  - {name: before, type: text, label: Before}\n" \
	"  - group: equality\n" \
	"    label: {id: 'Kesetaraan: seberapa benar bagi Ibu/Bapak?', en: 'Equality: how true is it for you?'}\n" \
	"    appearance: table-list\n" \
	"    children:\n" \
	"      - name: talk\n" \
	"        type: select_one degree\n" \
	"        label: {id: Keputusan dimusyawarahkan, en: Decisions are talked over}\n" \
	"      - name: pay\n" \
	"        type: select_one degree\n" \
	"        label: {id: Cara bayar disepakati bersama, en: Payment terms are agreed}\n" \
	"        required: true\n" \
	"        constraint: . != 'no' or ${talk} != 'no'\n" \
	"        constraint_message: Not both no\n" \
	"      - name: price\n" \
	"        type: select_one degree\n" \
	"        label: {id: Ikut menentukan harga, en: We have a say in prices}\n" \
	"        states: [not_applicable]\n" \
	"        check: [{test: . != 'very', message: Is it really}]\n" \
	"  - {name: after, type: text, label: After}\n"

static const char equality[] = EQUALITY;
static const char quick_equality[] = "quick: true\n" EQUALITY;

/* Choices whose labels do not fit over columns on a small screen; a hint; members that are no rows. */
static const char mixed[] =
	HEADER DEGREE
	"  change:\n"
	"    - {name: fell, label: {id: Turun, en: Fell}}\n"
	"    - {name: same, label: {id: Tetap, en: Same}}\n"
	"    - {name: little, label: {id: Naik sedikit, en: Rose a little}}\n"
	"    - {name: much, label: {id: Naik banyak sekali, en: Rose a lot}}\n"
	"survey:\n"
	"  - group: benefit\n"
	"    label: {id: Sejak bekerja sama, en: Since working together}\n"
	"    appearance: table-list\n"
	"    children:\n"
	"      - {name: read, type: note, label: Bacakan tiap baris}\n"
	"      - {name: income, type: select_one change, label: {id: Pendapatan, en: Income}, hint: Setahun}\n"
	"      - {name: skills, type: select_multiple change, label: {id: Keterampilan, en: Skills}}\n"
	"      - {name: why, type: text, label: Mengapa?}\n"
	"      - {name: capital, type: select_one change, label: {id: Modal usaha, en: Working capital}}\n"
	"      - {name: trust, type: select_one degree, label: {id: Percaya, en: Trust}}\n";

/* Wide characters, and labels that wrap. */
static const char wide[] =
	HEADER
	"  agree:\n"
	"    - {name: yes, label: 非常同意}\n"
	"    - {name: some, label: 同意}\n"
	"    - {name: no, label: 不同意}\n"
	"survey:\n"
	"  - group: views\n"
	"    label: 你对以下说法的看法如何\n"
	"    appearance: table-list\n"
	"    children:\n"
	"      - {name: talk, type: select_one agree, label: 我们共同讨论决定}\n"
	"      - {name: pay, type: select_one agree, label: 我们一起商定付款方式并且大家都同意这样做没有任何异议}\n";

/* Eleven points, typed as they are named. */
#define POINT(name, label) "    - {name: '" name "', label: " label "}\n"
static const char points[] =
	HEADER
	"  scale:\n"
	POINT("0", "sama sekali tidak") POINT("1", "'1'") POINT("2", "'2'") POINT("3", "'3'") POINT("4", "'4'")
	POINT("5", "tengah") POINT("6", "'6'") POINT("7", "'7'") POINT("8", "'8'") POINT("9", "'9'") POINT("10", "sepenuhnya")
	"survey:\n"
	"  - group: views\n"
	"    label: Seberapa puas?\n"
	"    appearance: table-list\n"
	"    children:\n"
	"      - {name: price, type: select_one scale, label: Harga}\n"
	"      - {name: speed, type: select_one scale, label: Kecepatan kiriman}\n";

/* Twelve rows. */
#define ROW(n) "      - {name: row" n ", type: select_one degree, label: Pernyataan ke-" n "}\n"
static const char twelve[] =
	HEADER DEGREE
	"survey:\n"
	"  - group: views\n"
	"    label: Dua belas pernyataan\n"
	"    appearance: table-list\n"
	"    children:\n"
	ROW("1") ROW("2") ROW("3") ROW("4") ROW("5") ROW("6") ROW("7") ROW("8") ROW("9") ROW("10") ROW("11") ROW("12");

/* ---- what is seen ---- */

struct view {
	const char *form, *keys;
	int rows, columns;
	const char *body;
};

/* Between the rule and the bottom line, empty rows at the end left out. */
static struct span body_of(struct play *play)
{
	struct span text = span_of(play_screen(play));
	for (int i = 0; i < 2; i++)
		text = span_sub(text, span_find(text, SPAN("\n")) + 1, SIZE_MAX);
	for (text.length--; text.length && text.data[text.length - 1] != '\n'; text.length--)
		;
	while (span_ends(text, SPAN("\n\n")))
		text.length--;
	return text;
}

static bool has(struct play *play, const char *part)
{
	return strstr(play_screen(play), part) != NULL;
}

static void open_form(struct play *play, const char *form, int rows, int columns)
{
	play_open(play, form, NULL);
	play_size(play, rows, columns);
}

static void see(const struct view *views, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct play play;
		open_form(&play, views[i].form, views[i].rows, views[i].columns);
		play_type(&play, views[i].keys);
		struct span body = body_of(&play);
		if (!span_is(body, views[i].body))
			fail_msg("%s at %dx%d\n%.*s", views[i].keys, views[i].columns, views[i].rows, SPAN_ARGUMENTS(body));
		play_close(&play);
	}
}

/* Labels over the columns where they fit, else in a legend above. */
static void test_sizes(void **state)
{
	(void)state;
	static const struct view views[] = {
		{equality, "<Enter>2<Down>", 24, 80,
			" 2  Kesetaraan: seberapa benar bagi Ibu/Bapak?\n"
			"                                        1       2       3       4\n"
			"                                      Tidak  Kurang   Cukup  Sangat\n"
			"  2.1  Keputusan dimusyawarahkan       ( )     (x)     ( )     ( )\n"
			"  2.2  Cara bayar disepakati bersama   ( )     ( )     ( )     ( )\n"
			"> 2.3  Ikut menentukan harga          >( )     ( )     ( )     ( )\n"},
		{equality, "<Enter>2<Down>", 60, 240,
			" 2  Kesetaraan: seberapa benar bagi Ibu/Bapak?\n"
			"                                        1       2       3       4\n"
			"                                      Tidak  Kurang   Cukup  Sangat\n"
			"  2.1  Keputusan dimusyawarahkan       ( )     (x)     ( )     ( )\n"
			"  2.2  Cara bayar disepakati bersama   ( )     ( )     ( )     ( )\n"
			"> 2.3  Ikut menentukan harga          >( )     ( )     ( )     ( )\n"},
		{equality, "<Enter>2", 12, 40,
			" 2  Kesetaraan: seberapa benar bagi\n"
			"    Ibu/Bapak?\n"
			"  1 Tidak  2 Kurang  3 Cukup  4 Sangat\n"
			"                         1   2   3   4\n"
			"  2.1  Keputusan        ( ) (x) ( ) ( )\n"
			"       dimusyawarahkan\n"
			"> 2.2  Cara bayar      >( ) ( ) ( ) ( )\n"
			"       disepakati\n"
			"       bersama                         ↓\n"},
		{equality, "<Enter>2<Down>", 12, 40,
			" 2  Kesetaraan: seberapa benar bagi\n"
			"    Ibu/Bapak?\n"
			"  1 Tidak  2 Kurang  3 Cukup  4 Sangat ↑\n"
			"                         1   2   3   4\n"
			"  2.2  Cara bayar       ( ) ( ) ( ) ( )\n"
			"       disepakati\n"
			"       bersama\n"
			"> 2.3  Ikut menentukan >( ) ( ) ( ) ( )\n"
			"       harga\n"},
		{equality, "<Enter>2<Down>3", 8, 30,
			" 2  Kesetaraan: seberapa … F1\n"
			"  1 Tidak  2 Kurang  3 C … F1↑\n"
			"                      1 2 3 4\n"
			"> 2.3  Ikut           · ·>x ·\n"
			"       menentuk … F1\n"},
	};
	see(views, COUNT(views));
}

static void test_notes_and_text_between_rows(void **state)
{
	(void)state;
	static const struct view views[] = {
		{mixed, "<Enter>312", 24, 80,
			" 1  Sejak bekerja sama\n"
			" 1.1  Bacakan tiap baris\n"
			"\n"
			"                        1        2        3        4\n"
			"                      Turun    Tetap    Naik     Naik\n"
			"                                       sedikit  banyak\n"
			"                                                sekali\n"
			"  1.2  Pendapatan      ( )      ( )      (x)      ( )\n"
			"       Setahun\n"
			"> 1.3  Keterampilan    [x]     >[x]      [ ]      [ ]\n"
			"\n"
			" 1.4  Mengapa?\n"
			"\n"
			"\n"
			"                        1        2        3        4\n"
			"                      Turun    Tetap    Naik     Naik\n"
			"                                       sedikit  banyak\n"
			"                                                sekali\n"
			"  1.5  Modal usaha     ( )      ( )      ( )      ( )\n"
			"\n"
			" 1.6  Percaya                                                                  ↓\n"},
		{mixed, "<Enter>3", 12, 40,
			" 1  Sejak bekerja sama\n"
			" 1.1  Bacakan tiap baris\n"
			"\n"
			"  1 Turun  2 Tetap  3 Naik sedikit\n"
			"  4 Naik banyak sekali\n"
			"                      1   2   3   4\n"
			"  1.2  Pendapatan    ( ) ( ) (x) ( )\n"
			"       Setahun\n"
			"> 1.3  Keterampilan >[ ] [ ] [ ] [ ]   ↓\n"},
		{mixed, "<Enter>3<Enter>rejeki<Enter>", 12, 40,
			" 1  Sejak bekerja sama\n"
			" 1.4  Mengapa?                         ↑\n"
			"  rejeki\n"
			"\n"
			"  1 Turun  2 Tetap  3 Naik sedikit\n"
			"  4 Naik banyak sekali\n"
			"                      1   2   3   4\n"
			"> 1.5  Modal usaha  >( ) ( ) ( ) ( )\n"
			"                                       ↓\n"},
		{mixed, "<Enter>3", 60, 240,
			" 1  Sejak bekerja sama\n"
			" 1.1  Bacakan tiap baris\n"
			"\n"
			"                             1                   2                   3                   4\n"
			"                           Turun               Tetap           Naik sedikit     Naik banyak sekali\n"
			"  1.2  Pendapatan           ( )                 ( )                 (x)                 ( )\n"
			"       Setahun\n"
			"> 1.3  Keterampilan        >[ ]                 [ ]                 [ ]                 [ ]\n"
			"\n"
			" 1.4  Mengapa?\n"
			"\n"
			"\n"
			"                             1                   2                   3                   4\n"
			"                           Turun               Tetap           Naik sedikit     Naik banyak sekali\n"
			"  1.5  Modal usaha          ( )                 ( )                 ( )                 ( )\n"
			"\n"
			" 1.6  Percaya\n"
			"  > 1 ( ) Tidak\n"
			"    2 ( ) Kurang\n"
			"    3 ( ) Cukup\n"
			"    4 ( ) Sangat\n"},
	};
	see(views, COUNT(views));
}

static void test_wide_characters(void **state)
{
	(void)state;
	static const struct view views[] = {
		{wide, "2", 24, 80,
			" 1  你对以下说法的看法如何\n"
			"                                                     1         2         3\n"
			"                                                 非常同意    同意     不同意\n"
			"  1.1  我们共同讨论决定                             ( )       (x)       ( )\n"
			"> 1.2  我们一起商定付款方式并且大家都同意这样做    >( )       ( )       ( )\n"
			"       没有任何异议\n"},
		{wide, "2", 12, 40,
			" 1  你对以下说法的看法如何\n"
			"  1 非常同意  2 同意  3 不同意\n"
			"                             1   2   3\n"
			"  1.1  我们共同讨论决定     ( ) (x) ( )\n"
			"> 1.2  我们一起商定付款方  >( ) ( ) ( )\n"
			"       式并且大家都同意这\n"
			"       样做没有任何异议\n"},
		{wide, "2", 60, 240,
			" 1  你对以下说法的看法如何\n"
			"                                                                1         2         3\n"
			"                                                            非常同意    同意     不同意\n"
			"  1.1  我们共同讨论决定                                        ( )       (x)       ( )\n"
			"> 1.2  我们一起商定付款方式并且大家都同意这样做没有任何异议   >( )       ( )       ( )\n"},
	};
	see(views, COUNT(views));
}

/* Names that are whole numbers head the columns; a label that says no more is left out. 1 waits, since 10 begins so. */
static void test_points_of_a_scale(void **state)
{
	(void)state;
	static const struct view views[] = {
		{points, "91", 24, 80,
			" 1  Seberapa puas?\n"
			"  0 sama sekali tidak  5 tengah  10 sepenuhnya\n"
			"                           0   1   2   3   4   5   6   7   8   9  10\n"
			"  1.1  Harga              ( ) ( ) ( ) ( ) ( ) ( ) ( ) ( ) ( ) (x) ( )\n"
			"> 1.2  Kecepatan kiriman  ( )>( ) ( ) ( ) ( ) ( ) ( ) ( ) ( ) ( ) ( )\n"
			"  1\n"},
		{points, "10", 24, 80,
			" 1  Seberapa puas?\n"
			"  0 sama sekali tidak  5 tengah  10 sepenuhnya\n"
			"                           0   1   2   3   4   5   6   7   8   9  10\n"
			"  1.1  Harga              ( ) ( ) ( ) ( ) ( ) ( ) ( ) ( ) ( ) ( ) (x)\n"
			"> 1.2  Kecepatan kiriman >( ) ( ) ( ) ( ) ( ) ( ) ( ) ( ) ( ) ( ) ( )\n"},
		/* eleven columns have no room beside labels: a row shows its pick */
		{points, "10", 12, 40,
			" 1  Seberapa puas?\n"
			"  0 sama sekali tidak  5 tengah\n"
			"  10 sepenuhnya\n"
			"  1.1  Harga             sepenuhnya\n"
			"> 1.2  Kecepatan kiriman\n"},
		{points, "10", 60, 240,
			" 1  Seberapa puas?\n"
			"                               0            1            2            3            4            5"
			"            6            7            8            9           10\n"
			"                          sama sekali                                                        tengah"
			"                                                         sepenuhnya\n"
			"                             tidak\n"
			"  1.1  Harga                  ( )          ( )          ( )          ( )          ( )          ( )"
			"          ( )          ( )          ( )          ( )          (x)\n"
			"> 1.2  Kecepatan kiriman     >( )          ( )          ( )          ( )          ( )          ( )"
			"          ( )          ( )          ( )          ( )          ( )\n"},
	};
	see(views, COUNT(views));
}

/* The heads stay while the rows go up. */
static void test_twelve_rows_scroll(void **state)
{
	(void)state;
	static const struct view views[] = {
		{twelve, "12341234", 12, 40,
			" 1  Dua belas pernyataan\n"
			"  1 Tidak  2 Kurang  3 Cukup  4 Sangat ↑\n"
			"                         1   2   3   4\n"
			"  1.4  Pernyataan ke-4  ( ) ( ) ( ) (x)\n"
			"  1.5  Pernyataan ke-5  (x) ( ) ( ) ( )\n"
			"  1.6  Pernyataan ke-6  ( ) (x) ( ) ( )\n"
			"  1.7  Pernyataan ke-7  ( ) ( ) (x) ( )\n"
			"  1.8  Pernyataan ke-8  ( ) ( ) ( ) (x)\n"
			"> 1.9  Pernyataan ke-9 >( ) ( ) ( ) ( )↓\n"},
		{twelve, "12341234<Up><Up><Up><Up><Up><Up><Up>", 12, 40,
			" 1  Dua belas pernyataan\n"
			"  1 Tidak  2 Kurang  3 Cukup  4 Sangat ↑\n"
			"                         1   2   3   4\n"
			"> 1.2  Pernyataan ke-2  ( )>(x) ( ) ( )\n"
			"  1.3  Pernyataan ke-3  ( ) ( ) (x) ( )\n"
			"  1.4  Pernyataan ke-4  ( ) ( ) ( ) (x)\n"
			"  1.5  Pernyataan ke-5  (x) ( ) ( ) ( )\n"
			"  1.6  Pernyataan ke-6  ( ) (x) ( ) ( )\n"
			"  1.7  Pernyataan ke-7  ( ) ( ) (x) ( )↓\n"},
		{twelve, "1234", 24, 80,
			" 1  Dua belas pernyataan\n"
			"                            1       2       3       4\n"
			"                          Tidak  Kurang   Cukup  Sangat\n"
			"  1.1  Pernyataan ke-1     (x)     ( )     ( )     ( )\n"
			"  1.2  Pernyataan ke-2     ( )     (x)     ( )     ( )\n"
			"  1.3  Pernyataan ke-3     ( )     ( )     (x)     ( )\n"
			"  1.4  Pernyataan ke-4     ( )     ( )     ( )     (x)\n"
			"> 1.5  Pernyataan ke-5    >( )     ( )     ( )     ( )\n"
			"  1.6  Pernyataan ke-6     ( )     ( )     ( )     ( )\n"
			"  1.7  Pernyataan ke-7     ( )     ( )     ( )     ( )\n"
			"  1.8  Pernyataan ke-8     ( )     ( )     ( )     ( )\n"
			"  1.9  Pernyataan ke-9     ( )     ( )     ( )     ( )\n"
			"  1.10  Pernyataan ke-10   ( )     ( )     ( )     ( )\n"
			"  1.11  Pernyataan ke-11   ( )     ( )     ( )     ( )\n"
			"  1.12  Pernyataan ke-12   ( )     ( )     ( )     ( )\n"},
	};
	see(views, COUNT(views));
}

static void test_languages(void **state)
{
	(void)state;
	static const struct view views[] = {
		{equality, "<Enter><F2>3", 24, 80,
			" 2  Equality: how true is it for you?\n"
			"                                    1       2       3       4\n"
			"                                   No    Little  Fairly   Very\n"
			"  2.1  Decisions are talked over   ( )     ( )     (x)     ( )\n"
			"> 2.2  Payment terms are agreed   >( )     ( )     ( )     ( )\n"
			"  2.3  We have a say in prices     ( )     ( )     ( )     ( )\n"},
		{equality, "<Enter><Esc>v3", 24, 80,
			" 2  Kesetaraan: seberapa benar bagi Ibu/Bapak?\n"
			"    Equality: how true is it for you?\n"
			"  1 No  2 Little  3 Fairly  4 Very\n"
			"                                        1       2       3       4\n"
			"                                      Tidak  Kurang   Cukup  Sangat\n"
			"  2.1  Keputusan dimusyawarahkan       ( )     ( )     (x)     ( )\n"
			"       Decisions are talked over\n"
			"> 2.2  Cara bayar disepakati bersama  >( )     ( )     ( )     ( )\n"
			"       Payment terms are agreed\n"
			"  2.3  Ikut menentukan harga           ( )     ( )     ( )     ( )\n"
			"       We have a say in prices\n"},
		{equality, "<Enter><Esc>v3", 12, 40,
			" 2  Kesetaraan: seberapa benar bagi\n"
			"    Ibu/Bapak?\n"
			"    Equality: how true is it for you?\n"
			"  1 Tidak  2 Kurang  3 Cukup  4 Sangat ↑\n"
			"  1 No  2 Little  3 Fairly  4 Very\n"
			"                         1   2   3   4\n"
			"> 2.2  Cara bayar      >( ) ( ) ( ) ( )\n"
			"       disepakati\n"
			"       bersama    … F1                 ↓\n"},
	};
	see(views, COUNT(views));
}

/* ---- why Enter stays, states, remarks: in the row ---- */

#define HEADS \
	" 2  Kesetaraan: seberapa benar bagi Ibu/Bapak?\n" \
	"                                        1       2       3       4\n" \
	"                                      Tidak  Kurang   Cukup  Sangat\n"

static void test_why_in_place(void **state)
{
	(void)state;
	static const struct view views[] = {
		{equality, "<Enter>1<Enter>", 24, 80,
			HEADS
			"  2.1  Keputusan dimusyawarahkan       (x)     ( )     ( )     ( )\n"
			"> 2.2  Cara bayar disepakati bersama  >( )     ( )     ( )     ( )\n"
			" Pertanyaan ini harus dijawab  F7 tidak tahu  F8 menolak menjawab\n"
			"  2.3  Ikut menentukan harga           ( )     ( )     ( )     ( )\n"},
		{equality, "<Enter>11", 24, 80,
			HEADS
			"  2.1  Keputusan dimusyawarahkan       (x)     ( )     ( )     ( )\n"
			"> 2.2  Cara bayar disepakati bersama  >(x)     ( )     ( )     ( )\n"
			" Not both no\n"
			"  2.3  Ikut menentukan harga           ( )     ( )     ( )     ( )\n"},
		{equality, "<Enter>12<F7>", 24, 80,
			HEADS
			"  2.1  Keputusan dimusyawarahkan       (x)     ( )     ( )     ( )\n"
			"  2.2  Cara bayar disepakati bersama   ( )     (x)     ( )     ( )\n"
			"> 2.3  Ikut menentukan harga          >( )     ( )     ( )     ( )\n"
			" Tidak boleh untuk pertanyaan ini  F9 tidak berlaku\n"},
		{equality, "<Enter>12<Up><F7>", 24, 80,
			HEADS
			"  2.1  Keputusan dimusyawarahkan       (x)     ( )     ( )     ( )\n"
			"> 2.2  Cara bayar disepakati bersama   ( )    >(x)     ( )     ( )\n"
			" Sudah ada jawaban: tekan lagi untuk menggantinya\n"
			"  2.3  Ikut menentukan harga           ( )     ( )     ( )     ( )\n"},
		{equality, "<Enter>12<Up><F7><F7>", 24, 80,
			HEADS
			"  2.1  Keputusan dimusyawarahkan       (x)     ( )     ( )     ( )\n"
			"  2.2  Cara bayar disepakati bersama — tidak tahu —\n"
			"> 2.3  Ikut menentukan harga          >( )     ( )     ( )     ( )\n"},
	};
	see(views, COUNT(views));
}

static void test_states_and_remarks_in_the_row(void **state)
{
	(void)state;
	static const struct view views[] = {
		{equality, "<Enter><F7><F4>\"not for us\"<Enter><F8><Up>", 24, 80,
			HEADS
			"  2.1  Keputusan dimusyawarahkan     — tidak tahu —\n"
			"> 2.2  Cara bayar disepakati bersama — menolak menjawab —\n"
			"   “ \"not for us\"\n"
			"  2.3  Ikut menentukan harga           ( )     ( )     ( )     ( )\n"},
		/* picks take its place; until they are recorded it stands below */
		{equality, "<Enter><F7><F8><Up><Right>", 24, 80,
			HEADS
			"  2.1  Keputusan dimusyawarahkan     — tidak tahu —\n"
			"> 2.2  Cara bayar disepakati bersama   ( )    >(x)     ( )     ( )\n"
			"   — menolak menjawab —\n"
			"  2.3  Ikut menentukan harga           ( )     ( )     ( )     ( )\n"},
		/* no room for the words beside the label: below it */
		{equality, "<Enter><Down><Down><F9><F6>price<Enter>", 12, 40,
			" 2  Kesetaraan: seberapa benar bagi\n"
			"    Ibu/Bapak?\n"
			"  1 Tidak  2 Kurang  3 Cukup  4 Sangat ↑\n"
			"                         1   2   3   4\n"
			"> 2.3  Ikut menentukan >( ) ( ) ( ) ( )\n"
			"       harga\n"
			"   — tidak berlaku —\n"},
	};
	see(views, COUNT(views));
}

/* ---- keys ---- */

struct keyed {
	const char *form, *keys;
	const char *talk, *pay, *price; /* what is recorded */
	const char *at;                 /* front of the row with the cursor, or words of the screen that came */
};

/* As a CSV cell; a state with a dash in front. */
static const char *recorded(struct play *play, const char *path, struct string *out)
{
	static const char *const words[STATE_COUNT] = {[STATE_DONT_KNOW] = "-dont_know", [STATE_REFUSED] = "-refused",
		[STATE_NOT_APPLICABLE] = "-not_applicable"};
	const struct answer *answer = interview_answer(play->form.interview, form_cell(&play->form, path));
	string_clear(out);
	string_add(out, answer->v);
	string_add_text(out, words[answer->state] ? words[answer->state] : "");
	return string_text(out);
}

static void check_keys(const struct keyed *cases, size_t count)
{
	struct string out = {0};
	for (size_t i = 0; i < count; i++) {
		static const char *const paths[] = {"talk", "pay", "price"};
		const char *wanted[] = {cases[i].talk, cases[i].pay, cases[i].price};
		struct play play;
		open_form(&play, cases[i].form, 24, 80);
		play_type(&play, cases[i].keys);
		for (size_t k = 0; k < 3; k++)
			if (strcmp(recorded(&play, paths[k], &out), wanted[k]) != 0)
				fail_msg("%s: %s is %s", cases[i].keys, paths[k], string_text(&out));
		if (!has(&play, cases[i].at))
			fail_msg("%s: no %s on\n%s", cases[i].keys, cases[i].at, play_screen(&play));
		play_close(&play);
	}
	string_free(&out);
}

static void test_keys(void **state)
{
	(void)state;
	static const struct keyed cases[] = {
		/* a digit picks and goes to the next row; in the last it stays, unless the form wants it quick */
		{equality, "<Enter>2", "little", "", "", "> 2.2"},
		{equality, "<Enter>23", "little", "fair", "", "> 2.3"},
		{equality, "<Enter>231", "little", "fair", "", "> 2.3"},
		{equality, "<Enter>231<Enter>", "little", "fair", "no", "After"},
		{quick_equality, "<Enter>231", "little", "fair", "no", "After"},
		{equality, "<Enter><Space>", "no", "", "", "> 2.2"},
		{equality, "<Enter>5", "", "", "", "> 2.1"},
		{equality, "<Enter>/", "", "", "", "> 2.1"},
		/* Up and Down go between rows and record what was picked */
		{equality, "<Enter><Down>", "", "", "", "> 2.2"},
		{equality, "<Enter><Down><Down><Down>", "", "", "", "> 2.3"},
		{equality, "<Enter><Down><Up><Up>", "", "", "", "> 2.1"},
		{equality, "<Enter><Right><Down>", "little", "", "", "> 2.2"},
		/* Left and Right move and pick */
		{equality, "<Enter><Right><Enter>", "little", "", "", "> 2.2"},
		{equality, "<Enter><Right><Right><Right><Right><Enter>", "very", "", "", "> 2.2"},
		{equality, "<Enter><Right><Right><Left><Enter>", "little", "", "", "> 2.2"},
		{equality, "<Enter><End><Enter>", "very", "", "", "> 2.2"},
		{equality, "<Enter><End><Home><Enter>", "no", "", "", "> 2.2"},
		/* Enter and Tab to the next row, from the last to the next screen; Shift-Tab and Backspace back */
		{equality, "<Enter><Enter>", "", "", "", "> 2.2"},
		{equality, "<Enter><Tab>", "", "", "", "> 2.2"},
		{equality, "<Enter><Down><Down><Enter>", "", "", "", "After"},
		{equality, "<Enter>2<S-Tab>", "little", "", "", "> 2.1"},
		{equality, "<Enter>2<S-Tab><S-Tab>", "little", "", "", "Before"},
		{quick_equality, "<Enter>2<BS>", "little", "", "", "> 2.1"},
		{quick_equality, "<Enter>2<BS>3", "fair", "", "", "> 2.2"},
		{quick_equality, "<Enter><BS>", "", "", "", "Before"},
		/* PgUp and PgDn by screen, recording what was picked */
		{equality, "<Enter><Right><PgDn>", "little", "", "", "After"},
		{equality, "<Enter>2<Right><PgUp>", "little", "little", "", "Before"},
		/* what Enter refuses is kept by other moves as a draft, and is back */
		{equality, "<Enter>11<PgDn>", "no", "", "", "After"},
		{equality, "<Enter>11<PgDn><PgUp><Down>", "no", "", "", ">(x)     ( )     ( )     ( )"},
		{equality, "<Enter>11<Down>", "no", "", "", "> 2.3"},
		/* states go on; over an answer the key is wanted twice, in each row anew */
		{equality, "<Enter><F7><F8><F9>", "-dont_know", "-refused", "-not_applicable", "After"},
		{equality, "<Enter>2<Up><F7>", "little", "", "", "tekan lagi"},
		{equality, "<Enter>2<Up><F7><F7>", "-dont_know", "", "", "> 2.2"},
		{equality, "<Enter>22<Up><Up><F7><F7><F7>", "-dont_know", "little", "", "tekan lagi"},
		{equality, "<Enter>22<Up><Up><F7><Down><F7>", "little", "little", "", "tekan lagi"},
		/* a soft check asks */
		{equality, "<Enter><Down><Down>4<Enter>", "", "", "", "Is it really"},
		{equality, "<Enter><Down><Down>4<Enter>1", "", "", "very", "After"},
		/* the other keys as everywhere */
		{equality, "<Enter>2<C-z>", "", "", "", "> 2"},
		{equality, "<Enter>2<C-z><C-y>", "little", "", "", "> 2"},
		{equality, "<Enter>2<Up><Esc>t", "little", "", "", "> 2.2"},
		{equality, "<F6>price<Enter>", "", "", "", "> 2.3"},
		{equality, "<Enter>2<F3>", "little", "", "", "2.2"},
		{equality, "<Enter><Esc>sthe wife<Enter>", "", "", "", "After"},
		{equality, "<Enter>2<F1>", "little", "", "", "Cara bayar disepakati bersama\n 1  Tidak\n 2  Kurang\n"},
	};
	check_keys(cases, COUNT(cases));
}

/* Cut off and resumed: on the very row, with what was picked and not recorded. */
static void test_resumed(void **state)
{
	(void)state;
	static const struct {
		const char *form, *keys, *row;
	} cases[] = {
		{equality, "<Enter>", "> 2.1  Keputusan dimusyawarahkan      >( )     ( )     ( )     ( )\n"},
		{equality, "<Enter>2", "> 2.2  Cara bayar disepakati bersama  >( )     ( )     ( )     ( )\n"},
		{equality, "<Enter><Down>2", "> 2.3  Ikut menentukan harga          >( )     ( )     ( )     ( )\n"},
		{equality, "<Enter><F7>2", "> 2.3  Ikut menentukan harga          >( )     ( )     ( )     ( )\n"},
		{equality, "<Enter>2<Right>", "> 2.2  Cara bayar disepakati bersama   ( )    >(x)     ( )     ( )\n"},
		{equality, "<Enter>221", "> 2.3  Ikut menentukan harga          >(x)     ( )     ( )     ( )\n"},
		{equality, "<Enter>221<Enter><S-Tab>", "> 2.3  Ikut menentukan harga          >(x)     ( )     ( )     ( )\n"},
		{equality, "<Enter>22<S-Tab><Right>", "> 2.2  Cara bayar disepakati bersama   ( )     ( )    >(x)     ( )\n"},
		{mixed, "<Enter>3", "> 1.3  Keterampilan   >[ ]      [ ]      [ ]      [ ]\n"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct play play;
		open_form(&play, cases[i].form, 24, 80);
		play_type(&play, cases[i].keys);
		play_wait(&play, 1000);
		play_resume(&play, "");
		play_sees(&play, cases[i].row);
		play_close(&play);
	}
}

/* Several picks in a row: digits tick, arrows only move, Enter goes on. */
static void test_several_in_a_row(void **state)
{
	(void)state;
	static const struct {
		const char *keys, *skills, *at;
	} cases[] = {
		{"13", "", "> 1.3  Keterampilan    [ ]      [ ]     >[x]      [ ]"},
		{"131<Enter>", "fell little", "1.4  Mengapa?"},
		{"1<Right><Space><Enter>", "same", "1.4  Mengapa?"},
		{"1<Right><Enter>", "", "1.4  Mengapa?"},
		{"133<Enter>", "", "1.4  Mengapa?"},
	};
	struct string out = {0};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct play play;
		open_form(&play, mixed, 24, 80);
		play_type(&play, "<Enter>");
		play_type(&play, cases[i].keys);
		assert_string_equal(recorded(&play, "skills", &out), cases[i].skills);
		if (!has(&play, cases[i].at))
			fail_msg("%s\n%s", cases[i].keys, play_screen(&play));
		play_close(&play);
	}
	string_free(&out);
}

/* ---- at any size, whatever is typed, the row with the cursor is in sight ---- */

static void check_cursor(struct play *play)
{
	if (play->grid.cursor_row < 2 && !has(play, "Bacakan tiap baris")) /* a note has none */
		fail_msg("no cursor on %dx%d\n%s", play->grid.columns, play->grid.rows, play_screen(play));
}

static void test_every_size(void **state)
{
	(void)state;
	static const char *const forms[] = {equality, mixed, wide, points, twelve};
	static const char *const keys[] = {"<Down>", "3", "<Up>", "<F7>", "<Enter>", "<Right>", "1", "<S-Tab>", "<Tab>", "<F2>", "<Left>"};
	uint64_t seed = 7;
	for (size_t form = 0; form < COUNT(forms); form++) {
		struct play play;
		open_form(&play, forms[form], 24, 80);
		for (int rows = 8; rows < 26; rows++) {
			for (int columns = 30; columns < 130; columns += 7) {
				play_size(&play, rows, columns);
				seed = seed * 6364136223846793005u + 1442695040888963407u;
				play_type(&play, keys[(seed >> 33) % COUNT(keys)]);
				if (play.surprise)
					play_type(&play, "<Esc>");
				bool finish;
				if (interview_was_shown(play.form.interview, &finish) && finish)
					play_type(&play, "<Esc><lt>");
				check_cursor(&play);
			}
		}
		play_close(&play);
	}
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_notes_and_text_between_rows),
		cmocka_unit_test(test_wide_characters),
		cmocka_unit_test(test_points_of_a_scale),
		cmocka_unit_test(test_twelve_rows_scroll),
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_why_in_place),
		cmocka_unit_test(test_states_and_remarks_in_the_row),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_resumed),
		cmocka_unit_test(test_several_in_a_row),
		cmocka_unit_test(test_every_size),
	};
	return cmocka_run_group_tests_name("screen/table", tests, NULL, NULL);
}
