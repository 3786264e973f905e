/* A map from bytes to numbers: open addressing, linear probing, removal by shifting back. */
#include "tanya/base/map.h"

#include "tanya/base/memory.h"

struct slot {
	struct span key;
	uint32_t hash; /* 0: free */
	uint32_t value;
};

struct map {
	struct slot *slots;
	size_t size; /* a power of two, or 0 */
	size_t count;
};

struct map *map_new(void)
{
	return memory_alloc(sizeof(struct map));
}

void map_free(struct map *map)
{
	if (!map)
		return;
	memory_free(map->slots);
	memory_free(map);
}

static uint32_t hash_of(struct span key)
{
	uint32_t hash = (uint32_t)(span_hash(key) >> 32);
	return hash ? hash : 1;
}

/* The slot that holds the key, or the free one where it belongs. */
static struct slot *find(const struct map *map, struct span key, uint32_t hash)
{
	size_t mask = map->size - 1;
	size_t at = hash & mask;
	while (map->slots[at].hash && (map->slots[at].hash != hash || !span_equal(map->slots[at].key, key)))
		at = (at + 1) & mask;
	return &map->slots[at];
}

static void grow(struct map *map)
{
	struct map larger = {.size = map->size ? map->size * 2 : 16, .count = map->count};
	larger.slots = memory_alloc(larger.size * sizeof *larger.slots);
	for (size_t i = 0; i < map->size; i++)
		if (map->slots[i].hash)
			*find(&larger, map->slots[i].key, map->slots[i].hash) = map->slots[i];
	memory_free(map->slots);
	*map = larger;
}

static struct slot *find_or_add(struct map *map, struct span key, uint32_t value)
{
	if (map->count >= map->size / 4 * 3)
		grow(map);
	uint32_t hash = hash_of(key);
	struct slot *slot = find(map, key, hash);
	if (slot->hash)
		return slot;
	*slot = (struct slot){key, hash, value};
	map->count++;
	return NULL;
}

uint32_t map_put(struct map *map, struct span key, uint32_t value)
{
	struct slot *standing = find_or_add(map, key, value);
	return standing ? standing->value : MAP_NONE;
}

void map_set(struct map *map, struct span key, uint32_t value)
{
	struct slot *standing = find_or_add(map, key, value);
	if (standing) {
		standing->key = key;
		standing->value = value;
	}
}

uint32_t map_get(const struct map *map, struct span key)
{
	if (map->count == 0)
		return MAP_NONE;
	const struct slot *slot = find(map, key, hash_of(key));
	return slot->hash ? slot->value : MAP_NONE;
}

void map_remove(struct map *map, struct span key)
{
	if (map->count == 0)
		return;
	struct slot *slot = find(map, key, hash_of(key));
	if (!slot->hash)
		return;
	size_t mask = map->size - 1, hole = (size_t)(slot - map->slots);
	for (size_t at = (hole + 1) & mask; map->slots[at].hash; at = (at + 1) & mask) {
		size_t home = map->slots[at].hash & mask;
		if (((at - home) & mask) < ((at - hole) & mask))
			continue; /* it would land before its home */
		map->slots[hole] = map->slots[at];
		hole = at;
	}
	map->slots[hole] = (struct slot){0};
	map->count--;
}

size_t map_count(const struct map *map)
{
	return map->count;
}
