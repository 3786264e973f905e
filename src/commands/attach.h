/* Files that are attached to answers: where one lies that was typed, why it is not taken, what lies beside it. Private to
 * commands/. */
#ifndef TANYA_COMMANDS_ATTACH_H
#define TANYA_COMMANDS_ATTACH_H

#include "stage.h"

/* Why a file was not taken, in English, to be translated; it fits on one line. */
const char *attach_words(enum copy_result result);
/* The path that was meant: as it is typed, else without quotes, file://, backslashes, which pasted ones have; ~ is home. */
void attach_path(struct span typed, struct string *path);
/* The screen's intents; NULL, or why it was refused. Copying shows how far it has come; Esc stops it. */
const char *attach_intent(struct stage *stage, struct intent *intent);
void attach_list(struct stage *stage, struct span typed);

#endif
