/* Files that are attached to answers: where they lie, why one is not taken, what lies beside it. Private to commands/. */
#ifndef TANYA_COMMANDS_ATTACH_H
#define TANYA_COMMANDS_ATTACH_H

#include "tanya/sitting.h"

/* Why a file was not taken, in English, to be translated; it fits on one line. */
const char *attach_words(enum copy_result result);

#endif
