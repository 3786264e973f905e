/* One answer, on forms of 1,000 and 10,000 questions and on rosters of 10 to 10,000 rows, against
 * the aims of 10-speed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bench.h"
#include "form.h"

#define ANSWER_AIM_US 20.0 /* 10-speed */
#define READER_AIM_US 0.05 /* each expression evaluated again, or node read */
#define TOLD UINT32_MAX        /* no aim for it */

static void head(struct string *yaml)
{
	string_add_text(yaml, "tanya: 1\nid: bench\nversion: \"1\"\ntitle: Bench\nsurvey:\n");
}

/* Each question is asked while the one before it is not negative, ten calculations read two each, and ten one. */
static void long_form(struct string *yaml, unsigned questions)
{
	head(yaml);
	string_add_text(yaml, "  - {name: q0, type: integer}\n");
	for (unsigned i = 1; i < questions; i++)
		string_format(yaml, "  - {name: q%u, type: integer, relevant: \"${q0} >= 0\", constraint: . < 100}\n", i);
	for (unsigned i = 0; i < 10; i++) {
		string_format(
			yaml, "  - {name: c%u, type: calculate, calculation: \"${q%u} + ${q%u}\"}\n", i, 2 * i + 1, 2 * i + 2);
		string_format(yaml, "  - {name: d%u, type: calculate, calculation: \"${q60} * %u\"}\n", i, i);
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
		double start = bench_now_us();
		for (unsigned i = 0; i < times; i++) {
			char value[2] = {(char)('1' + (round + i) % 2), '\0'};
			form_answer(form, path, value);
		}
		double each = (bench_now_us() - start) / times;
		best = each < best ? each : best;
	}
	return best;
}

static void tell(const char *what, unsigned size, double us, unsigned readers)
{
	struct string line = {0};
	string_format(&line, "%s, %u", what, size);
	bench_tell(&(struct bench_row){.what = string_text(&line), .unit = "us", .ours = us,
		.aim = readers == TOLD ? 0 : ANSWER_AIM_US + READER_AIM_US * readers});
	string_free(&line);
}

static void bench_long(unsigned questions)
{
	struct form form;
	double start = bench_now_us();
	form_of(&form, long_form, questions);
	tell("load and open", questions, bench_now_us() - start, TOLD);
	form_answer(&form, "q0", "1");
	tell("an answer nobody reads", questions, answers_us(&form, "q50", 500), 0);
	tell("an answer with one reader", questions, answers_us(&form, "q1", 500), 1);
	tell("an answer with ten readers", questions, answers_us(&form, "q60", 500), 10);
	tell("an answer that all read", questions, answers_us(&form, "q0", 6), questions);
	form_close(&form);
}

static void bench_rows(unsigned rows)
{
	struct form form;
	struct string count = {0};
	form_of(&form, roster_of, rows);
	string_format(&count, "%u", rows);
	double start = bench_now_us();
	form_answer(&form, "n", string_text(&count));
	tell("rows made", rows, bench_now_us() - start, TOLD);
	for (unsigned i = 1; i <= rows; i += (rows + 99) / 100) {
		string_clear(&count);
		string_format(&count, "rows[%u]/x", i);
		form_answer(&form, string_text(&count), "2");
	}
	tell("an answer that changes the sum and each share", rows, answers_us(&form, "rows[1]/x", 6), 2 * rows);
	tell("an answer that each row reads", rows, answers_us(&form, "price", 6), rows);
	string_free(&count);
	form_close(&form);
}

int main(void)
{
	bench_head("one answer", "");
	bench_long(1000);
	bench_long(10000);
	bench_rows(10);
	bench_rows(1000);
	bench_rows(10000);
	return bench_end();
}
