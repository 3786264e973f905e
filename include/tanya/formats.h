/* formats: YAML, JSON lines and CSV. Bytes to marked trees and spans and back; no meaning. */
#ifndef TANYA_FORMATS_H
#define TANYA_FORMATS_H

#include "tanya/base.h"

/* ---- YAML 1.1 by libyaml; every scalar stays its raw text ---------------------------------------------------- */
enum yaml_kind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };
enum yaml_style { YAML_PLAIN, YAML_QUOTED, YAML_LITERAL, YAML_FOLDED };

struct yaml_node {
	enum yaml_kind kind : 8;
	enum yaml_style style : 8; /* of a scalar */
	uint32_t count;            /* of pairs or items; 0 for a scalar */
	struct place place;        /* where it begins */
	struct span text;          /* a scalar's, UTF-8, a NUL behind it */
	union {
		struct span source;       /* a scalar as the file has it, with its quotes, escapes and breaks */
		struct yaml_pair *pairs;  /* a mapping's, in order */
		struct yaml_node **items; /* a sequence's */
	};
};

struct yaml_pair {
	struct yaml_node *key; /* a scalar */
	struct yaml_node *value;
};

/* Parses one document. `file` and `bytes` are kept: they must live as long as the arena, from which all comes. An alias
 * gives the very node it names, so a tree may share parts; it is never deeper than LIMIT_YAML_DEPTH, nor, with all aliases
 * expanded, larger than LIMIT_YAML_NODES. Faults: encoding (UTF-16 named), yaml-syntax, too-large, too-deep,
 * alias-expansion, duplicate-key, merge-key, tag, yaml-key (no scalar), second-document, too-many-faults. NULL when there
 * is no usable tree; of duplicate keys the first stays, merge keys and those that are no scalars are left out. Syntax
 * faults whose cause is a known trap (`{relevant: ${x} = 'yes'}`, a value that begins with a quote, `: ` inside,
 * `{a: if(b, c)}`) carry the cure "put the whole value in quotes". Columns count characters from 1. */
struct yaml_node *yaml_parse(struct arena *arena, const char *file, struct span bytes, struct diagnostics *faults);
struct yaml_node *yaml_get(const struct yaml_node *mapping, const char *key); /* the value, or NULL */
/* The place of byte `offset` of a scalar's text, exact through quotes, escapes, folded lines and indentation. */
struct place yaml_place_in(const struct yaml_node *scalar, size_t offset);

/* ---- JSON (RFC 8259), one value a line: spans into the text, nothing built ------------------------------------ */
enum json_kind { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json {
	enum json_kind kind;
	struct span raw; /* the value as written: of a string without its quotes, escapes still in */
};

/* Is `text` exactly one well-formed JSON value of UTF-8, without a duplicate member and within LIMIT_JSON_DEPTH? */
bool json_parse(struct span text, struct json *value, size_t *bad_offset);
/* Walks members or items of a value that json_parse accepted. Start with a zeroed iterator. */
struct json_iterator {
	size_t at;
};
bool json_next(const struct json *container, struct json_iterator *iterator, struct json *name, struct json *value);
/* Walks the members of an object that nobody has checked: each is checked as it is met, a member twice is not looked for. For
 * whoever needs but the first few of a long line. False at the end or at a fault: then text[at] tells which. */
bool json_peek(struct span text, struct json_iterator *iterator, struct json *name, struct json *value);
bool json_member(const struct json *object, const char *name, struct json *value);
void json_text(struct string *out, const struct json *string_value); /* unescaped; a lone surrogate becomes U+FFFD */
bool json_text_is(const struct json *string_value, const char *text);
bool json_whole(const struct json *number, int64_t *value);

/* Writer: compact, escapes only `"`, `\`, controls. Commas are put where they are due. Zero-initialise `.out` apart. */
struct json_writer {
	struct string *out;
	bool comma;
};
void json_open(struct json_writer *writer, char bracket); /* '{' or '[' */
void json_close(struct json_writer *writer, char bracket); /* '}' or ']' */
void json_name(struct json_writer *writer, const char *name);
void json_name_span(struct json_writer *writer, struct span name);
void json_put_text(struct json_writer *writer, struct span text); /* ill-formed bytes become U+FFFD */
void json_put_whole(struct json_writer *writer, int64_t value);
void json_put_bool(struct json_writer *writer, bool value);
void json_put_null(struct json_writer *writer);
void json_put_raw(struct json_writer *writer, struct span json); /* a number or a value already written */

/* ---- CSV (RFC 4180) --------------------------------------------------------------------------------------------- */
#define CSV_CELLS_MOST 1000000u /* cells of one record */

struct csv_reader {
	struct span rest;        /* what is not read yet */
	struct span *cells;      /* the current record; valid until the next */
	size_t count, capacity;
	struct string scratch;   /* cells of the current record that have doubled quotes, with single ones */
	size_t *doubled;         /* which ones */
	size_t doubled_count, doubled_capacity;
	uint32_t record;         /* of the current record, from 1 */
	uint32_t line;           /* where it begins, from 1 */
	uint32_t next_line;
};
enum csv_result { CSV_RECORD, CSV_END, CSV_BAD };
void csv_open(struct csv_reader *reader, struct span bytes); /* passes over a BOM; bytes are borrowed */
/* Reads a record; LF, CRLF and CR end one; blank lines are passed over. Cells are well-formed UTF-8 and lie in `bytes` unless
 * they have doubled quotes. CSV_BAD, with a fault at `file`: a stray or open quote (csv-quote), not UTF-8 (encoding), too
 * many cells (csv-cells); reading can go on at the next line. */
enum csv_result csv_next(struct csv_reader *reader, const char *file, struct diagnostics *faults);
void csv_close(struct csv_reader *reader);
void csv_put(struct string *out, struct span cell, bool first); /* a comma before unless first; quoted when needed */
/* Ends the record that begins at out->data[from]: LF. One that is a single empty cell is quoted, else it would be a blank line. */
void csv_end(struct string *out, size_t from);

#endif
