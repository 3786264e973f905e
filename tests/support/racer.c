/* Programs on a pty whose keys are timed. No emulator: what is read is only counted. */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

#define QUIET_MS 5      /* longer than any program of the race pauses within one paint */
#define PATIENCE_MS 1000 /* after that nothing is painted */
#define ABSENT 127

static void child(const char *data, const char *const *words)
{
	setenv("TANYA_DATA", data, 1);
	setenv("HOME", data, 1);
	setenv("TERM", "xterm", 1);
	unsetenv("TANYA_PROBE");
	unsetenv("LINES");
	unsetenv("COLUMNS");
	unsetenv("LESS");
	execvp(words[0], (char *const *)words);
	_exit(ABSENT);
}

struct racer racer_start(const char *data, const char *const *words)
{
	struct racer racer = {0};
	struct winsize size = {.ws_row = 24, .ws_col = 80};
	fflush(stdout);
	racer.pid = forkpty(&racer.fd, NULL, NULL, &size);
	if (racer.pid < 0) {
		perror("forkpty");
		exit(1);
	}
	if (racer.pid == 0)
		child(data, words);
	return racer;
}

struct stroke racer_wait(const struct racer *racer, double since_us, int quiet_ms, int patience_ms)
{
	char bytes[65536];
	struct stroke stroke = {.us = -1};
	struct pollfd watched = {.fd = racer->fd, .events = POLLIN};
	while (poll(&watched, 1, stroke.bytes ? quiet_ms : patience_ms) > 0) {
		ssize_t got = read(racer->fd, bytes, sizeof bytes);
		if (got <= 0)
			break;
		stroke.us = bench_now_us() - since_us;
		stroke.bytes += (size_t)got;
	}
	return stroke;
}

struct stroke racer_strike(const struct racer *racer, struct span key)
{
	double since_us = bench_now_us();
	if (write(racer->fd, key.data, key.length) != (ssize_t)key.length)
		return (struct stroke){.us = -1};
	return racer_wait(racer, since_us, QUIET_MS, PATIENCE_MS);
}

void racer_end(struct racer *racer)
{
	if (racer->pid > 0) {
		kill(racer->pid, SIGKILL);
		waitpid(racer->pid, NULL, 0);
		close(racer->fd);
	}
	*racer = (struct racer){0};
}
