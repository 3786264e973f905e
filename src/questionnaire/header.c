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

static void check_version(struct loader *loader, const struct yaml_node *root)
{
	const struct yaml_node *version = yaml_get(root, "tanya");
	struct span text;
	if (!version || !text_or_fault(loader, version, "tanya", &text) || span_is(text, "1"))
		return;
	fault(loader, "format-version", version,
		"this is written for version %.*s of the format; this program reads version 1", SPAN_ARGUMENTS(text));
	cure(loader, "write tanya: 1, or use a newer program");
}

/* ---- languages ---- */

static void check_language(struct loader *loader, const struct yaml_node *at, struct span code)
{
	if (language_fits(code))
		return;
	fault(loader, "language-code", at, "%.*s is no language code", SPAN_ARGUMENTS(code));
	cure(loader, "write a code such as id or en-GB");
}

static void add_language(struct loader *loader, const struct yaml_pair *pair)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	struct language *language = &questionnaire->languages[questionnaire->language_count++];
	language->code = pair->key->text;
	check_language(loader, pair->key, language->code);
	if (!text_or_fault(loader, pair->value, "a language's name", &language->title) || !language->title.length)
		language->title = language->code;
}

static void load_languages(struct loader *loader, const struct yaml_node *root)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	const struct yaml_node *languages = yaml_get(root, "languages"), *preferred = yaml_get(root, "default_language");
	struct span code = SPAN("en");
	uint32_t count = languages && languages->kind == YAML_MAPPING ? languages->count : 0;
	text_or_fault(loader, preferred, "default_language", &code);
	questionnaire->languages = arena_alloc(loader->arena, (count + 1) * sizeof *questionnaire->languages);
	if (languages && languages->kind != YAML_MAPPING)
		fault(loader, "not-map", languages, "languages is a map: {id: Bahasa Indonesia, en: English}");
	for (uint32_t i = 0; i < count; i++)
		add_language(loader, &languages->pairs[i]);
	if (!count) {
		check_language(loader, preferred, code);
		questionnaire->languages[questionnaire->language_count++] = (struct language){code, code};
	}
	questionnaire->default_language = questionnaire_language(questionnaire, code);
	if (questionnaire->default_language != NONE)
		return;
	questionnaire->default_language = 0;
	fault(loader, "unknown-language", preferred ? preferred : languages,
		"default_language is %.*s, which languages does not have", SPAN_ARGUMENTS(code));
	cure(loader, "write default_language: with one of them");
}

/* ---- what the form is ---- */

static void load_kind(struct loader *loader, const struct yaml_node *node)
{
	static const char *const words[] = {
		[KIND_STRUCTURED] = "structured", [KIND_IN_DEPTH] = "in-depth", [KIND_OBSERVATION] = "observation"};
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

static void load_identity(struct loader *loader, const struct yaml_node *root)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	const struct yaml_node *id = yaml_get(root, "id");
	if (text_or_fault(loader, id, "id", &questionnaire->id) && !id_fits(questionnaire->id)) {
		fault(loader, "id-pattern", id, "%.*s is no id: letters, digits, _ and -, up to 64, a letter or digit first",
			SPAN_ARGUMENTS(questionnaire->id));
		cure(loader, "write for instance batik-2026");
	}
	text_or_fault(loader, yaml_get(root, "version"), "version", &questionnaire->version);
	if (yaml_get(root, "quick"))
		truth_or_fault(loader, yaml_get(root, "quick"), "quick", &questionnaire->quick);
}

/* ---- the list of cases ---- */

/* The label names columns of the list: ${case.COLUMN}. */
static void check_case_label(struct loader *loader, const struct yaml_node *label, const struct lookup *lookup)
{
	struct span text = label->text;
	for (size_t at = 0; at + 1 < text.length; at++) {
		if (text.data[at] != '$' || text.data[at + 1] != '{')
			continue;
		size_t length = span_find(span_sub(text, at, SIZE_MAX), SPAN("}"));
		struct span name = span_sub(text, at + 2, length == SIZE_MAX ? SIZE_MAX : length - 2);
		if (length == SIZE_MAX)
			fault_at(loader, "expression-syntax", label, span_sub(text, at, 2), "`${` without `}`");
		else if (!span_starts(name, SPAN("case.")) || lookup_column(lookup, span_sub(name, 5, SIZE_MAX)) == NONE)
			fault_at(loader, "unknown-name", label, span_sub(text, at, 2),
				"the list of cases has no column for ${%.*s}", SPAN_ARGUMENTS(name));
		else
			continue;
		cure(loader, "write ${case.COLUMN} with a column of %.*s", SPAN_ARGUMENTS(lookup->file));
	}
}

/* A key names one case. */
static void check_case_keys(struct loader *loader, const struct lookup *lookup, uint32_t column)
{
	struct map *seen = map_new();
	const char *shown = shown_path(loader, lookup->file.data);
	for (uint32_t i = 0; i < lookup->row_count; i++) {
		struct span key = lookup->cells[(size_t)i * lookup->column_count + column];
		uint32_t first = map_put(seen, key, i);
		struct place place = {shown, lookup->lines[i], 1};
		if (first == MAP_NONE && key.length)
			continue;
		diagnostics_error(loader->faults, "duplicate-case", place,
			key.length ? "the case %.*s stands twice" : "a case without a key%.*s", SPAN_ARGUMENTS(key));
		diagnostic_cure(loader->faults, "give each case a key of its own");
		if (key.length)
			diagnostic_related(loader->faults, (struct place){shown, lookup->lines[first], 1}, "the first one");
	}
	map_free(seen);
}

static void load_cases(struct loader *loader, const struct yaml_node *node)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	if (!node)
		return;
	if (node->kind != YAML_MAPPING) {
		fault(loader, "not-map", node, "case is a map: {file: cases.csv, key: code}");
		return;
	}
	check_keys(loader, node, IN_CASE);
	const struct yaml_node *file = yaml_get(node, "file"), *key = yaml_get(node, "key"),
						   *label = yaml_get(node, "label");
	bool labelled = text_or_fault(loader, label, "label", &questionnaire->cases.label);
	if (!file || !key) {
		fault(loader, "missing-key", node, "case needs file and key");
		return;
	}
	if (!text_or_fault(loader, file, "file", &questionnaire->cases.file) ||
		!text_or_fault(loader, key, "key", &questionnaire->cases.key))
		return;
	uint32_t index = find_lookup(loader, questionnaire->form_path, file, questionnaire->cases.file);
	if (index == NONE)
		return;
	questionnaire->cases.lookup = index;
	const struct lookup *lookup = &questionnaire->lookups[index];
	uint32_t column = lookup_column(lookup, questionnaire->cases.key);
	if (column == NONE)
		fault(loader, "csv-columns", key, "%.*s has no column %.*s", SPAN_ARGUMENTS(questionnaire->cases.file),
			SPAN_ARGUMENTS(questionnaire->cases.key));
	else
		check_case_keys(loader, lookup, column);
	if (labelled)
		check_case_label(loader, label, lookup);
}

/* ---- outcomes and multipliers ---- */

static bool take_outcome(struct loader *loader, const struct yaml_node *node, struct outcome *outcome)
{
	const struct yaml_node *name = node->kind == YAML_MAPPING ? yaml_get(node, "name") : node;
	if (node->kind == YAML_MAPPING)
		check_keys(loader, node, IN_OUTCOME);
	if (!name)
		return fault(loader, "missing-key", node, "an outcome needs a name");
	if (!text_or_fault(loader, name, "an outcome's name", &outcome->name))
		return false;
	return name_or_fault(loader, name, outcome->name);
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
	loader->outcome_nodes = arena_alloc(loader->arena, (node->count + 1) * sizeof *loader->outcome_nodes);
	for (uint32_t i = 0; i < node->count; i++) {
		if (!take_outcome(loader, node->items[i], &questionnaire->outcomes[questionnaire->outcome_count]))
			continue;
		loader->outcome_nodes[questionnaire->outcome_count++] = i;
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
		if (!text_or_fault(loader, node->pairs[i].value, "a multiplier", &text))
			continue;
		if (number_parse(text, &multiplier->factor) && multiplier->factor > 0)
			questionnaire->multiplier_count++;
		else
			fault(loader, "not-number", node->pairs[i].value, "a multiplier is a number above 0, not %.*s",
				SPAN_ARGUMENTS(text));
	}
}

/* Files and names that other commands read: here they only must be text. */
static void check_texts(struct loader *loader, const struct yaml_node *root)
{
	static const char *const keys[] = {"tables", "scenarios", "codes", "themes", "about", "recording"};
	struct span text;
	for (unsigned i = 0; i < sizeof keys / sizeof *keys; i++)
		text_or_fault(loader, yaml_get(root, keys[i]), keys[i], &text);
}

void load_header(struct loader *loader)
{
	const struct yaml_node *root = loader->files[0].root;
	load_kind(loader, yaml_get(root, "kind"));
	check_keys(loader, root, loader->questionnaire->kind == KIND_OBSERVATION ? IN_FORM | IN_OBSERVATION : IN_FORM);
	check_mandatory(loader, root);
	for (size_t i = 0; i < loader->file_count; i++)
		check_version(loader, loader->files[i].root);
	load_identity(loader, root);
	load_languages(loader, root);
	load_cases(loader, yaml_get(root, "case"));
	load_outcomes(loader, yaml_get(root, "outcomes"));
	load_multipliers(loader, yaml_get(root, "multipliers"));
	check_texts(loader, root);
}
