/* A panel stands above a page and takes all keys: a text to read, a list to choose from, a line to type, or several of these. */
#ifndef TANYA_SCREEN_PANEL_H
#define TANYA_SCREEN_PANEL_H

#include "editor.h"

struct screen;

struct panel_item {
	struct span mark;    /* "1", "3.4", "[x]": in front */
	struct span text;
	struct span tail;    /* at the right edge; the text is cut before it is */
	bool dim;            /* cannot be chosen */
	uint32_t key;        /* character that chooses it at once; 0: none */
	uint64_t value;      /* whatever the panel's maker wants back */
};

enum panel_outcome { PANEL_CHOSEN /* an item, by key or Enter */, PANEL_ENTERED /* Enter in the line */, PANEL_TYPED /* the line changed */, PANEL_CLOSED /* Esc */ };

struct panel {
	struct arena *arena;          /* all texts of items, title and text */
	struct span title, text, hint; /* hint: the bottom line while it stands */
	struct panel_item *items;
	size_t count, capacity, cursor;
	size_t top, shown_top;        /* first item as the last key left it, and as painted: a small window changes only that */
	struct editor *editor;        /* NULL: no line to type */
	bool folds;                   /* two columns where they fit: short items only */
	bool whole;                   /* takes the whole body; else only what it needs, at the bottom */
	bool drafted;                 /* its line is in the journal as it is typed (draft.c) */
	bool searches;                /* its items are what fits the line */
	bool said;                    /* plain mode: as it stands */
	bool any_key;                 /* every key closes it (and is not used up) */
	int text_top, shown_text_top; /* the same of the text's lines */
	int text_rows;                /* of a text longer than its room, as last painted: PgUp and PgDn go by these; 0: all is in sight */
	uint64_t tag;                 /* the maker's own */
	/* What came of a key. The panel is closed before CHOSEN, ENTERED and CLOSED are told; TYPED leaves it standing. `panel` is valid for the call. */
	void (*outcome)(struct screen *screen, struct panel *panel, enum panel_outcome outcome, const struct panel_item *item);
};

struct panel *panel_new(const char *title); /* translated text */
void panel_free(struct panel *panel);
void panel_say(struct panel *panel, struct span text); /* adds a paragraph */
void panel_item(struct panel *panel, struct span mark, struct span text, uint32_t key, uint64_t value, bool dim);
void panel_tail(struct panel *panel, struct span tail); /* of the item added last */
void panel_clear_items(struct panel *panel);
void panel_line(struct panel *panel, struct span text); /* gives it a line to type */
/* True: the panel is done with (outcome tells of what). */
bool panel_key(struct panel *panel, struct key key, int page_rows, enum panel_outcome *outcome, const struct panel_item **item, bool *told);
void panel_paint(struct panel *panel, struct grid *grid, struct rectangle body);

#endif
