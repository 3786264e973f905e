/* Spans (borrowed bytes) and strings (owned, growing bytes). Both may hold NUL; strings are ended by one as well. */
#ifndef TANYA_BASE_STRING_H
#define TANYA_BASE_STRING_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

struct span {
	const char *data; /* may be NULL when length is 0 */
	size_t length;    /* bytes */
};

#define SPAN(literal) ((struct span){(literal), sizeof(literal) - 1})
#define SPAN_ARGUMENTS(span) (int)(span).length, (span).data /* for %.*s */

/* The four that every search asks are inline: most words differ in length or first byte, which is seen without a call. */
static inline struct span span_of(const char *text) /* NULL gives the empty span */
{
	return (struct span){text, text ? strlen(text) : 0};
}
static inline bool span_equal(struct span a, struct span b)
{
	return a.length == b.length &&
	       (a.length == 0 || (a.data[0] == b.data[0] && memcmp(a.data, b.data, a.length) == 0));
}
static inline bool span_is(struct span a, const char *text)
{
	return span_equal(a, span_of(text));
}
static inline bool span_starts(struct span span, struct span prefix)
{
	return span.length >= prefix.length && span_equal((struct span){span.data, prefix.length}, prefix);
}
struct span span_sub(struct span span, size_t from, size_t length); /* clipped */
struct span span_trim(struct span span); /* without space, tab, CR, LF at either end */
struct span span_copy(struct arena *arena, struct span span); /* ended by NUL */
bool span_ends(struct span span, struct span suffix);
int span_compare(struct span a, struct span b); /* by bytes, the shorter first */
size_t span_find(struct span span, struct span what); /* offset, or SIZE_MAX */
/* Cuts the next piece off *rest at `separator`; false when nothing is left. "a,,b" gives three pieces. */
bool span_next(struct span *rest, char separator, struct span *piece);
/* Cuts the next run of bytes that are no white space off *rest; false when none is left. */
bool span_token(struct span *rest, struct span *token);
uint64_t span_hash(struct span span); /* the same on every machine */

struct string {
	char *data; /* never NULL once something was added; always ended by NUL */
	size_t length, capacity;
};

void string_add(struct string *string, struct span span);
void string_add_text(struct string *string, const char *text);
void string_add_byte(struct string *string, char byte);
void string_format(struct string *string, const char *format, ...) __attribute__((format(printf, 2, 3)));
void string_format_list(struct string *string, const char *format, va_list list);
/* Room for `more` bytes past the end; returns where they go. Whoever fills it adds to length and ends with NUL. */
char *string_reserve(struct string *string, size_t more);
void string_splice(struct string *string, size_t from, size_t cut, struct span put); /* bytes */
void string_clear(struct string *string); /* keeps the memory */
void string_free(struct string *string);  /* and leaves it empty */
struct span string_span(const struct string *string);
const char *string_text(const struct string *string); /* "" when empty */

#endif
