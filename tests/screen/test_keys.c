/* Each key of the interview, typed: what is seen and what is told after it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "play.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char form_text[] =
	"tanya: 1\nid: keys\nversion: '1'\ntitle: {en: Keys, id: Tombol}\n"
	"default_language: en\nlanguages: {en: English, id: Bahasa}\n"
	"choices:\n"
	"  yes_no: [{name: 'yes', label: {en: 'Yes', id: Ya}}, {name: 'no', label: {en: 'No', id: Tidak}}]\n"
	"survey:\n"
	"  - {name: name, type: text, label: {en: Your name, id: Nama}, guidance_hint: {en: Ask it first, id: Tanya dulu},"
	" states: [dont_know, refused, not_applicable]}\n"
	"  - name: age\n    type: integer\n    required: true\n    label: {en: Your age, id: Umur}\n    states: [refused]\n"
	"    constraint: . < 120\n    constraint_message: {en: Nobody is, id: Tidak ada}\n"
	"    check: [{test: . < 90, message: {en: So old, id: Tua}}]\n"
	"  - {name: good, type: select_one yes_no, appearance: quick, label: {en: Is it good, id: Baguskah}}\n"
	"  - {name: why, type: text, relevant: \"${good} = 'yes'\", label: {en: And why, id: Mengapa}}\n"
	"  - {name: twice, type: calculate, relevant: \"${good} = 'yes'\", label: Twice, calculation: \"'2'\"}\n"
	"  - group: pair\n    label: {en: A pair, id: Sepasang}\n    appearance: field-list\n    children:\n"
	"      - {name: one, type: text, label: {en: First, id: Satu}}\n"
	"      - {name: two, type: text, label: {en: Second, id: Dua}}\n"
	"  - repeat: people\n    label: {en: People, id: Orang}\n    children:\n"
	"      - {name: who, type: text, label: {en: Who is it, id: Siapa}}\n"
	"      - {name: trade, type: text, label: {en: What trade, id: Kerja}}\n"
	"  - {name: story, type: text, appearance: multiline, label: {en: The story, id: Cerita}}\n";

PLAY_FIXTURES(form_text)

struct keyed {
	const char *before, *keys; /* what brings there, and the keys that are shown */
	const char *seen, *gone;   /* on screen after them, and not; NULL: whatever */
	const char *told;          /* after `before`; NULL: whatever */
};

static void run(const struct keyed *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		play_close(&play);
		setup(NULL);
		play_type(&play, cases[i].before);
		string_clear(&play.told);
		play_type(&play, cases[i].keys);
		if (cases[i].told)
			play_told(&play, cases[i].told);
		if (cases[i].seen)
			play_sees(&play, cases[i].seen);
		if (cases[i].gone)
			play_sees_not(&play, cases[i].gone);
	}
}

#define RUN(...) \
	do { \
		static const struct keyed cases[] = {__VA_ARGS__}; \
		(void)state; \
		run(cases, COUNT(cases)); \
	} while (0)

#define TO_AGE "<PgDn>"
#define TO_GOOD "<PgDn><PgDn>"
#define TO_PAIR "<PgDn><PgDn><PgDn>"
#define TO_PEOPLE TO_PAIR "<PgDn>"
#define TO_STORY TO_PEOPLE "2"

static void test_forward_and_back(void **state)
{
	RUN({"", "<Enter>", "Your age", "Your name", ""}, {"", "Siti<Enter>", "Your age", NULL, "answer name Siti\n"},
		{"", "Siti<Tab>", "Your age", NULL, "answer name Siti\n"}, {"", "<PgDn>", "Your age", NULL, ""},
		{"", "Siti<PgDn>", "Your age", NULL, "answer name Siti\n"}, {TO_AGE, "<S-Tab>", "Your name", "Your age", ""},
		{TO_AGE, "<PgUp>", "Your name", "Your age", ""}, {TO_AGE, "4<S-Tab>", "Your name", NULL, "answer age 4\n"},
		{"", "<S-Tab>", "This is the first question", NULL, ""});
}

static void test_help(void **state)
{
	RUN({"", "<M-h>", "Ask it first", "Your age", ""}, {"", "<F1>", "Enter takes the answer", NULL, ""},
		{TO_GOOD, "?", "Help", NULL, ""}, {"", "?", "?", "Help", NULL}, {"Sit", "<F1><Esc>i", "Siti", "Help", ""});
}

static void test_languages(void **state)
{
	RUN({"", "<F2>", "Nama", "Your name", "language id\n"}, {"", "<M-l>", "Nama", "Your name", "language id\n"},
		{"Si", "<F2>ti<Enter>", "Umur", NULL, "draft name 0 0 Si\nlanguage id\nanswer name Siti\n"},
		{"<F2>", "<F2>", "Your name", "Nama", "language en\n"}, {"", "<M-v>", "Nama", NULL, ""},
		{"", "<M-v>", "Your name", NULL, ""}, {"<M-v>", "<M-v>", NULL, "Nama", ""});
}

static void test_map(void **state)
{
	RUN({"", "<F3>", "All questions", NULL, ""}, {"", "<M-m>", "Second", NULL, NULL}, {"", "<C-o>", "The story", NULL, ""},
		{"", "<F3><Down><Enter>", "Your age", "Your name", ""}, {"", "<F3>", "not asked", NULL, ""},
		{"", "Siti<F3><Down><Enter>", "Your age", NULL, "answer name Siti\n"},
		{"", "<F3><Down><Down><Down><Enter>", "All questions", NULL, ""}, {"", "<F3><Esc>", "Your name", "All", ""});
}

static void test_remark(void **state)
{
	RUN({"", "<F4>", "Remark (a quote", NULL, ""}, {"", "<M-n>", "Remark (a quote", NULL, ""},
		{"", "<C-n>", "Remark (a quote", NULL, ""}, {"", "<F4>a<Enter>", "“ a", NULL, "remark name a\n"},
		{"<F4>a<Enter>", "<F4><BS><Enter>", "Your name", "“", "remark name\n"},
		{"", "<F4>a<Esc>", "Your name", "Remark (", ""});
}

static void test_todo(void **state)
{
	RUN({"", "<F5>", "Your age", NULL, ""}, {"", "<M-t>", "Your age", NULL, ""},
		{TO_PEOPLE, "<F5>", "The story", NULL, ""}, {"<PgDn>4<Enter>" TO_STORY, "<F5>", "Your name", NULL, NULL});
}

static void test_go_to(void **state)
{
	RUN({"", "<F6>", "Go to: number, name or words", NULL, ""}, {"", "<M-g>", "Go to", NULL, ""}, {"", "<C-g>", "Go to", NULL, ""},
		{"", "<C-f>", "Go to", NULL, ""}, {"", "<F6>story<Enter>", "The story", "Go to", ""},
		{"", "<F6>2<Enter>", "Your age", NULL, ""}, {"", "<F6>the s", "1  ", "Your age", ""},
		{"", "<F6>STO", "The story", NULL, ""}, {"", "<F6>seco<Enter>", "Second", "Go to", ""},
		{"", "<F6>zzz<Enter>", "Your name", "Go to", ""});
}

static void test_what_is_not_asked_is_not_gone_to(void **state)
{
	RUN({"", "<F6>why", "not asked because of 3", NULL, ""}, {"", "<F6>why<Enter>", "Your name", "Go to", ""},
		{"", "<F6>why<Enter>", "And why — not asked because of 3", NULL, ""}, {"", "<F6>zzz<Enter>", "No question fits “zzz”", NULL, ""},
		{TO_GOOD "1", "<F6>why<Enter>", "And why", NULL, NULL});
}

static void test_back_to_where_I_was(void **state)
{
	RUN({"<F6>story<Enter>", "<M-b>", "Your name", "The story", ""}, {"<F6>story<Enter>", "<C-p>", "Your name", NULL, ""},
		{"", "<M-b>", "Nowhere to go back to", NULL, ""}, {"<PgDn><F10>", "<C-p>", "Your age", NULL, ""},
		{"<F6>2<Enter><F6>story<Enter>", "<C-p><C-p>", "Your name", NULL, ""});
}

static void test_first_and_last(void **state)
{
	RUN({TO_STORY, "<M-lt>", "Your name", "The story", ""}, {TO_PAIR "a<Enter><M-lt>", "<M-gt>", "A pair", NULL, ""});
}

static void test_states(void **state)
{
	RUN({"", "<F7>", "Your age", NULL, "answer name dont_know\n"}, {"", "<M-d>", "Your age", NULL, "answer name dont_know\n"},
		{"", "<F8>", "Your age", NULL, "answer name refused\n"}, {"", "<M-r>", "Your age", NULL, "answer name refused\n"},
		{"", "<C-r>", "Your age", NULL, "answer name refused\n"}, {"", "<F9>", "Your age", NULL, "answer name not_applicable\n"},
		{"", "<M-a>", "Your age", NULL, "answer name not_applicable\n"}, {"<F8>", "<PgUp>", "refused", NULL, ""});
}

static void test_a_state_over_an_answer(void **state)
{
	RUN({"Siti<Enter><PgUp>", "<F8>", "the same key again replaces it", "Your age", ""},
		{"Siti<Enter><PgUp>", "<F8><F8>", "Your age", NULL, "answer name refused\n"},
		{"Siti<Enter><PgUp>", "<F8><F7>", "the same key again", NULL, ""},
		{"Siti<Enter><PgUp>", "<F8><Left><F8>", "the same key again", NULL, ""});
}

static void test_a_state_that_is_not_allowed(void **state)
{
	RUN({TO_AGE, "<F7>", "This is not allowed for this question  F8 refused", "F9", ""}, {TO_AGE, "<F8>", "Is it good", NULL, NULL});
}

/* Who answers is told with the answer; who is to be asked, is asked about. */
static void test_who_answers(void **state)
{
	RUN({"", "<M-o>husband<Enter>", "answering: husband", NULL, ""},
		{"<M-o>husband<Enter>", "Siti<Enter><PgUp>", "answered by: husband", NULL, "answer name Siti by husband\n"},
		{"<M-o>husband<Enter>", "<F7><PgUp>", "answered by: husband", NULL, "answer name dont_know by husband\n"},
		{"<M-o>husband<Enter><M-o>", "Siti<Enter><PgUp>", "Siti", "husband", "answer name Siti\n"},
		{"<M-o>husband<Enter><M-o>", "<M-o>", "husband", "answering", ""}, {"", "<M-o>x<Esc>Siti<Enter>", "Your age", NULL, "answer name Siti\n"},
		{"<C-t>husband<Enter><PgUp>", "Siti<Enter>", "Who answered?", NULL, ""},
		{"<C-t>husband<Enter><PgUp>Siti<Enter>", "1<PgUp>", "answered by: husband", NULL, "aside name\nanswer name Siti by husband\n"},
		{"<C-t>husband<Enter><PgUp>Siti<Enter>", "2<PgUp>", "Siti", "husband", "aside name\nanswer name Siti\n"},
		{"<C-t>husband<Enter><PgUp>Siti<Enter>", "<Esc>", "Siti", "Who answered?", ""},
		{"<C-t>husband<Enter><PgUp>", "<M-o>", "husband", "answering", ""},
		{"<C-t>husband<Enter><PgUp><M-o><Enter>", "Siti<Enter>", "Your age", "Who answered?", "aside name\nanswer name Siti by husband\n"});
}

static void test_the_finish_list(void **state)
{
	RUN({"<C-t>husband<Enter><PgDn><C-t><Enter><C-t>husband<Enter>", "<F10>", "Set aside: 2 for husband, 1 for later", NULL, ""},
		{"<F10>", "<Down><Down><Enter>", "Your name", "In the way", ""}, {"<F10>", "<Down><Up><Up>", "The story", "In the way", ""},
		{"<F10>", "<Down><Enter>", "Your age", "In the way", ""});
}

static void test_aside(void **state)
{
	RUN({"", "<M-s><Enter>", "Your age", NULL, "aside name later\n"}, {"", "<C-t>husband<Enter>", "Your age", NULL, "aside name husband\n"},
		{"<C-t>husband<Enter>", "<PgUp>", "set aside: husband", NULL, ""}, {"", "<M-s><Esc>", "Your name", "Set aside", ""},
		{"<C-t><Enter><PgUp>", "Siti<Enter><PgUp>", "Siti", "set aside", "aside name\nanswer name Siti\n"},
		{"<C-t><Enter><PgUp>", "<F7><PgUp>", "doesn't know", "set aside", "aside name\nanswer name dont_know\n"},
		{"Siti<Enter><PgUp><C-t><Enter><PgUp>", "<Enter><PgUp>", "set aside: later", NULL, ""},
		{"<C-t><Enter><PgUp>Siti<Enter>", "<C-z><C-z>", "set aside: later", "Siti", NULL});
}

static void test_rows(void **state)
{
	RUN({TO_PEOPLE, "1", "Who is it", NULL, "row_add people[1]\n"}, {TO_PEOPLE "1", "<M-+>", "Who is it", NULL, "row_add people[2]\n"},
		{TO_PEOPLE, "<Ins>", "Who is it", NULL, "row_add people[1]\n"},
		{TO_PEOPLE "1", "<M-->", NULL, NULL, "row_remove people[1]\n"},
		{TO_PEOPLE "1Ani<Enter>", "<M-->", "Delete this row with its answers?", NULL, ""},
		{TO_PEOPLE "1Ani<Enter>", "<M-->y", NULL, "What trade", "row_remove people[1]\n"},
		{TO_PEOPLE "1Ani<Enter>", "<M--><Esc>", "What trade", "Delete", ""},
		{TO_PEOPLE "1", "<M-e>Bu Ani<Enter>", "Bu Ani", NULL, "row_rename people[1] Bu Ani\n"},
		{TO_PEOPLE "1<Enter>tofu<Enter>1<Enter>", "<M-c>", "2                           >tofu", NULL, "answer people[2]/trade tofu\n"},
		{TO_PEOPLE "1<Enter>tofu<Enter>1<Enter>", "<M-c><PgDn>", "another one", NULL, "answer people[2]/trade tofu\n"},
		{TO_PEOPLE "1<Enter>", "<M-c>", "There is no row above", NULL, ""}, {"", "<M-+>", "There are no rows here", NULL, ""});
}

static void test_row_keys_outside_text_only(void **state)
{
	RUN({TO_PEOPLE "1ab<Home>", "<Del>", NULL, "Delete", ""}, {TO_PEOPLE "1ab", "<Ins>", "Who is it", NULL, ""},
		{TO_PEOPLE "1Ani<Enter><S-Tab>", "<Home><Del><Enter>", "What trade", "Delete", "answer people[1]/who ni\n"},
		{TO_PEOPLE, "<Del>", "Go to the row first", NULL, ""});
}

static void test_pause(void **state)
{
	RUN({"", "<M-p>", "Paused", "Your name", "pause\n"}, {"Si<M-p>", "x", "Your name", "Paused", "continue\n"},
		{"Si<M-p>", "xti<Enter>", "Your age", NULL, "continue\nanswer name Siti\n"});
}

static void test_undo_and_redo(void **state)
{
	RUN({"Siti<Enter>", "<M-u>", "Undone: answer to 1  Your name", NULL, "undo\n"}, {"Siti<Enter>", "<C-z>", "Your name", "Siti", "undo\n"},
		{"Siti<Enter><C-z>", "<M-y>", "Siti", NULL, "redo\n"}, {"Siti<Enter><C-z>", "<C-y>", "Siti", NULL, "redo\n"});
}

static void test_finish(void **state)
{
	RUN({"", "<F10>", "0 of 6 questions are answered", "/±6", ""}, {"", "<M-f>", "In the way (Enter goes", NULL, ""},
		{TO_STORY, "x<Tab>", "In the way (Enter goes", NULL, "answer story x\n"});
}

static void test_finish_goes_to_the_first_in_the_way(void **state)
{
	RUN({"<F10>", "<Enter>", "Your age", "of 6 questions", ""}, {TO_STORY "<Tab>", "f", "Your age", NULL, ""},
		{"<F10>", "<C-p>", "Your name", NULL, ""});
}

static void test_finish_completes(void **state)
{
	RUN({"<PgDn>4<Enter><F10>", "<Enter>", NULL, NULL, "complete\n"}, {"<PgDn>4<Enter><F10>", "<F10>", NULL, NULL, "complete\n"},
		{"<PgDn>4<Enter><F10>", "f", NULL, NULL, "complete\n"});
}

static void test_finish_by_itself_wants_its_letter(void **state)
{
	RUN({"<PgDn>4<Enter>" TO_PEOPLE "2<Tab>", "<Enter>", "f completes the interview", NULL, ""},
		{"<PgDn>4<Enter><PgDn><PgDn>2<Tab>", "f", NULL, NULL, "complete\n"});
}

static void test_leave(void **state)
{
	RUN({"", "<M-q>", "Leave the interview?", NULL, ""}, {"", "<C-q>", "All is saved already", NULL, ""},
		{"", "<C-q><Enter>", NULL, NULL, "leave\n"}, {"", "<C-q><Esc>", "Your name", "Leave", ""},
		{"Si", "<C-q><Enter>", NULL, NULL, "answer name Si\nleave\n"});
}

static void test_leave_with_an_outcome(void **state)
{
	RUN({"", "<C-q>x", "End it: with which outcome?", NULL, ""}, {"", "<C-q>x2", "The reason, in words", NULL, ""},
		{"", "<C-q>x2rain<Enter>", NULL, NULL, "close broken_off rain\n"}, {"", "<C-q>x2<Enter>", NULL, NULL, "close broken_off\n"},
		{"", "<C-q>x<Esc>", "Your name", "End the", ""}, {"", "<C-q>x2<Esc>", "Your name", "reason", ""});
}

static void test_menu(void **state)
{
	RUN({"", "<Esc>", "Menu", NULL, ""}, {"", "<Esc>m", "All questions", "Menu", ""}, {"", "<Esc>g", "Go to", NULL, ""},
		{"", "<Esc>d", "Your age", NULL, "answer name dont_know\n"}, {"", "<Esc><Enter>", "Help", "Menu", ""},
		{"", "<Esc><Down><Enter>", "Nama", "Menu", "language id\n"}, {"Si", "<Esc><Esc>ti<Enter>", "Your age", NULL, "answer name Siti\n"},
		{"", "<Esc>k", "Menu", NULL, ""});
}

static void test_esc_closes_without_effect(void **state)
{
	RUN({"", "<Esc><Esc>", "Your name", "Menu", ""}, {"", "<F1><Esc>", "Your name", "Help", ""}, {"", "<F3><Down><Esc>", "Your name", "All", ""},
		{"", "<F6>age<Esc>", "Your name", "Go to", ""}, {"", "<C-q><Esc>", "Your name", "Leave", ""},
		{TO_AGE "95<Enter>", "<Esc>", "Your age", "So old", ""}, {TO_AGE "95<Enter>3x", "<Esc>", "95", "reason", ""});
}

static void test_quiet_control_keys(void **state)
{
	RUN({"", "<C-s>", "Everything is saved already", NULL, ""}, {"", "<C-b>", "Your name", "saved", ""},
		{"Si", "<C-b>ti<Enter>", "Your age", NULL, "answer name Siti\n"}, {"", "<C-l>", "Your name", NULL, "repaint\n"},
		{"Si<F1>", "<C-l>", "Help", NULL, "repaint\n"});
}

static void test_enter_on_empty(void **state)
{
	RUN({"", "<Enter>", "Your age", NULL, ""}, {TO_AGE, "<Enter>", "An answer is needed here  F8 refused", "good", ""},
		{TO_AGE, "<Tab>", "An answer is needed here", NULL, ""}, {TO_AGE, "<PgDn>", "Is it good", NULL, ""},
		{TO_AGE "<Enter>", "4<Enter>", "Is it good", NULL, "answer age 4\n"});
}

static void test_enter_on_a_refused_value(void **state)
{
	RUN({TO_AGE, "130<Enter>", "Nobody is", "good", ""}, {TO_AGE, "4x<Enter>", "Your age", "good", ""},
		{TO_AGE "130<Enter>", "<BS><Enter>", "Is it good", NULL, "answer age 13\n"});
}

static void test_another_move_drafts_what_is_refused(void **state)
{
	RUN({TO_AGE, "130<PgDn>", "Is it good", NULL, "draft age 0 0 130\n"}, {TO_AGE, "4x<F6>1<Enter>", "Your name", NULL, "draft age 0 0 4x\n"},
		{TO_AGE "130<PgDn>", "<PgUp>", "130", NULL, ""}, {TO_AGE "130<PgDn>", "<F3>", "typed, not accepted", NULL, ""},
		{TO_AGE "130<PgDn>", "<F10>", "typed, not accepted", NULL, ""});
}

static void test_another_move_records(void **state)
{
	RUN({"Siti", "<PgDn>", "Your age", NULL, "answer name Siti\n"}, {"Siti", "<F6>story<Enter>", "The story", NULL, "answer name Siti\n"},
		{"Siti", "<F10>", NULL, NULL, "answer name Siti\n"}, {"Siti", "<F5>", "Your age", NULL, "answer name Siti\n"},
		{TO_AGE "95", "<PgDn>", "So old", NULL, ""}, {TO_AGE "95", "<PgDn>1", "Is it good", NULL, "answer age 95\noverride age 95 confirmed\n"},
		{TO_AGE "95", "<PgDn><Esc>", "Your age", "So old", ""});
}

static void test_soft_check(void **state)
{
	RUN({TO_AGE, "95<Enter>", "So old", NULL, ""}, {TO_AGE "95<Enter>", "1", "Is it good", NULL, "answer age 95\noverride age 95 confirmed\n"},
		{TO_AGE "95<Enter>", "2", "Is it good", NULL, "answer age 95\noverride age 95 estimate\n"},
		{TO_AGE "95<Enter>", "3her book<Enter>", "Is it good", NULL, "draft age 0 0 95\nanswer age 95\noverride age 95 her book other\n"},
		{TO_AGE "95<Enter>", "3<Enter>", "Your age", "good", NULL}, {TO_AGE "95<Enter>", "<Esc><BS>1<Enter>", "So old", NULL, ""},
		{TO_AGE "95<Enter>", "<Esc><BS><BS>41<Enter>", "Is it good", NULL, "answer age 41\n"});
}

#define UNASKING TO_GOOD "1so<Enter><PgUp><PgUp>"

static void test_unasking(void **state)
{
	RUN({UNASKING, "2", "These answers would be taken out", NULL, ""}, {UNASKING, "2", "And why", NULL, ""},
		{UNASKING, "2<Enter>", "A pair", "taken out", "answer good no\n"}, {UNASKING, "2<Esc>", "Is it good", "taken out", ""},
		{UNASKING, "2", NULL, "Twice", ""}, /* nobody answered it */
		{TO_GOOD "1<PgUp>", "2", "A pair", "taken out", "answer good no\n"},
		{UNASKING "2<Enter><PgUp>", "1", "so", NULL, "answer good yes\n"});
}

static void test_field_list(void **state)
{
	RUN({TO_PAIR, "a<Enter>b<Enter>", "another", "A pair", "answer one a\nanswer two b\n"},
		{TO_PAIR, "<Enter>b<Enter>", NULL, "A pair", "answer two b\n"}, {TO_PAIR, "a<PgDn>", NULL, "A pair", "answer one a\n"},
		{TO_PAIR, "a<Down>b<PgUp>", "Is it good", NULL, "answer one a\nanswer two b\n"});
}

/* A stranger went on by Enter, and did not see that nothing was answered. */
static void test_what_is_left_unanswered(void **state)
{
	RUN({"", "<Enter>", " 1  not answered ─", NULL, ""}, {"", "<PgDn>", " 1  not answered ─", NULL, ""},
		{"", "S<Enter>", " 1  S ─", "not answered", NULL}, {"", "<F7>", " 1  doesn't know ─", "not answered", NULL},
		{"S<Enter>", "<PgDn>", " 2  not answered ─", " 1  S", NULL}, {TO_PAIR, "<Enter><Enter>", " 2 not answered ─", NULL, ""},
		{TO_PAIR, "<Enter>b<Enter>", " 5.2  b · 5.1  not answered ─", NULL, NULL}, {TO_PAIR, "<Enter>", NULL, "5.1  not", NULL},
		{TO_PAIR, "a<Enter>b<Enter>", " 5.2  b ─", "not answered", NULL}, {"<Enter>", "<S-Tab>", NULL, "not answered", ""},
		{"<Enter>", "<F6>3<Enter>", NULL, "not answered", NULL}, {"<Enter><F2>", "", " 1  belum dijawab ─", NULL, NULL},
		{"", "<PgDn>x<PgDn>", " 2  typed, not accepted ─", NULL, NULL});
}

static void test_open_repeat(void **state)
{
	RUN({TO_PEOPLE, "", "1  add the first one", NULL, ""}, {TO_PEOPLE "1Ani<Enter><Enter>", "", "1  another one", NULL, ""},
		{TO_PEOPLE, "2", "The story", NULL, ""}, {TO_PEOPLE, "<Enter>", "The story", NULL, ""},
		{TO_PEOPLE "1Ani<Enter><Enter>", "1", "6.1[2]  Who is it", NULL, "row_add people[2]\n"});
}

static void test_tab_in_long_text(void **state)
{
	RUN({TO_STORY, "a<Enter>b<Tab>", "questions are answered", NULL, "answer story a\nb\n"});
}

static void test_quick_goes_on(void **state)
{
	RUN({TO_GOOD, "1", "And why", "Is it good", "answer good yes\n"}, {TO_GOOD, "2", "A pair", NULL, "answer good no\n"},
		{TO_GOOD, "<BS>", "Your age", NULL, ""});
}

static void test_quick_swallows_an_enter(void **state)
{
	(void)state;
	play_type(&play, TO_GOOD);
	play_burst(&play, "1<Enter>", 200);
	play_sees(&play, "And why");
	play_burst(&play, "<Enter>", 200);
	play_sees(&play, "A pair");
}

static void test_type_ahead_is_void_after_a_dialog(void **state)
{
	static const struct {
		const char *keys;
		bool surprise;
	} cases[] = {
		{"Siti<Enter>", false}, {"95<Enter>", true}, {"<Esc><BS><BS>4<Enter>", false}, {"1", false}, {"so<Enter>", false},
		{"<PgUp><PgUp>2", true}, {"<Enter>", false}, {"<F3>", false}, {"<Esc><F4>", false}};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		play_type(&play, cases[i].keys);
		if (play.surprise != cases[i].surprise)
			fail_msg("%s: %s\n%s", cases[i].keys, play.surprise ? "a surprise" : "no surprise", play_screen(&play));
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_forward_and_back), TEST(test_help), TEST(test_languages), TEST(test_map), TEST(test_remark), TEST(test_todo),
		TEST(test_go_to), TEST(test_what_is_not_asked_is_not_gone_to), TEST(test_back_to_where_I_was), TEST(test_first_and_last),
		TEST(test_states), TEST(test_a_state_over_an_answer), TEST(test_a_state_that_is_not_allowed), TEST(test_aside), TEST(test_who_answers), TEST(test_the_finish_list),
		TEST(test_rows), TEST(test_row_keys_outside_text_only), TEST(test_pause), TEST(test_undo_and_redo), TEST(test_finish),
		TEST(test_finish_goes_to_the_first_in_the_way), TEST(test_finish_completes), TEST(test_finish_by_itself_wants_its_letter),
		TEST(test_leave), TEST(test_leave_with_an_outcome), TEST(test_menu), TEST(test_esc_closes_without_effect),
		TEST(test_quiet_control_keys), TEST(test_enter_on_empty), TEST(test_enter_on_a_refused_value),
		TEST(test_another_move_drafts_what_is_refused), TEST(test_another_move_records), TEST(test_soft_check), TEST(test_unasking),
		TEST(test_field_list), TEST(test_what_is_left_unanswered), TEST(test_open_repeat), TEST(test_tab_in_long_text), TEST(test_quick_goes_on),
		TEST(test_quick_swallows_an_enter), TEST(test_type_ahead_is_void_after_a_dialog),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
