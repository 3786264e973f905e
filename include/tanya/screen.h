/* screen: what a person sees and types. Keys in, intents out, a grid of cells painted: functions, no curses, no I/O.
 * Texts for people go through gettext; English is the source. */
#ifndef TANYA_SCREEN_H
#define TANYA_SCREEN_H

#include "tanya/base.h"
#include "tanya/interview.h"
#include "tanya/questionnaire.h"

/* ---- keys ---------------------------------------------------------------------------------------------------------- */
enum key_kind {
	PRESS_NONE, PRESS_TEXT /* a codepoint */, PRESS_PASTE /* text */, PRESS_ENTER, PRESS_TAB, PRESS_BACK_TAB, PRESS_ESCAPE, PRESS_BACKSPACE,
	PRESS_UP, PRESS_DOWN, PRESS_LEFT, PRESS_RIGHT, PRESS_HOME, PRESS_END, PRESS_PAGE_UP, PRESS_PAGE_DOWN, PRESS_INSERT, PRESS_DELETE,
	PRESS_FUNCTION /* codepoint: 1 to 12 */, PRESS_CONTROL /* codepoint: 'a' to 'z' */, PRESS_ALT /* codepoint: Esc and a character at once */,
	PRESS_WORD_LEFT, PRESS_WORD_RIGHT /* Ctrl- or Alt-arrows */, PRESS_PROBE, /* tests: answered in-band after painting */
	PRESS_LINE /* plain mode: text; codepoint '\n', or 0 for what was typed of a line that did not end */
};
struct key {
	enum key_kind kind;
	uint32_t codepoint;
	struct span text; /* of a paste, probe or line; borrowed until the next decoder_next */
};

/* Bytes and time in, keys out. Knows terminfo's forms (handed in), xterm, rxvt, PuTTY, kitty CSI u, Linux console, screen, tmux;
 * swallows unknown sequences whole; bracketed paste; Esc alone after `escape_ms` of silence; 0x08 and 0x7f both Backspace. */
struct decoder;
struct decoder *decoder_new(int64_t escape_ms); /* 25; 150 over ssh */
void decoder_free(struct decoder *decoder);
void decoder_learn(struct decoder *decoder, const char *sequence, struct key key); /* a terminfo string */
void decoder_feed(struct decoder *decoder, struct span bytes, int64_t now_ms);
bool decoder_next(struct decoder *decoder, int64_t now_ms, struct key *key);
int64_t decoder_deadline_ms(const struct decoder *decoder); /* when to ask again without bytes; -1: no need */
void decoder_discard(struct decoder *decoder); /* type-ahead that must not answer a dialog */
/* Plain mode: from now on bytes are lines, ended by LF, or by Ctrl-C, which is Esc. In a line characters count; a line of one key's
 * sequence is that key. */
void decoder_lines(struct decoder *decoder);
void decoder_end(struct decoder *decoder); /* no more bytes come: what there is of a line is given out as it is */

/* ---- grid ------------------------------------------------------------------------------------------------------------ */
enum ink { INK_PLAIN = 0, INK_BOLD = 1, INK_DIM = 2, INK_REVERSE = 4, INK_UNDERLINE = 8, INK_WARNING = 16, INK_GOOD = 32 };
#define GRID_CELL_CODEPOINTS 4 /* one base and up to three combining; what is beyond is not painted */
struct grid_cell {
	uint32_t text[GRID_CELL_CODEPOINTS]; /* text[0] 0: the second half of a wide one */
	uint32_t ink; /* as wide as the text: no bytes between, so that cells compare whole */
};
struct grid {
	int rows, columns;
	struct grid_cell *cells; /* rows × columns */
	int *used; /* of each row: all cells from this column on are blank, so that nobody looks at them at each key */
	int cursor_row, cursor_column; /* row -1: hidden */
};
void grid_resize(struct grid *grid, int rows, int columns); /* and clears */
void grid_free(struct grid *grid);
void grid_clear(struct grid *grid);
/* Puts text from a place on, clipped at `columns`; returns the column behind it. Controls become U+FFFD. */
int grid_put(struct grid *grid, int row, int column, int columns, struct span text, unsigned ink);
/* A stretch of one character that is one column wide. */
void grid_fill(struct grid *grid, int row, int column, int columns, uint32_t codepoint, unsigned ink);
/* Text that is cut before a tail at the right edge, so that the tail is always seen whole. */
void grid_put_pair(struct grid *grid, int row, int column, int columns, struct span text, unsigned ink, struct span tail, unsigned tail_ink);
/* Lays `count` rows of another grid of the same width, from `first` on, over those from `row` on; its cursor comes with them. */
void grid_lay(struct grid *grid, int row, const struct grid *other, int first, int count);
void grid_text(const struct grid *grid, struct string *out); /* rows as text, blanks at the ends trimmed: tests, plain mode */

/* ---- the application's screen ------------------------------------------------------------------------------------------ */
enum intent_kind {
	INTENT_EVENT,     /* sitting_do(event) */
	INTENT_UNDO, INTENT_REDO,
	INTENT_ATTACH,    /* sitting_attach: `event` is an answer whose v is a path as typed; screen_done is handed the intent with
	                   * the answer that was made of it */
	INTENT_PATHS,     /* screen_paths: what lies where `text` leads, a path as typed */
	INTENT_LEAVE,     /* for later */
	INTENT_COMPLETE,
	INTENT_CLOSE,     /* outcome, reason */
	INTENT_SAVED,     /* Ctrl-S: nothing to do but say so */
	INTENT_RETRY,     /* try the failed commit again */
	INTENT_RESCUE,    /* save the whole interview into another folder: text */
	INTENT_QUIT,      /* leave without saving what cannot be saved; or leave the home screen */
	INTENT_REPAINT,   /* Ctrl-L */
	INTENT_START,     /* home: text is the form's path, reason the case key */
	INTENT_RESUME,    /* home: text is an ID */
	INTENT_SHOW,      /* home: text is an ID */
	INTENT_EXPORT,    /* home: text is a questionnaire id */
	INTENT_ENUMERATOR /* home: text is the name */
};
struct intent {
	enum intent_kind kind;
	struct event event;   /* texts live until the next key */
	struct span text, outcome, reason;
};

/* What home and recovery lines are told; commands/ fills it from the store. */
struct card {
	struct span id, questionnaire, title, status, place, when; /* place: number and label of the question; when: for people */
	struct span form; /* the questionnaire's title, where it is known here */
	uint32_t answered, asked;
	bool trouble;
};
struct form_card {
	struct span path, id, title, version, fault; /* fault: "" or why it cannot be started */
	const struct named_text *cases; /* key and label */
	uint32_t case_count;
};
struct home {
	const struct card *cards; /* the partial ones first */
	uint32_t card_count, partial_count;
	const struct form_card *forms;
	uint32_t form_count;
	struct span enumerator, data;
};

struct screen;
struct screen *screen_new(void);
void screen_free(struct screen *screen);
/* Shows an interview: at its place, with the recovery line and (resume without choosing) its card above until the first key. The interview is
 * borrowed until screen_close. `notice` may be empty. */
void screen_interview(struct screen *screen, struct interview *interview, bool read_only, struct span notice, const struct card *card);
void screen_home(struct screen *screen, const struct home *home); /* borrowed until the next call */
void screen_text(struct screen *screen, struct span title, struct span text); /* a pager above what stands there */
void screen_clock(struct screen *screen, struct moment now, int battery_percent); /* battery -1: none */

/* One key. Afterwards screen_intent gives what is to be done, one by one, until false; each is answered by screen_done before the next. */
void screen_key(struct screen *screen, struct key key, int64_t now_ms);
bool screen_intent(struct screen *screen, struct intent *intent);
/* `refusal` NULL: it was done; effects may be NULL. */
void screen_done(struct screen *screen, const struct intent *intent, const struct effects *effects, const char *refusal);
/* Names that may stand behind the last slash of what is typed, best first; those of folders end in a slash. */
void screen_paths(struct screen *screen, const struct span *names, size_t count, bool more);
bool screen_surprise(struct screen *screen); /* true, once: a dialog has come up, so type-ahead is to be discarded */
/* The disk failed: a dialog offers to try again, to save into another folder, to leave. `broken`: trying again is pointless. */
void screen_trouble(struct screen *screen, const char *what, bool broken);
void screen_notice(struct screen *screen, const char *what); /* one line until the next key */
int64_t screen_deadline_ms(const struct screen *screen); /* next time something is due: draft, clock; -1: nothing */
void screen_tick(struct screen *screen, int64_t now_ms); /* may bring intents (draft events) */
void screen_flush(struct screen *screen); /* the draft of what is typed, now, as an intent (signals, leaving) */
/* Paints into the grid at its size. Below 30x8 it says so. */
void screen_paint(struct screen *screen, struct grid *grid);

/* Plain mode, for screen readers and teletypes: lines (PRESS_LINE) in place of keys, text in place of the grid. Says what is new
 * since it was said last, in lines no wider than `columns` and without control characters, and a prompt; nothing when nothing is new.
 * `again`: the question is wanted whole. */
void screen_plain(struct screen *screen); /* from now on */
void screen_say(struct screen *screen, int columns, bool again, struct string *out);
bool screen_is_masked(const struct screen *screen); /* nobody is to see the line that is awaited */

/* The screen's words, for whoever prints them too. */
const char *screen_state_words(enum answer_state state);
const char *screen_outcome_words(struct span outcome); /* NULL: one that only the questionnaire lists */

#endif
