/* Words for people: English is the source, translations stand in src/po. */
#ifndef TANYA_WORDS_H
#define TANYA_WORDS_H

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text /* marked for translation, translated where it is shown */

#endif
