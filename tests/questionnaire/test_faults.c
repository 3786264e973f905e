/* Every rule of the loader has a fixture tests/check/CODE.yaml, whose first line says where the fault is to be told;
 * the few that are large are made here. */
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

static const struct rule {
	const char *code;
	enum severity severity;
} rules[] = {
#define X(code, severity, meaning) {code, SEVERITY_##severity},
#include "questionnaire/rules.def"
#undef X
};

#define HEAD "tanya: 1\nid: x\nversion: '1'\ntitle: X\n"

/* ---- fixtures that are made
 * ------------------------------------------------------------------------------------------------- */

static void write_text(const char *folder, const char *name, const struct string *text)
{
	struct string path = {0};
	string_format(&path, "%s/%s", folder, name);
	FILE *file = fopen(string_text(&path), "w");
	assert_non_null(file);
	assert_int_equal(fwrite(string_text(text), 1, text->length, file), text->length);
	assert_int_equal(fclose(file), 0);
	string_free(&path);
}

/* A hundred thousand questions and more: five groups, each ten times in the next. */
static void make_too_many(const char *folder)
{
	struct string form = {0}, more = {0};
	string_add_text(&form, "# expect: 3:28 more.yaml\n" HEAD "include: [more.yaml]\nsurvey:\n  - {use: g5}\n");
	string_add_text(&more, "tanya: 1\ngroups:\n  - {group: g0, children: [{name: q, type: text}]}\n");
	for (int level = 1; level <= 5; level++) {
		string_format(&more, "  - {group: g%d, children: [", level);
		for (int i = 0; i < 10; i++)
			string_format(&more, "%s{use: g%d, prefix: %c}", i ? ", " : "", level - 1, 'a' + i);
		string_add_text(&more, "]}\n");
	}
	write_text(folder, "too-many.yaml", &form);
	write_text(folder, "more.yaml", &more);
	string_free(&form);
	string_free(&more);
}

static void make_too_large(const char *folder)
{
	struct string form = {0}, path = {0};
	string_add_text(
		&form, "# expect: 6:11\n" HEAD "include: [large.yaml]\nsurvey:\n  - {name: a, type: text, label: A}\n");
	write_text(folder, "too-large.yaml", &form);
	string_clear(&form);
	write_text(folder, "large.yaml", &form);
	string_format(&path, "%s/large.yaml", folder);
	assert_int_equal(truncate(string_text(&path), (off_t)LIMIT_FILE_BYTES + 1), 0); /* a hole: takes no room */
	string_free(&form);
	string_free(&path);
}

static void make_too_long(const char *folder)
{
	struct string form = {0};
	string_add_text(&form, "# expect: 7:65573\n" HEAD "survey:\n  - {name: a, type: text, relevant: 1");
	for (size_t i = 0; i < LIMIT_EXPRESSION_BYTES; i++)
		string_add_text(&form, "+1");
	string_add_text(&form, "}\n");
	write_text(folder, "too-long.yaml", &form);
	string_free(&form);
}

static void make_too_many_faults(const char *folder)
{
	struct string form = {0};
	string_format(&form, "# expect: %d:1\n" HEAD "survey: []\n", 6 + LIMIT_YAML_FAULTS + 1);
	for (int i = 0; i < LIMIT_YAML_FAULTS + 5; i++)
		string_add_text(&form, "id: y\n");
	write_text(folder, "too-many-faults.yaml", &form);
	string_free(&form);
}

static const struct {
	const char *code;
	void (*make)(const char *folder);
} made[] = {
	{"too-many", make_too_many},
	{"too-large", make_too_large},
	{"too-long", make_too_long},
	{"too-many-faults", make_too_many_faults},
};

static void clear_folder(const char *folder)
{
	static const char *const names[] = {"too-many", "more", "too-large", "large", "too-long", "too-many-faults"};
	struct string path = {0};
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
		string_clear(&path);
		string_format(&path, "%s/%s.yaml", folder, names[i]);
		unlink(string_text(&path));
	}
	rmdir(folder);
	string_free(&path);
}

/* ---- every rule
 * ---------------------------------------------------------------------------------------------------------------- */

static void fixture_path(struct string *path, const char *folder, const char *code)
{
	for (unsigned i = 0; i < sizeof made / sizeof *made; i++) {
		if (strcmp(made[i].code, code) == 0) {
			made[i].make(folder);
			string_format(path, "%s/%s.yaml", folder, code);
			return;
		}
	}
	string_format(path, "%s/tests/check/%s.yaml", getenv("TANYA_SOURCE"), code);
}

/* Is a fault of this rule told at LINE:COLUMN of the file (empty: the fixture itself)? */
static bool is_told(
	const struct diagnostics *faults, const struct rule *rule, unsigned line, unsigned column, const char *file)
{
	for (size_t i = 0; i < faults->count; i++) {
		const struct diagnostic *fault = &faults->items[i];
		if (strcmp(fault->code, rule->code) == 0 && fault->severity == rule->severity && fault->place.line == line &&
			fault->place.column == column && fault->place.file &&
			(!*file || span_ends(span_of(fault->place.file), span_of(file))))
			return true;
	}
	return false;
}

static bool fixture_holds(const struct rule *rule, const char *folder)
{
	struct string path = {0}, text = {0}, told = {0};
	struct diagnostics faults = {0};
	unsigned line = 0, column = 0;
	char file[128] = "";
	fixture_path(&path, folder, rule->code);
	bool fine = file_read(string_text(&path), LIMIT_FILE_BYTES, &text, &faults) &&
				sscanf(string_text(&text), "# expect: %u:%u%*1[ ]%127[^\n]", &line, &column, file) >= 2;
	struct questionnaire *questionnaire = store_load_form(string_text(&path), &faults);
	fine = fine && (questionnaire != NULL) == (rule->severity != SEVERITY_ERROR) &&
		   is_told(&faults, rule, line, column, file);
	if (!fine) {
		diagnostics_print(&told, &faults);
		printf("%s: expected at %u:%u %s, told was:\n%.2000s", rule->code, line, column, file, string_text(&told));
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
	char folder[] = "/tmp/tanya-rules-XXXXXX";
	(void)state;
	assert_non_null(mkdtemp(folder));
	for (unsigned i = 0; i < sizeof rules / sizeof *rules; i++)
		bad += !fixture_holds(&rules[i], folder);
	clear_folder(folder);
	assert_int_equal(bad, 0);
}

static void rules_stand_in_order_once(void **state)
{
	(void)state;
	for (unsigned i = 1; i < sizeof rules / sizeof *rules; i++)
		assert_true(strcmp(rules[i - 1].code, rules[i].code) < 0);
}

/* ---- whole forms
 * ------------------------------------------------------------------------------------------------------------------ */

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

static void faults_of_thousands_of_unknown_names_are_all_counted(void **state)
{
	struct string form = {0};
	(void)state;
	string_add_text(&form, HEAD "survey:\n");
	for (int i = 0; i < 3000; i++)
		string_format(&form, "  - {name: q%d, type: text, label: \"${nobody%d}\"}\n", i, i);
	char path[] = "/tmp/tanya-form-XXXXXX.yaml";
	int fd = mkstemps(path, 5);
	assert_true(file_write_all(fd, string_span(&form)));
	close(fd);
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
		cmocka_unit_test(rules_stand_in_order_once),
		cmocka_unit_test(shipped_questionnaires_have_no_faults),
		cmocka_unit_test(faults_of_thousands_of_unknown_names_are_all_counted),
	};
	return cmocka_run_group_tests_name("questionnaire/faults", tests, NULL, NULL);
}
