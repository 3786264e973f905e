/* A journal that holds every event with every member. */
#include "sample_journal.h"

#include <stdlib.h>

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define WHO \
	.program = SPAN("tanya 0.1.0"), .enumerator = SPAN("Rina \"Ayu\""), \
	.device = SPAN("00000000-0000-4000-8000-000000000001"), .host = SPAN("laptop"), .user = SPAN("rina"), \
	.tty = SPAN("/dev/pts/0"), .pid = 4711, .language = SPAN("id")
#define TEXT(text) \
	{ \
		.state = STATE_ANSWERED, .v = SPAN(text) \
	}

const char sample_id[] = "0190163d-8694-739b-aea5-966c26f8ad91";

const char sample_yaml[] =
	"tanya: 1\nid: sample\nversion: \"1\"\ntitle: Sample\nchoices:\n"
	"  fruit: [{name: apple, label: Apple}, {name: pear, label: Pear}, {name: fig, label: Fig}]\n"
	"  weight: [{name: kg, label: kg, factor: 1}, {name: kwintal, label: kwintal, factor: 100}]\n"
	"  time: [{name: day, label: day, factor: 1}, {name: week, label: week, factor: 7}]\n"
	"survey:\n"
	"  - {name: name, type: text, label: Name}\n  - {name: age, type: integer, label: Age}\n"
	"  - {name: share, type: decimal, label: Share}\n  - {name: born, type: date, label: Born, parameters: "
	"partial=true}\n"
	"  - {name: one, type: select_one fruit, label: One, parameters: randomize=true}\n"
	"  - {name: many, type: select_multiple fruit, label: Many}\n  - {name: order, type: rank fruit, label: Order}\n"
	"  - {name: cloth, type: quantity weight per time, label: Cloth}\n  - {name: helpers, type: list, label: Helpers}\n"
	"  - {name: photo, type: image, label: Photo}\n  - {name: story, type: passage, label: Story}\n"
	"  - repeat: workers\n    label: Workers\n    children:\n      - {name: wage, type: integer, label: Wage}\n"
	"  - {name: double, type: calculate, calculation: \"${age} * 2\"}\n";

static const struct named_text case_values[] = {
	{SPAN("code"), SPAN("B-07")}, {SPAN("name"), SPAN("Siti\tA\\B")}, {SPAN("code"), SPAN("twice")}};
static const struct list_line lines[] = {{1, SPAN("Ani")}, {3, SPAN("Budi, \"si\" kecil")}};
static const struct span set_aside[] = {SPAN("age"), SPAN("workers[2]/wage")};
static const int64_t dropped[] = {41, 42};

const struct event sample_events[] = {
	{.kind = EVENT_OPEN,
		.format = 1,
		.questionnaire = SPAN("sample"),
		.version = SPAN("1"),
		.sha256 = SPAN(SHA),
		.form = SPAN("form.yaml"),
		.title = SPAN("Sample"),
		WHO,
		.seed = 0x0123456789abcdef,
		.case_key = SPAN("B-07"),
		.case_values = case_values,
		.case_value_count = 3,
		.simulated = true},
	{.kind = EVENT_SHOW, .q = SPAN("name")},
	{.kind = EVENT_DRAFT, .q = SPAN("name"), .from = 0, .cut = 0, .put = SPAN("Sit")},
	{.kind = EVENT_ANSWER, .q = SPAN("name"), .answer = TEXT("Siti \\ \"A\"\n\xC3\xA9\xE2\x82\xAC\x01")},
	{.kind = EVENT_ANSWER,
		.q = SPAN("age"),
		.answer = {.state = STATE_ANSWERED, .v = SPAN("37"), .typed = SPAN("tiga puluh tujuh"), .by = SPAN("wife")}},
	{.kind = EVENT_ANSWER, .q = SPAN("age"), .answer = {.state = STATE_REFUSED, .by = SPAN("husband")}},
	{.kind = EVENT_ANSWER, .q = SPAN("age"), .answer = TEXT("37"), .undo = 6},
	{.kind = EVENT_ANSWER, .q = SPAN("age"), .answer = {.state = STATE_DONT_KNOW}, .redo = 6},
	{.kind = EVENT_ANSWER, .q = SPAN("share"), .answer = TEXT("0.1")},
	{.kind = EVENT_ANSWER, .q = SPAN("born"), .answer = TEXT("1987-05")},
	{.kind = EVENT_ANSWER,
		.q = SPAN("one"),
		.answer = {.state = STATE_ANSWERED, .v = SPAN("other"), .other = SPAN("mangga")}},
	{.kind = EVENT_ANSWER, .q = SPAN("many"), .answer = TEXT("apple fig")},
	{.kind = EVENT_DRAFT, .q = SPAN("many"), .draft_is_pick = true, .answer = TEXT("apple")},
	{.kind = EVENT_ANSWER, .q = SPAN("order"), .answer = TEXT("fig apple pear")},
	{.kind = EVENT_ANSWER,
		.q = SPAN("cloth"),
		.answer = {.state = STATE_ANSWERED, .v = SPAN("2.5"), .unit = SPAN("kwintal"), .per = SPAN("week")}},
	{.kind = EVENT_ANSWER,
		.q = SPAN("helpers"),
		.answer = {.state = STATE_ANSWERED, .v = SPAN("Ani\nBudi, \"si\" kecil"), .lines = lines, .line_count = 2}},
	{.kind = EVENT_ANSWER,
		.q = SPAN("photo"),
		.answer = {.state = STATE_ANSWERED, .v = SPAN("photo-1.jpg"), .sha256 = SPAN(SHA)}},
	{.kind = EVENT_CLEAR, .q = SPAN("share")},
	{.kind = EVENT_ROW_ADD, .q = SPAN("workers[1]")},
	{.kind = EVENT_ROW_ADD, .q = SPAN("workers[2]"), .label = SPAN("Budi")},
	{.kind = EVENT_ANSWER, .q = SPAN("workers[2]/wage"), .answer = TEXT("150000")},
	{.kind = EVENT_ROW_RENAME, .q = SPAN("workers[1]"), .label = SPAN("Ani")},
	{.kind = EVENT_ROW_REMOVE, .q = SPAN("workers[1]")},
	{.kind = EVENT_REMARK, .q = SPAN("age"), .text = SPAN("\"I do not count\"")},
	{.kind = EVENT_DRAFT, .q = SPAN("remark(age)"), .from = 3, .cut = 2, .put = SPAN("")},
	{.kind = EVENT_ASIDE, .q = SPAN("born"), .who = SPAN("later")},
	{.kind = EVENT_OVERRIDE,
		.q = SPAN("age"),
		.check = 1,
		.answer = TEXT("37"),
		.message = SPAN("so old?"),
		.reason = SPAN("other"),
		.text = SPAN("asked twice")},
	{.kind = EVENT_PARAGRAPH,
		.q = SPAN("story"),
		.id = SPAN("1"),
		.mode = SPAN("verbatim"),
		.text = SPAN("We began in '98.")},
	{.kind = EVENT_PROBE, .q = SPAN("story"), .name = SPAN("beginnings"), .done = true},
	{.kind = EVENT_MARK, .q = SPAN("story"), .id = SPAN("1"), .mark = SPAN("important")},
	{.kind = EVENT_LANGUAGE, .to = SPAN("en")},
	{.kind = EVENT_PAUSE},
	{.kind = EVENT_CONTINUE},
	{.kind = EVENT_CASE,
		.case_key = SPAN("B-08"),
		.case_values = case_values,
		.case_value_count = 2,
		.reason = SPAN("wrong door")},
	{.kind = EVENT_LEAVE,
		.why = SPAN("later"),
		.summary = SPAN("{\"answered\":9,\"asked\":12,\"open\":1,\"minutes\":0.3,\"title\":\"\"}")},
	{.kind = EVENT_RESUME, WHO, .torn = 17},
	{.kind = EVENT_COMPLETE,
		.summary = SPAN("{\"answered\":9,\"asked\":12,\"open\":0,\"minutes\":0.4,\"title\":\"a\"}"),
		.answers = SPAN("{\"name\":\"Siti\",\"age\":{\"state\":\"dont_know\"}}")},
	{.kind = EVENT_REOPEN, .reason = SPAN("a page was missing")},
	{.kind = EVENT_MIGRATE, .sha256 = SPAN(SHA), .version = SPAN("2"), .set_aside = set_aside, .set_aside_count = 2},
	{.kind = EVENT_REPAIR, .dropped = dropped, .dropped_count = 2},
	{.kind = EVENT_CLOSE,
		.outcome = SPAN("refused"),
		.reason = SPAN("no time"),
		.summary = SPAN("{\"answered\":9,\"asked\":12,\"open\":1,\"minutes\":0.4,\"title\":\"\"}"),
		.answers = SPAN("{}")},
};
const size_t sample_count = sizeof sample_events / sizeof *sample_events;

struct event sample_event(size_t index)
{
	struct event event = sample_events[index];
	event.n = index + 1;
	event.at = (struct moment){INT64_C(1795487400000) + (int64_t)index * 1250, 420};
	event.ms = (int64_t)index * 1250;
	return event;
}

void sample_write(struct string *out, const struct questionnaire *questionnaire, size_t *ends)
{
	char chain[CHAIN_LENGTH + 1];
	chain_start(chain, span_of(sample_id));
	for (size_t i = 0; i < sample_count; i++) {
		struct event event = sample_event(i);
		event_write(out, &event, questionnaire, chain);
		if (ends)
			ends[i] = out->length;
	}
}

unsigned sample_scale(void)
{
	const char *scale = getenv("TANYA_TEST_SCALE");
	int number = scale ? atoi(scale) : 1;
	return number > 1 ? (unsigned)number : 1;
}
