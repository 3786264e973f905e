/* The line on a terminal that tells how far long work has come: from a second on, five times a second, gone at the end. */
#ifndef TANYA_COMMANDS_PROGRESS_H
#define TANYA_COMMANDS_PROGRESS_H

#include <stdio.h>

#include "tanya/base.h"

struct progress_line {
	struct progress progress; /* for whoever does the work */
	const char *what;         /* is counted */
	FILE *stream;             /* NULL: silent */
	int64_t due_ms;           /* by clock_boot_ms: when it speaks next */
	size_t columns;           /* of what stands there now */
};

void progress_begin(struct progress_line *line, const char *what, FILE *stream);
FILE *progress_stream(void); /* stderr when it is a terminal, else NULL */
/* Takes it away: before anything else is said, and at the end. It comes back with the next step that is due. */
void progress_hide(struct progress_line *line);

#endif
