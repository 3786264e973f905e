/* A map from bytes to 32-bit numbers. Keys are borrowed: they must live as long as the map. */
#ifndef TANYA_BASE_MAP_H
#define TANYA_BASE_MAP_H

#include "tanya/base/string.h"

struct map;
#define MAP_NONE UINT32_MAX

struct map *map_new(void);
void map_free(struct map *map); /* NULL is fine */
/* MAP_NONE when the key was new, else the value that stands there already (which is kept). */
uint32_t map_put(struct map *map, struct span key, uint32_t value);
void map_set(struct map *map, struct span key, uint32_t value); /* puts or replaces */
uint32_t map_get(const struct map *map, struct span key); /* MAP_NONE when absent */
void map_remove(struct map *map, struct span key);
size_t map_count(const struct map *map);

#endif
