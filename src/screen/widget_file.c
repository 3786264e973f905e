/* The path of a file: typed or pasted, with what lies there below the line. Looking is somebody else's: the widget says
 * that it wants to know, and is told. */
#include <string.h>

#include "widget_kind.h"

#define LISTED_ROWS 6
#define CURSOR_NONE SIZE_MAX

struct listing {
	struct arena *arena; /* of the names */
	const struct span *names;
	size_t count, cursor, top;
	bool more;    /* than fit into the list */
	bool nothing; /* lies there */
	bool wanted;  /* to be told what lies there */
	bool pointed; /* and then the cursor goes to the first */
};

static void start(struct widget *widget)
{
	struct listing *own = memory_alloc(sizeof *own);
	field_start(widget);
	own->arena = arena_new();
	own->cursor = CURSOR_NONE;
	widget->own = own;
}

static void finish(struct widget *widget)
{
	struct listing *own = widget->own;
	arena_free(own->arena);
	memory_free(own);
}

static void close_list(struct listing *own)
{
	own->count = own->top = 0;
	own->cursor = CURSOR_NONE;
	own->more = own->nothing = own->wanted = own->pointed = false;
}

/* ---- what lies there ---- */

static struct span name_part(struct span text)
{
	const char *slash = text.length ? memrchr(text.data, '/', text.length) : NULL;
	return slash ? span_sub(text, (size_t)(slash + 1 - text.data), SIZE_MAX) : text;
}

/* Pasted as a shell or a browser writes a path: nothing is to be added to it. */
static bool is_written_otherwise(struct span text)
{
	return span_starts(text, SPAN("file:")) || (text.length && (strchr("'\"", text.data[0]) || memchr(text.data, '\\', text.length)));
}

bool widget_wants_paths(struct widget *widget, struct span *typed)
{
	if (widget->kind != &widget_file)
		return false;
	struct listing *own = widget->own;
	bool wanted = own->wanted;
	own->wanted = false;
	*typed = editor_text(widget->editor);
	return wanted;
}

void widget_paths(struct widget *widget, const struct span *names, size_t count, bool more)
{
	if (widget->kind != &widget_file)
		return;
	struct listing *own = widget->own;
	arena_reset(own->arena);
	struct span *kept = arena_alloc(own->arena, (count + 1) * sizeof *kept);
	for (size_t i = 0; i < count; i++)
		kept[i] = span_copy(own->arena, names[i]);
	own->names = kept;
	own->count = count;
	own->more = more;
	own->nothing = !count;
	if (count == 1 && span_equal(names[0], name_part(editor_text(widget->editor)))) {
		own->count = 0; /* it stands there already */
		return;
	}
	own->top = 0;
	own->cursor = own->pointed && count ? 0 : CURSOR_NONE;
	own->pointed = false;
}

/* A name takes the place of what stands behind the last slash; of a folder one sees what is in it. */
static bool take(struct widget *widget, size_t index)
{
	struct listing *own = widget->own;
	struct span text = editor_text(widget->editor), name = own->names[index];
	struct string path = {0};
	string_add(&path, span_sub(text, 0, text.length - name_part(text).length));
	string_add(&path, name);
	editor_set(widget->editor, string_span(&path));
	string_free(&path);
	bool folder = span_ends(name, SPAN("/"));
	close_list(own);
	own->wanted = own->pointed = folder;
	widget->touched = true;
	return !folder;
}

/* ---- keys ---- */

static void down(struct listing *own)
{
	if (!own->count)
		own->wanted = own->pointed = true;
	else if (own->cursor == CURSOR_NONE)
		own->cursor = 0;
	else if (own->cursor + 1 < own->count)
		own->cursor++;
	if (own->cursor != CURSOR_NONE && own->cursor >= own->top + LISTED_ROWS)
		own->top = own->cursor + 1 - LISTED_ROWS;
}

static void up(struct listing *own)
{
	own->cursor = own->cursor ? own->cursor - 1 : CURSOR_NONE;
	if (own->cursor != CURSOR_NONE && own->cursor < own->top)
		own->top = own->cursor;
}

static enum widget_result key(struct widget *widget, struct key key, int64_t now_ms)
{
	struct listing *own = widget->own;
	bool pointed = own->cursor != CURSOR_NONE;
	if (key.kind == PRESS_DOWN) {
		down(own);
		return WIDGET_TAKEN;
	}
	if (key.kind == PRESS_UP && pointed) {
		up(own);
		return WIDGET_TAKEN;
	}
	if (key.kind == PRESS_ENTER && pointed)
		return take(widget, own->cursor) ? WIDGET_GO_ON : WIDGET_TAKEN;
	if (key.kind == PRESS_RIGHT && own->count && editor_at_end(widget->editor)) {
		take(widget, pointed ? own->cursor : 0);
		return WIDGET_TAKEN;
	}
	struct string before = {0};
	string_add(&before, editor_text(widget->editor));
	enum widget_result result = field_key(widget, key, now_ms);
	if (!span_equal(string_span(&before), editor_text(widget->editor))) {
		close_list(own);
		own->wanted = editor_text(widget->editor).length > 0 && !is_written_otherwise(editor_text(widget->editor));
	}
	string_free(&before);
	return result;
}

static bool escape(struct widget *widget)
{
	struct listing *own = widget->own;
	bool open = own->count > 0;
	close_list(own);
	return open;
}

/* ---- what is typed ---- */

static enum entry_state read(
	struct widget *widget, struct arena *arena, struct span text, struct answer *answer, const char **why)
{
	if (span_ends(span_trim(text), SPAN("/"))) {
		*why = _("This is a folder; the path of a file is expected");
		return ENTRY_INCOMPLETE;
	}
	return field_read_text(widget, arena, text, answer, why);
}

/* Endings that files of a type mostly have; any other is taken too. */
static const struct {
	enum question_type type;
	const char *endings, *words;
} usual[] = {
	{TYPE_IMAGE, " jpg jpeg png gif webp heic heif bmp tif tiff svg ", N_("not an image by its name; it is taken all the same")},
	{TYPE_AUDIO, " mp3 m4a aac ogg oga opus wav flac amr 3ga ", N_("not sound by its name; it is taken all the same")},
	{TYPE_VIDEO, " mp4 m4v mov avi mkv webm 3gp mpg mpeg ", N_("not a video by its name; it is taken all the same")},
};

static const char *unusual(const struct item *item, struct span text)
{
	struct string ending = {0};
	while (text.length && strchr(" \n'\"", text.data[text.length - 1]))
		text.length--; /* of a pasted one */
	const char *point = text.length ? memrchr(text.data, '.', text.length) : NULL, *words = NULL;
	struct span behind = point ? span_sub(text, (size_t)(point + 1 - text.data), SIZE_MAX) : SPAN("");
	string_add_byte(&ending, ' ');
	text_fold(&ending, behind);
	string_add_byte(&ending, ' ');
	for (unsigned i = 0; i < sizeof usual / sizeof *usual; i++)
		if (item->type == usual[i].type && behind.length && behind.length < 6 && !strstr(usual[i].endings, string_text(&ending)))
			words = _(usual[i].words);
	string_free(&ending);
	return words;
}

/* One line below what is typed. */
static void hint(const struct widget *widget, struct string *out)
{
	struct span text = editor_text(widget->editor);
	const struct answer *standing = widget_standing(widget);
	const struct listing *own = widget->own;
	if (own->nothing && widget->touched)
		string_add_text(out, _("no such file lies here"));
	else if (!text.length)
		string_add_text(out, _("the path of a file; ↓ shows what lies here"));
	else if (standing->state == STATE_ANSWERED && span_equal(text, standing->v) && standing->typed.length)
		string_format(out, _("a copy of %.*s"), SPAN_ARGUMENTS(standing->typed));
	else if (unusual(widget->item, text))
		string_add_text(out, unusual(widget->item, text));
}

/* ---- painting ---- */

static int height(struct widget *widget, int columns)
{
	const struct listing *own = widget->own;
	(void)columns;
	return 1 + (own->count > LISTED_ROWS ? LISTED_ROWS : own->count ? (int)own->count : 1);
}

static void paint_name(const struct listing *own, size_t index, bool last, struct grid *grid, struct rectangle line)
{
	struct string clipped = {0};
	text_clip(&clipped, own->names[index], line.columns - 4);
	grid_put(grid, line.row, line.column, line.columns, index == own->cursor ? SPAN("> ") : SPAN("  "), INK_PLAIN);
	int end = grid_put(grid, line.row, line.column + 2, line.columns - 2, string_span(&clipped), index == own->cursor ? INK_REVERSE : INK_PLAIN);
	if (last && (own->more || index + 1 < own->count))
		grid_put(grid, line.row, end + 1, line.column + line.columns - end - 1, SPAN("…"), INK_DIM);
	string_free(&clipped);
}

static int paint(struct widget *widget, struct grid *grid, struct rectangle where, bool focused)
{
	const struct listing *own = widget->own;
	struct rectangle line = rows_take(&where, 1);
	editor_paint(widget->editor, grid, line, focused);
	int rows = smaller(where.rows, height(widget, where.columns) - 1);
	if (!own->count && rows) {
		struct string words = {0}, clipped = {0};
		hint(widget, &words);
		text_clip(&clipped, string_span(&words), where.columns);
		grid_put(grid, where.row, where.column, where.columns, string_span(&clipped), INK_DIM);
		string_free(&words);
		string_free(&clipped);
	}
	size_t top = own->top;
	if (own->cursor != CURSOR_NONE && rows > 0 && own->cursor >= top + (size_t)rows)
		top = own->cursor + 1 - (size_t)rows; /* a small screen shows fewer */
	for (int i = 0; i < rows && top + (size_t)i < own->count; i++)
		paint_name(own, top + (size_t)i, i + 1 == rows, grid, (struct rectangle){where.row + i, where.column, 1, where.columns});
	return 1 + rows;
}

const struct widget_kind widget_file = {
	.start = start,
	.finish = finish,
	.show = field_show,
	.resume = field_resume,
	.key = key,
	.paint = paint,
	.height = height,
	.entry = field_entry,
	.draft = field_draft,
	.takes_text = field_takes_text,
	.escape = escape,
	.read = read,
};
