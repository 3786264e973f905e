/* All folded texts lie in one string, each entry's behind the other's; a mask of the letters in it keeps most entries
 * from being compared. */
#include <string.h>

#include "filter.h"

#define WORDS_MOST 8

/* How well an entry fits; the lower the better. */
enum fit { FIT_NAME, FIT_BEGINNING, FIT_WORDS, FIT_INSIDE, FIT_SLIP, FIT_NONE };

struct entry {
	uint32_t from, length; /* its texts, each ended by LF */
	uint32_t letters;      /* bit of each letter and digit in it */
};

struct filter {
	struct string text;
	struct entry *entries;
	uint32_t count;
	uint32_t *found[FIT_NONE];
	size_t found_count[FIT_NONE], found_capacity[FIT_NONE];
	uint32_t *all;
	size_t all_capacity;
};

#define NAME_MARK '\x01' /* stands before what is a name */

struct filter *filter_new(uint32_t count)
{
	struct filter *filter = memory_alloc(sizeof *filter);
	filter->entries = memory_alloc((size_t)count * sizeof *filter->entries);
	filter->count = count;
	return filter;
}

void filter_free(struct filter *filter)
{
	if (!filter)
		return;
	for (int i = 0; i < FIT_NONE; i++)
		memory_free(filter->found[i]);
	memory_free(filter->all);
	memory_free(filter->entries);
	string_free(&filter->text);
	memory_free(filter);
}

static uint32_t letters_of(struct span text)
{
	uint32_t mask = 0;
	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.data[i];
		if (c > ' ')
			mask |= 1u << (c & 31);
	}
	return mask;
}

void filter_add(struct filter *filter, uint32_t entry, struct span text, bool name)
{
	struct entry *to = &filter->entries[entry];
	size_t before = filter->text.length;
	if (!to->length)
		to->from = (uint32_t)before;
	if (name)
		string_add_byte(&filter->text, NAME_MARK);
	size_t folded = filter->text.length;
	text_fold(&filter->text, text);
	for (size_t i = folded; i < filter->text.length; i++)
		if (filter->text.data[i] == '\n' || filter->text.data[i] == NAME_MARK)
			filter->text.data[i] = ' ';
	to->letters |= letters_of(span_sub(string_span(&filter->text), folded, SIZE_MAX));
	string_add_byte(&filter->text, '\n');
	to->length = (uint32_t)(filter->text.length - to->from);
}

/* ---- how one entry fits ---- */

struct query {
	struct span whole, words[WORDS_MOST];
	unsigned count;
	uint32_t letters;
};

static bool is_word_start(struct span text, size_t at)
{
	return at == 0 ||
		   !((text.data[at - 1] >= 'a' && text.data[at - 1] <= 'z') ||
			   (text.data[at - 1] >= '0' && text.data[at - 1] <= '9') || (unsigned char)text.data[at - 1] >= 0x80);
}

static enum fit word_fit(struct span text, struct span word)
{
	enum fit best = FIT_NONE;
	for (size_t from = 0; from < text.length;) {
		size_t at = span_find(span_sub(text, from, SIZE_MAX), word);
		if (at == SIZE_MAX)
			break;
		at += from;
		if (is_word_start(text, at))
			return FIT_WORDS;
		best = FIT_INSIDE;
		from = at + 1;
	}
	return best;
}

static enum fit begins(struct span text, struct span whole)
{
	struct span rest = text, line;
	enum fit best = FIT_NONE;
	while (best != FIT_NAME && span_next(&rest, '\n', &line)) {
		bool name = line.length && line.data[0] == NAME_MARK;
		line = span_sub(line, name ? 1 : 0, SIZE_MAX);
		if (!span_starts(line, whole))
			continue;
		best = name && line.length == whole.length ? FIT_NAME : FIT_BEGINNING;
	}
	return best;
}

static enum fit fit_of(const struct filter *filter, const struct entry *entry, const struct query *query)
{
	struct span text = span_sub(string_span(&filter->text), entry->from, entry->length);
	enum fit worst = FIT_WORDS;
	if (query->letters & ~entry->letters)
		return FIT_NONE;
	for (unsigned i = 0; i < query->count && worst != FIT_NONE; i++) {
		enum fit fit = word_fit(text, query->words[i]);
		worst = fit > worst ? fit : worst;
	}
	if (worst == FIT_NONE)
		return FIT_NONE;
	enum fit front = begins(text, query->whole);
	return front < worst ? front : worst;
}

/* ---- slips ---- */

static unsigned count_bits(uint32_t bits)
{
	unsigned count = 0;
	for (; bits; bits &= bits - 1)
		count++;
	return count;
}

static unsigned slips_allowed(struct span word)
{
	return word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
}

/* A slip seldom spares neither of the first two letters; who compares only such words is fast among 100,000. */
static bool starts_alike(struct span a, struct span b)
{
	return a.data[0] == b.data[0] || (a.length > 1 && b.length > 1 &&
										 (a.data[1] == b.data[1] || a.data[0] == b.data[1] || a.data[1] == b.data[0]));
}

/* Is there a word that begins like this one, but for a slip or two? */
static bool word_slips(struct span text, struct span word)
{
	unsigned most = slips_allowed(word);
	for (size_t at = 0; at < text.length; at++) {
		if (text.data[at] <= ' ' && (unsigned char)text.data[at] < 0x80)
			continue;
		if (!is_word_start(text, at))
			continue;
		size_t end = at;
		while (end < text.length && (unsigned char)text.data[end] > ' ')
			end++;
		struct span candidate = span_sub(text, at, end - at);
		if (!starts_alike(candidate, word))
			continue;
		for (size_t length = word.length - most; length <= word.length + most; length++) {
			if (length > candidate.length)
				break;
			if (text_distance(word, span_sub(candidate, 0, length), most) <= most)
				return true;
		}
	}
	return false;
}

static bool slips(const struct filter *filter, const struct entry *entry, const struct query *query)
{
	struct span text = span_sub(string_span(&filter->text), entry->from, entry->length);
	for (unsigned i = 0; i < query->count; i++) {
		unsigned most = slips_allowed(query->words[i]);
		if (count_bits(letters_of(query->words[i]) & ~entry->letters) > most)
			return false;
		if (word_fit(text, query->words[i]) == FIT_NONE && (most == 0 || !word_slips(text, query->words[i])))
			return false;
	}
	return true;
}

/* ---- finding ---- */

static void ask(struct query *query, struct span folded)
{
	struct span rest = folded, word;
	*query = (struct query){.whole = span_trim(folded), .letters = letters_of(folded)};
	while (query->count < WORDS_MOST && span_token(&rest, &word))
		query->words[query->count++] = word;
}

static const uint32_t *in_one(struct filter *filter, uint32_t *count)
{
	size_t total = 0;
	for (int i = 0; i < FIT_NONE; i++) {
		filter->all =
			array_reserve(filter->all, &filter->all_capacity, total + filter->found_count[i] + 1, sizeof *filter->all);
		if (filter->found_count[i])
			memcpy(filter->all + total, filter->found[i], filter->found_count[i] * sizeof *filter->all);
		total += filter->found_count[i];
	}
	*count = (uint32_t)total;
	return filter->all;
}

const uint32_t *filter_find(struct filter *filter, struct span typed, uint32_t *count)
{
	struct string folded = {0};
	struct query query;
	bool any = false;
	text_fold(&folded, typed);
	ask(&query, string_span(&folded));
	for (int i = 0; i < FIT_NONE; i++)
		filter->found_count[i] = 0;
	for (uint32_t i = 0; i < filter->count; i++) {
		enum fit fit = query.count ? fit_of(filter, &filter->entries[i], &query) : FIT_INSIDE;
		if (fit == FIT_NONE)
			continue;
		any = true;
		ARRAY_PUSH(filter->found[fit], filter->found_count[fit], filter->found_capacity[fit], i);
	}
	for (uint32_t i = 0; i < filter->count && !any; i++)
		if (slips(filter, &filter->entries[i], &query))
			ARRAY_PUSH(filter->found[FIT_SLIP], filter->found_count[FIT_SLIP], filter->found_capacity[FIT_SLIP], i);
	string_free(&folded);
	return in_one(filter, count);
}
