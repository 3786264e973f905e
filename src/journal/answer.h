/* An answer as JSON, both ways. */
#ifndef TANYA_JOURNAL_ANSWER_H
#define TANYA_JOURNAL_ANSWER_H

#include "tanya/formats.h"
#include "tanya/interview.h"

/* The answer's `v` (4-files, Values); item NULL: unknown, so a text. */
void answer_put_v(struct json_writer *writer, const struct item *item, const struct answer *answer);
/* Reads a `v` of any type; false when it is none. */
bool answer_take_v(struct arena *arena, const struct json *value, struct answer *answer);
/* A text that points into the line where it holds no escapes, else lives in the arena. */
struct span json_span(struct arena *arena, const struct json *text);

#endif
