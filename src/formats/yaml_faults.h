/* What is wrong with a file before or while libyaml reads it. Private to the room. */
#ifndef TANYA_FORMATS_YAML_FAULTS_H
#define TANYA_FORMATS_YAML_FAULTS_H

#include <yaml.h>

#include "tanya/base.h"

#define YAML_QUOTES_CURE "put the whole value in quotes"

/* Refuses what libyaml need not see: too large, UTF-16. */
bool yaml_bytes_fit(const char *file, struct span bytes, struct diagnostics *faults);
/* Tells why yaml_parser_parse() failed: bytes that are no text, or syntax. */
void yaml_parser_fault(const yaml_parser_t *parser, const char *file, struct span bytes, struct diagnostics *faults);
/* The bytes of the line break at `at`, 0 for none; YAML 1.1 knows LF, CRLF, CR, NEL, LS and PS. */
size_t yaml_break(struct span text, size_t at);
/* The place behind the last character. */
struct place yaml_end(const char *file, struct span bytes);
/* The line that holds byte `offset`, without its break. */
struct span yaml_line(struct span text, size_t offset);
/* Does a value of this line need quotes: goes on behind its quote or bracket, `${` or `: ` inside, begins with % @ ` ?
 */
bool yaml_line_is_trap(struct span line);

#endif
