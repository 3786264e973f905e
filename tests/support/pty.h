/* A program on a real pty with a terminal emulator (libvterm) behind it: type keys, read the screen a person would see. No sleeping: after keys a
 * private probe is sent, which the program answers in-band once it has painted. */
#ifndef TESTS_PTY_H
#define TESTS_PTY_H

#include <stdbool.h>
#include <sys/types.h>

#include "tanya/base.h"

struct pty;

struct pty_setting {
	const char *data;               /* $TANYA_DATA */
	const char *folder;             /* where it runs; NULL: here */
	const char *const *environment; /* NAME=VALUE, ended by NULL; TERM is xterm unless it stands here. NULL: none */
	int rows, columns;
};

/* Starts $TANYA_PROGRAM with words (ended by NULL). */
struct pty *pty_start_in(const struct pty_setting *setting, const char *const *words);
struct pty *pty_start(const char *data, int rows, int columns, const char *const *words); /* the same, here */
/* Types a script: text, and <Enter> <Tab> <BackTab> <Esc> <Backspace> <Up> <Down> <Left> <Right> <Home> <End> <PgUp> <PgDn> <Ins> <Del> <F1>…<F12>
 * <C-x> <M-x> <lt> <M-lt> <M-gt>. Then waits until the program has painted what came of it. False: it ended or did not answer within 10 s. */
bool pty_type(struct pty *pty, const char *script);
void pty_send(struct pty *pty, const char *script); /* the same without waiting */
bool pty_settle(struct pty *pty);                   /* waits for a paint */
int pty_probe(struct pty *pty);                     /* sends a probe without waiting; its number, from 1 */
int pty_send_probed(struct pty *pty, const char *script); /* a few keys and a probe in one write, not
                                                          * waited for; one that is never answered if it failed */
int pty_answered(struct pty *pty, long wait_us);    /* reads, waiting at most so long for bytes; the last probe that was answered, 0: none */
/* 0x0: a terminal that does not tell its size; its screen is 80x24. */
void pty_resize(struct pty *pty, int rows, int columns);
bool pty_settle_resized(struct pty *pty); /* waits for a paint at the size it has now */
const char *pty_screen(struct pty *pty); /* rows as text, ended by LF, blanks at their ends trimmed; valid until the next call */
bool pty_shows(struct pty *pty, const char *text);
pid_t pty_pid(const struct pty *pty);
int pty_fd(const struct pty *pty); /* the terminal's own side: its mode is set and read there too */
void pty_kill(struct pty *pty, int number);
int pty_wait(struct pty *pty); /* exit status, or 128 + signal; what was printed is kept for pty_output */
const char *pty_output(struct pty *pty); /* raw bytes since the start */
void pty_hang_up(struct pty *pty); /* closes the terminal's side */
void pty_free(struct pty *pty);    /* ends what still runs */

char *pty_make_folder(void);            /* a fresh temp folder under $TMPDIR; caller frees with pty_remove_folder */
void pty_remove_folder(char *folder);

#endif
