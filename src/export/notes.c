/* FORM.remarks.csv: what the enumerator noted, with its time. What was taken back is not told; the audit has it. */
#include "tanya/formats.h"
#include "writer.h"

const char remarks_header[] = "KEY,question,kind,text,at\n";

struct notes {
	struct string *out;
	const struct entry *entry;
	struct sitting *sitting;
	struct map *by_name;
	struct arena *arena;
	bool telling;
};

/* Remark, aside, who answered, and each check's override of a path are things of their own. */
static struct span thing(struct notes *notes, const struct event *event)
{
	struct string name = {0};
	string_format(&name, "%d:%u:%.*s", (int)event->kind, event->check, SPAN_ARGUMENTS(event->q));
	struct span kept = span_copy(notes->arena, string_span(&name));
	string_free(&name);
	return kept;
}

static bool still_holds(const struct notes *notes, const struct event *event)
{
	struct cell cell;
	const struct interview *interview = sitting_interview(notes->sitting);
	if (event->kind == EVENT_REMARK)
		return event->text.length > 0;
	if (event->kind == EVENT_ASIDE)
		return event->who.length > 0;
	if (!interview_find(interview, event->q, &cell))
		return false;
	return event->kind == EVENT_ANSWER ? interview_answer(interview, cell)->by.length > 0
									   : interview_override(interview, cell, event->check) != NULL;
}

/* NULL: nothing of remarks.csv. */
static const char *kind_word(const struct event *event)
{
	switch (event->kind) {
	case EVENT_REMARK:
		return span_starts(event->text, SPAN("\"")) ? "quote" : "remark";
	case EVENT_ASIDE:
		return "aside";
	case EVENT_OVERRIDE:
		return "override";
	case EVENT_ANSWER:
		return "by";
	default:
		return NULL;
	}
}

static void put(struct notes *notes, const struct event *event)
{
	struct string at = {0}, key = {0}, text = {0};
	const char *kind = kind_word(event);
	if (event->kind == EVENT_OVERRIDE)
		string_format(&text, "%.*s%s%.*s", SPAN_ARGUMENTS(event->reason), event->text.length ? ": " : "", SPAN_ARGUMENTS(event->text));
	else
		string_add(&text, event->kind == EVENT_ASIDE ? event->who : event->kind == EVENT_ANSWER ? event->answer.by : event->text);
	moment_print(&at, event->at);
	entry_key(&key, notes->entry);
	const struct span cells[] = {string_span(&key), event->q, span_of(kind), string_span(&text), string_span(&at)};
	for (unsigned i = 0; i < sizeof cells / sizeof *cells; i++)
		csv_put(notes->out, cells[i], i == 0);
	string_add_byte(notes->out, '\n');
	string_free(&at);
	string_free(&key);
	string_free(&text);
}

static bool take(void *self, const struct event *event)
{
	struct notes *notes = self;
	if (!kind_word(event))
		return true;
	struct span name = thing(notes, event);
	if (!notes->telling)
		map_set(notes->by_name, name, (uint32_t)event->n);
	else if (map_get(notes->by_name, name) == (uint32_t)event->n && still_holds(notes, event))
		put(notes, event);
	return true;
}

bool remarks_put(struct string *out, const struct entry *entry, struct sitting *sitting, struct diagnostics *faults)
{
	struct notes notes = {.out = out, .entry = entry, .sitting = sitting, .by_name = map_new(), .arena = arena_new()};
	bool fine = sitting_events(entry, take, &notes, faults);
	notes.telling = true;
	fine = fine && sitting_events(entry, take, &notes, faults);
	map_free(notes.by_name);
	arena_free(notes.arena);
	return fine;
}
