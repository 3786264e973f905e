#include "storm.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define DAY_MS 86400000

/* ---- loading ---- */

static bool read_file(void *self, const char *path, struct string *out, struct diagnostics *faults)
{
	(void)self;
	FILE *file = fopen(path, "rb");
	char bytes[4096];
	size_t count;
	if (file == NULL)
		return diagnostics_error(faults, "file", (struct place){.file = path}, "there is no such file");
	while ((count = fread(bytes, 1, sizeof bytes, file)) > 0)
		string_add(out, (struct span){bytes, count});
	fclose(file);
	return true;
}

static void hash(char out[65], struct span bytes)
{
	struct string text = {0};
	string_format(&text, "%016llx", (unsigned long long)span_hash(bytes));
	for (int i = 0; i < 64; i++)
		out[i] = text.data[i % 16];
	out[64] = '\0';
	string_free(&text);
}

struct questionnaire *storm_load(const char *path)
{
	struct questionnaire_reader reader = {NULL, read_file, hash};
	struct diagnostics faults = {0};
	struct string text = {0};
	read_file(NULL, path, &text, &faults);
	bool is_form = span_find(string_span(&text), SPAN("\nsurvey:")) != SIZE_MAX;
	struct questionnaire *questionnaire = is_form ? questionnaire_load(path, &reader, &faults) : NULL;
	if (is_form && questionnaire == NULL) {
		string_clear(&text);
		diagnostics_print(&text, &faults);
		print_error("%s", string_text(&text));
		fail_msg("%s does not load", path);
	}
	string_free(&text);
	diagnostics_free(&faults);
	return questionnaire;
}

/* ---- chance ---- */

uint32_t storm_draw(struct storm *storm, uint32_t below)
{
	uint64_t state = storm->seed + ++storm->drawn * 0x9E3779B97F4A7C15u;
	state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9u;
	state = (state ^ (state >> 27)) * 0x94D049BB133111EBu;
	return (uint32_t)((state ^ (state >> 31)) % below);
}

static struct span keep(struct storm *storm, struct string *text)
{
	struct span kept = span_copy(storm->arena, string_span(text));
	string_free(text);
	return kept;
}

static struct span draw_text(struct storm *storm)
{
	static const char *const words[] = {
		"", "batik", "Siti Aminah", "a\nb", "ç ü €", "12", "2026-11-24", "x y", "\"a quote", "no"};
	return span_of(words[storm_draw(storm, sizeof words / sizeof *words)]);
}

static struct span draw_path(struct storm *storm, struct cell cell)
{
	struct string path = {0};
	interview_path(storm->interview, cell, &path);
	return keep(storm, &path);
}

/* Any cell, or only what a person answers; asked ones more often. */
static struct cell draw_cell(struct storm *storm, bool question)
{
	struct cell chosen = CELL_NONE, cell = CELL_NONE;
	uint32_t seen = 0;
	bool asked_only = storm_draw(storm, 8) != 0;
	while (interview_step_all(storm->interview, &cell)) {
		const struct item *item = &storm->questionnaire->items[cell.item];
		bool fits = !question || (item->kind == ITEM_QUESTION && item_has_answer(item));
		if (fits && (!asked_only || interview_asked(storm->interview, cell)) && storm_draw(storm, ++seen) == 0)
			chosen = cell;
	}
	return chosen;
}

/* ---- answers ---- */

static void draw_names(struct storm *storm, uint32_t list, uint32_t most, struct string *out)
{
	const struct choice_list *of = list != NONE ? &storm->questionnaire->lists[list] : NULL;
	uint32_t count = 1 + storm_draw(storm, most);
	for (uint32_t i = 0; of != NULL && of->count > 0 && i < count; i++) {
		string_add_text(out, i > 0 ? " " : "");
		string_add(out, of->choices[storm_draw(storm, of->count)].name);
	}
}

static void draw_date(struct storm *storm, struct string *out)
{
	struct date date = {1950 + (int)storm_draw(storm, 90), (int)storm_draw(storm, 13), 1 + (int)storm_draw(storm, 28)};
	if (date.month == 0 || storm_draw(storm, 4) == 0)
		date.day = 0;
	date_print(out, date);
}

static void draw_lines(struct storm *storm, struct cell cell, struct answer *answer)
{
	const struct answer *old = interview_answer(storm->interview, cell);
	uint32_t count = 0, next = interview_next_line(storm->interview, cell);
	struct list_line *lines = arena_alloc(storm->arena, (old->line_count + 3) * sizeof *lines);
	struct string text = {0};
	for (uint32_t i = 0; i < old->line_count && i < 5; i++)
		if (storm_draw(storm, 3) != 0)
			lines[count++] = (struct list_line){old->lines[i].id, span_copy(storm->arena, old->lines[i].text)};
	for (uint32_t i = storm_draw(storm, 3) + (count == 0 ? 1 : 0); i > 0; i--)
		lines[count++] = (struct list_line){next++, SPAN("line")};
	for (uint32_t i = 0; i < count; i++) {
		string_add_text(&text, i > 0 ? "\n" : "");
		string_add(&text, lines[i].text);
	}
	*answer = (struct answer){.state = STATE_ANSWERED, .v = keep(storm, &text), .lines = lines, .line_count = count};
}

static void draw_cell_text(struct storm *storm, const struct item *item, struct string *text)
{
	switch (item_type(item)->storage) {
	case STORE_INTEGER:
		string_format(text, "%d", (int)storm_draw(storm, 12) - 2);
		break;
	case STORE_NUMBER:
	case STORE_NUMBER_UNIT:
		string_format(text, "%u.%u", storm_draw(storm, 12), storm_draw(storm, 3) * 5);
		break;
	case STORE_DATE:
	case STORE_DATETIME:
		draw_date(storm, text);
		string_add_text(text, item_type(item)->storage == STORE_DATETIME ? "T09:30+07:00" : "");
		break;
	case STORE_TIME:
		string_format(text, "%02u:%02u", storm_draw(storm, 24), storm_draw(storm, 60));
		break;
	case STORE_CHOICE:
		draw_names(storm, item->list, 1, text);
		break;
	case STORE_CHOICES:
	case STORE_RANK:
		draw_names(storm, item->list, 4, text);
		break;
	case STORE_ACKNOWLEDGE:
		string_add_text(text, "OK");
		break;
	case STORE_GEOPOINT:
		string_format(text, "-1.%u 103.%u", storm_draw(storm, 99), storm_draw(storm, 99));
		break;
	default:
		string_add(text, draw_text(storm));
		break;
	}
}

bool storm_answer(struct storm *storm, struct cell cell, struct answer *answer)
{
	const struct item *item = &storm->questionnaire->items[cell.item];
	struct string text = {0};
	*answer = (struct answer){0};
	if (storm_draw(storm, 12) == 0) {
		answer->state = (enum answer_state)(STATE_DONT_KNOW + storm_draw(storm, 3));
		return true;
	}
	if (item_type(item)->storage == STORE_LIST) {
		draw_lines(storm, cell, answer);
		return true;
	}
	draw_cell_text(storm, item, &text);
	if (storm_draw(storm, 40) == 0) {
		answer->state = STATE_ANSWERED; /* perhaps none of its type */
		answer->v = draw_text(storm);
	} else {
		answer_read(storm->arena, storm->questionnaire, item, string_span(&text), answer, NULL);
	}
	string_free(&text);
	if (item->or_other && storm_draw(storm, 4) == 0) {
		answer->v = SPAN("other");
		answer->other = SPAN("something else");
	}
	if (item_type(item)->storage == STORE_NUMBER_UNIT) {
		draw_names(storm, item->list, 1, &text);
		answer->unit = keep(storm, &text);
		draw_names(storm, item->per_list, 1, &text);
		answer->per = keep(storm, &text);
	}
	return answer->state != STATE_UNANSWERED;
}

/* ---- events ---- */

static bool event_answer(struct storm *storm, struct event *event)
{
	struct cell cell = draw_cell(storm, true);
	event->kind = EVENT_ANSWER;
	if (cell.item == NONE)
		return false;
	event->q = draw_path(storm, cell);
	return storm_answer(storm, cell, &event->answer);
}

static bool event_clear(struct storm *storm, struct event *event)
{
	struct cell cell = draw_cell(storm, true);
	event->kind = EVENT_CLEAR;
	event->q = draw_path(storm, cell);
	return cell.item != NONE;
}

static bool event_draft(struct storm *storm, struct event *event)
{
	struct cell cell = draw_cell(storm, true);
	struct string path = {0};
	event->kind = EVENT_DRAFT;
	if (cell.item == NONE)
		return false;
	bool remark = storm_draw(storm, 3) == 0;
	string_add_text(&path, remark ? "remark(" : "");
	string_add(&path, draw_path(storm, cell));
	string_add_text(&path, remark ? ")" : "");
	event->q = keep(storm, &path);
	event->draft_is_pick = !remark && storm_draw(storm, 3) == 0;
	event->answer.v = draw_text(storm);
	event->from = storm_draw(storm, 9);
	event->cut = storm_draw(storm, 4);
	event->put = draw_text(storm);
	return true;
}

/* A repeat that has rows, or may have. */
static struct cell draw_repeat(struct storm *storm)
{
	struct cell chosen = CELL_NONE, cell = CELL_NONE;
	uint32_t seen = 0;
	while (interview_step_all(storm->interview, &cell))
		if (storm->questionnaire->items[cell.item].kind == ITEM_REPEAT && storm_draw(storm, ++seen) == 0)
			chosen = cell;
	return chosen;
}

static bool event_row(struct storm *storm, struct event *event)
{
	static const enum event_kind kinds[] = {EVENT_ROW_ADD, EVENT_ROW_ADD, EVENT_ROW_REMOVE, EVENT_ROW_RENAME};
	struct cell repeat = draw_repeat(storm);
	struct string path = {0};
	uint32_t count = 0;
	if (repeat.item == NONE)
		return false;
	event->kind = kinds[storm_draw(storm, 4)];
	const uint32_t *slots = interview_rows(storm->interview, repeat, &count);
	interview_path(storm->interview, repeat, &path);
	if (event->kind == EVENT_ROW_ADD && storm_draw(storm, 8) != 0) {
		string_format(&path, "[%u]", interview_next_identity(storm->interview, repeat));
	} else if (count > 0) {
		const struct row *row = interview_row(storm->interview, repeat.item, slots[storm_draw(storm, count)]);
		string_format(&path, "[%.*s]", SPAN_ARGUMENTS(row->identity));
	} else {
		string_add_text(&path, "[7]");
	}
	event->q = keep(storm, &path);
	event->label = storm_draw(storm, 3) == 0 ? draw_text(storm) : SPAN("");
	return true;
}

static bool event_note(struct storm *storm, struct event *event)
{
	static const enum event_kind kinds[] = {EVENT_REMARK, EVENT_ASIDE, EVENT_PROBE};
	struct cell cell = draw_cell(storm, false);
	if (cell.item == NONE)
		return false;
	event->kind = kinds[storm_draw(storm, 3)];
	event->q = draw_path(storm, cell);
	event->text = draw_text(storm);
	event->who = storm_draw(storm, 2) ? SPAN("later") : SPAN("");
	event->name = SPAN("how");
	event->done = storm_draw(storm, 2) == 0;
	return true;
}

static bool event_override(struct storm *storm, struct event *event)
{
	for (int tries = 0; tries < 20; tries++) {
		struct cell cell = draw_cell(storm, true);
		if (cell.item != NONE && storm->questionnaire->items[cell.item].check_count > 0) {
			event->kind = EVENT_OVERRIDE;
			event->q = draw_path(storm, cell);
			event->check = 1 + storm_draw(storm, storm->questionnaire->items[cell.item].check_count);
			event->answer.v = span_copy(storm->arena, interview_answer(storm->interview, cell)->v);
			event->reason = SPAN("confirmed");
			return true;
		}
	}
	return false;
}

static bool event_passage(struct storm *storm, struct event *event)
{
	static const char *const modes[] = {"verbatim", "paraphrase", "observation", "question"}, *const ids[] = {
																								  "a", "b", "c"};
	static const char *const marks[] = {"important", "unclear", "return", ""};
	for (int tries = 0; tries < 20; tries++) {
		struct cell cell = draw_cell(storm, true);
		if (cell.item == NONE || storm->questionnaire->items[cell.item].type != TYPE_PASSAGE)
			continue;
		event->kind = storm_draw(storm, 4) == 0 ? EVENT_MARK : EVENT_PARAGRAPH;
		event->q = draw_path(storm, cell);
		event->id = span_of(ids[storm_draw(storm, 3)]);
		event->mode = span_of(modes[storm_draw(storm, 4)]);
		event->mark = span_of(marks[storm_draw(storm, 4)]);
		event->text = draw_text(storm);
		return true;
	}
	return false;
}

static bool event_show(struct storm *storm, struct event *event)
{
	struct cell cell = draw_cell(storm, false);
	event->kind = EVENT_SHOW;
	event->q = cell.item != NONE && storm_draw(storm, 6) != 0 ? draw_path(storm, cell) : SPAN("");
	return true;
}

void storm_case(struct storm *storm, uint32_t row, struct event *event)
{
	const struct lookup *list = &storm->questionnaire->lookups[storm->questionnaire->cases.lookup];
	const struct span *cells = list->cells + (size_t)row * list->column_count;
	struct named_text *values = arena_alloc(storm->arena, list->column_count * sizeof *values);
	for (uint32_t i = 0; i < list->column_count; i++)
		values[i] = (struct named_text){list->header[i], cells[i]};
	event->case_key = cells[0];
	event->case_values = values;
	event->case_value_count = list->column_count;
}

/* One of the list of cases; without a list a key alone. */
static void draw_case(struct storm *storm, struct event *event)
{
	uint32_t list = storm->questionnaire->cases.lookup;
	event->case_key = SPAN("c1");
	if (list != NONE)
		storm_case(storm, storm_draw(storm, storm->questionnaire->lookups[list].row_count), event);
}

static void draw_set_aside(struct storm *storm, struct event *event)
{
	struct cell cell = draw_cell(storm, true);
	if (cell.item != NONE) {
		struct span *path = arena_alloc(storm->arena, sizeof *path);
		*path = draw_path(storm, cell);
		event->set_aside = path;
		event->set_aside_count = 1;
	}
}

static bool event_life(struct storm *storm, struct event *event)
{
	static const enum event_kind kinds[] = {EVENT_LANGUAGE, EVENT_PAUSE, EVENT_CONTINUE, EVENT_RESUME, EVENT_LEAVE,
		EVENT_COMPLETE, EVENT_CLOSE, EVENT_CASE, EVENT_MIGRATE, EVENT_REPAIR};
	bool finished = interview_status(storm->interview) != INTERVIEW_PARTIAL;
	event->kind = finished ? EVENT_REOPEN : kinds[storm_draw(storm, sizeof kinds / sizeof *kinds)];
	event->to = storm->questionnaire->languages[storm_draw(storm, storm->questionnaire->language_count)].code;
	event->language = event->to;
	event->enumerator = SPAN("another");
	event->device = SPAN("device");
	event->outcome = SPAN("refused");
	event->why = SPAN("later");
	event->version = storm->questionnaire->version;
	draw_case(storm, event);
	if (event->kind == EVENT_MIGRATE)
		draw_set_aside(storm, event);
	return true;
}

static bool event_back(struct storm *storm, struct event *event)
{
	return storm_draw(storm, 2) ? interview_undo(storm->interview, storm->arena, event)
								: interview_redo(storm->interview, storm->arena, event);
}

void storm_stamp(struct storm *storm, struct event *event)
{
	event->n = interview_last(storm->interview) + 1;
	event->at = storm->now;
	event->ms = storm->ms;
}

bool storm_event(struct storm *storm, struct event *event)
{
	static const struct {
		unsigned weight;
		bool (*make)(struct storm *, struct event *);
	} makers[] = {
		{24, event_answer},
		{3, event_clear},
		{2, event_draft},
		{6, event_row},
		{2, event_note},
		{2, event_override},
		{3, event_passage},
		{2, event_show},
		{3, event_life},
		{4, event_back},
	};
	*event = (struct event){0};
	storm->now.ms += (int64_t)storm_draw(storm, 90000);
	storm->now.ms += storm_draw(storm, 30) == 0 ? DAY_MS : 0;
	storm->ms += (int64_t)storm_draw(storm, 90000);
	unsigned pick = storm_draw(storm, 51);
	size_t i = 0;
	if (interview_status(storm->interview) != INTERVIEW_PARTIAL && storm_draw(storm, 2) == 0)
		i = 8; /* reopen it */
	else
		while (i + 1 < sizeof makers / sizeof *makers && pick >= makers[i].weight)
			pick -= makers[i++].weight;
	bool made = makers[i].make(storm, event);
	storm_stamp(storm, event);
	return made;
}

void storm_record(struct storm *storm, const struct event *event)
{
	ARRAY_PUSH(storm->events, storm->count, storm->capacity, *event);
	struct event *kept = &storm->events[storm->count - 1];
	/* What undo and redo hand out belongs to the interview: a journal has its own. */
	struct span *const texts[] = {&kept->q, &kept->answer.v, &kept->answer.unit, &kept->answer.per, &kept->answer.other,
		&kept->text, &kept->who, &kept->label, &kept->id, &kept->mode, &kept->mark, &kept->name};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = span_copy(storm->arena, *texts[i]);
	struct list_line *lines = arena_alloc(storm->arena, (kept->answer.line_count + 1) * sizeof *lines);
	for (uint32_t i = 0; i < kept->answer.line_count; i++)
		lines[i] = (struct list_line){kept->answer.lines[i].id, span_copy(storm->arena, kept->answer.lines[i].text)};
	kept->answer.lines = lines;
}

/* ---- from beginning to end ---- */

/* In what is kept: a constraint that asks for today leaves no trace. */
static bool reads_chance(const struct questionnaire *questionnaire)
{
	for (uint32_t d = 0; d < questionnaire->derived_count; d++)
		if (questionnaire->derived[d].kind <= DERIVED_DEFAULT &&
			expression_traits(questionnaire->derived[d].expression) & (TRAIT_NOW | TRAIT_RANDOM | TRAIT_DURATION))
			return true;
	return false;
}

void storm_open(struct storm *storm, const struct questionnaire *questionnaire, uint64_t seed)
{
	*storm = (struct storm){
		.questionnaire = questionnaire, .arena = arena_new(), .seed = seed, .has_chance = reads_chance(questionnaire)};
	storm->interview = interview_new(questionnaire);
	assert_true(moment_parse(SPAN("2026-11-24T09:30+07:00"), 0, &storm->now));
	struct event open = {.kind = EVENT_OPEN,
		.questionnaire = questionnaire->id,
		.version = questionnaire->version,
		.seed = seed,
		.language = questionnaire->languages[0].code,
		.enumerator = SPAN("tester"),
		.device = SPAN("device")};
	storm_stamp(storm, &open);
	assert_true(interview_apply(storm->interview, &open, NULL, NULL));
	storm_record(storm, &open);
}

void storm_close(struct storm *storm)
{
	interview_free(storm->interview);
	memory_free(storm->events);
	arena_free(storm->arena);
}

static void look_at(struct storm *storm, struct cell cell, struct string *out)
{
	const struct item *item = &storm->questionnaire->items[cell.item];
	struct cell found = CELL_NONE;
	uint32_t count = 0;
	string_clear(out);
	interview_path(storm->interview, cell, out);
	assert_true(interview_find(storm->interview, string_span(out), &found) && cell_equal(found, cell));
	interview_number(storm->interview, cell, out);
	for (int kind = WORDS_LABEL; kind <= WORDS_PURPOSE; kind++)
		interview_words(storm->interview, cell, (enum words_kind)kind, interview_language(storm->interview), out);
	interview_show(storm->interview, cell, interview_language(storm->interview), out);
	if (item->kind == ITEM_QUESTION) {
		interview_choices(storm->interview, cell, &count);
		interview_judge_standing(storm->interview, cell);
	}
	assert_true(text_valid(string_span(out), NULL));
}

void storm_look(struct storm *storm)
{
	struct cell cell = CELL_NONE;
	struct string text = {0};
	struct points points = {0};
	size_t there = 0, back = 0;
	while (interview_step_all(storm->interview, &cell))
		look_at(storm, cell, &text);
	for (int shown = 0; shown < 2; shown++) {
		struct cell before = CELL_NONE;
		for (cell = CELL_NONE; interview_step(storm->interview, &cell, true, shown); there++) {
			struct cell again = cell;
			bool had = interview_step(storm->interview, &again, false, shown);
			assert_true(had ? cell_equal(again, before) : before.item == NONE);
			before = cell;
		}
		for (cell = CELL_NONE; interview_step(storm->interview, &cell, false, shown);)
			back++;
	}
	assert_int_equal(there, back);
	interview_points(storm->interview, &points);
	assert_int_equal(points.in_the_way, interview_counts(storm->interview).open);
	string_clear(&text);
	interview_title(storm->interview, &text);
	points_free(&points);
	string_free(&text);
}

void storm_show(struct storm *storm)
{
	for (size_t i = 0; i < storm->count; i++) {
		const struct event *event = &storm->events[i];
		print_error("%llu %s %.*s v=%.*s state=%d undo=%llu redo=%llu\n", (unsigned long long)event->n,
			event_rows[event->kind].word, SPAN_ARGUMENTS(event->q), SPAN_ARGUMENTS(event->answer.v),
			(int)event->answer.state, (unsigned long long)event->undo, (unsigned long long)event->redo);
	}
}
