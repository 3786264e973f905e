/* From starting the program to the last byte of its first screen, beside nano's. They take turns, each in a data
 * directory that is there already. */
#include <stdio.h>
#include <stdlib.h>

#include "bench.h"
#include "pty.h"

#define STARTS 60
#define QUIET_MS 40 /* longer than any of them pauses within its first screen */
#define PATIENCE_MS 10000
#define AIM 3

static double start_us(const char *folder, const char *const *words)
{
	double since_us = bench_now_us();
	struct racer racer = racer_start(folder, words);
	struct stroke stroke = racer_wait(&racer, since_us, QUIET_MS, PATIENCE_MS);
	racer_end(&racer);
	return stroke.us;
}

int main(void)
{
	struct string text = {0}, form = {0}, batik = {0}, note = {0};
	char *folder = bench_folder();
	const char *tanya = getenv("TANYA_PROGRAM");
	bench_form(&text, 1000);
	bench_write(folder, "long.yaml", string_span(&text), &form);
	bench_write(folder, "note", SPAN("A note.\n"), &note);
	string_format(&batik, "%s/questionnaires/jambi/batik.yaml", getenv("TANYA_SOURCE"));
	const struct {
		const char *what;
		const char *words[4];
	} lanes[] = {
		{"nano", {"nano", "--ignorercfiles", string_text(&note)}},
		{"first question, batik", {tanya, "interview", string_text(&batik)}},
		{"first question, 1,000 questions", {tanya, "interview", string_text(&form)}},
	};
	enum { LANES = sizeof lanes / sizeof *lanes };
	struct samples us[LANES] = {0};
	for (int i = 0; i < STARTS; i++)
		for (int lane = 0; lane < LANES; lane++)
			samples_add(&us[lane], start_us(folder, lanes[lane].words));
	bench_head("start to first screen", "nano");
	for (int lane = 0; lane < LANES; lane++)
		bench_tell(&(struct bench_row){.what = lanes[lane].what, .unit = "ms", .ours = samples_at(&us[lane], 0.5) / 1e3,
			.reference = lane ? samples_at(&us[0], 0.5) / 1e3 : 0, .aim = lane ? AIM : 0});
	for (int lane = 0; lane < LANES; lane++) {
		printf("    %s: least %.1f ms, p90 %.1f ms\n", lanes[lane].what, samples_at(&us[lane], 0) / 1e3,
			samples_at(&us[lane], 0.9) / 1e3);
		samples_free(&us[lane]);
	}
	string_free(&text);
	string_free(&form);
	string_free(&batik);
	string_free(&note);
	pty_remove_folder(folder);
	return bench_end();
}
