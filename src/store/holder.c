/* Who holds an interview: from the last line that began a sitting. */
#include <string.h>

#include "data.h"
#include "tanya/system.h"

static void describe(const struct event *event, struct string *who)
{
	string_format(who, "%.*s", SPAN_ARGUMENTS(event->enumerator.length ? event->enumerator : event->user));
	string_format(who, " (%.*s@%.*s", SPAN_ARGUMENTS(event->user), SPAN_ARGUMENTS(event->host));
	if (event->tty.length)
		string_format(who, ", %.*s", SPAN_ARGUMENTS(event->tty));
	string_format(who, ", process %lld) since ", (long long)event->pid);
	moment_print(who, event->at);
}

bool store_holder(const char *path, struct string *who)
{
	struct diagnostics ignored = {0};
	struct string bytes = {0};
	struct arena *arena = arena_new();
	bool found = false;
	if (file_read(path, LIMIT_JOURNAL_BYTES, &bytes, &ignored)) {
		size_t end = journal_used(string_span(&bytes));
		while (end && !found) {
			size_t last = bytes.data[end - 1] == '\n' ? end - 1 : end;
			const char *before = last ? memrchr(bytes.data, '\n', last) : NULL;
			size_t start = before ? (size_t)(before + 1 - bytes.data) : 0;
			struct event event;
			arena_reset(arena);
			found = event_read(arena, span_sub(string_span(&bytes), start, last - start), &event) == EVENT_READ &&
					(event.kind == EVENT_OPEN || event.kind == EVENT_RESUME);
			if (found)
				describe(&event, who);
			end = start;
		}
	}
	arena_free(arena);
	string_free(&bytes);
	diagnostics_free(&ignored);
	return found;
}
