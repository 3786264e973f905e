#include "decoding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define PIECES_MOST 256

static void drain(struct decoder *decoder, int64_t now_ms, struct string *out)
{
	struct key key;
	while (decoder_next(decoder, now_ms, &key))
		key_print(out, key);
}

static void wait_until(struct decoder *decoder, int64_t end_ms, struct string *out)
{
	for (int64_t before = -1, deadline; (deadline = decoder_deadline_ms(decoder)) >= 0 && deadline < end_ms; before = deadline) {
		if (deadline == before)
			fail_msg("the decoder asks to be asked for ever");
		drain(decoder, deadline, out);
	}
}

void decoding_timed(struct decoder *decoder, const struct decoding_piece *pieces, size_t count, struct string *out)
{
	for (size_t i = 0; i < count; i++) {
		wait_until(decoder, pieces[i].at_ms, out);
		decoder_feed(decoder, pieces[i].bytes, pieces[i].at_ms);
		drain(decoder, pieces[i].at_ms, out);
	}
	wait_until(decoder, INT64_MAX, out);
}

/* The bytes cut at `cuts` places, each piece `apart_ms` after the last; then, long after, a letter. */
static void feed(const struct decoding *decoding, const size_t *cuts, size_t cut_count, int64_t apart_ms, int64_t escape_ms)
{
	struct decoding_piece pieces[PIECES_MOST];
	struct decoder *decoder = decoder_new(escape_ms);
	struct string out = {0}, expected = {0};
	size_t count = 0, from = 0;
	int64_t now = 1000;
	if (decoding->teach)
		decoding->teach(decoder, decoding->context);
	for (size_t i = 0; i <= cut_count; i++, now += apart_ms) {
		size_t end = i < cut_count ? cuts[i] : decoding->bytes.length;
		pieces[count++] = (struct decoding_piece){now, span_sub(decoding->bytes, from, end - from)};
		from = end;
	}
	pieces[count++] = (struct decoding_piece){now + 100 * escape_ms, SPAN("x")};
	decoding_timed(decoder, pieces, count, &out);
	string_format(&expected, "%sx", decoding->expected);
	if (strcmp(string_text(&out), string_text(&expected)) != 0)
		fail_msg("%s, first cut at %zu of %zu, %d ms apart: %s, expected %s", decoding->what, cut_count ? cuts[0] : 0, cut_count,
			(int)apart_ms, string_text(&out), string_text(&expected));
	string_free(&out);
	string_free(&expected);
	decoder_free(decoder);
}

void decoding_check(const struct decoding *decoding)
{
	static const struct {
		int64_t apart_ms, escape_ms;
	} paces[] = {{0, DECODING_ESCAPE_MS}, {20, DECODING_ESCAPE_MS}, {120, DECODING_REMOTE_MS}};
	size_t cuts[PIECES_MOST], length = decoding->bytes.length;
	assert_in_range(length, 1, PIECES_MOST - 2);
	feed(decoding, NULL, 0, 0, DECODING_ESCAPE_MS);
	for (size_t i = 0; i + 1 < length; i++)
		cuts[i] = i + 1;
	for (size_t pace = 0; pace < sizeof paces / sizeof *paces; pace++) {
		for (size_t i = 0; i + 1 < length; i++)
			feed(decoding, &cuts[i], 1, paces[pace].apart_ms, paces[pace].escape_ms);
		feed(decoding, cuts, length - 1, paces[pace].apart_ms, paces[pace].escape_ms);
	}
}
