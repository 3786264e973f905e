/* The list of interviews: finished ones by their first and last lines, partial ones by replay. */
#include <stdlib.h>
#include <string.h>

#include "store.h"
#include "tanya/formats.h"
#include "tanya/system.h"

struct listing {
	struct store *store;
	struct entries *entries;
	struct diagnostics *faults;
	struct span only;          /* a questionnaire's id, or empty */
	struct span part;          /* of an ID, or empty */
	const char *folder;
	struct questionnaire **pinned; /* loaded once each */
	size_t pinned_count, pinned_capacity;
};

static struct span keep(struct listing *listing, struct span text)
{
	return text.length ? span_copy(listing->entries->arena, text) : SPAN("");
}

static const char *keep_format(struct listing *listing, const char *words, const char *detail)
{
	struct string text = {0};
	string_format(&text, "%s%s%s", words, *detail ? ": " : "", detail);
	const char *kept = keep(listing, string_span(&text)).data;
	string_free(&text);
	return kept;
}

/* ---- what the first line tells --------------------------------------------------------------------------------------------- */

static void take_open(struct listing *listing, struct entry *entry, const struct event *open)
{
	entry->questionnaire = keep(listing, open->questionnaire);
	entry->version = keep(listing, open->version);
	entry->sha256 = keep(listing, open->sha256);
	entry->form = keep(listing, open->form);
	entry->enumerator = keep(listing, open->enumerator);
	entry->device = keep(listing, open->device);
	entry->language = keep(listing, open->language);
	entry->case_key = keep(listing, open->case_key);
	entry->simulated = open->simulated;
	entry->started = entry->last_change = open->at;
}

static void take_summary(struct listing *listing, struct entry *entry, struct span summary)
{
	struct json whole, value;
	int64_t number;
	if (!json_parse(summary, &whole, NULL) || whole.kind != JSON_OBJECT)
		return;
	if (json_member(&whole, "answered", &value) && json_whole(&value, &number))
		entry->answered = (uint32_t)number;
	if (json_member(&whole, "asked", &value) && json_whole(&value, &number))
		entry->asked = (uint32_t)number;
	double minutes;
	if (json_member(&whole, "minutes", &value) && number_parse(value.raw, &minutes))
		entry->minutes_tenths = (int64_t)(minutes * 10 + 0.5);
	if (json_member(&whole, "title", &value) && value.kind == JSON_STRING) {
		struct string title = {0};
		json_text(&title, &value);
		entry->title = keep(listing, string_span(&title));
		string_free(&title);
	}
}

/* ---- finished: the last line is the interview ---------------------------------------------------------------------------------- */

static struct span first_line(struct span bytes)
{
	struct span line = SPAN("");
	span_next(&bytes, '\n', &line);
	return line;
}

static struct span last_line(struct span bytes)
{
	bytes.length = journal_used(bytes);
	if (bytes.length && bytes.data[bytes.length - 1] == '\n')
		bytes.length--;
	const char *before = bytes.length ? memrchr(bytes.data, '\n', bytes.length) : NULL;
	size_t from = before ? (size_t)(before - bytes.data) + 1 : 0;
	return span_sub(bytes, from, SIZE_MAX);
}

static bool take_finished(struct listing *listing, struct entry *entry, struct span bytes, struct arena *scratch)
{
	struct event last = {0};
	struct span line = last_line(bytes);
	if (span_find(line, SPAN("\"do\":\"complete\"")) == SIZE_MAX && span_find(line, SPAN("\"do\":\"close\"")) == SIZE_MAX)
		return false;
	if (event_read(scratch, line, &last) != EVENT_READ || (last.kind != EVENT_COMPLETE && last.kind != EVENT_CLOSE))
		return false;
	entry->status = last.kind == EVENT_COMPLETE ? INTERVIEW_COMPLETE : INTERVIEW_CLOSED;
	entry->outcome = keep(listing, last.outcome);
	entry->completed = entry->last_change = last.at;
	take_summary(listing, entry, last.summary);
	return true;
}

/* ---- partial: replayed ------------------------------------------------------------------------------------------------------------ */

static const struct questionnaire *pinned_of(struct listing *listing, const struct entry *entry, const char **trouble)
{
	for (size_t i = 0; i < listing->pinned_count; i++)
		if (span_is(entry->sha256, listing->pinned[i]->sha256))
			return listing->pinned[i];
	struct diagnostics faults = {0};
	struct questionnaire *questionnaire = store_load_pinned(listing->store, entry->sha256, entry->form, &faults);
	if (questionnaire)
		ARRAY_PUSH(listing->pinned, listing->pinned_count, listing->pinned_capacity, questionnaire);
	else
		*trouble = keep_format(listing, "its questionnaire cannot be read", faults.count ? faults.items[0].message : "");
	diagnostics_free(&faults);
	return questionnaire;
}

static bool replay_event(void *self, const struct event *event, struct span line)
{
	const char *refusal;
	(void)line;
	return interview_apply(self, event, NULL, &refusal);
}

static void take_replayed(struct listing *listing, struct entry *entry, struct interview *interview)
{
	struct string text = {0};
	struct counts counts = interview_counts(interview);
	entry->status = interview_status(interview);
	entry->outcome = keep(listing, interview_outcome(interview));
	entry->answered = counts.answered;
	entry->asked = counts.asked;
	entry->last_change = interview_last_change(interview);
	entry->completed = interview_completed(interview);
	entry->minutes_tenths = (interview_worked_ms(interview) + 3000) / 6000;
	entry->case_key = keep(listing, interview_case(interview));
	entry->language = keep(listing, interview_questionnaire(interview)->languages[interview_language(interview)].code);
	interview_title(interview, &text);
	entry->title = keep(listing, string_span(&text));
	string_clear(&text);
	if (interview_place(interview).item != NONE)
		interview_path(interview, interview_place(interview), &text);
	entry->place = keep(listing, string_span(&text));
	string_free(&text);
}

static void take_partial(struct listing *listing, struct entry *entry, struct span bytes)
{
	struct journal_reading reading;
	const struct questionnaire *questionnaire = pinned_of(listing, entry, &entry->trouble);
	struct interview *interview = questionnaire ? interview_new(questionnaire) : NULL;
	journal_read(bytes, entry->id, &reading, interview ? replay_event : NULL, interview);
	entry->condition = reading.condition;
	entry->read_only = reading.newer || reading.condition == JOURNAL_DAMAGED;
	if (reading.condition != JOURNAL_SOUND || reading.newer)
		entry->trouble = keep(listing, span_of(reading.detail)).data;
	if (interview)
		take_replayed(listing, entry, interview);
	interview_free(interview);
}

/* ---- a file ------------------------------------------------------------------------------------------------------------------------- */

static bool wanted(const struct listing *listing, struct span id)
{
	return !listing->part.length || span_starts(id, listing->part) || span_ends(id, listing->part);
}

static bool look_at_journal(void *self, const char *name)
{
	struct listing *listing = self;
	struct span id = span_of(name);
	struct string path = {0}, bytes = {0};
	struct event open = {0};
	if (!span_ends(id, SPAN(".jsonl")))
		return true;
	id.length -= 6;
	if (!uuid_valid(id) || !wanted(listing, id))
		return true;
	path_join(&path, listing->folder, name);
	struct arena *scratch = arena_new();
	struct entry entry = {.id = keep(listing, id), .path = keep(listing, string_span(&path)), .trouble = "", .outcome = SPAN("")};
	struct diagnostics fault = {0};
	if (!file_read(string_text(&path), LIMIT_JOURNAL_BYTES, &bytes, &fault)) {
		entry.trouble = keep_format(listing, fault.items[0].message, "");
		entry.read_only = true;
		entry.condition = JOURNAL_DAMAGED;
	} else if (event_read(scratch, first_line(string_span(&bytes)), &open) != EVENT_READ || open.kind != EVENT_OPEN) {
		entry.trouble = "its first line is no `open` event";
		entry.read_only = true;
		entry.condition = JOURNAL_DAMAGED;
	} else {
		take_open(listing, &entry, &open);
		if (!take_finished(listing, &entry, string_span(&bytes), scratch))
			take_partial(listing, &entry, string_span(&bytes));
	}
	if (!entry.questionnaire.length) { /* unreadable: its folder still tells whose it is */
		const char *slash = strrchr(listing->folder, '/');
		entry.questionnaire = keep(listing, span_of(slash ? slash + 1 : listing->folder));
	}
	ARRAY_PUSH(listing->entries->items, listing->entries->count, listing->entries->capacity, entry);
	diagnostics_free(&fault);
	arena_free(scratch);
	string_free(&path);
	string_free(&bytes);
	return true;
}

static bool look_at_folder(void *self, const char *name)
{
	struct listing *listing = self;
	struct string path = {0};
	const char *above = listing->folder;
	if (listing->only.length && !span_is(listing->only, name))
		return true;
	path_join(&path, above, name);
	listing->folder = string_text(&path);
	bool fine = !file_is_directory(string_text(&path)) || directory_list(string_text(&path), look_at_journal, listing, listing->faults);
	listing->folder = above;
	string_free(&path);
	return fine;
}

static int by_id(const void *a, const void *b)
{
	return span_compare(((const struct entry *)a)->id, ((const struct entry *)b)->id);
}

static bool list_all(struct store *store, struct span questionnaire, struct span part, struct entries *entries, struct diagnostics *faults)
{
	struct string folder = {0};
	if (!entries->arena)
		entries->arena = arena_new();
	store_join(store, &folder, "interviews");
	struct listing listing = {.store = store, .entries = entries, .faults = faults, .only = questionnaire, .part = part, .folder = string_text(&folder)};
	bool fine = directory_list(string_text(&folder), look_at_folder, &listing, faults);
	if (entries->count)
		qsort(entries->items, entries->count, sizeof *entries->items, by_id);
	for (size_t i = 0; i < listing.pinned_count; i++)
		questionnaire_free(listing.pinned[i]);
	memory_free(listing.pinned);
	string_free(&folder);
	return fine;
}

bool store_list(struct store *store, struct span questionnaire, struct entries *entries, struct diagnostics *faults)
{
	return list_all(store, questionnaire, SPAN(""), entries, faults);
}

void entries_free(struct entries *entries)
{
	arena_free(entries->arena);
	memory_free(entries->items);
	*entries = (struct entries){0};
}

/* ---- one of them ----------------------------------------------------------------------------------------------------------------------- */

#define ID_LEAST 4 /* characters of an ID that is cut short */

bool store_find(struct store *store, struct span id, struct entries *entries, struct entry **entry, struct diagnostics *faults)
{
	struct place nowhere = {0};
	if (id.length < ID_LEAST) {
		diagnostics_error(faults, "unknown-id", nowhere, "%.*s is too short for an ID", SPAN_ARGUMENTS(id));
		diagnostic_cure(faults, "give at least %d characters of its beginning or its end; `tanya list --status all` shows them", ID_LEAST);
		return false;
	}
	if (!list_all(store, SPAN(""), id, entries, faults))
		return false;
	if (entries->count == 1) {
		*entry = &entries->items[0];
		return true;
	}
	if (!entries->count) {
		diagnostics_error(faults, "unknown-id", nowhere, "no interview %.*s", SPAN_ARGUMENTS(id));
		diagnostic_cure(faults, "`tanya list --status all` shows them");
		return false;
	}
	diagnostics_error(faults, "ambiguous-id", nowhere, "%.*s fits %zu interviews", SPAN_ARGUMENTS(id), entries->count);
	diagnostic_cure(faults, "give more of it");
	for (size_t i = 0; i < entries->count; i++)
		diagnostics_add(faults, SEVERITY_NOTE, "ambiguous-id", nowhere, "%.*s %.*s", SPAN_ARGUMENTS(entries->items[i].id), SPAN_ARGUMENTS(entries->items[i].title));
	return false;
}

void store_interview_path(struct store *store, struct span questionnaire, struct span id, struct string *path)
{
	struct string name = {0};
	string_format(&name, "interviews/%.*s/%.*s.jsonl", SPAN_ARGUMENTS(questionnaire), SPAN_ARGUMENTS(id));
	store_join(store, path, string_text(&name));
	string_free(&name);
}

struct search {
	struct span id;
	const char *folder;
	bool found;
};

static bool has_journal(void *self, const char *name)
{
	struct search *search = self;
	struct string path = {0};
	string_format(&path, "%s/%s/%.*s.jsonl", search->folder, name, SPAN_ARGUMENTS(search->id));
	search->found = file_exists(string_text(&path));
	string_free(&path);
	return !search->found;
}

bool store_id_exists(struct store *store, struct span id)
{
	struct string folder = {0};
	struct diagnostics ignored = {0};
	store_join(store, &folder, "interviews");
	struct search search = {.id = id, .folder = string_text(&folder)};
	directory_list(string_text(&folder), has_journal, &search, &ignored);
	diagnostics_free(&ignored);
	string_free(&folder);
	return search.found;
}

static bool note_holder(void *self, const struct event *event, struct span line)
{
	struct string *who = self;
	(void)line;
	if (event->kind != EVENT_OPEN && event->kind != EVENT_RESUME)
		return true;
	string_clear(who);
	string_format(who, "%.*s (user %.*s on %.*s, %.*s, process %lld, since ", SPAN_ARGUMENTS(event->enumerator), SPAN_ARGUMENTS(event->user),
	              SPAN_ARGUMENTS(event->host), SPAN_ARGUMENTS(event->tty), (long long)event->pid);
	moment_print(who, event->at);
	string_add_byte(who, ')');
	return true;
}

bool store_holder(const char *path, struct string *who)
{
	struct string bytes = {0};
	struct diagnostics ignored = {0};
	struct journal_reading reading;
	const char *slash = strrchr(path, '/');
	struct span id = span_of(slash ? slash + 1 : path);
	if (span_ends(id, SPAN(".jsonl")))
		id.length -= 6;
	bool fine = file_read(path, LIMIT_JOURNAL_BYTES, &bytes, &ignored);
	string_clear(who);
	if (fine)
		journal_read(string_span(&bytes), id, &reading, note_holder, who);
	string_free(&bytes);
	diagnostics_free(&ignored);
	return fine && who->length;
}
