/* The form's files: reading, includes, what is pinned. */
#include <stdlib.h>
#include <string.h>

#include "loader.h"

static bool is_absolute(struct span path)
{
	return path.length && path.data[0] == '/';
}

/* Joins the folder of `from` with `path` and takes `.` and `..` out; NULL when it leaves the form's folder. */
static const char *normal_path(struct arena *arena, const char *from, struct span path)
{
	struct string all = {0};
	struct span parts[256], rest, part;
	size_t count = 0;
	const char *slash = strrchr(from, '/');
	bool inside = !is_absolute(path);
	if (slash)
		string_add(&all, (struct span){from, (size_t)(slash - from) + 1});
	string_add(&all, path);
	rest = string_span(&all);
	while (inside && span_next(&rest, '/', &part)) {
		if (!part.length || span_is(part, "."))
			continue;
		if (!span_is(part, ".."))
			inside = count < 256 && (parts[count++] = part, true);
		else if (count)
			count--;
		else
			inside = false;
	}
	struct string out = {0};
	for (size_t i = 0; i < count; i++)
		string_format(&out, "%s%.*s", i ? "/" : "", SPAN_ARGUMENTS(parts[i]));
	const char *kept = inside && out.length ? span_copy(arena, string_span(&out)).data : NULL;
	string_free(&all);
	string_free(&out);
	return kept;
}

const char *path_within(struct loader *loader, const char *from, const struct yaml_node *named)
{
	const char *path = normal_path(loader->arena, from, named->text);
	if (!path) {
		fault(loader, "outside-folder", named, "%.*s lies outside the form's folder", SPAN_ARGUMENTS(named->text));
		cure(loader, "move the file beside the form, or below it, and name it relative to this file");
	}
	return path;
}

static const char *shown_path(struct loader *loader, const char *relative)
{
	struct string path = {0};
	string_format(&path, "%s%s", loader->folder, relative);
	const char *kept = span_copy(loader->arena, string_span(&path)).data;
	string_free(&path);
	return kept;
}

/* What the reader found wrong is told where the file was named. */
static void tell_reading(struct loader *loader, const struct yaml_node *named, const struct diagnostics *own)
{
	for (size_t i = 0; i < own->count; i++) {
		const struct diagnostic *item = &own->items[i];
		struct place place = named && !item->place.line ? named->place : item->place;
		diagnostics_add(loader->faults, item->severity, item->code, place, "%s", item->message)->system = item->system;
		loader->faults->system |= item->system;
		if (*item->cure)
			diagnostic_cure(loader->faults, "%s", item->cure);
	}
}

bool source_read(struct loader *loader, const char *relative, const struct yaml_node *named, struct span *bytes)
{
	struct questionnaire *questionnaire = loader->questionnaire;
	for (size_t i = 0; i < loader->source_count; i++) {
		if (strcmp(questionnaire->sources[i].path, relative) == 0) {
			*bytes = questionnaire->sources[i].bytes;
			return true;
		}
	}
	struct string text = {0};
	struct diagnostics own = {0};
	bool fine = loader->reader->read(loader->reader->self, shown_path(loader, relative), &text, &own);
	tell_reading(loader, named, &own);
	diagnostics_free(&own);
	if (!fine) {
		string_free(&text);
		return false;
	}
	*bytes = span_copy(loader->arena, string_span(&text));
	string_free(&text);
	ARRAY_PUSH(questionnaire->sources, loader->source_count, loader->source_capacity, ((struct source_file){relative, *bytes}));
	return true;
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

static bool is_loaded(const struct loader *loader, const char *path)
{
	for (size_t i = 0; i < loader->file_count; i++)
		if (strcmp(loader->files[i].path, path) == 0)
			return true;
	return false;
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
		const char *path = path_within(loader, loader->files[index].path, include->items[i]);
		if (!path)
			continue;
		if (is_cycle(loader, index, path)) {
			fault(loader, "include-cycle", include->items[i], "%s includes itself, by way of this line", path);
			cure(loader, "take this include away");
		} else if (!is_loaded(loader, path)) {
			load_file(loader, path, include->items[i], index);
		}
	}
}

static bool load_file(struct loader *loader, const char *path, struct yaml_node *named, size_t parent)
{
	struct span bytes;
	struct file file = {.path = path, .shown = shown_path(loader, path), .included_by = named, .parent = parent};
	if (loader->file_count >= LIMIT_INCLUDES)
		return fault(loader, "too-many-files", named, "more than %u files", LIMIT_INCLUDES);
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
	questionnaire->source_count = (uint32_t)loader->source_count;
	qsort(questionnaire->sources, loader->source_count, sizeof *questionnaire->sources, by_path);
	for (size_t i = 0; i < loader->source_count; i++) {
		loader->reader->hash(hash, questionnaire->sources[i].bytes);
		string_format(&questionnaire->manifest, "%s  %s\n", hash, questionnaire->sources[i].path);
	}
	loader->reader->hash(questionnaire->sha256, string_span(&questionnaire->manifest));
}
