/* Drawing, printing and shrinking storms of keys; keystorm_play.c plays them. */
#include "keystorm.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define CHECK_EVERY 250
#define COUNT(array) (sizeof(array) / sizeof *(array))
#define E "\x1b"

/* ---- drawing ---- */

struct chance {
	uint64_t seed, drawn;
};

static uint32_t draw(struct chance *chance, size_t below)
{
	uint64_t state = chance->seed + ++chance->drawn * 0x9E3779B97F4A7C15u;
	state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9u;
	state = (state ^ (state >> 27)) * 0x94D049BB133111EBu;
	return (uint32_t)((state ^ (state >> 31)) % below);
}

static const char *const going_on[] = {"\r", "\r", "\r", "\r", "\r", "\r", "\t", E "[6~"};
static const char *const going_back[] = {E "[Z", E "[5~", "\x7f", E "b", "\x10", E "<", E ">"};
static const char *const picks[] = {"1", "2", "3", "4", "5", "1", "2", "7", "9", "a", "b", "y", "n", " ", "0", "96"};
static const char *const moves[] = {E "[A", E "[B", E "[C", E "[D", E "OA", E "[H", E "[F", E "[1;5C", E "[1;5D", E "[2~", E "[3~"};
static const char *const words[] = {"Siti Aminah", "batik", "Rp", "Danau Teluk", "dan anak-anak", "é", "漢字", "👨‍👩‍👧", "e\u0301", "مرحبا", "<b>", "\"'",
	"1 2", "suami", "lain", "x"};
static const char *const values[] = {"2.750.000", "2,75jt", "750rb", "=12*45000", "12k", "12 kodi", "45.000 per kodi", "1.250", "0", "-3", "99",
	"2010", "5/2010", "24/11/2010", "31/2/2010", "10 th lalu", "2010-11-24", "setengah 8", "14:30", "-1.6 103.6", "100", "7", "30"};
static const char *const functions[] = {E "OP", E "OQ", E "OR", E "OS", E "[15~", E "[17~", E "[18~", E "[19~", E "[20~", E "[21~", E "[23~"};
static const char *const commands[] = {E "h", E "l", E "v", E "m", E "n", E "t", E "g", E "d", E "r", E "a", E "s", E "+", E "-", E "e", E "c", E "p",
	E "f", E "u", E "y", E "k", E "x", E "w"};
static const char *const controls[] = {"\x01", "\x05", "\x0b", "\x15", "\x17", "\x12", "\x0c", "\x0f", "\x0e", "\x14", "\x07", "\x06", "\x1a", "\x19",
	"\x13", "\x02", "\x03", "\x03", "\x03"};
static const char *const ends[] = {E "q", "\x11", E "f", "f", "x"};
static const char *const pastes[] = {E "[200~Siti" E "[201~", E "[200~one\ntwo\r\nthree\tfour" E "[201~", E "[200~" E "[201~", E "[200~12\n13" E "[201~",
	E "[200~\xff\x9b" E "[A" E "[201~"};
static const char *const unknown[] = {E "[?1;2c", E "[<0;12;5M", E "[M !!", E "]0;title\a", E "[24;80R", E "Ozx", "\xff\xfe", "\xed\xa0\x80", E "[I", E "[99z",
	E "[97;1:3u", E E "[A", E "[57421u", E "P1$r0m" E "\\", "\xc2\x85", E "[1;2P"};
static const char *const dialogs[] = {"/", "?", E, E, E, "1", "2", "3", "y", "n"};

static const struct {
	unsigned weight, count;
	const char *const *items;
} mixture[] = {
#define SET(weight, items) {weight, COUNT(items), items}
	SET(22, going_on), SET(6, going_back), SET(22, picks), SET(10, moves), SET(6, words), SET(8, values), SET(4, functions), SET(5, commands), SET(5, controls),
	SET(1, ends), SET(2, pastes), SET(2, unknown), SET(6, dialogs),
#undef SET
};

static struct span draw_keys(struct chance *chance)
{
	unsigned pick = draw(chance, 99);
	size_t i = 0;
	while (i + 1 < COUNT(mixture) && pick >= mixture[i].weight)
		pick -= mixture[i++].weight;
	return span_of(mixture[i].items[draw(chance, mixture[i].count)]);
}

static struct span draw_noise(struct chance *chance, struct arena *arena)
{
	char bytes[6];
	size_t length = 1 + draw(chance, sizeof bytes);
	for (size_t i = 0; i < length; i++)
		bytes[i] = (char)(draw(chance, 4) ? draw(chance, 96) + 32 : draw(chance, 256));
	return span_copy(arena, (struct span){bytes, length});
}

static struct keystorm_step draw_step(struct chance *chance, struct arena *arena)
{
	static const int64_t waits[] = {350, 350, 350, 350, 70, 70, 100, 30, 5, 0}, pauses[] = {30, 1200, 5000, 70000, 3600000};
	static const int sizes[][2] = {{24, 80}, {24, 80}, {12, 40}, {12, 40}, {60, 240}, {8, 30}, {9, 31}, {5, 20}, {1, 1}, {24, 30}, {8, 200}, {100, 40}};
	uint32_t kind = draw(chance, 60);
	if (kind == 0) {
		const int *size = sizes[draw(chance, COUNT(sizes))];
		return (struct keystorm_step){.kind = STORM_SIZE, .rows = size[0], .columns = size[1]};
	}
	if (kind == 1)
		return (struct keystorm_step){.kind = STORM_WAIT, .ms = pauses[draw(chance, COUNT(pauses))]};
	struct span bytes = kind == 2 ? draw_noise(chance, arena) : draw_keys(chance);
	return (struct keystorm_step){.kind = STORM_BYTES, .bytes = bytes, .ms = waits[draw(chance, COUNT(waits))]};
}

void keystorm_draw(struct keystorm *storm, const char *form, uint64_t seed, size_t count)
{
	struct chance chance = {seed, 0};
	*storm = (struct keystorm){.form = form, .seed = seed, .arena = arena_new(), .steps = memory_alloc(count * sizeof *storm->steps), .count = count, .check_every = CHECK_EVERY};
	for (size_t i = 0; i < count; i++)
		storm->steps[i] = draw_step(&chance, storm->arena);
}

void keystorm_free(struct keystorm *storm)
{
	memory_free(storm->steps);
	arena_free(storm->arena);
}

/* ---- printing ---- */

static void print_bytes(struct span bytes, struct string *out)
{
	for (size_t i = 0; i < bytes.length; i++) {
		unsigned char byte = (unsigned char)bytes.data[i];
		if (byte == 0x1b)
			string_add_text(out, "\\E");
		else if (byte == '\r')
			string_add_text(out, "\\r");
		else if (byte < 0x20 || byte == 0x7f || byte == '\\' || byte == '\'')
			string_format(out, "\\x%02x", byte);
		else
			string_add_byte(out, (char)byte);
	}
}

void keystorm_print(const struct keystorm *storm, struct string *out)
{
	for (size_t i = 0; i < storm->count; i++) {
		const struct keystorm_step *step = &storm->steps[i];
		if (step->ms)
			string_format(out, "wait %d ms\n", (int)step->ms);
		if (step->kind == STORM_SIZE)
			string_format(out, "size %dx%d\n", step->columns, step->rows);
		if (step->kind != STORM_BYTES)
			continue;
		string_add_text(out, "keys '");
		print_bytes(step->bytes, out);
		string_add_text(out, "'\n");
	}
}

/* ---- shrinking ---- */

#define SHRINK_TRIES 200

static bool fails(const struct keystorm *storm)
{
	struct keystorm_result result = {0};
	keystorm_run(storm, &result);
	bool failed = result.fault.length > 0;
	keystorm_result_free(&result);
	return failed;
}

/* Leaves out what is not needed for a failure: first the half, then smaller pieces. */
static void shrink(struct keystorm *storm)
{
	struct keystorm_step *kept = memory_alloc((storm->count + 1) * sizeof *kept);
	unsigned tries = 0;
	for (size_t piece = storm->count / 2; piece >= 1; piece /= 2) {
		for (size_t at = 0; at < storm->count && tries < SHRINK_TRIES; tries++) {
			size_t count = storm->count, cut = piece < count - at ? piece : count - at;
			memcpy(kept, storm->steps, count * sizeof *kept);
			memmove(storm->steps + at, storm->steps + at + cut, (count - at - cut) * sizeof *kept);
			storm->count -= cut;
			if (fails(storm))
				continue;
			memcpy(storm->steps, kept, count * sizeof *kept);
			storm->count = count;
			at += cut;
		}
	}
	memory_free(kept);
}

static void fail_with(struct keystorm *storm, struct keystorm_result *result)
{
	struct string script = {0};
	size_t whole = storm->count;
	storm->count = result->done;
	shrink(storm);
	struct keystorm_result again = {0};
	storm->check_every = 1;
	keystorm_run(storm, &again);
	storm->count = again.done;
	keystorm_print(storm, &script);
	print_error("%s, seed %llu, %zu steps: %s", storm->form, (unsigned long long)storm->seed, whole, string_text(&result->fault));
	print_error("%zu steps that fail too: %s%s", storm->count, string_text(&again.fault), string_text(&script));
	string_free(&script);
	keystorm_result_free(&again);
	fail_msg("seed %llu", (unsigned long long)storm->seed);
}



void keystorm_test(const char *form, uint64_t seed, size_t count, struct keystorm_totals *totals)
{
	struct keystorm storm;
	struct keystorm_result result = {0};
	keystorm_draw(&storm, form, seed, count);
	keystorm_run(&storm, &result);
	if (result.fault.length)
		fail_with(&storm, &result);
	totals->storms++;
	totals->keys += result.done;
	totals->interviews += result.interviews;
	totals->resumed += result.resumed;
	totals->finished += result.finished;
	totals->events += result.events;
	totals->paints += result.paints;
	keystorm_result_free(&result);
	keystorm_free(&storm);
}
