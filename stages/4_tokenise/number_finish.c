/* SPDX-License-Identifier: MIT
 * The tally as a number: the sign, the bounds and the form that rules see. */
#include "number.h"

static const struct {
	int64_t most;
	uint8_t range;
} ranges[] = {
	{ 0, AV_RANGE_ZERO }, { 1, AV_RANGE_ONE }, { 9, AV_RANGE_9 }, { 12, AV_RANGE_12 },
	{ 24, AV_RANGE_24 }, { 31, AV_RANGE_31 }, { 59, AV_RANGE_59 }, { 99, AV_RANGE_99 },
};

static bool written_year(const struct av_tally *t)
{
	if (t->year)
		return true;
	bool plain = t->last == AV_LAST_DIGITS ? t->written.plain && t->count == 1 : t->string;
	return plain && t->written.length == 4 && !t->multipliers && !t->signed_number;
}

static uint8_t range_of(const struct av_tally *t, const struct av_number *n)
{
	int64_t value;
	if (n->sort != AV_SORT_INTEGER && n->sort != AV_SORT_ORDINAL)
		return AV_RANGE_OTHER;
	if (!av_decimal_to_int(n->value, &value) || value < 0)
		return AV_RANGE_OTHER;
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (value <= ranges[i].most)
			return ranges[i].range;
	if (!written_year(t) || value < 1000 || value > 2999)
		return AV_RANGE_OTHER;
	return value >= 1900 && value < 2050 && value != 2000 ? AV_RANGE_MODERN : AV_RANGE_YEAR;
}

static uint8_t sort_of(const struct av_tally *t)
{
	return t->vague || t->floor ? AV_SORT_VAGUE :
	       t->ordinal ? AV_SORT_ORDINAL :
	       t->signed_number ? AV_SORT_SIGNED :
	       t->fraction ? AV_SORT_FRACTION :
	       t->decimal ? AV_SORT_DECIMAL : AV_SORT_INTEGER;
}

static uint8_t writing_of(const struct av_tally *t)
{
	if (t->words)
		return t->digits ? AV_WRITTEN_MIXED : AV_WRITTEN_WORDS;
	return t->written.plain && t->written.length == 2 && !t->signed_number
		? AV_WRITTEN_TWO_DIGITS : AV_WRITTEN_DIGITS;
}

static void set_values(const struct av_tally *t, const struct av_part *sum, struct av_number *n)
{
	n->value = n->low = sum->low;
	n->high = t->vague ? sum->high : sum->low;
	n->has_value = !t->no_value;
	n->has_low = true;
	n->has_high = !t->floor;
	if (!t->negative)
		return;
	n->value = av_decimal_negate(sum->low);
	n->low = av_decimal_negate(n->high);
	n->high = n->value;
	n->has_low = !t->floor;
	n->has_high = true;
}

void av_number_finish(struct av_reader *r, struct av_number *n)
{
	struct av_tally *t = &r->good;
	av_tally_elide(t);
	struct av_part sum = t->count == 1 ? t->parts[0] : av_tally_sum(t, 0);
	*n = (struct av_number){ .span = { r->start, t->end }, .modifier = t->modifier };
	set_values(t, &sum, n);
	n->sort = sort_of(t);
	n->writing = writing_of(t);
	n->range = range_of(t, n);
	n->grouped = t->written.grouped;
	n->ambiguous = t->written.ambiguous;
	n->scaled = t->multipliers && (t->power >= 2 || t->digits);
	n->from_digits = !t->words && t->written.plain && !t->signed_number;
	n->scale = t->scale;
	if (t->multiplier && t->last == AV_LAST_MULTIPLIER && t->multipliers == 1) {
		n->other_power = t->multiplier->other_power;
		n->other_lang = t->multiplier->other_lang;
	}
}
