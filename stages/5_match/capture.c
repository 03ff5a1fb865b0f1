/* SPDX-License-Identifier: MIT
 * From places in a shape to places in the text. Between two tokens shape and text run
 * alike; a token is one code point in the shape, whatever it is in the text. */
#include "match.h"

/* The last token that begins at or before `at`, which counts from the shape's own start
 * and is not before the match; AV_NONE: none does. Few tokens lie in a match, so they are
 * gone through from its start. */
static uint32_t token_at(const struct av_scene *s, uint32_t at)
{
	uint32_t next = s->next_token;
	while (next < s->token_count && s->tokens[next].shape_start <= at)
		next++;
	return next ? next - 1 : AV_NONE;
}

/* A token's code point is of private use in the BMP: three bytes. */
#define TOKEN_BYTES 3

static uint32_t text_place(const struct av_scene *s, uint32_t at, uint32_t token)
{
	if (token == AV_NONE)
		return s->doc->sentences.items[s->sentence].span.start + (at - s->shape_start);
	const struct av_token *t = &s->tokens[token];
	uint32_t behind = t->shape_start + TOKEN_BYTES;
	return at < behind ? t->span.start : t->span.end + (at - behind);
}

/* [start, end) of the shape as a capture. */
static struct av_capture capture_of(const struct av_scene *s, size_t start, size_t end)
{
	uint32_t from = s->shape_start + (uint32_t)start, to = s->shape_start + (uint32_t)end;
	uint32_t first = token_at(s, from);
	uint32_t last = first != AV_NONE && to == s->tokens[first].shape_start + TOKEN_BYTES
				? first
				: token_at(s, to);
	struct av_capture capture = { .set = true, .token = AV_NONE };
	capture.span.start = text_place(s, from, first);
	capture.span.end = text_place(s, to, last);
	if (first != AV_NONE && s->tokens[first].shape_start == from && to - from == TOKEN_BYTES)
		capture.token = (uint32_t)(s->tokens - s->doc->tokens.items) + first;
	return capture;
}

bool av_match_keep(struct av_scene *s, uint32_t rule_index,
		   const struct av_pattern_code *pattern)
{
	const struct av_rule *rule = &s->rules->rules.items[rule_index];
	const size_t *groups = pcre2_get_ovector_pointer(s->matcher->data);
	uint32_t found = pcre2_get_ovector_count(s->matcher->data), first = s->doc->captures.count;
	unsigned slots = 0;
	while (s->next_token < s->token_count &&
	       s->tokens[s->next_token].shape_start < s->shape_start + groups[0])
		s->next_token++;
	for (unsigned i = 0; i < rule->variable_count; i++)
		if (!av_list_push(&s->doc->captures))
			return false;
	struct av_capture *captures =
		rule->variable_count ? s->doc->captures.items + first : NULL;
	for (unsigned group = 1; group < pattern->group_count && group < found; group++) {
		int variable = pattern->group_variable[group];
		if (variable < 0 || captures[variable].set || groups[2 * group] == PCRE2_UNSET)
			continue;
		captures[variable] = capture_of(s, groups[2 * group], groups[2 * group + 1]);
		slots += captures[variable].token != AV_NONE;
	}
	struct av_match *match = av_list_push(&s->doc->matches);
	if (!match)
		return false;
	*match = (struct av_match){
		.rule = rule_index,
		.sentence = s->sentence,
		.span = capture_of(s, groups[0], groups[1]).span,
		.first_capture = first,
		.slots = (uint16_t)slots,
	};
	return true;
}
