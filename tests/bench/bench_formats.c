/* JSON lines and CSV, a piece of a small input and of one ten times as long: all is linear. (YAML: bench_loading.) */
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "bench.h"
#include "tanya/formats.h"

#define CELLS 60 /* a record of CSV */
#define FEW 10000 /* lines or records */
#define LINEAR 1.5 /* what does not fit into the caches any more costs a little */

static double now_ms(void)
{
	struct timespec time;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static double best(double (*run)(struct span), struct span bytes)
{
	double least = run(bytes);
	for (int i = 0; i < 9; i++) {
		double again = run(bytes);
		least = again < least ? again : least;
	}
	return least;
}

static double json_ms(struct span bytes)
{
	double start = now_ms();
	struct span line;
	struct json value, member;
	while (span_next(&bytes, '\n', &line))
		if (json_parse(line, &value, NULL))
			json_member(&value, "q", &member);
	return now_ms() - start;
}

static double csv_ms(struct span bytes)
{
	double start = now_ms();
	struct csv_reader reader;
	csv_open(&reader, bytes);
	while (csv_next(&reader, "bench.csv", NULL) == CSV_RECORD)
		;
	csv_close(&reader);
	return now_ms() - start;
}

static void add_json(struct string *text, int line)
{
	string_format(text,
		"{\"n\":%d,\"at\":\"2026-11-24T09:30:00.000+07:00\",\"ms\":%d,\"do\":\"answer\",\"q\":\"workers[%d]/age\",\"v\":%d,"
		"\"chain\":\"0123456789abcdef\"}\n",
		line, line * 1000, line % 9, line % 80);
}

static void add_csv(struct string *text, int record)
{
	for (int i = 0; i < CELLS; i++) {
		string_format(text, i == CELLS / 2 ? "\"text, %d\"" : "v%d", record % 1000);
		string_add_byte(text, i < CELLS - 1 ? ',' : '\n');
	}
}

static const struct format {
	const char *what;
	double (*run_ms)(struct span);
	void (*add)(struct string *text, int number);
	int pieces; /* of each number */
} formats[] = {{"a line of JSON", json_ms, add_json, 1}, {"a cell of CSV", csv_ms, add_csv, CELLS}};

static double piece_ns(const struct format *format, int numbers, size_t *bytes)
{
	struct string text = {0};
	for (int i = 0; i < numbers; i++)
		format->add(&text, i);
	double least_ms = best(format->run_ms, string_span(&text));
	*bytes = text.length;
	string_free(&text);
	return least_ms * 1e6 / numbers / format->pieces;
}

static void tell(const struct format *format)
{
	size_t bytes;
	double few = piece_ns(format, FEW, &bytes), many = piece_ns(format, FEW * 10, &bytes);
	bench_tell(&(struct bench_row){.what = format->what, .unit = "ns", .ours = many, .reference = few, .aim = LINEAR});
	printf("    %zu kB, %.2f GB/s\n", bytes / 1000, (double)bytes / (many * FEW * 10 * format->pieces));
}

int main(void)
{
	/* Memory stays with the process between runs: the kernel's price of a fresh page is not what is measured. */
	mallopt(M_MMAP_THRESHOLD, 1 << 30);
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
	bench_head("reading, the least of ten runs: of 100,000", "of 10,000");
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		tell(&formats[i]);
	return bench_end();
}
