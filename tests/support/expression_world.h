/* A scope and a world made of a map, for tests of expressions. Names are set by hand or from a JSON object. */
#ifndef TANYA_TESTS_EXPRESSION_WORLD_H
#define TANYA_TESTS_EXPRESSION_WORLD_H

#include "tanya/expression.h"

struct map_entry {
	struct value value;
	enum answer_state state;
	bool container, stated;
};

struct map_world {
	struct arena *arena;   /* of the values and of the compiled */
	struct arena *scratch; /* of results */
	struct map *names;
	struct map_entry *entries;
	size_t count, capacity;
	struct expression_scope scope;
	struct expression_world world;
	struct diagnostics faults;
	size_t reads;     /* calls of one(), many() and indexed() */
	uint64_t version; /* what world.version tells; 0: none */
	double row;       /* what world.position tells */
};

void map_world_open(struct map_world *map); /* now is 2024-05-15T10:30:00-07:00 */
void map_world_close(struct map_world *map);
struct map_entry *map_world_set(struct map_world *map, const char *name, struct value value);
/* Strings are untyped text, arrays several nodes, {"date": "2026-11"} a typed value (date, datetime, time, number). */
bool map_world_json(struct map_world *map, struct span json);
struct value map_text(const char *text);
struct value map_date(const char *text);
/* Compiles and evaluates; false with the first fault's message in *fault. */
bool map_world_evaluate(struct map_world *map, struct span source, struct value *value, const char **fault);
/* The result as text, "error: …" when there is none; lives until the world closes. */
const char *map_world_print(struct map_world *map, const char *source);

#endif
