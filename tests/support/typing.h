/* Typing into one widget of a form: keys in, its cells, entry and last result out. */
#ifndef TANYA_TESTS_TYPING_H
#define TANYA_TESTS_TYPING_H

#include "form.h"
#include "keys.h"
#include "screen/widget.h"

struct typing {
	const char *path, *keys;
	const char *entry;       /* as typing_entry prints it */
	const char *grid;        /* its rows, blanks and empty rows at the end trimmed; NULL: not looked at */
	enum widget_result last; /* what the last key gave */
};

struct widget *typing_widget(struct form *form, const char *path);
enum widget_result typing_press(struct widget *widget, const char *keys); /* 100 ms apart */
/* "12 kg/week other=x", "1:a|2:b" for lists, "(empty)", "(asks)", "(no: why)" with an asterisk in front when it differs
 * from what stands. */
const char *typing_entry(struct widget *widget, struct string *out);
const char *typing_grid(struct widget *widget, int rows, int columns, struct string *out); /* the cursor is not shown */
void typing_check(struct form *form, const struct typing *cases, size_t count, int rows, int columns);

#endif
