/* Wrapping without its short way, so that tests can hold one against the other. Private to base. */
#ifndef BASE_WRAP_H
#define BASE_WRAP_H

#include "tanya/base/text.h"

size_t wrap_by_unicode(struct span text, int columns, struct span *lines, size_t most);

#endif
