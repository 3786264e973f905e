/* Tables of keys. CSI and SS3 finals as xterm, rxvt, PuTTY, VTE, konsole, kitty, screen, tmux and the Linux console send
 * them; where two terminals mean different keys by the same bytes, terminfo decides (decoder_learn). */
#include "decoder_keys.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define KEY(press) {.kind = PRESS_##press}
#define F(number) {.kind = PRESS_FUNCTION, .codepoint = (number)}
#define CHARACTER(c) {.kind = PRESS_TEXT, .codepoint = (c)}

struct form {
	unsigned code;
	struct key key;
};

/* Finals of both CSI and SS3. */
static const struct form finals[] = {
	{'A', KEY(UP)},   {'B', KEY(DOWN)}, {'C', KEY(RIGHT)}, {'D', KEY(LEFT)}, {'H', KEY(HOME)}, {'F', KEY(END)},
	{'P', F(1)},      {'Q', F(2)},      {'R', F(3)},       {'S', F(4)},      {'a', KEY(UP)},   {'b', KEY(DOWN)},
	{'c', KEY(RIGHT)}, {'d', KEY(LEFT)},
};

/* The keypad in its application mode, and function keys as the VT100 and PuTTY's VT100+ go on with them. */
static const struct form ss3_finals[] = {
	{'M', KEY(ENTER)},     {'I', KEY(TAB)},       {' ', CHARACTER(' ')}, {'j', CHARACTER('*')}, {'k', CHARACTER('+')},
	{'l', CHARACTER(',')}, {'m', CHARACTER('-')}, {'n', CHARACTER('.')}, {'o', CHARACTER('/')}, {'p', CHARACTER('0')},
	{'q', CHARACTER('1')}, {'r', CHARACTER('2')}, {'s', CHARACTER('3')}, {'t', CHARACTER('4')}, {'u', CHARACTER('5')},
	{'v', CHARACTER('6')}, {'w', CHARACTER('7')}, {'x', CHARACTER('8')}, {'y', CHARACTER('9')}, {'T', F(5)},
	{'U', F(6)},           {'V', F(7)},           {'W', F(8)},           {'X', F(9)},           {'Y', F(10)},
	{'Z', F(11)},          {'[', F(12)},
};

static const struct form tilde_numbers[] = {
	{1, KEY(HOME)},    {2, KEY(INSERT)},    {3, KEY(DELETE)}, {4, KEY(END)}, {5, KEY(PAGE_UP)},
	{6, KEY(PAGE_DOWN)}, {7, KEY(HOME)},    {8, KEY(END)},    {11, F(1)},    {12, F(2)},
	{13, F(3)},        {14, F(4)},          {15, F(5)},       {17, F(6)},    {18, F(7)},
	{19, F(8)},        {20, F(9)},          {21, F(10)},      {23, F(11)},   {24, F(12)},
};

/* CSI u: characters by codepoint; other keys by numbers from the private-use area. */
static const struct form coded_keys[] = {
	{8, KEY(BACKSPACE)},      {9, KEY(TAB)},            {13, KEY(ENTER)},          {27, KEY(ESCAPE)},         {127, KEY(BACKSPACE)},
	{57344, KEY(ESCAPE)},     {57345, KEY(ENTER)},      {57346, KEY(TAB)},         {57347, KEY(BACKSPACE)},   {57348, KEY(INSERT)},
	{57349, KEY(DELETE)},     {57350, KEY(LEFT)},       {57351, KEY(RIGHT)},       {57352, KEY(UP)},          {57353, KEY(DOWN)},
	{57354, KEY(PAGE_UP)},    {57355, KEY(PAGE_DOWN)},  {57356, KEY(HOME)},        {57357, KEY(END)},         {57364, F(1)},
	{57365, F(2)},            {57366, F(3)},            {57367, F(4)},             {57368, F(5)},             {57369, F(6)},
	{57370, F(7)},            {57371, F(8)},            {57372, F(9)},             {57373, F(10)},            {57374, F(11)},
	{57375, F(12)},           {57399, CHARACTER('0')},  {57400, CHARACTER('1')},   {57401, CHARACTER('2')},   {57402, CHARACTER('3')},
	{57403, CHARACTER('4')},  {57404, CHARACTER('5')},  {57405, CHARACTER('6')},   {57406, CHARACTER('7')},   {57407, CHARACTER('8')},
	{57408, CHARACTER('9')},  {57409, CHARACTER('.')},  {57410, CHARACTER('/')},   {57411, CHARACTER('*')},   {57412, CHARACTER('-')},
	{57413, CHARACTER('+')},  {57414, KEY(ENTER)},      {57415, CHARACTER('=')},   {57416, CHARACTER(',')},   {57417, KEY(LEFT)},
	{57418, KEY(RIGHT)},      {57419, KEY(UP)},         {57420, KEY(DOWN)},        {57421, KEY(PAGE_UP)},     {57422, KEY(PAGE_DOWN)},
	{57423, KEY(HOME)},       {57424, KEY(END)},        {57425, KEY(INSERT)},      {57426, KEY(DELETE)},
};

static struct key find_form(const struct form *forms, size_t count, unsigned code)
{
	for (size_t i = 0; i < count; i++)
		if (forms[i].code == code)
			return forms[i].key;
	return (struct key){0};
}
#define FIND_FORM(forms, code) find_form(forms, COUNT(forms), (unsigned char)(code))

struct key key_modified(struct key key, unsigned modifiers)
{
	bool by_words = modifiers & (MODIFIER_ALT | MODIFIER_CTRL | MODIFIER_META);
	if (by_words && key.kind == PRESS_LEFT)
		key.kind = PRESS_WORD_LEFT;
	else if (by_words && key.kind == PRESS_RIGHT)
		key.kind = PRESS_WORD_RIGHT;
	else if ((modifiers & MODIFIER_SHIFT) && key.kind == PRESS_TAB)
		key.kind = PRESS_BACK_TAB;
	else if ((modifiers & 15) && key.kind == PRESS_FUNCTION)
		key.kind = PRESS_NONE;
	return key;
}

struct key key_of_control(unsigned char byte)
{
	static const struct form controls[] = {
		{'\r', KEY(ENTER)}, {'\n', KEY(ENTER)}, {'\t', KEY(TAB)}, {'\b', KEY(BACKSPACE)}, {0x7f, KEY(BACKSPACE)}, {3, KEY(ESCAPE)},
	};
	struct key key = FIND_FORM(controls, byte);
	if (key.kind == PRESS_NONE && byte >= 1 && byte <= 26)
		key = (struct key){.kind = PRESS_CONTROL, .codepoint = (uint32_t)('a' + byte - 1)};
	return key;
}

struct key key_of_console(char final)
{
	return final >= 'A' && final <= 'E' ? (struct key)F((uint32_t)(final - 'A' + 1)) : (struct key){0};
}

/* ---- parameters ---- */

#define NUMBERS 3

/* Numbers between semicolons, each with the first of its sub-parameters (behind a colon). */
struct numbers {
	unsigned count, number[NUMBERS], sub[NUMBERS];
};

static struct numbers read_numbers(struct span bytes)
{
	struct numbers read = {.count = bytes.length ? 1 : 0};
	unsigned colons = 0;
	for (size_t i = 0; i < bytes.length; i++) {
		char c = bytes.data[i];
		unsigned which = read.count - 1;
		if (c == ';') {
			read.count++;
			colons = 0;
		} else if (c == ':') {
			colons++;
		} else if (c >= '0' && c <= '9' && which < NUMBERS && colons < 2) {
			unsigned *number = colons ? &read.sub[which] : &read.number[which];
			*number = *number < 10000000 ? *number * 10 + (unsigned)(c - '0') : *number;
		}
	}
	return read;
}

static unsigned modifiers_from(unsigned number)
{
	return number ? number - 1 : 0;
}

/* ---- characters by number ---- */

static bool is_text(unsigned codepoint)
{
	bool control = codepoint < 32 || (codepoint >= 0x7f && codepoint < 0xa0);
	bool private = codepoint >= 0xD800 && codepoint < 0xF900; /* surrogates, and keys that are no characters */
	return !control && !private && codepoint <= 0x10FFFF;
}

/* As the byte that Ctrl with it has always been. */
static struct key controlled(unsigned codepoint)
{
	bool letter = (codepoint >= 'a' && codepoint <= 'z') || (codepoint >= 'A' && codepoint <= 'Z');
	if (codepoint == '[')
		return (struct key)KEY(ESCAPE);
	return letter ? key_of_control(codepoint & 31) : (struct key){0};
}

/* `shifted` and `text`: what the terminal says that it gives with Shift, and in all; 0 when it does not say. */
static struct key coded_key(unsigned code, unsigned modifiers, unsigned shifted, unsigned text)
{
	struct key key = find_form(coded_keys, COUNT(coded_keys), code);
	unsigned held = modifiers & ~(unsigned)MODIFIER_SHIFT & 0x3f; /* above these are the locks */
	if (key.kind != PRESS_NONE)
		return key.kind == PRESS_TEXT && held ? (struct key){0} : key_modified(key, modifiers);
	if ((modifiers & MODIFIER_SHIFT) && !shifted && code >= 'a' && code <= 'z')
		shifted = code - 'a' + 'A';
	unsigned character = (modifiers & MODIFIER_SHIFT) && shifted ? shifted : code;
	if (held == MODIFIER_CTRL)
		return controlled(code);
	if (held == MODIFIER_ALT && is_text(character))
		return (struct key){.kind = PRESS_ALT, .codepoint = character};
	if (!held && is_text(text ? text : character))
		return (struct key){.kind = PRESS_TEXT, .codepoint = text ? text : character};
	return (struct key){0};
}

/* ---- sequences ---- */

#define MODIFY_OTHER_KEYS 27 /* xterm: CSI 27 ; modifiers ; codepoint ~ */
#define RELEASED 3           /* kitty: the kind of event, beside the modifiers */

/* rxvt tells modifiers by the final. */
static unsigned tilde_modifiers(char final, unsigned number)
{
	return final == '^' ? MODIFIER_CTRL : final == '$' ? MODIFIER_SHIFT : final == '@' ? MODIFIER_SHIFT | MODIFIER_CTRL : modifiers_from(number);
}

/* Letters carry 1 and modifiers, or, long ago, the modifiers alone. Other numbers are reports: CSI 24 ; 80 R. */
static struct key lettered(const struct numbers *read, char final, const struct form *forms, size_t count)
{
	struct key key = FIND_FORM(finals, final);
	if (key.kind == PRESS_NONE)
		key = find_form(forms, count, (unsigned char)final);
	bool report = read->count > 1 && (read->number[0] > 1 || final == 'R');
	return report ? (struct key){0} : key_modified(key, modifiers_from(read->number[read->count > 1 ? 1 : 0]));
}

struct key key_of_csi(struct span parameters, char final)
{
	static const struct form csi_finals[] = {{'Z', KEY(BACK_TAB)}};
	struct numbers read = read_numbers(parameters);
	char private = parameters.length && parameters.data[0] >= '<' && parameters.data[0] <= '?' ? parameters.data[0] : '\0';
	bool key = private == '>' && final <= 'S' && final >= 'A'; /* xterm's modifyCursorKeys: 3 */
	if (private && !key)
		return (struct key){0}; /* a report, a mouse: nobody asked */
	if (read.sub[1] == RELEASED)
		return (struct key){0};
	if (final == 'u')
		return coded_key(read.number[0], modifiers_from(read.number[1]), read.sub[0], read.number[2]);
	if (final == '~' && read.number[0] == MODIFY_OTHER_KEYS)
		return coded_key(read.number[2], modifiers_from(read.number[1]), 0, 0);
	if (final == '~' || final == '^' || final == '$' || final == '@')
		return key_modified(find_form(tilde_numbers, COUNT(tilde_numbers), read.number[0]), tilde_modifiers(final, read.number[1]));
	return lettered(&read, final, csi_finals, COUNT(csi_finals));
}

struct key key_of_ss3(struct span parameters, char final)
{
	struct numbers read = read_numbers(parameters);
	struct key key = lettered(&read, final, ss3_finals, COUNT(ss3_finals));
	bool rxvt = final >= 'a' && final <= 'd'; /* Ctrl with an arrow */
	return rxvt ? key_modified(key, MODIFIER_CTRL) : key;
}
