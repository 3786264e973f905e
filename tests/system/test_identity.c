/* Clocks, random numbers, UUIDs, hashes. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tanya/system.h"

static struct timespec told; /* what the clock of the test tells */

static int fixed_clock(clockid_t clock, struct timespec *time)
{
	(void)clock;
	*time = told;
	return 0;
}

static int broken_clock(clockid_t clock, struct timespec *time)
{
	(void)clock, (void)time;
	errno = EINVAL;
	return -1;
}

static int back_to_real(void **state)
{
	(void)state;
	system_use(NULL);
	return 0;
}

static void test_now_has_the_zone(void **state)
{
	(void)state;
	static const struct {
		const char *zone;
		time_t seconds;
		long nanoseconds;
		const char *printed;
	} cases[] = {
		{"WIB-7", 1795487415, 250999999, "2026-11-24T09:30:15.250+07:00"},
		{"UTC", 0, 0, "1970-01-01T00:00:00.000+00:00"},
		{"NST3:30NDT,M3.2.0,M11.1.0", 1795525200, 0, "2026-11-24T09:30:00.000-03:30"},
		{"CET-1CEST,M3.5.0,M10.5.0/3", 1782900000, 0, "2026-07-01T12:00:00.000+02:00"},
		{"CET-1CEST,M3.5.0,M10.5.0/3", 1795487415, 0, "2026-11-24T03:30:15.000+01:00"},
		{"<+0545>-5:45", 1795487415, 0, "2026-11-24T08:15:15.000+05:45"},
		{"UTC", -1, 999000000, "1969-12-31T23:59:59.999+00:00"},
	};
	struct system_calls calls = system_real;
	calls.clock = fixed_clock;
	system_use(&calls);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct string out = {0};
		setenv("TZ", cases[i].zone, 1);
		clock_read_zone();
		told = (struct timespec){cases[i].seconds, cases[i].nanoseconds};
		moment_print(&out, clock_now());
		assert_string_equal(string_text(&out), cases[i].printed);
		string_free(&out);
	}
	told = (struct timespec){5, 7999999};
	assert_int_equal(clock_boot_ms(), 5007);
	calls.clock = broken_clock;
	assert_int_equal(clock_now().ms, 0);
	assert_int_equal(clock_boot_ms(), 0);
}

static void test_real_clocks_go_on(void **state)
{
	(void)state;
	int64_t boot = clock_boot_ms();
	assert_true(boot > 0);
	assert_true(clock_boot_ms() >= boot);
	assert_true(clock_now().ms > INT64_C(1700000000000));
}

static int random_calls;

static ssize_t interrupted_random(void *data, size_t size)
{
	if (++random_calls == 1) {
		errno = EINTR;
		return -1;
	}
	if (random_calls == 2)
		return 3;
	memset(data, 0x5A, size);
	return (ssize_t)size;
}

static ssize_t no_random(void *data, size_t size)
{
	(void)data, (void)size;
	errno = ENOSYS;
	return -1;
}

static void test_random(void **state)
{
	(void)state;
	assert_true(system_random64() != system_random64());
	struct system_calls calls = system_real;
	calls.random = interrupted_random;
	system_use(&calls);
	assert_true(system_random64() == UINT64_C(0x5A5A5A5A5A5A5A5A));
	assert_int_equal(random_calls, 3);
	calls.random = no_random;
	assert_true(system_random64() != system_random64());
}

static void test_uuids(void **state)
{
	(void)state;
	static const struct {
		int64_t ms;
		uint64_t high, low;
		const char *v7, *v4;
	} cases[] = {
		/* The example of RFC 9562, appendix A.6. */
		{INT64_C(0x017F22E279B0), 0xCC3, UINT64_C(0x18C4DC0C0C07398F), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
			"00000000-0000-4cc3-98c4-dc0c0c07398f"},
		{0, 0, 0, "00000000-0000-7000-8000-000000000000", "00000000-0000-4000-8000-000000000000"},
		{-5, UINT64_MAX, UINT64_MAX, "00000000-0000-7fff-bfff-ffffffffffff", "ffffffff-ffff-4fff-bfff-ffffffffffff"},
		/* The example of RFC 9562, appendix A.3. */
		{1, UINT64_C(0x919108F752D13320), UINT64_C(0x5BACF847DB4148A8), "00000000-0001-7320-9bac-f847db4148a8",
			"919108f7-52d1-4320-9bac-f847db4148a8"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char out[37];
		uuid_v7(out, (struct moment){cases[i].ms, 420}, cases[i].high, cases[i].low);
		assert_string_equal(out, cases[i].v7);
		assert_true(uuid_valid(span_of(out)));
		uuid_v4(out, cases[i].high, cases[i].low);
		assert_string_equal(out, cases[i].v4);
		assert_true(uuid_valid(span_of(out)));
	}
}

static void test_uuid_valid(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398ff",
		"017F22e2-79b0-7cc3-98c4-dc0c0c07398f", "017f22e279b0-7cc3-98c4-dc0c0c07398f-",
		"017f22e2-79b0-7cc3-98c4+dc0c0c07398f",
		"g17f22e2-79b0-7cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c0739/f"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(uuid_valid(span_of(bad[i])));
}

/* FIPS 180-4, its published examples. */
static void test_sha256(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
			"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	};
	char out[65];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		hash_sha256(out, span_of(cases[i][0]));
		assert_string_equal(out, cases[i][1]);
	}
	hash_sha256(out, (struct span){0});
	assert_string_equal(out, cases[0][1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_now_has_the_zone, back_to_real),
		cmocka_unit_test_teardown(test_real_clocks_go_on, back_to_real),
		cmocka_unit_test_teardown(test_random, back_to_real),
		cmocka_unit_test(test_uuids),
		cmocka_unit_test(test_uuid_valid),
		cmocka_unit_test(test_sha256),
	};
	return cmocka_run_group_tests_name("system/identity", tests, NULL, NULL);
}
