/* A whole interview as a file of keys: tests/interviews/NAME.keys on the questionnaire of that name.
 * A line is the path of the question that must be on screen ("finish" for the last page), a tab, and the keys that are
 * typed there; lines that begin with # tell a reader what goes on. */
#ifndef TANYA_TESTS_SCRIPT_H
#define TANYA_TESTS_SCRIPT_H

#include "play.h"

/* A coded question is a select_one, a select_multiple or an acknowledge that is answered or has a non-answer, each row of
 * a repeat and each line of a grid for itself. The keys of texts, numbers, quantities, dates and lists, the Enter that
 * ends them included, are typing, and so are the letters of `other`. Every other key is charged to the coded questions:
 * picks and ticks, Enter behind several ticks, Enter past notes, "another row or go on", answers to dialogs, the end. */
struct script {
	struct play play;
	unsigned coded, coded_keys, typed, typed_keys;
};

extern const char *const script_names[3]; /* of the Jambi study; below questionnaires/, without .yaml */
#define SCRIPT_AIM 1.6 /* keys a coded question, at most */

void script_play(struct script *script, const char *name, const char *language); /* a page other than expected fails */
void script_path(const char *name, const char *ending, struct string *out); /* of its file in tests/interviews */
double script_keys_a_question(const struct script *script);
/* Headers and cells as `fill` takes them, a line each: "supplier_rows[1]/supplier_share<tab>60"; line breaks as \n. */
void script_answers(const struct script *script, struct string *out);
void script_close(struct script *script);

#endif
