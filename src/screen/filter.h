/* The filter of a choice list: what is typed, folded, is looked for in names, aliases and labels of all languages;
 * small slips are forgiven. Everything is folded once, when the first key needs it. */
#ifndef TANYA_SCREEN_FILTER_H
#define TANYA_SCREEN_FILTER_H

#include "tanya/base.h"

struct filter;
struct filter *filter_new(uint32_t count); /* of entries, numbered from 0 */
void filter_free(struct filter *filter);
/* Adds one text of the entries in their order: call for entry 0 until done, then for 1 … `name`: an exact match of it
 * comes first. */
void filter_add(struct filter *filter, uint32_t entry, struct span text, bool name);
/* Numbers of the entries that match, the likeliest first, the rest in their order; borrowed until the next call. */
const uint32_t *filter_find(struct filter *filter, struct span typed, uint32_t *count);

#endif
