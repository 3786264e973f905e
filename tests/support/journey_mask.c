/* What no two runs have in common, made the same. */
#include "journey.h"

#include <ctype.h>
#include <glob.h>
#include <string.h>

/* In a pattern `#` is any digit and `%` any hex digit; what replaces it is as long. The longer stand first. */
static const struct {
	const char *pattern, *put;
} masks[] = {
	{"%%%%%%%%-%%%%-%%%%-%%%%-%%%%%%%%%%%%", "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"},
	{"####-##-##T##:##:##.###", "yyyy-mm-ddThh:mm:ss.sss"},
	{"####-##-##T##:##:##", "yyyy-mm-ddThh:mm:ss"},
	{"####-##-## ##:##", "yyyy-mm-dd hh:mm"},
	{"(byte ###)", "(byte nnn)"},
	{"· ##:##", "· hh:mm"}, /* the clock in the top line */
};

static bool fits(const char *pattern, const char *text)
{
	for (; *pattern; pattern++, text++) {
		bool fine = *pattern == '#' ? isdigit((unsigned char)*text) : *pattern == '%' ? isxdigit((unsigned char)*text) : *text == *pattern;
		if (!fine)
			return false;
	}
	return true;
}

static void replace_all(struct string *text, struct span what, struct span put)
{
	for (size_t at = 0, found; (found = span_find(span_sub(string_span(text), at, SIZE_MAX), what)) != SIZE_MAX;) {
		string_splice(text, at + found, what.length, put);
		at += found + put.length;
	}
}

/* The end of an ID, as tables show it: of each interview below the folder. */
static void mask_ends(struct string *text, const char *folder)
{
	struct string pattern = {0};
	glob_t found;
	string_format(&pattern, "%s/*/interviews/*/*.jsonl", folder);
	glob(string_text(&pattern), 0, NULL, &found);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct span path = span_of(found.gl_pathv[i]), end = SPAN(".jsonl");
		replace_all(text, span_sub(path, path.length - end.length - 6, 6), SPAN("xxxxxx"));
	}
	globfree(&found);
	string_free(&pattern);
}

void journey_mask(struct string *text, const char *folder)
{
	replace_all(text, span_of(folder), SPAN("."));
	for (size_t i = 0; i < sizeof masks / sizeof *masks; i++)
		for (size_t at = 0; at < text->length; at++)
			if (fits(masks[i].pattern, text->data + at))
				memcpy(text->data + at, masks[i].put, strlen(masks[i].put));
	mask_ends(text, folder);
}
