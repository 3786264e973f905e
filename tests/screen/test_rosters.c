/* Repeats as tables, as they are seen: rosters/NAME.txt. At 40x12 the same is row after row. */
#include <stddef.h>

#include "pages.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define STAFF "Siti<Enter>"
#define ANI "1Ani<Enter>234<Enter>1<Enter>300000<Enter>"
#define BUDI "1Budi<Enter>112<Enter>50000<Enter>"
#define MONTHS STAFF "2123<Enter>"
#define YEAR MONTHS "1200<Enter>85000<Enter><Enter>900<Enter>90000<Enter><Enter>1500<Enter>80000<Enter><Enter>"

static const struct shown table[] = {
	{"first_row", STAFF "1", NULL, NULL, "Esc", false},
	{"number", STAFF ANI BUDI "<Up><Right><Right>", NULL, NULL, "Esc", false},
	{"choices", STAFF ANI BUDI "<Up><Up><Right><Right><Right>2", NULL, NULL, "Esc", false},
	{"both_languages", STAFF ANI BUDI "<Up><Right><M-v>", NULL, NULL, "Esc", false},
	{"another", STAFF ANI BUDI, NULL, NULL, "Esc", false},
	{"refused", STAFF ANI BUDI "<Up><Right><Right>00<Enter>", NULL, NULL, "Esc", false},
	{"not_accepted", STAFF ANI BUDI "<Up><Right><Right>00<Up>", NULL, NULL, "Esc", false},
	{"soft_check", STAFF ANI BUDI "<S-Tab>000<Enter>", NULL, NULL, "Esc", false},
	{"rename", STAFF ANI BUDI "<Up><M-e>Mas Budi<Enter>", NULL, NULL, "Esc", false},
	{"delete", STAFF ANI BUDI "<Up><M-->", NULL, NULL, "Esc", false},
	{"copied", STAFF ANI BUDI "1<M-i>", NULL, NULL, "Esc", false},
	{"states", STAFF ANI BUDI "1Citra<F4>sister<Enter><Enter><F7><F8>300<PgUp><PgDn><Up><Right><Right>", NULL, NULL, "Esc", false},
	{"from_choices", MONTHS, NULL, NULL, "Esc", false},
	{"filled", MONTHS "1200<M-j>", NULL, NULL, "Esc", false},
	{"note", MONTHS "1200<Enter>85000<Enter>", NULL, NULL, "Esc", false},
	{"year", YEAR "9000<Enter>", NULL, NULL, "Esc", false},
};

int main(void)
{
	return pages_run(&(struct album){"screen/rosters", "tests/screen/rosters", table, COUNT(table), true});
}
