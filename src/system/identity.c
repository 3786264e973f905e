/* Random numbers, UUIDs (RFC 9562) and hashes. */
#include <errno.h>
#include <sodium.h>

#include "tanya/system.h"

static const char hex_digits[] = "0123456789abcdef";

/* For a kernel or a sandbox without getrandom(): what two clocks and the place of the stack have to give. */
static uint64_t random_from_clocks(void)
{
	struct {
		struct timespec wall, boot;
		const void *place;
	} seed;
	unsigned char hash[crypto_hash_sha256_BYTES];
	sodium_memzero(&seed, sizeof seed);
	system_calls()->clock(CLOCK_REALTIME, &seed.wall);
	system_calls()->clock(CLOCK_BOOTTIME, &seed.boot);
	seed.place = &seed;
	crypto_hash_sha256(hash, (const unsigned char *)&seed, sizeof seed);
	uint64_t number = 0;
	for (size_t i = 0; i < sizeof number; i++)
		number = number << 8 | hash[i];
	return number;
}

uint64_t system_random64(void)
{
	for (;;) {
		uint64_t number;
		ssize_t count = system_calls()->random(&number, sizeof number);
		if (count == (ssize_t)sizeof number)
			return number;
		if (count < 0 && errno != EINTR)
			return random_from_clocks();
	}
}

/* 16 bytes, the first in the highest bits, as 8-4-4-4-12. */
static void uuid_print(char out[37], uint64_t high, uint64_t low)
{
	char *at = out;
	for (int nibble = 0; nibble < 32; nibble++) {
		uint64_t half = nibble < 16 ? high : low;
		if (nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20)
			*at++ = '-';
		*at++ = hex_digits[half >> (60 - 4 * (nibble % 16)) & 15];
	}
	*at = '\0';
}

static uint64_t with_variant(uint64_t low)
{
	return (low & (UINT64_MAX >> 2)) | UINT64_C(2) << 62;
}

void uuid_v7(char out[37], struct moment now, uint64_t random_high, uint64_t random_low)
{
	uint64_t ms = now.ms < 0 ? 0 : (uint64_t)now.ms;
	uuid_print(out, ms << 16 | UINT64_C(7) << 12 | (random_high & 0xFFF), with_variant(random_low));
}

void uuid_v4(char out[37], uint64_t random_high, uint64_t random_low)
{
	uuid_print(out, (random_high & ~UINT64_C(0xF000)) | UINT64_C(4) << 12, with_variant(random_low));
}

bool uuid_valid(struct span text)
{
	if (text.length != 36)
		return false;
	for (size_t i = 0; i < text.length; i++) {
		char byte = text.data[i];
		bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
		bool hex = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f');
		if (hyphen ? byte != '-' : !hex)
			return false;
	}
	return true;
}

void hash_sha256(char out[65], struct span bytes)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	const char *data = bytes.length ? bytes.data : "";
	crypto_hash_sha256(hash, (const unsigned char *)data, bytes.length);
	for (size_t i = 0; i < sizeof hash; i++) {
		out[2 * i] = hex_digits[hash[i] >> 4];
		out[2 * i + 1] = hex_digits[hash[i] & 15];
	}
	out[2 * sizeof hash] = '\0';
}
