/* The traps that YAML lays for text without quotes, looked for on a line where libyaml gave up. */
#include <string.h>

#include "yaml_faults.h"

struct walk {
	struct span line;
	size_t at;
	unsigned flow;    /* open brackets */
	bool after_colon; /* what comes is a value, so a further `: ` is none of YAML's */
};

static char byte_at(const struct walk *walk, size_t at)
{
	return at < walk->line.length ? walk->line.data[at] : '\0';
}

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\0';
}

static void pass_blanks(struct walk *walk)
{
	while (walk->at < walk->line.length && is_blank(byte_at(walk, walk->at)))
		walk->at++;
}

/* Does the line end here, but for a comment? */
static bool at_end(const struct walk *walk)
{
	return walk->at >= walk->line.length ||
		   (byte_at(walk, walk->at) == '#' && (walk->at == 0 || is_blank(byte_at(walk, walk->at - 1))));
}

/* Behind a quote or bracket that was closed: may YAML go on with what stands there? */
static bool goes_on_well(struct walk *walk)
{
	pass_blanks(walk);
	if (at_end(walk))
		return true;
	char byte = byte_at(walk, walk->at);
	return byte == ':' || (walk->flow && strchr(",]}", byte));
}

/* A quoted value from its quote; false when the quote stays open on this line. */
static bool pass_quoted(struct walk *walk)
{
	char quote = byte_at(walk, walk->at++);
	for (; walk->at < walk->line.length; walk->at++) {
		char byte = byte_at(walk, walk->at);
		if (quote == '"' && byte == '\\') {
			walk->at++;
		} else if (byte == quote) {
			walk->at++;
			if (quote == '"' || byte_at(walk, walk->at) != quote)
				return true;
		}
	}
	return false;
}

/* A plain value up to what ends it; true when that is a trap. */
static bool pass_plain(struct walk *walk)
{
	size_t from = walk->at;
	for (; walk->at < walk->line.length && !at_end(walk); walk->at++) {
		char byte = byte_at(walk, walk->at);
		if (byte == ':' && is_blank(byte_at(walk, walk->at + 1)))
			return walk->after_colon;
		if (walk->flow && strchr(",]}", byte))
			return false;
		if (walk->flow && (byte == '{' || byte == '['))
			return walk->at > from;
	}
	return false;
}

/* One mark of YAML's own: brackets, commas, `: ` and `- `. False when a value begins here instead. */
static bool pass_mark(struct walk *walk, bool *trap)
{
	char byte = byte_at(walk, walk->at);
	bool before_blank = is_blank(byte_at(walk, walk->at + 1));
	if (byte == '{' || byte == '[') {
		walk->flow++;
		walk->after_colon = false;
	} else if (walk->flow && (byte == '}' || byte == ']')) {
		walk->flow--;
		walk->at++;
		*trap = !goes_on_well(walk);
		return true;
	} else if (walk->flow && byte == ',') {
		walk->after_colon = false;
	} else if (byte == ':' && (before_blank || walk->flow)) {
		walk->after_colon = true;
	} else if (!((byte == '-' || byte == '?') && before_blank)) {
		return false;
	}
	walk->at++;
	return true;
}

bool yaml_line_is_trap(struct span line)
{
	struct walk walk = {.line = line};
	bool trap = false;
	for (pass_blanks(&walk); !trap && !at_end(&walk); pass_blanks(&walk)) {
		if (pass_mark(&walk, &trap))
			continue;
		char byte = byte_at(&walk, walk.at);
		if ((byte == '%' && walk.at) || byte == '@' || byte == '`')
			return true;
		if (byte != '"' && byte != '\'')
			trap = pass_plain(&walk);
		else if (!pass_quoted(&walk))
			return false;
		else
			trap = !goes_on_well(&walk) || (walk.after_colon && !walk.flow && byte_at(&walk, walk.at) == ':');
	}
	return trap;
}
