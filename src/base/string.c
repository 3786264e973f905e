/* Strings: owned bytes that grow. */
#include "tanya/base/string.h"

#include <stdio.h>
#include <string.h>

#include "tanya/base/memory.h"

#define LEAST_BYTES 64 /* most strings never ask twice */

char *string_reserve(struct string *string, size_t more)
{
	size_t needed = string->length + more + 1;
	if (needed <= more)
		needed = SIZE_MAX; /* array_reserve fails on it as on any size that cannot be had */
	if (!string->capacity && needed < LEAST_BYTES)
		needed = LEAST_BYTES;
	string->data = array_reserve(string->data, &string->capacity, needed, 1);
	string->data[string->length] = '\0';
	return string->data + string->length;
}

/* The offset of `data` within the string, or SIZE_MAX: a string may be added to itself. */
static size_t offset_within(const struct string *string, const char *data)
{
	uintptr_t start = (uintptr_t)string->data, at = (uintptr_t)data;
	return string->data && at >= start && at < start + string->capacity ? at - start : SIZE_MAX;
}

void string_add(struct string *string, struct span span)
{
	if (span.length == 0) {
		string_reserve(string, 0);
		return;
	}
	size_t own = offset_within(string, span.data);
	char *end = string_reserve(string, span.length);
	memmove(end, own == SIZE_MAX ? span.data : string->data + own, span.length);
	string->length += span.length;
	string->data[string->length] = '\0';
}

void string_add_text(struct string *string, const char *text)
{
	string_add(string, span_of(text));
}

void string_add_byte(struct string *string, char byte)
{
	*string_reserve(string, 1) = byte;
	string->data[++string->length] = '\0';
}

void string_format_list(struct string *string, const char *format, va_list list)
{
	va_list again;
	va_copy(again, list);
	string_reserve(string, 0);
	size_t room = string->capacity - string->length;
	int length = vsnprintf(string->data + string->length, room, format, list);
	if (length >= 0 && (size_t)length >= room) {
		char *end = string_reserve(string, (size_t)length);
		length = vsnprintf(end, (size_t)length + 1, format, again);
	}
	va_end(again);
	if (length > 0)
		string->length += (size_t)length;
	string->data[string->length] = '\0';
}

void string_format(struct string *string, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	string_format_list(string, format, list);
	va_end(list);
}

void string_splice(struct string *string, size_t from, size_t cut, struct span put)
{
	if (from > string->length)
		from = string->length;
	if (cut > string->length - from)
		cut = string->length - from;
	struct string own = {0};
	if (put.length && offset_within(string, put.data) != SIZE_MAX) {
		string_add(&own, put);
		put = string_span(&own);
	}
	string_reserve(string, put.length);
	char *at = string->data + from;
	memmove(at + put.length, at + cut, string->length - from - cut);
	if (put.length)
		memcpy(at, put.data, put.length);
	string->length = string->length - cut + put.length;
	string->data[string->length] = '\0';
	string_free(&own);
}

void string_clear(struct string *string)
{
	string->length = 0;
	if (string->data)
		string->data[0] = '\0';
}

void string_free(struct string *string)
{
	memory_free(string->data);
	*string = (struct string){0};
}

struct span string_span(const struct string *string)
{
	return (struct span){string->data, string->length};
}

const char *string_text(const struct string *string)
{
	return string->data ? string->data : "";
}
