/* SPDX-License-Identifier: MIT
 * A modifier that stands before the verb and means the figure behind it: 大概花了15億.
 * The words are tagged `loosely-before`; one counts if it stands close before the figure,
 * in the same clause, with no other figure between. */
#include "draft.h"

/* Bytes between the word and the figure: a verb of two Han characters with its particle,
 * and an adverb, or one short English word. */
#define GAP_MAX 12

/* Where the clause begins in which position `at` stands. */
static uint32_t clause_start(const struct av_doc *doc, uint32_t sentence, uint32_t at)
{
	const struct av_sentence *s = &doc->sentences.items[sentence];
	uint32_t start = s->span.start;
	for (uint32_t i = 0; i < s->clause_count; i++) {
		uint32_t begin = doc->clauses.items[s->first_clause + i].start;
		if (begin > at)
			break;
		start = begin;
	}
	return start;
}

static uint8_t modifier_of(const struct av_rules *rules, uint32_t entry)
{
	if (!(rules->entries.items[entry].known >> AV_TAG_LOOSELY_BEFORE & 1))
		return AV_EXACT;
	const struct av_lexeme *lexeme = av_entry_lexeme(rules, entry, AV_TAG_LOOSELY_BEFORE);
	int modifier = lexeme ? av_name_find(&av_modifier_names,
					     av_rules_text(rules, lexeme->value))
			      : -1;
	return modifier < 0 ? AV_EXACT : (uint8_t)modifier;
}

/* The modifier that stands loosely before the figure, no earlier than `from`: looks back
 * from token `behind`, the first that does not end before the figure. */
static uint8_t find_modifier(const struct av_rules *rules, const struct av_doc *doc,
			     const struct av_figure *figure, const struct av_token *behind,
			     uint32_t from)
{
	const struct av_token *first =
		&doc->tokens.items[doc->sentence_tokens.items[figure->sentence].first];
	for (const struct av_token *at = behind; at > first; at--) {
		const struct av_token *token = at - 1;
		if (token->span.start < from || token->span.end + GAP_MAX < figure->span.start)
			break;
		uint8_t modifier = token->type == AV_TOKEN_WORD ? modifier_of(rules, token->index)
								: AV_EXACT;
		if (modifier == AV_EXACT)
			continue;
		return token->span.start < clause_start(doc, figure->sentence, figure->span.start)
			       ? AV_EXACT
			       : modifier;
	}
	return AV_EXACT;
}

static bool may_loosen(const struct av_reading *reading)
{
	static const uint32_t fixed = 1u << AV_DATE | 1u << AV_TIME | 1u << AV_PERIOD |
				      1u << AV_ORDINAL;
	return reading->modifier == AV_EXACT && reading->has_value && !(fixed >> reading->kind & 1);
}

void av_apply_adverbs(const struct av_rules *rules, struct av_doc *doc, uint32_t first)
{
	if (first == doc->figures.count)
		return;
	const struct av_sentence_tokens *own =
		&doc->sentence_tokens.items[doc->figures.items[first].sentence];
	const struct av_token *behind = &doc->tokens.items[own->first], *end = behind + own->count;
	uint32_t from = 0;
	for (uint32_t i = first; i < doc->figures.count; i++) {
		struct av_figure *figure = &doc->figures.items[i];
		while (behind < end && behind->span.end <= figure->span.start)
			behind++;
		uint8_t modifier = may_loosen(&figure->reading)
					   ? find_modifier(rules, doc, figure, behind, from)
					   : AV_EXACT;
		if (modifier != AV_EXACT)
			av_apply_modifier(&figure->reading, modifier);
		from = figure->span.end;
	}
}
