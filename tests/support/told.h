/* An event in one line of words, for what a test expects. */
#ifndef TANYA_TESTS_TOLD_H
#define TANYA_TESTS_TOLD_H

#include "tanya/interview.h"

/* "answer age 12", "answer name refused", "draft remark(age) 0 0 lou", "leave later"; a line. */
void event_tell(struct string *out, const struct event *event);

#endif
