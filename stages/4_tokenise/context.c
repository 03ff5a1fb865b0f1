/* SPDX-License-Identifier: MIT
 * What stands before a place of the sentence and says how a number there is read: whether
 * a hyphen is its sign, whether it is money, whether it may be a bare multiplier. */
#include "tokenise.h"

const struct av_token *av_token_before(const struct av_scan *s)
{
	if (s->doc->tokens.count == s->first)
		return NULL;
	const struct av_token *token = &s->doc->tokens.items[s->doc->tokens.count - 1];
	uint32_t gap = s->at - token->span.end;
	return !gap || (gap == 1 && s->text.at[s->at - 1] == ' ') ? token : NULL;
}

/* A word that is set right behind a number, as what counts is. */
static bool right_behind_number(const struct av_scan *s, const struct av_token *word)
{
	return s->doc->tokens.count - s->first > 1 && word[-1].type == AV_TOKEN_NUMBER &&
	       word[-1].span.end == word->span.start && word->span.end == s->at;
}

/* A number or a unit; a currency only where it does not touch: $-5. */
static bool thing_before(const struct av_scan *s, const struct av_token *before)
{
	uint64_t counts = AV_COUNTS;
	if (before->type == AV_TOKEN_NUMBER || right_behind_number(s, before))
		return true;
	if (before->span.end == s->at)
		counts &= ~(UINT64_C(1) << AV_TAG_CURRENCY);
	return (av_scan_entry(s, before->index)->known & counts) != 0;
}

/* `Stoxx 50 -1.3%`: apart from a larger number and right before a smaller one, it is no
 * range but a sign. */
static bool signs_smaller(const struct av_scan *s, const struct av_token *before)
{
	struct av_digits next;
	if (before->type != AV_TOKEN_NUMBER || before->span.end == s->at)
		return false;
	if (s->text.at[s->at] == '+')
		return true;
	av_digits_read(s->text, s->at + 1, &next);
	const struct av_number *number = &s->doc->numbers.items[before->index];
	return number->has_value && av_decimal_compare(next.value, number->value) < 0;
}

/* A hyphen between two things is no sign: 5-7, 10-year, 2020年-2025年. */
static bool hyphen_joins(const struct av_scan *s, const struct av_token *before)
{
	if (s->at == s->begin)
		return false;
	uint8_t last = (uint8_t)s->text.at[s->at - 1];
	if (before && thing_before(s, before))
		return !signs_smaller(s, before);
	return av_byte_class[last] == AV_BYTE_LETTER || av_byte_class[last] == AV_BYTE_DIGIT ||
	       last == ')' || last == '%' || last == '-' || last == '+' || last == '/';
}

struct av_context av_context_at(const struct av_scan *s)
{
	const struct av_token *before = av_token_before(s);
	struct av_context context = { 0 };
	char first = s->text.at[s->at];
	if (first == '-' || first == '+')
		context.no_sign = hyphen_joins(s, before);
	if (!before || before->type != AV_TOKEN_WORD)
		return context;
	context.behind_money = (av_scan_entry(s, before->index)->known >> AV_TAG_CURRENCY & 1) != 0;
	context.bare_ok = av_scan_has_tag(s, before->index, s->tags->before) ||
			  av_scan_has_tag(s, before->index, s->tags->every) ||
			  av_scan_has_tag(s, before->index, s->tags->header);
	return context;
}
