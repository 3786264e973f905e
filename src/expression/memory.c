/* What is kept between evaluations: compiled regexes, and aggregates over answers that did not change. */
#include "evaluation.h"

struct aggregate {
	struct memo_key key;
	bool used;
	uint64_t version;
	double number;
};

struct expression_memory {
	struct regex_cache *regexes;
	struct aggregate *aggregates; /* open addressing; a power of two */
	size_t count, capacity;
};

struct expression_memory *expression_memory_new(void)
{
	return memory_alloc(sizeof(struct expression_memory));
}

void expression_memory_free(struct expression_memory *memory)
{
	if (memory != NULL) {
		regex_cache_free(memory->regexes);
		memory_free(memory->aggregates);
		memory_free(memory);
	}
}

struct regex_cache **memory_regexes(struct expression_memory *memory)
{
	return &memory->regexes;
}

/* The slot of the key, or the free one where it belongs. */
static struct aggregate *slot(struct aggregate *aggregates, size_t capacity, struct memo_key key)
{
	uint64_t hash = (((uint64_t)key.item << 16) | key.function) * 0x9E3779B97F4A7C15u;
	size_t at = (size_t)(hash >> 32) & (capacity - 1);
	while (aggregates[at].used && (aggregates[at].key.item != key.item || aggregates[at].key.function != key.function))
		at = (at + 1) & (capacity - 1);
	return &aggregates[at];
}

bool memory_aggregate(const struct expression_memory *memory, struct memo_key key, uint64_t version, double *number)
{
	if (memory->capacity == 0)
		return false;
	const struct aggregate *found = slot(memory->aggregates, memory->capacity, key);
	if (!found->used || found->version != version)
		return false;
	*number = found->number;
	return true;
}

static void grow(struct expression_memory *memory)
{
	size_t capacity = memory->capacity > 0 ? memory->capacity * 2 : 64;
	struct aggregate *aggregates = memory_alloc(capacity * sizeof *aggregates);
	for (size_t i = 0; i < memory->capacity; i++)
		if (memory->aggregates[i].used)
			*slot(aggregates, capacity, memory->aggregates[i].key) = memory->aggregates[i];
	memory_free(memory->aggregates);
	memory->aggregates = aggregates;
	memory->capacity = capacity;
}

void memory_keep_aggregate(struct expression_memory *memory, struct memo_key key, uint64_t version, double number)
{
	if (memory->count * 2 >= memory->capacity)
		grow(memory);
	struct aggregate *kept = slot(memory->aggregates, memory->capacity, key);
	memory->count += kept->used ? 0 : 1;
	*kept = (struct aggregate){.key = key, .used = true, .version = version, .number = number};
}
