/* Tokens of XPath 1.0 section 3.7, as far as ODK's expressions go. */
#ifndef TANYA_EXPRESSION_LEXER_H
#define TANYA_EXPRESSION_LEXER_H

#include "tanya/base.h"

enum operation {
	OPERATOR_NONE,
	OPERATOR_OR,
	OPERATOR_AND,
	OPERATOR_EQUAL,
	OPERATOR_UNEQUAL,
	OPERATOR_LESS,
	OPERATOR_LESS_EQUAL,
	OPERATOR_GREATER,
	OPERATOR_GREATER_EQUAL,
	OPERATOR_ADD,
	OPERATOR_SUBTRACT,
	OPERATOR_MULTIPLY,
	OPERATOR_DIVIDE,
	OPERATOR_MODULO,
};

enum token_kind {
	TOKEN_END,
	TOKEN_NUMBER,
	TOKEN_TEXT,      /* text: between the quotes */
	TOKEN_REFERENCE, /* text: the name in ${name} */
	TOKEN_NAME,
	TOKEN_SELF,
	TOKEN_PARENT,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_COMMA,
	TOKEN_SLASH,
	TOKEN_OPERATOR,
	TOKEN_FOREIGN, /* XPath that we do not have; complaint and cure tell */
	TOKEN_BAD,     /* no token at all; complaint and cure tell */
};

struct token {
	enum token_kind kind;
	enum operation operation;
	size_t offset, end; /* bytes of the source */
	struct span text;
	double number;
	const char *complaint, *cure; /* static */
};

/* The token at `at`. After an operand `*`, `and`, `or`, `div` and `mod` are operators (XPath's own rule). */
struct token lexer_next(struct span source, size_t at, bool after_operand);
bool token_is_operand(const struct token *token);
/* The name of `${name}` at `at`, with *end after its brace; false when there is no closing brace on that line. */
bool lexer_reference(struct span source, size_t at, struct span *name, size_t *end);

#endif
