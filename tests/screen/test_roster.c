/* Repeats as tables: each key in their cells, what it tells and where it goes; and that the table tells the journal what
 * row after row tells it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "place.h"
#include "play.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define TO_WORKERS "<PgDn>"
#define ANI "Ani<Enter>234<Enter>1<Enter>300000<Enter>"
#define BUDI "Budi<Enter>112<Enter>50000<Enter>"
#define CITRA "Citra<Enter>2<Enter>"
#define TWO TO_WORKERS "1" ANI "1" BUDI
#define THREE TWO "1" CITRA
#define BACK(keys) keys "<Up>"
#define TO_MONTHS TO_WORKERS "2"
#define MONTHS TO_MONTHS "123<Enter>"

static struct string form_text;

static int setup_form(void **state)
{
	struct string path = {0};
	(void)state;
	string_format(&path, "%s/tests/screen/rosters/form.yaml", getenv("TANYA_SOURCE"));
	place_read(string_text(&path), &form_text);
	string_free(&path);
	return 0;
}

static int free_form(void **state)
{
	(void)state;
	string_free(&form_text);
	return 0;
}

PLAY_FIXTURES(string_text(&form_text))

struct keyed {
	const char *before, *keys; /* what brings there, and the keys that are shown */
	const char *seen, *gone;   /* on screen after them, and not; NULL: whatever */
	const char *told;          /* after `before`; NULL: whatever */
};

static void run_at(const struct keyed *cases, size_t count, int rows, int columns)
{
	for (size_t i = 0; i < count; i++) {
		play_close(&play);
		setup(NULL);
		play_size(&play, rows, columns);
		play_type(&play, cases[i].before);
		string_clear(&play.told);
		play_type(&play, cases[i].keys);
		if (cases[i].told)
			play_told(&play, cases[i].told);
		if (cases[i].seen)
			play_sees(&play, cases[i].seen);
		if (cases[i].gone)
			play_sees_not(&play, cases[i].gone);
	}
}

#define RUN_AT(rows, columns, ...) \
	do { \
		static const struct keyed cases[] = {__VA_ARGS__}; \
		(void)state; \
		run_at(cases, COUNT(cases), rows, columns); \
	} while (0)
#define RUN(...) RUN_AT(24, 80, __VA_ARGS__)

static void test_cells_follow_each_other(void **state)
{
	RUN({TO_WORKERS, "1", "2.1[1]", NULL, "row_add workers[1]\n"}, {TO_WORKERS "1", "Ani<Enter>", "2.2[1]", NULL, "answer workers[1]/worker Ani\n"},
		{TO_WORKERS "1", "Ani<Tab>", "2.2[1]", NULL, "answer workers[1]/worker Ani\n"},
		{TO_WORKERS "1Ani<Enter>", "2", "2.3[1]", NULL, "answer workers[1]/sex 2\n"},
		{TO_WORKERS "1Ani<Enter>2", "<S-Tab>", "2.2[1]", NULL, ""},
		{TO_WORKERS "1Ani<Enter>2", "9<Enter>", "2.5[1]", NULL, "answer workers[1]/age 9\n"},
		{TO_WORKERS "1Ani<Enter>2", "40<Enter>", "2.4[1]", NULL, "answer workers[1]/age 40\n"},
		{TO_WORKERS "1" ANI, "", "1  another one", "2.5[1]", NULL}, {TO_WORKERS "1" ANI, "1", "2.1[2]", NULL, "row_add workers[2]\n"},
		{TO_WORKERS "1" ANI, "2", "In which months", NULL, ""}, {TWO, "<S-Tab>", "2.5[2]", NULL, ""});
}

static void test_rows_stand_below_each_other(void **state)
{
	RUN({TWO, "", "Ani              Female                 34  Dyeing                 300,000", NULL, NULL},
		{TWO, "", "Budi             Male                   12  —                       50,000", NULL, NULL},
		{TWO, "", "Σ                                          46                         350,000", NULL, NULL});
}

static void test_arrows_between_cells(void **state)
{
	RUN({BACK(TWO), "<Right>", "2.2[2]", NULL, ""}, {BACK(TWO), "<Right><Right><Right>", "2.5[2]", NULL, ""},
		{BACK(TWO), "<Right><Left>", "2.1[2]", NULL, ""}, {BACK(TWO), "<Left>", "2.1[2]", NULL, ""},
		{BACK(TWO), "<Up>", "2.1[1]", NULL, ""}, {BACK(TWO), "<Up><Up>", "2.1[1]", NULL, ""},
		{BACK(TWO), "<Up><Right><Down>", "2.2[2]", NULL, ""}, {BACK(TWO), "<Up><Right><Right><Right><Down>", "2.5[2]", NULL, ""},
		{BACK(TWO), "<Down>", "1  another one", NULL, ""}, {TWO "<S-Tab>", "<Right>", "2.5[2]", NULL, ""},
		{TWO "<S-Tab>", "1<Up>", "2.5[1]", NULL, "answer workers[2]/wage 500001\n"},
		{BACK(TWO), "<Home>x<Left>y<Enter>", "2.2[2]", NULL, "answer workers[2]/worker yxBudi\n"},
		{BACK(TWO), "x<Right>", "2.2[2]", NULL, "answer workers[2]/worker Budix\n"},
		{BACK(TWO), "<Right>/fem<Left>", "2.2[2]", NULL, NULL});
}

static void test_pages_by_screen(void **state)
{
	RUN({BACK(TWO) "<Up>", "<PgDn>", "2.1[2]", NULL, ""}, {BACK(TWO), "<PgDn>", "another one", NULL, ""}, {BACK(TWO), "<PgUp>", "2.1[1]", NULL, ""},
		{BACK(TWO) "<Up>", "<PgUp>", "Whose workshop", NULL, ""}, {MONTHS "<PgUp>", "<PgDn>", "4.1[1]", NULL, NULL},
		{MONTHS, "<PgDn><PgDn>", "And in the whole year?", NULL, ""});
}

static void test_states_and_judgements(void **state)
{
	RUN({BACK(TWO) "<Right><Right>", "<F7>", "the same key again", NULL, ""},
		{BACK(TWO) "<Right><Right>", "<F7><F7>", "doesn't know", NULL, "answer workers[2]/age dont_know\n"},
		{BACK(TWO) "<Right>", "<F8><F8><Left>", "refused", NULL, "answer workers[2]/sex refused\n"},
		{BACK(TWO) "<Right><Right>", "00<Enter>", "Nobody is so old.", NULL, ""},
		{BACK(TWO) "<Right><Right>", "00<Up>", "? 1200", NULL, "draft workers[2]/age 2 0 00\n"},
		{TWO "<S-Tab>", "000<Enter>", "So much in a week?", NULL, ""},
		{TWO "<S-Tab>", "000<Enter>2", "another one", NULL, "answer workers[2]/wage 50000000\noverride workers[2]/wage 50000000 estimate\n"},
		{TWO "<S-Tab>", "000<Enter><Esc>", "2.5[2]", NULL, ""}, {BACK(TWO), "<F4>tall<Enter>", "“ tall", NULL, "remark workers[2]/worker tall\n"});
}

/* A soft check of all months against the year. */
static void test_a_total_against_a_year(void **state)
{
#define FILLED MONTHS "10<Enter>2<Enter>20<Enter>2<Enter>30<Enter>2<Enter>"
	RUN({FILLED, "100<Enter>", "The months add up to 60.", NULL, ""}, {FILLED, "60<Enter>", "Rooms", "add up", "answer year 60\n"},
		{FILLED, "100<Enter>3two shut<Enter>", "Rooms", NULL, "draft year 0 0 100\nanswer year 100\noverride year 100 two shut other\n"},
		{FILLED, "<Up><S-Tab>", "Σ                       60               6             120", NULL, ""});
}

static void test_notes_are_read_below(void **state)
{
	RUN({MONTHS "1000<Enter>2000<Enter>", "", "More than a million: ask for the book.", NULL, NULL},
		{MONTHS "1000<Enter>2000<Enter>", "", ">1 January", NULL, NULL}, {MONTHS "1000<Enter>2000<Enter>", "<Enter>", "4.1[2]", NULL, ""},
		{MONTHS "1000<Enter>2000<Enter>", "<Down>", "4.1[2]", NULL, NULL});
}

static void test_rows_from_an_answer(void **state)
{
	RUN({MONTHS, "", "1 January", NULL, NULL}, {MONTHS "7<Enter>", "<M-lt><PgDn>2", "In which months", NULL, NULL},
		{MONTHS "7<Enter>2<Enter>8<S-Tab>", "<Up><S-Tab><S-Tab>", "In which months", NULL, NULL},
		{MONTHS "7<Enter>2<Enter>8<Up><Up><PgUp>", "1<Enter><Enter>", "1 February", "January", NULL},
		{MONTHS "7<Enter>2<Enter>8<Up><Up><PgUp>1<Enter><Enter><PgUp>", "1<Enter>", "1 January  >7", NULL, NULL},
		{MONTHS, "<M-+>", "These rows come from an earlier answer", NULL, ""});
}

static void test_rows_come_and_go(void **state)
{
	RUN({BACK(TWO), "<M-+>", "2.1[3]", NULL, "row_add workers[3]\n"}, {BACK(TWO) "<Right>", "<Ins>", "2.1[3]", NULL, "row_add workers[3]\n"},
		{BACK(TWO) "<Right>", "<Del>", "Delete this row with its answers?", NULL, ""},
		{BACK(TWO) "<Right>", "<Del>y", "2.2[1]", "Budi", "row_remove workers[2]\n"},
		{BACK(TWO) "<Up>", "<M-->y", "1 >Budi", "Ani", "row_remove workers[1]\n"},
		{BACK(TWO) "<Up>", "<M-->y<C-z>", "Ani", NULL, "row_remove workers[1]\nundo\n"},
		{BACK(TWO), "<M-e>Mas Budi<Enter>", "2 Mas Budi", NULL, "row_rename workers[2] Mas Budi\n"});
}

static void test_copies(void **state)
{
	RUN({TWO "1", "<M-c>", "Budi", NULL, "answer workers[3]/worker Budi\n"}, {BACK(TWO) "<Up>", "<M-c>", "There is no row above", NULL, ""},
		{TWO "1", "<M-i>", NULL, NULL, "answer workers[3]/worker Budi\nanswer workers[3]/sex 1\nanswer workers[3]/age 12\nanswer workers[3]/wage 50000\n"},
		{TWO "1Didi<Enter>", "<M-i>", "Didi", NULL, "answer workers[3]/sex 1\nanswer workers[3]/age 12\nanswer workers[3]/wage 50000\n"},
		{TO_WORKERS "1" ANI "1", "<M-i>", NULL, NULL,
			"answer workers[2]/worker Ani\nanswer workers[2]/sex 2\nanswer workers[2]/age 34\nanswer workers[2]/wage 300000\n"
			"answer workers[2]/skill dye\n"},
		{TO_WORKERS "1" ANI "1<M-i>", "<M-u>", "2 >  ", NULL, "undo\nundo\nundo\nundo\nundo\n"},
		{TO_WORKERS "1" ANI "1<M-i><M-u>", "<M-y>", NULL, NULL, "redo\nredo\nredo\nredo\nredo\n"},
		{TWO "1<M-i>", "<M-i>", "The row above has nothing for what is empty here", NULL, ""}, {"", "<M-i>", "There are no rows here", NULL, ""});
}

/* Into rows that are empty there and asked it; what does not fit them is left and told. */
static void test_fill_down(void **state)
{
	RUN({MONTHS "5<Enter>", "<Left><M-j>", "Rows filled: 2", NULL, "answer output[feb]/pieces 5\nanswer output[mar]/pieces 5\n"},
		{MONTHS, "5<M-j>", "Rows filled: 2", NULL, "answer output[jan]/pieces 5\nanswer output[feb]/pieces 5\nanswer output[mar]/pieces 5\n"},
		{MONTHS "5<M-j>", "<C-z>", "Undone", NULL, "undo\nundo\n"}, {MONTHS "5<M-j><C-z>", "<C-z>", "Undone", NULL, "undo\n"},
		{MONTHS "5<M-j><C-z>", "<C-y>", "Redone", NULL, "redo\nredo\n"},
		{MONTHS "<Down>9<Up>5", "<M-j>", "Rows filled: 1", NULL, "answer output[jan]/pieces 5\nanswer output[mar]/pieces 5\n"},
		{MONTHS "<Down>9x<Up>5", "<M-j>", "Rows filled: 1", NULL, "answer output[jan]/pieces 5\nanswer output[mar]/pieces 5\n"},
		{MONTHS, "<M-j>", "There is no answer here to fill down", NULL, ""}, {MONTHS "5<M-j><Down><Down>", "<M-j>", "Rows filled: 0", NULL, ""},
		{TO_WORKERS "1<Down>1<Down>1<Up><Up><F7>", "<Left><M-j>", "Rows filled: 2", NULL,
			"answer workers[2]/worker dont_know\nanswer workers[3]/worker dont_know\n"});
}

/* The same keys where the table does not fit tell the journal the same. */
static void test_row_after_row_tells_the_same(void **state)
{
	static const char *const scripts[] = {THREE, THREE "<F7>1Didi<Enter><S-Tab><M-c>", TWO "1<M-i>", MONTHS "5<M-j><Enter>7<Enter><Enter>x<S-Tab>",
		TO_WORKERS "1Ani<Enter>2200<F10>", TO_WORKERS "1<M-e>Bu Ani<Enter><M-+>"};
	(void)state;
	for (size_t i = 0; i < COUNT(scripts); i++) {
		struct string table = {0};
		play_close(&play);
		setup(NULL);
		play_type(&play, scripts[i]);
		string_add(&table, string_span(&play.told));
		play_close(&play);
		setup(NULL);
		play_size(&play, 12, 40);
		play_type(&play, scripts[i]);
		play_told(&play, string_text(&table));
		string_free(&table);
	}
}

static void test_row_after_row_has_the_row_keys(void **state)
{
	RUN_AT(12, 40, {MONTHS, "5<M-j>", "Rows filled: 2", NULL, NULL},
		{TWO "1", "<M-i>", NULL, NULL, "answer workers[3]/worker Budi\nanswer workers[3]/sex 1\nanswer workers[3]/age 12\nanswer workers[3]/wage 50000\n"},
		{TWO "1", "<Down>", "2.1[3]", NULL, ""}, {TWO "1", "<PgDn>", "2.2[3]", NULL, ""});
}

/* Where a table is not for it: long text, little room; both before and behind a change of size all is as typed. */
static void test_where_it_does_not_fit(void **state)
{
	RUN({MONTHS "<PgDn><PgDn><PgDn>", "1kitchen<Enter>", "What is done there?", "Σ", NULL});
	RUN_AT(12, 40, {TWO "1Cit", "", "Cit", "Budi", NULL});
	RUN_AT(24, 30, {TWO "1Cit", "", "Cit", "Budi", NULL});
	RUN_AT(15, 80, {TWO "1Cit", "", "Cit", "Budi", NULL});
	RUN_AT(16, 80, {TWO "1Cit", "", "Budi", NULL, NULL});
}

static void test_a_resize_keeps_what_is_typed(void **state)
{
	(void)state;
	play_type(&play, TWO "1Cit");
	play_size(&play, 12, 40);
	play_sees(&play, "Cit");
	play_sees_not(&play, "Budi");
	play_type(&play, "ra");
	play_size(&play, 24, 80);
	play_sees(&play, "3 >Citra");
	play_type(&play, "<Enter>");
	play_sees(&play, "2.2[3]");
}

/* After a kill one stands on the very cell, with what was typed into it. */
static void test_resumed_within_a_cell(void **state)
{
	(void)state;
	play_type(&play, TWO "<Up><Right><Right>");
	play_type(&play, "<BS><BS>4");
	play_wait(&play, 2000);
	play_resume(&play, "");
	play_sees(&play, "2.3[2]");
	play_sees(&play, ">4");
	play_type(&play, "1<Enter>");
	play_sees(&play, "2.4[2]");
	play_type(&play, "<Left>");
	play_sees(&play, ">41");
}

static void add_rows(struct string *keys, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		string_format(keys, "1w%u<Enter><Enter><Enter><Enter>", i + 1);
}

/* More rows than there is room for: the one in hand is in sight, and PgUp and PgDn go by what is. */
static void test_long_rosters_scroll(void **state)
{
	struct string keys = {0};
	(void)state;
	string_add_text(&keys, TO_WORKERS);
	add_rows(&keys, 30);
	play_type(&play, string_text(&keys));
	string_clear(&play.typed); /* too long to be told */
	play_sees(&play, "30  w30");
	play_sees_not(&play, "w1 ");
	play_type(&play, "<Up><PgUp>");
	play_sees(&play, "↓");
	play_sees_not(&play, "30  w30");
	play_type(&play, "<PgUp><PgUp><PgUp>");
	play_sees(&play, " 1 >w1 ");
	play_type(&play, "<PgUp>");
	play_sees(&play, "Whose workshop");
	string_free(&keys);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_cells_follow_each_other), TEST(test_rows_stand_below_each_other), TEST(test_arrows_between_cells), TEST(test_pages_by_screen),
		TEST(test_states_and_judgements), TEST(test_a_total_against_a_year), TEST(test_notes_are_read_below), TEST(test_rows_from_an_answer),
		TEST(test_rows_come_and_go), TEST(test_copies), TEST(test_fill_down), TEST(test_row_after_row_tells_the_same),
		TEST(test_row_after_row_has_the_row_keys), TEST(test_where_it_does_not_fit), TEST(test_a_resize_keeps_what_is_typed),
		TEST(test_resumed_within_a_cell), TEST(test_long_rosters_scroll),
	};
	return cmocka_run_group_tests_name("screen/roster", tests, setup_form, free_form);
}
