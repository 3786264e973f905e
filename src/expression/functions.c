/* functions.def as an array, and finding a function by its name. */
#include "functions.h"
#include "compiler.h"

#define ANY UINT32_MAX
#define NONE UINT32_MAX
#define FUNCTION(id, name, fewest, most, nodes_from, traits, form) \
	{name, fewest, most, nodes_from, traits, call_##id, form_##form},
const struct function functions[] = {
#include "functions.def"
};
#undef FUNCTION
const uint32_t function_count = sizeof functions / sizeof *functions;

uint32_t function_find(struct span name)
{
	for (uint32_t i = 0; i < function_count; i++)
		if (name.length > 0 && name.data[0] == functions[i].name[0] && span_is(name, functions[i].name))
			return i;
	return FUNCTION_NONE;
}
