/* Look-ups in terminfo. */
#include <curses.h>
#include <term.h>
#include <unistd.h>

#include "terminfo.h"

bool terminfo_load(const char *name)
{
	int error = 0;
	return setupterm(name, STDOUT_FILENO, &error) == OK;
}

void terminfo_drop(void)
{
	if (cur_term)
		del_curterm(cur_term);
}

const char *terminfo_string(const char *capability)
{
	const char *found = tigetstr(capability);
	return found == (char *)-1 ? NULL : found;
}
