/* Time, percentiles, the table, the long form. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include "bench.h"

#define MEMORY_FILESYSTEM 0x01021994 /* tmpfs, of linux/magic.h */

static struct {
	unsigned aims, missed;
} tally;

double bench_now_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

void samples_add(struct samples *samples, double value)
{
	samples->sorted = false;
	ARRAY_PUSH(samples->items, samples->count, samples->capacity, value);
}

static int compare(const void *a, const void *b)
{
	double one = *(const double *)a, two = *(const double *)b;
	return (one > two) - (one < two);
}

double samples_at(struct samples *samples, double share)
{
	if (!samples->count)
		return 0;
	if (!samples->sorted)
		qsort(samples->items, samples->count, sizeof *samples->items, compare);
	samples->sorted = true;
	return samples->items[(size_t)(share * (double)(samples->count - 1) + 0.5)];
}

void samples_free(struct samples *samples)
{
	memory_free(samples->items);
	*samples = (struct samples){0};
}

void bench_head(const char *title, const char *reference)
{
	printf("\n%-52s %12s %22s %7s %8s\n", title, "ours", reference, "ratio", "aim");
}

void bench_tell(const struct bench_row *row)
{
	double ratio = row->reference > 0 ? row->ours / row->reference : 0;
	bool met = row->reference > 0 ? ratio <= row->aim : row->ours <= row->aim;
	printf("%-52s %9.1f %-2s", row->what, row->ours, row->unit);
	if (row->reference > 0)
		printf(" %19.1f %-2s %7.2f", row->reference, row->unit, ratio);
	else
		printf(" %22s %7s", "", "");
	if (row->aim > 0) {
		tally.aims++;
		tally.missed += !met;
		printf(" %8.2f %s", row->aim, met ? "met" : "MISSED");
	}
	printf("\n");
	fflush(stdout);
}

int bench_end(void)
{
	printf("\n%u of %u aims met\n", tally.aims - tally.missed, tally.aims);
	return 0;
}

char *bench_folder(void)
{
	const char *base = getenv("TMPDIR");
	struct string path = {0};
	struct statfs status;
	string_format(&path, "%s/tanya-bench-XXXXXX", base ? base : "/var/tmp");
	if (!mkdtemp(path.data)) {
		perror(string_text(&path));
		exit(1);
	}
	if (statfs(path.data, &status) == 0 && (unsigned long)status.f_type == MEMORY_FILESYSTEM)
		printf("%s is memory, not a disk: set TMPDIR to a folder on one\n", path.data);
	return path.data;
}

void bench_write(const char *folder, const char *name, struct span bytes, struct string *path)
{
	string_clear(path);
	string_format(path, "%s/%s", folder, name);
	FILE *file = fopen(string_text(path), "w");
	if (!file || fwrite(bytes.data, 1, bytes.length, file) != bytes.length || fclose(file) != 0) {
		perror(string_text(path));
		exit(1);
	}
}

static void add_question(struct string *out, unsigned number)
{
	static const char *const types[] = {
		"text", "integer\n        constraint: . >= 0", "select_one methods", "select_multiple methods", "decimal"};
	string_format(out,
		"      - name: q%u\n        type: %s\n"
		"        label: {id: \"Pertanyaan nomor %u: bagaimana biasanya pekerjaan ini dilakukan?\", "
		"en: \"Question number %u: how is this work usually done?\"}\n"
		"        hint: {id: \"Perkiraan pun boleh.\", en: \"An estimate will do.\"}\n",
		number, types[number % 5], number, number);
	if (number % 10 == 6)
		string_format(out, "        relevant: not(${q%u} = 99)\n", number - 5);
}

void bench_form(struct string *out, unsigned questions)
{
	string_add_text(out, "tanya: 1\nid: long\nversion: \"1\"\ntitle: {id: Panjang, en: Long}\n"
						 "languages: {id: Indonesia, en: English}\ndefault_language: en\nchoices:\n  methods:\n");
	for (unsigned i = 0; i < 12; i++)
		string_format(out, "    - {name: way%u, label: {id: \"Cara yang ke-%u\", en: \"Way number %u\"}}\n", i, i, i);
	string_add_text(out, "survey:\n");
	for (unsigned i = 0; i < questions; i++) {
		if (i % 10 == 0)
			string_format(out, "  - group: part%u\n    label: {id: Bagian %u, en: Part %u}\n    children:\n", i / 10,
				i / 10 + 1, i / 10 + 1);
		add_question(out, i);
		if (i % 10 == 9)
			string_format(out, "      - {name: sum%u, type: calculate, calculation: \"${q%u} + ${q%u}\"}\n", i / 10,
				i - 8, i - 3);
	}
}
