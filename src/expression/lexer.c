/* Bytes to tokens. One function a shape; what cannot be a token carries its own complaint. */
#include <string.h>

#include "lexer.h"

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* Bytes of other scripts count as letters: columns of choices may be named in any. */
static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' || (unsigned char)byte >= 0x80;
}

static char byte_at(struct span source, size_t at)
{
	return at < source.length ? source.data[at] : '\0';
}

static inline bool stands(struct span source, size_t at, const char *word)
{
	return byte_at(source, at) == word[0] && span_starts(span_sub(source, at, SIZE_MAX), span_of(word));
}

/* What people type in place of XPath's own signs. The longer stand before their beginnings. */
static const struct {
	const char *sign;
	enum token_kind kind;
	const char *complaint, *cure;
} strangers[] = {
	{"==", TOKEN_BAD, "`==` is no operator here", "write = to compare"},
	{"&&", TOKEN_BAD, "`&&` is no operator here", "write and"},
	{"||", TOKEN_BAD, "`||` is no operator here", "write or"},
	{"<>", TOKEN_BAD, "`<>` is no operator here", "write !="},
	{"::", TOKEN_FOREIGN, "axes (`::`) are not supported", "name the question with ${name}"},
	{"|", TOKEN_FOREIGN, "unions (`|`) are not supported", "name each question with ${name}"},
	{"[", TOKEN_FOREIGN, "predicates (`[…]`) are not supported",
		"use ${name}, indexed-repeat(${name}, ${repeat}, n), or pulldata('x', 'c', 'k', ${v}) for "
		"instance('x')/root/item[k=${v}]/c"},
	{"]", TOKEN_BAD, "unexpected `]`", "use ${name} in place of a predicate"},
	{"@", TOKEN_FOREIGN, "attributes (`@`) are not supported", "name the question with ${name}"},
	{"$", TOKEN_BAD, "`$` must be followed by a name in braces", "write ${name}"},
	{"{", TOKEN_BAD, "`{` without `$` before it", "write ${name}"},
	{"}", TOKEN_BAD, "unexpected `}`", "write ${name}"},
	{"!", TOKEN_BAD, "`!` is no operator here", "write not(…), or != to compare"},
	{"&", TOKEN_BAD, "`&` is no operator here", "write and, or concat(…) for texts"},
	{"%", TOKEN_BAD, "`%` is no operator here", "write mod for the remainder"},
	{"^", TOKEN_BAD, "`^` is no operator here", "write pow(x, y)"},
	{"#", TOKEN_BAD, "unexpected `#`", "put text into quotes"},
	{";", TOKEN_BAD, "unexpected `;`", "separate arguments with commas"},
	{"\\", TOKEN_BAD, "unexpected backslash", "write div to divide; put text into quotes"},
	{"\xE2\x80\x98", TOKEN_BAD, "a typographic quote", "write the straight quote '"},
	{"\xE2\x80\x99", TOKEN_BAD, "a typographic quote", "write the straight quote '"},
	{"\xE2\x80\x9C", TOKEN_BAD, "a typographic quote", "write the straight quote \""},
	{"\xE2\x80\x9D", TOKEN_BAD, "a typographic quote", "write the straight quote \""},
	{"\xC2\xA0", TOKEN_BAD, "a no-break space", "type an ordinary space in its place"},
	{"\xE2\x89\xA4", TOKEN_BAD, "`\xE2\x89\xA4` is no operator here", "write <="},
	{"\xE2\x89\xA5", TOKEN_BAD, "`\xE2\x89\xA5` is no operator here", "write >="},
	{"\xE2\x89\xA0", TOKEN_BAD, "`\xE2\x89\xA0` is no operator here", "write !="},
	{"\xC3\x97", TOKEN_BAD, "`\xC3\x97` is no operator here", "write *"},
	{"\xE2\x88\x92", TOKEN_BAD, "a typographic minus", "write the hyphen -"},
};

static bool lex_stranger(struct span source, struct token *token)
{
	for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++) {
		if (stands(source, token->offset, strangers[i].sign)) {
			token->kind = strangers[i].kind;
			token->complaint = strangers[i].complaint;
			token->cure = strangers[i].cure;
			token->end = token->offset + strlen(strangers[i].sign);
			return true;
		}
	}
	return false;
}

static const struct {
	const char *sign;
	enum operation operation;
} operators[] = {
	{"!=", OPERATOR_UNEQUAL},
	{"<=", OPERATOR_LESS_EQUAL},
	{">=", OPERATOR_GREATER_EQUAL},
	{"=", OPERATOR_EQUAL},
	{"<", OPERATOR_LESS},
	{">", OPERATOR_GREATER},
	{"+", OPERATOR_ADD},
	{"-", OPERATOR_SUBTRACT},
};

static const struct {
	const char *word;
	enum operation operation;
} words[] = {
	{"*", OPERATOR_MULTIPLY},
	{"and", OPERATOR_AND},
	{"or", OPERATOR_OR},
	{"div", OPERATOR_DIVIDE},
	{"mod", OPERATOR_MODULO},
};

static bool lex_sign(struct span source, struct token *token)
{
	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
		if (stands(source, token->offset, operators[i].sign)) {
			token->kind = TOKEN_OPERATOR;
			token->operation = operators[i].operation;
			token->end = token->offset + strlen(operators[i].sign);
			return true;
		}
	}
	return false;
}

/* `1or1` is `1 or 1`: the field's engines agree on it, though XPath's longest match does not. */
static bool lex_word_operator(struct span source, struct token *token)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t end = token->offset + strlen(words[i].word);
		if (!stands(source, token->offset, words[i].word) || (i > 0 && is_letter(byte_at(source, end))))
			continue;
		token->kind = TOKEN_OPERATOR;
		token->operation = words[i].operation;
		token->end = end;
		return true;
	}
	return false;
}

static bool lex_punctuation(struct span source, struct token *token)
{
	static const struct {
		char sign;
		enum token_kind kind;
	} signs[] = {{'(', TOKEN_OPEN}, {')', TOKEN_CLOSE}, {',', TOKEN_COMMA}, {'/', TOKEN_SLASH}};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (source.data[token->offset] == signs[i].sign) {
			token->kind = signs[i].kind;
			token->end = token->offset + 1;
			return true;
		}
	}
	return false;
}

static void lex_number(struct span source, struct token *token)
{
	size_t at = token->offset;
	while (is_digit(byte_at(source, at)))
		at++;
	if (byte_at(source, at) == '.' && byte_at(source, at + 1) != '.') {
		at++;
		while (is_digit(byte_at(source, at)))
			at++;
	}
	token->end = at;
	token->kind = TOKEN_NUMBER;
	if (!number_parse(span_sub(source, token->offset, at - token->offset), &token->number)) {
		token->kind = TOKEN_BAD;
		token->complaint = "a number that cannot be read";
		token->cure = "write digits with at most one point";
	}
}

static void lex_text(struct span source, struct token *token)
{
	char quote = source.data[token->offset];
	size_t from = token->offset + 1;
	const char *end = from < source.length ? memchr(source.data + from, quote, source.length - from) : NULL;
	if (end == NULL) {
		token->kind = TOKEN_BAD;
		token->end = source.length;
		token->complaint =
			quote == '"' ? "a text that begins with \" and never ends" : "a text that begins with ' and never ends";
		token->cure = "close the quote; a text that holds one kind of quote stands between the other kind";
		return;
	}
	token->kind = TOKEN_TEXT;
	token->text = (struct span){source.data + from, (size_t)(end - source.data) - from};
	token->end = (size_t)(end - source.data) + 1;
}

bool lexer_reference(struct span source, size_t at, struct span *name, size_t *end)
{
	size_t from = at + 2;
	for (size_t i = from; i < source.length && source.data[i] != '\n'; i++) {
		if (source.data[i] == '}') {
			*name = span_trim(span_sub(source, from, i - from));
			*end = i + 1;
			return true;
		}
	}
	return false;
}

static void lex_reference(struct span source, struct token *token)
{
	if (!lexer_reference(source, token->offset, &token->text, &token->end)) {
		token->kind = TOKEN_BAD;
		token->end = source.length;
		token->complaint = "`${` without `}`";
		token->cure = "write ${name}";
		return;
	}
	token->kind = TOKEN_REFERENCE;
}

static void lex_name(struct span source, struct token *token)
{
	size_t at = token->offset;
	for (;;) {
		char byte = byte_at(source, at);
		bool colon = byte == ':' && at > token->offset && is_letter(byte_at(source, at + 1));
		if (!is_letter(byte) && !is_digit(byte) && byte != '-' && byte != '.' && !colon)
			break;
		at++;
	}
	token->kind = TOKEN_NAME;
	token->end = at;
	token->text = span_sub(source, token->offset, at - token->offset);
}

static void lex_dots(struct span source, struct token *token)
{
	bool two = byte_at(source, token->offset + 1) == '.';
	token->kind = two ? TOKEN_PARENT : TOKEN_SELF;
	token->end = token->offset + (two ? 2 : 1);
}

static void lex_operand(struct span source, struct token *token)
{
	char byte = source.data[token->offset];
	char next = byte_at(source, token->offset + 1);
	if (is_digit(byte) || (byte == '.' && is_digit(next))) {
		lex_number(source, token);
	} else if (byte == '.') {
		lex_dots(source, token);
	} else if (byte == '\'' || byte == '"') {
		lex_text(source, token);
	} else if (byte == '$' && next == '{') {
		lex_reference(source, token);
	} else if ((!is_letter(byte) || (unsigned char)byte >= 0x80) && lex_stranger(source, token)) {
		return;
	} else if (is_letter(byte)) {
		lex_name(source, token);
	} else if (byte == '*') {
		token->kind = TOKEN_FOREIGN;
		token->end = token->offset + 1;
		token->complaint = "`*` stands where a value is expected; wildcards are not supported";
		token->cure = "name each question with ${name}";
	} else {
		token->kind = TOKEN_BAD;
		token->end = token->offset + 1;
		token->complaint = "a character that means nothing here";
		token->cure = "put text into quotes";
	}
}

struct token lexer_next(struct span source, size_t at, bool after_operand)
{
	while (at < source.length && is_blank(source.data[at]))
		at++;
	struct token token = {.kind = TOKEN_END, .offset = at, .end = at};
	if (at >= source.length)
		return token;
	char byte = source.data[at];
	bool word = is_letter(byte) || is_digit(byte);
	if (after_operand && (word || byte == '*') && lex_word_operator(source, &token))
		return token;
	/* `==` and `<>` begin like operators that we have. */
	if ((byte == '=' || byte == '<') && (stands(source, at, "==") || stands(source, at, "<>")) &&
		lex_stranger(source, &token))
		return token;
	if (word || (!lex_punctuation(source, &token) && !lex_sign(source, &token)))
		lex_operand(source, &token);
	return token;
}

bool token_is_operand(const struct token *token)
{
	switch (token->kind) {
	case TOKEN_NUMBER:
	case TOKEN_TEXT:
	case TOKEN_REFERENCE:
	case TOKEN_NAME:
	case TOKEN_SELF:
	case TOKEN_PARENT:
	case TOKEN_CLOSE:
		return true;
	default:
		return false;
	}
}
