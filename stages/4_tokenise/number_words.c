/* SPDX-License-Identifier: MIT
 * Digits and the plain words of numbers: digits, tens, multipliers, signs, decimals. */
#include "number.h"

static bool starts(const struct av_tally *t)
{
	return !t->count && (t->last == AV_LAST_NOTHING || t->last == AV_LAST_SIGN);
}

/* Peeks at the atom behind the one given. */
static bool peek(const struct av_reader *r, const struct av_atom *atom, struct av_atom *next)
{
	struct av_reader ahead;
	ahead.rules = r->rules;
	ahead.text = r->text;
	ahead.start = r->start;
	ahead.now.end = atom->end;
	ahead.now.last = atom->word ? AV_LAST_MULTIPLIER : AV_LAST_DIGITS;
	ahead.now.digits = !atom->word;
	ahead.now.tight = atom->word && (atom->word->flags & AV_WORD_TIGHT);
	return av_next_atom(&ahead, next);
}

static bool multiplier_follows(const struct av_reader *r, const struct av_atom *atom)
{
	struct av_atom next;
	return peek(r, atom, &next) && next.word &&
	       (next.word->role == AV_WORD_MULTIPLIER || next.word->role == AV_WORD_PLURAL);
}

/* Digits behind words: 3万4000, 3 hundred and 21, 4 thousand 3 hundred. */
static bool digits_may_follow(const struct av_reader *r, const struct av_atom *atom)
{
	const struct av_tally *t = &r->now;
	if (!atom->digits.whole || atom->digits.grouped)
		return false;
	if (t->last == AV_LAST_AND)
		return !av_decimal_is_zero(atom->digits.value) && t->power >= 2 &&
		       atom->digits.length <= 2 && !t->needs_fraction;
	if (t->last == AV_LAST_ZERO)
		return !atom->gap;
	if (t->last != AV_LAST_MULTIPLIER || !t->digits)
		return false;
	return t->tight ? !atom->gap : atom->gap && multiplier_follows(r, atom);
}

bool av_take_digits(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	const struct av_digits *d = &atom->digits;
	if (av_take_digit_part(r, atom))
		return true;
	if (!starts(t) && !digits_may_follow(r, atom))
		return false;
	int grain = d->whole && !d->fraction ? 0 : -1;
	if (!av_tally_push(t, av_part_of(d->value, (int)d->length, grain)))
		return false;
	if (!t->digits)
		t->written = *d;
	t->digits = true;
	t->decimal |= !d->whole && !d->fraction;
	t->fraction |= d->fraction;
	t->one_digit = d->length == 1 && d->plain;
	t->zero_before = t->last == AV_LAST_ZERO;
	t->last = d->fraction ? AV_LAST_FRACTION : AV_LAST_DIGITS;
	return true;
}

/* twenty fourteen, nineteen eighty: a year in two halves. */
static bool year_half(struct av_tally *t, struct av_part part)
{
	int64_t first;
	if (t->count != 1 || t->multipliers || t->last != AV_LAST_SMALL || t->digits ||
	    !av_decimal_to_int(t->parts[0].low, &first) || first < 11 || first > 20)
		return false;
	struct av_decimal century = av_decimal_scale(t->parts[0].low, 2);
	t->parts[0] = av_part_of(av_decimal_add(century, part.low), 4, part.grain);
	t->year = true;
	return true;
}

static bool may_add(const struct av_tally *t)
{
	return t->last != AV_LAST_AND || t->power >= 2 || t->needs_fraction;
}

bool av_take_digit(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	if (atom->word->flags & AV_WORD_TIGHT)
		return av_take_tight_run(r, atom);
	struct av_part part = av_part_of(atom->word->value, 1, 0);
	if (atom->word->flags & AV_WORD_INNER) {
		part.grain = 1; /* nineteen oh five */
		t->open = atom->gap && year_half(t, part);
		return t->open;
	}
	if ((av_decimal_is_zero(atom->word->value) && t->count) || !may_add(t))
		return false;
	t->open = false;
	if (t->needs_fraction ? t->count == AV_PARTS : !av_tally_push(t, part))
		return false;
	if (t->needs_fraction)
		t->parts[t->count++] = part;
	t->words = true;
	t->last = AV_LAST_SMALL;
	return true;
}

bool av_take_small(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	int grain = atom->word->role == AV_WORD_TENS ? 1 : 0;
	struct av_part part = av_part_of(atom->word->value, 2, grain);
	if (!may_add(t))
		return false;
	if (t->needs_fraction && t->count < AV_PARTS)
		t->parts[t->count++] = part;
	else if (!av_tally_push(t, part) && !(atom->gap && year_half(t, part)))
		return false;
	t->words = true;
	t->last = AV_LAST_SMALL;
	t->zero_before = true; /* 廿五: what follows is never elided */
	return true;
}

static bool han_near(const struct av_reader *r, uint32_t start, uint32_t end)
{
	uint32_t code;
	if (end < r->text.length) {
		av_utf8_decode(r->text.at + end, r->text.at + r->text.length, &code);
		if (av_is_han(code))
			return true;
	}
	if (!start)
		return false;
	av_utf8_decode_before(r->text.at, r->text.at + start, &code);
	return av_is_han(code);
}

/* `x 4`: a letter that stands for a sign between two numbers. */
static bool sign_letter(struct av_str text, uint32_t at)
{
	return at + 2 < text.length && text.at[at + 1] == ' ' &&
	       av_byte_class[(uint8_t)text.at[at + 2]] == AV_BYTE_DIGIT;
}

/* 1.2m units, 3m tonnes: what follows is a noun or a unit, not the end or another mark. */
static bool noun_follows(const struct av_reader *r, uint32_t at)
{
	struct av_found found;
	if (at + 1 >= r->text.length || r->text.at[at] != ' ' ||
	    av_byte_class[(uint8_t)r->text.at[at + 1]] != AV_BYTE_LETTER ||
	    sign_letter(r->text, at + 1))
		return false;
	av_lexicon_at(r->rules, r->text, at + 1, &found);
	return found.entry == AV_NO_ENTRY ||
	       (r->rules->entries.items[found.entry].known &
		(UINT64_C(1) << AV_TAG_CURRENCY | UINT64_C(1) << AV_TAG_PROPERTY |
		 UINT64_C(1) << AV_TAG_UNIT));
}

static bool letter_is_scale(const struct av_reader *r, const struct av_atom *atom)
{
	uint8_t flags = atom->word->flags;
	if (flags & AV_WORD_NEAR_HAN)
		return han_near(r, r->start, atom->end);
	if (flags & AV_WORD_UNIT_TOO)
		return r->context.behind_money || noun_follows(r, atom->end);
	return true;
}

/* A multiplier with nothing before it: 十, 百, hundred thousand. */
static bool take_bare(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	if (t->last == AV_LAST_AND || t->last == AV_LAST_OF)
		return false;
	bool ten = (atom->word->flags & AV_WORD_TIGHT) && !(atom->word->flags & AV_WORD_INNER);
	t->bare = !ten && t->last != AV_LAST_ARTICLE && t->last != AV_LAST_FLOOR;
	bool spaced = !(atom->word->flags & AV_WORD_TIGHT);
	if ((t->bare && !atom->word->round) || (spaced && (atom->word->flags & AV_WORD_INNER)))
		return false;
	t->floor = t->last == AV_LAST_FLOOR;
	return av_tally_multiply(t, atom->word);
}

/* 322百万: digits before two multipliers are counted in both. */
static void let_digits_be_multiplied(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	uint32_t end;
	const struct av_number_word *next = av_word_at(r, atom->end, &end);
	if (t->count == 1 && t->last == AV_LAST_DIGITS && (atom->word->flags & AV_WORD_TIGHT) &&
	    t->parts[0].top > atom->word->power && next &&
	    next->role == AV_WORD_MULTIPLIER && next->power > 3)
		t->parts[0].top = atom->word->power;
}

bool av_take_multiplier(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	if (!letter_is_scale(r, atom) || t->last == AV_LAST_AND)
		return false;
	if (t->last == AV_LAST_ARTICLE && t->count && t->parts[t->count - 1].grain >= 0)
		return false;
	if (t->string && (t->written.length > 4 || atom->word->power < 4))
		return false;
	let_digits_be_multiplied(r, atom);
	if (!(t->count ? av_tally_multiply(t, atom->word) : take_bare(r, atom)))
		return false;
	t->words = true;
	t->string = false;
	t->fraction = false;
	t->before_and = 0;
	t->last = AV_LAST_MULTIPLIER;
	if (atom->word->flags & (AV_WORD_UNIT_TOO | AV_WORD_NEAR_HAN))
		t->written.ambiguous = true;
	return true;
}

bool av_take_sign(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	(void)atom;
	if (t->last != AV_LAST_NOTHING)
		return false;
	t->signed_number = t->negative = true;
	t->last = AV_LAST_SIGN;
	return true;
}

/* The digits that a word stands for behind `point`: seven, nought, seventeen, seventy(-one). */
static bool append_decimals(const struct av_number_word *word, struct av_decimal *sum, int *places)
{
	int width = word->role == AV_WORD_DIGIT ? 1 :
		    word->role == AV_WORD_TEEN || word->role == AV_WORD_TENS ? 2 : 0;
	if (!width || *places + width > 30 || (word->flags & AV_WORD_NO_DECIMAL))
		return false;
	*places += width;
	*sum = av_decimal_add(*sum, av_decimal_scale(word->value, -*places));
	return true;
}

/* Reads number words as decimals; false if there is none. */
static bool spoken_decimals(struct av_reader *r, uint32_t at, struct av_decimal *sum)
{
	const struct av_number_word *word, *before = NULL;
	uint32_t end, stop = at;
	int places = 0;
	while (at + 1 < r->text.length && (r->text.at[at] == ' ' || r->text.at[at] == '-') &&
	       (word = av_word_at(r, at + 1, &end)) && !(word->flags & AV_WORD_TIGHT)) {
		if (before && before->role == AV_WORD_TENS && word->role == AV_WORD_DIGIT)
			places--; /* the digit stands in the place of the tens' zero */
		else if (before && before->role != AV_WORD_DIGIT)
			break;
		if (before && before->role == AV_WORD_DIGIT && word->role != AV_WORD_DIGIT)
			break;
		if (!append_decimals(word, sum, &places))
			break;
		bool whole = before && before->role == AV_WORD_TENS;
		before = word;
		at = stop = end;
		if (whole)
			break;
	}
	r->now.end = stop;
	return places > 0;
}

bool av_take_point(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	if (!t->count || t->vague || t->decimal || t->fraction || av_tally_bare(t))
		return false;
	struct av_decimal decimals = av_decimal_of(0);
	if (atom->word->flags & AV_WORD_TIGHT) {
		if (!av_tight_decimals(r, atom, &decimals))
			return false;
	} else if (!atom->gap || !spoken_decimals(r, atom->end, &decimals)) {
		return false;
	}
	if (atom->word->flags & AV_WORD_TIGHT)
		av_tally_elide(t);
	struct av_part sum = av_tally_sum(t, 0);
	av_tally_replace(t, 0, av_decimal_add(sum.low, decimals));
	t->parts[0].top = sum.top;
	t->decimal = t->words = true;
	t->string = false;
	t->last = AV_LAST_DECIMAL;
	return true;
}
