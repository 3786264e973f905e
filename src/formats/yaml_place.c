/* Looking into a tree, and from the text of a scalar back to the file. */
#include <string.h>

#include "tanya/formats.h"
#include "yaml_faults.h"

struct yaml_node *yaml_get(const struct yaml_node *mapping, const char *key)
{
	if (!mapping || mapping->kind != YAML_MAPPING)
		return NULL;
	struct span wanted = span_of(key);
	for (uint32_t i = 0; i < mapping->count; i++)
		if (span_equal(mapping->pairs[i].key->text, wanted))
			return mapping->pairs[i].value;
	return NULL;
}

static bool is_blank(struct span text, size_t at)
{
	return at < text.length && (text.data[at] == ' ' || text.data[at] == '\t');
}

static size_t leading_spaces(struct span text)
{
	size_t count = 0;
	while (count < text.length && text.data[count] == ' ')
		count++;
	return count;
}

/* ---- plain and quoted scalars -------------------------------------------------------------------------------- */

struct walk {
	struct span source;
	size_t at;
	struct place place;
};

static size_t character_length(struct span text, size_t at)
{
	size_t next = at;
	text_decode(text, &next);
	return next - at;
}

static void pass_characters(struct walk *walk, size_t count)
{
	for (; count && walk->at < walk->source.length; count--) {
		walk->at += character_length(walk->source, walk->at);
		walk->place.column++;
	}
}

/* Bytes of text that a break becomes: NEL is normalised to LF, LS and PS stay. */
static size_t break_text(size_t broken)
{
	return broken == 3 ? 3 : 1;
}

/* Over blanks and breaks. Returns the bytes of text they become: the first break is a space unless more follow, and
 * nothing at all when it was escaped. */
static size_t pass_fold(struct walk *walk, bool escaped)
{
	size_t first = 0, more = 0;
	while (walk->at < walk->source.length) {
		size_t broken = yaml_break(walk->source, walk->at);
		if (!broken && !is_blank(walk->source, walk->at))
			break;
		walk->at += broken ? broken : 1;
		walk->place.column = broken ? 1 : walk->place.column + 1;
		walk->place.line += broken > 0;
		if (broken && !first)
			first = broken;
		else if (broken)
			more += break_text(broken);
	}
	if (escaped)
		return more;
	return first == 3 ? 3 + more : more ? more : 1;
}

static bool folds(const struct walk *walk)
{
	size_t at = walk->at;
	while (is_blank(walk->source, at))
		at++;
	return yaml_break(walk->source, at) > 0;
}

static uint32_t hex_value(struct span digits)
{
	uint32_t value = 0;
	for (size_t i = 0; i < digits.length; i++) {
		char byte = digits.data[i];
		value = value * 16 + (uint32_t)(byte <= '9' ? byte - '0' : (byte | 32) - 'a' + 10);
	}
	return value;
}

/* An escape from its backslash. Returns the bytes of text it becomes. */
static size_t pass_escape(struct walk *walk)
{
	if (yaml_break(walk->source, walk->at + 1)) {
		pass_characters(walk, 1);
		return pass_fold(walk, true);
	}
	char kind = walk->at + 1 < walk->source.length ? walk->source.data[walk->at + 1] : '\0';
	size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
	uint32_t codepoint = hex_value(span_sub(walk->source, walk->at + 2, digits));
	pass_characters(walk, 2 + digits);
	if (digits)
		return codepoint < 0x80 ? 1 : codepoint < 0x800 ? 2 : codepoint < 0x10000 ? 3 : 4;
	return kind == 'N' || kind == '_' ? 2 : kind == 'L' || kind == 'P' ? 3 : 1;
}

/* Over the smallest piece of source that makes text; returns how many bytes of it. */
static size_t pass_piece(struct walk *walk, char quote)
{
	if (folds(walk))
		return pass_fold(walk, false);
	if (quote == '"' && walk->source.data[walk->at] == '\\')
		return pass_escape(walk);
	size_t bytes = character_length(walk->source, walk->at);
	bool doubled = quote == '\'' && walk->source.data[walk->at] == '\'';
	pass_characters(walk, doubled ? 2 : 1);
	return bytes;
}

static struct place flow_place(const struct yaml_node *scalar, size_t offset)
{
	struct walk walk = {scalar->source, 0, scalar->place};
	char quote = '\0';
	if (scalar->style == YAML_QUOTED && scalar->source.length) {
		quote = scalar->source.data[0];
		pass_characters(&walk, 1);
	}
	for (size_t text = 0; walk.at < walk.source.length;) {
		struct walk before = walk;
		text += pass_piece(&walk, quote);
		if (text > offset)
			return before.place;
	}
	return walk.place;
}

/* ---- block scalars ------------------------------------------------------------------------------------------- */

/* Cuts the next line off *rest, without its break; false when nothing is left. */
static bool next_line(struct span *rest, struct span *line)
{
	if (!rest->length)
		return false;
	size_t end = 0;
	while (end < rest->length && !yaml_break(*rest, end))
		end++;
	*line = span_sub(*rest, 0, end);
	*rest = span_sub(*rest, end + yaml_break(*rest, end), SIZE_MAX);
	return true;
}

static size_t pass_breaks(struct span text, size_t at, size_t *count)
{
	for (size_t broken; (broken = yaml_break(text, at)) > 0; at += broken)
		++*count;
	return at;
}

/* How many spaces libyaml took away before each line: what the first line with content has more in the file. */
static size_t indentation(struct span lines, struct span text)
{
	size_t blank_lines = 0;
	size_t first = pass_breaks(text, 0, &blank_lines);
	struct span line = {0};
	for (size_t i = 0; i <= blank_lines && next_line(&lines, &line); i++)
		;
	size_t in_file = leading_spaces(line), in_text = leading_spaces(span_sub(text, first, SIZE_MAX));
	return in_file > in_text ? in_file - in_text : 0;
}

static struct place block_place(const struct yaml_node *scalar, size_t offset)
{
	struct span text = scalar->text, rest = scalar->source, line;
	struct place place = scalar->place;
	if (!next_line(&rest, &line)) /* the line of the | */
		return place;
	size_t indent = indentation(rest, text), at = 0, breaks = 0;
	for (uint32_t number = place.line + 1; next_line(&rest, &line); number++) {
		if (line.length <= indent)
			continue;
		struct span content = span_sub(line, indent, SIZE_MAX);
		bool folded = scalar->style == YAML_FOLDED && !is_blank(content, 0);
		at = folded && is_blank(text, at) ? at + 1 : pass_breaks(text, at, &breaks);
		size_t inside = offset > at ? offset - at : 0;
		struct span before = span_sub(content, 0, inside);
		place.line = number;
		place.column = (uint32_t)(indent + text_length(before)) + 1;
		if (inside <= content.length)
			return place;
		at += content.length;
	}
	return place;
}

struct place yaml_place_in(const struct yaml_node *scalar, size_t offset)
{
	if (scalar->kind != YAML_SCALAR)
		return scalar->place;
	bool block = scalar->style == YAML_LITERAL || scalar->style == YAML_FOLDED;
	return block ? block_place(scalar, offset) : flow_place(scalar, offset);
}
