/* SPDX-License-Identifier: MIT
 * Which unit a word names. A word may name several (分: a minute, a cent); what the
 * slot asked for, the figure's kind, the document's language and the order of the table
 * decide, in that order. The words of a text repeat themselves, and so do the constants of
 * rules: what was chosen is remembered. */
#include "draft.h"

static const struct av_unit_choice no_unit = { AV_NONE, { .coefficient = 1 } };

/* 0: the lexeme asks for this language; 1: for none; 2: for another. */
static unsigned language_rank(const struct av_figure_draft *draft, const struct av_lexeme *lexeme)
{
	const struct av_doc *doc = draft->doc;
	bool open = !lexeme->lang.length || !doc->lang.length ||
		    av_str_equal(doc->lang, AV_STR("auto"));
	if (open)
		return 1;
	return av_doc_speaks(doc, av_rules_text(draft->rules, lexeme->lang)) ? 0 : 2;
}

/* The kind that a unit's figures have where the rule's kind narrows what fits. */
static bool fits_kind(const struct av_unit *unit, uint8_t kind)
{
	static const uint8_t wanted[AV_RULE_KINDS] = {
		[AV_PERCENT] = AV_PERCENT, [AV_RATIO] = AV_RATIO,	[AV_MONEY] = AV_MONEY,
		[AV_MEASURE] = AV_MEASURE, [AV_DURATION] = AV_DURATION, [AV_AGE] = AV_DURATION,
		[AV_DATE] = AV_DURATION,   [AV_PERIOD] = AV_DURATION,
	};
	return !wanted[kind] || unit->kind == wanted[kind];
}

/* A lexeme that names a unit has the unit's id for its value. */
static bool names_unit(const struct av_rules *rules, const struct av_lexeme *lexeme)
{
	return lexeme->unit < rules->units.count && lexeme->tag != AV_TAG_NUMBER_WORD &&
	       lexeme->value.length &&
	       av_str_equal(av_rules_text(rules, lexeme->value),
			    rules->units.items[lexeme->unit].id);
}

static bool asked_for(const struct av_set *tags, uint16_t tag)
{
	for (uint32_t i = 0; tags && i < tags->count; i++)
		if (tags->tags[i] == tag)
			return true;
	return !tags;
}

/* Smaller is better. */
static unsigned rank_of(const struct av_figure_draft *draft, const struct av_lexeme *lexeme,
			const struct av_set *tags, uint8_t kind)
{
	const struct av_unit *unit = &draft->rules->units.items[lexeme->unit];
	return (asked_for(tags, lexeme->tag) ? 0 : 8) + (fits_kind(unit, kind) ? 0 : 4) +
	       language_rank(draft, lexeme);
}

static struct av_unit_choice of_entry(const struct av_figure_draft *draft,
				      const struct av_word *word, uint8_t kind)
{
	struct av_unit_choice best = no_unit;
	const struct av_entry *entry = &draft->rules->entries.items[word->entry];
	unsigned best_rank = UINT32_MAX;
	for (uint32_t i = 0; i < entry->lexeme_count; i++) {
		const struct av_lexeme *lexeme =
			&draft->rules->lexemes.items[entry->first_lexeme + i];
		if (!names_unit(draft->rules, lexeme))
			continue;
		unsigned rank = rank_of(draft, lexeme, word->tags, kind);
		if (rank < best_rank) {
			best_rank = rank;
			best = (struct av_unit_choice){ lexeme->unit, lexeme->number };
		}
	}
	return best;
}

/* A unit by its id, or no unit. */
static struct av_unit_choice of_id(const struct av_figure_draft *draft, struct av_str id)
{
	struct av_unit_choice choice = no_unit;
	int unit = av_rules_unit(draft->rules, id);
	if (unit >= 0)
		choice.unit = (uint32_t)unit;
	return choice;
}

/* A word of another table names a unit with its value: `/s`, second; or none. */
static struct av_unit_choice of_value(const struct av_figure_draft *draft,
				      const struct av_word *word)
{
	const struct av_lexeme *lexeme = av_word_lexeme(draft->rules, word->entry, word->tags);
	if (!lexeme || names_unit(draft->rules, lexeme))
		return no_unit;
	return of_id(draft, av_rules_text(draft->rules, lexeme->value));
}

/* What the word names, not yet known. */
static struct av_unit_choice choose(const struct av_figure_draft *draft,
				    const struct av_word *word, uint8_t kind)
{
	if (word->entry == AV_NONE)
		return of_id(draft, word->text);
	struct av_unit_choice choice = of_value(draft, word);
	return choice.unit != AV_NONE ? choice : of_entry(draft, word, kind);
}

struct av_unit_choice av_choose_unit(const struct av_figure_draft *draft, enum av_role role,
				     uint8_t kind)
{
	const struct av_word *word = av_draft_word(draft, role);
	if (!word)
		return no_unit;
	if (word->entry == AV_NONE && !word->constant)
		return choose(draft, word, kind);
	const void *by = word->constant ? (const void *)word->text.at : word->tags;
	uint32_t place = word->entry + kind * 7u + (uint32_t)((uintptr_t)by >> 4);
	struct av_chosen *chosen = &draft->chosen[place % AV_CHOSEN];
	if (!chosen->known || chosen->entry != word->entry || chosen->by != by ||
	    chosen->kind != kind)
		*chosen = (struct av_chosen){ word->entry, kind, true, by,
					      choose(draft, word, kind) };
	return chosen->choice;
}

bool av_convert_unit(const struct av_rules *rules, uint32_t from, uint32_t to,
		     struct av_decimal *value)
{
	if (from == to)
		return true;
	if (from == AV_NONE || to == AV_NONE)
		return false;
	const struct av_unit *a = &rules->units.items[from], *b = &rules->units.items[to];
	if (!a->si.length || !av_str_equal(a->si, b->si))
		return false;
	struct av_decimal si = av_decimal_multiply(av_decimal_add(*value, a->offset), a->factor);
	*value = av_decimal_subtract(av_decimal_divide(si, b->factor), b->offset);
	return true;
}
