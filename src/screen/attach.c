/* A file that is typed as an answer: it is copied beside the interview first, by whoever has files, then judged as any. */
#include "app.h"

bool attach_is_due(const struct screen *screen)
{
	const struct pending *pending = &screen->pending;
	const struct item *item = &interview_questionnaire(screen->interview)->items[screen->page.fields[pending->field].cell.item];
	return item_type(item)->storage == STORE_FILE && !pending->clear && !pending->answer.sha256.length;
}

void attach_ask(struct screen *screen)
{
	struct string path = {0};
	interview_path(screen->interview, screen->page.fields[screen->pending.field].cell, &path);
	app_push(screen, &(struct intent){.kind = INTENT_ATTACH, .event = {.kind = EVENT_ANSWER, .q = string_span(&path), .answer = screen->pending.answer}});
	string_free(&path);
}

void attach_done(struct screen *screen, const struct intent *intent, const char *refusal)
{
	bool by_enter = screen->pending.by_enter;
	if (refusal) {
		record_not_accepted(screen, _(refusal), by_enter);
		return;
	}
	screen->pending.answer = record_keep(screen->pending.arena, &intent->event.answer);
	record_judge(screen, by_enter);
}

void screen_paths(struct screen *screen, const struct span *names, size_t count, bool more)
{
	struct field *field = page_focus(screen);
	if (field)
		widget_paths(field->widget, names, count, more);
}
