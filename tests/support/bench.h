/* What the benches share: time, middles of many measurements, a table that tells what is met, a long form, and programs
 * on a bare pty whose keys are timed. Only ratios within one run are judged: the machine's own speed counts for
 * nothing. */
#ifndef TANYA_TESTS_BENCH_H
#define TANYA_TESTS_BENCH_H

#include <stdbool.h>
#include <sys/types.h>

#include "tanya/base.h"

double bench_now_us(void); /* CLOCK_MONOTONIC */

/* ---- many measurements ---- */
struct samples { /* begins as {0} */
	double *items;
	size_t count, capacity;
	bool sorted;
};
void samples_add(struct samples *samples, double value);
double samples_at(struct samples *samples, double share); /* 0 the least, 0.5 the middle, 0.99; 0 when there is none */
void samples_free(struct samples *samples);

/* ---- the table ---- */
struct bench_row {
	const char *what, *unit; /* the unit of both figures */
	double ours, reference;  /* reference 0: there is none, and the aim is ours itself, in the unit */
	double aim;              /* ours at most this many times the reference; 0: only told */
};
void bench_head(const char *title, const char *reference);
void bench_tell(const struct bench_row *row);
int bench_end(void); /* one line with the sum; 0, for main: an aim missed is told, a bench that cannot run exits 1 */

/* ---- material ---- */
/* A fresh folder on a real disk: under $TMPDIR, else /var/tmp. Says so when it is memory after all. Caller frees with
 * pty_remove_folder. */
char *bench_folder(void);
/* A form in two languages, ten questions a section: texts, numbers, choices, dates; relevance, piping, sums. The
 * questions are q0, q1 … */
void bench_form(struct string *out, unsigned questions);
void bench_write(const char *folder, const char *name, struct span bytes, struct string *path); /* or ends the bench */

/* ---- a program on a pty ---- */
struct racer {
	int fd;
	pid_t pid;
};
struct stroke {
	double us;    /* from before the key was written until its last byte was read; -1: nothing was painted */
	size_t bytes; /* painted */
};
/* 24x80, TERM=xterm, no probe. `data` is $TANYA_DATA and $HOME. A program that is not there gives pid 0. */
struct racer racer_start(const char *data, const char *const *words);
/* Whatever is painted until `quiet_ms` pass in silence; `patience_ms` for the first byte. The same rule for all. */
struct stroke racer_wait(const struct racer *racer, double since_us, int quiet_ms, int patience_ms);
struct stroke racer_strike(const struct racer *racer, struct span key);
void racer_end(struct racer *racer);

#endif
