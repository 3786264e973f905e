/* Bytes to keys: every form that terminals are known to send, whole and split at each byte; what nobody knows is
 * swallowed. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "growth.h"
#include "keys.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define ESCAPE_MS 25
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
};

static const struct forms xterm[] = {
	{E "[A", "<Up>"},
	{E "[B", "<Down>"},
	{E "[C", "<Right>"},
	{E "[D", "<Left>"},
	{E "OA", "<Up>"},
	{E "OB", "<Down>"},
	{E "OC", "<Right>"},
	{E "OD", "<Left>"},
	{E "[H", "<Home>"},
	{E "[F", "<End>"},
	{E "OH", "<Home>"},
	{E "OF", "<End>"},
	{E "[2~", "<Ins>"},
	{E "[3~", "<Del>"},
	{E "[5~", "<PgUp>"},
	{E "[6~", "<PgDn>"},
	{E "[Z", "<S-Tab>"},
	{E "OP", "<F1>"},
	{E "OQ", "<F2>"},
	{E "OR", "<F3>"},
	{E "OS", "<F4>"},
	{E "[15~", "<F5>"},
	{E "[17~", "<F6>"},
	{E "[18~", "<F7>"},
	{E "[19~", "<F8>"},
	{E "[20~", "<F9>"},
	{E "[21~", "<F10>"},
	{E "[23~", "<F11>"},
	{E "[24~", "<F12>"},
	{E "[1;5C", "<W-Right>"},
	{E "[1;5D", "<W-Left>"},
	{E "[1;3C", "<W-Right>"},
	{E "[1;3D", "<W-Left>"},
	{E "[1;2A", "<Up>"},
	{E "[1;5H", "<Home>"},
	{E "[5;5~", "<PgUp>"},
	{E "[3;2~", "<Del>"},
	{E "[1;2P", ""},
	{E "[15;5~", ""},
	{E "[E", ""},
	{E "OM", "<Enter>"},
	{E "Oj", "*"},
	{E "Ok", "+"},
	{E "Om", "-"},
	{E "On", "."},
	{E "Oo", "/"},
	{E "Op", "0"},
	{E "Oy", "9"},
	{E "OI", "<Tab>"},
};

static const struct forms rxvt[] = {
	{E "[7~", "<Home>"},
	{E "[8~", "<End>"},
	{E "[11~", "<F1>"},
	{E "[12~", "<F2>"},
	{E "[13~", "<F3>"},
	{E "[14~", "<F4>"},
	{E "Oa", "<Up>"},
	{E "Ob", "<Down>"},
	{E "Oc", "<W-Right>"},
	{E "Od", "<W-Left>"},
	{E "[a", "<Up>"},
	{E "[b", "<Down>"},
	{E "[2$", "<Ins>"},
	{E "[3^", "<Del>"},
	{E "[5@", "<PgUp>"},
	{E "[7$", "<Home>"},
	{E "[8^", "<End>"},
	{E E "[A", "<Up>"},
	{E E "[D", "<W-Left>"},
	{E E "OC", "<W-Right>"},
	{E E "[5~", "<PgUp>"},
};

static const struct forms putty[] = {
	{E "[1~", "<Home>"},
	{E "[4~", "<End>"},
	{E "[11~", "<F1>"},
	{E "[12~", "<F2>"},
	{E "[13~", "<F3>"},
	{E "[14~", "<F4>"},
	{E "[15~", "<F5>"},
	{E "[2~", "<Ins>"},
	{E "[3~", "<Del>"},
	{E "OD", "<Left>"},
};

static const struct forms kitty[] = {
	{"\033[56709u", ""}, /* a surrogate is no character */
	{E "[27u", "<Esc>"},
	{E "[13u", "<Enter>"},
	{E "[9u", "<Tab>"},
	{E "[9;2u", "<S-Tab>"},
	{E "[127u", "<BS>"},
	{E "[97;5u", "<C-a>"},
	{E "[103;5u", "<C-g>"},
	{E "[99;5u", "<Esc>"},
	{E "[97;3u", "<M-a>"},
	{E "[233u", "é"},
	{E "[57414u", "<Enter>"},
	{E "[57441u", ""},
	{E "[57358u", ""},
	{E "[97;5:1u", "<C-a>"},
	{E "[1;1A", "<Up>"},
	{E "[1;1H", "<Home>"},
	{E "[49;5u", ""},
	{E "[1114112u", ""},
	{E "[P", "<F1>"},
	{E "[Q", "<F2>"},
	{E "[S", "<F4>"},
	{E "[13;2u", "<Enter>"},
};

static const struct forms console[] = {
	{E "[[A", "<F1>"},
	{E "[[B", "<F2>"},
	{E "[[C", "<F3>"},
	{E "[[D", "<F4>"},
	{E "[[E", "<F5>"},
	{E "[17~", "<F6>"},
	{E "[1~", "<Home>"},
	{E "[4~", "<End>"},
	{E "[[F", ""},
	{E "[G", ""},
	{E "[25~", ""},
	{E "[34~", ""},
};

/* Whole and unknown: nothing of them may come out as text. */
static const struct forms unknown[] = {
	{E "[?1;2c", ""},
	{E "[?2026;2$y", ""},
	{E "[>0;276;0c", ""},
	{E "[<0;12;5M", ""},
	{E "[<0;12;5m", ""},
	{E "[M !!", ""},
	{E "[200;5;7z", ""},
	{E "]0;title\a", ""},
	{E "]11;rgb:0000/0000/0000" E "\\", ""},
	{E "P1$r0m" E "\\", ""},
	{E "_Gi=1;OK" E "\\", ""},
	{E "^pm" E "\\", ""},
	{E "Xsos" E "\\", ""},
	{E "[1;1;1;1;1;1;1;1;1;1q", ""},
	{E "[99999999999999999~", ""},
	{E "O5P", "<F1>"},
	{E "Oz", ""},
	{E "[0 q", ""},
	{E "[!p", ""},
	{E "[I", ""},
	{E "[O", ""},
	{E "[=5u", ""},
	{E "[?5u", ""},
	{E "[x", ""},
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

#define FORMS_TEST(name) \
	static void test_##name(void **state) \
	{ \
		(void)state; \
		check(name, COUNT(name), false); \
		check(name, COUNT(name), true); \
	}
FORMS_TEST(plain)
FORMS_TEST(xterm)
FORMS_TEST(rxvt)
FORMS_TEST(putty)
FORMS_TEST(kitty)
FORMS_TEST(console)
FORMS_TEST(unknown)

/* Feeds pieces at their times, asking as the loop does: at each deadline and after each piece. */
struct piece {
	int64_t at_ms;
	const char *bytes;
};

static const char *timed(struct decoder *decoder, const struct piece *pieces, size_t count, struct string *out)
{
	string_clear(out);
	for (size_t i = 0; i < count; i++) {
		int64_t deadline = decoder_deadline_ms(decoder);
		if (deadline >= 0 && deadline < pieces[i].at_ms)
			drain(decoder, deadline, out);
		decoder_feed(decoder, span_of(pieces[i].bytes), pieces[i].at_ms);
		drain(decoder, pieces[i].at_ms, out);
	}
	for (int64_t deadline; (deadline = decoder_deadline_ms(decoder)) >= 0;) {
		size_t before = out->length;
		drain(decoder, deadline, out);
		if (before == out->length && decoder_deadline_ms(decoder) == deadline)
			fail_msg("the decoder asks to be asked for ever");
	}
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
	decoder_learn(decoder, NULL, (struct key){.kind = PRESS_END});
	decoder_learn(decoder, E, (struct key){.kind = PRESS_END});
	decoder_feed(decoder, SPAN(E "[25~" E "OP" E "OQ"), 0);
	drain(decoder, 0, &out);
	assert_string_equal(string_text(&out), "<F7><Home><F2>");
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

static void test_discard(void **state)
{
	(void)state;
	struct decoder *decoder = decoder_new(ESCAPE_MS);
	struct key key;
	decoder_feed(decoder, SPAN("abc" E), 0);
	assert_true(decoder_next(decoder, 0, &key));
	decoder_discard(decoder);
	assert_false(decoder_next(decoder, 100, &key));
	assert_int_equal(decoder_deadline_ms(decoder), -1);
	decoder_free(decoder);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_xterm),
		cmocka_unit_test(test_rxvt),
		cmocka_unit_test(test_putty),
		cmocka_unit_test(test_kitty),
		cmocka_unit_test(test_console),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_silence),
		cmocka_unit_test(test_invalid_utf8_is_dropped),
		cmocka_unit_test(test_learned_sequences_win),
		cmocka_unit_test(test_paste),
		cmocka_unit_test(test_paste_that_never_ends),
		cmocka_unit_test(test_megabyte),
		cmocka_unit_test(test_discard),
	};
	return cmocka_run_group_tests_name("screen/decoder", tests, NULL, NULL);
}
