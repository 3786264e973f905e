/* terminfo, kept apart: term.h defines macros such as `columns` and `lines`. */
#ifndef TANYA_TERMINAL_TERMINFO_H
#define TANYA_TERMINAL_TERMINFO_H

#include <stdbool.h>

bool terminfo_load(const char *name);                /* false: no such terminal is known here */
void terminfo_drop(void); /* what terminfo_load made; newterm loads its own */
const char *terminfo_string(const char *capability); /* NULL: it has none */

#endif
