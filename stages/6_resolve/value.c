/* SPDX-License-Identifier: MIT
 * Value, bounds and modifier of a reading: single numbers, ranges with what their first
 * end leaves out (`$5-7bn`, 三到五年), tolerances, second smaller quantities. */
#include "draft.h"

static struct av_decimal scaled(struct av_decimal value, const struct av_unit_choice *unit)
{
	return av_decimal_multiply(value, unit->factor);
}

static void scale_reading(struct av_reading *reading, const struct av_unit_choice *unit)
{
	if (unit->factor.coefficient == 1 && unit->factor.exponent == 0)
		return;
	reading->value = scaled(reading->value, unit);
	reading->low = scaled(reading->low, unit);
	reading->high = scaled(reading->high, unit);
}

/* An end of a range: what is stated, or for a vague number its outer bound. */
static bool end_of(const struct av_quantity *q, bool low, struct av_decimal *out)
{
	if (q->has_value)
		*out = q->value;
	else if (low ? q->has_low : q->has_high)
		*out = low ? q->low : q->high;
	else
		return false;
	return true;
}

/* `one to five hundred` may well begin at one. */
static bool may_be_one(struct av_decimal low, struct av_decimal high, struct av_decimal scale)
{
	const struct av_decimal one = av_decimal_of(1);
	return av_decimal_compare(low, one) <= 0 &&
	       av_decimal_compare(high, av_decimal_of(2)) > 0 &&
	       av_decimal_compare(scale, av_decimal_of(1000)) < 0;
}

/* `5 to 7 million`: the first end has the scale of the second where it is smaller without. */
static struct av_decimal elided_scale(const struct av_quantity *low, const struct av_quantity *high)
{
	const struct av_decimal one = av_decimal_of(1);
	if (!low->number || !high->number || low->number->scaled || !high->number->scaled ||
	    av_decimal_is_zero(high->number->scale) || !low->has_value || !high->has_value)
		return one;
	struct av_decimal bare = av_decimal_divide(high->value, high->number->scale);
	bool smaller = av_decimal_compare(low->value, bare) < 0 &&
		       !may_be_one(low->value, bare, high->number->scale);
	if (!smaller)
		return one;
	/* 一到两百万: two of millions, not two hundred of ten thousands */
	struct av_decimal digit = av_decimal_scale(bare, -bare.exponent);
	bool chained = high->number->writing == AV_WRITTEN_WORDS && bare.exponent > 0 &&
		       digit.coefficient <= 9 && av_decimal_compare(low->value, digit) < 0;
	return chained ? av_decimal_scale(high->number->scale, bare.exponent)
		       : high->number->scale;
}

/* Both ends in one unit: that of the first, where it has one that the second can be
 * turned into; else the one the second names. */
static void unite(const struct av_figure_draft *draft, struct av_reading *reading,
		  const struct av_unit_choice *high_unit)
{
	struct av_unit_choice low_unit = av_choose_unit(draft, AV_ROLE_UNIT_LOW, reading->kind);
	if (low_unit.unit == AV_NONE)
		low_unit = *high_unit;
	if (reading->has_low)
		reading->low = scaled(reading->low, &low_unit);
	if (reading->has_high)
		reading->high = scaled(reading->high, high_unit);
	if (low_unit.unit == high_unit->unit || high_unit->unit == AV_NONE)
		reading->unit = low_unit.unit;
	else if (reading->has_high && av_convert_unit(draft->rules, high_unit->unit, low_unit.unit,
						      &reading->high))
		reading->unit = low_unit.unit;
}

static void order_bounds(struct av_reading *reading)
{
	if (!reading->has_low || !reading->has_high ||
	    av_decimal_same(&reading->low, &reading->high) ||
	    av_decimal_compare(reading->low, reading->high) <= 0)
		return;
	struct av_decimal low = reading->low;
	reading->low = reading->high;
	reading->high = low;
}

static void read_range(const struct av_figure_draft *draft, struct av_reading *reading,
		       const struct av_unit_choice *unit)
{
	const struct av_quantity *low = av_draft_number(draft, AV_ROLE_LOW);
	const struct av_quantity *high = av_draft_number(draft, AV_ROLE_HIGH);
	reading->has_low = low && end_of(low, true, &reading->low);
	reading->has_high = high && end_of(high, false, &reading->high);
	if (reading->has_low && reading->has_high)
		reading->low = av_decimal_multiply(reading->low, elided_scale(low, high));
	unite(draft, reading, unit);
	order_bounds(reading);
	if (reading->kind == AV_SCORE)
		return; /* both numbers are stated, nothing lies between them */
	reading->modifier = reading->has_low && reading->has_high ? AV_BETWEEN
			    : reading->has_low			  ? AV_AT_LEAST
								  : AV_AT_MOST;
}

static void read_single(const struct av_figure_draft *draft, struct av_reading *reading,
			const struct av_unit_choice *unit)
{
	const struct av_quantity *q = av_draft_number(draft, AV_ROLE_VALUE);
	reading->has_value = q->has_value;
	reading->has_low = q->has_low;
	reading->has_high = q->has_high;
	reading->modifier = q->modifier;
	reading->value = q->value;
	reading->low = q->low;
	reading->high = q->high;
	const struct av_quantity *low = av_draft_number(draft, AV_ROLE_LOW);
	const struct av_quantity *high = av_draft_number(draft, AV_ROLE_HIGH);
	if (low)
		reading->has_low = end_of(low, true, &reading->low);
	if (high)
		reading->has_high = end_of(high, false, &reading->high);
	scale_reading(reading, unit);
	order_bounds(reading);
}

/* 12.9±0.1: the value stays, the bounds are around it. */
static void read_tolerance(const struct av_figure_draft *draft, struct av_reading *reading)
{
	const struct av_quantity *tolerance = av_draft_number(draft, AV_ROLE_TOLERANCE);
	if (!tolerance || !tolerance->has_value || !reading->has_value)
		return;
	reading->has_low = reading->has_high = true;
	reading->low = av_decimal_subtract(reading->value, tolerance->value);
	reading->high = av_decimal_add(reading->value, tolerance->value);
	order_bounds(reading);
	if (reading->modifier == AV_EXACT)
		reading->modifier = AV_ABOUT;
}

/* 5 feet 10 inches: the second quantity, in the unit of the first, is added. */
static void read_tail(const struct av_figure_draft *draft, struct av_reading *reading)
{
	const struct av_quantity *tail = av_draft_number(draft, AV_ROLE_TAIL);
	if (!tail || !tail->has_value || !av_draft_has(draft, AV_ROLE_TAIL_UNIT))
		return;
	struct av_unit_choice unit = av_choose_unit(draft, AV_ROLE_TAIL_UNIT, reading->kind);
	struct av_decimal more = scaled(tail->value, &unit);
	if (unit.unit == AV_NONE ||
	    !av_convert_unit(draft->rules, unit.unit, reading->unit, &more))
		return;
	reading->value = av_decimal_add(reading->value, more);
	reading->low = av_decimal_add(reading->low, more);
	reading->high = av_decimal_add(reading->high, more);
}

static uint8_t modifier_of(const struct av_figure_draft *draft, enum av_role role)
{
	const struct av_word *word = av_draft_word(draft, role);
	if (!word)
		return AV_EXACT;
	struct av_str name = word->text;
	if (word->entry != AV_NONE) {
		const struct av_lexeme *lexeme =
			av_word_lexeme(draft->rules, word->entry, word->tags);
		name = lexeme ? av_rules_text(draft->rules, lexeme->value) : name;
	}
	int modifier = av_name_find(&av_modifier_names, name);
	return modifier < 0 ? AV_EXACT : (uint8_t)modifier;
}

uint8_t av_draft_modifier(const struct av_figure_draft *draft)
{
	uint8_t before = modifier_of(draft, AV_ROLE_MODIFIER);
	if (before != AV_EXACT && before != AV_ABOUT)
		return before;
	uint8_t behind = modifier_of(draft, AV_ROLE_BOUND); /* about 500 or more */
	return behind == AV_EXACT ? before : behind;
}

/* Open above what is stated, but for a bound of its own (五个多小时 ends before six), or for
 * a vague number above its low bound. */
static void open_above(struct av_reading *reading)
{
	bool bound = reading->has_value ? !av_decimal_same(&reading->high, &reading->value)
					: !reading->has_low;
	reading->has_high = reading->has_high && bound;
	if (reading->has_value) {
		reading->low = reading->value;
		reading->has_low = true;
	}
}
static void open_below(struct av_reading *reading)
{
	bool bound = reading->has_value ? !av_decimal_same(&reading->low, &reading->value)
					: !reading->has_high;
	reading->has_low = reading->has_low && bound;
	if (reading->has_value) {
		reading->high = reading->value;
		reading->has_high = true;
	}
}
static void keep_bounds(struct av_reading *reading)
{
	(void)reading;
}

void av_apply_modifier(struct av_reading *reading, uint8_t modifier)
{
	static void (*const apply[AV_MODIFIERS])(struct av_reading *) = {
		[AV_EXACT] = keep_bounds,    [AV_ABOUT] = keep_bounds,
		[AV_AT_LEAST] = open_above,  [AV_MORE_THAN] = open_above,
		[AV_AT_MOST] = open_below,   [AV_LESS_THAN] = open_below,
		[AV_NEARLY] = open_below,    [AV_BETWEEN] = keep_bounds,
	};
	if (modifier == AV_EXACT)
		return;
	/* A range with both ends stays one, whatever stands around it. */
	if (reading->modifier == AV_BETWEEN && modifier != AV_ABOUT)
		return;
	apply[modifier](reading);
	reading->modifier = modifier;
}

void av_read_value(const struct av_figure_draft *draft, struct av_reading *reading)
{
	struct av_unit_choice unit = av_choose_unit(draft, AV_ROLE_UNIT, reading->kind);
	if (unit.unit == AV_NONE && av_draft_has(draft, AV_ROLE_UNIT_LOW))
		unit = av_choose_unit(draft, AV_ROLE_UNIT_LOW, reading->kind);
	reading->unit = unit.unit;
	if (av_draft_has(draft, AV_ROLE_VALUE))
		read_single(draft, reading, &unit);
	else if (av_draft_has(draft, AV_ROLE_LOW) || av_draft_has(draft, AV_ROLE_HIGH))
		read_range(draft, reading, &unit);
	else
		return;
	read_tail(draft, reading);
	read_tolerance(draft, reading);
	av_apply_modifier(reading, av_draft_modifier(draft));
}
