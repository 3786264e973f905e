/* The order of what is derived, rings, and who reads what. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "loading.h"

/* ---- rings
 * ----------------------------------------------------------------------------------------------------------- */

static void rings_are_told_by_name_and_what_is_none_is_not(void **state)
{
	static const struct {
		const char *survey, *told; /* "": no fault */
	} cases[] = {
		{"  - {name: a, type: calculate, calculation: \"${b}\"}\n  - {name: b, type: calculate, calculation: "
		 "\"${a}\"}\n",
			"6:45: error[cycle]: this depends on itself: a → b → a; take one of them out of the others' expressions\n"
			"7:45: note[cycle]: the calculation of b\n"},
		{"  - {name: a, type: calculate, calculation: \"${a} + 1\"}\n",
			"6:45: error[cycle]: this depends on itself: a → a; take one of them out of the others' expressions\n"},
		{"  - {name: a, type: text, relevant: \"${a} = ''\"}\n",
			"6:37: error[cycle]: this depends on itself: a → a; take one of them out of the others' expressions\n"},
		{"  - {name: a, type: text, relevant: \". = ''\"}\n",
			"6:37: error[cycle]: this depends on itself: a → a; take one of them out of the others' expressions\n"},
		{"  - {group: g, relevant: \"${a} = ''\", children: [{name: a, type: text}]}\n",
			"6:26: error[cycle]: this depends on itself: g → g; take one of them out of the others' expressions\n"},
		{"  - {repeat: r, repeat_count: \"${a}\", children: [{name: a, type: integer}]}\n",
			"6:32: error[several-nodes]: the answers of all rows stand where one value is needed; name one row with "
			"indexed-repeat(${name}, ${repeat}, n), or bring them together with sum(), count(), join() and the like\n"},
		{"  - {repeat: r, repeat_count: \"sum(${a})\", children: [{name: a, type: integer}]}\n",
			"6:31: error[cycle]: this depends on itself: r → r; take one of them out of the others' expressions\n"},
		/* Two rings, and what hangs on them. */
		{"  - {name: a, type: calculate, calculation: \"${a}\"}\n  - {name: b, type: calculate, calculation: \"${b} + "
		 "${a}\"}\n"
		 "  - {name: c, type: calculate, calculation: \"${b}\"}\n",
			"6:45: error[cycle]: this depends on itself: a → a; take one of them out of the others' expressions\n"
			"7:45: error[cycle]: this depends on itself: b → b; take one of them out of the others' expressions\n"},
		/* What is no ring. */
		{"  - {name: a, type: integer, constraint: \". > 0 and ${a} < 9\", check: [{test: \"${a} != 5\"}]}\n", ""},
		{"  - {name: a, type: text, required: \"${b} = ''\"}\n  - {name: b, type: text, required: \"${a} = ''\"}\n",
			""},
		{"  - {name: a, type: calculate, calculation: once(random())}\n", ""},
		{"  - {name: n, type: integer, default: \"${n2}\"}\n  - {name: n2, type: calculate, calculation: \"${n} + "
		 "1\"}\n",
			""},
		{"  - {name: x, type: text}\n  - {name: n, type: integer, trigger: x, calculation: \"${n} + 1\"}\n", ""},
	};
	(void)state;
	for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct string form = {0};
		string_format(&form, FORM_HEAD "survey:\n%s", cases[i].survey);
		struct string told = form_faults(string_text(&form));
		assert_string_equal(string_text(&told), cases[i].told);
		string_free(&told);
		string_free(&form);
	}
}

/* Ten thousand and more links: no recursion may follow them. */
static void long_chains_and_rings_need_no_stack(void **state)
{
	enum { LINKS = 30000 };
	(void)state;
	for (int ring = 0; ring < 2; ring++) {
		struct string form = {0};
		string_add_text(&form, FORM_HEAD "survey:\n");
		for (int i = 0; i < LINKS; i++)
			string_format(&form, "  - {name: q%d, type: calculate, calculation: \"%s%d%s\"}\n", i,
				i + 1 < LINKS || ring ? "${q" : "1 + ", (i + 1) % LINKS, i + 1 < LINKS || ring ? "}" : "");
		if (ring) {
			struct string told = form_faults(string_text(&form));
			assert_true(
				span_starts(string_span(&told), SPAN("6:46: error[cycle]: this depends on itself: q0 → q1 → ")));
			string_free(&told);
		} else {
			struct questionnaire *q = form_of(string_text(&form));
			assert_int_equal(q->derived_count, LINKS);
			assert_int_equal(q->derived[0].item, LINKS - 1);
			questionnaire_free(q);
		}
		string_free(&form);
	}
}

/* ---- any form, against a slow twin
 * ---------------------------------------------------------------------------------------- */

static uint64_t draw(uint64_t *seed, uint64_t below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (*seed >> 33) % below;
}

/* Questions that read earlier ones in groups and repeats, in a shuffled place each. */
static void random_form(struct string *form, uint64_t *seed)
{
	unsigned count = 3 + (unsigned)draw(seed, 30);
	string_add_text(form, FORM_HEAD "survey:\n");
	for (unsigned i = 0; i < count; i++) {
		unsigned kind = (unsigned)draw(seed, 5);
		unsigned read = i ? (unsigned)draw(seed, i) : 0;
		const char *open = kind == 0 ? "group" : "repeat";
		if (kind < 2)
			string_format(form, "  - %s: w%u\n    relevant: \"%u > sum(${q%u})\"\n    children:\n      - ", open, i, i,
				i ? read : i + 1000);
		else
			string_add_text(form, "  - ");
		if (i == 0)
			string_add_text(form, "{name: q0, type: integer}\n");
		else if (kind == 3)
			string_format(form, "{name: q%u, type: calculate, calculation: \"sum(${q%u}) + count(${q%u})\"}\n", i, read,
				(unsigned)draw(seed, i));
		else
			string_format(form,
				"{name: q%u, type: integer, relevant: \"count(${q%u}) > 0\", constraint: \". > sum(${q%u})\"}\n", i,
				read, (unsigned)draw(seed, i));
	}
}

static bool inside(const struct questionnaire *q, uint32_t around, uint32_t item)
{
	return around <= item && item < q->items[around].end;
}

/* Does the derived read the item, or something in it? */
static bool reads(const struct questionnaire *q, const struct derived *derived, uint32_t item)
{
	size_t count = 0;
	const struct reference *references = expression_references(derived->expression, &count);
	for (size_t i = 0; i < count; i++)
		if (references[i].item != REFERENCE_SELF && inside(q, item, references[i].item))
			return true;
	return false;
}

static bool gives_value(const struct derived *derived)
{
	return derived->kind <= DERIVED_CALCULATION;
}

static void check_order(const struct questionnaire *q)
{
	for (uint32_t i = 0; i < q->derived_count; i++)
		for (uint32_t later = i + 1; later < q->derived_count; later++)
			if (gives_value(&q->derived[later]))
				assert_false(reads(q, &q->derived[i], q->derived[later].item) &&
							 q->derived[i].item != q->derived[later].item &&
							 q->items[q->derived[later].item].kind == ITEM_QUESTION);
}

static void check_readers(const struct questionnaire *q)
{
	for (uint32_t item = 0; item < q->item_count; item++) {
		uint32_t at = q->dependents_first[item], own = q->own_first[item];
		for (uint32_t d = 0; d < q->derived_count; d++) {
			if (reads(q, &q->derived[d], item)) {
				assert_true(at < q->dependents_first[item + 1]);
				assert_int_equal(q->dependents[at++], d);
			}
			if (q->derived[d].item == item)
				assert_int_equal(q->own[own++], d);
		}
		assert_int_equal(at, q->dependents_first[item + 1]);
		assert_int_equal(own, q->own_first[item + 1]);
	}
}

static void order_and_readers_are_those_of_a_slow_twin(void **state)
{
	uint64_t seed = 7;
	unsigned loaded = 0;
	(void)state;
	for (int round = 0; round < 300; round++) {
		struct string form = {0};
		struct diagnostics faults = {0};
		random_form(&form, &seed);
		const struct memory_file files[] = {{"form/x.yaml", string_text(&form)}, {0}};
		struct questionnaire *q = form_load(files, &faults);
		if (q) {
			loaded++;
			check_order(q);
			check_readers(q);
		}
		questionnaire_free(q);
		diagnostics_free(&faults);
		string_free(&form);
	}
	assert_true(loaded > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rings_are_told_by_name_and_what_is_none_is_not),
		cmocka_unit_test(long_chains_and_rings_need_no_stack),
		cmocka_unit_test(order_and_readers_are_those_of_a_slow_twin),
	};
	return cmocka_run_group_tests_name("questionnaire/order", tests, NULL, NULL);
}
