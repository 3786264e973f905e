/* The table of commands. */
#include <string.h>

#include "table.h"

static const struct command *const table[] = {
#define X(name) &command_##name,
#include "commands.def"
#undef X
};

const struct command *command_at(unsigned index)
{
	return index < sizeof table / sizeof *table ? table[index] : NULL;
}

const struct command *command_find(const char *name)
{
	for (unsigned i = 0; command_at(i); i++)
		if (strcmp(table[i]->name, name) == 0)
			return table[i];
	return NULL;
}
