/* A writer: a dataset in, files out. Private to the room. */
#ifndef TANYA_EXPORT_WRITER_H
#define TANYA_EXPORT_WRITER_H

#include "tanya/export.h"
#include "tanya/system.h"

/* Files while they are made, beside those that they will replace: they get their names when the last is made, so that a fault
 * leaves none half done, and memory stays flat. */
struct output_file {
	const char *path, *folder;
	struct string bytes; /* not yet on the disk */
	struct file_new file;
	bool begun, settled; /* settled: all of it is on the disk, but for its name */
};
struct output {
	struct arena *arena;
	const char *folder;
	struct span stem; /* FORM, or FORM.simulated */
	struct output_file *files;
	size_t count, capacity;
};
#define EXPORT_MODE 0666 /* exports follow the umask (4-files) */
size_t output_add(struct output *output, const char *suffix); /* "-workers.states.csv"; its index */
struct string *output_bytes(struct output *output, size_t index); /* to be added to */
bool output_flush(struct output *output, struct diagnostics *faults); /* called between interviews: what grew long goes to the disk */

typedef bool writer_function(struct store *store, struct dataset *dataset, const struct export_options *options, struct output *output,
                             struct diagnostics *faults);
#define X(name) writer_function export_##name;
#include "formats.def"
#undef X

/* Remarks and audit of one interview, as lines of their CSV files (notes.c, audit.c). */
bool remarks_put(struct string *out, const struct entry *entry, struct sitting *sitting, struct diagnostics *faults);
bool audit_put(struct string *out, const struct entry *entry, struct sitting *sitting, struct diagnostics *faults);
/* The files that are attached to its answers (media.c); one that a last export has put there is left as it is. */
bool media_put(struct output *output, const struct entry *entry, struct sitting *sitting, struct diagnostics *faults);
extern const char remarks_header[], audit_header[];

#endif
