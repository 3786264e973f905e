/* Reading and writing numbers. The locale plays no part. The only place that may call strtod. */
#ifndef TANYA_BASE_NUMBER_H
#define TANYA_BASE_NUMBER_H

#include "tanya/base/string.h"

/* XPath 1.0 section 4.4 number() plus an exponent (6-language: "text numbers may have an exponent"): optional minus, digits
 * with a point, surrounding white space allowed. False for everything else: no plus, hex, inf, nan. */
bool number_parse(struct span text, double *value);
bool number_parse_whole(struct span text, int64_t *value); /* optional minus, digits only, |value| < 2^53 */

/* The shortest digits that read back the same, never with an exponent; NaN, Infinity, -Infinity; 0 for -0. */
void number_print(struct string *out, double value);

/* A decimal as it is stored: no plus, no exponent, no leading or trailing zeros, at most 15 digits kept as typed.
 * False when it is no number or has more than 15 significant digits. */
bool number_canonical(struct string *out, struct span text);

#endif
