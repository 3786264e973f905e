/* One answer, on forms of 1,000 and 10,000 questions and on rosters of 1,000 and 10,000 rows, against
 * the aims of 10-speed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "form.h"

#define ANSWER_AIM_US 20.0 /* 10-speed */
#define READER_AIM_US 0.05 /* each expression evaluated again, or node read */

static double now_us(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static void head(struct string *yaml)
{
	string_add_text(yaml, "tanya: 1\nid: bench\nversion: \"1\"\ntitle: Bench\nsurvey:\n");
}

/* Each question is asked while the one before it is not negative, and ten calculations read each tenth. */
static void long_form(struct string *yaml, unsigned questions)
{
	head(yaml);
	string_add_text(yaml, "  - {name: q0, type: integer}\n");
	for (unsigned i = 1; i < questions; i++) {
		string_format(yaml, "  - {name: q%u, type: integer, relevant: \"${q0} >= 0\", constraint: . < 100}\n", i);
	}
	for (unsigned i = 0; i < 10; i++) {
		string_format(
			yaml, "  - {name: c%u, type: calculate, calculation: \"${q%u} + ${q%u}\"}\n", i, 2 * i + 1, 2 * i + 2);
	}
}

static void roster(struct string *yaml)
{
	head(yaml);
	string_add_text(yaml, "  - {name: n, type: integer}\n"
						  "  - {name: price, type: integer}\n"
						  "  - repeat: rows\n    repeat_count: ${n}\n    children:\n"
						  "      - {name: x, type: integer}\n"
						  "      - {name: own, type: calculate, calculation: \"${x} * ${price}\"}\n"
						  "      - {name: share, type: calculate, calculation: \"${x} div ${total}\"}\n"
						  "  - {name: total, type: calculate, calculation: \"sum(${x})\"}\n");
}

static void form_of(struct form *form, void (*write)(struct string *, unsigned), unsigned size)
{
	struct string yaml = {0};
	write(&yaml, size);
	form_open(form, string_text(&yaml), NULL, 0, NULL);
	string_free(&yaml);
}

static void roster_of(struct string *yaml, unsigned rows)
{
	(void)rows;
	roster(yaml);
}

/* The best of several rounds: what the machine does beside us counts for nothing. */
static double answers_us(struct form *form, const char *path, unsigned times)
{
	double best = 1e18;
	for (unsigned round = 0; round < 9; round++) {
		double start = now_us();
		for (unsigned i = 0; i < times; i++) {
			char value[2] = {(char)('1' + (round + i) % 2), '\0'};
			form_answer(form, path, value);
		}
		double each = (now_us() - start) / times;
		best = each < best ? each : best;
	}
	return best;
}

/* Fails the run when an answer takes more than its aim. */
static void hold(const char *what, unsigned size, double us, unsigned readers, bool *missed)
{
	double aim = ANSWER_AIM_US + READER_AIM_US * readers;
	printf("%10.2f us  %s, %u (aim %.1f)\n", us, what, size, aim);
	*missed = *missed || us > aim;
}

static void bench_long(unsigned questions, bool *missed)
{
	struct form form;
	double start = now_us();
	form_of(&form, long_form, questions);
	printf("%10.2f us  load and open, %u\n", now_us() - start, questions);
	form_answer(&form, "q0", "1");
	hold("an answer nobody reads", questions, answers_us(&form, "q50", 500), 0, missed);
	hold("an answer with one reader", questions, answers_us(&form, "q1", 500), 1, missed);
	hold("an answer that all read", questions, answers_us(&form, "q0", 6), questions, missed);
	form_close(&form);
}

static void bench_rows(unsigned rows, bool *missed)
{
	struct form form;
	struct string count = {0};
	form_of(&form, roster_of, rows);
	string_format(&count, "%u", rows);
	double start = now_us();
	form_answer(&form, "n", string_text(&count));
	printf("%10.2f us  rows made, %u\n", now_us() - start, rows);
	for (unsigned i = 1; i <= rows; i += rows / 100) {
		string_clear(&count);
		string_format(&count, "rows[%u]/x", i);
		form_answer(&form, string_text(&count), "2");
	}
	hold("an answer that changes the sum and each share", rows, answers_us(&form, "rows[1]/x", 6), 2 * rows, missed);
	hold("an answer that each row reads", rows, answers_us(&form, "price", 6), rows, missed);
	string_free(&count);
	form_close(&form);
}

int main(void)
{
	bool missed = false;
	bench_long(1000, &missed);
	bench_long(10000, &missed);
	bench_rows(1000, &missed);
	bench_rows(10000, &missed);
	return missed ? 1 : 0;
}
