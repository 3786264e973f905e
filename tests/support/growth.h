/* How work grows with its size, told by processor time: a busy machine or valgrind slows both sides alike. */
#ifndef TANYA_TESTS_GROWTH_H
#define TANYA_TESTS_GROWTH_H

#include <stddef.h>

#define GROWTH_STEP 8

/* Fails the test unless GROWTH_STEP times the size costs well under the square of that: the least of a few tries counts.
 * The work builds what it needs for that size, and takes at least some milliseconds. */
void assert_grows_like_its_size(void (*work)(size_t size, const void *context), const void *context, size_t size);

#endif
