/* Interviews as records: which are in, and a visit of them all. */
#include "record.h"

/* ---- which interviews ---- */

bool dataset_list(struct store *store, struct span form, struct entries *entries, struct diagnostics *faults)
{
	bool fine = store_list_whole(store, form, entries, faults);
	for (size_t i = 0; i < entries->count; i++) {
		const struct entry *entry = &entries->items[i];
		struct place place = {.file = entry->path.data};
		if (entry->refused)
			fine = diagnostics_system_again(faults, entry->trouble);
		else if (entry->unreadable || entry->condition == JOURNAL_DAMAGED) {
			diagnostics_error(faults, "damaged", place, "%s", entry->trouble);
			diagnostic_cure(faults, "look with `tanya verify %.*s`, mend with `tanya repair %.*s`", SPAN_ARGUMENTS(entry->id),
				SPAN_ARGUMENTS(entry->id));
		} else if (*entry->trouble && entry->condition == JOURNAL_SOUND) {
			diagnostics_add(faults, SEVERITY_WARNING, "not-whole", place, "%s", entry->trouble);
		}
	}
	return fine;
}

static bool is_in(const struct entry *entry, const struct dataset_options *options)
{
	if (entry->unreadable || entry->simulated != options->simulated)
		return false;
	return entry->status == INTERVIEW_COMPLETE || (entry->status == INTERVIEW_PARTIAL && options->partial) ||
		   (entry->status == INTERVIEW_CLOSED && options->closed);
}

bool dataset_open(struct store *store, struct span form, const struct entries *entries,
	const struct dataset_options *options, struct dataset *dataset, struct diagnostics *faults)
{
	*dataset = (struct dataset){.arena = arena_new()};
	dataset->form = span_copy(dataset->arena, form);
	dataset->entries = arena_alloc(dataset->arena, (entries->count + 1) * sizeof *dataset->entries);
	for (size_t i = 0; i < entries->count; i++)
		if (is_in(&entries->items[i], options))
			dataset->entries[dataset->entry_count++] = &entries->items[i];
	struct plan plan = {.arena = dataset->arena, .form = dataset->form};
	bool fine = dataset_plan(store, &plan, dataset, faults);
	if (fine)
		dataset_lay_out(&plan, dataset);
	dataset_plan_free(&plan);
	return fine;
}

void dataset_close(struct dataset *dataset)
{
	arena_free(dataset->arena);
	*dataset = (struct dataset){0};
}

/* ---- a visit ---- */

static const struct layout *layout_of(const struct dataset *dataset, struct span sha256)
{
	for (size_t i = 0; i < dataset->layout_count; i++)
		if (span_is(sha256, dataset->layouts[i].questionnaire->sha256))
			return &dataset->layouts[i];
	return NULL;
}

static bool hand_out(const struct records *records, const struct dataset_visitor *visitor)
{
	for (size_t i = 0; i < records->count; i++)
		if (!visitor->row(visitor->self, records->items[i].table, &records->items[i].record))
			return false;
	return true;
}

/* By its last line alone; false: it needs a replay. */
static bool read_end(struct store *store, struct records *records, const struct entry *entry)
{
	struct span line;
	records_start(records, entry, layout_of(records->dataset, entry->sha256));
	return entry->status != INTERVIEW_PARTIAL && entry->condition == JOURNAL_SOUND &&
		   store_last_line(store, entry, &line) && records_of_line(records, line);
}

static bool visit_replay(struct store *store, struct records *records, const struct entry *entry,
	const struct dataset_visitor *visitor, struct diagnostics *faults)
{
	struct sitting *sitting = sitting_look(store, entry, faults);
	if (!sitting)
		return !faults->system; /* told; what is damaged is passed over */
	const struct interview *interview = sitting_interview(sitting);
	const struct layout *layout = layout_of(records->dataset, span_of(interview_questionnaire(interview)->sha256));
	bool goes_on = true;
	if (layout) {
		records_start(records, entry, layout);
		records_of_replay(records, interview);
		goes_on = hand_out(records, visitor) && (!visitor->whole || visitor->whole(visitor->self, entry, sitting));
	} else {
		diagnostics_error(faults, "changed", (struct place){.file = entry->path.data}, "it was moved to another version meanwhile");
		diagnostic_cure(faults, "export again");
	}
	sitting_free(sitting);
	return goes_on;
}

bool dataset_visit(
	struct store *store, struct dataset *dataset, const struct dataset_visitor *visitor, struct diagnostics *faults)
{
	struct records records = {.dataset = dataset, .arena = arena_new()};
	bool goes_on = true;
	for (size_t i = 0; i < dataset->entry_count && goes_on; i++) {
		const struct entry *entry = dataset->entries[i];
		if (!visitor->whole && read_end(store, &records, entry))
			goes_on = hand_out(&records, visitor);
		else
			goes_on = visit_replay(store, &records, entry, visitor, faults);
		store_step(store, i + 1, dataset->entry_count);
	}
	memory_free(records.items);
	arena_free(records.arena);
	return goes_on;
}
