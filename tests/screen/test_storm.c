/* A million random keys on every questionnaire that is shipped and on those that have all there is. TANYA_TEST_SCALE divides
 * their number; TANYA_STORM_SEED repeats one. */
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "keystorm.h"
#include "play.h"
#include "sample_journal.h"
#include "storm.h"

#define KEYS 1000000 /* and a few waits and sizes */
#define KEYS_A_STORM 2000
#define FORMS_MOST 64

static struct {
	char *paths[FORMS_MOST];
	size_t count;
} forms;

static int note_form(const char *path, const struct stat *status, int kind, struct FTW *place)
{
	(void)status;
	(void)place;
	struct questionnaire *questionnaire = kind == FTW_F && span_ends(span_of(path), SPAN(".yaml")) ? storm_load(path) : NULL;
	if (questionnaire && forms.count < FORMS_MOST)
		forms.paths[forms.count++] = strdup(path);
	questionnaire_free(questionnaire);
	return 0;
}

static void find_forms(void)
{
	static const char *const below[] = {"questionnaires", "tests/interview/storm.yaml", "tests/interview/chance.yaml"};
	struct string path = {0};
	for (size_t i = 0; i < sizeof below / sizeof *below; i++) {
		string_clear(&path);
		string_format(&path, "%s/%s", getenv("TANYA_SOURCE"), below[i]);
		assert_int_equal(nftw(string_text(&path), note_form, 16, FTW_PHYS), 0);
	}
	string_free(&path);
}

static void test_keys(void **state)
{
	(void)state;
	struct keystorm_totals totals = {0};
	const char *keys = getenv("TANYA_STORM_KEYS"); /* fewer where each takes long */
	size_t storms = (keys ? (size_t)atol(keys) : KEYS) / KEYS_A_STORM / sample_scale();
	find_forms();
	assert_in_range(forms.count, 4, FORMS_MOST);
	const char *one = getenv("TANYA_STORM_SEED");
	size_t first = one ? (size_t)atoi(one) - 1 : 0, end = one ? first + 1 : storms;
	for (size_t i = first; i < end; i++)
		keystorm_test(forms.paths[i % forms.count], 1 + i, KEYS_A_STORM, &totals);
	print_message("%zu storms on %zu forms: %zu steps, %zu pages, %zu events, %zu interviews, %zu finished, %zu resumed\n", totals.storms, forms.count,
		totals.keys, totals.paints, totals.events, totals.interviews, totals.finished, totals.resumed);
	for (size_t i = 0; i < forms.count; i++)
		free(forms.paths[i]);
}

int main(void)
{
	play_words();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
	};
	return cmocka_run_group_tests_name("screen/storm", tests, NULL, NULL);
}
