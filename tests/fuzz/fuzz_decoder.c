/* The decoder on any bytes: it ends, asks for no more than it was given, says nothing that depends on how the bytes
 * were parted, gives no control as text; after a discard at any byte it ends too. */
#include <stdlib.h>
#include <string.h>

#include "tanya/screen.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_key(struct string *out, struct key key)
{
	string_format(out, "%d:%u:%.*s;", (int)key.kind, key.codepoint, SPAN_ARGUMENTS(key.text));
	bool control = key.codepoint < 32 || (key.codepoint >= 0x7f && key.codepoint < 0xa0);
	if (key.kind == PRESS_TEXT && (control || key.codepoint > 0x10FFFF || (key.codepoint >= 0xD800 && key.codepoint < 0xE000)))
		abort();
}

/* Fed in steps of so many bytes within one millisecond, then silence. What came before `discard_at` is thrown away there. */
static void run(struct span bytes, size_t step, size_t discard_at, struct string *out)
{
	struct decoder *decoder = decoder_new(25);
	struct key key;
	int64_t now = 1;
	for (size_t at = 0; at < bytes.length; at += step) {
		if (at == discard_at)
			decoder_discard(decoder);
		decoder_feed(decoder, span_sub(bytes, at, step), now);
		while (decoder_next(decoder, now, &key))
			add_key(out, key);
	}
	size_t rounds = 0;
	while ((now = decoder_deadline_ms(decoder)) >= 0) {
		while (decoder_next(decoder, now, &key))
			add_key(out, key);
		if (++rounds > bytes.length + 1)
			abort(); /* it waits for what will never come */
	}
	decoder_free(decoder);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = {(const char *)data, size};
	struct string whole = {0}, split = {0};
	if (size > 4096)
		return 0;
	run(bytes, size ? size : 1, SIZE_MAX, &whole);
	run(bytes, 1, SIZE_MAX, &split);
	if (!span_equal(string_span(&whole), string_span(&split)))
		abort();
	run(bytes, 1, size / 2, &split);
	string_free(&whole);
	string_free(&split);
	return 0;
}
