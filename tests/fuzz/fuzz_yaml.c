/* Any bytes give a tree within the limits or a fault with a place; the tree leads back to the file, byte for byte. */
#include <stdlib.h>
#include <string.h>

#include "tanya/formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
	if (!holds)
		abort();
}

/* What stands in the file at a place; lines end as YAML 1.1 says. */
static struct span at_place(struct span bytes, struct place place)
{
	uint32_t line = 1, column = 1;
	size_t at = span_starts(bytes, SPAN("\xEF\xBB\xBF")) ? 3 : 0;
	while (at < bytes.length && (line < place.line || (line == place.line && column < place.column))) {
		struct span rest = span_sub(bytes, at, SIZE_MAX);
		bool crlf = span_starts(rest, SPAN("\r\n"));
		uint32_t codepoint = text_decode(bytes, &at);
		bool broken =
			codepoint == '\n' || codepoint == '\r' || codepoint == 0x85 || codepoint == 0x2028 || codepoint == 0x2029;
		at += crlf;
		line += broken;
		column = broken ? 1 : column + 1;
	}
	demand(line == place.line && column == place.column);
	return span_sub(bytes, at, SIZE_MAX);
}

/* Each character of a scalar that was not escaped or folded stands in the file where it is said to. */
static void check_scalar(const struct yaml_node *node, struct span bytes)
{
	demand(text_valid(node->text, NULL));
	demand(span_starts(at_place(bytes, node->place), node->source) || node->source.length == 0);
	size_t step = 1 + node->text.length / 16;
	for (size_t at = 0; at < node->text.length;) {
		size_t from = at;
		uint32_t codepoint = text_decode(node->text, &at);
		struct span there = at_place(bytes, yaml_place_in(node, from));
		if (codepoint <= ' ' || codepoint == 0x85 || codepoint == 0xA0 || codepoint == 0x2028 || codepoint == 0x2029)
			continue;
		bool escaped = node->style == YAML_QUOTED && span_starts(there, SPAN("\\"));
		demand(escaped || span_starts(there, span_sub(node->text, from, at - from)));
		for (size_t i = 1; i < step; i++)
			text_decode(node->text, &at);
	}
	yaml_place_in(node, SIZE_MAX);
}

static void check_node(const struct yaml_node *node, struct span bytes, unsigned depth, size_t *budget)
{
	demand(depth <= LIMIT_YAML_DEPTH);
	demand(node->place.line > 0 && node->place.column > 0);
	if (*budget == 0)
		return;
	--*budget;
	if (node->kind == YAML_SCALAR) {
		check_scalar(node, bytes);
		return;
	}
	for (uint32_t i = 0; i < node->count; i++) {
		if (node->kind == YAML_SEQUENCE) {
			check_node(node->items[i], bytes, depth + 1, budget);
			continue;
		}
		const struct yaml_pair *pair = &node->pairs[i];
		demand(pair->key->kind == YAML_SCALAR);
		for (uint32_t j = 0; i < 64 && j < i; j++)
			demand(!span_equal(node->pairs[j].key->text, pair->key->text));
		check_node(pair->key, bytes, depth + 1, budget);
		check_node(pair->value, bytes, depth + 1, budget);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = {(const char *)data, size};
	struct arena *arena = arena_new();
	struct diagnostics faults = {0};
	struct yaml_node *root = yaml_parse(arena, "f", bytes, &faults);
	size_t budget = 300;
	demand(root || faults.errors);
	/* A tag is refused; where libyaml thinks that it ends is its own affair. */
	for (size_t i = 0; i < faults.count; i++)
		if (strcmp(faults.items[i].code, "tag") == 0)
			budget = 0;
	if (root)
		check_node(root, bytes, 0, &budget);
	for (size_t i = 0; i < faults.count; i++) {
		const struct diagnostic *fault = &faults.items[i];
		demand(fault->message[0] && fault->cure[0] && fault->place.line > 0 && fault->place.column > 0);
		demand(text_valid(span_of(fault->message), NULL));
	}
	diagnostics_free(&faults);
	arena_free(arena);
	return 0;
}
