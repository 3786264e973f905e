/* A folder of its own for a test. */
#include "place.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "faulty.h"

void place_read(const char *path, struct string *out)
{
	char bytes[4096];
	FILE *file = fopen(path, "rb");
	if (!file)
		fail_msg("%s cannot be read", path);
	string_clear(out);
	for (size_t count; (count = fread(bytes, 1, sizeof bytes, file)) > 0;)
		string_add(out, (struct span){bytes, count});
	fclose(file);
}

void place_write(const char *path, struct span bytes)
{
	FILE *file = fopen(path, "wb");
	if (!file)
		fail_msg("%s cannot be written", path);
	assert_int_equal(fwrite(bytes.data, 1, bytes.length, file), bytes.length);
	fclose(file);
}

/* Every name below a folder: what is wished for is counted, and taken away when `remove`. */
static unsigned walk(const char *folder, const char *part, bool away)
{
	unsigned count = 0;
	struct string path = {0};
	DIR *directory = opendir(folder);
	for (struct dirent *entry; directory && (entry = readdir(directory));) {
		struct stat status;
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		string_clear(&path);
		string_format(&path, "%s/%s", folder, entry->d_name);
		if (lstat(string_text(&path), &status) == 0 && S_ISDIR(status.st_mode)) {
			chmod(string_text(&path), 0700);
			count += walk(string_text(&path), part, away);
			if (away)
				rmdir(string_text(&path));
		} else {
			count += !part || strstr(string_text(&path), part);
			if (away)
				unlink(string_text(&path));
		}
	}
	if (directory)
		closedir(directory);
	string_free(&path);
	return count;
}

unsigned place_count(const char *folder)
{
	return walk(folder, NULL, false);
}

bool place_has(const struct place_of_work *place, const char *part)
{
	return walk(string_text(&place->data), part, false) > 0;
}

static void show_faults(const struct diagnostics *faults)
{
	struct string text = {0};
	diagnostics_print(&text, faults);
	print_error("%s", string_text(&text));
	string_free(&text);
}

void place_make(struct place_of_work *place, const char *yaml)
{
	char folder[256];
	const char *temp = getenv("TMPDIR");
	*place = (struct place_of_work){0};
	snprintf(folder, sizeof folder, "%s/tanya-place-XXXXXX", temp ? temp : "/tmp");
	assert_non_null(mkdtemp(folder));
	string_add_text(&place->folder, folder);
	string_format(&place->form, "%s/form.yaml", folder);
	string_format(&place->data, "%s/data", folder);
	place_write(string_text(&place->form), span_of(yaml));
	place->questionnaire = store_load_form(string_text(&place->form), &place->faults);
	if (!place->questionnaire)
		show_faults(&place->faults);
	assert_non_null(place->questionnaire);
	place_again(place);
}

void place_again(struct place_of_work *place)
{
	store_free(place->store);
	place->store = store_open(string_text(&place->data), &place->faults);
	assert_non_null(place->store);
}

void place_clear(struct place_of_work *place)
{
	walk(string_text(&place->data), NULL, true);
	rmdir(string_text(&place->data));
	diagnostics_free(&place->faults);
	place->faults = (struct diagnostics){0};
}

void place_remove(struct place_of_work *place)
{
	faulty_leave();
	entries_free(&place->entries);
	store_free(place->store);
	questionnaire_free(place->questionnaire);
	walk(string_text(&place->folder), NULL, true);
	rmdir(string_text(&place->folder));
	string_free(&place->folder);
	string_free(&place->form);
	string_free(&place->data);
	diagnostics_free(&place->faults);
}

struct sitting_options place_options(void)
{
	return (struct sitting_options){.enumerator = SPAN("Rina"),
		.language = SPAN("en"),
		.host = SPAN("laptop"),
		.user = SPAN("rina"),
		.tty = SPAN("/dev/pts/3"),
		.program = SPAN("tanya test"),
		.pid = 77};
}

struct sitting *place_start(struct place_of_work *place)
{
	struct sitting_options options = place_options();
	struct sitting *sitting = sitting_start(place->store, place->questionnaire, &options, &place->faults);
	if (!sitting)
		show_faults(&place->faults);
	assert_non_null(sitting);
	return sitting;
}

void place_do(struct sitting *sitting, struct event event)
{
	const char *refusal = NULL;
	if (!sitting_do(sitting, &event, NULL, &refusal))
		fail_msg("%s %.*s: %s", event_rows[event.kind].word, SPAN_ARGUMENTS(event.q), refusal ? refusal : "refused");
}

void place_answer(struct sitting *sitting, const char *path, const char *text)
{
	place_do(sitting,
		(struct event){
			.kind = EVENT_ANSWER, .q = span_of(path), .answer = {.state = STATE_ANSWERED, .v = span_of(text)}});
}

struct entry *place_entry(struct place_of_work *place)
{
	struct entries *entries = &place->entries;
	entries_free(entries);
	assert_true(store_list(place->store, SPAN(""), entries, &place->faults));
	assert_true(entries->count <= 1);
	return entries->count ? &entries->items[0] : NULL;
}
