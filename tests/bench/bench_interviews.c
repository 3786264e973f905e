/* Keys a coded question, over whole interviews on the questionnaires of the Jambi study, answered as that study describes:
 * tests/interviews. What counts as coded and which keys are charged to it stands in tests/support/script.h. */
#include <stdio.h>

#include "bench.h"
#include "script.h"

static void tell(const char *name)
{
	struct script script;
	struct string what = {0};
	script_play(&script, name, "id");
	string_format(&what, "keys a coded question, %s", name);
	bench_tell(&(struct bench_row){.what = string_text(&what), .unit = "", .ours = script_keys_a_question(&script), .aim = SCRIPT_AIM});
	printf("    %u keys for %u coded questions: %.2f; %u for %u that are typed\n", script.coded_keys, script.coded,
		script_keys_a_question(&script), script.typed_keys, script.typed);
	string_free(&what);
	script_close(&script);
}

int main(void)
{
	bench_head("a whole interview", "");
	for (size_t i = 0; i < sizeof script_names / sizeof *script_names; i++)
		tell(script_names[i]);
	return bench_end();
}
