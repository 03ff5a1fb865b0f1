/* SPDX-License-Identifier: MIT
 * The shape: the sentence in lower case with one private-use character per token. */
#include "tokenise.h"

#include "inner/eight.h"

/* ASCII letters only: other scripts are written as they are in rules too. Eight bytes at a
 * time, for there are few between two tokens; those behind the last one are written over. */
static inline void copy_lower(char *to, const char *from, uint32_t length)
{
	if (length == 1) { /* the space between two words */
		*to = *from | (*from >= 'A' && *from <= 'Z' ? 0x20 : 0);
		return;
	}
	for (uint32_t i = 0; i < length; i += 8) {
		uint64_t eight;
		memcpy(&eight, from + i, sizeof eight);
		uint64_t letters = av_eight_letters(eight);
		eight |= letters >> 2; /* the bit between the cases */
		memcpy(to + i, &eight, sizeof eight);
	}
}

static uint32_t code_of(const struct av_doc *doc, const struct av_rules *rules,
			const struct av_token *token)
{
	if (token->type == AV_TOKEN_NUMBER)
		return AV_SHAPE_NUMBER + av_number_form(&doc->numbers.items[token->index]);
	return AV_SHAPE_SET + rules->entries.items[token->index].set;
}

/* Private use lies where UTF-8 has three bytes. */
static inline uint32_t put_code(char *to, uint32_t code)
{
	to[0] = (char)(0xE0 | code >> 12);
	to[1] = (char)(0x80 | (code >> 6 & 63));
	to[2] = (char)(0x80 | (code & 63));
	return 3;
}

bool av_shape_write(struct av_doc *doc, const struct av_rules *rules, struct av_span sentence,
		    struct av_sentence_tokens *tokens)
{
	/* a token's character has three bytes and may stand for one */
	size_t most = av_span_length(sentence) + (size_t)tokens->count * 3 + 8;
	char *to = av_buffer_reserve(&doc->shape, most);
	if (!to)
		return false;
	uint32_t start = (uint32_t)doc->shape.length, length = 0, at = sentence.start;
	for (uint32_t i = 0; i < tokens->count; i++) {
		struct av_token *token = &doc->tokens.items[tokens->first + i];
		copy_lower(to + length, doc->text.at + at, token->span.start - at);
		length += token->span.start - at;
		token->shape_start = start + length;
		length += put_code(to + length, code_of(doc, rules, token));
		at = token->span.end;
	}
	copy_lower(to + length, doc->text.at + at, sentence.end - at);
	length += sentence.end - at;
	doc->shape.length = start + length;
	tokens->shape_start = start;
	tokens->shape_end = start + length;
	return true;
}
