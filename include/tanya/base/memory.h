/* Memory: allocation that never returns NULL, arenas, growing arrays. */
#ifndef TANYA_BASE_MEMORY_H
#define TANYA_BASE_MEMORY_H

#include <stddef.h>
#include <stdint.h>

/* Zeroed memory, never NULL. When the system has none left the hook is called, once, and must not return;
 * without a hook, or if it returns, the process aborts. */
void *memory_alloc(size_t size);
void *memory_resize(void *old, size_t old_size, size_t new_size); /* what is new is zeroed */
void memory_free(void *memory);
void memory_on_failure(void (*hook)(void));

/* Room for `needed` items in a heap array; returns the (moved) array and updates *capacity. Grows by half. */
void *array_reserve(void *items, size_t *capacity, size_t needed, size_t item_size);

/* One more item at the end of `items` (fields: items, count, capacity). Evaluates its arguments once or more. */
#define ARRAY_PUSH(items, count, capacity, item)                                                               \
	((items) = array_reserve((items), &(capacity), (size_t)(count) + 1, sizeof *(items)), (items)[(count)++] = (item))

/* An arena: many small allocations, freed at once. Memory is zeroed and aligned for any type. */
struct arena;
struct arena *arena_new(void);
void arena_free(struct arena *arena); /* NULL is fine */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_copy(struct arena *arena, const void *data, size_t size);
char *arena_text(struct arena *arena, const char *data, size_t length); /* copy, ended by NUL */
void arena_reset(struct arena *arena);                                  /* forget all, keep the first block */
size_t arena_used(const struct arena *arena);                           /* bytes handed out */

#endif
