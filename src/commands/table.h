/* The table of commands and the home screen, which is what `tanya` alone does. */
#ifndef TANYA_COMMANDS_TABLE_H
#define TANYA_COMMANDS_TABLE_H

#include "command.h"
#include "tanya/commands.h"

#define X(name) extern const struct command command_##name;
#include "commands.def"
#undef X

const struct command *command_at(unsigned index); /* NULL at the end */
const struct command *command_find(const char *name);
int run_home(const struct global *global);

#endif
