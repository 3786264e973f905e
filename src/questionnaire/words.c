/* Texts in several languages. */
#include "loader.h"

static const struct template *compile(struct loader *loader, const struct yaml_node *node, uint32_t item, struct span prefix)
{
	struct expression_scope scope = scope_at(loader, item, node, prefix);
	const struct template *template = template_compile(loader->arena, node->text, &scope, loader->faults);
	static const struct expression_scope nothing;
	return template ? template : template_compile(loader->arena, SPAN(""), &nothing, loader->faults);
}

static const char *language_at(const void *self, size_t index)
{
	const struct questionnaire *questionnaire = self;
	return questionnaire->languages[index].code.data;
}

static void take_language(struct loader *loader, const struct yaml_pair *pair, uint32_t item, struct span prefix, const struct template **texts, bool *given)
{
	const struct questionnaire *questionnaire = loader->questionnaire;
	uint32_t language = questionnaire_language(questionnaire, pair->key->text);
	struct span text;
	if (language == NONE) {
		const char *nearest = nearest_of(loader, pair->key->text, language_at, questionnaire, questionnaire->language_count);
		fault(loader, "unknown-language", pair->key, "%.*s is none of the questionnaire's languages", SPAN_ARGUMENTS(pair->key->text));
		if (nearest)
			cure(loader, "did you mean %s?", nearest);
		else
			cure(loader, "add it to languages: at the top, or put the whole value in quotes");
	} else if (text_or_fault(loader, pair->value, "a text", &text)) {
		texts[language] = compile(loader, pair->value, item, prefix);
		given[language] = true;
	}
}

/* Where a language has none, the default language's stands, else the first that was given. */
static void fill_gaps(const struct questionnaire *questionnaire, const struct template **texts)
{
	const struct template *other = texts[questionnaire->default_language];
	for (uint32_t i = 0; i < questionnaire->language_count && !other; i++)
		other = texts[i];
	for (uint32_t i = 0; i < questionnaire->language_count; i++)
		if (!texts[i])
			texts[i] = other;
}

const struct words *load_words(struct loader *loader, const struct yaml_node *node, uint32_t item, struct span prefix)
{
	const struct questionnaire *questionnaire = loader->questionnaire;
	if (!node)
		return NULL;
	const struct template **texts = arena_alloc(loader->arena, questionnaire->language_count * sizeof *texts);
	bool *given = arena_alloc(loader->arena, questionnaire->language_count);
	if (node->kind == YAML_SCALAR) {
		texts[questionnaire->default_language] = compile(loader, node, item, prefix);
		given[questionnaire->default_language] = true;
	} else if (node->kind == YAML_MAPPING) {
		for (uint32_t i = 0; i < node->count; i++)
			take_language(loader, &node->pairs[i], item, prefix, texts, given);
	} else {
		fault(loader, "not-text", node, "a text was expected, or a map of languages: {id: …, en: …}");
	}
	fill_gaps(questionnaire, texts);
	if (!texts[0])
		return NULL;
	struct words *words = arena_alloc(loader->arena, sizeof *words);
	words->by_language = texts;
	words->given = given;
	return words;
}
