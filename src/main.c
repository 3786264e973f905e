/* tanya: the locale, quiet pipes, then the command. */
#include <langinfo.h>
#include <locale.h>
#include <string.h>

#include "tanya/commands.h"

/* Only characters and screen words follow the locale; numbers and order never do (3-commands of the design: determinism). */
static void set_locale(void)
{
	setlocale(LC_CTYPE, "");
	setlocale(LC_MESSAGES, "");
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
		setlocale(LC_CTYPE, "C.UTF-8");
}

int main(int count, char **words)
{
	set_locale();
	return run_tanya(count, words);
}
