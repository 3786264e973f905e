/* export: one writer a format, in the table of formats (src/export/formats.def). All files are written whole or not at all. */
#ifndef TANYA_EXPORT_H
#define TANYA_EXPORT_H

#include "tanya/dataset.h"

struct export_options {
	struct span form;
	const char *output; /* folder */
	bool only_data, partial, closed;
};
struct export_left { /* out, for want of the option */
	size_t partial, closed;
};

/* Writes the format's files; each path written is given to `wrote`; *left counts those not taken. An unknown format is a fault (code unknown-format) that lists those that
 * there are. No interview at all writes files with headers only, if a questionnaire is pinned; else a fault. */
bool export_write(struct store *store, struct span format, const struct export_options *options,
                  void (*wrote)(void *self, const char *path), void *self, struct export_left *left, struct diagnostics *faults);
const char *export_formats(uint32_t index); /* names for help and completion; NULL at the end */

#endif
