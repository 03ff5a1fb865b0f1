/* SPDX-License-Identifier: MIT
 * What the ways of a pattern (reach.h) cannot do without. */
#include "reach.h"

/* How common what the bits of a word stand for is in sentences, roughly: it only chooses
 * between two conditions, both of which hold. */
static uint64_t commonness(unsigned word)
{
	if (word < AV_SLOT_WORDS)
		return 100; /* one of a slot's words */
	if (word < AV_SLOT_WORDS + 1)
		return 200; /* digits and marks of ASCII */
	if (word < AV_SLOT_WORDS + 2)
		return 1000; /* its letters */
	return 10; /* a character of another script, a certain word */
}

static uint64_t weight_of(const struct av_needs *any)
{
	uint64_t weight = 0;
	for (unsigned i = 0; i < AV_NEED_WORDS; i++)
		if (any->bits[i]) /* few are */
			weight += commonness(i) * (uint64_t)__builtin_popcountll(any->bits[i]);
	return weight ? weight : UINT64_MAX;
}

static bool share(const struct av_needs *a, const struct av_needs *b)
{
	uint64_t both = 0;
	for (unsigned i = 0; i < AV_NEED_WORDS; i++)
		both |= a->bits[i] & b->bits[i];
	return both != 0;
}

/* The rarest single thing that a way needs beyond what is needed anyway, or what it needs
 * one of. */
static struct av_needs rarest(const struct av_way *way, const struct av_needs *anyway)
{
	struct av_needs best = { { 0 } };
	if (!share(&way->any, anyway))
		best = way->any;
	uint64_t least = weight_of(&best);
	for (unsigned i = 0; i < AV_NEED_WORDS; i++) {
		uint64_t bits = way->needs.bits[i] & ~anyway->bits[i];
		if (!bits || commonness(i) >= least)
			continue;
		least = commonness(i);
		best = (struct av_needs){ { 0 } };
		best.bits[i] = bits & -bits;
	}
	return best;
}

static void or_bits(struct av_needs *a, const struct av_needs *b)
{
	for (unsigned i = 0; i < AV_NEED_WORDS; i++)
		a->bits[i] |= b->bits[i];
}

/* Ranges of more characters than that are named by their kind, not for what they are. */
#define RANGE_MAX 64

/* Whether a sentence that holds the character has its sign. */
static bool has_sign(const struct av_compiler *c, uint32_t code)
{
	uint32_t set = code - AV_SHAPE_SET;
	if (code < AV_SHAPE_SET || code > AV_SHAPE_LAST)
		return true;
	return code < AV_SHAPE_NUMBER && c->named_sets &&
	       (c->named_sets[set / 64] >> (set % 64) & 1);
}

struct av_needs av_needs_one_of(const struct av_compiler *c, const struct av_points *points)
{
	static const struct av_needs unknown;
	struct av_needs any = { { 0 } };
	memcpy(any.bits, points->slots.bits, sizeof points->slots.bits);
	memcpy(any.bits + AV_SLOT_WORDS, points->ascii, sizeof points->ascii);
	for (uint32_t i = 0; i < points->count; i++) {
		const struct av_range *range = &points->ranges[i];
		if (range->last - range->first > RANGE_MAX)
			return unknown;
		for (uint32_t code = range->first; code <= range->last; code++) {
			if (!has_sign(c, code))
				return unknown;
			av_needs_sign(&any, code);
		}
	}
	return points->any ? unknown : any;
}

void av_needs_either(struct av_way *way, const struct av_way *other)
{
	struct av_needs anyway = way->needs;
	for (unsigned i = 0; i < AV_NEED_WORDS; i++)
		anyway.bits[i] &= other->needs.bits[i];
	struct av_needs one = rarest(way, &anyway), two = rarest(other, &anyway);
	bool known = weight_of(&one) != UINT64_MAX && weight_of(&two) != UINT64_MAX;
	or_bits(&one, &two);
	way->any = known ? one : (struct av_needs){ { 0 } };
	way->needs = anyway;
	if (way->numbers > other->numbers)
		way->numbers = other->numbers;
}

void av_needs_both(struct av_way *way, const struct av_way *other)
{
	if (weight_of(&other->any) < weight_of(&way->any))
		way->any = other->any;
	or_bits(&way->needs, &other->needs);
	way->numbers = (uint8_t)(way->numbers + other->numbers);
	if (way->numbers < 2)
		return;
	way->numbers = 2;
	way->needs.bits[AV_NEED_NUMBERS] = 1;
}

bool av_needs_within(const struct av_way *a, const struct av_way *b)
{
	uint64_t missing = 0, choice = 0, given = 0, outside = 0, some = 0;
	for (unsigned i = 0; i < AV_NEED_WORDS; i++) {
		missing |= b->needs.bits[i] & ~a->needs.bits[i];
		choice |= b->any.bits[i];
		given |= b->any.bits[i] & a->needs.bits[i];
		outside |= a->any.bits[i] & ~b->any.bits[i];
		some |= a->any.bits[i];
	}
	return !missing && (!choice || given || (some && !outside));
}

void av_needs_settle(struct av_way *way)
{
	if (share(&way->any, &way->needs))
		way->any = (struct av_needs){ { 0 } };
}
