/* Forms that stand in memory, for tests of the loader. */
#ifndef TANYA_TESTS_LOADING_H
#define TANYA_TESTS_LOADING_H

#include "tanya/questionnaire.h"

struct memory_file {
	const char *path, *text;
};

#define FORM_HEAD "tanya: 1\nid: x\nversion: '1'\ntitle: X\n" /* four lines */

/* Loads form/x.yaml out of `files`, which a row without a path ends; NULL with faults. */
struct questionnaire *form_load(const struct memory_file *files, struct diagnostics *faults);
/* A form of one file; its faults, if any, fail the test. */
struct questionnaire *form_of(const char *text);
/* The faults of a form of one file, a line each, the file's name cut off; to be freed with string_free. */
struct string form_faults(const char *text);
const struct item *form_item(
	const struct questionnaire *questionnaire, const char *name); /* fails the test if absent */

#endif
