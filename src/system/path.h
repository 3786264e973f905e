/* Paths taken apart. Private to system. */
#ifndef SYSTEM_PATH_H
#define SYSTEM_PATH_H

#include "tanya/base.h"

void path_parent(struct string *out, const char *path); /* clears out first; "." and "/" where nothing else is left */

#endif
