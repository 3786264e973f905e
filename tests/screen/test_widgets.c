/* Every type and appearance that a person answers, as it is seen: widgets/NAME.txt. */
#include <stddef.h>

#include "pages.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define PAGE(name, question, keys) \
	{ \
		name, "<F6>" question "<Enter>" keys, NULL, NULL, "Esc", false \
	}

static const struct shown table[] = {
	PAGE("text", "village", "Olak Kemang"),
	PAGE("text_masked", "pin", "1234"),
	PAGE("text_masked_kept", "pin", "1234<Enter>"),
	PAGE("text_long", "village", "the second lane behind the mosque, at the blue gate"),
	PAGE("multiline", "story", "My mother drew.<Enter>I filled the lines, and when she could see no more I began to draw as well."),
	PAGE("integer", "people", "1500"),
	PAGE("integer_refused", "people", "two<Enter>"),
	PAGE("integer_thousands", "sales", "2750000"),
	PAGE("integer_numbers", "code", "20101234"),
	PAGE("decimal", "length", "2,25"),
	PAGE("decimal_formula", "length", "=4*0,5"),
	PAGE("range", "share", ""),
	PAGE("range_stepped", "share", "<Up><Up><Up>"),
	PAGE("range_refused", "share", "12<Enter>"),
	PAGE("range_scale", "mood", "4"),
	PAGE("date", "born", "17 agustus 1998"),
	PAGE("date_empty", "born", ""),
	PAGE("date_refused", "born", "31/2/1998<Enter>"),
	PAGE("date_partial", "founded", "5/2010"),
	PAGE("date_month_year", "bought", "ags 2010"),
	PAGE("date_month_year_refused", "bought", "2010<Enter>"),
	PAGE("date_year", "licensed", "2010"),
	PAGE("time", "opens", "setengah 8"),
	PAGE("time_refused", "opens", "25<Enter>"),
	PAGE("datetime", "visit", "besok jam 9"),
	PAGE("datetime_refused", "visit", "1/12/2026<Enter>"),
	PAGE("select_one", "material", ""),
	PAGE("select_one_picked", "material", "3"),
	PAGE("select_one_filter", "material", "/cot"),
	PAGE("select_one_nothing_found", "material", "/xyzzy"),
	PAGE("select_one_other", "material_other", "7tencel"),
	PAGE("select_one_other_refused", "material_other", "7<Enter>"),
	PAGE("select_one_numbers", "grade", "1"),
	PAGE("select_one_numbers_refused", "grade", "9<Enter>"),
	PAGE("select_one_long", "learnt", "1"),
	PAGE("select_one_many", "regency", ""),
	PAGE("select_one_many_found", "regency", "jambi"),
	PAGE("select_one_many_picked", "regency", "tebo<Enter>"),
	PAGE("select_one_none_offered", "place", ""),
	PAGE("select_one_not_offered", "side", "north<Enter>1<PgUp><C-u>south<PgDn><Enter>"),
	PAGE("autocomplete", "known", ""),
	PAGE("autocomplete_found", "known", "rim"),
	PAGE("likert", "agree", ""),
	PAGE("likert_picked", "agree", "4"),
	PAGE("likert_short", "faster", "2"),
	PAGE("horizontal", "own", "1"),
	PAGE("horizontal_many", "dye", "5"),
	PAGE("columns", "dye_other", ""),
	PAGE("columns_other", "dye_other", "9lac"),
	PAGE("minimal", "from", ""),
	PAGE("minimal_open", "from", "<Space>"),
	PAGE("minimal_found", "from", "/sol"),
	PAGE("minimal_picked", "from", "/solok<Enter>"),
	PAGE("minimal_other", "cloth", "7tencel"),
	PAGE("select_multiple", "materials", "13"),
	PAGE("select_multiple_exclusive", "materials", "136"),
	PAGE("select_multiple_other", "materials", "27tencel"),
	PAGE("select_multiple_columns", "dyes", "26"),
	PAGE("select_multiple_minimal", "wanted", "26"),
	PAGE("select_multiple_minimal_open", "wanted", "26<Space>"),
	PAGE("rank", "order", ""),
	PAGE("rank_placed", "order", "312"),
	PAGE("rank_moved", "order", "312<Left>"),
	PAGE("quantity", "price", ""),
	PAGE("quantity_typed", "price", "45rb per kodi"),
	PAGE("quantity_refused", "output", "12<Enter>"),
	PAGE("quantity_unit", "output", "12<Down> per<Down>"),
	PAGE("list", "workers", ""),
	PAGE("list_typed", "workers", "Siti<Enter>Rahmawati<Enter>"),
	PAGE("note", "thanks", ""),
	PAGE("acknowledge", "read_out", ""),
	PAGE("acknowledge_ticked", "read_out", "1"),
	PAGE("geopoint", "where", ""),
	PAGE("geopoint_typed", "where", "-1,6101 103,6131 12 5"),
	PAGE("geopoint_refused", "where", "103.6131 -1.6101<Enter>"),
	PAGE("barcode", "label_code", "8991234567890"),
	PAGE("text_foreign", "far", "ابجد Nguyễn"),
};

int main(void)
{
	return pages_run(&(struct album){"screen/widgets", "tests/screen/widgets", table, COUNT(table), true});
}
