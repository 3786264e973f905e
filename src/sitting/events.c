/* Reading a journal's events without a sitting, and an interview's answers as JSON. */
#include "tanya/sitting.h"
#include "tanya/system.h"

struct passing {
	bool (*each)(void *self, const struct event *event);
	void *self;
};

static bool pass_on(void *self, const struct event *event, struct span line)
{
	const struct passing *passing = self;
	(void)line;
	return passing->each(passing->self, event);
}

bool sitting_events(const struct entry *entry, bool (*each)(void *self, const struct event *event), void *self,
	struct diagnostics *faults)
{
	struct string bytes = {0}, path = {0};
	struct journal_reading reading;
	struct passing passing = {each, self};
	string_add(&path, entry->path);
	bool fine = file_read(string_text(&path), LIMIT_JOURNAL_BYTES, &bytes, faults);
	if (fine)
		journal_read(string_span(&bytes), entry->id, &reading, pass_on, &passing);
	string_free(&bytes);
	string_free(&path);
	return fine;
}

void sitting_answers(struct sitting *sitting, struct string *out)
{
	journal_answers(out, sitting_interview(sitting));
}
