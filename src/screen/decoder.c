/* Bytes to keys. At the front of the buffer stands a character, a control, or an escape sequence (ECMA-48, in its 7-bit and
 * its 8-bit form); what is not whole yet waits for more bytes or for silence. What the sequences mean stands in decoder_keys.c.
 * The 8th bit as Meta (Alt-a as 0xe1) is not known: in UTF-8 that byte begins a character. */
#include <string.h>

#include "decoder_keys.h"

#define ESC 0x1b
#define LONG_SILENCE 40 /* times that of Esc: what has begun and is no Esc key is given up, a paste taken for ended */
#define LATE_MS 300     /* so soon after an Esc nobody types a bracket: it is the rest of a key that a slow line tore */
#define CONTROL_C 3
#define LEARNED_MOST 64

enum silence { SILENCE_NONE, SILENCE_SHORT, SILENCE_LONG };

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
	bool pasting;       /* between the marks of a paste */
	bool dropping;      /* what stands at the front began before a discard */
	bool late;          /* what stands at the front is the rest of a key whose Esc was given out alone */
	int64_t escaped_ms; /* when that was */
	struct string text; /* of the last paste, probe or line */
	bool lines, ended;
};

/* What a look at the front of the buffer gave: bytes to take away, 0 when more are needed; a key, or PRESS_NONE for what is swallowed. */
struct look {
	size_t length;
	struct key key;
};

struct decoder *decoder_new(int64_t escape_ms)
{
	struct decoder *decoder = memory_alloc(sizeof *decoder);
	decoder->escape_ms = escape_ms;
	decoder->escaped_ms = INT64_MIN / 2;
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
	decoder->ended = false;
}

static struct span pending(const struct decoder *decoder)
{
	return span_sub(string_span(&decoder->buffer), decoder->at, SIZE_MAX);
}

/* ---- pastes ---- */

#define PASTE_BEGIN SPAN("200~")
#define PASTE_END SPAN("\x1b[201~")

/* A piece that is not the last: no mark and no character is cut in two. */
static size_t piece_length(struct span bytes)
{
	size_t length = bytes.length - (PASTE_END.length - 1);
	while (length > 1 && ((unsigned char)bytes.data[length] & 0xc0) == 0x80)
		length--;
	return length;
}

static struct look paste_look(struct decoder *decoder, struct span bytes, enum silence silence)
{
	size_t end = span_find(span_sub(bytes, decoder->scanned, SIZE_MAX), PASTE_END);
	size_t stop = end != SIZE_MAX ? decoder->scanned + end : bytes.length, taken = stop;
	if (end != SIZE_MAX) {
		taken += PASTE_END.length;
	} else if (silence < SILENCE_LONG && bytes.length < LIMIT_ANSWER_BYTES) {
		decoder->scanned = bytes.length < PASTE_END.length ? 0 : bytes.length - (PASTE_END.length - 1);
		return (struct look){0};
	} else if (silence < SILENCE_LONG) {
		taken = stop = piece_length(bytes);
	}
	decoder->pasting = end == SIZE_MAX && silence < SILENCE_LONG;
	string_clear(&decoder->text);
	string_add(&decoder->text, span_sub(bytes, 0, stop));
	return (struct look){taken, {PRESS_PASTE, 0, string_span(&decoder->text)}};
}

/* ---- sequences behind their introducer, which is `head` bytes long ---- */

#define PROBE SPAN("9999;") /* CSI 9999 ; N ~ is the tests' private key */

/* An X10 mouse report: three bytes, whatever they are but controls. Without them PuTTY's SCO mode has sent F1. */
static struct look mouse_look(struct span bytes, size_t head, enum silence silence)
{
	size_t length = head + 1;
	while (length < bytes.length && length < head + 4 && ((unsigned char)bytes.data[length] >= 0x20 || bytes.data[length] == 0))
		length++;
	if (length < bytes.length && length < head + 4)
		return (struct look){head + 1, {0}};
	return (struct look){length == head + 4 || silence ? length : 0, {0}};
}

/* Parameters 0x30–0x3f, intermediates 0x20–0x2f (ECMA-48 section 5.4). rxvt ends keys with the intermediate $, reports hold one. */
static size_t csi_end(struct span bytes, size_t head)
{
	bool key = true;
	size_t end = head;
	for (; end < bytes.length; end++) {
		unsigned char byte = (unsigned char)bytes.data[end];
		if (byte < 0x20 || byte > 0x3f || (byte == '$' && key && end > head))
			break;
		key = key && byte >= '0' && byte <= '9';
	}
	return end;
}

static struct look csi_look(struct decoder *decoder, struct span bytes, size_t head, enum silence silence)
{
	struct span rest = span_sub(bytes, head, SIZE_MAX);
	if (span_starts(rest, PASTE_BEGIN)) {
		decoder->pasting = true;
		return (struct look){head + PASTE_BEGIN.length, {0}};
	}
	if (rest.data[0] == '[')
		return rest.length > 1 ? (struct look){head + 2, key_of_console(rest.data[1])} : (struct look){silence == SILENCE_LONG ? head + 1 : 0, {0}};
	if (rest.data[0] == 'M')
		return mouse_look(bytes, head, silence);
	size_t end = csi_end(bytes, head);
	if (end == bytes.length)
		return (struct look){silence == SILENCE_LONG ? end : 0, {0}};
	unsigned char final = (unsigned char)bytes.data[end];
	if (final != '$' && (final < 0x40 || final > 0x7e))
		return (struct look){end, {0}}; /* broken off: what follows is looked at afresh */
	struct span parameters = span_sub(rest, 0, end - head);
	if (final != '~' || !span_starts(parameters, PROBE))
		return (struct look){end + 1, key_of_csi(parameters, (char)final)};
	string_clear(&decoder->text);
	string_add(&decoder->text, span_sub(parameters, PROBE.length, SIZE_MAX));
	return (struct look){end + 1, {PRESS_PROBE, 0, string_span(&decoder->text)}};
}

static struct look ss3_look(struct span bytes, size_t head, enum silence silence)
{
	size_t end = head;
	while (end < bytes.length && ((bytes.data[end] >= '0' && bytes.data[end] <= '9') || bytes.data[end] == ';'))
		end++;
	if (end == bytes.length)
		return (struct look){silence == SILENCE_LONG ? end : 0, {0}};
	if ((unsigned char)bytes.data[end] < 0x20 || (unsigned char)bytes.data[end] > 0x7e)
		return (struct look){end, {0}};
	return (struct look){end + 1, key_of_ss3(span_sub(bytes, head, end - head), bytes.data[end])};
}

/* OSC, DCS, SOS, PM, APC: swallowed up to BEL or ST; another control, or Esc that begins something else, breaks them off. */
static struct look string_look(struct decoder *decoder, struct span bytes, size_t head, enum silence silence)
{
	for (size_t i = decoder->scanned > head ? decoder->scanned : head; i < bytes.length; i++) {
		unsigned char byte = (unsigned char)bytes.data[i];
		if (i > head && bytes.data[i - 1] == ESC)
			return (struct look){byte == '\\' ? i + 1 : i - 1, {0}};
		if (byte == '\a')
			return (struct look){i + 1, {0}};
		if (byte < 0x20 && byte != ESC)
			return (struct look){i, {0}};
	}
	decoder->scanned = bytes.length;
	return (struct look){silence == SILENCE_LONG ? bytes.length : 0, {0}};
}

static bool introduces(unsigned char letter)
{
	return letter && strchr("[O]PX^_", letter);
}

/* Esc and this letter, or the one C1 control that stands for both. Alone, Esc and a letter are the letter with Alt. */
static struct look introduced_look(struct decoder *decoder, struct span bytes, size_t head, unsigned char letter, enum silence silence)
{
	if (!introduces(letter))
		return (struct look){head, {0}};
	if (bytes.length == head && silence && bytes.data[0] == ESC)
		return (struct look){head, {PRESS_ALT, letter, {0}}};
	if (bytes.length == head)
		return (struct look){silence ? head : 0, {0}};
	return letter == '[' ? csi_look(decoder, bytes, head, silence) : letter == 'O' ? ss3_look(bytes, head, silence) : string_look(decoder, bytes, head, silence);
}

/* ---- the front ---- */

/* One that is ill-formed is dropped with the continuation bytes that belong to it, lest they be read as controls. */
static struct look character_look(struct span bytes, enum silence silence)
{
	size_t at = 0, length = 1;
	uint32_t codepoint = text_decode(bytes, &at);
	if (codepoint != TEXT_INVALID)
		return (struct look){at, {PRESS_TEXT, codepoint, {0}}};
	unsigned char lead = (unsigned char)bytes.data[0];
	size_t needed = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
	while (length < bytes.length && length < needed && ((unsigned char)bytes.data[length] & 0xc0) == 0x80)
		length++;
	bool split = length == bytes.length && length < needed && silence < SILENCE_LONG;
	return (struct look){split ? 0 : length, {0}};
}

/* The length of the C1 control at the front: one byte, or two where the terminal encodes it in UTF-8; 0: there is none. */
static size_t c1_length(struct span bytes)
{
	unsigned char first = (unsigned char)bytes.data[0], second = bytes.length > 1 ? (unsigned char)bytes.data[1] : 0;
	if (first >= 0x80 && first < 0xa0)
		return 1;
	return first == 0xc2 && second >= 0x80 && second < 0xa0 ? 2 : 0;
}

/* The longest learned sequence at the front; `begun`: one that may still become whole. */
static struct look learned_look(const struct decoder *decoder, struct span bytes, bool *begun)
{
	struct look look = {0};
	for (size_t i = 0; i < decoder->learned_count; i++) {
		const struct learned *learned = &decoder->learned[i];
		struct span sequence = {learned->sequence, learned->length};
		if (sequence.length > look.length && span_starts(bytes, sequence))
			look = (struct look){learned->length, learned->key};
		*begun |= bytes.length < sequence.length && span_starts(sequence, bytes);
	}
	return look;
}

static struct look front_look(struct decoder *decoder, struct span bytes, enum silence silence);

/* What stands behind an Esc, with Alt; rxvt and PuTTY send whole sequences so. */
static struct look alt_look(struct decoder *decoder, struct span bytes, enum silence silence)
{
	struct look look = front_look(decoder, span_sub(bytes, 1, SIZE_MAX), silence);
	if (look.key.kind == PRESS_TEXT)
		look.key.kind = PRESS_ALT;
	else
		look.key = key_modified(look.key, MODIFIER_ALT);
	look.length += look.length ? 1 : 0;
	return look;
}

static struct look escape_look(struct decoder *decoder, struct span bytes, enum silence silence)
{
	static const struct key escape = {.kind = PRESS_ESCAPE};
	bool begun = false;
	struct look learned = learned_look(decoder, bytes, &begun);
	if (learned.length || (begun && !silence))
		return learned;
	unsigned char second = bytes.length > 1 ? (unsigned char)bytes.data[1] : 0, third = bytes.length > 2 ? (unsigned char)bytes.data[2] : 0;
	if (bytes.length == 1 || (second == ESC && bytes.length == 2))
		return silence ? (struct look){1, escape} : (struct look){0};
	if (introduces(second))
		return introduced_look(decoder, bytes, 2, second, silence);
	bool alone = second == ESC ? third != '[' && third != 'O' : second < 0x20 || second == 0x7f;
	return alone ? (struct look){1, escape} : alt_look(decoder, bytes, silence);
}

/* The rest of a key, from its bracket on: swallowed, for its Esc has been taken for one. */
static struct look late_look(struct decoder *decoder, struct span bytes, enum silence silence)
{
	if (bytes.length == 1)
		return (struct look){silence == SILENCE_LONG, {0}};
	return (struct look){csi_look(decoder, bytes, 1, silence).length, {0}};
}

static struct look front_look(struct decoder *decoder, struct span bytes, enum silence silence)
{
	unsigned char first = (unsigned char)bytes.data[0];
	if (decoder->late)
		return late_look(decoder, bytes, silence);
	size_t c1 = c1_length(bytes);
	if (c1)
		return introduced_look(decoder, bytes, c1, (unsigned char)(bytes.data[c1 - 1] - 0x40), silence);
	if (first == ESC)
		return escape_look(decoder, bytes, silence);
	return first < 0x20 || first == 0x7f ? (struct look){1, key_of_control(first)} : character_look(bytes, silence);
}

/* Takes one key or swallowed sequence off the front; false: there is none, or not all of it. */
static bool take(struct decoder *decoder, enum silence silence, struct key *key)
{
	struct span bytes = pending(decoder);
	if (!bytes.length && !decoder->pasting)
		return false;
	struct look look = decoder->pasting ? paste_look(decoder, bytes, silence) : front_look(decoder, bytes, silence);
	if (!look.length && look.key.kind == PRESS_NONE)
		return false;
	decoder->at += look.length;
	decoder->scanned = 0;
	decoder->late = false;
	*key = look.key;
	if (decoder->dropping) {
		key->kind = PRESS_NONE;
		decoder->dropping = decoder->pasting;
	}
	return true;
}

/* ---- lines ---- */

void decoder_lines(struct decoder *decoder)
{
	decoder->lines = true;
}

void decoder_end(struct decoder *decoder)
{
	decoder->ended = true;
}

static bool has_controls(struct span line)
{
	for (size_t i = 0; i < line.length; i++)
		if (((unsigned char)line.data[i] < 0x20 && line.data[i] != '\t') || line.data[i] == 0x7f || c1_length(span_sub(line, i, SIZE_MAX)) == 2)
			return true;
	return false;
}

/* Sequences and controls in a line are swallowed; alone, one is its key. */
static struct key read_line(struct span line, bool whole, struct string *text)
{
	struct decoder *keys = decoder_new(0);
	struct key key, last = {.kind = PRESS_NONE};
	string_clear(text);
	decoder_feed(keys, line, 0);
	while (decoder_next(keys, 0, &key)) {
		if (key.kind == PRESS_TEXT)
			text_encode(text, key.codepoint);
		else if (key.kind == PRESS_TAB)
			string_add_byte(text, '\t');
		else if (key.kind == PRESS_PASTE)
			string_add(text, key.text);
		else if (key.kind != PRESS_PROBE)
			last = key;
	}
	decoder_free(keys);
	if (!text->length && line.length)
		return last;
	return (struct key){PRESS_LINE, whole ? '\n' : 0, string_span(text)};
}

static bool next_line(struct decoder *decoder, struct key *key)
{
	struct span bytes = pending(decoder);
	size_t length = 0;
	while (length < bytes.length && bytes.data[length] != '\n' && bytes.data[length] != CONTROL_C)
		length++;
	bool whole = length < bytes.length && bytes.data[length] == '\n', escape = length < bytes.length && !whole;
	if (length == bytes.length && !(decoder->ended && length))
		return false;
	if (escape && !length) {
		decoder->at++;
		*key = (struct key){.kind = PRESS_ESCAPE};
		return true;
	}
	struct span line = span_sub(bytes, 0, length);
	decoder->at += length + whole;
	if (has_controls(line) || !text_valid(line, NULL)) {
		*key = read_line(line, whole, &decoder->text);
	} else {
		string_clear(&decoder->text);
		string_add(&decoder->text, line);
		*key = (struct key){PRESS_LINE, whole ? '\n' : 0, string_span(&decoder->text)};
	}
	return true;
}

bool decoder_next(struct decoder *decoder, int64_t now_ms, struct key *key)
{
	if (decoder->lines)
		return next_line(decoder, key);
	int64_t quiet_ms = now_ms - decoder->last_ms;
	enum silence silence = quiet_ms >= decoder->escape_ms * LONG_SILENCE ? SILENCE_LONG : quiet_ms >= decoder->escape_ms ? SILENCE_SHORT : SILENCE_NONE;
	bool bracket = pending(decoder).length && pending(decoder).data[0] == '[';
	decoder->late = decoder->late || (bracket && decoder->last_ms - decoder->escaped_ms < LATE_MS);
	while (take(decoder, silence, key)) {
		if (key->kind == PRESS_NONE)
			continue;
		bool alone = key->kind == PRESS_ESCAPE && silence && !pending(decoder).length;
		decoder->escaped_ms = alone ? now_ms : INT64_MIN / 2;
		return true;
	}
	decoder->asked_ms = now_ms;
	return false;
}

/* What the first silence did not end, a longer one will. */
int64_t decoder_deadline_ms(const struct decoder *decoder)
{
	if (decoder->lines || (!pending(decoder).length && !decoder->pasting))
		return -1;
	bool asked = decoder->asked_ms - decoder->last_ms >= decoder->escape_ms;
	return decoder->last_ms + decoder->escape_ms * (asked ? LONG_SILENCE : 1);
}

void decoder_discard(struct decoder *decoder)
{
	struct key key;
	while (take(decoder, SILENCE_NONE, &key))
		;
	decoder->dropping = decoder->pasting || pending(decoder).length;
}
