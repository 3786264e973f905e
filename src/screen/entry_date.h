/* Dates and times as they are spoken: 24/11/2010, 24 Nov 2010, 5/2010, 2010, 10 th lalu, 3 days ago, 9.30, 930 pm, jam
 * 9 malam. */
#ifndef TANYA_SCREEN_ENTRY_DATE_H
#define TANYA_SCREEN_ENTRY_DATE_H

#include "widget.h"

struct date_rules {
	struct moment now; /* what "ago" counts from, and the offset of what is typed without one */
	bool partial;      /* a year or month alone will do */
	bool year, month;  /* the year, or month and year, is all that is asked for: the rest is taken as the first */
};

/* ENTRY_VALID with the ISO text in the arena, ENTRY_INCOMPLETE with *why, ENTRY_EMPTY for blanks. */
enum entry_state entry_date(
	struct arena *arena, struct span text, const struct date_rules *rules, struct span *v, const char **why);
enum entry_state entry_time(struct arena *arena, struct span text, struct span *v, const char **why);
enum entry_state entry_datetime(
	struct arena *arena, struct span text, const struct date_rules *rules, struct span *v, const char **why);

#endif
