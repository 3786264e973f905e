/* Attached files: media/ID/NAME-N.EXT beside the tables, whose cells have the name. */
#include <errno.h>

#include "writer.h"

struct media {
	struct output *output;
	const struct entry *entry;
	struct diagnostics *faults;
	bool fine;
};

/* An earlier export has put it there. */
static bool is_there(const char *path, struct span sha256)
{
	struct source source;
	char now[65];
	if (source_open(&source, path, UINT64_MAX) != COPY_DONE)
		return false;
	bool same = source_copy(&source, NULL, NULL, now) == COPY_DONE && span_is(sha256, now);
	source_close(&source);
	return same;
}

static void tell(const struct media *media, struct span name, const char *what)
{
	diagnostics_error(media->faults, "attachment", (struct place){0}, "%.*s of interview %.*s %s", SPAN_ARGUMENTS(name),
		SPAN_ARGUMENTS(media->entry->id), what);
}

/* What is missing or altered is told, and the rest goes on; false when the copy cannot be written. */
static bool copy(struct media *media, struct output_file *file, struct span name, struct span sha256, const char *from)
{
	struct source source;
	char now[65];
	if (source_open(&source, from, UINT64_MAX) != COPY_DONE) {
		tell(media, name, "is missing, or cannot be read");
		return true;
	}
	bool begun = directory_make(file->folder, 0777, media->faults) && file_begin(&file->file, file->path, EXPORT_MODE, media->faults);
	enum copy_result result = begun ? source_copy(&source, &file->file, NULL, now) : COPY_UNWRITABLE;
	source_close(&source);
	if (begun && result == COPY_DONE && span_is(sha256, now)) {
		file->begun = file->settled = file_settle(&file->file, media->faults);
		return file->settled;
	}
	if (begun)
		file_abandon(&file->file);
	if (begun && (result == COPY_NO_ROOM || result == COPY_UNWRITABLE))
		return diagnostics_system(media->faults, "write", file->path, result == COPY_NO_ROOM ? ENOSPC : EIO);
	if (begun)
		tell(media, name, result == COPY_DONE || result == COPY_CHANGED ? "is not the file that was attached" : "cannot be read");
	return begun;
}

static bool put_one(void *self, struct span name, struct span sha256, const char *from)
{
	struct media *media = self;
	struct output *output = media->output;
	struct string folder = {0}, path = {0};
	string_format(&folder, "%s/media/%.*s", output->folder, SPAN_ARGUMENTS(media->entry->id));
	string_format(&path, "%s/%.*s", string_text(&folder), SPAN_ARGUMENTS(name));
	if (media->fine && !is_there(string_text(&path), sha256)) {
		struct output_file file = {.path = span_copy(output->arena, string_span(&path)).data, .folder = span_copy(output->arena, string_span(&folder)).data};
		media->fine = copy(media, &file, name, sha256, from);
		if (file.settled)
			ARRAY_PUSH(output->files, output->count, output->capacity, file);
	}
	string_free(&folder);
	string_free(&path);
	return media->fine;
}

bool media_put(struct output *output, const struct entry *entry, struct sitting *sitting, struct diagnostics *faults)
{
	struct media media = {output, entry, faults, true};
	sitting_attachments(sitting, put_one, &media);
	return media.fine;
}
