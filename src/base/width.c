/* Columns on a terminal, and what fits. */
#include <unictype.h>
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
	for (size_t at = 0; at < text.length;) {
		bool plain = (unsigned char)text.data[at] < 0x80;
		width += plain ? 1 : text_codepoint_width(text_decode(text, &at));
		at += plain;
	}
	return width > INT32_MAX ? INT32_MAX : (int)width;
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
	if (text_width(text) <= columns) {
		string_add(out, text);
		return;
	}
	string_add(out, span_sub(text, 0, text_fit(text, columns - 1)));
	string_add_text(out, "…");
}
