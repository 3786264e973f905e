/* The form's files: reading, includes, what is pinned. */
#include <stdlib.h>
#include <string.h>

#include "loader.h"

/* Joins the folder of `from` with `path` and takes `.` and `..` out; NULL when it leaves the form's folder. */
static const char *normal_path(struct arena *arena, const char *from, struct span path)
{
	struct string all = {0};
	struct span parts[256], rest, part;
	size_t count = 0;
	const char *slash = strrchr(from, '/');
	bool inside = !span_starts(path, SPAN("/"));
	if (slash)
		string_add(&all, (struct span){from, (size_t)(slash - from) + 1});
	string_add(&all, path);
	rest = string_span(&all);
	while (inside && span_next(&rest, '/', &part)) {
		bool up = span_is(part, "..");
		if (!part.length || span_is(part, "."))
			continue;
		inside = up ? count > 0 : count < sizeof parts / sizeof *parts;
		if (inside && up)
			count--;
		else if (inside)
			parts[count++] = part;
	}
	struct string out = {0};
	for (size_t i = 0; i < count; i++)
		string_format(&out, "%s%.*s", i ? "/" : "", SPAN_ARGUMENTS(parts[i]));
	const char *kept = inside && out.length ? span_copy(arena, string_span(&out)).data : NULL;
	string_free(&all);
	string_free(&out);
	return kept;
}

/* What `sha256sum` and every file system take as it is. */
static bool is_plain(struct span path)
{
	for (size_t i = 0; i < path.length; i++)
		if ((unsigned char)path.data[i] < 0x20 || path.data[i] == 0x7f || path.data[i] == '\\')
			return false;
	return true;
}

const char *path_within(struct loader *loader, const char *from, const struct yaml_node *scalar, struct span named)
{
	const char *path = is_plain(named) ? normal_path(loader->arena, from, named) : NULL;
	if (path && strcmp(path, "MANIFEST") == 0) {
		fault_at(loader, "outside-folder", scalar, named, "MANIFEST is the list of a pinned form's files");
		cure(loader, "give the file another name");
		return NULL;
	}
	if (!path) {
		fault_at(
			loader, "outside-folder", scalar, named, "%.*s is no path in the form's folder", SPAN_ARGUMENTS(named));
		cure(loader, "move the file beside the form, or below it, and name it relative to this file");
	}
	return path;
}

const char *shown_path(struct loader *loader, const char *relative)
{
	string_clear(&loader->scratch);
	string_format(&loader->scratch, "%s%s", loader->folder, relative);
	return span_copy(loader->arena, string_span(&loader->scratch)).data;
}

/* What the reader found wrong with the whole file is told where the file was named. */
static void tell_reading(struct loader *loader, const struct yaml_node *named, const struct diagnostics *own)
{
	for (size_t i = 0; i < own->count; i++) {
		const struct diagnostic *item = &own->items[i];
		struct place place = named && !item->place.line ? named->place : item->place;
		struct diagnostic *told =
			diagnostics_add(loader->faults, item->severity, item->code, place, "%s", item->message);
		told->system = item->system;
		loader->faults->system |= item->system;
		if (*item->cure)
			diagnostic_cure(loader->faults, "%s", item->cure);
	}
}

bool source_read(struct loader *loader, const char *relative, const struct yaml_node *named, struct span *bytes)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	struct string text = {0};
	uint32_t known = map_get(loader->by_source, span_of(relative));
	if (known != MAP_NONE) {
		*bytes = questionnaire->sources[known].bytes;
		return true;
	}
	struct diagnostics own = {0};
	bool fine = loader->reader->read(loader->reader->self, shown_path(loader, relative), &text, &own);
	tell_reading(loader, named, &own);
	diagnostics_free(&own);
	if (fine && text.length > LIMIT_FILE_BYTES)
		fine = fault(loader, "too-large", named, "%s is larger than %u bytes", relative, LIMIT_FILE_BYTES);
	if (fine) {
		*bytes = string_span(&text); /* freed with the questionnaire */
		text = (struct string){0};
		map_put(loader->by_source, span_of(relative), (uint32_t)loader->source_count);
		questionnaire->source_count++;
		ARRAY_PUSH(questionnaire->sources, loader->source_count, loader->source_capacity,
			((struct source_file){relative, *bytes}));
	}
	string_free(&text);
	return fine;
}

static bool is_cycle(const struct loader *loader, size_t from, const char *path)
{
	for (;; from = loader->files[from].parent) {
		if (strcmp(loader->files[from].path, path) == 0)
			return true;
		if (from == 0)
			return false;
	}
}

static bool load_file(struct loader *loader, const char *path, struct yaml_node *named, size_t parent);

static void load_includes(struct loader *loader, size_t index)
{
	struct yaml_node *include = yaml_get(loader->files[index].root, "include");
	if (!include)
		return;
	if (include->kind != YAML_SEQUENCE) {
		fault(loader, "not-list", include, "include is a list of files: include: [common/identity.yaml]");
		return;
	}
	for (uint32_t i = 0; i < include->count; i++) {
		struct span name;
		if (!text_or_fault(loader, include->items[i], "an include", &name))
			continue;
		const char *path = path_within(loader, loader->files[index].path, include->items[i], name);
		if (!path)
			continue;
		if (is_cycle(loader, index, path)) {
			fault(loader, "include-cycle", include->items[i], "%s includes itself, by way of this line", path);
			cure(loader, "take this include away");
		} else if (map_get(loader->by_source, span_of(path)) == MAP_NONE) {
			load_file(loader, path, include->items[i], index);
		}
	}
}

static bool load_file(struct loader *loader, const char *path, struct yaml_node *named, size_t parent)
{
	struct span bytes;
	struct file file = {.path = path, .shown = shown_path(loader, path), .parent = parent};
	if (loader->file_count >= LIMIT_INCLUDES)
		return fault(loader, "too-many", named, "more than %u files", LIMIT_INCLUDES);
	if (!source_read(loader, path, named, &bytes))
		return false;
	file.root = yaml_parse(loader->arena, file.shown, bytes, loader->faults);
	if (file.root && file.root->kind != YAML_MAPPING) {
		fault(loader, "not-map", file.root, "keys and values were expected here");
		file.root = NULL;
	}
	if (!file.root)
		return false;
	ARRAY_PUSH(loader->files, loader->file_count, loader->file_capacity, file);
	load_includes(loader, loader->file_count - 1);
	return true;
}

bool load_files(struct loader *loader, const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t length = slash ? (size_t)(slash - path) + 1 : 0;
	loader->folder = arena_text(loader->arena, path, length);
	loader->questionnaire->form_path = arena_text(loader->arena, path + length, strlen(path + length));
	return load_file(loader, loader->questionnaire->form_path, NULL, 0);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct source_file *)a)->path, ((const struct source_file *)b)->path);
}

void finish_sources(struct loader *loader)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	char hash[65];
	qsort(questionnaire->sources, loader->source_count, sizeof *questionnaire->sources, by_path);
	for (size_t i = 0; i < loader->source_count; i++) {
		loader->reader->hash(hash, questionnaire->sources[i].bytes);
		string_format(&questionnaire->manifest, "%s  %s\n", hash, questionnaire->sources[i].path);
	}
	loader->reader->hash(questionnaire->sha256, string_span(&questionnaire->manifest));
}
