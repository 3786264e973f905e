/* The chain of a journal: each line's digits stand on all lines before it. */
#include <string.h>

#include "chain.h"
#include "tanya/system.h"

#define SMALL_LINE 2048 /* most lines are hashed without asking for memory */

static void chain_set(char chain[CHAIN_LENGTH + 1], struct span bytes)
{
	char hex[65];
	hash_sha256(hex, bytes);
	memcpy(chain, hex, CHAIN_LENGTH);
	chain[CHAIN_LENGTH] = 0;
}

void chain_start(char chain[CHAIN_LENGTH + 1], struct span id)
{
	chain_set(chain, id);
}

void chain_next(char chain[CHAIN_LENGTH + 1], struct span line_before_chain)
{
	char small[CHAIN_LENGTH + SMALL_LINE];
	size_t length = CHAIN_LENGTH + line_before_chain.length;
	char *bytes = length <= sizeof small ? small : memory_alloc(length);
	memcpy(bytes, chain, CHAIN_LENGTH);
	if (line_before_chain.length)
		memcpy(bytes + CHAIN_LENGTH, line_before_chain.data, line_before_chain.length);
	chain_set(chain, (struct span){bytes, length});
	if (bytes != small)
		memory_free(bytes);
}

bool chain_take(struct span line, struct span *body, struct span *digits)
{
	const size_t tail = sizeof CHAIN_MEMBER - 1 + CHAIN_LENGTH + 2; /* ,"chain":" digits "} */
	if (line.length < tail)
		return false;
	*body = span_sub(line, 0, line.length - tail);
	*digits = span_sub(line, line.length - CHAIN_LENGTH - 2, CHAIN_LENGTH);
	if (!span_starts(span_sub(line, body->length, tail), SPAN(CHAIN_MEMBER)) || !span_ends(line, SPAN("\"}")))
		return false;
	for (size_t i = 0; i < CHAIN_LENGTH; i++)
		if (!strchr("0123456789abcdef", digits->data[i]) || !digits->data[i])
			return false;
	return true;
}

bool chain_full_form(struct span line)
{
	struct span body, digits;
	return span_starts(line, SPAN("{\"n\":")) && chain_take(line, &body, &digits);
}
