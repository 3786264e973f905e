/* Which keys stand where. */
#include <string.h>

#include "loader.h"

#define ITEMS (IN_QUESTION | IN_GROUP | IN_REPEAT | IN_TOPIC)

static const struct {
	struct span name;
	unsigned contexts;
} keys[] = {
	{SPAN("tanya"), IN_FORM | IN_INCLUDED},
	{SPAN("id"), IN_FORM},
	{SPAN("version"), IN_FORM},
	{SPAN("title"), IN_FORM},
	{SPAN("kind"), IN_FORM},
	{SPAN("default_language"), IN_FORM},
	{SPAN("languages"), IN_FORM},
	{SPAN("instance_name"), IN_FORM},
	{SPAN("include"), IN_FORM | IN_INCLUDED},
	{SPAN("case"), IN_FORM},
	{SPAN("quick"), IN_FORM | IN_QUESTION},
	{SPAN("choices"), IN_FORM | IN_INCLUDED},
	{SPAN("survey"), IN_FORM},
	{SPAN("groups"), IN_INCLUDED},
	{SPAN("outcomes"), IN_FORM},
	{SPAN("multipliers"), IN_FORM},
	{SPAN("shorthand"), IN_FORM},
	{SPAN("about"), IN_OBSERVATION},
	{SPAN("compare"), IN_OBSERVATION},
	{SPAN("tables"), IN_FORM},
	{SPAN("scenarios"), IN_FORM},
	{SPAN("codes"), IN_FORM},
	{SPAN("themes"), IN_FORM},
	{SPAN("recording"), IN_FORM},
	{SPAN("states"), IN_FORM | ITEMS},
	{SPAN("use"), IN_USE},
	{SPAN("prefix"), IN_USE},
	{SPAN("group"), IN_GROUP},
	{SPAN("repeat"), IN_REPEAT},
	{SPAN("topic"), IN_TOPIC},
	{SPAN("name"), IN_QUESTION | IN_OUTCOME | IN_PROBE},
	{SPAN("type"), IN_QUESTION},
	{SPAN("label"), ITEMS | IN_CASE | IN_OUTCOME | IN_PROBE},
	{SPAN("hint"), ITEMS},
	{SPAN("guidance_hint"), ITEMS},
	{SPAN("relevant"), ITEMS},
	{SPAN("appearance"), ITEMS},
	{SPAN("media"), ITEMS},
	{SPAN("children"), IN_GROUP | IN_REPEAT | IN_TOPIC},
	{SPAN("required"), IN_QUESTION},
	{SPAN("required_message"), IN_QUESTION},
	{SPAN("constraint"), IN_QUESTION},
	{SPAN("constraint_message"), IN_QUESTION},
	{SPAN("check"), IN_QUESTION},
	{SPAN("calculation"), IN_QUESTION},
	{SPAN("default"), IN_QUESTION},
	{SPAN("trigger"), IN_QUESTION},
	{SPAN("read_only"), IN_QUESTION},
	{SPAN("choice_filter"), IN_QUESTION},
	{SPAN("parameters"), IN_QUESTION},
	{SPAN("personal"), IN_QUESTION},
	{SPAN("identifies"), IN_QUESTION},
	{SPAN("probes"), IN_TOPIC | IN_QUESTION},
	{SPAN("purpose"), IN_TOPIC},
	{SPAN("repeat_count"), IN_REPEAT},
	{SPAN("from"), IN_REPEAT},
	{SPAN("test"), IN_CHECK},
	{SPAN("message"), IN_CHECK},
	{SPAN("file"), IN_CASE},
	{SPAN("key"), IN_CASE},
};
#define KEYS (sizeof keys / sizeof *keys)

static const struct {
	unsigned context;
	const char *words;
} places[] = {
	{IN_FORM, "at the top of a form"},
	{IN_OBSERVATION, "at the top of a form of kind observation"},
	{IN_INCLUDED, "at the top of an included file"},
	{IN_QUESTION, "in a question"},
	{IN_GROUP, "in a group"},
	{IN_REPEAT, "in a repeat"},
	{IN_TOPIC, "in a topic"},
	{IN_USE, "beside use"},
	{IN_CHECK, "in a check"},
	{IN_CASE, "in case"},
	{IN_OUTCOME, "in an outcome"},
	{IN_PROBE, "in a probe"},
};

static const char *words_of_place(unsigned contexts)
{
	for (unsigned i = 0; i < sizeof places / sizeof *places; i++)
		if (places[i].context & contexts)
			return places[i].words;
	return "here";
}

/* Where the key may stand; 0: nowhere. */
static unsigned contexts_of(struct span name)
{
	for (size_t i = 0; i < KEYS; i++)
		if (span_equal(keys[i].name, name))
			return keys[i].contexts;
	return 0;
}

void check_keys(struct loader *loader, const struct yaml_node *mapping, unsigned contexts)
{
	for (uint32_t i = 0; i < mapping->count; i++) {
		const struct yaml_node *key = mapping->pairs[i].key;
		unsigned stands = contexts_of(key->text);
		if (stands & contexts)
			continue;
		fault(loader, "unknown-key", key, "the key %.*s is not known %s", SPAN_ARGUMENTS(key->text),
			words_of_place(contexts));
		struct nearest nearest = nearest_start(loader, key->text);
		for (size_t k = 0; k < KEYS; k++)
			if (keys[k].contexts & contexts)
				nearest_try(&nearest, keys[k].name, keys[k].name.data);
		if (nearest.name)
			cure(loader, "did you mean %s?", nearest.name);
		else if (stands)
			cure(loader, "it stands %s", words_of_place(stands));
		else
			cure(loader, "tanya-questionnaire(5) lists the keys");
	}
}
