/* Several answers by one key: which events they are, so that one undo takes them all back. Known for this sitting. */
#include "rows.h"

void deeds_add(struct screen *screen, uint32_t events, bool more)
{
	if (!more)
		screen->deeds.count = 0;
	screen->deeds.coming = events;
}

void deeds_told(struct screen *screen)
{
	struct deeds *deeds = &screen->deeds;
	if (!deeds->coming)
		return;
	deeds->coming--;
	deeds->last = interview_last(screen->interview);
	if (!deeds->count++)
		deeds->first = deeds->last;
}

uint32_t deeds_of(const struct screen *screen, uint64_t n, bool back)
{
	const struct deeds *deeds = &screen->deeds;
	return deeds->count && n == (back ? deeds->last : deeds->first) ? deeds->count : 1;
}
