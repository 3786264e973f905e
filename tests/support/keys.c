/* The names of keys in tests. */
#include "keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	struct key key;
} names[] = {
	{"Enter", {.kind = PRESS_ENTER}},
	{"Tab", {.kind = PRESS_TAB}},
	{"S-Tab", {.kind = PRESS_BACK_TAB}},
	{"Esc", {.kind = PRESS_ESCAPE}},
	{"BS", {.kind = PRESS_BACKSPACE}},
	{"Up", {.kind = PRESS_UP}},
	{"Down", {.kind = PRESS_DOWN}},
	{"Left", {.kind = PRESS_LEFT}},
	{"Right", {.kind = PRESS_RIGHT}},
	{"Home", {.kind = PRESS_HOME}},
	{"End", {.kind = PRESS_END}},
	{"PgUp", {.kind = PRESS_PAGE_UP}},
	{"PgDn", {.kind = PRESS_PAGE_DOWN}},
	{"Ins", {.kind = PRESS_INSERT}},
	{"Del", {.kind = PRESS_DELETE}},
	{"W-Left", {.kind = PRESS_WORD_LEFT}},
	{"W-Right", {.kind = PRESS_WORD_RIGHT}},
	{"Space", {PRESS_TEXT, ' ', {0}}},
	{"lt", {PRESS_TEXT, '<', {0}}},
};

static bool named(struct span name, struct key *key)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (span_is(name, names[i].name)) {
			*key = names[i].key;
			return true;
		}
	}
	size_t at = 2;
	int64_t number;
	if (span_starts(name, SPAN("C-")) && name.length == 3)
		*key = (struct key){PRESS_CONTROL, (uint32_t)name.data[2], {0}};
	else if (span_is(name, "M-lt") || span_is(name, "M-gt"))
		*key = (struct key){PRESS_ALT, name.data[2] == 'l' ? '<' : '>', {0}};
	else if (span_starts(name, SPAN("M-")) && name.length > 2)
		*key = (struct key){PRESS_ALT, text_decode(name, &at), {0}};
	else if (span_starts(name, SPAN("Paste ")))
		*key = (struct key){PRESS_PASTE, 0, span_sub(name, 6, SIZE_MAX)};
	else if (span_starts(name, SPAN("Probe ")))
		*key = (struct key){PRESS_PROBE, 0, span_sub(name, 6, SIZE_MAX)};
	else if (name.data[0] == 'F' && number_parse_whole(span_sub(name, 1, SIZE_MAX), &number))
		*key = (struct key){PRESS_FUNCTION, (uint32_t)number, {0}};
	else
		return false;
	return true;
}

bool keys_next(const char **script, struct key *key)
{
	struct span rest = span_of(*script);
	size_t at = 0;
	if (!rest.length)
		return false;
	if (rest.data[0] != '<') {
		*key = (struct key){PRESS_TEXT, text_decode(rest, &at), {0}};
		*script += at;
		return true;
	}
	const char *end = strchr(*script, '>');
	struct span name = span_sub(rest, 1, end ? (size_t)(end - *script) - 1 : 0);
	if (!name.length || !named(name, key)) {
		fprintf(stderr, "no such key: %s\n", *script);
		abort();
	}
	*script = end + 1;
	return true;
}

void key_print(struct string *out, struct key key)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (names[i].key.kind == key.kind && key.kind != PRESS_TEXT) {
			string_format(out, "<%s>", names[i].name);
			return;
		}
	}
	if (key.kind == PRESS_TEXT && key.codepoint == '<')
		string_add_text(out, "<lt>");
	else if (key.kind == PRESS_TEXT)
		text_encode(out, key.codepoint);
	else if (key.kind == PRESS_CONTROL)
		string_format(out, "<C-%c>", (char)key.codepoint);
	else if (key.kind == PRESS_FUNCTION)
		string_format(out, "<F%u>", key.codepoint);
	else if (key.kind == PRESS_ALT) {
		string_add_text(out, "<M-");
		text_encode(out, key.codepoint);
		string_add_text(out, ">");
	} else
		string_format(out, "<%s %.*s>", key.kind == PRESS_PASTE ? "Paste" : "Probe", SPAN_ARGUMENTS(key.text));
}
