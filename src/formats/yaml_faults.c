/* Encodings that are refused, and what libyaml's syntax errors most often come from. */
#include <string.h>

#include "yaml_faults.h"

/* libyaml's own mark for ill-formed UTF-8 is 0:0, so the bytes are checked first and counted here. */
bool yaml_encoding_fits(const char *file, struct span bytes, struct diagnostics *faults)
{
	struct place place = {file, 1, 1};
	size_t bad;
	if (span_starts(bytes, SPAN("\xFF\xFE")) || span_starts(bytes, SPAN("\xFE\xFF")) || (bytes.length >= 2 && (!bytes.data[0] || !bytes.data[1]))) {
		diagnostics_error(faults, "encoding", place, "the file is UTF-16; UTF-8 was expected");
	} else if (!text_valid(bytes, &bad)) {
		text_place(bytes, bad, &place.line, &place.column);
		diagnostics_error(faults, "encoding", place, "byte 0x%02X is not UTF-8", (unsigned char)bytes.data[bad]);
	} else {
		return true;
	}
	diagnostic_cure(faults, "save the file as UTF-8");
	return false;
}

static struct span line_at(struct span bytes, size_t wanted)
{
	struct span line = {0};
	for (size_t i = 0; i <= wanted && span_next(&bytes, '\n', &line); i++)
		;
	return line;
}

/* Is this a line on which YAML itself is the trap: `${` in a flow map, a value that goes on behind its quote, `: ` inside? */
static bool is_trap(struct span line)
{
	size_t colon = span_find(line, SPAN(": "));
	if (colon == SIZE_MAX)
		return false;
	struct span after = span_trim(span_sub(line, colon + 2, SIZE_MAX));
	if (!after.length)
		return false;
	bool quoted = after.data[0] == '"' || after.data[0] == '\'';
	bool braces = span_find(line, SPAN("${")) != SIZE_MAX || after.data[0] == '%' || after.data[0] == '@' || after.data[0] == '`' || after.data[0] == '*' ||
	              after.data[0] == '&' || after.data[0] == '!';
	return quoted || braces || span_find(after, SPAN(": ")) != SIZE_MAX;
}

void yaml_syntax_fault(const yaml_parser_t *parser, const char *file, struct span bytes, struct diagnostics *faults)
{
	size_t line = parser->problem_mark.line, context = parser->context_mark.line;
	struct place place = {file, (uint32_t)line + 1, (uint32_t)parser->problem_mark.column + 1};
	const char *problem = parser->problem ? parser->problem : "the file cannot be read";
	diagnostics_error(faults, "yaml-syntax", place, "%s%s%s", problem, parser->context ? " " : "", parser->context ? parser->context : "");
	if (is_trap(line_at(bytes, line)) || is_trap(line_at(bytes, context)) || (line > 0 && is_trap(line_at(bytes, line - 1))))
		diagnostic_cure(faults, "put the whole value in quotes");
	else
		diagnostic_cure(faults, "look at the indentation, brackets and quotes of this line and the one before");
	if (parser->context && context != line)
		diagnostic_related(faults, (struct place){file, (uint32_t)context + 1, (uint32_t)parser->context_mark.column + 1}, "it began here");
}
