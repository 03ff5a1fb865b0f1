/* SPDX-License-Identifier: MIT
 * What a figure leaves out because the one before it in the sentence has said it: the unit
 * or the noun (`rose to 3.9 million cars from 2.4 million`, `up by 2 percent, not by 1`), and in
 * brackets right behind it the bound (`over 100 km (62 miles)`). */
#include "draft.h"

/* Bytes between the two, and figures that may stand between. */
#define REACH 120
#define BETWEEN 3

static bool in_brackets(const struct av_doc *doc, const struct av_figure *figure)
{
	return figure->span.start && doc->text.at[figure->span.start - 1] == '(';
}

static const struct av_number *number_of(const struct av_doc *doc, const struct av_figure *figure)
{
	return figure->number < doc->numbers.count ? &doc->numbers.items[figure->number] : NULL;
}

/* The word right before the figure, which Han sets without a space; NULL: the lexicon has
 * none there. */
static const struct av_token *word_before(const struct av_doc *doc, const struct av_figure *figure)
{
	uint32_t start = figure->span.start;
	const struct av_token *glued = av_word_ending(doc, figure->sentence, start);
	return glued || !start ? glued : av_word_ending(doc, figure->sentence, start - 1);
}

static bool has_tag(const struct av_rules *rules, const struct av_token *word, unsigned tag)
{
	return word && (rules->entries.items[word->index].known >> tag & 1);
}

/* A number with neither unit nor noun. */
static bool is_bare(const struct av_figure *figure)
{
	const struct av_reading *r = &figure->reading;
	return r->kind == AV_NUMBER && r->unit == AV_NONE && !r->per.length &&
	       figure->unit_text.start == figure->unit_text.end &&
	       figure->counted.start == figure->counted.end;
}

/* A figure that others can share the unit or noun of: not what only explains it in
 * brackets, nor one whose number was counted in another unit (cents). */
static bool can_give(const struct av_doc *doc, const struct av_figure *figure)
{
	static const uint32_t kinds = 1u << AV_COUNT | 1u << AV_MONEY | 1u << AV_MEASURE |
				      1u << AV_PERCENT | 1u << AV_AGE;
	const struct av_number *number = number_of(doc, figure);
	const struct av_reading *r = &figure->reading;
	if (!(kinds >> r->kind & 1) || !number || in_brackets(doc, figure))
		return false;
	return r->kind == AV_COUNT || !r->has_value ||
	       av_decimal_compare(number->value, r->value) == 0;
}

/* `$5 million, from 4`: the scale may be left out as well, which is not known. */
static bool same_scale(const struct av_number *a, const struct av_number *b)
{
	return a && b && (!a->scaled || b->scaled || !b->has_value ||
			  av_decimal_compare(b->scale, av_decimal_of(1)) > 0 ||
			  av_decimal_compare(b->value, av_decimal_of(1000)) >= 0);
}

/* `187 by tender`, `2 million for the other`, `while a gross is 144.`: nothing behind the
 * number could be what it counts. */
static bool ends_or_goes_on(const struct av_rules *rules, const struct av_doc *doc,
			    const struct av_figure *figure)
{
	uint32_t at = figure->span.end, end = doc->sentences.items[figure->sentence].span.end;
	if (at >= end || memchr(".,;:", doc->text.at[at], 4))
		return true;
	if (at + 1 < end && memcmp(doc->text.at + at, " (", 2) == 0)
		return true;
	const struct av_token *next = av_word_starting(doc, figure->sentence, at + 1);
	return av_word_is(rules, next, AV_STR("preposition")) ||
	       av_word_is(rules, next, AV_STR("extent")) ||
	       av_word_is(rules, next, AV_STR("conjunction"));
}

/* `by 2 percent … by 1`, `is 13 units … is 144`: the same word leads to both. */
static bool led_alike(const struct av_token *a, const struct av_token *b)
{
	return a && b && a->index == b->index;
}

/* `climbed 0.1% to 1,333.18`: the level that a change by a share led to. */
static bool is_level_of(const struct av_rules *rules, const struct av_doc *doc,
			const struct av_figure *share, const struct av_figure *figure)
{
	const struct av_token *word = word_before(doc, figure);
	return share->reading.kind == AV_PERCENT && has_tag(rules, word, AV_TAG_LEVEL) &&
	       word->span.start == share->span.end + 1;
}

/* `2,380,000 ($21,972)`: what is restated as money is money. */
static bool is_restated_money(const struct av_doc *doc, uint32_t index)
{
	const struct av_figure *figure = &doc->figures.items[index], *next = figure + 1;
	return index + 1 < doc->figures.count && next->reading.kind == AV_MONEY &&
	       in_brackets(doc, next) && next->span.start == figure->span.end + 2;
}

/* `aged 19, 24 and 31`: the next of a list of ages. */
static bool is_next_age(const struct av_rules *rules, const struct av_doc *doc,
			const struct av_figure *giver, const struct av_figure *figure)
{
	const struct av_token *word = word_before(doc, figure);
	uint32_t gap = figure->span.start - giver->span.end;
	if (giver->reading.kind != AV_AGE || !ends_or_goes_on(rules, doc, figure))
		return false;
	return (gap == 2 && doc->text.at[giver->span.end] == ',') ||
	       (av_word_is(rules, word, AV_STR("conjunction")) &&
		word->span.start <= giver->span.end + 2);
}

/* Whether the words before say that the two are compared or told together. */
static bool linked(const struct av_rules *rules, const struct av_doc *doc,
		   const struct av_figure *giver, const struct av_figure *figure)
{
	const struct av_token *word = word_before(doc, figure);
	if (!word)
		return false;
	const struct av_token *first = word_before(doc, giver);
	if (has_tag(rules, word, AV_TAG_COMPARED))
		return giver->reading.kind != AV_PERCENT || has_tag(rules, first, AV_TAG_LEVEL);
	if (!ends_or_goes_on(rules, doc, figure))
		return false;
	if (is_level_of(rules, doc, figure - 1, figure))
		return giver->reading.kind != AV_COUNT && has_tag(rules, first, AV_TAG_LEVEL);
	return av_word_is(rules, word, AV_STR("conjunction")) ||
	       (has_tag(rules, word, AV_TAG_FUNCTION_WORD) && led_alike(first, word));
}

static void take_unit(struct av_figure_draft *draft, const struct av_reading *giver,
		      struct av_reading *reading)
{
	reading->kind = giver->kind;
	reading->unit = giver->unit;
	reading->unit_id = giver->unit_id;
	if (giver->unit != AV_NONE &&
	    av_str_equal(giver->unit_id, draft->rules->units.items[giver->unit].id))
		av_read_si(draft, reading);
}

static void share(struct av_figure_draft *draft, uint32_t first, uint32_t index)
{
	struct av_doc *doc = draft->doc;
	struct av_figure *figure = &doc->figures.items[index];
	bool money = is_restated_money(doc, index);
	for (uint32_t i = index; i > first && index - i < BETWEEN; i--) {
		const struct av_figure *giver = &doc->figures.items[i - 1];
		bool other = is_bare(giver) && giver->like == AV_NONE && !in_brackets(doc, giver);
		if (other || giver->span.end + REACH < figure->span.start)
			return;
		if (i == index && is_next_age(draft->rules, doc, giver, figure)) {
			take_unit(draft, &giver->reading, &figure->reading);
			return;
		}
		bool passed = i == index && is_level_of(draft->rules, doc, giver, figure);
		if (!can_give(doc, giver) || passed ||
		    (money && giver->reading.kind != AV_MONEY))
			continue;
		if (linked(draft->rules, doc, giver, figure) &&
		    same_scale(number_of(doc, giver), number_of(doc, figure))) {
			take_unit(draft, &giver->reading, &figure->reading);
			figure->like = giver->like == AV_NONE ? i - 1 : giver->like;
		}
		return;
	}
}

static bool same_dimension(const struct av_rules *rules, const struct av_reading *a,
			   const struct av_reading *b)
{
	return a->unit != AV_NONE && b->unit != AV_NONE &&
	       av_str_equal(rules->units.items[a->unit].dimension,
			    rules->units.items[b->unit].dimension);
}

/* The bound of the figure before holds for what restates it in brackets. */
static void restate(const struct av_figure_draft *draft, struct av_figure *figure)
{
	const struct av_doc *doc = draft->doc;
	const struct av_figure *before = figure - 1;
	uint32_t gap = figure->span.start - before->span.end;
	uint32_t end = doc->sentences.items[figure->sentence].span.end;
	if (gap > 2 || !in_brackets(doc, figure) || figure->span.end >= end ||
	    doc->text.at[figure->span.end] != ')' || figure->reading.modifier != AV_EXACT ||
	    before->reading.modifier == AV_BETWEEN ||
	    !same_dimension(draft->rules, &before->reading, &figure->reading))
		return;
	av_apply_modifier(&figure->reading, before->reading.modifier);
}

/* `(1,369.03 up 58.06 points)`: the level before its change. */
static void share_back(struct av_figure_draft *draft, struct av_figure *figure)
{
	const struct av_doc *doc = draft->doc;
	const struct av_figure *next = figure + 1;
	const struct av_token *word = word_before(doc, next);
	if (next->sentence != figure->sentence ||
	    !has_tag(draft->rules, word, AV_TAG_CHANGE_VERB) ||
	    word->span.start > figure->span.end + 2 || next->reading.kind == AV_PERCENT ||
	    next->reading.kind == AV_COUNT || !can_give(doc, next) ||
	    !same_scale(number_of(doc, next), number_of(doc, figure)))
		return;
	take_unit(draft, &next->reading, &figure->reading);
}

void av_fill_elided(struct av_figure_draft *draft, uint32_t first)
{
	struct av_doc *doc = draft->doc;
	for (uint32_t i = first; i + 1 < doc->figures.count; i++)
		if (is_bare(&doc->figures.items[i]))
			share_back(draft, &doc->figures.items[i]);
	for (uint32_t i = first; i + 1 < doc->figures.count; i++) {
		struct av_figure *figure = &doc->figures.items[i + 1];
		if (is_bare(figure))
			share(draft, first, i + 1);
		else
			restate(draft, figure);
	}
}
