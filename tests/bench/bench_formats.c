/* JSON lines and CSV in nanoseconds a piece, at 1x and 10x: all is linear. (YAML: bench_loading.) */
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "tanya/formats.h"

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

static void bench_json(void)
{
	for (int lines = 10000; lines <= 100000; lines *= 10) {
		struct string text = {0};
		for (int i = 0; i < lines; i++)
			string_format(&text,
				"{\"n\":%d,\"at\":\"2026-11-24T09:30:00.000+07:00\",\"ms\":%d,\"do\":\"answer\",\"q\":\"workers[%d]/"
				"age\",\"v\":%d,"
				"\"chain\":\"0123456789abcdef\"}\n",
				i, i * 1000, i % 9, i % 80);
		double least = best(json_ms, string_span(&text));
		printf("JSON, %d lines: %.3f us a line\n", lines, least * 1e3 / lines);
		string_free(&text);
	}
}

static void bench_csv(void)
{
	for (int records = 10000; records <= 100000; records *= 10) {
		struct string text = {0};
		for (int i = 0; i < records; i++)
			for (int j = 0; j < 60; j++) {
				bool quoted = j == 30;
				string_format(&text, quoted ? "\"text, %d\"" : "v%d", i % 1000);
				string_add_byte(&text, j < 59 ? ',' : '\n');
			}
		double least = best(csv_ms, string_span(&text));
		printf("CSV, %d records of 60 cells, %zu kB: %.2f ns a cell, %.2f GB/s\n", records, text.length / 1000,
			least * 1e6 / records / 60, (double)text.length / least / 1e6);
		string_free(&text);
	}
}

int main(void)
{
	/* Memory stays with the process between runs: the kernel's price of a fresh page is not what is measured. */
	mallopt(M_MMAP_THRESHOLD, 1 << 30);
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
	bench_json();
	bench_csv();
	return 0;
}
