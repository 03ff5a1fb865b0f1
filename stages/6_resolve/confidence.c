/* SPDX-License-Identifier: MIT
 * How sure a reading is, 0..1: how often figures like it are right. It starts from the
 * rule's own share or that of the kind, and each trait of the figure multiplies the odds.
 * What these are worth stands in confidence.tsv; tests/corpus.py measures them. */
#include "draft.h"

#define UNKNOWN_KIND 0.8f /* of rules that come without a confidence.tsv */

static uint32_t bit(enum av_trait trait, bool has)
{
	return has ? UINT32_C(1) << trait : 0;
}

static bool is_letter(char c)
{
	return (unsigned)((c | 32) - 'a') < 26;
}

/* A capitalised word behind the figure: 787 Dreamliner, but not 45,000 GPUs. */
static bool before_name(const struct av_figure_draft *draft, const struct av_figure *figure)
{
	struct av_str text = av_str_of(draft->doc->text.at, draft->doc->text.length);
	uint32_t at = figure->span.end;
	return at + 2 < text.length && text.at[at] == ' ' && text.at[at + 1] >= 'A' &&
	       text.at[at + 1] <= 'Z' && text.at[at + 2] >= 'a' && text.at[at + 2] <= 'z';
}

static uint32_t number_traits(const struct av_figure_draft *draft, const struct av_figure *figure,
			      const struct av_number *number)
{
	bool bare = figure->reading.kind == AV_NUMBER;
	bool digits = number->writing < AV_WRITTEN_WORDS && !number->grouped;
	return bit(AV_TRAIT_AMBIGUOUS_DIGITS, number->ambiguous) |
	       bit(AV_TRAIT_VAGUE, number->sort == AV_SORT_VAGUE) |
	       bit(AV_TRAIT_SMALL_WORD, number->writing == AV_WRITTEN_WORDS &&
						number->sort == AV_SORT_INTEGER &&
						number->range <= AV_RANGE_12 &&
						(bare || figure->reading.kind == AV_COUNT)) |
	       bit(AV_TRAIT_BEHIND_NAME, number->writing == AV_WRITTEN_NAMED) |
	       bit(AV_TRAIT_BEFORE_NAME, digits && figure->reading.kind == AV_COUNT &&
						 before_name(draft, figure)) |
	       bit(AV_TRAIT_WRITTEN_OUT, bare && (number->grouped || number->scaled ||
						  number->sort == AV_SORT_DECIMAL));
}

static uint32_t traits_of(const struct av_figure_draft *draft, const struct av_figure *figure)
{
	struct av_span name = figure->unit_text;
	bool letter = av_span_length(name) == 1 && is_letter(draft->doc->text.at[name.start]);
	uint32_t traits = bit(AV_TRAIT_OTHER_READINGS, figure->alternative_count > 0) |
			  bit(AV_TRAIT_RICH, draft->match->slots > 2) |
			  bit(AV_TRAIT_SHORT_UNIT, letter);
	if (figure->number != AV_NONE)
		traits |= number_traits(draft, figure,
					&draft->doc->numbers.items[figure->number]);
	return traits;
}

float av_kind_confidence(const struct av_rules *rules, uint8_t kind)
{
	return rules->kind_confidence[kind] > 0 ? rules->kind_confidence[kind] : UNKNOWN_KIND;
}

float av_figure_confidence(const struct av_figure_draft *draft, const struct av_figure *figure)
{
	const struct av_rules *rules = draft->rules;
	float share = draft->rule->confidence;
	if (share <= 0)
		share = av_kind_confidence(rules, figure->reading.kind);
	float odds = share / (1 - share);
	for (uint32_t traits = traits_of(draft, figure); traits; traits &= traits - 1) {
		float worth = rules->trait_odds[__builtin_ctz(traits)];
		odds *= worth > 0 ? worth : 1;
	}
	return odds / (1 + odds);
}
