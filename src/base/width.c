/* Columns on a terminal, grapheme clusters, and what fits. */
#include <unictype.h>
#include <unigbrk.h>
#include <wchar.h>

#include "tanya/base/text.h"

#define JOINER 0x200Du             /* zero width joiner */
#define EMOJI_PRESENTATION 0xFE0Fu /* variation selector 16 */

static bool is_bidi_control(uint32_t codepoint)
{
	return codepoint == 0x061C || codepoint == 0x200E || codepoint == 0x200F ||
	       (codepoint >= 0x202A && codepoint <= 0x202E) || (codepoint >= 0x2066 && codepoint <= 0x2069);
}

bool text_is_printable(uint32_t codepoint)
{
	if (codepoint < 0xA0)
		return codepoint >= ' ' && codepoint < 0x7F;
	if (codepoint > 0x10FFFF || is_bidi_control(codepoint))
		return false;
	const uint32_t unseen = UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cs | UC_CATEGORY_MASK_Cn | UC_CATEGORY_MASK_Zl |
	                        UC_CATEGORY_MASK_Zp;
	return !uc_is_general_category_withtable(codepoint, unseen);
}

int text_codepoint_width(uint32_t codepoint)
{
	if (codepoint < 0x300)
		return 1;
	if (codepoint == JOINER || codepoint == EMOJI_PRESENTATION)
		return 0;
	if (codepoint > 0x10FFFF || is_bidi_control(codepoint))
		return 1;
	int width = wcwidth((wchar_t)codepoint);
	return width < 0 ? 1 : width;
}

int text_width(struct span text)
{
	int64_t width = 0;
	for (size_t at = 0; at < text.length;)
		width += text_codepoint_width(text_decode(text, &at));
	return width > INT32_MAX ? INT32_MAX : (int)width;
}

static bool is_ascii(struct span text, size_t at)
{
	return (unsigned char)text.data[at] < 0x80;
}

size_t text_next(struct span text, size_t at)
{
	if (at >= text.length)
		return text.length;
	if (is_ascii(text, at) && (at + 1 == text.length || is_ascii(text, at + 1))) {
		bool crlf = text.data[at] == '\r' && at + 1 < text.length && text.data[at + 1] == '\n';
		return at + 1 + crlf;
	}
	size_t after = at;
	if (text_decode(text, &after) == TEXT_INVALID)
		return after;
	const uint8_t *start = (const uint8_t *)text.data;
	const uint8_t *end = u8_grapheme_next(start + at, start + text.length);
	return end ? (size_t)(end - start) : text.length;
}

/* The start of the codepoint (or of the one ill-formed byte) that ends at `at`. */
static size_t codepoint_before(struct span text, size_t at)
{
	for (size_t back = 2; back <= 4 && back <= at; back++) {
		size_t end = at - back;
		if (text_decode(text, &end) != TEXT_INVALID && end == at)
			return at - back;
	}
	return at - 1;
}

/* Is there a boundary at `at` whatever stands further left? Joiners and flags need more of it than one codepoint. */
static bool is_sure_boundary(struct span text, size_t at)
{
	if (at == 0)
		return true;
	size_t from = codepoint_before(text, at);
	uint32_t before = text_decode(text, &from), after = text_decode(text, &at);
	if (before == TEXT_INVALID || after == TEXT_INVALID)
		return true;
	int kind = uc_graphemeclusterbreak_property(before);
	return kind != GBP_ZWJ && kind != GBP_RI && uc_is_grapheme_break(before, after);
}

size_t text_previous(struct span text, size_t at)
{
	if (at > text.length)
		at = text.length;
	if (at == 0)
		return 0;
	size_t from = codepoint_before(text, at);
	while (!is_sure_boundary(text, from))
		from = codepoint_before(text, from);
	for (size_t next; (next = text_next(text, from)) < at;)
		from = next;
	return from;
}

size_t text_fit(struct span text, int columns)
{
	size_t at = 0;
	while (at < text.length) {
		size_t next = text_next(text, at);
		columns -= text_width(span_sub(text, at, next - at));
		if (columns < 0)
			break;
		at = next;
	}
	return at;
}

void text_clip(struct string *out, struct span text, int columns)
{
	if (columns <= 0)
		return;
	size_t fit = text_fit(text, columns);
	if (fit == text.length) {
		string_add(out, text);
		return;
	}
	string_add(out, span_sub(text, 0, text_fit(text, columns - 1)));
	string_add_text(out, "…");
}
