/* What is wrong with a file before or while libyaml reads it. Private to the room. */
#ifndef TANYA_FORMATS_YAML_FAULTS_H
#define TANYA_FORMATS_YAML_FAULTS_H

#include <yaml.h>

#include "tanya/base.h"

bool yaml_encoding_fits(const char *file, struct span bytes, struct diagnostics *faults);
void yaml_syntax_fault(const yaml_parser_t *parser, const char *file, struct span bytes, struct diagnostics *faults);

#endif
