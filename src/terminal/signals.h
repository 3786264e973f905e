/* Signals of a sitting: a self-pipe, and what came. Handlers only write one byte. */
#ifndef TANYA_TERMINAL_SIGNALS_H
#define TANYA_TERMINAL_SIGNALS_H

#include <stdbool.h>

int signals_open(void);    /* the descriptor to poll; -1 with errno */
void signals_close(void);  /* handlers as before */
/* Reads what came since the last call. */
struct signals_seen {
	bool resized, continued;
	int ending; /* SIGTERM or SIGHUP, else 0 */
};
struct signals_seen signals_take(void);

#endif
