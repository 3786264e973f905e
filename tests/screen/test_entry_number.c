/* Numbers as they are spoken. Languages: 0 Indonesian, 1 English. */
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "entry_figure.h"
#include "entry_number.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
	WHOLE = 1,
	ENGLISH = 2,
	WEIGHT = 4 /* kg, kwintal, kodi */,
	MONEY = 8 /* rupiah only */,
	PER = 16 /* kodi, week */
};

static const struct span kodi_aliases[] = {{"k", 1}}, week_aliases[] = {{"seminggu", 8}};

static struct words *label(struct arena *arena, const char *indonesian, const char *english)
{
	struct words *words = arena_alloc(arena, sizeof *words);
	const struct template **texts = arena_alloc(arena, 2 * sizeof *texts);
	bool *given = arena_alloc(arena, 2 * sizeof *given);
	struct expression_scope scope = {0};
	struct diagnostics faults = {0};
	texts[0] = template_compile(arena, span_of(indonesian), &scope, &faults);
	texts[1] = template_compile(arena, span_of(english), &scope, &faults);
	given[0] = given[1] = true;
	words->by_language = texts;
	words->given = given;
	assert_int_equal(faults.errors, 0);
	diagnostics_free(&faults);
	return words;
}

struct stage {
	struct arena *arena;
	struct questionnaire questionnaire;
	struct choice weights[3], money[1], pers[2];
	struct choice_list weight, rupiah, per;
};

static int open_stage(void **state)
{
	static struct language languages[] = {{{"id", 2}, {"Bahasa Indonesia", 16}}, {{"en", 2}, {"English", 7}}};
	static struct multiplier multipliers[] = {{{"lusin", 5}, 12}, {{"%", 1}, 1}};
	struct stage *stage = memory_alloc(sizeof *stage);
	stage->arena = arena_new();
	stage->questionnaire = (struct questionnaire){
		.languages = languages, .language_count = 2, .multipliers = multipliers, .multiplier_count = 2};
	stage->weights[0] = (struct choice){.name = SPAN("kg")};
	stage->weights[1] = (struct choice){.name = SPAN("q"), .label = label(stage->arena, "kwintal", "quintal")};
	stage->weights[2] = (struct choice){.name = SPAN("kodi"),
		.aliases = kodi_aliases,
		.alias_count = 1,
		.label = label(stage->arena, "kodi", "score of cloths")};
	stage->money[0] = (struct choice){.name = SPAN("idr"), .label = label(stage->arena, "rupiah", "rupiah")};
	stage->pers[0] = (struct choice){.name = SPAN("kodi"), .aliases = kodi_aliases, .alias_count = 1};
	stage->pers[1] = (struct choice){.name = SPAN("week"),
		.aliases = week_aliases,
		.alias_count = 1,
		.label = label(stage->arena, "minggu", "week")};
	stage->weight = (struct choice_list){.choices = stage->weights, .count = 3};
	stage->rupiah = (struct choice_list){.choices = stage->money, .count = 1};
	stage->per = (struct choice_list){.choices = stage->pers, .count = 2};
	*state = stage;
	return 0;
}

static int close_stage(void **state)
{
	struct stage *stage = *state;
	arena_free(stage->arena);
	memory_free(stage);
	return 0;
}

static struct number_rules rules_of(const struct stage *stage, int which, int reading)
{
	return (struct number_rules){
		.questionnaire = &stage->questionnaire,
		.language = which & ENGLISH ? 1 : 0,
		.whole = which & WHOLE,
		.units = which & WEIGHT  ? &stage->weight
				 : which & MONEY ? &stage->rupiah
								 : NULL,
		.pers = which & PER ? &stage->per : NULL,
		.reading = reading,
	};
}

/* "750000 kodi/week", "?" asks, "!" incomplete, "" empty. */
static void print(const struct stage *stage, const char *text, int which, int reading, struct string *out)
{
	struct number_rules rules = rules_of(stage, which, reading);
	struct number_entry entry;
	const char *why = NULL;
	enum entry_state state = entry_number(stage->arena, span_of(text), &rules, &entry, &why);
	string_clear(out);
	if (state == ENTRY_ASK || state == ENTRY_INCOMPLETE) {
		assert_true(why && *why);
		string_add_text(out, state == ENTRY_ASK ? "?" : "!");
		return;
	}
	string_add(out, entry.v);
	if (entry.unit.length)
		string_format(out, " %.*s", SPAN_ARGUMENTS(entry.unit));
	if (entry.per.length)
		string_format(out, "/%.*s", SPAN_ARGUMENTS(entry.per));
}

struct example {
	const char *text;
	int rules;
	const char *expected;
};

static void check(const struct stage *stage, const struct example *examples, size_t count)
{
	struct string out = {0};
	for (size_t i = 0; i < count; i++) {
		print(stage, examples[i].text, examples[i].rules, -1, &out);
		if (strcmp(string_text(&out), examples[i].expected) != 0)
			fail_msg("%s (%d): %s, expected %s", examples[i].text, examples[i].rules, string_text(&out),
				examples[i].expected);
	}
	string_free(&out);
}

static void test_figures(void **state)
{
	static const struct example examples[] = {
		{"12", 0, "12"},
		{"12", WHOLE, "12"},
		{"0", 0, "0"},
		{"007", WHOLE, "7"},
		{"-5", 0, "-5"},
		{"- 5", 0, "-5"},
		{"−5", WHOLE, "-5"},
		{"2.750.000", WHOLE, "2750000"},
		{"2.750.000", 0, "2750000"},
		{"2,750,000", 0, "2750000"},
		{"2 750 000", 0, "2750000"},
		{"2\xc2\xa0"
		 "750\xe2\x80\xaf"
		 "000",
			0, "2750000"},
		{"2'750'000", 0, "2750000"},
		{"2.750", WHOLE, "2750"},
		{"2,750", WHOLE, "2750"},
		{"2.750", 0, "?"},
		{"2,750", 0, "?"},
		{"2,750", ENGLISH, "?"},
		{"0,125", 0, "0.125"},
		{"0.125", 0, "0.125"},
		{"2,75", 0, "2.75"},
		{"2.75", 0, "2.75"},
		{"2.7501", 0, "2.7501"},
		{"1234.567", 0, "1234.567"},
		{"1.234,5", 0, "1234.5"},
		{"1,234.5", 0, "1234.5"},
		{"1.234.567,89", 0, "1234567.89"},
		{".5", 0, "0.5"},
		{",5", 0, "0.5"},
		{"2.50", 0, "2.5"},
		{"-0", 0, "0"},
		{"-2.750", WHOLE, "-2750"},
		{"2,75", WHOLE, "!"},
		{"1.23.456", 0, "!"},
		{"1,234,56", 0, "!"},
		{"1.2,3.4", 0, "!"},
		{"12.3456.789", 0, "!"},
		{"", 0, ""},
		{"  ", 0, ""},
		{"x", 0, "!"},
		{"12x", 0, "!"},
		{"-", 0, "!"},
		{"--5", 0, "!"},
		{"12 34", 0, "!"},
		{"123456789012345", 0, "123456789012345"},
		{"1234567890123456", 0, "!"},
		{"9007199254740993", WHOLE, "!"},
		{"5.", 0, "!"},
		{"1e3", 0, "!"},
		{"٣", 0, "!"},
		{"1111111111111111111111111111111111111111111111111", 0, "!"},
	};
	check(*state, examples, COUNT(examples));
}

static void test_multipliers(void **state)
{
	static const struct example examples[] = {
		{"750rb", WHOLE, "750000"},
		{"750 rb", WHOLE, "750000"},
		{"750 Ribu", WHOLE, "750000"},
		{"2,75jt", WHOLE, "2750000"},
		{"2.75 juta", WHOLE, "2750000"},
		{"1,1jt", 0, "1100000"},
		{"0,1rb", 0, "100"},
		{"1,0005rb", WHOLE, "!"},
		{"1,0005rb", 0, "1000.5"},
		{"2.750jt", WHOLE, "?"},
		{"2.750jt", 0, "?"},
		{"1 jt 500 rb", WHOLE, "1500000"},
		{"1jt500", WHOLE, "1000500"},
		{"2 jt 1 jt", WHOLE, "!"},
		{"-2jt", WHOLE, "-2000000"},
		{"12k", 0, "!"},
		{"12k", ENGLISH, "12000"},
		{"1.5m", ENGLISH, "1500000"},
		{"12 K", ENGLISH | WHOLE, "12000"},
		{"750rb", ENGLISH, "750000"},
		{"2,5 juta", ENGLISH, "2500000"},
		{"15 thousand", ENGLISH | WHOLE, "15000"},
		{"1.5 million", ENGLISH, "1500000"},
		{"1,5 miliar", 0, "1500000000"},
		{"3 lusin", WHOLE, "36"},
		{"3 lusin", ENGLISH | WHOLE, "36"},
		{"2.500", WHOLE, "2500"},
		{"rb", 0, "!"},
		{"12 rb rb", 0, "!"},
		{"60%", WHOLE, "60"},
		{"60 %", 0, "60"},
		{"12,5%", 0, "12.5"},
		{"60%%", 0, "!"},
		{"%", 0, "!"},
	};
	check(*state, examples, COUNT(examples));
}

static void test_as_people_say(void **state)
{
	static const struct example examples[] = {
		{"Rp 15.000,-", 0, "15000"},
		{"Rp15.000", 0, "15000"},
		{"Rp. 15.000,--", WHOLE, "15000"},
		{"rp 15.000,00", 0, "15000"},
		{"IDR 15000", 0, "15000"},
		{"15.000,-", 0, "15000"},
		{"15.000.-", 0, "15000"},
		{"Rp 2,5 juta", 0, "2500000"},
		{"Rp 1,5jt", MONEY, "1500000 idr"},
		{"Rp 15.000", MONEY, "15000 idr"},
		{"Rp 45.000 per kodi", MONEY | PER, "45000 idr/kodi"},
		{"Rp 15 kg", WEIGHT, "!"},
		{"Rp", 0, "!"},
		{"Rpx 5", 0, "!"},
		{",-", 0, "!"},
		{"2 setengah juta", WHOLE, "2500000"},
		{"setengah juta", WHOLE, "500000"},
		{"seperempat juta", WHOLE, "250000"},
		{"sejuta", WHOLE, "1000000"},
		{"seribu", WHOLE, "1000"},
		{"seratus ribu", WHOLE, "100000"},
		{"sejutaan", WHOLE, "!"},
		{"half million", ENGLISH, "500000"},
		{"1/2 kg", WEIGHT, "0.5 kg"},
		{"1 1/2 kg", WEIGHT, "1.5 kg"},
		{"3/4", 0, "0.75"},
		{"½ kg", WEIGHT, "0.5 kg"},
		{"1½", 0, "1.5"},
		{"setengah kg", WEIGHT, "0.5 kg"},
		{"1/2", WHOLE, "!"},
		{"1/23", 0, "!"},
		{"1/2/3", 0, "!"},
		{"=10/1/2", 0, "5"},
		{"=1/2*4", 0, "2"},
		{"15an", WHOLE, "!"},
		{"10-15", WHOLE, "!"},
		{"1 dozen", ENGLISH | WHOLE, "!"},
		{"tidak ada", WHOLE, "!"},
	};
	check(*state, examples, COUNT(examples));
}

static void test_formulas(void **state)
{
	static const struct example examples[] = {
		{"=12*45000", WHOLE, "540000"},
		{"= 12 * 45.000", WHOLE, "540000"},
		{"=12 × 45rb", WHOLE, "540000"},
		{"=2+3*4", 0, "14"},
		{"=(2+3)*4", 0, "20"},
		{"=10/4", 0, "2.5"},
		{"=10/4", WHOLE, "!"},
		{"=10:4", 0, "2.5"},
		{"=10 ÷ 4", 0, "2.5"},
		{"=1-2-3", 0, "-4"},
		{"=-2*-3", 0, "6"},
		{"=0.1+0.2", 0, "0.3"},
		{"=1/3", 0, "0.333333333333333"},
		{"=1/0", 0, "!"},
		{"=", 0, "!"},
		{"=2+", 0, "!"},
		{"=(2", 0, "!"},
		{"=2)", 0, "!"},
		{"=2.500*2", 0, "?"},
		{"=2.500*2", WHOLE, "5000"},
		{"=12*45 kodi", WEIGHT, "540 kodi"},
		{"=12*45 kg", WEIGHT, "540 kg"},
		{"=2 x 3", 0, "6"},
		{"=((((((((((((((((((((((((((((((((((((((((((((((((((((1", 0, "!"},
		{"=99999999999999*99999999999999", WHOLE, "!"},
	};
	check(*state, examples, COUNT(examples));
}

static void test_units(void **state)
{
	static const struct example examples[] = {
		{"12 kg", WEIGHT, "12 kg"},
		{"12kg", WEIGHT, "12 kg"},
		{"12 KG", WEIGHT, "12 kg"},
		{"12k", WEIGHT, "12 kodi"},
		{"12k", WEIGHT | ENGLISH, "12 kodi"},
		{"12 kwintal", WEIGHT, "12 q"},
		{"12 quintal", WEIGHT, "12 q"},
		{"12 kwi", WEIGHT, "12 q"},
		{"12 k kodi", WEIGHT | ENGLISH, "12000 kodi"},
		{"12", WEIGHT, "!"},
		{"12 gram", WEIGHT, "!"},
		{"2rb kg", WEIGHT, "2000 kg"},
		{"2 rb kodi", WEIGHT, "2000 kodi"},
		{"12 score of cloths", WEIGHT, "12 kodi"},
		{"2.750 kg", WEIGHT, "?"},
		{"45000", MONEY, "45000 idr"},
		{"45rb", MONEY, "45000 idr"},
		{"45rb rupiah", MONEY, "45000 idr"},
		{"45.000 per kodi", MONEY | PER, "?"},
		{"45000 per kodi", MONEY | PER, "45000 idr/kodi"},
		{"45rb/kodi", MONEY | PER, "45000 idr/kodi"},
		{"45rb kodi", MONEY | PER, "45000 idr/kodi"},
		{"3 kwintal per minggu", WEIGHT | PER, "3 q/week"},
		{"3 kwintal/week", WEIGHT | PER, "3 q/week"},
		{"3 kwintal tiap minggu", WEIGHT | PER, "3 q/week"},
		{"3 kwintal", WEIGHT | PER, "!"},
		{"3 kwintal per", WEIGHT | PER, "!"},
		{"3 kwintal per bulan", WEIGHT | PER, "!"},
		{"3 kwintal seminggu", WEIGHT | PER, "3 q/week"},
		{"3 k seminggu", WEIGHT | PER | ENGLISH, "3 kodi/week"},
		{"3k k", WEIGHT | PER, "3 kodi/kodi"},
		{"3 score of cloths a week", WEIGHT | PER | ENGLISH, "3 kodi/week"},
		{"3 score of cloths week", WEIGHT | PER | ENGLISH, "3 kodi/week"},
		{"45rb rupiah seminggu", MONEY | PER, "45000 idr/week"},
		{"45rb seminggu", MONEY | PER, "45000 idr/week"},
		{"45rb a week", MONEY | PER, "45000 idr/week"},
		{"3 kwintal sebulan", WEIGHT | PER, "!"},
		{"3 kwintal seminggu", WEIGHT, "!"},
		{"3 seminggu", WEIGHT | PER, "!"},
		{"3 kwintal a", WEIGHT | PER, "!"},
		{"3 kg per minggu", WEIGHT, "!"},
		{"3 kg per", WEIGHT, "!"},
		{"3 per minggu", WEIGHT | PER, "!"},
		{"2rb kg per minggu", WEIGHT | PER, "2000 kg/week"},
		{"2rb per k", MONEY | PER, "2000 idr/kodi"},
		{"=3*4 kg/minggu", WEIGHT | PER, "12 kg/week"},
	};
	check(*state, examples, COUNT(examples));
}

static void test_readings(void **state)
{
	static const struct {
		const char *text;
		int rules, reading;
		const char *expected;
	} cases[] = {
		{"2.750", 0, 0, "2750"},
		{"2.750", 0, 1, "2.75"},
		{"2,750", ENGLISH, 0, "2750"},
		{"2,750", ENGLISH, 1, "2.75"},
		{"2.750jt", WHOLE, 0, "2750000000"},
		{"2.750jt", WHOLE, 1, "2750000"},
		{"45.000 per kodi", MONEY | PER, 0, "45000 idr/kodi"},
		{"45.000 per kodi", MONEY | PER, 1, "45 idr/kodi"},
		{"-2.750", 0, 1, "-2.75"},
		{"2.75", 0, 0, "2.75"},
	};
	struct string out = {0};
	for (size_t i = 0; i < COUNT(cases); i++) {
		print(*state, cases[i].text, cases[i].rules, cases[i].reading, &out);
		assert_string_equal(string_text(&out), cases[i].expected);
	}
	string_free(&out);
}

static void test_figure_print(void **state)
{
	(void)state;
	static const struct {
		double value;
		const char *expected;
	} cases[] = {{0, "0"}, {1, "1"}, {-1.5, "-1.5"}, {0.05, "0.05"}, {1e15, "1000000000000000"},
		{123456.75, "123456.75"}, {0.1 + 0.2, "0.3"}, {1e-7, "0.0000001"}, {1100000.0000000002, "1100000"},
		{99.5, "99.5"}};
	struct string out = {0};
	for (size_t i = 0; i < COUNT(cases); i++) {
		string_clear(&out);
		assert_true(figure_print(&out, cases[i].value));
		assert_string_equal(string_text(&out), cases[i].expected);
	}
	assert_false(figure_print(&out, (double)NAN));
	assert_false(figure_print(&out, HUGE_VAL));
	string_free(&out);
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_figures),
		cmocka_unit_test(test_multipliers),
		cmocka_unit_test(test_as_people_say),
		cmocka_unit_test(test_formulas),
		cmocka_unit_test(test_units),
		cmocka_unit_test(test_readings),
		cmocka_unit_test(test_figure_print),
	};
	return cmocka_run_group_tests_name("screen/entry_number", tests, open_stage, close_stage);
}
