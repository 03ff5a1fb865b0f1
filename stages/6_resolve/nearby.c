/* SPDX-License-Identifier: MIT
 * The words of the lexicon right before and right behind a place. */
#include "draft.h"

/* The sentence's first token that begins at `place` or later. */
static uint32_t first_from(const struct av_doc *doc, uint32_t sentence, uint32_t place)
{
	const struct av_sentence_tokens *own = &doc->sentence_tokens.items[sentence];
	uint32_t low = own->first, high = own->first + own->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (doc->tokens.items[middle].span.start < place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct av_token *av_word_ending(const struct av_doc *doc, uint32_t sentence, uint32_t place)
{
	uint32_t next = first_from(doc, sentence, place);
	if (next == doc->sentence_tokens.items[sentence].first)
		return NULL;
	const struct av_token *token = &doc->tokens.items[next - 1];
	return token->type == AV_TOKEN_WORD && token->span.end == place ? token : NULL;
}

const struct av_token *av_word_starting(const struct av_doc *doc, uint32_t sentence, uint32_t place)
{
	const struct av_sentence_tokens *own = &doc->sentence_tokens.items[sentence];
	uint32_t next = first_from(doc, sentence, place);
	if (next == own->first + own->count)
		return NULL;
	const struct av_token *token = &doc->tokens.items[next];
	return token->type == AV_TOKEN_WORD && token->span.start == place ? token : NULL;
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool begins_with(struct av_str lang, struct av_str name)
{
	for (size_t i = 0; i < name.length; i++)
		if (i == lang.length || lower(lang.at[i]) != lower(name.at[i]))
			return false;
	return name.length && (lang.length == name.length || lang.at[name.length] == '-');
}

bool av_doc_speaks(const struct av_doc *doc, struct av_str list)
{
	struct av_str name;
	while (av_str_cut(&list, ',', &name))
		if (begins_with(doc->lang, av_str_trim(name)))
			return true;
	return false;
}

bool av_word_is(const struct av_rules *rules, const struct av_token *word, struct av_str sort)
{
	const struct av_lexeme *lexeme =
		word ? av_entry_lexeme(rules, word->index, AV_TAG_FUNCTION_WORD) : NULL;
	return lexeme && av_str_equal(av_rules_text(rules, lexeme->value), sort);
}
