/* SPDX-License-Identifier: MIT
 * The arithmetic of number words. Summands lie on a stack, each smaller than what the one
 * below leaves open; a multiplier takes all summands that are less than itself, adds
 * them up and multiplies them. 三十五万亿: 30 and 5, times 10^4, times 10^8. */
#include "number.h"

struct av_part av_part_of(struct av_decimal value, int top, int grain)
{
	return (struct av_part){ .low = value, .high = value, .top = top, .grain = grain };
}

bool av_tally_bare(const struct av_tally *t)
{
	return t->bare && t->count == 1 && t->multipliers == 1;
}

void av_tally_elide(struct av_tally *t)
{
	bool elided = t->count >= 2 && t->power >= 2 && !t->zero_before && t->multipliers &&
		      (t->last == AV_LAST_DIGIT || t->last == AV_LAST_PAIR ||
		       (t->last == AV_LAST_DIGITS && t->one_digit));
	if (!elided || t->before_and)
		return;
	struct av_part *last = &t->parts[t->count - 1];
	last->low = av_decimal_scale(last->low, t->power - 1);
	last->high = av_decimal_scale(last->high, t->power - 1);
}

struct av_decimal av_power_of_ten(int power)
{
	struct av_decimal one = av_decimal_of(1);
	one.exponent = power;
	return one;
}

bool av_tally_push(struct av_tally *t, struct av_part part)
{
	if (t->count == AV_PARTS)
		return false;
	if (t->count && t->parts[t->count - 1].grain < part.top)
		return false;
	t->parts[t->count++] = part;
	return true;
}

/* What a part adds at least: 几 alone is 2 or more, behind ten it may be anything. */
static struct av_decimal part_low(const struct av_tally *t, unsigned index, unsigned from)
{
	const struct av_part *part = &t->parts[index];
	return part->few && index > from ? av_decimal_of(0) : part->low;
}

struct av_part av_tally_sum(const struct av_tally *t, unsigned from)
{
	struct av_part sum = t->parts[from];
	for (unsigned i = from + 1; i < t->count; i++) {
		sum.low = av_decimal_add(sum.low, part_low(t, i, from));
		if (t->vague)
			sum.high = av_decimal_add(sum.high, t->parts[i].high);
	}
	sum.few = false;
	sum.grain = t->parts[t->count - 1].grain;
	if (!t->vague)
		sum.high = sum.low;
	return sum;
}

void av_tally_replace(struct av_tally *t, unsigned from, struct av_decimal value)
{
	int top = t->count > from ? t->parts[from].top : 1;
	t->parts[from] = av_part_of(value, top, -1);
	t->count = from + 1;
	t->bare = false;
}

static struct av_decimal times(struct av_decimal value, const struct av_number_word *word)
{
	return word->round ? av_decimal_scale(value, word->power)
			   : av_decimal_multiply(value, word->value);
}

/* A number that is larger than the multiplier, and multiplied all the same: 12000万,
 * million million. */
static bool takes_larger(const struct av_tally *t, const struct av_number_word *word)
{
	bool small = (word->flags & AV_WORD_TIGHT) ? word->power < 4 : word->power < 3;
	if (t->last == AV_LAST_MULTIPLIER || t->last == AV_LAST_PLURAL)
		return !small && t->power == word->power;
	return !small;
}

/* The first part that the multiplier takes; t->count if it takes none. */
static unsigned first_taken(const struct av_tally *t, const struct av_number_word *word)
{
	unsigned from = t->count;
	if (!word->round) /* fifty-nine dozen */
		return 0;
	while (from && t->parts[from - 1].top <= word->power)
		from--;
	if (from == t->count && from && takes_larger(t, word))
		from--;
	return from;
}

bool av_tally_multiply(struct av_tally *t, const struct av_number_word *word)
{
	unsigned from = first_taken(t, word);
	/* 一千零十: ten behind a larger summand needs no one */
	bool bare = from == t->count;
	if (bare && t->count && (!(word->flags & AV_WORD_TIGHT) || word->power > 1))
		return false;
	struct av_part sum = av_part_of(av_decimal_of(1), 1, 0);
	if (!bare)
		sum = av_tally_sum(t, from);
	sum.low = times(sum.low, word);
	sum.high = t->vague ? times(sum.high, word) : sum.low;
	sum.top += word->power + !word->round;
	if (sum.grain >= 0)
		sum.grain = word->round ? word->power : 0;
	if (from && t->parts[from - 1].grain < sum.top)
		return false;
	if (from == AV_PARTS)
		return false;
	t->parts[from] = sum;
	t->count = from + 1;
	t->power = word->power;
	t->multipliers++;
	t->scale = word->value;
	t->multiplier = word;
	return true;
}
