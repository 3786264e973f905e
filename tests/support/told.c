/* Events in words. */
#include "told.h"

void event_tell(struct string *told, const struct event *event)
{
	const struct span texts[] = {event->answer.v, event->answer.unit, event->answer.per, event->answer.other, event->label,
		event->text, event->who, event->to, event->reason};
	static const char *const states[] = {[STATE_DONT_KNOW] = " dont_know", [STATE_REFUSED] = " refused",
		[STATE_NOT_APPLICABLE] = " not_applicable"};
	string_add_text(told, event_rows[event->kind].word);
	if (event->q.length)
		string_format(told, " %.*s", SPAN_ARGUMENTS(event->q));
	if (event->kind == EVENT_ANSWER && event->answer.state >= STATE_DONT_KNOW && event->answer.state <= STATE_NOT_APPLICABLE)
		string_add_text(told, states[event->answer.state]);
	if (event->kind == EVENT_DRAFT && !event->draft_is_pick)
		string_format(told, " %u %u %.*s", event->from, event->cut, SPAN_ARGUMENTS(event->put));
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i].length)
			string_format(told, " %.*s", SPAN_ARGUMENTS(texts[i]));
	if (event->answer.by.length)
		string_format(told, " by %.*s", SPAN_ARGUMENTS(event->answer.by));
	string_add_byte(told, '\n');
}
