/* A journal that holds every event with every member, for tests of reading and writing. */
#ifndef TANYA_TESTS_SAMPLE_JOURNAL_H
#define TANYA_TESTS_SAMPLE_JOURNAL_H

#include "tanya/journal.h"

extern const char sample_id[];
extern const char sample_yaml[];           /* the questionnaire whose types its answers have */
extern const struct event sample_events[]; /* n, at and ms are given by sample_event */
extern const size_t sample_count;

struct event sample_event(size_t index);
/* The whole journal; ends[i], when wished for, is where line i ends (LF included). */
void sample_write(struct string *out, const struct questionnaire *questionnaire, size_t *ends);
/* The value of $TANYA_TEST_SCALE, by which long tests are cut down; 1 without it. */
unsigned sample_scale(void);

#endif
