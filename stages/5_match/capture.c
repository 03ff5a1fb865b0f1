/* SPDX-License-Identifier: MIT
 * From places in a shape to places in the text. Between two tokens shape and text run
 * alike; a token is one code point in the shape, whatever it is in the text. */
#include "match.h"

/* The sentence of a match. */
struct scene {
	const struct av_doc *doc;
	const struct av_token *tokens; /* its own */
	uint32_t token_count;
	uint32_t next_token;  /* the first of them that is not before the match */
	uint32_t shape_start;
	uint32_t text_start;
};

/* The last token that begins at or before `at`, which counts from the shape's own start
 * and is not before the match; AV_NONE: none does. Few tokens lie in a match, so they are
 * gone through from its start. */
static uint32_t token_at(const struct scene *s, uint32_t at)
{
	uint32_t next = s->next_token;
	while (next < s->token_count && s->tokens[next].shape_start <= at)
		next++;
	return next ? next - 1 : AV_NONE;
}

/* A token's code point is of private use in the BMP: three bytes. */
#define TOKEN_BYTES 3

static uint32_t text_place(const struct scene *s, uint32_t at, uint32_t token)
{
	if (token == AV_NONE)
		return s->text_start + (at - s->shape_start);
	const struct av_token *t = &s->tokens[token];
	uint32_t behind = t->shape_start + TOKEN_BYTES;
	return at < behind ? t->span.start : t->span.end + (at - behind);
}

/* Where [from, to) of the shape lies in the text. */
static struct av_span span_of(const struct scene *s, uint32_t from, uint32_t to)
{
	uint32_t first = token_at(s, from);
	uint32_t last = first != AV_NONE && to == s->tokens[first].shape_start + TOKEN_BYTES
				? first
				: token_at(s, to);
	return (struct av_span){ text_place(s, from, first), text_place(s, to, last) };
}

/* [start, end) of the shape as a capture: most are one token. */
static struct av_capture capture_of(const struct scene *s, size_t start, size_t end)
{
	uint32_t from = s->shape_start + (uint32_t)start, to = s->shape_start + (uint32_t)end;
	const struct av_token *token = s->tokens + s->next_token;
	const struct av_token *behind = s->tokens + s->token_count;
	if (to - from != TOKEN_BYTES)
		return (struct av_capture){ span_of(s, from, to), AV_NONE, true };
	while (token < behind && token->shape_start < from)
		token++;
	if (token == behind || token->shape_start != from)
		return (struct av_capture){ span_of(s, from, to), AV_NONE, true };
	uint32_t index = (uint32_t)(token - s->doc->tokens.items);
	return (struct av_capture){ token->span, index, true };
}

static struct scene scene_of(const struct av_doc *doc, const struct av_try *try)
{
	const struct av_sentence_tokens *own = &doc->sentence_tokens.items[try->sentence];
	return (struct scene){
		.doc = doc,
		.tokens = doc->tokens.items + own->first,
		.token_count = own->count,
		.next_token = try->token,
		.shape_start = own->shape_start,
		.text_start = doc->sentences.items[try->sentence].span.start,
	};
}

/* Sets the rule's captures to what the groups hold. Returns how many are tokens. */
static uint16_t fill_captures(const struct scene *s, const struct av_pattern_code *pattern,
			      const size_t *groups, unsigned group_count,
			      struct av_capture *captures)
{
	uint16_t tokens = 0;
	for (unsigned group = 1; group < group_count; group++) {
		int variable = pattern->group_variable[group];
		if (variable < 0 || captures[variable].set || groups[2 * group] == PCRE2_UNSET)
			continue;
		captures[variable] = capture_of(s, groups[2 * group], groups[2 * group + 1]);
		tokens += captures[variable].token != AV_NONE;
	}
	return tokens;
}

bool av_match_keep(struct av_matcher *m, const struct av_rules *rules, struct av_doc *doc,
		   const struct av_try *try, const struct av_pattern_code *pattern,
		   unsigned group_count)
{
	const struct scene scene = scene_of(doc, try);
	const size_t *groups = pcre2_get_ovector_pointer(m->data);
	const uint32_t start = scene.shape_start;
	uint32_t first = doc->captures.count;
	uint32_t variables = rules->rules.items[try->of.rule].variable_count;
	for (unsigned i = 0; i < variables; i++)
		if (!av_list_push(&doc->captures))
			return false;
	struct av_match *match = av_list_add(&m->matches);
	if (!match)
		return false;
	*match = (struct av_match){
		.rule = try->of.rule,
		.sentence = try->sentence,
		.span = span_of(&scene, start + (uint32_t)groups[0],
				start + (uint32_t)groups[1]),
		.first_capture = first,
		.slots = variables ? fill_captures(&scene, pattern, groups, group_count,
						   doc->captures.items + first)
				   : 0,
	};
	return true;
}
