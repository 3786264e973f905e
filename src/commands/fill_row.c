/* One row of fill: an interview of its own, through the engine and its checks. */
#include <stdlib.h>
#include <string.h>

#include "attach.h"
#include "fill.h"
#include "tanya/system.h"

uint32_t fill_item_of(const struct questionnaire *questionnaire, struct span path)
{
	const char *slash = path.length ? memrchr(path.data, '/', path.length) : NULL;
	return questionnaire_find(questionnaire, span_sub(path, slash ? (size_t)(slash + 1 - path.data) : 0, SIZE_MAX));
}

struct fill_cell *fill_cell_of(struct fill_row *row, const struct questionnaire *questionnaire, struct span path)
{
	uint32_t index = map_get(row->by_path, path);
	if (index != MAP_NONE)
		return &row->cells[index];
	struct fill_cell cell = {.path = span_copy(row->arena, path), .item = fill_item_of(questionnaire, path), .place = row->count};
	ARRAY_PUSH(row->cells, row->count, row->capacity, cell);
	map_put(row->by_path, cell.path, (uint32_t)row->count - 1);
	return &row->cells[row->count - 1];
}

void fill_row_open(struct fill_row *row)
{
	*row = (struct fill_row){.arena = arena_new(), .by_path = map_new()};
}

void fill_row_clear(struct fill_row *row)
{
	map_free(row->by_path);
	row->by_path = map_new();
	row->count = row->override_count = 0;
	row->key = row->case_key = row->enumerator = row->language = SPAN("");
	arena_reset(row->arena);
}

void fill_row_free(struct fill_row *row)
{
	map_free(row->by_path);
	memory_free(row->cells);
	memory_free(row->overrides);
	arena_free(row->arena);
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
	progress_hide(&fill->line);
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

static const char nowhere[] = "no such question or row here";

static __attribute__((format(printf, 3, 4))) void refuse(struct filling *filling, struct span path, const char *format, ...)
{
	struct string why = {0};
	va_list list;
	va_start(list, format);
	string_format_list(&why, format, list);
	va_end(list);
	fill_fault(filling->fill, filling->row->number, "error", path, "%s", string_text(&why));
	filling->bad = true;
	string_free(&why);
}

/* What could not be evaluated, or made, because of an event. */
static void warn_of(struct filling *filling, const struct effects *effects)
{
	struct string path = {0};
	for (size_t i = 0; i < effects->count; i++) {
		const struct effect *effect = &effects->items[i];
		if (effect->kind != EFFECT_FAULT || !effect->text)
			continue;
		string_clear(&path);
		interview_path(filling->interview, effect->cell, &path);
		fill_fault(filling->fill, filling->row->number, "warning", string_span(&path), "%s", effect->text);
	}
	string_free(&path);
}

static bool tell(struct filling *filling, struct event *event)
{
	struct effects effects = {0};
	const char *refusal = "it cannot be recorded";
	bool taken = sitting_do(filling->sitting, event, &effects, &refusal);
	if (taken)
		warn_of(filling, &effects);
	else
		refuse(filling, event->q, "%s", refusal);
	effects_free(&effects);
	return taken;
}

/* The row at the end of a path; NULL when it is not there, or does not count. */
static const struct row *find_row(const struct interview *interview, struct cell repeat, struct span identity)
{
	uint32_t count;
	const uint32_t *slots = interview_rows(interview, repeat, &count);
	for (uint32_t i = 0; i < count; i++) {
		const struct row *row = interview_row(interview, repeat.item, slots[i]);
		if (span_equal(row->identity, identity))
			return row;
	}
	return NULL;
}

/* Rows that a path names and that are not there: outermost first. Rows of a count or of another answer come by themselves. */
static void make_rows(struct filling *filling, struct span path)
{
	for (size_t i = 0; i < path.length; i++) {
		struct cell repeat;
		struct span identity, part = span_sub(path, 0, i + 1);
		if (path.data[i] == ']' && interview_find_row(filling->interview, part, &repeat, &identity) &&
		    interview_repeat_is_open(filling->interview, repeat) && !find_row(filling->interview, repeat, identity))
			tell(filling, &(struct event){.kind = EVENT_ROW_ADD, .q = part});
	}
}

/* A row that JSON lines name, with its label. */
static void apply_row(struct filling *filling, const struct fill_cell *cell)
{
	struct cell repeat;
	struct span identity;
	make_rows(filling, cell->path);
	const struct row *row = interview_find_row(filling->interview, cell->path, &repeat, &identity) ? find_row(filling->interview, repeat, identity) : NULL;
	if (!row)
		refuse(filling, cell->path, "%s", nowhere);
	else if (cell->v.length && !span_equal(cell->v, row->label))
		tell(filling, &(struct event){.kind = EVENT_ROW_RENAME, .q = cell->path, .label = cell->v});
}

static bool is_told(enum answer_state state)
{
	return state == STATE_DONT_KNOW || state == STATE_REFUSED || state == STATE_NOT_APPLICABLE;
}

static bool has_content(const struct fill_cell *cell)
{
	return cell->v.length || cell->state.length || cell->remark.length || cell->other.length;
}

/* What stands beside a value must belong to it; NULL when it does. */
static const char *extra_fault(const struct item *item, const struct fill_cell *cell)
{
	bool has_unit = item_type(item)->storage == STORE_NUMBER_UNIT;
	if (cell->unit.length && !has_unit)
		return "it takes no unit";
	if (cell->per.length && !has_unit)
		return "it takes no period";
	struct span rest = cell->v, name;
	while (span_next(&rest, ' ', &name))
		if (item->or_other && span_is(name, "other"))
			return NULL;
	return cell->other.length ? "the text of another choice beside a choice of the list" : NULL;
}

/* Where a file lies that a cell names: beside the rows, or where an export of this interview has put it. */
static void find_file(const struct filling *filling, struct span name, struct string *path)
{
	struct string folder = {0}, file = {0};
	string_add(&file, name);
	string_add_text(&folder, filling->fill->file);
	while (folder.length && folder.data[folder.length - 1] != '/')
		string_splice(&folder, folder.length - 1, 1, SPAN(""));
	if (name.data[0] == '/')
		string_add(path, name);
	else
		path_join(path, string_text(&folder), string_text(&file));
	if (!file_exists(string_text(path)) && !memchr(name.data, '/', name.length)) {
		string_clear(path);
		string_format(path, "%smedia/%.*s/%.*s", string_text(&folder), SPAN_ARGUMENTS(sitting_id(filling->sitting)), SPAN_ARGUMENTS(name));
	}
	string_free(&folder);
	string_free(&file);
}

/* A file is copied in; one that is not what was exported is refused. */
static bool attach(struct filling *filling, const struct fill_cell *cell, struct answer *answer)
{
	struct string path = {0};
	find_file(filling, cell->v, &path);
	enum copy_result result = sitting_attach(filling->sitting, cell->path, string_text(&path), NULL, answer);
	bool fine = result == COPY_DONE;
	if (!fine)
		refuse(filling, cell->path, "%s: %s", string_text(&path), attach_words(result));
	else if (cell->sha256.length && !span_equal(cell->sha256, answer->sha256)) {
		refuse(filling, cell->path, "%s: this is not the file that was exported", string_text(&path));
		fine = false;
	}
	string_free(&path);
	return fine;
}

static void apply_value(struct filling *filling, const struct fill_cell *cell, const struct item *item)
{
	struct event event = {.kind = EVENT_ANSWER, .q = cell->path};
	const char *expected = "";
	if (!answer_read(filling->row->arena, filling->fill->questionnaire, item, cell->v, &event.answer, &expected)) {
		refuse(filling, cell->path, "%.*s; expected %s", SPAN_ARGUMENTS(span_sub(cell->v, 0, 60)), expected);
		return;
	}
	if (item_type(item)->storage == STORE_FILE && !attach(filling, cell, &event.answer))
		return;
	event.answer.other = cell->other;
	event.answer.unit = cell->unit;
	event.answer.per = cell->per;
	tell(filling, &event);
}

/* Of the words of `state()` three are told, unanswered takes a default away, the others say what the engine knows. */
static void apply_state(struct filling *filling, const struct fill_cell *cell, struct cell at, enum answer_state state)
{
	if (state == STATE_UNANSWERED && interview_state(filling->interview, at) == STATE_ANSWERED)
		tell(filling, &(struct event){.kind = EVENT_CLEAR, .q = cell->path});
	else if (is_told(state))
		tell(filling, &(struct event){.kind = EVENT_ANSWER, .q = cell->path, .answer = {.state = state}});
}

static void apply_answer(struct filling *filling, const struct fill_cell *cell, struct cell at)
{
	const struct item *item = &filling->fill->questionnaire->items[cell->item];
	enum answer_state state = cell->v.length ? STATE_ANSWERED : STATE_UNANSWERED;
	const char *fault = extra_fault(item, cell);
	bool known = !cell->state.length || answer_state_of(cell->state, &state);
	if (fault)
		refuse(filling, cell->path, "%s", fault);
	else if (!known || (state == STATE_ANSWERED && !cell->v.length && cell->state.length))
		refuse(filling, cell->path, "no such state; dont_know, refused or not_applicable was expected");
	else if (cell->v.length && state != STATE_ANSWERED)
		refuse(filling, cell->path, "a value and the state %.*s; one of them was expected", SPAN_ARGUMENTS(cell->state));
	else if (cell->v.length)
		apply_value(filling, cell, item);
	else if (cell->state.length)
		apply_state(filling, cell, at, state);
}

static void apply_cell(struct filling *filling, const struct fill_cell *cell)
{
	struct cell at;
	if (cell->is_row) {
		apply_row(filling, cell);
		return;
	}
	if (has_content(cell))
		make_rows(filling, cell->path);
	if (cell->item == NONE || !interview_find(filling->interview, cell->path, &at)) {
		if (has_content(cell) || cell->item == NONE)
			refuse(filling, cell->path, "%s", nowhere);
		return;
	}
	apply_answer(filling, cell, at);
	if (cell->remark.length)
		tell(filling, &(struct event){.kind = EVENT_REMARK, .q = cell->path, .text = cell->remark});
}

static int in_order(const void *a, const void *b)
{
	const struct fill_cell *left = a, *right = b;
	if (left->item != right->item)
		return left->item < right->item ? -1 : 1;
	return left->place < right->place ? -1 : 1;
}

static void apply_cells(struct filling *filling)
{
	struct fill_row *row = filling->row;
	if (row->count)
		qsort(row->cells, row->count, sizeof *row->cells, in_order);
	map_free(row->by_path);
	row->by_path = map_new();
	for (size_t i = 0; i < row->count; i++) {
		map_put(row->by_path, row->cells[i].path, (uint32_t)i);
		apply_cell(filling, &row->cells[i]);
	}
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

static const struct fill_override *override_of(const struct fill_row *row, struct span path, uint32_t check)
{
	for (size_t i = 0; i < row->override_count; i++)
		if (span_equal(row->overrides[i].path, path) && (!row->overrides[i].check || row->overrides[i].check == check))
			return &row->overrides[i];
	return NULL;
}

/* Passes over the soft checks that fail and have a reason; what stands in the way then. */
static struct verdict pass_over(struct filling *filling, struct span path, struct cell at)
{
	struct verdict verdict = interview_judge_standing(filling->interview, at);
	const struct fill_override *override;
	struct string words = {0};
	while (verdict.kind == VERDICT_CHECK && (override = override_of(filling->row, path, verdict.check))) {
		struct event event = {.kind = EVENT_OVERRIDE, .q = path, .check = verdict.check, .reason = override->reason, .text = override->text};
		words_of(filling, at, verdict, &words);
		event.message = string_span(&words);
		event.answer = *interview_answer(filling->interview, at);
		uint32_t before = verdict.check;
		if (!tell(filling, &event))
			break;
		verdict = interview_judge_standing(filling->interview, at);
		if (verdict.kind == VERDICT_CHECK && verdict.check == before)
			break;
	}
	string_free(&words);
	return verdict;
}

static void judge(struct filling *filling, struct span path, struct cell at)
{
	struct verdict verdict = pass_over(filling, path, at);
	struct string words = {0};
	if (!interview_asked(filling->interview, at))
		verdict.kind = VERDICT_NOT_ASKED;
	if (verdict.fault)
		fill_fault(filling->fill, filling->row->number, "warning", path, "%s", verdict.fault);
	if (verdict.kind != VERDICT_FINE)
		words_of(filling, at, verdict, &words);
	if (verdict.kind == VERDICT_CHECK)
		fill_fault(filling->fill, filling->row->number, "warning", path, "%s", string_text(&words));
	else if (verdict.kind != VERDICT_FINE)
		refuse(filling, path, "%s", string_text(&words));
	string_free(&words);
}

static bool is_answer(const struct fill_cell *cell)
{
	enum answer_state state;
	return !cell->is_row && (cell->v.length || (answer_state_of(cell->state, &state) && is_told(state)));
}

static void judge_cells(struct filling *filling)
{
	struct cell at;
	for (size_t i = 0; i < filling->row->count && !filling->bad; i++) {
		const struct fill_cell *cell = &filling->row->cells[i];
		if (is_answer(cell) && interview_find(filling->interview, cell->path, &at))
			judge(filling, cell->path, at);
	}
}

/* What no cell gave: a required question that stayed empty (partial, when that is allowed), a default that will not do. */
static bool is_whole(struct filling *filling)
{
	struct points points = {0};
	struct string path = {0};
	bool whole = true;
	interview_points(filling->interview, &points);
	for (size_t i = 0; i < points.in_the_way; i++) {
		const struct point *point = &points.items[i];
		string_clear(&path);
		interview_path(filling->interview, point->cell, &path);
		uint32_t index = map_get(filling->row->by_path, string_span(&path));
		if (point->kind != POINT_REQUIRED && (index == MAP_NONE || !is_answer(&filling->row->cells[index])))
			judge(filling, string_span(&path), point->cell);
		else if (point->kind == POINT_REQUIRED && !filling->fill->partial)
			refuse(filling, string_span(&path), "required, and empty");
		whole &= point->kind != POINT_REQUIRED;
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
	struct effects effects = {0};
	struct sitting_options options = {.effects = &effects};
	struct string texts = {0};
	struct filling filling = {.fill = fill, .row = row};
	if (row_options(fill, row, &options, &texts))
		filling.sitting = sitting_start(fill->store, fill->questionnaire, &options, &fill->faults);
	if (filling.sitting) {
		filling.interview = sitting_interview(filling.sitting);
		warn_of(&filling, &effects);
		apply_cells(&filling);
		judge_cells(&filling);
		bool whole = !filling.bad && is_whole(&filling);
		if (!filling.bad)
			end_row(&filling, whole);
	}
	sitting_free(filling.sitting);
	effects_free(&effects);
	string_free(&texts);
	progress_step(&fill->line.progress, ++fill->rows, 0);
}
