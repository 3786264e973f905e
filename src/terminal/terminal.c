/* The tty: raw mode, one ppoll, frames written whole. */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "keys.h"
#include "paint.h"
#include "signals.h"
#include "terminfo.h"
#include "tanya/system.h"
#include "tanya/terminal.h"

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define CONTROL_C 3
#define ESCAPE_MS 25
#define ESCAPE_REMOTE_MS 150 /* over ssh the bytes of one key come apart */

struct terminal {
	struct painter painter;
	int signal_fd, signal, rows, columns;
	bool probing, remote, plain, masked;
};

/* What a crash must put back; written before raw mode is entered. Signal handlers see no other state. */
static struct {
	bool taken, drawn; /* the terminal has another mode than before; it is drawn on */
	struct termios before;
} saved;

void terminal_emergency(const char *words)
{
	static const char goodbye[] = PASTE_OFF "\033[?1049l\033[?25h\033[0m\r\n";
	ssize_t ignored = saved.drawn ? write(STDOUT_FILENO, goodbye, sizeof goodbye - 1) : 0;
	if (saved.taken)
		tcsetattr(STDIN_FILENO, TCSANOW, &saved.before);
	ignored = write(STDERR_FILENO, words, strlen(words));
	(void)ignored;
}

/* All of it, also where the terminal takes it in pieces; a lost one is noticed by the next read. */
static void send(struct span bytes)
{
	struct pollfd full = {.fd = STDOUT_FILENO, .events = POLLOUT};
	while (bytes.length) {
		ssize_t written = write(STDOUT_FILENO, bytes.data, bytes.length);
		if (written > 0)
			bytes = span_sub(bytes, (size_t)written, SIZE_MAX);
		else if (errno == EAGAIN)
			poll(&full, 1, -1);
		else if (errno != EINTR)
			return;
	}
}

static bool terminal_fits(const char *name, bool plain, struct diagnostics *faults)
{
	struct place nowhere = {0};
	bool is_terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
	if (plain && is_terminal)
		return true;
	if (!is_terminal) {
		diagnostics_error(faults, "no-terminal", nowhere, "no terminal on standard input and output");
		diagnostic_cure(faults, "run it in a terminal window, without a pipe; `tanya fill` takes answers from a file");
	} else if (!name || !*name) {
		diagnostics_error(faults, "no-terminal", nowhere, "TERM is not set, so the terminal's kind is unknown");
		diagnostic_cure(faults, "set it: TERM=xterm-256color, or TERM=linux on the console; --plain works on any");
	} else if (!terminfo_load(name)) {
		diagnostics_error(faults, "no-terminal", nowhere, "the terminal TERM=%s is not known here", name);
		diagnostic_cure(faults, "set one that is: TERM=xterm, or install ncurses-term; --plain works on any");
	} else if (!terminfo_string("cup")) {
		diagnostics_error(faults, "no-terminal", nowhere, "the terminal TERM=%s cannot move its cursor", name);
		diagnostic_cure(faults, "set TERM to the terminal's real kind, such as TERM=xterm; --plain works on any");
	} else {
		terminfo_drop();
		return true;
	}
	terminfo_drop();
	faults->items[faults->count - 1].system = true;
	faults->system = true;
	return false;
}

static void enter_raw(void)
{
	struct termios mode = saved.before;
	cfmakeraw(&mode);
	mode.c_cc[VMIN] = 1;
	mode.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSANOW, &mode);
	send(SPAN(PASTE_ON));
}

/* Lines are edited as everywhere on this terminal; Ctrl-C ends one too, and no key makes a signal. */
static void enter_lines(bool masked)
{
	struct termios mode = saved.before;
	mode.c_lflag |= ICANON | ECHO | ECHOE | ECHOK | ECHOCTL | ECHONL;
	mode.c_lflag &= ~(tcflag_t)(ISIG | NOFLSH | (masked ? ECHO : 0));
	mode.c_iflag |= ICRNL | IUTF8;
	mode.c_oflag |= OPOST | ONLCR;
	mode.c_cc[VEOL] = CONTROL_C;
	tcsetattr(STDIN_FILENO, TCSANOW, &mode);
}

/* A killed program leaves a terminal raw: whoever is given it back then wants lines, echo and line feeds again. */
static void make_sane(struct termios *mode)
{
	if ((mode->c_lflag & ICANON) && (mode->c_lflag & ECHO) && (mode->c_oflag & OPOST))
		return;
	mode->c_iflag |= BRKINT | ICRNL | IXON;
	mode->c_oflag |= OPOST | ONLCR;
	mode->c_lflag |= ICANON | ECHO | ECHOE | ECHOK | ISIG | IEXTEN;
}

/* After a stop from outside what counts is still the mode of the beginning. */
static void take_terminal(const struct terminal *terminal)
{
	if (!saved.taken) {
		tcgetattr(STDIN_FILENO, &saved.before);
		make_sane(&saved.before);
	}
	saved.taken = true;
	saved.drawn = !terminal->plain;
	if (terminal->plain)
		enter_lines(terminal->masked);
	else
		enter_raw();
}

static void give_back(void)
{
	tcsetattr(STDIN_FILENO, TCSANOW, &saved.before);
	saved.taken = saved.drawn = false;
}

static void read_size(struct terminal *terminal)
{
	struct winsize size = {0};
	bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col;
	terminal->rows = known ? size.ws_row : 24;
	terminal->columns = known ? size.ws_col : 80;
}

struct terminal *terminal_open(const struct terminal_setting *setting, struct diagnostics *faults)
{
	if (!terminal_fits(setting->kind, setting->plain, faults))
		return NULL;
	struct terminal *terminal = memory_alloc(sizeof *terminal);
	terminal->signal_fd = signals_open();
	if (terminal->signal_fd < 0 || (!setting->plain && !painter_start(&terminal->painter, setting->kind))) {
		diagnostics_system(faults, "open", terminal->signal_fd < 0 ? "a pipe for signals" : "memory for a frame", errno);
		if (terminal->signal_fd >= 0)
			signals_close();
		memory_free(terminal);
		return NULL;
	}
	read_size(terminal);
	terminal->probing = setting->probing;
	terminal->remote = setting->remote;
	terminal->plain = setting->plain;
	terminal->painter.has_colours &= !setting->colourless;
	take_terminal(terminal);
	return terminal;
}

void terminal_close(struct terminal *terminal)
{
	if (!terminal)
		return;
	if (!terminal->plain) {
		send(SPAN(PASTE_OFF));
		send(painter_goodbye(&terminal->painter));
		painter_end(&terminal->painter);
	}
	give_back();
	signals_close();
	memory_free(terminal);
}

int64_t terminal_now_ms(void)
{
	struct timespec now = {0};
	system_calls()->clock(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static enum terminal_happening read_bytes(const struct terminal *terminal, struct decoder *decoder, bool hung_up)
{
	char bytes[65536];
	ssize_t got = read(STDIN_FILENO, bytes, sizeof bytes);
	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return TERMINAL_TIME;
	if (got == 0 && terminal->plain && !hung_up)
		return TERMINAL_END;
	if (got <= 0)
		return TERMINAL_GONE;
	decoder_feed(decoder, (struct span){bytes, (size_t)got}, terminal_now_ms());
	return TERMINAL_BYTES;
}

/* What was typed of a line that has not ended: readable once the terminal edits no lines any more. */
static void read_rest(const struct terminal *terminal, struct decoder *decoder)
{
	struct pollfd watched = {.fd = STDIN_FILENO, .events = POLLIN};
	struct termios mode = saved.before;
	if (!terminal->plain)
		return;
	mode.c_lflag &= ~(tcflag_t)(ICANON | ISIG);
	mode.c_cc[VMIN] = 1;
	mode.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSANOW, &mode);
	while (poll(&watched, 1, 0) > 0 && read_bytes(terminal, decoder, false) == TERMINAL_BYTES)
		;
}

static enum terminal_happening take_signals(struct terminal *terminal, struct decoder *decoder)
{
	struct signals_seen seen = signals_take();
	if (seen.ending) {
		terminal->signal = seen.ending;
		read_rest(terminal, decoder);
		return TERMINAL_SIGNAL;
	}
	read_size(terminal);
	if (!seen.continued)
		return TERMINAL_RESIZED;
	take_terminal(terminal);
	return TERMINAL_CONTINUED;
}

enum terminal_happening terminal_wait(struct terminal *terminal, struct decoder *decoder, int64_t deadline_ms)
{
	struct pollfd watched[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = terminal->signal_fd, .events = POLLIN}};
	int64_t wait_ms = deadline_ms < 0 ? -1 : deadline_ms - terminal_now_ms();
	if (deadline_ms >= 0 && wait_ms < 0)
		wait_ms = 0;
	struct timespec limit = {.tv_sec = wait_ms / 1000, .tv_nsec = wait_ms % 1000 * 1000000};
	int ready = ppoll(watched, 2, wait_ms < 0 ? NULL : &limit, NULL);
	if (ready < 0 && errno != EINTR)
		return TERMINAL_GONE;
	if (watched[1].revents)
		return take_signals(terminal, decoder);
	if (ready > 0 && watched[0].revents)
		return read_bytes(terminal, decoder, watched[0].revents & (POLLHUP | POLLERR));
	return TERMINAL_TIME;
}

int terminal_signal(const struct terminal *terminal)
{
	return terminal->signal;
}

void terminal_size(const struct terminal *terminal, int *rows, int *columns)
{
	*rows = terminal->rows;
	*columns = terminal->columns;
}

struct decoder *terminal_decoder(const struct terminal *terminal)
{
	struct decoder *decoder = decoder_new(terminal->remote ? ESCAPE_REMOTE_MS : ESCAPE_MS);
	if (terminal->plain)
		decoder_lines(decoder);
	else
		terminal_teach(decoder);
	return decoder;
}

void terminal_paint(struct terminal *terminal, const struct grid *grid)
{
	send(painter_frame(&terminal->painter, grid));
}

void terminal_repaint(struct terminal *terminal)
{
	painter_forget(&terminal->painter);
}

void terminal_say(struct terminal *terminal, struct span text)
{
	(void)terminal;
	send(text);
}

void terminal_mask(struct terminal *terminal, bool masked)
{
	if (masked != terminal->masked)
		enter_lines(masked);
	terminal->masked = masked;
}

void terminal_discard(struct terminal *terminal)
{
	if (terminal->plain)
		tcflush(STDIN_FILENO, TCIFLUSH);
}

void terminal_probe(struct terminal *terminal, struct span counter)
{
	struct string marker = {0};
	if (!terminal->probing || terminal->plain)
		return;
	string_format(&marker, "\033]9999;%.*s;%dx%d\033\\", SPAN_ARGUMENTS(counter), terminal->columns, terminal->rows);
	send(string_span(&marker));
	string_free(&marker);
}
