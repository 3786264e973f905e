/* The grammar: XPath 1.0's precedence, one node for each run of operators of one level. */
#include "compiler.h"

enum level { LEVEL_OR, LEVEL_AND, LEVEL_EQUALITY, LEVEL_RELATION, LEVEL_SUM, LEVEL_PRODUCT, LEVEL_UNARY };

static enum level level_of(enum operation operation)
{
	static const enum level levels[] = {
		[OPERATOR_NONE] = LEVEL_UNARY,
		[OPERATOR_OR] = LEVEL_OR,
		[OPERATOR_AND] = LEVEL_AND,
		[OPERATOR_EQUAL] = LEVEL_EQUALITY,
		[OPERATOR_UNEQUAL] = LEVEL_EQUALITY,
		[OPERATOR_LESS] = LEVEL_RELATION,
		[OPERATOR_LESS_EQUAL] = LEVEL_RELATION,
		[OPERATOR_GREATER] = LEVEL_RELATION,
		[OPERATOR_GREATER_EQUAL] = LEVEL_RELATION,
		[OPERATOR_ADD] = LEVEL_SUM,
		[OPERATOR_SUBTRACT] = LEVEL_SUM,
		[OPERATOR_MULTIPLY] = LEVEL_PRODUCT,
		[OPERATOR_DIVIDE] = LEVEL_PRODUCT,
		[OPERATOR_MODULO] = LEVEL_PRODUCT,
	};
	return levels[operation];
}

/* The code point at the token, for a message. */
static struct span shown(const struct compiler *c)
{
	size_t end = c->token.end;
	size_t first = c->token.offset;
	if (c->token.kind == TOKEN_BAD) {
		end = first;
		text_decode(c->source, &end);
	}
	return span_sub(c->source, first, end - first < 40 ? end - first : text_offset(span_sub(c->source, first, 40), 20));
}

void parse_unexpected(struct compiler *c, const char *expected)
{
	const struct token *token = &c->token;
	struct span text = shown(c);
	switch (token->kind) {
	case TOKEN_END:
		compiler_stop(c, "expression-syntax", token->offset, "", "the expression ends where %s is expected", expected);
		break;
	case TOKEN_FOREIGN:
		compiler_stop(c, "not-supported", token->offset, token->cure, "%s", token->complaint);
		break;
	case TOKEN_BAD:
		compiler_stop(
			c, "expression-syntax", token->offset, token->cure, "%s, where %s is expected", token->complaint, expected);
		break;
	case TOKEN_SLASH:
		compiler_stop(
			c, "not-supported", token->offset, "name the question with ${name}", "paths (`/`) are not supported");
		break;
	case TOKEN_PARENT:
		compiler_stop(c, "not-supported", token->offset, "name the question with ${name}",
			"`..` stands only inside position(..)");
		break;
	default:
		compiler_stop(c, "expression-syntax", token->offset, "", "`%.*s` stands where %s is expected",
			SPAN_ARGUMENTS(text), expected);
		break;
	}
}

static uint32_t parse_parenthesis(struct compiler *c)
{
	compiler_advance(c);
	uint32_t node = parse_expression(c);
	if (!c->stopped && c->token.kind != TOKEN_CLOSE) {
		parse_unexpected(c, "an operator or `)`");
		return 0;
	}
	compiler_advance(c);
	return node;
}

static uint32_t parse_name(struct compiler *c)
{
	struct span name = c->token.text;
	size_t offset = c->token.offset;
	compiler_advance(c);
	if (c->token.kind == TOKEN_OPEN)
		return parse_call(c, name, offset);
	/* Paths and axes begin with a name as well: their own complaint is the better one. */
	if (c->token.kind == TOKEN_SLASH || c->token.kind == TOKEN_FOREIGN) {
		parse_unexpected(c, "an operator");
		return 0;
	}
	return compile_bare(c, name, offset);
}

static uint32_t parse_primary(struct compiler *c)
{
	struct token token = c->token;
	uint32_t node = 0;
	switch (token.kind) {
	case TOKEN_OPEN:
		return parse_parenthesis(c);
	case TOKEN_NAME:
		return parse_name(c);
	case TOKEN_NUMBER:
		node = compiler_node(c, (struct node){.kind = NODE_LITERAL, .value = value_number(token.number)});
		break;
	case TOKEN_TEXT:
		node = compiler_node(c, (struct node){.kind = NODE_LITERAL, .value = value_text(token.text)});
		break;
	case TOKEN_REFERENCE:
		node = compile_reference(c, token.text, token.offset);
		break;
	case TOKEN_SELF:
		node = compile_self(c, token.offset);
		break;
	default:
		parse_unexpected(c, "a value");
		return 0;
	}
	compiler_advance(c);
	return node;
}

static uint32_t parse_unary(struct compiler *c)
{
	size_t signs = 0;
	while (c->token.kind == TOKEN_OPERATOR && c->token.operation == OPERATOR_SUBTRACT) {
		signs++;
		compiler_advance(c);
	}
	size_t offset = c->token.offset;
	uint32_t node = parse_primary(c);
	if (signs == 0 || c->stopped)
		return node;
	compiler_need_one(c, node, offset);
	size_t base = c->pending_count;
	compiler_push(c, node, OPERATOR_NONE, offset);
	return compiler_parent(c, (struct node){.kind = NODE_NEGATE, .odd = signs % 2 == 1}, base);
}

static bool at_level(const struct compiler *c, enum level level)
{
	return !c->stopped && c->token.kind == TOKEN_OPERATOR && level_of(c->token.operation) == level;
}

static uint32_t parse_level(struct compiler *c, enum level level)
{
	if (level == LEVEL_UNARY)
		return parse_unary(c);
	size_t offset = c->token.offset;
	uint32_t first = parse_level(c, level + 1);
	if (!at_level(c, level))
		return first;
	size_t base = c->pending_count;
	compiler_need_one(c, first, offset);
	compiler_push(c, first, OPERATOR_NONE, offset);
	while (at_level(c, level)) {
		enum operation operation = c->token.operation;
		compiler_advance(c);
		offset = c->token.offset;
		uint32_t next = parse_level(c, level + 1);
		compiler_need_one(c, next, offset);
		compiler_push(c, next, operation, offset);
	}
	enum node_kind kind = level == LEVEL_OR ? NODE_OR : level == LEVEL_AND ? NODE_AND : NODE_FOLD;
	return compiler_parent(c, (struct node){.kind = (uint8_t)kind}, base);
}

uint32_t parse_expression(struct compiler *c)
{
	if (c->stopped)
		return 0;
	if (c->depth >= LIMIT_EXPRESSION_DEPTH) {
		compiler_stop(c, "too-deep", c->token.offset, "divide the expression among several calculate questions",
			"more than %d parentheses and calls within each other", LIMIT_EXPRESSION_DEPTH);
		return 0;
	}
	c->depth++;
	uint32_t node = parse_level(c, LEVEL_OR);
	c->depth--;
	return node;
}
