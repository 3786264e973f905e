/* `kill -9` again and again while keys stream: no answer whose paint was seen is missing, the next start stands on the very question with
 * the half-typed text. Which side of a write a kill falls on is chance; what is then demanded is not. */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "pty.h"
#include "sample_journal.h"
#include "tanya/journal.h"

#define KILLS 200
#define DRAFT_EVERY 10        /* each tenth kill falls into half-typed text */
#define QUESTIONS 200         /* of the form; near its end an interview is begun anew */
#define ANSWERS_US 120000     /* kills fall uniformly into so much of streaming */
#define AHEAD 6               /* answers typed and not yet seen painted */
#define DRAFT_NEAR_US 799000, 806000 /* a draft is written after 800 ms: every other kill just then … */
#define DRAFT_WIDE_US 700000, 1500000 /* … and the others about it */
#define LETTERS_A_PROBE 40
#define PROBES_MOST 1000
#define BETWEEN_LEAST 20      /* kills between a write and its paint that prove something; those that chance leaves out are aimed */
#define AIMED_MOST 400
#define WRITE_US 2000000      /* an answer is written long before */

/* One interview across its kills. */
struct life {
	char *folder;
	struct string form;
	int acknowledged; /* answers 1 … so many were painted over */
};

/* What its journal holds. */
struct kept {
	bool there;
	int answers;  /* 1 … so many, each with its own value */
	int shown;    /* the question that stood on the screen: the next one, or still the last when the kill fell between the lines of both */
	int drafts;   /* draft events of the last question */
	struct string draft;
};

struct tally {
	int kills, write_to_paint, draft_to_sync, in_drafts, answers;
	int aimed, at_writes; /* kills aimed at a write, and those that fell before its paint */
};

static uint64_t chance = 20261124;

static long uniform(long from, long to)
{
	chance = chance * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407); /* Knuth, MMIX */
	return from + (long)((chance >> 33) % (uint64_t)(to - from));
}

static long now_us(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* ---- an interview ---- */

static void begin(struct life *life)
{
	struct string text = {0};
	*life = (struct life){.folder = pty_make_folder()};
	string_format(&life->form, "%s/kill.yaml", life->folder);
	string_add_text(&text, "tanya: 1\nid: kill\nversion: '1'\ntitle: Kill\nsurvey:\n");
	for (int i = 1; i <= QUESTIONS; i++)
		string_format(&text, "  - {name: q%d, type: text, label: Question %d of them}\n", i, i);
	FILE *file = fopen(string_text(&life->form), "w");
	fwrite(text.data, 1, text.length, file);
	fclose(file);
	string_free(&text);
}

static void end(struct life *life)
{
	string_free(&life->form);
	pty_remove_folder(life->folder);
}

static void answer_value(char out[16], int question)
{
	snprintf(out, 16, "v%d", question * 7);
}

static bool take(void *self, const struct event *event, struct span line)
{
	struct kept *kept = self;
	char name[16], value[16];
	(void)line;
	snprintf(name, sizeof name, "q%d", kept->answers + 1);
	answer_value(value, kept->answers + 1);
	if (event->kind == EVENT_ANSWER) {
		if (!span_is(event->q, name) || !span_is(event->answer.v, value))
			fail_msg("%s was to be answered %s, in the journal stands %.*s: %.*s", name, value, SPAN_ARGUMENTS(event->q),
			         SPAN_ARGUMENTS(event->answer.v));
		kept->answers++;
		kept->drafts = 0;
		string_clear(&kept->draft);
	} else if (event->kind == EVENT_SHOW) {
		kept->shown = atoi(event->q.data + 1);
	} else if (event->kind == EVENT_DRAFT) {
		assert_true(span_is(event->q, name) && !event->draft_is_pick);
		string_splice(&kept->draft, event->from, event->cut, event->put);
		kept->drafts++;
	}
	return true;
}

static void read_journal(const char *folder, const char *name, struct kept *kept)
{
	struct string path = {0}, bytes = {0};
	struct journal_reading reading;
	char block[4096];
	string_format(&path, "%s/%s", folder, name);
	FILE *file = fopen(string_text(&path), "rb");
	for (size_t count; (count = fread(block, 1, sizeof block, file)) > 0;)
		string_add(&bytes, (struct span){block, count});
	fclose(file);
	journal_read(string_span(&bytes), (struct span){name, 36}, &reading, take, kept);
	if (reading.condition == JOURNAL_DAMAGED)
		fail_msg("damaged after a kill: %s", reading.detail);
	assert_false(kept->there && reading.last_n);
	kept->there |= reading.last_n > 0;
	string_free(&path);
	string_free(&bytes);
}

/* Beside the interview's journal may stand empty ones: made, and killed before the first line was in. */
static void read_kept(const struct life *life, struct kept *kept)
{
	struct string folder = {0};
	string_clear(&kept->draft);
	*kept = (struct kept){.shown = 1, .draft = kept->draft};
	string_format(&folder, "%s/interviews/kill", life->folder);
	DIR *directory = opendir(string_text(&folder));
	for (struct dirent *entry; directory && (entry = readdir(directory));)
		if (strlen(entry->d_name) == 42 && span_ends(span_of(entry->d_name), SPAN(".jsonl")))
			read_journal(string_text(&folder), entry->d_name, kept);
	if (directory)
		closedir(directory);
	string_free(&folder);
}

/* The screen without blanks and line ends: text that was wrapped stands there whole. */
static bool shows_squeezed(struct pty *pty, const char *text)
{
	struct string squeezed = {0};
	for (const char *at = pty_screen(pty); *at; at++)
		if (*at != ' ' && *at != '\n')
			string_add_byte(&squeezed, *at);
	bool shows = strstr(string_text(&squeezed), text) != NULL;
	string_free(&squeezed);
	return shows;
}

/* Starts, or goes on; the very question stands there, and the end of what was half-typed. */
static struct pty *start(const struct life *life, const struct kept *kept)
{
	const char *anew[] = {"interview", string_text(&life->form), NULL}, *again[] = {"resume", NULL};
	struct pty *pty = pty_start(life->folder, 24, 80, kept->there ? again : anew);
	char question[32];
	if (!pty_settle(pty))
		fail_msg("it did not paint: %s", pty_output(pty));
	assert_in_range(kept->shown, kept->answers, kept->answers + 1);
	snprintf(question, sizeof question, "Question %d of them", kept->shown);
	if (!pty_shows(pty, question))
		fail_msg("not on screen: %s\n%s", question, pty_screen(pty));
	size_t length = kept->draft.length;
	if (length && !shows_squeezed(pty, string_text(&kept->draft) + (length > 20 ? length - 20 : 0)))
		fail_msg("half-typed text is not back: %s\n%s", string_text(&kept->draft), pty_screen(pty));
	if (kept->shown == kept->answers)
		assert_true(pty_type(pty, "<Enter>")); /* its answer stands there: on to the next */
	return pty;
}

/* ---- streaming ---- */

static int kill_now(struct pty *pty)
{
	pty_kill(pty, SIGKILL);
	assert_int_equal(pty_wait(pty), 128 + SIGKILL);
	return pty_answered(pty, 0); /* also what was painted and not yet read */
}

/* Answers one question after the other, up to AHEAD typed before the first is painted, until the kill. */
static void stream_answers(struct life *life, struct pty *pty, int from)
{
	int next = from, first = 0, answered = 0;
	long kill_at = now_us() + uniform(0, ANSWERS_US);
	char value[16];
	pty_send(pty, "<C-u>");
	for (long left_us; (left_us = kill_at - now_us()) > 0;) {
		while (next < QUESTIONS && next - from - answered < AHEAD) {
			answer_value(value, next++);
			pty_send(pty, value);
			pty_send(pty, "<Enter>");
			int probe = pty_probe(pty);
			first = first ? first : probe;
		}
		int last = pty_answered(pty, left_us);
		answered = last >= first ? last - first + 1 : 0;
	}
	int last = kill_now(pty);
	if (first && last >= first)
		life->acknowledged = from + last - first;
}

struct seen {
	int letters;             /* typed before the probe */
	long sent_us, answered_us; /* 0: not answered */
};

/* Types one text without end until the kill. How many letters must be there after it: those that were painted a second before the last
 * time that the program is known to have lived. */
static int stream_letters(struct pty *pty, long kill_after_us, struct string *typed)
{
	static struct seen seen[PROBES_MOST];
	long kill_at = now_us() + kill_after_us;
	int first = 0, count = 0, answered = 0;
	string_clear(typed);
	while (now_us() < kill_at) {
		char letter[2] = {(char)('a' + (typed->length % 2 ? typed->length / 2 / 26 : typed->length / 2) % 26), 0};
		pty_send(pty, letter);
		string_add_text(typed, letter);
		if (typed->length % LETTERS_A_PROBE == 0 && count < PROBES_MOST) {
			seen[count++] = (struct seen){(int)typed->length, now_us(), 0};
			int probe = pty_probe(pty);
			first = first ? first : probe;
		}
		int last = pty_answered(pty, 0);
		for (; first && answered < last - first + 1; answered++)
			seen[answered].answered_us = now_us();
	}
	int last = kill_now(pty) - first + 1, needed = 0;
	for (int i = 0; first && last > 0 && i < answered; i++)
		if (seen[i].answered_us <= seen[last - 1].sent_us - 1000000)
			needed = seen[i].letters;
	return needed;
}

/* ---- kills ---- */

static int count_text(const char *text, const char *part)
{
	int count = 0;
	for (const char *at = text; (at = strstr(at, part)); at++)
		count++;
	return count;
}

static void kill_among_answers(struct life *life, struct kept *kept, struct tally *tally)
{
	struct pty *pty = start(life, kept);
	int before = kept->answers;
	life->acknowledged = before; /* it is on the screen that they are answered */
	stream_answers(life, pty, before + 1);
	pty_free(pty);
	read_kept(life, kept);
	if (kept->answers < life->acknowledged)
		fail_msg("kill %d: %d answers were painted over, %d are there", tally->kills, life->acknowledged, kept->answers);
	tally->write_to_paint += kept->answers > life->acknowledged;
	tally->answers += kept->answers - before;
}

static void kill_in_a_draft(struct life *life, struct kept *kept, struct tally *tally)
{
	struct string typed = {0};
	struct pty *pty = start(life, kept);
	int before = kept->answers;
	assert_true(pty_type(pty, "<C-u>"));
	size_t from = strlen(pty_output(pty));
	int drafts_before = kept->drafts, needed = stream_letters(pty, tally->in_drafts % 2 ? uniform(DRAFT_WIDE_US) : uniform(DRAFT_NEAR_US), &typed);
	read_kept(life, kept);
	assert_int_equal(kept->answers, before);
	int written = kept->drafts - drafts_before;
	if (written && !span_starts(string_span(&typed), string_span(&kept->draft)))
		fail_msg("kill %d: the draft is not what was typed: %s", tally->kills, string_text(&kept->draft));
	if (needed && (!written || (int)kept->draft.length < needed))
		fail_msg("kill %d: %d letters were a second old, %zu are there", tally->kills, needed, kept->draft.length);
	tally->in_drafts++;
	tally->draft_to_sync += written > count_text(pty_output(pty) + from, "\033]9999;synced;");
	pty_free(pty);
	string_free(&typed);
}

/* ---- kills aimed between a write and its paint ---- */

/* The journal that holds something: opened, and where its next line will begin. */
static int open_journal(const struct life *life, off_t *end)
{
	struct string path = {0};
	int found = -1;
	*end = 0;
	string_format(&path, "%s/interviews/kill", life->folder);
	DIR *directory = opendir(string_text(&path));
	for (struct dirent *entry; directory && found < 0 && (entry = readdir(directory));) {
		char byte = '\n';
		if (!span_ends(span_of(entry->d_name), SPAN(".jsonl")))
			continue;
		int fd = openat(dirfd(directory), entry->d_name, O_RDONLY | O_CLOEXEC);
		for (*end = lseek(fd, 0, SEEK_END); *end > 0 && pread(fd, &byte, 1, *end - 1) == 1 && byte == '\n';)
			--*end;
		if (*end > 0)
			found = fd;
		else
			close(fd);
	}
	if (directory)
		closedir(directory);
	string_free(&path);
	return found;
}

/* Is an answer among the lines that came behind `end`? What was shown may be noted there before it. */
static bool is_answered(int fd, off_t end)
{
	char lines[2048];
	ssize_t count = pread(fd, lines, sizeof lines, end);
	return count > 0 && memmem(lines, (size_t)count, "\"do\":\"answer\"", 13) != NULL;
}

/* Chance seldom falls there on a machine that syncs fast: this one is watched for, and killed while its line is being made safe. */
static void kill_at_a_write(struct life *life, struct kept *kept, struct tally *tally)
{
	struct pty *pty = start(life, kept);
	off_t end;
	char value[16], keys[32];
	int before = kept->answers, fd = open_journal(life, &end);
	assert_true(fd >= 0);
	life->acknowledged = before;
	answer_value(value, before + 1);
	snprintf(keys, sizeof keys, "<C-u>%s<Enter>", value);
	int probe = pty_send_probed(pty, keys);
	for (long give_up_us = now_us() + WRITE_US; !is_answered(fd, end) && now_us() < give_up_us;)
		continue;
	if (kill_now(pty) >= probe)
		life->acknowledged++;
	close(fd);
	pty_free(pty);
	read_kept(life, kept);
	if (kept->answers < life->acknowledged)
		fail_msg("aimed kill %d: %d answers were painted over, %d are there", tally->aimed, life->acknowledged, kept->answers);
	tally->aimed++;
	tally->at_writes += kept->answers > life->acknowledged;
}

/* Near its end an interview is begun anew. */
static void renew(struct life *life, struct kept *kept)
{
	if (kept->answers <= QUESTIONS - 80)
		return;
	end(life);
	begin(life);
	read_kept(life, kept);
}

static void no_kill_loses_anything(void **state)
{
	(void)state;
	struct life life;
	struct kept kept = {0};
	struct tally tally = {0};
	begin(&life);
	read_kept(&life, &kept);
	for (; tally.kills < KILLS / (int)sample_scale(); tally.kills++) {
		renew(&life, &kept);
		if (tally.kills % DRAFT_EVERY == DRAFT_EVERY - 1 && kept.there)
			kill_in_a_draft(&life, &kept, &tally);
		else
			kill_among_answers(&life, &kept, &tally);
	}
	while (tally.aimed < AIMED_MOST && tally.write_to_paint + tally.at_writes < BETWEEN_LEAST / (int)sample_scale()) {
		renew(&life, &kept);
		if (kept.there)
			kill_at_a_write(&life, &kept, &tally);
		else
			kill_among_answers(&life, &kept, &tally); /* there is no journal to watch before the first */
	}
	print_message("%d kills among %d answers: %d between a write and its paint, %d of %d in drafts between a draft and its sync; "
	              "of %d aimed there %d fell between a write and its paint\n",
	              tally.kills, tally.answers, tally.write_to_paint, tally.draft_to_sync, tally.in_drafts, tally.aimed, tally.at_writes);
	assert_true(tally.write_to_paint + tally.at_writes >= BETWEEN_LEAST / (int)sample_scale());
	string_free(&kept.draft);
	end(&life);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_kill_loses_anything),
	};
	return cmocka_run_group_tests_name("pty/kill", tests, NULL, NULL);
}
