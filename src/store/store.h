/* Private to store: what its files share. */
#ifndef TANYA_STORE_STORE_H
#define TANYA_STORE_STORE_H

#include "tanya/store.h"

struct store {
	struct string path;
};

void store_join(const struct store *store, struct string *out, const char *below); /* PATH/below */

#endif
