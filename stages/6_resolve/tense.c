/* SPDX-License-Identifier: MIT
 * Whether the text around a date tells what was or what will be. Of its clause: `will` says
 * it, or a word of a forecast or a plan; a verb without them tells what was; where a verb of
 * change or speech stands beside a forecast (`raised its forecast`) it may be either. A clause
 * without any (`On 3 December,`) goes by the whole sentence. */
#include "date.h"

static const struct av_str verbs[] = {
	{ "verb", 4 }, { "auxiliary", 9 }, { "modal", 5 }, { "copula", 6 }, { "participle", 10 },
};

/* `will`, 将: no noun or verb of its own that forecasts. */
static bool is_future(const struct av_rules *rules, const struct av_token *word)
{
	return rules->entries.items[word->index].known >> AV_TAG_PREDICTION & 1 &&
	       (av_word_is(rules, word, AV_STR("modal")) ||
		av_word_is(rules, word, AV_STR("adverb")) ||
		av_word_is(rules, word, AV_STR("coverb")));
}

static bool is_verb(const struct av_rules *rules, const struct av_token *word)
{
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (av_word_is(rules, word, verbs[i]))
			return true;
	return false;
}

static enum av_tense tense_within(const struct av_figure_draft *draft, struct av_span span)
{
	static const uint64_t forecasts = 1ull << AV_TAG_PREDICTION | 1ull << AV_TAG_PLAN;
	static const uint64_t happens = 1ull << AV_TAG_CHANGE_VERB | 1ull << AV_TAG_SPEECH_VERB;
	const struct av_doc *doc = draft->doc;
	const struct av_sentence_tokens *own =
		&doc->sentence_tokens.items[draft->match->sentence];
	bool verb = false;
	uint64_t seen = 0;
	for (uint32_t i = own->first; i < own->first + own->count; i++) {
		const struct av_token *token = &doc->tokens.items[i];
		if (token->type != AV_TOKEN_WORD || token->span.start < span.start ||
		    token->span.end > span.end)
			continue;
		if (is_future(draft->rules, token))
			return AV_TENSE_FUTURE;
		seen |= draft->rules->entries.items[token->index].known;
		verb = verb || is_verb(draft->rules, token);
	}
	if (seen & forecasts)
		return seen & happens ? AV_TENSE_EITHER : AV_TENSE_FUTURE;
	return verb || seen & happens ? AV_TENSE_PAST : AV_TENSE_NONE;
}

enum av_tense av_draft_tense(const struct av_figure_draft *draft)
{
	const struct av_doc *doc = draft->doc;
	const struct av_sentence *sentence = &doc->sentences.items[draft->match->sentence];
	const struct av_span *clause = &doc->clauses.items[sentence->first_clause];
	const struct av_span *last = clause + sentence->clause_count - 1;
	if (!sentence->clause_count)
		return tense_within(draft, sentence->span);
	while (clause < last && clause->end <= draft->match->span.start)
		clause++;
	enum av_tense tense = tense_within(draft, *clause);
	return tense == AV_TENSE_NONE ? tense_within(draft, sentence->span) : tense;
}
