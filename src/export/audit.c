/* FORM.audit.csv: the interview as a log, with ODK's columns and event names. Which event becomes which stands in tanya-interview(5). */
#include "tanya/formats.h"
#include "writer.h"

const char audit_header[] = "KEY,event,node,start,end,old-value,new-value,user,change-reason\n";

struct audit {
	struct string *out;
	const struct entry *entry;
	const struct questionnaire *questionnaire;
	struct arena *arena;
	struct map *values;   /* path → index into texts */
	struct span *texts;
	size_t count, capacity;
	struct span shown, user; /* what stands on screen */
	int64_t shown_ms;
	bool is_shown, answered;
};

struct line {
	const char *event;
	struct span node, old, new, reason;
	int64_t start_ms, end_ms; /* end 0: none */
};

static void put(struct audit *audit, const struct line *line)
{
	struct string key = {0}, start = {0}, end = {0};
	entry_key(&key, audit->entry);
	string_format(&start, "%lld", (long long)line->start_ms);
	if (line->end_ms)
		string_format(&end, "%lld", (long long)line->end_ms);
	const struct span cells[] = {string_span(&key), span_of(line->event), line->node, string_span(&start), string_span(&end),
	                             line->old, line->new, audit->user, line->reason};
	for (unsigned i = 0; i < sizeof cells / sizeof *cells; i++)
		csv_put(audit->out, cells[i], i == 0);
	string_add_byte(audit->out, '\n');
	string_free(&key);
	string_free(&start);
	string_free(&end);
}

static struct span value_of(const struct event *event)
{
	if (event->kind == EVENT_CLEAR)
		return SPAN("");
	return event->answer.state == STATE_ANSWERED ? event->answer.v : span_of(answer_state_word(event->answer.state));
}

/* Takes the new value of a path; gives the old. */
static struct span exchange(struct audit *audit, struct span path, struct span value)
{
	uint32_t index = map_get(audit->values, path);
	struct span old = index == MAP_NONE ? SPAN("") : audit->texts[index];
	if (index == MAP_NONE) {
		index = (uint32_t)audit->count;
		ARRAY_PUSH(audit->texts, audit->count, audit->capacity, SPAN(""));
		map_set(audit->values, span_copy(audit->arena, path), index);
	}
	audit->texts[index] = span_copy(audit->arena, value);
	return old;
}

/* Something else comes on screen: a page that was looked at without an answer is told. */
static void close_page(struct audit *audit, const struct event *event)
{
	if (!audit->is_shown)
		return;
	uint32_t item = questionnaire_find(audit->questionnaire, audit->shown);
	bool group = item != NONE && audit->questionnaire->items[item].kind != ITEM_QUESTION;
	if (!audit->answered)
		put(audit, &(struct line){.event = !audit->shown.length ? "end screen" : group ? "group questions" : "question", .node = audit->shown,
		                          .start_ms = audit->shown_ms, .end_ms = event->at.ms});
	audit->is_shown = false;
}

static void show(struct audit *audit, const struct event *event)
{
	close_page(audit, event);
	audit->shown = span_copy(audit->arena, event->q);
	audit->shown_ms = event->at.ms;
	audit->is_shown = true;
	audit->answered = false;
}

static void answer(struct audit *audit, const struct event *event)
{
	struct span old = exchange(audit, event->q, value_of(event));
	put(audit, &(struct line){.event = "question", .node = event->q, .old = old, .new = value_of(event),
	                          .start_ms = audit->is_shown ? audit->shown_ms : event->at.ms, .end_ms = event->at.ms});
	audit->answered = true;
}

/* Events that become one line of their own. */
static const struct {
	enum event_kind kind;
	const char *event;
	bool ends_page;
} plain[] = {
	{EVENT_OPEN, "form start", false},        {EVENT_RESUME, "form resume", true},     {EVENT_LEAVE, "form exit", true},
	{EVENT_COMPLETE, "form finalize", true},  {EVENT_CLOSE, "form exit", true},        {EVENT_REOPEN, "form resume", true},
	{EVENT_ROW_ADD, "add repeat", false},     {EVENT_ROW_REMOVE, "delete repeat", false}, {EVENT_OVERRIDE, "change reason", false},
};

static bool take(void *self, const struct event *event)
{
	struct audit *audit = self;
	if (event->kind == EVENT_OPEN || event->kind == EVENT_RESUME)
		audit->user = span_copy(audit->arena, event->enumerator);
	for (unsigned i = 0; i < sizeof plain / sizeof *plain; i++) {
		if (plain[i].kind != event->kind)
			continue;
		if (plain[i].ends_page)
			close_page(audit, event);
		put(audit, &(struct line){.event = plain[i].event, .node = event->q, .start_ms = event->at.ms, .reason = event->reason});
	}
	if (event->kind == EVENT_SHOW)
		show(audit, event);
	else if (event->kind == EVENT_ANSWER || event->kind == EVENT_CLEAR)
		answer(audit, event);
	return true;
}

bool audit_put(struct string *out, const struct entry *entry, struct sitting *sitting, struct diagnostics *faults)
{
	struct audit audit = {.out = out, .entry = entry, .questionnaire = interview_questionnaire(sitting_interview(sitting)), .arena = arena_new(),
	                      .values = map_new()};
	bool fine = sitting_events(entry, take, &audit, faults);
	map_free(audit.values);
	memory_free(audit.texts);
	arena_free(audit.arena);
	return fine;
}
