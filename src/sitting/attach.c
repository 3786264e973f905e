/* Files beside an interview (4-files, ID.files): copied in before the line that names them, held against it later. */
#include <string.h>

#include "state.h"
#include "tanya/system.h"

#define ROOM_LEFT ((uint64_t)32 << 20) /* bytes that a copy leaves free, so that answers go on */
#define EXTENSION_MOST 12              /* bytes of an ending that is kept */

static void folder_of(struct span journal_path, struct string *out)
{
	string_clear(out);
	string_add(out, span_ends(journal_path, SPAN(".jsonl")) ? span_sub(journal_path, 0, journal_path.length - 6) : journal_path);
	string_add_text(out, ".files");
}

/* ---- names ---- */

/* "photo" of "workers[2]/photo". */
static struct span question_of(struct span path)
{
	const char *slash = path.length ? memrchr(path.data, '/', path.length) : NULL;
	return slash ? span_sub(path, (size_t)(slash + 1 - path.data), SIZE_MAX) : path;
}

static bool is_plain(char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* ".jpg", or nothing where what stands behind the last point is no ending. */
static struct span extension_of(struct span path)
{
	struct span name = question_of(path);
	const char *point = name.length ? memrchr(name.data, '.', name.length) : NULL;
	struct span ending = point && point > name.data ? span_sub(name, (size_t)(point - name.data), SIZE_MAX) : SPAN("");
	for (size_t i = 1; i < ending.length; i++)
		if (!is_plain(ending.data[i]))
			return SPAN("");
	return ending.length > 1 && ending.length <= EXTENSION_MOST ? ending : SPAN("");
}

/* What stands in the folder: the highest number of a question's files, and what a copy that was cut off has left. */
struct shelf {
	const char *folder;
	struct span question;
	int64_t highest;
};

static bool look_at(void *self, const char *name)
{
	struct shelf *shelf = self;
	struct span rest = span_of(name);
	int64_t number;
	if (span_find(rest, SPAN(".tmp-")) != SIZE_MAX) {
		struct string path = {0};
		path_join(&path, shelf->folder, name);
		system_calls()->unlink(string_text(&path));
		string_free(&path);
	}
	if (!span_starts(rest, shelf->question) || rest.data[shelf->question.length] != '-')
		return true;
	rest = span_sub(rest, shelf->question.length + 1, SIZE_MAX);
	size_t point = span_find(rest, SPAN("."));
	if (number_parse_whole(span_sub(rest, 0, point), &number) && number > shelf->highest)
		shelf->highest = number;
	return true;
}

/* The next name of a question in the folder, which only this program writes to: it holds the interview. */
static bool next_name(const char *folder, struct span question, struct span extension, struct string *name)
{
	struct diagnostics ignored = {0};
	struct shelf shelf = {.folder = folder, .question = question};
	bool listed = directory_list(folder, look_at, &shelf, &ignored);
	string_format(name, "%.*s-%lld%.*s", SPAN_ARGUMENTS(question), (long long)shelf.highest + 1, SPAN_ARGUMENTS(extension));
	diagnostics_free(&ignored);
	return listed;
}

/* ---- copying in ---- */

struct attachment {
	struct sitting *sitting;
	struct span q;
	const struct answer *standing;
	struct string folder, name, path;
	char sha256[65];
	bool same; /* as the standing one: nothing was kept */
};

static enum copy_result fill_file(struct attachment *attachment, struct source *source, const struct copy_watch *watch)
{
	struct diagnostics ignored = {0};
	struct file_new file;
	enum copy_result result = COPY_UNWRITABLE;
	if (file_begin(&file, string_text(&attachment->path), FILE_MODE, &ignored)) {
		result = source_copy(source, &file, watch, attachment->sha256);
		attachment->same = result == COPY_DONE && span_is(attachment->standing->sha256, attachment->sha256);
		if (result != COPY_DONE || attachment->same) {
			file_abandon(&file);
		} else if (!file_settle(&file, &ignored) || !file_place(&file, &ignored)) {
			result = COPY_UNWRITABLE;
		} else if (!directory_sync(string_text(&attachment->folder), &ignored)) {
			system_calls()->unlink(string_text(&attachment->path));
			result = COPY_UNWRITABLE;
		}
	}
	diagnostics_free(&ignored);
	return result;
}

static enum copy_result copy_in(struct attachment *attachment, struct source *source, struct span extension, const struct copy_watch *watch)
{
	const char *folder = string_text(&attachment->folder);
	struct diagnostics ignored = {0};
	if (!disk_has_room(folder, (uint64_t)source->status.st_size + ROOM_LEFT))
		return COPY_NO_ROOM;
	bool fine = directory_make(folder, FOLDER_MODE, &ignored) && next_name(folder, question_of(attachment->q), extension, &attachment->name);
	diagnostics_free(&ignored);
	path_join(&attachment->path, folder, string_text(&attachment->name));
	enum copy_result result = fine ? fill_file(attachment, source, watch) : COPY_UNWRITABLE;
	if (result != COPY_DONE)
		system_calls()->rmdir(folder); /* unless others lie in it */
	return result;
}

static void answer_with(struct attachment *attachment, struct span source, struct answer *answer)
{
	struct sitting *sitting = attachment->sitting;
	if (attachment->same) {
		*answer = *attachment->standing;
		return;
	}
	*answer = (struct answer){.state = STATE_ANSWERED,
		.v = span_copy(sitting->arena, string_span(&attachment->name)),
		.sha256 = span_copy(sitting->arena, span_of(attachment->sha256)),
		.typed = span_copy(sitting->arena, source)};
	if (sitting->staged) {
		const char *path = span_copy(sitting->arena, string_span(&attachment->path)).data;
		ARRAY_PUSH(sitting->attached, sitting->attached_count, sitting->attached_capacity, path);
	}
}

static const struct answer *standing_at(struct sitting *sitting, struct span q)
{
	static const struct answer none;
	struct cell cell;
	return interview_find(sitting->interview, q, &cell) ? interview_answer(sitting->interview, cell) : &none;
}

enum copy_result sitting_attach(
	struct sitting *sitting, struct span q, const char *source, const struct copy_watch *watch, struct answer *answer)
{
	struct attachment attachment = {.sitting = sitting, .q = q, .standing = standing_at(sitting, q)};
	struct source opened;
	if (sitting->read_only || !sitting->journal || sitting_broken(sitting))
		return COPY_UNWRITABLE;
	enum copy_result result = source_open(&opened, source, LIMIT_ATTACHED_BYTES);
	if (result != COPY_DONE)
		return result;
	folder_of(string_span(&sitting->path), &attachment.folder);
	result = copy_in(&attachment, &opened, extension_of(span_of(source)), watch);
	source_close(&opened);
	if (result == COPY_DONE)
		answer_with(&attachment, span_of(source), answer);
	string_free(&attachment.folder);
	string_free(&attachment.name);
	string_free(&attachment.path);
	return result;
}

void attached_drop(const char *const *paths, size_t count)
{
	struct string folder = {0};
	for (size_t i = 0; i < count; i++) {
		system_calls()->unlink(paths[i]);
		const char *slash = strrchr(paths[i], '/');
		string_clear(&folder);
		string_add(&folder, (struct span){paths[i], (size_t)(slash - paths[i])});
		system_calls()->rmdir(string_text(&folder)); /* with its last one */
	}
	string_free(&folder);
}

/* ---- what is there ---- */

/* A name as we give them: one that leads elsewhere is not followed. */
static bool is_name(struct span name)
{
	return name.length && name.data[0] != '.' && !memchr(name.data, '/', name.length) && !memchr(name.data, '\0', name.length);
}

bool sitting_attachments(struct sitting *sitting, bool (*each)(void *self, struct span name, struct span sha256, const char *path), void *self)
{
	struct cell cell = CELL_NONE;
	struct string folder = {0}, path = {0}, name = {0};
	bool fine = true;
	folder_of(string_span(&sitting->path), &folder);
	while (interview_step_all(sitting->interview, &cell)) {
		const struct item *item = &sitting->questionnaire->items[cell.item];
		if (item->kind != ITEM_QUESTION || item_type(item)->storage != STORE_FILE)
			continue;
		const struct answer *answer = interview_answer(sitting->interview, cell);
		if (answer->state != STATE_ANSWERED || !answer->sha256.length || !is_name(answer->v))
			continue;
		string_clear(&name);
		string_add(&name, answer->v);
		path_join(&path, string_text(&folder), string_text(&name));
		fine = each(self, answer->v, answer->sha256, string_text(&path)) && fine;
	}
	string_free(&folder);
	string_free(&path);
	string_free(&name);
	return fine;
}

static bool hold(void *self, struct span name, struct span sha256, const char *path)
{
	struct string *detail = self;
	struct source source;
	char now[65];
	enum copy_result result = source_open(&source, path, UINT64_MAX);
	if (result == COPY_DONE) {
		result = source_copy(&source, NULL, NULL, now);
		source_close(&source);
	}
	bool altered = result == COPY_EMPTY || (result == COPY_DONE && !span_is(sha256, now));
	if (result == COPY_DONE && !altered)
		return true;
	string_format(detail, "%s%.*s %s", detail->length ? "; " : "", SPAN_ARGUMENTS(name),
		altered ? "is not the file that was attached" : result == COPY_ABSENT ? "is missing" : "cannot be read");
	return false;
}

bool sitting_attachments_match(struct sitting *sitting, struct string *detail)
{
	return sitting_attachments(sitting, hold, detail);
}

/* ---- into another folder ---- */

struct removal {
	const char *from, *to;
	struct diagnostics *faults;
	bool fine;
};

static enum copy_result carry(const char *from, const char *to)
{
	struct diagnostics ignored = {0};
	struct source source;
	struct file_new file;
	char sha256[65];
	enum copy_result result = source_open(&source, from, UINT64_MAX);
	if (result != COPY_DONE)
		return result;
	if (!file_begin(&file, to, FILE_MODE, &ignored)) {
		result = COPY_UNWRITABLE;
	} else if ((result = source_copy(&source, &file, NULL, sha256)) != COPY_DONE) {
		file_abandon(&file);
	} else if (!file_settle(&file, &ignored) || !file_place(&file, &ignored)) {
		result = COPY_UNWRITABLE;
	}
	source_close(&source);
	diagnostics_free(&ignored);
	return result;
}

static bool carry_one(void *self, const char *name)
{
	struct removal *removal = self;
	struct string from = {0}, to = {0};
	path_join(&from, removal->from, name);
	path_join(&to, removal->to, name);
	if (span_find(span_of(name), SPAN(".tmp-")) == SIZE_MAX && carry(string_text(&from), string_text(&to)) != COPY_DONE) {
		diagnostics_error(removal->faults, "attachment", (struct place){.file = string_text(&from)}, "%s could not be copied", name);
		removal->fine = false;
	}
	string_free(&from);
	string_free(&to);
	return true;
}

bool attachments_carry(struct span from_journal, struct span to_journal, struct diagnostics *faults)
{
	struct string from = {0}, to = {0};
	folder_of(from_journal, &from);
	folder_of(to_journal, &to);
	struct removal removal = {string_text(&from), string_text(&to), faults, true};
	if (file_is_directory(removal.from))
		removal.fine = directory_make(removal.to, FOLDER_MODE, faults) && directory_list(removal.from, carry_one, &removal, faults) &&
					   removal.fine && directory_sync(removal.to, faults);
	string_free(&from);
	string_free(&to);
	return removal.fine;
}
