/* SPDX-License-Identifier: MIT
 * Fractions and ranks in words: half a million, one and a half, two thirds, 三分之一,
 * 五又二分之一, twenty-first. */
#include "number.h"

static bool equals(struct av_decimal value, int64_t what)
{
	return av_decimal_compare(value, av_decimal_of(what)) == 0;
}

/* A multiplier of a thousand or more behind the atom: `… and a half million`. */
static bool scale_follows(const struct av_reader *r, uint32_t at)
{
	uint32_t end;
	if (at + 1 >= r->text.length || r->text.at[at] != ' ')
		return false;
	const struct av_number_word *word = av_word_at(r, at + 1, &end);
	return word && word->role == AV_WORD_MULTIPLIER && word->power >= 3;
}

/* A fraction behind a thousand, a million or a dozen is one of it, behind a hundred not. */
static bool divides_scale(const struct av_tally *t)
{
	return t->count && t->scale.coefficient && (t->power >= 3 || t->scale.coefficient != 1);
}

/* Adds a fraction to what was said: of the last scale where one was named, so that one
 * million and a half is 1.5 million, but not where a scale of its own follows. */
static bool add_fraction(struct av_reader *r, struct av_decimal fraction, uint32_t end)
{
	struct av_tally *t = &r->now;
	if (divides_scale(t) && !scale_follows(r, end))
		fraction = av_decimal_multiply(fraction, t->scale);
	bool own_scale = t->count && t->power >= 3 && scale_follows(r, end);
	if (own_scale || !t->count) {
		if (t->count == AV_PARTS)
			return false;
		t->parts[t->count++] = av_part_of(fraction, 0, -1);
	} else {
		struct av_part sum = av_tally_sum(t, 0);
		av_tally_replace(t, 0, av_decimal_add(sum.low, fraction));
		t->parts[0].top = sum.top;
	}
	t->fraction = !av_decimal_is_integer(fraction);
	t->words = true;
	t->needs_fraction = false;
	t->last = AV_LAST_FRACTION;
	return true;
}

/* Whether something can be said of a fraction: a whole, exact number so far. */
static bool whole_so_far(const struct av_tally *t)
{
	return t->count && !t->vague && !t->fraction && !t->decimal && !av_tally_bare(t);
}

bool av_take_half(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	if (!t->count) {
		if (t->last != AV_LAST_NOTHING && t->last != AV_LAST_ARTICLE)
			return false;
		t->parts[t->count++] = av_part_of(atom->word->value, 0, -1);
		t->words = true;
		t->last = AV_LAST_HALF;
		return true;
	}
	if (!whole_so_far(t) && !t->needs_fraction)
		return false;
	if (t->last == AV_LAST_ARTICLE || t->last == AV_LAST_AND)
		return add_fraction(r, atom->word->value, atom->end);
	if (t->last != AV_LAST_SMALL || !equals(t->parts[t->count - 1].low, 1))
		return false;
	if (t->before_and && t->before_and + 1 == t->count) { /* one and one half */
		t->count--;
		return add_fraction(r, atom->word->value, atom->end);
	}
	if (t->count != 1)
		return false;
	av_tally_replace(t, 0, atom->word->value);
	t->parts[0].top = 0;
	t->fraction = true;
	t->last = AV_LAST_FRACTION;
	return true;
}

/* 5 and 1/2, two and 3/4 */
bool av_take_digit_part(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	if (t->last != AV_LAST_AND || !atom->digits.fraction || !t->needs_fraction ||
	    av_decimal_compare(atom->digits.value, av_decimal_of(1)) >= 0)
		return false;
	return add_fraction(r, atom->digits.value, atom->end);
}

bool av_take_part(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	bool behind = t->last == AV_LAST_DIGITS && t->count == 1 && whole_so_far(t);
	if (!behind && t->count)
		return false;
	t->digits = true;
	return add_fraction(r, atom->word->value, atom->end);
}

/* --- 分之, 又 ---------------------------------------------------------------------- */

/* A number that begins at `at`, read by itself. */
static bool read_nested(const struct av_reader *r, uint32_t at, bool only_fraction,
			struct av_number *out)
{
	struct av_reader inner;
	inner.rules = r->rules;
	inner.text = r->text;
	inner.context = (struct av_context){ .no_sign = true };
	inner.nested = !only_fraction;
	inner.below = false;
	inner.good.end = 0;
	memset(&inner.now, 0, sizeof inner.now);
	av_reader_run(&inner, at);
	if (!inner.good.end || (only_fraction && !inner.good.fraction))
		return false;
	av_number_finish(&inner, out);
	return out->has_value;
}

static struct av_decimal value_so_far(const struct av_reader *r)
{
	struct av_reader copy = *r;
	struct av_number number;
	copy.good = copy.now;
	copy.good.negative = false;
	av_number_finish(&copy, &number);
	return number.value;
}

static void set_fraction(struct av_reader *r, struct av_decimal value, uint32_t end)
{
	struct av_tally *t = &r->now;
	av_tally_replace(t, 0, value);
	t->end = end;
	t->fraction = t->words = true;
	t->decimal = t->string = false;
	t->last = AV_LAST_DONE;
}

bool av_take_over(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	struct av_number above;
	if (r->nested || !whole_so_far(t) || !read_nested(r, atom->end, false, &above))
		return false;
	struct av_decimal below = value_so_far(r);
	if (av_decimal_is_zero(below))
		return false;
	set_fraction(r, av_decimal_divide(above.value, below), above.span.end);
	return true;
}

bool av_take_with(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	struct av_number part;
	if (r->nested || !whole_so_far(t) || !read_nested(r, atom->end, true, &part))
		return false;
	set_fraction(r, av_decimal_add(value_so_far(r), part.value), part.span.end);
	return true;
}

/* --- and, a ------------------------------------------------------------------------ */

bool av_take_and(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	bool number = t->last == AV_LAST_MULTIPLIER || t->last == AV_LAST_SMALL ||
		      t->last == AV_LAST_DIGITS;
	/* hundred and five: a multiplier alone counts once something is added to it */
	bool bare = av_tally_bare(t) && t->power >= 2 && !t->tight;
	if (!atom->gap || !number || !(whole_so_far(t) || bare) || t->before_and)
		return false;
	t->needs_fraction = t->last != AV_LAST_MULTIPLIER || t->power < 2;
	t->before_and = t->count;
	t->last = AV_LAST_AND;
	return true;
}

bool av_take_article(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	(void)atom;
	if (t->last != AV_LAST_NOTHING && t->last != AV_LAST_AND && t->last != AV_LAST_HALF &&
	    t->last != AV_LAST_OF)
		return false;
	if (t->last == AV_LAST_OF && t->vague)
		return false;
	t->article = t->last == AV_LAST_NOTHING;
	t->last = AV_LAST_ARTICLE;
	return true;
}

/* --- Denominators and ranks ---------------------------------------------------------- */

/* What was said as so many parts of `below`: in `twenty and three fifths` only what stands
 * behind `and`, if it is less than one. */
bool av_take_denominator(struct av_reader *r, struct av_decimal below, uint32_t end)
{
	struct av_tally *t = &r->now;
	unsigned from = 0;
	if (t->before_and && t->before_and < t->count) {
		struct av_part behind = av_tally_sum(t, t->before_and);
		if (t->needs_fraction || av_decimal_compare(behind.low, below) < 0)
			from = t->before_and;
	}
	struct av_decimal fraction = av_decimal_divide(av_tally_sum(t, from).low, below);
	t->count = from;
	if (!from)
		t->power = 0;
	return add_fraction(r, fraction, end);
}

bool av_take_parts(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	bool said = t->last == AV_LAST_SMALL || t->last == AV_LAST_DIGITS ||
		    t->last == AV_LAST_MULTIPLIER;
	if (r->below) {
		t->plural = true;
		return av_take_ordinal(r, atom);
	}
	if (equals(atom->word->value, 1))
		return false;
	if (!said || (!whole_so_far(t) && !t->needs_fraction) || t->year)
		return false;
	if (atom->word->has_limit &&
	    av_decimal_compare(t->parts[t->count - 1].low, atom->word->limit) != 0)
		return false;
	return av_take_denominator(r, atom->word->value, atom->end);
}

bool av_ends_phrase(const struct av_reader *r, uint32_t at)
{
	uint32_t end;
	if (at >= r->text.length || r->text.at[at] != ' ' || at + 1 >= r->text.length ||
	    av_byte_class[(uint8_t)r->text.at[at + 1]] != AV_BYTE_LETTER)
		return at >= r->text.length || r->text.at[at] != '-';
	const struct av_number_word *word = av_word_at(r, at + 1, &end);
	return word && word->role == AV_WORD_OF;
}

/* a third, and a third, one third: a fraction, if nothing follows that is ranked. */
static bool take_one_part(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	bool article = t->last == AV_LAST_ARTICLE;
	bool mixed = t->before_and && article;
	bool one = t->last == AV_LAST_SMALL && t->count &&
		   equals(t->parts[t->count - 1].low, 1) &&
		   (t->count == 1 || t->before_and + 1 == t->count);
	if (equals(atom->word->value, 2) || equals(atom->word->value, 1))
		return false;
	if (one && t->multipliers && !t->before_and)
		return false;
	if (one && t->before_and && !av_ends_phrase(r, atom->end))
		return false;
	if (!one && !mixed && !(article && !t->count && av_ends_phrase(r, atom->end)))
		return false;
	if (one)
		return av_take_denominator(r, atom->word->value, atom->end);
	return add_fraction(r, av_decimal_divide(av_decimal_of(1), atom->word->value), atom->end);
}

/* Its size as a summand: twenty-first 1, one hundred and fifteenth 2. */
static int digits_of(struct av_decimal value)
{
	int64_t whole = 0;
	int count = 1;
	av_decimal_to_int(value, &whole);
	while (whole >= 10) {
		whole /= 10;
		count++;
	}
	return count;
}

/* a twenty-first, where a phrase ends. */
static bool take_compound_part(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	if (!t->article || t->count != 1 || t->multipliers || t->last != AV_LAST_SMALL ||
	    t->parts[0].grain < digits_of(atom->word->value) || !av_ends_phrase(r, atom->end))
		return false;
	struct av_decimal below = av_decimal_add(t->parts[0].low, atom->word->value);
	t->count = 0;
	return add_fraction(r, av_decimal_divide(av_decimal_of(1), below), atom->end);
}

static bool set_rank(struct av_tally *t)
{
	t->ordinal = t->words = true;
	t->fraction = t->needs_fraction = false;
	t->last = AV_LAST_DONE;
	return true;
}

bool av_take_ordinal(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	const struct av_number_word *word = atom->word;
	if (t->vague || t->fraction || t->decimal || t->last == AV_LAST_HALF)
		return false;
	if (take_one_part(r, atom) || take_compound_part(r, atom))
		return true;
	bool hundredth = word->round && word->power >= 2;
	/* 100 trillionth, but not 5 second places */
	if (t->last == AV_LAST_ARTICLE || t->needs_fraction ||
	    (t->last == AV_LAST_DIGITS && !hundredth))
		return false;
	/* 5 million first shares */
	if (!hundredth && t->last == AV_LAST_MULTIPLIER && t->power >= 3)
		return false;
	if (!t->count && t->last == AV_LAST_NOTHING) {
		t->parts[t->count++] = av_part_of(word->value, digits_of(word->value), -1);
		return set_rank(t);
	}
	if (hundredth ? !av_tally_multiply(t, word)
		      : !av_tally_push(t, av_part_of(word->value, digits_of(word->value), -1)))
		return false;
	return set_rank(t);
}

/* 21st, but neither 10st nor 11st, which weigh so much: a rank with a value stands behind that
 * digit alone, and not behind a ten's. */
static bool ends_for_rank(const struct av_reader *r, const struct av_atom *atom)
{
	if (av_decimal_is_zero(atom->word->value))
		return true;
	int64_t last = 0;
	const char *end = r->text.at + atom->start;
	bool teen = atom->start > 1 && end[-2] == '1';
	return av_decimal_to_int(atom->word->value, &last) && !teen && end[-1] == '0' + last;
}

bool av_take_rank(struct av_reader *r, const struct av_atom *atom)
{
	struct av_tally *t = &r->now;
	if (t->count != 1 || !ends_for_rank(r, atom))
		return false;
	return t->written.whole && !t->multipliers && !t->fraction && set_rank(t);
}
