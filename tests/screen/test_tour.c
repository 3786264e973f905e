/* The tour shows each type of question, each appearance and each non-answer, and names each key in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "place.h"
#include "script.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct form form;

static int setup(void **state)
{
	(void)state;
	form_open_file(&form, "questionnaires/tour.yaml", NULL);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	form_close(&form);
	return 0;
}

/* ---- types ---- */

/* `check` tells of these that they stay empty: there is nothing to learn. */
static bool stays_empty(enum question_type type)
{
	return type == TYPE_PHONENUMBER || type == TYPE_EMAIL || type == TYPE_SIMSERIAL || type == TYPE_SUBSCRIBERID || type == TYPE_START_GEOPOINT;
}

static void test_types(void **state)
{
	bool shown[TYPE_COUNT] = {false};
	(void)state;
	for (uint32_t i = 0; i < form.questionnaire->item_count; i++)
		if (form.questionnaire->items[i].kind == ITEM_QUESTION)
			shown[form.questionnaire->items[i].type] = true;
	for (unsigned type = 0; type < TYPE_COUNT; type++)
		if (!shown[type] && !stays_empty(type))
			fail_msg("no question of the type %s", question_types[type].word);
}

/* ---- appearances: those that the manual lists as having a meaning ---- */

static bool has_appearance(struct span wanted)
{
	for (uint32_t i = 0; i < form.questionnaire->item_count; i++) {
		struct span rest = span_of(form.questionnaire->items[i].appearance), word;
		while (span_token(&rest, &word))
			if (span_equal(word, wanted) || (span_ends(wanted, SPAN("-N")) && span_starts(word, span_sub(wanted, 0, wanted.length - 1))))
				return true;
	}
	return span_is(wanted, "quick") && form.questionnaire->quick;
}

static void test_appearances(void **state)
{
	struct string path = {0}, text = {0};
	unsigned words = 0;
	(void)state;
	string_format(&path, "%s/man/tanya-questionnaire.5", getenv("TANYA_SOURCE"));
	place_read(string_text(&path), &text);
	struct span rest = string_span(&text), line, word;
	bool inside = false;
	while (span_next(&rest, '\n', &line)) {
		if (span_starts(line, SPAN(".Sh ")))
			inside = span_is(line, ".Sh APPEARANCES");
		if (!inside || !span_starts(line, SPAN(".It Cm ")))
			continue;
		for (line = span_sub(line, 7, SIZE_MAX); span_token(&line, &word); words++)
			if (!span_is(word, ",") && !has_appearance(word))
				fail_msg("no question of the appearance %.*s", SPAN_ARGUMENTS(word));
	}
	assert_true(words > 10);
	string_free(&path);
	string_free(&text);
}

/* ---- keys ---- */

static const struct {
	const char *name;
	uint32_t letter, function, control;
} actions[] = {
#define X(name, words, letter, function, control, changes) {#name, letter, function, control},
#include "screen/actions.def"
#undef X
};

/* What moves has no letter, nor has what Ctrl alone does. */
static const struct {
	const char *name, *key;
} others[] = {{"NEXT", "Enter"}, {"PREVIOUS", "Shift-Tab"}, {"MENU", "Esc"}, {"REPAINT", "Ctrl-L"}, {"SAVED", "Ctrl-S"}};

static void all_words(uint32_t language, struct string *out)
{
	for (uint32_t i = 0; i < form.questionnaire->item_count; i++) {
		const struct words *words[] = {form.questionnaire->items[i].label, form.questionnaire->items[i].hint};
		for (size_t k = 0; k < COUNT(words); k++) {
			size_t count = 0;
			const struct template_part *parts = words[k] ? template_parts(words[k]->by_language[language], &count) : NULL;
			for (size_t part = 0; part < count; part++)
				string_add(out, parts[part].text);
			string_add_byte(out, '\n');
		}
	}
}

static bool names_key(const struct string *words, const char *head, const char *tail)
{
	struct string key = {0};
	string_format(&key, "%s%s", head, tail);
	bool found = false;
	for (const char *at = string_text(words); (at = strstr(at, string_text(&key))) && !found; at += key.length)
		found = !at[key.length] || strchr(" ,.:;)!?\n", at[key.length]);
	string_free(&key);
	return found;
}

static bool is_taught(const struct string *words, size_t action)
{
	char letter[2] = {(char)actions[action].letter, 0};
	if (actions[action].letter)
		return names_key(words, "Esc ", letter);
	for (size_t i = 0; i < COUNT(others); i++)
		if (strcmp(others[i].name, actions[action].name) == 0)
			return names_key(words, others[i].key, "");
	return false;
}

static void test_keys(void **state)
{
	(void)state;
	for (uint32_t language = 0; language < form.questionnaire->language_count; language++) {
		struct string words = {0};
		all_words(language, &words);
		for (size_t i = 0; i < COUNT(actions); i++)
			if (!is_taught(&words, i))
				fail_msg("in language %.*s no key for %s", SPAN_ARGUMENTS(form.questionnaire->languages[language].code), actions[i].name);
		for (int key = 1; key <= 10; key++) {
			char number[3] = {0};
			snprintf(number, sizeof number, "%d", key);
			if (!names_key(&words, "F", number))
				fail_msg("F%d is not taught", key);
		}
		string_free(&words);
	}
}

/* ---- non-answers: those that its own script gives ---- */

static void test_states(void **state)
{
	static const char *const wanted[] = {"\tdont_know\n", "\trefused\n", "\tnot_applicable\n"};
	struct script script;
	struct string answers = {0};
	(void)state;
	script_play(&script, "tour", "id");
	script_answers(&script, &answers);
	for (size_t i = 0; i < COUNT(wanted); i++)
		if (!strstr(string_text(&answers), wanted[i]))
			fail_msg("nothing is answered by%s", wanted[i]);
	string_free(&answers);
	script_close(&script);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_appearances),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_states),
	};
	return cmocka_run_group_tests_name("screen/tour", tests, setup, teardown);
}
