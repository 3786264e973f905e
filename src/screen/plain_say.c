/* Plain mode: what is new on the screen, as text. A question comes in the order in which it is heard best: number and
 * label, hint, what can be answered, what stands. Nothing is said twice but when it is asked for. */
#include <string.h>

#include "plain.h"

/* ---- words ---- */

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool stands_alone(struct span text, size_t at, size_t length)
{
	return (at == 0 || !is_word(text.data[at - 1])) && (at + length == text.length || !is_word(text.data[at + length]));
}

/* One hint or sentence. */
static void replace_keys(struct span text, struct string *out)
{
	static const struct {
		struct span key;
		const char *typed;
	} keys[] = {{{"F7", 2}, "dk"}, {{"F8", 2}, "rf"}, {{"F9", 2}, "na"}, {{"F4", 2}, "!"}, {{"Esc", 3}, "<"}};
	for (size_t at = 0; at < text.length;) {
		unsigned i = 0;
		while (i < sizeof keys / sizeof *keys && !(span_starts(span_sub(text, at, SIZE_MAX), keys[i].key) && stands_alone(text, at, keys[i].key.length)))
			i++;
		bool found = i < sizeof keys / sizeof *keys;
		if (found)
			string_add_text(out, keys[i].typed);
		else
			string_add_byte(out, text.data[at]);
		at += found ? keys[i].key.length : 1;
	}
}

/* Hints stand three blanks apart; those about arrows mean nothing here. */
void plain_keys(struct span text, struct string *out)
{
	for (struct span rest = text; rest.length;) {
		size_t gap = span_find(rest, SPAN("   "));
		struct span hint = span_sub(rest, 0, gap);
		rest = gap == SIZE_MAX ? SPAN("") : span_sub(rest, gap + 3, SIZE_MAX);
		if (span_starts(hint, SPAN("↑")))
			continue;
		string_add_text(out, out->length ? "; " : "");
		replace_keys(hint, out);
	}
}

static void add_line(struct string *out, const char *name, struct span text)
{
	if (span_ends(text, SPAN("\n")))
		text.length--;
	if (text.length)
		string_format(out, "%s%s%.*s\n", name, *name ? ": " : "", SPAN_ARGUMENTS(text));
}

/* ---- headings ---- */

static struct cell section_of(const struct screen *screen)
{
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	struct cell cell = {screen->page.cell.item, 0};
	if (cell.item == NONE)
		return CELL_NONE;
	while (questionnaire->items[cell.item].parent != NONE)
		cell.item = questionnaire->items[cell.item].parent;
	return questionnaire->items[cell.item].kind == ITEM_GROUP ? cell : CELL_NONE;
}

/* The section, and how far one has come. */
static void say_section(struct screen *screen, struct string *out)
{
	struct string title = {0};
	struct cell section = section_of(screen);
	bool same = cell_equal(section, screen->plain->section);
	screen->plain->section = section;
	if (!same && section.item != NONE) {
		cell_title(screen, section, &title);
		string_format(&title, " · ");
		string_format(&title, _("%u of about %u"), page_number(screen), screen->page.about);
		add_line(out, "", string_span(&title));
	}
	string_free(&title);
}

static void say_row(struct screen *screen, struct cell here, struct string *out)
{
	struct string name = {0};
	struct cell repeat = interview_repeat_of(screen->interview, here);
	struct cell row = repeat.item == NONE ? CELL_NONE : (struct cell){repeat.item, here.row};
	struct span label = repeat.item == NONE ? SPAN("") : interview_row(screen->interview, repeat.item, here.row)->label;
	struct string *said = &screen->plain->row_label;
	bool same = cell_equal(row, screen->plain->repeat) && span_equal(label, string_span(said));
	screen->plain->repeat = row;
	string_clear(said);
	string_add(said, label);
	if (!same && row.item != NONE) {
		row_name(screen, here, &name);
		add_line(out, "", string_span(&name));
	}
	string_free(&name);
}

/* Number, label and hint; in all languages where that is wanted. */
static void say_words(const struct screen *screen, struct cell cell, bool with_hint, struct string *out)
{
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	struct string text = {0};
	interview_number(screen->interview, cell, &text);
	string_add_text(&text, text.length ? "  " : "");
	for (uint32_t i = 0; i < (screen->both ? questionnaire->language_count : 1); i++) {
		uint32_t language = (interview_language(screen->interview) + i) % questionnaire->language_count;
		size_t before = text.length;
		interview_words(screen->interview, cell, WORDS_LABEL, language, &text);
		if (text.length == before && i == 0)
			string_add(&text, questionnaire->items[cell.item].name);
		add_line(out, "", string_span(&text));
		string_clear(&text);
		if (with_hint)
			interview_words(screen->interview, cell, WORDS_HINT, language, &text);
		add_line(out, "", string_span(&text));
		string_clear(&text);
	}
	string_free(&text);
}

static void say_group(struct screen *screen, struct cell here, struct string *out)
{
	struct cell page = screen->page.cell;
	bool same = cell_equal(page, screen->plain->page);
	screen->plain->page = page;
	if (!same && !cell_equal(page, here) && !cell_equal(page, screen->plain->section))
		say_words(screen, page, true, out);
}

/* ---- what stands ---- */

static void add_typed(struct screen *screen, struct field *field, struct string *out)
{
	struct answer answer = {0};
	const char *why;
	struct span draft;
	bool pick;
	const struct questionnaire *questionnaire = interview_questionnaire(screen->interview);
	if (widget_entry(field->widget, &answer, &why) == ENTRY_VALID)
		answer_show(questionnaire, &questionnaire->items[field->cell.item], &answer, interview_language(screen->interview), out);
	else if (widget_draft(field->widget, &draft, &pick))
		string_add(out, draft);
}

static void add_marks(const struct screen *screen, struct cell cell, struct string *out)
{
	struct span aside = interview_aside(screen->interview, cell), unkept;
	bool pick;
	add_line(out, _("Remark"), interview_remark(screen->interview, cell));
	if (!screen->panel && interview_draft(screen->interview, cell, true, &unkept, &pick))
		add_line(out, _("Remark typed, not kept"), unkept);
	add_line(out, _("Answered by"), interview_answer(screen->interview, cell)->by);
	add_line(out, _("Set aside"), span_is(aside, "later") ? span_of(_("later")) : aside);
}

static bool is_masked(const struct screen *screen, struct cell cell)
{
	return interview_questionnaire(screen->interview)->items[cell.item].look & LOOK_MASKED;
}

bool screen_is_masked(const struct screen *screen)
{
	const struct page *page = &screen->page;
	return page->kind == PAGE_FIELDS && !screen->panel && page->focus < page->count && is_masked(screen, page->fields[page->focus].cell);
}

/* Its lines are what it is told by. */
static bool is_list(const struct screen *screen, struct cell cell)
{
	return item_type(&interview_questionnaire(screen->interview)->items[cell.item])->storage == STORE_LIST;
}

static void add_standing(struct screen *screen, struct field *field, struct string *out)
{
	struct string text = {0};
	bool typed = widget_changed(field->widget), answered = interview_state(screen->interview, field->cell) == STATE_ANSWERED;
	if ((typed || answered) && is_masked(screen, field->cell))
		string_add_text(&text, "•••");
	else if (typed)
		add_typed(screen, field, &text);
	else if (interview_state(screen->interview, field->cell) != STATE_UNANSWERED && !(answered && is_list(screen, field->cell)))
		add_answer(screen, field->cell, &text);
	if (item_has_answer(&interview_questionnaire(screen->interview)->items[field->cell.item]))
		add_line(out, typed ? _("Typed, not recorded") : _("Answer"), string_span(&text));
	add_marks(screen, field->cell, out);
	string_free(&text);
}

/* True, and kept, when it is not what was said last. */
static bool is_news(struct plain *plain, const struct string *text)
{
	bool news = !span_equal(string_span(&plain->standing), string_span(text));
	string_clear(&plain->standing);
	string_add(&plain->standing, string_span(text));
	return news;
}

/* ---- pages ---- */

static bool is_said(const struct screen *screen, struct cell here)
{
	const struct plain *plain = screen->plain;
	return !plain->again && screen->page.seen && cell_equal(here, plain->said) && plain->both == screen->both &&
		   plain->language == interview_language(screen->interview);
}

/* In a grid the choices are those of the row before. */
static bool has_choices_of(const struct screen *screen, const struct field *field)
{
	size_t index = (size_t)(field - screen->page.fields);
	return !screen->plain->again && field->table != NONE && index > 0 && field[-1].table == field->table &&
		   cell_equal(field[-1].cell, screen->plain->said);
}

static void say_field(struct screen *screen, struct field *field, struct string *out)
{
	struct plain *plain = screen->plain;
	struct string standing = {0};
	bool said = is_said(screen, field->cell);
	add_standing(screen, field, &standing);
	bool news = is_news(plain, &standing);
	say_row(screen, field->cell, out);
	if (!said) {
		say_words(screen, field->cell, true, out);
		if (!has_choices_of(screen, field) && !screen->read_only)
			widget_tell(field->widget, screen->both, out);
	} else if (plain->away) {
		say_words(screen, field->cell, false, out);
	}
	/* What was typed and refused is known to who typed it. */
	if (!said || (news && !screen->page.complaint.length && !plain->asked.length && !widget_has_begun(field->widget)))
		string_add(out, string_span(&standing));
	plain->said = field->cell;
	string_free(&standing);
}

#define ROWS_MOST 10 /* the last of them, when another may be added */

static void say_repeat(struct screen *screen, struct string *out)
{
	uint32_t count;
	struct cell page = screen->page.cell;
	const uint32_t *slots = interview_rows(screen->interview, page, &count);
	say_words(screen, page, true, out);
	if (count)
		string_format(out, _("So far %u: "), count);
	for (uint32_t i = count > ROWS_MOST ? count - ROWS_MOST : 0; i < count; i++) {
		size_t before = out->length;
		row_title(screen, page, slots[i], out);
		string_add_text(out, out->length > before ? "" : "–");
		string_add_text(out, i + 1 < count ? "; " : "\n");
	}
	string_format(out, "1 %s\n2 %s\n", count ? _("another one") : _("add the first one"), _("go on"));
}

static void say_fields_page(struct screen *screen, struct string *out)
{
	struct field *field = page_focus(screen);
	bool said = is_said(screen, field ? field->cell : screen->page.cell);
	if (!said) {
		say_section(screen, out);
		say_group(screen, field ? field->cell : screen->page.cell, out);
	}
	if (field)
		say_field(screen, field, out);
	else if (!said)
		say_words(screen, screen->page.cell, true, out);
	if (!field)
		screen->plain->said = screen->page.cell;
}

/* A page that is told whole: when it has come, has changed, or is asked for. */
static void say_whole_page(struct screen *screen, struct string *out)
{
	struct string text = {0};
	if (screen->page.kind == PAGE_FINISH)
		finish_say(screen, &text);
	else if (screen->page.kind == PAGE_HOME && screen->home)
		home_say(screen, &text);
	else if (screen->page.kind == PAGE_REPEAT)
		say_repeat(screen, &text);
	bool news = is_news(screen->plain, &text);
	if (news || screen->plain->again || screen->plain->away || !screen->page.seen)
		string_add(out, string_span(&text));
	screen->plain->said = CELL_NONE;
	string_free(&text);
}

static void say_page(struct screen *screen, struct string *out)
{
	if (screen->page.kind == PAGE_FIELDS)
		say_fields_page(screen, out);
	else
		say_whole_page(screen, out);
	screen->page.seen = true;
	screen->plain->again = screen->plain->away = false;
	if (screen->interview)
		screen->plain->language = interview_language(screen->interview);
	screen->plain->both = screen->both;
}

/* ---- what has happened ---- */

/* Words are known to who typed them. */
static bool is_as_typed(const struct screen *screen, struct cell cell, struct span shown)
{
	const struct item *item = &interview_questionnaire(screen->interview)->items[cell.item];
	enum storage storage = item_type(item)->storage;
	bool words = storage == STORE_TEXT || storage == STORE_LIST || storage == STORE_ACKNOWLEDGE;
	return span_equal(shown, string_span(&screen->plain->typed)) || (words && interview_state(screen->interview, cell) == STATE_ANSWERED);
}

/* The answer as it was understood, unless it is what was typed; and what was left behind. */
static void say_given(struct screen *screen, struct string *out)
{
	struct string shown = {0};
	struct cell given = screen->interview ? screen->behind.given : CELL_NONE;
	screen->behind.given = CELL_NONE;
	if (given.item != NONE && interview_state(screen->interview, given) != STATE_UNANSWERED)
		add_answer(screen, given, &shown);
	if (shown.length && !is_as_typed(screen, given, string_span(&shown)))
		string_format(out, "= %s\n", string_text(&shown));
	string_clear(&shown);
	if (screen->interview && !screen->page.seen && screen->behind.left_count)
		behind_text(screen, &shown);
	screen->behind.left_count = screen->page.seen ? screen->behind.left_count : 0;
	add_line(out, "", string_span(&shown));
	string_free(&shown);
}

static void say_battery(struct screen *screen, struct string *out)
{
	bool low = screen->battery >= 0 && screen->battery < 15;
	if (low && !screen->plain->battery_low)
		string_format(out, "%s %d %%\n", _("battery"), screen->battery);
	screen->plain->battery_low = low;
}

static void say_news(struct screen *screen, struct string *out)
{
	struct string line = {0};
	say_given(screen, out);
	if (!screen->plain->prompted)
		say_battery(screen, out); /* not into a line that is being typed */
	add_line(out, "", string_span(&screen->card));
	plain_keys(string_span(&screen->notice), &line);
	add_line(out, "", string_span(&line));
	string_clear(&line);
	plain_keys(string_span(&screen->page.complaint), &line);
	add_line(out, _("Not recorded"), string_span(&line));
	add_line(out, _("Not understood"), string_span(&screen->plain->refusal));
	add_line(out, "", string_span(&screen->plain->asked));
	string_free(&line);
}

static void forget_news(struct screen *screen)
{
	string_clear(&screen->card);
	string_clear(&screen->notice);
	string_clear(&screen->page.complaint);
	string_clear(&screen->plain->asked);
	string_clear(&screen->plain->refusal);
	string_clear(&screen->plain->typed);
}

/* ---- out ---- */

static void wrap(struct span text, int columns, struct string *out)
{
	size_t count = text_wrap(text, columns, NULL, 0);
	struct span *lines = memory_alloc((count + 1) * sizeof *lines);
	text_wrap(text, columns, lines, count);
	for (size_t i = 0; i < count; i++)
		string_format(out, "%.*s\n", SPAN_ARGUMENTS(lines[i]));
	memory_free(lines);
}

static void add_prompt(struct screen *screen, struct string *out)
{
	struct field *field = screen->panel || screen->paused ? NULL : page_focus(screen);
	if (field && screen->interview && !(widget_has_begun(field->widget) && screen->page.seen))
		interview_number(screen->interview, field->cell, out);
	string_add_text(out, "> ");
}

void screen_say(struct screen *screen, int columns, bool again, struct string *out)
{
	struct plain *plain = screen->plain;
	struct string text = {0}, clean = {0};
	plain->again = plain->again || again;
	plain->told_to = plain->again ? 0 : plain->told_to;
	say_news(screen, &text);
	if (screen->paused) {
		if (!plain->prompted)
			string_format(&text, "%s\n", _("Paused. Enter goes on."));
	} else {
		if (screen->panel && (!screen->panel->said || plain->again)) {
			plain_panel_say(screen, &text);
			plain->away = screen->panel != NULL;
			plain->again = false;
		}
		if (!screen->panel)
			say_page(screen, &text);
	}
	forget_news(screen);
	if (text.length) {
		string_add_text(out, plain->prompted ? "\n" : "");
		text_clean(&clean, string_span(&text), true);
		clean.length -= clean.data[clean.length - 1] == '\n';
		wrap(string_span(&clean), columns > 20 ? columns : 20, out);
	}
	if (text.length || !plain->prompted)
		add_prompt(screen, out);
	plain->prompted = true;
	string_free(&text);
	string_free(&clean);
}
