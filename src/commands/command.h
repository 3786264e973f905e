/* A command: options in, one call, result out. The table is commands.def; each row's function stands in a file of its own. */
#ifndef TANYA_COMMANDS_COMMAND_H
#define TANYA_COMMANDS_COMMAND_H

#include <getopt.h>
#include <stdio.h>

#include "tanya/base.h"
#include "tanya/store.h"

enum { EXIT_DONE = 0, EXIT_NOT_SO = 1, EXIT_USAGE = 2, EXIT_SYSTEM = 3 };

/* Options that stand before or after the command. */
struct global {
	const char *program;    /* argv[0] */
	const char *data;       /* resolved: --data, $TANYA_DATA, $XDG_DATA_HOME/tanya, ~/.local/share/tanya */
	const char *language;   /* --language or NULL */
	const char *enumerator; /* --enumerator or $TANYA_ENUMERATOR, or NULL */
};

struct command {
	const char *name, *usage, *summary, *examples;
	const char *options; /* help lines of its own options */
	int (*run)(const struct global *global, int count, char **words);
};
extern const struct command commands[];
extern const unsigned command_count;

/* The command's own options: a table instead of a getopt loop in every command. Global ones are cut out before. */
struct option_row {
	const char *name; /* long, without dashes */
	enum { OPTION_FLAG, OPTION_TEXT, OPTION_MANY } kind;
	void *into;       /* bool *, const char **, struct option_words * */
};
struct option_words {
	const char **items;
	size_t count, capacity;
};
/* Reads options in any order; the words left stand at words[0 … *left). Faults are told on stderr: EXIT_USAGE, else EXIT_DONE. */
int options_read(const struct command *command, const struct option_row *rows, unsigned row_count, int count, char **words, int *left);
int usage_fault(const struct command *command, const char *format, ...) __attribute__((format(printf, 2, 3)));
const struct command *command_find(const char *name);
const char *option_pick(const char *given, const char *const *allowed, const char *otherwise); /* NULL: none of them */

/* Tells faults on stderr and gives their exit status. */
int report(struct diagnostics *faults);
/* Writes a result to stdout; false, told on stderr, when stdout cannot be written. */
bool put_result(struct span text);
bool is_form_file(const char *argument); /* has a / or ends in .yaml (3-commands) */
struct store *open_store(const struct global *global, struct diagnostics *faults);
/* Who types: --enumerator, $TANYA_ENUMERATOR, the file, the login name. */
void find_enumerator(const struct global *global, struct store *store, struct string *name);

#endif
