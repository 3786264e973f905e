/* regex(): PCRE2, the whole text, bounded effort. Compiled patterns are kept when there is a memory. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#include "functions.h"

#define PATTERNS_MOST 256          /* kept; a form has a few dozen */
#define REGEX_HEAP_KIB (64 * 1024) /* memory for backtracking */

struct pattern {
	struct span source; /* owned */
	pcre2_code *code;
	pcre2_match_data *match;
};

struct regex_cache {
	struct map *names;
	struct pattern *patterns;
	size_t count, capacity;
	pcre2_match_context *context;
};

static void forget(struct regex_cache *cache)
{
	for (size_t i = 0; i < cache->count; i++) {
		pcre2_match_data_free(cache->patterns[i].match);
		pcre2_code_free(cache->patterns[i].code);
		memory_free((void *)cache->patterns[i].source.data);
	}
	cache->count = 0;
	map_free(cache->names);
	cache->names = NULL;
}

void regex_cache_free(struct regex_cache *cache)
{
	if (cache != NULL) {
		forget(cache);
		memory_free(cache->patterns);
		pcre2_match_context_free(cache->context);
		memory_free(cache);
	}
}

static struct regex_cache *cache_new(void)
{
	struct regex_cache *cache = memory_alloc(sizeof *cache);
	cache->context = pcre2_match_context_create(NULL);
	if (cache->context != NULL) {
		pcre2_set_match_limit(cache->context, LIMIT_REGEX_MATCH);
		pcre2_set_depth_limit(cache->context, LIMIT_REGEX_DEPTH);
		pcre2_set_heap_limit(cache->context, REGEX_HEAP_KIB);
	}
	return cache;
}

static pcre2_code *compile(struct evaluation *e, struct span source)
{
	int number = 0;
	PCRE2_SIZE offset = 0;
	PCRE2_UCHAR8 words[160];
	const uint32_t options =
		PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED | PCRE2_DOLLAR_ENDONLY | PCRE2_NEVER_BACKSLASH_C;
	if (source.length > LIMIT_EXPRESSION_BYTES) {
		evaluation_fail(e, "regex(): a pattern of more than %u bytes", LIMIT_EXPRESSION_BYTES);
		return NULL;
	}
	pcre2_code *code = pcre2_compile(
		(PCRE2_SPTR)(source.data != NULL ? source.data : ""), source.length, options, &number, &offset, NULL);
	if (code == NULL) {
		pcre2_get_error_message(number, words, sizeof words);
		evaluation_fail(e, "regex(): the pattern is wrong at its character %zu: %s",
			text_length(span_sub(source, 0, offset)) + 1, (const char *)words);
	}
	return code;
}

static struct pattern *find_pattern(struct evaluation *e, struct regex_cache *cache, struct span source)
{
	uint32_t index = cache->names != NULL ? map_get(cache->names, source) : MAP_NONE;
	if (index != MAP_NONE)
		return &cache->patterns[index];
	pcre2_code *code = compile(e, source);
	if (code == NULL)
		return NULL;
	if (cache->count >= PATTERNS_MOST)
		forget(cache);
	if (cache->names == NULL)
		cache->names = map_new();
	char *copy = memory_alloc(source.length + 1);
	if (source.length > 0)
		memcpy(copy, source.data, source.length);
	struct pattern pattern = {{copy, source.length}, code, pcre2_match_data_create(1, NULL)};
	map_put(cache->names, pattern.source, (uint32_t)cache->count);
	ARRAY_PUSH(cache->patterns, cache->count, cache->capacity, pattern);
	return &cache->patterns[cache->count - 1];
}

static bool match(struct evaluation *e, struct regex_cache *cache, const struct pattern *pattern, struct span text)
{
	if (pattern->match == NULL || cache->context == NULL) {
		evaluation_fail(e, "regex(): out of memory");
		return false;
	}
	PCRE2_SPTR subject = (PCRE2_SPTR)(text.data != NULL ? text.data : "");
	int result = pcre2_match(pattern->code, subject, text.length, 0, 0, pattern->match, cache->context);
	if (result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT || result == PCRE2_ERROR_HEAPLIMIT ||
		result == PCRE2_ERROR_NOMEMORY) {
		evaluation_fail(e,
			"regex(): the pattern `%.*s` takes too much effort on this text; write it with fewer repetitions "
			"within each other",
			(int)text_offset(pattern->source, 60), pattern->source.data);
		return false;
	}
	/* Text that is not UTF-8 matches nothing. */
	return result >= 0;
}

bool regex_matches(struct evaluation *e, struct span text, struct span source)
{
	struct regex_cache *own = NULL;
	struct regex_cache **place = e->world->memory != NULL ? memory_regexes(e->world->memory) : &own;
	if (*place == NULL)
		*place = cache_new();
	const struct pattern *pattern = find_pattern(e, *place, source);
	bool matches = pattern != NULL && match(e, *place, pattern, text);
	regex_cache_free(own);
	return matches;
}

struct value call_regex(struct evaluation *e, const struct node *call)
{
	struct span text = argument_text(e, call, 0), pattern = argument_text(e, call, 1);
	return value_boolean(e->fault == NULL && regex_matches(e, text, pattern));
}
