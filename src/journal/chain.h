/* Where a line's chain stands. */
#ifndef TANYA_JOURNAL_CHAIN_H
#define TANYA_JOURNAL_CHAIN_H

#include "tanya/journal.h"

#define CHAIN_MEMBER ",\"chain\":\""
#define FAR_GAP 1000000 /* more lines than any journal holds: an n further on is a broken one */

/* Parts a line (without LF) into what its chain covers and the chain's digits; false when it does not end in a chain.
 */
bool chain_take(struct span line, struct span *body, struct span *digits);
/* Has these bytes, that an LF follows, the full form of a line? */
bool chain_full_form(struct span line);

#endif
