/* The stage: terminal, decoder, screen and grid, and the one loop that runs a sitting on them. */
#ifndef TANYA_COMMANDS_STAGE_H
#define TANYA_COMMANDS_STAGE_H

#include "command.h"
#include "tanya/screen.h"
#include "tanya/sitting.h"
#include "tanya/terminal.h"

struct stage {
	const struct global *global;
	struct store *store;
	struct terminal *terminal;
	struct decoder *decoder;
	struct screen *screen;
	struct grid grid;
	struct questionnaire *questionnaire; /* of a sitting begun here; a resumed one owns its own */
	struct sitting *sitting;             /* NULL: the home screen */
	bool has_home;                       /* ends go back to the home screen */
	bool troubled; /* a dialog asks what to do about the disk: nothing is tried until it is answered */
	bool over;
	int status;                          /* exit status when over */
	struct string farewell;              /* told on stderr once the terminal is given back */
	int64_t looked_ms;                   /* when the battery and the time zone were looked at */
	int battery_percent;
	bool repaint;
	struct string language;              /* of the screen words now */
	struct home_data *home_data;         /* what the home screen borrows (home.c) */
	struct string probe;                 /* tests: to be answered after painting */
	enum terminal_happening interrupted; /* a signal or hang-up in the midst of a copy; 0: none */
	bool more_keys;                      /* tests: keys may wait behind that probe */
};

/* False, with faults, when there is no fit terminal. */
bool stage_open(struct stage *stage, const struct global *global, struct store *store, struct diagnostics *faults);
int stage_close(struct stage *stage); /* gives the terminal back, tells the farewell; the exit status */
void stage_follow_language(struct stage *stage); /* screen words in the interview's language, where they are translated */
void stage_paint(struct stage *stage);
void stage_run(struct stage *stage);  /* the one loop, until it is over */

/* Put an interview on the stage; false with faults. A questionnaire is taken over, even then. */
bool stage_start(struct stage *stage, struct questionnaire *questionnaire, const char *case_key, struct diagnostics *faults);
bool stage_resume(struct stage *stage, const struct entry *entry, bool with_card, struct diagnostics *faults);

/* The home screen (home.c): fills it anew and shows it. */
void stage_home(struct stage *stage);
void home_free(struct stage *stage);
void home_intent(struct stage *stage, const struct intent *intent);

/* Where forms lie: here, in `questionnaires/` here and where the program is installed, and in the folders of these. */
struct form_folders {
	struct arena *arena;
	const char **items; /* ended by NULL */
	size_t count, capacity;
};
void form_folders_find(struct form_folders *folders);
void form_folders_free(struct form_folders *folders);

struct questionnaire *begin_load(const struct global *global, const char *form, struct diagnostics *faults); /* with --language checked */
/* Puts the case's row of the sample list into the options; false when the list has none. */
bool begin_case(const struct questionnaire *questionnaire, struct span key, struct sitting_options *options, struct arena *arena);
bool begin_case_exists(const struct questionnaire *questionnaire, const char *key, struct diagnostics *faults);
/* Who, where, which language: for `open` and `resume`. `texts` keeps what they borrow. */
void sitting_options_fill(const struct global *global, struct store *store, struct sitting_options *options, struct string *texts);

#endif
