/* What a form becomes: items, numbers, texts, lists, files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <string.h>

#include <cmocka.h>

#include "loading.h"
#include "tanya/system.h"

/* ---- numbers and places in the tree -------------------------------------------------------------------------------
 */

static void numbers_count_what_is_shown_among_siblings(void **state)
{
	static const struct {
		const char *name, *number;
		unsigned depth;
	} cases[] = {
		{"begun", "", 0},
		{"intro", "1", 0},
		{"people", "2", 0},
		{"age", "2.1", 0},
		{"twice", "", 0},
		{"sex", "2.2", 0},
		{"workers", "2.3", 0},
		{"who", "2.3.1", 1},
		{"tools", "2.3.2", 1},
		{"tool", "2.3.2.1", 2},
		{"secret", "", 0},
		{"talk", "3", 0},
		{"story", "3.1", 0},
		{"last", "4", 0},
	};
	struct questionnaire *q =
		form_of(FORM_HEAD "choices: {yn: [{name: 'yes'}, {name: 'no'}]}\n"
						  "survey:\n"
						  "  - {name: begun, type: start}\n"
						  "  - {name: intro, type: note, label: Hello}\n"
						  "  - group: people\n"
						  "    children:\n"
						  "      - {name: age, type: integer, label: Age}\n"
						  "      - {name: twice, type: calculate, calculation: \"${age} * 2\"}\n"
						  "      - {name: sex, type: select_one yn, label: Sex}\n"
						  "      - repeat: workers\n"
						  "        children:\n"
						  "          - {name: who, type: text, label: Who}\n"
						  "          - repeat: tools\n"
						  "            children: [{name: tool, type: text, label: Tool}]\n"
						  "  - {name: secret, type: hidden}\n"
						  "  - {topic: talk, children: [{name: story, type: passage, label: Tell}]}\n"
						  "  - {name: last, type: text, label: Last}\n");
	(void)state;
	assert_int_equal(q->item_count, sizeof cases / sizeof *cases);
	for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(span_is(q->items[i].name, cases[i].name));
		assert_string_equal(q->items[i].number, cases[i].number);
		assert_int_equal(q->items[i].depth, cases[i].depth);
	}
	uint32_t workers = questionnaire_find(q, SPAN("workers")), tools = questionnaire_find(q, SPAN("tools"));
	assert_int_equal(form_item(q, "tool")->repeat, tools);
	assert_int_equal(form_item(q, "tools")->repeat, workers);
	assert_int_equal(form_item(q, "workers")->end, questionnaire_find(q, SPAN("secret")));
	assert_int_equal(form_item(q, "age")->end, questionnaire_find(q, SPAN("age")) + 1);
	assert_int_equal(questionnaire_shared_repeats(q, tools, questionnaire_find(q, SPAN("who"))), 1);
	assert_int_equal(questionnaire_shared_repeats(q, questionnaire_find(q, SPAN("tool")), tools), 1);
	assert_int_equal(questionnaire_find(q, SPAN("AGE")), NONE);
	questionnaire_free(q);
}

static void every_type_of_the_table_loads(void **state)
{
	(void)state;
	for (unsigned i = 0; i < TYPE_COUNT; i++) {
		const struct question_type_row *row = &question_types[i];
		const char *lists[] = {"", " things", " things per things"};
		bool file = i == TYPE_SELECT_ONE_FILE || i == TYPE_SELECT_MULTIPLE_FILE;
		struct string form = {0};
		struct diagnostics faults = {0};
		string_format(&form,
			FORM_HEAD "choices: {things: [{name: a, factor: 1}]}\nsurvey:\n  - {name: q, label: Q, type: %s%s%s}\n",
			row->word, file ? " things.csv" : lists[row->lists_least],
			i == TYPE_CALCULATE ? ", calculation: 1 + 1" : "");
		const struct memory_file files[] = {
			{"form/x.yaml", string_text(&form)}, {"form/things.csv", "name,label\na,A\n"}, {0}};
		struct questionnaire *q = form_load(files, &faults);
		assert_int_equal(faults.errors, 0);
		assert_int_equal(q->items[0].type, i);
		assert_ptr_equal(item_type(&q->items[0]), row);
		assert_int_equal(q->items[0].list == NONE, row->lists_least == 0);
		assert_int_equal(item_has_answer(&q->items[0]), row->storage != STORE_NOTHING && row->storage != STORE_DERIVED);
		questionnaire_free(q);
		diagnostics_free(&faults);
		string_free(&form);
	}
}

/* ---- texts
 * ----------------------------------------------------------------------------------------------------------------- */

static struct span only_part(const struct template *template)
{
	size_t count = 0;
	const struct template_part *parts = template_parts(template, &count);
	assert_int_equal(count, 1);
	return parts[0].text;
}

static void texts_fall_back_to_the_default_language_then_the_first(void **state)
{
	struct questionnaire *q = form_of(FORM_HEAD "default_language: en\n"
												"languages: {id: Bahasa Indonesia, en: English, jv: Basa Jawa}\n"
												"survey:\n"
												"  - {name: a, type: text, label: {jv: Jawa, id: Indo}, hint: plain}\n"
												"  - {name: b, type: text, label: {id: Indo, en: English}}\n");
	(void)state;
	const struct item *a = form_item(q, "a"), *b = form_item(q, "b");
	assert_int_equal(q->language_count, 3);
	assert_int_equal(q->default_language, 1);
	assert_int_equal(questionnaire_language(q, SPAN("jv")), 2);
	assert_int_equal(questionnaire_language(q, SPAN("JV")), NONE);
	assert_true(span_is(only_part(a->label->by_language[1]), "Indo"));
	assert_true(span_is(only_part(a->label->by_language[2]), "Jawa"));
	assert_false(a->label->given[1]);
	assert_true(a->label->given[2]);
	assert_true(span_is(only_part(a->hint->by_language[0]), "plain"));
	assert_true(a->hint->given[1]);
	assert_false(a->hint->given[0]);
	assert_true(span_is(only_part(b->label->by_language[2]), "English"));
	assert_null(b->hint);
	questionnaire_free(q);
}

static void every_scalar_is_its_text(void **state)
{
	struct questionnaire *q =
		form_of("tanya: 1\nid: x\nversion: 1.0\ntitle: ~\n"
				"choices: {odd: [{name: no}, {name: 08}, {name: 1.0}, {name: null}, {name: ~}, {name: yes}]}\n"
				"survey:\n  - {name: n, type: select_one odd, label: null}\n");
	static const char *const names[] = {"no", "08", "1.0", "null", "~", "yes"};
	(void)state;
	assert_true(span_is(q->version, "1.0"));
	for (unsigned i = 0; i < 6; i++)
		assert_true(span_is(q->lists[0].choices[i].name, names[i]));
	assert_false(q->lists[0].whole_numbers);
	assert_true(span_is(only_part(q->items[0].label->by_language[0]), "null"));
	questionnaire_free(q);
}

/* ---- conditions, defaults, states
 * -------------------------------------------------------------------------------------- */

static void required_is_a_truth_in_any_case_or_an_expression(void **state)
{
	static const struct {
		const char *value;
		bool always, expression;
	} cases[] = {{"true", true, false}, {"YES", true, false}, {"Yes", true, false}, {"no", false, false},
		{"False", false, false}, {"true()", false, true}, {"\"${a} = 'x'\"", false, true}};
	(void)state;
	for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct string form = {0};
		string_format(&form,
			FORM_HEAD "survey:\n  - {name: a, type: text}\n  - {name: b, type: text, required: %s, read_only: %s}\n",
			cases[i].value, cases[i].value);
		struct questionnaire *q = form_of(string_text(&form));
		assert_int_equal(q->items[1].required_always, cases[i].always);
		assert_int_equal(q->items[1].required != NULL, cases[i].expression);
		assert_int_equal(q->items[1].read_only_always, cases[i].always);
		assert_int_equal(q->items[1].read_only != NULL, cases[i].expression);
		questionnaire_free(q);
		string_free(&form);
	}
}

static void a_default_is_text_unless_it_calls_or_names(void **state)
{
	static const struct {
		const char *yaml, *value;
	} cases[] = {
		{"Jambi", "Jambi"},
		{"2026-11-24", "2026-11-24"},
		{"Jambi (kota)", "Jambi (kota)"},
		{"\"it's\"", "it's"},
		{"'say \"it''s\"'", "say \"it's\""},
		{"1 + 1", "1 + 1"},
		{"'concat(''a'', 1)'", "a1"},
		{"'\"'", "\""},
		{"\"'\"", "'"},
		{"\"x'\\\"\"", "x'\""},
	};
	(void)state;
	for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct string form = {0};
		string_format(&form, FORM_HEAD "survey:\n  - name: a\n    type: text\n    default: %s\n", cases[i].yaml);
		struct questionnaire *q = form_of(string_text(&form));
		struct arena *scratch = arena_new();
		struct expression_world world = {0};
		struct value value;
		const char *fault = NULL;
		assert_non_null(q->items[0].fallback);
		assert_true(expression_evaluate(q->items[0].fallback, &world, scratch, &value, &fault));
		assert_int_equal(value.kind, VALUE_TEXT);
		assert_true(span_is((struct span){value.text, value.length}, cases[i].value));
		arena_free(scratch);
		questionnaire_free(q);
		string_free(&form);
	}
}

static void states_pass_down_from_form_to_group_to_question(void **state)
{
	const unsigned usual = 1u << STATE_DONT_KNOW | 1u << STATE_REFUSED;
	struct questionnaire *q =
		form_of(FORM_HEAD "survey:\n"
						  "  - {name: a, type: text}\n"
						  "  - {name: b, type: text, states: []}\n"
						  "  - group: g\n"
						  "    states: [not_applicable]\n"
						  "    children: [{name: c, type: text}, {name: d, type: text, states: [refused]}]\n"
						  "  - {name: e, type: text}\n");
	(void)state;
	assert_int_equal(form_item(q, "a")->states, usual);
	assert_int_equal(form_item(q, "b")->states, 0);
	assert_int_equal(form_item(q, "c")->states, 1u << STATE_NOT_APPLICABLE);
	assert_int_equal(form_item(q, "d")->states, 1u << STATE_REFUSED);
	assert_int_equal(form_item(q, "e")->states, usual);
	questionnaire_free(q);
	q = form_of(FORM_HEAD "states: [refused]\nsurvey:\n  - {name: a, type: text}\n");
	assert_int_equal(form_item(q, "a")->states, 1u << STATE_REFUSED);
	questionnaire_free(q);
}

static void parameters_stand_in_a_text_or_a_map(void **state)
{
	struct questionnaire *q =
		form_of(FORM_HEAD "choices: {l: [{name: '1'}, {name: '10'}]}\n"
						  "survey:\n"
						  "  - {name: r, type: range, parameters: start=1 end=5 step=0.5}\n"
						  "  - {name: s, type: range}\n"
						  "  - {name: t, type: select_one l or_other, parameters: \"randomize=true seed=${u}\", "
						  "appearance: columns-3 quick}\n"
						  "  - {name: u, type: date, parameters: {partial: true}, appearance: month-year}\n");
	(void)state;
	const struct item *r = form_item(q, "r"), *t = form_item(q, "t"), *u = form_item(q, "u");
	assert_true(r->parameters.start == 1 && r->parameters.end == 5 && r->parameters.step == 0.5);
	assert_true(form_item(q, "s")->parameters.end == 10);
	assert_true(t->parameters.randomize && t->parameters.has_seed && t->or_other);
	assert_int_equal(t->parameters.seed_item, questionnaire_find(q, SPAN("u")));
	assert_int_equal(t->columns, 3);
	assert_int_equal(t->look, LOOK_QUICK);
	assert_true(u->parameters.partial);
	assert_int_equal(u->look, LOOK_MONTH_YEAR);
	assert_true(q->lists[t->list].whole_numbers);
	questionnaire_free(q);
}

/* ---- lists
 * --------------------------------------------------------------------------------------------------------------------
 */

static void choices_have_columns_aliases_and_factors(void **state)
{
	struct questionnaire *q =
		form_of(FORM_HEAD "choices:\n"
						  "  towns:\n"
						  "    - {name: a, label: A, province: jambi, aliases: [aa, aaa]}\n"
						  "    - {name: b, province: riau, exclusive: true}\n"
						  "    - {name: a, label: A, province: riau}\n"
						  "  units: [{name: kg, factor: 1}, {name: kwintal, factor: 100}, {name: sack}]\n"
						  "survey:\n"
						  "  - {name: p, type: text}\n"
						  "  - {name: t, type: select_one towns, choice_filter: \"province = ${p} and name != 'z'\"}\n"
						  "  - {name: w, type: quantity units per units}\n");
	(void)state;
	const struct choice_list *towns = &q->lists[form_item(q, "t")->list], *units = &q->lists[form_item(q, "w")->list];
	assert_int_equal(towns->count, 3);
	assert_int_equal(towns->column_count, 2);
	assert_true(span_is(towns->cells[2 * 2 + 1], "riau"));
	assert_int_equal(towns->choices[0].alias_count, 2);
	assert_true(towns->choices[1].exclusive);
	assert_null(towns->choices[1].label);
	assert_int_equal(map_get(towns->by_name, SPAN("a")), 0);
	assert_true(units->choices[1].factor == 100 && isnan(units->choices[2].factor));
	assert_int_equal(form_item(q, "w")->per_list, form_item(q, "w")->list);
	questionnaire_free(q);
}

/* ---- several files
 * ------------------------------------------------------------------------------------------------------------ */

static void a_prefix_renames_a_group_and_what_it_says_of_itself(void **state)
{
	const struct memory_file files[] = {{"form/x.yaml", FORM_HEAD "include: [parts/person.yaml]\n"
																  "survey:\n"
																  "  - {name: age, type: integer}\n"
																  "  - {name: owner_outside, type: integer}\n"
																  "  - {name: outside, type: integer}\n"
																  "  - {use: person}\n"
																  "  - {use: person, prefix: owner_}\n"},
		{"form/parts/person.yaml",
			"tanya: 1\n"
			"include: [../parts/inner.yaml]\n"
			"choices: {yn: [{name: 'yes'}]}\n"
			"groups:\n"
			"  - group: person\n"
			"    children:\n"
			"      - {name: born, type: integer}\n"
			"      - {name: sum, type: calculate, calculation: \"${born} + ${age} + ${outside} + ${deep}\"}\n"
			"      - {use: inner, prefix: in_}\n"
			"      - {name: deep, type: select_one yn, label: \"${born}\"}\n"},
		{"form/parts/inner.yaml", "tanya: 1\ngroups: [{group: inner, children: [{name: x, type: text, relevant: "
								  "\"${x2} = ${born}\"}, {name: x2, type: text}]}]\n"},
		{0}};
	static const char *const wanted[][2] = {
		{"sum", "born age outside deep "},
		{"owner_sum", "owner_born age outside owner_deep "},
		{"in_x", "in_x2 born "},
		{"owner_in_x", "owner_in_x2 owner_born "},
	};
	struct diagnostics faults = {0};
	struct questionnaire *q = form_load(files, &faults);
	(void)state;
	assert_int_equal(faults.count, 0);
	assert_non_null(q);
	for (unsigned i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		const struct item *item = form_item(q, wanted[i][0]);
		struct string read = {0};
		size_t count = 0;
		const struct reference *references =
			expression_references(item->calculation ? item->calculation : item->relevant, &count);
		for (size_t k = 0; k < count; k++)
			string_format(&read, "%.*s ", SPAN_ARGUMENTS(q->items[references[k].item].name));
		assert_string_equal(string_text(&read), wanted[i][1]);
		string_free(&read);
	}
	assert_int_equal(form_item(q, "owner_person")->kind, ITEM_GROUP);
	questionnaire_free(q);
	diagnostics_free(&faults);
}

static void a_group_placed_twice_is_blamed_where_it_is_used(void **state)
{
	const struct memory_file files[] = {
		{"form/x.yaml", FORM_HEAD "include: [g.yaml]\nsurvey:\n  - {use: g}\n  - {use: g}\n"},
		{"form/g.yaml", "tanya: 1\ngroups: [{group: g, children: [{name: a, type: text}]}]\n"}, {0}};
	struct diagnostics faults = {0};
	(void)state;
	assert_null(form_load(files, &faults));
	assert_int_equal(faults.errors, 2);
	for (size_t i = 0; i < 2; i++) {
		assert_string_equal(faults.items[i].code, "duplicate-name");
		assert_int_equal(faults.items[i].place.line, 8);
		assert_int_equal(faults.items[i].place.column, 11);
		assert_int_equal(faults.items[i].related_count, 1);
	}
	diagnostics_free(&faults);
}

static void what_is_pinned_is_every_file_by_its_path(void **state)
{
	const struct memory_file files[] = {
		{"form/x.yaml", FORM_HEAD "include: [b/g.yaml]\ncase: {file: cases.csv, key: code, label: \"${case.name}\"}\n"
								  "survey:\n  - {use: g}\n  - {name: v, type: select_one_from_file b/towns.csv}\n"},
		{"form/b/g.yaml", "tanya: 1\ngroups: [{group: g, children: [{name: a, type: calculate, calculation: "
						  "\"pulldata('towns', 'label', 'name', 'x')\"}]}]\n"},
		{"form/b/towns.csv", "name,label\nx,\"a \"\"b\"\"\"\ny,Y\n"}, {"form/cases.csv", "code,name\n1,Siti\n"}, {0}};
	static const char *const paths[] = {"b/g.yaml", "b/towns.csv", "cases.csv", "x.yaml"};
	struct diagnostics faults = {0};
	struct string told = {0}, manifest = {0};
	struct questionnaire *q = form_load(files, &faults);
	char hash[65];
	(void)state;
	diagnostics_print(&told, &faults);
	assert_string_equal(string_text(&told), "");
	assert_int_equal(q->source_count, 4);
	for (unsigned i = 0; i < 4; i++) {
		assert_string_equal(q->sources[i].path, paths[i]);
		hash_sha256(hash, q->sources[i].bytes);
		string_format(&manifest, "%s  %s\n", hash, paths[i]);
	}
	assert_string_equal(string_text(&q->manifest), string_text(&manifest));
	hash_sha256(hash, string_span(&manifest));
	assert_string_equal(q->sha256, hash);
	assert_string_equal(q->form_path, "x.yaml");
	assert_int_equal(q->lookup_count, 2);
	assert_true(span_is(q->lookups[q->cases.lookup].cells[1], "Siti"));
	const struct choice_list *towns = &q->lists[form_item(q, "v")->list];
	assert_true(towns->from_file);
	assert_int_equal(towns->count, 2);
	assert_true(span_is(only_part(towns->choices[0].label->by_language[0]), "a \"b\""));
	questionnaire_free(q);
	diagnostics_free(&faults);
	string_free(&told);
	string_free(&manifest);
}

static void files_of_choices_are_judged_line_by_line(void **state)
{
	static const char form[] = FORM_HEAD "languages: {en: English, jv: Jawa}\nsurvey:\n  - {name: q, type: text}\n"
										 "  - {name: m, type: select_multiple_from_file l.csv}\n";
	static const struct {
		const char *csv, *told;
	} cases[] = {
		{"name,label,label::Basa Jawa (jv)\na,A,\"J \"\"a\"\"\"\nb,B,${q}\n", ""},
		{"name,label\na,A\n\n\"b\nc\",B\nd,D\nd,D\n",
			"form/l.csv:4:1: error[choice-name]: a choice's name has 1 to 64 bytes, no control characters, no [ or ]\n"
			"form/l.csv:7:1: error[duplicate-choice]: the choice d stands twice in the list l.csv; give one of them "
			"another "
			"name, or let them differ in a column that the choice_filter reads\n"
			"form/l.csv:6:1: note[duplicate-choice]: the first one\n"},
		{"name,label\na b,${nobody}\n", "form/l.csv:2:1: error[unknown-name]: no question is named `nobody`; write the "
										"name of a question between the braces\n"
										"form/l.csv:2:1: error[choice-name]: the name a b has white space, and m takes "
										"several of them; write _ for "
										"the space\n"},
		{"name,label,name\na,A,b\n",
			"form/l.csv:1:1: error[csv-columns]: the column name stands twice in the header\n"},
		{"name\na,A\n", "form/l.csv:2:1: error[csv-columns]: 2 cells where the header has 1; put cells with commas in "
						"double quotes\n"},
		{"", "form/l.csv:1:1: error[csv-columns]: a header line was expected; begin with a line such as name,label\n"},
		{"code,label\na,A\n",
			"form/x.yaml:8:47: error[csv-columns]: l.csv has no column name; its header needs name and label\n"},
	};
	(void)state;
	for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct memory_file files[] = {{"form/x.yaml", form}, {"form/l.csv", cases[i].csv}, {0}};
		struct diagnostics faults = {0};
		struct string told = {0};
		questionnaire_free(form_load(files, &faults));
		diagnostics_print(&told, &faults);
		assert_string_equal(string_text(&told), cases[i].told);
		diagnostics_free(&faults);
		string_free(&told);
	}
}

static void what_is_wrong_with_cases_is_told(void **state)
{
	static const struct {
		const char *keys, *told;
	} cases[] = {
		{"file: c.csv, key: code", ""},
		{"file: c.csv, key: name",
			"form/c.csv:4:1: error[duplicate-case]: a case without a key; give each case a key of its own\n"},
		{"file: c.csv, key: kode", "form/x.yaml:5:26: error[csv-columns]: c.csv has no column kode\n"},
		{"file: c.csv, key: code, label: \"${case.nam} ${name} ${case.name\"",
			"form/x.yaml:5:40: error[unknown-name]: the list of cases has no column for ${case.nam}; write "
			"${case.COLUMN} with a column of c.csv\n"
			"form/x.yaml:5:52: error[unknown-name]: the list of cases has no column for ${name}; write ${case.COLUMN} "
			"with a column of c.csv\n"
			"form/x.yaml:5:60: error[expression-syntax]: `${` without `}`; write ${case.COLUMN} with a column of "
			"c.csv\n"},
		{"file: c.csv, key: code, label: \"${case.name} (${case.code})\"", ""},
	};
	(void)state;
	for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct string form = {0}, told = {0};
		struct diagnostics faults = {0};
		string_format(&form, FORM_HEAD "case: {%s}\nsurvey: [{name: a, type: text}]\n", cases[i].keys);
		const struct memory_file files[] = {
			{"form/x.yaml", string_text(&form)}, {"form/c.csv", "code,name\n1,Siti\n2,Rahma\n3,\n"}, {0}};
		questionnaire_free(form_load(files, &faults));
		diagnostics_print(&told, &faults);
		assert_string_equal(string_text(&told), cases[i].told);
		diagnostics_free(&faults);
		string_free(&told);
		string_free(&form);
	}
}

static void columns_of_cases_are_names_of_their_own(void **state)
{
	static const struct {
		const char *list, *keys, *told;
	} cases[] = {
		{"case: {file: c.csv, key: code}", "label: \"${case.name} ${case.code}\", relevant: \"${case.name} != ''\"", ""},
		{"case: {file: c.csv, key: code}", "label: \"${case.nmae}\"",
			"form/x.yaml:6:40: error[unknown-name]: no question is named `case.nmae`; did you mean ${case.name}?\n"},
		{"case: {file: c.csv, key: code}", "constraint: \"${case.kode} = 1\"",
			"form/x.yaml:6:45: error[unknown-name]: no question is named `case.kode`; did you mean ${case.code}?\n"},
		{"case: {file: c.csv, key: code}", "calculation: \"indexed-repeat(${case.name}, ${r}, 1)\"",
			"form/x.yaml:6:61: error[expression-syntax]: the first argument of indexed-repeat() must name a question; write "
			"indexed-repeat(${question}, ${repeat}, n)\n"},
		{"quick: true", "label: \"${case.name}\"",
			"form/x.yaml:6:40: error[unknown-name]: no question is named `case.name`; write the name of a question between "
			"the braces\n"},
	};
	(void)state;
	for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct string form = {0}, told = {0};
		struct diagnostics faults = {0};
		string_format(&form, FORM_HEAD "%s\nsurvey: [{name: a, type: text, %s}, {repeat: r, children: []}]\n", cases[i].list,
			cases[i].keys);
		const struct memory_file files[] = {
			{"form/x.yaml", string_text(&form)}, {"form/c.csv", "code,name\n1,Siti\n"}, {0}};
		questionnaire_free(form_load(files, &faults));
		diagnostics_print(&told, &faults);
		assert_string_equal(string_text(&told), cases[i].told);
		diagnostics_free(&faults);
		string_free(&told);
		string_free(&form);
	}
}

static void includes_and_groups_that_hold_themselves_are_told(void **state)
{
	const struct memory_file files[] = {
		{"form/x.yaml", FORM_HEAD "include: [a.yaml, a.yaml, b.yaml]\nsurvey:\n  - {use: g}\n  - {use: people}\n"},
		{"form/a.yaml", "tanya: 2\ninclude: [b.yaml]\nname: x\ngroups:\n"
						"  - {group: g, children: [{use: g, prefix: x_}, {use: h, prefix: 1}]}\n"},
		{"form/b.yaml",
			"tanya: 1\ninclude: [./a.yaml]\n"
			"groups: [{group: h, children: []}, {name: x}, {group: [y]}, {group: peoples, children: []}]\n"},
		{0}};
	struct diagnostics faults = {0};
	struct string told = {0};
	(void)state;
	assert_null(form_load(files, &faults));
	diagnostics_print(&told, &faults);
	assert_string_equal(string_text(&told),
		"form/b.yaml:2:11: error[include-cycle]: a.yaml includes itself, by way of this line; take this include away\n"
		"form/b.yaml:3:36: error[missing-key]: a group was expected: - group: NAME\n"
		"form/b.yaml:3:55: error[not-text]: a group's name is text, not a list or a map; put the whole value in "
		"quotes\n"
		"form/a.yaml:1:8: error[format-version]: this is written for version 2 of the format; this program reads "
		"version 1; write tanya: 1, or use a newer program\n"
		"form/a.yaml:3:1: error[unknown-key]: the key name is not known at the top of an included file; it stands in a "
		"question\n"
		"form/a.yaml:5:33: error[include-cycle]: the group g is used within itself; take this use: away\n"
		"form/a.yaml:5:66: error[name-pattern]: 1 cannot begin a name: letters, digits and _, no digit first\n"
		"form/x.yaml:8:11: error[unknown-group]: no included file has a group people; did you mean peoples?\n");
	diagnostics_free(&faults);
	string_free(&told);
}

/* ---- in depth
 * -------------------------------------------------------------------------------------------------------------------
 */

static void topics_have_a_purpose_and_probes(void **state)
{
	struct questionnaire *q = form_of(FORM_HEAD "kind: in-depth\n"
												"survey:\n"
												"  - topic: trust\n"
												"    purpose: How trust grows\n"
												"    probes:\n"
												"      - Since when?\n"
												"      - {name: papers, label: Any papers?}\n"
												"      - {en: What if it breaks?}\n"
												"    children: [{name: told, type: passage}]\n");
	(void)state;
	const struct item *topic = form_item(q, "trust");
	assert_int_equal(q->kind, KIND_IN_DEPTH);
	assert_non_null(topic->purpose);
	assert_int_equal(topic->probe_count, 3);
	assert_true(span_is(topic->probes[0].name, "1"));
	assert_true(span_is(topic->probes[1].name, "papers"));
	assert_true(span_is(topic->probes[2].name, "3"));
	assert_true(span_is(only_part(topic->probes[2].label->by_language[0]), "What if it breaks?"));
	questionnaire_free(q);
}

static void the_forms_own_words_are_kept(void **state)
{
	struct questionnaire *q = form_of(FORM_HEAD "quick: true\n"
												"instance_name: \"${a}, x\"\n"
												"outcomes: [moved, {name: died, label: Died}]\n"
												"multipliers: {lusin: 12, kodi: 20}\n"
												"survey:\n  - {name: a, type: text}\n");
	(void)state;
	assert_true(q->quick);
	assert_null(q->instance_expression);
	assert_non_null(q->instance_words);
	assert_int_equal(q->outcome_count, 2);
	assert_null(q->outcomes[0].label);
	assert_true(span_is(q->outcomes[1].name, "died"));
	assert_non_null(q->outcomes[1].label);
	assert_int_equal(q->multiplier_count, 2);
	assert_true(q->multipliers[1].factor == 20);
	questionnaire_free(q);
	q = form_of(FORM_HEAD "instance_name: concat(${a}, '!')\nsurvey:\n  - {name: a, type: text}\n");
	assert_non_null(q->instance_expression);
	assert_null(q->instance_words);
	questionnaire_free(q);
}

/* A scope made later, for eval: `.` is known at a question, unknown names fail only when reached. */
static void a_late_scope_knows_where_it_stands(void **state)
{
	struct questionnaire *q =
		form_of(FORM_HEAD "survey:\n  - {name: a, type: text}\n  - {name: n, type: note, label: N}\n");
	struct reference reference;
	const char *nearest;
	(void)state;
	struct expression_scope at = questionnaire_scope(q, 0), note = questionnaire_scope(q, 1),
							top = questionnaire_scope(q, NONE);
	assert_true(at.resolve(at.self, SPAN("."), &reference, &nearest));
	assert_false(note.resolve(note.self, SPAN("."), &reference, &nearest));
	assert_false(top.resolve(top.self, SPAN("."), &reference, &nearest));
	assert_true(top.resolve(top.self, SPAN("a"), &reference, &nearest));
	assert_int_equal(reference.item, 0);
	assert_false(reference.many);
	questionnaire_free(q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_count_what_is_shown_among_siblings),
		cmocka_unit_test(every_type_of_the_table_loads),
		cmocka_unit_test(texts_fall_back_to_the_default_language_then_the_first),
		cmocka_unit_test(every_scalar_is_its_text),
		cmocka_unit_test(required_is_a_truth_in_any_case_or_an_expression),
		cmocka_unit_test(a_default_is_text_unless_it_calls_or_names),
		cmocka_unit_test(states_pass_down_from_form_to_group_to_question),
		cmocka_unit_test(parameters_stand_in_a_text_or_a_map),
		cmocka_unit_test(choices_have_columns_aliases_and_factors),
		cmocka_unit_test(a_prefix_renames_a_group_and_what_it_says_of_itself),
		cmocka_unit_test(a_group_placed_twice_is_blamed_where_it_is_used),
		cmocka_unit_test(what_is_pinned_is_every_file_by_its_path),
		cmocka_unit_test(files_of_choices_are_judged_line_by_line),
		cmocka_unit_test(what_is_wrong_with_cases_is_told),
		cmocka_unit_test(columns_of_cases_are_names_of_their_own),
		cmocka_unit_test(includes_and_groups_that_hold_themselves_are_told),
		cmocka_unit_test(topics_have_a_purpose_and_probes),
		cmocka_unit_test(the_forms_own_words_are_kept),
		cmocka_unit_test(a_late_scope_knows_where_it_stands),
	};
	return cmocka_run_group_tests_name("questionnaire/load", tests, NULL, NULL);
}
