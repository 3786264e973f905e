/* Grapheme clusters: extended ones, UAX 29 section 3.1.1. libunistring knows the properties, the rules are here, since
 * its own look at pairs only and tear families and flags apart. */
#include <unictype.h>
#include <unigbrk.h>

#include "tanya/base/text.h"

/* What came so far within a cluster. */
struct cluster {
	int kind;       /* of the last codepoint */
	bool pictured;  /* a pictograph, then only Extend and ZWJ */
	bool odd_flags; /* an odd number of regional indicators */
};

static int kind_of(uint32_t codepoint)
{
	return codepoint == TEXT_INVALID ? GBP_CONTROL : uc_graphemeclusterbreak_property(codepoint);
}

static bool is_pictograph(uint32_t codepoint)
{
	return codepoint != TEXT_INVALID && uc_is_property_extended_pictographic(codepoint);
}

static struct cluster cluster_start(uint32_t codepoint)
{
	struct cluster cluster = {.kind = kind_of(codepoint), .pictured = is_pictograph(codepoint)};
	cluster.odd_flags = cluster.kind == GBP_RI;
	return cluster;
}

static bool is_control(int kind)
{
	return kind == GBP_CR || kind == GBP_LF || kind == GBP_CONTROL;
}

/* The rules that look at two neighbours only. */
static bool joins(int before, int after)
{
	if (is_control(before) || is_control(after))
		return before == GBP_CR && after == GBP_LF; /* GB3 to GB5 */
	if (after == GBP_EXTEND || after == GBP_ZWJ || after == GBP_SPACINGMARK || before == GBP_PREPEND)
		return true; /* GB9, GB9a, GB9b */
	switch (before) { /* GB6 to GB8: Hangul syllables */
	case GBP_L:
		return after == GBP_L || after == GBP_V || after == GBP_LV || after == GBP_LVT;
	case GBP_LV:
	case GBP_V:
		return after == GBP_V || after == GBP_T;
	case GBP_LVT:
	case GBP_T:
		return after == GBP_T;
	default:
		return false;
	}
}

/* Takes the codepoint into the cluster, or returns false: it begins the next one. */
static bool cluster_take(struct cluster *cluster, uint32_t codepoint)
{
	int kind = kind_of(codepoint);
	bool pictograph = is_pictograph(codepoint);
	bool joined_picture = cluster->pictured && cluster->kind == GBP_ZWJ && pictograph; /* GB11 */
	bool flag = cluster->kind == GBP_RI && kind == GBP_RI && cluster->odd_flags; /* GB12, GB13 */
	if (!joined_picture && !flag && !joins(cluster->kind, kind))
		return false;
	cluster->pictured = pictograph || (cluster->pictured && (kind == GBP_EXTEND || kind == GBP_ZWJ));
	cluster->odd_flags = kind == GBP_RI && !flag;
	cluster->kind = kind;
	return true;
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
	struct cluster cluster = cluster_start(text_decode(text, &at));
	for (size_t after = at; at < text.length; at = after)
		if (!cluster_take(&cluster, text_decode(text, &after)))
			break;
	return at;
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
	int before = kind_of(text_decode(text, &from)), after = kind_of(text_decode(text, &at));
	return before != GBP_ZWJ && before != GBP_RI && !joins(before, after);
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
