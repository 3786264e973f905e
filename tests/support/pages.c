/* Plays a page's keys, shows it in each size and language, and compares that with its file. */
#include "pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "place.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define EMPTY_ROWS 3 /* so many stand as they are */

static const struct album *album; /* of this program */

static const struct {
	int columns, rows;
} sizes[] = {{40, 12}, {80, 24}, {240, 60}};

static void path_in(struct string *out, const char *name, const char *ending)
{
	string_format(out, "%s/%s/%s%s", getenv("TANYA_SOURCE"), album->folder, name, ending);
}

static void begin(struct play *play, const struct shown *shown, const char *language)
{
	struct string path = {0}, yaml = {0};
	if (shown->open) {
		shown->open(play, language);
	} else {
		path_in(&path, "form", ".yaml");
		place_read(string_text(&path), &yaml);
		play_open(play, string_text(&yaml), language);
	}
	play_type(play, shown->keys);
	if (shown->event)
		shown->event(play);
	string_free(&path);
	string_free(&yaml);
}

/* The three sizes in one language; and back at the first one all is as it was. */
static void show(const struct shown *shown, const char *language, struct string *screens)
{
	struct play play;
	struct string before = {0};
	begin(&play, shown, language);
	string_add_text(&before, play_screen(&play));
	for (size_t i = 0; i < COUNT(sizes); i++) {
		play_size(&play, sizes[i].rows, sizes[i].columns);
		string_clear(&screens[i]);
		string_add_text(&screens[i], play_screen(&play));
	}
	play_size(&play, 24, 80);
	assert_string_equal(play_screen(&play), string_text(&before));
	string_free(&before);
	play_close(&play);
}

/* At 40x12 our own words are whole: titles of dialogs, what can be chosen, and the way out in the bottom line. */
static void check_small(const struct shown *shown, const char *screen)
{
	struct span line = {0};
	for (size_t row = 0; *screen; row++) {
		line = (struct span){screen, strcspn(screen, "\n")};
		screen += line.length + (screen[line.length] == '\n');
		bool titled = row > 1 && span_starts(line, SPAN("─"));
		if (titled && !span_ends(line, SPAN("──")))
			fail_msg("%s: the title is cut: %.*s", shown->name, SPAN_ARGUMENTS(line));
		if (shown->own && row > 1 && span_find(line, SPAN("…")) != SIZE_MAX)
			fail_msg("%s: words are cut: %.*s", shown->name, SPAN_ARGUMENTS(line));
	}
	if (shown->way_out && span_find(line, span_of(shown->way_out)) == SIZE_MAX)
		fail_msg("%s: no %s in %.*s", shown->name, shown->way_out, SPAN_ARGUMENTS(line));
}

static void add_empty_rows(struct string *out, size_t count)
{
	if (album->folds && count > EMPTY_ROWS)
		string_format(out, "~ %zu empty rows\n", count);
	else
		for (; count; count--)
			string_add_byte(out, '\n');
}

static void add_screen(struct string *out, const struct string *screen)
{
	struct span rest = string_span(screen), line;
	size_t empty = 0;
	while (span_next(&rest, '\n', &line)) {
		if (!line.length) {
			empty += rest.length > 0;
			continue;
		}
		add_empty_rows(out, empty);
		empty = 0;
		string_format(out, "%.*s\n", SPAN_ARGUMENTS(line));
	}
}

static void show_all(const struct shown *shown, struct string *out)
{
	struct string english[COUNT(sizes)] = {0}, indonesian[COUNT(sizes)] = {0};
	show(shown, "en", english);
	show(shown, "id", indonesian);
	check_small(shown, string_text(&english[0]));
	check_small(shown, string_text(&indonesian[0]));
	for (size_t i = 0; i < COUNT(sizes); i++) {
		bool same = span_equal(string_span(&english[i]), string_span(&indonesian[i]));
		string_format(out, "== %dx%d %s\n", sizes[i].columns, sizes[i].rows, same ? "en id" : "en");
		add_screen(out, &english[i]);
		if (!same) {
			string_format(out, "== %dx%d id\n", sizes[i].columns, sizes[i].rows);
			add_screen(out, &indonesian[i]);
		}
		string_free(&english[i]);
		string_free(&indonesian[i]);
	}
}

/* The first line that differs, under the head of its screen. */
static void tell_difference(const char *name, const char *seen, const char *expected)
{
	const char *head = seen;
	size_t at = 0, line = 0;
	for (; seen[at] && seen[at] == expected[at]; at++) {
		if (seen[at] == '\n') {
			line = at + 1;
			head = strncmp(seen + line, "== ", 3) == 0 ? seen + line : head;
		}
	}
	fail_msg("%s %.*s\nseen     %.*s\nexpected %.*s", name, (int)strcspn(head, "\n"), head, (int)strcspn(seen + line, "\n"),
		seen + line, (int)strcspn(expected + line, "\n"), expected + line);
}

static void test_page(void **state)
{
	const struct shown *shown = *state;
	struct string path = {0}, seen = {0}, expected = {0};
	path_in(&path, shown->name, ".txt");
	show_all(shown, &seen);
	if (getenv("TANYA_REWRITE")) {
		place_write(string_text(&path), string_span(&seen));
		fail_msg("%s is written anew", string_text(&path));
	}
	place_read(string_text(&path), &expected);
	if (strcmp(string_text(&seen), string_text(&expected)) != 0)
		tell_difference(shown->name, string_text(&seen), string_text(&expected));
	string_free(&path);
	string_free(&seen);
	string_free(&expected);
}

int pages_run(const struct album *of)
{
	struct CMUnitTest *tests = test_malloc(of->count * sizeof *tests);
	album = of;
	for (size_t i = 0; i < of->count; i++)
		tests[i] =
			(struct CMUnitTest){.name = of->shown[i].name, .test_func = test_page, .initial_state = (void *)&of->shown[i]};
	int failed = _cmocka_run_group_tests(of->suite, tests, of->count, NULL, NULL);
	test_free(tests);
	return failed;
}
