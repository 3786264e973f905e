/* Allocation that never returns NULL, arenas, growing arrays. */
#include "tanya/base/memory.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

static void (*failure_hook)(void);

void memory_on_failure(void (*hook)(void))
{
	failure_hook = hook;
}

static _Noreturn void fail(void)
{
	void (*hook)(void) = failure_hook;
	failure_hook = NULL; /* a hook that runs out of memory itself must not come here for ever */
	if (hook)
		hook();
	abort();
}

void *memory_alloc(size_t size)
{
	void *memory = size <= PTRDIFF_MAX ? calloc(1, size ? size : 1) : NULL;
	if (!memory)
		fail();
	return memory;
}

void *memory_resize(void *old, size_t old_size, size_t new_size)
{
	char *memory = new_size <= PTRDIFF_MAX ? realloc(old, new_size ? new_size : 1) : NULL;
	if (!memory)
		fail();
	if (!old)
		old_size = 0;
	if (new_size > old_size)
		memset(memory + old_size, 0, new_size - old_size);
	return memory;
}

void memory_free(void *memory)
{
	free(memory);
}

void *array_reserve(void *items, size_t *capacity, size_t needed, size_t item_size)
{
	if (needed <= *capacity)
		return items;
	size_t grown = *capacity + *capacity / 2;
	if (grown < 8)
		grown = 8;
	if (grown < needed)
		grown = needed;
	size_t bytes;
	if (__builtin_mul_overflow(grown, item_size, &bytes))
		fail();
	items = memory_resize(items, *capacity * item_size, bytes);
	*capacity = grown;
	return items;
}

/* ---- arenas ---- */

#define BLOCK_FIRST ((size_t)4096)
#define BLOCK_MOST ((size_t)1 << 20)

struct block {
	struct block *next; /* the one filled before */
	size_t used, size;
	alignas(max_align_t) char data[];
};

struct arena {
	struct block *current; /* the one being filled */
	size_t used;
};

static struct block *block_new(size_t size, struct block *next)
{
	struct block *block = memory_alloc(sizeof *block + size);
	block->next = next;
	block->size = size;
	return block;
}

struct arena *arena_new(void)
{
	struct arena *arena = memory_alloc(sizeof *arena);
	arena->current = block_new(BLOCK_FIRST - sizeof(struct block), NULL);
	return arena;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	for (struct block *block = arena->current, *next; block; block = next) {
		next = block->next;
		memory_free(block);
	}
	memory_free(arena);
}

/* A block for `size` bytes. What is large gets one of its own behind the current one, which goes on being filled. */
static struct block *block_for(struct arena *arena, size_t size)
{
	struct block *current = arena->current;
	size_t next_size = current->size < BLOCK_MOST ? current->size * 2 : current->size;
	if (size > next_size / 4) {
		current->next = block_new(size, current->next);
		return current->next;
	}
	arena->current = block_new(next_size, current);
	return arena->current;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	const size_t alignment = alignof(max_align_t);
	if (size > SIZE_MAX / 2)
		fail();
	size_t rounded = size ? (size + alignment - 1) / alignment * alignment : alignment;
	struct block *block = arena->current;
	if (rounded > block->size - block->used)
		block = block_for(arena, rounded);
	void *memory = block->data + block->used;
	block->used += rounded;
	arena->used += size;
	return memory;
}

void *arena_copy(struct arena *arena, const void *data, size_t size)
{
	void *copy = arena_alloc(arena, size);
	if (size)
		memcpy(copy, data, size);
	return copy;
}

char *arena_text(struct arena *arena, const char *data, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);
	if (length)
		memcpy(copy, data, length);
	return copy;
}

void arena_reset(struct arena *arena)
{
	struct block *first = arena->current;
	while (first->next) {
		struct block *next = first->next;
		memory_free(first);
		first = next;
	}
	memset(first->data, 0, first->used);
	first->used = 0;
	arena->current = first;
	arena->used = 0;
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}
