/* How far long work has come. */
#ifndef TANYA_BASE_PROGRESS_H
#define TANYA_BASE_PROGRESS_H

#include <stddef.h>

/* Whoever shows it hangs itself in: `step` is called between two pieces of work. */
struct progress {
	void (*step)(struct progress *self, size_t done, size_t all); /* all 0: not known */
};

/* NULL: nobody looks. */
static inline void progress_step(struct progress *progress, size_t done, size_t all)
{
	if (progress)
		progress->step(progress, done, all);
}

#endif
