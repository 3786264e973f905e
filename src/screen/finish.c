/* The finish page: what is open, of whom it is to be asked, and what completes the interview. */
#include "app.h"

static const char *const point_words[] = {
	[POINT_REQUIRED] = N_("needs an answer"),
	[POINT_HARD] = N_("is not possible so"),
	[POINT_SOFT] = N_("is unusual, no reason given"),
	[POINT_NOT_OFFERED] = N_("choice no longer offered"),
	[POINT_DRAFT] = N_("typed, not accepted"),
	[POINT_OPTIONAL] = N_("not answered"),
	[POINT_ASIDE] = N_("set aside"),
};

static bool is_open(const struct screen *screen)
{
	return interview_status(screen->interview) == INTERVIEW_PARTIAL && !screen->read_only;
}

/* Consent was refused, or nobody fits: such an interview is ended with an outcome before it is completed. */
bool finish_ends(const struct screen *screen)
{
	return is_open(screen) && !interview_has_respondent(screen->interview);
}

/* ---- keys ---- */

/* The point with the cursor: page.focus counts from 1, 0 is none. Moved, it is where Enter goes. */
static const struct point *chosen(const struct screen *screen, const struct points *points)
{
	size_t at = screen->page.focus;
	return at && at <= points->count ? &points->items[at - 1] : NULL;
}

static void move(struct screen *screen, const struct points *points, enum key_kind kind)
{
	struct page *page = &screen->page;
	if (kind == PRESS_UP && page->focus == 0)
		app_run(screen, ACTION_PREVIOUS);
	else if (kind == PRESS_UP)
		page->focus--;
	else if (page->focus < points->count)
		page->focus++;
}

static void act(struct screen *screen, const struct points *points, struct key key)
{
	bool enter = key.kind == PRESS_ENTER, again = key.kind == PRESS_FUNCTION && key.codepoint == 10, ends = finish_ends(screen);
	bool completes = (key.kind == PRESS_TEXT && key.codepoint == 'f') || (!ends && (again || (enter && screen->page.by_key)));
	bool closes = key.kind == PRESS_TEXT && key.codepoint == 'x';
	if (enter && chosen(screen, points))
		page_jump(screen, chosen(screen, points)->cell);
	else if (!is_open(screen) && (enter || completes))
		leave_open(screen);
	else if (points->in_the_way && (enter || again || completes))
		page_jump(screen, points->items[0].cell);
	else if (completes)
		app_push(screen, &(struct intent){.kind = INTENT_COMPLETE});
	else if (is_open(screen) && (closes || (ends && (enter || again))))
		close_open(screen);
	else if (enter)
		app_notice(screen, "%s", _("f completes the interview"));
	else if (key.kind == PRESS_BACKSPACE)
		app_run(screen, ACTION_PREVIOUS);
}

void finish_key(struct screen *screen, struct key key)
{
	struct points points = {0};
	interview_points(screen->interview, &points);
	if (key.kind == PRESS_UP || key.kind == PRESS_DOWN)
		move(screen, &points, key.kind);
	else
		act(screen, &points, key);
	points_free(&points);
}

/* ---- painting ---- */

static int put_line(struct grid *grid, int row, struct rectangle body, struct span text, unsigned ink)
{
	struct string clipped = {0};
	if (row >= body.row + body.rows)
		return row;
	text_clip(&clipped, text, body.columns - 2);
	grid_put(grid, row, body.column + 1, body.columns - 2, string_span(&clipped), ink);
	string_free(&clipped);
	return row + 1;
}

static void why_open(const struct screen *screen, const struct point *point, struct string *out)
{
	string_add_text(out, _(point_words[point->kind]));
	struct span who = point->kind == POINT_ASIDE ? interview_aside(screen->interview, point->cell) : SPAN("");
	if (who.length && !span_is(who, "later"))
		string_format(out, " (%.*s)", SPAN_ARGUMENTS(who));
}

static void put_point(
	const struct screen *screen, struct grid *grid, int row, struct rectangle body, const struct points *points, size_t index)
{
	struct string line = {0}, tail = {0};
	const struct point *point = &points->items[index];
	bool blocks = index < points->in_the_way, here = point == chosen(screen, points);
	unsigned ink = here ? INK_REVERSE : blocks ? INK_PLAIN : INK_DIM;
	string_add_text(&line, blocks ? "! " : "  ");
	cell_title(screen, point->cell, &line);
	why_open(screen, point, &tail);
	grid_put(grid, row, body.column, 1, here ? SPAN(">") : SPAN(" "), INK_BOLD);
	grid_put_pair(grid, row, body.column + 1, body.columns - 2, string_span(&line), ink, string_span(&tail), ink);
	string_free(&line);
	string_free(&tail);
}

/* What is open, as much as fits around the cursor; the last line says how many more there are. */
static void put_points(const struct screen *screen, struct grid *grid, int row, struct rectangle body, const struct points *points)
{
	size_t rows = body.row + body.rows > row ? (size_t)(body.row + body.rows - row) : 0;
	size_t shown = points->count <= rows ? points->count : rows ? rows - 1 : 0;
	size_t top = screen->page.focus > shown ? screen->page.focus - shown : 0, below = points->count - top - shown;
	for (size_t i = 0; i < shown; i++)
		put_point(screen, grid, row++, body, points, top + i);
	if (below) {
		struct string more = {0};
		string_format(&more, _("… and %zu more"), below);
		put_line(grid, row, body, string_span(&more), INK_DIM);
		string_free(&more);
	}
}

struct person {
	struct span who;
	unsigned count;
};

/* For whom questions are set aside, and how many, in the order of their first; to be freed. */
static struct person *persons_of(const struct screen *screen, const struct points *points, size_t *count)
{
	struct person *persons = NULL;
	size_t capacity = 0;
	*count = 0;
	for (size_t i = points->in_the_way; i < points->count; i++) {
		struct person person = {interview_aside(screen->interview, points->items[i].cell), 1};
		size_t at = 0;
		if (points->items[i].kind != POINT_ASIDE)
			continue;
		while (at < *count && !span_equal(persons[at].who, person.who))
			at++;
		if (at < *count)
			persons[at].count++;
		else
			ARRAY_PUSH(persons, *count, capacity, person);
	}
	return persons;
}

/* "Set aside: 2 for later, 3 for suami" */
static void aside_text(const struct screen *screen, const struct points *points, struct string *out)
{
	size_t count;
	struct person *persons = persons_of(screen, points, &count);
	for (size_t i = 0; i < count; i++) {
		string_format(out, "%s ", i ? "," : _("Set aside:"));
		if (span_is(persons[i].who, "later"))
			string_format(out, _("%u for later"), persons[i].count);
		else
			string_format(out, _("%u for %.*s"), persons[i].count, SPAN_ARGUMENTS(persons[i].who));
	}
	memory_free(persons);
}

static const char *next_words(const struct screen *screen, const struct points *points)
{
	enum interview_status status = interview_status(screen->interview);
	if (status != INTERVIEW_PARTIAL)
		return status == INTERVIEW_COMPLETE ? _("The interview is complete") : _("The interview is closed");
	if (screen->read_only)
		return _("This interview is only shown, not changed");
	if (points->in_the_way)
		return _("In the way (Enter goes to the first):");
	if (finish_ends(screen))
		return _("Enter ends it: refused, or why else");
	return screen->page.by_key ? _("Nothing is in the way: Enter completes") : _("Nothing is in the way: f completes");
}

void finish_paint(struct screen *screen, struct grid *grid, struct rectangle body)
{
	struct points points = {0};
	struct string line = {0};
	int row = body.row + (body.rows > 8);
	interview_points(screen->interview, &points);
	struct counts counts = interview_counts(screen->interview);
	string_format(&line, _("%u of %u questions are answered."), counts.answered, counts.asked);
	row = put_line(grid, row, body, string_span(&line), INK_BOLD);
	row = put_line(grid, row, body, span_of(next_words(screen, &points)), INK_PLAIN);
	if (!points.in_the_way && finish_ends(screen))
		row = put_line(grid, row, body, span_of(_("f completes it all the same")), INK_DIM);
	string_clear(&line);
	aside_text(screen, &points, &line);
	if (line.length)
		row = put_line(grid, row, body, string_span(&line), INK_BOLD);
	put_points(screen, grid, row + 1, body, &points);
	points_free(&points);
	string_free(&line);
}

/* What Enter does here, and the rest as far as there is any of it. */
void finish_hints(struct screen *screen, struct string *line)
{
	struct points points = {0};
	interview_points(screen->interview, &points);
	bool blocked = points.in_the_way > 0, ends = !blocked && finish_ends(screen);
	if (chosen(screen, &points) || (blocked && is_open(screen)))
		string_add_text(line, _("Enter goes there"));
	else if (!is_open(screen))
		string_add_text(line, _("Enter leave"));
	else if (ends)
		string_add_text(line, _("Enter end it   f complete"));
	else
		string_add_text(line, screen->page.by_key ? _("Enter complete") : _("f complete"));
	string_format(line, "   %s", _("Esc menu"));
	if (points.count)
		string_format(line, "   %s", _("↑↓ choose"));
	if (is_open(screen) && !ends)
		string_format(line, "   %s", _("x end without"));
	string_format(line, "   %s", _("Shift-Tab back"));
	points_free(&points);
}

/* ---- plain mode ---- */

#define SAID_MOST 20

static void say_points(const struct screen *screen, const struct points *points, struct string *out)
{
	for (size_t i = 0; i < points->count && i < SAID_MOST; i++) {
		cell_title(screen, points->items[i].cell, out);
		string_add_text(out, ": ");
		why_open(screen, &points->items[i], out);
		string_add_byte(out, '\n');
	}
	if (points->count > SAID_MOST) {
		string_format(out, _("… and %zu more"), points->count - SAID_MOST);
		string_add_byte(out, '\n');
	}
}

void finish_say(struct screen *screen, struct string *out)
{
	struct points points = {0};
	interview_points(screen->interview, &points);
	struct counts counts = interview_counts(screen->interview);
	string_format(out, _("%u of %u questions are answered."), counts.answered, counts.asked);
	string_format(out, "\n%s\n", next_words(screen, &points));
	if (!points.in_the_way && finish_ends(screen))
		string_format(out, "%s\n", _("f completes it all the same"));
	size_t before = out->length;
	aside_text(screen, &points, out);
	string_add_text(out, out->length > before ? "\n" : "");
	say_points(screen, &points, out);
	if (points.count)
		string_format(out, "%s\n", _("Its number goes to a question; < goes back; x ends it with an outcome"));
	points_free(&points);
}
