/* SPDX-License-Identifier: MIT
 * Units over units: `$20 a barrel` is in USD-per-barrel, three times a week is a count
 * per week. And what a reading is in SI units, compound ones included. */
#include "draft.h"

/* Kinds whose unit takes in what stands after `per`; other kinds keep it beside them. */
static bool takes_per_in(uint8_t kind)
{
	return kind == AV_MONEY || kind == AV_MEASURE || kind == AV_DURATION;
}

static struct av_str join(struct av_figure_draft *draft, struct av_str over, struct av_str under)
{
	const struct av_str per = AV_STR("-per-");
	char *at = av_arena_alloc(&draft->doc->arena, over.length + per.length + under.length);
	if (!at) {
		draft->no_memory = true;
		return over;
	}
	memcpy(at, over.at, over.length);
	memcpy(at + over.length, per.at, per.length);
	memcpy(at + over.length + per.length, under.at, under.length);
	for (size_t i = over.length + per.length; i < over.length + per.length + under.length; i++)
		if (at[i] == ' ')
			at[i] = '-';
	return av_str_of(at, over.length + per.length + under.length);
}

/* What the figure is over: a unit's id, what the table says of a word without one (`per
 * share`, share), or the words as they stand. */
static struct av_str per_name(const struct av_figure_draft *draft, uint32_t unit)
{
	const struct av_word *word = av_draft_word(draft, AV_ROLE_PER);
	const struct av_lexeme *lexeme;
	if (unit != AV_NONE)
		return draft->rules->units.items[unit].id;
	lexeme = word->entry == AV_NONE
			 ? NULL
			 : av_word_lexeme(draft->rules, word->entry, word->tags);
	return lexeme && lexeme->value.length ? av_rules_text(draft->rules, lexeme->value)
					      : av_str_trim(word->text);
}

void av_read_per(struct av_figure_draft *draft, struct av_reading *reading)
{
	if (reading->unit != AV_NONE)
		reading->unit_id = draft->rules->units.items[reading->unit].id;
	if (!av_draft_has(draft, AV_ROLE_PER))
		return;
	struct av_unit_choice per = av_choose_unit(draft, AV_ROLE_PER, AV_QUANTITY);
	struct av_str name = per_name(draft, per.unit);
	if (!takes_per_in(reading->kind) || reading->unit == AV_NONE) {
		reading->per = name;
		return;
	}
	reading->unit_id = join(draft, reading->unit_id, name);
	int listed = av_rules_unit(draft->rules, reading->unit_id);
	if (listed >= 0)
		reading->unit = (uint32_t)listed;
}

/* A compound unit that no table lists: the quotient of both parts' factors. */
static const struct av_unit *compound_si(struct av_figure_draft *draft, const struct av_unit *over)
{
	struct av_unit_choice per = av_choose_unit(draft, AV_ROLE_PER, AV_QUANTITY);
	const struct av_unit *under =
		per.unit == AV_NONE ? NULL : &draft->rules->units.items[per.unit];
	if (!under || !under->si.length || !av_decimal_is_zero(over->offset) ||
	    !av_decimal_is_zero(under->offset))
		return NULL;
	struct av_unit *made = av_arena_alloc(&draft->doc->arena, sizeof *made);
	if (!made) {
		draft->no_memory = true;
		return NULL;
	}
	*made = (struct av_unit){ .factor = av_decimal_divide(over->factor, under->factor),
				  .si = join(draft, over->si, under->si) };
	return made;
}

void av_read_si(struct av_figure_draft *draft, struct av_reading *reading)
{
	if (reading->unit == AV_NONE)
		return;
	const struct av_unit *unit = &draft->rules->units.items[reading->unit];
	if (!unit->si.length || (!reading->has_value && !reading->has_low && !reading->has_high))
		return;
	bool listed = av_str_equal(reading->unit_id, unit->id);
	reading->si = listed ? unit : compound_si(draft, unit);
}
