/* What each event carries, in the order of tanya-interview(5). */
#include <stddef.h>
#include <string.h>

#include "members.h"

#define M(name, coding, field, presence) \
	{ \
		name, offsetof(struct event, field), CODING_##coding, MEMBER_##presence \
	}
#define WHO_AND_WHERE \
	M("program", TEXT, program, ALWAYS), M("enumerator", TEXT, enumerator, ALWAYS), M("device", TEXT, device, ALWAYS), \
		M("host", TEXT, host, ALWAYS), M("user", TEXT, user, ALWAYS), M("pid", WHOLE64, pid, ALWAYS), \
		M("tty", TEXT, tty, ALWAYS), M("language", TEXT, language, ALWAYS)
#define QUESTION M("q", TEXT, q, ALWAYS)

static const struct member open_members[] = {
	M("format", WHOLE32, format, ALWAYS),
	M("questionnaire", TEXT, questionnaire, ALWAYS),
	M("version", TEXT, version, ALWAYS),
	M("sha256", TEXT, sha256, ALWAYS),
	M("form", TEXT, form, ALWAYS),
	M("title", TEXT, title, ALWAYS),
	WHO_AND_WHERE,
	M("seed", HEX64, seed, ALWAYS),
	{"case", 0, CODING_CASE, MEMBER_IF_ANY},
	M("simulated", TRUTH, simulated, IF_ANY),
};
static const struct member question_members[] = {QUESTION};
static const struct member answer_members[] = {
	QUESTION,
	M("v", VALUE, answer, IF_ANSWERED),
	M("unit", TEXT, answer.unit, IF_ANY),
	M("per", TEXT, answer.per, IF_ANY),
	M("other", TEXT, answer.other, IF_ANY),
	M("sha256", TEXT, answer.sha256, IF_ANY),
	M("typed", TEXT, answer.typed, IF_ANY),
	M("state", STATE, answer, IF_STATE),
	M("by", TEXT, answer.by, IF_ANY),
};
static const struct member draft_members[] = {
	QUESTION,
	M("from", WHOLE32, from, IF_SPLICE),
	M("cut", WHOLE32, cut, IF_SPLICE),
	M("put", TEXT, put, IF_SPLICE),
	M("v", VALUE, answer, IF_PICK),
};
static const struct member row_members[] = {QUESTION, M("label", TEXT, label, IF_ANY)};
static const struct member remark_members[] = {QUESTION, M("text", TEXT, text, ALWAYS)};
static const struct member aside_members[] = {QUESTION, M("for", TEXT, who, ALWAYS)};
static const struct member override_members[] = {
	QUESTION,
	M("check", WHOLE32, check, ALWAYS),
	M("v", VALUE, answer, IF_ANSWERED),
	M("message", TEXT, message, ALWAYS),
	M("reason", TEXT, reason, ALWAYS),
	M("text", TEXT, text, IF_ANY),
};
static const struct member paragraph_members[] = {
	QUESTION,
	M("id", TEXT, id, ALWAYS),
	M("mode", TEXT, mode, ALWAYS),
	M("text", TEXT, text, ALWAYS),
};
static const struct member probe_members[] = {QUESTION, M("name", TEXT, name, ALWAYS), M("done", TRUTH, done, ALWAYS)};
static const struct member mark_members[] = {QUESTION, M("id", TEXT, id, ALWAYS), M("mark", TEXT, mark, ALWAYS)};
static const struct member language_members[] = {M("to", TEXT, to, ALWAYS)};
static const struct member case_members[] = {
	M("key", TEXT, case_key, ALWAYS),
	{"values", 0, CODING_NAMED, MEMBER_ALWAYS},
	M("reason", TEXT, reason, ALWAYS),
};
static const struct member leave_members[] = {M("why", TEXT, why, ALWAYS), M("summary", RAW, summary, ALWAYS)};
static const struct member resume_members[] = {WHO_AND_WHERE, M("torn", WHOLE64, torn, IF_ANY)};
static const struct member complete_members[] = {
	M("summary", RAW, summary, ALWAYS), M("answers", RAW, answers, ALWAYS)};
static const struct member close_members[] = {
	M("outcome", TEXT, outcome, ALWAYS),
	M("reason", TEXT, reason, ALWAYS),
	M("summary", RAW, summary, ALWAYS),
	M("answers", RAW, answers, ALWAYS),
};
static const struct member reopen_members[] = {M("reason", TEXT, reason, ALWAYS)};
static const struct member migrate_members[] = {
	M("sha256", TEXT, sha256, ALWAYS),
	M("version", TEXT, version, ALWAYS),
	{"set_aside", 0, CODING_TEXTS, MEMBER_ALWAYS},
};
static const struct member repair_members[] = {{"dropped", 0, CODING_WHOLES, MEMBER_ALWAYS}};
static const struct member undo_members[] = {M("undo", COUNT64, undo, IF_ANY), M("redo", COUNT64, redo, IF_ANY)};

#define LIST(array) \
	{ \
		array, sizeof array / sizeof *array \
	}
const struct member_list event_members[EVENT_KIND_COUNT] = {
	[EVENT_OPEN] = LIST(open_members),
	[EVENT_SHOW] = LIST(question_members),
	[EVENT_ANSWER] = LIST(answer_members),
	[EVENT_CLEAR] = LIST(question_members),
	[EVENT_DRAFT] = LIST(draft_members),
	[EVENT_ROW_ADD] = LIST(row_members),
	[EVENT_ROW_REMOVE] = LIST(row_members),
	[EVENT_ROW_RENAME] = LIST(row_members),
	[EVENT_REMARK] = LIST(remark_members),
	[EVENT_ASIDE] = LIST(aside_members),
	[EVENT_OVERRIDE] = LIST(override_members),
	[EVENT_PARAGRAPH] = LIST(paragraph_members),
	[EVENT_PROBE] = LIST(probe_members),
	[EVENT_MARK] = LIST(mark_members),
	[EVENT_LANGUAGE] = LIST(language_members),
	[EVENT_CASE] = LIST(case_members),
	[EVENT_LEAVE] = LIST(leave_members),
	[EVENT_RESUME] = LIST(resume_members),
	[EVENT_COMPLETE] = LIST(complete_members),
	[EVENT_CLOSE] = LIST(close_members),
	[EVENT_REOPEN] = LIST(reopen_members),
	[EVENT_MIGRATE] = LIST(migrate_members),
	[EVENT_REPAIR] = LIST(repair_members),
};
const struct member_list common_members = LIST(undo_members);

const struct item *path_item(const struct questionnaire *questionnaire, struct span path)
{
	if (!questionnaire || !path.length)
		return NULL;
	const char *slash = memrchr(path.data, '/', path.length);
	struct span name = slash ? span_sub(path, (size_t)(slash + 1 - path.data), path.length) : path;
	const char *bracket = memchr(name.data, '[', name.length);
	if (bracket)
		name.length = (size_t)(bracket - name.data);
	uint32_t item = questionnaire_find(questionnaire, name);
	return item == NONE ? NULL : &questionnaire->items[item];
}
