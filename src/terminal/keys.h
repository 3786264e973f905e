/* The keys of a terminal, from its terminfo entry. */
#ifndef TANYA_TERMINAL_KEYS_H
#define TANYA_TERMINAL_KEYS_H

#include "tanya/screen.h"

/* Of the terminal that is loaded: the forms that begin with Esc. */
void terminal_teach(struct decoder *decoder);

#endif
