/* commands: one file a subcommand, and the table of them. */
#ifndef TANYA_COMMANDS_H
#define TANYA_COMMANDS_H

/* The whole program after its locale is set: options, dispatch, result; the exit status (3-commands of the design). */
int run_tanya(int count, char **words);

#endif
