/* Bytes to keys. At the front of the buffer stands a character, a control, or an escape sequence; what is not whole yet waits for more
 * bytes or for silence. Forms: ECMA-48 CSI and SS3 as xterm, rxvt, PuTTY, kitty (CSI u), screen, tmux and the Linux console send them. */
#include <string.h>

#include "tanya/screen.h"

#define ESC 0x1b
#define STRING_SILENCE_MS 1000 /* an OSC or paste that never ends is given up after this much silence */
#define LEARNED_MOST 64

struct learned {
	char sequence[16];
	size_t length;
	struct key key;
};

struct decoder {
	struct string buffer;
	size_t at;          /* what lies before was given out */
	size_t scanned;     /* a string's end was looked for up to here */
	int64_t escape_ms, last_ms, asked_ms; /* asked: when bytes last were too few for a key */
	struct learned learned[LEARNED_MOST];
	size_t learned_count;
	struct string text; /* of the last paste or probe */
};

/* What a look at the front of the buffer gave: bytes to take away, 0 when more are needed; a key, or PRESS_NONE for what is swallowed. */
struct look {
	size_t length;
	struct key key;
};

struct form {
	int code;
	struct key key;
};

static const struct form csi_finals[] = {
	{'A', {.kind = PRESS_UP}},   {'B', {.kind = PRESS_DOWN}}, {'C', {.kind = PRESS_RIGHT}},    {'D', {.kind = PRESS_LEFT}},
	{'H', {.kind = PRESS_HOME}}, {'F', {.kind = PRESS_END}},  {'Z', {.kind = PRESS_BACK_TAB}}, {'a', {.kind = PRESS_UP}},
	{'b', {.kind = PRESS_DOWN}}, {'c', {.kind = PRESS_WORD_RIGHT}}, {'d', {.kind = PRESS_WORD_LEFT}}, {'P', {PRESS_FUNCTION, 1, {0}}},
	{'Q', {PRESS_FUNCTION, 2, {0}}}, {'R', {PRESS_FUNCTION, 3, {0}}}, {'S', {PRESS_FUNCTION, 4, {0}}},
};

static const struct form ss3_finals[] = {
	{'A', {.kind = PRESS_UP}},   {'B', {.kind = PRESS_DOWN}}, {'C', {.kind = PRESS_RIGHT}}, {'D', {.kind = PRESS_LEFT}},
	{'H', {.kind = PRESS_HOME}}, {'F', {.kind = PRESS_END}},  {'M', {.kind = PRESS_ENTER}}, {'I', {.kind = PRESS_TAB}},
	{'a', {.kind = PRESS_UP}},   {'b', {.kind = PRESS_DOWN}}, {'c', {.kind = PRESS_WORD_RIGHT}}, {'d', {.kind = PRESS_WORD_LEFT}},
	{'P', {PRESS_FUNCTION, 1, {0}}}, {'Q', {PRESS_FUNCTION, 2, {0}}}, {'R', {PRESS_FUNCTION, 3, {0}}}, {'S', {PRESS_FUNCTION, 4, {0}}},
	{'j', {PRESS_TEXT, '*', {0}}}, {'k', {PRESS_TEXT, '+', {0}}}, {'l', {PRESS_TEXT, ',', {0}}}, {'m', {PRESS_TEXT, '-', {0}}},
	{'n', {PRESS_TEXT, '.', {0}}}, {'o', {PRESS_TEXT, '/', {0}}}, {'p', {PRESS_TEXT, '0', {0}}}, {'q', {PRESS_TEXT, '1', {0}}},
	{'r', {PRESS_TEXT, '2', {0}}}, {'s', {PRESS_TEXT, '3', {0}}}, {'t', {PRESS_TEXT, '4', {0}}}, {'u', {PRESS_TEXT, '5', {0}}},
	{'v', {PRESS_TEXT, '6', {0}}}, {'w', {PRESS_TEXT, '7', {0}}}, {'x', {PRESS_TEXT, '8', {0}}}, {'y', {PRESS_TEXT, '9', {0}}},
};

static const struct form tilde_numbers[] = {
	{1, {.kind = PRESS_HOME}},       {2, {.kind = PRESS_INSERT}},     {3, {.kind = PRESS_DELETE}},     {4, {.kind = PRESS_END}},
	{5, {.kind = PRESS_PAGE_UP}},    {6, {.kind = PRESS_PAGE_DOWN}},  {7, {.kind = PRESS_HOME}},       {8, {.kind = PRESS_END}},
	{11, {PRESS_FUNCTION, 1, {0}}},  {12, {PRESS_FUNCTION, 2, {0}}},  {13, {PRESS_FUNCTION, 3, {0}}},  {14, {PRESS_FUNCTION, 4, {0}}},
	{15, {PRESS_FUNCTION, 5, {0}}},  {17, {PRESS_FUNCTION, 6, {0}}},  {18, {PRESS_FUNCTION, 7, {0}}},  {19, {PRESS_FUNCTION, 8, {0}}},
	{20, {PRESS_FUNCTION, 9, {0}}},  {21, {PRESS_FUNCTION, 10, {0}}}, {23, {PRESS_FUNCTION, 11, {0}}}, {24, {PRESS_FUNCTION, 12, {0}}},
};

static struct key find_form(const struct form *forms, size_t count, int code)
{
	for (size_t i = 0; i < count; i++)
		if (forms[i].code == code)
			return forms[i].key;
	return (struct key){0};
}
#define FIND_FORM(forms, code) find_form(forms, sizeof(forms) / sizeof *(forms), code)

struct decoder *decoder_new(int64_t escape_ms)
{
	struct decoder *decoder = memory_alloc(sizeof *decoder);
	decoder->escape_ms = escape_ms;
	return decoder;
}

void decoder_free(struct decoder *decoder)
{
	if (!decoder)
		return;
	string_free(&decoder->buffer);
	string_free(&decoder->text);
	memory_free(decoder);
}

void decoder_learn(struct decoder *decoder, const char *sequence, struct key key)
{
	size_t length = sequence ? strlen(sequence) : 0;
	if (length < 2 || length >= sizeof decoder->learned[0].sequence || decoder->learned_count == LEARNED_MOST)
		return;
	struct learned *learned = &decoder->learned[decoder->learned_count++];
	memcpy(learned->sequence, sequence, length);
	learned->length = length;
	learned->key = key;
}

void decoder_feed(struct decoder *decoder, struct span bytes, int64_t now_ms)
{
	if (decoder->at == decoder->buffer.length) {
		string_clear(&decoder->buffer);
		decoder->at = decoder->scanned = 0;
	}
	string_add(&decoder->buffer, bytes);
	decoder->last_ms = now_ms;
}

static struct span pending(const struct decoder *decoder)
{
	return span_sub(string_span(&decoder->buffer), decoder->at, SIZE_MAX);
}

/* Ctrl or Alt with an arrow moves by words; other modified keys are taken as the plain ones. */
static struct key with_modifiers(struct key key, int modifiers)
{
	if ((modifiers & 6) && key.kind == PRESS_LEFT)
		key.kind = PRESS_WORD_LEFT;
	else if ((modifiers & 6) && key.kind == PRESS_RIGHT)
		key.kind = PRESS_WORD_RIGHT;
	else if ((modifiers & 7) && key.kind == PRESS_FUNCTION)
		key.kind = PRESS_NONE;
	return key;
}

static struct key kitty_key(int codepoint, int modifiers)
{
	static const struct form plain[] = {{13, {.kind = PRESS_ENTER}}, {27, {.kind = PRESS_ESCAPE}}, {9, {.kind = PRESS_TAB}}, {127, {.kind = PRESS_BACKSPACE}}, {8, {.kind = PRESS_BACKSPACE}}, {57414, {.kind = PRESS_ENTER}}};
	struct key key = FIND_FORM(plain, codepoint);
	if (key.kind == PRESS_TAB && (modifiers & 1))
		return (struct key){.kind = PRESS_BACK_TAB};
	if (key.kind != PRESS_NONE)
		return key;
	if (codepoint < 32 || (codepoint >= 0xD800 && codepoint < 0xF900) || codepoint > 0x10FFFF)
		return (struct key){0};
	if ((modifiers & 4) && codepoint == 'c')
		return (struct key){.kind = PRESS_ESCAPE};
	if ((modifiers & 4) && codepoint >= 'a' && codepoint <= 'z')
		return (struct key){PRESS_CONTROL, (uint32_t)codepoint, {0}};
	if (modifiers & 2)
		return (struct key){PRESS_ALT, (uint32_t)codepoint, {0}};
	return (struct key){modifiers & 4 ? PRESS_NONE : PRESS_TEXT, (uint32_t)codepoint, {0}};
}

static struct look paste_look(struct decoder *decoder, struct span bytes, size_t head, bool silent)
{
	size_t from = decoder->scanned > head ? decoder->scanned : head;
	size_t end = span_find(span_sub(bytes, from, SIZE_MAX), SPAN("\x1b[201~"));
	if (end == SIZE_MAX && !silent && bytes.length < LIMIT_ANSWER_BYTES) {
		decoder->scanned = bytes.length > head + 5 ? bytes.length - 5 : head;
		return (struct look){0};
	}
	size_t stop = end == SIZE_MAX ? bytes.length : from + end;
	string_clear(&decoder->text);
	string_add(&decoder->text, span_sub(bytes, head, stop - head));
	return (struct look){stop + (end == SIZE_MAX ? 0 : 6), {PRESS_PASTE, 0, string_span(&decoder->text)}};
}

/* Up to two numbers of a CSI sequence: first, second (with sub-parameters passed over). */
static void csi_numbers(struct span parameters, int numbers[2])
{
	size_t which = 0;
	bool sub = false;
	for (size_t i = 0; i < parameters.length && which < 2; i++) {
		char c = parameters.data[i];
		if (c == ';') {
			which++;
			sub = false;
		} else if (c == ':') {
			sub = true;
		} else if (c >= '0' && c <= '9' && !sub && numbers[which] < 1000000) {
			numbers[which] = numbers[which] * 10 + (c - '0');
		}
	}
}

#define PROBE_NUMBER 9999 /* CSI 9999 ; N ~ is the tests' private key */

static struct key csi_key(struct decoder *decoder, struct span parameters, char final)
{
	int numbers[2] = {0, 0};
	csi_numbers(parameters, numbers);
	if (parameters.length && parameters.data[0] >= '<' && parameters.data[0] <= '?')
		return (struct key){0}; /* a report, a mouse: nobody asked */
	int modifiers = numbers[1] > 0 ? numbers[1] - 1 : 0;
	if (final == '~' && numbers[0] == PROBE_NUMBER) {
		string_clear(&decoder->text);
		string_format(&decoder->text, "%d", numbers[1]);
		return (struct key){PRESS_PROBE, 0, string_span(&decoder->text)};
	}
	if (final == 'u')
		return kitty_key(numbers[0], modifiers);
	if (final == '~' || final == '^' || final == '$' || final == '@')
		return with_modifiers(FIND_FORM(tilde_numbers, numbers[0]), modifiers);
	return with_modifiers(FIND_FORM(csi_finals, final), modifiers);
}

/* ESC [ …: parameters 0x30–0x3f, intermediates 0x20–0x2f, a final 0x40–0x7e (ECMA-48 section 5.4). */
static struct look csi_look(struct decoder *decoder, struct span bytes, bool silent)
{
	if (span_starts(bytes, SPAN("\x1b[200~")))
		return paste_look(decoder, bytes, 6, silent);
	if (bytes.length > 2 && bytes.data[2] == '[') /* Linux console: ESC [ [ A … E are F1 to F5 */
		return bytes.length > 3 ? (struct look){4, {bytes.data[3] >= 'A' && bytes.data[3] <= 'E' ? PRESS_FUNCTION : PRESS_NONE, (uint32_t)(bytes.data[3] - 'A' + 1), {0}}}
		                        : (struct look){silent ? 3 : 0, {0}};
	if (bytes.length > 2 && bytes.data[2] == 'M') /* an X10 mouse report: three more bytes */
		return (struct look){bytes.length >= 6 ? 6 : silent ? bytes.length : 0, {0}};
	bool reported = bytes.length > 2 && bytes.data[2] >= '<' && bytes.data[2] <= '?'; /* rxvt ends keys with $, reports hold one */
	size_t end = 2;
	while (end < bytes.length && (unsigned char)bytes.data[end] >= 0x20 && (unsigned char)bytes.data[end] <= 0x3f && (reported || bytes.data[end] != '$'))
		end++;
	if (end == bytes.length)
		return (struct look){silent ? end : 0, {0}};
	unsigned char final = (unsigned char)bytes.data[end];
	if (final != '$' && (final < 0x40 || final > 0x7e))
		return (struct look){end, {0}}; /* broken off: what follows is looked at afresh */
	return (struct look){end + 1, csi_key(decoder, span_sub(bytes, 2, end - 2), (char)final)};
}

static struct look ss3_look(struct span bytes, bool silent)
{
	size_t end = 2;
	while (end < bytes.length && bytes.data[end] >= '0' && bytes.data[end] <= '9')
		end++;
	if (end == bytes.length)
		return silent && end == 2 ? (struct look){2, {PRESS_ALT, 'O', {0}}} : (struct look){silent ? end : 0, {0}};
	return (struct look){end + 1, FIND_FORM(ss3_finals, bytes.data[end])};
}

/* OSC, DCS, SOS, PM, APC: swallowed up to BEL or ST. */
static struct look string_look(struct decoder *decoder, struct span bytes, bool silent, bool long_silent)
{
	for (size_t i = decoder->scanned > 2 ? decoder->scanned : 2; i < bytes.length; i++) {
		if (bytes.data[i] == '\a')
			return (struct look){i + 1, {0}};
		if (bytes.data[i] == '\\' && bytes.data[i - 1] == ESC)
			return (struct look){i + 1, {0}};
	}
	decoder->scanned = bytes.length;
	if (silent && bytes.length == 2)
		return (struct look){2, {PRESS_ALT, (uint32_t)bytes.data[1], {0}}};
	return (struct look){long_silent ? bytes.length : 0, {0}};
}

static struct look character_look(struct span bytes, bool silent)
{
	size_t at = 0;
	uint32_t codepoint = text_decode(bytes, &at);
	if (codepoint != TEXT_INVALID)
		return (struct look){at, {PRESS_TEXT, codepoint, {0}}};
	unsigned char lead = (unsigned char)bytes.data[0];
	size_t needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
	bool split = bytes.length < needed && !silent;
	for (size_t i = 1; i < bytes.length && i < needed; i++)
		split = split && ((unsigned char)bytes.data[i] & 0xc0) == 0x80;
	return (struct look){split ? 0 : 1, {0}};
}

static struct look learned_look(const struct decoder *decoder, struct span bytes)
{
	for (size_t i = 0; i < decoder->learned_count; i++) {
		const struct learned *learned = &decoder->learned[i];
		if (bytes.length >= learned->length && memcmp(bytes.data, learned->sequence, learned->length) == 0)
			return (struct look){learned->length, learned->key};
	}
	return (struct look){0};
}

static struct look escape_look(struct decoder *decoder, struct span bytes, bool silent, bool long_silent)
{
	if (bytes.length == 1)
		return (struct look){silent ? 1 : 0, {.kind = PRESS_ESCAPE}};
	struct look learned = learned_look(decoder, bytes);
	if (learned.length)
		return learned;
	unsigned char second = (unsigned char)bytes.data[1];
	if (second == '[')
		return bytes.length == 2 && silent ? (struct look){2, {PRESS_ALT, '[', {0}}} : csi_look(decoder, bytes, silent && bytes.length < 6 ? silent : long_silent);
	if (second == 'O')
		return ss3_look(bytes, silent);
	if (second == ']' || second == 'P' || second == 'X' || second == '^' || second == '_')
		return string_look(decoder, bytes, silent, long_silent);
	if (second == ESC) {
		if (bytes.length == 2)
			return (struct look){silent ? 1 : 0, {.kind = PRESS_ESCAPE}};
		if (bytes.data[2] != '[' && bytes.data[2] != 'O')
			return (struct look){1, {.kind = PRESS_ESCAPE}};
		struct look inner = escape_look(decoder, span_sub(bytes, 1, SIZE_MAX), silent, long_silent); /* rxvt: Alt with a key */
		return (struct look){inner.length ? inner.length + 1 : 0, with_modifiers(inner.key, 2)};
	}
	if (second < 0x20 || second == 0x7f)
		return (struct look){1, {.kind = PRESS_ESCAPE}};
	struct look after = character_look(span_sub(bytes, 1, SIZE_MAX), silent);
	if (after.length && after.key.kind == PRESS_TEXT)
		after.key.kind = PRESS_ALT;
	return (struct look){after.length ? after.length + 1 : 0, after.key};
}

static struct look control_look(unsigned char byte)
{
	static const struct form controls[] = {{'\r', {.kind = PRESS_ENTER}}, {'\n', {.kind = PRESS_ENTER}}, {'\t', {.kind = PRESS_TAB}}, {8, {.kind = PRESS_BACKSPACE}}, {127, {.kind = PRESS_BACKSPACE}}, {3, {.kind = PRESS_ESCAPE}}};
	struct key key = FIND_FORM(controls, byte);
	if (key.kind == PRESS_NONE && byte >= 1 && byte <= 26)
		key = (struct key){PRESS_CONTROL, (uint32_t)('a' + byte - 1), {0}};
	return (struct look){1, key};
}

bool decoder_next(struct decoder *decoder, int64_t now_ms, struct key *key)
{
	for (;;) {
		struct span bytes = pending(decoder);
		if (!bytes.length)
			return false;
		bool silent = now_ms - decoder->last_ms >= decoder->escape_ms;
		bool long_silent = now_ms - decoder->last_ms >= STRING_SILENCE_MS;
		unsigned char first = (unsigned char)bytes.data[0];
		struct look look = first == ESC ? escape_look(decoder, bytes, silent, long_silent)
		                   : first < 0x20 || first == 0x7f ? control_look(first)
		                                                   : character_look(bytes, silent);
		if (!look.length) {
			decoder->asked_ms = now_ms;
			return false;
		}
		decoder->at += look.length;
		decoder->scanned = 0;
		if (look.key.kind != PRESS_NONE) {
			*key = look.key;
			return true;
		}
	}
}

/* What the first silence did not end, a longer one will. */
int64_t decoder_deadline_ms(const struct decoder *decoder)
{
	if (!pending(decoder).length)
		return -1;
	return decoder->last_ms + (decoder->asked_ms - decoder->last_ms < decoder->escape_ms ? decoder->escape_ms : STRING_SILENCE_MS);
}

void decoder_discard(struct decoder *decoder)
{
	string_clear(&decoder->buffer);
	decoder->at = decoder->scanned = 0;
}
