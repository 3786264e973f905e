/* Loading a form of two languages beside libyaml's bare event parse of the same bytes: 100, 1,000 and 10,000 questions. */
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <yaml.h>

#include "tanya/questionnaire.h"
#include "tanya/system.h"

#define RUNS 15 /* of each; the first is cold, of all the middle one is told */

/* One question of each kind; %1$d is its number, %2$d that of the group's first. */
static const char *const questions[] = {
	"      - name: q%1$d\n"
	"        type: select_one yes_no\n"
	"        label: {id: \"Apakah Bapak/Ibu memproduksi sendiri barang nomor %1$d?\", en: \"Do you produce item %1$d "
	"yourself?\"}\n"
	"        hint: {id: Bacakan apa adanya, en: Read out as it stands}\n"
	"        required: yes\n",
	"      - name: q%1$d\n"
	"        type: integer\n"
	"        label:\n"
	"          id: Berapa kodi yang dibuat dalam seminggu, kira-kira, untuk barang nomor %1$d?\n"
	"          en: How many scores are made in a week, roughly, of item number %1$d?\n"
	"        relevant: ${q%2$d} = 'yes'\n"
	"        constraint: . >= 0 and . < 10000\n"
	"        constraint_message: {id: Antara 0 dan 9999, en: Between 0 and 9999}\n",
	"      - name: q%1$d\n"
	"        type: select_multiple payment\n"
	"        label: {id: \"Bagaimana pembeli membayar barang nomor %1$d?\", en: \"How do buyers pay for item %1$d?\"}\n"
	"        relevant: ${q%2$d} = 'yes'\n"
	"        constraint: not(selected(., 'none')) or count-selected(.) = 1\n"
	"        states: [dont_know, refused]\n",
	"      - name: q%1$d\n"
	"        type: text\n"
	"        label: {id: \"Siapa pemasok utama barang ${q%2$d}?\", en: \"Who is the main supplier of item "
	"${q%2$d}?\"}\n"
	"        hint: {id: Nama dan desa, en: Name and village}\n"
	"        appearance: multiline\n",
	"      - name: q%1$d\n"
	"        type: calculate\n"
	"        calculation: if(${q%2$d} = 'yes', coalesce(${q%2$d}, 0) * 20, 0) + round(%1$d div 7)\n",
};
#define KINDS ((int)(sizeof questions / sizeof *questions))

static void write_form(struct string *out, int count)
{
	string_add_text(out,
		"tanya: 1\nid: bench\nversion: \"1\"\ntitle: {id: Uji, en: Bench}\ndefault_language: id\n"
		"languages: {id: Bahasa Indonesia, en: English}\nchoices:\n"
		"  yes_no: [{name: 'yes', label: {id: Ya, en: Yes}}, {name: 'no', label: {id: Tidak, en: No}}]\n"
		"  payment:\n    - {name: cash, label: {id: Tunai, en: Cash}}\n"
		"    - {name: credit, label: {id: Kredit, en: Credit}}\n"
		"    - {name: none, label: {id: Tidak ada, en: None}}\nsurvey:\n");
	for (int i = 0; i < count; i++) {
		if (i % (2 * KINDS) == 0)
			string_format(out, "  - group: g%d\n    label: {id: Bagian %d, en: Part %d}\n    children:\n", i, i, i);
		string_format(out, questions[i % KINDS], i, i / KINDS * KINDS);
	}
}

/* ---- what is measured ---- */

static void parse_bare(struct span bytes)
{
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
}

static void parse_tree(struct span bytes)
{
	struct arena *arena = arena_new();
	struct diagnostics faults = {0};
	yaml_parse(arena, "bench.yaml", bytes, &faults);
	diagnostics_free(&faults);
	arena_free(arena);
}

static bool read_bytes(void *self, const char *path, struct string *out, struct diagnostics *faults)
{
	(void)path;
	(void)faults;
	string_add(out, *(const struct span *)self);
	return true;
}

static void load_whole(struct span bytes)
{
	struct diagnostics faults = {0};
	struct questionnaire_reader reader = {&bytes, read_bytes, hash_sha256};
	struct questionnaire *questionnaire = questionnaire_load("bench.yaml", &reader, &faults);
	if (!questionnaire) {
		struct string told = {0};
		diagnostics_print(&told, &faults);
		fputs(string_text(&told), stderr);
		exit(1);
	}
	questionnaire_free(questionnaire);
	diagnostics_free(&faults);
}

/* ---- measuring ---- */

struct task {
	const char *name;
	void (*run)(struct span bytes);
};

static const struct task tasks[] = {{"libyaml alone", parse_bare}, {"tree", parse_tree}, {"load", load_whole}};
#define TASKS (sizeof tasks / sizeof *tasks)

static double now_ms(void)
{
	struct timespec time;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double middle(double numbers[RUNS])
{
	qsort(numbers, RUNS, sizeof *numbers, by_size);
	return numbers[RUNS / 2];
}

/* Turn by turn, and each ratio within one turn: a machine that slows down slows all of them. */
static void bench_time(struct span bytes)
{
	double times[TASKS][RUNS], ratios[TASKS][RUNS];
	for (int turn = 0; turn < RUNS; turn++) {
		for (size_t task = 0; task < TASKS; task++) {
			double start = now_ms();
			tasks[task].run(bytes);
			times[task][turn] = now_ms() - start;
			ratios[task][turn] = times[task][turn] / times[0][turn];
		}
	}
	for (size_t task = 0; task < TASKS; task++) {
		double first = times[task][0];
		printf("    %8.2f ms %5.2f times  %s, the first time %.2f ms\n", middle(times[task]), middle(ratios[task]),
			tasks[task].name, first);
	}
}

/* The most memory that a process of its own needs for it, beyond what it is born with. */
static long peak_kb(void (*run)(struct span bytes), struct span bytes)
{
	struct rusage before, after;
	int pipes[2];
	long kb = 0;
	if (pipe(pipes) != 0)
		exit(1);
	malloc_trim(0); /* what is free already would not be counted */
	pid_t child = fork();
	if (child == 0) {
		getrusage(RUSAGE_SELF, &before);
		run(bytes);
		getrusage(RUSAGE_SELF, &after);
		kb = after.ru_maxrss - before.ru_maxrss;
		_exit(write(pipes[1], &kb, sizeof kb) == sizeof kb ? 0 : 1);
	}
	close(pipes[1]);
	if (child < 0 || read(pipes[0], &kb, sizeof kb) != sizeof kb)
		exit(1);
	close(pipes[0]);
	waitpid(child, NULL, 0);
	return kb;
}

static void bench_memory(struct span bytes)
{
	for (size_t task = 0; task < TASKS; task++) {
		long kb = peak_kb(tasks[task].run, bytes);
		printf("    %8.2f MB %5.1f times  the file, peak of %s\n", (double)kb / 1e3,
			(double)kb * 1024 / (double)bytes.length, tasks[task].name);
	}
}

static void bench(const char *what, void (*run)(struct span bytes))
{
	for (int count = 100; count <= 10000; count *= 10) {
		struct string form = {0};
		write_form(&form, count);
		printf("%s, %d questions in two languages, %zu kB\n", what, count, form.length / 1000);
		run(string_span(&form));
		string_free(&form);
	}
}

int main(void)
{
	bench("memory", bench_memory);
	/* From here on memory stays with the process: what the kernel asks for a fresh page shows the first time only. */
	mallopt(M_MMAP_THRESHOLD, 1 << 30);
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
	bench("time (aim: load in 2 times libyaml's bare parse)", bench_time);
	return 0;
}
