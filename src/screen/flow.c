/* Text that wraps onto a grid. */
#include "flow.h"

int flow(struct grid *grid, struct rectangle where, struct span text, unsigned ink)
{
	size_t most = grid && where.rows > 0 ? (size_t)where.rows : 0;
	if (!text.length)
		return 0;
	struct span *lines = memory_alloc((most + 1) * sizeof *lines);
	size_t count = text_wrap(text, where.columns, lines, most);
	for (size_t i = 0; i < count && i < most; i++)
		grid_put(grid, where.row + (int)i, where.column, where.columns, lines[i], ink);
	memory_free(lines);
	return count < INT16_MAX ? (int)count : INT16_MAX;
}

void flow_cut(struct grid *grid, struct rectangle where, struct span mark)
{
	int width = text_width(mark);
	int column = where.column + larger(where.columns - width, 0);
	grid_put(grid, where.row + where.rows - 1, column, width, mark, INK_REVERSE);
}

struct rectangle rows_below(struct rectangle where, int used)
{
	return (struct rectangle){where.row + used, where.column, larger(where.rows - used, 0), where.columns};
}

struct rectangle rows_take(struct rectangle *where, int rows)
{
	struct rectangle taken = *where;
	taken.rows = smaller(rows, where->rows);
	*where = rows_below(*where, taken.rows);
	return taken;
}

struct rectangle columns_behind(struct rectangle where, int left)
{
	left = smaller(left, where.columns);
	return (struct rectangle){where.row, where.column + left, where.rows, where.columns - left};
}
