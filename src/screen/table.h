/* A group with table-list as a grid: a row a question, a column a choice. Its rows are the questions of its first choice
 * list; what else stands in the group is painted as in a field-list. */
#ifndef TANYA_SCREEN_TABLE_H
#define TANYA_SCREEN_TABLE_H

#include "app.h"
#include "flow.h"

/* How the grid lies on the screen. */
struct table {
	uint32_t group;
	struct widget *widget; /* of its first row: its choices head the columns */
	int columns;           /* of the body */
	int label_columns;     /* of the rows' labels, from the left edge, with the mark of the cursor's row */
	int cell_columns;      /* of one choice; 0: too many for the width, a row shows its pick in words */
	int head_lines;        /* of the choices' labels over the columns; 0: they stand in the legend */
	int legend_rows;
	int head_rows;         /* legend, numbers and labels together; 0: the body has no room for them */
};

#define ROW_INDENT 2 /* columns before a row's label: the mark of the cursor's row */

uint32_t table_of(const struct screen *screen, struct cell cell); /* the group whose grid has it for a row, or NONE */
/* Measures the grid in which this field is a row, for a body of that size. */
struct table table_measure(struct screen *screen, const struct field *field, struct rectangle body);
void table_paint_head(struct screen *screen, const struct table *table, struct grid *grid, struct rectangle where);
/* The choices of a row, or its state in their place; `where` is the whole row. */
void table_paint_cells(struct screen *screen, const struct table *table, struct grid *grid, struct rectangle where,
	const struct field *field, bool focused);
bool table_shows_state(const struct screen *screen, const struct table *table, const struct field *field);
struct span table_typed(const struct field *field); /* the number of a choice, half typed */
void table_say_choices(const struct screen *screen, const struct field *field, struct panel *panel);

#endif
