/* A journey's file, read and printed. */
#include "journey.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define FOLDED "⋮ " /* before the number of empty rows that it stands for */
#define FOLD_LEAST 3

static bool read_whole(const char *path, struct string *out)
{
	char block[4096];
	FILE *file = fopen(path, "rb");
	if (!file)
		return false;
	for (size_t count; (count = fread(block, 1, sizeof block, file)) > 0;)
		string_add(out, (struct span){block, count});
	fclose(file);
	return true;
}

static struct journey_step *last_step(struct journey *journey)
{
	return &journey->steps[journey->count - 1];
}

static void add_step(struct journey *journey)
{
	ARRAY_PUSH(journey->steps, journey->count, journey->capacity, (struct journey_step){0});
}

static void add_quoted(struct journey_step *step, struct span line)
{
	int rows = 1;
	if (span_starts(line, SPAN(FOLDED))) {
		sscanf(line.data + sizeof FOLDED - 1, "%d", &rows);
		line.length = 0;
	}
	for (int i = 0; i < rows; i++)
		string_format(&step->text, "%.*s\n", SPAN_ARGUMENTS(line));
}

/* The line belongs to the step before it, to none, or begins one. */
static bool take_line(struct journey *journey, struct span line, unsigned number)
{
	struct journey_step *open = last_step(journey);
	if (span_starts(line, SPAN("|"))) {
		if (journey->count < 2 || open->before.length)
			return false; /* text below no step */
		add_quoted(open - 1, span_sub(line, 1, SIZE_MAX));
	} else if (!line.length || line.data[0] == '#') {
		string_format(&open->before, "%.*s\n", SPAN_ARGUMENTS(line));
	} else {
		const char *blank = memchr(line.data, ' ', line.length);
		size_t length = blank ? (size_t)(blank - line.data) : line.length;
		string_add(&open->word, span_sub(line, 0, length));
		string_add(&open->rest, span_sub(line, length + 1, SIZE_MAX));
		open->line = number;
		add_step(journey);
	}
	return true;
}

bool journey_read(struct journey *journey, const char *path, struct string *fault)
{
	struct string text = {0};
	struct span line;
	unsigned number = 0;
	bool fine = read_whole(path, &text);
	*journey = (struct journey){0};
	string_add_text(&journey->path, path);
	add_step(journey);
	if (!fine)
		string_format(fault, "%s: %s\n", path, strerror(errno));
	struct span rest = string_span(&text);
	while (rest.length && rest.data[rest.length - 1] == '\n')
		rest.length--;
	while (fine && span_next(&rest, '\n', &line)) {
		fine = take_line(journey, line, ++number);
		if (!fine)
			string_format(fault, "%s:%u: text stands right below its step, and here is none\n", path, number);
	}
	string_free(&text);
	return fine;
}

static void print_text(struct string *out, struct span text)
{
	struct span line;
	int empty = 0;
	for (bool more = true; more;) {
		more = span_next(&text, '\n', &line) && (line.length || text.length);
		if (more && !line.length) {
			empty++;
			continue;
		}
		if (empty >= FOLD_LEAST)
			string_format(out, "|" FOLDED "%d\n", empty);
		else
			string_add(out, span_sub(SPAN("|\n|\n"), 0, 2 * (size_t)empty));
		empty = 0;
		if (more)
			string_format(out, "|%.*s\n", SPAN_ARGUMENTS(line));
	}
}

static void print_step(struct string *out, const struct journey_step *step)
{
	string_add(out, string_span(&step->before));
	if (!step->word.length)
		return;
	string_add(out, string_span(&step->word));
	if (step->rest.length)
		string_format(out, " %s", string_text(&step->rest));
	string_add_byte(out, '\n');
	print_text(out, string_span(&step->text));
}

bool journey_write(const struct journey *journey, struct string *fault)
{
	struct string text = {0}, known = {0};
	const char *path = string_text(&journey->path);
	for (size_t i = 0; i < journey->count; i++)
		print_step(&text, &journey->steps[i]);
	bool same = read_whole(path, &known) && span_equal(string_span(&known), string_span(&text));
	FILE *file = same ? NULL : fopen(path, "wb");
	if (file) {
		fwrite(string_text(&text), 1, text.length, file);
		fclose(file);
	}
	if (!same)
		string_format(fault, "%s is written anew: read it before it is believed\n", path);
	string_free(&text);
	string_free(&known);
	return same;
}

void journey_free(struct journey *journey)
{
	for (size_t i = 0; i < journey->count; i++) {
		struct journey_step *step = &journey->steps[i];
		string_free(&step->before);
		string_free(&step->word);
		string_free(&step->rest);
		string_free(&step->text);
	}
	memory_free(journey->steps);
	string_free(&journey->path);
}
