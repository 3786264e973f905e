/* Compiling: every fault with its code and place, limits, arities, traits and references. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "expression_world.h"

static bool resolve(void *self, struct span name, struct reference *reference, const char **nearest)
{
	static const struct {
		const char *name;
		struct reference reference;
	} names[] = {
		{"a", {.item = 1}},
		{"b", {.item = 2}},
		{"age", {.item = 3, .many = true}},
		{"workers", {.item = 4, .many = true, .container = true}},
		{"own_age", {.item = 5, .shared = 1}},
		{"village", {.item = 6}},
	};
	(void)self;
	*nearest = NULL;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (span_is(name, names[i].name)) {
			*reference = names[i].reference;
			return true;
		}
	}
	if (span_is(name, "vilage"))
		*nearest = "village";
	return false;
}

static uint32_t column(void *self, struct span name)
{
	(void)self;
	return span_is(name, "region") ? 7 : span_is(name, "kind") ? 8 : UINT32_MAX;
}

static bool has_file(void *self, struct span file)
{
	(void)self;
	return span_is(file, "villages");
}

/* Line 40, column: the offset itself, so that tests read offsets. */
static struct place place(void *self, size_t offset)
{
	(void)self;
	return (struct place){.file = "form.yaml", .line = 40, .column = (uint32_t)offset};
}

static const struct expression_scope scope = {
	.resolve = resolve,
	.column = NULL,
	.has_file = has_file,
	.place = place,
	.depth = 1,
};

struct compiled {
	struct arena *arena;
	struct diagnostics faults;
	struct expression *expression;
};

static struct compiled compile(struct span source, const struct expression_scope *in)
{
	struct compiled compiled = {.arena = arena_new()};
	compiled.expression = expression_compile(compiled.arena, source, in, &compiled.faults);
	return compiled;
}

static void release(struct compiled *compiled)
{
	diagnostics_free(&compiled->faults);
	arena_free(compiled->arena);
}

struct fault_case {
	const char *source, *code;
	unsigned offset;
	const char *cure; /* a part of it; NULL: any */
};

static const struct fault_case fault_cases[] = {
	{"", "expression-syntax", 0, NULL},
	{" \n\t", "expression-syntax", 0, NULL},
	{"1 +", "expression-syntax", 3, NULL},
	{"1 + * 2", "not-supported", 4, "${name}"},
	{"(1 + 2", "expression-syntax", 6, NULL},
	{"1 + 2)", "expression-syntax", 5, NULL},
	{"'abc", "expression-syntax", 0, "close the quote"},
	{"1 + \"abc", "expression-syntax", 4, "close the quote"},
	{"${a", "expression-syntax", 0, "write ${name}"},
	{"$a", "expression-syntax", 0, "write ${name}"},
	{"{a}", "expression-syntax", 0, "write ${name}"},
	{"${a} == 1", "expression-syntax", 5, "write = to compare"},
	{"${a} <> 1", "expression-syntax", 5, "write !="},
	{"${a} && 1", "expression-syntax", 5, "write and"},
	{"${a} || 1", "expression-syntax", 5, "write or"},
	{"! ${a}", "expression-syntax", 0, "not("},
	{"${a} ; 1", "expression-syntax", 5, "commas"},
	{"1 2", "expression-syntax", 2, NULL},
	{"1.2.3", "expression-syntax", 3, NULL},
	{"concat('a' 'b')", "expression-syntax", 11, NULL},
	{"concat('a',)", "expression-syntax", 11, NULL},
	{"concat('a'", "expression-syntax", 10, NULL},
	{"\xE2\x80\x98yes\xE2\x80\x99", "expression-syntax", 0, "straight quote"},
	{"1\xC2\xA0+ 1", "expression-syntax", 1, "ordinary space"},
	{"1 \xE2\x89\xA4 2", "expression-syntax", 2, "write <="},
	{"\x01", "expression-syntax", 0, NULL},
	{"'\xFF'", "expression-syntax", 1, "UTF-8"},
	{"/data/x", "not-supported", 0, "${name}"},
	{"./x", "not-supported", 1, "${name}"},
	{"../x", "not-supported", 0, "${name}"},
	{"..", "not-supported", 0, "${name}"},
	{"${a}/b", "not-supported", 4, "${name}"},
	{"data/b", "not-supported", 4, "${name}"},
	{"${a}[1]", "not-supported", 4, "indexed-repeat"},
	{"${a} | ${b}", "not-supported", 5, "${name}"},
	{"@a", "not-supported", 0, "${name}"},
	{"child::a", "not-supported", 5, "${name}"},
	{"1 + instance('x')/root/item[k=${a}]/c", "not-supported", 4, "pulldata('x', 'c', 'k', ${v})"},
	{"current()/../x", "not-supported", 0, "${name}"},
	{"jr:itext('x')", "not-supported", 0, "jr:choice-name"},
	{"position(../x)", "not-supported", 12, "position(..)"},
	{"position(${a})", "expression-syntax", 9, "position(..)"},
	{"position(.)", "expression-syntax", 9, "position(..)"},
	{"1 + ${nobody}", "unknown-name", 4, NULL},
	{"${vilage} = ''", "unknown-name", 0, "${village}"},
	{"${} = ''", "unknown-name", 0, "between the braces"},
	{"${a} = yes", "unknown-name", 7, "'yes'"},
	{"selcted(${a}, 'x')", "unknown-function", 0, "selected()"},
	{"1 + frobnicate(2)", "unknown-function", 4, NULL},
	{"pulldata('hamlets', 'n', 'k', 1)", "unknown-name", 9, ".csv"},
	{"date('1983-09-31')", "bad-date", 5, "YYYY-MM-DD"},
	{"date-time('today')", "bad-date", 10, "YYYY-MM-DD"},
	{"date('2010-05')", "bad-date", 5, "YYYY-MM-DD"},
	{"${age}", "several-nodes", 0, "indexed-repeat"},
	{"1 + ${age}", "several-nodes", 4, "indexed-repeat"},
	{"${age} = 1", "several-nodes", 0, "indexed-repeat"},
	{"-${age}", "several-nodes", 1, "indexed-repeat"},
	{"if(${age}, 1, 2)", "several-nodes", 3, "indexed-repeat"},
	{"selected('a', ${age})", "several-nodes", 14, "indexed-repeat"},
	{"randomize(${age})", "several-nodes", 0, "indexed-repeat"},
	{"join(${age}, 1)", "several-nodes", 5, "indexed-repeat"},
	{"${workers}", "several-nodes", 0, "count("},
	{"sum(${workers})", "several-nodes", 4, "count("},
	{"concat('a', ${workers})", "several-nodes", 12, "count("},
	{"state(${age})", "several-nodes", 6, "indexed-repeat"},
	{"state('a')", "expression-syntax", 6, "${name}"},
	{"base(1)", "expression-syntax", 5, "${name}"},
	{"jr:choice-name(${a}, 'a')", "expression-syntax", 21, "'${name}'"},
	{"jr:choice-name(${a}, '${nobody}')", "unknown-name", 21, NULL},
	{"count('a b')", "expression-syntax", 6, "count-selected()"},
	{"indexed-repeat(1, ${workers}, 1)", "expression-syntax", 15, "indexed-repeat("},
	{"indexed-repeat(${age}, ${a}, 1)", "expression-syntax", 23, "indexed-repeat("},
	{"indexed-repeat(${age}, ${workers}, ${age})", "several-nodes", 35, NULL},
	{"indexed-repeat(${age}, ${workers}, 1, 2)", "arity", 0, "indexed-repeat("},
	{"weighted-checklist(1, 2, 3)", "arity", 0, "weighted-checklist("},
};

static void test_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof fault_cases / sizeof *fault_cases; i++) {
		const struct fault_case *want = &fault_cases[i];
		struct compiled compiled = compile(span_of(want->source), &scope);
		const struct diagnostic *got = compiled.faults.count > 0 ? &compiled.faults.items[0] : NULL;
		if (compiled.expression != NULL || got == NULL || strcmp(got->code, want->code) != 0 ||
			got->place.column != want->offset || got->place.line != 40 || strcmp(got->place.file, "form.yaml") != 0 ||
			(want->cure != NULL && strstr(got->cure, want->cure) == NULL) || got->message[0] == '\0') {
			fail_msg("`%s`: expected %s at %u, cure with `%s`; got %s at %u: %s; %s", want->source, want->code,
				want->offset, want->cure != NULL ? want->cure : "", got != NULL ? got->code : "nothing",
				got != NULL ? got->place.column : 0, got != NULL ? got->message : "", got != NULL ? got->cure : "");
		}
		release(&compiled);
	}
}

static void test_all_faults_in_one_run(void **state)
{
	(void)state;
	struct compiled compiled = compile(SPAN("${x1} + nosuch(${x2}, pi(3)) + ${age} + date('zz')"), &scope);
	static const char *const codes[] = {
		"unknown-name",
		"unknown-name",
		"arity",
		"unknown-function",
		"several-nodes",
		"bad-date",
	};
	assert_null(compiled.expression);
	assert_int_equal(compiled.faults.count, sizeof codes / sizeof *codes);
	for (size_t i = 0; i < compiled.faults.count; i++)
		assert_string_equal(compiled.faults.items[i].code, codes[i]);
	release(&compiled);
	/* The first syntax fault is the last. */
	compiled = compile(SPAN("${x1} + ) + ${x2}"), &scope);
	assert_int_equal(compiled.faults.count, 2);
	assert_string_equal(compiled.faults.items[1].code, "expression-syntax");
	release(&compiled);
}

/* Without a place of the scope's: line and column of the source itself. */
static void test_own_place(void **state)
{
	struct expression_scope bare = {.resolve = resolve};
	(void)state;
	struct compiled compiled = compile(SPAN("'\xC3\xA9' =\n \xC3\xA9"), &bare);
	assert_int_equal(compiled.faults.items[0].place.line, 2);
	assert_int_equal(compiled.faults.items[0].place.column, 2);
	assert_null(compiled.faults.items[0].place.file);
	release(&compiled);
}

/* Every function with one argument too few and one too many. */
static const struct {
	const char *name;
	unsigned fewest, most; /* 99: any */
} arities[] = {
	{"if", 3, 3},
	{"not", 1, 1},
	{"true", 0, 0},
	{"false", 0, 0},
	{"boolean", 1, 1},
	{"boolean-from-string", 1, 1},
	{"coalesce", 2, 99},
	{"once", 1, 1},
	{"checklist", 2, 99},
	{"weighted-checklist", 2, 99},
	{"string", 1, 1},
	{"concat", 0, 99},
	{"join", 1, 99},
	{"contains", 2, 2},
	{"starts-with", 2, 2},
	{"ends-with", 2, 2},
	{"substr", 2, 3},
	{"substring", 2, 3},
	{"substring-before", 2, 2},
	{"substring-after", 2, 2},
	{"translate", 3, 3},
	{"string-length", 1, 1},
	{"normalize-space", 1, 1},
	{"regex", 2, 2},
	{"digest", 2, 3},
	{"base64-decode", 1, 1},
	{"selected", 2, 2},
	{"selected-at", 2, 2},
	{"count-selected", 1, 1},
	{"jr:choice-name", 2, 2},
	{"choice-label", 2, 2},
	{"pulldata", 4, 4},
	{"number", 1, 1},
	{"int", 1, 1},
	{"round", 1, 2},
	{"ceiling", 1, 1},
	{"floor", 1, 1},
	{"abs", 1, 1},
	{"pow", 2, 2},
	{"log", 1, 1},
	{"log10", 1, 1},
	{"exp", 1, 1},
	{"exp10", 1, 1},
	{"sqrt", 1, 1},
	{"sin", 1, 1},
	{"cos", 1, 1},
	{"tan", 1, 1},
	{"asin", 1, 1},
	{"acos", 1, 1},
	{"atan", 1, 1},
	{"atan2", 2, 2},
	{"pi", 0, 0},
	{"count", 1, 1},
	{"count-non-empty", 1, 1},
	{"sum", 1, 1},
	{"min", 1, 99},
	{"max", 1, 99},
	{"indexed-repeat", 3, 99},
	{"position", 0, 1},
	{"last", 0, 0},
	{"today", 0, 0},
	{"now", 0, 0},
	{"date", 1, 1},
	{"date-time", 1, 1},
	{"decimal-date-time", 1, 1},
	{"decimal-time", 1, 1},
	{"format-date", 2, 2},
	{"format-date-time", 2, 2},
	{"duration", 0, 0},
	{"random", 0, 0},
	{"randomize", 1, 2},
	{"uuid", 0, 1},
	{"area", 1, 1},
	{"distance", 1, 99},
	{"state", 1, 1},
	{"answered", 1, 1},
	{"base", 1, 1},
};

static bool is_arity_fault(const char *name, unsigned count)
{
	struct string source = {0};
	string_format(&source, "%s(", name);
	for (unsigned i = 0; i < count; i++)
		string_add_text(&source, i > 0 ? ", ${a}" : "${a}");
	string_add_byte(&source, ')');
	struct compiled compiled = compile(string_span(&source), &scope);
	bool fault = compiled.faults.count > 0 && strcmp(compiled.faults.items[0].code, "arity") == 0;
	if (compiled.faults.count > 0 && strcmp(compiled.faults.items[0].code, "unknown-function") == 0)
		fail_msg("%s() is unknown", name);
	release(&compiled);
	string_free(&source);
	return fault;
}

static void test_arity(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof arities / sizeof *arities; i++) {
		const char *name = arities[i].name;
		if ((arities[i].fewest > 0 && !is_arity_fault(name, arities[i].fewest - 1)) ||
			(arities[i].most < 99 && !is_arity_fault(name, arities[i].most + 1)) ||
			is_arity_fault(name, arities[i].fewest) || (arities[i].most < 99 && is_arity_fault(name, arities[i].most)))
			fail_msg("%s() does not take %u to %u arguments", name, arities[i].fewest, arities[i].most);
	}
}

static struct string repeated(const char *before, const char *part, const char *after, size_t times)
{
	struct string text = {0};
	for (size_t i = 0; i < times; i++)
		string_add_text(&text, before);
	string_add_text(&text, part);
	for (size_t i = 0; i < times; i++)
		string_add_text(&text, after);
	return text;
}

/* NULL when it compiles, else the first code; static texts. */
static const char *code_of(struct string *source)
{
	struct compiled compiled = compile(string_span(source), &scope);
	const char *code = compiled.faults.count > 0 ? compiled.faults.items[0].code : NULL;
	assert_true((code == NULL) == (compiled.expression != NULL));
	release(&compiled);
	string_free(source);
	return code;
}

static void test_depth(void **state)
{
	(void)state;
	static const struct {
		const char *before, *part, *after;
	} shapes[] = {{"(", "1", ")"}, {"not(", "1", ")"}, {"if(1,", "1", ",2)"}, {"(1+", "1", ")"}, {"concat(", "", ")"}};
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
		struct string fine = repeated(shapes[i].before, shapes[i].part, shapes[i].after, 150);
		struct string deep = repeated(shapes[i].before, shapes[i].part, shapes[i].after, 1000);
		struct string open = repeated(shapes[i].before, "", "", 9000);
		assert_null(code_of(&fine));
		assert_string_equal(code_of(&deep), "too-deep");
		assert_string_equal(code_of(&open), "too-deep");
	}
}

static void test_length(void **state)
{
	(void)state;
	struct string sum = repeated("1+", "1", "", 9000), minus = repeated("-", "1", "", 59999),
				  parts = repeated("1+", "1", "", 29999);
	struct string text = repeated("", "'", "x", 59998), over = repeated(" ", "1", "", 65536),
				  ors = repeated("${a}or ", "1", "", 8000);
	struct string arguments = repeated("1,", "1)", "", 9000);
	string_splice(&arguments, 0, 0, SPAN("concat("));
	string_add_byte(&text, '\'');
	assert_null(code_of(&sum));
	assert_null(code_of(&minus));
	assert_null(code_of(&text));
	assert_null(code_of(&ors));
	assert_null(code_of(&arguments));
	assert_string_equal(code_of(&parts), "too-long");
	assert_string_equal(code_of(&over), "too-long");
}

struct trait_case {
	const char *source;
	unsigned traits;
};

static const struct trait_case trait_cases[] = {
	{"1 + 2", TRAIT_CONSTANT},
	{"concat('a', pi(), true())", TRAIT_CONSTANT},
	{"${a}", 0},
	{"today()", TRAIT_NOW},
	{"now()", TRAIT_NOW},
	{"random()", TRAIT_RANDOM},
	{"uuid()", TRAIT_RANDOM},
	{"randomize('a b')", TRAIT_RANDOM},
	{"randomize('a b', 3)", TRAIT_CONSTANT},
	{"once(random())", TRAIT_RANDOM | TRAIT_SELF},
	{"once(1)", TRAIT_SELF},
	{"duration()", TRAIT_DURATION},
	{". > 1", TRAIT_SELF},
	{"position(..)", TRAIT_POSITION},
	{"position(../..)", TRAIT_POSITION},
	{"jr:choice-name(${a}, '${a}')", TRAIT_LANGUAGE},
	{"region = ${a}", TRAIT_COLUMNS},
	{"pulldata('villages', 'n', 'k', 1)", 0},
	{"if(today() > ${a}, random(), .)", TRAIT_NOW | TRAIT_RANDOM | TRAIT_SELF},
};

static void test_traits(void **state)
{
	struct expression_scope wide = scope;
	(void)state;
	wide.column = column;
	for (size_t i = 0; i < sizeof trait_cases / sizeof *trait_cases; i++) {
		struct compiled compiled = compile(span_of(trait_cases[i].source), &wide);
		assert_non_null(compiled.expression);
		if (expression_traits(compiled.expression) != trait_cases[i].traits) {
			fail_msg("`%s`: traits %u, got %u", trait_cases[i].source, trait_cases[i].traits,
				expression_traits(compiled.expression));
		}
		assert_true(span_is(expression_source(compiled.expression), trait_cases[i].source));
		release(&compiled);
	}
}

static void test_references(void **state)
{
	struct expression_scope wide = scope;
	(void)state;
	wide.column = column;
	const char source[] = "${a} + ${b} * ${a} > sum(${age}) and selected(., region) or kind = region and "
						  "indexed-repeat(${age}, ${workers}, 1) = jr:choice-name('x', '${village}') and ${own_age}";
	struct compiled compiled = compile(SPAN(source), &wide);
	static const uint32_t items[] = {1, 2, 3, 4, 6, 5};
	size_t count = 0;
	const struct reference *references = expression_references(compiled.expression, &count);
	assert_int_equal(count, sizeof items / sizeof *items);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(references[i].item, items[i]);
	assert_int_equal(references[5].shared, 1);
	const struct span *columns = expression_columns(compiled.expression, &count);
	assert_int_equal(count, 2);
	assert_true(span_is(columns[0], "region") && span_is(columns[1], "kind"));
	release(&compiled);
	compiled = compile(SPAN("1"), &scope);
	expression_references(compiled.expression, &count);
	assert_int_equal(count, 0);
	release(&compiled);
}

/* Each once, in order of their first use, however many. */
static void test_many_references(void **state)
{
	(void)state;
	struct map_world map;
	struct string source = {0};
	size_t count = 0;
	map_world_open(&map);
	for (int i = 0; i < 300; i++) {
		char name[16];
		snprintf(name, sizeof name, "q%d", i);
		map_world_set(&map, name, value_number(i));
	}
	for (int i = 0; i < 900; i++)
		string_format(&source, "${q%d} + ", i / 2 % 300);
	string_add_text(&source, "1");
	struct expression *expression = expression_compile(map.arena, string_span(&source), &map.scope, &map.faults);
	assert_non_null(expression);
	const struct reference *references = expression_references(expression, &count);
	assert_int_equal(count, 300);
	for (uint32_t i = 0; i < count; i++)
		assert_int_equal(references[i].item, i);
	string_free(&source);
	map_world_close(&map);
}

/* An expression stands on its own: the bytes that it was read from may go. */
static void test_source_is_copied(void **state)
{
	(void)state;
	struct map_world map;
	struct value value;
	const char *fault = NULL;
	char source[] = "concat('abc', 'def')";
	map_world_open(&map);
	struct expression *expression = expression_compile(map.arena, span_of(source), &map.scope, &map.faults);
	memset(source, '#', sizeof source - 1);
	assert_true(expression_evaluate(expression, &map.world, map.scratch, &value, &fault));
	assert_true(span_is((struct span){value.text, value.length}, "abcdef"));
	map_world_close(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_all_faults_in_one_run),
		cmocka_unit_test(test_own_place),
		cmocka_unit_test(test_arity),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_length),
		cmocka_unit_test(test_traits),
		cmocka_unit_test(test_references),
		cmocka_unit_test(test_source_is_copied),
		cmocka_unit_test(test_many_references),
	};
	return cmocka_run_group_tests_name("expression/compile", tests, NULL, NULL);
}
