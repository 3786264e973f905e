/* Chance, drawn from the generator of tanya-interview(5): the same inputs give the same numbers for ever. */
#include <math.h>
#include <sodium.h>
#include <string.h>

#include "functions.h"

#define PARK_MILLER_MODULUS 2147483647
#define PARK_MILLER_FACTOR 16807

static uint64_t mix(uint64_t state)
{
	state += 0x9E3779B97F4A7C15u;
	state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9u;
	state = (state ^ (state >> 27)) * 0x94D049BB133111EBu;
	return state ^ (state >> 31);
}

static uint64_t draw(uint64_t seed, uint64_t event, uint64_t node, uint64_t call)
{
	return mix(mix(mix(mix(seed) ^ event) ^ node) ^ call);
}

static double unit(uint64_t bits)
{
	return (double)(bits >> 11) * 0x1p-53;
}

double expression_random(uint64_t seed, uint64_t event, uint64_t node, uint64_t call)
{
	return unit(draw(seed, event, node, call));
}

uint64_t evaluation_draw(struct evaluation *e)
{
	const struct expression_world *world = e->world;
	return draw(world->seed, world->event, world->node, e->calls++);
}

struct value call_random(struct evaluation *e, const struct node *call)
{
	(void)call;
	return value_number(unit(evaluation_draw(e)));
}

void expression_shuffle(uint32_t *order, size_t count, int64_t seed)
{
	/* The inside-out shuffle: items 0…i are already in some order, the next goes into a place among them. */
	int64_t state = seed % PARK_MILLER_MODULUS;
	if (state <= 0)
		state += PARK_MILLER_MODULUS - 1;
	/* 0 would stay 0 for ever. */
	state = state > 0 ? state : 1;
	for (size_t i = 0; i < count; i++) {
		state = state * PARK_MILLER_FACTOR % PARK_MILLER_MODULUS;
		size_t other = (size_t)floor((double)(state - 1) / (PARK_MILLER_MODULUS - 1) * (double)(i + 1));
		order[i] = order[other];
		order[other] = (uint32_t)i;
	}
}

/* A seed that is no number is hashed: the first 8 bytes of its SHA-256, the highest first. No text at all is 0. */
static int64_t seed_of(struct evaluation *e, const struct value *value)
{
	double number = value_to_number(value, evaluation_offset(e));
	unsigned char bytes[crypto_hash_sha256_BYTES];
	uint64_t seed = 0;
	if (!isnan(number))
		return whole_number(number);
	struct span text = span_trim(evaluation_text(e, value));
	if (text.length == 0)
		return 0;
	crypto_hash_sha256(bytes, (const unsigned char *)text.data, text.length);
	for (int i = 0; i < 8; i++)
		seed = seed << 8 | bytes[i];
	return (int64_t)seed;
}

static struct value shuffled(struct evaluation *e, const struct value *nodes, size_t count, int64_t seed)
{
	struct value *values = arena_alloc(e->scratch, count * sizeof *values);
	uint32_t *order = memory_alloc(count * sizeof *order);
	expression_shuffle(order, count, seed);
	for (size_t i = 0; i < count; i++)
		values[i] = nodes[order[i]];
	memory_free(order);
	return (struct value){.kind = VALUE_NODES, .length = (uint32_t)count, .nodes = values};
}

/* One answer: the choices in it change places. */
static struct value shuffled_text(struct evaluation *e, struct span text, int64_t seed)
{
	struct value *words = NULL;
	size_t count = 0, capacity = 0;
	struct span word;
	while (span_token(&text, &word))
		ARRAY_PUSH(words, count, capacity, value_text(word));
	struct value order = shuffled(e, words, count, seed);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			string_add_byte(&e->buffer, ' ');
		string_add(&e->buffer, value_span(&order.nodes[i]));
	}
	memory_free(words);
	return evaluation_built(e);
}

struct value call_randomize(struct evaluation *e, const struct node *call)
{
	struct value value = argument_nodes(e, call, 0);
	struct value given = call->count > 1 ? argument(e, call, 1) : empty_value();
	int64_t seed = call->count > 1 ? seed_of(e, &given) : (int64_t)(evaluation_draw(e) >> 33);
	if (e->fault != NULL || !evaluation_steps(e, value.kind == VALUE_NODES ? value.length : 1))
		return empty_value();
	if (value.kind == VALUE_NODES)
		return shuffled(e, value.nodes, value.length, seed);
	struct span text = evaluation_text(e, &value);
	return shuffled_text(e, text, seed);
}

/* RFC 9562 version 4 from two draws. */
static struct value uuid_whole(struct evaluation *e)
{
	uint64_t high = evaluation_draw(e), low = evaluation_draw(e);
	high = (high & ~(uint64_t)0xF000) | 0x4000;
	low = (low & ~((uint64_t)3 << 62)) | (uint64_t)2 << 62;
	string_format(&e->buffer, "%08x-%04x-%04x-%04x-%012llx", (unsigned)(high >> 32), (unsigned)(high >> 16 & 0xFFFF),
		(unsigned)(high & 0xFFFF), (unsigned)(low >> 48), (unsigned long long)(low & 0xFFFFFFFFFFFFu));
	return evaluation_built(e);
}

/* uuid(n): n letters and digits. */
struct value call_uuid(struct evaluation *e, const struct node *call)
{
	static const char signs[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	if (call->count == 0)
		return uuid_whole(e);
	int64_t count = whole_number(argument_number(e, call, 0));
	count = count > 0 ? count : 0;
	char *room = count <= LIMIT_EXPRESSION_TEXT ? evaluation_room(e, (size_t)count) : NULL;
	if (room == NULL) {
		evaluation_fail(e, "uuid() makes at most %u characters", LIMIT_EXPRESSION_TEXT);
		return empty_value();
	}
	for (int64_t i = 0; i < count && evaluation_steps(e, 1); i++)
		room[i] = signs[(size_t)(unit(evaluation_draw(e)) * 62)];
	return value_text((struct span){room, (size_t)count});
}
