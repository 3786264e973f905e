/* Pages: which fields stand on screen, and which page is next. */
#include <string.h>

#include "table.h"

static const struct item *item_at(const struct screen *screen, uint32_t item)
{
	return &interview_questionnaire(screen->interview)->items[item];
}

void page_clear(struct page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		widget_free(page->fields[i].widget);
		string_free(&page->fields[i].drafted);
	}
	memory_free(page->fields);
	page->fields = NULL;
	page->count = page->focus = 0;
	page->top = 0;
	page->kind = PAGE_NONE;
	page->seen = page->by_key = false;
	page->wanted = STATE_UNANSWERED;
	string_clear(&page->complaint);
}

struct field *page_focus(struct screen *screen)
{
	struct page *page = &screen->page;
	return page->kind == PAGE_FIELDS && page->focus < page->count ? &page->fields[page->focus] : NULL;
}

struct cell page_subject(struct screen *screen)
{
	struct field *field = page_focus(screen);
	return field ? field->cell : screen->page.cell;
}

static bool is_one_page(const struct item *item)
{
	return item->kind == ITEM_GROUP && (item->look & (LOOK_FIELD_LIST | LOOK_TABLE_LIST));
}

/* ---- which cells are pages -------------------------------------------------------------------------------------------- */

struct cell page_of(const struct screen *screen, struct cell cell)
{
	struct cell page = cell;
	for (uint32_t up = item_at(screen, cell.item)->parent; up != NONE; up = item_at(screen, up)->parent)
		if (is_one_page(item_at(screen, up)) && item_at(screen, up)->depth == item_at(screen, cell.item)->depth)
			page = (struct cell){up, cell.row};
	return page;
}

bool page_step(const struct screen *screen, struct cell from, bool forward, struct cell *to)
{
	*to = from;
	return interview_step(screen->interview, to, forward, true);
}

/* ---- fields -------------------------------------------------------------------------------------------------------------- */

static void field_start(struct screen *screen, struct field *field)
{
	struct span text;
	bool pick, drafted = interview_draft(screen->interview, field->cell, false, &text, &pick);
	uint32_t language = interview_language(screen->interview);
	field->widget = widget_new(screen->interview, field->cell, language, screen->now);
	string_clear(&field->drafted);
	string_add(&field->drafted, drafted ? text : interview_answer(screen->interview, field->cell)->v);
}

static void add_field(struct screen *screen, struct cell cell, struct field **fields, size_t *count, size_t *capacity)
{
	const struct item *item = item_at(screen, cell.item);
	if (item->kind != ITEM_QUESTION || !item_is_shown(item) || !interview_asked(screen->interview, cell))
		return;
	struct field field = {.cell = cell, .table = table_of(screen, cell)};
	ARRAY_PUSH(*fields, *count, *capacity, field);
}

static void list_fields(struct screen *screen, struct cell cell, struct field **fields, size_t *count)
{
	size_t capacity = 0;
	const struct item *item = item_at(screen, cell.item);
	*fields = NULL;
	*count = 0;
	if (item->kind == ITEM_QUESTION) {
		add_field(screen, cell, fields, count, &capacity);
		return;
	}
	for (uint32_t i = cell.item + 1; i < item->end; i++)
		add_field(screen, (struct cell){i, cell.row}, fields, count, &capacity);
}

static struct field *field_of(struct field *fields, size_t count, struct cell cell)
{
	for (size_t i = 0; i < count; i++)
		if (cell_equal(fields[i].cell, cell))
			return &fields[i];
	return NULL;
}

/* Builds the fields anew; those that are being typed in keep their widget. */
static void build_fields(struct screen *screen, bool keep_typed)
{
	struct page *page = &screen->page;
	struct field *fields;
	size_t count;
	struct cell focused = page->focus < page->count ? page->fields[page->focus].cell : CELL_NONE;
	list_fields(screen, page->cell, &fields, &count);
	for (size_t i = 0; i < count; i++) {
		struct field *old = keep_typed ? field_of(page->fields, page->count, fields[i].cell) : NULL;
		if (old && !old->recorded && widget_changed(old->widget)) {
			fields[i] = *old;
			*old = (struct field){.cell = CELL_NONE, .table = NONE};
		} else {
			field_start(screen, &fields[i]);
		}
	}
	for (size_t i = 0; i < page->count; i++) {
		widget_free(page->fields[i].widget);
		string_free(&page->fields[i].drafted);
	}
	memory_free(page->fields);
	page->fields = fields;
	page->count = count;
	struct field *again = field_of(fields, count, focused);
	page->focus = again ? (size_t)(again - fields) : page->focus < count ? page->focus : count ? count - 1 : 0;
}

/* Questions that a page asks; a note is none. */
static uint32_t questions_on(const struct screen *screen, struct cell page)
{
	const struct item *item = item_at(screen, page.item);
	uint32_t count = 0;
	if (item->kind == ITEM_QUESTION)
		return item_has_answer(item);
	for (uint32_t i = page.item + 1; item->kind == ITEM_GROUP && i < item->end; i++)
		count += item_is_shown(item_at(screen, i)) && item_has_answer(item_at(screen, i)) &&
				 interview_asked(screen->interview, (struct cell){i, page.row});
	return count;
}

static void list_pages(struct screen *screen)
{
	struct page_list *pages = &screen->pages;
	pages->count = 0;
	pages->questions = 0;
	for (struct cell at = CELL_NONE; interview_step(screen->interview, &at, true, true);) {
		struct page_place place = {at, pages->questions};
		ARRAY_PUSH(pages->items, pages->count, pages->capacity, place);
		pages->questions += questions_on(screen, at);
	}
	pages->known = true;
}

static void find_place(struct screen *screen)
{
	struct page *page = &screen->page;
	const struct page_list *pages = &screen->pages;
	page->before = page->about = 0;
	if (page->kind == PAGE_FINISH)
		return;
	if (!pages->known)
		list_pages(screen);
	page->about = pages->questions;
	for (uint32_t i = 0; i < pages->count; i++)
		if (cell_equal(pages->items[i].cell, page->cell)) {
			page->before = pages->items[i].before;
			return;
		}
}

uint32_t page_number(const struct screen *screen)
{
	const struct page *page = &screen->page;
	uint32_t number = page->before + 1;
	for (size_t i = 0; i < page->focus && i < page->count; i++)
		number += item_has_answer(item_at(screen, page->fields[i].cell.item));
	return number < page->about ? number : page->about;
}

void page_refresh(struct screen *screen)
{
	struct page *page = &screen->page;
	if (page->kind == PAGE_FIELDS) {
		if (!interview_asked(screen->interview, page->cell)) {
			struct cell to = page->cell;
			if (page_step(screen, page->cell, true, &to) || page_step(screen, page->cell, false, &to))
				page_arrive(screen, to);
			return;
		}
		build_fields(screen, true);
	}
	find_place(screen);
}

void page_fresh(struct screen *screen)
{
	if (screen->page.kind == PAGE_FIELDS && interview_asked(screen->interview, screen->page.cell))
		build_fields(screen, false);
}

/* ---- arriving ---------------------------------------------------------------------------------------------------------------- */

static void tell_show(struct screen *screen, struct span path)
{
	app_event(screen, &(struct event){.kind = EVENT_SHOW, .q = path});
}

void page_arrive(struct screen *screen, struct cell cell)
{
	struct page *page = &screen->page;
	struct string path = {0};
	struct cell at = page_of(screen, cell);
	page_clear(page);
	page->cell = at;
	page->kind = item_at(screen, at.item)->kind == ITEM_REPEAT ? PAGE_REPEAT : PAGE_FIELDS;
	screen->changed_ms = -1;
	if (page->kind == PAGE_FIELDS)
		build_fields(screen, false);
	for (size_t i = 0; i < page->count; i++)
		if (cell_equal(page->fields[i].cell, cell))
			page->focus = i;
	find_place(screen);
	if (screen->furthest.item == NONE || !interview_asked(screen->interview, screen->furthest) ||
	    interview_compare(screen->interview, at, screen->furthest) > 0)
		screen->furthest = at;
	interview_path(screen->interview, at, &path);
	tell_show(screen, string_span(&path));
	string_free(&path);
}

void page_jump(struct screen *screen, struct cell cell)
{
	if (screen->jump_count == JUMPS_MOST)
		memmove(screen->jumps, screen->jumps + 1, --screen->jump_count * sizeof *screen->jumps);
	screen->jumps[screen->jump_count++] = screen->page.cell;
	behind_forget(screen);
	page_arrive(screen, cell);
}

void page_finish(struct screen *screen, bool by_key)
{
	page_clear(&screen->page);
	screen->page.kind = PAGE_FINISH;
	screen->page.by_key = by_key;
	screen->page.cell = CELL_NONE;
	find_place(screen);
	tell_show(screen, SPAN(""));
}

/* Among fields: where something is half-typed, else behind the last that is answered. */
static void focus_where_left(struct screen *screen)
{
	struct page *page = &screen->page;
	size_t behind = 0;
	for (size_t i = 0; i < page->count; i++) {
		struct cell cell = page->fields[i].cell;
		struct span text;
		bool pick, answers = item_has_answer(item_at(screen, cell.item));
		page->focus = i;
		if (interview_draft(screen->interview, cell, false, &text, &pick) || interview_draft(screen->interview, cell, true, &text, &pick))
			return;
		if (answers && interview_state(screen->interview, cell) != STATE_UNANSWERED)
			behind = i + 1;
	}
	page->focus = behind < page->count || !page->count ? behind : page->count - 1;
}

void page_opening(struct screen *screen)
{
	bool finish = false;
	struct cell at = interview_place(screen->interview);
	if (interview_was_shown(screen->interview, &finish) && finish) {
		page_finish(screen, false);
		return;
	}
	if (at.item == NONE || !interview_asked(screen->interview, at)) {
		at = CELL_NONE;
		if (!interview_step(screen->interview, &at, true, true)) {
			page_finish(screen, false);
			return;
		}
	}
	page_arrive(screen, at);
	focus_where_left(screen);
}
