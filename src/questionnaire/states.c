/* Which non-answers a question allows. */
#include "loader.h"

static uint8_t state_bit(struct loader *loader, const struct yaml_node *node)
{
	struct span word;
	enum answer_state state;
	if (!text_or_fault(loader, node, "a state", &word))
		return 0;
	if (answer_state_of(word, &state) && state >= STATE_DONT_KNOW && state <= STATE_NOT_APPLICABLE)
		return (uint8_t)(1u << state);
	fault(loader, "unknown-state", node, "there is no state %.*s that a question could allow", SPAN_ARGUMENTS(word));
	cure(loader, "take one of dont_know, refused, not_applicable");
	return 0;
}

uint8_t read_states(struct loader *loader, const struct yaml_node *node, uint8_t otherwise)
{
	uint8_t bits = 0;
	if (!node)
		return otherwise;
	if (node->kind != YAML_SEQUENCE) {
		fault(loader, "not-list", node, "states is a list: [dont_know, refused, not_applicable], or [] for none");
		return otherwise;
	}
	for (uint32_t i = 0; i < node->count; i++)
		bits |= state_bit(loader, node->items[i]);
	return bits;
}
