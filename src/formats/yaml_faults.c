/* Bytes that are refused, and libyaml's complaints in clearer words, with a cure. */
#include <string.h>

#include "yaml_faults.h"

size_t yaml_break(struct span text, size_t at)
{
	struct span rest = span_sub(text, at, 3);
	if (!rest.length || ((unsigned char)rest.data[0] > '\r' && (unsigned char)rest.data[0] < 0x80))
		return 0;
	if (rest.data[0] == '\r')
		return rest.length > 1 && rest.data[1] == '\n' ? 2 : 1;
	if (rest.data[0] == '\n')
		return 1;
	if (span_starts(rest, SPAN("\xC2\x85")))
		return 2;
	return span_is(rest, "\xE2\x80\xA8") || span_is(rest, "\xE2\x80\xA9") ? 3 : 0;
}

/* The start of the line that holds `offset`, its number from 1. */
static size_t line_start(struct span text, size_t offset, uint32_t *number)
{
	size_t start = 0;
	*number = 1;
	for (size_t at = 0; at < offset;) {
		size_t broken = yaml_break(text, at);
		at += broken ? broken : 1;
		if (broken && at <= offset) {
			start = at;
			++*number;
		}
	}
	return start;
}

struct place yaml_end(const char *file, struct span bytes)
{
	struct place place = {.file = file};
	size_t start = line_start(bytes, bytes.length, &place.line);
	place.column = (uint32_t)text_length(span_sub(bytes, start, SIZE_MAX)) + 1;
	return place;
}

struct span yaml_line(struct span text, size_t offset)
{
	uint32_t number;
	size_t start = line_start(text, offset, &number), end = start;
	while (end < text.length && !yaml_break(text, end))
		end++;
	return span_sub(text, start, end - start);
}

static struct place place_at(struct span bytes, size_t offset, const char *file)
{
	struct place place = {.file = file};
	size_t start = line_start(bytes, offset, &place.line);
	place.column = (uint32_t)text_length(span_sub(bytes, start, offset - start)) + 1;
	return place;
}

bool yaml_bytes_fit(const char *file, struct span bytes, struct diagnostics *faults)
{
	struct place place = {file, 1, 1};
	if (bytes.length > LIMIT_FILE_BYTES) {
		diagnostics_error(faults, "too-large", (struct place){file, 0, 0},
			"the file has %zu bytes; at most %u were expected", bytes.length, LIMIT_FILE_BYTES);
		diagnostic_cure(faults, "divide it and take the parts in with include");
		return false;
	}
	if (span_starts(bytes, SPAN("\xFF\xFE")) || span_starts(bytes, SPAN("\xFE\xFF")) ||
		(bytes.length >= 2 && (!bytes.data[0] != !bytes.data[1]))) {
		diagnostics_error(faults, "encoding", place, "the file is UTF-16; UTF-8 was expected");
		diagnostic_cure(faults, "save the file as UTF-8");
		return false;
	}
	size_t mark = span_find(span_sub(bytes, 1, SIZE_MAX), SPAN("\xEF\xBB\xBF"));
	if (mark != SIZE_MAX && text_valid(bytes, NULL)) {
		place = place_at(bytes, mark + 1, file);
		diagnostics_error(faults, "encoding", place, "an invisible byte order mark (U+FEFF) stands inside the file");
		diagnostic_cure(faults, "take it away; it can only stand at the very beginning");
		return false;
	}
	return true;
}

/* libyaml sets no mark for these, only an offset, which may be that of a byte behind the bad one. */
static void bytes_fault(const yaml_parser_t *parser, const char *file, struct span bytes, struct diagnostics *faults)
{
	size_t offset = parser->problem_offset < bytes.length ? parser->problem_offset : bytes.length;
	size_t bad = offset;
	if (!text_valid(bytes, &bad) && bad < offset)
		offset = bad;
	struct place place = place_at(bytes, offset, file);
	size_t at = offset;
	uint32_t codepoint = text_decode(bytes, &at);
	unsigned byte = offset < bytes.length ? (unsigned char)bytes.data[offset] : 0;
	if (codepoint == TEXT_INVALID) {
		diagnostics_error(faults, "encoding", place, "byte 0x%02X is not UTF-8, which was expected", byte);
		diagnostic_cure(faults, "save the file as UTF-8");
	} else {
		diagnostics_error(
			faults, "encoding", place, "the control character U+%04X cannot stand in YAML", (unsigned)codepoint);
		diagnostic_cure(faults, "take it away");
	}
}

#define LOOK "look at the indentation, brackets and quotes of this line and the one before"

/* The first row whose words stand in libyaml's problem and context counts. */
static const struct complaint {
	const char *problem, *context; /* NULL: any */
	const char *message, *cure;
	bool at_context; /* the start is the better place */
} complaints[] = {
	{"unexpected end of stream", "quoted scalar", "this quote is never closed", "close it, and double ' inside '…'",
		true},
	{"unexpected document indicator", "quoted scalar", "this quote is not closed before the document ends",
		"close it, and double ' inside '…'", true},
	{"unknown escape character", NULL, "a backslash stands before a character that it cannot escape",
		"write \\\\ for a backslash, or use '…' instead of \"…\"", false},
	{"hexdecimal", "quoted scalar", "hexadecimal digits were expected behind \\x, \\u or \\U",
		"write \\\\ for a backslash", false},
	{"Unicode character escape", NULL, "this escape names no character", "write the character itself", false},
	{"tab character", NULL, "a tab stands where spaces were expected", "indent with spaces only", false},
	{"cannot start any token", NULL, "no value can begin with this character without quotes",
		YAML_QUOTES_CURE "; indent with spaces, not tabs", false},
	{"mapping values are not allowed", NULL, "no `: ` was expected here",
		YAML_QUOTES_CURE ", or set this key in line with its neighbours", false},
	{"block sequence entries are not allowed", NULL, "no `- ` was expected here", "begin the list on a line of its own",
		false},
	{"mapping keys are not allowed", NULL, "no `? ` was expected here", YAML_QUOTES_CURE, false},
	{"could not find expected ':'", NULL, "a key without its `:` stands before this",
		"write `key: value`, and set long text in line with the text above", false},
	{"expected key", "block mapping", "a key in line with those above was expected", LOOK, false},
	{"expected '-' indicator", NULL, "a `- ` in line with those above was expected", LOOK, false},
	{"expected ',' or ']'", NULL, "a comma or `]` was expected", "close the bracket, or " YAML_QUOTES_CURE, false},
	{"expected ',' or '}'", NULL, "a comma or `}` was expected", "close the brace, or " YAML_QUOTES_CURE, false},
	{"expected node content", NULL, "a value was expected", "write one, or " YAML_QUOTES_CURE, false},
	{"expected alphabetic or numeric", NULL, "a name was expected behind & or *", YAML_QUOTES_CURE, false},
	{NULL, "block scalar", "only a comment can follow | or > on its line",
		YAML_QUOTES_CURE " or begin the text on the next line", false},
	{NULL, "tag", "a value that begins with ! is read as a tag", YAML_QUOTES_CURE, false},
	{"undefined tag handle", NULL, "a value that begins with ! is read as a tag", YAML_QUOTES_CURE, false},
	{NULL, "directive", "a line that begins with % is read as a directive", YAML_QUOTES_CURE, false},
	{"directive", NULL, "this %YAML directive cannot be followed", "take the line away", false},
	{"incompatible YAML document", NULL, "this is no YAML 1.1", "take the %YAML line away", false},
	{"<document start>", NULL, "the document has ended before this", LOOK, false},
	{"nesting", NULL, "this is nested too deeply", "take some of the levels away", false},
};

static bool has(const char *text, const char *words)
{
	return !words || (text && strstr(text, words));
}

/* libyaml counts characters; the byte where the marked line begins is what is needed. */
static struct span line_of_mark(struct span bytes, size_t line)
{
	size_t at = 0;
	while (line && at < bytes.length) {
		size_t broken = yaml_break(bytes, at);
		line -= broken > 0;
		at += broken ? broken : 1;
	}
	return line ? (struct span){0} : yaml_line(span_sub(bytes, at, SIZE_MAX), 0);
}

/* On the line of the problem, that where it began, or the one before. */
static bool is_trap(const yaml_parser_t *parser, struct span bytes)
{
	size_t line = parser->problem_mark.line, context = parser->context ? parser->context_mark.line : line;
	return yaml_line_is_trap(line_of_mark(bytes, line)) ||
		   (context != line && yaml_line_is_trap(line_of_mark(bytes, context))) ||
		   (line > 0 && line - 1 != context && yaml_line_is_trap(line_of_mark(bytes, line - 1)));
}

/* libyaml puts the end of a file that lacks the last line break on a line that is not there. */
static struct place place_of(const char *file, yaml_mark_t mark, struct span bytes)
{
	struct place end = yaml_end(file, bytes);
	return mark.line >= end.line ? end : (struct place){file, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1};
}

void yaml_parser_fault(const yaml_parser_t *parser, const char *file, struct span bytes, struct diagnostics *faults)
{
	if (parser->error == YAML_READER_ERROR) {
		bytes_fault(parser, file, bytes, faults);
		return;
	}
	const struct complaint *found = NULL;
	for (size_t i = 0; i < sizeof complaints / sizeof *complaints && !found; i++)
		if (has(parser->problem, complaints[i].problem) && has(parser->context, complaints[i].context))
			found = &complaints[i];
	bool at_context = found && found->at_context && parser->context;
	struct place place = place_of(file, at_context ? parser->context_mark : parser->problem_mark, bytes);
	const char *words = parser->problem ? parser->problem : "libyaml cannot read this";
	diagnostics_error(faults, "yaml-syntax", place, "%s", found ? found->message : words);
	diagnostic_cure(faults, "%s", is_trap(parser, bytes) ? YAML_QUOTES_CURE : found ? found->cure : LOOK);
	if (!at_context && parser->context && parser->context_mark.line != parser->problem_mark.line)
		diagnostic_related(faults, place_of(file, parser->context_mark, bytes), "it began here");
}
