/* Bytes through the decoder in every way in which they may come: what the keys are does not depend on it. */
#ifndef TANYA_TESTS_DECODING_H
#define TANYA_TESTS_DECODING_H

#include "keys.h"

#define DECODING_ESCAPE_MS 25
#define DECODING_REMOTE_MS 150

struct decoding_piece {
	int64_t at_ms;
	struct span bytes;
};

/* Feeds pieces at their times, asking as the loop does: at each deadline and after each piece, until nothing is due. The
 * keys are appended to `out`. A decoder that asks to be asked for ever fails the test. */
void decoding_timed(struct decoder *decoder, const struct decoding_piece *pieces, size_t count, struct string *out);
/* Whole, cut in two at each byte, and each byte by itself; 0 and 20 ms apart, and 120 ms
 * where a connection is remote. Each time silence and
 * a letter follow, which must come out too. `teach` (may be NULL) is called for each decoder that is made. */
struct decoding {
	const char *what; /* for a failure */
	struct span bytes;
	const char *expected;
	void (*teach)(struct decoder *decoder, const void *context);
	const void *context;
};
void decoding_check(const struct decoding *decoding);

#endif
