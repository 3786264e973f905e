/* The map, held against a plain array. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tanya/base.h"

#define KEYS 2000

static void test_put_set_get_remove(void **state)
{
	(void)state;
	struct map *map = map_new();
	assert_int_equal(map_get(map, SPAN("a")), MAP_NONE);
	map_remove(map, SPAN("a"));
	assert_int_equal(map_put(map, SPAN("a"), 1), MAP_NONE);
	assert_int_equal(map_put(map, SPAN("a"), 2), 1);
	assert_int_equal(map_get(map, SPAN("a")), 1);
	map_set(map, SPAN("a"), 3);
	map_set(map, SPAN(""), 0);
	assert_int_equal(map_get(map, SPAN("a")), 3);
	assert_int_equal(map_get(map, (struct span){0}), 0);
	assert_int_equal(map_get(map, SPAN("b")), MAP_NONE);
	assert_int_equal(map_count(map), 2);
	map_remove(map, SPAN("a"));
	map_remove(map, SPAN("b"));
	assert_int_equal(map_get(map, SPAN("a")), MAP_NONE);
	assert_int_equal(map_count(map), 1);
	map_free(map);
	map_free(NULL);
}

static void test_against_an_array(void **state)
{
	(void)state;
	static char names[KEYS][12];
	static uint32_t values[KEYS];
	struct map *map = map_new();
	uint64_t random = 42;
	size_t count = 0;
	for (size_t i = 0; i < KEYS; i++) {
		struct string name = {.data = names[i], .capacity = sizeof names[i]};
		string_format(&name, "k%zu", i);
		values[i] = MAP_NONE;
	}
	for (uint32_t step = 0; step < 40000; step++) {
		random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
		size_t key = (random >> 33) % KEYS;
		struct span name = span_of(names[key]);
		if (random >> 62) {
			count += values[key] == MAP_NONE;
			assert_int_equal(map_get(map, name), values[key]);
			map_set(map, name, values[key] = step);
		} else {
			count -= values[key] != MAP_NONE;
			map_remove(map, name);
			values[key] = MAP_NONE;
		}
		assert_int_equal(map_count(map), count);
	}
	for (size_t i = 0; i < KEYS; i++)
		assert_int_equal(map_get(map, span_of(names[i])), values[i]);
	map_free(map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put_set_get_remove),
		cmocka_unit_test(test_against_an_array),
	};
	return cmocka_run_group_tests_name("base/map", tests, NULL, NULL);
}
