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

/* The file and where its lines begin; they end as YAML 1.1 says. */
struct file {
	struct span bytes;
	size_t *starts, count, capacity;
};

static void find_lines(struct file *file)
{
	size_t at = span_starts(file->bytes, SPAN("\xEF\xBB\xBF")) ? 3 : 0;
	ARRAY_PUSH(file->starts, file->count, file->capacity, at);
	while (at < file->bytes.length) {
		bool crlf = span_starts(span_sub(file->bytes, at, 2), SPAN("\r\n"));
		uint32_t codepoint = text_decode(file->bytes, &at);
		at += crlf;
		if (codepoint == '\n' || codepoint == '\r' || codepoint == 0x85 || codepoint == 0x2028 || codepoint == 0x2029)
			ARRAY_PUSH(file->starts, file->count, file->capacity, at);
	}
}

/* What stands in the file at a place, which must be within its line or at the end of it. */
static struct span at_place(const struct file *file, struct place place)
{
	demand(place.line > 0 && place.line <= file->count && place.column > 0);
	size_t end = place.line < file->count ? file->starts[place.line] : file->bytes.length + 1;
	struct span rest = span_sub(file->bytes, file->starts[place.line - 1], SIZE_MAX);
	size_t offset = text_offset(rest, place.column - 1);
	demand(text_length(span_sub(rest, 0, offset)) == place.column - 1);
	demand(file->starts[place.line - 1] + offset < end);
	return span_sub(rest, offset, SIZE_MAX);
}

/* Each character of a scalar that was not escaped or folded stands in the file where it is said to. */
static void check_scalar(const struct yaml_node *node, const struct file *file)
{
	demand(text_valid(node->text, NULL));
	demand(span_starts(at_place(file, node->place), node->source) || node->source.length == 0);
	size_t step = 1 + node->text.length / 16;
	for (size_t at = 0; at < node->text.length;) {
		size_t from = at;
		uint32_t codepoint = text_decode(node->text, &at);
		struct span there = at_place(file, yaml_place_in(node, from));
		if (codepoint <= ' ' || codepoint == 0x85 || codepoint == 0xA0 || codepoint == 0x2028 || codepoint == 0x2029)
			continue;
		bool escaped = node->style == YAML_QUOTED && span_starts(there, SPAN("\\"));
		demand(escaped || span_starts(there, span_sub(node->text, from, at - from)));
		for (size_t i = 1; i < step; i++)
			text_decode(node->text, &at);
	}
	yaml_place_in(node, SIZE_MAX);
}

static void check_node(const struct yaml_node *node, const struct file *file, unsigned depth, size_t *budget)
{
	demand(depth <= LIMIT_YAML_DEPTH);
	if (*budget == 0)
		return;
	--*budget;
	if (node->kind == YAML_SCALAR) {
		check_scalar(node, file);
		return;
	}
	for (uint32_t i = 0; i < node->count; i++) {
		if (node->kind == YAML_SEQUENCE) {
			check_node(node->items[i], file, depth + 1, budget);
			continue;
		}
		const struct yaml_pair *pair = &node->pairs[i];
		demand(pair->key->kind == YAML_SCALAR);
		for (uint32_t j = 0; i < 64 && j < i; j++)
			demand(!span_equal(node->pairs[j].key->text, pair->key->text));
		check_node(pair->key, file, depth + 1, budget);
		check_node(pair->value, file, depth + 1, budget);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct file file = {.bytes = {(const char *)data, size}};
	struct arena *arena = arena_new();
	struct diagnostics faults = {0};
	struct yaml_node *root = yaml_parse(arena, "f", file.bytes, &faults);
	size_t budget = 300;
	demand(root || faults.errors);
	/* A tag is refused; where libyaml thinks that it ends is its own affair. */
	for (size_t i = 0; i < faults.count; i++)
		if (strcmp(faults.items[i].code, "tag") == 0)
			budget = 0;
	find_lines(&file);
	if (root)
		check_node(root, &file, 0, &budget);
	for (size_t i = 0; i < faults.count; i++) {
		const struct diagnostic *fault = &faults.items[i];
		demand(fault->message[0] && fault->cure[0]);
		at_place(&file, fault->place);
		demand(text_valid(span_of(fault->message), NULL));
	}
	diagnostics_free(&faults);
	memory_free(file.starts);
	arena_free(arena);
	return 0;
}
