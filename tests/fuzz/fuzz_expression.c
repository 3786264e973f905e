/* Any bytes compile or are refused with a fault; what compiles evaluates, or fails with a sentence, the same each time.
 */
#include <stdlib.h>
#include <string.h>

#include "expression_world.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
	if (!holds)
		abort();
}

static void fill(struct map_world *map)
{
	static const char world[] = "{\".\": \"5\", \"a\": \"x y\", \"b\": \"2\", \"e\": \"\", \"d\": {\"date\": "
								"\"2010-05\"}, \"m\": {\"datetime\": "
								"\"2024-05-15T10:30:00+07:00\"}, \"t\": {\"time\": \"09:30\"}, \"n\": [\"1\", \"\", "
								"{\"number\": \"2.5\"}, \"2020-02-29\"], "
								"\"s\": [\"-1.6 103.6 0 0\", \"-1.7 103.7 0 0\", \"-1.6 103.7 0 0\"]}";
	demand(map_world_json(map, SPAN(world)));
	struct value none = {.kind = VALUE_NODES};
	map_world_set(map, "r", none)->container = true;
}

static void check_compiled(struct map_world *map, const struct expression *expression)
{
	struct value first, second;
	const char *fault = NULL, *again = NULL;
	struct string text = {0};
	size_t count = 0;
	bool good = expression_evaluate(expression, &map->world, map->scratch, &first, &fault);
	demand(good == (fault == NULL));
	demand(good || fault[0] != '\0');
	demand(expression_evaluate(expression, &map->world, map->scratch, &second, &again) == good);
	demand(value_equal(&first, &second) && (good || strcmp(fault, again) == 0));
	demand(first.kind != VALUE_NODES);
	value_print(&text, &first);
	value_to_number(&first, 420);
	value_to_boolean(&first);
	/* Well-formed source and answers give well-formed text. */
	demand(text_valid(string_span(&text), NULL));
	string_free(&text);
	expression_references(expression, &count);
	expression_columns(expression, &count);
	if ((expression_traits(expression) & TRAIT_CONSTANT) != 0) {
		size_t reads = map->reads;
		expression_evaluate(expression, &map->world, map->scratch, &second, &again);
		demand(map->reads == reads);
	}
}

static void check(struct map_world *map, struct span source, bool late)
{
	map->scope.late = late;
	map->reads = 0;
	const struct expression *expression = expression_compile(map->arena, source, &map->scope, &map->faults);
	demand((expression == NULL) == (map->faults.errors > 0));
	for (size_t i = 0; i < map->faults.count; i++)
		demand(map->faults.items[i].message[0] != '\0' && map->faults.items[i].place.line > 0);
	if (expression != NULL)
		check_compiled(map, expression);
	diagnostics_free(&map->faults);
	map->faults = (struct diagnostics){0};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct map_world map;
	struct span source = {(const char *)data, size};
	size_t count = 0;
	map_world_open(&map);
	fill(&map);
	check(&map, source, false);
	check(&map, source, true);
	map.world.memory = expression_memory_new();
	map.version = 1;
	check(&map, source, false);
	expression_memory_free(map.world.memory);
	const struct template *template = template_compile(map.arena, source, &map.scope, &map.faults);
	if (template != NULL)
		template_parts(template, &count);
	map_world_close(&map);
	return 0;
}
