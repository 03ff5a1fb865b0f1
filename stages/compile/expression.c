/* SPDX-License-Identifier: MIT
 * Expressions: numbers and captures joined by + - * / ^, worked out from left to right,
 * so that they need no brackets and no order of their own to learn. */
#include "draft.h"

struct reader {
	struct av_compiler *c;
	const struct av_rule *rule;
	struct av_part rest;
};

/* ORDER: enum av_operation */
static const char signs[] = { 0, '+', '-', '*', '/', '^' };

static int operation_of(char sign)
{
	for (unsigned i = 1; i < sizeof signs; i++)
		if (signs[i] == sign)
			return (int)i;
	return -1;
}

static bool is_operand_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/* Cuts a number or a name off the front. */
static struct av_part operand(struct reader *r)
{
	const char *at = r->rest.line->text.at;
	r->rest = av_part_trim(r->rest);
	struct av_part part = r->rest;
	uint32_t end = part.start;
	while (end < part.end && is_operand_char(at[end]))
		end++;
	part.end = end;
	r->rest.start = end;
	r->rest = av_part_trim(r->rest);
	return part;
}

static void unknown_capture(struct reader *r, struct av_part part)
{
	struct av_str word = av_part_str(part);
	struct av_str near = av_nearest(word, r->rule->variables, r->rule->variable_count);
	if (near.length > 0)
		av_part_say(r->c, AV_ERROR, part,
			    "no capture is called `%.*s`, did you mean `%.*s`?", (int)word.length,
			    word.at, (int)near.length, near.at);
	else
		av_part_say(r->c, AV_ERROR, part,
			    "no capture is called `%.*s`; name a slot so: <%.*s:number>",
			    (int)word.length, word.at, (int)word.length, word.at);
}

/* A name or a number as a term; false: a mistake (said) or out of memory. */
static bool read_term(struct reader *r, uint8_t operation)
{
	struct av_part part = operand(r);
	struct av_str word = av_part_str(part);
	struct av_term term = { .operation = operation, .variable = -1 };
	if (word.length == 0) {
		av_part_say(r->c, AV_ERROR, part, "here goes a number or the name of a capture");
		return false;
	}
	bool digit = (word.at[0] >= '0' && word.at[0] <= '9') || word.at[0] == '.';
	if (digit && !av_decimal_parse(word, &term.constant)) {
		av_part_say(r->c, AV_ERROR, part, "`%.*s` is no number", (int)word.length, word.at);
		return false;
	}
	if (!digit) {
		term.variable = (int8_t)av_variable_find(r->rule, word);
		if (term.variable < 0) {
			unknown_capture(r, part);
			return false;
		}
	}
	if (operation == AV_OP_DIVIDE && digit && av_decimal_is_zero(term.constant)) {
		av_part_say(r->c, AV_ERROR, part, "this divides by zero");
		return false;
	}
	struct av_term *slot = av_list_push(&r->c->rules->terms);
	if (slot)
		*slot = term;
	else
		r->c->no_memory = true;
	return slot != NULL;
}

/* A minus in front: 0 - what follows. */
static bool read_first(struct reader *r)
{
	r->rest = av_part_trim(r->rest);
	const char *at = r->rest.line->text.at + r->rest.start;
	if (r->rest.start == r->rest.end || *at != '-')
		return read_term(r, AV_OP_SET);
	r->rest.start++;
	struct av_term *zero = av_list_push(&r->c->rules->terms);
	if (!zero) {
		r->c->no_memory = true;
		return false;
	}
	*zero = (struct av_term){ .operation = AV_OP_SET, .variable = -1 };
	return read_term(r, AV_OP_SUBTRACT);
}

bool av_expression_parse(struct av_compiler *c, const struct av_rule *rule, struct av_part body,
			 struct av_action *action)
{
	struct reader r = { c, rule, body };
	action->variable = -1;
	action->first_term = (uint16_t)c->rules->terms.count;
	bool fine = read_first(&r);
	while (fine && r.rest.start < r.rest.end) {
		struct av_part sign = { r.rest.line, r.rest.start, r.rest.start + 1 };
		int operation = operation_of(r.rest.line->text.at[r.rest.start]);
		if (operation < 0) {
			sign.end = r.rest.end;
			av_part_say(c, AV_ERROR, sign, "here goes one of + - * / ^, or nothing");
			return false;
		}
		r.rest.start++;
		fine = read_term(&r, (uint8_t)operation);
	}
	action->term_count = (uint16_t)(c->rules->terms.count - action->first_term);
	return fine;
}
