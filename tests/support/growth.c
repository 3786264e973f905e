#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

#include "growth.h"

#define TRIES 5
/* Half way between a size and its square, as factors go. */
#define FACTOR_MOST 24.0

static double seconds(void (*work)(size_t, const void *), const void *context, size_t size)
{
	clock_t start = clock();
	work(size, context);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

void assert_grows_like_its_size(void (*work)(size_t size, const void *context), const void *context, size_t size)
{
	double factor = FACTOR_MOST;
	for (int i = 0; i < TRIES && factor >= FACTOR_MOST; i++) {
		double small = seconds(work, context, size);
		factor = seconds(work, context, size * GROWTH_STEP) / (small > 1e-6 ? small : 1e-6);
	}
	if (factor >= FACTOR_MOST)
		fail_msg("%d times the size costs %.1f times as much", GROWTH_STEP, factor);
}
