/* Keys as text: "12k<Enter><F2><C-g><M-a><Paste some text>". `<` itself is <lt>, Alt with it <M-lt> (and <M-gt>), a blank may be <Space>. */
#ifndef TANYA_TESTS_KEYS_H
#define TANYA_TESTS_KEYS_H

#include "tanya/screen.h"

/* The next key of the script, which moves on; false at its end. An unknown name aborts: the test is wrong. */
bool keys_next(const char **script, struct key *key);
/* The same writing, for comparing. */
void key_print(struct string *out, struct key key);

#endif
