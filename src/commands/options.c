/* Options: one reader for the global ones and for each command's table. */
#include <stdlib.h>
#include <string.h>

#include "command.h"

static const struct option_row *find_row(const struct option_row *rows, unsigned count, const char *word, const char **value)
{
	const char *equals = strchr(word, '=');
	size_t length = equals ? (size_t)(equals - word) : strlen(word);
	for (unsigned i = 0; i < count; i++) {
		if (strlen(rows[i].name) == length && memcmp(rows[i].name, word, length) == 0) {
			*value = equals ? equals + 1 : NULL;
			return &rows[i];
		}
	}
	return NULL;
}

static void store_value(const struct option_row *row, const char *value)
{
	if (row->kind == OPTION_TEXT) {
		*(const char **)row->into = value;
	} else {
		struct option_words *many = row->into;
		ARRAY_PUSH(many->items, many->count, many->capacity, value);
	}
}

/* One option at words[*at]; moves *at over its value. */
static bool take_one(const struct option_row *row, const char *value, int count, char **words, int *at, struct string *fault)
{
	if (row->kind == OPTION_FLAG) {
		if (value) {
			string_format(fault, "--%s takes no value", row->name);
			return false;
		}
		*(bool *)row->into = true;
		return true;
	}
	if (!value) {
		if (*at + 1 >= count) {
			string_format(fault, "--%s needs a value", row->name);
			return false;
		}
		value = words[++*at];
	}
	store_value(row, value);
	return true;
}

bool options_take(const struct option_row *rows, unsigned row_count, bool lenient, int count, char **words, int *left, struct string *fault)
{
	bool ended = false;
	int kept = 0;
	for (int at = 0; at < count; at++) {
		char *word = words[at];
		if (ended || strncmp(word, "--", 2) != 0) {
			words[kept++] = word;
			continue;
		}
		if (word[2] == '\0') {
			ended = true;
			if (lenient)
				words[kept++] = word;
			continue;
		}
		const char *value = NULL;
		const struct option_row *row = find_row(rows, row_count, word + 2, &value);
		if (row) {
			if (!take_one(row, value, count, words, &at, fault))
				return false;
		} else if (lenient) {
			words[kept++] = word;
		} else {
			string_format(fault, "unknown option %s", word);
			return false;
		}
	}
	*left = kept;
	return true;
}

int options_read(const struct command *command, const struct option_row *rows, unsigned row_count, int count, char **words, int least, int most,
                 int *left)
{
	struct string fault = {0};
	int status = EXIT_DONE;
	if (!options_take(rows, row_count, false, count, words, left, &fault))
		status = usage_fault(command, "%s", string_text(&fault));
	else if (*left < least)
		status = usage_fault(command, "something is missing: tanya %s %s", command->name, command->usage);
	else if (most >= 0 && *left > most)
		status = usage_fault(command, "%s is one word too many", words[most]);
	string_free(&fault);
	return status;
}

const char *option_pick(const char *given, const char *const *allowed, const char *otherwise)
{
	if (!given)
		return otherwise;
	for (; *allowed; allowed++)
		if (strcmp(given, *allowed) == 0)
			return *allowed;
	return NULL;
}
