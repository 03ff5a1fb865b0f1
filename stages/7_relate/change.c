/* SPDX-License-Identifier: MIT
 * Whether a figure is by how much something rose or fell: `rose 6.5%`, 同比增长了5.2%,
 * `3% higher`. Not the level that was reached: `rose to 164p` is no change of 164. */
#include "inner/lexicon.h"
#include "relate.h"

/* Words between a verb of change and its figure; with what was changed between them. */
#define REACH 4
#define REACH_OBJECT 8

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

static bool is_led_in(uint8_t sort)
{
	return sort == ITEM_PREPOSITION || sort == ITEM_GENITIVE || sort == ITEM_DETERMINER;
}

/* Past `an average of` and the like to the word that leads to the figure. */
static uint32_t lead_end(const struct relate *r, uint32_t at)
{
	while (at > 0 && (word_at(r, at - 1)->sort == ITEM_BREAK ||
			  word_at(r, at - 1)->sort == ITEM_DETERMINER))
		at--;
	if (at < 2 || word_at(r, at - 1)->sort != ITEM_GENITIVE ||
	    r->items.items[at - 2].property == AV_NONE)
		return at;
	at -= 2;
	while (at > 0 && word_at(r, at - 1)->sort == ITEM_DETERMINER)
		at--;
	return at;
}

static uint8_t change_before(const struct relate *r, uint32_t at)
{
	bool copula = false;
	if (at > 1 && word_at(r, at - 1)->sort == ITEM_GENITIVE && word_at(r, at - 2)->change)
		return word_at(r, at - 2)->change; /* a rise of 5% */
	at = lead_end(r, at);
	for (uint32_t i = at; i > 0 && at - i < REACH; i--) {
		const struct word *word = word_at(r, i - 1);
		bool is_noun = word->flags & WORD_PROPERTY;
		if (word->change && (!copula || is_noun))
			return word->flags & WORD_BY ? AV_NO_CHANGE : word->change;
		copula |= word->sort == ITEM_COPULA;
		if (!is_passed(word->sort) && word->sort != ITEM_COPULA)
			return AV_NO_CHANGE;
	}
	return AV_NO_CHANGE;
}

/* The last figure before `figure` in its sentence that is no date. */
static uint32_t figure_before(const struct relate *r, uint32_t figure)
{
	static const uint32_t times = 1u << AV_DATE | 1u << AV_PERIOD | 1u << AV_TIME;
	const struct av_figure *figures = r->doc->figures.items;
	while (figure > r->first_figure && (times >> figures[figure - 1].reading.kind & 1))
		figure--;
	return figure > r->first_figure ? figure - 1 : AV_NONE;
}

static bool is_alike(const struct relate *r, uint32_t a, uint32_t b)
{
	const struct av_reading *x = &r->doc->figures.items[a].reading;
	const struct av_reading *y = &r->doc->figures.items[b].reading;
	return x->kind == y->kind && x->unit == y->unit;
}

/* `prices rose by 5% and wages by 2%`: the change of the figure at item `place`. */
static uint8_t change_shared(const struct relate *r, uint32_t figure, uint32_t place)
{
	uint32_t before = figure_before(r, figure);
	if (before == AV_NONE || r->places.items[before - r->first_figure].item != place ||
	    !is_alike(r, before, figure))
		return AV_NO_CHANGE;
	return r->doc->claims.items[before].change;
}

/* `cut its costs by 12%`: from the word of extent back past what was changed, which may be
 * a word of change itself: `raised the forecast for growth by 1%`. */
static uint8_t change_by(const struct relate *r, uint32_t figure, uint32_t at)
{
	static const bool passed[ITEM_SORTS] = {
		[ITEM_NOUN] = true,        [ITEM_DETERMINER] = true,  [ITEM_GENITIVE] = true,
		[ITEM_BREAK] = true,       [ITEM_CUE] = true,         [ITEM_CHANGE] = true,
		[ITEM_CONJUNCTION] = true, [ITEM_PREPOSITION] = true,
	};
	uint8_t change = AV_NO_CHANGE;
	if (!(r->held.sorts & ITEM_BIT(ITEM_EXTENT)))
		return AV_NO_CHANGE;
	at = lead_end(r, at);
	if (!at || word_at(r, at - 1)->sort != ITEM_EXTENT)
		return AV_NO_CHANGE;
	at--;
	for (uint32_t i = at; i > 0 && at - i < REACH_OBJECT; i--) {
		const struct word *word = word_at(r, i - 1);
		if (word->sort == ITEM_FIGURE && change == AV_NO_CHANGE)
			return change_shared(r, figure, i - 1);
		if (!passed[word->sort])
			break;
		bool is_object = word->change && i > 1 && is_led_in(word_at(r, i - 2)->sort);
		if (word->change && !(is_object && change != AV_NO_CHANGE))
			change = word->change;
		if (word->change && !is_object)
			break;
	}
	return change;
}

/* `30 points, or 0.5 percent, higher`: behind what tells the figure at `at` again. */
static uint32_t past_restated(const struct relate *r, uint32_t at)
{
	static const uint8_t sorts[] = { ITEM_MARK, ITEM_ALTERNATIVE, ITEM_FIGURE, ITEM_MARK };
	uint32_t next = at + 1, i = at > 0 && word_at(r, at - 1)->sort == ITEM_ALTERNATIVE ? 3 : 0;
	while (i < 4 && next < r->items.count && word_at(r, next)->sort == sorts[i])
		i++, next++;
	return i == 4 ? next : at + 1;
}

/* `3% higher`; but in `1,200 up 58 points` it is the next figure's, and `nine rebounds` are
 * counted. */
static uint8_t change_behind(const struct relate *r, uint32_t at, const struct av_claim *claim)
{
	uint32_t next = past_restated(r, at);
	next += word_at(r, next)->sort == ITEM_ATTRIBUTIVE;
	if (word_at(r, next + 1)->sort == ITEM_FIGURE || next >= r->items.count)
		return AV_NO_CHANGE;
	const struct item *item = &r->items.items[next];
	bool counted = item->span.start >= claim->counted.start &&
		       item->span.end <= claim->counted.end;
	return counted ? AV_NO_CHANGE : item->word.change;
}

/* Only names, and dates, from the figure at item `from` on: no verb, no mark. */
static bool only_places(const struct relate *r, uint32_t from, uint32_t to)
{
	static const bool passed[ITEM_SORTS] = {
		[ITEM_NOUN] = true,     [ITEM_FIGURE] = true,      [ITEM_PREPOSITION] = true,
		[ITEM_GENITIVE] = true, [ITEM_DETERMINER] = true,  [ITEM_BREAK] = true,
	};
	for (uint32_t i = from + 1; i < to; i++)
		if (!passed[word_at(r, i)->sort])
			return false;
	return true;
}

/* `lost 190 points, or 0.6%`: the same change told again; `rose 3% in May and 4% in June`:
 * one of the same sort. */
static uint8_t change_again(const struct relate *r, uint32_t figure, uint32_t at)
{
	const struct av_figure *figures = r->doc->figures.items;
	uint32_t before = figure_before(r, figure);
	if (before == AV_NONE)
		return AV_NO_CHANGE;
	uint8_t change = r->doc->claims.items[before].change, sort = word_at(r, at - 1)->sort;
	uint32_t place = r->places.items[before - r->first_figure].item;
	if (sort == ITEM_ALTERNATIVE)
		return at - place <= REACH ? change : AV_NO_CHANGE;
	bool alike = figures[figure].reading.kind == AV_PERCENT && is_alike(r, figure, before) &&
		     word_at(r, at + 1)->sort != ITEM_GENITIVE;
	return alike && sort == ITEM_CONJUNCTION && only_places(r, place, at - 1) ? change
										  : AV_NO_CHANGE;
}

/* `rose from 5 to 8 percent`: a word of comparison begins the figure, whose ends are levels. */
static bool gives_levels(const struct relate *r, uint32_t figure)
{
	return r->doc->figures.items[figure].reading.modifier == AV_BETWEEN &&
	       av_figure_compares(r, figure);
}

/* `DAX -1.6%`: the sign says it; in words it is a level's: `at minus 0.5 percent`. */
static uint8_t change_by_sign(const struct relate *r, const struct av_figure *f)
{
	if (f->number >= r->doc->numbers.count || f->reading.kind != AV_PERCENT)
		return AV_NO_CHANGE;
	const struct av_number *number = &r->doc->numbers.items[f->number];
	uint8_t sign = (uint8_t)r->doc->text.at[number->span.start];
	if (number->sort != AV_SORT_SIGNED || !number->has_value ||
	    av_byte_class[sign] == AV_BYTE_LETTER)
		return AV_NO_CHANGE;
	return number->value.negative ? AV_DECREASE : AV_INCREASE;
}

void av_link_change(struct relate *r, uint32_t figure, uint32_t at, struct av_claim *claim)
{
	const struct av_figure *f = &r->doc->figures.items[figure];
	const struct av_reading *reading = &f->reading;
	claim->change = reading->change;
	if (claim->change != AV_NO_CHANGE || gives_levels(r, figure))
		return;
	if (reading->kind != AV_COUNT)
		claim->change = change_by(r, figure, at);
	if (claim->change != AV_NO_CHANGE || !can_change[reading->kind])
		return;
	if (r->held.changes)
		claim->change = change_before(r, at);
	if (r->held.changes && claim->change == AV_NO_CHANGE && reading->kind != AV_NUMBER)
		claim->change = change_behind(r, at, claim);
	if (claim->change == AV_NO_CHANGE && at > 0)
		claim->change = change_again(r, figure, at);
	if (claim->change == AV_NO_CHANGE)
		claim->change = change_by_sign(r, f);
}
