/* What an event would change: it is applied, its effects are listed, and all of it is taken back. */
#include "state.h"

bool interview_preview(struct interview *interview, const struct event *event, struct effects *effects)
{
	struct head head = interview->head;
	interview->logging = true;
	interview->keep = interview->preview_arena;
	bool applied = interview_apply(interview, event, effects, NULL);
	log_unroll(interview);
	interview->head = head;
	interview->logging = false;
	interview->keep = interview->arena;
	interview->generation++;
	arena_reset(interview->preview_arena);
	return applied;
}
