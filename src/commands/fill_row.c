/* One row of fill: an interview of its own, through the engine and its checks. */
#include <stdlib.h>
#include <string.h>

#include "fill.h"
#include "tanya/system.h"

struct fill_cell *fill_cell_of(struct fill_row *row, const struct questionnaire *questionnaire, struct span path)
{
	uint32_t index = map_get(row->by_path, path);
	if (index != MAP_NONE)
		return &row->cells[index];
	size_t slash = path.length;
	while (slash > 0 && path.data[slash - 1] != '/')
		slash--;
	struct fill_cell cell = {.path = span_copy(row->arena, path)};
	cell.item = questionnaire_find(questionnaire, span_sub(path, slash, SIZE_MAX));
	ARRAY_PUSH(row->cells, row->count, row->capacity, cell);
	map_put(row->by_path, cell.path, (uint32_t)row->count - 1);
	return &row->cells[row->count - 1];
}

void fill_row_clear(struct fill_row *row)
{
	map_free(row->by_path);
	row->by_path = map_new();
	row->count = row->label_count = 0;
	row->key = row->case_key = row->enumerator = row->language = SPAN("");
	arena_reset(row->arena);
}

void fill_fault(struct fill *fill, uint32_t row, const char *severity, struct span path, const char *format, ...)
{
	struct string text = {0}, clean = {0};
	va_list list;
	string_format(&text, "%s:%u: %s: ", fill->file, row, severity);
	if (path.length)
		string_format(&text, "%.*s: ", SPAN_ARGUMENTS(path));
	va_start(list, format);
	string_format_list(&text, format, list);
	va_end(list);
	text_clean(&clean, string_span(&text), false);
	fprintf(stderr, "%s\n", string_text(&clean));
	if (strcmp(severity, "error") == 0)
		fill->refused = true;
	string_free(&text);
	string_free(&clean);
}

struct filling {
	struct fill *fill;
	struct fill_row *row;
	struct sitting *sitting;
	struct interview *interview;
	bool bad;
};

static void refuse(struct filling *filling, struct span path, const char *why)
{
	fill_fault(filling->fill, filling->row->number, "error", path, "%s", why);
	filling->bad = true;
}

static bool tell(struct filling *filling, struct event *event)
{
	const char *refusal = "it cannot be recorded";
	if (sitting_do(filling->sitting, event, NULL, &refusal))
		return true;
	refuse(filling, event->q, refusal);
	return false;
}

/* Rows that a path names and that are not there: outermost first. Rows of a count or of another answer come by themselves. */
static void make_rows(struct filling *filling, struct span path)
{
	for (size_t i = 0; i < path.length; i++) {
		struct cell repeat;
		struct span identity, part = span_sub(path, 0, i + 1);
		if (path.data[i] == ']' && interview_find_row(filling->interview, part, &repeat, &identity) &&
		    interview_repeat_is_open(filling->interview, repeat))
			tell(filling, &(struct event){.kind = EVENT_ROW_ADD, .q = part});
	}
}

static void apply_cell(struct filling *filling, const struct fill_cell *cell)
{
	struct cell at;
	const char *expected = "";
	if (cell->v.length || cell->state.length || cell->remark.length || cell->override.length)
		make_rows(filling, cell->path);
	if (cell->item == NONE || !interview_find(filling->interview, cell->path, &at)) {
		if (cell->v.length || cell->state.length)
			refuse(filling, cell->path, "no such question or row here");
		return;
	}
	const struct item *item = &filling->fill->questionnaire->items[cell->item];
	struct event event = {.kind = EVENT_ANSWER, .q = cell->path};
	if (cell->v.length) {
		if (!answer_read(filling->row->arena, filling->fill->questionnaire, item, cell->v, &event.answer, &expected)) {
			fill_fault(filling->fill, filling->row->number, "error", cell->path, "%.*s; expected %s", SPAN_ARGUMENTS(span_sub(cell->v, 0, 60)), expected);
			filling->bad = true;
			return;
		}
		event.answer.other = cell->other;
		event.answer.unit = cell->unit;
		event.answer.per = cell->per;
		tell(filling, &event);
	} else if (cell->state.length) {
		if (!answer_state_of(cell->state, &event.answer.state) || event.answer.state == STATE_ANSWERED)
			refuse(filling, cell->path, "no such state; dont_know, refused or not_applicable was expected");
		else if (event.answer.state != STATE_UNANSWERED && event.answer.state != STATE_NOT_ASKED)
			tell(filling, &event);
	}
	if (cell->remark.length)
		tell(filling, &(struct event){.kind = EVENT_REMARK, .q = cell->path, .text = cell->remark});
}

static int in_order(const void *a, const void *b)
{
	const struct fill_cell *left = a, *right = b;
	if (left->item != right->item)
		return left->item < right->item ? -1 : 1;
	return span_compare(left->path, right->path);
}

/* ---- judging, once all of a row are in ------------------------------------------------------------------------------------ */

static const char *const verdict_words[] = {
	[VERDICT_NOT_A_VALUE] = "no value of this type",       [VERDICT_OUT_OF_RANGE] = "outside the range",
	[VERDICT_UNKNOWN_CHOICE] = "no such choice",           [VERDICT_NOT_OFFERED] = "this choice is not offered here",
	[VERDICT_EXCLUSIVE] = "an exclusive choice beside others", [VERDICT_UNKNOWN_UNIT] = "no such unit",
	[VERDICT_STATE_NOT_ALLOWED] = "this state is not allowed", [VERDICT_NOT_ASKED] = "an answer to what is not asked",
	[VERDICT_READ_ONLY] = "a read-only question",          [VERDICT_REQUIRED] = "an answer is required",
	[VERDICT_CONSTRAINT] = "the constraint refuses it",
};

static void words_of(struct filling *filling, struct cell cell, struct verdict verdict, struct string *out)
{
	uint32_t language = interview_language(filling->interview);
	string_clear(out);
	if (verdict.kind == VERDICT_CONSTRAINT)
		interview_words(filling->interview, cell, WORDS_CONSTRAINT, language, out);
	else if (verdict.kind == VERDICT_CHECK)
		interview_check_message(filling->interview, cell, verdict.check, language, out);
	if (!out->length)
		string_add_text(out, verdict.kind == VERDICT_CHECK ? "a soft check fails" : verdict_words[verdict.kind]);
}

static void judge_cell(struct filling *filling, const struct fill_cell *cell)
{
	struct cell at;
	struct string words = {0};
	bool has_answer = cell->v.length || cell->state.length;
	if (cell->item == NONE || !interview_find(filling->interview, cell->path, &at))
		return;
	struct verdict verdict = has_answer ? interview_judge_standing(filling->interview, at) : (struct verdict){0};
	if (has_answer && !interview_asked(filling->interview, at))
		verdict.kind = VERDICT_NOT_ASKED;
	for (uint32_t tries = 0; verdict.kind == VERDICT_CHECK && cell->override.length && tries < 100; tries++) {
		struct event event = {.kind = EVENT_OVERRIDE, .q = cell->path, .check = verdict.check, .reason = SPAN("other"), .text = cell->override};
		words_of(filling, at, verdict, &words);
		event.message = string_span(&words);
		event.answer = *interview_answer(filling->interview, at);
		if (!tell(filling, &event))
			break;
		verdict = interview_judge_standing(filling->interview, at);
	}
	if (verdict.kind != VERDICT_FINE) {
		words_of(filling, at, verdict, &words);
		if (verdict.kind == VERDICT_CHECK)
			fill_fault(filling->fill, filling->row->number, "warning", cell->path, "%s", string_text(&words));
		else
			refuse(filling, cell->path, string_text(&words));
	}
	string_free(&words);
}

/* Required questions that stayed empty: refused, or partial when that is allowed. */
static bool is_whole(struct filling *filling)
{
	struct points points = {0};
	struct string path = {0};
	bool whole = true;
	interview_points(filling->interview, &points);
	for (size_t i = 0; i < points.in_the_way; i++) {
		if (points.items[i].kind != POINT_REQUIRED)
			continue;
		whole = false;
		if (filling->fill->partial)
			break;
		string_clear(&path);
		interview_path(filling->interview, points.items[i].cell, &path);
		refuse(filling, string_span(&path), "required, and empty");
	}
	points_free(&points);
	string_free(&path);
	return whole;
}

/* ---- the row ----------------------------------------------------------------------------------------------------------------- */

static bool row_options(struct fill *fill, const struct fill_row *row, struct sitting_options *options, struct string *texts)
{
	struct span id = span_starts(row->key, SPAN("uuid:")) ? span_sub(row->key, 5, SIZE_MAX) : row->key;
	sitting_options_fill(fill->global, fill->store, options, texts);
	options->staged = true;
	options->batch = fill->batch;
	options->id = id;
	if (row->enumerator.length)
		options->enumerator = row->enumerator;
	if (row->language.length)
		options->language = row->language;
	options->case_key = row->case_key;
	begin_case(fill->questionnaire, row->case_key, options, row->arena); /* one that the list has not keeps its key alone */
	if (id.length && !uuid_valid(id))
		fill_fault(fill, row->number, "error", SPAN("KEY"), "%.*s is no ID: uuid: and a UUID was expected", SPAN_ARGUMENTS(id));
	else if (id.length && store_id_exists(fill->store, id))
		fill_fault(fill, row->number, "error", SPAN("KEY"), "%.*s is in the data directory already", SPAN_ARGUMENTS(id));
	else if (id.length && map_put(fill->keys, span_copy(fill->faults.arena, id), row->number) != MAP_NONE)
		fill_fault(fill, row->number, "error", SPAN("KEY"), "%.*s stands in an earlier row", SPAN_ARGUMENTS(id));
	else if (row->language.length && questionnaire_language(fill->questionnaire, row->language) == NONE)
		fill_fault(fill, row->number, "error", SPAN("language"), "the questionnaire has no language %.*s", SPAN_ARGUMENTS(row->language));
	else
		return true;
	return false;
}

static void end_row(struct filling *filling, bool whole)
{
	struct fill *fill = filling->fill;
	struct span id = sitting_id(filling->sitting);
	bool fine = whole ? sitting_complete(filling->sitting, &fill->faults) : sitting_leave(filling->sitting, "later", &fill->faults);
	if (fine)
		string_format(fill->out, "%u\t%.*s\t%s\n", filling->row->number, SPAN_ARGUMENTS(id), whole ? "complete" : "partial");
	else
		fill->refused = true;
}

void fill_row_in(struct fill *fill, struct fill_row *row)
{
	struct sitting_options options = {0};
	struct string texts = {0};
	struct filling filling = {.fill = fill, .row = row};
	if (row_options(fill, row, &options, &texts))
		filling.sitting = sitting_start(fill->store, fill->questionnaire, &options, &fill->faults);
	if (filling.sitting) {
		filling.interview = sitting_interview(filling.sitting);
		qsort(row->cells, row->count, sizeof *row->cells, in_order);
		for (size_t i = 0; i < row->label_count; i++) {
			make_rows(&filling, row->labels[i].path);
			if (row->labels[i].label.length)
				tell(&filling, &(struct event){.kind = EVENT_ROW_RENAME, .q = row->labels[i].path, .label = row->labels[i].label});
		}
		for (size_t i = 0; i < row->count; i++)
			apply_cell(&filling, &row->cells[i]);
		for (size_t i = 0; i < row->count && !filling.bad; i++)
			judge_cell(&filling, &row->cells[i]);
		bool whole = !filling.bad && is_whole(&filling);
		if (!filling.bad)
			end_row(&filling, whole);
	}
	sitting_free(filling.sitting);
	string_free(&texts);
}
