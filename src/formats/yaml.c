/* YAML by libyaml's events: a tree of marked nodes in an arena. */
#include <string.h>

#include <yaml.h>

#include "tanya/formats.h"
#include "yaml_faults.h"

struct anchor {
	struct yaml_node *node;
	uint32_t weight; /* nodes it stands for, all aliases expanded */
	uint32_t height; /* levels of lists and maps in it */
};

struct reader {
	struct arena *arena;
	const char *file;
	struct span source; /* the file's bytes, without a BOM */
	struct diagnostics *faults;
	yaml_parser_t parser;
	yaml_event_t event;
	struct anchor *anchors;
	size_t anchor_count, anchor_capacity;
	struct map *anchor_names;
	struct yaml_node **stack; /* children of the lists and maps that are still open */
	size_t stack_count, stack_capacity;
	struct yaml_node *fresh; /* nodes to be given out: their size is no multiple of the arena's alignment */
	size_t fresh_left;
	char *texts; /* room for short texts, which need no alignment */
	size_t texts_left;
	size_t index, byte; /* the same spot of the source in characters and in bytes */
	uint32_t nodes, depth, height, told;
	bool expanded, failed;
};

static struct place place_of(const struct reader *reader, yaml_mark_t mark)
{
	return (struct place){reader->file, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1};
}

/* libyaml's marks count characters. They nearly always go forward, so the walk is linear in all. */
static size_t byte_of(struct reader *reader, yaml_mark_t mark)
{
	const char *data = reader->source.data;
	if (reader->index < mark.index) {
		struct span rest = span_sub(reader->source, reader->byte, SIZE_MAX);
		reader->byte += text_offset(rest, mark.index - reader->index);
		reader->index = mark.index;
	}
	for (; reader->index > mark.index && reader->byte > 0; reader->index--) {
		reader->byte--;
		while (reader->byte > 0 && (data[reader->byte] & 0xC0) == 0x80)
			reader->byte--;
	}
	return reader->byte;
}

static bool next(struct reader *reader)
{
	yaml_event_delete(&reader->event);
	if (yaml_parser_parse(&reader->parser, &reader->event))
		return true;
	reader->failed = true;
	yaml_parser_fault(&reader->parser, reader->file, reader->source, reader->faults);
	return false;
}

/* A fault after which reading goes on; past a hundred of them nobody reads the rest. */
static bool tell(struct reader *reader)
{
	if (++reader->told <= LIMIT_YAML_FAULTS)
		return true;
	if (reader->told == LIMIT_YAML_FAULTS + 1) {
		diagnostics_error(reader->faults, "too-many-faults", place_of(reader, reader->event.start_mark),
			"this file has more than %d faults; those that follow are not told", LIMIT_YAML_FAULTS);
		diagnostic_cure(reader->faults, "mend those above first");
	}
	return false;
}

static struct yaml_node *fail(
	struct reader *reader, const char *code, struct place place, const char *what, const char *cure)
{
	diagnostics_error(reader->faults, code, place, "%s", what);
	diagnostic_cure(reader->faults, "%s", cure);
	reader->failed = true;
	return NULL;
}

static struct yaml_node *too_deep(struct reader *reader)
{
	diagnostics_error(reader->faults, "too-deep", place_of(reader, reader->event.start_mark),
		"this is nested too deeply; at most %d levels were expected", LIMIT_YAML_DEPTH);
	diagnostic_cure(reader->faults, "take some of the levels away");
	reader->failed = true;
	return NULL;
}

static struct yaml_node *count_node(struct reader *reader, struct yaml_node *node, uint32_t weight)
{
	if (weight <= LIMIT_YAML_NODES && reader->nodes <= LIMIT_YAML_NODES - weight) {
		reader->nodes += weight;
		return node;
	}
	struct place place = place_of(reader, reader->event.start_mark);
	if (reader->expanded)
		return fail(reader, "alias-expansion", place, "the file becomes too large when its aliases (*) are expanded",
			"write the repeated part out once, without aliases of aliases");
	return fail(reader, "too-large", place, "the file has too many values", "keep long lists in a CSV file");
}

/* The text of a property (`&name`, `!tag`) or anything else that ends at white space or at one of YAML's breaks. */
static struct span word_at(const struct reader *reader, size_t at)
{
	struct span word, rest = span_sub(reader->source, at, SIZE_MAX);
	size_t end = 0;
	if (!span_token(&rest, &word))
		return (struct span){0};
	while (end < word.length && !yaml_break(word, end))
		end++;
	return span_sub(word, 0, end);
}

/* Has the node that begins here a tag? They are refused: values are always text. */
static void check_tag(struct reader *reader, const yaml_char_t *tag)
{
	if (!tag || !tell(reader))
		return;
	size_t at = byte_of(reader, reader->event.start_mark);
	struct span word = word_at(reader, at);
	if (span_starts(word, SPAN("&")))
		word = word_at(reader, (size_t)(word.data - reader->source.data) + word.length);
	bool known = span_starts(word, SPAN("!")) && word.length < 80 && text_valid(word, NULL);
	diagnostics_error(reader->faults, "tag", place_of(reader, reader->event.start_mark),
		"a tag (%.*s) stands here; values are always text", known ? (int)word.length : 1, known ? word.data : "!");
	diagnostic_cure(reader->faults, "take the tag away; if it is text, " YAML_QUOTES_CURE);
}

#define FRESH_NODES ((size_t)128)

static struct yaml_node *new_node(struct reader *reader, enum yaml_kind kind)
{
	if (!reader->fresh_left) {
		reader->fresh_left = reader->nodes < FRESH_NODES ? 8 : FRESH_NODES;
		reader->fresh = arena_alloc(reader->arena, reader->fresh_left * sizeof *reader->fresh);
	}
	struct yaml_node *node = &reader->fresh[--reader->fresh_left];
	node->kind = kind;
	node->place = place_of(reader, reader->event.start_mark);
	return node;
}

static struct yaml_node *alias(struct reader *reader)
{
	uint32_t at = map_get(reader->anchor_names, span_of((const char *)reader->event.data.alias.anchor));
	struct place place = place_of(reader, reader->event.start_mark);
	if (at == MAP_NONE)
		return fail(reader, "yaml-syntax", place, "an alias (*) of something that no & before it names in full",
			YAML_QUOTES_CURE ", or name the thing with & first");
	const struct anchor *anchor = &reader->anchors[at];
	if (reader->depth + anchor->height > LIMIT_YAML_DEPTH)
		return too_deep(reader);
	reader->expanded = true;
	reader->height = anchor->height;
	return count_node(reader, anchor->node, anchor->weight);
}

/* `&name`: the word may go on without a blank, `&x:y` is the anchor x on `:y`. */
static size_t anchor_length(struct span text)
{
	static const char others[] = "0123456789_-";
	size_t length = 1;
	while (length < text.length && text.data[length] &&
		   (((text.data[length] | 32) >= 'a' && (text.data[length] | 32) <= 'z') || strchr(others, text.data[length])))
		length++;
	return length;
}

/* The marks of a scalar with an anchor or a tag begin at that. */
static size_t pass_properties(const struct reader *reader, size_t at, size_t end, struct place *place)
{
	while (at < end) {
		char byte = reader->source.data[at];
		size_t broken = yaml_break(reader->source, at), length = 1;
		if (byte == '&')
			length = anchor_length(span_sub(reader->source, at, end - at));
		else if (byte == '!')
			length = word_at(reader, at).length;
		else if (byte == '#')
			length = yaml_line(span_sub(reader->source, at, SIZE_MAX), 0).length;
		else if (broken)
			length = broken;
		else if (byte != ' ' && byte != '\t')
			break;
		length = length < end - at ? length : end - at;
		place->column = broken ? 1 : place->column + (uint32_t)text_length(span_sub(reader->source, at, length));
		place->line += broken > 0;
		at += length;
	}
	return at < end ? at : end;
}

#define TEXTS_ROOM ((size_t)16384)

static struct span copy_text(struct reader *reader, const char *text, size_t length)
{
	if (length >= TEXTS_ROOM / 8)
		return (struct span){arena_text(reader->arena, text, length), length};
	if (length >= reader->texts_left) {
		reader->texts = arena_alloc(reader->arena, TEXTS_ROOM);
		reader->texts_left = TEXTS_ROOM;
	}
	char *copy = memcpy(reader->texts, text, length);
	copy[length] = '\0';
	reader->texts += length + 1;
	reader->texts_left -= length + 1;
	return (struct span){copy, length};
}

static struct yaml_node *scalar(struct reader *reader)
{
	static const enum yaml_style styles[] = {
		[YAML_ANY_SCALAR_STYLE] = YAML_PLAIN,
		[YAML_PLAIN_SCALAR_STYLE] = YAML_PLAIN,
		[YAML_SINGLE_QUOTED_SCALAR_STYLE] = YAML_QUOTED,
		[YAML_DOUBLE_QUOTED_SCALAR_STYLE] = YAML_QUOTED,
		[YAML_LITERAL_SCALAR_STYLE] = YAML_LITERAL,
		[YAML_FOLDED_SCALAR_STYLE] = YAML_FOLDED,
	};
	struct yaml_node *node = new_node(reader, YAML_SCALAR);
	const char *text = (const char *)reader->event.data.scalar.value;
	node->style = styles[reader->event.data.scalar.style];
	node->text = copy_text(reader, text, reader->event.data.scalar.length);
	size_t from = byte_of(reader, reader->event.start_mark), end = byte_of(reader, reader->event.end_mark);
	check_tag(reader, reader->event.data.scalar.tag);
	if (reader->event.data.scalar.anchor || reader->event.data.scalar.tag)
		from = pass_properties(reader, from, end, &node->place);
	node->source = span_sub(reader->source, from, end - from);
	if (from == reader->source.length)
		node->place = yaml_end(reader->file, reader->source);
	reader->height = 0;
	return count_node(reader, node, 1);
}

static struct yaml_node *value(struct reader *reader);

static void push(struct reader *reader, struct yaml_node *node)
{
	ARRAY_PUSH(reader->stack, reader->stack_count, reader->stack_capacity, node);
}

static void *pop_all(struct reader *reader, size_t from)
{
	size_t size = (reader->stack_count - from) * sizeof *reader->stack;
	reader->stack_count = from;
	return size ? arena_copy(reader->arena, reader->stack + from, size) : NULL;
}

/* How many more `(` than `)` a plain scalar has. */
static int open_parentheses(const struct yaml_node *node)
{
	int open = 0;
	for (size_t i = 0; node->kind == YAML_SCALAR && node->style == YAML_PLAIN && i < node->text.length; i++)
		open += (node->text.data[i] == '(') - (node->text.data[i] == ')');
	return open;
}

/* `{calculation: if(a, b, c)}` is cut at its commas: YAML finds no fault, but nobody meant that. */
static void check_cut(struct reader *reader, const struct yaml_node *before, const struct yaml_node *after, bool cut)
{
	if (!cut || !before || open_parentheses(before) <= 0 || !tell(reader))
		return;
	diagnostics_error(
		reader->faults, "yaml-syntax", after->place, "the comma before this ends the value that has its ( open");
	diagnostic_cure(reader->faults, YAML_QUOTES_CURE);
	diagnostic_related(reader->faults, before->place, "the value begins here");
}

static struct yaml_node *sequence(struct reader *reader)
{
	struct yaml_node *node = new_node(reader, YAML_SEQUENCE), *before = NULL;
	bool flow = reader->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
	size_t from = reader->stack_count;
	uint32_t height = 0;
	check_tag(reader, reader->event.data.sequence_start.tag);
	while (next(reader) && reader->event.type != YAML_SEQUENCE_END_EVENT) {
		struct yaml_node *item = value(reader);
		if (!item)
			break;
		if (flow)
			check_cut(reader, before, item, open_parentheses(item) < 0);
		before = item;
		height = reader->height > height ? reader->height : height;
		push(reader, item);
	}
	if (reader->failed)
		return NULL;
	node->count = (uint32_t)(reader->stack_count - from);
	node->items = pop_all(reader, from);
	reader->height = height + 1;
	return count_node(reader, node, 1);
}

#define FEW_KEYS 16 /* up to here keys are compared one by one */

/* The keys of one map while it is read. */
struct keys {
	size_t from;       /* where its keys and values begin on the stack */
	struct map *names; /* when there are many */
};

static const struct yaml_node *key_before(struct reader *reader, struct keys *keys, struct span text)
{
	size_t count = (reader->stack_count - keys->from) / 2;
	struct yaml_node **pairs = count ? reader->stack + keys->from : NULL;
	if (count <= FEW_KEYS) {
		for (size_t i = 0; i < count; i++)
			if (span_equal(pairs[2 * i]->text, text))
				return pairs[2 * i];
		return NULL;
	}
	if (!keys->names)
		keys->names = map_new();
	for (size_t i = map_count(keys->names); i < count; i++)
		map_put(keys->names, pairs[2 * i]->text, (uint32_t)i);
	uint32_t at = map_get(keys->names, text);
	return at == MAP_NONE ? NULL : pairs[2 * (size_t)at];
}

/* Reports what is wrong with a key; false when its pair is to be left out. */
static bool key_fits(struct reader *reader, struct keys *keys, const struct yaml_node *key)
{
	if (key->kind != YAML_SCALAR) {
		if (tell(reader)) {
			diagnostics_error(
				reader->faults, "yaml-key", key->place, "a key is a list or a map here; a word was expected");
			diagnostic_cure(reader->faults, YAML_QUOTES_CURE);
		}
		return false;
	}
	if (key->style == YAML_PLAIN && span_is(key->text, "<<")) {
		if (tell(reader)) {
			diagnostics_error(reader->faults, "merge-key", key->place, "the merge key << is not part of this language");
			diagnostic_cure(reader->faults, "write the keys out");
		}
		return false;
	}
	const struct yaml_node *first = key_before(reader, keys, key->text);
	if (first && tell(reader)) {
		struct span shown = span_sub(key->text, 0, text_offset(key->text, 60));
		diagnostics_error(
			reader->faults, "duplicate-key", key->place, "the key `%.*s` stands here twice", SPAN_ARGUMENTS(shown));
		diagnostic_cure(reader->faults, "take one of them away");
		diagnostic_related(reader->faults, first->place, "the first one");
	}
	return !first;
}

/* The pairs of a map, on the stack; false when reading failed. */
static bool take_pairs(struct reader *reader, struct keys *keys, bool flow, uint32_t *height)
{
	const struct yaml_node *before = NULL;
	while (next(reader) && reader->event.type != YAML_MAPPING_END_EVENT) {
		struct yaml_node *key = value(reader);
		if (!key)
			return false;
		uint32_t key_height = reader->height;
		bool wanted = key_fits(reader, keys, key);
		if (!next(reader))
			return false;
		struct yaml_node *content = value(reader);
		if (!content)
			return false;
		bool absent = content->kind == YAML_SCALAR && !content->source.length;
		if (flow)
			check_cut(reader, before, key, absent);
		before = content;
		*height = reader->height > *height ? reader->height : *height;
		*height = key_height > *height ? key_height : *height;
		if (wanted) {
			push(reader, key);
			push(reader, content);
		}
	}
	return !reader->failed;
}

static struct yaml_node *mapping(struct reader *reader)
{
	struct yaml_node *node = new_node(reader, YAML_MAPPING);
	bool flow = reader->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
	struct keys keys = {.from = reader->stack_count};
	uint32_t height = 0;
	check_tag(reader, reader->event.data.mapping_start.tag);
	bool fine = take_pairs(reader, &keys, flow, &height);
	map_free(keys.names);
	if (!fine)
		return NULL;
	node->count = (uint32_t)((reader->stack_count - keys.from) / 2);
	node->pairs = pop_all(reader, keys.from); /* key, value, key, value: as in struct yaml_pair */
	reader->height = height + 1;
	return count_node(reader, node, 1);
}

_Static_assert(sizeof(struct yaml_pair) == 2 * sizeof(struct yaml_node *), "pairs are copied from the stack");

static const yaml_char_t *anchor_of(const yaml_event_t *event)
{
	if (event->type == YAML_SCALAR_EVENT)
		return event->data.scalar.anchor;
	if (event->type == YAML_SEQUENCE_START_EVENT)
		return event->data.sequence_start.anchor;
	return event->type == YAML_MAPPING_START_EVENT ? event->data.mapping_start.anchor : NULL;
}

/* A list or map, one level further down. */
static struct yaml_node *container(struct reader *reader)
{
	if (reader->depth == LIMIT_YAML_DEPTH)
		return too_deep(reader);
	reader->depth++;
	struct yaml_node *node = reader->event.type == YAML_SEQUENCE_START_EVENT ? sequence(reader) : mapping(reader);
	reader->depth--;
	return node;
}

/* The node that begins with the event that stands there. Leaves its height in the reader. */
static struct yaml_node *value(struct reader *reader)
{
	if (reader->event.type == YAML_ALIAS_EVENT)
		return alias(reader);
	uint32_t before = reader->nodes;
	const yaml_char_t *anchor = anchor_of(&reader->event);
	struct span name = anchor ? span_copy(reader->arena, span_of((const char *)anchor)) : (struct span){0};
	struct yaml_node *node = reader->event.type == YAML_SCALAR_EVENT ? scalar(reader) : container(reader);
	if (node && name.data) {
		map_set(reader->anchor_names, name, (uint32_t)reader->anchor_count);
		struct anchor named = {node, reader->nodes - before, reader->height};
		ARRAY_PUSH(reader->anchors, reader->anchor_count, reader->anchor_capacity, named);
	}
	return node;
}

static struct yaml_node *document(struct reader *reader)
{
	if (!next(reader) || !next(reader)) /* stream start, document start */
		return NULL;
	if (reader->event.type == YAML_STREAM_END_EVENT)
		return fail(reader, "yaml-syntax", (struct place){reader->file, 1, 1},
			"the file is empty; `key: value` lines were expected", "write at least one line that is no comment");
	struct yaml_node *root = next(reader) ? value(reader) : NULL;
	if (!root || !next(reader) || !next(reader)) /* document end, stream end */
		return NULL;
	if (reader->event.type == YAML_DOCUMENT_START_EVENT) {
		diagnostics_error(reader->faults, "second-document", place_of(reader, reader->event.start_mark),
			"a second document begins here; one was expected");
		diagnostic_cure(reader->faults, "take the line --- away, or put the rest into a file of its own");
	}
	return root;
}

struct yaml_node *yaml_parse(struct arena *arena, const char *file, struct span bytes, struct diagnostics *faults)
{
	struct reader reader = {.arena = arena, .file = file, .faults = faults};
	if (!yaml_bytes_fit(file, bytes, faults))
		return NULL;
	if (span_starts(bytes, SPAN("\xEF\xBB\xBF")))
		bytes = span_sub(bytes, 3, SIZE_MAX);
	reader.source = bytes.data ? bytes : SPAN("");
	reader.anchor_names = map_new();
	if (!yaml_parser_initialize(&reader.parser)) {
		map_free(reader.anchor_names);
		return fail(&reader, "yaml-syntax", (struct place){file, 0, 0}, "there is no memory to read the file",
			"close other programs");
	}
	yaml_parser_set_encoding(&reader.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&reader.parser, (const unsigned char *)reader.source.data, reader.source.length);
	struct yaml_node *root = document(&reader);
	yaml_event_delete(&reader.event);
	yaml_parser_delete(&reader.parser);
	map_free(reader.anchor_names);
	memory_free(reader.anchors);
	memory_free(reader.stack);
	return root;
}
