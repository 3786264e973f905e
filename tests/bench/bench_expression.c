/* The aim of 10-speed: one simple expression in 0.15 µs. Beside it what a form is made of, at 1x and 10x where time
 * could grow faster than the work. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "expression_world.h"

#define SIMPLE_AIM_NS 150.0
#define GROWTH_AIM 20 /* times, for ten times the work */

/* The best of several rounds: what the machine does beside us counts for nothing. */
static double evaluate_ns(struct map_world *map, const char *source, size_t times, double aim_ns)
{
	struct value value;
	const char *fault = NULL;
	double best = 1e18;
	const struct expression *expression = expression_compile(map->arena, span_of(source), &map->scope, &map->faults);
	if (expression == NULL) {
		fprintf(stderr, "%s: %s\n", source, map->faults.items[0].message);
		exit(1);
	}
	for (int round = 0; round < 7; round++) {
		double before = bench_now_us();
		for (size_t i = 0; i < times; i++) {
			if (!expression_evaluate(expression, &map->world, map->scratch, &value, &fault)) {
				fprintf(stderr, "%s: %s\n", source, fault);
				exit(1);
			}
		}
		double each = (bench_now_us() - before) * 1e3 / (double)times;
		best = each < best ? each : best;
		arena_reset(map->scratch);
	}
	bench_tell(&(struct bench_row){.what = source, .unit = "ns", .ours = best, .aim = aim_ns});
	return best;
}

static double compile_ns(struct map_world *map, const char *source, size_t times)
{
	double before = bench_now_us();
	for (size_t i = 0; i < times; i++) {
		struct arena *arena = arena_new();
		if (expression_compile(arena, span_of(source), &map->scope, &map->faults) == NULL) {
			fprintf(stderr, "%.60s: %s\n", source, map->faults.items[0].message);
			exit(1);
		}
		arena_free(arena);
	}
	double each = (bench_now_us() - before) * 1e3 / (double)times;
	struct string what = {0};
	string_format(&what, "compile %zu bytes", strlen(source));
	bench_tell(&(struct bench_row){.what = string_text(&what), .unit = "ns", .ours = each});
	string_free(&what);
	return each;
}

static void set_rows(struct map_world *map, const char *name, size_t count)
{
	struct value *nodes = arena_alloc(map->arena, count * sizeof *nodes);
	for (size_t i = 0; i < count; i++)
		nodes[i] = value_number((double)i);
	map_world_set(map, name, (struct value){.kind = VALUE_NODES, .length = (uint32_t)count, .nodes = nodes});
}

static double compile_terms(struct map_world *map, size_t terms)
{
	struct string text = {0};
	for (size_t i = 0; i < terms; i++)
		string_format(&text, "%s${q%zu}", i > 0 ? " + " : "", i);
	double each = compile_ns(map, string_text(&text), 20);
	string_free(&text);
	return each;
}

int main(void)
{
	struct map_world map;
	bench_head("one expression", "");
	map_world_open(&map);
	map.world.memory = expression_memory_new();
	map_world_set(&map, "a", value_text(SPAN("w x y")));
	map_world_set(&map, "b", value_number(21));
	set_rows(&map, "n1", 1000);
	set_rows(&map, "n10", 10000);
	for (int i = 0; i < 4000; i++) {
		char name[16];
		snprintf(name, sizeof name, "q%d", i);
		map_world_set(&map, name, value_number(i));
	}
	evaluate_ns(&map, "if(selected(${a}, 'x'), ${b} * 2, 0)", 200000, SIMPLE_AIM_NS);
	evaluate_ns(&map, "${b} > 18 and ${b} < 99", 200000, 0);
	evaluate_ns(&map, "${a} = 'w x y'", 200000, 0);
	evaluate_ns(&map, "regex(${a}, '[a-z ]+')", 50000, 0);
	evaluate_ns(&map, "concat(${a}, ' ', ${b})", 50000, 0);
	evaluate_ns(&map, "format-date(today(), '%e %b %Y')", 50000, 0);
	evaluate_ns(&map, "digest(${a}, 'SHA-256', 'hex')", 20000, 0);
	double sum = evaluate_ns(&map, "sum(${n1})", 5000, 0), sum10 = evaluate_ns(&map, "sum(${n10})", 500, 0);
	map.version = 1;
	evaluate_ns(&map, "${b} div sum(${n10})", 100000, 0);
	compile_ns(&map, "if(selected(${a}, 'x'), ${b} * 2, 0)", 20000);
	double terms = compile_terms(&map, 400), terms10 = compile_terms(&map, 4000);
	bench_head("ten times the work", "once");
	bench_tell(&(struct bench_row){"a sum over ten times the rows", "ns", sum10, sum, GROWTH_AIM});
	bench_tell(&(struct bench_row){"compiling ten times the terms", "ns", terms10, terms, GROWTH_AIM});
	expression_memory_free(map.world.memory);
	map_world_close(&map);
	return bench_end();
}
