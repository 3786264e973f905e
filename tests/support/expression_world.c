#include <stdlib.h>
#include <string.h>

#include "expression_world.h"

/* ---- the scope ---- */

static struct map_entry *find(struct map_world *map, struct span name)
{
	uint32_t index = map_get(map->names, name);
	return index != MAP_NONE ? &map->entries[index] : NULL;
}

static bool resolve(void *self, struct span name, struct reference *reference, const char **nearest)
{
	struct map_world *map = self;
	const struct map_entry *entry = find(map, name);
	*nearest = NULL;
	if (entry == NULL)
		return false;
	reference->item = (uint32_t)(entry - map->entries);
	reference->many = entry->value.kind == VALUE_NODES;
	reference->container = entry->container;
	return true;
}

static struct map_entry *entry_of(struct map_world *map, const struct reference *reference)
{
	return reference->item == REFERENCE_SELF ? find(map, SPAN(".")) : &map->entries[reference->item];
}

/* ---- the world ---- */

static struct value one(void *self, const struct reference *reference)
{
	struct map_world *map = self;
	const struct map_entry *entry = entry_of(map, reference);
	map->reads++;
	return entry != NULL ? entry->value : value_text(SPAN(""));
}

static struct value indexed(void *self, const struct reference *reference, const int64_t *indexes, size_t count)
{
	struct map_world *map = self;
	struct value value = entry_of(map, reference)->value;
	map->reads++;
	for (size_t i = 0; i < count && value.kind == VALUE_NODES; i++) {
		if (indexes[i] < 1 || indexes[i] > (int64_t)value.length)
			return value_text(SPAN(""));
		value = value.nodes[indexes[i] - 1];
	}
	return value;
}

static enum answer_state state(void *self, const struct reference *reference)
{
	const struct map_entry *entry = entry_of(self, reference);
	if (entry->stated)
		return entry->state;
	return value_is_empty(&entry->value) ? STATE_UNANSWERED : STATE_ANSWERED;
}

static double base(void *self, const struct reference *reference)
{
	return 1000 * value_to_number(&entry_of(self, reference)->value, 0);
}

static double position(void *self, unsigned up)
{
	return ((struct map_world *)self)->row + 10 * up;
}

static struct value choice_label(void *self, const struct reference *reference, struct span name)
{
	struct map_world *map = self;
	struct string text = {0};
	string_format(&text, "[%.*s of %u]", SPAN_ARGUMENTS(name), reference->item);
	struct span copy = span_copy(map->arena, string_span(&text));
	string_free(&text);
	return value_text(copy);
}

static struct value lookup(void *self, struct span file, struct span column, struct span key_column, struct span key)
{
	struct map_world *map = self;
	struct string text = {0};
	string_format(&text, "%.*s.%.*s[%.*s=%.*s]", SPAN_ARGUMENTS(file), SPAN_ARGUMENTS(column),
		SPAN_ARGUMENTS(key_column), SPAN_ARGUMENTS(key));
	struct span copy = span_copy(map->arena, string_span(&text));
	string_free(&text);
	return value_text(copy);
}

static uint64_t version(void *self, const struct reference *reference)
{
	(void)reference;
	return ((struct map_world *)self)->version;
}

void map_world_open(struct map_world *map)
{
	*map = (struct map_world){.arena = arena_new(), .scratch = arena_new(), .names = map_new(), .row = 3};
	map->scope = (struct expression_scope){.self = map, .resolve = resolve};
	map->world = (struct expression_world){
		.self = map,
		.one = one,
		.many = one,
		.indexed = indexed,
		.state = state,
		.base = base,
		.position = position,
		.choice_label = choice_label,
		.lookup = lookup,
		.version = version,
		.duration_s = 754.25,
		.seed = 1,
		.event = 2,
		.node = 3,
	};
	if (!moment_parse(SPAN("2024-05-15T10:30:00-07:00"), 0, &map->world.now))
		abort();
}

void map_world_close(struct map_world *map)
{
	diagnostics_free(&map->faults);
	map_free(map->names);
	memory_free(map->entries);
	arena_free(map->arena);
	arena_free(map->scratch);
}

struct map_entry *map_world_set(struct map_world *map, const char *name, struct value value)
{
	struct map_entry entry = {.value = value};
	struct span key = span_copy(map->arena, span_of(name));
	map_set(map->names, key, (uint32_t)map->count);
	ARRAY_PUSH(map->entries, map->count, map->capacity, entry);
	return &map->entries[map->count - 1];
}

struct value map_text(const char *text)
{
	return value_text(span_of(text));
}

struct value map_date(const char *text)
{
	return value_date(span_of(text));
}

/* ---- a JSON reader for what the vectors' `set` holds ---- */

struct reader {
	struct map_world *map;
	struct span text;
	size_t at;
	bool failed;
};

static char peek(struct reader *r)
{
	while (r->at < r->text.length && (r->text.data[r->at] == ' ' || r->text.data[r->at] == '\t'))
		r->at++;
	return r->at < r->text.length ? r->text.data[r->at] : '\0';
}

static bool take(struct reader *r, char sign)
{
	if (peek(r) != sign)
		return false;
	r->at++;
	return true;
}

static void expect(struct reader *r, char sign)
{
	if (!take(r, sign))
		r->failed = true;
}

static void read_escape(struct reader *r, struct string *out)
{
	static const char letters[] = "nrtbf\"\\/", bytes[] = "\n\r\t\b\f\"\\/";
	char letter = r->at < r->text.length ? r->text.data[r->at++] : '\0';
	const char *found = letter != '\0' ? strchr(letters, letter) : NULL;
	if (letter == 'u' && r->at + 4 <= r->text.length) {
		char digits[5] = {0};
		memcpy(digits, r->text.data + r->at, 4);
		text_encode(out, (uint32_t)strtoul(digits, NULL, 16));
		r->at += 4;
	} else if (found != NULL) {
		string_add_byte(out, bytes[found - letters]);
	} else {
		r->failed = true;
	}
}

static struct span read_text(struct reader *r)
{
	struct string text = {0};
	expect(r, '"');
	while (!r->failed) {
		if (r->at >= r->text.length) {
			r->failed = true;
			break;
		}
		char byte = r->text.data[r->at++];
		if (byte == '"')
			break;
		if (byte == '\\')
			read_escape(r, &text);
		else
			string_add_byte(&text, byte);
	}
	struct span copy = span_copy(r->map->arena, string_span(&text));
	string_free(&text);
	return copy;
}

static struct value typed(struct reader *r, struct span kind, struct span text)
{
	static const struct {
		const char *word;
		enum value_kind kind;
	} kinds[] = {{"date", VALUE_DATE}, {"datetime", VALUE_DATETIME}, {"time", VALUE_TIME}};
	struct value value = value_text(text);
	double number = 0;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (span_is(kind, kinds[i].word)) {
			value.kind = (uint8_t)kinds[i].kind;
			return value;
		}
	}
	if (span_is(kind, "number") && number_parse(text, &number))
		return value_number(number);
	r->failed = true;
	return value;
}

static struct value read_value(struct reader *r)
{
	struct value *nodes = NULL, value;
	size_t count = 0, capacity = 0;
	if (take(r, '{')) {
		struct span kind = read_text(r);
		expect(r, ':');
		value = typed(r, kind, read_text(r));
		expect(r, '}');
		return value;
	}
	if (!take(r, '['))
		return value_text(read_text(r));
	while (!r->failed && !take(r, ']')) {
		if (count > 0)
			expect(r, ',');
		value = read_value(r);
		ARRAY_PUSH(nodes, count, capacity, value);
	}
	value = (struct value){.kind = VALUE_NODES, .length = (uint32_t)count};
	value.nodes = count > 0 ? arena_copy(r->map->arena, nodes, count * sizeof *nodes) : NULL;
	memory_free(nodes);
	return value;
}

bool map_world_json(struct map_world *map, struct span json)
{
	struct reader reader = {.map = map, .text = json};
	if (span_trim(json).length == 0)
		return true;
	expect(&reader, '{');
	for (size_t i = 0; !reader.failed && !take(&reader, '}'); i++) {
		if (i > 0)
			expect(&reader, ',');
		struct span name = read_text(&reader);
		expect(&reader, ':');
		map_world_set(map, name.data, read_value(&reader));
	}
	return !reader.failed;
}

/* ---- results ---- */

bool map_world_evaluate(struct map_world *map, struct span source, struct value *value, const char **fault)
{
	diagnostics_free(&map->faults);
	map->faults = (struct diagnostics){0};
	const struct expression *expression = expression_compile(map->arena, source, &map->scope, &map->faults);
	*value = value_text(SPAN(""));
	if (expression == NULL) {
		*fault = map->faults.count > 0 ? map->faults.items[0].message : "no expression and no fault";
		return false;
	}
	return expression_evaluate(expression, &map->world, map->scratch, value, fault);
}

const char *map_world_print(struct map_world *map, const char *source)
{
	struct string text = {0};
	struct value value;
	const char *fault = NULL;
	if (map_world_evaluate(map, span_of(source), &value, &fault))
		value_print(&text, &value);
	else
		string_format(&text, "error: %s", fault);
	const char *copy = arena_text(map->scratch, string_text(&text), text.length);
	string_free(&text);
	return copy;
}
