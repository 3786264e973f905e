/* Forms that stand in memory. */
#include "loading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tanya/system.h"

#define FORM "form/x.yaml"

static bool read_memory(void *self, const char *path, struct string *out, struct diagnostics *faults)
{
	for (const struct memory_file *file = self; file->path; file++) {
		if (strcmp(file->path, path) == 0) {
			string_add_text(out, file->text);
			return true;
		}
	}
	return diagnostics_error(faults, "system", (struct place){0}, "cannot open %s", path);
}

struct questionnaire *form_load(const struct memory_file *files, struct diagnostics *faults)
{
	struct memory_file copy[32];
	size_t count = 0;
	for (; files[count].path; count++)
		copy[count] = files[count];
	copy[count] = (struct memory_file){0};
	const struct questionnaire_reader reader = {.self = copy, .read = read_memory, .hash = hash_sha256};
	return questionnaire_load(FORM, &reader, faults);
}

struct questionnaire *form_of(const char *text)
{
	const struct memory_file files[] = {{FORM, text}, {0}};
	struct diagnostics faults = {0};
	struct string told = {0};
	struct questionnaire *questionnaire = form_load(files, &faults);
	diagnostics_print(&told, &faults);
	assert_string_equal(string_text(&told), "");
	assert_non_null(questionnaire);
	diagnostics_free(&faults);
	string_free(&told);
	return questionnaire;
}

struct string form_faults(const char *text)
{
	const struct memory_file files[] = {{FORM, text}, {0}};
	struct diagnostics faults = {0};
	struct string told = {0}, cut = {0};
	questionnaire_free(form_load(files, &faults));
	diagnostics_print(&told, &faults);
	struct span rest = string_span(&told), line;
	while (span_next(&rest, '\n', &line)) {
		if (span_starts(line, SPAN(FORM ":")))
			line = span_sub(line, sizeof FORM, SIZE_MAX);
		if (line.length)
			string_format(&cut, "%.*s\n", SPAN_ARGUMENTS(line));
	}
	diagnostics_free(&faults);
	string_free(&told);
	return cut;
}

const struct item *form_item(const struct questionnaire *questionnaire, const char *name)
{
	uint32_t index = questionnaire_find(questionnaire, span_of(name));
	assert_int_not_equal(index, NONE);
	return &questionnaire->items[index];
}
