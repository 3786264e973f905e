/* The grid of a table-list: which questions are its rows, how wide its columns are, heads, cells, keys. */
#include "table.h"
#include "choices.h"

#define CELL_MARK 3  /* "(x)"; before it stands the cursor's ">" */
#define HEAD_GAP 2   /* between the labels over two columns */
#define HEAD_LINES 3 /* the most that labels over the columns may take */
#define LABEL_LEAST 16
#define BARE_ROWS 3  /* so small a body has no heads: F1 tells the choices */

/* ---- which questions are rows ---- */

static bool could_be_row(const struct item *item, const struct choice_list *lists)
{
	enum input input = item->kind == ITEM_QUESTION ? item_type(item)->input : INPUT_NONE;
	return (input == INPUT_CHOICE || input == INPUT_CHOICES) && item_is_shown(item) && !item->or_other &&
		   !item->choice_filter && !item->parameters.randomize && !(item->look & (LOOK_AUTOCOMPLETE | LOOK_MINIMAL)) &&
		   lists[item->list].count > 0 && lists[item->list].count <= KEYED_CHOICES;
}

static uint32_t first_list(const struct questionnaire *questionnaire, uint32_t group)
{
	for (uint32_t i = group + 1; i < questionnaire->items[group].end; i++)
		if (could_be_row(&questionnaire->items[i], questionnaire->lists))
			return questionnaire->items[i].list;
	return NONE;
}

uint32_t table_of(const struct screen *screen, struct cell cell)
{
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	const struct item *items = questionnaire->items;
	uint32_t group = items[cell.item].parent;
	while (group != NONE && !(items[group].kind == ITEM_GROUP && (items[group].look & LOOK_TABLE_LIST)))
		group = items[group].parent;
	bool is_row = group != NONE && could_be_row(&items[cell.item], questionnaire->lists) &&
				  items[cell.item].list == first_list(questionnaire, group);
	return is_row ? group : NONE;
}

/* ---- measures ---- */

static uint32_t languages_shown(const struct screen *screen)
{
	return screen->both ? interview_questionnaire(screen->interview)->language_count : 1;
}

static uint32_t language_at(const struct screen *screen, uint32_t i)
{
	return (interview_language(screen->interview) + i) % interview_questionnaire(screen->interview)->language_count;
}

/* Columns of the label and hint of a row in one line. */
static int label_width(const struct screen *screen, struct cell cell)
{
	static const enum words_kind kinds[] = {WORDS_LABEL, WORDS_HINT};
	struct string text = {0};
	int width = 0;
	for (uint32_t i = 0; i < languages_shown(screen) * 2; i++) {
		string_clear(&text);
		interview_words(screen->interview, cell, kinds[i % 2], language_at(screen, i / 2), &text);
		width = larger(width, text_width(string_span(&text)));
	}
	string_clear(&text);
	interview_number(screen->interview, cell, &text);
	width += text_width(string_span(&text)) + (text.length ? 2 : 0);
	string_free(&text);
	return width;
}

static int longest_label(const struct screen *screen, uint32_t group)
{
	int width = 0;
	for (size_t i = 0; i < screen->page.count; i++)
		if (screen->page.fields[i].table == group)
			width = larger(width, label_width(screen, screen->page.fields[i].cell));
	return width;
}

static void head_key(const struct choices *choices, size_t place, struct string *out)
{
	string_clear(out);
	if (choices->list->whole_numbers)
		string_add(out, choice_name(choices, choices->shown[place]));
	else
		text_encode(out, choice_key(choices, place));
}

/* Nothing where it says no more than the key: points of a scale. */
static void head_label(struct widget *widget, size_t place, uint32_t language, struct string *out)
{
	struct string key = {0};
	head_key(choices_of(widget), place, &key);
	string_clear(out);
	choice_label(widget, choices_of(widget)->shown[place], language, out);
	if (span_equal(string_span(out), string_span(&key)))
		string_clear(out);
	string_free(&key);
}

static int key_width(const struct choices *choices)
{
	struct string key = {0};
	int width = 1;
	for (size_t i = 0; i < choices->count; i++) {
		head_key(choices, i, &key);
		width = larger(width, text_width(string_span(&key)));
	}
	string_free(&key);
	return width;
}

static int longest_word(struct span text)
{
	struct span word;
	int width = 0;
	while (span_token(&text, &word))
		width = larger(width, text_width(word));
	return width;
}

/* The least width at which each choice's label takes no more than so many lines and no word is broken; 0: over `most`, or
 * there are no labels. */
static int width_in_lines(struct widget *widget, uint32_t language, size_t lines, int most)
{
	struct string label = {0};
	int width = 0;
	for (size_t i = 0; i < choices_of(widget)->count; i++) {
		head_label(widget, i, language, &label);
		width = larger(width, longest_word(string_span(&label)));
		while (width <= most && text_wrap(string_span(&label), width, NULL, 0) > lines)
			width++;
	}
	string_free(&label);
	return width <= most ? width : 0;
}

/* Labels over the columns, in more lines only where that leaves more to long labels of rows. */
static void fit_labels(struct table *table, uint32_t language, int lines, int most, int beside)
{
	int count = (int)choices_of(table->widget)->count, least = larger(key_width(choices_of(table->widget)), CELL_MARK);
	for (int i = 1; i <= lines && (!table->cell_columns || table->cell_columns * count > beside); i++) {
		int width = width_in_lines(table->widget, language, (size_t)i, most - HEAD_GAP);
		int cell = larger(width, least) + HEAD_GAP;
		if (!width || cell > most || (table->cell_columns && cell >= table->cell_columns))
			continue;
		table->cell_columns = cell;
		table->head_lines = i;
	}
}

/* Columns with labels over them; else with their numbers alone, wide or narrow; else none. */
static void fit_cells(struct table *table, uint32_t language, struct rectangle body, int longest)
{
	const struct choices *choices = choices_of(table->widget);
	int room = body.columns - ROW_INDENT - 1; /* labels of rows have a third of the width */
	int most = (room - larger(body.columns / 3, LABEL_LEAST)) / (int)choices->count;
	int lines = larger(smaller(body.rows / 4, HEAD_LINES), 1);
	fit_labels(table, language, lines, most, room - longest - 1);
	int key = key_width(choices), wide = larger(key, CELL_MARK) + 1, narrow = key + 1;
	if (!table->cell_columns)
		table->cell_columns = wide <= most ? wide : narrow <= most ? narrow : 0;
}

/* ---- heads ---- */

/* "1 Fell  2 Same  3 Rose", as many side by side as fit; the rows it takes. */
static int flow_legend(struct widget *widget, uint32_t language, struct grid *grid, struct rectangle where, unsigned ink)
{
	struct string key = {0}, label = {0};
	int row = 0, column = 0;
	for (size_t i = 0; i < choices_of(widget)->count; i++) {
		head_key(choices_of(widget), i, &key);
		head_label(widget, i, language, &label);
		if (!label.length)
			continue;
		string_format(&key, " %s", string_text(&label));
		int width = text_width(string_span(&key));
		if (column && column + width > where.columns) {
			row++;
			column = 0;
		}
		int lines = flow(grid, columns_behind(rows_below(where, row), column), string_span(&key), ink);
		row += lines - 1;
		column = lines > 1 ? where.columns : column + width + HEAD_GAP;
	}
	string_free(&key);
	string_free(&label);
	return row + (column > 0);
}

/* Of the languages whose labels do not stand over the columns. */
static int flow_legends(
	const struct screen *screen, const struct table *table, struct grid *grid, struct rectangle where)
{
	int used = 0;
	for (uint32_t i = table->head_lines ? 1 : 0; i < languages_shown(screen); i++)
		used += flow_legend(
			table->widget, language_at(screen, i), grid, rows_below(where, used), i ? INK_DIM : INK_PLAIN);
	if (grid && used > where.rows && where.rows > 0)
		flow_cut(grid, where, FLOW_ON_F1);
	return used;
}

static struct rectangle legend_place(const struct table *table, int row, int rows)
{
	return (struct rectangle){row, ROW_INDENT, rows, table->columns - ROW_INDENT - 1};
}

struct table table_measure(struct screen *screen, const struct field *field, struct rectangle body)
{
	struct table table = {.group = field->table, .widget = field->widget, .columns = body.columns};
	int longest = longest_label(screen, field->table), count = (int)choices_of(field->widget)->count;
	fit_cells(&table, interview_language(screen->interview), body, longest);
	int left = body.columns - 1 - (table.cell_columns ? table.cell_columns * count : body.columns / 3);
	table.label_columns = smaller(ROW_INDENT + longest + 1, left);
	if (body.rows <= BARE_ROWS)
		return table;
	int wanted = flow_legends(screen, &table, NULL, legend_place(&table, 0, 0));
	table.legend_rows = smaller(wanted, larger(body.rows / 3, 1));
	table.head_rows = table.legend_rows + table.head_lines + (table.cell_columns ? 1 : 0);
	return table;
}

/* Where the mark of a choice stands: behind the cursor's, in the middle of its column. */
static int mark_column(const struct table *table, size_t place)
{
	int cell = table->label_columns + (int)place * table->cell_columns, free = table->cell_columns - CELL_MARK;
	return free < 1 ? cell + table->cell_columns - 1 : cell + larger(free / 2, 1);
}

static bool is_narrow(const struct table *table)
{
	return table->cell_columns <= CELL_MARK;
}

static void put_over(const struct table *table, struct grid *grid, int row, size_t place, struct span text, unsigned ink)
{
	int width = text_width(text), column = mark_column(table, place);
	column += is_narrow(table) ? 1 - width : CELL_MARK / 2 - width / 2;
	grid_put(grid, row, column, width, text, ink);
}

static void paint_head_of(
	struct screen *screen, const struct table *table, struct grid *grid, struct rectangle where, size_t place, unsigned ink)
{
	struct string text = {0};
	struct span lines[HEAD_LINES];
	head_key(choices_of(table->widget), place, &text);
	put_over(table, grid, where.row, place, string_span(&text), ink);
	head_label(table->widget, place, interview_language(screen->interview), &text);
	int most = table->cell_columns - HEAD_GAP;
	size_t count = table->head_lines ? text_wrap(string_span(&text), most, lines, HEAD_LINES) : 0;
	for (size_t i = 0; i < count && i < HEAD_LINES && (int)i + 1 < where.rows; i++)
		put_over(table, grid, where.row + 1 + (int)i, place, lines[i], ink);
	string_free(&text);
}

void table_paint_head(struct screen *screen, const struct table *table, struct grid *grid, struct rectangle where)
{
	const struct field *focus = page_focus(screen);
	bool here = focus && focus->table == table->group;
	flow_legends(screen, table, grid, legend_place(table, where.row, table->legend_rows));
	where = rows_below(where, table->legend_rows);
	for (size_t i = 0; table->cell_columns && where.rows > 0 && i < choices_of(table->widget)->count; i++)
		paint_head_of(screen, table, grid, where, i, here && choices_of(focus->widget)->cursor == i ? INK_BOLD : INK_PLAIN);
}

/* ---- rows ---- */

static void state_in_row(const struct screen *screen, const struct field *field, struct string *out)
{
	enum answer_state state = interview_state(screen->interview, field->cell);
	if (state != STATE_UNANSWERED && state != STATE_ANSWERED && !choices_of(field->widget)->pick_count)
		string_format(out, "— %s —", screen_state_words(state));
}

bool table_shows_state(const struct screen *screen, const struct table *table, const struct field *field)
{
	struct string words = {0};
	state_in_row(screen, field, &words);
	bool shows = words.length && text_width(string_span(&words)) < table->columns - table->label_columns;
	string_free(&words);
	return shows;
}

/* "(x)" in a question of one choice, "[x]" of several. */
static const char *mark_of(bool several, bool picked)
{
	static const char *const marks[2][2] = {{"( )", "(x)"}, {"[ ]", "[x]"}};
	return marks[several][picked];
}

static void paint_cell(const struct screen *screen, const struct table *table, struct grid *grid, int row,
	const struct field *field, size_t place, bool here)
{
	const struct choices *choices = choices_of(field->widget);
	const struct item *item = &interview_questionnaire(screen->interview)->items[field->cell.item];
	bool picked = picks_has(choices, choices->shown[place], NULL);
	const char *mark = !is_narrow(table) ? mark_of(item_type(item)->input == INPUT_CHOICES, picked) : picked ? "x" : "·";
	int column = mark_column(table, place);
	grid_put(grid, row, column, CELL_MARK, span_of(mark), picked || here ? INK_BOLD : INK_PLAIN);
	if (!here)
		return;
	grid_put(grid, row, column - 1, 1, SPAN(">"), INK_BOLD);
	grid->cursor_row = row;
	grid->cursor_column = is_narrow(table) ? column : column + CELL_MARK / 2;
}

void table_paint_cells(struct screen *screen, const struct table *table, struct grid *grid, struct rectangle where,
	const struct field *field, bool focused)
{
	const struct choices *choices = choices_of(field->widget);
	struct rectangle cells = columns_behind(where, table->label_columns);
	cells.rows = 1;
	if (table_shows_state(screen, table, field)) {
		struct string words = {0};
		state_in_row(screen, field, &words);
		grid_put(grid, cells.row, cells.column, cells.columns, string_span(&words), INK_UNDERLINE);
		string_free(&words);
		if (focused) {
			grid->cursor_row = cells.row;
			grid->cursor_column = cells.column;
		}
	} else if (!table->cell_columns) {
		widget_paint_cell(field->widget, grid, cells, focused);
	} else {
		for (size_t i = 0; i < choices->count; i++)
			paint_cell(screen, table, grid, cells.row, field, i, focused && choices->cursor == i);
	}
}

struct span table_typed(const struct field *field)
{
	return string_span(&choices_of(field->widget)->number);
}

void table_say_choices(const struct screen *screen, const struct field *field, struct panel *panel)
{
	struct string line = {0}, label = {0};
	for (size_t i = 0; i < choices_of(field->widget)->count; i++) {
		head_key(choices_of(field->widget), i, &line);
		for (uint32_t k = 0; k < languages_shown(screen); k++) {
			head_label(field->widget, i, language_at(screen, k), &label);
			string_format(&line, "  %s", string_text(&label));
		}
		panel_say(panel, string_span(&line));
	}
	string_free(&line);
	string_free(&label);
}
