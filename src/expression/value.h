/* What the room's files share about values. */
#ifndef TANYA_EXPRESSION_VALUE_H
#define TANYA_EXPRESSION_VALUE_H

#include "tanya/expression.h"

#define NO_NUMBER ((double)NAN) /* wants math.h */

struct value value_datetime(struct span iso);
struct value value_time(struct span iso);
struct span value_span(const struct value *value);   /* of the kinds that are text */
struct value value_first(const struct value *value); /* the first node, else the value itself */

/* Text that is wholly a full ISO date or datetime: its day number. */
bool text_is_day(struct span text, int offset_minutes, double *number);
/* A time of day, perhaps with a zone, on the wall clock of the offset. */
bool text_is_time(struct span text, int offset_minutes, int64_t *ms_of_day);

bool compare_equal(const struct value *a, const struct value *b, int offset_minutes);
/* a OPERATOR b, of enum operation in lexer.h: the four that order. */
bool compare_order(int operation, const struct value *a, const struct value *b, int offset_minutes);

#endif
