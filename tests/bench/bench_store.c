/* The home screen and `tanya list` over 5,000 interviews; `tanya export --only data` of 10,000 beside `cat` of their
 * journals, in turns, and its peak memory over 1,000 and 10,000. All run as programs of their own, files warm. */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "bench.h"
#include "place.h"
#include "tanya/system.h"

#define LIST_AIM_MS 50.0 /* 10-speed */
#define CAT_AIM 2.0      /* times `cat` */
#define BATCH 500        /* interviews made safe at once */
#define ROUNDS 9
#define QUIET_MS 1000 /* the terminal is made ready first, then the interviews are looked at */
#define PATIENCE_MS 10000

/* ---- making interviews ---- */

struct maker {
	struct sitting *sitting;
	struct arena *arena;
	uint64_t drawn;
};

static uint32_t draw(struct maker *maker, uint32_t below)
{
	uint64_t state = ++maker->drawn * 0x9E3779B97F4A7C15u;
	state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9u;
	state = (state ^ (state >> 27)) * 0x94D049BB133111EBu;
	return (uint32_t)((state ^ (state >> 31)) % below);
}

static struct span draw_choice(struct maker *maker, const struct questionnaire *questionnaire, uint32_t list)
{
	const struct choice_list *of = list == NONE ? NULL : &questionnaire->lists[list];
	return of && of->count ? of->choices[draw(maker, of->count)].name : SPAN("");
}

/* The cell as an enumerator would type it. */
static void draw_text(
	struct maker *maker, const struct questionnaire *questionnaire, const struct item *item, struct string *out)
{
	static const char *const words[] = {"Siti Aminah", "kain panjang, selendang", "dari pemasok di Pekalongan",
		"harga \"malam\" naik sejak Lebaran", "Jambi Kota Seberang"};
	string_clear(out);
	switch (item_type(item)->storage) {
	case STORE_INTEGER:
		string_format(out, "%u", 1 + draw(maker, 4));
		break;
	case STORE_NUMBER:
	case STORE_NUMBER_UNIT:
		string_format(out, "%u", 1 + draw(maker, 4) * 500);
		break;
	case STORE_DATE:
		string_format(out, "20%02u-%02u", 10 + draw(maker, 14), 1 + draw(maker, 12));
		break;
	case STORE_TIME:
		string_format(out, "%02u:30", 7 + draw(maker, 9));
		break;
	case STORE_DATETIME:
		string_format(out, "2026-11-24T%02u:30+07:00", 7 + draw(maker, 9));
		break;
	case STORE_CHOICE:
	case STORE_CHOICES:
	case STORE_RANK:
		string_add(out, draw_choice(maker, questionnaire, item->list));
		break;
	case STORE_ACKNOWLEDGE:
		string_add_text(out, "OK");
		break;
	case STORE_GEOPOINT:
		string_format(out, "-1.6%u 103.6%u", draw(maker, 99), draw(maker, 99));
		break;
	default:
		string_add_text(out, words[draw(maker, sizeof words / sizeof *words)]);
	}
}

/* A few draws for each question: one of them is mostly an answer that may stand; of yes and no, yes goes further. */
static void answer(struct maker *maker, struct cell cell, struct span path, struct string *text)
{
	struct interview *interview = sitting_interview(maker->sitting);
	const struct questionnaire *questionnaire = interview_questionnaire(interview);
	const struct item *item = &questionnaire->items[cell.item];
	for (unsigned i = 0; i < 4; i++) {
		struct event event = {.kind = EVENT_ANSWER, .q = path};
		draw_text(maker, questionnaire, item, text);
		if (i < 2 && item->list != NONE && map_get(questionnaire->lists[item->list].by_name, SPAN("yes")) != MAP_NONE) {
			string_clear(text);
			string_add_text(text, "yes");
		}
		if (!answer_read(maker->arena, questionnaire, item, string_span(text), &event.answer, NULL))
			continue;
		if (item_type(item)->storage == STORE_NUMBER_UNIT) {
			event.answer.unit = draw_choice(maker, questionnaire, item->list);
			event.answer.per = draw_choice(maker, questionnaire, item->per_list);
		}
		if (interview_judge(interview, cell, &event.answer).kind == VERDICT_FINE) {
			place_do(maker->sitting, event);
			return;
		}
	}
}

static void make_one(struct maker *maker, struct sitting *sitting)
{
	struct interview *interview = sitting_interview(sitting);
	const struct questionnaire *questionnaire = interview_questionnaire(interview);
	struct string path = {0}, text = {0};
	struct moment now = interview_started(interview);
	maker->sitting = sitting;
	for (struct cell cell = CELL_NONE; interview_step(interview, &cell, true, false);) {
		const struct item *item = &questionnaire->items[cell.item];
		if (item->kind != ITEM_QUESTION || item_type(item)->storage == STORE_DERIVED)
			continue;
		string_clear(&path);
		interview_path(interview, cell, &path);
		now.ms += 1000 + (int64_t)draw(maker, 20000);
		sitting_set_clock(sitting, now);
		place_do(sitting, (struct event){.kind = EVENT_SHOW, .q = string_span(&path)});
		if (item_has_answer(item))
			answer(maker, cell, string_span(&path), &text);
	}
	string_free(&path);
	string_free(&text);
}

static void make(struct place_of_work *place, const struct questionnaire *questionnaire, unsigned count)
{
	static unsigned made;
	struct maker maker = {.drawn = made};
	struct sitting_batch *batch = sitting_batch_new(place->store);
	for (unsigned i = 0; i < count; i++) {
		struct sitting_options options = place_options();
		options.batch = batch;
		options.staged = true;
		assert_true(moment_parse(SPAN("2026-11-24T08:00+07:00"), 0, &options.fixed_now));
		options.fixed_now.ms += (int64_t)made++ * 60000;
		struct sitting *sitting = sitting_start(place->store, questionnaire, &options, &place->faults);
		assert_non_null(sitting);
		maker.arena = arena_new();
		make_one(&maker, sitting);
		assert_true(sitting_complete(sitting, &place->faults));
		sitting_free(sitting);
		arena_free(maker.arena);
		if (i % BATCH == BATCH - 1 || i + 1 == count)
			assert_true(sitting_batch_commit(batch, &place->faults));
	}
	sitting_batch_free(batch);
}

/* ---- running programs ---- */

struct lane {
	struct samples ms;
	long peak_kib; /* the most of all rounds */
};

/* From fork to end; the output goes nowhere. */
static void run(struct lane *lane, char *const *words)
{
	struct rusage usage;
	int status;
	double since_us = bench_now_us();
	pid_t child = fork();
	if (child == 0) {
		int nowhere = open("/dev/null", O_RDWR);
		dup2(nowhere, 0);
		dup2(nowhere, 1);
		execvp(words[0], words);
		_exit(127);
	}
	assert_int_equal(wait4(child, &status, 0, &usage), child);
	samples_add(&lane->ms, (bench_now_us() - since_us) / 1e3);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		fail_msg("%s %s ended with status %d", words[0], words[1], status);
	lane->peak_kib = usage.ru_maxrss > lane->peak_kib ? usage.ru_maxrss : lane->peak_kib;
}

/* From the start to the last byte of the home screen. */
static void run_home(struct lane *lane, const char *program, const char *data)
{
	const char *words[] = {program, NULL};
	double since_us = bench_now_us();
	struct racer racer = racer_start(data, words);
	samples_add(&lane->ms, racer_wait(&racer, since_us, QUIET_MS, PATIENCE_MS).us / 1e3);
	racer_end(&racer);
}

/* `cat` and every journal there is. The words live as long as the arena. */
static char **cat_words(struct arena *arena, const char *folder, unsigned count)
{
	char **words = arena_alloc(arena, (count + 2) * sizeof *words);
	struct string path = {0};
	DIR *directory = opendir(folder);
	unsigned at = 0;
	assert_non_null(directory);
	words[at++] = (char *)"cat";
	for (struct dirent *entry; (entry = readdir(directory)) && at <= count;) {
		if (entry->d_name[0] == '.')
			continue;
		path_join(&path, folder, entry->d_name);
		words[at++] = (char *)span_copy(arena, string_span(&path)).data;
	}
	words[at] = NULL;
	closedir(directory);
	string_free(&path);
	return words;
}

/* ---- the figures ---- */

static void export_data(struct lane *lane, struct place_of_work *place, const char *program)
{
	char *words[] = {(char *)program, (char *)"--data", place->data.data, (char *)"export", (char *)"batik",
		(char *)"--only", (char *)"data", (char *)"--output", place->folder.data, NULL};
	run(lane, words);
}

/* What the kernel alone takes for the same files: open, one read, close. */
static void run_bare(struct lane *lane, char *const *paths)
{
	static char bytes[32768];
	double since_us = bench_now_us();
	for (; *paths; paths++) {
		int fd = open(*paths, O_RDONLY | O_CLOEXEC);
		assert_true(fd >= 0 && pread(fd, bytes, sizeof bytes, 0) > 0);
		close(fd);
	}
	samples_add(&lane->ms, (bench_now_us() - since_us) / 1e3);
}

static void bench_lists(struct place_of_work *place, const char *program)
{
	struct lane list = {.peak_kib = 0}, home = {.peak_kib = 0}, bare = {.peak_kib = 0};
	struct arena *arena = arena_new();
	struct string folder = {0};
	path_join(&folder, string_text(&place->data), "interviews/batik");
	char **cat = cat_words(arena, string_text(&folder), 5000);
	char *words[] = {
		(char *)program, (char *)"--data", place->data.data, (char *)"list", (char *)"--status", (char *)"all", NULL};
	for (unsigned i = 0; i < ROUNDS; i++) {
		run(&list, words);
		run_home(&home, program, string_text(&place->data));
		run_bare(&bare, cat + 1);
	}
	bench_head("lists of 5,000 interviews: the least of all rounds", "none");
	bench_tell(&(struct bench_row){
		.what = "home screen, from its start", .unit = "ms", .ours = samples_at(&home.ms, 0), .aim = LIST_AIM_MS});
	bench_tell(&(struct bench_row){
		.what = "tanya list --status all", .unit = "ms", .ours = samples_at(&list.ms, 0), .aim = LIST_AIM_MS});
	printf("    opening and reading them alone %.1f ms; middles: home %.1f ms, list %.1f ms; list's peak %ld KiB\n",
		samples_at(&bare.ms, 0), samples_at(&home.ms, 0.5), samples_at(&list.ms, 0.5), list.peak_kib);
	string_free(&folder);
	arena_free(arena);
	samples_free(&bare.ms);
	samples_free(&list.ms);
	samples_free(&home.ms);
}

static void bench_export(struct place_of_work *place, const char *program, long peak_of_1000)
{
	struct arena *arena = arena_new();
	struct string folder = {0};
	struct lane cat = {.peak_kib = 0}, ours = {.peak_kib = 0};
	path_join(&folder, string_text(&place->data), "interviews/batik");
	char **words = cat_words(arena, string_text(&folder), 10000);
	for (unsigned i = 0; i < ROUNDS; i++) {
		run(&cat, words);
		export_data(&ours, place, program);
	}
	bench_head("10,000 interviews", "cat");
	bench_tell(&(struct bench_row){.what = "export --only data",
		.unit = "ms",
		.ours = samples_at(&ours.ms, 0.5),
		.reference = samples_at(&cat.ms, 0.5),
		.aim = CAT_AIM});
	printf("    least: export %.0f ms, cat %.0f ms; peak %ld KiB of 1,000, %ld KiB of 10,000\n",
		samples_at(&ours.ms, 0), samples_at(&cat.ms, 0), peak_of_1000, ours.peak_kib);
	samples_free(&cat.ms);
	samples_free(&ours.ms);
	string_free(&folder);
	arena_free(arena);
}

int main(void)
{
	const char *program = getenv("TANYA_PROGRAM"), *source = getenv("TANYA_SOURCE");
	struct place_of_work place;
	struct string form = {0};
	struct lane small = {.peak_kib = 0};
	place_make(&place, "tanya: 1\nid: place\nversion: \"1\"\ntitle: Place\nsurvey:\n  - {name: a, type: text}\n");
	path_join(&form, source, "questionnaires/jambi/batik.yaml");
	struct questionnaire *batik = store_load_form(string_text(&form), &place.faults);
	assert_non_null(batik);
	make(&place, batik, 1000);
	export_data(&small, &place, program);
	make(&place, batik, 4000);
	bench_lists(&place, program);
	make(&place, batik, 5000);
	bench_export(&place, program, small.peak_kib);
	samples_free(&small.ms);
	questionnaire_free(batik);
	string_free(&form);
	place_remove(&place);
	return bench_end();
}
