/* Texts in several languages. */
#include "loader.h"

const struct template *load_template(struct loader *loader, struct span text, const struct expression_scope *scope)
{
	static const struct expression_scope nothing;
	const struct template *template = template_compile(loader->arena, text, scope, loader->faults);
	return template ? template : template_compile(loader->arena, SPAN(""), &nothing, loader->faults);
}

static const struct template *compile(struct loader *loader, const struct yaml_node *node, uint32_t item)
{
	struct expression_scope scope = scope_at(loader, item, node);
	return load_template(loader, node->text, &scope);
}

static void take_language(
	struct loader *loader, const struct yaml_pair *pair, uint32_t item, const struct template **texts, bool *given)
{
	const struct questionnaire *questionnaire = loader->questionnaire;
	uint32_t language = questionnaire_language(questionnaire, pair->key->text);
	struct span text;
	if (language == NONE) {
		fault(loader, "unknown-language", pair->key, "%.*s is none of the questionnaire's languages",
			SPAN_ARGUMENTS(pair->key->text));
		struct nearest nearest = nearest_start(loader, pair->key->text);
		for (uint32_t i = 0; i < questionnaire->language_count; i++)
			nearest_try(&nearest, questionnaire->languages[i].code,
				span_copy(loader->arena, questionnaire->languages[i].code).data);
		cure_nearest(loader, nearest.name, "add it to languages: at the top, or put the whole value in quotes");
	} else if (text_or_fault(loader, pair->value, "a text", &text)) {
		texts[language] = compile(loader, pair->value, item);
		given[language] = true;
	}
}

/* Where a language has none, the default language's stands, else the first that was given. */
const struct words *words_of(struct loader *loader, const struct template **texts, bool *given)
{
	const struct questionnaire *questionnaire = loader->questionnaire;
	const struct template *other = texts[questionnaire->default_language];
	for (uint32_t i = 0; i < questionnaire->language_count && !other; i++)
		other = texts[i];
	if (!other)
		return NULL;
	for (uint32_t i = 0; i < questionnaire->language_count; i++)
		if (!texts[i])
			texts[i] = other;
	struct words *words = arena_alloc(loader->arena, sizeof *words);
	words->by_language = texts;
	words->given = given;
	return words;
}

const struct words *load_words(struct loader *loader, const struct yaml_node *node, uint32_t item)
{
	const struct questionnaire *questionnaire = loader->questionnaire;
	if (!node)
		return NULL;
	const struct template **texts = arena_alloc(loader->arena, questionnaire->language_count * sizeof *texts);
	bool *given = arena_alloc(loader->arena, questionnaire->language_count);
	if (node->kind == YAML_SCALAR) {
		texts[questionnaire->default_language] = compile(loader, node, item);
		given[questionnaire->default_language] = true;
	} else if (node->kind == YAML_MAPPING) {
		for (uint32_t i = 0; i < node->count; i++)
			take_language(loader, &node->pairs[i], item, texts, given);
	} else {
		fault(loader, "not-text", node, "a text was expected, or a map of languages: {id: …, en: …}");
		cure(loader, "put the whole value in quotes");
	}
	return words_of(loader, texts, given);
}
