/* A figure as it is written: digits with marks for thousands and decimals, whichever of them is meant. */
#ifndef TANYA_SCREEN_ENTRY_FIGURE_H
#define TANYA_SCREEN_ENTRY_FIGURE_H

#include "tanya/base.h"

#define FIGURE_MOST 40 /* characters; a number has at most 15 digits */

struct figure {
	char text[2][FIGURE_MOST + 2]; /* as a plain decimal: the mark read as thousands, as a decimal mark */
	bool ambiguous;                /* the two differ: one mark before exactly three digits */
};

/* Reads the figure at *at and moves behind it. False: there is none, or its marks make no sense (then *at is unmoved).
 */
bool figure_read(struct span text, size_t *at, struct figure *figure);
/* A double rounded to the 15 digits an answer may have, without exponent. False when it is none. */
bool figure_print(struct string *out, double value);

#endif
