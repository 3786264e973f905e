/* The line that tells how far long work has come. */
#include "progress.h"

#include <unistd.h>

#include "tanya/system.h"

#define AFTER_MS 1000 /* what is quicker says nothing (3-commands) */
#define EVERY_MS 200

/* Writes the text over what stands there; blanks take away the rest of a longer one. */
static void write_over(struct progress_line *line, struct span text)
{
	fprintf(line->stream, "\r%.*s", SPAN_ARGUMENTS(text));
	if (text.length < line->columns)
		fprintf(line->stream, "%*s", (int)(line->columns - text.length), "");
	line->columns = text.length;
}

static void step(struct progress *self, size_t done, size_t all)
{
	struct progress_line *line = (struct progress_line *)self; /* its first member */
	int64_t now_ms = line->stream ? clock_boot_ms() : 0;
	struct string text = {0};
	if (!line->stream || now_ms < line->due_ms)
		return;
	line->due_ms = now_ms + EVERY_MS;
	if (all)
		string_format(&text, "%zu of %zu %s", done, all, line->what);
	else
		string_format(&text, "%zu %s", done, line->what);
	write_over(line, string_span(&text));
	fflush(line->stream);
	string_free(&text);
}

void progress_begin(struct progress_line *line, const char *what, FILE *stream)
{
	*line = (struct progress_line){.progress = {step}, .what = what, .stream = stream};
	if (stream)
		line->due_ms = clock_boot_ms() + AFTER_MS;
}

FILE *progress_stream(void)
{
	return isatty(STDERR_FILENO) ? stderr : NULL;
}

void progress_hide(struct progress_line *line)
{
	if (!line->columns)
		return;
	write_over(line, SPAN(""));
	fputc('\r', line->stream);
	fflush(line->stream);
}
