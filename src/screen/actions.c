/* The table of actions, and which keys mean which (5-keys). */
#include "app.h"

struct action_row {
	const char *words;
	char letter, control;
	uint8_t function;
	bool changes;
};

static const struct action_row rows[ACTION_COUNT] = {
#define X(name, words, letter, function, control, changes) [ACTION_##name] = {words, letter, control, function, changes},
#include "actions.def"
#undef X
};

static enum action find(size_t member, int wanted)
{
	for (int i = 1; i < ACTION_COUNT; i++) {
		int has = member == 0 ? rows[i].letter : member == 1 ? rows[i].function : rows[i].control;
		if (has && has == wanted)
			return (enum action)i;
	}
	return ACTION_NONE;
}

enum action action_of_letter(uint32_t letter)
{
	return letter < 128 ? find(0, (int)letter) : ACTION_NONE;
}

/* Keys without a letter, digit or F number. */
static enum action plain_action(enum key_kind kind)
{
	static const struct {
		enum key_kind kind;
		enum action action;
	} table[] = {
		{PRESS_TAB, ACTION_NEXT},       {PRESS_PAGE_DOWN, ACTION_NEXT}, {PRESS_BACK_TAB, ACTION_PREVIOUS},
		{PRESS_PAGE_UP, ACTION_PREVIOUS}, {PRESS_ESCAPE, ACTION_MENU},
	};
	for (unsigned i = 0; i < sizeof table / sizeof *table; i++)
		if (table[i].kind == kind)
			return table[i].action;
	return ACTION_NONE;
}

enum action action_of_key(struct key key, bool in_text)
{
	switch (key.kind) {
	case PRESS_FUNCTION:
		return find(1, (int)key.codepoint);
	case PRESS_CONTROL:
		return key.codepoint == 'f' ? ACTION_GO_TO : find(2, (int)key.codepoint);
	case PRESS_ALT:
		return action_of_letter(key.codepoint);
	case PRESS_INSERT:
		return in_text ? ACTION_NONE : ACTION_ROW_ADD;
	case PRESS_DELETE:
		return in_text ? ACTION_NONE : ACTION_ROW_DELETE;
	case PRESS_TEXT:
		return !in_text && key.codepoint == '?' ? ACTION_HELP : ACTION_NONE;
	default:
		return plain_action(key.kind);
	}
}

const char *action_words(enum action action)
{
	return rows[action].words ? _(rows[action].words) : "";
}

bool action_changes(enum action action)
{
	return rows[action].changes;
}

const char *action_key_name(enum action action, struct string *out)
{
	string_clear(out);
	if (rows[action].function)
		string_format(out, "F%d", rows[action].function);
	else if (rows[action].letter)
		string_format(out, "Esc %c", rows[action].letter);
	else if (rows[action].control)
		string_format(out, "Ctrl-%c", rows[action].control - 'a' + 'A');
	return string_text(out);
}

uint32_t action_letter(enum action action)
{
	return (uint32_t)rows[action].letter;
}
