/* The keys of the terminals that terminfo knows on this machine, as tigetstr gives them: each comes out as itself once terminfo
 * has taught the decoder, and of most terminals by our own tables alone. */
#include <dirent.h>
#include <fnmatch.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "decoding.h"
#include "keys.h"
#include "terminal/keys.h"
#include "terminfo.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The second dozen as xterm and its like name keys with modifiers. */
static const struct {
	const char *capability, *key;
} capabilities[] = {
	{"kcuu1", "<Up>"},   {"kcud1", "<Down>"},  {"kcub1", "<Left>"},  {"kcuf1", "<Right>"},  {"khome", "<Home>"},   {"kend", "<End>"},
	{"kpp", "<PgUp>"},   {"knp", "<PgDn>"},    {"kich1", "<Ins>"},   {"kdch1", "<Del>"},    {"kcbt", "<S-Tab>"},   {"kent", "<Enter>"},
	{"kf1", "<F1>"},     {"kf2", "<F2>"},      {"kf3", "<F3>"},      {"kf4", "<F4>"},       {"kf5", "<F5>"},       {"kf6", "<F6>"},
	{"kf7", "<F7>"},     {"kf8", "<F8>"},      {"kf9", "<F9>"},      {"kf10", "<F10>"},     {"kf11", "<F11>"},     {"kf12", "<F12>"},
	{"kUP5", "<Up>"},    {"kDN5", "<Down>"},   {"kLFT5", "<W-Left>"}, {"kRIT5", "<W-Right>"}, {"kLFT3", "<W-Left>"}, {"kRIT3", "<W-Right>"},
	{"kLFT", "<Left>"},  {"kRIT", "<Right>"},  {"kHOM", "<Home>"},   {"kEND", "<End>"},     {"kHOM5", "<Home>"},   {"kEND5", "<End>"},
	{"kPRV", "<PgUp>"},  {"kNXT5", "<PgDn>"},  {"kDC", "<Del>"},     {"kDC5", "<Del>"},     {"kIC", "<Ins>"},      {"kf37", ""},
};

/* Those that a person may sit at; others are passed over. */
static const char *const kinds[] = {"xterm*", "rxvt*", "putty*", "linux*", "screen*", "tmux*", "vt100*", "vt102*", "vt220", "konsole*",
	"kitty*", "foot*", "alacritty*", "vte*", "gnome*", "iterm*", "mintty*", "st", "st-*", "stterm*", "nsterm*", "cygwin*", "Eterm*",
	"wezterm*", "ms-terminal", "cons25*", "scoansi*", "contour*", "mlterm*", "dvtm*", "kterm*", "hurd*", "mach*", "wsvt25*"};
/* Their keys are others' by our own tables, or text. */
static const char *const taught_only[] = {
	"*sco*", "cons25*", "mach*", "screen2", "xterm-hp", "xterm*sun", "xterm-vt52", "xterm[cm]"};
/* Not looked at: pieces of entries, and where an entry says what its terminal does not send, or we take for text with Alt. */
static const struct {
	const char *kind, *capability;
} passed_over[] = {{"*+*", "*"}, {"xterm-xf86-v40", "k[LR]?T"}, {"xterm[cm]", "kf12"}, {"nsterm*", "k???3"}, {"vt1*", "kf*"}};

static bool matches(const char *name, const char *const *patterns, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (fnmatch(patterns[i], name, 0) == 0)
			return true;
	return false;
}

static bool passes_over(const char *kind, const char *capability)
{
	for (size_t i = 0; i < COUNT(passed_over); i++)
		if (fnmatch(passed_over[i].kind, kind, 0) == 0 && fnmatch(passed_over[i].capability, capability, 0) == 0)
			return true;
	return false;
}

static void teach(struct decoder *decoder, const void *context)
{
	(void)context;
	terminal_teach(decoder);
}

static size_t check_terminal(const char *kind)
{
	char what[256];
	size_t checked = 0;
	for (size_t i = 0; i < COUNT(capabilities); i++) {
		const char *sequence = terminfo_string(capabilities[i].capability);
		if (!sequence || sequence[0] != '\033' || passes_over(kind, capabilities[i].capability))
			continue;
		snprintf(what, sizeof what, "%s %s", kind, capabilities[i].capability);
		struct decoding decoding = {what, span_of(sequence), capabilities[i].key, teach, NULL};
		decoding_check(&decoding);
		decoding.teach = NULL;
		if (strcmp(sequence, "\033\t") != 0 && !matches(kind, taught_only, COUNT(taught_only)))
			decoding_check(&decoding);
		checked++;
	}
	return checked;
}

struct totals {
	size_t terminals, keys;
};

/* A folder of a terminfo database: entries lie in folders of their first letter. */
static void walk(const char *folder, bool top, struct totals *totals)
{
	struct string path = {0};
	DIR *open = opendir(folder);
	for (struct dirent *entry; open && (entry = readdir(open));) {
		string_clear(&path);
		string_format(&path, "%s/%s", folder, entry->d_name);
		if (top && entry->d_name[0] != '.') {
			walk(string_text(&path), false, totals);
		} else if (!top && matches(entry->d_name, kinds, COUNT(kinds)) && terminfo_load(entry->d_name)) {
			totals->keys += check_terminal(entry->d_name);
			totals->terminals++;
			terminfo_drop();
		}
	}
	if (open)
		closedir(open);
	string_free(&path);
}

static void test_installed_terminals(void **state)
{
	static const char *const folders[] = {"/etc/terminfo", "/lib/terminfo", "/usr/lib/terminfo", "/usr/share/terminfo"};
	const char *more = getenv("TERMINFO_DIRS");
	struct totals totals = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(folders); i++)
		walk(folders[i], true, &totals);
	if (more)
		walk(more, true, &totals);
	print_message("%zu terminals, %zu keys\n", totals.terminals, totals.keys);
	assert_in_range(totals.terminals, 10, 10000);
	assert_in_range(totals.keys, 100, 1000000);
}

/* A VT100's entry calls the keypad's digits F5 to F10: a digit that is typed never refuses an answer. */
static void test_keypad_digits_stay_digits(void **state)
{
	static const struct {
		const char *bytes, *key;
	} cases[] = {{"\033Ot", "4"}, {"\033Ou", "5"}, {"\033Ov", "6"}, {"\033Ow", "7"}, {"\033Ox", "8"}, {"\033Oy", "9"}, {"\033OP", "<F1>"}};
	(void)state;
	assert_true(terminfo_load("vt100"));
	assert_string_equal(terminfo_string("kf7"), "\033Ov");
	for (size_t i = 0; i < COUNT(cases); i++)
		decoding_check(&(struct decoding){cases[i].bytes, span_of(cases[i].bytes), cases[i].key, teach, NULL});
	terminfo_drop();
}

int main(void)
{
	setlocale(LC_ALL, "C.UTF-8");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_installed_terminals),
		cmocka_unit_test(test_keypad_digits_stay_digits),
	};
	return cmocka_run_group_tests_name("terminal/terminfo", tests, NULL, NULL);
}
