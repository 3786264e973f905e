/* Key to screen: from before a key is written to a pty until the last byte it painted was read, beside nano, less and a
 * bare echo on ptys of the same size. All programs take turns, key by key, so that what else the machine does meets
 * them alike. */
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"
#include "pty.h"

#define KEYS 1000      /* of each lane */
#define SETTLE_MS 300  /* of silence: a program has started */
#define START_MS 10000 /* for its first byte */
#define APART_US 350000 /* between keys of a setup: none counts as the bounce of a quick pick */
#define QUESTIONS 1000
#define VILLAGES 100000

enum race_kind { RACE_QUIET /* records nothing */, RACE_FILTER, RACE_RECORDS, RACE_REFERENCE, RACE_KINDS };
/* At most so many times nano's key; 0: only told. */
static const double aims[RACE_KINDS] = {[RACE_QUIET] = 1, [RACE_FILTER] = 10};

/* Keys are parted by blanks; one that begins with ~ is struck without being timed. */
struct lane {
	const char *what;
	enum race_kind kind;
	const char *words[4]; /* the program; FORM, BATIK, VILLAGES and TEXT are replaced by paths */
	const char *setup, *cycle;
};

#define PGDN "\033[6~"
#define PGUP "\033[5~"
#define UP "\033[A"
#define DOWN "\033[B"
#define BACK_TAB "\033[Z"
#define SPACE_BAR "\\s"
#define GO_TO "\007"
#define RUB "\177 \177 \177 \177 \177 \177 \177 \177 \177 \177"
#define TYPING "b a t i k t u l i s " RUB
#define DIGITS "1 2 3 4 5 6 7 8 9 0 " RUB
/* Consent is given and the name typed, so that there is a journal and all is asked. */
#define CONSENT "\r 1 1 S i t i \r "
#define FIRST "t \r "
#define RECORDING "~a \r ~" BACK_TAB " ~\177 \r ~" BACK_TAB

static const struct lane lanes[] = {
	{"a bare echo", RACE_REFERENCE, {"ECHO"}, "", TYPING},
	{"less, a line on", RACE_REFERENCE, {"less", "TEXT"}, "", "j j j j j j j j j j k k k k k k k k k k"},
	{"nano, typing", RACE_REFERENCE, {"nano", "--ignorercfiles", "NOTE"}, "", TYPING},
	{"typing a text, batik", RACE_QUIET, {"TANYA", "interview", "BATIK"}, CONSENT GO_TO " b u s i n e s s _ n a m e \r", TYPING},
	{"typing a text, 1,000 questions", RACE_QUIET, {"TANYA", "interview", "FORM"}, FIRST GO_TO " q 5 0 0 \r", TYPING},
	{"typing a number, 1,000 questions", RACE_QUIET, {"TANYA", "interview", "FORM"}, FIRST GO_TO " q 5 0 1 \r", DIGITS},
	{"moving in choices, 1,000 questions", RACE_QUIET, {"TANYA", "interview", "FORM"}, FIRST GO_TO " q 5 0 2 \r",
		DOWN " " DOWN " " DOWN " " UP " " UP " " UP},
	{"ticking choices, 1,000 questions", RACE_QUIET, {"TANYA", "interview", "FORM"}, FIRST GO_TO " q 5 0 3 \r",
		"2 5 3 " SPACE_BAR " " SPACE_BAR " 2 5 3"},
	{"next and previous question, batik", RACE_QUIET, {"TANYA", "interview", "BATIK"},
		CONSENT GO_TO " b u s i n e s s _ n a m e \r", PGDN " " PGDN " " PGDN " " PGUP " " PGUP " " PGUP},
	{"next and previous question, 1,000 questions", RACE_QUIET, {"TANYA", "interview", "FORM"}, FIRST GO_TO " q 5 0 0 \r",
		PGDN " " PGDN " " PGDN " " PGUP " " PGUP " " PGUP},
	{"filtering 100,000 choices", RACE_FILTER, {"TANYA", "interview", "VILLAGES"}, "k \177",
		"k e m a n g \177 \177 \177 \177 \177 \177 g e d 4 2 \177 \177 \177 \177 \177"},
	{"Enter that records, batik", RACE_RECORDS, {"TANYA", "interview", "BATIK"}, CONSENT BACK_TAB, RECORDING},
	{"Enter that records, 1,000 questions", RACE_RECORDS, {"TANYA", "interview", "FORM"}, FIRST GO_TO " q 5 0 0 \r", RECORDING},
};
#define LANES (sizeof lanes / sizeof *lanes)
#define NANO 2

static struct run {
	const char *at; /* the next key of the cycle */
	struct racer racer;
	struct samples us, bytes;
	unsigned silent; /* keys that painted nothing */
} runs[LANES];

static struct {
	char *folder;
	struct string form, text, note, batik, villages;
} place;

static const char *self;

/* One byte back for each that comes: what the pty itself costs. */
static int echo(void)
{
	char byte;
	struct termios raw;
	tcgetattr(STDIN_FILENO, &raw);
	cfmakeraw(&raw);
	tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	if (write(STDOUT_FILENO, ">", 1) != 1)
		return 1;
	while (read(STDIN_FILENO, &byte, 1) == 1)
		if (write(STDOUT_FILENO, "x", 1) != 1)
			return 1;
	return 0;
}

static const char *word_of(const char *word)
{
	const struct {
		const char *name, *value;
	} table[] = {{"TANYA", getenv("TANYA_PROGRAM")}, {"ECHO", self}, {"FORM", string_text(&place.form)},
		{"BATIK", string_text(&place.batik)}, {"VILLAGES", string_text(&place.villages)}, {"TEXT", string_text(&place.text)}, {"NOTE", string_text(&place.note)}};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (strcmp(table[i].name, word) == 0)
			return table[i].value;
	return word;
}

static struct span next_key(const char **script, bool *timed)
{
	const char *key = *script + strspn(*script, " ");
	size_t length = strcspn(key, " ");
	*script = key + length;
	*timed = length == 0 || key[0] != '~';
	struct span found = *timed ? (struct span){key, length} : (struct span){key + 1, length - 1};
	return span_is(found, SPACE_BAR) ? SPAN(" ") : found;
}

static void run_start(const struct lane *lane, struct run *run)
{
	const char *words[5] = {0};
	bool timed;
	for (int i = 0; i < 4 && lane->words[i]; i++)
		words[i] = word_of(lane->words[i]);
	if (strcmp(lane->words[0], "ECHO") == 0)
		words[1] = "echo";
	run->racer = racer_start(place.folder, words);
	racer_wait(&run->racer, bench_now_us(), SETTLE_MS, START_MS);
	run->at = lane->setup;
	for (struct span key = next_key(&run->at, &timed); key.length; key = next_key(&run->at, &timed)) {
		racer_strike(&run->racer, key);
		usleep(APART_US);
	}
	run->at = lane->cycle;
}

static void run_note(struct run *run, struct stroke stroke)
{
	if (stroke.us < 0) {
		run->silent++;
		return;
	}
	samples_add(&run->us, stroke.us);
	samples_add(&run->bytes, (double)stroke.bytes);
}

/* The next timed key of the cycle, and what stands before it. */
static void run_strike(const struct lane *lane, struct run *run)
{
	for (bool timed = false; !timed;) {
		struct span key = next_key(&run->at, &timed);
		if (!key.length) {
			run->at = lane->cycle;
			key = next_key(&run->at, &timed);
		}
		struct stroke stroke = racer_strike(&run->racer, key);
		if (timed)
			run_note(run, stroke);
	}
}

/* A question that shows a list from a file: villages, many of them of like names. */
static void make_villages(void)
{
	static const char *const first[] = {"Olak", "Ulu", "Pasir", "Tanjung", "Kampung", "Muara", "Sungai", "Talang", "Rantau", "Kuala"};
	static const char *const second[] = {"Kemang", "Gedong", "Panjang", "Johor", "Raja", "Bungo", "Asam", "Banjar", "Duku", "Tengah"};
	struct string text = {0};
	string_add_text(&text, "name,label\n");
	for (unsigned i = 0; i < VILLAGES; i++)
		string_format(&text, "v%u,%s %s %u\n", i, first[i % 10], second[i / 10 % 10], i / 100);
	bench_write(place.folder, "villages.csv", string_span(&text), &place.villages);
	bench_write(place.folder, "villages.yaml", SPAN("tanya: 1\nid: villages\nversion: \"1\"\ntitle: Villages\nsurvey:\n"
		"  - {name: village, type: select_one_from_file villages.csv, label: In which village is it?}\n"), &place.villages);
	string_free(&text);
}

static void make_material(void)
{
	struct string text = {0};
	place.folder = bench_folder();
	bench_form(&text, QUESTIONS);
	bench_write(place.folder, "long.yaml", string_span(&text), &place.form);
	string_clear(&text);
	for (int i = 0; i < 10000; i++)
		string_format(&text, "%d lines that a pager shows, one after the other\n", i);
	bench_write(place.folder, "text", string_span(&text), &place.text);
	string_format(&place.note, "%s/note", place.folder);
	string_format(&place.batik, "%s/questionnaires/jambi/batik.yaml", getenv("TANYA_SOURCE"));
	string_free(&text);
	make_villages();
}

static void tell(const struct lane *lane, struct run *run)
{
	for (int i = 0; i < 2; i++) {
		struct string what = {0};
		double share = i ? 0.99 : 0.5, nano_us = samples_at(&runs[NANO].us, share);
		string_format(&what, "%s, %s", lane->what, i ? "p99" : "p50");
		bench_tell(&(struct bench_row){.what = string_text(&what), .unit = "us", .ours = samples_at(&run->us, share),
			.reference = lane->kind == RACE_REFERENCE ? 0 : nano_us, .aim = aims[lane->kind]});
		string_free(&what);
	}
	printf("    %.0f bytes a key, %zu keys", samples_at(&run->bytes, 0.5), run->us.count);
	printf(run->silent ? ", %u painted nothing\n" : "\n", run->silent);
}

/* Keys that paint nothing stand on another question than the lane is about. */
static bool is_astray(const struct run *run)
{
	return run->silent > run->us.count / 10;
}

int main(int count, char **words)
{
	self = words[0];
	if (count > 1 && strcmp(words[1], "echo") == 0)
		return echo();
	make_material();
	for (size_t i = 0; i < LANES; i++)
		run_start(&lanes[i], &runs[i]);
	for (int key = 0; key < KEYS; key++)
		for (size_t i = 0; i < LANES; i++)
			run_strike(&lanes[i], &runs[i]);
	bool fine = true;
	bench_head("key to last byte painted", "nano, typing");
	for (size_t i = 0; i < LANES; i++) {
		tell(&lanes[i], &runs[i]);
		racer_end(&runs[i].racer);
		if (is_astray(&runs[i])) {
			fprintf(stderr, "%s: its keys went astray\n", lanes[i].what);
			fine = false;
		}
	}
	pty_remove_folder(place.folder);
	return bench_end() || !fine;
}
