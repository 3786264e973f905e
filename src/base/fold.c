/* Folding for search, and the likeness of folded texts. */
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "tanya/base/memory.h"
#include "tanya/base/text.h"

#define RUN_MOST 64 /* codepoints folded at once; folding a codepoint depends on no other */

static void add_without_marks(struct string *out, const uint32_t *codepoints, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (codepoints[i] < 0x300 || !uc_is_general_category_withtable(codepoints[i], UC_CATEGORY_MASK_Mn))
			text_encode(out, codepoints[i]);
}

/* Decomposed before and after: NFKD brings out capitals (™ is TM), and folding composed letters. */
static void fold_run(struct string *out, const uint32_t *run, size_t count)
{
	uint32_t plain[RUN_MOST * 4], folded[RUN_MOST * 4];
	size_t plain_count = sizeof plain / sizeof *plain, folded_count = sizeof folded / sizeof *folded;
	uint32_t *decomposed = u32_normalize(UNINORM_NFKD, run, count, plain, &plain_count);
	uint32_t *result = NULL;
	if (decomposed)
		result = u32_casefold(decomposed, plain_count, NULL, UNINORM_NFKD, folded, &folded_count);
	if (result)
		add_without_marks(out, result, folded_count);
	else
		add_without_marks(out, run, count);
	if (decomposed != plain)
		memory_free(decomposed);
	if (result != folded)
		memory_free(result);
}

void text_fold(struct string *out, struct span text)
{
	string_reserve(out, text.length);
	for (size_t at = 0; at < text.length;) {
		uint32_t run[RUN_MOST];
		size_t count = 0;
		unsigned char byte = (unsigned char)text.data[at];
		if (byte < 0x80) {
			string_add_byte(out, (char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte));
			at++;
			continue;
		}
		while (at < text.length && (unsigned char)text.data[at] >= 0x80 && count < RUN_MOST) {
			uint32_t codepoint = text_decode(text, &at);
			run[count++] = codepoint == TEXT_INVALID ? TEXT_REPLACEMENT : codepoint;
		}
		fold_run(out, run, count);
	}
}

static uint32_t *decode_all(struct span text, size_t *count)
{
	uint32_t *codepoints = memory_alloc((text.length + 1) * sizeof *codepoints);
	*count = 0;
	for (size_t at = 0; at < text.length;)
		codepoints[(*count)++] = text_decode(text, &at);
	return codepoints;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* One row of the table of distances between the first `i` of a and the first j of b, where |i - j| <= most. */
static unsigned fill_row(unsigned *const rows[3], const uint32_t *a, const uint32_t *b, size_t i, size_t b_count,
	unsigned most)
{
	size_t from = i > most ? i - most : 1, end = b_count < i + most ? b_count : i + most;
	unsigned best = most + 1, *row = rows[0];
	row[from - 1] = from == 1 ? least((unsigned)i, most + 1) : most + 1;
	if (from == 1)
		best = row[0];
	for (size_t j = from; j <= end; j++) {
		unsigned cost = rows[1][j - 1] + (a[i - 1] != b[j - 1]);
		cost = least(cost, row[j - 1] + 1);
		cost = least(cost, rows[1][j] + 1);
		if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
			cost = least(cost, rows[2][j - 2] + 1);
		row[j] = least(cost, most + 1);
		best = least(best, row[j]);
	}
	if (end < b_count)
		row[end + 1] = most + 1;
	return best;
}

static unsigned distance(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count, unsigned most)
{
	size_t width = b_count + 2;
	unsigned *memory = memory_alloc(3 * width * sizeof *memory);
	unsigned *rows[3] = {memory, memory + width, memory + 2 * width};
	for (size_t j = 0; j < width; j++) {
		rows[0][j] = j > most ? most + 1 : (unsigned)j;
		rows[1][j] = rows[2][j] = most + 1;
	}
	unsigned best = 0;
	for (size_t i = 1; i <= a_count && best <= most; i++) {
		unsigned *spare = rows[2];
		rows[2] = rows[1];
		rows[1] = rows[0];
		rows[0] = spare;
		best = fill_row(rows, a, b, i, b_count, most);
	}
	unsigned result = best > most ? most + 1 : rows[0][b_count];
	memory_free(memory);
	return result;
}

unsigned text_distance(struct span a, struct span b, unsigned most)
{
	if (span_equal(a, b))
		return 0;
	size_t a_count, b_count;
	uint32_t *a_text = decode_all(a, &a_count), *b_text = decode_all(b, &b_count);
	size_t longest = a_count > b_count ? a_count : b_count, apart = longest - (a_count < b_count ? a_count : b_count);
	if (most > longest)
		most = (unsigned)longest;
	unsigned result = apart > most ? most + 1 : distance(a_text, a_count, b_text, b_count, most);
	memory_free(a_text);
	memory_free(b_text);
	return result;
}
