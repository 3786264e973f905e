/* Faults as data: what, where, and the cure. Whoever finds one adds it; only commands/ and screen/ show them. */
#ifndef TANYA_BASE_DIAGNOSTIC_H
#define TANYA_BASE_DIAGNOSTIC_H

#include "tanya/base/string.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

struct place {
	const char *file;      /* NULL: none */
	uint32_t line, column; /* from 1, in characters; 0: none */
};

struct diagnostic {
	enum severity severity;
	bool system;      /* the system failed us (exit 3), not what was asked about (exit 1) */
	const char *code; /* a word, `unknown-name`; static */
	struct place place;
	const char *message; /* what is wrong and what was expected; English, no full stop */
	const char *cure;    /* what to do; "" when nothing can be said */
	struct diagnostic *related; /* further places, messages only */
	size_t related_count;
};

/* A list of diagnostics; owns all their texts. Zero-initialised is empty. */
struct diagnostics {
	struct arena *arena;
	struct diagnostic *items;
	size_t count, capacity, errors; /* errors: of severity error, counted past the cap too */
	struct diagnostic dropped;      /* where one past the cap is put */
	bool dropping, system;          /* the last was dropped; the system failed us at least once */
};

#define DIAGNOSTICS_MOST 1000 /* kept; a file with more faults than this is read no better with the rest */

/* Adds one and returns it, for `diagnostic_cure` and `diagnostic_related`; texts are copied, `code` must be static.
 * Past the cap an error pushes out the last that is none. `list` may be NULL for who wants no faults: then returns NULL. */
struct diagnostic *diagnostics_add(struct diagnostics *list, enum severity severity, const char *code, struct place place,
                                   const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Adds an error whose code is `code`; returns false so that a failing function can `return diagnostics_error(…)`. */
bool diagnostics_error(struct diagnostics *list, const char *code, struct place place, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* A failed system call: "cannot WHAT PATH: strerror(number)", system = true, code "system". Returns false. */
bool diagnostics_system(struct diagnostics *list, const char *what, const char *path, int number);
/* One of these that was told elsewhere, in its words. Returns false. */
bool diagnostics_system_again(struct diagnostics *list, const char *message);
void diagnostic_cure(struct diagnostics *list, const char *format, ...) __attribute__((format(printf, 2, 3))); /* of the last */
void diagnostic_related(struct diagnostics *list, struct place place, const char *format, ...)
	__attribute__((format(printf, 3, 4))); /* of the last */
void diagnostics_free(struct diagnostics *list);
void diagnostics_sort(struct diagnostics *list); /* by file (first seen first), line, column; stable */

/* `FILE:LINE:COLUMN: error[CODE]: message; cure`, with what is known of the place, control characters cleaned; no LF. */
void diagnostic_print(struct string *out, const struct diagnostic *diagnostic);
/* The whole list, an LF after each. */
void diagnostics_print(struct string *out, const struct diagnostics *list);
/* 0 when there is no error, 3 when one is the system's, else 1 (3-commands). */
int diagnostics_status(const struct diagnostics *list);

#endif
