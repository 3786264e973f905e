/* The self-pipe. A process has one set of handlers, so this is one of the named exceptions to "no global state". */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "signals.h"

static const int watched[] = {SIGWINCH, SIGTERM, SIGHUP, SIGCONT};
#define WATCHED (sizeof watched / sizeof *watched)

static struct {
	int ends[2];
	struct sigaction before[WATCHED], pipe_before, stop_before;
} state = {.ends = {-1, -1}};

static void note(int number)
{
	int kept = errno;
	unsigned char byte = (unsigned char)number;
	ssize_t ignored = write(state.ends[1], &byte, 1); /* full: the same news is waiting already */
	(void)ignored;
	errno = kept;
}

int signals_open(void)
{
	if (pipe2(state.ends, O_CLOEXEC | O_NONBLOCK) != 0)
		return -1;
	struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART}, ignore = {.sa_handler = SIG_IGN};
	sigemptyset(&action.sa_mask);
	for (unsigned i = 0; i < WATCHED; i++)
		sigaction(watched[i], &action, &state.before[i]);
	sigaction(SIGPIPE, &ignore, &state.pipe_before);
	sigaction(SIGTSTP, &ignore, &state.stop_before); /* a sitting is never stopped by a key */
	return state.ends[0];
}

void signals_close(void)
{
	for (unsigned i = 0; i < WATCHED; i++)
		sigaction(watched[i], &state.before[i], NULL);
	sigaction(SIGPIPE, &state.pipe_before, NULL);
	sigaction(SIGTSTP, &state.stop_before, NULL);
	close(state.ends[0]);
	close(state.ends[1]);
	state.ends[0] = state.ends[1] = -1;
}

struct signals_seen signals_take(void)
{
	struct signals_seen seen = {0};
	unsigned char bytes[64];
	ssize_t got;
	while ((got = read(state.ends[0], bytes, sizeof bytes)) > 0) {
		for (ssize_t i = 0; i < got; i++) {
			seen.resized |= bytes[i] == SIGWINCH;
			seen.continued |= bytes[i] == SIGCONT;
			if (bytes[i] == SIGTERM || bytes[i] == SIGHUP)
				seen.ending = bytes[i];
		}
	}
	return seen;
}
