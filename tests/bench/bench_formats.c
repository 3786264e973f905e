/* Loading YAML beside libyaml's bare event parse; JSON lines and CSV in nanoseconds a piece. At 1x and 10x: all is
 * linear. */
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <yaml.h>

#include "tanya/formats.h"

static double now_ms(void)
{
	struct timespec time;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void form(struct string *out, int questions)
{
	string_add_text(out, "tanya: 1\nid: bench\nitems:\n");
	for (int i = 0; i < questions; i++)
		string_format(out,
			"  - name: question_%d\n    type: select_one\n    choices: list_%d\n    required: yes\n"
			"    label:\n      id: \"Berapa lama Bapak/Ibu sudah bekerja di sini, kira-kira, nomor %d?\"\n"
			"      en: \"How long have you been working here, roughly, number %d?\"\n"
			"    relevant: ${question_%d} = 'yes' and ${question_%d} > 5\n"
			"    hint: {id: Perkiraan saja, en: An estimate will do}\n",
			i, i % 20, i, i, i ? i - 1 : 0, i ? i - 1 : 0);
}

static double bare_ms(struct span bytes)
{
	double start = now_ms();
	yaml_parser_t parser;
	yaml_event_t event;
	bool more = true;
	yaml_parser_initialize(&parser);
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.data, bytes.length);
	while (more && yaml_parser_parse(&parser, &event)) {
		more = event.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return now_ms() - start;
}

static double tree_ms(struct span bytes)
{
	double start = now_ms();
	struct arena *arena = arena_new();
	struct diagnostics faults = {0};
	yaml_parse(arena, "bench.yaml", bytes, &faults);
	diagnostics_free(&faults);
	arena_free(arena);
	return now_ms() - start;
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

static void bench_yaml(void)
{
	for (int questions = 1000; questions <= 10000; questions *= 10) {
		struct string text = {0};
		form(&text, questions);
		double bare = best(bare_ms, string_span(&text)), tree = best(tree_ms, string_span(&text));
		printf("YAML, %d questions, %zu kB: libyaml alone %.2f ms, tree %.2f ms, %.2f times (aim 2)\n", questions,
			text.length / 1000, bare, tree, tree / bare);
		string_free(&text);
	}
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
	bench_yaml();
	bench_json();
	bench_csv();
	return 0;
}
