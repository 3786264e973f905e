/* Plain mode as it stands on the paper of a teletype: plain/NAME.txt is what was said and typed. What stands behind a prompt
 * is typed, the rest must come. TANYA_REWRITE=1 writes the files anew from what is typed in them, and fails: read them before
 * you believe them. And: the same answers by keys and by lines are the same events. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "place.h"
#include "play.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define HEAD_LINES 2

struct transcript {
	const char *path;
	struct string text, form, language;
	int64_t columns;
	struct span rest; /* of the text, behind the head */
};

/* ---- the files ---- */

static bool head(struct span *rest, const char *name, struct span *value)
{
	struct span line;
	size_t length = strlen(name);
	bool there = span_next(rest, '\n', &line) && span_starts(line, span_of(name));
	*value = there ? span_trim(span_sub(line, length, SIZE_MAX)) : SPAN("");
	return there;
}

/* "form: FILE", relative to tests/screen; "language: CODE, COLUMNS wide". */
static void transcript_read(struct transcript *transcript)
{
	struct span form = {0}, where = {0};
	place_read(transcript->path, &transcript->text);
	transcript->rest = string_span(&transcript->text);
	if (!head(&transcript->rest, "form:", &form) || !head(&transcript->rest, "language:", &where))
		fail_msg("%s: form: and language: stand first", transcript->path);
	size_t comma = span_find(where, SPAN(", "));
	string_add(&transcript->language, span_sub(where, 0, comma));
	struct span width = span_sub(where, comma + 2, SIZE_MAX);
	if (comma == SIZE_MAX || !number_parse_whole(span_sub(width, 0, span_find(width, SPAN(" "))), &transcript->columns))
		fail_msg("%s: language: CODE, COLUMNS wide", transcript->path);
	struct string path = {0};
	string_format(&path, "%s/tests/screen/%.*s", getenv("TANYA_SOURCE"), SPAN_ARGUMENTS(form));
	place_read(string_text(&path), &transcript->form);
	string_free(&path);
}

/* What is typed in a line behind its prompt: "3.4> ", where the number may be missing. */
static bool typed_in(struct span line, struct span *typed)
{
	size_t at = span_find(line, SPAN("> "));
	struct span number = span_sub(line, 0, at);
	if (at == SIZE_MAX || span_find(number, SPAN(" ")) != SIZE_MAX || span_find(number, SPAN(":")) != SIZE_MAX)
		return false;
	*typed = span_sub(line, at + 2, SIZE_MAX);
	return true;
}

static void check_said(struct span said)
{
	for (size_t i = 0; i < said.length; i++)
		if (((unsigned char)said.data[i] < 0x20 && said.data[i] != '\n') || said.data[i] == 0x7f)
			fail_msg("a control character is said: %02x", said.data[i]);
}

static void play_transcript(struct transcript *transcript, struct string *seen)
{
	struct play play;
	struct span rest = transcript->rest, line, typed;
	struct string word = {0}, first = {0};
	play_open(&play, string_text(&transcript->form), string_text(&transcript->language));
	grid_free(&play.grid);
	play_plain(&play, (int)transcript->columns);
	string_add(seen, (struct span){transcript->text.data, (size_t)(transcript->rest.data - transcript->text.data)});
	screen_say(play.screen, (int)transcript->columns, false, &first);
	string_add(seen, string_span(&first));
	while (span_next(&rest, '\n', &line)) {
		if (!typed_in(line, &typed) || !rest.length)
			continue; /* behind the last prompt nothing is typed */
		string_clear(&word);
		string_add(&word, typed);
		string_add(seen, typed);
		const char *said = play_enter(&play, string_text(&word));
		string_add_text(seen, said[0] == '\n' ? "" : "\n"); /* Ctrl-C ends no line */
		check_said(span_of(said));
		string_add_text(seen, said);
	}
	string_add_byte(seen, '\n');
	string_free(&word);
	string_free(&first);
	play_close(&play);
}

static void tell_difference(const char *path, const char *seen, const char *expected)
{
	size_t at = 0, line = 0;
	for (; seen[at] && seen[at] == expected[at]; at++)
		if (seen[at] == '\n')
			line = at + 1;
	fail_msg("%s\nseen     %.*s\nexpected %.*s", path, (int)strcspn(seen + line, "\n"), seen + line, (int)strcspn(expected + line, "\n"),
		expected + line);
}

static void test_transcript(void **state)
{
	struct transcript transcript = {.path = *state};
	struct string seen = {0};
	transcript_read(&transcript);
	play_transcript(&transcript, &seen);
	if (getenv("TANYA_REWRITE")) {
		place_write(transcript.path, string_span(&seen));
		fail_msg("%s is written anew", transcript.path);
	}
	if (strcmp(string_text(&seen), string_text(&transcript.text)) != 0)
		tell_difference(transcript.path, string_text(&seen), string_text(&transcript.text));
	string_free(&seen);
	string_free(&transcript.text);
	string_free(&transcript.form);
	string_free(&transcript.language);
}

/* ---- the same events ---- */

static const struct {
	const char *keys;
	const char *lines[6]; /* ended by NULL */
} same[] = {
	{"1<Enter>", {"yes"}},
	{"Siti Aminah<Enter>", {"Siti Aminah"}},
	{"<F4>the aunt, too<Enter><Tab>", {"! the aunt, too", ""}},
	{"<S-Tab><C-t>suami<Enter>", {"<", ":s suami"}},
	{"13<Enter>", {"1 3"}},
	{"<S-Tab>3<Enter>", {"<", "cash"}},
	{"2000000<Enter>2", {"2000000", "2"}},
	{"<S-Tab><F7><F7>", {"<", "dk", "dk"}},
	{"7<Enter>6<Enter>", {"7", "6"}},
	{"3<Down>1<Enter>", {"much", "1"}},
	{"1Ani<Enter>1Budi<Enter>", {"1", "Ani", "1", "Budi"}},
	{"<S-Tab><M-e>Bu Rima<Enter><Tab>", {"<", ":e Bu Rima", ""}},
	{"<S-Tab><M-->y<C-z>", {"<", ":-", "y", ":u"}},
	{"<F6>3.6<Enter>", {":g 3.6"}},
	{"First<Enter>second<Tab>", {"First", "second", "."}},
	{"<F5><F8>2", {":t", "rf", "2"}},
	{"<F2><F2><F10>", {":l", ":l", ":f"}},
	{"<F6>1.1<Enter>2<Enter><Enter>", {"1.1", "no", ""}},
	{"<C-z><M-p> <C-q><Enter>", {":u", ":p", "", ":q", ""}},
};

static void test_same_events(void **state)
{
	struct play drawn, plain;
	struct string path = {0}, form = {0};
	(void)state;
	string_format(&path, "%s/tests/screen/pages/form.yaml", getenv("TANYA_SOURCE"));
	place_read(string_text(&path), &form);
	play_open(&drawn, string_text(&form), "en");
	play_open(&plain, string_text(&form), "en");
	grid_free(&plain.grid);
	play_plain(&plain, 80);
	for (size_t i = 0; i < COUNT(same); i++) {
		play_type(&drawn, same[i].keys);
		for (size_t k = 0; k < COUNT(same[i].lines) && same[i].lines[k]; k++)
			play_enter(&plain, same[i].lines[k]);
		if (strcmp(string_text(&drawn.told), string_text(&plain.told)) != 0)
			fail_msg("%s\nby keys:\n%sby lines:\n%s%s", same[i].keys, string_text(&drawn.told), string_text(&plain.told), string_text(&plain.text));
		string_clear(&drawn.told);
		string_clear(&plain.told);
	}
	play_close(&drawn);
	play_close(&plain);
	string_free(&path);
	string_free(&form);
}

int main(void)
{
	glob_t found;
	struct string pattern = {0};
	string_format(&pattern, "%s/tests/screen/plain/*.txt", getenv("TANYA_SOURCE"));
	glob(string_text(&pattern), 0, NULL, &found);
	struct CMUnitTest *tests = memory_alloc((found.gl_pathc + 1) * sizeof *tests);
	for (size_t i = 0; i < found.gl_pathc; i++)
		tests[i] = (struct CMUnitTest){.name = strrchr(found.gl_pathv[i], '/') + 1, .test_func = test_transcript, .initial_state = found.gl_pathv[i]};
	tests[found.gl_pathc] = (struct CMUnitTest){.name = "same_events", .test_func = test_same_events};
	int result = _cmocka_run_group_tests("screen/plain", tests, found.gl_pathc + 1, NULL, NULL);
	memory_free(tests);
	globfree(&found);
	string_free(&pattern);
	return result;
}
