/* YAML: trees, faults with their places and cures, hostile files, places inside scalars. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "growth.h"
#include "tanya/formats.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define QUOTES "put the whole value in quotes"

struct parsed {
	struct arena *arena;
	struct diagnostics faults;
	struct yaml_node *root;
};

static struct parsed parse(struct span text)
{
	struct parsed parsed = {.arena = arena_new()};
	parsed.root = yaml_parse(parsed.arena, "form.yaml", text, &parsed.faults);
	return parsed;
}

static void done(struct parsed *parsed)
{
	diagnostics_free(&parsed->faults);
	arena_free(parsed->arena);
}

/* A tree in one line: scalars as they are, P for plain, Q quoted, | and > blocks. */
static void print(struct string *out, const struct yaml_node *node)
{
	static const char styles[] = "PQ|>";
	if (node->kind == YAML_SCALAR) {
		string_format(out, "%c<%.*s>", styles[node->style], SPAN_ARGUMENTS(node->text));
		return;
	}
	string_add_byte(out, node->kind == YAML_MAPPING ? '{' : '[');
	for (uint32_t i = 0; i < node->count; i++) {
		string_add_text(out, i ? " " : "");
		if (node->kind == YAML_MAPPING) {
			print(out, node->pairs[i].key);
			string_add_byte(out, ':');
		}
		print(out, node->kind == YAML_MAPPING ? node->pairs[i].value : node->items[i]);
	}
	string_add_byte(out, node->kind == YAML_MAPPING ? '}' : ']');
}

static void test_trees(void **state)
{
	(void)state;
	static const struct {
		const char *text, *tree;
	} cases[] = {
		{"a: no", "{P<a>:P<no>}"},
		{"code: 0053", "{P<code>:P<0053>}"},
		{"- ~\n- null\n- 1.0\n- 0x1F\n- 1:30\n- 2026-11-24\n-",
			"[P<~> P<null> P<1.0> P<0x1F> P<1:30> P<2026-11-24> P<>]"},
		{"a: 'it''s'", "{P<a>:Q<it's>}"},
		{"a: \"x\\ty\\u00e9\\\"\"", "{P<a>:Q<x\ty\xC3\xA9\">}"},
		{"a: |\n  one\n  two\n", "{P<a>:|<one\ntwo\n>}"},
		{"a: |-\n  one\n\n  two\n", "{P<a>:|<one\n\ntwo>}"},
		{"a: >\n  one\n  two\n\n  three\n", "{P<a>:><one two\nthree\n>}"},
		{"a: one\n  two", "{P<a>:P<one two>}"},
		{"{id: Satu, en: \"One\"}", "{P<id>:P<Satu> P<en>:Q<One>}"},
		{"[]", "[]"},
		{"{}", "{}"},
		{"a: ${b} = 'yes' # c", "{P<a>:P<${b} = 'yes'>}"},
		{"\xEF\xBB\xBF"
		 "a: b",
			"{P<a>:P<b>}"},
		{"a: b\r\nc: d\r\n", "{P<a>:P<b> P<c>:P<d>}"},
		{"a: &x {n: 1}\nb: *x", "{P<a>:{P<n>:P<1>} P<b>:{P<n>:P<1>}}"},
		{"a: &x 1\nb: &x 2\nc: *x", "{P<a>:P<1> P<b>:P<2> P<c>:P<2>}"},
		{"&k a: b\nc: *k", "{P<a>:P<b> P<c>:P<a>}"},
		{"? a\n: b", "{P<a>:P<b>}"},
		{"--- \na: b\n...\n", "{P<a>:P<b>}"},
		{"%YAML 1.1\n---\na: b", "{P<a>:P<b>}"},
		{"\"<<\": b", "{Q<<<>:P<b>}"},
		{"{id: Sedih :(, en: Sad}", "{P<id>:P<Sedih :(> P<en>:P<Sad>}"},
		{"aliases: [a (b), c]", "{P<aliases>:[P<a (b)> P<c>]}"},
		{"just text", "P<just text>"},
		{"a: \xC3\xA9\xF0\x9F\x99\x82", "{P<a>:P<\xC3\xA9\xF0\x9F\x99\x82>}"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct parsed parsed = parse(span_of(cases[i].text));
		struct string text = {0};
		diagnostics_print(&text, &parsed.faults);
		assert_string_equal(string_text(&text), "");
		assert_non_null(parsed.root);
		print(&text, parsed.root);
		assert_string_equal(string_text(&text), cases[i].tree);
		string_free(&text);
		done(&parsed);
	}
}

/* The first fault of each: where, its code, its cure, and whether a tree is given. */
static const struct fault_case {
	const char *text, *code, *cure;
	unsigned line, column;
	bool tree;
} fault_cases[] = {
	{"!-L-\xe2\x80\xa9-${x}~\xe2\x80\xa9---\xe2\x80\xa9--c-\xe2", "tag", NULL, 1, 1, true},
	{"a: b\r\xEF\xBB\xBF" "c: d\n", "encoding", "take it away; it can only stand at the very beginning", 2, 1, false},
	/* traps, whose cure is quotes */
	{"{relevant: ${x} = 'yes'}", "yaml-syntax", QUOTES, 1, 13, false},
	{"- {name: a, relevant: ${x} = 1, y: z}", "yaml-syntax", QUOTES, 1, 24, false},
	{"[${x}]", "yaml-syntax", QUOTES, 1, 3, false},
	{"a: {label: Halo ${nama}!}", "yaml-syntax", QUOTES, 1, 18, false},
	{"label: \"Foo\" bar", "yaml-syntax", QUOTES, 1, 14, false},
	{"label: \"Foo\" bar\nnext: y", "yaml-syntax", QUOTES, 1, 14, false},
	{"a:\n  - b\n  - 'c' d", "yaml-syntax", QUOTES, 3, 9, false},
	{"relevant: 'a' = ${b}", "yaml-syntax", QUOTES, 1, 15, false},
	{"relevant: 'it''s' = ${b}", "yaml-syntax", QUOTES, 1, 19, false},
	{"{a: \"b\" c}", "yaml-syntax", QUOTES, 1, 9, false},
	{"a: [x] y", "yaml-syntax", QUOTES, 1, 8, false},
	{"label: Foo: bar", "yaml-syntax", QUOTES, 1, 11, false},
	{"a:\n  - label: Foo: bar", "yaml-syntax", QUOTES, 2, 15, false},
	{"a: \"b\": c", "yaml-syntax", QUOTES, 1, 7, false},
	{"a: @x", "yaml-syntax", QUOTES, 1, 4, false},
	{"a: %x", "yaml-syntax", QUOTES, 1, 4, false},
	{"a: `x`", "yaml-syntax", QUOTES, 1, 4, false},
	{"a: *x", "yaml-syntax", QUOTES ", or name the thing with & first", 1, 4, false},
	{"a: *x*", "yaml-syntax", QUOTES, 1, 6, false},
	{"a: & b", "yaml-syntax", QUOTES, 1, 5, false},
	{"a: !x!y z", "yaml-syntax", QUOTES, 1, 4, false},
	{"a: ? b", "yaml-syntax", QUOTES, 1, 4, false},
	{"{calculation: if(a, b, c)}", "yaml-syntax", QUOTES, 1, 21, true},
	{"- [concat(a, b)]", "yaml-syntax", QUOTES, 1, 14, true},
	{"%FOO", "yaml-syntax", QUOTES, 1, 5, false},
	/* other syntax */
	{"a: \"abc", "yaml-syntax", "close it, and double ' inside '\xE2\x80\xA6'", 1, 4, false},
	{"a: 'abc\nb: c\n", "yaml-syntax", "close it, and double ' inside '\xE2\x80\xA6'", 1, 4, false},
	{"a: \"\\d\"", "yaml-syntax", NULL, 1, 5, false},
	{"a: \"\\uD8\"", "yaml-syntax", NULL, 1, 7, false},
	{"a:\n\tb: c", "yaml-syntax", QUOTES "; indent with spaces, not tabs", 2, 1, false},
	{"a: b\n  c: d", "yaml-syntax", NULL, 2, 4, false},
	{"foo\nbar: baz", "yaml-syntax", NULL, 2, 4, false},
	{"a: [x\nb: y", "yaml-syntax", NULL, 2, 2, false},
	{"- a\nb: c", "yaml-syntax", NULL, 2, 1, false},
	{"{a: b", "yaml-syntax", NULL, 1, 6, false},
	{"{a: b\n", "yaml-syntax", NULL, 2, 1, false},
	{"\"\xC3\xA9", "yaml-syntax", NULL, 1, 1, false},
	{"key: - a", "yaml-syntax", "begin the list on a line of its own", 1, 6, false},
	{"a: | foo\n b", "yaml-syntax", NULL, 1, 6, false},
	{"a: |\n  b\n c", "yaml-syntax", NULL, 3, 2, false},
	{"]", "yaml-syntax", NULL, 1, 1, false},
	{"a: 1\n...\nfoo", "yaml-syntax", NULL, 3, 1, false},
	{"%YAML 2.0\n---\na", "yaml-syntax", "take the %YAML line away", 1, 1, false},
	{"", "yaml-syntax", NULL, 1, 1, false},
	{"# nothing\n\n", "yaml-syntax", NULL, 1, 1, false},
	{"&a [*a]", "yaml-syntax", NULL, 1, 5, false},
	{"\xC3\xA9: \xC3\xB6: x", "yaml-syntax", QUOTES, 1, 5, false},
	/* bytes */
	{"\xC3\xA9: \xC3\xB6\n  x: \xFF", "encoding", "save the file as UTF-8", 2, 6, false},
	{"a: b\r\nc: \xC0\xAF", "encoding", "save the file as UTF-8", 2, 4, false},
	{"a: \xED\xA0\x80", "encoding", "save the file as UTF-8", 1, 4, false},
	{"a: \xC3", "encoding", "save the file as UTF-8", 1, 4, false},
	{"\xFF\xFE"
	 "a",
		"encoding", "save the file as UTF-8", 1, 1, false},
	{"\xFE\xFF", "encoding", "save the file as UTF-8", 1, 1, false},
	{"a: \"Caf\xE9\"", "encoding", "save the file as UTF-8", 1, 8, false},
	{"a: \xE9t\xE9 # \x01", "encoding", "save the file as UTF-8", 1, 4, false},
	{"a: x\x01y \xE9", "encoding", "take it away", 1, 5, false},
	{"a: x\x01y", "encoding", "take it away", 1, 5, false},
	{"a: b\nc: \x7F", "encoding", "take it away", 2, 4, false},
	/* the language's own */
	{"a: 1\nb: 2\na: 3", "duplicate-key", "take one of them away", 3, 1, true},
	{"x: {a: 1, \"a\": 2}", "duplicate-key", "take one of them away", 1, 11, true},
	{"<<: {a: 1}", "merge-key", "write the keys out", 1, 1, true},
	{"a: &x {b: 1}\nc:\n  <<: *x\n", "merge-key", "write the keys out", 3, 3, true},
	{"a: !!int 5", "tag", NULL, 1, 4, true},
	{"a: !important", "tag", NULL, 1, 4, true},
	{"a: &x ! b", "tag", NULL, 1, 4, true},
	{"!!map {a: 1}", "tag", NULL, 1, 1, true},
	{"- !!seq []", "tag", NULL, 1, 3, true},
	{"? [a]\n: b", "yaml-key", QUOTES, 1, 3, true},
	{"{a}: b", "yaml-key", QUOTES, 1, 1, true},
	{"a: 1\n---\nb: 2", "second-document", NULL, 2, 1, true},
};

static void test_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(fault_cases); i++) {
		const struct fault_case *wanted = &fault_cases[i];
		struct parsed parsed = parse(span_of(wanted->text));
		struct string told = {0};
		if (parsed.faults.errors == 0)
			fail_msg("no fault was found in %s", wanted->text);
		const struct diagnostic *got = &parsed.faults.items[0];
		string_format(
			&told, "%s -> %s %u:%u", wanted->text, got->code, (unsigned)got->place.line, (unsigned)got->place.column);
		struct string expected = {0};
		string_format(&expected, "%s -> %s %u:%u", wanted->text, wanted->code, wanted->line, wanted->column);
		assert_string_equal(string_text(&told), string_text(&expected));
		assert_string_equal(got->place.file, "form.yaml");
		assert_true(strlen(got->message) > 0 && strlen(got->cure) > 0);
		assert_true(text_valid(span_of(got->message), NULL));
		if (wanted->cure)
			assert_string_equal(got->cure, wanted->cure);
		assert_int_equal(parsed.root != NULL, wanted->tree);
		string_free(&told);
		string_free(&expected);
		done(&parsed);
	}
}

static void test_utf16(void **state)
{
	(void)state;
	static const struct span cases[] = {{"\xFF\xFE"
										 "a\0:\0",
											6},
		{"\xFE\xFF\0a\0:", 6}, {"a\0:\0 \0", 6}, {"\0a\0:\0 ", 6}, {"\xFF\xFE\0\0a\0\0\0", 8}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct parsed parsed = parse(cases[i]);
		assert_null(parsed.root);
		assert_int_equal(parsed.faults.count, 1);
		assert_string_equal(parsed.faults.items[0].code, "encoding");
		assert_non_null(strstr(parsed.faults.items[0].message, "UTF-16"));
		done(&parsed);
	}
	struct parsed parsed = parse((struct span){"a: b\0c", 6});
	assert_null(parsed.root);
	assert_string_equal(parsed.faults.items[0].message, "the control character U+0000 cannot stand in YAML");
	assert_int_equal(parsed.faults.items[0].place.column, 5);
	done(&parsed);
}

static void test_duplicates_name_the_first(void **state)
{
	(void)state;
	struct string text = {0};
	for (int i = 0; i < 40; i++)
		string_format(&text, "k%d: %d\n", i, i);
	string_add_text(&text, "k3: again\nk33: again\nk3: thrice\n");
	struct parsed parsed = parse(string_span(&text));
	assert_int_equal(parsed.faults.count, 3);
	static const unsigned lines[][2] = {{41, 4}, {42, 34}, {43, 4}};
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(parsed.faults.items[i].place.line, lines[i][0]);
		assert_int_equal(parsed.faults.items[i].related_count, 1);
		assert_int_equal(parsed.faults.items[i].related[0].place.line, lines[i][1]);
	}
	assert_non_null(parsed.root);
	assert_int_equal(parsed.root->count, 40);
	assert_true(span_is(yaml_get(parsed.root, "k3")->text, "3"));
	assert_null(yaml_get(parsed.root, "k40"));
	assert_null(yaml_get(NULL, "k"));
	assert_null(yaml_get(yaml_get(parsed.root, "k3"), "k"));
	done(&parsed);
	string_free(&text);
}

/* A file with a thousand faults tells a hundred and says so. */
static void test_many_faults(void **state)
{
	(void)state;
	struct string text = {0};
	for (int i = 0; i < 1000; i++)
		string_add_text(&text, "a: 1\n");
	struct parsed parsed = parse(string_span(&text));
	assert_int_equal(parsed.faults.count, LIMIT_YAML_FAULTS + 1);
	assert_string_equal(parsed.faults.items[LIMIT_YAML_FAULTS].code, "too-many-faults");
	assert_non_null(parsed.root);
	done(&parsed);
	string_free(&text);
}

/* ---- hostile sizes ----------------------------------------------------------------------------------------------- */

static void repeat(struct string *out, const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++)
		string_add_text(out, text);
}

static void refused(const struct string *text, const char *code)
{
	struct parsed parsed = parse(string_span(text));
	assert_null(parsed.root);
	assert_int_equal(parsed.faults.count, 1);
	assert_string_equal(parsed.faults.items[0].code, code);
	done(&parsed);
}

static void test_depth(void **state)
{
	(void)state;
	static const struct {
		const char *open, *close;
	} cases[] = {{"[", "]"}, {"{a: ", "}"}, {"[{a: ", "}]"}, {"- ", ""}, {"[", ""}, {"{? ", ""}, {"&a [", ""}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct string text = {0};
		repeat(&text, cases[i].open, 5000);
		string_add_byte(&text, 'x');
		repeat(&text, cases[i].close, 5000);
		refused(&text, "too-deep");
		string_free(&text);
	}
	struct string block = {0};
	for (int i = 0; i < 5000; i++) {
		repeat(&block, " ", (size_t)i);
		string_add_text(&block, "a:\n");
	}
	refused(&block, "too-deep");
	string_free(&block);
}

static void test_depth_allowed(void **state)
{
	(void)state;
	for (size_t depth = LIMIT_YAML_DEPTH; depth <= LIMIT_YAML_DEPTH + 1; depth++) {
		struct string text = {0};
		repeat(&text, "[", depth);
		string_add_byte(&text, 'x');
		repeat(&text, "]", depth);
		struct parsed parsed = parse(string_span(&text));
		assert_int_equal(parsed.root != NULL, depth == LIMIT_YAML_DEPTH);
		done(&parsed);
		string_free(&text);
	}
}

/* Each anchor ten times the one before: a billion values in ten lines. */
static void test_alias_bomb(void **state)
{
	(void)state;
	struct string text = {0};
	string_add_text(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
	for (int i = 1; i < 10; i++) {
		string_format(&text, "a%d: &a%d [", i, i);
		for (int j = 0; j < 10; j++)
			string_format(&text, "%s*a%d", j ? ", " : "", i - 1);
		string_add_text(&text, "]\n");
	}
	refused(&text, "alias-expansion");
	string_free(&text);
}

/* Aliases nest what they name: a walker of the tree must not meet more levels than a file may have. */
static void test_alias_depth(void **state)
{
	(void)state;
	struct string text = {0};
	string_add_text(&text, "- &a0 x\n");
	for (int i = 1; i < 1000; i++)
		string_format(&text, "- &a%d [*a%d]\n", i, i - 1);
	refused(&text, "too-deep");
	string_free(&text);
}

static void parse_anchors(size_t many, const void *context)
{
	(void)context;
	struct string text = {0};
	for (size_t i = 0; i < many; i++)
		string_format(&text, "- &a%zu x\n", i);
	for (size_t i = 0; i < many; i++)
		string_format(&text, "- *a%zu\n", i);
	struct parsed parsed = parse(string_span(&text));
	assert_non_null(parsed.root);
	assert_int_equal(parsed.root->count, 2 * many);
	assert_ptr_equal(parsed.root->items[7], parsed.root->items[many + 7]);
	done(&parsed);
	string_free(&text);
}

static void parse_keys(size_t many, const void *context)
{
	(void)context;
	struct string text = {0};
	for (size_t i = 0; i < many; i++)
		string_format(&text, "key%zu: v\n", i);
	struct parsed parsed = parse(string_span(&text));
	assert_non_null(parsed.root);
	assert_int_equal(parsed.root->count, many);
	done(&parsed);
	string_free(&text);
}

static void test_many(void **state)
{
	(void)state;
	assert_grows_like_its_size(parse_anchors, NULL, 6250);
	assert_grows_like_its_size(parse_keys, NULL, 12500);
}

static void test_size(void **state)
{
	(void)state;
	size_t length = (size_t)LIMIT_FILE_BYTES + 1;
	char *bytes = memory_alloc(length);
	struct parsed parsed = parse((struct span){bytes, length});
	assert_null(parsed.root);
	assert_string_equal(parsed.faults.items[0].code, "too-large");
	done(&parsed);
	memory_free(bytes);
}

/* ---- places ------------------------------------------------------------------------------------------------------ */

static void test_places_in_scalars(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t offset;
		unsigned line, column;
	} cases[] = {
		{"k: abc", 0, 1, 4},
		{"k: abc", 2, 1, 6},
		{"k: abc", 3, 1, 7},
		{"k: \xC3\xA9xy", 2, 1, 5},
		{"k: 'abc'", 1, 1, 6},
		{"k: 'a''b'", 2, 1, 8},
		{"k: \"a\\\\b\"", 2, 1, 8},
		{"k: \"\\u00e9b\"", 2, 1, 11},
		{"k: \"\\x41\\tb\"", 2, 1, 11},
		{"k: \"\\U0001F642b\"", 4, 1, 15},
		{"k: \"a\\\n   b\"", 1, 2, 4},
		{"k: \"a\n\n   b\"", 2, 3, 4},
		{"k: one\n   two", 4, 2, 4},
		{"k: one\n   two", 5, 2, 5},
		{"k: one\n\n\n   two", 5, 4, 4},
		{"k: |\n   abc\n   def\n", 0, 2, 4},
		{"k: |\n   abc\n   def\n", 5, 3, 5},
		{"k: |\n\n   abc\n\n   def\n", 6, 5, 4},
		{"k: | # why\n   abc\n", 1, 2, 5},
		{"k: |\r\n  ab\r\n  cd\r\n", 4, 3, 4},
		{"k: |1\n   ab\n  cd\n", 7, 3, 4},
		{"k: >\n  one\n  two\n", 4, 3, 3},
		{"k: >\n  one\n  two\n\n  three\n", 8, 5, 3},
		{"k: >\n  one\n    more\n  two\n", 6, 3, 5},
		{"k: >-\n  \xC3\xA9\xC3\xA9\n  two", 6, 3, 4},
		{"k: &a abc", 1, 1, 8},
		{"k: &a\n  'abc'", 1, 2, 5},
		{"k: &a # why\n  abc", 1, 2, 4},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct parsed parsed = parse(span_of(cases[i].text));
		assert_non_null(parsed.root);
		struct place place = yaml_place_in(yaml_get(parsed.root, "k"), cases[i].offset);
		struct string got = {0}, wanted = {0};
		string_format(
			&got, "%s @%zu %u:%u", cases[i].text, cases[i].offset, (unsigned)place.line, (unsigned)place.column);
		string_format(&wanted, "%s @%zu %u:%u", cases[i].text, cases[i].offset, cases[i].line, cases[i].column);
		assert_string_equal(string_text(&got), string_text(&wanted));
		string_free(&got);
		string_free(&wanted);
		done(&parsed);
	}
}

static void test_source(void **state)
{
	(void)state;
	static const char text[] = "a: \"x\\ty\"\nb: |\n  c\n";
	struct parsed parsed = parse(span_of(text));
	const struct yaml_node *a = yaml_get(parsed.root, "a");
	assert_true(span_is(a->source, "\"x\\ty\""));
	assert_ptr_equal(a->source.data, text + 3);
	assert_int_equal(a->text.data[a->text.length], '\0');
	assert_true(span_starts(yaml_get(parsed.root, "b")->source, SPAN("|\n  c")));
	done(&parsed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_trees),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_utf16),
		cmocka_unit_test(test_duplicates_name_the_first),
		cmocka_unit_test(test_many_faults),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_depth_allowed),
		cmocka_unit_test(test_alias_bomb),
		cmocka_unit_test(test_alias_depth),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_places_in_scalars),
		cmocka_unit_test(test_source),
	};
	return cmocka_run_group_tests_name("formats/yaml", tests, NULL, NULL);
}
