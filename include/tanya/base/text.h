/* UTF-8 text: decoding, width on a terminal, grapheme clusters, folding, wrapping, likeness.
 * Widths come from wcwidth() under a UTF-8 locale, one source for the whole program. */
#ifndef TANYA_BASE_TEXT_H
#define TANYA_BASE_TEXT_H

#include "tanya/base/string.h"

#define TEXT_REPLACEMENT 0xFFFDu
#define TEXT_INVALID UINT32_MAX

/* The codepoint at *at, which moves past it; TEXT_INVALID (and one byte further) for ill-formed UTF-8 (RFC 3629). */
uint32_t text_decode(struct span text, size_t *at);
void text_encode(struct string *out, uint32_t codepoint);
bool text_valid(struct span text, size_t *bad_offset); /* bad_offset may be NULL */
size_t text_length(struct span text);                  /* codepoints */
size_t text_offset(struct span text, size_t codepoints); /* byte offset of the n-th codepoint, clipped */
void text_place(struct span text, size_t offset, uint32_t *line, uint32_t *column); /* both from 1, column in codepoints */

/* Columns that a codepoint takes: 0 for combining ones, ZWJ and VS16, 2 for wide ones; controls, bidi overrides and what
 * wcwidth refuses count 1, since they are painted as U+FFFD. */
int text_codepoint_width(uint32_t codepoint);
bool text_is_printable(uint32_t codepoint); /* false for C0, C1, DEL, surrogates, bidi controls (UAX 9) */
int text_width(struct span text);           /* columns, line breaks count 1 */
size_t text_next(struct span text, size_t at);     /* byte offset after the grapheme cluster (UAX 29) at `at` */
size_t text_previous(struct span text, size_t at); /* byte offset of the grapheme cluster before `at` */
size_t text_fit(struct span text, int columns);    /* bytes of whole clusters that fit */
void text_clip(struct string *out, struct span text, int columns); /* with … when cut */
void text_clean(struct string *out, struct span text, bool keep_lines); /* control characters become U+FFFD */

/* Folded for searching: case (Unicode full folding) and accents gone, NFKD. ASCII takes a fast path. */
void text_fold(struct string *out, struct span text);

/* Lines of `text` no wider than `columns`, broken where UAX 14 allows, at line breaks always. Returns the number of lines;
 * fills up to `most` spans into `lines` (borrowed from text, without the trailing blanks of a break). */
size_t text_wrap(struct span text, int columns, struct span *lines, size_t most);

/* Edit distance (with transposition) of two folded texts, at most `most` + 1. */
unsigned text_distance(struct span a, struct span b, unsigned most);

#endif
