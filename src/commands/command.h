/* A command: options in, one call, result out. The table is commands.def (table.h); each row's function stands in a file of its own. */
#ifndef TANYA_COMMANDS_COMMAND_H
#define TANYA_COMMANDS_COMMAND_H

#include <stdio.h>

#include "tanya/base.h"
#include "tanya/store.h"

#define TANYA_VERSION "0.1.0"

enum { EXIT_DONE = 0, EXIT_NOT_SO = 1, EXIT_USAGE = 2, EXIT_SYSTEM = 3 };

/* Options that stand before or after the command. */
struct global {
	const char *program;    /* argv[0] */
	const char *data;       /* resolved: --data, $TANYA_DATA, $XDG_DATA_HOME/tanya, ~/.local/share/tanya */
	const char *language;   /* --language or NULL */
	const char *enumerator; /* --enumerator or $TANYA_ENUMERATOR, or NULL */
	bool plain;             /* --plain or $TANYA_PLAIN */
};

struct command {
	const char *name;
	const char *usage;    /* words after the name */
	const char *summary;  /* one line */
	const char *details;  /* its options and examples, as `--help` prints them */
	int (*run)(const struct command *command, const struct global *global, int count, char **words);
};

/* A command's own options: a table instead of a loop in every command. Global ones are read before. Only words that begin with two dashes are
 * options, so that expressions and labels that begin with one need no `--` before them (getopt would take them). */
enum option_kind { OPTION_FLAG /* bool * */, OPTION_TEXT /* const char ** */, OPTION_MANY /* struct option_words * */ };
struct option_row {
	const char *name; /* without dashes */
	enum option_kind kind;
	void *into;
};
struct option_words {
	const char **items;
	size_t count, capacity;
};
/* Reads options in any order, `--name value` or `--name=value`, up to `--`; the words left are moved to words[0 … *left). With `lenient` unknown ones
 * stay among them, `--` too. False, with a sentence in `fault`, when one is unknown or lacks its value. */
bool options_take(const struct option_row *rows, unsigned row_count, bool lenient, int count, char **words, int *left, struct string *fault);
/* As options_take for a command: faults are told on stderr. EXIT_USAGE when there are more or fewer words than allowed, else EXIT_DONE. */
int options_read(const struct command *command, const struct option_row *rows, unsigned row_count, int count, char **words, int least, int most,
                 int *left);
int usage_fault(const struct command *command, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *option_pick(const char *given, const char *const *allowed, const char *otherwise); /* NULL: none of them */

/* Screen words: finds the translations beside the program; speaks a language from now on. */
void words_begin(void);
void words_language(const char *code);
const char *words_status(enum interview_status status);

/* Tells faults on stderr and gives their exit status. */
int report(struct diagnostics *faults);
/* Writes a result to stdout; false, told on stderr, when stdout cannot be written. */
bool put_result(struct span text);
bool is_form_file(const char *argument); /* has a / or ends in .yaml (3-commands) */
/* A FORM argument: a file, or else a questionnaire's id, looked for where forms lie. NULL with faults. */
struct questionnaire *load_form(const char *argument, struct diagnostics *faults);
const char *home_folder(void); /* what the shell means by ~ */
struct store *open_store(const struct global *global, struct diagnostics *faults);
/* Who types: --enumerator, $TANYA_ENUMERATOR, the file, the login name. */
void find_enumerator(const struct global *global, struct store *store, struct string *name);

#endif
