/* Runs tables of keys against widgets. */
#include "typing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct widget *typing_widget(struct form *form, const char *path)
{
	return widget_new(form->interview, form_cell(form, path), interview_language(form->interview), form->now);
}

enum widget_result typing_press(struct widget *widget, const char *keys)
{
	enum widget_result result = WIDGET_IGNORED;
	int64_t now = 1000;
	for (struct key key; keys_next(&keys, &key); now += 100)
		result = widget_key(widget, key, now);
	return result;
}

static void add_value(struct string *out, const struct answer *answer)
{
	for (uint32_t i = 0; i < answer->line_count; i++)
		string_format(out, "%s%u:%.*s", i ? "|" : "", answer->lines[i].id, SPAN_ARGUMENTS(answer->lines[i].text));
	if (!answer->line_count)
		string_add(out, answer->v);
	if (answer->unit.length)
		string_format(out, " %.*s", SPAN_ARGUMENTS(answer->unit));
	if (answer->per.length)
		string_format(out, "/%.*s", SPAN_ARGUMENTS(answer->per));
	if (answer->other.length)
		string_format(out, " other=%.*s", SPAN_ARGUMENTS(answer->other));
}

const char *typing_entry(struct widget *widget, struct string *out)
{
	struct answer answer;
	const char *why;
	string_clear(out);
	enum entry_state state = widget_entry(widget, &answer, &why);
	if (widget_changed(widget))
		string_add_byte(out, '*');
	if (state == ENTRY_VALID)
		add_value(out, &answer);
	else if (state == ENTRY_INCOMPLETE)
		string_format(out, "(no: %.*s)", why ? 12 : 0, why ? why : "");
	else
		string_add_text(out, state == ENTRY_EMPTY ? "(empty)" : "(asks)");
	return string_text(out);
}

const char *typing_grid(struct widget *widget, int rows, int columns, struct string *out)
{
	struct grid grid = {0};
	string_clear(out);
	grid_resize(&grid, rows, columns);
	int height = widget_height(widget, columns);
	int used = widget_paint(widget, &grid, (struct rectangle){0, 0, height < rows ? height : rows, columns}, true);
	assert_true(used <= rows && used <= height);
	assert_true(grid.cursor_row < rows && grid.cursor_column >= 0 && grid.cursor_column < columns);
	grid_text(&grid, out);
	while (out->length > 1 && out->data[out->length - 2] == '\n')
		string_splice(out, out->length - 1, 1, SPAN(""));
	grid_free(&grid);
	return string_text(out);
}

void typing_check(struct form *form, const struct typing *cases, size_t count, int rows, int columns)
{
	struct string out = {0};
	for (size_t i = 0; i < count; i++) {
		struct widget *widget = typing_widget(form, cases[i].path);
		enum widget_result result = typing_press(widget, cases[i].keys);
		if (strcmp(typing_entry(widget, &out), cases[i].entry) != 0)
			fail_msg(
				"case %zu, %s %s: %s, expected %s", i, cases[i].path, cases[i].keys, string_text(&out), cases[i].entry);
		if (result != cases[i].last)
			fail_msg("case %zu, %s %s: the last key gave %d", i, cases[i].path, cases[i].keys, (int)result);
		if (cases[i].grid && strcmp(typing_grid(widget, rows, columns, &out), cases[i].grid) != 0)
			fail_msg("case %zu, %s %s:\n%s", i, cases[i].path, cases[i].keys, string_text(&out));
		widget_free(widget);
	}
	string_free(&out);
}
