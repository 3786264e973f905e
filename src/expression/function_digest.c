/* digest() and base64-decode(). */
#include <md5.h>
#include <sha1.h>
#include <sha2.h>
#include <sodium.h>
#include <string.h>

#include "functions.h"

#define DIGEST_MOST 64

static void digest_md5(struct span data, unsigned char *out)
{
	MD5_CTX context;
	MD5Init(&context);
	MD5Update(&context, (const unsigned char *)data.data, data.length);
	MD5Final(out, &context);
}

static void digest_sha1(struct span data, unsigned char *out)
{
	SHA1_CTX context;
	SHA1Init(&context);
	SHA1Update(&context, (const unsigned char *)data.data, data.length);
	SHA1Final(out, &context);
}

static void digest_sha384(struct span data, unsigned char *out)
{
	SHA2_CTX context;
	SHA384Init(&context);
	SHA384Update(&context, (const unsigned char *)data.data, data.length);
	SHA384Final(out, &context);
}

static void digest_sha256(struct span data, unsigned char *out)
{
	crypto_hash_sha256(out, (const unsigned char *)data.data, data.length);
}

static void digest_sha512(struct span data, unsigned char *out)
{
	crypto_hash_sha512(out, (const unsigned char *)data.data, data.length);
}

static const struct algorithm {
	const char *name;
	size_t bytes;
	void (*digest)(struct span data, unsigned char *out);
} algorithms[] = {
	{"MD5", 16, digest_md5},
	{"SHA-1", 20, digest_sha1},
	{"SHA-256", 32, digest_sha256},
	{"SHA-384", 48, digest_sha384},
	{"SHA-512", 64, digest_sha512},
};

static const struct algorithm *find_algorithm(struct evaluation *e, struct span name)
{
	for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++)
		if (span_is(name, algorithms[i].name))
			return &algorithms[i];
	evaluation_fail(e, "digest() knows MD5, SHA-1, SHA-256, SHA-384 and SHA-512, not `%.*s`",
		(int)text_offset(name, 40), name.data != NULL ? name.data : "");
	return NULL;
}

struct value call_digest(struct evaluation *e, const struct node *call)
{
	unsigned char bytes[DIGEST_MOST];
	char text[2 * DIGEST_MOST + 1];
	struct span data = argument_text(e, call, 0), name = argument_text(e, call, 1);
	struct span encoding = call->count > 2 ? argument_text(e, call, 2) : SPAN("base64");
	const struct algorithm *algorithm = find_algorithm(e, name);
	bool hex = span_is(encoding, "hex");
	if (!hex && !span_is(encoding, "base64")) {
		evaluation_fail(e, "digest() writes base64 or hex, not `%.*s`", (int)text_offset(encoding, 40),
			encoding.data != NULL ? encoding.data : "");
	}
	if (e->fault != NULL || algorithm == NULL)
		return empty_value();
	algorithm->digest(data.data != NULL ? data : SPAN(""), bytes);
	if (hex)
		sodium_bin2hex(text, sizeof text, bytes, algorithm->bytes);
	else
		sodium_bin2base64(text, sizeof text, bytes, algorithm->bytes, sodium_base64_VARIANT_ORIGINAL);
	string_add_text(&e->buffer, text);
	return evaluation_built(e);
}

static bool decode(struct span text, int variant, unsigned char *out, size_t *length)
{
	return sodium_base642bin(out, text.length, text.data, text.length, " \t\r\n", length, NULL, variant) == 0;
}

/* What is no base64 decodes to nothing; bytes that are not UTF-8 become U+FFFD. */
struct value call_base64_decode(struct evaluation *e, const struct node *call)
{
	struct span text = span_trim(argument_text(e, call, 0));
	size_t length = 0, at = 0;
	if (text.length == 0)
		return empty_value();
	unsigned char *bytes = memory_alloc(text.length);
	if (decode(text, sodium_base64_VARIANT_ORIGINAL, bytes, &length) ||
		decode(text, sodium_base64_VARIANT_ORIGINAL_NO_PADDING, bytes, &length)) {
		struct span decoded = {(const char *)bytes, length};
		while (at < length) {
			uint32_t codepoint = text_decode(decoded, &at);
			text_encode(&e->buffer, codepoint == TEXT_INVALID ? TEXT_REPLACEMENT : codepoint);
		}
	}
	memory_free(bytes);
	return evaluation_built(e);
}
