/* Evaluating: rows, laziness, what is kept between evaluations, limits, the generator, templates. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "expression_world.h"

static int setup(void **state)
{
	static struct map_world map;
	map_world_open(&map);
	*state = &map;
	return 0;
}

static int teardown(void **state)
{
	map_world_close(*state);
	return 0;
}

static struct value rows(struct map_world *map, size_t count, double first, double step)
{
	struct value *nodes = arena_alloc(map->arena, (count + 1) * sizeof *nodes);
	for (size_t i = 0; i < count; i++)
		nodes[i] = value_number(first + step * (double)i);
	return (struct value){.kind = VALUE_NODES, .length = (uint32_t)count, .nodes = nodes};
}

static void test_indexed_repeat(void **state)
{
	struct map_world *map = *state;
	struct value inner[2] = {rows(map, 3, 10, 1), rows(map, 2, 20, 1)};
	map_world_set(map, "age", rows(map, 4, 1, 1));
	map_world_set(map, "deep", (struct value){.kind = VALUE_NODES, .length = 2, .nodes = inner});
	map_world_set(map, "r", rows(map, 4, 0, 0))->container = true;
	map_world_set(map, "s", rows(map, 2, 0, 0))->container = true;
	map_world_set(map, "i", value_text(SPAN("2")));
	assert_string_equal(map_world_print(map, "indexed-repeat(${age}, ${r}, 3)"), "3");
	assert_string_equal(map_world_print(map, "indexed-repeat(${age}, ${r}, ${i})"), "2");
	assert_string_equal(map_world_print(map, "indexed-repeat(${age}, ${r}, position(..) - 1) + 1"), "3");
	assert_string_equal(map_world_print(map, "indexed-repeat(${deep}, ${r}, 2, ${s}, 1)"), "20");
	assert_string_equal(map_world_print(map, "indexed-repeat(${age}, ${r}, 0)"), "");
	assert_string_equal(map_world_print(map, "indexed-repeat(${age}, ${r}, 5)"), "");
	assert_string_equal(map_world_print(map, "indexed-repeat(${age}, ${r}, -1)"), "");
	assert_string_equal(map_world_print(map, "indexed-repeat(${age}, ${r}, 'x')"), "");
	assert_string_equal(map_world_print(map, "indexed-repeat(${age}, ${r}, 1 div 0)"), "");
	assert_string_equal(map_world_print(map, "count(${r})"), "4");
	assert_string_equal(map_world_print(map, "count(${age})"), "4");
	assert_string_equal(map_world_print(map, "position(..) * 100 + position(../..)"), "313");
}

static void test_not_asked_vanishes(void **state)
{
	struct map_world *map = *state;
	struct map_entry *entry = map_world_set(map, "a", value_text(SPAN("")));
	static const char *const words[STATE_COUNT] = {
		"unanswered",
		"answered",
		"dont_know",
		"refused",
		"not_applicable",
		"not_asked",
	};
	entry->stated = true;
	for (int i = 0; i < STATE_COUNT; i++) {
		enum answer_state read = STATE_ANSWERED;
		entry->state = (enum answer_state)i;
		assert_string_equal(map_world_print(map, "state(${a})"), words[i]);
		assert_string_equal(map_world_print(map, "answered(${a})"), i == STATE_ANSWERED ? "true" : "false");
		assert_string_equal(map_world_print(map, "count(${a})"), i == STATE_NOT_ASKED ? "0" : "1");
		assert_string_equal(answer_state_word((enum answer_state)i), words[i]);
		assert_true(answer_state_of(span_of(words[i]), &read));
		assert_int_equal(read, i);
	}
	enum answer_state unread;
	assert_false(answer_state_of(SPAN("maybe"), &unread));
}

/* What is not needed is not read. */
static void test_laziness(void **state)
{
	static const struct {
		const char *source, *result;
		size_t reads;
	} cases[] = {
		{"if(true(), ${a}, ${b})", "1", 1},
		{"if(false(), ${a} + ${b}, 5)", "5", 0},
		{"${a} or ${b}", "true", 1},
		{"${e} or ${b}", "true", 2},
		{"${e} and ${b}", "false", 1},
		{"${a} and ${e} and ${b}", "false", 2},
		{"coalesce(${a}, ${b})", "1", 1},
		{"coalesce(${e}, ${b}, ${a})", "2", 2},
		{"if(${a}, regex('', '('), 1)", "error", 1},
		{"if(${e}, regex('', '('), 1)", "1", 1},
		{"weighted-checklist(1, 1, ${a}, 1, ${e}, ${b})", "true", 2},
	};
	struct map_world *map = *state;
	map_world_set(map, "a", value_text(SPAN("1")));
	map_world_set(map, "b", value_text(SPAN("2")));
	map_world_set(map, "e", value_text(SPAN("")));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		map->reads = 0;
		const char *result = map_world_print(map, cases[i].source);
		if (strncmp(result, cases[i].result, strlen(cases[i].result)) != 0 || map->reads != cases[i].reads) {
			fail_msg("`%s`: expected %s after %zu reads, got %s after %zu", cases[i].source, cases[i].result,
				cases[i].reads, result, map->reads);
		}
	}
}

/* An aggregate is gathered once for each version, for each function of its own. */
static void test_memo(void **state)
{
	struct map_world *map = *state;
	struct map_entry *entry = map_world_set(map, "age", rows(map, 1000, 1, 1));
	map->world.memory = expression_memory_new();
	map->version = 7;
	assert_string_equal(map_world_print(map, "sum(${age})"), "500500");
	assert_int_equal(map->reads, 1);
	for (int i = 0; i < 50; i++)
		assert_string_equal(map_world_print(map, "sum(${age}) + 0"), "500500");
	assert_int_equal(map->reads, 1);
	assert_string_equal(map_world_print(map, "max(${age})"), "1000");
	assert_string_equal(map_world_print(map, "min(${age})"), "1");
	assert_string_equal(map_world_print(map, "count(${age})"), "1000");
	assert_string_equal(map_world_print(map, "count-non-empty(${age})"), "1000");
	assert_int_equal(map->reads, 5);
	entry->value = rows(map, 10, 1, 1);
	assert_string_equal(map_world_print(map, "sum(${age})"), "500500");
	map->version = 8;
	assert_string_equal(map_world_print(map, "sum(${age})"), "55");
	assert_string_equal(map_world_print(map, "count(${age})"), "10");
	/* Other arguments beside it, or version 0: never kept. */
	size_t reads = map->reads;
	assert_string_equal(map_world_print(map, "max(${age}, 99)"), "99");
	assert_string_equal(map_world_print(map, "max(${age}, 98)"), "98");
	map->version = 0;
	assert_string_equal(map_world_print(map, "sum(${age})"), "55");
	assert_string_equal(map_world_print(map, "sum(${age})"), "55");
	assert_int_equal(map->reads, reads + 4);
	expression_memory_free(map->world.memory);
}

/* Many items: the memo grows and keeps them apart. */
static void test_memo_of_many(void **state)
{
	struct map_world *map = *state;
	map->world.memory = expression_memory_new();
	map->version = 1;
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 300; i++) {
			char name[32], source[64], want[32];
			snprintf(name, sizeof name, "q%d", i);
			snprintf(source, sizeof source, "sum(${q%d})", i);
			snprintf(want, sizeof want, "%d", 2 * i);
			if (round == 0)
				map_world_set(map, name, rows(map, 2, i, 0));
			assert_string_equal(map_world_print(map, source), want);
		}
	}
	assert_int_equal(map->reads, 300);
	expression_memory_free(map->world.memory);
}

static void test_regex_memory(void **state)
{
	struct map_world *map = *state;
	map->world.memory = expression_memory_new();
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 600; i++) {
			char source[64];
			snprintf(source, sizeof source, "regex('%d', '[0-9]*%d')", i * 10 + i % 10, i % 10);
			assert_string_equal(map_world_print(map, source), "true");
			snprintf(source, sizeof source, "regex('a', '%d')", i);
			assert_string_equal(map_world_print(map, source), "false");
		}
	}
	assert_true(strncmp(map_world_print(map, "regex('a', '[')"),
					"error: regex(): the pattern is wrong at its character 2", 55) == 0);
	expression_memory_free(map->world.memory);
}

/* Patterns that take for ever elsewhere end here, soon, with a sentence. */
static void test_regexes_that_explode(void **state)
{
	static const struct {
		const char *pattern;
		char letter;
	} cases[] = {
		{"(a+)+[bc]", 'a'},
		{"([a-z]+)*[0-9][A-Z]?", 'a'},
		{"(a|aa)+[bc]", 'a'},
		{"(x+x+)+[yz]", 'x'},
		{"(.*)(.*)(.*)(.*)(.*)[xy]", 'a'},
		{"(?:(?:a?){0,30}){0,30}[bc]", 'a'},
		{"((((a*)*)*)*)*[bc]", 'a'},
	};
	struct map_world *map = *state;
	char text[5001];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		memset(text, cases[i].letter, sizeof text - 1);
		text[sizeof text - 1] = '\0';
		map_world_set(map, "t", value_text((struct span){text, sizeof text - 1}));
		map_world_set(map, "p", value_text(span_of(cases[i].pattern)));
		const char *result = map_world_print(map, "regex(${t}, ${p})");
		if (strstr(result, "too much effort") == NULL)
			fail_msg("`%s`: %s", cases[i].pattern, result);
	}
}

static void test_limits(void **state)
{
	struct map_world *map = *state;
	char *big = arena_alloc(map->arena, 3 << 20);
	memset(big, 'x', (3 << 20) - 1);
	map_world_set(map, "big", value_text((struct span){big, (3 << 20) - 1}));
	assert_string_equal(map_world_print(map, "string-length(concat(${big}, ${big}))"), "6291454");
	assert_string_equal(map_world_print(map, "concat(${big}, ${big}, ${big}, ${big}, ${big}, ${big})"),
		"error: the expression builds more than 16777216 bytes of text");
	assert_string_equal(map_world_print(map, "string-length(concat(concat(${big}, ${big}), concat(${big}, ${big})))"),
		"error: the expression builds more than 16777216 bytes of text");
	assert_string_equal(map_world_print(map, "uuid(16777217)"), "error: uuid() makes at most 16777216 characters");
	/* 100,000 rows two hundred and one times over. */
	struct string source = {0};
	map_world_set(map, "n", rows(map, 100000, 0, 0));
	string_add_text(&source, "0");
	for (int i = 0; i < 201; i++)
		string_add_text(&source, " + sum(${n})");
	assert_string_equal(
		map_world_print(map, string_text(&source)), "error: the expression takes more than 20000000 steps");
	string_clear(&source);
	string_add_text(&source, "0");
	for (int i = 0; i < 190; i++)
		string_add_text(&source, " + sum(${n})");
	assert_string_equal(map_world_print(map, string_text(&source)), "0");
	string_free(&source);
	assert_string_equal(map_world_print(map, "translate(${big}, concat(${big}, 'a'), '')"),
		"error: the expression takes more than 20000000 steps");
}

static void test_generator(void **state)
{
	struct map_world *map = *state;
	double sum = 0;
	uint32_t order[100];
	bool seen[100] = {false};
	/* tanya-interview(5) gives these. */
	assert_true(expression_random(0, 0, 0, 0) != expression_random(0, 0, 0, 1));
	assert_true(expression_random(1, 2, 3, 4) == expression_random(1, 2, 3, 4));
	assert_true(expression_random(1, 2, 3, 4) != expression_random(2, 1, 3, 4));
	for (uint64_t i = 0; i < 10000; i++) {
		double number = expression_random(42, i, 7, 0);
		assert_true(number >= 0 && number < 1);
		sum += number;
	}
	assert_true(fabs(sum / 10000 - 0.5) < 0.02);
	assert_string_equal(map_world_print(map, "random()"), map_world_print(map, "random()"));
	map->world.event++;
	const char *later = map_world_print(map, "random()");
	map->world.event--;
	assert_string_not_equal(later, map_world_print(map, "random()"));
	expression_shuffle(order, 100, -2147483646);
	expression_shuffle(order, 100, 99);
	for (size_t i = 0; i < 100; i++) {
		assert_true(order[i] < 100 && !seen[order[i]]);
		seen[order[i]] = true;
	}
	expression_shuffle(order, 0, 1);
}

/* The generator's first numbers, computed from its definition by another program. */
static void test_generator_vectors(void **state)
{
	static const struct {
		uint64_t seed, event, node, call;
		double random;
	} vectors[] = {
		{0x0U, 0x0U, 0x0U, 0x0U, 0x1.0983a45556400p-3},
		{0x0U, 0x0U, 0x0U, 0x1U, 0x1.527888d9df2b8p-3},
		{0x1U, 0x2U, 0x3U, 0x4U, 0x1.aab99a95d6799p-1},
		{0x2AU, 0x11U, 0x5U, 0x0U, 0x1.758c44be4c907p-1},
		{0xFFFFFFFFFFFFFFFFU, 0xFFFFFFFFFFFFFFFFU, 0xFFFFFFFFFFFFFFFFU, 0xFFFFFFFFFFFFFFFFU, 0x1.38cccc3191e4fp-1},
		{0x123456789ABCDEFU, 0x3E8U, 0xCU, 0x3U, 0x1.5249f30e8aa80p-1},
	};
	(void)state;
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		double got = expression_random(vectors[i].seed, vectors[i].event, vectors[i].node, vectors[i].call);
		if (got != vectors[i].random)
			fail_msg("vector %zu: expected %.17g, got %.17g", i, vectors[i].random, got);
	}
}

static uint32_t column(void *self, struct span name)
{
	(void)self;
	return span_is(name, "region") ? 4 : UINT32_MAX;
}

static struct value column_value(void *self, uint32_t index)
{
	(void)self;
	return index == 4 ? value_text(SPAN("north")) : value_text(SPAN(""));
}

static void test_columns(void **state)
{
	struct map_world *map = *state;
	map_world_set(map, "r", value_text(SPAN("north")));
	map->scope.column = column;
	map->world.column = column_value;
	assert_string_equal(map_world_print(map, "region = ${r}"), "true");
	assert_string_equal(map_world_print(map, "selected('south north', region)"), "true");
	assert_string_equal(map_world_print(map, "regoin = 1"), "error: the choices have no column `regoin`");
}

/* A world that knows nothing answers with nothing, and nothing breaks. */
static void test_bare_world(void **state)
{
	struct map_world *map = *state;
	map_world_set(map, "a", value_text(SPAN("x")));
	map->world.state = NULL;
	map->world.base = NULL;
	map->world.position = NULL;
	map->world.choice_label = NULL;
	map->world.lookup = NULL;
	map->world.indexed = NULL;
	assert_string_equal(map_world_print(map, "state(${a})"), "answered");
	assert_string_equal(map_world_print(map, "base(${a})"), "NaN");
	assert_string_equal(map_world_print(map, "position(..)"), "1");
	assert_string_equal(map_world_print(map, "jr:choice-name(${a}, '${a}')"), "x");
	assert_string_equal(map_world_print(map, "pulldata('f', 'c', 'k', ${a})"), "");
	assert_string_equal(map_world_print(map, "count(${a})"), "1");
}

static void test_values(void **state)
{
	(void)state;
	struct value nodes[2] = {value_number(1.5), value_text(SPAN("b"))};
	struct value many = {.kind = VALUE_NODES, .length = 2, .nodes = nodes};
	struct value none = {.kind = VALUE_NODES};
	struct value number = value_number((double)NAN), text = value_text(SPAN("a")), date = value_date(SPAN("2026-11-24"));
	struct value truth = value_boolean(true);
	struct string out = {0};
	assert_int_equal(sizeof(struct value), 16);
	value_print(&out, &many);
	assert_string_equal(string_text(&out), "1.5 b");
	string_free(&out);
	assert_true(value_to_number(&many, 0) == 1.5);
	assert_true(isnan(value_to_number(&none, 0)));
	assert_true(value_to_boolean(&many) && !value_to_boolean(&none));
	assert_true(value_to_number(&truth, 0) == 1);
	assert_true(value_is_empty(&number) && !value_is_empty(&text) && value_is_empty(&none) && !value_is_empty(&truth));
	assert_true(value_equal(&number, &number) && value_equal(&many, &many) && value_equal(&text, &text));
	assert_false(value_equal(&many, &none) || value_equal(&text, &number) || value_equal(&text, &date));
	assert_true(value_to_number(&date, 0) == 20781);
}

static void test_template(void **state)
{
	struct map_world *map = *state;
	size_t count = 0;
	map_world_set(map, "name", value_text(SPAN("x")));
	map_world_set(map, "case.village", value_text(SPAN("x")));
	map_world_set(map, "rows", rows(map, 2, 1, 1));
	const struct template *template = template_compile(
		map->arena, SPAN("Hello ${name}, \\${ case.village }${name} $ {x} 5 $"), &map->scope, &map->faults);
	assert_non_null(template);
	const struct template_part *parts = template_parts(template, &count);
	static const char *const texts[] = {"Hello ", NULL, ", \\", NULL, NULL, " $ {x} 5 $"};
	static const uint32_t items[] = {0, 0, 0, 1, 0, 0};
	assert_int_equal(count, 6);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(parts[i].is_reference, texts[i] == NULL);
		if (texts[i] != NULL)
			assert_true(span_is(parts[i].text, texts[i]));
		else
			assert_int_equal(parts[i].reference.item, items[i]);
	}
	parts = template_parts(template_compile(map->arena, SPAN(""), &map->scope, &map->faults), &count);
	assert_int_equal(count, 0);
	assert_int_equal(map->faults.count, 0);
	assert_null(template_compile(map->arena, SPAN("a ${nme} b ${rows} c ${} d ${x"), &map->scope, &map->faults));
	static const char *const codes[] = {"unknown-name", "several-nodes", "unknown-name", "expression-syntax"};
	static const uint32_t columns[] = {3, 12, 22, 28};
	assert_int_equal(map->faults.count, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_string_equal(map->faults.items[i].code, codes[i]);
		assert_int_equal(map->faults.items[i].place.column, columns[i]);
	}
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_indexed_repeat),
		TEST(test_not_asked_vanishes),
		TEST(test_laziness),
		TEST(test_memo),
		TEST(test_memo_of_many),
		TEST(test_regex_memory),
		TEST(test_regexes_that_explode),
		TEST(test_limits),
		TEST(test_generator),
		TEST(test_generator_vectors),
		TEST(test_columns),
		TEST(test_bare_world),
		TEST(test_values),
		TEST(test_template),
	};
	return cmocka_run_group_tests_name("expression/evaluate", tests, NULL, NULL);
}
