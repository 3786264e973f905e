/* The table of formats, and writing all files of an export at the end. */
#include <errno.h>
#include <string.h>

#include "tanya/system.h"
#include "writer.h"

static const struct {
	const char *name;
	writer_function *write;
} formats[] = {
#define X(name) {#name, export_##name},
#include "formats.def"
#undef X
};
#define FORMATS (sizeof formats / sizeof *formats)

const char *export_formats(uint32_t index)
{
	return index < FORMATS ? formats[index].name : NULL;
}

/* ---- files ---- */

#define HELD_BYTES 1048576 /* of a file at most, before they go to the disk */

size_t output_add(struct output *output, const char *suffix)
{
	struct string path = {0};
	string_format(&path, "%s/%.*s%s", output->folder, SPAN_ARGUMENTS(output->stem), suffix);
	struct output_file file = {.path = span_copy(output->arena, string_span(&path)).data, .folder = output->folder};
	ARRAY_PUSH(output->files, output->count, output->capacity, file);
	string_free(&path);
	return output->count - 1;
}

/* What is held goes into the file beside the one that it will be. */
static bool put_held(struct output_file *file, struct diagnostics *faults)
{
	if (!file->begun) {
		if (!directory_make(file->folder, 0777, faults) || !file_begin(&file->file, file->path, EXPORT_MODE, faults))
			return false;
		file->begun = true;
	}
	bool fine = file_put(&file->file, string_span(&file->bytes), faults);
	string_clear(&file->bytes);
	return fine;
}

struct string *output_bytes(struct output *output, size_t index)
{
	return &output->files[index].bytes;
}

bool output_flush(struct output *output, struct diagnostics *faults)
{
	for (size_t i = 0; i < output->count; i++)
		if (output->files[i].bytes.length >= HELD_BYTES && !put_held(&output->files[i], faults))
			return false;
	return true;
}

/* All are on the disk before the first takes its name, and no name is a folder's: then only the system can fail half-way. */
static bool settle_all(struct output *output, struct diagnostics *faults)
{
	for (size_t i = 0; i < output->count; i++)
		if (!output->files[i].settled && !put_held(&output->files[i], faults))
			return false;
	for (size_t i = 0; i < output->count; i++) {
		if (file_is_directory(output->files[i].path))
			return diagnostics_system(faults, "replace", output->files[i].path, EISDIR);
		if (!output->files[i].settled)
			output->files[i].begun = output->files[i].settled = file_settle(&output->files[i].file, faults);
		if (!output->files[i].settled)
			return false;
	}
	return true;
}

static bool place_all(struct output *output, void (*wrote)(void *self, const char *path), void *self, struct diagnostics *faults)
{
	for (size_t i = 0; i < output->count; i++) {
		output->files[i].begun = false;
		if (!file_place(&output->files[i].file, faults))
			return false;
		wrote(self, output->files[i].path);
	}
	bool synced = true;
	for (size_t i = 0; i < output->count && synced; i++) /* the files of a folder stand together */
		if (i + 1 == output->count || strcmp(output->files[i].folder, output->files[i + 1].folder) != 0)
			synced = directory_sync(output->files[i].folder, faults);
	return synced;
}

static void drop_all(struct output *output)
{
	for (size_t i = 0; i < output->count; i++) {
		if (output->files[i].begun)
			file_abandon(&output->files[i].file);
		string_free(&output->files[i].bytes);
	}
	memory_free(output->files);
	arena_free(output->arena);
}

/* ---- formats ---- */

static writer_function *find_format(struct span format, struct diagnostics *faults)
{
	struct string known = {0};
	writer_function *found = NULL;
	for (size_t i = 0; i < FORMATS; i++) {
		if (span_is(format, formats[i].name))
			found = formats[i].write;
		string_format(&known, "%s%s", i ? ", " : "", formats[i].name);
	}
	if (!found) {
		diagnostics_error(faults, "unknown-format", (struct place){0}, "there is no format %.*s", SPAN_ARGUMENTS(format));
		diagnostic_cure(faults, "take one of %s", string_text(&known));
	}
	string_free(&known);
	return found;
}

/* Real and made-up interviews go to files of their own. */
static bool write_kind(struct store *store, writer_function *writer, const struct export_options *options, const struct entries *entries,
                       bool simulated, struct output *output, bool *any, struct diagnostics *faults)
{
	struct dataset dataset;
	const struct dataset_options wanted = {.partial = options->partial, .closed = options->closed, .simulated = simulated};
	struct string stem = {0};
	bool fine = dataset_open(store, options->form, entries, &wanted, &dataset, faults);
	if (fine && dataset.entry_count) {
		*any = true;
		string_format(&stem, "%.*s%s", SPAN_ARGUMENTS(options->form), simulated ? ".simulated" : "");
		output->stem = span_copy(output->arena, string_span(&stem));
		fine = writer(store, &dataset, options, output, faults);
	}
	string_free(&stem);
	dataset_close(&dataset);
	return fine;
}

static void count_left(const struct entries *entries, const struct export_options *options, struct export_left *left)
{
	*left = (struct export_left){0};
	for (size_t i = 0; i < entries->count; i++) {
		left->partial += entries->items[i].status == INTERVIEW_PARTIAL && !options->partial && !entries->items[i].unreadable;
		left->closed += entries->items[i].status == INTERVIEW_CLOSED && !options->closed;
	}
}

/* What there is besides, and how it is had. */
static bool nothing(const struct export_options *options, const struct export_left *left, struct diagnostics *faults)
{
	struct string cure = {0};
	if (left->partial)
		string_format(&cure, "--partial adds %zu", left->partial);
	if (left->closed)
		string_format(&cure, "%s--closed adds %zu", left->partial ? ", " : "", left->closed);
	diagnostics_error(faults, "nothing-to-export", (struct place){0}, cure.length ? "no complete interview of %.*s" : "no interview of %.*s is stored",
	                  SPAN_ARGUMENTS(options->form));
	diagnostic_cure(faults, "%s", cure.length ? string_text(&cure) : "`tanya list --status all` shows what there is");
	string_free(&cure);
	return false;
}

bool export_write(struct store *store, struct span format, const struct export_options *options, void (*wrote)(void *self, const char *path), void *self,
                  struct export_left *left, struct diagnostics *faults)
{
	writer_function *writer = find_format(format, faults);
	struct output output = {.arena = arena_new(), .folder = options->output};
	struct entries entries = {0};
	bool any = false;
	bool fine = writer && dataset_list(store, options->form, &entries, faults) &&
	            write_kind(store, writer, options, &entries, false, &output, &any, faults) &&
	            write_kind(store, writer, options, &entries, true, &output, &any, faults);
	count_left(&entries, options, left);
	if (fine && !any)
		fine = nothing(options, left, faults);
	fine = fine && settle_all(&output, faults) && place_all(&output, wrote, self, faults);
	drop_all(&output);
	entries_free(&entries);
	return fine;
}
