/* Questionnaires from real files. */
#include <errno.h>
#include <string.h>

#include "data.h"
#include "tanya/system.h"

/* Which form is read: what it names must lie in its folder, and not be led out of it by a link. */
struct form_folder {
	const char *form;
	size_t length; /* of the folder's part of the form's path, with its slash; 0: the current folder */
};

/* Is a part of the path below the folder a link? */
static bool has_link(const struct form_folder *folder, const char *path)
{
	struct string part = {0};
	bool link = false;
	size_t at = strncmp(path, folder->form, folder->length) == 0 ? folder->length : 0;
	while (path[at] && !link) {
		struct stat status;
		at += strcspn(path + at, "/");
		string_clear(&part);
		string_add(&part, (struct span){path, at});
		link = system_calls()->lstat(string_text(&part), &status) == 0 && S_ISLNK(status.st_mode);
		at += strspn(path + at, "/");
	}
	string_free(&part);
	return link;
}

static bool is_missing(const char *path)
{
	struct stat status;
	return system_calls()->lstat(path, &status) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

/* What is wrong with a name in a form is the form's fault; only what the system refuses to read is the system's. */
static bool named_well(const struct form_folder *folder, const char *path, struct diagnostics *faults)
{
	struct place place = {.file = path};
	if (has_link(folder, path)) {
		diagnostics_error(
			faults, "link", place, "this is a link; a file that a form names must lie in the form's own folder");
		diagnostic_cure(faults, "copy the file there");
		return false;
	}
	if (is_missing(path)) {
		diagnostics_error(faults, "missing-file", place, "there is no file %s", path);
		diagnostic_cure(faults, "put it there, or mend its name");
		return false;
	}
	return true;
}

static bool read_file(void *self, const char *path, struct string *out, struct diagnostics *faults)
{
	const struct form_folder *folder = self;
	if (folder && strcmp(path, folder->form) != 0 && !named_well(folder, path, faults))
		return false;
	return file_read(path, LIMIT_FILE_BYTES, out, faults);
}

struct questionnaire_reader store_reader(void)
{
	return (struct questionnaire_reader){.read = read_file, .hash = hash_sha256};
}

struct questionnaire *store_load_form(const char *path, struct diagnostics *faults)
{
	const char *slash = strrchr(path, '/');
	struct form_folder folder = {.form = path, .length = slash ? (size_t)(slash + 1 - path) : 0};
	struct questionnaire_reader reader = store_reader();
	reader.self = &folder;
	return questionnaire_load(path, &reader, faults);
}

static bool is_hash(struct span sha256)
{
	bool fine = sha256.length == 64;
	for (size_t i = 0; fine && i < 64; i++)
		fine = memchr("0123456789abcdef", sha256.data[i], 16) != NULL;
	return fine;
}

/* A path that an interview's first line names: it must stay in the pinned folder. */
static bool is_inside(struct span form)
{
	struct span rest = form, part;
	bool fine = form.length && form.data[0] != '/' && !memchr(form.data, 0, form.length);
	while (fine && span_next(&rest, '/', &part))
		fine = part.length && !span_is(part, "..") && !span_is(part, ".");
	return fine;
}

/* Warnings were told when the interview began; of a pinned text only what keeps it from loading counts. */
static struct questionnaire *load_quietly(const char *path, struct span sha256, struct diagnostics *faults)
{
	struct diagnostics found = {0};
	struct questionnaire *questionnaire = store_load_form(path, &found);
	if (!questionnaire) {
		struct string first = {0};
		for (size_t i = 0; i < found.count && !first.length; i++)
			if (found.items[i].severity == SEVERITY_ERROR)
				diagnostic_print(&first, &found.items[i]);
		if (found.system)
			diagnostics_system_again(faults, found.items[0].message);
		else
			diagnostics_error(faults, "pinned", (struct place){.file = path},
				"the questionnaire that the interview was started with does not load: %s", string_text(&first));
		string_free(&first);
	} else if (!span_is(sha256, questionnaire->sha256)) {
		diagnostics_error(faults, "pinned", (struct place){.file = path},
			"the questionnaire that the interview was started with was changed in the data directory: its hash is %s",
			questionnaire->sha256);
		diagnostic_cure(faults, "put the original back, for instance from another copy of the data directory");
		questionnaire_free(questionnaire);
		questionnaire = NULL;
	}
	diagnostics_free(&found);
	return questionnaire;
}

struct questionnaire *store_load_pinned(
	struct store *store, struct span sha256, struct span form, struct diagnostics *faults)
{
	struct questionnaire *questionnaire = NULL;
	struct string path = {0};
	if (!is_hash(sha256) || !is_inside(form)) {
		diagnostics_error(
			faults, "pinned", (struct place){0}, "the interview names no questionnaire that could be kept here");
		return NULL;
	}
	store_join(store, &path, "questionnaires", sha256);
	string_add_byte(&path, '/');
	string_add(&path, form);
	if (!is_missing(string_text(&path))) {
		questionnaire = load_quietly(string_text(&path), sha256, faults);
	} else {
		diagnostics_error(faults, "pinned", (struct place){.file = string_text(&path)},
			"the questionnaire that the interview was started with is missing");
		diagnostic_cure(faults, "bring the folder questionnaires/%.*s back", SPAN_ARGUMENTS(sha256));
	}
	string_free(&path);
	return questionnaire;
}

const struct questionnaire *store_pinned(
	struct store *store, struct span sha256, struct span form, struct diagnostics *faults)
{
	for (size_t i = 0; i < store->pinned_count; i++)
		if (span_is(sha256, store->pinned[i].sha256))
			return store->pinned[i].questionnaire;
	struct questionnaire *questionnaire = store_load_pinned(store, sha256, form, faults);
	if (!questionnaire)
		return NULL;
	struct pinned pinned = {.questionnaire = questionnaire};
	memcpy(pinned.sha256, questionnaire->sha256, sizeof pinned.sha256);
	ARRAY_PUSH(store->pinned, store->pinned_count, store->pinned_capacity, pinned);
	return questionnaire;
}
