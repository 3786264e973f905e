/* What commands share: telling faults, writing results, finding the data directory's people. */
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"

int usage_fault(const struct command *command, const char *format, ...)
{
	struct string text = {0}, clean = {0};
	va_list list;
	va_start(list, format);
	string_format_list(&text, format, list);
	va_end(list);
	text_clean(&clean, string_span(&text), false);
	if (command)
		fprintf(stderr, "tanya %s: %s\nTry: tanya %s --help\n", command->name, string_text(&clean), command->name);
	else
		fprintf(stderr, "tanya: %s\nTry: tanya --help\n", string_text(&clean));
	string_free(&text);
	string_free(&clean);
	return EXIT_USAGE;
}

int report(struct diagnostics *faults)
{
	struct string text = {0};
	diagnostics_print(&text, faults);
	fwrite(string_text(&text), 1, text.length, stderr);
	int status = diagnostics_status(faults);
	string_free(&text);
	return status;
}

bool put_result(struct span text)
{
	if (fwrite(text.data ? text.data : "", 1, text.length, stdout) == text.length && fflush(stdout) == 0)
		return true;
	fprintf(stderr, "tanya: error: cannot write the result: %s\n", strerror(errno));
	return false;
}

bool is_form_file(const char *argument)
{
	return strchr(argument, '/') || span_ends(span_of(argument), SPAN(".yaml"));
}

struct store *open_store(const struct global *global, struct diagnostics *faults)
{
	return store_open(global->data, faults);
}

void find_enumerator(const struct global *global, struct store *store, struct string *name)
{
	string_clear(name);
	if (global->enumerator && *global->enumerator) {
		string_add_text(name, global->enumerator);
	} else if (!store_enumerator(store, name)) {
		struct passwd *user = getpwuid(getuid());
		string_add_text(name, user && user->pw_name ? user->pw_name : "");
	}
}
