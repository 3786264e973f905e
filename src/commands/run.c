/* From argv to a command: global options, help, version, where the data are. */
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "table.h"
#include "tanya/words.h"

struct wishes {
	struct global global;
	bool help, version;
};

static const char *environment(const char *name)
{
	const char *value = getenv(name);
	return value && *value ? value : NULL; /* an empty variable counts as unset */
}

/* As the shell does for ~: without $HOME the one that the system knows. */
const char *home_folder(void)
{
	const char *home = environment("HOME");
	struct passwd *user = home ? NULL : getpwuid(getuid());
	return home ? home : user && user->pw_dir ? user->pw_dir : ".";
}

static const char *find_data(const char *given, struct string *path)
{
	const char *data = given ? given : environment("TANYA_DATA"), *share = environment("XDG_DATA_HOME");
	if (data)
		return data;
	if (share)
		string_format(path, "%s/tanya", share);
	else
		string_format(path, "%s/.local/share/tanya", home_folder());
	return string_text(path);
}

static bool wants_plain(void)
{
	const char *value = environment("TANYA_PLAIN");
	return value && strcmp(value, "0") != 0;
}

static int put_help(struct string *out)
{
	bool fine = put_result(string_span(out));
	string_free(out);
	return fine ? EXIT_DONE : EXIT_SYSTEM;
}

static int help_all(void)
{
	struct string out = {0};
	string_add_text(&out, _("tanya: interviews on a laptop, in a terminal, with no network\n\n"
	                        "Usage: tanya [OPTIONS] [COMMAND …]\n\nWithout a command: the home screen.\n\nCommands:\n"));
	for (unsigned i = 0; command_at(i); i++)
		string_format(&out, "  %-10s %s\n", command_at(i)->name, _(command_at(i)->summary));
	string_add_text(&out, _("\nOptions, before or after the command:\n"
	                        "  --data DIR         where interviews are kept\n"
	                        "  --language CODE    language of the questions, and of these words\n"
	                        "  --enumerator NAME  who types\n"
	                        "  --plain            line by line, for screen readers and teletypes\n"
	                        "  --help, --version  `tanya COMMAND --help` tells about one command\n"
	                        "  --                 ends the options\n\n"
	                        "Examples:\n"
	                        "  tanya interview questionnaires/jambi/batik.yaml\n"
	                        "  tanya resume\n"
	                        "  tanya export batik --output results\n"));
	return put_help(&out);
}

static int help_command(const struct command *command)
{
	struct string out = {0};
	string_format(&out, "tanya %s: %s\n\n%s: tanya %s %s\n\n%s", command->name, _(command->summary), _("Usage"), command->name, command->usage,
	              _(command->details));
	return put_help(&out);
}

/* The first word that is no option is the command; it is cut out. Behind a `--` every word is none. */
static char *cut_command(int *count, char **words)
{
	bool ended = false;
	for (int i = 0; i < *count; i++) {
		if (!ended && strncmp(words[i], "--", 2) == 0) {
			ended = words[i][2] == '\0';
			continue;
		}
		char *name = words[i];
		memmove(words + i, words + i + 1, (size_t)(*count - i - 1) * sizeof *words);
		*count -= 1;
		return name;
	}
	return NULL;
}

static int dispatch(const struct wishes *wishes, int count, char **words)
{
	if (wishes->version)
		return put_result(SPAN("tanya " TANYA_VERSION "\n")) ? EXIT_DONE : EXIT_SYSTEM;
	const char *first = count ? words[0] : NULL;
	const char *name = cut_command(&count, words);
	if (!name) {
		if (wishes->help)
			return help_all();
		return first && strcmp(first, "--") != 0 ? usage_fault(NULL, "unknown option %s", first) : run_home(&wishes->global);
	}
	const struct command *command = command_find(name);
	if (!command)
		return usage_fault(NULL, "unknown command %s", name);
	return wishes->help ? help_command(command) : command->run(command, &wishes->global, count, words);
}

int run_tanya(int count, char **words)
{
	struct string path = {0}, fault = {0};
	struct wishes wishes = {.global = {.program = words[0]}};
	const struct option_row rows[] = {
		{"data", OPTION_TEXT, &wishes.global.data},
		{"language", OPTION_TEXT, &wishes.global.language},
		{"enumerator", OPTION_TEXT, &wishes.global.enumerator},
		{"plain", OPTION_FLAG, &wishes.global.plain},
		{"help", OPTION_FLAG, &wishes.help},
		{"version", OPTION_FLAG, &wishes.version},
	};
	int left = 0, status;
	words_begin();
	if (!options_take(rows, sizeof rows / sizeof *rows, true, count - 1, words + 1, &left, &fault)) {
		status = usage_fault(NULL, "%s", string_text(&fault));
	} else if (wishes.global.data && !*wishes.global.data) {
		status = usage_fault(NULL, "--data needs a folder");
	} else {
		wishes.global.data = find_data(wishes.global.data, &path);
		if (wishes.global.language)
			words_language(wishes.global.language);
		if (!wishes.global.enumerator)
			wishes.global.enumerator = environment("TANYA_ENUMERATOR");
		wishes.global.plain = wishes.global.plain || wants_plain();
		status = dispatch(&wishes, left, words + 1);
	}
	string_free(&path);
	string_free(&fault);
	return status;
}
