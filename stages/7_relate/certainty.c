/* SPDX-License-Identifier: MIT
 * How firmly a figure is stated: the nearest word of doubt, estimate, forecast or plan
 * before it in its clause, a condition anywhere before it in the sentence, a question
 * mark at the end of its clause; and whether it is denied. */
#include "relate.h"

#define REACH 48

static const struct item *item_at(const struct relate *r, uint32_t at)
{
	return &r->items.items[at];
}

static void set(struct av_claim *claim, uint8_t certainty, struct av_span cue)
{
	claim->certainty = certainty;
	claim->certainty_cue = cue;
}

static bool is_question_word(const struct item *item)
{
	return item->word.certainty == AV_QUESTIONED && !(item->word.flags & WORD_TAG);
}

static bool has_question(const struct held *held)
{
	return held->sorts & ITEM_BIT(ITEM_QUERY) || held->certainties & ITEM_BIT(AV_QUESTIONED);
}

static bool has_cue(const struct held *held)
{
	return held->certainties & ~ITEM_BIT(AV_STATED);
}

/* The clause goes on to a question mark, and not through a mere `right?`. */
static bool link_question(const struct relate *r, uint32_t at, struct av_claim *claim)
{
	bool tagged = false;
	if (!has_question(&r->held))
		return false;
	for (uint32_t i = at + 1; i < r->items.count && i < at + REACH; i++) {
		const struct item *item = item_at(r, i);
		tagged |= (item->word.flags & WORD_TAG) != 0;
		if (is_question_word(item) || (item->word.sort == ITEM_QUERY && !tagged)) {
			set(claim, AV_QUESTIONED, item->span);
			return true;
		}
		if (av_item_ends_clause(item))
			return false;
	}
	return false;
}

/* A cue of an earlier clause reaches here if a mark follows it at once (`公司预计，`)
 * or if it is a condition. */
static bool reaches(const struct relate *r, uint32_t cue, bool same_clause)
{
	const struct item *item = item_at(r, cue);
	if (same_clause || item->word.certainty == AV_CONDITIONAL)
		return true;
	return item->word.certainty != AV_HEDGED && item->word.certainty != AV_QUESTIONED &&
	       av_item_ends_clause(item_at(r, cue + 1));
}

static void link_cue(const struct relate *r, uint32_t at, struct av_claim *claim)
{
	uint32_t least = at > REACH ? at - REACH : 0;
	bool same_clause = true;
	if (!has_cue(&r->held))
		return;
	for (uint32_t i = at; i > least; i--) {
		const struct item *item = item_at(r, i - 1);
		same_clause = same_clause && !av_item_ends_clause(item);
		if (item->word.certainty == AV_STATED || item->word.flags & WORD_TAG ||
		    !reaches(r, i - 1, same_clause))
			continue;
		set(claim, item->word.certainty, item->span);
		return;
	}
}

/* `an estimated 40`: the cue is a part of the figure itself. */
static void link_own_cue(const struct relate *r, uint32_t figure, struct av_claim *claim)
{
	struct av_span span = r->doc->figures.items[figure].span;
	uint32_t first = r->places.items[figure - r->first_figure].token;
	for (uint32_t i = first; i < r->doc->tokens.count; i++) {
		const struct av_token *token = &r->doc->tokens.items[i];
		if (token->span.end > span.end || token->type != AV_TOKEN_WORD)
			return;
		uint8_t certainty = av_word_of(r, token->index).certainty;
		if (certainty != AV_STATED) {
			set(claim, certainty, token->span);
			return;
		}
	}
}

/* Denied: a negation before it with no other thing between that it could deny. */
static bool is_negated(const struct relate *r, uint32_t at)
{
	if (!(r->held.flags & WORD_NEGATION))
		return false;
	for (uint32_t i = at; i > 0; i--) {
		const struct item *item = item_at(r, i - 1);
		if (item->word.flags & WORD_NEGATION)
			return true;
		if (item->word.sort == ITEM_NOUN || item->word.sort == ITEM_FIGURE ||
		    item->word.sort == ITEM_SPEECH || av_item_ends_clause(item))
			return false;
	}
	return false;
}

void av_link_certainty(struct relate *r, uint32_t figure, uint32_t at, struct av_claim *claim)
{
	const struct av_figure *f = &r->doc->figures.items[figure];
	claim->negated = is_negated(r, at);
	claim->certainty = f->certainty;
	if (f->certainty == AV_STATED && !link_question(r, at, claim))
		link_cue(r, at, claim);
	if (claim->certainty == AV_STATED)
		link_own_cue(r, figure, claim);
}
