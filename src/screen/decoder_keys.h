/* What single sequences mean: tables of finals and numbers, as terminals send them. */
#ifndef TANYA_SCREEN_DECODER_KEYS_H
#define TANYA_SCREEN_DECODER_KEYS_H

#include "tanya/screen.h"

/* As terminals count them, less the 1 that they add. */
enum modifier { MODIFIER_SHIFT = 1, MODIFIER_ALT = 2, MODIFIER_CTRL = 4, MODIFIER_META = 8 };

/* Each gives PRESS_NONE for what is no key of ours. `parameters` are the bytes between introducer and final. */
struct key key_of_csi(struct span parameters, char final);
struct key key_of_ss3(struct span parameters, char final);
struct key key_of_console(char final); /* ESC [ [ A … E of the Linux console */
struct key key_of_control(unsigned char byte);
/* Ctrl or Alt with an arrow moves by words, a modified function key is none; other modified keys are the plain ones. */
struct key key_modified(struct key key, unsigned modifiers);

#endif
