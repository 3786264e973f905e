/* Every rule of the checker has a fixture tests/check/CODE.yaml, whose first line says where the fault is to be told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tanya/store.h"
#include "tanya/system.h"

static const char *const codes[] = {
#define X(code, meaning) code,
#include "questionnaire/rules.def"
#undef X
};

static void fixture_path(struct string *path, const char *code)
{
	string_clear(path);
	string_format(path, "%s/tests/check/%s.yaml", getenv("TANYA_SOURCE"), code);
}

/* Is a fault of this code told at LINE:COLUMN of the file (empty: the fixture itself)? */
static bool is_told(const struct diagnostics *faults, const char *code, unsigned line, unsigned column, const char *file)
{
	for (size_t i = 0; i < faults->count; i++) {
		const struct diagnostic *fault = &faults->items[i];
		if (strcmp(fault->code, code) == 0 && fault->severity == SEVERITY_ERROR && fault->place.line == line && fault->place.column == column && fault->place.file &&
		    (!*file || span_ends(span_of(fault->place.file), span_of(file))))
			return true;
	}
	return false;
}

static bool fixture_holds(const char *code)
{
	struct string path = {0}, text = {0}, told = {0};
	struct diagnostics faults = {0};
	unsigned line = 0, column = 0;
	char file[128] = "";
	fixture_path(&path, code);
	bool fine = file_read(string_text(&path), LIMIT_FILE_BYTES, &text, &faults) && sscanf(string_text(&text), "# expect: %u:%u%*1[ ]%127[^\n]", &line, &column, file) >= 2;
	struct questionnaire *questionnaire = store_load_form(string_text(&path), &faults);
	fine = fine && !questionnaire && is_told(&faults, code, line, column, file);
	if (!fine) {
		diagnostics_print(&told, &faults);
		printf("%s: expected at %u:%u %s, told was:\n%s", code, line, column, file, string_text(&told));
	}
	questionnaire_free(questionnaire);
	diagnostics_free(&faults);
	string_free(&path);
	string_free(&text);
	string_free(&told);
	return fine;
}

static void every_rule_has_a_fixture_that_shows_it(void **state)
{
	unsigned bad = 0;
	(void)state;
	for (unsigned i = 0; i < sizeof codes / sizeof *codes; i++)
		bad += !fixture_holds(codes[i]);
	assert_int_equal(bad, 0);
}

static void shipped_questionnaires_have_no_faults(void **state)
{
	static const char *const forms[] = {"questionnaires/first.yaml", "questionnaires/jambi/batik.yaml"};
	(void)state;
	for (unsigned i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct string path = {0}, told = {0};
		struct diagnostics faults = {0};
		string_format(&path, "%s/%s", getenv("TANYA_SOURCE"), forms[i]);
		struct questionnaire *questionnaire = store_load_form(string_text(&path), &faults);
		diagnostics_print(&told, &faults);
		assert_string_equal(string_text(&told), "");
		assert_non_null(questionnaire);
		questionnaire_free(questionnaire);
		diagnostics_free(&faults);
		string_free(&path);
		string_free(&told);
	}
}

static void faults_of_a_thousand_unknown_names_are_told_quickly(void **state)
{
	struct string form = {0};
	(void)state;
	string_add_text(&form, "tanya: 1\nid: x\nversion: '1'\ntitle: X\nsurvey:\n");
	for (int i = 0; i < 3000; i++)
		string_format(&form, "  - {name: q%d, type: text, label: \"${nobody%d}\"}\n", i, i);
	char path[] = "/tmp/tanya-form-XXXXXX.yaml";
	int fd = mkstemps(path, 5);
	assert_true(file_write_all(fd, string_span(&form)));
	struct diagnostics faults = {0};
	assert_null(store_load_form(path, &faults));
	assert_int_equal(faults.errors, 3000);
	diagnostics_free(&faults);
	unlink(path);
	string_free(&form);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rule_has_a_fixture_that_shows_it),
		cmocka_unit_test(shipped_questionnaires_have_no_faults),
		cmocka_unit_test(faults_of_a_thousand_unknown_names_are_told_quickly),
	};
	return cmocka_run_group_tests_name("questionnaire/faults", tests, NULL, NULL);
}
