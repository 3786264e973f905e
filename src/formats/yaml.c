/* YAML by libyaml's events: a tree of marked nodes in an arena. */
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "tanya/formats.h"
#include "yaml_faults.h"

struct anchor {
	struct span name;
	struct yaml_node *node;
	uint32_t weight; /* nodes it stands for, all aliases expanded */
};

struct reader {
	struct arena *arena;
	const char *file;
	struct span bytes;
	struct diagnostics *faults;
	yaml_parser_t parser;
	yaml_event_t event;
	struct anchor *anchors;
	size_t anchor_count, anchor_capacity;
	uint32_t nodes, depth;
	bool failed;
};

static struct place place_of(const struct reader *reader, yaml_mark_t mark)
{
	return (struct place){reader->file, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1};
}

static bool next(struct reader *reader)
{
	yaml_event_delete(&reader->event);
	if (yaml_parser_parse(&reader->parser, &reader->event))
		return true;
	reader->failed = true;
	yaml_syntax_fault(&reader->parser, reader->file, reader->bytes, reader->faults);
	return false;
}

static struct yaml_node *fail(struct reader *reader, const char *code, struct place place, const char *what, const char *cure)
{
	diagnostics_error(reader->faults, code, place, "%s", what);
	diagnostic_cure(reader->faults, "%s", cure);
	reader->failed = true;
	return NULL;
}

static struct yaml_node *count_node(struct reader *reader, struct yaml_node *node, uint32_t weight)
{
	if (weight > LIMIT_YAML_NODES || reader->nodes > LIMIT_YAML_NODES - weight)
		return fail(reader, "alias-expansion", node->place, "the file becomes too large when its aliases are expanded", "write the repeated part out once, without aliases of aliases");
	reader->nodes += weight;
	return node;
}

static void check_tag(struct reader *reader, const yaml_char_t *tag, struct place place)
{
	if (!tag)
		return;
	diagnostics_error(reader->faults, "tag", place, "a tag (%s) stands here; values are always text", (const char *)tag);
	diagnostic_cure(reader->faults, "take the tag away");
}

static void name_anchor(struct reader *reader, const yaml_char_t *anchor, struct yaml_node *node, uint32_t before)
{
	if (!anchor || !node)
		return;
	struct span name = span_copy(reader->arena, span_of((const char *)anchor));
	ARRAY_PUSH(reader->anchors, reader->anchor_count, reader->anchor_capacity, ((struct anchor){name, node, reader->nodes - before}));
}

static struct yaml_node *alias(struct reader *reader)
{
	struct span name = span_of((const char *)reader->event.data.alias.anchor);
	struct place place = place_of(reader, reader->event.start_mark);
	for (size_t i = reader->anchor_count; i-- > 0;)
		if (span_equal(reader->anchors[i].name, name))
			return count_node(reader, reader->anchors[i].node, reader->anchors[i].weight);
	return fail(reader, "yaml-syntax", place, "an alias (*) of something that was not named before", "name it with & first, or put the whole value in quotes");
}

static struct yaml_node *scalar(struct reader *reader)
{
	static const enum yaml_style styles[] = {[YAML_ANY_SCALAR_STYLE] = YAML_PLAIN, [YAML_PLAIN_SCALAR_STYLE] = YAML_PLAIN,
	                                         [YAML_SINGLE_QUOTED_SCALAR_STYLE] = YAML_QUOTED, [YAML_DOUBLE_QUOTED_SCALAR_STYLE] = YAML_QUOTED,
	                                         [YAML_LITERAL_SCALAR_STYLE] = YAML_LITERAL, [YAML_FOLDED_SCALAR_STYLE] = YAML_FOLDED};
	struct yaml_node *node = arena_alloc(reader->arena, sizeof *node);
	node->kind = YAML_SCALAR;
	node->style = styles[reader->event.data.scalar.style];
	node->place = place_of(reader, reader->event.start_mark);
	node->text = (struct span){arena_text(reader->arena, (const char *)reader->event.data.scalar.value, reader->event.data.scalar.length),
	                           reader->event.data.scalar.length};
	check_tag(reader, reader->event.data.scalar.tag, node->place);
	return count_node(reader, node, 1);
}

static struct yaml_node *value(struct reader *reader);

static struct yaml_node *sequence(struct reader *reader)
{
	struct yaml_node *node = arena_alloc(reader->arena, sizeof *node), **items = NULL;
	size_t count = 0, capacity = 0;
	node->kind = YAML_SEQUENCE;
	node->place = place_of(reader, reader->event.start_mark);
	check_tag(reader, reader->event.data.sequence_start.tag, node->place);
	while (next(reader) && reader->event.type != YAML_SEQUENCE_END_EVENT) {
		struct yaml_node *item = value(reader);
		if (!item)
			break;
		ARRAY_PUSH(items, count, capacity, item);
	}
	node->items = arena_copy(reader->arena, items, count * sizeof *items);
	node->count = (uint32_t)count;
	memory_free(items);
	return reader->failed ? NULL : count_node(reader, node, 1);
}

#define FEW_KEYS 16 /* up to here keys are compared one by one */

static const struct yaml_node *same_key(const struct yaml_pair *pairs, size_t count, struct map *names, const struct yaml_node *key)
{
	if (count > FEW_KEYS) {
		uint32_t index = map_get(names, key->text);
		return index == MAP_NONE ? NULL : pairs[index].key;
	}
	for (size_t i = 0; i < count; i++)
		if (span_equal(pairs[i].key->text, key->text))
			return pairs[i].key;
	return NULL;
}

static bool take_key(struct reader *reader, const struct yaml_pair *pairs, size_t count, struct map *names, const struct yaml_node *key)
{
	if (key->kind != YAML_SCALAR)
		return fail(reader, "yaml-key", key->place, "a key is a list or a map here; a word was expected", "put the whole value in quotes") != NULL;
	if (span_is(key->text, "<<") && key->style == YAML_PLAIN) {
		diagnostics_error(reader->faults, "merge-key", key->place, "the merge key << is not part of this language");
		diagnostic_cure(reader->faults, "write the keys out");
	}
	const struct yaml_node *stands = same_key(pairs, count, names, key);
	if (stands) {
		diagnostics_error(reader->faults, "duplicate-key", key->place, "the key %.*s stands here twice", SPAN_ARGUMENTS(key->text));
		diagnostic_cure(reader->faults, "take one of them away");
		diagnostic_related(reader->faults, stands->place, "the first one");
	}
	return !stands;
}

static struct yaml_node *mapping(struct reader *reader)
{
	struct yaml_node *node = arena_alloc(reader->arena, sizeof *node);
	struct yaml_pair *pairs = NULL;
	struct map *names = map_new();
	size_t count = 0, capacity = 0;
	node->kind = YAML_MAPPING;
	node->place = place_of(reader, reader->event.start_mark);
	check_tag(reader, reader->event.data.mapping_start.tag, node->place);
	while (next(reader) && reader->event.type != YAML_MAPPING_END_EVENT) {
		struct yaml_pair pair = {.key = value(reader)};
		bool wanted = pair.key && take_key(reader, pairs, count, names, pair.key);
		if (reader->failed || !next(reader))
			break;
		pair.value = value(reader);
		if (!pair.value)
			break;
		if (!wanted)
			continue;
		map_put(names, pair.key->text, (uint32_t)count);
		ARRAY_PUSH(pairs, count, capacity, pair);
	}
	node->pairs = arena_copy(reader->arena, pairs, count * sizeof *pairs);
	node->count = (uint32_t)count;
	map_free(names);
	memory_free(pairs);
	return reader->failed ? NULL : count_node(reader, node, 1);
}

/* The node that begins with the event that stands there. */
static struct yaml_node *value(struct reader *reader)
{
	struct place place = place_of(reader, reader->event.start_mark);
	uint32_t before = reader->nodes;
	struct yaml_node *node = NULL;
	if (reader->depth == LIMIT_YAML_DEPTH)
		return fail(reader, "too-deep", place, "this is nested too deeply (more than 64 levels)", "take some of the levels away");
	reader->depth++;
	const yaml_char_t *anchor = reader->event.type == YAML_SCALAR_EVENT           ? reader->event.data.scalar.anchor
	                            : reader->event.type == YAML_SEQUENCE_START_EVENT ? reader->event.data.sequence_start.anchor
	                            : reader->event.type == YAML_MAPPING_START_EVENT  ? reader->event.data.mapping_start.anchor
	                                                                              : NULL;
	yaml_char_t *kept = anchor ? (yaml_char_t *)arena_text(reader->arena, (const char *)anchor, strlen((const char *)anchor)) : NULL;
	if (reader->event.type == YAML_ALIAS_EVENT)
		node = alias(reader);
	else if (reader->event.type == YAML_SCALAR_EVENT)
		node = scalar(reader);
	else if (reader->event.type == YAML_SEQUENCE_START_EVENT)
		node = sequence(reader);
	else if (reader->event.type == YAML_MAPPING_START_EVENT)
		node = mapping(reader);
	name_anchor(reader, kept, node, before);
	reader->depth--;
	return node;
}

static struct yaml_node *document(struct reader *reader)
{
	struct yaml_node *root = NULL;
	if (!next(reader) || !next(reader)) /* stream start, document start */
		return NULL;
	if (reader->event.type == YAML_STREAM_END_EVENT)
		return fail(reader, "yaml-syntax", (struct place){reader->file, 1, 1}, "the file is empty; a questionnaire was expected", "tanya-questionnaire(5) shows one");
	if (!next(reader))
		return NULL;
	root = value(reader);
	if (!root || !next(reader) || !next(reader)) /* document end, stream end */
		return NULL;
	if (reader->event.type == YAML_DOCUMENT_START_EVENT)
		diagnostics_error(reader->faults, "second-document", place_of(reader, reader->event.start_mark), "a second document begins here; one is expected");
	return root;
}

struct yaml_node *yaml_parse(struct arena *arena, const char *file, struct span bytes, struct diagnostics *faults)
{
	struct reader reader = {.arena = arena, .file = file, .bytes = bytes, .faults = faults};
	if (!yaml_encoding_fits(file, bytes, faults))
		return NULL;
	yaml_parser_initialize(&reader.parser);
	yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader.parser, (const unsigned char *)(bytes.data ? bytes.data : ""), bytes.length);
	struct yaml_node *root = document(&reader);
	yaml_event_delete(&reader.event);
	yaml_parser_delete(&reader.parser);
	memory_free(reader.anchors);
	return root;
}

struct yaml_node *yaml_get(const struct yaml_node *mapping_node, const char *key)
{
	for (uint32_t i = 0; mapping_node && mapping_node->kind == YAML_MAPPING && i < mapping_node->count; i++)
		if (span_is(mapping_node->pairs[i].key->text, key))
			return mapping_node->pairs[i].value;
	return NULL;
}

struct place yaml_place_in(const struct yaml_node *scalar_node, size_t offset)
{
	struct place place = scalar_node->place;
	uint32_t line, column;
	text_place(scalar_node->text, offset, &line, &column);
	if (scalar_node->style == YAML_LITERAL)
		return (struct place){place.file, place.line + line, 0};
	if (scalar_node->style == YAML_FOLDED || line > 1)
		return place;
	place.column += column - 1 + (scalar_node->style == YAML_QUOTED);
	return place;
}
