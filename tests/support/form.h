/* A questionnaire from YAML in memory and an interview of it, opened: for tests of what stands above them. */
#ifndef TANYA_TESTS_FORM_H
#define TANYA_TESTS_FORM_H

#include "tanya/interview.h"
#include "tanya/questionnaire.h"

struct form_file { /* an include or a look-up CSV */
	const char *path, *text;
};

struct form {
	struct questionnaire *questionnaire;
	struct interview *interview;
	struct diagnostics faults;
	struct moment now; /* 2026-11-24T09:30+07:00 when it was opened */
	uint64_t n;
};

/* Loads `form.yaml` and opens an interview in the language of that code (NULL: the default). Faults fail the test and
 * are shown. */
void form_open(struct form *form, const char *yaml, const struct form_file *files, size_t count, const char *language);
/* The same of a file on the disk, with what it includes: a path below the source folder. */
void form_open_file(struct form *form, const char *path, const char *language);
void form_close(struct form *form);
struct cell form_cell(const struct form *form, const char *path);
/* Applies one event at the form's time; a refusal fails the test. */
void form_do(struct form *form, struct event event);
void form_answer(struct form *form, const char *path, const char *csv_cell);
void form_state(struct form *form, const char *path, enum answer_state state);
void form_draft(struct form *form, const char *path, const char *text, bool pick);
void form_language(struct form *form, const char *code);

/* Fixtures for each test of a suite: the test's state is a form of this text. */
#define FORM_FIXTURES(yaml) \
	static int setup(void **state) \
	{ \
		struct form *form = test_malloc(sizeof *form); \
		form_open(form, yaml, NULL, 0, NULL); \
		*state = form; \
		return 0; \
	} \
	static int teardown(void **state) \
	{ \
		form_close(*state); \
		test_free(*state); \
		return 0; \
	}

#endif
