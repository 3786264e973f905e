/* terminfo's own forms, for terminals that no table of ours knows. */
#include "keys.h"
#include "terminfo.h"

/* A real VT100 has four function keys; its entry gives the keypad's digits out as more. A digit stays a digit. */
static bool is_keypad(const char *sequence)
{
	return sequence[1] == 'O' && sequence[2] >= 'a' && sequence[2] <= 'z' && !sequence[3];
}

void terminal_teach(struct decoder *decoder)
{
#define F(number) {.kind = PRESS_FUNCTION, .codepoint = (number)}
	static const struct {
		const char *capability;
		struct key key;
	} table[] = {
		{"kcuu1", {.kind = PRESS_UP}}, {"kcud1", {.kind = PRESS_DOWN}}, {"kcub1", {.kind = PRESS_LEFT}}, {"kcuf1", {.kind = PRESS_RIGHT}},
		{"khome", {.kind = PRESS_HOME}}, {"kend", {.kind = PRESS_END}}, {"kpp", {.kind = PRESS_PAGE_UP}}, {"knp", {.kind = PRESS_PAGE_DOWN}},
		{"kich1", {.kind = PRESS_INSERT}}, {"kdch1", {.kind = PRESS_DELETE}}, {"kcbt", {.kind = PRESS_BACK_TAB}}, {"kent", {.kind = PRESS_ENTER}},
		{"kf1", F(1)}, {"kf2", F(2)}, {"kf3", F(3)}, {"kf4", F(4)}, {"kf5", F(5)}, {"kf6", F(6)},
		{"kf7", F(7)}, {"kf8", F(8)}, {"kf9", F(9)}, {"kf10", F(10)}, {"kf11", F(11)}, {"kf12", F(12)},
	};
#undef F
	for (unsigned i = 0; i < sizeof table / sizeof *table; i++) {
		const char *sequence = terminfo_string(table[i].capability);
		if (sequence && sequence[0] == '\033' && !(table[i].key.kind == PRESS_FUNCTION && is_keypad(sequence)))
			decoder_learn(decoder, sequence, table[i].key);
	}
}
