/* The form's own keys: id, version, languages, kind, case list, outcomes, multipliers. */
#include <string.h>

#include "loader.h"

static bool id_fits(struct span id)
{
	bool fits = id.length >= 1 && id.length <= 64;
	for (size_t i = 0; i < id.length && fits; i++) {
		char byte = id.data[i];
		bool letter = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
		fits = letter || (i > 0 && (byte == '_' || byte == '-'));
	}
	return fits;
}

/* ^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$ */
static bool language_fits(struct span code)
{
	struct span part;
	bool first = true;
	while (span_next(&code, '-', &part)) {
		if (part.length < (first ? 2u : 1u) || part.length > 8)
			return false;
		for (size_t i = 0; i < part.length; i++) {
			bool letter = (part.data[i] >= 'A' && part.data[i] <= 'Z') || (part.data[i] >= 'a' && part.data[i] <= 'z');
			if (!letter && (first || part.data[i] < '0' || part.data[i] > '9'))
				return false;
		}
		first = false;
	}
	return !first;
}

static void check_mandatory(struct loader *loader, const struct yaml_node *root)
{
	static const char *const keys[] = {"tanya", "id", "version", "title", "survey"};
	for (unsigned i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (!yaml_get(root, keys[i])) {
			fault(loader, "missing-key", root, "the key %s is missing", keys[i]);
			cure(loader, "a form has tanya: 1, id, version, title and survey");
		}
	}
}

static void load_languages(struct loader *loader, const struct yaml_node *root)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	const struct yaml_node *languages = yaml_get(root, "languages"), *preferred = yaml_get(root, "default_language");
	struct span code = SPAN("en");
	text_or_fault(loader, preferred, "default_language", &code);
	uint32_t count = languages && languages->kind == YAML_MAPPING ? languages->count : 0;
	questionnaire->languages = arena_alloc(loader->arena, (count + 1) * sizeof *questionnaire->languages);
	questionnaire->default_language = NONE;
	if (languages && languages->kind != YAML_MAPPING)
		fault(loader, "not-map", languages, "languages is a map: {id: Bahasa Indonesia, en: English}");
	for (uint32_t i = 0; i < count; i++) {
		struct language *language = &questionnaire->languages[questionnaire->language_count];
		language->code = languages->pairs[i].key->text;
		if (!language_fits(language->code))
			fault(loader, "language-code", languages->pairs[i].key, "%.*s is no language code such as id or en-GB", SPAN_ARGUMENTS(language->code));
		if (!text_or_fault(loader, languages->pairs[i].value, "a language's name", &language->title))
			language->title = language->code;
		if (span_equal(language->code, code))
			questionnaire->default_language = questionnaire->language_count;
		questionnaire->language_count++;
	}
	if (questionnaire->default_language != NONE)
		return;
	if (count) {
		fault(loader, "unknown-language", preferred ? preferred : languages, "default_language is %.*s, which languages does not have", SPAN_ARGUMENTS(code));
		cure(loader, "write default_language: with one of them");
		questionnaire->default_language = 0;
		return;
	}
	if (!language_fits(code))
		fault(loader, "language-code", preferred, "%.*s is no language code such as id or en-GB", SPAN_ARGUMENTS(code));
	questionnaire->languages[0] = (struct language){code, code};
	questionnaire->language_count = 1;
	questionnaire->default_language = 0;
}

static void load_kind(struct loader *loader, const struct yaml_node *node)
{
	static const char *const words[] = {[KIND_STRUCTURED] = "structured", [KIND_IN_DEPTH] = "in-depth", [KIND_OBSERVATION] = "observation"};
	struct span word;
	if (!text_or_fault(loader, node, "kind", &word))
		return;
	for (unsigned i = 0; i < 3; i++) {
		if (span_is(word, words[i])) {
			loader->questionnaire->kind = (enum interview_kind)i;
			return;
		}
	}
	fault(loader, "unknown-kind", node, "there is no kind %.*s", SPAN_ARGUMENTS(word));
	cure(loader, "take structured, in-depth or observation");
}

static void load_cases(struct loader *loader, const struct yaml_node *node)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	questionnaire->cases.lookup = NONE;
	if (!node)
		return;
	if (node->kind != YAML_MAPPING) {
		fault(loader, "not-map", node, "case is a map: {file: cases.csv, key: code}");
		return;
	}
	check_keys(loader, node, IN_CASE);
	const struct yaml_node *file = yaml_get(node, "file"), *key = yaml_get(node, "key");
	if (!file || !key) {
		fault(loader, "missing-key", node, "case needs file and key");
		return;
	}
	text_or_fault(loader, yaml_get(node, "label"), "label", &questionnaire->cases.label);
	if (!text_or_fault(loader, file, "file", &questionnaire->cases.file) || !text_or_fault(loader, key, "key", &questionnaire->cases.key))
		return;
	questionnaire->cases.lookup = find_lookup(loader, questionnaire->form_path, file, questionnaire->cases.file);
	if (questionnaire->cases.lookup != NONE &&
	    lookup_column(&questionnaire->lookups[questionnaire->cases.lookup], span_copy(loader->arena, questionnaire->cases.key).data) == NONE)
		fault(loader, "csv-columns", key, "%.*s has no column %.*s", SPAN_ARGUMENTS(questionnaire->cases.file), SPAN_ARGUMENTS(questionnaire->cases.key));
}

static void load_outcomes(struct loader *loader, const struct yaml_node *node)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	if (!node)
		return;
	if (node->kind != YAML_SEQUENCE) {
		fault(loader, "not-list", node, "outcomes is a list: - {name: moved, label: Moved away}");
		return;
	}
	questionnaire->outcomes = arena_alloc(loader->arena, (node->count + 1) * sizeof *questionnaire->outcomes);
	for (uint32_t i = 0; i < node->count; i++) {
		struct outcome *outcome = &questionnaire->outcomes[questionnaire->outcome_count];
		const struct yaml_node *name = node->items[i]->kind == YAML_MAPPING ? yaml_get(node->items[i], "name") : node->items[i];
		if (!name || !text_or_fault(loader, name, "an outcome's name", &outcome->name) || !name_fits(outcome->name)) {
			fault(loader, "name-pattern", node->items[i], "an outcome needs a name of letters, digits and _");
			continue;
		}
		questionnaire->outcome_count++;
	}
}

static void load_multipliers(struct loader *loader, const struct yaml_node *node)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	if (!node)
		return;
	if (node->kind != YAML_MAPPING) {
		fault(loader, "not-map", node, "multipliers is a map: {rb: 1000, lusin: 12}");
		return;
	}
	questionnaire->multipliers = arena_alloc(loader->arena, (node->count + 1) * sizeof *questionnaire->multipliers);
	for (uint32_t i = 0; i < node->count; i++) {
		struct span text;
		struct multiplier *multiplier = &questionnaire->multipliers[questionnaire->multiplier_count];
		multiplier->word = node->pairs[i].key->text;
		if (text_or_fault(loader, node->pairs[i].value, "a multiplier", &text) && number_parse(text, &multiplier->factor) && multiplier->factor > 0)
			questionnaire->multiplier_count++;
		else
			fault(loader, "not-number", node->pairs[i].value, "a multiplier is a number above 0");
	}
}

bool load_header(struct loader *loader)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	const struct yaml_node *root = loader->files[0].root, *version = yaml_get(root, "tanya");
	struct span text;
	check_keys(loader, root, IN_FORM);
	check_mandatory(loader, root);
	if (version && text_or_fault(loader, version, "tanya", &text) && !span_is(text, "1")) {
		fault(loader, "format-version", version, "this form is written for version %.*s of the format; this program reads version 1", SPAN_ARGUMENTS(text));
		cure(loader, "write tanya: 1, or use a newer program");
	}
	if (text_or_fault(loader, yaml_get(root, "id"), "id", &questionnaire->id) && !id_fits(questionnaire->id)) {
		fault(loader, "id-pattern", yaml_get(root, "id"), "an id is of letters, digits, _ and -, up to 64, and begins with a letter or digit");
	}
	text_or_fault(loader, yaml_get(root, "version"), "version", &questionnaire->version);
	load_languages(loader, root);
	load_kind(loader, yaml_get(root, "kind"));
	if (yaml_get(root, "quick"))
		truth_or_fault(loader, yaml_get(root, "quick"), "quick", &questionnaire->quick);
	load_cases(loader, yaml_get(root, "case"));
	load_outcomes(loader, yaml_get(root, "outcomes"));
	load_multipliers(loader, yaml_get(root, "multipliers"));
	return yaml_get(root, "survey") && questionnaire->id.data;
}
