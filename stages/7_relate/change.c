/* SPDX-License-Identifier: MIT
 * Whether a figure is by how much something rose or fell: `rose 6.5%`, 同比增长了5.2%,
 * `3% higher`. Not the level that was reached: `rose to 164p` is no change of 164. */
#include "relate.h"

/* Words between a verb of change and its figure. */
#define REACH 4

static const bool can_change[AV_KINDS] = {
	[AV_NUMBER] = true, [AV_COUNT] = true, [AV_PERCENT] = true, [AV_RATIO] = true,
	[AV_FRACTION] = true, [AV_MONEY] = true, [AV_MEASURE] = true,
};

static const struct word *word_at(const struct relate *r, uint32_t at)
{
	static const struct word end = { .sort = ITEM_MARK };
	return at < r->items.count ? &r->items.items[at].word : &end;
}

static bool is_passed(uint8_t sort)
{
	return sort == ITEM_BREAK || sort == ITEM_EXTENT || sort == ITEM_DETERMINER ||
	       sort == ITEM_CUE;
}

static uint8_t change_before(const struct relate *r, uint32_t at)
{
	bool copula = false;
	for (uint32_t i = at; i > 0 && at - i < REACH; i--) {
		const struct word *word = word_at(r, i - 1);
		bool is_noun = word->flags & WORD_PROPERTY;
		if (word->change && (!copula || is_noun))
			return word->change;
		copula |= word->sort == ITEM_COPULA;
		if (!is_passed(word->sort) && word->sort != ITEM_COPULA)
			return AV_NO_CHANGE;
	}
	return AV_NO_CHANGE;
}

static uint8_t change_behind(const struct relate *r, uint32_t at)
{
	uint32_t next = at + 1 + (word_at(r, at + 1)->sort == ITEM_ATTRIBUTIVE);
	return word_at(r, next)->change;
}

/* `lost 190 points, or 0.6%`: the same change told again. */
static uint8_t change_again(const struct relate *r, uint32_t figure, uint32_t at)
{
	if (figure == r->first_figure || word_at(r, at - 1)->sort != ITEM_ALTERNATIVE)
		return AV_NO_CHANGE;
	uint32_t before = r->places.items[figure - 1 - r->first_figure];
	return at - before <= REACH ? r->doc->claims.items[figure - 1].change : AV_NO_CHANGE;
}

/* `DAX -1.6%`: the sign says it. */
static uint8_t change_by_sign(const struct relate *r, const struct av_figure *f)
{
	if (f->number >= r->doc->numbers.count || f->reading.kind != AV_PERCENT)
		return AV_NO_CHANGE;
	const struct av_number *number = &r->doc->numbers.items[f->number];
	if (number->sort != AV_SORT_SIGNED || !number->has_value)
		return AV_NO_CHANGE;
	return number->value.negative ? AV_DECREASE : AV_INCREASE;
}

void av_link_change(struct relate *r, uint32_t figure, uint32_t at, struct av_claim *claim)
{
	const struct av_figure *f = &r->doc->figures.items[figure];
	const struct av_reading *reading = &f->reading;
	claim->change = reading->change;
	if (claim->change != AV_NO_CHANGE || !can_change[reading->kind])
		return;
	claim->change = change_before(r, at);
	if (claim->change == AV_NO_CHANGE && reading->kind != AV_NUMBER)
		claim->change = change_behind(r, at);
	if (claim->change == AV_NO_CHANGE && at > 0)
		claim->change = change_again(r, figure, at);
	if (claim->change == AV_NO_CHANGE)
		claim->change = change_by_sign(r, f);
}
