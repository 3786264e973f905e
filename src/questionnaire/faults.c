/* What every step says of a fault, and the likeliest of many names. */
#include <string.h>

#include "loader.h"

static void tell(struct loader *loader, enum severity severity, const char *code, struct place place,
	const char *format, va_list list)
{
	struct string text = {0};
	string_format_list(&text, format, list);
	diagnostics_add(loader->faults, severity, code, place, "%s", string_text(&text));
	string_free(&text);
}

bool fault(struct loader *loader, const char *code, const struct yaml_node *at, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	tell(loader, SEVERITY_ERROR, code, at ? at->place : (struct place){.file = loader->questionnaire->file}, format,
		list);
	va_end(list);
	return false;
}

struct place place_in(const struct yaml_node *scalar, struct span word)
{
	uintptr_t begin = (uintptr_t)scalar->text.data, at = (uintptr_t)word.data;
	bool inside = scalar->kind == YAML_SCALAR && at >= begin && at <= begin + scalar->text.length;
	return inside ? yaml_place_in(scalar, at - begin) : scalar->place;
}

bool fault_at(
	struct loader *loader, const char *code, const struct yaml_node *scalar, struct span word, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	tell(loader, SEVERITY_ERROR, code, place_in(scalar, word), format, list);
	va_end(list);
	return false;
}

void note(struct loader *loader, const char *code, struct place place, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	tell(loader, SEVERITY_NOTE, code, place, format, list);
	va_end(list);
}

void cure(struct loader *loader, const char *format, ...)
{
	struct string text = {0};
	va_list list;
	va_start(list, format);
	string_format_list(&text, format, list);
	va_end(list);
	diagnostic_cure(loader->faults, "%s", string_text(&text));
	string_free(&text);
}

void cure_nearest(struct loader *loader, const char *nearest, const char *otherwise)
{
	if (nearest)
		cure(loader, "did you mean %s?", nearest);
	else
		cure(loader, "%s", otherwise);
}

/* ---- likely names ---- */

#define LIKE_ENOUGH 2 /* letters that may be wrong in what was meant */
#define NAME_MOST 64  /* longer ones are no names */

struct nearest nearest_start(struct loader *loader, struct span wanted)
{
	bool over = loader->hints++ >= HINTS_MOST || wanted.length > NAME_MOST || !wanted.length;
	return (struct nearest){.wanted = wanted, .distance = LIKE_ENOUGH + 1, .over = over};
}

void nearest_try(struct nearest *nearest, struct span name, const char *kept)
{
	size_t longer = name.length > nearest->wanted.length ? name.length - nearest->wanted.length
														 : nearest->wanted.length - name.length;
	if (nearest->over || longer >= nearest->distance || !name.length)
		return;
	unsigned distance = text_distance(nearest->wanted, name, nearest->distance);
	if (distance < nearest->distance && distance < nearest->wanted.length) {
		nearest->distance = distance;
		nearest->name = kept;
	}
}

/* ---- scalars ---- */

bool text_or_fault(struct loader *loader, const struct yaml_node *node, const char *what, struct span *text)
{
	if (!node)
		return false;
	if (node->kind != YAML_SCALAR) {
		fault(loader, "not-text", node, "%s is text, not a list or a map", what);
		cure(loader, "put the whole value in quotes");
		return false;
	}
	*text = node->text;
	return true;
}

static bool is_word(struct span text, const char *word)
{
	bool same = text.length == strlen(word);
	for (size_t i = 0; same && i < text.length; i++)
		same = (text.data[i] >= 'A' && text.data[i] <= 'Z' ? text.data[i] + 32 : text.data[i]) == word[i];
	return same;
}

bool is_truth(struct span text, bool *truth)
{
	static const struct {
		const char *word;
		bool truth;
	} words[] = {{"true", true}, {"yes", true}, {"false", false}, {"no", false}};
	for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
		if (is_word(text, words[i].word)) {
			*truth = words[i].truth;
			return true;
		}
	}
	return false;
}

bool truth_or_fault(struct loader *loader, const struct yaml_node *node, const char *what, bool *truth)
{
	struct span text;
	if (!text_or_fault(loader, node, what, &text))
		return false;
	if (is_truth(span_trim(text), truth))
		return true;
	fault(loader, "not-truth", node, "%s is true or false (yes or no), not %.*s", what, SPAN_ARGUMENTS(text));
	return false;
}

bool name_fits(struct span name)
{
	bool fits = name.length >= 1 && name.length <= NAME_MOST;
	for (size_t i = 0; i < name.length && fits; i++) {
		char byte = name.data[i];
		bool letter = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte == '_';
		fits = letter || (i > 0 && byte >= '0' && byte <= '9');
	}
	return fits;
}

bool name_or_fault(struct loader *loader, const struct yaml_node *node, struct span name)
{
	return name_fits(name) ||
		   fault(loader, "name-pattern", node, "%.*s is no name: letters, digits and _, up to 64, no digit first",
			   SPAN_ARGUMENTS(name));
}

struct span span_lower(struct arena *arena, struct span name)
{
	size_t capital = 0;
	while (capital < name.length && !(name.data[capital] >= 'A' && name.data[capital] <= 'Z'))
		capital++;
	if (capital == name.length)
		return name; /* nothing to change: the name itself, which lives as long as the arena */
	char *bytes = arena_text(arena, name.data, name.length);
	for (size_t i = capital; i < name.length; i++)
		if (bytes[i] >= 'A' && bytes[i] <= 'Z')
			bytes[i] = (char)(bytes[i] + 32);
	return (struct span){bytes, name.length};
}
