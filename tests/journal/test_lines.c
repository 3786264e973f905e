/* Event to line and back: the golden journal, byte for byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "form.h"
#include "sample_journal.h"
#include "tanya/system.h"

#define GOLDEN "tests/journal/golden.jsonl"

static struct form form;

static int open_form(void **state)
{
	(void)state;
	form_open(&form, sample_yaml, NULL, 0, NULL);
	return 0;
}

static int close_form(void **state)
{
	(void)state;
	form_close(&form);
	return 0;
}

static void golden_path(struct string *path)
{
	const char *source = getenv("TANYA_SOURCE");
	path_join(path, source ? source : ".", GOLDEN);
}

static void read_golden(struct string *golden)
{
	struct diagnostics faults = {0};
	struct string path = {0};
	golden_path(&path);
	assert_true(file_read(string_text(&path), 1 << 20, golden, &faults));
	string_free(&path);
	diagnostics_free(&faults);
}

static void every_event_is_in_the_sample(void **state)
{
	(void)state;
	bool seen[EVENT_KIND_COUNT] = {0};
	for (size_t i = 0; i < sample_count; i++)
		seen[sample_events[i].kind] = true;
	for (int kind = 0; kind < EVENT_KIND_COUNT; kind++)
		if (!seen[kind])
			fail_msg("no %s", event_rows[kind].word);
}

static void golden_journal_byte_for_byte(void **state)
{
	(void)state;
	struct string golden = {0}, written = {0};
	read_golden(&golden);
	sample_write(&written, form.questionnaire, NULL);
	struct span left = string_span(&golden), right = string_span(&written), expected, got;
	for (size_t line = 1; span_next(&left, '\n', &expected); line++) {
		assert_true(span_next(&right, '\n', &got));
		if (!span_equal(expected, got))
			fail_msg("line %zu\nexpected %.*s\ngot      %.*s", line, SPAN_ARGUMENTS(expected), SPAN_ARGUMENTS(got));
	}
	assert_true(span_equal(string_span(&golden), string_span(&written)));
	string_free(&golden);
	string_free(&written);
}

/* jq reads each line, and what it prints compactly is the line itself: no member twice, nothing escaped without need.
 */
static void golden_journal_is_what_jq_prints(void **state)
{
	(void)state;
	if (system("command -v jq >/dev/null 2>&1") != 0) {
		print_message("SKIP jq is not installed\n");
		skip();
	}
	struct string path = {0}, command = {0}, golden = {0}, printed = {0};
	golden_path(&path);
	string_format(&command, "jq -c . '%s'", string_text(&path));
	FILE *pipe = popen(string_text(&command), "r");
	assert_non_null(pipe);
	char bytes[4096];
	for (size_t count; (count = fread(bytes, 1, sizeof bytes, pipe)) > 0;)
		string_add(&printed, (struct span){bytes, count});
	assert_int_equal(pclose(pipe), 0);
	read_golden(&golden);
	assert_string_equal(string_text(&printed), string_text(&golden));
	string_free(&path);
	string_free(&command);
	string_free(&golden);
	string_free(&printed);
}

/* What is read is written again as the same bytes: nothing is lost on either way. */
static void read_and_written_again_is_the_same(void **state)
{
	(void)state;
	struct string written = {0}, again = {0};
	struct arena *arena = arena_new();
	char chain[CHAIN_LENGTH + 1];
	sample_write(&written, form.questionnaire, NULL);
	struct span rest = string_span(&written), line;
	chain_start(chain, span_of(sample_id));
	for (size_t i = 0; span_next(&rest, '\n', &line) && line.length; i++) {
		struct event event;
		assert_int_equal(event_read(arena, line, &event), EVENT_READ);
		assert_int_equal(event.kind, sample_events[i].kind);
		assert_int_equal(event.n, i + 1);
		string_clear(&again);
		event_write(&again, &event, form.questionnaire, chain);
		again.data[--again.length] = 0;
		if (!span_equal(line, string_span(&again)))
			fail_msg("line %zu\nread    %.*s\nwritten %s", i + 1, SPAN_ARGUMENTS(line), string_text(&again));
	}
	arena_free(arena);
	string_free(&written);
	string_free(&again);
}

/* The words of `other` beside several picks were names once, and lost. */
static void half_made_picks_come_back(void **state)
{
	static const char *const texts[] = {"", "apple", "apple fig", "other\tdua kata", "apple other\t-3", "fig 1\tx  y", "\tx"};
	static const char *const questions[] = {"one", "many"};
	struct arena *arena = arena_new();
	struct string line = {0};
	(void)state;
	for (size_t i = 0; i < 2 * sizeof texts / sizeof *texts; i++) {
		char chain[CHAIN_LENGTH + 1];
		struct event read, event = {.kind = EVENT_DRAFT, .n = 1, .q = span_of(questions[i % 2]), .draft_is_pick = true};
		event.answer = (struct answer){.state = STATE_ANSWERED, .v = span_of(texts[i / 2])};
		chain_start(chain, span_of(sample_id));
		string_clear(&line);
		event_write(&line, &event, form.questionnaire, chain);
		line.length--;
		assert_int_equal(event_read(arena, string_span(&line), &read), EVENT_READ);
		assert_true(read.draft_is_pick);
		if (!span_equal(read.answer.v, event.answer.v))
			fail_msg("%s: '%s' came back as '%.*s'", questions[i % 2], texts[i / 2], SPAN_ARGUMENTS(read.answer.v));
	}
	arena_free(arena);
	string_free(&line);
}

static void a_passage_typed_whole_comes_back(void **state)
{
	struct arena *arena = arena_new();
	struct string line = {0};
	char chain[CHAIN_LENGTH + 1];
	struct event read, event = {.kind = EVENT_ANSWER, .n = 1, .q = SPAN("story")};
	(void)state;
	event.answer = (struct answer){.state = STATE_ANSWERED, .v = SPAN("Once")};
	chain_start(chain, span_of(sample_id));
	event_write(&line, &event, form.questionnaire, chain);
	line.length--;
	assert_int_equal(event_read(arena, string_span(&line), &read), EVENT_READ);
	assert_true(span_is(read.answer.v, "Once"));
	arena_free(arena);
	string_free(&line);
}

static void members_are_read(void **state)
{
	(void)state;
	static const char line[] = "{\"n\":12,\"at\":\"2026-11-24T09:30:15.250+07:00\",\"ms\":900,\"do\":\"answer\",\"q\":"
							   "\"a/b\",\"v\":[{\"id\":4,\"text\":"
							   "\"x\\ty\"},{\"id\":7,\"text\":\"z\"}],\"later\":{\"v\":[]},\"undo\":3}";
	struct arena *arena = arena_new();
	struct event event;
	assert_int_equal(event_read(arena, SPAN(line), &event), EVENT_READ);
	assert_int_equal(event.n, 12);
	assert_int_equal(event.ms, 900);
	assert_int_equal(event.at.offset_minutes, 420);
	assert_int_equal(event.undo, 3);
	assert_int_equal(event.answer.line_count, 2);
	assert_int_equal(event.answer.lines[1].id, 7);
	assert_true(span_is(event.answer.v, "x\ty\nz"));
	arena_free(arena);
}

static void lines_that_are_none(void **state)
{
	(void)state;
#define HEAD "{\"n\":1,\"at\":\"2026-11-24T09:30:15.250+07:00\",\"ms\":0,\"do\":"
	static const struct {
		const char *line;
		enum event_reading expected;
	} cases[] = {
		{"", EVENT_MALFORMED},
		{"[]", EVENT_MALFORMED},
		{"{}", EVENT_MALFORMED},
		{HEAD "\"pause\"}", EVENT_READ},
		{HEAD "\"pause\"} ", EVENT_READ},
		{HEAD "\"pause\"", EVENT_MALFORMED},
		{HEAD "\"pause\",\"n\":2}", EVENT_MALFORMED},
		{HEAD "\"pause\",\"x\":1,\"x\":1}", EVENT_MALFORMED},
		{HEAD "\"pause\",\"x\":{\"y\":1}}", EVENT_READ},
		{HEAD "\"dance\"}", EVENT_UNKNOWN},
		{HEAD "7}", EVENT_MALFORMED},
		{"{\"n\":0,\"at\":\"2026-11-24T09:30:15.250+07:00\",\"ms\":0,\"do\":\"pause\"}", EVENT_MALFORMED},
		{"{\"n\":1.5,\"at\":\"2026-11-24T09:30:15.250+07:00\",\"ms\":0,\"do\":\"pause\"}", EVENT_MALFORMED},
		{"{\"n\":1,\"at\":\"yesterday\",\"ms\":0,\"do\":\"pause\"}", EVENT_MALFORMED},
		{"{\"n\":1,\"at\":\"2026-11-24T09:30:15.250+07:00\",\"ms\":-1,\"do\":\"pause\"}", EVENT_MALFORMED},
		{"{\"n\":1,\"at\":\"2026-11-24T09:30:15.250+07:00\",\"do\":\"pause\"}", EVENT_MALFORMED},
		{HEAD "\"show\"}", EVENT_MALFORMED},
		{HEAD "\"show\",\"q\":5}", EVENT_MALFORMED},
		{HEAD "\"show\",\"q\":\"\"}", EVENT_READ},
		{HEAD "\"answer\",\"q\":\"a\"}", EVENT_MALFORMED},
		{HEAD "\"answer\",\"q\":\"a\",\"v\":true}", EVENT_MALFORMED},
		{HEAD "\"answer\",\"q\":\"a\",\"v\":[1]}", EVENT_MALFORMED},
		{HEAD "\"answer\",\"q\":\"a\",\"v\":[{\"id\":0,\"text\":\"\"}]}", EVENT_MALFORMED},
		{HEAD "\"answer\",\"q\":\"a\",\"v\":[\"x\",{\"id\":1,\"text\":\"\"}]}", EVENT_MALFORMED},
		{HEAD "\"answer\",\"q\":\"a\",\"v\":[]}", EVENT_READ},
		{HEAD "\"answer\",\"q\":\"a\",\"state\":\"answered\"}", EVENT_MALFORMED},
		{HEAD "\"answer\",\"q\":\"a\",\"state\":\"tired\"}", EVENT_MALFORMED},
		{HEAD "\"answer\",\"q\":\"a\",\"state\":\"refused\",\"v\":\"x\"}", EVENT_MALFORMED},
		{HEAD "\"draft\",\"q\":\"a\",\"from\":0,\"cut\":1}", EVENT_MALFORMED},
		{HEAD "\"draft\",\"q\":\"a\",\"from\":0,\"cut\":-1,\"put\":\"\"}", EVENT_MALFORMED},
		{HEAD "\"draft\",\"q\":\"a\",\"v\":\"\"}", EVENT_READ},
		{HEAD "\"probe\",\"q\":\"a\",\"name\":\"b\",\"done\":1}", EVENT_MALFORMED},
		{HEAD "\"repair\",\"dropped\":[1,\"2\"]}", EVENT_MALFORMED},
		{HEAD "\"repair\",\"dropped\":[]}", EVENT_READ},
		{HEAD "\"leave\",\"why\":\"later\",\"summary\":[]}", EVENT_MALFORMED},
		{HEAD "\"show\",\"q\":\"\xFF\"}", EVENT_MALFORMED},
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct event event;
		int got = event_read(arena, span_of(cases[i].line), &event);
		if (got != (int)cases[i].expected)
			fail_msg("%s: %d, expected %d", cases[i].line, got, cases[i].expected);
	}
	arena_free(arena);
}

/* The chain by hand: SHA-256 of the ID, then of sixteen digits and the line. */
static void chain_as_specified(void **state)
{
	(void)state;
	char chain[CHAIN_LENGTH + 1], hex[65];
	struct string bytes = {0};
	chain_start(chain, SPAN("abc"));
	assert_string_equal(chain, "ba7816bf8f01cfea"); /* FIPS 180-4's vector */
	string_add_text(&bytes, "ba7816bf8f01cfea{\"n\":1");
	hash_sha256(hex, string_span(&bytes));
	hex[16] = 0;
	chain_next(chain, SPAN("{\"n\":1"));
	assert_string_equal(chain, hex);
	string_free(&bytes);
}

static void answers_as_json(void **state)
{
	(void)state;
	static const struct {
		const char *item;
		struct answer answer;
		const char *json;
	} cases[] = {
		{"name", {.state = STATE_UNANSWERED}, "{\"state\":\"unanswered\"}"},
		{"name", {.state = STATE_DONT_KNOW}, "{\"state\":\"dont_know\"}"},
		{"name", {.state = STATE_ANSWERED, .v = SPAN("12")}, "\"12\""},
		{"age", {.state = STATE_ANSWERED, .v = SPAN("12")}, "12"},
		{"share", {.state = STATE_ANSWERED, .v = SPAN("0.10")}, "0.10"},
		{"age", {.state = STATE_ANSWERED, .v = SPAN("012")}, "\"012\""},
		{"many", {.state = STATE_ANSWERED, .v = SPAN("apple fig")}, "[\"apple\",\"fig\"]"},
		{"many", {.state = STATE_ANSWERED}, "[]"},
		{"one", {.state = STATE_ANSWERED, .v = SPAN("other"), .other = SPAN("x")}, "{\"v\":\"other\",\"other\":\"x\"}"},
		{"cloth", {.state = STATE_ANSWERED, .v = SPAN("3"), .unit = SPAN("kg")}, "{\"v\":3,\"unit\":\"kg\"}"},
		{"photo", {.state = STATE_ANSWERED, .v = SPAN("a.jpg"), .sha256 = SPAN("00")},
			"{\"v\":\"a.jpg\",\"sha256\":\"00\"}"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct string out = {0};
		uint32_t item = questionnaire_find(form.questionnaire, span_of(cases[i].item));
		assert_int_not_equal(item, NONE);
		answer_write_json(&out, &form.questionnaire->items[item], &cases[i].answer);
		assert_string_equal(string_text(&out), cases[i].json);
		string_free(&out);
	}
}

static void summary_and_answers(void **state)
{
	(void)state;
	struct form other;
	struct string out = {0};
	form_open(&other, sample_yaml, NULL, 0, NULL);
	form_answer(&other, "age", "37");
	form_answer(&other, "many", "apple fig");
	form_state(&other, "share", STATE_REFUSED);
	form_do(&other, (struct event){.kind = EVENT_ROW_ADD, .q = SPAN("workers[1]"), .label = SPAN("Ani")});
	form_do(&other, (struct event){.kind = EVENT_ROW_ADD, .q = SPAN("workers[2]")});
	form_do(&other, (struct event){.kind = EVENT_ROW_REMOVE, .q = SPAN("workers[1]")});
	form_answer(&other, "workers[2]/wage", "5");
	form_do(&other, (struct event){.kind = EVENT_PARAGRAPH,
						.q = SPAN("story"),
						.id = SPAN("1"),
						.mode = SPAN("verbatim"),
						.text = SPAN("So it was.")});
	journal_answers(&out, other.interview);
	assert_string_equal(string_text(&out),
		"{\"name\":{\"state\":\"unanswered\"},\"age\":37,\"share\":{\"state\":\"refused\"},\"born\":{\"state\":"
		"\"unanswered\"},"
		"\"one\":{\"state\":\"unanswered\"},\"many\":[\"apple\",\"fig\"],\"order\":{\"state\":\"unanswered\"},"
		"\"cloth\":{\"state\":\"unanswered\"},\"helpers\":{\"state\":\"unanswered\"},\"photo\":{\"state\":"
		"\"unanswered\"},"
		"\"story\":[{\"id\":\"1\",\"at\":\"2026-11-24T09:30:00.000+07:00\",\"mode\":\"verbatim\",\"text\":\"So it "
		"was.\"}],\"workers\":[{\"id\":\"2\",\"label\":\"\"}],\"workers[2]/wage\":5,\"double\":74}");
	string_clear(&out);
	journal_summary(&out, other.interview);
	assert_string_equal(string_text(&out), "{\"answered\":5,\"asked\":12,\"open\":0,\"minutes\":0.1,\"title\":\"\"}");
	string_free(&out);
	form_close(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_event_is_in_the_sample),
		cmocka_unit_test(golden_journal_byte_for_byte),
		cmocka_unit_test(golden_journal_is_what_jq_prints),
		cmocka_unit_test(read_and_written_again_is_the_same),
		cmocka_unit_test(half_made_picks_come_back),
		cmocka_unit_test(a_passage_typed_whole_comes_back),
		cmocka_unit_test(members_are_read),
		cmocka_unit_test(lines_that_are_none),
		cmocka_unit_test(chain_as_specified),
		cmocka_unit_test(answers_as_json),
		cmocka_unit_test(summary_and_answers),
	};
	return cmocka_run_group_tests_name("journal/lines", tests, open_form, close_form);
}
