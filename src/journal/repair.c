/* What a damaged journal still holds, chained anew. */
#include <string.h>

#include "chain.h"
#include "tanya/journal.h"

/* A line of the old journal, sound or not. */
struct piece {
	struct span line, body, digits; /* body empty: it does not end in a chain */
	uint64_t n;                     /* 0: no event can be read */
	bool sound, repairs; /* repairs: a `repair` event */
	char computed[CHAIN_LENGTH + 1]; /* the chain it should have, from the best known one before it */
};
struct pieces {
	struct piece *items;
	size_t count, capacity;
	int64_t *named; /* gaps that sound repairs behind them name */
	size_t named_count, named_capacity;
};

static void cut_up(struct span bytes, struct pieces *pieces)
{
	struct arena *arena = arena_new();
	struct span rest = bytes, line;
	while (span_next(&rest, '\n', &line)) {
		struct piece piece = {.line = line};
		struct event event;
		if (!line.length)
			continue;
		if (chain_take(line, &piece.body, &piece.digits) && event_read(arena, line, &event) != EVENT_MALFORMED) {
			piece.n = event.n;
			piece.repairs = event.kind == EVENT_REPAIR;
		}
		ARRAY_PUSH(pieces->items, pieces->count, pieces->capacity, piece);
		arena_reset(arena);
	}
	arena_free(arena);
}

static bool fits(const char *before, const struct piece *piece)
{
	char chain[CHAIN_LENGTH + 1];
	memcpy(chain, before, sizeof chain);
	chain_next(chain, piece->body);
	return span_is(piece->digits, chain);
}

static void stated(const struct piece *piece, char chain[CHAIN_LENGTH + 1])
{
	memcpy(chain, piece->digits.data, CHAIN_LENGTH);
	chain[CHAIN_LENGTH] = 0;
}

/* With a known chain that does not fit, only a hole before the line excuses it: then the line after it must bear its n
 * out. */
static bool is_excused(const struct pieces *pieces, size_t i, bool known)
{
	const struct piece *piece = &pieces->items[i];
	if (!known)
		return true;
	bool neighbour = i && piece[-1].n + 1 == piece->n;
	return i && !neighbour && i + 1 < pieces->count && piece[1].n > piece->n;
}

/* A line is sound when it fits the chain that the line before it states, or the one that line should have had (then
 * only the digits of that line were hit, and it is sound as well), or when the line before it is gone so that no chain
 * can be known. */
static void judge(struct pieces *pieces, struct span id)
{
	char chain[CHAIN_LENGTH + 1];
	uint64_t last = 0;
	for (size_t i = 0; i < pieces->count; i++) {
		struct piece *piece = &pieces->items[i], *before = i ? piece - 1 : NULL;
		bool known = !before || before->digits.length;
		chain_start(chain, id);
		if (before && known)
			stated(before, chain);
		bool by_stated = piece->n && known && fits(chain, piece);
		bool by_computed = piece->n && before && before->computed[0] && fits(before->computed, piece);
		bool in_order = piece->n > last && piece->n - last <= FAR_GAP;
		piece->sound = piece->n && in_order && (by_stated || by_computed || is_excused(pieces, i, known));
		if (piece->sound && by_computed && !by_stated && before->n > last && before->n < piece->n)
			before->sound = true;
		if (piece->body.length && known) {
			memcpy(piece->computed, by_computed && !by_stated ? before->computed : chain, sizeof chain);
			chain_next(piece->computed, piece->body);
		}
		if (piece->sound)
			last = piece->n;
	}
}

/* As in reading: a repair names gaps before itself, and only one that stays does. */
static void gather_named(struct pieces *pieces)
{
	struct arena *arena = arena_new();
	for (size_t i = 0; i < pieces->count; i++) {
		struct event event;
		if (!pieces->items[i].sound || !pieces->items[i].repairs ||
			event_read(arena, pieces->items[i].line, &event) != EVENT_READ)
			continue;
		for (uint32_t k = 0; k < event.dropped_count; k++)
			if ((uint64_t)event.dropped[k] < event.n)
				ARRAY_PUSH(pieces->named, pieces->named_count, pieces->named_capacity, event.dropped[k]);
		arena_reset(arena);
	}
	arena_free(arena);
}

static bool is_named(const struct pieces *pieces, uint64_t n)
{
	for (size_t i = 0; i < pieces->named_count; i++)
		if ((uint64_t)pieces->named[i] == n)
			return true;
	return false;
}

struct dropped {
	int64_t *items;
	size_t count, capacity;
};

static void drop_up_to(const struct pieces *pieces, struct dropped *dropped, uint64_t from, uint64_t to)
{
	for (uint64_t n = from; n < to; n++)
		if (!is_named(pieces, n))
			ARRAY_PUSH(dropped->items, dropped->count, dropped->capacity, (int64_t)n);
}

/* Writes the sound lines as they are but for their chain; gives the n behind the last line that there was. */
static uint64_t write_sound(
	const struct pieces *pieces, struct string *out, char chain[CHAIN_LENGTH + 1], struct dropped *dropped)
{
	uint64_t last = 0;
	size_t behind = 0; /* lines behind the last sound one */
	for (size_t i = 0; i < pieces->count; i++) {
		const struct piece *piece = &pieces->items[i];
		behind++;
		if (!piece->sound)
			continue;
		drop_up_to(pieces, dropped, last + 1, piece->n);
		last = piece->n;
		behind = 0;
		chain_next(chain, piece->body);
		string_add(out, piece->body);
		string_add(out, SPAN(CHAIN_MEMBER));
		string_add(out, (struct span){chain, CHAIN_LENGTH});
		string_add(out, SPAN("\"}\n"));
	}
	drop_up_to(pieces, dropped, last + 1, last + 1 + behind);
	return last + 1 + behind;
}

bool journal_repaired(
	struct span bytes, struct span id, const struct event *repair, struct string *out, uint32_t *dropped_count)
{
	struct pieces pieces = {0};
	struct dropped dropped = {0};
	char chain[CHAIN_LENGTH + 1];
	cut_up(bytes, &pieces);
	judge(&pieces, id);
	gather_named(&pieces);
	chain_start(chain, id);
	bool fine = pieces.count && pieces.items[0].sound && pieces.items[0].n == 1;
	if (fine) {
		struct event event = *repair;
		event.kind = EVENT_REPAIR;
		event.n = write_sound(&pieces, out, chain, &dropped);
		event.dropped = dropped.items;
		event.dropped_count = (uint32_t)dropped.count;
		event_write(out, &event, NULL, chain);
		*dropped_count = event.dropped_count;
	}
	memory_free(pieces.items);
	memory_free(pieces.named);
	memory_free(dropped.items);
	return fine;
}
