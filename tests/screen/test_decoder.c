/* Bytes to keys: every form that terminals are known to send (keys.tsv), whole and split at each byte; what nobody knows is
 * swallowed. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "growth.h"
#include "decoding.h"
#include "place.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define ESCAPE_MS DECODING_ESCAPE_MS
#define E "\x1b"

struct forms {
	const char *bytes, *keys;
};

static const struct forms plain[] = {
	{"a", "a"},
	{"é", "é"},
	{"漢", "漢"},
	{"👨", "👨"},
	{"12k", "12k"},
	{"\r", "<Enter>"},
	{"\n", "<Enter>"},
	{"\t", "<Tab>"},
	{"\x7f", "<BS>"},
	{"\b", "<BS>"},
	{"\x03", "<Esc>"},
	{"\x01", "<C-a>"},
	{"\x07", "<C-g>"},
	{"\x0c", "<C-l>"},
	{"\x1a", "<C-z>"},
	{"\x0e\x0f", "<C-n><C-o>"},
	{E "h", "<M-h>"},
	{E "é", "<M-é>"},
	{E "+", "<M-+>"},
	{E "<", "<M-<>"},
	{E "-", "<M-->"},
	{"ab\r" E "[A", "ab<Enter><Up>"},
	{E "[9999;7~", "<Probe 7>"},
};

static void drain(struct decoder *decoder, int64_t now_ms, struct string *out)
{
	struct key key;
	while (decoder_next(decoder, now_ms, &key))
		key_print(out, key);
}

static void check(const struct forms *forms, size_t count, bool split)
{
	struct string out = {0}, expected = {0};
	for (size_t i = 0; i < count; i++) {
		struct decoder *decoder = decoder_new(ESCAPE_MS);
		struct span bytes = span_of(forms[i].bytes);
		int64_t now = 1000;
		string_clear(&out);
		for (size_t at = 0; at < bytes.length; at += split ? 1 : bytes.length, now++) {
			decoder_feed(decoder, span_sub(bytes, at, split ? 1 : SIZE_MAX), now);
			drain(decoder, now, &out);
		}
		decoder_feed(decoder, SPAN("x"), now);
		drain(decoder, now, &out);
		string_clear(&expected);
		string_format(&expected, "%sx", forms[i].keys);
		if (strcmp(string_text(&out), string_text(&expected)) != 0)
			fail_msg("case %zu (%s), %s: %s, expected %s", i,
				forms[i].bytes[0] == '\x1b' ? forms[i].bytes + 1 : forms[i].bytes, split ? "split" : "whole",
				string_text(&out), string_text(&expected));
		decoder_free(decoder);
	}
	string_free(&out);
	string_free(&expected);
}

static void test_plain(void **state)
{
	(void)state;
	check(plain, COUNT(plain), false);
	check(plain, COUNT(plain), true);
}

/* ---- the table of terminals ---- */

static void unescape(struct span text, struct string *out)
{
	for (size_t i = 0; i < text.length; i++) {
		char digits[3] = {0};
		if (text.data[i] != '\\') {
			string_add_byte(out, text.data[i]);
		} else if (text.data[i + 1] == 'x') {
			memcpy(digits, text.data + i + 2, 2);
			string_add_byte(out, (char)strtol(digits, NULL, 16));
			i += 3;
		} else {
			i++;
			string_add_byte(out, text.data[i] == 'E' ? '\x1b' : text.data[i]);
		}
	}
}

static struct span cut_column(struct span *line)
{
	size_t tab = span_find(*line, SPAN("\t"));
	struct span column = span_sub(*line, 0, tab);
	*line = span_sub(*line, tab == SIZE_MAX ? line->length : tab + 1, SIZE_MAX);
	return column;
}

static void teach_row(struct decoder *decoder, const void *context)
{
	const struct decoding *row = context;
	const char *script = row->expected;
	struct key key;
	assert_true(keys_next(&script, &key));
	decoder_learn(decoder, row->bytes.data, key);
}

/* Two terminals mean different keys by the bytes of PuTTY's SCO mode: those count when terminfo teaches them. */
static bool check_row(struct span line)
{
	struct string what = {0}, bytes = {0}, keys = {0};
	struct span terminal = cut_column(&line), name = cut_column(&line);
	if (!line.length || terminal.data[0] == '#')
		return false;
	string_format(&what, "%.*s, %.*s", SPAN_ARGUMENTS(terminal), SPAN_ARGUMENTS(name));
	unescape(cut_column(&line), &bytes);
	if (!span_is(line, "(nothing)"))
		unescape(line, &keys);
	struct decoding row = {string_text(&what), {string_text(&bytes), bytes.length}, string_text(&keys), NULL, NULL};
	row.teach = span_is(terminal, "PuTTY, SCO") ? teach_row : NULL;
	row.context = &row;
	decoding_check(&row);
	string_free(&what);
	string_free(&bytes);
	string_free(&keys);
	return true;
}

static void test_terminals(void **state)
{
	struct string path = {0}, table = {0};
	(void)state;
	string_format(&path, "%s/tests/screen/keys.tsv", getenv("TANYA_SOURCE"));
	place_read(string_text(&path), &table);
	size_t rows = 0;
	for (struct span rest = string_span(&table); rest.length;) {
		size_t end = span_find(rest, SPAN("\n"));
		rows += check_row(span_sub(rest, 0, end));
		rest = span_sub(rest, end == SIZE_MAX ? rest.length : end + 1, SIZE_MAX);
	}
	print_message("%zu sequences, each cut at each byte\n", rows);
	assert_in_range(rows, 600, 10000);
	string_free(&path);
	string_free(&table);
}

/* ---- time ---- */

struct piece {
	int64_t at_ms;
	const char *bytes;
};

static const char *timed(struct decoder *decoder, const struct piece *pieces, size_t count, struct string *out)
{
	struct decoding_piece fed[8];
	assert_in_range(count, 1, COUNT(fed));
	for (size_t i = 0; i < count; i++)
		fed[i] = (struct decoding_piece){pieces[i].at_ms, span_of(pieces[i].bytes)};
	string_clear(out);
	decoding_timed(decoder, fed, count, out);
	return string_text(out);
}

static void test_silence(void **state)
{
	(void)state;
	static const struct {
		struct piece pieces[4];
		size_t count;
		const char *expected;
	} cases[] = {
		{{{0, E}}, 1, "<Esc>"},
		{{{0, E}, {24, "h"}}, 2, "<M-h>"},
		{{{0, E}, {30, "h"}}, 2, "<Esc>h"},
		{{{0, E}, {1, E}}, 2, "<Esc><Esc>"},
		{{{0, E}, {80, "["}, {160, "D"}, {240, "x"}}, 4, "<Esc>x"},
		{{{0, E}, {80, "[19~x"}}, 2, "<Esc>x"},
		{{{0, E}, {100, "[2"}, {200, "1"}, {300, "~"}}, 4, "<Esc>"},
		{{{0, E}, {400, "[x"}}, 2, "<Esc>[x"},
		{{{0, E}, {80, "a["}}, 2, "<Esc>a["},
		{{{0, E E}}, 1, "<Esc><Esc>"},
		{{{0, E "["}}, 1, "<M-[>"},
		{{{0, E "O"}}, 1, "<M-O>"},
		{{{0, E "]"}}, 1, "<M-]>"},
		{{{0, E "P"}}, 1, "<M-P>"},
		{{{0, E "[1;5"}}, 1, ""},
		{{{0, E "[1;"}, {10, "5"}, {20, "C"}}, 3, "<W-Right>"},
		{{{0, "\xc3"}, {10, "\xa9"}}, 2, "é"},
		{{{0, "\xc3"}, {100, "a"}}, 2, "a"},
		{{{0, E "]0;never"}}, 1, ""},
		{{{0, E "]0"}}, 1, ""},
		{{{0, E "]0"}, {500, "t\a"
							 "x"}},
			2, "x"},
		{{{0, E "[200~a"}, {900, "b" E "[201~"}}, 2, "<Paste ab>"},
		{{{0, E "[1;"}, {600, "5C"}}, 2, "<W-Right>"},
		{{{0, "\xc3"}, {500, "\xa9"}}, 2, "é"},
		{{{0, E "[M"}}, 1, ""},
		{{{0, E "[M"}, {30, "abc"}}, 2, "abc"},
		{{{0, E "[Ma\r"}}, 1, "a<Enter>"},
		{{{0, E "Pasar\r"}}, 1, "<Enter>"},
		{{{0, E "]0;t" E "[A"}}, 1, "<Up>"},
		{{{0, E "[200~a"}, {900, "b"}, {1800, "c" E "[201~"}}, 3, "<Paste abc>"},
		{{{0, E "[200~"}, {900, "a" E "[201~b"}}, 2, "<Paste a>b"},
		{{{0, E "\r"}}, 1, "<Esc><Enter>"},
		{{{0, E "\x7f"}}, 1, "<Esc><BS>"},
	};
	struct string out = {0};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct decoder *decoder = decoder_new(ESCAPE_MS);
		const char *keys = timed(decoder, cases[i].pieces, cases[i].count, &out);
		if (strcmp(keys, cases[i].expected) != 0)
			fail_msg("case %zu: %s, expected %s", i, keys, cases[i].expected);
		assert_int_equal(decoder_deadline_ms(decoder), -1);
		decoder_free(decoder);
	}
	string_free(&out);
}

static void test_invalid_utf8_is_dropped(void **state)
{
	(void)state;
	static const struct forms cases[] = {
		{"\xff", ""},
		{"\xc0\xaf", ""},
		{"\xed\xa0\x80", ""},
		{"\xf5\x80\x80\x80", ""},
		{"a\x80z", "az"},
		{"\xc3(", "("},
		{"\xe2\x82y", "y"},
		{"\xf0\x9f\x91"
		 "b",
			"b"},
		{E "\xff", ""},
	};
	check(cases, COUNT(cases), false);
	check(cases, COUNT(cases), true);
}

static void test_learned_sequences_win(void **state)
{
	(void)state;
	struct decoder *decoder = decoder_new(ESCAPE_MS);
	struct string out = {0};
	decoder_learn(decoder, E "[25~", (struct key){PRESS_FUNCTION, 7, {0}});
	decoder_learn(decoder, E "OP", (struct key){.kind = PRESS_HOME});
	decoder_learn(decoder, E "{", (struct key){.kind = PRESS_HOME});
	decoder_learn(decoder, E "{{", (struct key){.kind = PRESS_END});
	decoder_learn(decoder, NULL, (struct key){.kind = PRESS_END});
	decoder_learn(decoder, E, (struct key){.kind = PRESS_END});
	decoder_feed(decoder, SPAN(E "[25~" E "OP" E "OQ" E "{{" E "{"), 0);
	drain(decoder, 0, &out);
	assert_string_equal(string_text(&out), "<F7><Home><F2><End><Home>");
	decoder_free(decoder);
	string_free(&out);
}

static void test_paste(void **state)
{
	(void)state;
	static const struct forms cases[] = {
		{E "[200~one\ntwo" E "[201~", "<Paste one\ntwo>"},
		{E "[200~" E "[201~", "<Paste >"},
		{E "[200~" E "[A\x03" E "[201~", "<Paste " E "[A\x03>"},
		{"a" E "[200~b" E "[201~", "a<Paste b>"},
	};
	check(cases, COUNT(cases), false);
	check(cases, COUNT(cases), true);
}

static void test_paste_that_never_ends(void **state)
{
	(void)state;
	struct decoder *decoder = decoder_new(ESCAPE_MS);
	struct string out = {0};
	struct piece pieces[] = {{0, E "[200~half"}};
	assert_string_equal(timed(decoder, pieces, 1, &out), "<Paste half>");
	decoder_free(decoder);
	string_free(&out);
}

static void paste(size_t bytes, const void *context)
{
	(void)context;
	struct decoder *decoder = decoder_new(ESCAPE_MS);
	struct string text = {0};
	struct key key = {0};
	string_add_text(&text, E "[200~");
	while (text.length < bytes)
		string_add_text(&text, "Batik tulis Jambi é\n");
	size_t length = text.length - 6;
	string_add_text(&text, E "[201~");
	unsigned keys = 0;
	for (size_t at = 0; at < text.length; at += 1024) {
		decoder_feed(decoder, span_sub(string_span(&text), at, 1024), (int64_t)at / 1024);
		while (decoder_next(decoder, (int64_t)at / 1024, &key))
			keys++;
	}
	assert_int_equal(keys, 1);
	assert_int_equal(key.kind, PRESS_PASTE);
	assert_int_equal(key.text.length, length);
	decoder_free(decoder);
	string_free(&text);
}

/* A megabyte in the pieces of a tty: one key, and no time that grows with its square. */
static void test_megabyte(void **state)
{
	(void)state;
	assert_grows_like_its_size(paste, NULL, (1u << 20) / GROWTH_STEP);
}

/* What is longer than any answer comes in pieces, and is no key to its end. */
static void test_paste_beyond_any_answer(void **state)
{
	(void)state;
	struct decoder *decoder = decoder_new(ESCAPE_MS);
	struct string text = {0};
	struct key key = {0};
	size_t got = 0, fed = LIMIT_ANSWER_BYTES + LIMIT_ANSWER_BYTES / 2, pieces = 0;
	string_add_text(&text, E "[200~");
	memset(string_reserve(&text, fed), '\r', fed);
	text.length += fed;
	string_add_text(&text, E "[201~x");
	for (size_t at = 0; at < text.length; at += 1 << 20) {
		decoder_feed(decoder, span_sub(string_span(&text), at, 1 << 20), 0);
		for (; decoder_next(decoder, 0, &key) && key.kind == PRESS_PASTE; pieces++)
			got += key.text.length;
	}
	assert_int_equal(got, fed);
	assert_int_equal(pieces, 2);
	assert_int_equal(key.kind, PRESS_TEXT);
	decoder_free(decoder);
	string_free(&text);
}

/* What had begun when type-ahead was thrown away goes with it, however it ends. */
static void test_discard(void **state)
{
	static const struct {
		const char *before, *after, *expected;
	} cases[] = {
		{"bc", "d", "d"},
		{"b" E, "", ""},
		{"b" E "[", "5~d", "d"},
		{"b\xc3", "\xa9é", "é"},
		{E "[200~one\r", "two\r" E "[201~d", "d"},
		{E "[200~", E "[201~d", "d"},
		{E "[200", "~two" E "[201~d", "d"},
		{E "[200~two" E "[201~", "d", "d"},
		{E "]0;", "title\ad", "d"},
	};
	struct string out = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct decoder *decoder = decoder_new(ESCAPE_MS);
		struct piece after[] = {{10, cases[i].after}};
		struct key key;
		decoder_feed(decoder, SPAN("a"), 0);
		decoder_feed(decoder, span_of(cases[i].before), 0);
		assert_true(decoder_next(decoder, 0, &key));
		decoder_discard(decoder);
		assert_false(decoder_next(decoder, 0, &key));
		if (strcmp(timed(decoder, after, 1, &out), cases[i].expected) != 0)
			fail_msg("case %zu: %s, expected %s", i, string_text(&out), cases[i].expected);
		assert_int_equal(decoder_deadline_ms(decoder), -1);
		decoder_free(decoder);
	}
	string_free(&out);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_terminals),
		cmocka_unit_test(test_silence),
		cmocka_unit_test(test_invalid_utf8_is_dropped),
		cmocka_unit_test(test_learned_sequences_win),
		cmocka_unit_test(test_paste),
		cmocka_unit_test(test_paste_that_never_ends),
		cmocka_unit_test(test_paste_beyond_any_answer),
		cmocka_unit_test(test_megabyte),
		cmocka_unit_test(test_discard),
	};
	return cmocka_run_group_tests_name("screen/decoder", tests, NULL, NULL);
}
