/* Which keys stand where, and what every step says of a fault. */
#include <stdlib.h>
#include <string.h>

#include "loader.h"

#define ITEMS (IN_QUESTION | IN_GROUP | IN_REPEAT | IN_TOPIC)

static const struct {
	const char *name;
	unsigned contexts;
} keys[] = {
	{"tanya", IN_FORM | IN_INCLUDED}, {"id", IN_FORM}, {"version", IN_FORM}, {"title", IN_FORM}, {"kind", IN_FORM}, {"default_language", IN_FORM},
	{"languages", IN_FORM}, {"instance_name", IN_FORM}, {"include", IN_FORM | IN_INCLUDED}, {"case", IN_FORM}, {"quick", IN_FORM | IN_QUESTION},
	{"choices", IN_FORM | IN_INCLUDED}, {"survey", IN_FORM}, {"groups", IN_INCLUDED}, {"outcomes", IN_FORM}, {"multipliers", IN_FORM},
	{"shorthand", IN_FORM}, {"about", IN_FORM}, {"compare", IN_FORM}, {"tables", IN_FORM}, {"scenarios", IN_FORM}, {"states", IN_FORM | ITEMS},
	{"codes", IN_FORM}, {"themes", IN_FORM}, {"recording", IN_FORM},
	{"use", IN_USE}, {"prefix", IN_USE}, {"name", IN_QUESTION}, {"type", IN_QUESTION}, {"group", IN_GROUP}, {"repeat", IN_REPEAT}, {"topic", IN_TOPIC},
	{"label", ITEMS}, {"hint", ITEMS}, {"guidance_hint", ITEMS}, {"relevant", ITEMS}, {"appearance", ITEMS}, {"children", IN_GROUP | IN_REPEAT | IN_TOPIC},
	{"required", IN_QUESTION}, {"required_message", IN_QUESTION}, {"constraint", IN_QUESTION}, {"constraint_message", IN_QUESTION},
	{"check", IN_QUESTION}, {"calculation", IN_QUESTION}, {"default", IN_QUESTION}, {"trigger", IN_QUESTION}, {"read_only", IN_QUESTION},
	{"choice_filter", IN_QUESTION}, {"parameters", IN_QUESTION}, {"personal", IN_QUESTION}, {"identifies", IN_QUESTION}, {"media", ITEMS},
	{"repeat_count", IN_REPEAT}, {"from", IN_REPEAT}, {"purpose", IN_TOPIC}, {"probes", IN_TOPIC | IN_QUESTION},
	{"test", IN_CHECK}, {"message", IN_CHECK}, {"file", IN_CASE}, {"key", IN_CASE}, {"label", IN_CASE},
};
#define KEYS (sizeof keys / sizeof *keys)

bool fault(struct loader *loader, const char *code, const struct yaml_node *at, const char *format, ...)
{
	struct string text = {0};
	va_list list;
	va_start(list, format);
	string_format_list(&text, format, list);
	va_end(list);
	diagnostics_error(loader->faults, code, at ? at->place : (struct place){.file = loader->questionnaire->file}, "%s", string_text(&text));
	string_free(&text);
	return false;
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

void note(struct loader *loader, const char *code, const struct yaml_node *at, const char *format, ...)
{
	struct string text = {0};
	va_list list;
	va_start(list, format);
	string_format_list(&text, format, list);
	va_end(list);
	diagnostics_add(loader->faults, SEVERITY_NOTE, code, at->place, "%s", string_text(&text));
	string_free(&text);
}

#define LIKE_ENOUGH 2 /* letters that may be wrong in what was meant */

const char *nearest_of(struct loader *loader, struct span wanted, const char *(*name_at)(const void *self, size_t index), const void *self, size_t count)
{
	const char *nearest = NULL;
	unsigned least = LIKE_ENOUGH + 1;
	if (loader->hints++ >= HINTS_MOST)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		const char *name = name_at(self, i);
		unsigned distance = name ? text_distance(wanted, span_of(name), LIKE_ENOUGH) : least;
		if (distance < least && distance < wanted.length) {
			least = distance;
			nearest = name;
		}
	}
	return nearest;
}

static const char *key_at(const void *self, size_t index)
{
	return keys[index].contexts & *(const unsigned *)self ? keys[index].name : NULL;
}

static bool is_key(struct span name, unsigned context)
{
	for (size_t i = 0; i < KEYS; i++)
		if ((keys[i].contexts & context) && span_is(name, keys[i].name))
			return true;
	return false;
}

void check_keys(struct loader *loader, const struct yaml_node *mapping, enum context context)
{
	unsigned bits = context;
	for (uint32_t i = 0; i < mapping->count; i++) {
		const struct yaml_node *key = mapping->pairs[i].key;
		if (is_key(key->text, bits))
			continue;
		const char *nearest = nearest_of(loader, key->text, key_at, &bits, KEYS);
		fault(loader, "unknown-key", key, "the key %.*s is not known here", SPAN_ARGUMENTS(key->text));
		if (nearest)
			cure(loader, "did you mean %s?", nearest);
		else
			cure(loader, "tanya-questionnaire(5) lists the keys");
	}
}

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

bool is_truth(struct span text, bool *truth)
{
	static const struct {
		const char *word;
		bool truth;
	} words[] = {{"true", true}, {"yes", true}, {"false", false}, {"no", false}};
	struct string folded = {0};
	bool known = false;
	text_fold(&folded, text);
	for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
		if (span_is(string_span(&folded), words[i].word)) {
			*truth = words[i].truth;
			known = true;
		}
	}
	string_free(&folded);
	return known;
}

bool truth_or_fault(struct loader *loader, const struct yaml_node *node, const char *what, bool *truth)
{
	struct span text;
	if (!text_or_fault(loader, node, what, &text))
		return false;
	if (is_truth(text, truth))
		return true;
	fault(loader, "not-truth", node, "%s is true or false (yes or no), not %.*s", what, SPAN_ARGUMENTS(text));
	return false;
}

bool name_fits(struct span name)
{
	bool fits = name.length >= 1 && name.length <= 64;
	for (size_t i = 0; i < name.length && fits; i++) {
		char byte = name.data[i];
		bool letter = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte == '_';
		fits = letter || (i > 0 && byte >= '0' && byte <= '9');
	}
	return fits;
}
