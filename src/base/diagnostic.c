/* Faults as data. */
#include "tanya/base/diagnostic.h"

#include <stdlib.h>
#include <string.h>

#include "tanya/base/map.h"
#include "tanya/base/memory.h"
#include "tanya/base/text.h"

static const char *vtext(struct diagnostics *list, const char *format, va_list arguments)
{
	struct string text = {0};
	string_format_list(&text, format, arguments);
	const char *copy = arena_text(list->arena, text.data, text.length);
	string_free(&text);
	return copy;
}

/* A file's name is copied once for a run of faults in it. */
static const char *file_of(struct diagnostics *list, const char *file)
{
	if (!file)
		return NULL;
	const char *last = list->count ? list->items[list->count - 1].place.file : NULL;
	if (last && strcmp(last, file) == 0)
		return last;
	return arena_text(list->arena, file, strlen(file));
}

/* The slot for one more: past the cap, that of the last kept one which is no error, moved to the end; or none. */
static struct diagnostic *slot_for(struct diagnostics *list, enum severity severity)
{
	list->dropping = false;
	if (list->count < DIAGNOSTICS_MOST) {
		list->items = array_reserve(list->items, &list->capacity, list->count + 1, sizeof *list->items);
		return &list->items[list->count++];
	}
	size_t at = severity == SEVERITY_ERROR && list->errors < DIAGNOSTICS_MOST ? list->count : 0;
	while (at > 0 && list->items[at - 1].severity == SEVERITY_ERROR)
		at--;
	if (at == 0) {
		list->dropping = true;
		return &list->dropped;
	}
	memmove(&list->items[at - 1], &list->items[at], (list->count - at) * sizeof *list->items);
	return &list->items[list->count - 1];
}

static struct diagnostic *last(struct diagnostics *list)
{
	if (list->dropping)
		return &list->dropped;
	return list->count ? &list->items[list->count - 1] : NULL;
}

static struct diagnostic *add(struct diagnostics *list, enum severity severity, const char *code, struct place place,
	const char *format, va_list arguments)
{
	if (!list)
		return NULL;
	if (!list->arena)
		list->arena = arena_new();
	place.file = file_of(list, place.file);
	struct diagnostic *slot = slot_for(list, severity);
	list->errors += severity == SEVERITY_ERROR;
	*slot = (struct diagnostic){.severity = severity, .code = code, .place = place, .message = "", .cure = ""};
	if (!list->dropping)
		slot->message = vtext(list, format, arguments);
	return slot;
}

struct diagnostic *diagnostics_add(struct diagnostics *list, enum severity severity, const char *code,
	struct place place, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	struct diagnostic *added = add(list, severity, code, place, format, arguments);
	va_end(arguments);
	return added;
}

bool diagnostics_error(struct diagnostics *list, const char *code, struct place place, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	add(list, SEVERITY_ERROR, code, place, format, arguments);
	va_end(arguments);
	return false;
}

bool diagnostics_system(struct diagnostics *list, const char *what, const char *path, int number)
{
	/* strerrordesc_np() knows no locale and needs no buffer. */
	const char *reason = strerrordesc_np(number);
	struct string text = {0};
	string_format(&text, "cannot %s %s: %s", what, path, reason ? reason : "unknown error");
	diagnostics_system_again(list, string_text(&text));
	string_free(&text);
	return false;
}

bool diagnostics_system_again(struct diagnostics *list, const char *message)
{
	struct diagnostic *added = diagnostics_add(list, SEVERITY_ERROR, "system", (struct place){0}, "%s", message);
	if (added) {
		added->system = true;
		list->system = true;
	}
	return false;
}

void diagnostic_cure(struct diagnostics *list, const char *format, ...)
{
	if (!list || list->dropping || !last(list))
		return;
	va_list arguments;
	va_start(arguments, format);
	last(list)->cure = vtext(list, format, arguments);
	va_end(arguments);
}

void diagnostic_related(struct diagnostics *list, struct place place, const char *format, ...)
{
	if (!list || list->dropping || !last(list))
		return;
	struct diagnostic *owner = last(list);
	size_t size = owner->related_count * sizeof *owner->related;
	struct diagnostic *related = arena_alloc(list->arena, size + sizeof *related);
	if (size)
		memcpy(related, owner->related, size);
	place.file = file_of(list, place.file);
	va_list arguments;
	va_start(arguments, format);
	related[owner->related_count++] = (struct diagnostic){.severity = SEVERITY_NOTE,
		.code = owner->code,
		.place = place,
		.message = vtext(list, format, arguments),
		.cure = ""};
	va_end(arguments);
	owner->related = related;
}

void diagnostics_free(struct diagnostics *list)
{
	arena_free(list->arena);
	memory_free(list->items);
	*list = (struct diagnostics){0};
}

/* ---- order ---- */

struct ranked {
	uint32_t file, index;
	struct diagnostic item;
};

static int compare(const void *left, const void *right)
{
	const struct ranked *a = left, *b = right;
	if (a->file != b->file)
		return a->file < b->file ? -1 : 1;
	if (a->item.place.line != b->item.place.line)
		return a->item.place.line < b->item.place.line ? -1 : 1;
	if (a->item.place.column != b->item.place.column)
		return a->item.place.column < b->item.place.column ? -1 : 1;
	return a->index < b->index ? -1 : 1;
}

void diagnostics_sort(struct diagnostics *list)
{
	if (list->count < 2)
		return;
	struct map *files = map_new();
	struct ranked *ranked = memory_alloc(list->count * sizeof *ranked);
	for (uint32_t i = 0; i < list->count; i++) {
		uint32_t fresh = (uint32_t)map_count(files);
		uint32_t rank = map_put(files, span_of(list->items[i].place.file), fresh);
		ranked[i] = (struct ranked){rank == MAP_NONE ? fresh : rank, i, list->items[i]};
	}
	qsort(ranked, list->count, sizeof *ranked, compare);
	for (size_t i = 0; i < list->count; i++)
		list->items[i] = ranked[i].item;
	memory_free(ranked);
	map_free(files);
}

/* ---- words ---- */

static void print_place(struct string *out, struct place place)
{
	if (place.file)
		text_clean(out, span_of(place.file), false);
	if (place.line)
		string_format(out, "%s%u", place.file ? ":" : "", (unsigned)place.line);
	if (place.line && place.column)
		string_format(out, ":%u", (unsigned)place.column);
	if (place.file || place.line)
		string_add_text(out, ": ");
}

void diagnostic_print(struct string *out, const struct diagnostic *diagnostic)
{
	static const char *const severities[] = {"note", "warning", "error"};
	print_place(out, diagnostic->place);
	string_format(out, "%s[%s]: ", severities[diagnostic->severity], diagnostic->code);
	text_clean(out, span_of(diagnostic->message), false);
	if (diagnostic->cure[0]) {
		string_add_text(out, "; ");
		text_clean(out, span_of(diagnostic->cure), false);
	}
}

void diagnostics_print(struct string *out, const struct diagnostics *list)
{
	for (size_t i = 0; i < list->count; i++) {
		diagnostic_print(out, &list->items[i]);
		string_add_byte(out, '\n');
		for (size_t j = 0; j < list->items[i].related_count; j++) {
			diagnostic_print(out, &list->items[i].related[j]);
			string_add_byte(out, '\n');
		}
	}
}

int diagnostics_status(const struct diagnostics *list)
{
	if (list->errors == 0)
		return 0;
	return list->system ? 3 : 1;
}
