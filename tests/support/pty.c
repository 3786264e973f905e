/* The pty and the emulator behind it. */
#include <errno.h>
#include <limits.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <vterm.h>

#include "pty.h"

#define WAIT_MS 10000
#define AGAIN_MS 200

struct pty {
	int fd;
	pid_t pid;
	bool ended;
	int status, rows, columns, probes, answered;
	int told_rows, told_columns; /* the size that the last answer told of */
	size_t searched; /* how much of raw was looked through for answers to probes */
	VTerm *emulator;
	VTermScreen *screen;
	struct string raw, text;
};

static const struct {
	const char *name, *bytes;
} names[] = {
	{"Enter", "\r"},      {"Tab", "\t"},          {"BackTab", "\033[Z"}, {"Esc", "\033"},       {"Backspace", "\177"}, {"Up", "\033[A"},
	{"Down", "\033[B"},   {"Right", "\033[C"},    {"Left", "\033[D"},    {"Home", "\033[H"},    {"End", "\033[F"},     {"PgUp", "\033[5~"},
	{"PgDn", "\033[6~"},  {"Ins", "\033[2~"},     {"Del", "\033[3~"},    {"F1", "\033OP"},      {"F2", "\033OQ"},      {"F3", "\033OR"},
	{"F4", "\033OS"},     {"F5", "\033[15~"},     {"F6", "\033[17~"},    {"F7", "\033[18~"},    {"F8", "\033[19~"},    {"F9", "\033[20~"},
	{"F10", "\033[21~"},  {"F11", "\033[23~"},    {"F12", "\033[24~"},   {"lt", "<"},           {"Paste", "\033[200~"}, {"/Paste", "\033[201~"},
};

static void add_named(struct string *out, struct span name)
{
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
		if (span_is(name, names[i].name)) {
			string_add_text(out, names[i].bytes);
			return;
		}
	}
	if (name.length >= 3 && name.data[1] == '-' && name.data[0] == 'C')
		string_add_byte(out, (char)(name.data[2] & 0x1F));
	else if (span_is(name, "M-lt") || span_is(name, "M-gt"))
		string_format(out, "\033%c", name.data[2] == 'l' ? '<' : '>');
	else if (name.length >= 3 && name.data[1] == '-' && name.data[0] == 'M')
		string_format(out, "\033%.*s", (int)name.length - 2, name.data + 2);
	else {
		fprintf(stderr, "no key is called <%.*s>\n", SPAN_ARGUMENTS(name));
		abort();
	}
}

static void to_bytes(struct string *out, const char *script)
{
	while (*script) {
		const char *end = *script == '<' ? strchr(script, '>') : NULL;
		if (end) {
			add_named(out, (struct span){script + 1, (size_t)(end - script - 1)});
			script = end + 1;
		} else {
			string_add_byte(out, *script++);
		}
	}
}

static void child(const struct pty_setting *setting, const char *const *words)
{
	const char *program = getenv("TANYA_PROGRAM");
	const char *arguments[32] = {program};
	for (int i = 0; words[i] && i < 30; i++)
		arguments[i + 1] = words[i];
	setenv("TANYA_DATA", setting->data, 1);
	setenv("TANYA_PROBE", "1", 1);
	setenv("TERM", "xterm", 1);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	for (int i = 0; setting->environment && setting->environment[i]; i++)
		putenv((char *)setting->environment[i]);
	if (!setting->folder || chdir(setting->folder) == 0)
		execv(program, (char *const *)arguments);
	_exit(127);
}

static void new_emulator(struct pty *pty)
{
	pty->emulator = vterm_new(pty->rows, pty->columns);
	vterm_set_utf8(pty->emulator, 1);
	pty->screen = vterm_obtain_screen(pty->emulator);
	vterm_screen_enable_altscreen(pty->screen, 1);
	vterm_screen_reset(pty->screen, 1);
}

struct pty *pty_start_in(const struct pty_setting *setting, const char *const *words)
{
	struct pty *pty = memory_alloc(sizeof *pty);
	int rows = setting->rows, columns = setting->columns;
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
	pty->rows = rows;
	pty->columns = columns;
	pty->pid = forkpty(&pty->fd, NULL, NULL, &size);
	if (pty->pid == 0)
		child(setting, words);
	fcntl(pty->fd, F_SETFL, fcntl(pty->fd, F_GETFL) | O_NONBLOCK);
	new_emulator(pty);
	return pty;
}

struct pty *pty_start(const char *data, int rows, int columns, const char *const *words)
{
	return pty_start_in(&(struct pty_setting){.data = data, .rows = rows, .columns = columns}, words);
}

/* Reads what is there, up to wait_us of silence; false at the end of the program's side. */
static bool pump_us(struct pty *pty, long wait_us)
{
	char bytes[65536];
	struct pollfd watched = {.fd = pty->fd, .events = POLLIN};
	struct timespec limit = {wait_us / 1000000, wait_us % 1000000 * 1000};
	if (pty->fd < 0 || ppoll(&watched, 1, &limit, NULL) <= 0)
		return pty->fd >= 0;
	ssize_t got = read(pty->fd, bytes, sizeof bytes);
	if (got <= 0)
		return got < 0 && (errno == EAGAIN || errno == EINTR);
	string_add(&pty->raw, (struct span){bytes, (size_t)got});
	vterm_input_write(pty->emulator, bytes, (size_t)got);
	return true;
}

static bool pump(struct pty *pty, int wait_ms)
{
	return pump_us(pty, wait_ms * 1000L);
}

static void put(struct pty *pty, struct span bytes)
{
	while (bytes.length && pty->fd >= 0) {
		ssize_t written = write(pty->fd, bytes.data, bytes.length);
		if (written > 0)
			bytes = span_sub(bytes, (size_t)written, SIZE_MAX);
		else if (errno != EAGAIN && errno != EINTR)
			return;
		pump(pty, 1);
	}
}

void pty_send(struct pty *pty, const char *script)
{
	struct string bytes = {0};
	to_bytes(&bytes, script);
	put(pty, string_span(&bytes));
	string_free(&bytes);
}

static long now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void add_probe(const struct pty *pty, struct string *bytes)
{
	string_format(bytes, "\033[9999;%d~", pty->probes);
}

static void send_probe(struct pty *pty)
{
	struct string probe = {0};
	add_probe(pty, &probe);
	put(pty, string_span(&probe));
	string_free(&probe);
}

int pty_probe(struct pty *pty)
{
	pty->probes++;
	send_probe(pty);
	return pty->probes;
}

int pty_send_probed(struct pty *pty, const char *script)
{
	struct string bytes = {0};
	pty->probes++;
	to_bytes(&bytes, script);
	add_probe(pty, &bytes);
	bool whole = write(pty->fd, bytes.data, bytes.length) == (ssize_t)bytes.length;
	string_free(&bytes);
	return whole ? pty->probes : INT_MAX;
}

int pty_answered(struct pty *pty, long wait_us)
{
	static const char mark[] = "\033]9999;";
	pump_us(pty, wait_us);
	for (const char *found; (found = strstr(string_text(&pty->raw) + pty->searched, mark));) {
		const char *number = found + sizeof mark - 1;
		if (!strchr(number, '\\'))
			break; /* the rest of it is still to come */
		pty->searched = (size_t)(number - string_text(&pty->raw));
		if (atoi(number) > pty->answered)
			pty->answered = atoi(number);
		sscanf(number, "%*[^;];%dx%d", &pty->told_columns, &pty->told_rows);
	}
	return pty->answered;
}

bool pty_settle(struct pty *pty)
{
	long end = now_ms() + WAIT_MS, again = now_ms() + AGAIN_MS;
	while (!pty->raw.length && now_ms() < end && pump(pty, 100))
		; /* not in raw mode yet: the terminal would echo the probe */
	int wanted = pty_probe(pty);
	while (pty_answered(pty, 0) < wanted && now_ms() < end && pump(pty, 100)) {
		if (now_ms() > again) { /* a dialog may have swallowed it with the type-ahead */
			send_probe(pty);
			again += AGAIN_MS;
		}
	}
	return pty_answered(pty, 0) >= wanted;
}

bool pty_type(struct pty *pty, const char *script)
{
	pty_send(pty, script);
	return pty_settle(pty);
}

/* At another size the program paints all anew, so a fresh emulator sees it too; one that is resized itself moves characters
 * wrongly afterwards (libvterm 0.1.4). */
void pty_resize(struct pty *pty, int rows, int columns)
{
	static const char other_screen[] = "\033[?1049h";
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
	int rows_before = pty->rows, columns_before = pty->columns;
	pty->rows = rows ? rows : 24;
	pty->columns = columns ? columns : 80;
	if (pty->rows != rows_before || pty->columns != columns_before) {
		vterm_free(pty->emulator);
		new_emulator(pty);
		vterm_input_write(pty->emulator, other_screen, sizeof other_screen - 1);
	}
	ioctl(pty->fd, TIOCSWINSZ, &size);
}

bool pty_settle_resized(struct pty *pty)
{
	for (long end = now_ms() + WAIT_MS; now_ms() < end;) {
		if (!pty_settle(pty))
			return false;
		if (pty->told_rows == pty->rows && pty->told_columns == pty->columns)
			return true;
	}
	return false;
}

static size_t add_cell(struct pty *pty, int row, int column)
{
	VTermScreenCell cell;
	if (!vterm_screen_get_cell(pty->screen, (VTermPos){row, column}, &cell))
		return 0;
	if (cell.chars[0] == (uint32_t)-1)
		return 0; /* the second half of a wide one */
	if (!cell.chars[0])
		string_add_byte(&pty->text, ' ');
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
		text_encode(&pty->text, cell.chars[i]);
	return cell.chars[0] && cell.chars[0] != ' ' ? pty->text.length : 0;
}

const char *pty_screen(struct pty *pty)
{
	string_clear(&pty->text);
	for (int row = 0; row < pty->rows; row++) {
		size_t used = pty->text.length;
		for (int column = 0; column < pty->columns; column++) {
			size_t end = add_cell(pty, row, column);
			used = end ? end : used;
		}
		string_splice(&pty->text, used, SIZE_MAX, SPAN("\n"));
	}
	return string_text(&pty->text);
}

bool pty_shows(struct pty *pty, const char *text)
{
	return strstr(pty_screen(pty), text) != NULL;
}

pid_t pty_pid(const struct pty *pty)
{
	return pty->pid;
}

int pty_fd(const struct pty *pty)
{
	return pty->fd;
}

void pty_kill(struct pty *pty, int number)
{
	kill(pty->pid, number);
}

int pty_wait(struct pty *pty)
{
	long end = now_ms() + WAIT_MS;
	int status = 0;
	while (!pty->ended && now_ms() < end) {
		pump(pty, 10);
		pty->ended = waitpid(pty->pid, &status, WNOHANG) == pty->pid;
	}
	if (!pty->ended) {
		kill(pty->pid, SIGKILL);
		waitpid(pty->pid, &status, 0);
		pty->ended = true;
	}
	for (size_t before = pty->raw.length + 1; before != pty->raw.length;) {
		before = pty->raw.length;
		pump(pty, 10);
	}
	pty->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	return pty->status;
}

const char *pty_output(struct pty *pty)
{
	return string_text(&pty->raw);
}

void pty_hang_up(struct pty *pty)
{
	close(pty->fd);
	pty->fd = -1;
}

void pty_free(struct pty *pty)
{
	if (!pty)
		return;
	if (!pty->ended) {
		kill(pty->pid, SIGTERM); /* an orderly end, which also writes what a coverage build counted */
		pty_wait(pty);
	}
	if (pty->fd >= 0)
		close(pty->fd);
	vterm_free(pty->emulator);
	string_free(&pty->raw);
	string_free(&pty->text);
	memory_free(pty);
}

char *pty_make_folder(void)
{
	const char *base = getenv("TMPDIR");
	struct string path = {0};
	string_format(&path, "%s/tanya-test-XXXXXX", base ? base : "/tmp");
	return mkdtemp(path.data);
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status;
	(void)kind;
	(void)walk;
	return remove(path);
}

void pty_remove_folder(char *folder)
{
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	memory_free(folder);
}
