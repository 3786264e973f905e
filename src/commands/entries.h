/* What list, show, verify and the home screen share about one interview. */
#ifndef TANYA_COMMANDS_ENTRIES_H
#define TANYA_COMMANDS_ENTRIES_H

#include "command.h"
#include "tanya/formats.h"
#include "tanya/sitting.h"

void entry_json(struct json_writer *writer, const struct entry *entry); /* the members of `list`, without braces */
void tsv_cell(struct string *out, struct span text, bool first);        /* tab and line break become a space, controls U+FFFD */
/* One interview, labelled, as text. */
void show_text(struct sitting *sitting, const struct entry *entry, uint32_t language, struct string *out);

/* A command on one interview: finds it, calls `act`, tells faults; the exit status. */
int with_entry(const struct global *global, const char *id, int (*act)(void *self, struct store *store, struct entry *entry, struct diagnostics *faults),
               void *self);

/* export.c, for the home screen too. */
struct export_left;
void export_wrote(void *self, const char *path); /* adds its line to the string `self` */
void export_left_line(const struct export_left *left, struct string *out); /* what was left out, and how it is had; nothing when nothing was */

#endif
