/* terminal: tty and curses. Bytes in, grid out as one write a frame, signals; one ppoll. The only room that includes curses, and the owner of SIGWINCH,
 * SIGTERM, SIGHUP, SIGCONT. */
#ifndef TANYA_TERMINAL_H
#define TANYA_TERMINAL_H

#include "tanya/base.h"
#include "tanya/screen.h"

struct terminal;
/* Raw mode, no flow control, alternate screen, bracketed paste. NULL with a system fault (exit 3): no terminal on stdin or stdout, TERM unset,
 * unknown, or one that cannot move the cursor. */
struct terminal_setting {
	const char *kind; /* $TERM; NULL or "" when unset */
	bool remote;      /* over ssh: the bytes of one key come apart */
	bool colourless;  /* $NO_COLOR: no colour is sent */
	bool probing;     /* tests: KEY_PROBE is answered */
	bool plain;       /* lines as the terminal edits them, no cursor moved, no escape sequence sent: any kind will do */
};
struct terminal *terminal_open(const struct terminal_setting *setting, struct diagnostics *faults);
void terminal_close(struct terminal *terminal); /* gives the terminal back as it was; sane where a killed program had left it raw */
void terminal_emergency(const char *words);     /* async-signal-safe: write and tcsetattr only (crash, out of memory); tells words on stderr */

enum terminal_happening {
	TERMINAL_BYTES,
	TERMINAL_RESIZED,
	TERMINAL_CONTINUED, /* after a stop: what stands on the terminal is another's */
	TERMINAL_TIME,
	TERMINAL_END,       /* plain: Ctrl-D */
	TERMINAL_GONE,      /* hung up */
	TERMINAL_SIGNAL
};
/* Waits for bytes, a resize, a signal, or until deadline_ms on CLOCK_MONOTONIC (-1: for ever). Bytes are fed to the decoder. */
enum terminal_happening terminal_wait(struct terminal *terminal, struct decoder *decoder, int64_t deadline_ms);
int terminal_signal(const struct terminal *terminal); /* SIGTERM or SIGHUP that came, else 0 */
int64_t terminal_now_ms(void);                        /* CLOCK_MONOTONIC */
void terminal_size(const struct terminal *terminal, int *rows, int *columns); /* 0x0 counts as 80x24 */
struct decoder *terminal_decoder(const struct terminal *terminal); /* one that knows this terminal's terminfo forms */
void terminal_paint(struct terminal *terminal, const struct grid *grid); /* changed rows only */
void terminal_repaint(struct terminal *terminal);                       /* everything at the next paint */
void terminal_say(struct terminal *terminal, struct span text); /* plain */
void terminal_mask(struct terminal *terminal, bool masked);     /* plain: what is typed is not seen */
void terminal_discard(struct terminal *terminal); /* plain: lines typed and not read yet are void */
/* Tests: answers a KEY_PROBE after the next paint by an unknown OSC string with the counter and the size; only when
 * probing. `synced` stands for a sync off the key path. */
void terminal_probe(struct terminal *terminal, struct span counter);

#endif
