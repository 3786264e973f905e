/* A repeat as a table: which of its questions are columns, and whether that fits the screen. */
#include <string.h>

#include "choices.h"
#include "roster.h"

#define ROWS_LEAST 16    /* of the screen: heads, some rows, and the question in hand below them */
#define COLUMN_GAP 2     /* the mark of the cursor before a cell, that of a remark behind it */
#define NAME_MOST 20     /* of what a row goes by */
#define CHOICE_MOST 20   /* of a choice's label */
#define HEAD_MOST 26     /* so wide a column may grow for its head */
#define HEAD_LINES 2
#define HEAD_LINES_TALL 3
#define TALL_ROWS 20

/* Columns that a cell needs, and would like; 0: such a question has a page of its own. */
static const struct {
	uint8_t least, wanted;
} widths[] = {
	[INPUT_LINE] = {10, 24}, [INPUT_NUMBER] = {8, 14}, [INPUT_RANGE] = {6, 8}, [INPUT_NUMBER_UNIT] = {10, 18},
	[INPUT_DATE] = {11, 12}, [INPUT_TIME] = {6, 8}, [INPUT_DATETIME] = {16, 18}, [INPUT_CHOICE] = {8, CHOICE_MOST},
	[INPUT_CHOICES] = {10, CHOICE_MOST}, [INPUT_ACKNOWLEDGE] = {6, 6}, [INPUT_PASSAGE] = {0, 0},
};

static const struct item *item_at(const struct screen *screen, uint32_t item)
{
	return &interview_questionnaire(screen->interview)->items[item];
}

/* ---- which questions are columns ---- */

static bool is_calculated(const struct item *item)
{
	return item->kind == ITEM_QUESTION && item->type == TYPE_CALCULATE;
}

static bool is_cell(const struct item *item, const struct choice_list *lists)
{
	enum input input = item_type(item)->input;
	if (is_calculated(item))
		return item->label != NULL;
	if (input != INPUT_CHOICE && input != INPUT_CHOICES)
		return widths[input].least > 0 && !(item->look & LOOK_MULTILINE);
	return item->list != NONE && !lists[item->list].from_file && lists[item->list].count <= KEYED_CHOICES &&
		   !(item->look & (LOOK_AUTOCOMPLETE | LOOK_MINIMAL));
}

/* A note is no column: it is read below the table when its turn comes. */
static bool is_passed_over(const struct item *item)
{
	if (item->kind == ITEM_QUESTION)
		return item_is_shown(item) ? !item_has_answer(item) : !is_calculated(item) || !item->label;
	return item->kind == ITEM_GROUP && !(item->look & (LOOK_FIELD_LIST | LOOK_TABLE_LIST));
}

static bool has_total(const struct item *item)
{
	return is_calculated(item) ||
		   (item_type(item)->input == INPUT_NUMBER && !(item->look & (LOOK_YEAR | LOOK_NUMBERS | LOOK_MASKED)));
}

/* False: something in it needs a page of its own, or there is nothing to show. */
static bool list_columns(const struct screen *screen, struct roster *roster, bool calculated)
{
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	uint32_t repeat = roster->repeat.item;
	roster->count = 0;
	for (uint32_t i = repeat + 1; i < questionnaire->items[repeat].end; i++) {
		const struct item *item = &questionnaire->items[i];
		if (is_passed_over(item) || (is_calculated(item) && !calculated))
			continue;
		if (item->kind != ITEM_QUESTION || !is_cell(item, questionnaire->lists) || roster->count == ROSTER_COLUMNS_MOST)
			return false;
		roster->list[roster->count++] = (struct roster_column){.item = i, .number = has_total(item), .stale = true};
	}
	return roster->count > 0;
}

const struct roster_column *roster_column_of(const struct roster *roster, uint32_t item)
{
	for (size_t i = 0; i < roster->count; i++)
		if (roster->list[i].item == item)
			return &roster->list[i];
	return NULL;
}

/* ---- how wide they are ---- */

void roster_head(const struct screen *screen, uint32_t item, struct string *out)
{
	const struct words *label = item_at(screen, item)->label;
	size_t count;
	string_clear(out);
	if (!label || !label->by_language[interview_language(screen->interview)]) {
		string_add(out, item_at(screen, item)->name);
		return;
	}
	const struct template_part *parts = template_parts(label->by_language[interview_language(screen->interview)], &count);
	for (size_t i = 0; i < count; i++)
		string_add(out, parts[i].is_reference ? SPAN("…") : parts[i].text);
}

/* The least width at which the head needs no more than two lines, as far as it may grow. */
static int head_width(const struct screen *screen, uint32_t item, int least)
{
	struct string head = {0};
	int width = least;
	roster_head(screen, item, &head);
	while (width < HEAD_MOST && text_wrap(string_span(&head), width, NULL, 0) > HEAD_LINES)
		width++;
	string_free(&head);
	return width;
}

static int choice_width(const struct screen *screen, const struct item *item)
{
	const struct cell cell = {(uint32_t)(item - item_at(screen, 0)), 0};
	const struct choice_list *list = &interview_questionnaire(screen->interview)->lists[item->list];
	struct string label = {0};
	int width = 0;
	for (uint32_t i = 0; i < list->count; i++) {
		string_clear(&label);
		interview_choice_label(screen->interview, cell, item->list, i, interview_language(screen->interview), &label);
		width = larger(width, text_width(string_span(&label)));
	}
	string_free(&label);
	return smaller(width, CHOICE_MOST);
}

static int width_wanted(const struct screen *screen, const struct item *item)
{
	enum input input = is_calculated(item) ? INPUT_NUMBER : item_type(item)->input;
	return input == INPUT_CHOICE ? choice_width(screen, item) : widths[input].wanted;
}

static int width_least(const struct screen *screen, const struct item *item)
{
	enum input input = is_calculated(item) ? INPUT_NUMBER : item_type(item)->input;
	return input == INPUT_CHOICE ? smaller(choice_width(screen, item), widths[input].least) : widths[input].least;
}

/* What is left over goes to those that want more, a column each in turn. */
static void spread(struct roster *roster, const int *wanted, int spare)
{
	for (bool grew = true; grew && spare > 0;) {
		grew = false;
		for (size_t i = 0; i < roster->count && spare > 0; i++) {
			if (roster->list[i].width >= wanted[i])
				continue;
			roster->list[i].width++;
			spare--;
			grew = true;
		}
	}
}

static void place_columns(struct roster *roster)
{
	int column = roster->number_columns + (roster->name_columns ? roster->name_columns + 1 : 0);
	for (size_t i = 0; i < roster->count; i++) {
		roster->list[i].column = column + 1;
		column += roster->list[i].width + COLUMN_GAP;
	}
}

static bool fit_columns(const struct screen *screen, struct roster *roster)
{
	int wanted[ROSTER_COLUMNS_MOST], spare = roster->columns - roster->number_columns - 1;
	spare -= roster->name_columns ? roster->name_columns + 1 : 0;
	for (size_t i = 0; i < roster->count; i++) {
		const struct item *item = item_at(screen, roster->list[i].item);
		roster->list[i].width = width_least(screen, item);
		wanted[i] = larger(width_wanted(screen, item), head_width(screen, roster->list[i].item, roster->list[i].width));
		spare -= roster->list[i].width + COLUMN_GAP;
	}
	if (spare < 0)
		return false;
	spread(roster, wanted, spare);
	place_columns(roster);
	return true;
}

static void count_head_lines(const struct screen *screen, struct roster *roster)
{
	int most = roster->rows >= TALL_ROWS ? HEAD_LINES_TALL : HEAD_LINES;
	struct string head = {0};
	roster->head_lines = 1;
	for (size_t i = 0; i < roster->count; i++) {
		roster_head(screen, roster->list[i].item, &head);
		int lines = (int)text_wrap(string_span(&head), roster->list[i].width, NULL, 0);
		roster->head_lines = larger(roster->head_lines, smaller(lines, most));
	}
	string_free(&head);
}

/* ---- does it fit ---- */

static void count_rows(const struct screen *screen, struct roster *roster)
{
	const uint32_t *slots = interview_rows(screen->interview, roster->repeat, &roster->row_count);
	roster->name_columns = 0;
	for (uint32_t i = 0; i < roster->row_count && roster->name_columns < NAME_MOST; i++)
		roster->name_columns = larger(roster->name_columns, text_width(interview_row(screen->interview, roster->repeat.item, slots[i])->label));
	roster->name_columns = smaller(roster->name_columns, NAME_MOST);
	roster->number_columns = 3;
	for (uint32_t rest = roster->row_count; rest >= 10; rest /= 10)
		roster->number_columns++;
}

static void measure(struct screen *screen, struct cell repeat)
{
	struct roster *roster = &screen->roster;
	if (!cell_equal(roster->repeat, repeat))
		*roster = (struct roster){0};
	roster->repeat = repeat;
	roster->rows = screen->rows;
	roster->columns = screen->columns;
	roster->language = interview_language(screen->interview);
	roster->rows_known = true;
	count_rows(screen, roster);
	roster->fits = roster->row_count && screen->rows >= ROWS_LEAST &&
				   ((list_columns(screen, roster, true) && fit_columns(screen, roster)) ||
					   (list_columns(screen, roster, false) && fit_columns(screen, roster)));
	if (roster->fits)
		count_head_lines(screen, roster);
}

static struct cell repeat_in_hand(const struct screen *screen)
{
	struct cell at = screen->page.cell;
	if (screen->page.kind == PAGE_REPEAT)
		return at;
	if (screen->page.kind != PAGE_FIELDS || item_at(screen, at.item)->kind != ITEM_QUESTION)
		return CELL_NONE;
	return interview_repeat_of(screen->interview, at);
}

bool roster_fits(struct screen *screen)
{
	struct roster *roster = &screen->roster;
	struct cell repeat = screen->interview ? repeat_in_hand(screen) : CELL_NONE;
	if (repeat.item == NONE)
		return false;
	bool known = roster->rows_known && cell_equal(roster->repeat, repeat) && roster->rows == screen->rows &&
				 roster->columns == screen->columns && roster->language == interview_language(screen->interview);
	if (!known)
		measure(screen, repeat);
	return roster->fits;
}

bool roster_shows(const struct screen *screen, struct cell cell)
{
	const struct roster *roster = &screen->roster;
	return cell.item != NONE && roster->fits && cell_equal(roster->repeat, repeat_in_hand(screen)) &&
		   item_at(screen, cell.item)->repeat == roster->repeat.item;
}

/* ---- what an event changes ---- */

void roster_changed(struct screen *screen, const struct effects *effects)
{
	struct roster *roster = &screen->roster;
	if (!effects)
		roster->rows_known = false;
	for (size_t i = 0; effects && i < effects->count; i++) {
		const struct effect *effect = &effects->items[i];
		bool one = effect->kind == EFFECT_ANSWER || effect->kind == EFFECT_CALCULATED;
		if (effect->kind == EFFECT_ROWS && effect->cell.item == roster->repeat.item)
			roster->rows_known = false;
		for (size_t k = 0; k < roster->count; k++)
			roster->list[k].stale |= !one || roster->list[k].item == effect->cell.item;
	}
}

uint32_t roster_place(const struct screen *screen)
{
	const struct roster *roster = &screen->roster;
	return screen->page.kind == PAGE_REPEAT
			   ? roster->row_count
			   : interview_row(screen->interview, roster->repeat.item, screen->page.cell.row)->place - 1;
}
