/* Memory, arenas, arrays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tanya/base.h"

static jmp_buf escape;
static int hook_calls;

/* An address sanitizer refuses such sizes by ending the program unless told otherwise. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

static void hook(void)
{
	hook_calls++;
	longjmp(escape, 1);
}

static void *impossible(int way)
{
	volatile size_t huge = SIZE_MAX / 2 - 4096;
	size_t capacity = 0;
	struct string string = {0};
	switch (way) {
	case 0:
		return memory_alloc(huge);
	case 1:
		return memory_resize(NULL, 0, huge);
	case 2:
		return array_reserve(NULL, &capacity, huge, 16);
	default:
		return string_reserve(&string, SIZE_MAX);
	}
}

static void test_failure_calls_the_hook_once(void **state)
{
	(void)state;
	for (volatile int way = 0; way < 4; way++) {
		hook_calls = 0;
		memory_on_failure(hook);
		if (setjmp(escape) == 0) {
			memory_free(impossible(way));
			fail_msg("way %d gave memory that is not there", way);
		}
		assert_int_equal(hook_calls, 1);
	}
	memory_on_failure(NULL);
}

static void assert_zero(const char *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (data[i])
			fail_msg("byte %zu of %zu is not zero", i, size);
}

static void test_memory_is_zeroed(void **state)
{
	(void)state;
	char *memory = memory_alloc(100);
	assert_zero(memory, 100);
	memset(memory, 1, 100);
	memory = memory_resize(memory, 100, 5000);
	assert_int_equal(memory[99], 1);
	assert_zero(memory + 100, 4900);
	memory = memory_resize(memory, 5000, 50);
	assert_int_equal(memory[49], 1);
	memory_free(memory);
	memory_free(memory_alloc(0));
	memory_free(NULL);
}

static void test_array_grows_by_half(void **state)
{
	(void)state;
	struct {
		int *items;
		size_t count, capacity;
	} list = {0};
	size_t moves = 0;
	for (int i = 0; i < 10000; i++) {
		size_t before = list.capacity;
		ARRAY_PUSH(list.items, list.count, list.capacity, i);
		moves += list.capacity != before;
		assert_true(list.capacity >= list.count);
	}
	for (int i = 0; i < 10000; i++)
		assert_int_equal(list.items[i], i);
	assert_in_range(moves, 5, 30);
	memory_free(list.items);
}

static void test_arena_aligns_and_zeroes(void **state)
{
	(void)state;
	static const size_t sizes[] = {0, 1, 7, 16, 17, 100, 4096, 5000, 100000, 3, 2000000, 9};
	struct arena *arena = arena_new();
	for (int round = 0; round < 3; round++) {
		size_t sum = 0;
		char *kept[sizeof sizes / sizeof *sizes];
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			kept[i] = arena_alloc(arena, sizes[i]);
			assert_int_equal((uintptr_t)kept[i] % _Alignof(max_align_t), 0);
			assert_zero(kept[i], sizes[i]);
			memset(kept[i], (int)i + 1, sizes[i]);
			sum += sizes[i];
		}
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
			for (size_t j = 0; j < sizes[i]; j++)
				if (kept[i][j] != (char)(i + 1))
					fail_msg("allocation %zu was written over", i);
		assert_int_equal(arena_used(arena), sum);
		arena_reset(arena);
		assert_int_equal(arena_used(arena), 0);
	}
	arena_free(arena);
	arena_free(NULL);
}

static void test_arena_copies(void **state)
{
	(void)state;
	struct arena *arena = arena_new();
	char *text = arena_text(arena, "kain\0lagi", 9);
	assert_memory_equal(text, "kain\0lagi", 10);
	assert_string_equal(arena_text(arena, NULL, 0), "");
	int numbers[] = {3, 1, 4};
	int *copy = arena_copy(arena, numbers, sizeof numbers);
	assert_memory_equal(copy, numbers, sizeof numbers);
	assert_non_null(arena_copy(arena, NULL, 0));
	struct span span = span_copy(arena, SPAN("batik"));
	assert_string_equal(span.data, "batik");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_failure_calls_the_hook_once),
		cmocka_unit_test(test_memory_is_zeroed),
		cmocka_unit_test(test_array_grows_by_half),
		cmocka_unit_test(test_arena_aligns_and_zeroes),
		cmocka_unit_test(test_arena_copies),
	};
	return cmocka_run_group_tests_name("base/memory", tests, NULL, NULL);
}
