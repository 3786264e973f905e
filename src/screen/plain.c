/* Lines to what the screen does at keys. A line is a command or an answer; a backslash in front makes it an answer. */
#include <string.h>

#include "plain.h"

#define LINE_MOST 4095 /* bytes: a terminal drops what comes behind (MAX_CANON of Linux) */

void screen_plain(struct screen *screen)
{
	screen->plain = memory_alloc(sizeof *screen->plain);
	plain_afresh(screen->plain);
}

void plain_afresh(struct plain *plain)
{
	plain->said = plain->section = plain->page = plain->repeat = CELL_NONE;
	plain->told_to = 0;
	string_clear(&plain->standing);
}

void plain_free(struct plain *plain)
{
	if (!plain)
		return;
	string_free(&plain->row_label);
	string_free(&plain->standing);
	string_free(&plain->asked);
	string_free(&plain->refusal);
	string_free(&plain->words);
	string_free(&plain->typed);
	memory_free(plain);
}

void plain_refuse(struct screen *screen, const char *why)
{
	string_clear(&screen->plain->refusal);
	string_add_text(&screen->plain->refusal, why);
}

bool plain_literal(struct span *line)
{
	bool literal = line->length && line->data[0] == '\\';
	if (literal)
		*line = span_sub(*line, 1, SIZE_MAX);
	return literal;
}

/* ---- commands ---- */

struct command {
	enum action action; /* NONE: there is no such command */
	struct span words;  /* behind it: for the line that it asks for */
};

static const struct {
	const char *line;
	enum action action;
	bool in_long; /* also in the middle of a long text */
} lines[] = {
	{"?", ACTION_HELP, true},
	{"<", ACTION_PREVIOUS, true},
	{">", ACTION_ONWARD, true},
	{":", ACTION_MENU, true},
	{".", ACTION_REPAINT, false},
	{"dk", ACTION_DONT_KNOW, false},
	{"rf", ACTION_REFUSED, false},
	{"na", ACTION_NOT_APPLICABLE, false},
};

static bool takes_words(enum action action)
{
	static const enum action taking[] = {ACTION_REMARK, ACTION_GO_TO, ACTION_ASIDE, ACTION_ANSWERER, ACTION_ROW_RENAME};
	for (unsigned i = 0; i < sizeof taking / sizeof *taking; i++)
		if (taking[i] == action)
			return true;
	return false;
}

/* ":g 3.4": what Esc and that letter do. */
static bool is_letter_command(struct span line, struct command *command)
{
	bool parted = line.length == 2 || (line.length > 2 && (line.data[2] == ' ' || line.data[2] == '\t'));
	if (line.data[0] != ':' || !parted)
		return false;
	command->action = line.data[1] == '.' ? ACTION_REPAINT : action_of_letter((unsigned char)line.data[1]);
	command->words = span_trim(span_sub(line, 2, SIZE_MAX));
	if (command->words.length && !takes_words(command->action))
		command->action = ACTION_NONE;
	return true;
}

static bool is_command(struct span line, bool in_long, struct command *command)
{
	struct span bare = span_trim(line);
	*command = (struct command){ACTION_NONE, SPAN("")};
	for (unsigned i = 0; i < sizeof lines / sizeof *lines; i++)
		if (span_is(bare, lines[i].line) && (lines[i].in_long || !in_long))
			command->action = lines[i].action;
	if (command->action != ACTION_NONE || (bare.length && is_letter_command(bare, command)))
		return true;
	if (in_long || !span_starts(bare, SPAN("!")))
		return false;
	*command = (struct command){ACTION_REMARK, span_trim(span_sub(bare, 1, SIZE_MAX))};
	return true;
}

static void go_back(struct screen *screen)
{
	struct field *field = page_focus(screen);
	if (field && widget_escape(field->widget))
		screen->plain->again = true; /* the list whole, or the choices in place of the text of `other` */
	else if (field && screen->page.focus > 0)
		app_field(screen, screen->page.focus - 1);
	else
		app_run_key(screen, ACTION_PREVIOUS);
}

/* A state that is not allowed may have been meant as a word. */
static void say_literal(struct screen *screen)
{
	struct string *complaint = &screen->page.complaint;
	struct field *field = page_focus(screen);
	if (complaint->length && field && widget_takes_text(field->widget) && screen->page.wanted == STATE_UNANSWERED)
		string_format(complaint, "  \\%s %s", string_text(&screen->plain->typed), _("if that is the answer"));
}

static void run_command(struct screen *screen, struct command command)
{
	enum action action = command.action;
	bool state = action == ACTION_DONT_KNOW || action == ACTION_REFUSED || action == ACTION_NOT_APPLICABLE;
	if (!state)
		screen->page.wanted = STATE_UNANSWERED;
	string_clear(&screen->plain->words);
	string_add(&screen->plain->words, command.words);
	screen->plain->words_for = action;
	if (action == ACTION_ANSWERER && command.words.length)
		string_clear(&screen->answerer); /* this one answers from now on, whoever did */
	if (action == ACTION_NONE)
		plain_refuse(screen, _("there is no such command: ? tells which there are"));
	else if (action == ACTION_REPAINT)
		screen->plain->again = true;
	else if (action == ACTION_PREVIOUS)
		go_back(screen);
	else if (action == ACTION_FINISH && screen->page.kind == PAGE_FINISH)
		finish_key(screen, (struct key){PRESS_FUNCTION, 10, {0}});
	else
		app_run_key(screen, action);
	if (state)
		say_literal(screen);
}

/* What it takes to answer first may stand between a command and what it does. */
void plain_ran(struct screen *screen, enum action action)
{
	struct plain *plain = screen->plain;
	struct string words = plain->words;
	if (action != plain->words_for || !words.length || !screen->panel || !screen->panel->editor)
		return;
	plain->words = (struct string){0};
	plain_panel_enter(screen, string_span(&words));
	if (screen->panel && screen->panel->searches && !screen->panel->count)
		plain_panel_close(screen); /* nothing to choose from */
	string_free(&words);
}

/* ---- answers ---- */

static bool is_answerable(const struct screen *screen, const struct field *field)
{
	return field && !screen->read_only && item_has_answer(&interview_questionnaire(screen->interview)->items[field->cell.item]);
}

static void take_answer(struct screen *screen, struct field *field, struct span line, bool literal)
{
	struct string say = {0};
	enum line_result result = LINE_WHOLE;
	if (literal && !line.length)
		widget_empty(field->widget);
	else
		result = widget_take_line(field->widget, line, literal, &say);
	draft_note_change(screen);
	if (result == LINE_WHOLE) {
		record_and(screen, ACTION_NEXT, true);
	} else if (result == LINE_REFUSED) {
		plain_refuse(screen, string_text(&say));
	} else {
		string_clear(&screen->plain->asked);
		string_add(&screen->plain->asked, string_span(&say));
	}
	string_free(&say);
}

static void field_line(struct screen *screen, struct span line, bool literal)
{
	struct field *field = page_focus(screen);
	screen->page.wanted = STATE_UNANSWERED;
	if (is_answerable(screen, field) && line.length >= LINE_MOST)
		app_notice(screen, "%s", _("A terminal takes no longer line than this: please see whether all of it is here"));
	if (is_answerable(screen, field))
		take_answer(screen, field, line, literal);
	else if (line.length && screen->read_only)
		app_notice(screen, "%s", _("This interview is only shown, not changed"));
	else if (line.length)
		plain_refuse(screen, _("nothing is to be answered here: Enter goes on"));
	else if (field)
		record_and(screen, ACTION_NEXT, true);
	else
		app_run(screen, ACTION_NEXT);
}

static void repeat_line(struct screen *screen, struct span line)
{
	bool another = span_is(line, "1") || span_is(line, "+"), on = !line.length || span_is(line, "2");
	if (another && screen->read_only)
		app_notice(screen, "%s", _("This interview is only shown, not changed"));
	else if (another || on)
		repeat_key(screen, (struct key){PRESS_TEXT, another ? '1' : '2', {0}});
	else
		plain_refuse(screen, _("1 or 2 is expected"));
}

static void finish_line(struct screen *screen, struct span line)
{
	if (!line.length)
		finish_key(screen, (struct key){.kind = PRESS_ENTER});
	else if (span_is(line, "f") || span_is(line, "x"))
		finish_key(screen, (struct key){PRESS_TEXT, (uint32_t)line.data[0], {0}});
	else
		run_command(screen, (struct command){ACTION_GO_TO, line});
}

/* "3" opens, "s 3" shows, "e 3" exports; a letter alone is the home screen's key. */
static void home_line(struct screen *screen, struct span line)
{
	int64_t number = 0;
	bool parted = line.length > 1 && (line.data[0] == 's' || line.data[0] == 'e');
	if (!line.length || span_is(line, "."))
		screen->plain->again = true;
	else if (number_parse_whole(parted ? span_trim(span_sub(line, 1, SIZE_MAX)) : line, &number) && number > 0)
		home_do(screen, (size_t)number, parted ? line.data[0] : 0);
	else if (span_is(line, "n") || span_is(line, "q") || span_is(line, "h") || span_is(line, "?"))
		home_key(screen, (struct key){PRESS_TEXT, (uint32_t)line.data[0], {0}});
	else if (span_is(line, ":q") || span_is(line, "<"))
		home_key(screen, (struct key){PRESS_TEXT, 'q', {0}});
	else
		plain_refuse(screen, _("a number is expected, or n, h, q, s or e with a number"));
}

static bool is_in_long(struct screen *screen)
{
	struct field *field = page_focus(screen);
	return field && widget_has_begun(field->widget);
}

static void page_line(struct screen *screen, struct span line)
{
	struct field *field = page_focus(screen);
	struct command command;
	bool dot = span_is(line, ".") && is_answerable(screen, field) && widget_is_multiline(field->widget);
	if (screen->page.kind == PAGE_HOME) {
		home_line(screen, span_trim(line));
		return;
	}
	if (!dot && is_command(line, is_in_long(screen), &command)) {
		run_command(screen, command);
		return;
	}
	bool literal = plain_literal(&line);
	if (dot)
		record_and(screen, ACTION_NEXT, true);
	else if (screen->page.kind == PAGE_FIELDS)
		field_line(screen, line, literal);
	else if (screen->page.kind == PAGE_FINISH)
		finish_line(screen, span_trim(line));
	else
		repeat_line(screen, span_trim(line));
}

/* ---- keys ---- */

/* What was typed of a line when Esc, or the end, came: kept half-typed. */
static void take_part(struct screen *screen, struct span line)
{
	struct string ignored = {0};
	struct field *field = page_focus(screen);
	if (screen->panel && screen->panel->editor)
		panel_line(screen->panel, line);
	else if (!screen->panel && is_answerable(screen, field) && widget_takes_text(field->widget))
		widget_take_line(field->widget, line, true, &ignored);
	if (screen->interview)
		draft_note_change(screen);
	string_free(&ignored);
}

static void take_line(struct screen *screen, struct span line)
{
	screen->plain->prompted = false;
	string_clear(&screen->plain->typed);
	string_add(&screen->plain->typed, span_trim(line));
	if (screen->panel)
		plain_panel_line(screen, line);
	else
		page_line(screen, line);
}

/* Keys that a line consists of: "Esc d", F7, Ctrl-T. */
static void take_other_key(struct screen *screen, struct key key)
{
	enum action action = action_of_key(key, true);
	screen->plain->prompted = screen->plain->prompted && key.kind == PRESS_ESCAPE; /* Ctrl-C ends no line on the terminal */
	if (screen->panel && key.kind == PRESS_ESCAPE)
		plain_panel_close(screen);
	else if (screen->page.kind == PAGE_HOME && key.kind == PRESS_ESCAPE)
		home_key(screen, key);
	else if (!screen->panel && screen->interview && action != ACTION_NONE)
		run_command(screen, (struct command){action, SPAN("")});
	else
		plain_refuse(screen, _("that key does nothing here: ? tells what can be typed"));
}

void plain_key(struct screen *screen, struct key key)
{
	bool part = key.kind == PRESS_LINE && !key.codepoint;
	if (screen->paused && !part)
		end_pause(screen);
	else if (part)
		take_part(screen, key.text);
	else {
		string_clear(&screen->notice);
		string_clear(&screen->card);
		string_clear(&screen->page.complaint);
		string_clear(&screen->plain->refusal);
		screen->behind.given = CELL_NONE;
		if (key.kind == PRESS_LINE)
			take_line(screen, key.text);
		else
			take_other_key(screen, key);
	}
	screen->surprise = screen->surprise || screen->page.complaint.length || screen->plain->refusal.length;
}

/* ---- help ---- */

void plain_commands(struct panel *panel)
{
	static const char *const words[] = {
		N_("Enter goes on: with what stands, or past what may stay empty. Everything is saved at once."),
		N_("Choices: the number or letter before one, its name, or the beginning of its words; several with blanks or commas between."),
		N_("Numbers as spoken: 2.750.000, 2,75jt, 750rb, =12*45000. Dates: 24/11/2010, 5/2010, 2010."),
		N_("A long text: line by line, then one with only a dot."),
		N_("< goes back, > goes on without an answer, . says the question again."),
		N_("dk don't know, rf refused, na not applicable; ! and words: a remark."),
		N_("A backslash first makes an answer of what would be a command: \\dk. Alone it takes the answer away."),
		N_("Ctrl-C opens the menu and closes a dialog, Ctrl-D leaves. Words may stand behind g, n, s, o and e, as in :g 3.4"),
	};
	struct string line = {0};
	for (unsigned i = 0; i < sizeof words / sizeof *words; i++)
		panel_say(panel, span_of(_(words[i])));
	for (int i = 1; i < ACTION_ARRIVE; i++) {
		if (!action_letter((enum action)i))
			continue;
		string_clear(&line);
		string_format(&line, ":%c %s", (char)action_letter((enum action)i), action_words((enum action)i));
		panel_say(panel, string_span(&line));
	}
	string_free(&line);
}
