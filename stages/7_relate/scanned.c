/* SPDX-License-Identifier: MIT
 * The lexicon's words in a piece of text that no number stands in, which has no tokens. */
#include "relate.h"

#include "inner/lexicon.h"

static bool scan_word(struct relate *r, struct av_span span, uint32_t entry)
{
	struct av_token *token = av_list_push(&r->scanned);
	if (token)
		*token = (struct av_token){ .span = span, .index = entry, .type = AV_TOKEN_WORD };
	return token != NULL;
}

uint32_t av_words_scan(struct relate *r, struct av_span span)
{
	struct av_str text = av_str_of(r->doc->text.at, span.end);
	const bool *first_bytes = av_lexicon_first_bytes(r->rules);
	struct av_found found = { .next = span.start };
	uint32_t sorts = 0;
	r->scanned.count = 0;
	for (uint32_t at = span.start; at < span.end && !r->failed; at = found.next) {
		found.next = at + av_utf8_length(text.at[at]);
		if (!first_bytes[(unsigned char)text.at[at]])
			continue;
		av_lexicon_at(r->rules, text, at, &found);
		if (found.entry == AV_NO_ENTRY)
			continue;
		sorts |= ITEM_BIT(av_word_of(r, found.entry).sort);
		r->failed |= !scan_word(r, (struct av_span){ at, found.end }, found.entry);
		found.next = found.end;
	}
	return sorts;
}
