/* CSV: records, faults with their places, the writer; held against Python's csv. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "growth.h"
#include "tanya/formats.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* All records: cells between |, the line of each before it, ! for a bad one. */
static void print_all(struct string *out, struct span text, struct diagnostics *faults)
{
	struct csv_reader reader;
	csv_open(&reader, text);
	for (enum csv_result result; (result = csv_next(&reader, "f.csv", faults)) != CSV_END;) {
		string_format(out, "%u", (unsigned)reader.line);
		if (result == CSV_BAD)
			string_add_byte(out, '!');
		for (size_t i = 0; i < reader.count; i++) {
			string_add_byte(out, '|');
			string_add(out, reader.cells[i]);
		}
		string_add_byte(out, ';');
	}
	csv_close(&reader);
}

static void test_records(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"", ""},
		{"\n\r\n\r", ""},
		{"a", "1|a;"},
		{"a,b\nc,d\n", "1|a|b;2|c|d;"},
		{"a,b\r\nc,d\r\n", "1|a|b;2|c|d;"},
		{"a\rb\rc", "1|a;2|b;3|c;"},
		{"a\n\n\nb", "1|a;4|b;"},
		{",", "1||;"},
		{"a,", "1|a|;"},
		{",,\n,", "1|||;2||;"},
		{"\"\"", "1|;"},
		{"\"\"\n\"\",\"\"", "1|;2||;"},
		{"\"a,b\",c", "1|a,b|c;"},
		{"\"a\nb\",c\nd", "1|a\nb|c;3|d;"},
		{"\"a\r\nb\"\r\nd", "1|a\r\nb;3|d;"},
		{"\"a\rb\"\rd", "1|a\rb;3|d;"},
		{"\"a\"\"b\",\"\"\"\",c", "1|a\"b|\"|c;"},
		{"\"\"\"a\"\"\"", "1|\"a\";"},
		{" a , b ", "1| a | b ;"},
		{"\xEF\xBB\xBF"
		 "a,b",
			"1|a|b;"},
		{"\xEF\xBB\xBF\"a\",b", "1|a|b;"},
		{"\xC3\xA9,\"\xF0\x9F\x99\x82\"", "1|\xC3\xA9|\xF0\x9F\x99\x82;"},
		{"0123456789012345678901234567890123456789012345678901234567890123456789,\"x\",0123456789\ny",
			"1|0123456789012345678901234567890123456789012345678901234567890123456789|x|0123456789;2|y;"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct string text = {0};
		struct diagnostics faults = {0};
		print_all(&text, span_of(cases[i][0]), &faults);
		assert_int_equal(faults.count, 0);
		assert_string_equal(string_text(&text), cases[i][1]);
		diagnostics_free(&faults);
		string_free(&text);
	}
}

static void test_faults(void **state)
{
	(void)state;
	static const struct {
		const char *text, *records, *code, *message;
		unsigned line, column;
	} cases[] = {
		{"a\"b,c\nd", "1!;2|d;", "csv-quote", "a quote stands inside a cell that does not begin with one", 1, 2},
		{"x\n\xC3\xA9\xC3\xA9,y\"\nd", "1|x;2!;3|d;", "csv-quote",
			"a quote stands inside a cell that does not begin with one", 2, 5},
		{"\"a\"b\nc", "1!;2|c;", "csv-quote",
			"text stands behind the closing quote of a cell; a comma or the end of the line was expected", 1, 4},
		{"\"a\" ,b", "1!;", "csv-quote", NULL, 1, 4},
		{"a,\"b\nc\nd", "1!;2|c;3|d;", "csv-quote", "this quote is never closed", 1, 3},
		{"\"", "1!;", "csv-quote", "this quote is never closed", 1, 1},
		{"\"a\n\n\"x\nc", "1!;4|c;", "csv-quote", NULL, 3, 2},
		{"\"a\nb\",\"c", "1!;", "csv-quote", "this quote is never closed", 2, 4},
		{"a\nb,\xE9,c\nd", "1|a;2!;3|d;", "encoding", "byte 0xE9 is not UTF-8, which was expected", 2, 3},
		{"a,\"\n\xFF\n\"\nd", "1!;4|d;", "encoding", "byte 0xFF is not UTF-8, which was expected", 2, 1},
		{"\xFF\xFE"
		 "a",
			"1!;", "encoding", "the file is UTF-16; UTF-8 was expected", 1, 1},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct string text = {0};
		struct diagnostics faults = {0};
		print_all(&text, span_of(cases[i].text), &faults);
		assert_string_equal(string_text(&text), cases[i].records);
		assert_int_equal(faults.count, 1);
		const struct diagnostic *fault = &faults.items[0];
		assert_string_equal(fault->code, cases[i].code);
		assert_string_equal(fault->place.file, "f.csv");
		if (cases[i].message)
			assert_string_equal(fault->message, cases[i].message);
		assert_int_equal(fault->place.line, cases[i].line);
		assert_int_equal(fault->place.column, cases[i].column);
		assert_true(fault->cure[0] != '\0');
		diagnostics_free(&faults);
		string_free(&text);
	}
}

static void test_record_numbers(void **state)
{
	(void)state;
	struct csv_reader reader;
	struct diagnostics faults = {0};
	csv_open(&reader, SPAN("h\n\n\"a\nb\"\nx\"\nc\n"));
	for (uint32_t wanted = 1; csv_next(&reader, "f", &faults) != CSV_END; wanted++)
		assert_int_equal(reader.record, wanted);
	assert_int_equal(reader.record, 4);
	assert_int_equal(csv_next(&reader, "f", &faults), CSV_END);
	csv_close(&reader);
	diagnostics_free(&faults);
}

static void test_too_many_cells(void **state)
{
	(void)state;
	size_t length = CSV_CELLS_MOST + 10;
	char *text = memory_alloc(length);
	memset(text, ',', length);
	text[length - 2] = '\n';
	struct csv_reader reader;
	struct diagnostics faults = {0};
	csv_open(&reader, (struct span){text, length});
	assert_int_equal(csv_next(&reader, "f", &faults), CSV_BAD);
	assert_string_equal(faults.items[0].code, "csv-cells");
	assert_int_equal(csv_next(&reader, "f", &faults), CSV_RECORD);
	assert_int_equal(reader.count, 2);
	csv_close(&reader);
	diagnostics_free(&faults);
	memory_free(text);
}

static void read_pieces(size_t bytes, const void *piece)
{
	struct string text = {0};
	struct diagnostics faults = {0};
	struct csv_reader reader;
	while (text.length < bytes)
		string_add_text(&text, piece);
	csv_open(&reader, string_span(&text));
	while (csv_next(&reader, "f", &faults) != CSV_END)
		;
	csv_close(&reader);
	diagnostics_free(&faults);
	string_free(&text);
}

/* What makes a naive reader start over at each line. */
static void test_linear(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"\"a\n", "a,\"\n", "\"\"\"\n", "x\"\n", "\"\"x\n", "\n", ",", "\",\"\n", "\"\"\"\"\n", "\xFF\n"};
	for (size_t i = 0; i < COUNT(pieces); i++)
		assert_grows_like_its_size(read_pieces, pieces[i], 50000);
}

static void test_writer(void **state)
{
	(void)state;
	static const char *const cases[][2] = {{"a", "a"}, {"", ""}, {"a,b", "\"a,b\""}, {"a\"b", "\"a\"\"b\""},
		{"\"", "\"\"\"\""}, {"a\nb", "\"a\nb\""}, {"a\rb", "\"a\rb\""}, {" a ", " a "},
		{"\xEF\xBB\xBFx", "\"\xEF\xBB\xBFx\""}, {"=1+1", "=1+1"}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct string out = {0};
		csv_put(&out, span_of(cases[i][0]), true);
		assert_string_equal(string_text(&out), cases[i][1]);
		string_free(&out);
	}
	struct string out = {0};
	csv_put(&out, SPAN("a"), true);
	csv_put(&out, SPAN(""), false);
	csv_put(&out, SPAN("b,"), false);
	csv_end(&out, 0);
	size_t from = out.length;
	csv_put(&out, SPAN(""), true);
	csv_end(&out, from);
	assert_string_equal(string_text(&out), "a,,\"b,\"\n\"\"\n");
	string_free(&out);
}

/* ---- Python ------------------------------------------------------------------------------------------------------ */

static unsigned random_below(uint32_t *seed, unsigned limit)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % limit;
}

static void random_cell(struct string *out, uint32_t *seed)
{
	static const char *const pieces[] = {
		"a", "bc", " ", ",", "\"", "\n", "\xC3\xA9", "\xF0\x9F\x99\x82", "0", "'", ";", "\t"};
	string_clear(out);
	string_reserve(out, 0);
	for (unsigned i = random_below(seed, 7); i > 0; i--)
		string_add_text(out, pieces[random_below(seed, COUNT(pieces))]);
}

static bool has_python(void)
{
	return system("python3 -c 'import csv, json' >/dev/null 2>&1") == 0;
}

static void run(const char *script, struct span input, struct string *answer)
{
	char path[] = "/tmp/tanya-csv-XXXXXX", command[512], buffer[4096];
	int file = mkstemp(path);
	assert_true(file >= 0);
	assert_int_equal(write(file, input.data, input.length), (long)input.length);
	close(file);
	snprintf(command, sizeof command, "python3 -c '%s' %s", script, path);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	for (size_t got; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;)
		string_add(answer, (struct span){buffer, got});
	pclose(pipe);
	unlink(path);
}

/* What we write, Python reads as the cells that were written. */
static void test_python_reads_the_writer(void **state)
{
	(void)state;
	if (!has_python()) {
		print_message("SKIP formats/csv against python3: no python3\n");
		return;
	}
	struct string csv = {0}, json = {0}, answer = {0}, cell = {0};
	uint32_t seed = 20261124;
	for (int i = 0; i < 2000; i++) {
		size_t from = csv.length;
		struct json_writer writer = {&json, false};
		json_open(&writer, '[');
		for (unsigned j = random_below(&seed, 5) + 1, first = 1; j > 0; j--, first = 0) {
			random_cell(&cell, &seed);
			csv_put(&csv, string_span(&cell), first);
			json_put_text(&writer, string_span(&cell));
		}
		json_close(&writer, ']');
		string_add_byte(&json, '\n');
		csv_end(&csv, from);
	}
	run("import csv, json, sys\nfor r in csv.reader(open(sys.argv[1], encoding=\"utf-8\", newline=\"\"), "
		"strict=True):\n"
		"    sys.stdout.buffer.write((json.dumps(r, ensure_ascii=False, separators=(\",\", \":\")) + "
		"\"\\n\").encode())",
		string_span(&csv), &answer);
	assert_string_equal(string_text(&answer), string_text(&json));
	string_free(&csv);
	string_free(&json);
	string_free(&answer);
	string_free(&cell);
}

/* What Python writes, we read as the cells that it was given. */
static void test_python_writes_for_the_reader(void **state)
{
	(void)state;
	if (!has_python()) {
		print_message("SKIP formats/csv reading python3's: no python3\n");
		return;
	}
	struct string json = {0}, csv = {0}, cell = {0};
	uint32_t seed = 7;
	for (int i = 0; i < 2000; i++) {
		struct json_writer writer = {&json, false};
		json_open(&writer, '[');
		for (unsigned j = random_below(&seed, 5) + 1; j > 0; j--) {
			random_cell(&cell, &seed);
			json_put_text(&writer, string_span(&cell));
		}
		json_close(&writer, ']');
		string_add_byte(&json, '\n');
	}
	run("import csv, json, sys, io\no = io.StringIO(newline=\"\")\nw = csv.writer(o)\n"
		"for l in open(sys.argv[1], encoding=\"utf-8\"): "
		"w.writerow(json.loads(l))\nsys.stdout.buffer.write(o.getvalue().encode())",
		string_span(&json), &csv);
	struct csv_reader reader;
	struct diagnostics faults = {0};
	struct span rest = string_span(&json), line;
	csv_open(&reader, string_span(&csv));
	while (span_next(&rest, '\n', &line) && line.length) {
		struct string got = {0};
		struct json_writer writer = {&got, false};
		assert_int_equal(csv_next(&reader, "f", &faults), CSV_RECORD);
		json_open(&writer, '[');
		for (size_t i = 0; i < reader.count; i++)
			json_put_text(&writer, reader.cells[i]);
		json_close(&writer, ']');
		assert_true(span_equal(string_span(&got), line));
		string_free(&got);
	}
	assert_int_equal(csv_next(&reader, "f", &faults), CSV_END);
	csv_close(&reader);
	diagnostics_free(&faults);
	string_free(&json);
	string_free(&csv);
	string_free(&cell);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_records),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_record_numbers),
		cmocka_unit_test(test_too_many_cells),
		cmocka_unit_test(test_linear),
		cmocka_unit_test(test_writer),
		cmocka_unit_test(test_python_reads_the_writer),
		cmocka_unit_test(test_python_writes_for_the_reader),
	};
	return cmocka_run_group_tests_name("formats/csv", tests, NULL, NULL);
}
