/* SPDX-License-Identifier: MIT
 * Numbers that say less than one value: 几十, 五万多, dozens, a few thousand. */
#include "number.h"

static bool starts(const struct av_tally *t)
{
	return !t->count && (t->last == AV_LAST_NOTHING || t->last == AV_LAST_SIGN);
}

/* From here on the parts have bounds of their own. */
static void turn_vague(struct av_tally *t, uint8_t modifier)
{
	for (unsigned i = 0; !t->vague && i < t->count; i++)
		t->parts[i].high = t->parts[i].low;
	t->vague = true;
	t->modifier = modifier;
}

static bool multiplier_at(const struct av_reader *r, uint32_t at)
{
	uint32_t end;
	const struct av_number_word *word = av_word_at(r, at, &end);
	return word && word->role == AV_WORD_MULTIPLIER && (word->flags & AV_WORD_TIGHT);
}

/* 20几个, 30几岁: tens in digits. */
static bool tens_in_digits(const struct av_tally *t)
{
	return t->last == AV_LAST_DIGITS && t->count == 1 && t->written.whole &&
	       t->written.zeros == 1;
}

bool av_take_few(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	const struct av_number_word *word = atom->word;
	bool tight = (word->flags & AV_WORD_TIGHT) != 0;
	bool joined = tight && multiplier_at(r, atom->end);
	bool tens = tight && tens_in_digits(t);
	if (!starts(t) && (!tight || (t->last != AV_LAST_MULTIPLIER && t->last != AV_LAST_ZERO &&
				      t->last != AV_LAST_SMALL && !tens)))
		return false;
	if ((word->flags & AV_WORD_INITIAL) && t->count)
		return false;
	if (tight && !t->count && !joined &&
	    ((word->flags & AV_WORD_INNER) || !av_counts_at(r, atom->end)))
		return false;
	bool one_value = word->has_limit && av_decimal_compare(word->value, word->limit) == 0;
	turn_vague(t, AV_ABOUT);
	t->no_value |= !t->count && !one_value;
	struct av_part part = { .low = word->value, .high = word->limit, .top = 1, .grain = 0,
				.few = tight };
	if (tens)
		t->parts[0].grain = 1;
	if (!word->has_limit || !av_tally_push(t, part))
		return false;
	t->words = true;
	t->last = AV_LAST_FEW;
	return true;
}

/* How large one more of the last thing said is: 五万 10^4, 500 10^2. -1: it is one. */
static int last_step(const struct av_tally *t)
{
	if (t->last == AV_LAST_MULTIPLIER)
		return t->power;
	if (t->last == AV_LAST_DIGITS)
		return t->written.whole && t->written.zeros ? (int)t->written.zeros : -1;
	if (t->last == AV_LAST_SMALL && t->count)
		return t->parts[t->count - 1].grain == 1 ? 1 : -1;
	return -1;
}

/* 4.6万余: up to one more of the last decimal. */
static bool more_than_decimal(struct av_tally *t)
{
	if (t->count != 1 || !t->written.length || t->written.whole ||
	    t->last != AV_LAST_MULTIPLIER || t->parts[0].low.exponent < 0)
		return false;
	int step = t->parts[0].low.exponent;
	turn_vague(t, AV_MORE_THAN);
	t->parts[0].high = av_decimal_add(t->parts[0].low, av_power_of_ten(step));
	t->last = AV_LAST_MORE;
	return true;
}

bool av_take_more(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	bool tight = (atom->word->flags & AV_WORD_TIGHT) != 0;
	int step = last_step(t);
	/* 十几万多亿: it blurs what is vague already */
	if (t->count && t->vague && tight && step >= 0 && multiplier_at(r, atom->end))
		return true;
	if (!t->count || t->vague)
		return false;
	if (t->parts[t->count - 1].grain < 0)
		return tight && more_than_decimal(t);
	if (step < 0) {
		if (t->last != AV_LAST_DIGITS || !tight || !multiplier_at(r, atom->end))
			return false;
		step = 0;
	}
	turn_vague(t, AV_MORE_THAN);
	struct av_part *part = &t->parts[t->count - 1];
	part->high = av_decimal_add(part->low, av_power_of_ten(step));
	part->grain = -1;
	t->words = true;
	t->last = AV_LAST_MORE;
	return true;
}

bool av_take_near(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	bool tight = (atom->word->flags & AV_WORD_TIGHT) != 0;
	if (!t->count || t->vague || last_step(t) < 0 || t->parts[t->count - 1].grain < 0)
		return false;
	if (tight && !multiplier_at(r, atom->end) && !av_counts_at(r, atom->end))
		return false;
	if ((atom->word->flags & AV_WORD_INNER) && !t->bare)
		return false;
	turn_vague(t, AV_ABOUT);
	t->parts[t->count - 1].grain = -1;
	t->words = true;
	t->last = AV_LAST_MORE;
	return true;
}

/* 上 and a bare multiplier: 上百, 上千万, 上十亿. */
bool av_take_floor(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	uint32_t end;
	if (t->last != AV_LAST_NOTHING || !multiplier_at(r, atom->end))
		return false;
	if (av_word_at(r, atom->end, &end)->power < 2 && !multiplier_at(r, end))
		return false;
	t->modifier = AV_AT_LEAST;
	t->words = true;
	t->last = AV_LAST_FLOOR;
	return true;
}

bool av_take_phrase(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	const struct av_number_word *word = atom->word;
	if (!starts(t))
		return false;
	turn_vague(t, word->has_limit ? AV_ABOUT : AV_AT_LEAST);
	struct av_part part = { .low = word->value, .high = word->limit, .top = word->power + 1,
				.grain = -1 };
	t->parts[t->count++] = part;
	t->floor = !word->has_limit;
	t->no_value = t->words = true;
	t->last = AV_LAST_DONE;
	return true;
}

/* The first plural: dozens, hundreds. Some of them, so two or more. */
static bool first_plural(struct av_tally *t, const struct av_number_word *word)
{
	turn_vague(t, AV_ABOUT);
	struct av_part part = { .low = av_decimal_add(word->value, word->value),
				.high = word->limit, .top = word->power + 1,
				.grain = word->power };
	t->floor = !word->has_limit;
	t->no_value = true;
	t->parts[t->count++] = part;
	return true;
}

/* dozens; tens of thousands; 3 dozens, which is exact. `of` before a noun is taken along,
 * so that a rule sees number and noun side by side. */
bool av_take_plural(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	const struct av_number_word *word = atom->word;
	bool first = !t->count && t->last == AV_LAST_NOTHING;
	if (first ? !first_plural(t, word) : !t->count || !av_tally_multiply(t, word))
		return false;
	bool inner = (word->flags & AV_WORD_INNER) != 0;
	t->needs_fraction = first && inner; /* tens, scores: no number unless `of` follows */
	t->power = word->power;
	t->words = true;
	t->last = AV_LAST_PLURAL;
	return true;
}

/* of: between plurals, before a noun, and in `a quarter of a million`. */
bool av_take_of(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	if (!atom->gap || (t->last != AV_LAST_PLURAL && t->last != AV_LAST_HALF &&
			   t->last != AV_LAST_FRACTION))
		return false;
	if (t->last == AV_LAST_PLURAL && t->vague && atom->end + 1 < r->text.length) {
		t->needs_fraction = false;
		t->end = atom->end;
		r->good = *t;
	}
	t->last = AV_LAST_OF;
	return true;
}
