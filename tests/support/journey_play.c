/* A journey, played on a pty in a folder of its own. */
#include "journey.h"

#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "place.h"
#include "pty.h"
#include "tanya/journal.h"
#include "told.h"

#define ENVIRONMENT_MOST 16
#define PICK_BOUNCE_US 350000 /* an Enter sooner after a quick pick is swallowed, and so is its key (5-keys) */
#define ESCAPE_US 60000       /* silence that makes Esc a key of its own */
#define LEAST_ROWS 8 /* below that it only says so (5-keys) */
#define LEAST_COLUMNS 30
#define DIALOGS_MOST 8 /* above each other */
#define DRAFT_US 1300000      /* half-typed text is in the journal within a second */

struct player {
	struct journey *journey;
	enum journey_pass pass;
	size_t at; /* the step */
	char *folder;
	struct pty *pty;
	int rows, columns;
	bool at_home;  /* started without words: no interview of its own */
	size_t others; /* interviews that were there when this one was begun */
	const char *environment[ENVIRONMENT_MOST + 1];
	size_t environment_count;
	struct arena *arena;
	bool no_kills; /* from here on */
	char last_key; /* a printable character that came last; 0: another key */
	struct string seen, *fault;
};

static struct journey_step *this_step(const struct player *player)
{
	return &player->journey->steps[player->at];
}

static bool fail(struct player *player, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool fail(struct player *player, const char *format, ...)
{
	const struct journey_step *step = this_step(player);
	va_list list;
	string_format(player->fault, "%s:%u: %s %s\n", string_text(&player->journey->path), step->line, string_text(&step->word), string_text(&step->rest));
	va_start(list, format);
	string_format_list(player->fault, format, list);
	va_end(list);
	string_add_byte(player->fault, '\n');
	return false;
}

/* ---- what is seen, against what the file says ---- */

static void trim_end(struct string *text)
{
	while (text->length > 0 && (text->length == 1 || text->data[text->length - 2] == '\n') && text->data[text->length - 1] == '\n')
		string_splice(text, text->length - 1, 1, SPAN(""));
}

static void see_screen(struct player *player)
{
	string_clear(&player->seen);
	string_add_text(&player->seen, pty_screen(player->pty));
	trim_end(&player->seen);
	journey_mask(&player->seen, player->folder);
}

static bool same_as(struct player *player, const char *when, struct span expected)
{
	struct span seen = string_span(&player->seen);
	unsigned row = 0;
	struct span one = SPAN(""), other = SPAN("");
	for (struct span a = seen, b = expected; span_equal(one, other) && (a.length || b.length);) {
		one = other = SPAN("");
		span_next(&a, '\n', &one);
		span_next(&b, '\n', &other);
		row++;
	}
	if (span_equal(seen, expected))
		return true;
	return fail(player, "%srow %u is\n%.*s\nand should be\n%.*s\nall that is seen:\n%.*s", when, row, SPAN_ARGUMENTS(one), SPAN_ARGUMENTS(other), SPAN_ARGUMENTS(seen));
}

static bool expect(struct player *player)
{
	struct journey_step *step = this_step(player);
	if (player->pass != JOURNEY_REWRITE)
		return same_as(player, "", string_span(&step->text));
	string_clear(&step->text);
	string_add(&step->text, string_span(&player->seen));
	return true;
}

/* ---- its windows ---- */

static bool resize(struct player *player, const char *when, int rows, int columns)
{
	pty_resize(player->pty, rows, columns);
	return pty_settle_resized(player->pty) ? true : fail(player, "%s: nothing is painted:\n%s", when, pty_screen(player->pty));
}

static bool through_all_sizes(struct player *player)
{
	static const struct {
		const char *when;
		int columns, rows;
	} sizes[] = {{"at 40x12", 40, 12}, {"at 240x60", 240, 60}, {"at 20x5", 20, 5}, {"at 0x0", 0, 0}};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		if (!resize(player, sizes[i].when, sizes[i].rows, sizes[i].columns))
			return false;
		if (sizes[i].rows == 5 && !pty_shows(player->pty, "30x8"))
			return fail(player, "at 20x5 it does not say that it is too small:\n%s", pty_screen(player->pty));
	}
	if (!resize(player, "back again", player->rows, player->columns))
		return false;
	see_screen(player);
	return same_as(player, "after small, wide, too small and sizeless windows ", string_span(&this_step(player)->text));
}

static size_t count_interviews(const struct player *player)
{
	struct string pattern = {0};
	glob_t found;
	string_format(&pattern, "%s/data/interviews/*/*.jsonl", player->folder);
	glob(string_text(&pattern), 0, NULL, &found);
	size_t count = found.gl_pathc;
	globfree(&found);
	string_free(&pattern);
	return count;
}

static bool look(struct player *player)
{
	this_step(player)->can_be_killed = !player->at_home && !player->no_kills && count_interviews(player) > player->others;
	see_screen(player);
	return expect(player) && (player->pass != JOURNEY_RESIZED || through_all_sizes(player));
}

/* ---- steps ---- */

static bool step_size(struct player *player)
{
	const char *words = string_text(&this_step(player)->rest);
	if (sscanf(words, "%dx%d", &player->columns, &player->rows) != 2)
		return fail(player, "a size is written 80x24");
	return !player->pty || (resize(player, "at its new size", player->rows, player->columns) && look(player));
}

static bool step_environment(struct player *player)
{
	if (player->environment_count == ENVIRONMENT_MOST)
		return fail(player, "no more than %d of these", ENVIRONMENT_MOST);
	player->environment[player->environment_count++] = string_text(&this_step(player)->rest);
	return true;
}

static bool step_no_kills(struct player *player)
{
	player->no_kills = true;
	return true;
}

static bool step_file(struct player *player)
{
	const struct journey_step *step = this_step(player);
	struct string path = {0};
	string_format(&path, "%s/%s", player->folder, string_text(&step->rest));
	FILE *file = fopen(string_text(&path), "wb");
	bool fine = file && fwrite(string_text(&step->text), 1, step->text.length, file) == step->text.length;
	if (file)
		fclose(file);
	string_free(&path);
	return fine ? true : fail(player, "the file cannot be written");
}

static void start(struct player *player, struct span rest)
{
	const char *words[32] = {NULL};
	struct span word;
	size_t count = 0;
	while (count < 31 && span_token(&rest, &word))
		words[count++] = span_copy(player->arena, word).data;
	const struct pty_setting setting = {"data", player->folder, player->environment, player->rows, player->columns};
	pty_free(player->pty);
	player->at_home = count == 0;
	player->others = count && strcmp(words[0], "resume") == 0 ? 0 : count_interviews(player);
	player->last_key = 0;
	player->pty = pty_start_in(&setting, words);
}

static bool begin(struct player *player, struct span words)
{
	start(player, words);
	return pty_settle_resized(player->pty) ? true : fail(player, "it did not paint:\n%s", pty_output(player->pty));
}

static bool ends_at_once(const struct player *player)
{
	const struct journey *journey = player->journey;
	for (size_t i = player->at + 1; i < journey->count && journey->steps[i].word.length;) {
		const char *word = string_text(&journey->steps[i].word);
		return strcmp(word, "exit") == 0;
	}
	return false;
}

static bool step_run(struct player *player)
{
	struct span words = string_span(&this_step(player)->rest);
	if (!ends_at_once(player))
		return begin(player, words) && look(player);
	start(player, words);
	return true;
}

/* A person who has looked at the screen is slow enough to be believed. */
static void pause_before(const struct player *player, const char *keys)
{
	bool same = *keys == player->last_key, enter = strncmp(keys, "<Enter>", 7) == 0;
	if (player->last_key && (same || enter))
		usleep(PICK_BOUNCE_US);
}

static void remember_key(struct player *player, const char *keys)
{
	size_t length = strlen(keys);
	if (length)
		player->last_key = keys[length - 1] == '>' ? 0 : keys[length - 1];
}

static bool type(struct player *player, const char *keys)
{
	struct span all = span_of(keys);
	pause_before(player, keys);
	remember_key(player, keys);
	pty_send(player->pty, keys);
	if (ends_at_once(player))
		return true;
	if (span_ends(all, SPAN("<Esc>")))
		usleep(ESCAPE_US);
	return pty_settle(player->pty) ? true : fail(player, "it does not answer any more:\n%s", pty_screen(player->pty));
}

static bool step_go(struct player *player)
{
	return type(player, string_text(&this_step(player)->rest));
}

static bool step_keys(struct player *player)
{
	return step_go(player) && (ends_at_once(player) || look(player));
}

static bool step_wait(struct player *player)
{
	(void)player;
	usleep(DRAFT_US);
	return true;
}

static bool step_signal(struct player *player)
{
	static const struct {
		const char *name;
		int number;
	} signals[] = {{"KILL", SIGKILL}, {"TERM", SIGTERM}, {"HUP", SIGHUP}, {"INT", SIGINT}, {"STOP", SIGSTOP}, {"CONT", SIGCONT}};
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		if (strcmp(signals[i].name, string_text(&this_step(player)->rest)) == 0) {
			pty_kill(player->pty, signals[i].number);
			return true;
		}
	}
	return fail(player, "no such signal");
}

static bool step_hang_up(struct player *player)
{
	pty_hang_up(player->pty);
	return true;
}

/* What was written to the terminal after the last of its own sequences: the words behind the screen, when that is gone. */
static void see_farewell(struct player *player)
{
	const char *output = pty_output(player->pty), *last = strrchr(output, '\033');
	if (last)
		last += last[1] == '[' ? 1 + strcspn(last + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") + 1 : 2;
	string_clear(&player->seen);
	for (const char *at = last ? last : output; *at; at++)
		if (*at != '\r')
			string_add_byte(&player->seen, *at);
	while (player->seen.length && player->seen.data[0] == '\n')
		string_splice(&player->seen, 0, 1, SPAN(""));
	journey_mask(&player->seen, player->folder);
}

static bool step_exit(struct player *player)
{
	int wanted = atoi(string_text(&this_step(player)->rest)), got = pty_wait(player->pty);
	if (got == 128 + SIGKILL)
		string_clear(&player->seen); /* it could not put the terminal back */
	else
		see_farewell(player);
	pty_free(player->pty);
	player->pty = NULL;
	if (got != wanted)
		return fail(player, "its exit status is %d\n%s", got, string_text(&player->seen));
	return expect(player);
}

/* A line of shell in the folder, `tanya` the one that is tested. */
static bool step_shell(struct player *player)
{
	struct string line = {0};
	char block[4096];
	const char *program = getenv("TANYA_PROGRAM"), *end = strrchr(program, '/');
	string_format(&line, "cd '%s' && export PATH=\"%.*s:$PATH\" TANYA_DATA=data && { %s; } 2>&1", player->folder, (int)(end - program), program, string_text(&this_step(player)->rest));
	FILE *pipe = popen(string_text(&line), "r");
	string_clear(&player->seen);
	for (size_t count; pipe && (count = fread(block, 1, sizeof block, pipe)) > 0;)
		string_add(&player->seen, (struct span){block, count});
	int status = pipe ? pclose(pipe) : -1;
	if (!WIFEXITED(status) || WEXITSTATUS(status))
		string_format(&player->seen, "[%d]\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	journey_mask(&player->seen, player->folder);
	string_free(&line);
	return expect(player);
}

static bool add_event(void *self, const struct event *event, struct span line)
{
	(void)line;
	if (event->kind != EVENT_SHOW && event->kind != EVENT_DRAFT)
		event_tell(self, event);
	return true;
}

/* What is on the disk, of all interviews, the oldest first. */
static bool step_journal(struct player *player)
{
	struct string pattern = {0}, bytes = {0};
	struct journal_reading reading;
	glob_t found;
	string_format(&pattern, "%s/data/interviews/*/*.jsonl", player->folder);
	glob(string_text(&pattern), 0, NULL, &found);
	string_clear(&player->seen);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct span path = span_of(found.gl_pathv[i]);
		string_clear(&bytes);
		place_read(path.data, &bytes);
		journal_read(string_span(&bytes), span_sub(path, path.length - 42, 36), &reading, add_event, &player->seen);
	}
	globfree(&found);
	string_free(&pattern);
	string_free(&bytes);
	journey_mask(&player->seen, player->folder);
	return expect(player);
}

static const struct {
	const char *word;
	bool (*play)(struct player *player);
	bool runs; /* there must be a program to do it to */
} words[] = {
	{"size", step_size, false}, {"environment", step_environment, false}, {"file", step_file, false}, {"run", step_run, false},
	{"go", step_go, true}, {"keys", step_keys, true}, {"wait", step_wait, true}, {"signal", step_signal, true},
	{"hang-up", step_hang_up, true}, {"exit", step_exit, true}, {"$", step_shell, false}, {"journal", step_journal, false}, {"no-kills", step_no_kills, false},
};

static bool play_step(struct player *player)
{
	const char *word = string_text(&this_step(player)->word);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strcmp(words[i].word, word) == 0)
			return words[i].runs && !player->pty ? fail(player, "no program runs here") : words[i].play(player);
	}
	return fail(player, "no step begins so");
}

/* ---- killed and resumed ---- */

/* What is not there any more after a resume, and need not: the answer given last, in the rule; who opened the end; where
 * a cursor stood that picked nothing. */
static void drop_passing(struct string *screen)
{
	static const char *const ends[][2] = {{": Enter completes", ": f completes"}, {": Enter menyelesaikan", ": f menyelesaikan"},
		{"\n Enter complete", "\n f complete"}, {"\n Enter selesaikan", "\n f selesaikan"}};
	size_t rule = span_find(string_span(screen), SPAN("\n")) + 1;
	struct span rest = span_sub(string_span(screen), rule, SIZE_MAX);
	string_splice(screen, rule, span_find(rest, SPAN("\n")), SPAN("(what was given before)"));
	for (size_t at; (at = span_find(string_span(screen), SPAN("\n  > "))) != SIZE_MAX;)
		screen->data[at + 3] = ' ';
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		size_t at = span_find(string_span(screen), span_of(ends[i][0]));
		if (at != SIZE_MAX)
			string_splice(screen, at, strlen(ends[i][0]), span_of(ends[i][1]));
	}
}

/* Whatever stands above the page is closed: where Esc opens the menu, no other dialog was open. Then a key that means
 * nothing, so that words said once are gone. */
static bool bare_page(struct player *player)
{
	bool in_menu = false;
	if (player->rows < LEAST_ROWS || player->columns < LEAST_COLUMNS) {
		pty_resize(player->pty, 24, 80);
		pty_settle_resized(player->pty);
	}
	for (int i = 0; i < DIALOGS_MOST && !in_menu && pty_type(player->pty, "<C-c>"); i++)
		in_menu = pty_shows(player->pty, "─Menu─");
	if (!in_menu || !pty_type(player->pty, "<C-c>") || !pty_type(player->pty, "<F12>"))
		return fail(player, "Esc does not lead to the menu:\n%s", pty_screen(player->pty));
	see_screen(player);
	drop_passing(&player->seen);
	return true;
}

static bool play_to(struct player *player, size_t last);
static void open_player(struct player *player);
static void close_player(struct player *player);

/* The same steps, and not killed. */
static bool page_unharmed(const struct player *player, size_t last, struct string *page)
{
	struct player other = {.journey = player->journey, .pass = JOURNEY_KILLED, .fault = player->fault};
	open_player(&other);
	bool fine = play_to(&other, last) && bare_page(&other);
	string_add(page, string_span(&other.seen));
	close_player(&other);
	return fine;
}

static bool kill_and_resume(struct player *player, size_t last)
{
	struct string page = {0};
	player->at = last;
	usleep(DRAFT_US);
	bool fine = pty_settle(player->pty) ? true : fail(player, "it does not answer any more");
	pty_kill(player->pty, SIGKILL);
	pty_wait(player->pty);
	fine = fine && begin(player, SPAN("resume")) && bare_page(player) && page_unharmed(player, last, &page);
	player->at = last;
	fine = fine && same_as(player, "killed and resumed, ", string_span(&page));
	string_free(&page);
	return fine;
}

/* ---- all ---- */

static void open_player(struct player *player)
{
	struct string questionnaires = {0}, link = {0};
	player->folder = pty_make_folder();
	player->arena = arena_new();
	player->rows = 24;
	player->columns = 80;
	string_format(&questionnaires, "%s/questionnaires", getenv("TANYA_SOURCE"));
	string_format(&link, "%s/questionnaires", player->folder);
	if (symlink(string_text(&questionnaires), string_text(&link)) != 0)
		perror(string_text(&link));
	string_free(&questionnaires);
	string_free(&link);
}

static void close_player(struct player *player)
{
	pty_free(player->pty);
	pty_remove_folder(player->folder);
	string_free(&player->seen);
	arena_free(player->arena);
}

static bool play_to(struct player *player, size_t last)
{
	const struct journey *journey = player->journey;
	for (player->at = 0; player->at <= last && journey->steps[player->at].word.length; player->at++)
		if (!play_step(player))
			return false;
	return true;
}

bool journey_play(struct journey *journey, enum journey_pass pass, size_t last, struct string *fault)
{
	struct player player = {.journey = journey, .pass = pass, .fault = fault};
	open_player(&player);
	bool fine = play_to(&player, pass == JOURNEY_KILLED ? last : journey->count - 1);
	if (fine && pass == JOURNEY_KILLED)
		fine = kill_and_resume(&player, last);
	close_player(&player);
	return fine;
}
