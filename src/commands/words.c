/* Translations of screen words: found relative to the program's own file, so that no path is built in. */
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "tanya/system.h"
#include "tanya/words.h"

#define DOMAIN "tanya"

/* Beside the program in the build tree (share/locale), or above it once installed (../share/locale). */
static bool find_folder(struct string *folder)
{
	static const char *const places[] = {"share/locale", "../share/locale"};
	struct string own = {0};
	bool found = false;
	for (unsigned i = 0; program_folder(&own) && i < sizeof places / sizeof *places && !found; i++) {
		path_join(folder, string_text(&own), places[i]);
		found = file_is_directory(string_text(folder));
	}
	string_free(&own);
	return found;
}

void words_begin(void)
{
	struct string folder = {0};
	if (find_folder(&folder))
		bindtextdomain(DOMAIN, string_text(&folder));
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	textdomain(DOMAIN);
	string_free(&folder);
}

void words_language(const char *code)
{
	const char *locale = setlocale(LC_MESSAGES, NULL);
	if (!locale || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
		setlocale(LC_MESSAGES, "C.UTF-8"); /* under plain C gettext does not look at LANGUAGE */
	setenv("LANGUAGE", code, 1);
	textdomain(DOMAIN); /* else the old texts stay */
}

const char *words_status(enum interview_status status)
{
	static const char *const words[] = {
		[INTERVIEW_PARTIAL] = N_("partial"), [INTERVIEW_COMPLETE] = N_("complete"), [INTERVIEW_CLOSED] = N_("closed")};
	return _(words[status]);
}
